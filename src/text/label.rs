//! Labels of PEM sections.

use crate::{
    error::{
        ErrorText,
        text::{NOT_A_CERTIFICATE, NOT_A_KEY, NOT_PKCS7, NOT_PKCS12},
    },
    format::Format,
    shape::Shape,
    text::chars::NO_BREAK_SPACE,
};

/// The content that the label of a PEM section promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Certificate,
    /// X509 or X.509 before CERTIFICATE.
    OldCertificate,
    /// OpenSSL's certificate with trust settings after it.
    TrustedCertificate,
    Pkcs7,
    Pkcs12,
    Pkcs8,
    EncryptedPkcs8,
    Pkcs1,
    Dsa,
    Sec1,
    OpenSsh,
    /// OpenSSL's `ANY PRIVATE KEY`, and what OpenSSL and GnuTLS call keys of other algorithms.
    OtherPrivateKey,
    /// Ends in `PRIVATE KEY`, and no standard or software has it.
    UnknownPrivateKey,
    /// Private keys that only the software that wrote them can read.
    ForeignPrivateKey,
    EcParameters,
    CertificationRequest,
    CertificateList,
    AttributeCertificate,
    OcspResponse,
    PublicKey,
    SshPublicKey,
    OpenPgp,
    /// Opens an OpenPGP cleartext, which has no END line (RFC 9580 §7.1).
    OpenPgpSignedMessage,
    Parameters,
    Age,
    /// Known by name only.
    Other,
    Unknown,
}

/// Known labels (RFC 7468 §4 to §13 and practice).
const LABELS: [(&str, Label); 65] = [
    ("CERTIFICATE", Label::Certificate),
    ("X509 CERTIFICATE", Label::OldCertificate),
    ("X.509 CERTIFICATE", Label::OldCertificate),
    ("TRUSTED CERTIFICATE", Label::TrustedCertificate),
    ("PKCS7", Label::Pkcs7),
    ("CMS", Label::Pkcs7),
    ("PKCS #7 SIGNED DATA", Label::Pkcs7),
    ("CERTIFICATE CHAIN", Label::Pkcs7),
    // GnuPG's gpgsm.
    ("SIGNED MESSAGE", Label::Pkcs7),
    ("ENCRYPTED MESSAGE", Label::Pkcs7),
    ("CMS OBJECT", Label::Pkcs7),
    ("PKCS12", Label::Pkcs12),
    ("PRIVATE KEY", Label::Pkcs8),
    ("ENCRYPTED PRIVATE KEY", Label::EncryptedPkcs8),
    ("RSA PRIVATE KEY", Label::Pkcs1),
    ("DSA PRIVATE KEY", Label::Dsa),
    ("EC PRIVATE KEY", Label::Sec1),
    ("OPENSSH PRIVATE KEY", Label::OpenSsh),
    ("ANY PRIVATE KEY", Label::OtherPrivateKey),
    ("RSA-PSS PRIVATE KEY", Label::OtherPrivateKey),
    ("SM2 PRIVATE KEY", Label::OtherPrivateKey),
    ("DH PRIVATE KEY", Label::OtherPrivateKey),
    ("X9.42 DH PRIVATE KEY", Label::OtherPrivateKey),
    ("X25519 PRIVATE KEY", Label::OtherPrivateKey),
    ("X448 PRIVATE KEY", Label::OtherPrivateKey),
    ("ED25519 PRIVATE KEY", Label::OtherPrivateKey),
    ("ED448 PRIVATE KEY", Label::OtherPrivateKey),
    // GnuTLS, for keys made with provable parameters.
    ("FIPS186-4 RSA PRIVATE KEY", Label::OtherPrivateKey),
    ("FIPS186-4 DSA PRIVATE KEY", Label::OtherPrivateKey),
    ("GOST PRIVATE KEY", Label::OtherPrivateKey),
    ("TSS2 PRIVATE KEY", Label::ForeignPrivateKey),
    ("TSS2 KEY BLOB", Label::ForeignPrivateKey),
    ("SSH2 ENCRYPTED PRIVATE KEY", Label::ForeignPrivateKey),
    ("ENCRYPTED COSIGN PRIVATE KEY", Label::ForeignPrivateKey),
    ("ENCRYPTED SIGSTORE PRIVATE KEY", Label::ForeignPrivateKey),
    ("NEBULA X25519 PRIVATE KEY", Label::ForeignPrivateKey),
    ("NEBULA ED25519 PRIVATE KEY", Label::ForeignPrivateKey),
    ("EC PARAMETERS", Label::EcParameters),
    ("CERTIFICATE REQUEST", Label::CertificationRequest),
    ("NEW CERTIFICATE REQUEST", Label::CertificationRequest),
    ("X509 CRL", Label::CertificateList),
    // Bouncy Castle.
    ("CRL", Label::CertificateList),
    ("ATTRIBUTE CERTIFICATE", Label::AttributeCertificate),
    ("X509 ATTRIBUTE CERTIFICATE", Label::AttributeCertificate),
    // GnuTLS.
    ("OCSP RESPONSE", Label::OcspResponse),
    ("PUBLIC KEY", Label::PublicKey),
    ("RSA PUBLIC KEY", Label::PublicKey),
    ("DSA PUBLIC KEY", Label::PublicKey),
    ("EC PUBLIC KEY", Label::PublicKey),
    ("ANY PUBLIC KEY", Label::PublicKey),
    ("SSH2 PUBLIC KEY", Label::SshPublicKey),
    ("PGP PUBLIC KEY BLOCK", Label::OpenPgp),
    ("PGP PRIVATE KEY BLOCK", Label::OpenPgp),
    ("PGP MESSAGE", Label::OpenPgp),
    ("PGP SIGNATURE", Label::OpenPgp),
    ("PGP SECRET KEY BLOCK", Label::OpenPgp),
    ("PGP ARMORED FILE", Label::OpenPgp),
    ("PGP SIGNED MESSAGE", Label::OpenPgpSignedMessage),
    ("DH PARAMETERS", Label::Parameters),
    ("X9.42 DH PARAMETERS", Label::Parameters),
    ("DSA PARAMETERS", Label::Parameters),
    ("SM2 PARAMETERS", Label::Parameters),
    ("AGE ENCRYPTED FILE", Label::Age),
    ("NEBULA CERTIFICATE", Label::Other),
    ("SSL SESSION PARAMETERS", Label::Other),
];

