//! The options of a parse.

use super::argument::Argument;
use crate::{format::CertificateType, limits::Limits};
use core::fmt;

/// The options of a parse: set what is known, then call [`parse`](Parser::parse).
///
/// A `Parser` is a small `Copy` value that borrows the passphrase and the private key. It can be
/// used for any number of inputs, from any number of threads. `Debug` prints no secret.
///
/// ```
/// use anycert::{CertificateType, Parser};
///
/// let pfx = std::fs::read("testdata/pkcs12/example.pfx")?;
/// let parser = Parser::new().passphrase("correct horse 7F").certificate_type(CertificateType::Pfx);
/// let bundle = parser.parse(&pfx)?;
/// assert_eq!(bundle.display_name().as_deref(), Some("example.com"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct Parser<'a> {
    pub(super) passphrase: Option<&'a [u8]>,
    pub(super) integrity_passphrase: Option<&'a [u8]>,
    pub(super) private_key: Option<&'a [u8]>,
    pub(super) certificate_type: Option<CertificateType>,
    pub(super) decrypt_keys: bool,
    pub(super) skip_broken: bool,
    pub(super) strict: bool,
    pub(super) limits: Limits,
}

impl<'a> Parser<'a> {
    /// A parser with the default options: no passphrase, no separate private key, default limits,
    /// lenient.
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

    /// The passphrase for everything encrypted in either input. `None` is no passphrase; `""` is
    /// a passphrase, so an API should pass `None` for an empty field of a form.
    ///
    /// ```
    /// # use anycert::Parser;
    /// let from_form: Option<&str> = None;
    /// let parser = Parser::new().passphrase(from_form);
    /// let parser = Parser::new().passphrase("correct horse 7F");
    /// # let _ = parser;
    /// ```
    #[must_use]
    pub fn passphrase(mut self, passphrase: impl Argument<'a, str>) -> Self {
        self.passphrase = passphrase.into_argument().map(str::as_bytes);
        self
    }

    /// Same as [`passphrase`](Parser::passphrase), for a passphrase that is not UTF-8.
    #[must_use]
    pub fn passphrase_bytes(mut self, passphrase: impl Argument<'a, [u8]>) -> Self {
        self.passphrase = passphrase.into_argument();
        self
    }

    /// The passphrase of a PKCS#12 MAC, or of the digest of a Java key store, that differs from that of the encryption (RFC 7292 §4).
    /// Without it the MAC is verified with [`passphrase`](Parser::passphrase).
    #[must_use]
    pub fn integrity_passphrase(mut self, passphrase: impl Argument<'a, str>) -> Self {
        self.integrity_passphrase = passphrase.into_argument().map(str::as_bytes);
        self
    }

    /// A second input with the private key, if it comes separately. Every encoding of a private
    /// key is accepted. An input without a key is an error; `None` is not.
    ///
    /// Its keys are listed after those of the first input. Certificates in it are ignored, with a
    /// note.
    #[must_use]
    pub fn private_key(mut self, input: impl Argument<'a, [u8]>) -> Self {
        self.private_key = input.into_argument();
        self
    }

    /// The type that the sender declares. It does not affect how the input is parsed; a contradiction
    /// leaves a [`CertificateTypeMismatch`](crate::NoteCode::CertificateTypeMismatch) note. `None`
    /// means that no type was declared, not `pem`.
    #[must_use]
    pub fn certificate_type(
        mut self,
        certificate_type: impl Into<Option<CertificateType>>,
    ) -> Self {
        self.certificate_type = certificate_type.into();
        self
    }

    /// Whether to decrypt private keys (default true). With false, no key derivation runs for a
    /// private key, and [`Bundle`](crate::Bundle) still reports that keys are present.
    #[must_use]
    pub const fn decrypt_keys(mut self, yes: bool) -> Self {
        self.decrypt_keys = yes;
        self
    }

    /// Whether to skip certificates and keys that cannot be parsed and keep the others (default
    /// false). Their errors are in [`Bundle::broken`](crate::Bundle::broken).
    #[must_use]
    pub const fn skip_broken(mut self, yes: bool) -> Self {
        self.skip_broken = yes;
        self
    }

    /// Whether to refuse an input that has to be repaired or contradicts itself (default false).
    #[must_use]
    pub const fn strict(mut self, yes: bool) -> Self {
        self.strict = yes;
        self
    }

    /// The limits on what one parse may read, allocate and compute.
    #[must_use]
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }
}

impl Default for Parser<'_> {
    fn default() -> Self {
        Parser::new()
    }
}

impl fmt::Debug for Parser<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Prints whether a secret is set, and nothing of the secret.
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
