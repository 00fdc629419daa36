//! Encodes private keys as PKCS#8, each into one zeroized buffer of exactly its size.

use super::{
    ber_to_der::in_der,
    numbers::{DsaNumbers, EcNumbers, MlOctets, RsaNumbers},
};
use crate::{
    asn1::error::ParseError,
    error::key::NOT_ENCODABLE,
    oid,
    secret::Scratch,
    x509::spki::{AlgorithmIdentifier, EcParameters},
};
use core::ops::Add;
use der::{
    Decode, Encode, EncodeValue, FixedTag, Header, Length, SliceWriter, Tag, TagMode, TagNumber,
    Writer,
    asn1::{AnyRef, BitStringRef, ContextSpecific, ObjectIdentifier, OctetStringRef, UintRef},
};
use pkcs8::{PrivateKeyInfo, spki::AlgorithmIdentifierRef};

/// An RSA key under rsaEncryption, or under the RSASSA-PSS `identifier` it came with.
pub(super) fn rsa(
    numbers: &RsaNumbers<'_>,
    pss: Option<&AlgorithmIdentifier<'_>>,
) -> Result<Scratch, ParseError> {
    match pss {
        Some(identifier) => {
            let identifier = in_der(&identifier.whole);
            encode(|| private_key_info(AlgorithmIdentifierRef::from_der(&identifier)?, numbers))
        }
        // RFC 3279 §2.3.1 requires the NULL.
        None => encode(|| {
            private_key_info(algorithm(oid::RSA_ENCRYPTION, Some(AnyRef::NULL))?, numbers)
        }),
    }
}

/// An EC key with its curve by name if it is known, and its public point if it is known: ring and
/// others reject a key without it.
pub(super) fn ec(numbers: &EcNumbers<'_>) -> Result<Scratch, ParseError> {
    let curve_in_der;
    let curve = match numbers.parameters {
        EcParameters::Known(curve) | EcParameters::KnownByValue(curve) => {
            AnyRef::new(Tag::ObjectIdentifier, curve.oid()).map(Some)
        }
        EcParameters::Unknown(parameters) | EcParameters::Explicit(parameters) => {
            curve_in_der = in_der(parameters);
            AnyRef::from_der(&curve_in_der).map(Some)
        }
        EcParameters::Absent => Ok(None),
    };
    encode(|| private_key_info(algorithm(oid::EC_PUBLIC_KEY, curve?)?, numbers))
}

pub(super) fn dsa(numbers: &DsaNumbers<'_>) -> Result<Scratch, ParseError> {
    encode(|| {
        let dss_parms = [integer(numbers.p)?, integer(numbers.q)?, integer(numbers.g)?].to_der()?;
        let algorithm = algorithm(oid::DSA, Some(AnyRef::from_der(&dss_parms)?))?;
        private_key_info(algorithm, &integer(numbers.x)?)
    })
}

/// A Diffie-Hellman key with the parameters it came with.
pub(super) fn dh(identifier: &AlgorithmIdentifier<'_>, x: &[u8]) -> Result<Scratch, ParseError> {
    let identifier = in_der(&identifier.whole);
    encode(|| private_key_info(AlgorithmIdentifierRef::from_der(&identifier)?, &integer(x)?))
}

/// CurvePrivateKey ::= OCTET STRING (RFC 8410 §7).
pub(super) fn curve_key(oid: &[u8], secret: &[u8]) -> Result<Scratch, ParseError> {
    encode(|| private_key_info(algorithm(oid, None)?, &OctetStringRef::new(secret)?))
}

/// SLH-DSA-PrivateKey: octets without a tag (RFC 9909 §6).
pub(super) fn slh_dsa(oid: &[u8], secret: &[u8]) -> Result<Scratch, ParseError> {
    encode(|| private_key_info(algorithm(oid, None)?, &Untagged([secret, &[]])))
}

