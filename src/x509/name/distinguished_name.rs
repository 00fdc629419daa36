//! A distinguished name.

use crate::{
    asn1::tlv::{Reader, Tlv},
    x509::name::{
        attribute::{Attribute, Attributes},
        attribute_type,
        line::Line,
        plain::PlainLine,
    },
};
use alloc::{boxed::Box, string::String};
use core::fmt::{self, Write};

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
        Attributes::of(self.rdns())
    }

    /// The last commonName (X.520 §6.2.2), which is the most specific.
    #[must_use]
    pub fn common_name(&self) -> Option<Attribute<'a>> {
        self.attributes()
            .filter(|attribute| attribute.oid().0 == attribute_type::COMMON_NAME)
            .last()
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

    pub(super) fn rdns(&self) -> Reader<'a> {
        Reader::allow_long_lengths(self.der).sequence().unwrap_or(Reader::new(&[]))
    }

    /// What `Display` prints, if nothing in the name is unusual.
    pub(super) fn plain<'b>(&self, line: &'b mut PlainLine) -> Option<&'b str> {
        let rdns = match self.der {
            [0x30, length @ 0..=0x7f, content @ ..] => content.get(..usize::from(*length))?,
            _ => self.rdns().rest(),
        };
        line.write(rdns)
    }

    pub(super) fn fmt(&self, separator: &'static str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
