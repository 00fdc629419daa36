//! AlgorithmIdentifiers of keys (RFC 5280 §4.1.2.7).

use crate::{
    asn1::{algorithm_identifier::AlgorithmIdentifier, error::ParseError, tlv::Reader},
    tag::Tag,
    x509::spki::{
        algorithm::KeyAlgorithm, ec::EcParameters, family::Family, identity::Identity,
        numbers::bit_length,
    },
};

impl AlgorithmIdentifier<'_> {
    pub(crate) fn family(&self) -> Family {
        Family::of(self.oid)
    }

    /// The algorithm with its size or curve, as far as they follow from parameters and public key.
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

    /// Size of p, the first number in the parameters of DSA and DH (RFC 3279 §2.3).
    fn first_parameter_bits(&self) -> u32 {
        let first = self.parameters.and_then(|tlv| tlv.reader().expect(Tag::INTEGER).ok());
        first.map_or(0, |p| bit_length(p.value()))
    }

    /// The identity of this public key; `None` if the key is malformed, or if comparing it would
    /// require computing a point.
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
pub(super) fn rsa_public_key(octets: &[u8]) -> Result<(&[u8], &[u8]), ParseError> {
    let mut numbers = Reader::allow_long_lengths(octets).sequence()?;
    let modulus = numbers.expect(Tag::INTEGER)?.value();
    let exponent = numbers.expect(Tag::INTEGER)?.value();
    Ok((modulus, exponent))
}

/// DSAPublicKey and DHPublicKey ::= INTEGER (RFC 3279 §2.3.2, §2.3.3).
fn lone_integer(octets: &[u8]) -> Result<&[u8], ParseError> {
    Ok(Reader::allow_long_lengths(octets).expect(Tag::INTEGER)?.value())
}
