//! The key derivation of JCEKS's PBEWithMD5AndTripleDES, as the JDK's `PBES1Core` has it.

use crate::secret::Scratch;
use digest::Output;
use md5::{Digest, Md5};

/// For each half of the salt, D_1 = MD5(half ‖ password) and D_i = MD5(D_(i−1) ‖ password). Returns the
/// last D of both halves, 32 octets. Zero iterations count as one.
pub(super) fn java_pbe(password: &[u8], salt: [u8; 8], iterations: u32) -> Scratch {
    let (first, second) = halves(salt);
    let mut derived = Scratch::zeroed(32);
    for (half, out) in [first, second].iter().zip(derived.as_mut_slice().chunks_exact_mut(16)) {
        let Ok(out) = <&mut Output<Md5>>::try_from(out) else { continue };
        Md5::new_with_prefix(half).chain_update(password).finalize_into(out);
        for _ in 1..iterations {
            let hash = Md5::new_with_prefix(*out).chain_update(password);
            hash.finalize_into(out);
        }
    }
    derived
}

/// The halves of the salt. If they are equal, the JDK intends to reverse the first one. Because of a
/// wrong index, a, b, c, d becomes d, a, b, d instead, and every later version does the same.
///
/// Fixture: `java-keystore/java-jceks-equal-salt-halves.jceks`.
fn halves([a, b, c, d, second @ ..]: [u8; 8]) -> ([u8; 4], [u8; 4]) {
    let first = [a, b, c, d];
    (if first == second { [d, a, b, d] } else { first }, second)
}
