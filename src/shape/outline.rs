//! The shape of binary data: one pure function of its first bytes with disjoint cases.

use super::kind::Shape;
use crate::{asn1::header::Header, oid, tag::is_short};

/// First bytes that identify one kind of file. None begins with `0x30`, as DER does, and none is a
/// prefix of another.
pub(super) const MAGIC: [(&[u8], Shape); 15] = [
    (b"openssh-key-v1\0", Shape::OpenSsh),
    (b"\xfe\xed\xfe\xed", Shape::JavaKeyStore),
    (b"\xce\xce\xce\xce", Shape::JavaKeyStore),
    // Version, then the length of a salt of 20 octets.
    (b"\0\0\0\x01\0\0\0\x14", Shape::BouncyCastleKeyStore),
    (b"\0\0\0\x02\0\0\0\x14", Shape::BouncyCastleKeyStore),
    (b"\x1e\xf1\xb5\xb0", Shape::MicrosoftPrivateKey),
    (b"\x07\x02\0\0\0", Shape::MicrosoftPrivateKey),
    (b"PK\x03\x04", Shape::Zip),
    (b"PK\x05\x06", Shape::Zip),
    (b"\x89PNG\r\n\x1a\n", Shape::Png),
    (b"\x1f\x8b\x08", Shape::Gzip),
    (b"%PDF-", Shape::Pdf),
    (b"\0\0\0\0CERT", Shape::SerializedStore),
    (b"\x99\x01\x0d\x04", Shape::OpenPgp),
    (b"\x95\x03\x98\x04", Shape::OpenPgp),
];

/// Returns the shape of the value at the start of `bytes`, which may be cut off anywhere.
///
/// DER is recognized by the first tags of the outer SEQUENCE, two or three levels down. Each arm
/// names the production; two arms with the same first inner tag differ in a further one, so their
/// order does not matter.
pub(crate) fn shape(bytes: &[u8]) -> Option<Shape> {
    if *bytes.first()? != 0x30
        && let Some((_, shape)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic))
    {
        return Some(*shape);
    }
    let outer = Head::read(bytes)?;
    match outer.tag {
        0x30 => sequence(outer.content),
        0x06 if outer.is_whole(bytes) => Some(Shape::ObjectIdentifier),
        _ => None,
    }
}

/// The shape of a SEQUENCE, by the first value in it.
fn sequence(content: &[u8]) -> Option<Shape> {
    let first = Head::read(content)?;
    match first.tag {
        0x02 => starts_with_integer(&first),
        0x06 => starts_with_oid(&first),
        0x30 => starts_with_sequence(&first),
        // OCSPResponse ::= SEQUENCE { ENUMERATED, [0] } (RFC 6960 §4.2.1).
        0x0a => ocsp_response(&first),
        _ => None,
    }
}

/// SEQUENCE { INTEGER, ... }: a version of one octet, or the first of several large numbers.
fn starts_with_integer(first: &Head<'_>) -> Option<Shape> {
    let second = Head::read(first.after)?;
    let third = Head::read(second.after).map(|head| head.tag);
    let version = match first.content {
        [version, ..] if first.length == Some(1) => Some(*version),
        _ => None,
    };
    match (second.tag, version) {
        (0x30, Some(version)) => version_and_sequence(version, &second, third),
        // ECPrivateKey ::= SEQUENCE { version 1, OCTET STRING, .. } (RFC 5915 §3).
        (0x04, Some(_)) => Some(Shape::Sec1),
        // SignedData ::= SEQUENCE { version, SET OF AlgorithmIdentifier, ContentInfo, .. }
        // (RFC 5652 §5.1).
        (0x31, Some(_)) if matches!(third, Some(0x30) | None) => Some(Shape::SignedData),
        // RSAPrivateKey ::= SEQUENCE { version, modulus, publicExponent, .. } (RFC 8017 §A.1.2).
        (0x02, Some(_)) if third == Some(0x02) => Some(Shape::Pkcs1OrDsa),
        // Cut off inside or after the modulus.
        (0x02, Some(0 | 1)) if third.is_none() => Some(Shape::Pkcs1OrDsa),
        // Dss-Parms ::= SEQUENCE { p, q, g } (RFC 3279 §2.3.2), DHParameter with a length.
        (0x02, None) if third == Some(0x02) => Some(Shape::Parameters),
        (0x02, _) => Some(two_integers(first, &second)),
        _ => None,
    }
}

