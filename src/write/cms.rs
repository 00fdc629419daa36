//! Content types of CMS (RFC 5652), from the crate `cms`.

use super::encode::{Raw, exact, too_long};
use crate::{error::Error, secret::Scratch};
use alloc::vec::Vec;
use cms::{
    content_info::CmsVersion,
    encrypted_data::EncryptedData,
    enveloped_data::EncryptedContentInfo,
    signed_data::{DigestAlgorithmIdentifiers, EncapsulatedContentInfo, SignerInfos},
};
use core::ops::Add;
use der::{
    Encode, EncodeValue, FixedTag, Header, Length, Tag, TagMode, TagNumber, Writer,
    asn1::{self, ContextSpecificRef, ObjectIdentifier, SetOfVec},
    oid::db::rfc5911::{ID_DATA, ID_ENCRYPTED_DATA, ID_SIGNED_DATA},
};
use x509_cert::spki::AlgorithmIdentifierOwned;

/// A ContentInfo with a SignedData that has certificates and neither content nor signers
/// (RFC 5652 §5.1), as `.p7b` files do.
pub(super) fn certificates_only(certificates: Vec<&[u8]>) -> Result<Scratch, Error> {
    let content = &SignedData { certificates: CertificateSet::new(certificates) };
    exact(&ContentInfo { content_type: ID_SIGNED_DATA, content })
}

/// A ContentInfo of type id-data: octets that are not encrypted.
pub(super) struct Data<'a>(pub(super) &'a [u8]);

impl Encode for Data<'_> {
    fn encoded_len(&self) -> der::Result<Length> {
        let content = &OctetString(self.0);
        ContentInfo { content_type: ID_DATA, content }.encoded_len()
    }

    fn encode(&self, writer: &mut impl Writer) -> der::Result<()> {
        let content = &OctetString(self.0);
        ContentInfo { content_type: ID_DATA, content }.encode(writer)
    }
}

/// An OCTET STRING that is not copied.
struct OctetString<'a>(&'a [u8]);

impl FixedTag for OctetString<'_> {
    const TAG: Tag = Tag::OctetString;
}

impl EncodeValue for OctetString<'_> {
    fn value_len(&self) -> der::Result<Length> {
        Raw(self.0).encoded_len()
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        Raw(self.0).encode(writer)
    }
}

/// One ContentInfo of an AuthenticatedSafe (RFC 7292 §4.1).
pub(super) enum Safe {
    Data(Scratch),
    Encrypted(EncryptedData),
}

impl Safe {
    /// EncryptedData (RFC 5652 §8) of version 0: without unprotected attributes.
    pub(super) fn encrypted(
        content_enc_alg: AlgorithmIdentifierOwned,
        ciphertext: &[u8],
    ) -> Result<Safe, Error> {
        let encrypted_content = Some(asn1::OctetString::new(ciphertext).map_err(too_long)?);
        let enc_content_info =
            EncryptedContentInfo { content_type: ID_DATA, content_enc_alg, encrypted_content };
        let (version, unprotected_attrs) = (CmsVersion::V0, None);
        Ok(Safe::Encrypted(EncryptedData { version, enc_content_info, unprotected_attrs }))
    }
}

impl Encode for Safe {
    fn encoded_len(&self) -> der::Result<Length> {
        match self {
            Safe::Data(octets) => Data(octets).encoded_len(),
            Safe::Encrypted(content) => {
                ContentInfo { content_type: ID_ENCRYPTED_DATA, content }.encoded_len()
            }
        }
    }

    fn encode(&self, writer: &mut impl Writer) -> der::Result<()> {
        match self {
            Safe::Data(octets) => Data(octets).encode(writer),
            Safe::Encrypted(content) => {
                ContentInfo { content_type: ID_ENCRYPTED_DATA, content }.encode(writer)
            }
        }
    }
}

/// AuthenticatedSafe ::= SEQUENCE OF ContentInfo (RFC 7292 §4.1)
pub(super) fn authenticated_safe(safes: &Vec<Safe>) -> Result<Scratch, Error> {
    exact(safes)
}

/// ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT } (RFC 5652 §3). The crate's own
/// copies the content.
struct ContentInfo<'a, T> {
    content_type: ObjectIdentifier,
    content: &'a T,
}

