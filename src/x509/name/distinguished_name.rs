//! A distinguished name.

use crate::{
    asn1::tlv::{Reader, Tlv},
    oid,
    x509::name::{
        attribute::{Attribute, Attributes},
        line::Line,
        plain::PlainLine,
    },
};
use alloc::{boxed::Box, string::String};
use core::fmt::{self, Write};

/// A distinguished name in a certificate.
///
/// [`Display`](fmt::Display) prints it with the most specific RDN first, `CN=a, O=b`: order and escapes
/// of RFC 4514, attribute types by OpenSSL's short names, `", "` between RDNs, and `+` between the
/// attributes of one RDN, which keep their encoded order.
///
/// The text is always one line, and no value can look like another attribute. These characters are
/// printed as `\XX` for each byte of their UTF-8: control, bidirectional, zero-width and other invisible
/// ones; those that look like a separator, such as U+FF0C; and spaces other than U+0020 at either end
/// of a value or beside another space. Bytes that do not fit their declared string type are `\XX`
/// too, and a value that is not a string is `#` and its DER in hexadecimal. T61String is read as
/// Latin-1.
///
/// Names are equal if their bytes are equal. Different names may print alike. Printing takes linear time
/// and allocates nothing.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let der = std::fs::read("testdata/certificate/example.der")?;
/// let certificate = anycert::Certificate::from_der(&der)?;
/// let subject = certificate.subject();
///
/// println!("{subject}"); // CN=example.com, O=Example Inc, C=US
/// println!("{}", subject.rfc4514()); // CN=example.com,O=Example Inc,C=US
/// for attribute in subject.attributes() {
///     println!("{:?} {:?}", attribute.short_name(), attribute.text()); // Some("C") Some("US")
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name<'a> {
    der: &'a [u8],
}

impl<'a> Name<'a> {
    pub(crate) fn new(der: &'a [u8]) -> Self {
        Name { der }
    }

    /// The Name as it was in the input, with tag and length.
    #[must_use]
    pub fn as_der(&self) -> &'a [u8] {
        self.der
    }

    /// Whether it has no attributes. The subject of a certificate may be empty (RFC 5280 §4.1.2.6).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.attributes().next().is_none()
    }

    /// The string representation of RFC 4514 §2, without spaces after commas: `CN=a,O=b`. It differs
    /// in one point: a string stays readable if its attribute type has no short name, `1.2.3=a`,
    /// where §2.4 requires hexadecimal.
    #[must_use]
    pub fn rfc4514(&self) -> impl fmt::Display + use<'a> {
        Rfc4514(*self)
    }

    /// All attributes in encoded order, the most general first.
    #[must_use]
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes::of(self.rdns())
    }

    /// The last commonName (X.520 §6.2.2), which is the most specific one.
    #[must_use]
    pub fn common_name(&self) -> Option<Attribute<'a>> {
        self.attributes().filter(|attribute| attribute.oid().0 == oid::COMMON_NAME).last()
    }

    /// The text that `Display` prints.
    pub(crate) fn render(&self) -> String {
        self.render_in(&mut PlainLine::new())
    }

    /// The text that `Display` prints, composed in `line`.
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

    /// The text that `Display` prints, or `None` if the name is unusual.
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

/// The number of values that each level of [`last_first`] keeps on the stack.
const GROUPS: usize = 16;

/// Passes the values in `bytes` to `each`, the last one first.
///
/// TLVs can only be read forwards. One pass keeps up to [`GROUPS`] of them; more are divided into as
/// many groups, which are processed last first in the same way. So each value is read once per
/// level, and there are as many levels as the number of values has hexadecimal digits.
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
