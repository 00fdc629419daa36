//! A PKCS#12 file from chosen certificates and keys.

use super::{
    pfx::{self, CertificateEntry, KeyEntry},
    pkcs12::BagAttributes,
    profile::Pkcs12Profile,
    random::Random,
};
use crate::{
    budget::Budget,
    bundle::may_belong,
    error::{Error, Path, Step, write::MISMATCH},
    key::PrivateKey,
    limits::Limits,
    secret::Scratch,
    x509::Certificate,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use core::fmt;
use zeroize::Zeroizing;

/// Writes a PKCS#12 file (RFC 7292) from chosen certificates and private keys, in the order in
/// which they are added. A certificate that is added several times is written once; only one that
/// belongs to a key and is trusted as well is written twice.
///
/// Java uses the friendly name as the name of an entry, without regard to case: give each identity
/// and each trusted certificate a different one.
///
/// ```
/// use anycert::{Limits, Pkcs12Profile, Pkcs12Writer};
/// # fn fill_random(buffer: &mut [u8]) { buffer.fill(7) }
/// let pem = std::fs::read("testdata/pem/leaf-chain-key.pem")?;
/// let bundle = anycert::parse(&pem)?;
/// let leaf = bundle.leaf().expect("a certificate");
/// let key = bundle.leaf_key().expect("its key");
/// let pfx = Pkcs12Writer::new(Pkcs12Profile::default())
///     .passphrase("correct horse")
///     .identity(key, leaf, bundle.chain().skip(1), "server")
///     .write(fill_random)?;
/// # let _ = pfx;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Pkcs12Writer<'a> {
    profile: Pkcs12Profile,
    passphrase: Option<&'a str>,
    limits: Limits,
    certificates: Vec<CertificateEntry<'a>>,
    keys: Vec<KeyEntry<'a>>,
    /// The number of the first key that does not belong to its certificate, from 1.
    mismatch: Option<usize>,
}

impl<'a> Pkcs12Writer<'a> {
    /// An empty file.
    #[must_use]
    pub fn new(profile: Pkcs12Profile) -> Self {
        Pkcs12Writer {
            profile,
            passphrase: None,
            limits: Limits::DEFAULT,
            certificates: Vec::new(),
            keys: Vec::new(),
            mismatch: None,
        }
    }

    /// The passphrase for encryption and MAC. Every profile but
    /// [`NoPassphrase`](Pkcs12Profile::NoPassphrase) needs one.
    #[must_use]
    pub fn passphrase(mut self, passphrase: impl Into<Option<&'a str>>) -> Self {
        self.passphrase = passphrase.into();
        self
    }

    /// The limits on work and memory: [`kdf_work`](Limits::kdf_work) and
    /// [`memory_bytes`](Limits::memory_bytes). Everything else in them concerns reading.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Adds a private key with its certificate and the certificates of the issuers. Key and
    /// certificate share a localKeyId, the SHA-1 fingerprint of the certificate, and the name.
    ///
    /// [`write`](Self::write) fails if the key does not belong to the certificate. A pair of which
    /// that cannot be determined is written as stated.
    #[must_use]
    pub fn identity(
        self,
        key: &'a PrivateKey,
        certificate: &'a Certificate,
        issuers: impl IntoIterator<Item = &'a Certificate>,
        friendly_name: impl Into<Option<&'a str>>,
    ) -> Self {
        let name = friendly_name.into();
        let writer = self.entry(certificate, name, false).pair(key, name, certificate);
        issuers.into_iter().fold(writer, |writer, issuer| writer.certificate(issuer, None))
    }

    /// Adds a certificate that Java trusts: with the attribute `trustedKeyUsage` of Oracle
    /// (2.16.840.1.113894.746875.1.1) for every use. Other software ignores the attribute.
    #[must_use]
    pub fn trusted(
        self,
        certificate: &'a Certificate,
        friendly_name: impl Into<Option<&'a str>>,
    ) -> Self {
        self.entry(certificate, friendly_name.into(), true)
    }

    /// Adds a certificate that belongs to no key of the file. One that was a trusted entry where it
    /// was read ([`Certificate::is_trusted_entry`]) is written as [`trusted`](Self::trusted) does.
    #[must_use]
    pub fn certificate(
        self,
        certificate: &'a Certificate,
        friendly_name: impl Into<Option<&'a str>>,
    ) -> Self {
        self.entry(certificate, friendly_name.into(), certificate.is_trusted_entry())
    }

    fn entry(
        mut self,
        certificate: &'a Certificate,
        friendly_name: Option<&'a str>,
        is_trusted: bool,
    ) -> Self {
        let attributes = BagAttributes { friendly_name, local_key_id: None, is_trusted };
        self.certificates.push((certificate, attributes));
        self
    }

