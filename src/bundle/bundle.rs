//! The bundle: everything found in one input.

use super::{
    chain::issuers, key_match::KeyMatch, leaf::leaf, matching::Matching, repeated::repeated,
};
use crate::{
    collected::Collected,
    context::Context,
    error::{
        Error, Path, Step,
        bundle::{CONTRADICTED, REPAIRED},
    },
    format::{Format, Layer},
    integrity::Integrity,
    key::PrivateKey,
    limits::Exceeded,
    metadata::Metadata,
    note::{NoteClass, NoteCode},
    notes::Note,
    passphrase::LockedPart,
    x509::{Certificate, Name, PlainLine},
};
use alloc::{string::String, vec::Vec};
use core::fmt;
use time::OffsetDateTime;

/// Everything found in one input, and in the separate input for the private key.
///
/// It answers four questions about the [`leaf`](Bundle::leaf), the certificate that the input is
/// about: [`subject`](Bundle::subject), [`issuer`](Bundle::issuer),
/// [`not_after`](Bundle::not_after) and [`has_private_key`](Bundle::has_private_key). It owns
/// all its data.
///
/// ```
/// use anycert::KeyMatch;
///
/// let pem = std::fs::read("testdata/pem/example-certificate-and-key.pem")?;
/// let bundle = anycert::parse(&pem)?;
/// println!("{:?}", bundle.subject().map(|name| name.to_string()));
/// println!("{:?}", bundle.issuer().map(|name| name.to_string()));
/// println!("{:?}", bundle.not_after());
/// println!("{}", bundle.has_private_key());
///
/// assert_eq!(bundle.key_match(), KeyMatch::Matches);
/// let stored = (bundle.to_pem(), bundle.leaf_key().and_then(|key| key.secret_pkcs8_pem()));
/// # let _ = stored;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Bundle {
    format: Format,
    layers: Vec<Layer>,
    certificates: Vec<Certificate>,
    keys: Vec<PrivateKey>,
    notes: Vec<Note>,
    broken: Vec<Error>,
    integrity: Integrity,
    locked_parts: Vec<LockedPart>,
    leaf: Option<usize>,
    /// The positions of duplicate certificates.
    repeated: Vec<usize>,
    matching: Matching,
}

/// The facts.
impl Bundle {
    /// The subject of the leaf. `None` without a certificate.
    #[must_use]
    pub fn subject(&self) -> Option<Name<'_>> {
        self.leaf().map(Certificate::subject)
    }

    /// The issuer that the leaf names. `None` without a certificate.
    #[must_use]
    pub fn issuer(&self) -> Option<Name<'_>> {
        self.leaf().map(Certificate::issuer)
    }

    /// The last second at which the leaf is valid, in UTC. `None` without a certificate.
    #[must_use]
    pub fn not_after(&self) -> Option<OffsetDateTime> {
        self.leaf().map(Certificate::not_after)
    }

    /// Whether a private key is present in either input, locked or not. It does not mean that the
    /// key can be decrypted or belongs to the certificate: see [`PrivateKey::state`] and
    /// [`key_match`](Bundle::key_match).
    #[must_use]
    pub fn has_private_key(&self) -> bool {
        !self.keys.is_empty()
    }

    /// The four facts, as owned values.
    #[must_use]
    pub fn metadata(&self) -> Metadata {
        let has_private_key = self.has_private_key();
        let Some(leaf) = self.leaf() else {
            return Metadata { subject: None, issuer: None, expires_at: None, has_private_key };
        };
        let line = &mut PlainLine::new();
        let subject = leaf.subject().render_in(line);
        let is_same = leaf.is_self_issued();
        let issuer = if is_same { subject.clone() } else { leaf.issuer().render_in(line) };
        Metadata {
            subject: Some(subject),
            issuer: Some(issuer),
            expires_at: Some(leaf.not_after()),
            has_private_key,
        }
    }

    /// A name of the leaf for lists: its [`display_name`](Certificate::display_name). `None`
    /// without a certificate.
    #[must_use]
    pub fn display_name(&self) -> Option<String> {
        self.leaf().map(Certificate::display_name)
    }

    /// The first expiry along the [`chain`](Bundle::chain): when something has to be renewed.
    /// `None` without a certificate.
    #[must_use]
    pub fn earliest_not_after(&self) -> Option<OffsetDateTime> {
        self.chain().map(Certificate::not_after).min()
    }
}

