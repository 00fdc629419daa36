//! The passphrase of a parse, and the parts that it did not open.

pub(crate) mod keyring;
mod locked;

pub(crate) use keyring::{Keyring, Slot};
pub use locked::LockedPart;
