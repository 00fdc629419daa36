//! One row: its leaf certificate, by the cheapest way that gives the answer of a parse.

use crate::input::Options;
use anycert::{Certificate, CertificateRef, Error, Format, Parser};

/// What a row contains.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) leaf: Option<Leaf<'a>>,
    pub(super) format: Format,
    pub(super) has_private_key: bool,
}

/// The leaf of a row.
#[derive(Clone, Copy)]
pub(super) enum Leaf<'a> {
    /// Read in the row itself: without the facts that need a copy.
    InPlace(&'a CertificateRef<'a>),
    Copied(&'a Certificate),
}

impl<'a> Leaf<'a> {
    #[inline]
    pub(super) fn certificate(self) -> CertificateRef<'a> {
        match self {
            Leaf::InPlace(certificate) => *certificate,
            Leaf::Copied(certificate) => certificate.into(),
        }
    }
}

/// Reads one row after the other, and reuses its memory.
pub(super) struct Reader<'a> {
    parser: Parser<'a>,
    /// Whether facts are wanted that need a copy.
    copies: bool,
    buffer: Vec<u8>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(options: &'a Options, copies: bool) -> Self {
        Reader { parser: options.parser(), copies, buffer: Vec::new() }
    }

    /// Passes what the row contains to `take`. It is passed where it is: moving it would take as long as
    /// reading it.
    #[inline]
    pub(super) fn read(&mut self, octets: &[u8], take: impl FnOnce(Result<Row<'_>, Error>)) {
        let Some((format, certificate)) = self.parser.single(octets, &mut self.buffer) else {
            return match self.parser.parse(octets) {
                Err(error) => take(Err(error)),
                Ok(bundle) => take(Ok(Row {
                    leaf: bundle.leaf().map(Leaf::Copied),
                    format: bundle.format(),
                    has_private_key: bundle.has_private_key(),
                })),
            };
        };
        let row = |leaf| Row { leaf: Some(leaf), format, has_private_key: false };
        match self.copies {
            true => take(Ok(row(Leaf::Copied(&certificate.to_certificate())))),
            false => take(Ok(row(Leaf::InPlace(&certificate)))),
        }
    }
}
