//! One certificate from PEM.

use crate::{
    error::{
        Error, Path,
        parser::{MORE_THAN_ONE, NOT_PEM},
    },
    format::Format,
    parser::options::Parser,
    x509::Certificate,
};

impl Certificate {
    /// Reads PEM text with one certificate and no private key. Text around the block is accepted, and
    /// so are all deviations from RFC 7468 that [`parse`](crate::parse) accepts.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let pem = std::fs::read("testdata/certificate/example.pem")?;
    /// let certificate = anycert::Certificate::from_pem(&pem)?;
    /// println!("{}", certificate.subject()); // CN=example.com, O=Example Inc, C=US
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`parse`](crate::parse); and [`Refused`](crate::ErrorKind::Refused) if the input is not PEM
    /// or has several certificates or a private key, for which [`parse`](crate::parse) is made.
    pub fn from_pem(pem: &(impl AsRef<[u8]> + ?Sized)) -> Result<Certificate, Error> {
        let bundle = Parser::new().decrypt_keys(false).parse(pem)?;
        if bundle.format() != Format::Pem {
            return Err(NOT_PEM.at(&Path::ROOT));
        }
        let (certificates, keys) = bundle.into_parts();
        match (<[Certificate; 1]>::try_from(certificates), keys.is_empty()) {
            (Ok([certificate]), true) => Ok(certificate),
            _ => Err(MORE_THAN_ONE.at(&Path::ROOT)),
        }
    }
}
