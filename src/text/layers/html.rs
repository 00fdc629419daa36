//! HTML around the lines of a block.

use super::spans::offset_of;
use crate::{
    secret::Scratch,
    text::{
        boundary::{has_begin, has_exact_begin},
        stray::stray_material,
    },
};
use memchr::memmem;

/// Converts the markup of mail programs and web pages around a block to text. Applies only if an
/// element with attributes or one of Word's is inside a block: simple elements are repaired with the
/// base64, and elements outside a block do not matter.
pub(super) fn html(text: &[u8]) -> Option<Scratch> {
    memchr::memchr(b'<', text)?;
    let mut page = Page {
        text: Scratch::with_capacity(text.len()),
        is_preformatted: false,
        is_inside: false,
        any: false,
    };
    let mut rest = text;
    while let Some(at) = memchr::memchr2(b'<', b'&', rest) {
        let (before, mark) = rest.split_at_checked(at)?;
        page.add_text(before)?;
        rest = match mark {
            [b'<', b'!', b'-', b'-', comment @ ..] => {
                dropped(comment, comment.get(memmem::find(comment, b"-->")?.checked_add(3)?..)?)?
            }
            [b'<', tag @ ..] => page.add_tag(tag)?,
            _ => page.add_entity(mark)?,
        };
    }
    page.add_text(rest)?;
    (page.any && has_exact_begin(&page.text)).then_some(page.text)
}

/// The text that a browser would show so far.
struct Page {
    text: Scratch,
    is_preformatted: bool,
    /// The last boundary was a BEGIN.
    is_inside: bool,
    /// A block contains an element that the repair of base64 does not accept.
    any: bool,
}

/// Block elements, inline elements, and elements with content that is not shown.
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "pre",
    "tr",
    "table",
    "tbody",
    "ul",
    "ol",
    "li",
    "blockquote",
    "html",
    "head",
    "body",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "section",
    "article",
    "td",
    "th",
];
const INLINE: [&str; 20] = [
    "span", "o:p", "font", "b", "i", "u", "strong", "em", "code", "tt", "a", "small", "meta",
    "link", "center", "samp", "kbd", "!doctype", "wbr", "s",
];
const HIDDEN: [&str; 3] = ["style", "script", "title"];

impl Page {
    /// Adds text; whitespace at the start of a line is not shown.
    fn add_text(&mut self, text: &[u8]) -> Option<()> {
        for piece in text.split_inclusive(|byte| *byte == b'\n') {
            let is_start = !self.is_preformatted && matches!(self.text.last(), None | Some(b'\n'));
            let piece = if is_start { piece.trim_ascii_start() } else { piece };
            if !self.text.extend(piece) {
                return None;
            }
        }
        let last = |word: &[u8]| memmem::rfind(text, word);
        match (last(b"-----BEGIN "), last(b"-----END ")) {
            (None, None) => {}
            (begin, end) => self.is_inside = begin > end,
        }
        Some(())
    }

    fn end_line(&mut self) -> Option<()> {
        let is_start = matches!(self.text.last(), None | Some(b'\n'));
        (is_start || self.text.push(b'\n')).then_some(())
    }

