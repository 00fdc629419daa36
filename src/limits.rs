//! The limits of one parse, as plain values.

use core::fmt;

/// The limits on what one [`parse`](crate::Parser::parse) may read, allocate and compute.
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
    pub(crate) unasked_kdf_work: u64,
    pub(crate) memory_bytes: usize,
    pub(crate) nesting: usize,
    pub(crate) text_layers: usize,
}

impl Limits {
    /// The default: 16 MiB of input, 10,000 certificates, 100 private keys, 20,000 PEM sections,
    /// 10,000 bags, 16,000,000 hash compressions for key derivation (about one second), 128 MiB of
    /// memory, 128 levels of nesting, 4 text layers.
    pub const DEFAULT: Limits = Limits {
        input_bytes: 16 << 20,
        certificates: 10_000,
        private_keys: 100,
        pem_sections: 20_000,
        bags: 10_000,
        kdf_work: 16_000_000,
        unasked_kdf_work: 4_000_000,
        memory_bytes: 128 << 20,
        nesting: 128,
        text_layers: 4,
    };

    /// The largest length of each input in bytes (default 16 MiB).
    #[must_use]
    pub const fn input_bytes(mut self, most: usize) -> Self {
        self.input_bytes = most;
        self
    }

    /// The largest number of certificates in both inputs, duplicates included (default 10,000).
    #[must_use]
    pub const fn certificates(mut self, most: usize) -> Self {
        self.certificates = most;
        self
    }

    /// The largest number of private keys in both inputs (default 100).
    #[must_use]
    pub const fn private_keys(mut self, most: usize) -> Self {
        self.private_keys = most;
        self
    }

    /// The largest number of PEM sections in a text, of any label (default 20,000).
    #[must_use]
    pub const fn pem_sections(mut self, most: usize) -> Self {
        self.pem_sections = most;
        self
    }

    /// The largest number of bags in the PKCS#12 files of both inputs, nested bags and empty safes
    /// included (default 10,000).
    #[must_use]
    pub const fn bags(mut self, most: usize) -> Self {
        self.bags = most;
        self
    }

    /// The most work for all key derivations together, in calls of the compression function of a
    /// hash (default 16,000,000).
    #[must_use]
    pub const fn kdf_work(mut self, most: u64) -> Self {
        self.kdf_work = most;
        self
    }

    /// The most work for key derivation without a passphrase, in the same unit (default 4,000,000).
    /// "No password" is tried only within this limit; a part beyond it is in
    /// [`Bundle::locked_parts`](crate::Bundle::locked_parts) with its price.
    #[must_use]
    pub const fn unasked_kdf_work(mut self, most: u64) -> Self {
        self.unasked_kdf_work = most;
        self
    }

    /// The most memory besides the input in bytes, that of scrypt included (default 128 MiB).
    #[must_use]
    pub const fn memory_bytes(mut self, most: usize) -> Self {
        self.memory_bytes = most;
        self
    }

    /// The deepest nesting of ASN.1 values (default 128).
    #[must_use]
    pub const fn nesting(mut self, most: usize) -> Self {
        self.nesting = most;
        self
    }

    /// The largest number of nested text encodings (default 4).
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

/// One of the [`Limits`].
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

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Limit {
    /// A stable `snake_case` word: the name of the setter of [`Limits`].
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

/// An exceeded limit: the required and the allowed amount. Returned by
/// [`Error::exceeded`](crate::Error::exceeded).
///
/// ```
/// use anycert::{Limit, Limits, Parser};
/// let parser = Parser::new().limits(Limits::DEFAULT.input_bytes(3));
/// let exceeded = parser.parse("1234").unwrap_err().exceeded().expect("a limit");
/// assert_eq!((exceeded.limit(), exceeded.asked(), exceeded.allowed()), (Limit::InputBytes, 4, 3));
/// ```
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

    /// The limit.
    #[must_use]
    pub const fn limit(&self) -> Limit {
        self.limit
    }

    /// What the input asks for: a lower bound if parsing stopped there. For [`Limit::KdfWork`] and
    /// [`Limit::MemoryBytes`] it includes what was spent before.
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
