//! Name (RFC 5280 §4.1.2.4): borrowed, and rendered only when asked.

mod attribute_type;
mod line;
mod plain;
mod text;

pub(crate) use plain::PlainLine;
pub(crate) use text::{Style, Text};

use crate::{
    asn1::{
        oid::Oid,
        tlv::{Reader, Tlv},
    },
    error::{Path, Step},
    note::NoteCode,
    notes::Notes,
    tag::Tag,
};
use alloc::{boxed::Box, string::String};
use core::fmt::{self, Write};
use line::Line;

/// A distinguished name, as it stands in a certificate.
///
/// [`Display`](fmt::Display) prints it most specific RDN first, `CN=a, O=b`: the order and the
/// escapes of RFC 4514, attribute types by OpenSSL's short names, `", "` between RDNs and `+`
/// between the attributes of one RDN, which keep their encoded order. It is always one line.
/// Control, bidirectional, zero-width and other invisible characters are printed as `\XX` for each
/// byte of their UTF-8, and so are bytes that do not fit the string type they are declared as;
/// what is no string is `#` and the hexadecimal of its DER. T61String is read as Latin-1. Two
/// different names may print alike; names are equal when their bytes are.
///
/// Rendering takes time linear in the length and allocates nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name<'a> {
    der: &'a [u8],
}

impl<'a> Name<'a> {
    pub(crate) fn new(der: &'a [u8]) -> Self {
        Name { der }
    }

    /// The Name, tag and length included, byte for byte as it stood in the input.
    #[must_use]
    pub fn as_der(&self) -> &'a [u8] {
        self.der
    }

    /// Whether it has no attribute at all, as the subject of a certificate may
    /// (RFC 5280 §4.1.2.6).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.attributes().next().is_none()
    }

    /// The same as RFC 4514 §2 writes it, without blanks: `CN=a,O=b`. But for one thing: a string
    /// stays readable even where its type has no name, `1.2.3=a`, which §2.4 wants as hexadecimal.
    #[must_use]
    pub fn rfc4514(&self) -> impl fmt::Display + use<'a> {
        Rfc4514(*self)
    }

    /// Every attribute, in encoded order: the most general first.
    #[must_use]
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes { rdns: self.rdns(), rdn: Reader::new(&[]), number: 0 }
    }

    /// The last commonName (X.520 §6.2.2), which is the most specific.
    #[must_use]
    pub fn common_name(&self) -> Option<Attribute<'a>> {
        self.attributes().filter(|attribute| attribute.oid.0 == attribute_type::COMMON_NAME).last()
    }

    /// What `Display` prints, in a string with room for it from the start.
    pub(crate) fn render(&self) -> String {
        self.render_in(&mut PlainLine::new())
    }

    /// The same, put together in `line`.
    #[inline(always)]
    pub(crate) fn render_in(&self, line: &mut PlainLine) -> String {
        if let Some(line) = self.plain(line) {
            return String::from(line);
        }
        self.render_any().into_string()
    }

    #[cold]
    fn render_any(&self) -> Box<str> {
        let mut text = String::with_capacity(self.der.len());
        // Writing to a String does not fail.
        let _ = write!(text, "{self}");
        text.into_boxed_str()
    }

    fn rdns(&self) -> Reader<'a> {
        Reader::allow_long_lengths(self.der).sequence().unwrap_or(Reader::new(&[]))
    }

    /// What `Display` prints, if nothing in the name is unusual.
    fn plain<'b>(&self, line: &'b mut PlainLine) -> Option<&'b str> {
        let rdns = match self.der {
            [0x30, length @ 0..=0x7f, content @ ..] => content.get(..usize::from(*length))?,
            _ => self.rdns().rest(),
        };
        line.write(rdns)
    }

    fn fmt(&self, separator: &'static str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = Line::new(f);
        let mut before = "";
        last_first(self.rdns().rest(), &mut |rdn| {
            if rdn.value().is_empty() {
                return Ok(());
            }
            line.write_str(before)?;
            before = separator;
            write_rdn(rdn, &mut line)
        })?;
        line.finish()
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.plain(&mut PlainLine::new()) {
            Some(line) => f.write_str(line),
            None => self.fmt(", ", f),
        }
    }
}

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Name").field(&format_args!("{self}")).finish()
    }
}

struct Rfc4514<'a>(Name<'a>);

impl fmt::Display for Rfc4514<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(",", f)
    }
}

/// RelativeDistinguishedName ::= SET OF AttributeTypeAndValue (§4.1.2.4).
fn write_rdn(rdn: Tlv<'_>, line: &mut Line<'_>) -> fmt::Result {
    let mut attributes = rdn.reader();
    let mut before = "";
    while let Some(attribute) = Attribute::read(&mut attributes, 0) {
        line.write_str(before)?;
        before = "+";
        attribute.write(line)?;
    }
    Ok(())
}

/// So many places are remembered on the stack at each level of [`last_first`].
const GROUPS: usize = 16;

