//! What one parse may cost, and the purse that pays for it before the work starts.

use crate::error::{ErrorText, Error, ErrorKind, Path};

/// The most that one [`parse`](crate::Parser::parse) may take in, hold and compute.
///
/// ```
/// use anycert::{Limits, Parser};
/// const SMALL: Limits = Limits::DEFAULT.input_bytes(64 * 1024).kdf_work(1_000_000);
/// let parser = Parser::new().limits(SMALL);
/// # let _ = parser;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub(crate) input_bytes: usize,
    pub(crate) certificates: usize,
    pub(crate) private_keys: usize,
    pub(crate) pem_sections: usize,
    pub(crate) bags: usize,
    pub(crate) kdf_work: u64,
    pub(crate) memory_bytes: usize,
    pub(crate) nesting: usize,
    pub(crate) text_layers: usize,
}

impl Limits {
    /// Sixteen MiB of input, 10,000 certificates, 100 private keys, 20,000 PEM sections, 10,000
    /// bags, 16,000,000 hash compressions of key derivation (about a second), 128 MiB of memory,
    /// 32 levels of nesting, 4 text layers.
    pub const DEFAULT: Limits = Limits {
        input_bytes: 16 << 20,
        certificates: 10_000,
        private_keys: 100,
        pem_sections: 20_000,
        bags: 10_000,
        kdf_work: 16_000_000,
        memory_bytes: 128 << 20,
        nesting: 32,
        text_layers: 4,
    };

    /// The length of each input in bytes (default 16 MiB).
    #[must_use]
    pub const fn input_bytes(mut self, most: usize) -> Self {
        self.input_bytes = most;
        self
    }

    /// How many certificates the input may hold, duplicates counted (default 10,000).
    #[must_use]
    pub const fn certificates(mut self, most: usize) -> Self {
        self.certificates = most;
        self
    }

    /// How many private keys the input may hold (default 100).
    #[must_use]
    pub const fn private_keys(mut self, most: usize) -> Self {
        self.private_keys = most;
        self
    }

    /// How many PEM sections of any label the text may hold (default 20,000).
    #[must_use]
    pub const fn pem_sections(mut self, most: usize) -> Self {
        self.pem_sections = most;
        self
    }

    /// How many bags a PKCS#12 file may hold, nested ones counted (default 10,000).
    #[must_use]
    pub const fn bags(mut self, most: usize) -> Self {
        self.bags = most;
        self
    }

    /// Key derivation in all, in calls of a hash's compression function (default 16,000,000).
    #[must_use]
    pub const fn kdf_work(mut self, most: u64) -> Self {
        self.kdf_work = most;
        self
    }

    /// Bytes of working memory beyond the input, scrypt's included (default 128 MiB).
    #[must_use]
    pub const fn memory_bytes(mut self, most: usize) -> Self {
        self.memory_bytes = most;
        self
    }

    /// How deep ASN.1 values may nest (default 32).
    #[must_use]
    pub const fn nesting(mut self, most: usize) -> Self {
        self.nesting = most;
        self
    }

    /// How many text encodings are taken off, one inside the other (default 4).
    #[must_use]
    pub const fn text_layers(mut self, most: usize) -> Self {
        self.text_layers = most;
        self
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits::DEFAULT
    }
}

/// Which of the [`Limits`] an input would have exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::input_bytes`]
    InputBytes,
    /// [`Limits::certificates`]
    Certificates,
    /// [`Limits::private_keys`]
    PrivateKeys,
    /// [`Limits::pem_sections`]
    PemSections,
    /// [`Limits::bags`]
    Bags,
    /// [`Limits::kdf_work`]
    KdfWork,
    /// [`Limits::memory_bytes`]
    MemoryBytes,
    /// [`Limits::nesting`]
    Nesting,
    /// [`Limits::text_layers`]
    TextLayers,
}

impl Limit {
    /// The name of the setter on [`Limits`], for logs and answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Limit::InputBytes => "input_bytes",
            Limit::Certificates => "certificates",
            Limit::PrivateKeys => "private_keys",
            Limit::PemSections => "pem_sections",
            Limit::Bags => "bags",
            Limit::KdfWork => "kdf_work",
            Limit::MemoryBytes => "memory_bytes",
            Limit::Nesting => "nesting",
            Limit::TextLayers => "text_layers",
        }
    }

    const fn cause(self) -> &'static ErrorText {
        const fn too_large(text: &'static str, help: &'static str) -> ErrorText {
            ErrorText { kind: ErrorKind::LimitExceeded, text, help }
        }
        const SPLIT: &str = "split the file, or have the operator raise this limit";
        match self {
            Limit::InputBytes => &const { too_large("the input is too long", SPLIT) },
            Limit::Certificates => &const { too_large("there are too many certificates", SPLIT) },
            Limit::PrivateKeys => &const { too_large("there are too many private keys", SPLIT) },
            Limit::PemSections => &const { too_large("there are too many PEM sections", SPLIT) },
            Limit::Bags => &const { too_large("there are too many bags", SPLIT) },
            Limit::KdfWork => {
                &const {
                    too_large(
                        "deriving the keys would cost too much work",
                        "export the file again with fewer iterations, or have the operator raise this limit",
                    )
                }
            }
            Limit::MemoryBytes => {
                &const {
                    too_large(
                        "reading this would take too much memory",
                        "export the file again with smaller parameters, or have the operator raise this limit",
                    )
                }
            }
            Limit::Nesting => {
                &const {
                    too_large(
                        "values are nested too deep",
                        "this is not a file that certificate software writes: ask its sender for a new one",
                    )
                }
            }
            Limit::TextLayers => {
                &const {
                    too_large(
                        "too many text encodings lie one inside the other",
                        "decode the text once or twice and send the result",
                    )
                }
            }
        }
    }
}

/// What a limit allows, and what was asked: see [`Error::exceeded`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exceeded {
    limit: Limit,
    asked: u64,
    allowed: u64,
}

impl Exceeded {
    pub(crate) const fn new(limit: Limit, asked: u64, allowed: u64) -> Self {
        Exceeded { limit, asked, allowed }
    }

    /// Which limit.
    #[must_use]
    pub const fn limit(&self) -> Limit {
        self.limit
    }

    /// What the input would have taken; a lower bound where the rest was not looked at. For
    /// [`Limit::KdfWork`] and [`Limit::MemoryBytes`] what was already spent counts.
    #[must_use]
    pub const fn asked(&self) -> u64 {
        self.asked
    }

    /// What the limit allows.
    #[must_use]
    pub const fn allowed(&self) -> u64 {
        self.allowed
    }

    pub(crate) fn at(self, path: &Path<'_>) -> Error {
        Error::new(self.limit.cause(), path).with_exceeded(self)
    }
}

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
