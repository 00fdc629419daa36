//! A certificate for others: as PEM, as a digest, as the types of other crates.

use crate::x509::{algorithm::SignatureAlgorithm, certificate::Certificate};
use alloc::string::String;
use pem_rfc7468::LineEnding;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

impl Certificate {
    /// With what algorithm its issuer signed it (RFC 5280 §4.1.2.3), as it says; the signature is
    /// not checked.
    #[must_use]
    pub fn signature_algorithm(&self) -> SignatureAlgorithm<'_> {
        SignatureAlgorithm::read(self.signature_algorithm_der())
    }

    /// SHA-256 over [`as_der`](Certificate::as_der): the usual fingerprint.
    #[must_use]
    pub fn fingerprint_sha256(&self) -> [u8; 32] {
        Sha256::digest(self.as_der()).into()
    }

    /// SHA-1 over [`as_der`](Certificate::as_der), called thumbprint in Windows. Good to find a
    /// certificate by, not to trust it.
    #[must_use]
    pub fn fingerprint_sha1(&self) -> [u8; 20] {
        Sha1::digest(self.as_der()).into()
    }

    /// SHA-256 over [`spki_der`](Certificate::spki_der): the same for every certificate of one
    /// key, and what pins name (RFC 7469 §2.4).
    #[must_use]
    pub fn spki_sha256(&self) -> [u8; 32] {
        Sha256::digest(self.spki_der()).into()
    }

    /// One `CERTIFICATE` block (RFC 7468 §5): lines of 64 characters that end in LF, the last one
    /// too. The same certificate always gives the same text.
    #[must_use]
    pub fn to_pem(&self) -> String {
        // It fails only where base64 of the bytes would not fit into the address space.
        pem_rfc7468::encode_string("CERTIFICATE", LineEnding::LF, self.as_der()).unwrap_or_default()
    }
}

mod typed {
    use crate::{
        error::{Error, ErrorText, Path},
        x509::certificate::Certificate,
    };
    use der::Decode as _;

    static NOT_TYPED: ErrorText = ErrorText::unsupported(
        "the x509-cert crate does not read this certificate",
        "use the accessors of anycert instead, which read more",
    );

    /// The full typed view.
    ///
    /// x509-cert reads less than this crate does: serial numbers of up to 21 octets, no dates
    /// before 1970, nothing that DER forbids. What it encodes again may differ from
    /// [`as_der`](Certificate::as_der).
    impl TryFrom<&Certificate> for x509_cert::Certificate {
        type Error = Error;

        /// # Errors
        /// [`Unsupported`](crate::ErrorKind::Unsupported) where x509-cert refuses it.
        fn try_from(certificate: &Certificate) -> Result<Self, Error> {
            x509_cert::Certificate::from_der(certificate.as_der())
                .map_err(|_| NOT_TYPED.at(&Path::ROOT))
        }
    }
}

#[cfg(feature = "rustls-pki-types")]
mod pki_types {
    use crate::{error::Error, x509::certificate::Certificate};
    use rustls_pki_types::CertificateDer;

    /// The certificate that rustls holds, with everything that can be asked of one here.
    impl TryFrom<&CertificateDer<'_>> for Certificate {
        type Error = Error;

        /// # Errors
        /// As [`Certificate::from_der`].
        fn try_from(der: &CertificateDer<'_>) -> Result<Self, Error> {
            Certificate::from_der(der)
        }
    }

    impl From<&Certificate> for CertificateDer<'static> {
        fn from(certificate: &Certificate) -> Self {
            CertificateDer::from(certificate.as_der().to_vec())
        }
    }
}
