//! SubjectPublicKeyInfo (RFC 5280 §4.1.2.7): what key it is, and what tells it from others.

mod algorithm;
mod curves;
mod ec;
mod family;

pub use algorithm::{Curve, Gost, KeyAlgorithm, SlhDsa};
pub(crate) use curves::NamedCurve;
pub(crate) use ec::EcParameters;
pub(crate) use family::{Family, Lattice, Scheme};

use crate::{
    asn1::{
        error::ParseError,
        tlv::{Reader, Tlv},
    },
    error::x509::SPKI_BAD_BIT_STRING,
    oid,
    tag::Tag,
};
use alloc::vec::Vec;

/// What can be said of a public key without computing with it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublicKeyInfo {
    algorithm: KeyAlgorithm,
}

impl PublicKeyInfo {
    /// Of the SubjectPublicKeyInfo `der`. What cannot be read in it is left open: a key of a
    /// known algorithm whose numbers are broken has a size of 0 bits.
    pub(super) fn of(der: &[u8]) -> PublicKeyInfo {
        let algorithm = match SubjectPublicKeyInfo::read(der) {
            Ok(spki) => spki.algorithm.describe(Some(spki.public_key)),
            Err(_) => KeyAlgorithm::other(&[]),
        };
        PublicKeyInfo { algorithm }
    }

    /// The algorithm, with its size or curve.
    #[must_use]
    pub fn algorithm(&self) -> &KeyAlgorithm {
        &self.algorithm
    }

    /// The size of the key in bits; see [`KeyAlgorithm::bits`].
    #[must_use]
    pub fn bits(&self) -> Option<u32> {
        self.algorithm.bits()
    }

    /// The curve, of EC keys.
    #[must_use]
    pub fn curve(&self) -> Option<&Curve> {
        self.algorithm.curve()
    }
}

/// SubjectPublicKeyInfo ::= SEQUENCE { AlgorithmIdentifier, BIT STRING } (RFC 5280 §4.1.2.7).
pub(crate) struct SubjectPublicKeyInfo<'a> {
    pub(crate) algorithm: AlgorithmIdentifier<'a>,
    /// The octets in the BIT STRING, its count of unused bits left out.
    pub(crate) public_key: &'a [u8],
}

impl<'a> SubjectPublicKeyInfo<'a> {
    pub(crate) fn read(der: &'a [u8]) -> Result<Self, ParseError> {
        let mut fields = Reader::allow_long_lengths(der).sequence()?;
        let algorithm = AlgorithmIdentifier::read(&mut fields)?;
        let public_key = bit_string(fields.expect(Tag::BIT_STRING)?)?;
        Ok(SubjectPublicKeyInfo { algorithm, public_key })
    }

    /// What tells this public key from all others, if that can be said.
    pub(crate) fn identity(&self) -> Option<Identity> {
        self.algorithm.identity(self.public_key)
    }
}

/// The octets of a BIT STRING (X.690 §8.6), its count of unused bits left out: of public keys it is
/// 0, and what faulty software wrote there instead says nothing.
pub(crate) fn bit_string(tlv: Tlv<'_>) -> Result<&[u8], ParseError> {
    match tlv.value() {
        [0..=7, octets @ ..] => Ok(octets),
        _ => Err(ParseError::new(&SPKI_BAD_BIT_STRING, tlv.offset)),
    }
}

/// AlgorithmIdentifier ::= SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL } (RFC 5280 §4.1.1.2).
#[derive(Clone, Copy)]
pub(crate) struct AlgorithmIdentifier<'a> {
    pub(crate) whole: Tlv<'a>,
    /// Content octets.
    pub(crate) oid: &'a [u8],
    pub(crate) parameters: Option<Tlv<'a>>,
}

impl<'a> AlgorithmIdentifier<'a> {
    pub(crate) fn read(fields: &mut Reader<'a>) -> Result<Self, ParseError> {
        let whole = fields.expect(Tag::SEQUENCE)?;
        let mut inner = whole.reader();
        let oid = inner.expect(Tag::OID)?.value();
        let parameters = if inner.is_empty() { None } else { Some(inner.any()?) };
        inner.finish()?;
        Ok(AlgorithmIdentifier { whole, oid, parameters })
    }

    pub(crate) fn family(&self) -> Family {
        Family::of(self.oid)
    }

    /// The algorithm with its size or curve, as far as parameters and public key tell it.
    pub(crate) fn describe(&self, public_key: Option<&[u8]>) -> KeyAlgorithm {
        let modulus_bits = || {
            let numbers = public_key.and_then(|octets| rsa_public_key(octets).ok());
            numbers.map_or(0, |(modulus, _)| bit_length(modulus))
        };
        match self.family() {
            Family::Rsa => KeyAlgorithm::Rsa(modulus_bits()),
            Family::RsaPss => KeyAlgorithm::RsaPss(modulus_bits()),
            Family::Dsa => KeyAlgorithm::Dsa(self.first_parameter_bits()),
            Family::Dh => KeyAlgorithm::Dh(self.first_parameter_bits()),
            Family::Ec => KeyAlgorithm::Ec(EcParameters::of(self.parameters).describe()),
            Family::Octets(algorithm, _) | Family::Lattice(algorithm, _) => algorithm,
            Family::SlhDsa(set) => KeyAlgorithm::SlhDsa(set),
            Family::Gost(version) => KeyAlgorithm::Gost(version),
            Family::Other => KeyAlgorithm::other(self.oid),
        }
    }

