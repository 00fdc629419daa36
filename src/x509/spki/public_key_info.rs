//! SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).

use crate::{
    asn1::{algorithm_identifier::AlgorithmIdentifier, error::ParseError, tlv::Reader},
    tag::Tag,
    x509::spki::{
        algorithm::{Curve, KeyAlgorithm},
        family::Family,
        identifier::rsa_public_key,
        identity::Identity,
        numbers::bit_string,
    },
};

/// The algorithm of a public key, with its size or curve.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let der = std::fs::read("testdata/certificate/example.der")?;
/// let key = anycert::Certificate::from_der(&der)?.public_key();
/// println!("{} {:?}", key.algorithm(), key.bits()); // RSA 2048 Some(2048)
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublicKeyInfo {
    algorithm: KeyAlgorithm,
}

impl PublicKeyInfo {
    /// Reads a SubjectPublicKeyInfo with tag and length. Never fails: a malformed key of a known
    /// algorithm has a size of 0 bits.
    pub(crate) fn of(der: &[u8]) -> PublicKeyInfo {
        let algorithm = match SubjectPublicKeyInfo::read(der) {
            Ok(spki) => spki.algorithm.describe(Some(spki.public_key)),
            Err(_) => KeyAlgorithm::other(&[]),
        };
        PublicKeyInfo { algorithm }
    }

    /// The algorithm with its size or curve.
    #[must_use]
    pub fn algorithm(&self) -> &KeyAlgorithm {
        &self.algorithm
    }

    /// The size of the key in bits; see [`KeyAlgorithm::bits`].
    #[must_use]
    pub fn bits(&self) -> Option<u32> {
        self.algorithm.bits()
    }

    /// The curve of an EC key.
    #[must_use]
    pub fn curve(&self) -> Option<&Curve> {
        self.algorithm.curve()
    }
}

/// SubjectPublicKeyInfo ::= SEQUENCE { AlgorithmIdentifier, BIT STRING } (RFC 5280 §4.1.2.7).
pub(crate) struct SubjectPublicKeyInfo<'a> {
    pub(crate) algorithm: AlgorithmIdentifier<'a>,
    /// The octets of the BIT STRING, without its count of unused bits.
    pub(crate) public_key: &'a [u8],
}

impl<'a> SubjectPublicKeyInfo<'a> {
    pub(crate) fn read(der: &'a [u8]) -> Result<Self, ParseError> {
        let mut fields = Reader::allow_long_lengths(der).sequence()?;
        let algorithm = AlgorithmIdentifier::read(&mut fields)?;
        let public_key = bit_string(fields.expect(Tag::BIT_STRING)?)?;
        Ok(SubjectPublicKeyInfo { algorithm, public_key })
    }

    /// The modulus of an RSA key, big-endian, with leading zeroes.
    pub(crate) fn rsa_modulus(&self) -> Option<&'a [u8]> {
        match self.algorithm.family() {
            Family::Rsa | Family::RsaPss => Some(rsa_public_key(self.public_key).ok()?.0),
            _ => None,
        }
    }

    /// The identity of this public key; see [`AlgorithmIdentifier::identity`].
    pub(crate) fn identity(&self) -> Option<Identity> {
        self.algorithm.identity(self.public_key)
    }
}
