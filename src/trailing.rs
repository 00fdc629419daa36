//! Trailing data: octets after the end of a structure.

use crate::{
    asn1::tlv::Reader,
    context::Context,
    error::{Error, Path, asn1::LEFT_OVER},
    note::NoteCode,
    padding::is_padding,
    shape::shape,
    text::has_exact_begin,
};

/// Accepts padding and unknown octets after the end of a container or key, each with a note, as
/// OpenSSL, NSS, Java and pyca/cryptography do. `offset` is that of the first octet in `rest`.
///
/// # Errors
/// The octets contain certificate material, which must not be lost, or PEM text, which other readers
/// would read instead.
pub(crate) fn check(
    rest: &[u8],
    offset: usize,
    context: &mut Context,
    path: &Path<'_>,
) -> Result<(), Error> {
    if rest.is_empty() {
        return Ok(());
    }
    let code = if is_padding(rest) { NoteCode::TrailingBlanks } else { NoteCode::TrailingData };
    if code == NoteCode::TrailingData && (has_material(rest) || has_exact_begin(rest)) {
        return Err(LEFT_OVER.at(path).with_byte(offset));
    }
    context.notes.add(code, path);
    Ok(())
}

/// Whether certificates or keys start anywhere in `rest`: at its start, which may be cut off, or as a
/// whole value after other octets.
fn has_material(rest: &[u8]) -> bool {
    let is_material = |octets: &[u8]| shape(octets).is_some_and(|shape| shape.format().is_some());
    is_material(rest)
        || memchr::memchr_iter(0x30, rest).any(|at| {
            let behind = rest.get(at..).unwrap_or_default();
            is_material(behind) && Reader::allow_long_lengths(behind).sequence().is_ok()
        })
}
