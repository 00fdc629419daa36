//! A parse as a whole: the content, the separate private key, and the checks over both.

use super::{options::Parser, read::read_input};
use crate::{
    bundle::Bundle,
    collected::Collected,
    context::Parse,
    error::{
        Error, Path, Step,
        parser::{ALTERNATIVES, NO_KEY_IN_KEY_INPUT, NO_MATERIAL},
    },
    format::{CertificateType, Format},
    key::PrivateKey,
    note::NoteCode,
    text::{
        may_be_alternatives,
        recognize::{Form, Recognized, recognize},
    },
};
use core::mem;

impl Parser<'_> {
    /// Parses certificates and private keys out of `input`, in any of the formats.
    ///
    /// # Errors
    /// One [`Error`] with its category, place and help. Nothing is returned then, even if parts of
    /// the input could be parsed, unless [`skip_broken`](Parser::skip_broken) is set.
    pub fn parse(&self, input: &(impl AsRef<[u8]> + ?Sized)) -> Result<Bundle, Error> {
        self.parse_bytes(input.as_ref())
    }

    fn parse_bytes(&self, input: &[u8]) -> Result<Bundle, Error> {
        match self.parse_single(input) {
            Some(bundle) => Ok(bundle),
            None => self.parse_any(input),
        }
    }

    fn parse_any(&self, input: &[u8]) -> Result<Bundle, Error> {
        let mut parse = Parse::new(self.limits, self.passphrase, self.integrity_passphrase);
        parse.decrypt_keys = self.decrypt_keys;
        parse.skip_broken = self.skip_broken;
        let path = Path::ROOT;
        let mut collected = Collected::default();
        let (format, layers) = read_input(input, &mut collected, &mut parse, &path)?;
        // A separate private key does not make up for a content without any material.
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
        // Not moved once it is made, which would take longer than the check.
        let parsed = Bundle::assemble(format, layers, collected, parse.context, self.strict);
        if let Ok(bundle) = &parsed {
            refuse_alternatives(input, bundle)?;
        }
        parsed
    }
}

/// Refuses a document in which no strict reader sees a block, if several of its certificates could be the
/// leaf and one may be written in place of another.
fn refuse_alternatives(input: &[u8], bundle: &Bundle) -> Result<(), Error> {
    let has_several =
        bundle.notes().iter().any(|note| note.code() == NoteCode::SeveralLeafCandidates);
    if !has_several
        || matches!(recognize(input), Recognized::Binary(_) | Recognized::Pem(Form::Exact))
    {
        return Ok(());
    }
    if may_be_alternatives(input) { Err(ALTERNATIVES.at(&Path::ROOT)) } else { Ok(()) }
}

/// Adds the keys and the failures of the separate input for the private key; its certificates are
/// ignored.
fn read_private_key(
    input: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
) -> Result<(), Error> {
    let path = Path::ROOT.then(Step::PrivateKeyInput);
    let mut own = Collected::default();
    read_input(input, &mut own, parse, &path)?;
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
    // The vectors of both inputs exist at once while one is copied to the other.
    let budget = &mut parse.context.budget;
    let keys = collected.keys.len().saturating_add(own.keys.len());
    let broken = collected.broken.len().saturating_add(own.broken.len());
    budget
        .room::<PrivateKey>(keys)
        .and_then(|()| budget.room::<Error>(broken))
        .map_err(|exceeded| exceeded.at(&path))?;
    collected.keys.reserve_exact(own.keys.len());
    collected.broken.reserve_exact(own.broken.len());
    collected.add_keys_of(own);
    Ok(())
}

/// The error of an input without any material: the first failure, else the error for the first item
/// that was left out, else [`NO_MATERIAL`].
fn nothing_found(collected: Collected, path: &Path<'_>) -> Error {
    let first_broken = collected.broken.into_iter().next();
    first_broken.or(collected.left_out).unwrap_or_else(|| NO_MATERIAL.at(path))
}

/// Whether the content can be of the declared type.
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
