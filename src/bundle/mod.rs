//! The one structure that every format becomes.

mod chain;
#[cfg(feature = "rustls-pki-types")]
mod identity;
mod index;
mod leaf;
mod matching;
mod summary;

#[cfg(feature = "rustls-pki-types")]
pub use identity::{Identity, IdentityError};
pub use matching::{KeyMatch, UnknownReason};

use crate::{
    collected::Collected,
    error::{
        Error, Path, Step,
        bundle::{CONTRADICTED, REPAIRED},
    },
    format::{Format, Layer},
    key::PrivateKey,
    metadata::Metadata,
    note::{NoteClass, NoteCode},
    notes::{Note, Notes},
    passphrase::LockedPart,
    pbe::Integrity,
    x509::{Certificate, Name, PlainLine},
};
use alloc::vec::Vec;
use core::fmt;
use matching::Matching;
use time::OffsetDateTime;

/// Everything that was found in one input (and in the private key sent with it).
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
    /// Positions in `certificates` of those that were there before.
    repeated: Vec<usize>,
    matching: Matching,
}

/// What `strict` makes of a note.
fn refused(note: &Note) -> Error {
    let cause = match note.class() {
        NoteClass::Contradicted => &CONTRADICTED,
        _ => &REPAIRED,
    };
    cause.at(&Path::ROOT).with_note(note.code(), note.location())
}

impl Bundle {
    /// # Errors
    /// With `strict`, the first note of a class that it refuses.
    #[inline]
    pub(crate) fn assemble(
        format: Format,
        layers: Vec<Layer>,
        found: Collected,
        mut notes: Notes,
        strict: bool,
    ) -> Result<Bundle, Error> {
        let Collected { certificates, keys, broken, integrity, signer, locked_parts, .. } = found;
        let certificates = certificates.finish();
        let repeated = index::repeated(&certificates);
        for position in &repeated {
            let step = Step::Certificate(position.saturating_add(1));
            notes.add(NoteCode::DuplicateCertificate, &Path::ROOT.then(step));
        }
        let matching = Matching::of(&certificates, &keys, &mut notes);
        let leaf = leaf::leaf(&certificates, &repeated, &matching, signer.as_ref(), &mut notes);
        if let (true, Some(note)) = (strict, notes.first_refused_by_strict()) {
            return Err(refused(note));
        }
        Ok(Bundle {
            format,
            layers,
            certificates,
            keys,
            notes: notes.into_vec(),
            broken,
            integrity: integrity.unwrap_or_default(),
            locked_parts,
            leaf,
            repeated,
            matching,
        })
    }

    /// Whose the leaf is. Without a certificate `None`.
    #[must_use]
    pub fn subject(&self) -> Option<Name<'_>> {
        self.leaf().map(Certificate::subject)
    }

    /// Who issued the leaf, as it says.
    #[must_use]
    pub fn issuer(&self) -> Option<Name<'_>> {
        self.leaf().map(Certificate::issuer)
    }

    /// The last second at which the leaf is valid, in UTC.
    #[must_use]
    pub fn not_after(&self) -> Option<OffsetDateTime> {
        self.leaf().map(Certificate::not_after)
    }

    /// The first expiry along [`chain`](Bundle::chain): when something there has to be renewed.
    #[must_use]
    pub fn earliest_not_after(&self) -> Option<OffsetDateTime> {
        self.chain().map(Certificate::not_after).min()
    }

    /// Whether a private key object is in either input, locked or not. Whether it opens and
    /// belongs to the certificate is said by [`PrivateKey::state`] and
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
        Metadata {
            subject: Some(leaf.subject().render_in(line)),
            issuer: Some(leaf.issuer().render_in(line)),
            expires_at: Some(leaf.not_after()),
            has_private_key,
        }
    }

    /// The outermost container, text encodings off.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The text encodings that were taken off, outermost first.
    #[must_use]
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// What was forgiven, skipped or seen, in the order it came up.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// What could not be read and was left out, as [`skip_broken`] asked. Else empty.
    ///
    /// [`skip_broken`]: crate::Parser::skip_broken
    #[must_use]
    pub fn broken(&self) -> &[Error] {
        &self.broken
    }

    /// What the MAC of a PKCS#12 file proved.
    #[must_use]
    pub fn integrity(&self) -> Integrity {
        self.integrity
    }

    /// What stayed shut for want of a passphrase, or because
    /// [`decrypt_keys(false)`](crate::Parser::decrypt_keys) was asked for: by which algorithm, and
    /// what opening it would cost.
    #[must_use]
    pub fn locked_parts(&self) -> &[LockedPart] {
        &self.locked_parts
    }

    /// Every certificate in file order, duplicates kept.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// The certificate that this input is about: the first, in file order, whose public key the
    /// first matching key has; else the one that the first SignerInfo names; else the first that
    /// is no CA and issued no other; else the first. No clock is consulted.
    #[must_use]
    pub fn leaf(&self) -> Option<&Certificate> {
        self.certificates.get(self.leaf?)
    }

    /// The leaf, then its issuer, and so on as far as the input goes, by equal bytes of names
    /// (RFC 5280 §6.1). **No signature is checked**: it is an order, not a validation. It is
    /// looked for when asked for, in O(n log n).
    pub fn chain(&self) -> impl Iterator<Item = &Certificate> {
        let issuers = self.issuers().into_iter();
        self.leaf()
            .into_iter()
            .chain(issuers.filter_map(|position| self.certificates.get(position)))
    }

    /// Every private key in file order, then those of the second input.
    #[must_use]
    pub fn private_keys(&self) -> &[PrivateKey] {
        &self.keys
    }

    /// Whether the private key belongs to the leaf, by its public key: that which its file has beside
    /// the secret one, or the one derived from it (feature `public-key-derivation`).
    ///
    /// Keys of ML-DSA and ML-KEM are compared by the ρ of both (FIPS 203 §5.1, FIPS 204 §7.2), points
    /// on prime curves by x and the parity of y, DSA and DH keys by y, keys of RFC 8410 by their
    /// octets: no two keys share these by chance. But who forges a file can copy them there: nothing
    /// here checks signatures or computes on a certificate's point.
    #[must_use]
    pub fn key_match(&self) -> KeyMatch {
        self.matching.verdict(self.leaf, &self.certificates, &self.keys)
    }

    /// The first certificate, in file order, that has this key's public key.
    #[must_use]
    pub fn certificate_of(&self, key: &PrivateKey) -> Option<&Certificate> {
        let position = self.keys.iter().position(|own| core::ptr::eq(own, key))?;
        self.certificates.get(self.matching.certificate_of(position)?)
    }

    /// The first private key, in file order, whose public key this certificate has.
    #[must_use]
    pub fn key_of(&self, certificate: &Certificate) -> Option<&PrivateKey> {
        self.keys.get(self.matching.key_of(certificate)?)
    }

    /// Positions in [`certificates`](Bundle::certificates) from the leaf's issuer upwards.
    fn issuers(&self) -> Vec<usize> {
        let issuers =
            self.leaf.map(|leaf| chain::issuers(leaf, &self.certificates, &self.repeated));
        issuers.unwrap_or_default()
    }

    /// The position of the leaf among [`certificates`](Bundle::certificates).
    pub(crate) fn leaf_position(&self) -> Option<usize> {
        self.leaf
    }
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
