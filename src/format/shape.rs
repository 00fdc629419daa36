//! The shape of binary content: one pure function on the first bytes, its cases disjoint.

use super::Format;

/// What a value is by its outline. The first group is read, the second is only named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Certificate,
    /// ContentInfo of PKCS#7 or CMS, of any content type; also its Netscape relative.
    ContentInfo,
    /// SignedData without a ContentInfo around it.
    SignedData,
    /// SEQUENCE OF Certificate, from the root down.
    PkiPath,
    Pfx,
    /// PrivateKeyInfo or OneAsymmetricKey (RFC 5958 §2).
    Pkcs8,
    /// EncryptedPrivateKeyInfo (RFC 5958 §3).
    EncryptedPkcs8,
    /// RSAPrivateKey (RFC 8017 §A.1.2), or a DSA key in OpenSSL's order of numbers.
    Pkcs1OrDsa,
    /// ECPrivateKey (RFC 5915 §3).
    Sec1,
    /// The binary of an `OPENSSH PRIVATE KEY` block.
    OpenSsh,

    CertificationRequest,
    CertificateList,
    AttributeCertificate,
    SubjectPublicKeyInfo,
    RsaPublicKey,
    AlgorithmIdentifier,
    ObjectIdentifier,
    OcspResponse,
    TimeStampResponse,
    /// Java's JKS.
    JavaKeyStore,
    /// Java's JCEKS.
    JceKeyStore,
    /// ZIP, JAR, APK, and office documents.
    Zip,
    Png,
    Gzip,
    Pdf,
    /// Windows' serialized certificate store.
    SerializedStore,
    /// OpenPGP in binary.
    OpenPgp,
}

impl Shape {
    /// The format, of what is read.
    pub(crate) const fn format(self) -> Option<Format> {
        match self {
            Shape::Certificate => Some(Format::Certificate),
            Shape::ContentInfo | Shape::SignedData | Shape::PkiPath => Some(Format::Pkcs7),
            Shape::Pfx => Some(Format::Pkcs12),
            Shape::Pkcs8
            | Shape::EncryptedPkcs8
            | Shape::Pkcs1OrDsa
            | Shape::Sec1
            | Shape::OpenSsh => Some(Format::PrivateKey),
            _ => None,
        }
    }
}

/// First bytes that belong to one kind of file only. None begins with `0x30`, as DER does.
const MAGIC: [(&[u8], Shape); 11] = [
    (b"openssh-key-v1\0", Shape::OpenSsh),
    (b"\xfe\xed\xfe\xed", Shape::JavaKeyStore),
    (b"\xce\xce\xce\xce", Shape::JceKeyStore),
    (b"PK\x03\x04", Shape::Zip),
    (b"PK\x05\x06", Shape::Zip),
    (b"\x89PNG\r\n\x1a\n", Shape::Png),
    (b"\x1f\x8b\x08", Shape::Gzip),
    (b"%PDF-", Shape::Pdf),
    (b"\x00\x00\x00\x00CERT", Shape::SerializedStore),
    (b"\x99\x01\x0d\x04", Shape::OpenPgp),
    (b"\x95\x03\x98\x04", Shape::OpenPgp),
];

/// The shape of what `bytes` begin with, which may be cut off anywhere.
///
/// DER is told by the tags at the head of the outer SEQUENCE, two or three levels down. Each arm
/// names the production; two arms never share a first inner tag without a further mark between
/// them, so their order does not matter.
pub(crate) fn shape(bytes: &[u8]) -> Option<Shape> {
    if let Some((_, shape)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(*shape);
    }
    let outer = Head::read(bytes)?;
    match outer.tag {
        0x30 => sequence(outer.content),
        0x06 if outer.is_whole(bytes) => Some(Shape::ObjectIdentifier),
        _ => None,
    }
}

/// By the first value in the outer SEQUENCE.
fn sequence(content: &[u8]) -> Option<Shape> {
    let first = Head::read(content)?;
    match first.tag {
        0x02 => starts_with_integer(&first),
        0x06 => starts_with_oid(&first),
        0x30 => starts_with_sequence(&first),
        // OCSPResponse ::= SEQUENCE { ENUMERATED, [0] } (RFC 6960 §4.2.1).
        0x0a => Some(Shape::OcspResponse),
        _ => None,
    }
}

/// SEQUENCE { INTEGER, ... }: versions 0, 1 and 3 begin keys and PFX; a long number a public key.
fn starts_with_integer(first: &Head<'_>) -> Option<Shape> {
    let second = Head::read(first.after)?;
    let version = match first.content {
        [version, ..] if first.length == Some(1) => Some(*version),
        _ => None,
    };
    match (second.tag, version) {
        // PFX ::= SEQUENCE { version 3, authSafe ContentInfo } (RFC 7292 §4): an OID comes next.
        (0x30, Some(3)) => Some(Shape::Pfx),
        // OneAsymmetricKey ::= SEQUENCE { version 0 or 1, AlgorithmIdentifier, .. } (RFC 5958 §2).
        (0x30, Some(_)) => Some(Shape::Pkcs8),
        // ECPrivateKey ::= SEQUENCE { version 1, OCTET STRING, .. } (RFC 5915 §3).
        (0x04, Some(_)) => Some(Shape::Sec1),
        // SignedData ::= SEQUENCE { version, SET OF AlgorithmIdentifier, .. } (RFC 5652 §5.1).
        (0x31, Some(_)) => Some(Shape::SignedData),
        // RSAPrivateKey ::= SEQUENCE { version 0 or 1, modulus INTEGER, .. } (RFC 8017 §A.1.2).
        (0x02, Some(0 | 1)) => Some(Shape::Pkcs1OrDsa),
        // RSAPublicKey ::= SEQUENCE { modulus, publicExponent } (RFC 8017 §A.1.1).
        (0x02, _) => Some(Shape::RsaPublicKey),
        _ => None,
    }
}

