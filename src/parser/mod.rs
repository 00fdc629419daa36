//! The options of a parse, and what is made of its two inputs.

mod ambiguity;
mod detect;
mod read;

pub use detect::detect;

use crate::{
    bundle::Bundle,
    collected::Collected,
    context::Parse,
    error::{
        Error, Path, Step,
        parser::{NO_KEY_IN_KEY_INPUT, NO_MATERIAL},
    },
    format::{CertificateType, Format},
    limits::Limits,
    note::NoteCode,
};
use core::{fmt, mem};

/// What to read with: set what is known, then [`parse`](Parser::parse).
///
/// ```
/// use anycert::{CertificateType, Parser};
/// let parser = Parser::new().passphrase("secret").certificate_type(CertificateType::Pfx);
/// assert!(parser.parse(b"").is_err());
/// ```
#[derive(Clone, Copy)]
pub struct Parser<'a> {
    passphrase: Option<&'a [u8]>,
    integrity_passphrase: Option<&'a [u8]>,
    private_key: Option<&'a [u8]>,
    certificate_type: Option<CertificateType>,
    decrypt_keys: bool,
    skip_broken: bool,
    strict: bool,
    limits: Limits,
}

impl<'a> Parser<'a> {
    /// No passphrase, no second input, default limits, lenient.
    #[must_use]
    pub const fn new() -> Self {
        Parser {
            passphrase: None,
            integrity_passphrase: None,
            private_key: None,
            certificate_type: None,
            decrypt_keys: true,
            skip_broken: false,
            strict: false,
            limits: Limits::DEFAULT,
        }
    }

    /// The passphrase of what is encrypted, in either input. The empty one is a passphrase; an
    /// API whose form left the field empty should not call this.
    #[must_use]
    pub const fn passphrase(self, passphrase: &'a str) -> Self {
        self.passphrase_bytes(passphrase.as_bytes())
    }

    /// As [`passphrase`](Parser::passphrase), for one that is not UTF-8.
    #[must_use]
    pub const fn passphrase_bytes(mut self, passphrase: &'a [u8]) -> Self {
        self.passphrase = Some(passphrase);
        self
    }

    /// The passphrase of a PKCS#12 MAC that has its own (RFC 7292 §4). Without it the MAC is
    /// checked with the other one.
    #[must_use]
    pub const fn integrity_passphrase(mut self, passphrase: &'a str) -> Self {
        self.integrity_passphrase = Some(passphrase.as_bytes());
        self
    }

    /// A second input: the private key, where it is sent apart. Any encoding of a key; it must
    /// hold one.
    #[must_use]
    pub const fn private_key(mut self, input: &'a [u8]) -> Self {
        self.private_key = Some(input);
        self
    }

    /// What the sender says the content is. Nothing is read differently; a contradiction leaves a
    /// note.
    #[must_use]
    pub const fn certificate_type(mut self, certificate_type: CertificateType) -> Self {
        self.certificate_type = Some(certificate_type);
        self
    }

    /// Whether encrypted private keys are opened (default true). With false no key derivation
    /// runs for a key, and the answer still says that keys are there.
    #[must_use]
    pub const fn decrypt_keys(mut self, yes: bool) -> Self {
        self.decrypt_keys = yes;
        self
    }

    /// Whether one unreadable certificate or key leaves the others readable (default false). Its
    /// error is then in [`Bundle::broken`].
    #[must_use]
    pub const fn skip_broken(mut self, yes: bool) -> Self {
        self.skip_broken = yes;
        self
    }

    /// Whether an input that had to be repaired or contradicts itself is refused (default false).
    #[must_use]
    pub const fn strict(mut self, yes: bool) -> Self {
        self.strict = yes;
        self
    }

