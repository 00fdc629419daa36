//! The MAC of a PFX (RFC 7292 §5.1).

use super::outline::MacData;
use crate::{
    context::Parse,
    error::{Error, ErrorKind, Path},
    integrity::Integrity,
    note::NoteCode,
    passphrase::{LockedPart, Slot},
    pbe::{Failure, Mac},
};

/// The MAC, if there is one. An unsupported MAC leaves a note and does not lock anything.
pub(super) fn read<'a>(
    mac_data: Option<&MacData<'a>>,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Option<Mac<'a>>, Error> {
    let Some(MacData { algorithm, digest, salt, iterations }) = mac_data else {
        return Ok(None);
    };
    match Mac::read(*algorithm, digest, salt, *iterations, path) {
        Err(error) if error.kind() == ErrorKind::Unsupported => {
            parse.context.notes.add(NoteCode::MacNotRead, path);
            Ok(None)
        }
        read => read.map(Some),
    }
}

/// Verifies the content octets of the authSafe as they came. Under a given passphrase a MAC that
/// fails is an error, even if everything else is in clear.
pub(super) fn verify(
    mac: &Mac<'_>,
    content: &[u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Integrity, Error> {
    match mac.verify(content, parse, path) {
        Ok(()) => Ok(Integrity::Verified),
        Err(Failure::NoPassphrase) => {
            let is_tried = parse.locked_parts.last().is_some_and(LockedPart::is_tried);
            if is_tried {
                parse.keyring.slot = Slot::Pkcs12WithPassphrase;
            }
            Ok(Integrity::Unchecked)
        }
        Err(Failure::Incorrect(error) | Failure::Fatal(error)) => Err(error),
    }
}
