//! The passphrase: what was given, what it opened, what stayed shut.

use crate::error::Error;

/// The passphrase of one parse, and what came of trying it.
pub(crate) struct Keyring<'a> {
    passphrase: Option<&'a [u8]>,
    integrity: Option<&'a [u8]>,
    /// How many things it opened that were shut: MACs, safes, keys.
    opened: usize,
    /// The first failure to open something, for the case that nothing opens.
    failure: Option<Error>,
}

impl<'a> Keyring<'a> {
    pub(crate) fn new(passphrase: Option<&'a [u8]>, integrity: Option<&'a [u8]>) -> Self {
        Keyring { passphrase, integrity, opened: 0, failure: None }
    }

    pub(crate) fn is_given(&self) -> bool {
        self.passphrase.is_some()
    }

    pub(crate) fn opened(&mut self) {
        self.opened = self.opened.saturating_add(1);
    }

    /// Remembers that something stayed shut under the given passphrase.
    pub(crate) fn failed(&mut self, error: Error) {
        self.failure.get_or_insert(error);
    }

    /// Whether a given passphrase met nothing that was shut.
    pub(crate) fn is_unused(&self) -> bool {
        self.is_given() && self.opened == 0 && self.failure.is_none()
    }

    /// The failure that is the answer if the given passphrase opened nothing at all.
    pub(crate) fn verdict(&mut self) -> Option<Error> {
        if self.opened > 0 {
            return None;
        }
        self.failure.take()
    }
}