/// Longer than any known label.
const LONGEST: usize = 40;

impl Label {
    /// Returns what a label is, and its name if it is known and may be shown.
    pub(crate) fn of(text: &[u8]) -> (Label, Option<&'static str>) {
        let known = |text: &[u8]| LABELS.iter().find(|(name, _)| name.as_bytes() == text);
        // Nearly every label is as in the table.
        if let Some((name, label)) = known(text) {
            return (*label, Some(*name));
        }
        let mut buffer = [0; LONGEST];
        let Some(normal) = normalize(text, &mut buffer) else { return (Label::Unknown, None) };
        match known(normal) {
            Some((name, label)) => (*label, Some(*name)),
            None if normal.ends_with(b" PRIVATE KEY") => (Label::UnknownPrivateKey, None),
            None => (Label::Unknown, None),
        }
    }

    /// Returns whether the label is in the table, in any case.
    pub(crate) fn is_known(text: &[u8]) -> bool {
        Label::of(text).1.is_some()
    }

    /// Returns whether the label is written as in the table, or is not in the table.
    pub(crate) fn is_as_written(text: &[u8]) -> bool {
        Label::of(text).1.is_none_or(|name| name.as_bytes() == text)
    }

    /// Returns whether two labels differ only in case and in the number of blanks.
    pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
        let (mut left, mut right) = ([0; LONGEST], [0; LONGEST]);
        one == other || {
            let left = normalize(one, &mut left);
            left.is_some() && left == normalize(other, &mut right)
        }
    }

    /// Returns whether it is a label of supported private keys. Headers of such blocks may describe
    /// their encryption (RFC 1421 §4.6).
    pub(crate) const fn is_private_key(self) -> bool {
        matches!(
            self,
            Label::Pkcs8
                | Label::EncryptedPkcs8
                | Label::Pkcs1
                | Label::Dsa
                | Label::Sec1
                | Label::OpenSsh
                | Label::OtherPrivateKey
                | Label::UnknownPrivateKey
        )
    }

    /// Returns whether the content of its blocks is supported, so that other content is an error.
    pub(crate) const fn is_supported(self) -> bool {
        self.is_private_key()
            || matches!(
                self,
                Label::Certificate
                    | Label::OldCertificate
                    | Label::TrustedCertificate
                    | Label::Pkcs7
                    | Label::Pkcs12
            )
    }

    /// Returns whether all strict readers look for certificates under this label. OpenSSL does so
    /// under X509 and TRUSTED CERTIFICATE too, and Java under any label.
    pub(crate) const fn is_for_certificates(self) -> bool {
        matches!(self, Label::Certificate)
    }

    /// Returns whether strict readers look for private keys under this label.
    pub(crate) const fn is_for_keys(self) -> bool {
        self.is_private_key() && !matches!(self, Label::UnknownPrivateKey)
    }

    /// Returns the error for a block with unknown content.
    pub(crate) const fn not_in_block(self) -> &'static ErrorText {
        match self {
            Label::Certificate | Label::OldCertificate | Label::TrustedCertificate => {
                &NOT_A_CERTIFICATE
            }
            Label::Pkcs7 => &NOT_PKCS7,
            Label::Pkcs12 => &NOT_PKCS12,
            _ => &NOT_A_KEY,
        }
    }

    /// Returns whether content of this shape is what the label promises.
    pub(crate) fn promises(self, kind: Shape) -> bool {
        match self {
            Label::Certificate | Label::OldCertificate | Label::TrustedCertificate => {
                kind == Shape::Certificate
            }
            Label::Pkcs7 => kind.format() == Some(Format::Pkcs7),
            Label::Pkcs12 => kind == Shape::Pfx,
            Label::Pkcs8
            | Label::EncryptedPkcs8
            | Label::Pkcs1
            | Label::Dsa
            | Label::Sec1
            | Label::OpenSsh
            | Label::OtherPrivateKey => {
                kind.format() == Some(Format::PrivateKey) && self.may_hold(kind)
            }
            _ => false,
        }
    }

    /// Returns whether a key of this encoding belongs under the label.
    pub(crate) const fn may_hold(self, kind: Shape) -> bool {
        match self {
            Label::Pkcs8 => matches!(kind, Shape::Pkcs8),
            Label::EncryptedPkcs8 => matches!(kind, Shape::EncryptedPkcs8),
            Label::Pkcs1 | Label::Dsa => matches!(kind, Shape::Pkcs1OrDsa),
            Label::Sec1 => matches!(kind, Shape::Sec1),
            Label::OpenSsh => matches!(kind, Shape::OpenSsh),
            _ => true,
        }
    }
}

