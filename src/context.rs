//! The state that the stages of one parse share.

use crate::{
    budget::Budget,
    error::{Error, Path},
    limits::Limits,
    notes::Notes,
    passphrase::{Keyring, LockedPart},
};
use alloc::vec::Vec;

/// The budget and the notes of one parse. `text`, `asn1` and `x509` see no more than this, so that
/// they cannot reach a passphrase.
pub(crate) struct Context {
    pub(crate) budget: Budget,
    pub(crate) notes: Notes,
}

impl Context {
    /// Charges the memory of the notes added since the last call.
    pub(crate) fn pay_notes(&mut self, path: &Path<'_>) -> Result<(), Error> {
        self.notes.pay(&mut self.budget).map_err(|exceeded| exceeded.at(path))
    }
}

/// One parse in progress: the [`Context`], the options and the passphrase.
pub(crate) struct Parse<'a> {
    pub(crate) context: Context,
    pub(crate) decrypt_keys: bool,
    pub(crate) skip_broken: bool,
    pub(crate) keyring: Keyring<'a>,
    /// The encrypted parts that no passphrase opened.
    pub(crate) locked_parts: Vec<LockedPart>,
}

impl<'a> Parse<'a> {
    /// Starts a parse with the passphrase, and the separate one of the MAC if there is one.
    pub(crate) fn new(
        limits: Limits,
        passphrase: Option<&'a [u8]>,
        integrity: Option<&'a [u8]>,
    ) -> Self {
        Parse {
            context: Context { budget: Budget::new(limits), notes: Notes::default() },
            decrypt_keys: true,
            skip_broken: false,
            keyring: Keyring::new(passphrase, integrity),
            locked_parts: Vec::new(),
        }
    }

    /// Records a part that stays locked, and charges its memory.
    pub(crate) fn record_locked(&mut self, part: LockedPart, path: &Path<'_>) -> Result<(), Error> {
        let parts = &mut self.locked_parts;
        let budget = &mut self.context.budget;
        if parts.len() == parts.capacity() {
            let more = (parts.len() / 2).max(4);
            let capacity = parts.len().saturating_add(more);
            budget.room::<LockedPart>(capacity).map_err(|exceeded| exceeded.at(path))?;
            parts.reserve_exact(more);
        }
        budget.memory(part.memory()).map_err(|exceeded| exceeded.at(path))?;
        parts.push(part);
        Ok(())
    }
}