    /// Of p, the first number in the parameters of DSA and DH (RFC 3279 §2.3).
    fn first_parameter_bits(&self) -> u32 {
        let first = self.parameters.and_then(|tlv| tlv.reader().expect(Tag::INTEGER).ok());
        first.map_or(0, |p| bit_length(p.value()))
    }

    /// What tells this public key from all others; nothing where it cannot be read, or where a
    /// point would have to be computed to be compared.
    pub(crate) fn identity(&self, public_key: &[u8]) -> Option<Identity> {
        match self.family() {
            Family::Rsa | Family::RsaPss => {
                let (modulus, exponent) = rsa_public_key(public_key).ok()?;
                Some(Identity::rsa(modulus, exponent))
            }
            Family::Dsa => Some(Identity::dsa(lone_integer(public_key).ok()?)),
            Family::Dh => Some(Identity::dh(lone_integer(public_key).ok()?)),
            Family::Ec => EcParameters::of(self.parameters).identity(public_key),
            Family::Octets(..) => Some(Identity::curve_octets(public_key)),
            Family::Lattice(_, lattice) => Identity::lattice(self.oid, &lattice, public_key),
            _ => Some(Identity::octets(self.oid, public_key)),
        }
    }
}

/// RSAPublicKey ::= SEQUENCE { modulus, publicExponent } (RFC 8017 §A.1.1).
fn rsa_public_key(octets: &[u8]) -> Result<(&[u8], &[u8]), ParseError> {
    let mut numbers = Reader::allow_long_lengths(octets).sequence()?;
    let modulus = numbers.expect(Tag::INTEGER)?.value();
    let exponent = numbers.expect(Tag::INTEGER)?.value();
    Ok((modulus, exponent))
}

/// DSAPublicKey and DHPublicKey ::= INTEGER (RFC 3279 §2.3.2, §2.3.3).
fn lone_integer(octets: &[u8]) -> Result<&[u8], ParseError> {
    Ok(Reader::allow_long_lengths(octets).expect(Tag::INTEGER)?.value())
}

/// Big-endian digits without leading zeroes.
pub(crate) fn without_zeroes(number: &[u8]) -> &[u8] {
    let zeroes = number.iter().take_while(|octet| **octet == 0).count();
    number.get(zeroes..).unwrap_or_default()
}

/// Bits of a big-endian number, leading zeroes left out.
pub(crate) fn bit_length(number: &[u8]) -> u32 {
    let number = without_zeroes(number);
    let bits = number.len().saturating_mul(8);
    let unused = number.first().map_or(0, |first| first.leading_zeros());
    u32::try_from(bits).unwrap_or(u32::MAX).saturating_sub(unused)
}

/// What tells one public key from all others, in bytes that are equal for equal keys however
/// they were encoded. Nothing secret is in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Identity(Vec<u8>);

impl Identity {
    /// Modulus and exponent: a key has these under any of RSA's object identifiers.
    pub(crate) fn rsa(modulus: &[u8], exponent: &[u8]) -> Self {
        Identity::of([oid::RSA_ENCRYPTION, without_zeroes(modulus), without_zeroes(exponent)])
    }

    /// y alone: a certificate may leave p, q and g to its issuer's (RFC 3279 §2.3.2).
    pub(crate) fn dsa(y: &[u8]) -> Self {
        Identity::of([oid::DSA, without_zeroes(y), &[]])
    }

    /// y alone: PKCS#3 and X9.42 write different parameters.
    pub(crate) fn dh(y: &[u8]) -> Self {
        Identity::of([b"DH", without_zeroes(y), &[]])
    }

    /// The public key as it is encoded.
    pub(crate) fn octets(oid: &[u8], public_key: &[u8]) -> Self {
        Identity::of([oid, public_key, &[]])
    }

    /// The octets alone, for the keys of RFC 8410: software has written one object identifier for
    /// the other, and no two keys have the same octets by chance.
    pub(crate) fn curve_octets(public_key: &[u8]) -> Self {
        Identity::octets(b"RFC 8410", public_key)
    }

    /// Of an encoded ML-DSA or ML-KEM public key: its ρ.
    pub(crate) fn lattice(oid: &[u8], lattice: &Lattice, public_key: &[u8]) -> Option<Self> {
        if public_key.len() != lattice.public {
            return None;
        }
        let rho = match lattice.scheme {
            // pk = ρ ‖ t1 (FIPS 204 §7.2, algorithm 22)
            Scheme::MlDsa => public_key.first_chunk::<32>(),
            // ek = t̂ ‖ ρ (FIPS 203 §5.1, algorithm 13)
            Scheme::MlKem => public_key.last_chunk::<32>(),
        };
        rho.map(|rho| Identity::rho(oid, rho))
    }

    /// Of ML-DSA and ML-KEM: ρ, 32 octets that hashing the seed gives and that stand in the
    /// public key and in every form of the private one. The rest of the public key would have to
    /// be computed; two keys with one ρ do not come about by chance.
    pub(crate) fn rho(oid: &[u8], rho: &[u8; 32]) -> Self {
        Identity::of([oid, rho, &[]])
    }

    /// How many octets it holds.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The parts, each behind its length, so that no two sets of parts give the same bytes.
    fn of(parts: [&[u8]; 3]) -> Self {
        let length = parts.iter().map(|part| part.len()).fold(24_usize, usize::saturating_add);
        let mut bytes = Vec::with_capacity(length);
        for part in parts {
            bytes.extend_from_slice(&crate::budget::to_u64(part.len()).to_be_bytes());
            bytes.extend_from_slice(part);
        }
        Identity(bytes)
    }
}