/// SEQUENCE { INTEGER, INTEGER }: the sizes of the two tell which.
fn two_integers(first: &Head<'_>, second: &Head<'_>) -> Shape {
    /// The longest number of a signature, that of P-521 in 66 octets, with one octet to spare.
    const LONGEST_OF_SIGNATURE: usize = 67;
    let lengths = (first.length.unwrap_or(0), second.length.unwrap_or(0));
    match (lengths, second.content) {
        // ECDSA-Sig-Value ::= SEQUENCE { r, s } (RFC 3279 §2.2.3), where an exponent is short.
        ((9..=LONGEST_OF_SIGNATURE, 9..=LONGEST_OF_SIGNATURE), _) => Shape::Signature,
        // DHParameter ::= SEQUENCE { prime, base } (PKCS #3 §9): the base is 2 or 5, an exponent
        // is odd and is not 5 in any software.
        ((_, 1), [2 | 5, ..]) => Shape::Parameters,
        // RSAPublicKey ::= SEQUENCE { modulus, publicExponent } (RFC 8017 §A.1.1).
        _ => Shape::RsaPublicKey,
    }
}

/// OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED, responseBytes [0] EXPLICIT
/// ResponseBytes OPTIONAL } (RFC 6960 §4.2.1), where ResponseBytes begins with an OBJECT IDENTIFIER.
fn ocsp_response(status: &Head<'_>) -> Option<Shape> {
    let is_status = status.length == Some(1) && matches!(status.content, [0..=6, ..]);
    let is_response = match Head::read(status.after) {
        None => status.after.is_empty(),
        Some(bytes) => {
            let inside = Head::read(bytes.content);
            bytes.tag == 0xa0
                && inside.is_none_or(|inside| {
                    inside.tag == 0x30 && matches!(inside.content, [] | [0x06, ..])
                })
        }
    };
    (is_status && is_response).then_some(Shape::OcspResponse)
}

/// SEQUENCE { version, SEQUENCE { .. }, .. }
fn version_and_sequence(version: u8, second: &Head<'_>, third: Option<u8>) -> Option<Shape> {
    let inside = Head::read(second.content)?;
    match (inside.tag, Head::read(inside.after).map(|head| head.tag)) {
        // PFX ::= SEQUENCE { version 3, authSafe ContentInfo { OID, [0] }, .. } (RFC 7292 §4).
        (0x06, Some(0xa0)) => Some(Shape::Pfx),
        (0x06, _) if version == 3 => Some(Shape::Pfx),
        // CFCA's file ::= SEQUENCE { 1, SEQUENCE { data of GM/T 0010, cipher, OCTET STRING }, .. }
        (0x06, Some(0x06)) if inside.content.starts_with(oid::GMT_0010) => Some(Shape::CfcaSm2),
        // SpecifiedECDomain ::= SEQUENCE { 1, fieldID, curve SEQUENCE, base, .. } (SEC 1 §C.2).
        (0x06, _) if third == Some(0x30) && version > 0 => Some(Shape::Parameters),
        // OneAsymmetricKey ::= SEQUENCE { version 0 or 1, AlgorithmIdentifier, OCTET STRING, .. }
        // (RFC 5958 §2); of version 0 also with a SEQUENCE in place of the OCTET STRING.
        (0x06, _) => Some(Shape::Pkcs8),
        // TimeStampReq ::= SEQUENCE { 1, MessageImprint { AlgorithmIdentifier, .. }, .. }
        // (RFC 3161 §2.4.1).
        (0x30, _) => Some(Shape::TimeStampRequest),
        _ => None,
    }
}

