//! The first character of a body that is not base64, as a sign of what was done to the block.

use crate::error::{
    ErrorText,
    damaged_text::{
        ABBREVIATED, BACKTICKS, CONFLICT, CONTROL_CHARACTERS, ESCAPES, HTML_TAGS, NOT_ASCII,
        PADDING_INSIDE, PERCENT_ENCODED, QUOTED_PRINTABLE,
    },
    text::STRING_LITERALS,
};
use crate::text::lines::split_line;

/// Returns the error for a body that has a character at `offset` that is not base64, if the
/// character shows what was done to the text.
pub(crate) fn character(body: &[u8], offset: usize) -> Option<&'static ErrorText> {
    let rest = body.get(offset..)?;
    if stands_for_a_part(rest) {
        return Some(&ABBREVIATED);
    }
    if let Some((_, shown)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) {
        return Some(shown);
    }
    match rest {
        [b'\'', inside @ ..] if memchr::memchr_iter(b'\'', inside).nth(1).is_some() => {
            Some(&STRING_LITERALS)
        }
        [b'<', b'/' | b'a'..=b'z' | b'A'..=b'Z', ..] if rest.contains(&b'>') => Some(&HTML_TAGS),
        [b'&', ..] if is_entity(rest) => Some(&HTML_TAGS),
        [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
            Some(&PERCENT_ENCODED)
        }
        [b'=', high, low, b'\n' | b'\r' | b'=', ..]
            if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
        {
            Some(&QUOTED_PRINTABLE)
        }
        [b'=', b'\n' | b'\r', ..] if is_quoted_printable(rest) => Some(&QUOTED_PRINTABLE),
        [b'=', ..] => Some(&PADDING_INSIDE),
        [0x80..=0xff, ..] => Some(&NOT_ASCII),
        [0..=0x1f | 0x7f, ..] => Some(&CONTROL_CHARACTERS),
        _ => None,
    }
}

/// Characters that show by themselves what was done.
static SIGNS: [(&[u8], &ErrorText); 20] = [
    (b"<<<<<<<", &CONFLICT),
    (b"=======", &CONFLICT),
    (b">>>>>>>", &CONFLICT),
    (b"|||||||", &CONFLICT),
    (b"\"", &STRING_LITERALS),
    (b"\\n", &ESCAPES),
    (b"\\r", &ESCAPES),
    (b"\\t", &ESCAPES),
    (b"\\/", &ESCAPES),
    (b"\\\\", &ESCAPES),
    (b"\\x", &ESCAPES),
    (b"\\u", &ESCAPES),
    (b"\\0", &ESCAPES),
    (b"`n", &BACKTICKS),
    (b"`r", &BACKTICKS),
    (b"=3D", &QUOTED_PRINTABLE),
    (b"...", &ABBREVIATED),
    (b"***", &ABBREVIATED),
    ("\u{2022}".as_bytes(), &ABBREVIATED),
    ("\u{2026}".as_bytes(), &ABBREVIATED),
];

/// Returns whether `rest` begins with a word in brackets that stands for omitted text.
fn stands_for_a_part(rest: &[u8]) -> bool {
    const WORDS: [&[u8]; 8] =
        [b"redacted", b"snip", b"omitted", b"removed", b"hidden", b"masked", b"truncated", b"cut"];
    let [b'<' | b'[' | b'(' | b'{', inside @ ..] = rest else { return false };
    WORDS.iter().any(|word| {
        inside.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && matches!(inside.get(word.len()), Some(b'>' | b']' | b')' | b'}' | b' ' | b':'))
    })
}

/// Returns whether an entity of HTML is here.
fn is_entity(rest: &[u8]) -> bool {
    let head = rest.get(1..).unwrap_or_default();
    let length =
        head.iter().take(12).take_while(|it| it.is_ascii_alphanumeric() || **it == b'#').count();
    length > 1 && head.get(length) == Some(&b';')
}

/// Returns whether each line from here to the one before the last ends in
/// the `=` of a soft line break (RFC 2045 §6.7).
fn is_quoted_printable(rest: &[u8]) -> bool {
    let Some((_, mut rest)) = split_line(rest) else { return false };
    let mut count: usize = 0;
    while let Some((line, after)) = split_line(rest) {
        rest = after;
        if rest.trim_ascii().is_empty() {
            return count > 0;
        }
        if !line.ends_with(b"=") {
            return false;
        }
        count = count.saturating_add(1);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_tell_what_was_done() {
        for (rest, expected) in [
            ("\"\n\"MII", Some(&STRING_LITERALS)),
            ("'#13#10 +\n 'MII'#13#10", Some(&STRING_LITERALS)),
            ("' it's", None),
            ("<br class=\"\">", Some(&HTML_TAGS)),
            ("</p>", Some(&HTML_TAGS)),
            ("&lt;", Some(&HTML_TAGS)),
            ("\\nMII", Some(&ESCAPES)),
            ("\\/MII", Some(&ESCAPES)),
            ("`nMII", Some(&BACKTICKS)),
            ("%0AMII", Some(&PERCENT_ENCODED)),
            ("=\nMII=\nMII=\nMII\n", Some(&QUOTED_PRINTABLE)),
            ("=3D\n", Some(&QUOTED_PRINTABLE)),
            ("=21\nMII", Some(&QUOTED_PRINTABLE)),
            ("=21MII", Some(&PADDING_INSIDE)),
            ("==\nMII", Some(&PADDING_INSIDE)),
            ("=\nMII", Some(&PADDING_INSIDE)),
            ("...", Some(&ABBREVIATED)),
            ("***", Some(&ABBREVIATED)),
            ("<redacted>", Some(&ABBREVIATED)),
            ("[REDACTED]", Some(&ABBREVIATED)),
            ("[snip: 20 lines]", Some(&ABBREVIATED)),
            ("[snippet]", None),
            ("\u{2026}", Some(&ABBREVIATED)),
            ("\u{202a}", Some(&NOT_ASCII)),
            ("\x1b[0m", Some(&CONTROL_CHARACTERS)),
            ("<<<<<<< HEAD", Some(&CONFLICT)),
            (">>>>>>> x", Some(&CONFLICT)),
            ("=======\n", Some(&CONFLICT)),
            ("< b", None),
            ("& b", None),
            ("\\q", None),
            ("%zz", None),
            ("!", None),
            ("", None),
        ] {
            let found = character(rest.as_bytes(), 0).map(|text| text.text);
            assert_eq!(found, expected.map(|text| text.text), "{rest}");
        }
    }
}
