//! What the library is asked, and what is kept of its answer.

use anycert::{
    Bundle, CertificateType, Error, KeyAlgorithm, KeyMatch, KeyState, Limits, Metadata, Parser,
    PrivateKey,
};
use uuid::Uuid;
use zeroize::Zeroizing;

/// What a client sent, with its fields checked and nothing of it read yet.
pub struct Submission {
    pub name: String,
    pub content: Zeroizing<String>,
    pub private_key: Option<Zeroizing<String>>,
    pub passphrase: Option<Zeroizing<String>>,
    /// What the client said, if it said anything: an absent type is not `pem` for the parser.
    pub certificate_type: Option<CertificateType>,
    pub collection_id: Option<Uuid>,
}

impl Submission {
    /// The two inputs, one after the other. This is what is kept of a key that nobody could open:
    /// the library has no other form of it.
    pub fn as_sent(&self) -> Zeroizing<String> {
        let private_key = self.private_key.as_ref().map_or("", |key| key.as_str());
        let mut text =
            Zeroizing::new(String::with_capacity(self.content.len() + private_key.len() + 1));
        text.push_str(&self.content);
        text.push('\n');
        text.push_str(private_key);
        text
    }
}

/// What is kept instead of what was pasted.
pub struct Material {
    pub metadata: Metadata,
    /// The leaf, then its issuers, in PEM. Empty where only a key was sent.
    pub content: String,
    /// Every key that could be read, as PKCS#8 in PEM, that of the leaf first.
    pub private_key: Option<Zeroizing<String>>,
    /// Whether a key stayed encrypted. It has no other form than the one in which it was sent.
    pub has_locked_key: bool,
}

/// Why a submission is not taken.
pub enum Unreadable {
    Library(Error),
    /// The private key belongs to another certificate.
    KeyMismatch {
        key_was_sent_apart: bool,
    },
}

/// Reads a submission within `limits`.
pub fn read(submission: &Submission, limits: Limits) -> Result<Material, Unreadable> {
    let mut parser = Parser::new().limits(limits);
    if let Some(passphrase) = &submission.passphrase {
        parser = parser.passphrase(passphrase);
    }
    if let Some(private_key) = &submission.private_key {
        parser = parser.private_key(private_key.as_bytes());
    }
    if let Some(certificate_type) = submission.certificate_type {
        parser = parser.certificate_type(certificate_type);
    }
    let bundle = parser.parse(submission.content.as_bytes()).map_err(Unreadable::Library)?;
    let key_was_sent_apart = submission.private_key.is_some();
    // Where the content has the key of its certificate, that of another may still be sent apart.
    let has_stray = key_was_sent_apart
        && bundle.key_match() == KeyMatch::Matches
        && bundle.private_keys().iter().any(|key| belongs_elsewhere(key, &bundle));
    if bundle.key_match() == KeyMatch::Mismatch || has_stray {
        return Err(Unreadable::KeyMismatch { key_was_sent_apart });
    }
    Ok(Material {
        metadata: bundle.metadata(),
        content: bundle.to_pem(),
        private_key: private_keys(&bundle),
        has_locked_key: has_locked_key(&bundle),
    })
}

/// Whether the key is open, of an algorithm that is known, and of no certificate that is here.
fn belongs_elsewhere(key: &PrivateKey, bundle: &Bundle) -> bool {
    let is_known = !matches!(key.algorithm(), None | Some(KeyAlgorithm::Other(_)));
    let is_open = !matches!(key.state(), KeyState::Locked(_));
    is_known && is_open && bundle.certificate_of(key).is_none()
}

fn private_keys(bundle: &Bundle) -> Option<Zeroizing<String>> {
    let of_leaf = bundle.leaf().and_then(|leaf| bundle.key_of(leaf));
    let others = bundle
        .private_keys()
        .iter()
        .filter(|key| !of_leaf.is_some_and(|of_leaf| std::ptr::eq(*key, of_leaf)));
    let blocks: Vec<_> =
        of_leaf.into_iter().chain(others).filter_map(|key| key.secret_pkcs8_pem()).collect();
    // Sized before it is filled: a string that grows leaves copies behind.
    let mut pem = Zeroizing::new(String::with_capacity(blocks.iter().map(|b| b.len()).sum()));
    blocks.iter().for_each(|block| pem.push_str(block));
    (!pem.is_empty()).then_some(pem)
}

fn has_locked_key(bundle: &Bundle) -> bool {
    bundle.private_keys().iter().any(|key| matches!(key.state(), KeyState::Locked(_)))
}
