//! What the server asks the library, and what it keeps.

use anycert::{
    Bundle, CertificateType, Error, ErrorKind, Format, KeyMatch, Limits, Metadata, NoteCode,
    Parser, PrivateKey, Rfc3339, UnknownReason,
};
use serde::Serialize;
use uuid::Uuid;
use zeroize::Zeroizing;

/// A request whose fields are checked and whose material is not parsed yet.
pub struct Submission {
    pub name: String,
    pub content: Zeroizing<String>,
    pub private_key: Option<Zeroizing<String>>,
    pub passphrase: Option<Zeroizing<String>>,
    /// The type that the client declared. `None` is not `pem`, but no declaration.
    pub certificate_type: Option<CertificateType>,
    pub collection_id: Option<Uuid>,
    /// The client confirmed that the key may be stored although it is unknown whether it belongs to
    /// the certificate.
    pub accept_unmatched_key: bool,
}

/// What is stored instead of what was pasted.
pub struct Material {
    pub metadata: Metadata,
    pub details: Details,
    pub notes: Vec<Note>,
    /// The leaf, its issuers, then the other certificates, in PEM. Empty if only a key was sent.
    pub content: String,
    /// The key of the leaf as PKCS#8 in PEM.
    pub private_key: Option<Zeroizing<String>>,
    /// The key of the leaf if it stayed encrypted, as it came, in PEM.
    pub locked_key: Option<Zeroizing<String>>,
}

/// Facts beyond the four of the metadata.
#[derive(Serialize)]
pub struct Details {
    pub format: &'static str,
    /// A short name for a person: common name, first alternative name or serial number.
    pub display_name: Option<String>,
    /// The leaf, then its issuers as far as they were sent.
    pub chain: Vec<Link>,
    /// Certificates beyond the chain.
    pub other_certificates: usize,
    pub key: Option<Key>,
}

#[derive(Serialize)]
pub struct Link {
    pub subject: String,
    pub issuer: String,
    pub expires_at: String,
}

#[derive(Serialize)]
pub struct Key {
    /// Unknown while the key is locked.
    pub algorithm: Option<String>,
    /// `clear`, `decrypted` or `locked`.
    pub state: &'static str,
    /// Whether it belongs to the leaf: `matches`, `unknown` or `no_certificate`.
    pub key_match: &'static str,
}

/// A note of the library, or of this program.
#[derive(Serialize)]
pub struct Note {
    pub code: &'static str,
    pub class: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub location: String,
    pub text: String,
}

/// Why a submission is refused.
pub enum Refusal {
    Library(Error),
    /// The content is not of the type that the client declared.
    TypeMismatch {
        declared: CertificateType,
        /// The actual content: "a PKCS#12 file (PFX)".
        content: String,
    },
    /// A private key belongs to another certificate.
    KeyMismatch {
        key_was_sent_separately: bool,
    },
    /// It is unknown whether the private key belongs to the certificate.
    KeyUnmatched {
        reason: UnknownReason,
        key_was_sent_separately: bool,
        passphrase_was_sent: bool,
    },
}

/// The longest name in a response, in characters. RFC 5280 allows a few hundred.
const LONGEST_NAME: usize = 4096;
const LONGEST_NAME_IN_CHAIN: usize = 256;
const MOST_IN_CHAIN: usize = 10;
const MOST_NOTES: usize = 50;

/// Parses a submission within `limits`.
pub fn read(submission: &Submission, limits: Limits) -> Result<Material, Refusal> {
    let bundle = parser(submission, limits)
        .parse(submission.content.as_bytes())
        .map_err(|error| refusal(submission, error))?;
    check_type(submission, &bundle)?;
    let key = key_of_leaf(submission, &bundle, limits)?;
    let (metadata, was_cut) = metadata(&bundle);
    Ok(Material {
        metadata,
        details: details(&bundle, key),
        notes: notes(&bundle, was_cut),
        content: bundle.to_pem(),
        private_key: key.and_then(PrivateKey::secret_pkcs8_pem),
        locked_key: key.and_then(PrivateKey::locked_pem),
    })
}

fn parser(submission: &Submission, limits: Limits) -> Parser<'_> {
    Parser::new()
        .limits(limits)
        .passphrase(submission.passphrase.as_ref())
        .private_key(submission.private_key.as_ref())
        .certificate_type(submission.certificate_type)
}

/// A locked PFX is not a PKCS#7 file: its sender needs to know that, not to look for a passphrase.
fn refusal(submission: &Submission, error: Error) -> Refusal {
    use CertificateType::{Cer, Crt, P7b, P7c, Pkcs7};
    let is_pfx = anycert::detect(submission.content.as_bytes()) == Some(Format::Pkcs12);
    let asks_for_passphrase =
        matches!(error.kind(), ErrorKind::PassphraseRequired | ErrorKind::IncorrectPassphrase);
    match submission.certificate_type {
        Some(declared @ (Crt | Cer | Pkcs7 | P7b | P7c)) if is_pfx && asks_for_passphrase => {
            Refusal::TypeMismatch { declared, content: name_of(Format::Pkcs12).to_owned() }
        }
        _ => Refusal::Library(error),
    }
}

fn check_type(submission: &Submission, bundle: &Bundle) -> Result<(), Refusal> {
    let contradicts =
        bundle.notes().iter().any(|note| note.code() == NoteCode::CertificateTypeMismatch);
    match submission.certificate_type {
        Some(declared) if contradicts => Err(Refusal::TypeMismatch {
            declared,
            content: describe(bundle, submission.private_key.is_some()),
        }),
        _ => Ok(()),
    }
}

