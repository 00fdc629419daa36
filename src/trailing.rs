//! Trailing data: octets after the end of a structure.

use crate::{
    asn1::tlv::Reader,
    context::Context,
    error::{
        Error, ErrorText, Path,
        parser::{MATERIAL_AFTER, MATERIAL_AFTER_INSIDE},
    },
    note::NoteCode,
    padding::is_padding,
    shape::shape,
    text::{block_inside, has_exact_begin, stray_material},
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
    check_with(&MATERIAL_AFTER, rest, offset, context, path)
}

/// Does the same after the end of a structure that is inside another one. The file cannot be split there,
/// so the help is another.
pub(crate) fn check_inside(
    rest: &[u8],
    offset: usize,
    context: &mut Context,
    path: &Path<'_>,
) -> Result<(), Error> {
    check_with(&MATERIAL_AFTER_INSIDE, rest, offset, context, path)
}

fn check_with(
    refusal: &'static ErrorText,
    rest: &[u8],
    offset: usize,
    context: &mut Context,
    path: &Path<'_>,
) -> Result<(), Error> {
    if rest.is_empty() {
        return Ok(());
    }
    let code = if is_padding(rest) { NoteCode::TrailingBlanks } else { NoteCode::TrailingData };
    if code == NoteCode::TrailingData && is_material(rest) {
        return Err(refusal.at(path).with_byte(offset));
    }
    context.notes.add(code, path);
    Ok(())
}

/// Whether there are certificates or keys in `rest`, in any form.
pub(crate) fn is_material(rest: &[u8]) -> bool {
    has_material(rest) || has_text(rest)
}

/// Whether there is PEM text in `rest`, or other text with certificates or keys in it.
fn has_text(rest: &[u8]) -> bool {
    has_exact_begin(rest) || block_inside(rest).is_some() || stray_material(rest).is_some()
}

/// Whether certificates or keys start anywhere in `rest`: after padding, where they may be cut off, or
/// as a whole value or one of indefinite length after other octets.
fn has_material(rest: &[u8]) -> bool {
    let is_material = |octets: &[u8]| shape(octets).is_some_and(|shape| shape.format().is_some());
    let padding = rest.iter().take_while(|octet| is_padding(&[**octet])).count();
    is_material(rest.get(padding..).unwrap_or_default())
        || memchr::memchr_iter(0x30, rest).any(|at| {
            let after = rest.get(at..).unwrap_or_default();
            is_material(after)
                && (after.starts_with(&[0x30, 0x80])
                    || Reader::allow_long_lengths(after).sequence().is_ok())
        })
}

#[cfg(test)]
mod tests {
    use super::has_material;

    #[test]
    fn material_after_padding_and_after_other_octets() {
        let key = include_bytes!("../testdata/key/p256-pkcs8.der");
        let cut = &key[..key.len() - 1];
        let pfx =
            b"\x30\x80\x02\x01\x03\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80";
        for (before, octets, expected) in [
            (&b""[..], &key[..], true),
            (b"\r\n\0", key, true),
            (b"x", key, true),
            (b"", cut, true),
            (b"\r\n\0", cut, true),
            (b"x", cut, false),
            (b"x", pfx, true),
            (b"\0", b"\xfe\xed\xfe\xed", true),
            (b"0000", b"\x30\x80", false),
            (b"", b"", false),
        ] {
            let rest = [before, octets].concat();
            assert_eq!(has_material(&rest), expected, "{}", rest.escape_ascii());
        }
    }
}
