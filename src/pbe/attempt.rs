//! Attempts with each encoding of the passphrase, each paid for before it runs.

use super::cost::Cost;
use crate::{
    budget::Budget,
    context::{Context, Parse},
    error::{
        Error, Path,
        pbe::{NOT_TRIED_IN_EVERY_ENCODING, WRONG_PASSPHRASE},
    },
    limits::Exceeded,
    passphrase::{LockedPart, StringRule, Target},
    secret::with_wiped_stack,
};
use core::fmt;

/// Why a part stays locked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// No passphrase was given, and "no password" did not open it.
    NoPassphrase,
    /// The passphrase is wrong, or the file was changed.
    Incorrect(Error),
    /// The part is malformed, or a limit was exceeded.
    Fatal(Error),
}

/// A kind of attempt, and its cost for a passphrase of a given length in octets.
pub(super) struct Attempt<'a> {
    /// The algorithm in words.
    pub(super) algorithm: &'a dyn fmt::Display,
    pub(super) target: Target,
    pub(super) rule: StringRule,
    pub(super) cost: &'a dyn Fn(usize) -> Cost,
}

impl Attempt<'_> {
    /// Reserves the work of the first attempt. Without a passphrase nothing is reserved: "no
    /// password" is tried only while the limits allow.
    pub(super) fn reserve(&self, parse: &mut Parse<'_>, path: &Path<'_>) -> Result<(), Error> {
        let slot = parse.keyring.slot;
        let passphrase = parse.keyring.passphrase(self.target);
        let first = passphrase.encodings(self.rule, slot).into_iter().flatten().next();
        let Some(encoding) = first.filter(|_| passphrase.is_given()) else {
            return Ok(());
        };
        let work = (self.cost)(passphrase.length(encoding)).work;
        parse.context.budget.reserve_kdf_work(work).map_err(|exceeded| exceeded.at(path))
    }

    /// Records that this part stays locked without a passphrase.
    pub(super) fn record_locked(
        &self,
        is_tried: bool,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        let work = (self.cost)(0).work;
        parse.record_locked(LockedPart::new(path, self.algorithm, work, is_tried), path)
    }

    /// Tries the encodings of the passphrase until `attempt` succeeds with one. The first attempt
    /// spends what was reserved for it; each further one is made only if the limits allow it.
    pub(super) fn try_each_encoding<T>(
        &self,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
        mut attempt: impl FnMut(&[u8]) -> Option<T>,
    ) -> Result<T, Failure> {
        let fatal = |exceeded: Exceeded| Failure::Fatal(exceeded.at(path));
        let Parse { context: Context { budget, .. }, keyring, .. } = parse;
        let slot = keyring.slot;
        let passphrase = keyring.passphrase(self.target);
        let is_given = passphrase.is_given();
        let encodings = passphrase.encodings(self.rule, slot);
        let mut not_tried = None;
        let mut is_tried = true;
        for (number, encoding) in encodings.into_iter().flatten().enumerate() {
            let cost = (self.cost)(passphrase.length(encoding));
            if !is_given && budget.unasked_kdf_work(cost.work).is_none() {
                is_tried = false;
                continue;
            }
            let is_first = number == 0 && is_given;
            match pay(&cost, is_given, is_first, budget) {
                Ok(()) => {}
                Err(exceeded) if is_first => return Err(fatal(exceeded)),
                Err(exceeded) => {
                    not_tried.get_or_insert(exceeded);
                    continue;
                }
            }
            let octets = passphrase.encoded(encoding, budget).map_err(fatal)?;
            let opened = with_wiped_stack(|| attempt(octets));
            budget.free(cost.memory);
            if let Some(opened) = opened {
                passphrase.prefer(self.rule, encoding);
                keyring.opened(self.target);
                return Ok(opened);
            }
        }
        Err(self.failure(is_given, is_tried, not_tried, parse, path))
    }

    /// Returns why no attempt succeeded. Without a passphrase the part is recorded as locked.
    fn failure(
        &self,
        is_given: bool,
        is_tried: bool,
        not_tried: Option<Exceeded>,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Failure {
        match (is_given, not_tried) {
            (false, not_tried) => {
                let is_tried = is_tried && not_tried.is_none();
                match self.record_locked(is_tried, parse, path) {
                    Ok(()) => Failure::NoPassphrase,
                    Err(error) => Failure::Fatal(error),
                }
            }
            (true, None) => Failure::Incorrect(WRONG_PASSPHRASE.at(path)),
            (true, Some(exceeded)) => {
                let error = NOT_TRIED_IN_EVERY_ENCODING.at(path);
                Failure::Incorrect(error.with_exceeded(exceeded))
            }
        }
    }
}

/// Charges one attempt. The work of "no password" was charged when its own limit was checked.
fn pay(cost: &Cost, is_given: bool, is_first: bool, budget: &mut Budget) -> Result<(), Exceeded> {
    match (is_given, is_first) {
        (false, _) => {}
        (true, true) => budget.first_kdf_work(cost.work)?,
        (true, false) => budget.kdf_work(cost.work)?,
    }
    budget.memory(cost.memory)
}