/// "PEM with 2 certificates and a private key".
fn describe(bundle: &Bundle, key_was_sent_separately: bool) -> String {
    let counted = |count: usize, one: &str| match count {
        1 => format!("a {one}"),
        _ => format!("{count} {one}s"),
    };
    let certificates = bundle.certificates().len();
    // A key that was sent separately is in the same list.
    let keys = if key_was_sent_separately { 0 } else { bundle.private_keys().len() };
    let what = match (certificates, keys) {
        (0, 0) => return name_of(bundle.format()).to_owned(),
        (0, keys) => format!("{} and no certificate", counted(keys, "private key")),
        (_, 0) => counted(certificates, "certificate"),
        _ => {
            format!("{} and {}", counted(certificates, "certificate"), counted(keys, "private key"))
        }
    };
    match bundle.format() {
        Format::Certificate | Format::PrivateKey => format!("{what} in DER"),
        format => format!("{} with {what}", name_of(format)),
    }
}

fn name_of(format: Format) -> &'static str {
    match format {
        Format::Pem => "PEM",
        Format::Pkcs7 => "a PKCS#7 bundle",
        Format::Pkcs12 => "a PKCS#12 file (PFX)",
        other => other.as_str(),
    }
}

/// The key to store: the one that belongs to the leaf or, if the client confirmed it, one of which
/// that is unknown. A key of another certificate is refused, even next to the right one.
fn key_of_leaf<'a>(
    submission: &Submission,
    bundle: &'a Bundle,
    limits: Limits,
) -> Result<Option<&'a PrivateKey>, Refusal> {
    let key_was_sent_separately = submission.private_key.is_some();
    let refused = match bundle.key_match() {
        KeyMatch::Mismatch => true,
        KeyMatch::Unknown(_) => has_foreign_key(bundle, limits),
        // The content has its own key, and the separate key belongs to another certificate.
        KeyMatch::Matches => key_was_sent_separately && has_foreign_key(bundle, limits),
        _ => false,
    };
    if refused {
        return Err(Refusal::KeyMismatch { key_was_sent_separately });
    }
    match bundle.key_match() {
        KeyMatch::Unknown(reason) if !submission.accept_unmatched_key => {
            Err(Refusal::KeyUnmatched {
                reason,
                key_was_sent_separately,
                passphrase_was_sent: submission.passphrase.is_some(),
            })
        }
        _ => Ok(bundle.leaf_key()),
    }
}

/// Whether a key is known to belong to none of the certificates. Each key is matched on its own, so
/// that an unknown one does not hide it.
fn has_foreign_key(bundle: &Bundle, limits: Limits) -> bool {
    let Some(leaf) = bundle.leaf() else { return false };
    let others = bundle.private_keys().iter().filter(|key| bundle.certificate_of(key).is_none());
    others.filter_map(PrivateKey::secret_pkcs8_pem).any(|key| {
        let alone = Parser::new().limits(limits).private_key(key.as_bytes());
        alone.parse(leaf.as_der()).is_ok_and(|pair| pair.key_match() == KeyMatch::Mismatch)
    })
}

/// The four facts, and whether a name was too long to be repeated in every answer.
fn metadata(bundle: &Bundle) -> (Metadata, bool) {
    let mut metadata = bundle.metadata();
    let mut was_cut = false;
    for name in [&mut metadata.subject, &mut metadata.issuer].into_iter().flatten() {
        was_cut |= cut_name(name);
    }
    (metadata, was_cut)
}

/// Whether the name was too long.
pub fn cut_name(name: &mut String) -> bool {
    cut(name, LONGEST_NAME)
}

fn cut(text: &mut String, characters: usize) -> bool {
    let Some((end, _)) = text.char_indices().nth(characters) else { return false };
    text.truncate(end);
    text.push('…');
    true
}

fn details(bundle: &Bundle, key: Option<&PrivateKey>) -> Details {
    let name = |name: String| {
        let mut name = name;
        cut(&mut name, LONGEST_NAME_IN_CHAIN);
        name
    };
    let chain = bundle.chain().take(MOST_IN_CHAIN).map(|certificate| Link {
        subject: name(certificate.subject().to_string()),
        issuer: name(certificate.issuer().to_string()),
        expires_at: Rfc3339(certificate.not_after()).to_string(),
    });
    Details {
        format: bundle.format().as_str(),
        display_name: bundle.display_name().map(name),
        chain: chain.collect(),
        other_certificates: bundle.certificates().len() - bundle.chain().count(),
        key: key.map(|key| Key {
            algorithm: key.algorithm().map(|algorithm| algorithm.to_string()),
            state: key.state().as_str(),
            key_match: bundle.key_match().as_str(),
        }),
    }
}

fn notes(bundle: &Bundle, name_was_cut: bool) -> Vec<Note> {
    let mut notes: Vec<Note> = bundle
        .notes()
        .iter()
        .take(MOST_NOTES)
        .map(|note| Note {
            code: note.code().as_str(),
            class: note.class().as_str(),
            location: note.location().to_string(),
            text: note.code().text().to_owned(),
        })
        .collect();
    let mut add = |code, text: String| {
        notes.push(Note { code, class: "skipped", location: String::new(), text });
    };
    let other_keys = bundle.private_keys().len().saturating_sub(1);
    if other_keys > 0 {
        let text = format!("of {} private keys, one is stored", other_keys + 1);
        add("other_keys_not_stored", text);
    }
    if name_was_cut {
        let text = format!("a name is longer than {LONGEST_NAME} characters and was shortened");
        add("name_shortened", text);
    }
    if let Some(more) = bundle.notes().len().checked_sub(MOST_NOTES).filter(|more| *more > 0) {
        add("more_notes", format!("{more} more notes are not listed"));
    }
    notes
}
