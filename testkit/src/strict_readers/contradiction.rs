//! One text, one reading: whether other software reads something else than this crate.

use super::{
    READERS,
    reading::{Block, Found, KeyForm, certificate, key_form},
};
use crate::pem;
use anycert::{Bundle, KeyState, NoteCode, Parser};

/// Each reader that contradicts what was read of a text, with what it finds; none where the text was
/// refused.
///
/// A reader contradicts if the first certificate that it finds is not the first one here, or if it
/// finds a certificate or a private key that is not here. It may find less.
///
/// Two readings are left to `strict`, which refuses them, since each leaves a note: a byte order mark
/// before several blocks, where some readers lose the first, and certificates both in blocks and in
/// a PKCS#7, which most readers do not open.
pub fn contradictions(text: &[u8], parser: Parser<'_>) -> Vec<(&'static str, String)> {
    let Ok(bundle) = parser.parse(text) else { return Vec::new() };
    let ours = Ours::of(&bundle);
    let against: Vec<_> = READERS
        .iter()
        .filter_map(|(reader, rule)| Some((*reader, ours.against(&rule(text), parser)?)))
        .collect();
    if against.is_empty() || is_noted(text, &bundle) && parser.strict(true).parse(text).is_err() {
        return Vec::new();
    }
    against
}

/// Whether the text is one of those that are left to `strict`.
fn is_noted(text: &[u8], bundle: &Bundle) -> bool {
    text.starts_with(b"\xef\xbb\xbf")
        || bundle.notes().iter().any(|note| note.code() == NoteCode::MixedContainers)
        || READERS.iter().any(|(_, rule)| rule(text).has_pkcs7)
}

/// What this crate found.
struct Ours<'a> {
    certificates: Vec<&'a [u8]>,
    /// In PKCS#8.
    keys: Vec<&'a [u8]>,
    locked_keys: usize,
}

impl<'a> Ours<'a> {
    fn of(bundle: &'a Bundle) -> Self {
        let keys = bundle.private_keys();
        let is_locked = |key: &&anycert::PrivateKey| matches!(key.state(), KeyState::Locked(_));
        Ours {
            certificates: bundle.certificates().iter().map(|it| it.as_der()).collect(),
            keys: keys.iter().filter_map(|it| it.secret_pkcs8_der()).collect(),
            locked_keys: keys.iter().filter(is_locked).count(),
        }
    }

    /// What of the other reading contradicts this one.
    fn against(&self, theirs: &Found, parser: Parser<'_>) -> Option<String> {
        let certificates: Vec<&[u8]> = theirs
            .certificates
            .iter()
            .map_while(|der| certificate(der).map(|(whole, _)| whole))
            .collect();
        let place = |der: &&[u8]| self.certificates.iter().position(|ours| ours == der);
        match certificates.first().map(place) {
            None | Some(Some(0)) => {}
            Some(Some(at)) => return Some(format!("begins with certificate {}", at + 1)),
            Some(None) => return Some("begins with a certificate that is missing".into()),
        }
        if let Some(at) = certificates.iter().position(|der| place(der).is_none()) {
            return Some(format!("its certificate {} is missing", at + 1));
        }
        let missing = theirs.keys.iter().position(|block| !self.has_key(block, parser))?;
        Some(format!("its private key {} is missing", missing + 1))
    }

    /// Whether the key of a block is among ours, or the block alone is not a key.
    fn has_key(&self, block: &Block, parser: Parser<'_>) -> bool {
        let Ok(alone) = parser.parse(canonical(block).as_bytes()) else { return true };
        let theirs = Ours::of(&alone);
        theirs.keys.iter().all(|key| self.keys.contains(key))
            && theirs.locked_keys <= self.locked_keys
    }
}

/// The block as software writes it, under the label that its content has.
fn canonical(block: &Block) -> String {
    let label = String::from_utf8_lossy(&block.label);
    if block.is_encrypted() {
        let text = pem::block(&label, &block.der);
        let headers = String::from_utf8_lossy(&block.headers);
        return text.replacen("-----\n", &format!("-----\n{headers}\n"), 1);
    }
    let label = match key_form(&block.der) {
        Some(KeyForm::Pkcs8) => "PRIVATE KEY",
        Some(KeyForm::Encrypted) => "ENCRYPTED PRIVATE KEY",
        Some(KeyForm::Ec) => "EC PRIVATE KEY",
        Some(KeyForm::Numbers) | None => &label,
    };
    pem::block(label, &block.der)
}
