//! What every stage of one parse shares: the options, the purse, the notes, the passphrase.

use crate::{
    budget::Budget,
    limits::Limits,
    notes::Notes,
    passphrase::{Keyring, LockedPart},
};
use alloc::vec::Vec;

/// One parse under way. It holds no results but [`LockedPart`]s: those are handed on in [`crate::collected::Collected`].
pub(crate) struct Parse<'a> {
    pub(crate) decrypt_keys: bool,
    pub(crate) skip_broken: bool,
    pub(crate) budget: Budget,
    pub(crate) notes: Notes,
    pub(crate) keyring: Keyring<'a>,
    /// What was not opened for want of a passphrase.
    pub(crate) locked_parts: Vec<LockedPart>,
}

impl<'a> Parse<'a> {
    /// With the passphrase of all, and that of MACs where it is another.
    pub(crate) fn new(
        limits: Limits,
        passphrase: Option<&'a [u8]>,
        integrity: Option<&'a [u8]>,
    ) -> Self {
        Parse {
            decrypt_keys: true,
            skip_broken: false,
            budget: Budget::new(limits),
            notes: Notes::default(),
            keyring: Keyring::new(passphrase, integrity),
            locked_parts: Vec::new(),
        }
    }
}
