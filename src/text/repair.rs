//! Repair of bodies that are not base64, where the damage has only one meaning.

use super::base64;
use crate::{context::Context, error::Path, note::NoteCode, secret::Scratch};

/// A repaired body: standard alphabet, padding, no whitespace; and the repairs made.
pub(crate) struct Repaired {
    pub(crate) text: Scratch,
    pub(crate) codes: Codes,
}

/// The repairs made, each once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Codes([Option<NoteCode>; 7]);

impl Codes {
    pub(super) fn set(&mut self, code: NoteCode) {
        if !self.0.contains(&Some(code))
            && let Some(slot) = self.0.iter_mut().find(|slot| slot.is_none())
        {
            *slot = Some(code);
        }
    }

    /// Adds the repairs of another piece of base64.
    pub(super) fn add(&mut self, other: Codes) {
        other.0.into_iter().flatten().for_each(|code| self.set(code));
    }

    /// Returns whether strict readers read the section all the same: they ignore unused bits too.
    pub(crate) fn is_seen(self) -> bool {
        let is_seen = |code| code == NoteCode::LeftoverBits;
        self.0.into_iter().flatten().all(is_seen)
    }

    /// Returns whether only padding is missing.
    pub(super) fn is_unpadded(self) -> bool {
        self.0.into_iter().flatten().eq([NoteCode::MissingPadding])
    }

    pub(crate) fn note(self, context: &mut Context, path: &Path<'_>) {
        for code in self.0.into_iter().flatten() {
            context.notes.add(code, path);
        }
    }
}

/// Why a body is not base64, even after repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// A character that base64 never has, or padding before the end.
    Character { offset: usize },
    /// Characters of both the standard and the URL alphabet.
    MixedAlphabets { offset: usize },
    /// The number of characters, or the last one, is wrong.
    Length,
}

/// Repairs a body in one pass, as a whole or not at all.
pub(crate) fn repair(body: &[u8]) -> Result<Repaired, Problem> {
    let mut text = Scratch::with_capacity(body.len().saturating_add(2));
    let mut codes = Codes::default();
    let mail = Mail::of(body);
    let mut at = 0;
    while let Some(rest @ [byte, ..]) = body.get(at..) {
        let length = if base64::is_digit(*byte) || *byte == b'=' && mail == Mail::No {
            let _fits = text.push(*byte);
            1
        } else if base64::is_blank(*byte) {
            1
        } else {
            let foreign = foreign(rest, mail).ok_or(Problem::Character { offset: at })?;
            if let Some(byte) = foreign.stands_for {
                let _fits = text.push(byte);
            }
            codes.set(foreign.code);
            foreign.length
        };
        at = at.saturating_add(length);
    }
    if to_standard_alphabet(text.as_mut_slice()).map_err(|()| mixed(body))? {
        codes.set(NoteCode::Base64Url);
    }
    if mail == Mail::SoftBreaks && text.len() & 3 != 0 {
        return Err(padding_problem(body));
    }
    if add_padding(&mut text).map_err(|()| padding_problem(body))? {
        codes.set(NoteCode::MissingPadding);
    } else if clear_leftover_bits(text.as_mut_slice()) {
        codes.set(NoteCode::LeftoverBits);
    }
    if codes == Codes::default() { Err(Problem::Length) } else { Ok(Repaired { text, codes }) }
}

/// Something in a body that is not base64 and has only one meaning.
struct Foreign {
    length: usize,
    stands_for: Option<u8>,
    code: NoteCode,
}

fn foreign(rest: &[u8], mail: Mail) -> Option<Foreign> {
    if mail != Mail::No && rest.first() == Some(&b'=') {
        return quoted_printable(rest, mail);
    }
    let blank = |length, code| Foreign { length, stands_for: None, code };
    invisible_length(rest)
        .map(|length| blank(length, NoteCode::InvisibleCharacters))
        .or_else(|| continuation_length(rest).map(|n| blank(n, NoteCode::LineContinuation)))
        .or_else(|| markup(rest))
}

