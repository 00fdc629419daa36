//! A bundle as PKCS#7.

use super::cms;
use crate::{
    bundle::Bundle,
    error::{
        Error, Path,
        write::{NO_CERTIFICATE, TOO_LONG},
    },
    secret::Scratch,
    x509::Certificate,
};
use alloc::{string::String, vec::Vec};
use pem_rfc7468::LineEnding;

/// Writing (feature `write`).
impl Bundle {
    /// Every distinct certificate as a PKCS#7 bundle in DER, a `.p7b` file: a SignedData with
    /// certificates and neither content nor signers (RFC 5652 §5.1). Each certificate keeps its
    /// bytes. The certificates are a set, in the order that DER prescribes. Keys are not included.
    ///
    /// # Errors
    /// [`NoCertificateOrKey`](crate::ErrorKind::NoCertificateOrKey) if there is no certificate.
    ///
    /// ```
    /// let pem = std::fs::read("testdata/pem/chain.pem")?;
    /// let p7b = anycert::parse(&pem)?.to_pkcs7_der()?;
    /// assert_eq!(anycert::parse(&p7b)?.format(), anycert::Format::Pkcs7);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_pkcs7_der(&self) -> Result<Vec<u8>, Error> {
        self.pkcs7().map(|der| der.to_vec())
    }

    /// [`to_pkcs7_der`](Bundle::to_pkcs7_der) as a `PKCS7` block (RFC 7468 §8). Lines end with `\n`.
    ///
    /// # Errors
    /// As [`to_pkcs7_der`](Bundle::to_pkcs7_der).
    pub fn to_pkcs7_pem(&self) -> Result<String, Error> {
        let der = self.pkcs7()?;
        pem_rfc7468::encode_string("PKCS7", LineEnding::LF, &der)
            .map_err(|_| TOO_LONG.at(&Path::ROOT))
    }

    fn pkcs7(&self) -> Result<Scratch, Error> {
        let certificates: Vec<&[u8]> = self.distinct().map(Certificate::as_der).collect();
        if certificates.is_empty() {
            return Err(NO_CERTIFICATE.at(&Path::ROOT));
        }
        cms::certificates_only(certificates)
    }
}