/// SEQUENCE { OBJECT IDENTIFIER, .. }: with a `[0]` behind it a ContentInfo (RFC 5652 §3).
fn starts_with_oid(first: &Head<'_>) -> Option<Shape> {
    /// signedData, and the rest of the pkcs-7 and id-smime-ct arcs, may come without content.
    const PKCS7: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];
    /// netscape-cert-sequence, 2.16.840.1.113730.2.5
    const NETSCAPE: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x86, 0xf8, 0x42, 0x02, 0x05];
    let next = Head::read(first.after);
    let known = first.content.starts_with(PKCS7) || first.content.starts_with(NETSCAPE);
    match next {
        Some(Head { tag: 0xa0, .. }) => Some(Shape::ContentInfo),
        None if known => Some(Shape::ContentInfo),
        _ if known && next.is_some() => Some(Shape::ContentInfo),
        _ => Some(Shape::AlgorithmIdentifier),
    }
}

/// SEQUENCE { SEQUENCE { .. }, .. }: certificates and all that is built like them.
fn starts_with_sequence(first: &Head<'_>) -> Option<Shape> {
    let inner = Head::read(first.content)?;
    match inner.tag {
        // TBSCertificate begins with version [0] (RFC 5280 §4.1).
        0xa0 => Some(Shape::Certificate),
        0x06 => algorithm_first(first),
        0x02 => integer_first(&inner),
        0x30 => sequence_first(&inner),
        _ => None,
    }
}

/// SEQUENCE { AlgorithmIdentifier, .. }: the second value tells.
fn algorithm_first(first: &Head<'_>) -> Option<Shape> {
    match Head::read(first.after)?.tag {
        // SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
        0x03 => Some(Shape::SubjectPublicKeyInfo),
        // EncryptedPrivateKeyInfo (RFC 5958 §3), in BER also in chunks.
        0x04 | 0x24 => Some(Shape::EncryptedPkcs8),
        // TBSCertList without a version: AlgorithmIdentifier, Name (RFC 5280 §5.1) lies one level
        // deeper and is told in `sequence_first`.
        _ => None,
    }
}

/// SEQUENCE { SEQUENCE { INTEGER, .. }, .. }: a version 1 certificate, a request, a list, an
/// attribute certificate.
fn integer_first(integer: &Head<'_>) -> Option<Shape> {
    let second = Head::read(integer.after)?;
    let inside = Head::read(second.content).map(|head| head.tag);
    match (second.tag, inside) {
        // TBSCertificate v1: serialNumber, signature AlgorithmIdentifier, issuer, validity, ..
        // TBSCertList v2: version, signature AlgorithmIdentifier, issuer, thisUpdate, ..
        (0x30, Some(0x06)) => {
            let issuer = Head::read(second.after)?;
            match Head::read(issuer.after).map(|head| head.tag) {
                Some(0x17 | 0x18) => Some(Shape::CertificateList),
                _ => Some(Shape::Certificate),
            }
        }
        // CertificationRequestInfo: version, subject Name, .. (RFC 2986 §4); the Name may be empty.
        (0x30, Some(0x31) | None) => Some(Shape::CertificationRequest),
        // AttributeCertificateInfo: version 1, holder SEQUENCE { [0] .. } (RFC 5755 §4.1).
        (0x30, Some(0xa0 | 0xa1 | 0xa2)) => Some(Shape::AttributeCertificate),
        // TimeStampResp ::= SEQUENCE { PKIStatusInfo { INTEGER }, ContentInfo } (RFC 3161 §2.4.2).
        _ => Some(Shape::TimeStampResponse),
    }
}

/// SEQUENCE { SEQUENCE { SEQUENCE { .. }, .. }, .. }: a list of certificates, or a version 1
/// CertificateList.
fn sequence_first(inner: &Head<'_>) -> Option<Shape> {
    match Head::read(inner.content)?.tag {
        // PkiPath ::= SEQUENCE OF Certificate: the first one's TBSCertificate.
        0xa0 | 0x02 => Some(Shape::PkiPath),
        // TBSCertList v1 ::= SEQUENCE { AlgorithmIdentifier, .. }.
        0x06 => Some(Shape::CertificateList),
        _ => None,
    }
}

/// The head of a value and what can be seen behind it, of bytes that may be cut off.
struct Head<'a> {
    tag: u8,
    /// Nothing for an indefinite length.
    length: Option<usize>,
    /// The content, as far as it is there.
    content: &'a [u8],
    /// What follows the value, as far as it is there; empty behind an indefinite one.
    after: &'a [u8],
}

impl<'a> Head<'a> {
    fn read(bytes: &'a [u8]) -> Option<Head<'a>> {
        let (tag, first, rest) = match bytes {
            [tag, first, rest @ ..] if tag & 0x1f != 0x1f => (*tag, *first, rest),
            _ => return None,
        };
        let (length, rest) = match first {
            0..=0x7f => (Some(usize::from(first)), rest),
            0x80 => (None, rest),
            _ => {
                let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
                let length = digits.iter().try_fold(0_usize, |number, digit| {
                    number.checked_mul(256)?.checked_add(usize::from(*digit))
                })?;
                (Some(length), rest)
            }
        };
        let (content, after) = match length {
            Some(length) => rest.split_at_checked(length).unwrap_or((rest, &[])),
            None => (rest, &[][..]),
        };
        Some(Head { tag, length, content, after })
    }

    fn is_whole(&self, bytes: &[u8]) -> bool {
        self.length == Some(self.content.len()) && bytes.len() < 64
    }
}