/// SEQUENCE { OBJECT IDENTIFIER, .. }: a ContentInfo if `[0]` follows (RFC 5652 §3).
fn starts_with_oid(first: &Head<'_>) -> Option<Shape> {
    // The content of a signedData may be absent.
    let is_known = first.content.starts_with(oid::PKCS_7)
        || first.content.starts_with(oid::NETSCAPE_CERT_SEQUENCE);
    let has_content = matches!(Head::read(first.after), Some(Head { tag: 0xa0, .. }));
    Some(if is_known || has_content { Shape::ContentInfo } else { Shape::Parameters })
}

/// SEQUENCE { SEQUENCE { .. }, .. }: certificates and structures like them.
fn starts_with_sequence(first: &Head<'_>) -> Option<Shape> {
    let inner = Head::read(first.content)?;
    match inner.tag {
        0xa0 => tagged_first(&inner),
        0x06 => algorithm_first(first),
        0x02 => integer_first(&inner),
        // The offset `0000` of a dump is no SEQUENCE in one of the same length.
        0x30 if inner.length.is_none() || inner.length != first.length => sequence_first(&inner),
        _ => None,
    }
}

/// SEQUENCE { SEQUENCE { [0], .. }, .. }
fn tagged_first(tagged: &Head<'_>) -> Option<Shape> {
    let inside = Head::read(tagged.content).map(|head| head.tag);
    let next = Head::read(tagged.after);
    let next_inside = next.as_ref().and_then(|next| Head::read(next.content));
    match (inside, next.map(|head| head.tag), next_inside.map(|head| head.tag)) {
        // TBSRequest ::= SEQUENCE { version [0], requestorName [1], requestList } (RFC 6960
        // §4.1.1), where a TBSCertificate has numbers and an AlgorithmIdentifier.
        (Some(0x02), Some(0xa1), _) | (Some(0x02), Some(0x30), Some(0x30)) => {
            Some(Shape::OcspRequest)
        }
        // AttributeCertificateInfo of version 1, subject [0] IssuerSerial (X.509 1997 §12.1).
        (Some(0x30), ..) => Some(Shape::AttributeCertificate),
        // TBSCertificate ::= SEQUENCE { version [0], serialNumber, .. } (RFC 5280 §4.1).
        _ => Some(Shape::Certificate),
    }
}

/// SEQUENCE { AlgorithmIdentifier, .. }: the second value decides.
fn algorithm_first(first: &Head<'_>) -> Option<Shape> {
    match Head::read(first.after_end())?.tag {
        // SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
        0x03 => Some(Shape::SubjectPublicKeyInfo),
        // EncryptedPrivateKeyInfo (RFC 5958 §3), in BER also in chunks.
        0x04 | 0x24 => Some(Shape::EncryptedPkcs8),
        _ => None,
    }
}

/// SEQUENCE { SEQUENCE { INTEGER, .. }, .. }: a version 1 certificate, a request, a list, an
/// attribute certificate, a message of a protocol.
fn integer_first(integer: &Head<'_>) -> Option<Shape> {
    // TimeStampResp ::= SEQUENCE { PKIStatusInfo { INTEGER, .. }, .. } (RFC 3161 §2.4.2).
    let Some(second) = Head::read(integer.after) else { return Some(Shape::TimeStampResponse) };
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
        (0x30, Some(0xa0..=0xa2)) => Some(Shape::AttributeCertificate),
        // PKIHeader ::= SEQUENCE { pvno, sender GeneralName, .. } (RFC 9810 §5.1.1).
        (0x80..=0xaf, _) => Some(Shape::PkiMessage),
        // PKIStatusInfo goes on with PKIFreeText or with failInfo.
        (0x30, Some(0x0c)) | (0x03, _) => Some(Shape::TimeStampResponse),
        _ => None,
    }
}

