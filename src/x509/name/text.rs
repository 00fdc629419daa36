//! The strings of a Name, of whatever ASN.1 type, written into one line.

use crate::{tag::Tag, x509::name::line::Line};
use alloc::string::String;
use core::{
    fmt::{self, Write},
    str,
};

/// A string as it stands in the input.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a> {
    encoding: Encoding,
    rest: &'a [u8],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// UTF8String.
    Utf8,
    /// PrintableString and IA5String; further characters of ASCII pass in both.
    Ascii,
    /// NumericString, VisibleString, GraphicString and GeneralString, as far as they are ASCII.
    OldAscii,
    /// T61String: what is written as such is Latin-1 in practice, as OpenSSL reads it.
    Latin1,
    /// BMPString; surrogate pairs are joined, as Windows writes them.
    Utf16,
    /// UniversalString.
    Utf32,
}

/// What is escaped beside invisible characters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// All that RFC 4514 §2.4 demands, so that no value can look like another attribute.
    Rfc4514,
    /// Only the backslash: for text that stands alone.
    Alone,
}

impl<'a> Text<'a> {
    /// The content octets of a string type; nothing for other types.
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

    /// The content octets of an IA5String.
    pub(crate) fn ascii(content: &'a [u8]) -> Self {
        Text { encoding: Encoding::Ascii, rest: content }
    }

    /// The text, if every byte fits the type.
    pub(crate) fn exact(self) -> Option<String> {
        let character = |piece| match piece {
            Piece::Character(character) => Some(character),
            Piece::Misfit(_) => None,
        };
        self.map(character).collect()
    }

    /// Whether it is of a type that RFC 5280 §4.1.2.4 leaves to old certificates or forbids.
    pub(super) fn is_of_old_type(&self) -> bool {
        !matches!(self.encoding, Encoding::Utf8 | Encoding::Ascii)
    }

    /// Whether it is a T61String that is not in plain ASCII.
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
        if style == Style::Rfc4514 && self.begins_with_blank_or_hash() {
            line.write_str("\\")?;
            if let Some(Piece::Character(first)) = self.next() {
                line.write_char(first)?;
            }
        }
        loop {
            line.write_ascii(self.take_plain())?;
            match self.next() {
                None => return Ok(()),
                Some(Piece::Misfit(bytes)) => write_escaped(bytes, line)?,
                Some(Piece::Character(character)) => {
                    let last = self.rest.is_empty();
                    write_character(character, last, style, line)?;
                }
            }
        }
    }

    /// Whether the first character is one that RFC 4514 §2.4 escapes there and nowhere else. In
    /// UTF-16 and UTF-32 its first byte is zero.
    fn begins_with_blank_or_hash(&self) -> bool {
        matches!(self.rest.first(), Some(0 | b' ' | b'#'))
            && matches!(self.clone().next(), Some(Piece::Character(' ' | '#')))
    }

    /// Takes what can be written as it is, if it is to be found fast: ASCII up to the last
    /// character, which may be a blank.
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

    /// Takes `length` bytes that do not fit.
    fn misfit(&mut self, length: usize) -> Piece<'a> {
        let at = length.min(self.rest.len());
        let (bytes, rest) = self.rest.split_at_checked(at).unwrap_or_default();
        self.rest = rest;
        Piece::Misfit(bytes)
    }

    /// Takes `length` bytes, which are this character.
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

/// What is next in a string.
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
    while let Some((entry, behind)) = rest.split_first_mut() {
        *entry = matches!(byte, b' '..=b'~') && !is_special(byte);
        rest = behind;
        byte = byte.wrapping_add(1);
    }
    plain
};

/// The characters that RFC 4514 §2.4 wants escaped wherever they stand.
pub(super) const fn is_special(byte: u8) -> bool {
    // Without a branch: many bytes are looked at at once.
    (byte == b'"')
        | (byte == b'+')
        | (byte == b',')
        | (byte == b';')
        | (byte == b'<')
        | (byte == b'>')
        | (byte == b'\\')
}

fn write_character(character: char, last: bool, style: Style, line: &mut Line<'_>) -> fmt::Result {
    if is_invisible(character) {
        return write_escaped(character.encode_utf8(&mut [0; 4]).as_bytes(), line);
    }
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

/// What does not show, or changes how its neighbours show: control characters (Cc), line and
/// paragraph separators, bidirectional controls, and the Default_Ignorable_Code_Points of Unicode,
/// the zero-width characters among them.
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
