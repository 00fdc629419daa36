//! Declarations in the source of a program: string constants in several literals, and byte arrays.

use super::{
    decoded::{Attempt, Broken, LeftOut},
    exclusive::check_values,
    literal::{Escapes, literal, unescape},
    spans::{offset_of, split_span},
    value::{Encoding, Value},
};
use crate::{
    error::text::OTHER_ENCODING,
    secret::Scratch,
    text::boundary::{Before, before_on_line, has_begin},
};
use memchr::memmem;

/// Returns the text of all string constants with PEM text. At least one of them must consist of
/// several literals: adjacent as in C (C11 §6.4.5), joined with `+` as in Java and C#, or one for each
/// character in an array.
pub(super) fn string_constants(text: &[u8]) -> Attempt {
    if memchr::memchr2(b'"', b'\'', text).is_none() {
        return Ok(None);
    }
    let mut constants = Constants {
        joined: Scratch::with_capacity(text.len().saturating_add(1)),
        head: text,
        start: 0,
        literals: 0,
        is_joined: false,
        count: 0,
        arrays: 0,
        array: 0,
        left_out: LeftOut::default(),
    };
    match constants.read(text) {
        Some(()) if constants.is_joined => {}
        _ => return Ok(None),
    }
    // Which one of several arrays is meant is not examined.
    match (constants.arrays, constants.count, constants.array) {
        (0, ..) => {}
        (1, 1, offset) => check_values(text, &[offset])?,
        (arrays, count, _) if arrays == count => return Ok(None),
        (.., offset) => return Err(Broken { cause: &OTHER_ENCODING, offset }),
    }
    constants.left_out.check(constants.joined)
}

/// The constants so far, one after the other.
struct Constants<'a> {
    joined: Scratch,
    /// The text before the current one.
    head: &'a [u8],
    /// Where the current one begins, and its number of literals.
    start: usize,
    literals: usize,
    /// A constant with PEM text consists of several literals.
    is_joined: bool,
    /// The number of constants with PEM text, how many of them are arrays of characters, and the offset of
    /// the last of those.
    count: usize,
    arrays: usize,
    array: usize,
    left_out: LeftOut,
}

impl<'a> Constants<'a> {
    /// Reads all of them.
    fn read(&mut self, text: &'a [u8]) -> Option<()> {
        let mut rest = text;
        // What is between two literals is no string, and a block there would be dropped.
        let mut between = text;
        while let Some((token, after)) = token(rest)? {
            match token {
                Token::Literal(inside) => {
                    let code = between.get(..offset_of(between, rest))?;
                    self.leave_out(code, offset_of(text, between))?;
                    match inside {
                        // The end of a string in C.
                        br"\0" => self.close(offset_of(text, rest))?,
                        _ => {
                            if self.literals == 0 {
                                self.head = text.get(..offset_of(text, rest))?;
                            }
                            self.add(inside)?;
                        }
                    }
                    between = after;
                }
                Token::Joiner => {}
                Token::Comma if self.is_characters() => {}
                Token::Comma | Token::Other => self.close(offset_of(text, rest))?,
            }
            rest = after;
        }
        self.leave_out(between, offset_of(text, between))?;
        self.close(text.len())
    }

    /// Whether the current constant is a list of single characters, which commas join.
    fn is_characters(&self) -> bool {
        self.literals > 0 && self.joined.len().saturating_sub(self.start) == self.literals
    }

    /// Leaves out what is not in a literal.
    fn leave_out(&mut self, code: &[u8], offset: usize) -> Option<()> {
        self.left_out.add(code, offset);
        (!has_begin(code)).then_some(())
    }

    fn add(&mut self, inside: &[u8]) -> Option<()> {
        let (plain, _) = unescape(inside, Escapes::Program)?;
        self.literals = self.literals.checked_add(1)?;
        self.joined.extend(&plain).then_some(())
    }

    /// Ends the current constant before `offset`. One without PEM text is dropped.
    fn close(&mut self, offset: usize) -> Option<()> {
        if self.literals == 0 {
            return Some(());
        }
        let constant = self.joined.get(self.start..)?;
        if has_begin(constant) {
            self.count = self.count.saturating_add(1);
            if self.is_characters() {
                self.arrays = self.arrays.saturating_add(1);
                self.array = self.head.len();
                if !begins_array(self.head) {
                    return None;
                }
            }
            self.is_joined |= self.literals > 1;
            if self.joined.last() != Some(&b'\n') && !self.joined.push(b'\n') {
                return None;
            }
        } else {
            self.left_out.add(constant, offset);
            self.joined.truncate(self.start);
        }
        (self.start, self.literals) = (self.joined.len(), 0);
        Some(())
    }
}

/// Whether what follows this text is the first element of an array that is not commented out.
fn begins_array(head: &[u8]) -> bool {
    matches!(head.trim_ascii_end(), [.., b'{' | b'[' | b'('])
        && !matches!(before_on_line(head, head.len()), Before::Comment(_))
}