/// An ML-DSA or ML-KEM key in the form it came in.
pub(super) fn ml_key(oid: &[u8], octets: &MlOctets<'_>) -> Result<Scratch, ParseError> {
    encode(|| {
        let algorithm = algorithm(oid, None)?;
        match *octets {
            MlOctets::Bare(first, second) => {
                private_key_info(algorithm, &Untagged([first, second]))
            }
            MlOctets::Seed(seed) => {
                let seed = ContextSpecific {
                    tag_number: TagNumber(0),
                    tag_mode: TagMode::Implicit,
                    value: OctetStringRef::new(seed)?,
                };
                private_key_info(algorithm, &seed)
            }
            MlOctets::Expanded(expanded, public) => {
                private_key_info(algorithm, &Octets(&Untagged([expanded, public])))
            }
            MlOctets::Both(seed, expanded) => {
                let both = [OctetStringRef::new(seed)?, OctetStringRef::new(expanded)?];
                private_key_info(algorithm, &both)
            }
        }
    })
}

/// PrivateKeyInfo (RFC 5958 §2) of version 0 and without attributes, which every reader accepts.
fn private_key_info<T: Encode>(
    algorithm: AlgorithmIdentifierRef<'_>,
    private_key: &T,
) -> der::Result<Scratch> {
    let info: PrivateKeyInfo<_, _, BitStringRef<'_>> =
        PrivateKeyInfo::new(algorithm, Octets(private_key));
    let header = Header::new(Tag::Sequence, info.value_len()?);
    let length = header.encoded_len()?.add(header.length())?;
    let mut out = Scratch::zeroed(usize::try_from(length)?);
    let mut writer = SliceWriter::new(out.as_mut_slice());
    header.encode(&mut writer)?;
    info.encode_value(&mut writer)?;
    writer.finish()?;
    Ok(out)
}

fn algorithm<'a>(
    oid: &[u8],
    parameters: Option<AnyRef<'a>>,
) -> der::Result<AlgorithmIdentifierRef<'a>> {
    Ok(AlgorithmIdentifierRef { oid: ObjectIdentifier::from_bytes(oid)?, parameters })
}

/// Only parameters that were carried over can fail: a universal tag that X.680 reserves.
fn encode(write: impl FnOnce() -> der::Result<Scratch>) -> Result<Scratch, ParseError> {
    write().map_err(|_| ParseError::new(&NOT_ENCODABLE, 0))
}

/// An INTEGER from digits that may be empty, which is zero.
fn integer(digits: &[u8]) -> der::Result<UintRef<'_>> {
    UintRef::new(if digits.is_empty() { &[0] } else { digits })
}

/// An OCTET STRING with an encoded value in it.
struct Octets<'a, T>(&'a T);

impl<T> FixedTag for Octets<'_, T> {
    const TAG: Tag = Tag::OctetString;
}

impl<T: Encode> EncodeValue for Octets<'_, T> {
    fn value_len(&self) -> der::Result<Length> {
        self.0.encoded_len()
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        self.0.encode(writer)
    }
}

/// Octets without tag and length.
struct Untagged<'a>([&'a [u8]; 2]);

impl Encode for Untagged<'_> {
    fn encoded_len(&self) -> der::Result<Length> {
        let [first, second] = self.0;
        Length::try_from(first.len())?.add(Length::try_from(second.len())?)
    }

    fn encode(&self, writer: &mut impl Writer) -> der::Result<()> {
        self.0.into_iter().try_for_each(|octets| writer.write(octets))
    }
}

impl<'a> RsaNumbers<'a> {
    /// Everything but otherPrimeInfos. The version is 1 if there are any.
    fn integers(&self) -> der::Result<[UintRef<'a>; 9]> {
        let version: &[u8] = if self.other_primes.is_empty() { &[0] } else { &[1] };
        let ([p, q], [dp, dq]) = (self.primes, self.exponents);
        Ok([
            integer(version)?,
            integer(self.modulus)?,
            integer(self.public_exponent)?,
            integer(self.private_exponent)?,
            integer(p)?,
            integer(q)?,
            integer(dp)?,
            integer(dq)?,
            integer(self.coefficient)?,
        ])
    }

    fn other_prime_infos(&self) -> Option<OtherPrimeInfos<'_>> {
        (!self.other_primes.is_empty()).then_some(OtherPrimeInfos(&self.other_primes))
    }
}

impl FixedTag for RsaNumbers<'_> {
    const TAG: Tag = Tag::Sequence;
}

impl EncodeValue for RsaNumbers<'_> {
    fn value_len(&self) -> der::Result<Length> {
        self.integers()?.value_len()?.add(self.other_prime_infos().encoded_len()?)
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        self.integers()?.encode_value(writer)?;
        self.other_prime_infos().encode(writer)
    }
}

