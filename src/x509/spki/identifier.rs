//! AlgorithmIdentifiers of keys (RFC 5280 §4.1.2.7).

use crate::{
    asn1::{algorithm_identifier::AlgorithmIdentifier, error::ParseError, tlv::Reader},
    oid,
    tag::Tag,
    x509::spki::{
        algorithm::KeyAlgorithm, curves::NamedCurve, ec::EcParameters, family::Family,
        identity::Identity, numbers::bit_length,
    },
};

impl AlgorithmIdentifier<'_> {
    pub(crate) fn family(&self) -> Family {
        Family::of(self.oid)
    }

    pub(crate) fn is_rsa(&self) -> bool {
        matches!(self.family(), Family::Rsa | Family::RsaPss)
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
            Family::Ec => KeyAlgorithm::Ec(self.ec_parameters().describe()),
            Family::Octets(algorithm, _) | Family::Lattice(algorithm, _) => algorithm,
            Family::SlhDsa(set) => KeyAlgorithm::SlhDsa(set),
            Family::Gost(version) => KeyAlgorithm::Gost(version),
            Family::Other => KeyAlgorithm::other(self.oid),
        }
    }

    /// The curve in the parameters, or the one that the algorithm implies.
    fn ec_parameters(&self) -> EcParameters<'_> {
        match (EcParameters::of(self.parameters), self.implied_curve()) {
            (EcParameters::Absent, Some(curve)) => EcParameters::Known(curve),
            (parameters, _) => parameters,
        }
    }

    /// The curve of SM2, if this is SM2's own OID: its parameters are absent or NULL (GM/T 0006).
    pub(crate) fn implied_curve(&self) -> Option<&'static NamedCurve> {
        match self.oid {
            oid::SM2 | oid::SM2_SIGN | oid::SM2_EXCHANGE | oid::SM2_ENCRYPT => {
                NamedCurve::by_oid(oid::SM2)
            }
            _ => None,
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
            Family::Ec => self.ec_parameters().identity(public_key),
            Family::Octets(..) => Some(Identity::curve_octets(public_key)),
            Family::Lattice(_, lattice) => Identity::lattice(self.oid, &lattice, public_key),
            // The OIDs of one version differ in the use of the key only.
            Family::Gost(version) => Some(Identity::octets(version.name().as_bytes(), public_key)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::Tag;
    use alloc::{string::ToString, vec::Vec};

    fn tlv(tag: Tag, content: &[u8]) -> Vec<u8> {
        [&[tag.0, u8::try_from(content.len()).unwrap()][..], content].concat()
    }

    /// The identity of a public key and the name of its algorithm.
    fn read(
        oid: &[u8],
        parameters: &[u8],
        key: &[u8],
    ) -> (Option<Identity>, alloc::string::String) {
        let der = tlv(Tag::SEQUENCE, &[&tlv(Tag::OID, oid)[..], parameters].concat());
        let identifier = AlgorithmIdentifier::read(&mut Reader::new(&der)).unwrap();
        (identifier.identity(key), identifier.describe(Some(key)).to_string())
    }

    #[test]
    fn two_identifiers_of_one_algorithm_give_one_identity() {
        let rsa = tlv(Tag::SEQUENCE, &[2, 2, 0x40, 1, 2, 3, 1, 0, 1]);
        let gost = |oid| read(oid, &[], b"key");
        for (one, other) in [
            (oid::GOST_R3410_94, oid::GOST_R3410_94_DH),
            (oid::GOST_R3410_2001, oid::GOST_R3410_2001_DH),
            (oid::GOST_R3410_2012_256, oid::GOST_R3410_2012_256_DH),
            (oid::GOST_R3410_2012_512, oid::GOST_R3410_2012_512_DH),
        ] {
            assert_eq!(gost(one), gost(other));
        }
        assert_ne!(gost(oid::GOST_R3410_2001).0, gost(oid::GOST_R3410_2012_256).0);
        let expected = read(oid::RSA_ENCRYPTION, &[5, 0], &rsa);
        assert_eq!(expected.1, "RSA 15");
        assert_eq!(read(oid::EA_RSA, &[2, 2, 8, 0], &rsa), expected);
        assert_eq!(read(oid::RSASSA_PSS, &[], &rsa).0, expected.0);
    }

    #[test]
    fn the_identifiers_of_sm2_imply_its_curve() {
        let point = [&[4][..], &[7; 64]].concat();
        let expected = read(oid::EC_PUBLIC_KEY, &tlv(Tag::OID, oid::SM2), &point);
        assert_eq!(expected.1, "EC SM2");
        for oid in [oid::SM2, oid::SM2_SIGN, oid::SM2_EXCHANGE, oid::SM2_ENCRYPT] {
            assert_eq!(read(oid, &[], &point), expected);
            assert_eq!(read(oid, &[5, 0], &point), expected);
            assert_eq!(read(oid, &tlv(Tag::OID, oid::SM2), &point), expected);
        }
        assert_eq!(read(oid::EC_PUBLIC_KEY, &[5, 0], &point).1, "EC implicit");
    }
}
