//! The encodings of a private key in binary.

use super::{
    encrypted_pkcs8, openssh,
    private_key::{KeyState, PrivateKey},
    unencrypted,
};
use crate::{
    context::Parse,
    error::{Error, Path},
    shape::Shape,
};

/// Reads the one key in `bytes`, in the encoding that `kind` says.
pub(crate) fn read(
    kind: Shape,
    bytes: &[u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    match kind {
        Shape::EncryptedPkcs8 => encrypted_pkcs8::read(bytes, parse, path),
        Shape::OpenSsh => openssh::read(bytes, parse, path),
        _ => unencrypted::read(kind, bytes, KeyState::Clear, parse, path),
    }
}
