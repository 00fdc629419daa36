//! Bodies that show by their lines what was done to them: other characters in place of line ends, text
//! that was put in, hexadecimal digits.

use crate::{
    error::{
        ErrorText,
        damaged_text::{
            BACKSLASHES_LOST, HEXADECIMAL_BODY, HYPHENS, LINE_ENDS_REPLACED, TEXT_AFTER_BEGIN,
            UNLIKE_LINE,
        },
        text::STRING_LITERALS,
    },
    text::{base64::is_digit, hexadecimal::is_hex, lines::split_line, stray::hexadecimal_word},
};

/// Lengths of the lines of base64 that nearly all software writes (RFC 7468 §2, RFC 2045 §6.8).
const WIDTHS: [usize; 2] = [64, 76];
/// Maximum length of what replaces a line end.
const MOST_SEPARATOR: usize = 32;
/// Length of the start of a body in which its separators are looked for.
const WINDOW: usize = 1 << 12;
/// Minimum length of a line that is taken for base64.
const LEAST_LINE: usize = 40;

/// Returns the error for a block with something else in place of its line ends; `content` is between
/// the dashes of BEGIN and of END.
pub(super) fn replaced_line_ends(content: &[u8]) -> Option<&'static ErrorText> {
    Some(match separator(content)? {
        b"n" | b"rn" => &BACKSLASHES_LOST,
        found if found.iter().any(|byte| matches!(byte, b'"' | b'\'')) => &STRING_LITERALS,
        _ => &LINE_ENDS_REPLACED,
    })
}

/// Returns the error for a block whose lines are not those of base64, by all of its lines.
pub(super) fn other_lines(content: &[u8]) -> Option<&'static ErrorText> {
    if is_hex(content) && hexadecimal_word(content).is_some() {
        Some(&HEXADECIMAL_BODY)
    } else if has_hyphens_at_line_ends(content) {
        Some(&HYPHENS)
    } else {
        has_text_after_begin(content).then_some(&TEXT_AFTER_BEGIN)
    }
}

/// Returns the error for a block with a line that is longer or shorter than the others, and the offset
/// of that line.
pub(super) fn unlike_line(content: &[u8]) -> Option<(&'static ErrorText, usize)> {
    let mut rest = content;
    (0..3).find_map(|_| {
        let (line, after) = split_line(rest.trim_ascii_start())?;
        rest = after;
        odd_line(content, line.trim_ascii_end().len())
    })
}

/// Returns what is between pieces of base64 of a usual length, and maybe before and after them.
fn separator(content: &[u8]) -> Option<&[u8]> {
    let is_line_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let start = content.iter().take_while(|byte| is_line_end(byte)).count();
    let ends = content.iter().rev().take_while(|byte| is_line_end(byte)).count();
    let body = content.get(start..content.len().saturating_sub(ends))?;
    let body = body.get(..WINDOW).unwrap_or(body);
    for width in WIDTHS {
        for length in 1..=MOST_SEPARATOR {
            for before in [length, 0] {
                let found = separator_of(body, width, length, before);
                if found.is_some() {
                    return found;
                }
            }
        }
    }
    None
}

/// Returns the separator of this length after the first piece of this width, if it is between all of
/// them; `before` is its length before the first one.
fn separator_of(body: &[u8], width: usize, length: usize, before: usize) -> Option<&[u8]> {
    let (first, body) = body.split_at_checked(before)?;
    let found = body.get(width..)?.get(..length)?;
    let is_new = found.iter().all(|byte| !matches!(byte, b'\n' | b'\r'))
        && found.iter().any(|byte| !byte.is_ascii_whitespace());
    if !is_new || !first.is_empty() && first != found {
        return None;
    }
    let count = pieces(body, width, found)?.saturating_add(usize::from(before > 0));
    // Base64 may have one character at several of these places by chance.
    let least = if found.iter().all(|byte| is_digit(*byte)) { 4 } else { 2 };
    (count >= least).then_some(found)
}

/// Returns how often `separator` is after a piece of base64 of this width; `None` if anything else is.
fn pieces(body: &[u8], width: usize, separator: &[u8]) -> Option<usize> {
    let is_base64 = |text: &[u8]| text.iter().all(|byte| is_digit(*byte) || *byte == b'=');
    let (mut rest, mut count): (_, usize) = (body, 0);
    while let Some((piece, after)) = rest.split_at_checked(width) {
        if !is_base64(piece) {
            break;
        }
        // The last piece may be of the same width, and the window may end in a separator.
        if after.len() < separator.len() && separator.starts_with(after) {
            rest = piece;
            break;
        }
        rest = after.strip_prefix(separator)?;
        count = count.saturating_add(1);
    }
    let last = rest.strip_suffix(separator);
    count = count.saturating_add(usize::from(last.is_some()));
    is_base64(last.unwrap_or(rest)).then_some(count)
}

/// Returns whether there are hyphens, and all of them at line ends, as word processors break words.
fn has_hyphens_at_line_ends(content: &[u8]) -> bool {
    let mut hyphens = memchr::memchr_iter(b'-', content).peekable();
    hyphens.peek().is_some()
        && hyphens.all(|at| {
            let after = at.checked_add(1).and_then(|after| content.get(after));
            matches!(after, Some(b'\n' | b'\r'))
        })
}