/// Whether a body is in the quoted-printable of a mail (RFC 2045 §6.7). No base64 has anything but
/// `=` after a `=`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mail {
    No,
    /// Padding as `=3D`.
    Escapes,
    /// Only line ends after `=`, so no padding.
    SoftBreaks,
}

impl Mail {
    fn of(body: &[u8]) -> Mail {
        let mut found = Mail::No;
        for at in memchr::memchr_iter(b'=', body) {
            let (before, rest) = body.split_at_checked(at).unwrap_or_default();
            match rest {
                [_, b'3', b'D' | b'd', ..] => return Mail::Escapes,
                _ if ends_line_in_blank(rest) => return Mail::Escapes,
                [_, after @ ..] if before.last() != Some(&b'=') && is_soft_break(after) => {
                    found = Mail::SoftBreaks;
                }
                _ => {}
            }
        }
        found
    }
}

/// An escaped character, or a line end that a mail program inserted. Mail programs escape padding, so
/// plain padding is not their output.
///
/// Fixture: `text/quoted-printable.eml`.
fn quoted_printable(rest: &[u8], mail: Mail) -> Option<Foreign> {
    let (length, stands_for) = match rest {
        [_, b'3', b'D' | b'd', ..] => (3, Some(b'=')),
        [_, b'2', b'B' | b'b', ..] => (3, Some(b'+')),
        [_, b'2', b'F' | b'f', ..] => (3, Some(b'/')),
        _ if blank_escape(rest).is_some() => {
            let length = blank_escape(rest)?;
            let is_soft = matches!(rest.get(length..), Some([b'=', b'\r' | b'\n', ..]));
            (length.saturating_add(usize::from(is_soft)), None)
        }
        [_, b'\r' | b'\n', ..] if is_break(rest, mail) => (1, None),
        _ => return None,
    };
    Some(Foreign { length, stands_for, code: NoteCode::QuotedPrintable })
}

/// Returns the length of an escaped blank or line end at the start of `rest`. Mail programs escape a
/// blank at a line end, which flowed text has (RFC 3676 §4.2), and the line ends of what they take for
/// binary data.
fn blank_escape(rest: &[u8]) -> Option<usize> {
    match rest {
        [_, b'2', b'0', ..] | [_, b'0', b'9' | b'A' | b'a' | b'D' | b'd', ..] => Some(3),
        [_, b'A' | b'a', b'0', ..] => Some(3),
        [_, b'C' | b'c', b'2', b'=', b'A' | b'a', b'0', ..] => Some(6),
        _ => None,
    }
}

/// Returns whether an escaped blank and a line end, escaped or not, are at the start of `rest`.
fn ends_line_in_blank(rest: &[u8]) -> bool {
    let after = blank_escape(rest).and_then(|length| rest.get(length));
    matches!(after, Some(b'\r' | b'\n' | b'='))
}

/// Returns whether base64 follows on the next line that is not empty: then `=` before the line end is
/// a soft line break. Some software makes one of each line end and keeps the line end too.
fn is_soft_break(after: &[u8]) -> bool {
    matches!(after, [b'\n', ..] | [b'\r', b'\n', ..])
        && after.trim_ascii_start().first().is_some_and(|byte| base64::is_digit(*byte))
}

/// Returns whether the `=` at the start of `rest`, which ends its line, is a soft line break.
fn is_break(rest: &[u8], mail: Mail) -> bool {
    let after = rest.get(1..).unwrap_or_default();
    match after.trim_ascii_start() {
        [] => mail == Mail::SoftBreaks,
        [next, ..] => base64::is_digit(*next) || *next == b'=',
    }
}

/// Returns the length of a whitespace or invisible Unicode character, as chat programs and PDF
/// readers add them to copied text, of a mark of direction, as software for right-to-left languages
/// puts it around each line, or of the line end of mainframes: U+0085, U+00A0, U+00AD, U+061C,
/// U+180E, U+2000 to U+200F, U+2028 to U+202F, U+205F to U+206F, U+3000, U+FE00 to U+FE0F, U+FEFF.
fn invisible_length(rest: &[u8]) -> Option<usize> {
    match rest {
        [0xc2, 0x85 | 0xa0 | 0xad, ..] | [0xd8, 0x9c, ..] => Some(2),
        [0xe1, 0xa0, 0x8e, ..]
        | [0xe2, 0x80, 0x80..=0x8f | 0xa8..=0xaf, ..]
        | [0xe2, 0x81, 0x9f..=0xaf, ..]
        | [0xe3, 0x80, 0x80, ..]
        | [0xef, 0xb8, 0x80..=0x8f, ..]
        | [0xef, 0xbb, 0xbf, ..] => Some(3),
        _ => None,
    }
}

