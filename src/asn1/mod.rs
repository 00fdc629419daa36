//! ASN.1 as bytes: one cursor over TLVs, the gate where BER ends, object identifiers.

pub(crate) mod ber;
pub(crate) mod error;
mod header;
mod index;
pub(crate) mod oid;
pub(crate) mod tlv;
