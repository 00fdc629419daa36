//! The options of a parse, as C has them.

use anycert::{CertificateType, Limits, Parser};
use core::ffi::c_char;

/// The options of `anycert_parse`. Set everything to zero, then `size` (`ANYCERT_OPTIONS_INIT` does
/// both), then what is needed. A passphrase that is NULL is none; one that is not NULL and has length
/// 0 is the empty passphrase.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct AnycertOptions {
    /// `sizeof(AnycertOptions)`: later versions know from it which options a program can have set.
    pub size: usize,
    /// The passphrase, in UTF-8 or any other octets.
    pub passphrase: *const u8,
    /// Its length in octets.
    pub passphrase_len: usize,
    /// The passphrase of the MAC of a PKCS#12 file that has its own, in UTF-8.
    pub integrity_passphrase: *const u8,
    /// Its length in octets.
    pub integrity_passphrase_len: usize,
    /// A private key that was given separately, in any format. NULL: none.
    pub private_key: *const u8,
    /// Its length in octets.
    pub private_key_len: usize,
    /// What the sender says the input is: pem, pfx, p12, crt, cer, key, pkcs7, p7b or p7c. NULL: nothing.
    pub certificate_type: *const c_char,
    /// Not 0: refuse what was repaired or is contradictory.
    pub strict: u8,
    /// Not 0: keep the readable neighbours of a broken item; the report lists what was skipped.
    pub skip_broken: u8,
    /// Not 0: do not decrypt private keys.
    pub leave_keys_locked: u8,
    /// The limits of this parse.
    pub limits: AnycertLimits,
}

/// What one parse may read, allocate and compute. 0 is the default of that limit.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct AnycertLimits {
    /// The largest length of each input in octets (default 16 MiB).
    pub input_bytes: u64,
    /// The largest number of certificates in both inputs (default 10,000).
    pub certificates: u64,
    /// The largest number of private keys in both inputs (default 100).
    pub private_keys: u64,
    /// The largest number of PEM sections (default 20,000).
    pub pem_sections: u64,
    /// The largest number of bags in PKCS#12 files (default 10,000).
    pub bags: u64,
    /// The most work for key derivation, in calls of the compression function of a hash (default
    /// 16,000,000, about a second; 1 allows none).
    pub kdf_work: u64,
    /// The most work for key derivation without a passphrase, in the same unit (default 4,000,000).
    pub unasked_kdf_work: u64,
    /// The most memory besides the input in octets (default 128 MiB).
    pub memory_bytes: u64,
    /// The deepest nesting of ASN.1 values (default 128).
    pub nesting: u64,
    /// The largest number of nested text encodings (default 4).
    pub text_layers: u64,
}

/// [`AnycertOptions`] with what it points to.
#[derive(Default)]
pub(crate) struct Options<'a> {
    pub(crate) passphrase: Option<&'a [u8]>,
    pub(crate) integrity_passphrase: Option<&'a [u8]>,
    pub(crate) private_key: Option<&'a [u8]>,
    pub(crate) certificate_type: Option<&'a [u8]>,
    pub(crate) strict: bool,
    pub(crate) skip_broken: bool,
    pub(crate) leave_keys_locked: bool,
    pub(crate) limits: Limits,
}

impl<'a> Options<'a> {
    /// The error is what is wrong with an argument.
    pub(crate) fn parser(&self) -> Result<Parser<'a>, &'static str> {
        let integrity_passphrase = self.integrity_passphrase.map(str::from_utf8).transpose();
        let integrity_passphrase =
            integrity_passphrase.map_err(|_| "the passphrase of the MAC is not UTF-8")?;
        let certificate_type = self.certificate_type.map(declared).transpose()?;
        Ok(Parser::new()
            .passphrase_bytes(self.passphrase)
            .integrity_passphrase(integrity_passphrase)
            .private_key(self.private_key)
            .certificate_type(certificate_type)
            .strict(self.strict)
            .skip_broken(self.skip_broken)
            .decrypt_keys(!self.leave_keys_locked)
            .limits(self.limits))
    }
}

fn declared(word: &[u8]) -> Result<CertificateType, &'static str> {
    let word = str::from_utf8(word).ok().and_then(|word| word.parse().ok());
    word.ok_or("unknown certificate type")
}

type Setter<N> = fn(Limits, N) -> Limits;

impl AnycertLimits {
    pub(crate) fn limits(self) -> Limits {
        let mut limits = Limits::DEFAULT;
        let count = |most: u64| usize::try_from(most).unwrap_or(usize::MAX);
        let counts: [(u64, Setter<usize>); 8] = [
            (self.input_bytes, Limits::input_bytes),
            (self.certificates, Limits::certificates),
            (self.private_keys, Limits::private_keys),
            (self.pem_sections, Limits::pem_sections),
            (self.bags, Limits::bags),
            (self.memory_bytes, Limits::memory_bytes),
            (self.nesting, Limits::nesting),
            (self.text_layers, Limits::text_layers),
        ];
        for (most, set) in counts.into_iter().filter(|(most, _)| *most != 0) {
            limits = set(limits, count(most));
        }
        let works: [(u64, Setter<u64>); 2] =
            [(self.kdf_work, Limits::kdf_work), (self.unasked_kdf_work, Limits::unasked_kdf_work)];
        works
            .into_iter()
            .filter(|(most, _)| *most != 0)
            .fold(limits, |limits, (most, set)| set(limits, most))
    }
}
