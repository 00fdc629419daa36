//! PKCS#12 (RFC 7292): from a PFX to the contents of its bags.

mod attributes;
mod authenticated_safe;
mod bags;
mod cfca_sm2;
mod mac;
mod outline;
mod read;
mod safe;

pub(crate) use read::read;