/// Returns whether there is something that is not base64, or too short for a line of it, between BEGIN
/// and the end of its line.
fn has_text_after_begin(content: &[u8]) -> bool {
    let Some((tail, rest)) = split_line(content) else { return false };
    let Some((next, _)) = split_line(rest.trim_ascii_start()) else { return false };
    let (tail, next) = (tail.trim_ascii(), next.trim_ascii());
    let is_base64 = tail.iter().all(|byte| is_digit(*byte)) && tail.len() >= LEAST_LINE;
    !tail.is_empty()
        && !is_base64
        && !tail.iter().any(u8::is_ascii_control)
        && next.len() >= LEAST_LINE
        && next.iter().all(|byte| is_digit(*byte))
}

/// Returns the first line that has not this width, if few have not; the last one may be shorter.
fn odd_line(content: &[u8], width: usize) -> Option<(&'static ErrorText, usize)> {
    let (mut rest, mut found) = (content, None);
    let (mut count, mut odd): (usize, usize) = (0, 0);
    while let Some((line, after)) = split_line(rest) {
        let offset = content.len().saturating_sub(rest.len());
        rest = after;
        let length = line.trim_ascii_end().len();
        let is_last = after.trim_ascii().is_empty();
        if length == 0 {
            continue;
        }
        count = count.saturating_add(1);
        // A header is no line of the body.
        if (length > width || length < width && !is_last) && !line.contains(&b':') {
            odd = odd.saturating_add(1);
            found = found.or(Some((&UNLIKE_LINE, offset)));
        }
    }
    found.filter(|_| width >= LEAST_LINE && odd <= count >> 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String, vec::Vec};

    /// Base64 of three lines and a half, without `+`, `/` and a letter n at a line end.
    fn lines() -> Vec<String> {
        let digits = "MIICwTCCAmigAwIBAgIINQyinZ8IkFgwCgYIKoZIzj0EAwIwQTELMAkGA1UEBhMC";
        let mut lines: Vec<String> =
            (1..5).map(|at| digits.replace("QyinZ8", &format!("{at:06}"))).collect();
        lines.push("FgxFjAUBgNVBAoMDUV4YW1wbGUgVHJ1".into());
        lines
    }

    #[test]
    fn line_ends_in_many_spellings() {
        for (separator, expected) in [
            ("#012", &LINE_ENDS_REPLACED),
            ("^J", &LINE_ENDS_REPLACED),
            ("/n", &LINE_ENDS_REPLACED),
            ("<LF>", &LINE_ENDS_REPLACED),
            (" | ", &LINE_ENDS_REPLACED),
            ("_", &LINE_ENDS_REPLACED),
            ("n", &BACKSLASHES_LOST),
            ("rn", &BACKSLASHES_LOST),
            ("' || chr(10) || '", &STRING_LITERALS),
            ("\\n\", \"", &STRING_LITERALS),
        ] {
            let joined = lines().join(separator);
            for content in [
                format!("{separator}{joined}{separator}"),
                format!("\n{joined}\r\n"),
                format!("\n{joined}{separator}\n"),
            ] {
                let found = replaced_line_ends(content.as_bytes()).map(|text| text.text);
                assert_eq!(found, Some(expected.text), "{content}");
            }
        }
    }

    #[test]
    fn line_ends_that_are_line_ends() {
        let text = lines();
        for content in [
            text.join("\n"),
            text.join("  "),
            text.join("\n> "),
            text.concat(),
            "A".repeat(63),
            text.join("#012").replacen("#012", "#013", 1),
            text[..2].join("n"),
            String::new(),
        ] {
            assert!(replaced_line_ends(content.as_bytes()).is_none(), "{content}");
        }
    }

    #[test]
    fn bodies_by_their_lines() {
        let text = lines().join("\n");
        let der = include_bytes!("../../../testdata/certificate/rsa-2048.der");
        let hex: String = der.iter().map(|byte| format!("{byte:02x}")).collect();
        for (content, expected) in [
            (format!("\n{}\n{}\n", &hex[..64], &hex[64..]), Some(&HEXADECIMAL_BODY)),
            (format!("\n{}\n", text.replace("MIIC", "-\nMIIC")), Some(&HYPHENS)),
            (format!(" # my cert\n{text}\n"), Some(&TEXT_AFTER_BEGIN)),
            (format!("\tserver\r\n{text}\n"), Some(&TEXT_AFTER_BEGIN)),
            (format!("\x1b[0m\n{text}\n"), None),
            (format!("\n{text}\n"), None),
            (format!("{text}\n"), None),
            (format!("\n{}\n", text.replace("MIIC", "-MIIC")), None),
            ("\n".into(), None),
        ] {
            let found = other_lines(content.as_bytes()).map(|text| text.text);
            assert_eq!(found, expected.map(|text| text.text), "{content}");
        }
    }

    #[test]
    fn one_line_that_is_not_like_the_others() {
        let text = lines();
        let with = |at: usize, line: &str| {
            let mut lines = text.clone();
            lines.insert(at, line.into());
            format!("\n{}\n", lines.join("\n"))
        };
        for at in 0..5 {
            let content = with(at, "Page 2 of 3");
            let (found, offset) = unlike_line(content.as_bytes()).unwrap();
            assert_eq!(found.text, UNLIKE_LINE.text);
            assert!(content[offset..].starts_with("Page"), "{content}");
        }
        let longer = format!("\n{}\n", text.join("\n").replacen("ZIzj", "ZIIzj", 1));
        assert_eq!(unlike_line(longer.as_bytes()).unwrap().1, 1);
        for content in [
            with(0, "DEK-Info: a,b"),
            with(5, ""),
            with(0, &text[0]),
            "\nAA\nA\nAA\nAA\n".into(),
            text.concat(),
        ] {
            assert!(unlike_line(content.as_bytes()).is_none(), "{content}");
        }
    }
}
