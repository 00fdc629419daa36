//! The budget of one parse: every count, byte and hash compression is charged before it is spent.

use crate::{
    error::{self, Error, Path},
    limits::{Exceeded, Limit, Limits},
};

/// What one parse has spent of its [`Limits`].
#[derive(Debug)]
pub(crate) struct Budget {
    pub(crate) limits: Limits,
    certificates: usize,
    private_keys: usize,
    bags: usize,
    kdf_work: u64,
    /// The part of `kdf_work` spent on "no password" because no passphrase was given.
    unasked: u64,
    /// The part of `kdf_work` that is reserved for first attempts still to come.
    reserved: u64,
    memory: usize,
}

impl Budget {
    pub(crate) fn new(limits: Limits) -> Self {
        Budget {
            limits,
            certificates: 0,
            private_keys: 0,
            bags: 0,
            kdf_work: 0,
            unasked: 0,
            reserved: 0,
            memory: 0,
        }
    }

    pub(crate) fn input(&self, bytes: usize) -> Result<(), Exceeded> {
        check(Limit::InputBytes, bytes, self.limits.input_bytes)
    }

    pub(crate) fn certificate(&mut self) -> Result<(), Exceeded> {
        count(Limit::Certificates, &mut self.certificates, self.limits.certificates)
    }

    pub(crate) fn private_key(&mut self) -> Result<(), Exceeded> {
        count(Limit::PrivateKeys, &mut self.private_keys, self.limits.private_keys)
    }

    pub(crate) fn bag(&mut self) -> Result<(), Exceeded> {
        count(Limit::Bags, &mut self.bags, self.limits.bags)
    }

    /// Empty safes count against the bag limit too.
    pub(crate) fn safes(&self, safes: usize) -> Result<(), Exceeded> {
        check(Limit::Bags, safes, self.limits.bags)
    }

    /// `sections` is the number of the PEM section about to be read, from 1.
    pub(crate) fn pem_section(&self, sections: usize) -> Result<(), Exceeded> {
        check(Limit::PemSections, sections, self.limits.pem_sections)
    }

    /// `layers` were removed before this one.
    pub(crate) fn text_layer(&self, layers: usize) -> Result<(), Exceeded> {
        check(Limit::TextLayers, layers.saturating_add(1), self.limits.text_layers)
    }

    pub(crate) fn nesting(&self, depth: usize) -> Result<(), Exceeded> {
        check(Limit::Nesting, depth, self.limits.nesting)
    }

    /// Charges `work` compressions.
    pub(crate) fn kdf_work(&mut self, work: u64) -> Result<(), Exceeded> {
        let total = self.kdf_work.saturating_add(work);
        // A saturated price exceeds every limit.
        if total > self.limits.kdf_work || work == u64::MAX {
            return Err(Exceeded::new(Limit::KdfWork, total, self.limits.kdf_work));
        }
        self.kdf_work = total;
        Ok(())
    }

    /// Charges `work` compressions for first attempts to come, before any of them runs.
    pub(crate) fn reserve_kdf_work(&mut self, work: u64) -> Result<(), Exceeded> {
        self.kdf_work(work)?;
        self.reserved = self.reserved.saturating_add(work);
        Ok(())
    }

    /// Charges the `work` of a first attempt, from the reserve as far as it goes.
    pub(crate) fn first_kdf_work(&mut self, work: u64) -> Result<(), Exceeded> {
        let paid = work.min(self.reserved);
        self.kdf_work(work.saturating_sub(paid))?;
        self.reserved = self.reserved.saturating_sub(paid);
        Ok(())
    }

    /// Charges the `work` of an attempt with "no password". `None` if a limit does not allow it.
    pub(crate) fn unasked_kdf_work(&mut self, work: u64) -> Option<()> {
        let total = self.unasked.checked_add(work)?;
        if total > self.limits.unasked_kdf_work {
            return None;
        }
        self.kdf_work(work).ok()?;
        self.unasked = total;
        Some(())
    }

    /// Charges `bytes` of memory that live until [`Budget::free`] or the end of the parse.
    pub(crate) fn memory(&mut self, bytes: usize) -> Result<(), Exceeded> {
        let total = self.memory.saturating_add(bytes);
        check(Limit::MemoryBytes, total, self.limits.memory_bytes)?;
        self.memory = total;
        Ok(())
    }