/// Certificates and private keys.
impl Bundle {
    /// The certificate that the input is about. `None` without a certificate.
    ///
    /// The candidates are the certificates that a private key belongs to, or that the container of a
    /// locked key names for it (the same entry of a Java key store, the same localKeyId in PKCS#12). If
    /// there are none, all certificates are candidates. The leaf is the first one, in file order, that
    /// issued no other certificate of the input:
    ///
    /// - A certificate that is not a CA precedes a CA.
    /// - A certificate that a CA issued precedes a self-issued one with the same public key.
    /// - A certificate that is not a CA, and that a key without a known public key (such as a locked one)
    ///   may belong to, precedes a CA even if it is not a candidate.
    ///
    /// If every candidate issued another certificate, the leaf is the first candidate.
    ///
    /// In a signed PKCS#7 the signer comes first, unless it issued another certificate of the
    /// message; in a response to a certificate request (CMC) it comes last.
    ///
    /// If several qualify, there is a
    /// [`SeveralLeafCandidates`](crate::NoteCode::SeveralLeafCandidates) note. No clock is consulted.
    #[must_use]
    pub fn leaf(&self) -> Option<&Certificate> {
        self.certificates.get(self.leaf?)
    }

    /// The leaf, then its issuer, the issuer's issuer and so on as far as the input goes, matched
    /// by the bytes of their names (RFC 5280 §6.1).
    ///
    /// **No signature is checked**: this is an order, not a validation. It is computed on each
    /// call, in O(n log n).
    pub fn chain(&self) -> impl Iterator<Item = &Certificate> {
        self.chain_positions().filter_map(|position| self.certificates.get(position))
    }

    /// Every certificate in file order, duplicates included.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// Every private key in file order, then those of the separate input.
    #[must_use]
    pub fn private_keys(&self) -> &[PrivateKey] {
        &self.keys
    }

    /// The private key to store with the leaf: a key that belongs to it; else one that may belong to it,
    /// so that [`key_match`](Bundle::key_match) is unknown: preferably the one whose container names the
    /// leaf, then one that is not locked. Never a key that is known not to belong to the leaf. Without a
    /// certificate, the first key.
    ///
    /// ```
    /// let pem = std::fs::read("testdata/pem/two-keys.pem")?;
    /// let bundle = anycert::parse(&pem)?;
    /// let key = bundle.leaf_key().expect("one of the two keys belongs to the certificate");
    /// assert_eq!(bundle.certificate_of(key), bundle.leaf());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn leaf_key(&self) -> Option<&PrivateKey> {
        self.keys.get(self.leaf_key_position().0?)
    }

    /// Whether a private key belongs to the leaf, by its public key: the one stored with it, or
    /// the one derived from it (feature `public-key-derivation`).
    ///
    /// ML-DSA and ML-KEM keys are compared by ρ (FIPS 203 §5.1, FIPS 204 §7.2), points on prime
    /// curves by x and the parity of y, DSA and DH keys by y, RFC 8410 keys by their octets: no two
    /// keys share these by chance. A forged file can contain copies of them: no signature is
    /// checked, and nothing is computed with the certificate's point.
    #[must_use]
    pub fn key_match(&self) -> KeyMatch {
        self.leaf_key_position().1
    }

    /// The first certificate in file order with the public key of `key`, which may be of another
    /// bundle. `None` if there is none, or if the public key is unknown.
    #[must_use]
    pub fn certificate_of(&self, key: &PrivateKey) -> Option<&Certificate> {
        let public = key.public()?;
        if let Some(own) = self.matching.key_with(public) {
            return self.certificates.get(self.matching.certificate_of(own)?);
        }
        self.certificates.iter().find(|one| one.identity().as_ref() == Some(public))
    }

    /// The first private key in file order with the public key of this certificate. `None` if
    /// there is none.
    #[must_use]
    pub fn key_of(&self, certificate: &Certificate) -> Option<&PrivateKey> {
        self.keys.get(self.matching.key_of(certificate)?)
    }

    /// The certificates in file order, duplicates included, and the private keys.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Certificate>, Vec<PrivateKey>) {
        (self.certificates, self.keys)
    }
}

/// The input.
impl Bundle {
    /// The outermost container, without the text encodings around it.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The text encodings that were removed, outermost first.
    #[must_use]
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Leniencies, contradictions, skipped parts and observations, in the order in which they
    /// arose.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The errors of the items that [`skip_broken`](crate::Parser::skip_broken) skipped.
    #[must_use]
    pub fn broken(&self) -> &[Error] {
        &self.broken
    }

