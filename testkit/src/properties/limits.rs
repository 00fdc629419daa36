//! The limits of one execution.

use anycert::Limits;

/// Executions have to stay fast, and a limit has to be met now and then; what tools write by default,
/// 2,048 iterations for the MAC and for two safes, has to be opened.
pub const LIMITS: Limits = Limits::DEFAULT
    .input_bytes(1 << 20)
    .certificates(50)
    .private_keys(10)
    .pem_sections(100)
    .bags(100)
    .kdf_work(16_000)
    .memory_bytes(8 << 20);

/// Held at once beyond what is in proportion to the input. No derivation is allowed so much work
/// that it could need more: scrypt takes 32 bytes for each compression that is paid for.
pub const HELD: usize = 2 << 20;
/// Held at once for each byte of input, the answer included.
pub const HELD_PER_BYTE: usize = 16;