enum Token<'a> {
    /// The content of a string literal.
    Literal(&'a [u8]),
    /// What may be between the literals of one constant.
    Joiner,
    Comma,
    Other,
}

/// Returns the first token of `text` and what follows it: `Some(None)` at the end of the text, `None` if
/// the text is not source code.
#[expect(clippy::option_option, reason = "the end of a text is not a mistake in it")]
fn token(text: &[u8]) -> Option<Option<(Token<'_>, &[u8])>> {
    let found = match text {
        [] => return Some(None),
        [b'"', ..] | [b'\'', ..] => {
            let (inside, after) = literal(text, *text.first()?)?;
            let is_continued = |at: usize| {
                let before = inside.get(..at).unwrap_or_default();
                before.ends_with(b"\\") || before.ends_with(b"\\\r")
            };
            if !memchr::memchr_iter(b'\n', inside).all(is_continued) {
                return None;
            }
            (Token::Literal(inside), after)
        }
        [b'/', b'/', ..] => {
            (Token::Joiner, text.get(memchr::memchr(b'\n', text).unwrap_or(text.len())..)?)
        }
        [b'/', b'*', inside @ ..] => {
            (Token::Joiner, inside.get(memmem::find(inside, b"*/")?.checked_add(2)?..)?)
        }
        [b'+' | b'\\', after @ ..] => (Token::Joiner, after),
        [byte, ..] if byte.is_ascii_whitespace() => {
            (Token::Joiner, split_span(text, |byte| byte.is_ascii_whitespace()).1)
        }
        [b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z', ..] => {
            (Token::Other, split_span(text, is_word_byte).1)
        }
        [b',', after @ ..] => (Token::Comma, after),
        [b'#' | b'*' | b'&' | b'=' | b';' | b'.' | b':' | b'<' | b'>' | b'@', after @ ..]
        | [b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'/' | b'-' | b'!' | b'|', after @ ..] => {
            (Token::Other, after)
        }
        _ => return None,
    };
    Some(Some(found))
}

const fn is_word_byte(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

/// Decodes arrays of octets in C, as `xxd -i` writes them: `NAME[] = { 0x30, .. };`. A constant
/// `NAME_len` after one must have its length, with or without a NUL at the end.
pub(super) fn byte_arrays<'a>(text: &'a [u8], visit: &mut dyn FnMut(Value<'a>)) -> Option<()> {
    memchr::memchr(b'{', text)?;
    let mut rest = text;
    let (mut octets, mut without_nul): (usize, usize) = (0, 0);
    while let Some((_, after)) = token(rest)? {
        let (word, _) = split_span(rest, is_word_byte);
        rest = match rest {
            [b'{', inside @ ..] if begins_like_octets(inside)? => {
                let (array, after) = inside.split_at_checked(memchr::memchr(b'}', inside)?)?;
                octets = octets_of(array)?;
                without_nul = octets.saturating_sub(usize::from(ends_in_nul(array)));
                let offset = offset_of(text, inside);
                visit(Value::nameless(Encoding::Hex, array, offset));
                after
            }
            _ => after,
        };
        let declared = declared_length(rest).filter(|_| word.ends_with(b"_len"));
        if declared.is_some_and(|length| length != octets && length != without_nul) {
            return None;
        }
    }
    Some(())
}

/// Returns whether an array begins with a hexadecimal number, with the decimal or octal one that DER
/// begins with, or with a character, perhaps after a comment. Of these only two digits after `0x`, and no
/// comments, are read.
fn begins_like_octets(array: &[u8]) -> Option<bool> {
    let mut rest = array;
    while let Some((Token::Joiner, after)) = token(rest)? {
        rest = after;
    }
    let is_octal = matches!(rest, [b'0', b'6', b'0', ..]);
    Some(is_octal || matches!(rest, [b'0', b'x' | b'X', ..] | [b'4', b'8', b',', ..] | [b'\'', ..]))
}

/// Returns the number of octets of an array, each with two digits after `0x`.
fn octets_of(array: &[u8]) -> Option<usize> {
    let mut count: usize = 0;
    for octet in array.trim_ascii().trim_ascii_end().split(|byte| *byte == b',') {
        match octet.trim_ascii() {
            [b'0', b'x' | b'X', high, low]
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                count = count.checked_add(1)?;
            }
            // After the last comma.
            [] => {}
            _ => return None,
        }
    }
    Some(count)
}

/// Returns whether the last octet is the NUL that Mbed TLS wants after a text.
fn ends_in_nul(array: &[u8]) -> bool {
    let array = array.trim_ascii_end();
    array.strip_suffix(b",").unwrap_or(array).trim_ascii_end().ends_with(b"0x00")
}

