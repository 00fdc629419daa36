//! PKCS#12 (RFC 7292).

use crate::{
    error::{Cause, Error, Path},
    found::Found,
    session::Session,
};

static NOT_READ: Cause = Cause::unsupported("this PKCS#12 is not read", "");

/// Reads the PFX that `bytes` are, and nothing but blanks behind it.
pub(crate) fn read(
    bytes: &[u8],
    found: &mut Found,
    session: &mut Session<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let _ = (bytes, found, session);
    Err(NOT_READ.at(path))
}
