//! A bundle as PKCS#7 and as PKCS#12.

use super::{cms, profile::Pkcs12Profile, writer::Pkcs12Writer};
use crate::{
    bundle::{Bundle, may_belong},
    error::{
        Error, Path, Step,
        write::{LOCKED, MISMATCH, NO_CERTIFICATE, TOO_LONG},
    },
    key::{KeyState, PrivateKey},
    secret::Scratch,
    x509::Certificate,
};
use alloc::{string::String, vec::Vec};
use pem_rfc7468::LineEnding;
use zeroize::Zeroizing;

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
    /// let pem = std::fs::read("testdata/pem/leaf-chain-key.pem")?;
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

    /// Every distinct certificate and private key as a PKCS#12 file: the leaf first, then the rest
    /// of its chain, then the other certificates, with their friendly names. What Java trusts in the
    /// input it trusts in the file ([`Certificate::is_trusted_entry`]).
    ///
    /// A key and the certificate with its public key share a localKeyId, the SHA-1 fingerprint of
    /// the certificate; of several such certificates, the leaf does. A key of which it cannot be
    /// determined whether it belongs to a certificate (see the feature `public-key-derivation`)
    /// gets none. [`Pkcs12Writer`] writes a selection, with other names, or trusted certificates
    /// for Java.
    ///
    /// `passphrase` is `None` for [`NoPassphrase`](Pkcs12Profile::NoPassphrase) and a text for
    /// every other profile. `random` fills a buffer with octets of a cryptographic random
    /// generator; the same octets give the same file.
    ///
    /// # Errors
    /// [`CannotWrite`](crate::ErrorKind::CannotWrite) if a key is locked or belongs to none of the
    /// certificates, or if `random` returned only zeros;
    /// [`PassphraseRequired`](crate::ErrorKind::PassphraseRequired) without a passphrase;
    /// [`NoCertificateOrKey`](crate::ErrorKind::NoCertificateOrKey) for an empty bundle;
    /// [`LimitExceeded`](crate::ErrorKind::LimitExceeded) if all derivations together exceed
    /// [`Limits::DEFAULT`](crate::Limits::DEFAULT).
    ///
    /// ```
    /// use anycert::{Parser, Pkcs12Profile};
    /// # fn fill_random(buffer: &mut [u8]) { buffer.fill(7) }
    /// let pem = std::fs::read("testdata/pem/leaf-chain-key.pem")?;
    /// let bundle = anycert::parse(&pem)?;
    /// let pfx = bundle.to_pkcs12("correct horse", Pkcs12Profile::default(), fill_random)?;
    ///
    /// let again = Parser::new().passphrase("correct horse").strict(true).parse(&*pfx)?;
    /// assert_eq!(again.leaf(), bundle.leaf());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_pkcs12<'p>(
        &self,
        passphrase: impl Into<Option<&'p str>>,
        profile: Pkcs12Profile,
        random: impl FnMut(&mut [u8]),
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        let mut writer = Pkcs12Writer::new(profile).passphrase(passphrase);
        // The order, and then what other occurrences of a certificate say.
        for certificate in self.distinct().chain(self.certificates()) {
            writer = writer.certificate(certificate, certificate.friendly_name());
        }
        for (position, key) in self.private_keys().iter().enumerate() {
            let path = Path::ROOT.then(Step::Key(position.saturating_add(1)));
            if let KeyState::Locked(_) = key.state() {
                return Err(LOCKED.at(&path));
            }
            writer = match self.certificate_to_pair(position, key) {
                Some(certificate) => writer.pair(key, key.friendly_name(), certificate),
                None if self.rules_out(key) => return Err(MISMATCH.at(&path)),
                None => writer.key(key, key.friendly_name()),
            };
        }
        writer.write(random)
    }

    /// The leaf if the key belongs to it, otherwise the first certificate it belongs to.
    fn certificate_to_pair(&self, position: usize, key: &PrivateKey) -> Option<&Certificate> {
        let first = self.certificates().get(self.certificate_position(position)?)?;
        let is_own = |leaf: &&Certificate| leaf.identity().as_ref() == key.public();
        Some(self.leaf().filter(is_own).unwrap_or(first))
    }

    /// Whether there are certificates and the key is known to belong to none of them.
    fn rules_out(&self, key: &PrivateKey) -> bool {
        let certificates = self.certificates();
        let may_belong = |certificate: &Certificate| may_belong(key, certificate);
        !certificates.is_empty() && !certificates.iter().any(may_belong)
    }
}
