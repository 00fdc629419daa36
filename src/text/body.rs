//! The base64 of one section into bytes, public or private.

use super::{
    base64,
    lines::split_line,
    pem::Section,
    repair::{Problem, Repaired, repair},
};
use crate::{
    asn1::tlv::Reader,
    context::Context,
    error::{
        Error, Path,
        text::{
            CUT_BASE64, DAMAGED_BOUNDARY, EMPTY_BLOCK, MIXED_ALPHABETS, NO_EMPTY_LINE, NOT_BASE64,
            SPACES_FOR_PLUS,
        },
    },
    note::NoteCode,
    secret::Scratch,
};
use alloc::vec::Vec;

impl Section<'_> {
    /// Decodes a public body behind what is in `out`; `compact` is room to work in.
    pub(crate) fn decode_public(
        &mut self,
        compact: &mut Vec<u8>,
        out: &mut Vec<u8>,
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        let body = self.encoded(path)?;
        self.pay(body.len().saturating_sub(compact.capacity()), context, path)?;
        let start = out.len();
        if base64::decode_public(body, compact, out).is_err() {
            let repaired = self.repair(body, context, path)?;
            base64::decode_public(&repaired.text, compact, out)
                .map_err(|_| self.problem(Problem::Length, path))?;
            repaired.codes.note(context, path);
            self.is_seen &= repaired.codes.is_seen();
        }
        self.check_decoded(out.get(start..).unwrap_or_default(), context, path)
    }

    /// Decodes a private body, in constant time but for its length and its blanks.
    pub(crate) fn decode_secret(
        &mut self,
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<Scratch, Error> {
        let body = self.encoded(path)?;
        self.pay(base64::secret_cost(body.len()), context, path)?;
        let decoded = match base64::decode_secret(body) {
            Ok(decoded) => decoded,
            Err(_) => {
                let repaired = self.repair(body, context, path)?;
                let decoded = base64::decode_secret(&repaired.text)
                    .map_err(|_| self.problem(Problem::Length, path))?;
                repaired.codes.note(context, path);
                self.is_seen &= repaired.codes.is_seen();
                decoded
            }
        };
        self.check_decoded(&decoded, context, path)?;
        Ok(decoded)
    }

    fn encoded(&self, path: &Path<'_>) -> Result<&[u8], Error> {
        self.body().ok_or_else(|| NO_EMPTY_LINE.at(path))
    }

    fn repair(
        &self,
        body: &[u8],
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<Repaired, Error> {
        self.pay(body.len(), context, path)?;
        repair(body).map_err(|problem| self.problem(problem, path))
    }

    fn pay(&self, bytes: usize, context: &mut Context, path: &Path<'_>) -> Result<(), Error> {
        context.budget.memory(bytes).map_err(|exceeded| exceeded.at(path))
    }

    /// That there is something, and that it is whole where a boundary is missing. Headers may stand
    /// before an encrypted key alone (RFC 1421 §4.6): OpenSSL and Go's pool of certificates pass over
    /// other blocks with some, and Python's cryptography reads them.
    ///
    /// Fixtures: `text/headers.pem`, `text/blank-lines.pem`.
    fn check_decoded(
        &mut self,
        decoded: &[u8],
        context: &mut Context,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        let of_encryption =
            self.label.is_private_key() && self.headers().starts_with(b"Proc-Type:");
        if !self.headers().is_empty() && !of_encryption {
            context.notes.add(NoteCode::UnexpectedHeaders, path);
            self.is_disputed = true;
        }
        if self.has_blank_lines() {
            context.notes.add(NoteCode::BlankLines, path);
            self.is_disputed = true;
        }
        match self.missing_boundary {
            Some((_, code)) if is_whole(decoded) == Some(true) => context.notes.add(code, path),
            Some((cause, _)) => return Err(cause.at(path)),
            None if decoded.is_empty() => return Err(EMPTY_BLOCK.at(path)),
            None if self.lost_plus() && is_whole(decoded) == Some(false) => {
                return Err(SPACES_FOR_PLUS.at(path).with_line(self.first_gap()));
            }
            None => {}
        }
        Ok(())
    }

    fn problem(&self, problem: Problem, path: &Path<'_>) -> Error {
        let body = self.body().unwrap_or_default();
        if problem != Problem::Length
            && let Some(offset) = damaged_boundary(body)
        {
            return DAMAGED_BOUNDARY.at(path).with_line(self.line_at(offset));
        }
        let (cause, offset) = match problem {
            Problem::Character { offset } => (&NOT_BASE64, offset),
            Problem::MixedAlphabets { offset } => (&MIXED_ALPHABETS, offset),
            Problem::Length if self.lost_plus() => {
                return SPACES_FOR_PLUS.at(path).with_line(self.first_gap());
            }
            Problem::Length => match self.missing_boundary {
                Some((cause, _)) => return cause.at(path),
                None => (&CUT_BASE64, body.trim_ascii_end().len()),
            },
        };
        cause.at(path).with_line(self.line_at(offset))
    }

    /// Whether spaces stand inside lines and no plus is anywhere.
    fn lost_plus(&self) -> bool {
        memchr::memchr(b'+', self.body().unwrap_or_default()).is_none()
            && gap(self.body().unwrap_or_default()).is_some()
    }

    /// The line of the first space that stands inside a line.
    fn first_gap(&self) -> usize {
        self.line_at(gap(self.body().unwrap_or_default()).unwrap_or(0))
    }
}

/// Where a line begins that was a BEGIN or END line once: it has the word and two dashes together.
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

/// The first space between two characters of one line.
fn gap(body: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b' ', body).find(|at| {
        let before = at.checked_sub(1).and_then(|before| body.get(before));
        let after = body.get(at.saturating_add(1));
        let is_inside = |byte: Option<&u8>| byte.is_some_and(|byte| base64::is_digit(*byte));
        is_inside(before) && (is_inside(after) || after == Some(&b' '))
    })
}

/// Whether the outermost length of a SEQUENCE reaches just to the last byte; nothing where it
/// does not say (another structure, or an indefinite length).
fn is_whole(decoded: &[u8]) -> Option<bool> {
    match decoded {
        [0x30, 0x80, ..] => None,
        [0x30, ..] => {
            let mut reader = Reader::allow_long_lengths(decoded);
            Some(reader.any().is_ok() && reader.is_empty())
        }
        _ => None,
    }
}
