//! Public keys derived from private keys, with the feature `public-key-derivation`.

use crate::x509::spki::NamedCurve;
use alloc::vec::Vec;

/// Returns the uncompressed point (SEC 1 §2.3.3) of a scalar below the order of the curve.
#[cfg(feature = "public-key-derivation")]
pub(super) fn ec_point(curve: &NamedCurve, scalar: &[u8]) -> Option<Vec<u8>> {
    use p256::elliptic_curve::sec1::ToSec1Point as _;
    macro_rules! point {
        ($curve:ident) => {{
            let key = $curve::SecretKey::from_slice(scalar).ok()?;
            Some(key.public_key().to_sec1_point(false).as_bytes().to_vec())
        }};
    }
    match curve.name {
        "P-256" => point!(p256),
        "P-384" => point!(p384),
        "P-521" => point!(p521),
        _ => None,
    }
}

/// Returns the public key (RFC 8032 §5.1.5).
#[cfg(feature = "public-key-derivation")]
pub(super) fn ed25519(seed: &[u8]) -> Option<[u8; 32]> {
    let seed = seed.first_chunk::<32>()?;
    Some(ed25519_dalek::SigningKey::from_bytes(seed).verifying_key().to_bytes())
}

/// Returns the public key (RFC 7748 §6.1).
#[cfg(feature = "public-key-derivation")]
pub(super) fn x25519(secret: &[u8]) -> Option<[u8; 32]> {
    let secret = secret.first_chunk::<32>()?;
    Some(curve25519_dalek::MontgomeryPoint::mul_base_clamped(*secret).to_bytes())
}

#[cfg(not(feature = "public-key-derivation"))]
pub(super) fn ec_point(_: &NamedCurve, _: &[u8]) -> Option<Vec<u8>> {
    None
}

#[cfg(not(feature = "public-key-derivation"))]
pub(super) fn ed25519(_: &[u8]) -> Option<[u8; 32]> {
    None
}

#[cfg(not(feature = "public-key-derivation"))]
pub(super) fn x25519(_: &[u8]) -> Option<[u8; 32]> {
    None
}
