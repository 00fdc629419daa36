//! The digest at the end of a key store.

use super::input::Input;
use crate::{
    asn1::error::{InField, ParseError},
    context::Parse,
    error::{Error, Path, java_keystore::WRONG_STORE_PASSPHRASE},
    integrity::Integrity,
    padding::is_padding,
    passphrase::Target,
    pbe::{Failure, JavaStoreDigest},
    trailing,
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
        // The same, with a help that says which passphrase is meant.
        Err(Failure::Incorrect(error)) if error.exceeded().is_none() => {
            Err(WRONG_STORE_PASSPHRASE.at(path))
        }
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
    let blanks = rest.iter().take_while(|octet| is_padding(&[**octet])).count();
    // The place of data after blanks is that of its first octet.
    let skipped = if blanks < rest.len() { blanks } else { 0 };
    let offset = input.offset().saturating_add(skipped);
    let rest = rest.get(skipped..).unwrap_or_default();
    trailing::check(rest, offset, &mut parse.context, path)
}
