//! The passphrases of a parse and the outcome of trying them.

use super::encoding::{Passphrase, Slot};
use crate::error::Error;

/// The passphrases of one parse, and the outcome of trying them.
pub(crate) struct Keyring<'a> {
    passphrase: Passphrase<'a>,
    /// The passphrase of MACs, if they have their own.
    integrity: Passphrase<'a>,
    /// The container being read: some encodings occur only in one kind of container.
    pub(crate) slot: Slot,
    /// The number of MACs, safes and keys that `passphrase` opened.
    opened: usize,
    /// The failure to return if no part can be opened.
    failure: Option<Error>,
    /// Whether a part that needs a passphrase stays locked without being a failure.
    is_needed: bool,
}

/// The two uses of a passphrase, which can differ (RFC 7292 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Mac,
    Encryption,
}

impl<'a> Keyring<'a> {
    pub(crate) fn new(passphrase: Option<&'a [u8]>, integrity: Option<&'a [u8]>) -> Self {
        Keyring {
            passphrase: Passphrase::new(passphrase),
            integrity: Passphrase::new(integrity),
            slot: Slot::Elsewhere,
            opened: 0,
            failure: None,
            is_needed: false,
        }
    }

    pub(crate) fn is_given(&self) -> bool {
        self.passphrase.is_given()
    }

    /// The passphrase for this target.
    pub(crate) fn passphrase(&mut self, target: Target) -> &mut Passphrase<'a> {
        match target {
            Target::Mac if self.integrity.is_given() => &mut self.integrity,
            _ => &mut self.passphrase,
        }
    }

    /// Counts a success. A MAC with a passphrase of its own does not count: it says nothing about the
    /// other passphrase.
    pub(crate) fn opened(&mut self, target: Target) {
        if target == Target::Mac && self.integrity.is_given() {
            return;
        }
        self.opened = self.opened.saturating_add(1);
    }

    pub(crate) fn has_opened(&self) -> bool {
        self.opened > 0
    }

    /// Records that a part stayed locked under the given passphrase. The first failure is kept,
    /// unless a later one was not tried in every encoding.
    pub(crate) fn failed(&mut self, error: Error) {
        let says_more = |first: &Error| first.exceeded().is_none() && error.exceeded().is_some();
        if self.failure.as_ref().is_none_or(says_more) {
            self.failure = Some(error);
        }
    }

    /// Records a part that needs a passphrase and stays locked under every one.
    pub(crate) fn needed(&mut self) {
        self.is_needed = true;
    }

    /// Whether a passphrase was given and no part needed one.
    pub(crate) fn is_unused(&self) -> bool {
        self.is_given() && !self.is_needed && !self.has_opened() && self.failure.is_none()
    }

    /// The failure to return, if the given passphrase opened nothing.
    pub(crate) fn verdict(&mut self) -> Option<Error> {
        if self.has_opened() {
            return None;
        }
        self.failure.take()
    }
}