    /// The most that this parse may cost.
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Reads `input`: certificates and private keys in any of the formats.
    ///
    /// # Errors
    /// One [`Error`] with kind, place and remedy; then nothing is returned of what was readable,
    /// unless [`skip_broken`](Parser::skip_broken) asks for it.
    pub fn parse(&self, input: &[u8]) -> Result<Bundle, Error> {
        let mut parse = Parse::new(self.limits, self.passphrase, self.integrity_passphrase);
        parse.decrypt_keys = self.decrypt_keys;
        parse.skip_broken = self.skip_broken;
        let path = Path::ROOT;
        let mut collected = Collected::default();
        let (format, layers) = read::read_input(input, &mut collected, &mut parse, &path)?;
        // A key sent apart does not make up for a content with nothing in it.
        let is_empty = collected.is_empty();
        let is_compatible = |declared| is_compatible(declared, format, &collected);
        let is_as_declared = self.certificate_type.is_none_or(is_compatible);
        if let Some(input) = self.private_key {
            read_private_key(input, &mut collected, &mut parse)?;
        }
        collected.locked_parts = mem::take(&mut parse.locked_parts);
        if let Some(error) = parse.keyring.verdict() {
            return Err(error);
        }
        if parse.keyring.is_unused() {
            parse.context.notes.add(NoteCode::PassphraseUnused, &path);
        }
        if is_empty {
            return Err(nothing_found(collected, &path));
        }
        if !is_as_declared {
            parse.context.notes.add(NoteCode::CertificateTypeMismatch, &path);
        }
        Bundle::assemble(format, layers, collected, parse.context.notes, self.strict)
    }
}

impl Default for Parser<'_> {
    fn default() -> Self {
        Parser::new()
    }
}

impl fmt::Debug for Parser<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Whether something secret is there, and nothing else of it.
        struct Elided(bool);
        impl fmt::Debug for Elided {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(if self.0 { "Some(..)" } else { "None" })
            }
        }
        f.debug_struct("Parser")
            .field("passphrase", &Elided(self.passphrase.is_some()))
            .field("integrity_passphrase", &Elided(self.integrity_passphrase.is_some()))
            .field("private_key", &Elided(self.private_key.is_some()))
            .field("certificate_type", &self.certificate_type)
            .field("decrypt_keys", &self.decrypt_keys)
            .field("skip_broken", &self.skip_broken)
            .field("strict", &self.strict)
            .field("limits", &self.limits)
            .finish()
    }
}

/// The second input: its keys, and what of it was broken; nothing else of it.
fn read_private_key(
    input: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
) -> Result<(), Error> {
    let path = Path::ROOT.then(Step::PrivateKeyInput);
    let mut own = Collected::default();
    read::read_input(input, &mut own, parse, &path)?;
    let certificates = own.certificates.len();
    if own.keys.is_empty() && own.broken.is_empty() && certificates > 0 {
        return Err(NO_KEY_IN_KEY_INPUT.at(&path));
    }
    if own.keys.is_empty() {
        return Err(nothing_found(own, &path));
    }
    if certificates > 0 {
        parse.context.notes.add(NoteCode::CertificateInPrivateKeyInput, &path);
    }
    collected.keys.extend(own.keys);
    collected.broken.extend(own.broken);
    Ok(())
}

/// The first failure, else what was left out first, else that there was nothing.
fn nothing_found(collected: Collected, path: &Path<'_>) -> Error {
    let first_broken = collected.broken.into_iter().next();
    first_broken.or(collected.left_out).unwrap_or_else(|| NO_MATERIAL.at(path))
}

/// Whether the content can be what its sender says.
fn is_compatible(declared: CertificateType, format: Format, collected: &Collected) -> bool {
    match declared {
        CertificateType::Pem => format == Format::Pem,
        CertificateType::Crt | CertificateType::Cer => {
            collected.certificates.len() > 0
                && collected.in_pem.is_none()
                && matches!(format, Format::Pem | Format::Certificate)
        }
        CertificateType::Key => !collected.keys.is_empty(),
        CertificateType::Pfx | CertificateType::P12 => {
            format == Format::Pkcs12 || collected.in_pem == Some(Format::Pkcs12)
        }
        CertificateType::Pkcs7 | CertificateType::P7b | CertificateType::P7c => {
            format == Format::Pkcs7 || collected.in_pem == Some(Format::Pkcs7)
        }
    }
}
