//! Strings of any ASN.1 type, printed in one line.

use crate::{tag::Tag, x509::name::line::Line};
use alloc::string::String;
use core::{
    fmt::{self, Write},
    str,
};

/// A string in the input.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a> {
    encoding: Encoding,
    rest: &'a [u8],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// UTF8String.
    Utf8,
    /// PrintableString and IA5String; both may hold any ASCII character.
    Ascii,
    /// NumericString, VisibleString, GraphicString and GeneralString, in ASCII.
    OldAscii,
    /// T61String: in practice Latin-1, as OpenSSL reads it.
    Latin1,
    /// BMPString, including surrogate pairs, which Windows writes.
    Utf16,
    /// UniversalString.
    Utf32,
}

/// Which characters are escaped in addition to invisible ones.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Those of RFC 4514 §2.4 and their lookalikes, so that no value can look like another attribute.
    Rfc4514,
    /// The backslash only, for text that is not part of a name.
    Alone,
}

impl<'a> Text<'a> {
    /// A string with these content octets; `None` if the type is not a string.
    pub(crate) fn of_tag(tag: Tag, content: &'a [u8]) -> Option<Self> {
        let encoding = match tag {
            Tag::UTF8_STRING => Encoding::Utf8,
            Tag::PRINTABLE_STRING | Tag::IA5_STRING => Encoding::Ascii,
            Tag::NUMERIC_STRING
            | Tag::VISIBLE_STRING
            | Tag::GRAPHIC_STRING
            | Tag::GENERAL_STRING => Encoding::OldAscii,
            Tag::T61_STRING => Encoding::Latin1,
            Tag::BMP_STRING => Encoding::Utf16,
            Tag::UNIVERSAL_STRING => Encoding::Utf32,
            _ => return None,
        };
        Some(Text { encoding, rest: content })
    }

    /// An IA5String with these content octets.
    pub(crate) fn ascii(content: &'a [u8]) -> Self {
        Text { encoding: Encoding::Ascii, rest: content }
    }

    /// The text without escapes, if every byte fits the type.
    pub(crate) fn exact(self) -> Option<String> {
        let character = |piece| match piece {
            Piece::Character(character) => Some(character),
            Piece::Misfit(_) => None,
        };
        self.map(character).collect()
    }

    /// Whether RFC 5280 §4.1.2.4 forbids the type in new certificates.
    pub(super) fn is_of_old_type(&self) -> bool {
        !matches!(self.encoding, Encoding::Utf8 | Encoding::Ascii)
    }

    /// Whether it is a T61String that is not ASCII.
    pub(super) fn is_guessed_latin_1(&self) -> bool {
        self.encoding == Encoding::Latin1 && !self.rest.is_ascii()
    }

    /// Whether every byte fits the type.
    pub(super) fn fits(mut self) -> bool {
        match self.encoding {
            Encoding::Utf8 => str::from_utf8(self.rest).is_ok(),
            _ => self.all(|piece| matches!(piece, Piece::Character(_))),
        }
    }

    pub(crate) fn fmt(self, style: Style, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = Line::new(f);
        self.write(style, &mut line)?;
        line.finish()
    }

    pub(super) fn write(mut self, style: Style, line: &mut Line<'_>) -> fmt::Result {
        // The start of the value counts as a space.
        let mut after_space = true;
        if style == Style::Rfc4514 && self.begins_with_space_or_hash() {
            line.write_str("\\")?;
            if let Some(Piece::Character(first)) = self.next() {
                line.write_char(first)?;
                after_space = first == ' ';
            }
        }
        loop {
            let plain = self.take_plain();
            line.write_ascii(plain)?;
            if let Some(last) = plain.last() {
                after_space = *last == b' ';
            }
            match self.next() {
                None => return Ok(()),
                Some(Piece::Misfit(bytes)) => {
                    write_escaped(bytes, line)?;
                    after_space = false;
                }
                Some(Piece::Character(character)) => {
                    let is_hidden = is_invisible(character)
                        || (style == Style::Rfc4514 && is_separator_lookalike(character))
                        || (is_other_space(character) && (after_space || self.is_before_space()));
                    if is_hidden {
                        write_escaped(character.encode_utf8(&mut [0; 4]).as_bytes(), line)?;
                    } else {
                        write_character(character, self.rest.is_empty(), style, line)?;
                    }
                    after_space = character == ' ' || is_other_space(character);
                }
            }
        }
    }

