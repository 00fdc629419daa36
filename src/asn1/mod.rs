//! ASN.1 encodings (X.690): a reader for DER, the reader for BER, object identifiers.

pub(crate) mod algorithm_identifier;
pub(crate) mod ber;
pub(crate) mod error;
pub(crate) mod header;
mod index;
pub(crate) mod oid;
pub(crate) mod tlv;
