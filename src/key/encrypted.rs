//! EncryptedPrivateKeyInfo (RFC 5958 §3), and what becomes of a key that stays shut.

use super::{KeyState, LockReason, PrivateKey, read_clear};
use crate::{
    asn1::{
        ber::{self, BerOrDer},
        error::{InField, ParseError},
        tlv::{Reader, Tlv},
    },
    context::{Context, Parse},
    error::{Error, ErrorKind, Path},
    note::NoteCode,
    pbe::{self, Failure, Scheme},
    secret::Scratch,
    shape::{Shape, shape},
    tag::Tag,
    x509::BagAttributes,
};

/// EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm, encryptedData } (RFC 5958 §3).
/// Opened if that is asked for and can be; what is in it is a PrivateKeyInfo.
pub(super) fn read(
    bytes: &[u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    let key = open(bytes, parse, path)?;
    match key.state {
        KeyState::Locked(_) => keep(key, bytes, parse, path),
        _ => Ok(key),
    }
}

/// Keeps what stays encrypted, for a caller who stores it until somebody has the passphrase.
fn keep(
    key: PrivateKey,
    bytes: &[u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    parse.context.budget.memory(bytes.len()).map_err(|exceeded| exceeded.at(path))?;
    Ok(PrivateKey { encrypted: Some(Scratch::copy_of(bytes)), ..key })
}

fn open(bytes: &[u8], parse: &mut Parse<'_>, path: &Path<'_>) -> Result<PrivateKey, Error> {
    let mut gate = BerOrDer::default();
    let Context { budget, notes } = &mut parse.context;
    let (algorithm, encrypted) = gate.read(bytes, budget, notes, path, outline)?;
    let ciphertext = ber::octets(&encrypted, budget, notes, path)?;
    let scheme = match Scheme::read(algorithm, path) {
        Ok(scheme) => scheme,
        Err(error) if error.kind() == ErrorKind::Unsupported => {
            return Ok(unsupported(error, parse, path));
        }
        Err(error) => return Err(error),
    };
    if !parse.decrypt_keys {
        scheme.record_locked(parse, path);
        return Ok(locked(LockReason::NotRequested, parse, path));
    }
    let accept = |plaintext: &[u8]| shape(plaintext) == Some(Shape::Pkcs8);
    match pbe::open(&scheme, &ciphertext, parse, path, &accept) {
        Ok(plaintext) => read_clear(Shape::Pkcs8, &plaintext, KeyState::Decrypted, parse, path),
        Err(failure) => stays_shut(failure, parse, path),
    }
}

fn outline(mut reader: Reader<'_>) -> Result<(Tlv<'_>, Tlv<'_>), ParseError> {
    let mut fields = reader.sequence().in_field("EncryptedPrivateKeyInfo")?;
    reader.finish().in_field("EncryptedPrivateKeyInfo")?;
    let algorithm = fields.expect(Tag::SEQUENCE).in_field("encryptionAlgorithm")?;
    let encrypted = ber::string(&mut fields, Tag::OCTET_STRING).in_field("encryptedData")?;
    fields.finish().in_field("EncryptedPrivateKeyInfo")?;
    Ok((algorithm, encrypted))
}

/// A key that did not open. That is an error of the whole input only if nothing else opens
/// either, which the keyring knows at the end.
pub(super) fn stays_shut(
    failure: Failure,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    let reason = match failure {
        Failure::NoPassphrase => LockReason::NoPassphrase,
        Failure::Incorrect(error) => {
            parse.keyring.failed(error);
            LockReason::IncorrectPassphrase
        }
        Failure::Fatal(error) => return Err(error),
    };
    Ok(locked(reason, parse, path))
}

/// A key whose encryption this build does not read. Without a passphrase that is no failure.
pub(super) fn unsupported(error: Error, parse: &mut Parse<'_>, path: &Path<'_>) -> PrivateKey {
    if !parse.decrypt_keys {
        return locked(LockReason::NotRequested, parse, path);
    }
    if parse.keyring.is_given() {
        parse.keyring.failed(error);
    }
    locked(LockReason::Unsupported, parse, path)
}

/// A key of which only its encryption is known.
pub(super) fn locked(reason: LockReason, parse: &mut Parse<'_>, path: &Path<'_>) -> PrivateKey {
    parse.context.notes.add(NoteCode::KeyLocked, path);
    PrivateKey {
        state: KeyState::Locked(reason),
        algorithm: None,
        pkcs8: None,
        encrypted: None,
        public: None,
        attributes: BagAttributes::default(),
    }
}