    /// Whether the MAC of a PKCS#12 file or the digest of a Java key store was verified, and covers
    /// every certificate and key of this bundle: not if some are outside of the file, or in the
    /// separate input.
    #[must_use]
    pub fn integrity(&self) -> Integrity {
        self.integrity
    }

    /// The parts that stay encrypted, each with its algorithm and the price of opening it: because
    /// there was no passphrase, or because of
    /// [`decrypt_keys(false)`](crate::Parser::decrypt_keys).
    #[must_use]
    pub fn locked_parts(&self) -> &[LockedPart] {
        &self.locked_parts
    }
}

/// For the rest of the crate. Positions are in the lists of certificates and keys, from 0.
impl Bundle {
    /// # Errors
    /// With `strict`, the first note of a class that it refuses.
    #[inline]
    pub(crate) fn assemble(
        format: Format,
        layers: Vec<Layer>,
        collected: Collected,
        mut context: Context,
        strict: bool,
    ) -> Result<Bundle, Error> {
        let integrity = collected.integrity();
        let Collected { certificates, keys, broken, signer, locked_parts, .. } = collected;
        let (certificates, marks) = certificates.finish();
        let at_root = |exceeded: Exceeded| exceeded.at(&Path::ROOT);
        let repeated = repeated(&certificates, marks, &mut context.budget).map_err(at_root)?;
        for position in &repeated {
            let step = Step::Certificate(position.saturating_add(1));
            context.notes.add(NoteCode::DuplicateCertificate, &Path::ROOT.then(step));
            context.pay_notes(&Path::ROOT)?;
        }
        let matching = Matching::of(&certificates, &keys, &mut context).map_err(at_root)?;
        let leaf = leaf(&certificates, &repeated, &matching, signer.as_ref(), &mut context)
            .map_err(at_root)?;
        if let (true, Some(note)) = (strict, context.notes.first_refused_by_strict()) {
            return Err(refused(note));
        }
        Ok(Bundle {
            format,
            layers,
            certificates,
            keys,
            notes: context.notes.into_vec(),
            broken,
            integrity,
            locked_parts,
            leaf,
            repeated,
            matching,
        })
    }

    /// The bundle of an input that is one certificate, about which there is nothing to note.
    #[inline]
    pub(crate) fn of_one(format: Format, certificate: Certificate) -> Bundle {
        Bundle {
            format,
            layers: Vec::new(),
            certificates: Vec::from([certificate]),
            keys: Vec::new(),
            notes: Vec::new(),
            broken: Vec::new(),
            integrity: Integrity::None,
            locked_parts: Vec::new(),
            leaf: Some(0),
            repeated: Vec::new(),
            matching: Matching::default(),
        }
    }

    pub(crate) fn leaf_position(&self) -> Option<usize> {
        self.leaf
    }

    pub(crate) fn leaf_key_position(&self) -> (Option<usize>, KeyMatch) {
        let leaf =
            self.leaf.and_then(|position| Some((position, self.certificates.get(position)?)));
        match (leaf, self.keys.is_empty()) {
            (Some((position, leaf)), _) => self.matching.leaf_key(position, leaf, &self.keys),
            (None, true) => (None, KeyMatch::NoKey),
            (None, false) => (Some(0), KeyMatch::NoCertificate),
        }
    }

    pub(crate) fn chain_positions(&self) -> impl Iterator<Item = usize> {
        let issuers = self.leaf.map(|leaf| issuers(leaf, &self.certificates, &self.repeated));
        self.leaf.into_iter().chain(issuers.unwrap_or_default())
    }

    /// The positions of duplicate certificates, in ascending order.
    pub(crate) fn repeated(&self) -> &[usize] {
        &self.repeated
    }

    pub(crate) fn key_position(&self, certificate: &Certificate) -> Option<usize> {
        self.matching.key_of(certificate)
    }

    pub(crate) fn certificate_position(&self, key: usize) -> Option<usize> {
        self.matching.certificate_of(key)
    }
}

/// The error of a note that `strict` refuses.
fn refused(note: &Note) -> Error {
    let text = match note.class() {
        NoteClass::Contradicted => &CONTRADICTED,
        _ => &REPAIRED,
    };
    text.at(&Path::ROOT).with_note(note.code(), note.location())
}

impl fmt::Debug for Bundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bundle")
            .field("format", &self.format)
            .field("layers", &self.layers)
            .field("certificates", &self.certificates)
            .field("private_keys", &self.keys)
            .field("key_match", &self.key_match())
            .field("integrity", &self.integrity)
            .field("notes", &self.notes)
            .field("broken", &self.broken)
            .finish()
    }
}