/// SEQUENCE { SEQUENCE { SEQUENCE { .. }, .. }, .. }: lists of certificates and of requests.
fn sequence_first(inner: &Head<'_>) -> Option<Shape> {
    let deepest = Head::read(inner.content)?;
    match deepest.tag {
        // PkiPath ::= SEQUENCE OF Certificate: the first one's TBSCertificate.
        0xa0 => Some(Shape::PkiPath),
        // The same of version 1; or CertReqMessages { CertReqMsg { CertRequest { INTEGER,
        // CertTemplate { [n] .. } } } } (RFC 4211 §3).
        0x02 => {
            let second = Head::read(deepest.after)?;
            match Head::read(second.content).map(|head| head.tag) {
                Some(0x06) => Some(Shape::PkiPath),
                _ => Some(Shape::CertificateRequestMessages),
            }
        }
        0x06 => algorithm_inside(inner),
        // SignedPublicKeyAndChallenge { PublicKeyAndChallenge { SubjectPublicKeyInfo {
        // AlgorithmIdentifier { OID } } } }, and Request { CertID { AlgorithmIdentifier } }
        // (RFC 6960 §4.1.1). The zeros that a dump begins with are nested SEQUENCEs of one length.
        0x30 if deepest.is_shorter_than(inner) => match Head::read(deepest.content)?.tag {
            0x06 => Some(Shape::SignedPublicKey),
            0x30 => Some(Shape::OcspRequest),
            _ => None,
        },
        _ => None,
    }
}

/// SEQUENCE { SEQUENCE { AlgorithmIdentifier, .. }, .. }
fn algorithm_inside(algorithm: &Head<'_>) -> Option<Shape> {
    match Head::read(algorithm.after)?.tag {
        // TBSCertList v1 ::= SEQUENCE { AlgorithmIdentifier, issuer Name, .. } (RFC 5280 §5.1).
        0x30 => Some(Shape::CertificateList),
        // ObjectStore { EncryptedObjectStoreData { AlgorithmIdentifier, OCTET STRING }, .. }.
        0x04 => Some(Shape::BouncyCastleFipsKeyStore),
        _ => None,
    }
}

/// The header of a value in bytes that may be cut off, its content and the bytes after it.
struct Head<'a> {
    tag: u8,
    /// `None` for an indefinite length.
    length: Option<usize>,
    /// The content, as far as it is present.
    content: &'a [u8],
    /// The bytes after the value, as far as present; empty after an indefinite length, see
    /// [`Head::after_end`].
    after: &'a [u8],
}

impl<'a> Head<'a> {
    /// Tag numbers above 30 are in no structure that is recognized.
    fn read(bytes: &'a [u8]) -> Option<Head<'a>> {
        let tag = *bytes.first()?;
        if !is_short(tag) {
            return None;
        }
        let header = Header::read(bytes).ok()?;
        let rest = bytes.get(usize::from(header.octets)..)?;
        let (content, after) = match header.length {
            Some(length) => rest.split_at_checked(length).unwrap_or((rest, &[])),
            None => (rest, &[][..]),
        };
        Some(Head { tag, length: header.length, content, after })
    }

    /// Returns the bytes after the value, also after an indefinite length if few values come before
    /// its end (X.690 §8.1.3.6).
    fn after_end(&self) -> &'a [u8] {
        const MOST: usize = 16;
        if self.length.is_some() {
            return self.after;
        }
        let (mut rest, mut open) = (self.content, 1_usize);
        for _ in 0..MOST {
            rest = match (rest, Head::read(rest)) {
                ([0, 0, rest @ ..], _) => {
                    open = open.saturating_sub(1);
                    rest
                }
                (_, Some(Head { length: Some(_), after, .. })) => after,
                (_, Some(Head { length: None, content, .. })) => {
                    open = open.saturating_add(1);
                    content
                }
                (_, None) => break,
            };
            if open == 0 {
                return rest;
            }
        }
        &[]
    }

    /// Returns whether it may be inside the other, by their lengths.
    fn is_shorter_than(&self, outer: &Head<'_>) -> bool {
        match (self.length, outer.length) {
            (Some(length), Some(most)) => length < most,
            _ => true,
        }
    }

    fn is_whole(&self, bytes: &[u8]) -> bool {
        self.length == Some(self.content.len()) && bytes.len() < 64
    }
}