    /// Whether the next character is a space, or there is none.
    fn is_before_space(&self) -> bool {
        match self.clone().next() {
            None => true,
            Some(Piece::Character(next)) => next == ' ' || is_other_space(next),
            Some(Piece::Misfit(_)) => false,
        }
    }

    /// Whether the first character is one that RFC 4514 §2.4 escapes there and nowhere else. In
    /// UTF-16 and UTF-32 its first byte is zero.
    fn begins_with_space_or_hash(&self) -> bool {
        matches!(self.rest.first(), Some(0 | b' ' | b'#'))
            && matches!(self.clone().next(), Some(Piece::Character(' ' | '#')))
    }

    /// Takes the ASCII that needs no escapes, without a space at the end of the string. Empty for
    /// UTF-16 and UTF-32.
    fn take_plain(&mut self) -> &'a [u8] {
        if matches!(self.encoding, Encoding::Utf16 | Encoding::Utf32) {
            return &[];
        }
        let odd = self.rest.iter().position(|byte| !is_plain(*byte));
        let length = match self.rest {
            [before @ .., b' '] if odd.is_none() => before.len(),
            rest => odd.unwrap_or(rest.len()),
        };
        let (plain, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        plain
    }

    /// Takes `length` bytes that do not fit the type.
    fn misfit(&mut self, length: usize) -> Piece<'a> {
        let at = length.min(self.rest.len());
        let (bytes, rest) = self.rest.split_at_checked(at).unwrap_or_default();
        self.rest = rest;
        Piece::Misfit(bytes)
    }

    /// Takes `length` bytes, the encoding of this character.
    fn character(&mut self, character: char, length: usize) -> Piece<'a> {
        self.rest = self.rest.get(length..).unwrap_or_default();
        Piece::Character(character)
    }

    fn next_utf8(&mut self, first: u8) -> Piece<'a> {
        let length = match first {
            ..0x80 => return self.character(char::from(first), 1),
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return self.misfit(1),
        };
        let bytes = self.rest.get(..length).unwrap_or_default();
        match str::from_utf8(bytes).ok().and_then(|text| text.chars().next()) {
            Some(character) => self.character(character, length),
            None => self.misfit(1),
        }
    }

    fn next_utf16(&mut self) -> Piece<'a> {
        let [a, b, rest @ ..] = self.rest else { return self.misfit(1) };
        let unit = u16::from_be_bytes([*a, *b]);
        if let Some(character) = char::from_u32(u32::from(unit)) {
            return self.character(character, 2);
        }
        let [c, d, ..] = rest else { return self.misfit(2) };
        match char::decode_utf16([unit, u16::from_be_bytes([*c, *d])]).next() {
            Some(Ok(character)) => self.character(character, 4),
            _ => self.misfit(2),
        }
    }

    fn next_utf32(&mut self) -> Piece<'a> {
        let [a, b, c, d, ..] = self.rest else { return self.misfit(4) };
        match char::from_u32(u32::from_be_bytes([*a, *b, *c, *d])) {
            Some(character) => self.character(character, 4),
            None => self.misfit(4),
        }
    }
}

/// One character, or bytes that are none.
pub(crate) enum Piece<'a> {
    Character(char),
    /// Bytes that do not fit the type.
    Misfit(&'a [u8]),
}

impl<'a> Iterator for Text<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let first = *self.rest.first()?;
        Some(match self.encoding {
            Encoding::Utf8 => self.next_utf8(first),
            Encoding::Ascii | Encoding::OldAscii if !first.is_ascii() => self.misfit(1),
            Encoding::Ascii | Encoding::OldAscii | Encoding::Latin1 => {
                self.character(char::from(first), 1)
            }
            Encoding::Utf16 => self.next_utf16(),
            Encoding::Utf32 => self.next_utf32(),
        })
    }
}

