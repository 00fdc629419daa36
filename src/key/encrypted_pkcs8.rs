//! EncryptedPrivateKeyInfo (RFC 5958 §3).

use super::{
    locked,
    locked_form::LockedForm,
    private_key::{KeyState, LockReason, PrivateKey},
    unencrypted,
};
use crate::{
    asn1::{
        ber::{self, BerOrDer},
        error::{InField, ParseError},
        tlv::{Reader, Tlv},
    },
    context::{Context, Parse},
    error::{Error, ErrorKind, Path},
    pbe::{self, Scheme},
    secret::Scratch,
    shape::{Shape, shape},
    tag::Tag,
    trailing,
};

/// Reads EncryptedPrivateKeyInfo. A key that stays locked keeps it, so that the caller can store
/// it until the passphrase is available.
pub(super) fn read(
    bytes: &[u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    let mut key = decrypt(bytes, parse, path)?;
    if let KeyState::Locked(_) = key.state() {
        parse.context.budget.memory(bytes.len()).map_err(|exceeded| exceeded.at(path))?;
        key.keep_encrypted(LockedForm::Pkcs8(Scratch::copy_of(bytes)));
    }
    Ok(key)
}

/// Decrypts if that was requested and is possible. The plaintext is a PrivateKeyInfo.
fn decrypt(bytes: &[u8], parse: &mut Parse<'_>, path: &Path<'_>) -> Result<PrivateKey, Error> {
    let mut ber_or_der = BerOrDer::default();
    let Context { budget, notes } = &mut parse.context;
    let (algorithm, encrypted) = ber_or_der.read(bytes, budget, notes, path, outline)?;
    let ciphertext = ber::octets(&encrypted, budget, notes, path)?;
    let scheme = match Scheme::read(algorithm, path) {
        Ok(scheme) => scheme,
        Err(error) if error.kind() == ErrorKind::Unsupported => {
            return Ok(locked::unsupported(error, parse, path));
        }
        Err(error) => return Err(error),
    };
    if !parse.decrypt_keys {
        scheme.record_locked(ciphertext.len(), parse, path)?;
        return Ok(locked::locked(LockReason::NotRequested, parse, path));
    }
    let accept = |plaintext: &[u8]| shape(plaintext) == Some(Shape::Pkcs8);
    match pbe::open(&scheme, &ciphertext, parse, path, &accept) {
        Ok(plaintext) => {
            let key = without_trailing_data(&plaintext, parse, path)?;
            unencrypted::read(Shape::Pkcs8, key, KeyState::Decrypted, parse, path)
        }
        Err(failure) => locked::not_decrypted(failure, parse, path),
    }
}

/// The value at the start of a plaintext; unknown octets after it are skipped with a note.
fn without_trailing_data<'a>(
    plaintext: &'a [u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<&'a [u8], Error> {
    let Ok(value) = Reader::allow_long_lengths(plaintext).any() else {
        return Ok(plaintext);
    };
    let (key, rest) = plaintext.split_at_checked(value.bytes().len()).unwrap_or_default();
    trailing::check_inside(rest, key.len(), &mut parse.context, path)?;
    Ok(key)
}

/// EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm, encryptedData } (RFC 5958 §3).
fn outline(mut reader: Reader<'_>) -> Result<(Tlv<'_>, Tlv<'_>), ParseError> {
    let mut fields = reader.sequence().in_field("EncryptedPrivateKeyInfo")?;
    reader.finish().in_field("EncryptedPrivateKeyInfo")?;
    let algorithm = fields.expect(Tag::SEQUENCE).in_field("encryptionAlgorithm")?;
    let encrypted = ber::string(&mut fields, Tag::OCTET_STRING).in_field("encryptedData")?;
    fields.finish().in_field("EncryptedPrivateKeyInfo")?;
    Ok((algorithm, encrypted))
}
