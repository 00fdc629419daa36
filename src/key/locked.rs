//! Keys that stay encrypted.

use super::private_key::{LockReason, PrivateKey};
use crate::{
    context::Parse,
    error::{Error, Path},
    note::NoteCode,
    pbe::Failure,
};

/// A key that could not be decrypted. Whether that fails the parse depends on whether the
/// passphrase decrypts anything else, which the keyring knows at the end.
pub(super) fn not_decrypted(
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

/// A key with unsupported encryption. Without a passphrase that is not a failure.
pub(super) fn unsupported(error: Error, parse: &mut Parse<'_>, path: &Path<'_>) -> PrivateKey {
    if !parse.decrypt_keys {
        return locked(LockReason::NotRequested, parse, path);
    }
    if parse.keyring.is_given() {
        parse.keyring.failed(error);
    }
    locked(LockReason::Unsupported, parse, path)
}

/// A key in a container with encryption that no build supports.
pub(crate) fn always_locked(parse: &mut Parse<'_>, path: &Path<'_>) -> PrivateKey {
    let reason =
        if parse.decrypt_keys { LockReason::Unsupported } else { LockReason::NotRequested };
    parse.keyring.needed();
    locked(reason, parse, path)
}

/// A locked key, with its note.
pub(super) fn locked(reason: LockReason, parse: &mut Parse<'_>, path: &Path<'_>) -> PrivateKey {
    parse.context.notes.add(NoteCode::KeyLocked, path);
    PrivateKey::locked(reason)
}