/// Returns the length of a backslash and line end, with which shells and Makefiles continue lines.
fn continuation_length(rest: &[u8]) -> Option<usize> {
    match rest {
        [b'\\', b'\r', b'\n', ..] => Some(3),
        [b'\\', b'\n' | b'\r', ..] => Some(2),
        _ => None,
    }
}

/// HTML with which template engines and rich text editors replace characters and line ends.
const MARKUP: [(&[u8], Option<u8>); 26] = [
    (b"&#43;", Some(b'+')),
    (b"&#x2b;", Some(b'+')),
    (b"&plus;", Some(b'+')),
    (b"&#47;", Some(b'/')),
    (b"&#x2f;", Some(b'/')),
    (b"&sol;", Some(b'/')),
    (b"&#61;", Some(b'=')),
    (b"&#x3d;", Some(b'=')),
    (b"&#x3D;", Some(b'=')),
    (b"&equals;", Some(b'=')),
    (b"&#10;", None),
    (b"&#xa;", None),
    (b"&#13;", None),
    (b"&#xd;", None),
    (b"&#160;", None),
    (b"&#xa0;", None),
    (b"&nbsp;", None),
    (b"<br>", None),
    (b"<br/>", None),
    (b"<br />", None),
    (b"<p>", None),
    (b"</p>", None),
    (b"<div>", None),
    (b"</div>", None),
    (b"<span>", None),
    (b"</span>", None),
];

fn markup(rest: &[u8]) -> Option<Foreign> {
    let (mark, stands_for) = MARKUP.iter().find(|(mark, _)| {
        rest.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark))
    })?;
    let (length, stands_for) = (mark.len(), *stands_for);
    Some(Foreign { length, stands_for, code: NoteCode::HtmlMarkup })
}

/// Converts the URL alphabet (RFC 4648 §5) into the standard one; returns whether it was used.
fn to_standard_alphabet(text: &mut [u8]) -> Result<bool, ()> {
    let is_url = memchr::memchr2(b'-', b'_', text).is_some();
    if is_url && memchr::memchr2(b'+', b'/', text).is_some() {
        return Err(());
    }
    if is_url {
        for byte in text {
            *byte = match *byte {
                b'-' => b'+',
                b'_' => b'/',
                other => other,
            };
        }
    }
    Ok(is_url)
}

/// Adds the padding that some encoders omit (RFC 4648 §3.2); returns whether it did.
fn add_padding(text: &mut Scratch) -> Result<bool, ()> {
    if let Some(first) = memchr::memchr(b'=', text) {
        let is_last = text.iter().skip(first).all(|byte| *byte == b'=');
        return if is_last { Ok(false) } else { Err(()) };
    }
    let missing: &[u8] = match text.len() & 3 {
        2 => b"==",
        3 => b"=",
        _ => return Ok(false),
    };
    Ok(text.extend(missing))
}

/// Clears the unused bits of the last character before padding: OpenSSL, Java and Mbed TLS ignore
/// them, and RFC 4648 §3.5 allows a reader to reject them. Returns whether any was set.
///
/// Fixture: `text/leftover-bits.pem`.
fn clear_leftover_bits(text: &mut [u8]) -> bool {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (last, leftover) = match text {
        [.., last, b'=', b'='] => (last, 0x0f),
        [.., last, b'='] => (last, 0x03),
        _ => return false,
    };
    let Some(digit) = base64::digit(*last).filter(|digit| digit & leftover != 0) else {
        return false;
    };
    if let Some(cleared) = DIGITS.get(usize::from(digit & !leftover)) {
        *last = *cleared;
    }
    true
}

