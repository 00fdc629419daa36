//! The words of the crate as numbers. A number never changes. 0 is no answer, or a variant that is
//! newer than this list; `tests/numbers.py` fails if there is one.

use anycert::{ErrorKind, Format, Integrity, KeyMatch, KeyState};

/// The kind of an error, for programs to act on; also what `anycert_parse` returns.
#[repr(u32)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum AnycertKind {
    /// No error.
    Ok = 0,
    /// The input is empty or only whitespace.
    Empty = 1,
    /// The input is not certificate material in any known form.
    UnrecognizedFormat = 2,
    /// The input violates the rules of its own format.
    Malformed = 3,
    /// The certificates are encrypted and no passphrase was given.
    PassphraseRequired = 4,
    /// The given passphrase is wrong, or the file was changed.
    IncorrectPassphrase = 5,
    /// The input uses an algorithm or a structure that is not supported.
    Unsupported = 6,
    /// The input was understood, but contains neither a certificate nor a private key.
    NoCertificateOrKey = 7,
    /// Parsing the input would exceed one of the limits.
    LimitExceeded = 8,
    /// `strict` refused an input that needs a leniency.
    Refused = 9,
    /// Never returned by `anycert_parse`: something cannot be written.
    CannotWrite = 10,
    /// A kind that is newer than this list.
    Other = 99,
    /// An argument is invalid: the program is wrong, not the input.
    InvalidArgument = 100,
}

impl AnycertKind {
    pub(crate) fn of(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::Empty => Self::Empty,
            ErrorKind::UnrecognizedFormat => Self::UnrecognizedFormat,
            ErrorKind::Malformed => Self::Malformed,
            ErrorKind::PassphraseRequired => Self::PassphraseRequired,
            ErrorKind::IncorrectPassphrase => Self::IncorrectPassphrase,
            ErrorKind::Unsupported => Self::Unsupported,
            ErrorKind::NoCertificateOrKey => Self::NoCertificateOrKey,
            ErrorKind::LimitExceeded => Self::LimitExceeded,
            ErrorKind::Refused => Self::Refused,
            ErrorKind::CannotWrite => Self::CannotWrite,
            _ => Self::Other,
        }
    }
}

/// The container of an input, without the text encodings around it.
#[repr(u32)]
#[derive(Clone, Copy)]
pub enum AnycertFormat {
    /// None, or one that is newer than this list.
    Other = 0,
    /// PEM.
    Pem = 1,
    /// Certificates in DER.
    Certificate = 2,
    /// PKCS#7 or CMS.
    Pkcs7 = 3,
    /// PKCS#12: PFX, P12.
    Pkcs12 = 4,
    /// A Java key store.
    JavaKeyStore = 5,
    /// A private key in DER.
    PrivateKey = 6,
}

impl AnycertFormat {
    pub(crate) fn of(format: Format) -> Self {
        match format {
            Format::Pem => Self::Pem,
            Format::Certificate => Self::Certificate,
            Format::Pkcs7 => Self::Pkcs7,
            Format::Pkcs12 => Self::Pkcs12,
            Format::JavaKeyStore => Self::JavaKeyStore,
            Format::PrivateKey => Self::PrivateKey,
            _ => Self::Other,
        }
    }
}

/// What is known about the MAC of a PKCS#12 file or a Java key store.
#[repr(u32)]
#[derive(Clone, Copy)]
pub enum AnycertIntegrity {
    /// No bundle, or an answer that is newer than this list.
    Other = 0,
    /// There is no MAC.
    None = 1,
    /// The MAC was verified with the given passphrase.
    Verified = 2,
    /// There is a MAC that was not verified.
    Unchecked = 3,
}

impl AnycertIntegrity {
    pub(crate) fn of(integrity: Integrity) -> Self {
        match integrity {
            Integrity::None => Self::None,
            Integrity::Verified => Self::Verified,
            Integrity::Unchecked => Self::Unchecked,
            _ => Self::Other,
        }
    }
}

/// Whether a private key of the input belongs to the leaf.
#[repr(u32)]
#[derive(Clone, Copy)]
pub enum AnycertKeyMatch {
    /// No bundle, or an answer that is newer than this list.
    Other = 0,
    /// One does.
    Matches = 1,
    /// None does.
    Mismatch = 2,
    /// It cannot be determined: the key is locked, or its public key is unknown.
    Unknown = 3,
    /// There is no private key.
    NoKey = 4,
    /// There is no certificate.
    NoCertificate = 5,
}

impl AnycertKeyMatch {
    pub(crate) fn of(key_match: KeyMatch) -> Self {
        match key_match {
            KeyMatch::Matches => Self::Matches,
            KeyMatch::Mismatch => Self::Mismatch,
            KeyMatch::Unknown(_) => Self::Unknown,
            KeyMatch::NoKey => Self::NoKey,
            KeyMatch::NoCertificate => Self::NoCertificate,
            _ => Self::Other,
        }
    }
}

/// Whether the material of a private key is available.
#[repr(u32)]
#[derive(Clone, Copy)]
pub enum AnycertKeyState {
    /// No such key, or a state that is newer than this list.
    Other = 0,
    /// It was not encrypted.
    Clear = 1,
    /// It was decrypted.
    Decrypted = 2,
    /// It is encrypted, and the passphrase was not given, is wrong, or the cipher is unsupported.
    Locked = 3,
}

impl AnycertKeyState {
    pub(crate) fn of(state: KeyState) -> Self {
        match state {
            KeyState::Clear => Self::Clear,
            KeyState::Decrypted => Self::Decrypted,
            KeyState::Locked(_) => Self::Locked,
            _ => Self::Other,
        }
    }
}