impl<T: EncodeValue + FixedTag> ContentInfo<'_, T> {
    fn explicit(&self) -> ContextSpecificRef<'_, T> {
        let (tag_number, tag_mode) = (TagNumber(0), TagMode::Explicit);
        ContextSpecificRef { tag_number, tag_mode, value: self.content }
    }
}

impl<T> FixedTag for ContentInfo<'_, T> {
    const TAG: Tag = Tag::Sequence;
}

impl<T: EncodeValue + FixedTag> EncodeValue for ContentInfo<'_, T> {
    fn value_len(&self) -> der::Result<Length> {
        self.content_type.encoded_len()?.add(self.explicit().encoded_len()?)
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        self.content_type.encode(writer)?;
        self.explicit().encode(writer)
    }
}

/// SignedData ::= SEQUENCE { version, digestAlgorithms, encapContentInfo, [0] certificates,
/// signerInfos } (RFC 5652 §5.1). The crate's own decodes the certificates and encodes them again,
/// which loses the original bytes of some and rejects others.
struct SignedData<'a> {
    certificates: CertificateSet<'a>,
}

impl SignedData<'_> {
    /// Everything before the certificates. The version is 1: no attribute certificates, no signers
    /// and the content type id-data.
    fn head() -> (CmsVersion, DigestAlgorithmIdentifiers, EncapsulatedContentInfo) {
        let content = EncapsulatedContentInfo { econtent_type: ID_DATA, econtent: None };
        (CmsVersion::V1, DigestAlgorithmIdentifiers::default(), content)
    }

    fn signer_infos() -> SignerInfos {
        SignerInfos(SetOfVec::default())
    }
}

impl FixedTag for SignedData<'_> {
    const TAG: Tag = Tag::Sequence;
}

impl EncodeValue for SignedData<'_> {
    fn value_len(&self) -> der::Result<Length> {
        let (version, algorithms, content) = SignedData::head();
        let head = version.encoded_len()?.add(algorithms.encoded_len()?)?;
        let certificates = self.certificates.encoded_len()?;
        let tail = certificates.add(SignedData::signer_infos().encoded_len()?)?;
        head.add(content.encoded_len()?)?.add(tail)
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        let (version, algorithms, content) = SignedData::head();
        version.encode(writer)?;
        algorithms.encode(writer)?;
        content.encode(writer)?;
        self.certificates.encode(writer)?;
        SignedData::signer_infos().encode(writer)
    }
}

/// `[0] IMPLICIT CertificateSet`: a SET OF in the order of DER (X.690 §11.6).
struct CertificateSet<'a>(Vec<&'a [u8]>);

impl<'a> CertificateSet<'a> {
    fn new(mut certificates: Vec<&'a [u8]>) -> Self {
        certificates.sort_unstable();
        CertificateSet(certificates)
    }

    fn content_len(&self) -> der::Result<Length> {
        self.0.iter().try_fold(Length::ZERO, |length, der| length.add(Raw(der).encoded_len()?))
    }
}

impl Encode for CertificateSet<'_> {
    fn encoded_len(&self) -> der::Result<Length> {
        let length = self.content_len()?;
        Header::new(CERTIFICATES, length).encoded_len()?.add(length)
    }

    fn encode(&self, writer: &mut impl Writer) -> der::Result<()> {
        Header::new(CERTIFICATES, self.content_len()?).encode(writer)?;
        self.0.iter().try_for_each(|der| Raw(der).encode(writer))
    }
}

const CERTIFICATES: Tag = Tag::ContextSpecific { constructed: true, number: TagNumber(0) };

#[cfg(test)]
mod tests {
    use super::*;
    use der::{Decode, asn1::Any};

    #[test]
    fn the_crate_cms_reads_it() {
        let pem = include_bytes!("../../testdata/pem/leaf-chain-key.pem");
        let bundle = crate::parse(pem).unwrap();
        let ders: Vec<&[u8]> = bundle.certificates().iter().map(AsRef::as_ref).collect();
        let der = certificates_only(ders.clone()).unwrap();
        let info = cms::content_info::ContentInfo::from_der(&der).unwrap();
        assert_eq!(info.content_type, ID_SIGNED_DATA);
        let signed: cms::signed_data::SignedData = info.content.decode_as().unwrap();
        assert_eq!(signed.certificates.unwrap().0.len(), ders.len());
        assert_eq!(signed.encap_content_info.econtent, None::<Any>);
        assert!(signed.crls.is_none() && signed.signer_infos.0.is_empty());
    }
}
