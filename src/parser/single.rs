//! An input that is one certificate and nothing else.

use super::options::Parser;
use crate::{
    bundle::Bundle,
    format::Format,
    limits::Limits,
    secret::wipe_stack,
    tag::Tag,
    text::{base64::decode_in_place, block_inside, only_block},
    x509::{CertificateRef, Outline},
};
use alloc::vec::Vec;
use zeroize::Zeroize as _;

/// The longest input that is read here, and more memory than a parse of it takes: with these, no limit
/// of a parse can be exceeded.
const MOST_BYTES: usize = 64 << 10;
const MOST_MEMORY: usize = 16 << 20;

impl Parser<'_> {
    /// Reads an input that is one certificate and nothing else, in DER or in one block of strict PEM,
    /// without a copy or an allocation for it. It is for columns and loops over millions of inputs.
    ///
    /// Returns what [`parse`](Parser::parse) would answer: the format, and the only certificate. `None`
    /// says nothing about the input: `parse` decides about it. `buffer` is memory to reuse, of any
    /// content.
    ///
    /// ```
    /// # use anycert::{Format, Parser};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let inputs = [std::fs::read("testdata/certificate/example.der")?];
    /// let (parser, mut buffer) = (Parser::new(), Vec::new());
    /// for input in &inputs {
    ///     let not_after = match parser.single(input, &mut buffer) {
    ///         Some((_, certificate)) => Some(certificate.not_after()),
    ///         None => parser.parse(input)?.not_after(),
    ///     };
    /// #   assert!(not_after.is_some());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    #[inline]
    pub fn single<'a>(
        &self,
        input: &'a [u8],
        buffer: &'a mut Vec<u8>,
    ) -> Option<(Format, CertificateRef<'a>)> {
        let (format, certificate, _) = self.read_single(input, buffer)?;
        Some((format, certificate))
    }

    /// Returns the bundle of an input that is one certificate and nothing else, if there is nothing to
    /// note. `None` says nothing about the input.
    pub(super) fn parse_single(&self, input: &[u8]) -> Option<Bundle> {
        let Parser { passphrase: None, integrity_passphrase: None, certificate_type: None, .. } =
            self
        else {
            return None;
        };
        let mut buffer = Vec::new();
        let (format, certificate, may_need_notes) = self.read_single(input, &mut buffer)?;
        (!may_need_notes).then(|| Bundle::of_one(format, certificate.to_certificate()))
    }

    /// Reads an input that is one certificate and nothing else, and whether a parse may have to note
    /// something about it.
    #[inline]
    fn read_single<'a>(
        &self,
        input: &'a [u8],
        buffer: &'a mut Vec<u8>,
    ) -> Option<(Format, CertificateRef<'a>, bool)> {
        if !self.allows_single(input.len()) {
            return None;
        }
        let (format, (certificate, may_need_notes)) = match input.first().copied().map(Tag)? {
            Tag::SEQUENCE => (Format::Certificate, single_der(input)?),
            Tag(b'-') => (Format::Pem, single_block(input, buffer)?),
            _ => return None,
        };
        Some((format, certificate, may_need_notes))
    }

    /// Whether no option can change the answer for a certificate in this many bytes.
    fn allows_single(&self, bytes: usize) -> bool {
        let Limits { input_bytes, certificates, pem_sections, memory_bytes, .. } = self.limits;
        let is_within = bytes <= input_bytes.min(MOST_BYTES)
            && certificates > 0
            && pem_sections > 0
            && memory_bytes >= MOST_MEMORY;
        is_within && !self.strict && self.private_key.is_none()
    }
}

/// Reads the certificate in DER that all of `input` is, and whether a parse may have to note something.
#[inline]
fn single_der(input: &[u8]) -> Option<(CertificateRef<'_>, bool)> {
    // The beginning of a TBSCertificate is that of no other `Shape`.
    let (outline, may_need_notes) = Outline::of(input)?;
    // Text inside is for a parse to judge.
    let is_binary = block_inside(input).is_none();
    is_binary.then_some((CertificateRef::new(input, outline), may_need_notes))
}

/// Decodes the only block of a text. If it is not a certificate, the buffer is wiped: it may hold a
/// private key.
fn single_block<'a>(text: &[u8], buffer: &'a mut Vec<u8>) -> Option<(CertificateRef<'a>, bool)> {
    let lines = only_block(text)?;
    if buffer.len() < lines.length() {
        buffer.resize(lines.length(), 0);
    }
    let used = buffer.get_mut(..lines.length())?;
    let Some((outline, may_need_notes)) = decode_in_place(&lines, used).and_then(Outline::of)
    else {
        used.zeroize();
        wipe_stack();
        return None;
    };
    Some((CertificateRef::new(used.get(..outline.length())?, outline), may_need_notes))
}