/// OtherPrimeInfos ::= SEQUENCE OF SEQUENCE { prime, exponent, coefficient } (RFC 8017 §A.1.2).
struct OtherPrimeInfos<'a>(&'a [[&'a [u8]; 3]]);

impl OtherPrimeInfos<'_> {
    fn infos(&self) -> impl Iterator<Item = der::Result<[UintRef<'_>; 3]>> {
        self.0.iter().map(|[prime, exponent, coefficient]| {
            Ok([integer(prime)?, integer(exponent)?, integer(coefficient)?])
        })
    }
}

impl FixedTag for OtherPrimeInfos<'_> {
    const TAG: Tag = Tag::Sequence;
}

impl EncodeValue for OtherPrimeInfos<'_> {
    fn value_len(&self) -> der::Result<Length> {
        self.infos().try_fold(Length::ZERO, |length, info| length.add(info?.encoded_len()?))
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        self.infos().try_for_each(|info| info?.encode(writer))
    }
}

impl EcNumbers<'_> {
    fn public_key(&self) -> der::Result<Option<ContextSpecific<BitStringRef<'_>>>> {
        let Some(point) = self.point else { return Ok(None) };
        Ok(Some(ContextSpecific {
            tag_number: TagNumber(1),
            tag_mode: TagMode::Explicit,
            value: BitStringRef::from_bytes(point)?,
        }))
    }
}

/// ECPrivateKey ::= SEQUENCE { version 1, privateKey, [1] publicKey } (RFC 5915 §3). PKCS#8 has
/// the parameters in its AlgorithmIdentifier.
impl FixedTag for EcNumbers<'_> {
    const TAG: Tag = Tag::Sequence;
}

impl EncodeValue for EcNumbers<'_> {
    fn value_len(&self) -> der::Result<Length> {
        let scalar = OctetStringRef::new(self.scalar)?.encoded_len()?;
        1_u8.encoded_len()?.add(scalar)?.add(self.public_key()?.encoded_len()?)
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        1_u8.encode(writer)?;
        OctetStringRef::new(self.scalar)?.encode(writer)?;
        self.public_key()?.encode(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asn1::tlv::Reader;
    use alloc::vec::Vec;

    /// What `private_key` becomes in the privateKey of a PKCS#8.
    fn encoded(private_key: &impl Encode) -> Vec<u8> {
        let info = private_key_info(algorithm(oid::DSA, None).unwrap(), private_key).unwrap();
        let mut fields = Reader::new(&info).sequence().unwrap();
        fields.any().unwrap();
        fields.any().unwrap();
        let octets = fields.any().unwrap().value().to_vec();
        fields.finish().unwrap();
        octets
    }

    #[test]
    fn integers_are_minimal_and_never_negative() {
        for (digits, expected) in [
            (&[][..], &[2, 1, 0][..]),
            (&[0, 0], &[2, 1, 0]),
            (&[0x7f], &[2, 1, 0x7f]),
            (&[0x80], &[2, 2, 0, 0x80]),
            (&[0, 0, 1, 0], &[2, 2, 1, 0]),
        ] {
            assert_eq!(encoded(&integer(digits).unwrap()), expected);
        }
    }

    #[test]
    fn lengths_are_minimal() {
        for (length, header) in [
            (0x7f, &[4, 0x7f][..]),
            (0x80, &[4, 0x81, 0x80]),
            (0x100, &[4, 0x82, 1, 0]),
            (0x1_0000, &[4, 0x83, 1, 0, 0]),
        ] {
            let octets = alloc::vec![7; length];
            let octets = OctetStringRef::new(&octets).unwrap();
            assert!(encoded(&octets).starts_with(header));
        }
    }

    #[test]
    fn parameters_with_a_reserved_tag_are_an_error() {
        for (tag, can_be_encoded) in [(0x05, true), (0x30, true), (0x0f, false)] {
            let der = [0x30, 6, 6, 1, 0x2a, tag, 1, 0];
            let whole = Reader::new(&der).any().unwrap();
            let mut fields = whole.reader();
            let oid = fields.any().unwrap().value();
            let identifier = AlgorithmIdentifier { whole, oid, parameters: fields.any().ok() };
            assert_eq!(dh(&identifier, &[5]).is_ok(), can_be_encoded, "{tag}");
        }
    }
}
