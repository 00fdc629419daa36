//! Indentation and quote marks before every line of a block.

use super::{
    boundary::{Before, Boundary},
    lines::{line_ends, split_line},
};
use crate::{
    budget::Budget,
    error::{Error, Path, text::UNEVEN_PREFIX},
    limits::Exceeded,
    secret::{Bytes, Scratch},
};

/// Why a prefix was not removed.
pub(super) enum PrefixError {
    /// A line has another beginning; its number after the BEGIN line.
    Uneven(usize),
    Exceeded(Exceeded),
}

impl PrefixError {
    pub(super) fn at(self, begin_line: usize, path: &Path<'_>) -> Error {
        match self {
            PrefixError::Uneven(line) => {
                UNEVEN_PREFIX.at(path).with_line(begin_line.saturating_add(line))
            }
            PrefixError::Exceeded(exceeded) => exceeded.at(path),
        }
    }
}

/// Removes what is before `begin` on its line from each line of `content`, if it is blanks or quote
/// marks and the same on every line.
///
/// Fixtures: `text/yaml-block.yaml`, `text/mail-quoted.eml`.
pub(super) fn without_prefix<'a>(
    begin: &Boundary<'_>,
    text: &'a [u8],
    content: &'a [u8],
    budget: &mut Budget,
) -> Result<Bytes<'a>, PrefixError> {
    let prefix = match begin.before(text) {
        Before::Prefix(prefix) if line_ends(content) > 0 => prefix,
        _ => return Ok(Bytes::Borrowed(content)),
    };
    budget.memory(content.len()).map_err(PrefixError::Exceeded)?;
    match strip(content, prefix) {
        Ok(stripped) => Ok(Bytes::Owned(stripped)),
        Err(_) if is_indented_once(prefix, content) => Ok(Bytes::Borrowed(content)),
        Err(line) => Err(PrefixError::Uneven(line)),
    }
}

/// Returns whether the blanks before BEGIN precede no other line of its block: then they are not
/// indentation but were copied along with it, or separate columns, as in the text output of awscli.
fn is_indented_once(prefix: &[u8], content: &[u8]) -> bool {
    let mut lines = content.split(|byte| matches!(byte, b'\n' | b'\r')).skip(1);
    prefix.iter().all(u8::is_ascii_whitespace)
        && !lines.any(|line| line.first().is_some_and(u8::is_ascii_whitespace))
}

/// Removes `prefix` from each line but the first, on which BEGIN is. A line may be blank. Fails
/// with the number of the line that begins otherwise.
fn strip(content: &[u8], prefix: &[u8]) -> Result<Scratch, usize> {
    let mut stripped = Scratch::with_capacity(content.len());
    let mut rest = content;
    let mut number: usize = 0;
    while let Some((line, after)) = split_line(rest) {
        let kept = if number == 0 {
            line
        } else if let Some(line) = line.strip_prefix(prefix) {
            line
        } else if prefix.trim_ascii_end().starts_with(line.trim_ascii_end()) {
            &[]
        } else {
            return Err(number);
        };
        let line_end = rest.len().saturating_sub(after.len()).saturating_sub(line.len());
        let end = rest.get(line.len()..line.len().saturating_add(line_end)).unwrap_or_default();
        let _fits = stripped.extend(kept) && stripped.extend(end);
        (rest, number) = (after, number.saturating_add(1));
    }
    Ok(stripped)
}
