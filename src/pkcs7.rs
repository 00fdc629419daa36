//! PKCS#7 and CMS (RFC 5652): the certificates of a SignedData, as they stand, in file order.

use crate::{
    error::{Cause, Error, Path},
    format::Shape,
    found::Found,
    session::Session,
};

static NOT_READ: Cause = Cause::unsupported("this PKCS#7 is not read", "");

/// Reads what `shape` says `bytes` are, and nothing but blanks behind it.
pub(crate) fn read(
    shape: Shape,
    bytes: &[u8],
    found: &mut Found,
    session: &mut Session<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let _ = (shape, bytes, found, session);
    Err(NOT_READ.at(path))
}
