//! PKCS#7 and CMS (RFC 5652): the certificates of a SignedData, byte for byte, in file order.
//!
//! No signature is checked: a SignedData proves nothing about its origin here.

mod certificates;
mod content;
mod outline;
mod read;

pub(crate) use read::read;
