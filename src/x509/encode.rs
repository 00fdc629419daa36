//! A certificate as PEM, as fingerprints, and as types of other crates.

use crate::{
    hex::hex,
    x509::{algorithm::SignatureAlgorithm, certificate::Certificate},
};
use alloc::string::String;
use pem_rfc7468::LineEnding;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

impl Certificate {
    /// The algorithm of the signature (RFC 5280 §4.1.2.3). The signature is not checked.
    #[must_use]
    pub fn signature_algorithm(&self) -> SignatureAlgorithm<'_> {
        SignatureAlgorithm::read(self.signature_algorithm_der())
    }

    /// The SHA-256 fingerprint: the digest of [`as_der`](Certificate::as_der).
    #[must_use]
    pub fn fingerprint_sha256(&self) -> [u8; 32] {
        Sha256::digest(self.as_der()).into()
    }

    /// The SHA-256 fingerprint in lower-case hexadecimal, without separators.
    #[must_use]
    pub fn fingerprint_sha256_hex(&self) -> String {
        hex(&self.fingerprint_sha256())
    }

    /// The SHA-1 fingerprint in lower-case hexadecimal, without separators.
    #[must_use]
    pub fn fingerprint_sha1_hex(&self) -> String {
        hex(&self.fingerprint_sha1())
    }

    /// The SHA-1 fingerprint, called thumbprint in Windows: the digest of
    /// [`as_der`](Certificate::as_der). It can identify a certificate but is not a reason to trust one,
    /// because SHA-1 collisions can be made.
    #[must_use]
    pub fn fingerprint_sha1(&self) -> [u8; 20] {
        Sha1::digest(self.as_der()).into()
    }

    /// The SHA-256 digest of [`spki_der`](Certificate::spki_der), as in key pins (RFC 7469 §2.4). All
    /// certificates of one key have the same.
    #[must_use]
    pub fn spki_sha256(&self) -> [u8; 32] {
        Sha256::digest(self.spki_der()).into()
    }

    /// One `CERTIFICATE` block (RFC 7468 §5) in lines of 64 characters, each ending in LF. The same
    /// certificate always gives the same text.
    #[must_use]
    pub fn to_pem(&self) -> String {
        // It fails only if the base64 text does not fit into the address space.
        pem_rfc7468::encode_string("CERTIFICATE", LineEnding::LF, self.as_der()).unwrap_or_default()
    }
}

mod typed {
    use crate::{
        error::{Error, Path, x509::NOT_TYPED},
        x509::certificate::Certificate,
    };
    use der::Decode as _;

    /// The certificate as x509-cert's types.
    ///
    /// x509-cert reads fewer certificates than this crate: it rejects serial numbers over 21 octets,
    /// dates before 1970 and anything that DER forbids. Its encoding may differ from
    /// [`as_der`](Certificate::as_der).
    impl TryFrom<&Certificate> for x509_cert::Certificate {
        type Error = Error;

        /// # Errors
        /// [`Unsupported`](crate::ErrorKind::Unsupported) if x509-cert rejects it.
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

    /// Reads a certificate of rustls.
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
