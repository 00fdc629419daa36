//! Encrypted traditional PEM keys (RFC 1421 headers, as OpenSSL writes them).

use super::PrivateKey;
use crate::{
    error::{Cause, Error, Path},
    secret::Scratch,
    session::Session,
    text::label::Label,
};
use memchr::memmem;

static NOT_READ: Cause = Cause::unsupported("this key is not read", "");

/// Whether RFC 1421 headers say that the body is encrypted.
pub(crate) fn is_encrypted(headers: &[u8]) -> bool {
    memmem::find(headers, b"ENCRYPTED").is_some()
}

/// Reads one key whose body is encrypted as its headers say.
pub(crate) fn read(
    label: Label,
    headers: &[u8],
    body: Scratch,
    session: &mut Session<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    let _ = (label, headers, body, session);
    Err(NOT_READ.at(path))
}
