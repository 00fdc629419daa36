//! `openssh-key-v1`: the content of an `OPENSSH PRIVATE KEY` block (OpenSSH, PROTOCOL.key).

mod fields;
mod read;
mod reduce;
mod wire;

pub(super) use read::read;