    /// Adds the line end or blank that a tag represents. Returns what follows the tag.
    fn add_tag<'a>(&mut self, tag: &'a [u8]) -> Option<&'a [u8]> {
        let after = tag.get(memchr::memchr(b'>', tag)?.checked_add(1)?..)?;
        let after = dropped(tag, after)?;
        let tag = tag.get(..offset_of(tag, after).checked_sub(1)?)?;
        let is_end = tag.first() == Some(&b'/');
        let tag = tag.strip_prefix(b"/").unwrap_or(tag);
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'!');
        let length = tag.iter().take_while(|byte| is_name(byte)).count();
        let (name, attributes) = tag.split_at_checked(length)?;
        if !matches!(attributes, [] | [b' ' | b'\t' | b'\n' | b'\r' | b'/', ..]) {
            return None;
        }
        let is = |known: &&str| name.eq_ignore_ascii_case(known.as_bytes());
        let is_simple =
            attributes.is_empty() && !is(&"o:p") || attributes == b" /" || attributes == b"/";
        self.any |= self.is_inside && !is_simple;
        if is(&"br") {
            // A line end after it in the source is ignored.
            return self.text.push(b'\n').then_some(after);
        }
        if HIDDEN.iter().any(is) {
            return if is_end { Some(after) } else { after_hidden(name, after) };
        }
        if BLOCKS.iter().any(is) {
            if is(&"pre") {
                self.is_preformatted = !is_end;
            }
            return self.end_line().map(|()| after);
        }
        INLINE.iter().any(is).then_some(after)
    }

    /// Adds the character of a reference, or the ampersand if it is not one. Returns what follows.
    fn add_entity<'a>(&mut self, mark: &'a [u8]) -> Option<&'a [u8]> {
        let window = mark.get(..10).unwrap_or(mark);
        let Some(end) = memchr::memchr(b';', window) else {
            return self.text.push(b'&').then(|| mark.get(1..))?;
        };
        let name = mark.get(1..end)?;
        let character = match name {
            b"nbsp" | b"#160" | b"#xa0" | b"#xA0" => ' ',
            b"amp" => '&',
            b"lt" => '<',
            b"gt" => '>',
            b"quot" => '"',
            b"plus" => '+',
            b"equals" => '=',
            b"sol" => '/',
            _ => numbered(name)?,
        };
        let fits = self.text.extend(character.encode_utf8(&mut [0; 4]).as_bytes());
        fits.then(|| mark.get(end.saturating_add(1)..))?
    }
}

/// Returns the character of a numeric reference, `#43` or `#x2b`.
fn numbered(name: &[u8]) -> Option<char> {
    let digits = core::str::from_utf8(name.strip_prefix(b"#")?).ok()?;
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    char::from_u32(number.ok()?)
}

/// Returns what follows the end tag of an element with content that is not shown.
fn after_hidden<'a>(name: &[u8], content: &'a [u8]) -> Option<&'a [u8]> {
    let mut ends = memmem::find_iter(content, b"</");
    let end = ends.find(|at| {
        let tag = content.get(at.saturating_add(2)..).unwrap_or_default();
        tag.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
    })?;
    dropped(content, content.get(end..)?)
}

/// Returns `after`, which `text` ends with, unless there is certificate material before it that would be dropped.
fn dropped<'a>(text: &'a [u8], after: &'a [u8]) -> Option<&'a [u8]> {
    let before = text.get(..offset_of(text, after))?;
    (!has_begin(before) && stray_material(before).is_none()).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn read(text: &str) -> Option<String> {
        html(text.as_bytes()).map(|read| String::from_utf8(read.to_vec()).unwrap())
    }

    #[test]
    fn blocks_in_markup() {
        let block = "-----BEGIN X-----\nAA+=\n-----END X-----";
        for text in [
            "<div class=\"\">-----BEGIN X-----<br class=\"\">AA+=<br class=\"\">-----END X-----</div>",
            "<p class=MsoNormal>-----BEGIN X-----<o:p></o:p></p>\n<p class=MsoNormal>AA&#43;=<o:p></o:p>\
             </p>\r\n<p class=MsoNormal>-----END X-----<o:p></o:p></p>",
            "<span style=\"font-family:Courier\">-----BEGIN X-----</span><br><span style='a'>AA&plus;=</span>\
             <br>\n-----END X-----",
            "<html><head><title>t</title><style type=a><!-- p {} --></style></head><body>\n  <pre>\
             -----BEGIN X-----\nAA<font color=red>+</font>&equals;\n-----END X-----</pre></body></html>",
        ] {
            let read = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(read.trim(), block, "{text}");
        }
        for text in [
            "<div class=\"\">-----BEGIN X-----<br>AA+=<br>-----END X-----</div>",
            "-----BEGIN X-----<br class=\"\">AA&unknown;=<br>-----END X-----",
            "-----BEGIN X-----<br class=\"\">AA<cert a=b>=<br>-----END X-----",
            "-----BEGIN X-----<br class=\"\">AA+=<br class=\"\"",
            "-----BEGIN X-----<br class=\"\">AA+=<!-- -----END X-----",
            "a-----BEGIN X-----<br class=\"\">AA+=<br>-----END X-----",
            "<!--\n-----BEGIN X-----\n-->-----BEGIN X-----<br class=\"\">AA+=<br>-----END X-----",
            "<style>\n-----BEGIN X-----\n</style>-----BEGIN X-----<br class=\"\">AA+=<br>-----END X-----",
            "-----BEGIN X-----<br class=\"\n-----BEGIN X-----\n\">AA+=<br>-----END X-----",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
