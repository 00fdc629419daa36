//! The fields of the key types (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4).

use super::{
    reduce::{self, reduce},
    wire::Wire,
};
use crate::{
    asn1::error::{InField, ParseError},
    error::key::BAD_FIELD,
    key::{
        clear::{Clear, Leniencies},
        dsa_dh, ec,
        numbers::{DsaNumbers, RsaNumbers},
        raw_keys, rsa,
    },
    oid,
    x509::{
        KeyAlgorithm,
        spki::{EcParameters, Identity, NamedCurve, bit_length, without_zeroes},
    },
};
use alloc::vec::Vec;

/// Reads the public key outside the private part. `None` for an unsupported type.
pub(super) fn public(blob: &[u8]) -> Option<(KeyAlgorithm, Identity)> {
    let mut wire = Wire::new(blob);
    match wire.string().ok()? {
        b"ssh-rsa" => {
            let exponent = wire.integer().ok()?;
            let modulus = wire.integer().ok()?;
            let algorithm = KeyAlgorithm::Rsa(bit_length(modulus));
            Some((algorithm, Identity::rsa(modulus, exponent)))
        }
        b"ssh-dss" => {
            let p = wire.integer().ok()?;
            let [_q, _g, y] = [wire.integer().ok()?, wire.integer().ok()?, wire.integer().ok()?];
            Some((KeyAlgorithm::Dsa(bit_length(p)), Identity::dsa(y)))
        }
        b"ssh-ed25519" => {
            let identity = Identity::curve_octets(wire.string().ok()?);
            Some((KeyAlgorithm::Ed25519, identity))
        }
        kind if kind.starts_with(b"ecdsa-sha2-") => {
            let parameters = EcParameters::Known(curve(wire.string().ok()?)?);
            let identity = parameters.identity(wire.string().ok()?)?;
            Some((KeyAlgorithm::Ec(parameters.describe()), identity))
        }
        _ => None,
    }
}

/// The curves of OpenSSH (RFC 5656 §10.1).
fn curve(name: &[u8]) -> Option<&'static NamedCurve> {
    let oid: &[u8] = match name {
        b"nistp256" => oid::NIST_P256,
        b"nistp384" => oid::NIST_P384,
        b"nistp521" => oid::NIST_P521,
        _ => return None,
    };
    NamedCurve::by_oid(oid)
}

/// OpenSSH's own limit (`SSHBUF_MAX_BIGNUM`). It bounds the work of [`reduce`].
const LARGEST_MODULUS_BITS: u32 = 16_384;

/// n, e, d, the inverse of q, p, q.
fn rsa_numbers<'a>(wire: &mut Wire<'a>) -> Result<[&'a [u8]; 6], ParseError> {
    let mut number = |name| wire.integer().map(without_zeroes).in_field(name);
    Ok([
        number("modulus")?,
        number("publicExponent")?,
        number("privateExponent")?,
        number("coefficient")?,
        number("prime1")?,
        number("prime2")?,
    ])
}

/// The price of the computations of [`rsa`], which is called after it was paid.
pub(super) fn rsa_price(wire: &mut Wire<'_>) -> Result<u64, ParseError> {
    let [_, _, d, _, p, q] = rsa_numbers(wire)?;
    Ok(reduce::price(d, p).saturating_add(reduce::price(d, q)))
}

/// Computes the CRT exponents, which OpenSSH does not store.
pub(super) fn rsa(wire: &mut Wire<'_>, leniencies: &mut Leniencies) -> Result<Clear, ParseError> {
    let [modulus, public_exponent, d, coefficient, p, q] = rsa_numbers(wire)?;
    let both_primes = p.len().saturating_add(q.len());
    let too_long = d.len() > modulus.len() || both_primes > modulus.len().saturating_add(1);
    if too_long || bit_length(modulus) > LARGEST_MODULUS_BITS {
        return Err(ParseError::new(&BAD_FIELD, 0).in_field("modulus"));
    }
    let (dp, dq) = (reduce(d, p), reduce(d, q));
    let numbers = RsaNumbers {
        modulus,
        public_exponent,
        private_exponent: d,
        primes: [p, q],
        exponents: [without_zeroes(&dp), without_zeroes(&dq)],
        coefficient,
        other_primes: Vec::new(),
    };
    rsa::from_numbers(&numbers, leniencies)
}

/// p, q, g, y, x.
pub(super) fn dsa(wire: &mut Wire<'_>) -> Result<Clear, ParseError> {
    let mut number = |name| wire.integer().map(without_zeroes).in_field(name);
    dsa_dh::from_numbers(&DsaNumbers {
        p: number("p")?,
        q: number("q")?,
        g: number("g")?,
        y: Some(number("y")?),
        x: number("x")?,
    })
}

/// Curve, point, scalar. The scalar is an mpint, which has no leading zeroes.
pub(super) fn ecdsa(wire: &mut Wire<'_>, leniencies: &mut Leniencies) -> Result<Clear, ParseError> {
    let unknown = ParseError::new(&BAD_FIELD, 0).in_field("curve");
    let curve = curve(wire.string().in_field("curve")?).ok_or(unknown)?;
    let point = wire.string().in_field("publicKey")?;
    let digits = without_zeroes(wire.integer().in_field("privateKey")?);
    let scalar = ec::padded(digits, curve.order.len());
    ec::from_numbers(&EcParameters::Known(curve), (&scalar, 0), Some((point, 0)), leniencies)
}

/// The public key, then the private key followed by the public key.
pub(super) fn ed25519(wire: &mut Wire<'_>) -> Result<Clear, ParseError> {
    let public = wire.string().in_field("publicKey")?;
    let both = wire.string().in_field("privateKey")?;
    match both.split_at_checked(32) {
        Some((secret, appended)) if appended == public && public.len() == 32 => {
            raw_keys::curve_key(oid::ED25519, KeyAlgorithm::Ed25519, secret, Some(public), 0)
        }
        _ => Err(ParseError::new(&BAD_FIELD, 0).in_field("privateKey")),
    }
}
