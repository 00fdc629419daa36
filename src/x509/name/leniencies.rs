//! Notes about names that break RFC 5280 and are read.

use crate::{
    error::{Path, Step},
    note::NoteCode,
    notes::Notes,
    x509::name::distinguished_name::Name,
};

/// Notes the leniencies in a name; `part` is its field in the certificate.
pub(crate) fn note(name: Name<'_>, part: &'static str, notes: &mut Notes, path: &Path<'_>) {
    let path = path.then(Step::Field(part));
    if has_empty_rdn(name) {
        notes.add(NoteCode::EmptyRdn, &path);
    }
    let texts = || name.attributes().filter_map(|attribute| attribute.as_text());
    if texts().any(|text| text.is_of_old_type()) {
        notes.add(NoteCode::OldStringType, &path);
    }
    if texts().any(|text| text.is_guessed_latin_1()) {
        notes.add(NoteCode::TeletexAsLatin1, &path);
    }
    if texts().any(|text| !text.fits()) {
        notes.add(NoteCode::StringTypeMismatch, &path);
    }
}

/// A RelativeDistinguishedName has one or more attributes (RFC 5280 §4.1.2.4). OpenSSL, GnuTLS and Java
/// accept an empty one, which the templates of a CA can produce.
///
/// Fixture: `certificate/name-empty-rdn.der`.
fn has_empty_rdn(name: Name<'_>) -> bool {
    let mut rdns = name.rdns();
    while let Ok(rdn) = rdns.any() {
        if rdn.value().is_empty() {
            return true;
        }
    }
    false
}
