//! The limits of one parse, as plain values.

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
}
