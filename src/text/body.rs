//! Decodes the body of one section, public or private.

use super::{
    base64,
    boundary::Disputed,
    decode::{DecodeError, decode},
    lines::split_line,
    lost_plus::{is_whole, lost_plus},
    repair::{Codes, Problem},
    section::Section,
    unsupported,
};
use crate::{
    context::Context,
    error::{
        Error, Path,
        text::{DAMAGED_BOUNDARY, EMPTY_BLOCK, NO_EMPTY_LINE, SPACES_FOR_PLUS},
    },
    note::NoteCode,
    secret::Scratch,
};
use alloc::vec::Vec;

impl Section<'_> {
    /// Decodes a public body and appends it to `out`; `compact` is a work buffer.
    pub(crate) fn decode_public(
        &mut self,
        compact: &mut Vec<u8>,
        out: &mut Vec<u8>,
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        let body = self.encoded(path)?;
        pay(body.len().saturating_sub(compact.capacity()), context, path)?;
        let start = out.len();
        let decoder = |body: &[u8]| base64::decode_public(body, compact, out);
        let decoded = decode(body, decoder, |bytes| context.budget.memory(bytes));
        let ((), codes) = decoded.map_err(|error| self.not_decoded(error, path))?;
        self.note_repairs(codes, context, path);
        self.check_decoded(out.get(start..).unwrap_or_default(), context, path)
    }

    /// Decodes a private body, in time that depends only on its length and its blanks.
    pub(crate) fn decode_secret(
        &mut self,
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<Scratch, Error> {
        let body = self.encoded(path)?;
        pay(base64::secret_cost(body.len()), context, path)?;
        let decoded = decode(body, base64::decode_secret, |bytes| context.budget.memory(bytes));
        let (decoded, codes) = decoded.map_err(|error| self.not_decoded(error, path))?;
        self.note_repairs(codes, context, path);
        self.check_decoded(&decoded, context, path)?;
        Ok(decoded)
    }

    fn encoded(&self, path: &Path<'_>) -> Result<&[u8], Error> {
        self.body().ok_or_else(|| NO_EMPTY_LINE.at(path))
    }

    fn note_repairs(&mut self, codes: Codes, context: &mut Context, path: &Path<'_>) {
        codes.note(context, path);
        self.disputed.add_if(codes.is_unpadded(), Disputed::PADDING);
        self.is_seen &= codes.is_seen() || codes.is_unpadded();
        self.is_found &= codes.is_seen();
        // rustls, which alone takes such an END, needs no padding.
        self.has_glued_end &= codes.is_seen() || codes.is_unpadded();
    }

    /// Checks that a body is not empty, and complete if a boundary is missing. Only an encrypted
    /// key may have headers (RFC 1421 §4.6): OpenSSL and Go's pool of certificates skip other blocks
    /// that have them, and Python's cryptography reads them.
    ///
    /// Fixtures: `text/headers.pem`, `text/blank-lines.pem`.
    fn check_decoded(
        &mut self,
        decoded: &[u8],
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        let of_encryption = self.label.is_private_key()
            && self.headers().trim_ascii_start().starts_with(b"Proc-Type:");
        if !self.headers().is_empty() && !of_encryption {
            context.notes.add(NoteCode::UnexpectedHeaders, path);
            self.disputed.add(Disputed::HEADERS);
        }
        // Go does not skip them.
        let body = self.body().unwrap_or_default();
        let has_form_feed = memchr::memchr2(0x0b, 0x0c, body).is_some();
        self.disputed.add_if(has_form_feed, Disputed::FORM_FEED);
        if self.has_blank_lines() {
            context.notes.add(NoteCode::BlankLines, path);
            self.disputed.add(Disputed::BLANK_LINES);
        }
        match self.missing_boundary {
            Some((_, code)) if is_whole(decoded) == Some(true) => context.notes.add(code, path),
            Some((cause, _)) => return Err(cause.at(path)),
            None if decoded.is_empty() => return Err(EMPTY_BLOCK.at(path)),
            None => {}
        }
        let body = self.body().unwrap_or_default();
        if let Some(offset) = lost_plus(body).filter(|_| is_whole(decoded) == Some(false)) {
            return Err(SPACES_FOR_PLUS.at(path).with_line(self.line_at(offset)));
        }
        Ok(())
    }

    /// The error for a body that is not base64, even after repair.
    fn not_decoded(&self, error: DecodeError, path: &Path<'_>) -> Error {
        let problem = match error {
            DecodeError::Exceeded(exceeded) => return exceeded.at(path),
            DecodeError::Problem(problem) => problem,
        };
        let body = self.body().unwrap_or_default();
        if problem != Problem::Length
            && let Some(offset) = damaged_boundary(body)
        {
            return DAMAGED_BOUNDARY.at(path).with_line(self.line_at(offset));
        }
        if let Some(offset) = lost_plus(body).filter(|_| problem == Problem::Length) {
            return SPACES_FOR_PLUS.at(path).with_line(self.line_at(offset));
        }
        match (self.missing_boundary, problem) {
            (Some((text, _)), Problem::Length) => text.at(path),
            _ => {
                let (text, offset) = problem.explain(body);
                let known = match problem {
                    Problem::Character { offset } => unsupported::character(body, offset),
                    _ => None,
                };
                known.unwrap_or(text).at(path).with_line(self.line_at(offset))
            }
        }
    }
}

fn pay(bytes: usize, context: &mut Context, path: &Path<'_>) -> Result<(), Error> {
    context.budget.memory(bytes).map_err(|exceeded| exceeded.at(path))
}

/// Returns the start of a line that was a BEGIN or END line once: it has the word and two dashes in
/// a row.
fn damaged_boundary(body: &[u8]) -> Option<usize> {
    let mut rest = body;
    while let Some((line, after)) = split_line(rest) {
        let has = |word: &[u8]| memchr::memmem::find(line, word).is_some();
        if (has(b"BEGIN") || has(b"END ")) && (has(b"--") || has("\u{2014}".as_bytes())) {
            return body.len().checked_sub(rest.len());
        }
        rest = after;
    }
    None
}
