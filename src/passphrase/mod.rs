//! The passphrase of a parse, and the parts that it did not open.

mod encoding;
mod keyring;
mod locked;

#[cfg(feature = "write")]
pub(crate) use encoding::to_utf16;
pub(crate) use encoding::{Slot, StringRule};
pub(crate) use keyring::{Keyring, Target};
pub use locked::LockedPart;