/// Returns the problem at the first character of the second alphabet.
fn mixed(body: &[u8]) -> Problem {
    let standard = memchr::memchr2(b'+', b'/', body);
    let url = memchr::memchr2(b'-', b'_', body);
    Problem::MixedAlphabets { offset: standard.max(url).unwrap_or(0) }
}

/// Returns the problem at padding before the end.
fn padding_problem(body: &[u8]) -> Problem {
    Problem::Character { offset: memchr::memchr(b'=', body).unwrap_or(0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn repaired(body: &str) -> Result<(Vec<u8>, Vec<NoteCode>), Problem> {
        repair(body.as_bytes())
            .map(|done| (done.text.to_vec(), done.codes.0.into_iter().flatten().collect()))
    }

    #[test]
    fn damage_with_one_meaning_is_repaired() {
        for (body, text, code) in [
            ("AB-_", "AB+/", NoteCode::Base64Url),
            ("AAECAw", "AAECAw==", NoteCode::MissingPadding),
            ("AAECAwQ\n", "AAECAwQ=", NoteCode::MissingPadding),
            ("AB==", "AA==", NoteCode::LeftoverBits),
            ("AAEC AAH=", "AAECAAE=", NoteCode::LeftoverBits),
            ("AA\u{200b}EC\u{a0}\u{feff}\u{85}", "AAEC", NoteCode::InvisibleCharacters),
            ("\u{202a}AAEC\u{202c}\u{2069}\u{61c}\u{fe0f}", "AAEC", NoteCode::InvisibleCharacters),
            ("AA\\\r\nEC\\\n", "AAEC", NoteCode::LineContinuation),
            ("AA&#43;C<BR>AA&#x3D;&equals;", "AA+CAA==", NoteCode::HtmlMarkup),
            ("AAEC\nAA=3D=3D\n", "AAECAA==", NoteCode::QuotedPrintable),
            ("AA=\r\nEC=\n=2BA=3d=\n=3D", "AAEC+A==", NoteCode::QuotedPrintable),
            ("AAE=\nC\n", "AAEC", NoteCode::QuotedPrintable),
            ("=\n\nAAEC=\n\nAAEC=\n\n", "AAECAAEC", NoteCode::QuotedPrintable),
            ("=0D=0A=\nAAEC=0D=0A=\nAAEC=0D=0A=\n", "AAECAAEC", NoteCode::QuotedPrintable),
            ("=C2=A0\nAAEC=a0\nAAEC=09\n", "AAECAAEC", NoteCode::QuotedPrintable),
            ("=20\nAAEC=20\r\nAA=3D=3D=20\n", "AAECAA==", NoteCode::QuotedPrintable),
        ] {
            assert_eq!(repaired(body), Ok((text.into(), [code].into())), "{body}");
        }
    }

    #[test]
    fn ambiguous_damage_is_rejected() {
        for (body, problem) in [
            ("AAEC", Problem::Length),
            ("AAECA", Problem::Length),
            ("AA-+", Problem::MixedAlphabets { offset: 3 }),
            ("AA/_", Problem::MixedAlphabets { offset: 3 }),
            ("AA==AAEC", Problem::Character { offset: 2 }),
            ("AA!C", Problem::Character { offset: 2 }),
            ("AA=3D=", Problem::Character { offset: 5 }),
            ("AA=3D=\n", Problem::Character { offset: 5 }),
            ("AA=4D=3D", Problem::Character { offset: 2 }),
            ("AA==\nAAEC", Problem::Character { offset: 2 }),
            ("AA==0AAAEC", Problem::Character { offset: 2 }),
            ("AAE=20\nAA==", Problem::Character { offset: 9 }),
            ("AAE=21\nAAEC", Problem::Character { offset: 3 }),
            ("AAE=\nAAEC", Problem::Character { offset: 3 }),
            ("AA\\nC", Problem::Character { offset: 2 }),
            ("AA&lt;", Problem::Character { offset: 2 }),
        ] {
            assert_eq!(repaired(body), Err(problem), "{body}");
        }
    }
}
