//! The kinds of binary data.

use crate::format::Format;

/// What a value is, by its outline. The first group is supported; the second is only identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Certificate,
    /// ContentInfo of PKCS#7 or CMS with any content type, or a Netscape certificate sequence.
    ContentInfo,
    /// SignedData without a ContentInfo around it.
    SignedData,
    /// SEQUENCE OF Certificate, from the root down.
    PkiPath,
    Pfx,
    /// The `.sm2` file of CFCA, the Chinese authority: an encrypted key and its certificate.
    CfcaSm2,
    /// PrivateKeyInfo or OneAsymmetricKey (RFC 5958 §2).
    Pkcs8,
    /// EncryptedPrivateKeyInfo (RFC 5958 §3).
    EncryptedPkcs8,
    /// RSAPrivateKey (RFC 8017 §A.1.2), or a DSA key in OpenSSL's traditional form.
    Pkcs1OrDsa,
    /// ECPrivateKey (RFC 5915 §3).
    Sec1,
    /// The binary of an `OPENSSH PRIVATE KEY` block.
    OpenSsh,
    /// Java's JKS or JCEKS.
    JavaKeyStore,

    CertificationRequest,
    /// CertReqMessages of CRMF (RFC 4211 §3).
    CertificateRequestMessages,
    /// PKIMessage of CMP (RFC 9810 §5.1).
    PkiMessage,
    CertificateList,
    AttributeCertificate,
    SubjectPublicKeyInfo,
    RsaPublicKey,
    /// ECDSA-Sig-Value (RFC 3279 §2.2.3), or the same of DSA (§2.2.2).
    Signature,
    /// SignedPublicKeyAndChallenge, the SPKAC of browsers.
    SignedPublicKey,
    /// AlgorithmIdentifier, or the parameters of one alone.
    Parameters,
    ObjectIdentifier,
    OcspRequest,
    OcspResponse,
    TimeStampRequest,
    TimeStampResponse,
    /// Bouncy Castle's BKS and UBER.
    BouncyCastleKeyStore,
    /// Bouncy Castle's BCFKS.
    BouncyCastleFipsKeyStore,
    /// Microsoft's PVK.
    MicrosoftPrivateKey,
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
    /// Returns the format; `None` for the unsupported shapes.
    pub(crate) const fn format(self) -> Option<Format> {
        match self {
            Shape::Certificate => Some(Format::Certificate),
            Shape::ContentInfo | Shape::SignedData | Shape::PkiPath => Some(Format::Pkcs7),
            Shape::Pfx | Shape::CfcaSm2 => Some(Format::Pkcs12),
            Shape::JavaKeyStore => Some(Format::JavaKeyStore),
            Shape::Pkcs8
            | Shape::EncryptedPkcs8
            | Shape::Pkcs1OrDsa
            | Shape::Sec1
            | Shape::OpenSsh => Some(Format::PrivateKey),
            _ => None,
        }
    }
}