/// Converts a label to capitals and single blanks; `None` if it is too long for a known one.
fn normalize<'a>(text: &[u8], buffer: &'a mut [u8; LONGEST]) -> Option<&'a [u8]> {
    let mut length: usize = 0;
    let mut after_blank = false;
    let mut rest = text.trim_ascii();
    while let [byte, after @ ..] = rest {
        let tail = rest.strip_prefix(NO_BREAK_SPACE);
        let is_blank = byte.is_ascii_whitespace() || tail.is_some();
        rest = tail.unwrap_or(after);
        if is_blank && (after_blank || length == 0) {
            continue;
        }
        after_blank = is_blank;
        *buffer.get_mut(length)? = if is_blank { b' ' } else { byte.to_ascii_uppercase() };
        length = length.saturating_add(1);
    }
    buffer.get(..length).map(<[u8]>::trim_ascii_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_in_the_table_once_and_fits() {
        for (position, (name, label)) in LABELS.iter().enumerate() {
            assert!(name.len() <= LONGEST);
            assert_eq!(Label::of(name.as_bytes()), (*label, Some(*name)));
            assert!(!LABELS[position + 1..].iter().any(|(other, _)| other == name), "{name}");
        }
    }

    #[test]
    fn case_and_blanks_do_not_matter() {
        assert_eq!(Label::of(b" rsa  private key").0, Label::Pkcs1);
        assert_eq!(Label::of("\u{a0}rsa\u{a0} private\u{a0}key".as_bytes()).0, Label::Pkcs1);
        assert_eq!(Label::of(b"MY PRIVATE KEY"), (Label::UnknownPrivateKey, None));
        assert_eq!(Label::of(b"SM2 PRIVATE KEY").0, Label::OtherPrivateKey);
        assert_eq!(Label::of(b"PRIVATE KEYS"), (Label::Unknown, None));
        assert!(Label::same(b"Certificate", b"CERTIFICATE"));
        assert!(!Label::same(b"CERTIFICATE", b"X509 CERTIFICATE"));
    }
}
