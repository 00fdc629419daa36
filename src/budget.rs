//! The budget of one parse: every count, byte and hash compression is taken from it before it is
//! spent.

use crate::{
    error::{self, Error, Path},
    limits::{Exceeded, Limit, Limits},
};

/// The purse of one parse: every count, byte and compression is taken from it first.
#[derive(Debug)]
pub(crate) struct Budget {
    pub(crate) limits: Limits,
    certificates: usize,
    private_keys: usize,
    bags: usize,
    kdf_work: u64,
    /// Of `kdf_work`, what was reserved for first attempts that are still to come.
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

    /// A safe without a bag takes as much as a bag.
    pub(crate) fn safes(&self, safes: usize) -> Result<(), Exceeded> {
        check(Limit::Bags, safes, self.limits.bags)
    }

    /// `sections` is the running number of the PEM section about to be read.
    pub(crate) fn pem_section(&self, sections: usize) -> Result<(), Exceeded> {
        check(Limit::PemSections, sections, self.limits.pem_sections)
    }

    /// `layers` were taken off before this one.
    pub(crate) fn text_layer(&self, layers: usize) -> Result<(), Exceeded> {
        check(Limit::TextLayers, layers.saturating_add(1), self.limits.text_layers)
    }

    pub(crate) fn nesting(&self, depth: usize) -> Result<(), Exceeded> {
        check(Limit::Nesting, depth, self.limits.nesting)
    }

    /// Takes `work` compressions, or says what they would have come to.
    pub(crate) fn kdf_work(&mut self, work: u64) -> Result<(), Exceeded> {
        let total = self.kdf_work.saturating_add(work);
        // What saturated is more than any number.
        if total > self.limits.kdf_work || work == u64::MAX {
            return Err(Exceeded::new(Limit::KdfWork, total, self.limits.kdf_work));
        }
        self.kdf_work = total;
        Ok(())
    }

    /// Takes `work` compressions for first attempts to come, before any of them runs.
    pub(crate) fn reserve_kdf_work(&mut self, work: u64) -> Result<(), Exceeded> {
        self.kdf_work(work)?;
        self.reserved = self.reserved.saturating_add(work);
        Ok(())
    }

    /// Takes the `work` of a first attempt, from what was reserved as far as that goes.
    pub(crate) fn first_kdf_work(&mut self, work: u64) -> Result<(), Exceeded> {
        let paid = work.min(self.reserved);
        self.kdf_work(work.saturating_sub(paid))?;
        self.reserved = self.reserved.saturating_sub(paid);
        Ok(())
    }

    /// Takes `bytes` of memory that live until [`Budget::free`] or the end of the parse.
    pub(crate) fn memory(&mut self, bytes: usize) -> Result<(), Exceeded> {
        let total = self.memory.saturating_add(bytes);
        check(Limit::MemoryBytes, total, self.limits.memory_bytes)?;
        self.memory = total;
        Ok(())
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

/// `usize` to `u64`: exact on every platform that Rust has.
pub(crate) fn to_u64(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

impl Exceeded {
    pub(crate) fn at(self, path: &Path<'_>) -> Error {
        Error::new(error::limits::of(self.limit()), path).with_exceeded(self)
    }
}