/// Gives the values in `bytes` to `each`, the last one first.
///
/// TLVs can be walked forwards only. Up to [`GROUPS`] of them are remembered in one pass; more are
/// cut into as many groups, which are taken last first and cut in turn: a value is passed over
/// once per level, of which there are as many as its count has hexadecimal digits.
fn last_first<'a>(bytes: &'a [u8], each: &mut dyn FnMut(Tlv<'a>) -> fmt::Result) -> fmt::Result {
    let mut values: [&[u8]; GROUPS] = [&[]; GROUPS];
    let mut reader = Reader::allow_long_lengths(bytes);
    let mut count = 0_usize;
    while let Ok(value) = reader.any() {
        if let Some(slot) = values.get_mut(count) {
            *slot = value.bytes();
        }
        count = count.saturating_add(1);
    }
    if let Some(values) = values.get(..count) {
        let mut values =
            values.iter().rev().filter_map(|value| Reader::allow_long_lengths(value).any().ok());
        return values.try_for_each(each);
    }
    let size = count.div_ceil(GROUPS);
    let mut groups: [&[u8]; GROUPS] = [&[]; GROUPS];
    let mut reader = Reader::allow_long_lengths(bytes);
    for group in &mut groups {
        let rest = reader.rest();
        let start = reader.offset();
        for _ in 0..size {
            if reader.any().is_err() {
                break;
            }
        }
        *group = rest.get(..reader.offset().saturating_sub(start)).unwrap_or_default();
    }
    groups.into_iter().rev().try_for_each(|group| last_first(group, each))
}

/// One attribute of a [`Name`]: AttributeTypeAndValue (RFC 5280 §4.1.2.4).
#[derive(Clone, Copy)]
pub struct Attribute<'a> {
    rdn: usize,
    oid: Oid<'a>,
    value: Tlv<'a>,
}

impl<'a> Attribute<'a> {
    fn read(attributes: &mut Reader<'a>, rdn: usize) -> Option<Self> {
        let mut parts = attributes.sequence().ok()?;
        let oid = Oid(parts.expect(Tag::OID).ok()?.value());
        let value = parts.any().ok()?;
        Some(Attribute { rdn, oid, value })
    }

    /// The number of its RDN, counted from 0 at the most general one. Attributes of one RDN have
    /// the same.
    #[must_use]
    pub fn rdn(&self) -> usize {
        self.rdn
    }

    /// The attribute type.
    #[must_use]
    pub fn oid(&self) -> Oid<'a> {
        self.oid
    }

    /// OpenSSL's short name of the type: `CN`, `emailAddress`.
    #[must_use]
    pub fn short_name(&self) -> Option<&'static str> {
        attribute_type::prefix(self.oid.0)?.strip_suffix('=')
    }

    /// The value with tag and length.
    #[must_use]
    pub fn value_der(&self) -> &'a [u8] {
        self.value.bytes()
    }

    /// The value as [`Name`] prints it, escapes included.
    #[must_use]
    pub fn value(&self) -> impl fmt::Display + use<'a> {
        Value(self.value)
    }

    /// The text itself, nothing escaped: it may hold anything, line breaks and NULs too. Nothing
    /// where the value is no string or has bytes that do not fit its string type.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        self.as_text()?.exact()
    }

    fn write(&self, line: &mut Line<'_>) -> fmt::Result {
        match attribute_type::prefix(self.oid.0) {
            Some(prefix) => line.write_str(prefix)?,
            None => write!(line, "{}=", self.oid)?,
        }
        write_value(self.value, line)
    }

    pub(crate) fn as_text(&self) -> Option<Text<'a>> {
        Text::of_tag(self.value.tag(), self.value.value())
    }
}

/// `type=value`, as a part of a [`Name`].
impl fmt::Display for Attribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = Line::new(f);
        self.write(&mut line)?;
        line.finish()
    }
}

impl fmt::Debug for Attribute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Attribute").field(&format_args!("{self}")).finish()
    }
}

struct Value<'a>(Tlv<'a>);

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = Line::new(f);
        write_value(self.0, &mut line)?;
        line.finish()
    }
}

/// A string as text, all else as `#` and the hexadecimal of the whole value (RFC 4514 §2.4).
fn write_value(value: Tlv<'_>, line: &mut Line<'_>) -> fmt::Result {
    match Text::of_tag(value.tag(), value.value()) {
        Some(text) => text.write(Style::Rfc4514, line),
        None => {
            line.write_str("#")?;
            value.bytes().iter().try_for_each(|byte| write!(line, "{byte:02x}"))
        }
    }
}

/// The attributes of a [`Name`] in encoded order.
#[derive(Clone)]
pub struct Attributes<'a> {
    rdns: Reader<'a>,
    rdn: Reader<'a>,
    /// Of the RDN that `rdn` is in, from 1.
    number: usize,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        while self.rdn.is_empty() {
            self.rdn = self.rdns.expect(Tag::SET).ok()?.reader();
            self.number = self.number.saturating_add(1);
        }
        Attribute::read(&mut self.rdn, self.number.saturating_sub(1))
    }
}

impl fmt::Debug for Attributes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// Notes what is forgiven in the strings of a name; `part` is the name's field.
pub(super) fn note(name: Name<'_>, part: &'static str, notes: &mut Notes, path: &Path<'_>) {
    let path = path.then(Step::Field(part));
    if has_empty_rdn(name) {
        notes.add(NoteCode::EmptyRdn, &path);
    }
    let texts = || name.attributes().filter_map(|attribute| attribute.as_text());
    if texts().any(|text| text.is_of_old_type()) {
        notes.add(NoteCode::OldStringType, &path);
    }
    if texts().any(|text| text.is_guessed_latin_1()) {
        notes.add(NoteCode::TeletexAsLatin1, &path);
    }
    if texts().any(|text| !text.fits()) {
        notes.add(NoteCode::StringTypeMismatch, &path);
    }
}

/// RelativeDistinguishedName is a SET of one or more attributes (RFC 5280 §4.1.2.4). OpenSSL, GnuTLS
/// and Java read an empty one, which an authority's template left behind.
///
/// Fixture: `certificate/name-empty-rdn.der`.
fn has_empty_rdn(name: Name<'_>) -> bool {
    let mut rdns = name.rdns();
    while let Ok(rdn) = rdns.any() {
        if rdn.value().is_empty() {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests;
