//! The digest at the end of a key store.

use super::input::Input;
use crate::{
    asn1::error::{InField, ParseError},
    context::Parse,
    error::{Error, Path, asn1::LEFT_OVER},
    integrity::Integrity,
    note::NoteCode,
    padding::is_padding,
    passphrase::Target,
    pbe::{Failure, JavaStoreDigest},
    text::has_exact_begin,
    trailing::has_material,
};

/// Reads the digest of the key store `bytes`, of which `input` is the rest after the last entry.
pub(super) fn read<'a>(
    bytes: &'a [u8],
    input: &mut Input<'a>,
) -> Result<JavaStoreDigest<'a>, ParseError> {
    let content = bytes.get(..input.offset()).unwrap_or_default();
    let digest = input.array().in_field("digest")?;
    Ok(JavaStoreDigest { content, digest })
}

/// Verifies the digest if a passphrase is given. One that fails is an error, even if everything else
/// is in clear. Everybody can compute the digest under "no password", so that is not tried.
pub(super) fn verify(
    digest: &JavaStoreDigest<'_>,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Integrity, Error> {
    if !parse.keyring.passphrase(Target::Mac).is_given() {
        digest.record_locked(parse, path)?;
        return Ok(Integrity::Unchecked);
    }
    match digest.verify(parse, path) {
        Ok(()) => Ok(Integrity::Verified),
        Err(Failure::NoPassphrase) => Ok(Integrity::Unchecked),
        Err(Failure::Incorrect(error) | Failure::Fatal(error)) => Err(error),
    }
}

/// Accepts data after the digest, which Java never reads, with a note; certificate material there is
/// an error.
pub(super) fn trailing(
    input: Input<'_>,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let rest = input.rest();
    if rest.is_empty() {
        return Ok(());
    }
    let blanks = rest.iter().take_while(|octet| is_padding(&[**octet])).count();
    let data = rest.get(blanks..).unwrap_or_default();
    if has_material(data) || has_exact_begin(data) {
        return Err(LEFT_OVER.at(path).with_byte(input.offset().saturating_add(blanks)));
    }
    let code = if data.is_empty() { NoteCode::TrailingBlanks } else { NoteCode::TrailingData };
    parse.context.notes.add(code, path);
    Ok(())
}