/// Returns the number that a declaration assigns to the name before `text`.
fn declared_length(text: &[u8]) -> Option<usize> {
    let number = text.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (digits, _) = split_span(number, |byte| byte.is_ascii_digit());
    core::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String, vec::Vec};

    const BEGIN: &str = "-----BEGIN X-----";

    fn constants(text: &str) -> Option<String> {
        let read = string_constants(text.as_bytes()).ok().flatten()?;
        Some(String::from_utf8(read.bytes.to_vec()).unwrap())
    }

    #[test]
    fn constants_of_several_literals() {
        let one = format!("{BEGIN}\nAAEC\n");
        for text in [
            format!("const char *a =\n  \"{BEGIN}\\n\"\n  \"AAEC\\n\"\n;\n"),
            format!(
                "static const char a[] = \"{BEGIN}\\r\\n\" /* c */ // d\n \"AAEC\"; int n = 1;"
            )
            .replace("\\r", ""),
            format!("#include <a.h>\n#include \"b.h\"\n#define A \"{BEGIN}\\n\" \\\r\n \"AAEC\"\n"),
            format!("String a = \"{BEGIN}\\n\" +\n    \"AAEC\\n\";\n"),
            format!("char *a = \"{BEGIN}\\n\\\nAAEC\\n\" \"\";"),
        ] {
            assert_eq!(constants(&text).as_deref(), Some(&*one), "{text}");
        }
        let two =
            format!("char a[] = \"{BEGIN}\\n\"\n\"AA\"; char *b = \"{BEGIN}\\nAB\"; c(\"d\");");
        assert_eq!(constants(&two), Some(format!("{BEGIN}\nAA\n{BEGIN}\nAB\n")));
        for text in [
            format!("char *a = \"{BEGIN}\\nAAEC\\n\";"),
            format!("char *a = \"{BEGIN}\\n\" \"AAEC\\n;"),
            format!("char *a = \"{BEGIN}\\n\" \"AA\\qEC\\n\";"),
            format!("char *a = \"{BEGIN}\n\" \"AAEC\n\";"),
            format!("char *a = \"{BEGIN}\\n\" \"AAEC\" /* c"),
            format!("char *a = \"{BEGIN}\\n\" \"AAEC\" § ;"),
            format!(" {BEGIN}\n AAEC\nchar *a = \"-----BEGIN \" \"X-----\\nAAEC\";"),
            format!("char *a = \"-----BEGIN \" \"X-----\\nAAEC\";\n {BEGIN}\n AAEC\n"),
        ] {
            assert_eq!(constants(&text), None, "{text}");
        }
    }

    fn arrays(text: &str) -> Option<Vec<String>> {
        let mut found = Vec::new();
        byte_arrays(text.as_bytes(), &mut |value| {
            assert!(text.as_bytes()[value.offset..].starts_with(value.text));
            found.push(String::from_utf8(value.text.to_vec()).unwrap());
        })?;
        Some(found)
    }

    #[test]
    fn arrays_of_octets() {
        let text =
            "unsigned char a_der[] = {\n  0x30, 0x01,\n  0x0A,\n};\nunsigned int a_der_len = 3;\n";
        assert_eq!(arrays(text).unwrap(), ["\n  0x30, 0x01,\n  0x0A,\n"]);
        let nul = "char a[] = {0x30, 0x01, 0x00,\n};\nunsigned int a_len = 2;";
        assert_eq!(arrays(nul).unwrap(), ["0x30, 0x01, 0x00,\n"]);
        let two = "/* c */ const uint8_t a[2] = {0x30,0x01}; static const char *x = \"y\"; char b[]={0x02};";
        assert_eq!(arrays(two).unwrap(), ["0x30,0x01", "0x02"]);
        let two = "char a[] = {0X30, 0X01}; int b[] = {1, 2}; void c() { /* d */ e(); }";
        assert_eq!(arrays(two).unwrap(), ["0X30, 0X01"]);
        for text in [
            "unsigned char a[] = {0x30, 0x01};\nunsigned int a_len = 3;",
            "unsigned char a[] = {0x30, 0x00};\nunsigned int a_len = 3;",
            "unsigned char a[] = {0x30, 0x01};\nunsigned int a_len = 1;",
            "unsigned char a[] = {0x30, 0x1};",
            "unsigned char a[] = {0x30, 48};",
            "unsigned char a[] = {0x30, 0x01",
            "unsigned char a[] = {0x30 0x01};",
            "unsigned char a[] = {0x30, 0x01}; unsigned char b[] = {48,1};",
            "unsigned char a[] = {0x30, 0x01}; unsigned char b[] = {060, 01};",
            "unsigned char a[] = {0x30, 0x01}; unsigned char b[] = {'0', '\\1'};",
            "unsigned char a[] = {0x30, 0x01}; unsigned char b[] = { /* b */ 0x30, 0x01};",
        ] {
            assert_eq!(arrays(text), None, "{text}");
        }
    }
}