    /// Adds a private key that belongs to no certificate of the file.
    #[must_use]
    pub fn key(mut self, key: &'a PrivateKey, friendly_name: impl Into<Option<&'a str>>) -> Self {
        let friendly_name = friendly_name.into();
        self.keys.push((key, BagAttributes { friendly_name, ..Default::default() }));
        self
    }

    /// Adds a key that belongs to a certificate that is added too.
    pub(super) fn pair(
        mut self,
        key: &'a PrivateKey,
        friendly_name: Option<&'a str>,
        certificate: &'a Certificate,
    ) -> Self {
        let local_key_id = Some(certificate.fingerprint_sha1());
        self.keys.push((key, BagAttributes { friendly_name, local_key_id, is_trusted: false }));
        let attributes = BagAttributes { local_key_id, ..Default::default() };
        self.certificates.push((certificate, attributes));
        if !may_belong(key, certificate) {
            self.mismatch.get_or_insert(self.keys.len());
        }
        self
    }

    /// Writes the file. `random` fills a buffer with octets of a cryptographic random generator;
    /// the same octets give the same file.
    ///
    /// # Errors
    /// [`CannotWrite`](crate::ErrorKind::CannotWrite) if a key is locked or does not belong to its
    /// certificate, or if `random` returned only zeros;
    /// [`PassphraseRequired`](crate::ErrorKind::PassphraseRequired) without a passphrase;
    /// [`NoCertificateOrKey`](crate::ErrorKind::NoCertificateOrKey) if nothing was added;
    /// [`LimitExceeded`](crate::ErrorKind::LimitExceeded) if all derivations together exceed the
    /// limits.
    pub fn write(self, random: impl FnMut(&mut [u8])) -> Result<Zeroizing<Vec<u8>>, Error> {
        if let Some(number) = self.mismatch {
            return Err(MISMATCH.at(&Path::ROOT.then(Step::Key(number))));
        }
        let mut budget = Budget::new(self.limits);
        let entries = self.certificates.len().saturating_add(self.keys.len());
        budget.room::<[CertificateEntry<'_>; 4]>(entries).map_err(|e| e.at(&Path::ROOT))?;
        let certificates = merged(&self.certificates);
        let keys = distinct(&self.keys);
        let random = Random(random);
        pfx::write(&certificates, &keys, self.profile, self.passphrase, random, &mut budget)
            .map(Scratch::into_zeroizing)
    }
}

/// Each certificate once, at its first position, with the attributes of all its occurrences. One that
/// belongs to a key and is trusted as well is written twice, because Java does not use a certificate
/// that is marked as trusted for a key.
fn merged<'a>(entries: &[CertificateEntry<'a>]) -> Vec<CertificateEntry<'a>> {
    let is_own = |(_, attributes): &&CertificateEntry<'_>| attributes.local_key_id.is_some();
    let own = entries.iter().filter(is_own).map(|(certificate, _)| certificate.as_der());
    let own: BTreeSet<&[u8]> = own.collect();
    let mut positions = BTreeMap::new();
    let mut merged: Vec<CertificateEntry<'a>> = Vec::with_capacity(entries.len());
    for (certificate, attributes) in entries {
        let der = certificate.as_der();
        let bag = (der, attributes.is_trusted && own.contains(der));
        let position = *positions.entry(bag).or_insert(merged.len());
        match merged.get_mut(position) {
            Some((_, first)) => {
                first.friendly_name = first.friendly_name.or(attributes.friendly_name);
                first.local_key_id = first.local_key_id.or(attributes.local_key_id);
                first.is_trusted |= attributes.is_trusted;
            }
            None => merged.push((certificate, *attributes)),
        }
    }
    merged
}

/// Each private key once. Locked ones remain: they are an error.
fn distinct<'a>(entries: &[KeyEntry<'a>]) -> Vec<KeyEntry<'a>> {
    let mut distinct: Vec<KeyEntry<'a>> = Vec::with_capacity(entries.len());
    for (key, attributes) in entries {
        let is_repeated = |(other, _): &KeyEntry<'_>| {
            key.secret_pkcs8_der().is_some_and(|der| other.secret_pkcs8_der() == Some(der))
        };
        if !distinct.iter().any(is_repeated) {
            distinct.push((key, *attributes));
        }
    }
    distinct
}

/// Neither the passphrase nor a key.
impl fmt::Debug for Pkcs12Writer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pkcs12Writer")
            .field("profile", &self.profile)
            .field("certificates", &self.certificates.len())
            .field("private_keys", &self.keys.len())
            .finish_non_exhaustive()
    }
}