    /// Charges the memory of a vector of `count` items.
    pub(crate) fn room<T>(&mut self, count: usize) -> Result<(), Exceeded> {
        self.memory(count.saturating_mul(size_of::<T>()))
    }

    /// Releases what [`room`](Budget::room) charged for a vector that no longer exists.
    pub(crate) fn free_room<T>(&mut self, count: usize) {
        self.free(count.saturating_mul(size_of::<T>()));
    }

    pub(crate) fn free(&mut self, bytes: usize) {
        self.memory = self.memory.saturating_sub(bytes);
    }
}

fn count(limit: Limit, counter: &mut usize, most: usize) -> Result<(), Exceeded> {
    let next = counter.saturating_add(1);
    check(limit, next, most)?;
    *counter = next;
    Ok(())
}

fn check(limit: Limit, asked: usize, allowed: usize) -> Result<(), Exceeded> {
    if asked > allowed {
        return Err(Exceeded::new(limit, to_u64(asked), to_u64(allowed)));
    }
    Ok(())
}

/// Converts `usize` to `u64`, exactly on every platform that Rust supports.
pub(crate) fn to_u64(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

impl Exceeded {
    pub(crate) fn at(self, path: &Path<'_>) -> Error {
        Error::new(error::limits::of(self.limit()), path).with_exceeded(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_work_is_spent_once() {
        let mut budget = Budget::new(Limits::DEFAULT.kdf_work(150));
        budget.reserve_kdf_work(100).unwrap();
        budget.first_kdf_work(100).unwrap();
        let exceeded = budget.first_kdf_work(51).unwrap_err();
        assert_eq!((exceeded.asked(), exceeded.allowed()), (151, 150));
        budget.first_kdf_work(50).unwrap();
    }

    #[test]
    fn a_saturated_price_exceeds_every_limit() {
        let mut budget = Budget::new(Limits::DEFAULT.kdf_work(u64::MAX));
        assert!(budget.kdf_work(u64::MAX).is_err());
        assert!(budget.kdf_work(u64::MAX - 1).is_ok());
        let mut budget = Budget::new(Limits::DEFAULT.unasked_kdf_work(u64::MAX));
        assert_eq!(budget.unasked_kdf_work(u64::MAX), None);
    }

    #[test]
    fn work_without_a_passphrase_counts_against_both_limits() {
        let mut budget = Budget::new(Limits::DEFAULT.kdf_work(100).unasked_kdf_work(60));
        assert_eq!(budget.unasked_kdf_work(61), None);
        assert_eq!(budget.unasked_kdf_work(60), Some(()));
        assert_eq!(budget.unasked_kdf_work(1), None);
        assert!(budget.kdf_work(41).is_err());
        assert!(budget.kdf_work(40).is_ok());
        let mut poor = Budget::new(Limits::DEFAULT.kdf_work(10).unasked_kdf_work(60));
        assert_eq!(poor.unasked_kdf_work(11), None);
        assert_eq!(poor.unasked_kdf_work(10), Some(()));
    }

    #[test]
    fn freed_memory_can_be_spent_again() {
        let mut budget = Budget::new(Limits::DEFAULT.memory_bytes(100));
        for _ in 0..3 {
            assert!(budget.memory(60).is_ok());
            assert!(budget.memory(60).is_err());
            budget.free(60);
        }
        assert!(budget.room::<u64>(12).is_ok());
        assert!(budget.room::<u64>(1).is_err());
        budget.free_room::<u64>(12);
        assert!(budget.memory(100).is_ok());
    }

    #[test]
    fn a_limit_includes_its_last_value() {
        let budget = Budget::new(Limits::DEFAULT.nesting(8).text_layers(2).pem_sections(3));
        assert!(budget.nesting(8).is_ok() && budget.nesting(9).is_err());
        assert!(budget.text_layer(1).is_ok() && budget.text_layer(2).is_err());
        assert!(budget.pem_section(3).is_ok() && budget.pem_section(4).is_err());
    }
}