/// Printable ASCII that no style escapes.
fn is_plain(byte: u8) -> bool {
    PLAIN.get(usize::from(byte)) == Some(&true)
}

const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut rest = plain.as_mut_slice();
    let mut byte = 0_u8;
    while let Some((entry, tail)) = rest.split_first_mut() {
        *entry = matches!(byte, b' '..=b'~') && !is_special(byte);
        rest = tail;
        byte = byte.wrapping_add(1);
    }
    plain
};

/// The characters that RFC 4514 §2.4 escapes in any position.
pub(super) const fn is_special(byte: u8) -> bool {
    // Without branches, so that many bytes can be tested at once.
    (byte == b'"')
        | (byte == b'+')
        | (byte == b',')
        | (byte == b';')
        | (byte == b'<')
        | (byte == b'>')
        | (byte == b'\\')
}

fn write_character(character: char, last: bool, style: Style, line: &mut Line<'_>) -> fmt::Result {
    let escape = match style {
        Style::Rfc4514 => {
            u8::try_from(character).is_ok_and(is_special) || (last && character == ' ')
        }
        Style::Alone => character == '\\',
    };
    if escape {
        line.write_str("\\")?;
    }
    line.write_char(character)
}

fn write_escaped(bytes: &[u8], line: &mut Line<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(line, "\\{byte:02X}"))
}

/// Whether a character is invisible or changes how its neighbours look: control characters (Cc), line
/// and paragraph separators, bidirectional controls, the Default_Ignorable_Code_Points of Unicode,
/// which include the zero-width characters, and the blank Braille pattern.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\0'..='\x1f'
            | '\x7f'..='\u{9f}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether a character looks like one that separates the attributes of a name: those that Unicode
/// folds to `, + ; = < > " \` (NFKC), and U+201A, the low quotation mark.
fn is_separator_lookalike(character: char) -> bool {
    matches!(
        character,
        '\u{37e}'
            | '\u{201a}'
            | '\u{207a}'
            | '\u{207c}'
            | '\u{208a}'
            | '\u{208c}'
            | '\u{fb29}'
            | '\u{fe10}'
            | '\u{fe14}'
            | '\u{fe50}'
            | '\u{fe54}'
            | '\u{fe62}'
            | '\u{fe64}'..='\u{fe66}'
            | '\u{fe68}'
            | '\u{ff02}'
            | '\u{ff0b}'..='\u{ff0c}'
            | '\u{ff1b}'..='\u{ff1e}'
            | '\u{ff3c}'
    )
}

/// A space other than U+0020. One between two words is text, as in Japanese names; several can move
/// what follows out of sight.
fn is_other_space(character: char) -> bool {
    !character.is_ascii() && character.is_whitespace()
}

/// Makes text from a file safe to print: always one line, without invisible characters.
///
/// Control, bidirectional, zero-width and other invisible characters, and spaces other than U+0020
/// at either end or beside another space, are printed as `\XX` for each byte of their UTF-8. A
/// backslash is doubled. Everything else is unchanged.
///
/// Use it for text that this crate returns as it was in the file:
/// [`Certificate::friendly_name`](crate::Certificate::friendly_name),
/// [`PrivateKey::friendly_name`](crate::PrivateKey::friendly_name),
/// [`Attribute::text`](crate::Attribute::text) and URLs in extensions. A [`Name`](crate::Name) and a
/// [`GeneralName`](crate::GeneralName) escape what they print.
///
/// ```
/// println!("{}", anycert::escape("web\u{1b}[2J\n")); // web\1B[2J\0A
/// ```
#[must_use]
pub fn escape(text: &str) -> impl fmt::Display {
    Escaped(Text { encoding: Encoding::Utf8, rest: text.as_bytes() })
}

struct Escaped<'a>(Text<'a>);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(Style::Alone, f)
    }
}
