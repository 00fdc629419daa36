//! AttributeTypeAndValue (RFC 5280 §4.1.2.4).

use crate::{
    asn1::{
        oid::Oid,
        tlv::{Reader, Tlv},
    },
    tag::Tag,
    x509::name::{
        attribute_type,
        line::Line,
        text::{Style, Text},
    },
};
use alloc::string::String;
use core::fmt::{self, Write};

/// One attribute of a [`Name`](crate::Name): AttributeTypeAndValue (RFC 5280 §4.1.2.4).
///
/// ```
/// let pem = std::fs::read("testdata/certificate/example.pem")?;
/// let bundle = anycert::parse(&pem)?;
/// let subject = bundle.subject().ok_or("no certificate")?;
/// let organization = subject.attributes().find(|one| one.short_name() == Some("O"));
/// assert_eq!(organization.and_then(|one| one.text()).as_deref(), Some("Example Inc"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct Attribute<'a> {
    rdn: usize,
    oid: Oid<'a>,
    value: Tlv<'a>,
}

impl<'a> Attribute<'a> {
    pub(super) fn read(attributes: &mut Reader<'a>, rdn: usize) -> Option<Self> {
        let mut parts = attributes.sequence().ok()?;
        let oid = Oid(parts.expect(Tag::OID).ok()?.value());
        let value = parts.any().ok()?;
        Some(Attribute { rdn, oid, value })
    }

    /// The index of its RDN, from 0 for the most general one. The attributes of one RDN have the same
    /// index.
    #[must_use]
    pub fn rdn(&self) -> usize {
        self.rdn
    }

    /// The attribute type.
    #[must_use]
    pub fn oid(&self) -> Oid<'a> {
        self.oid
    }

    /// OpenSSL's short name of the attribute type, such as `CN` or `emailAddress`.
    #[must_use]
    pub fn short_name(&self) -> Option<&'static str> {
        attribute_type::prefix(self.oid.0)?.strip_suffix('=')
    }

    /// The value, with tag and length.
    #[must_use]
    pub fn value_der(&self) -> &'a [u8] {
        self.value.bytes()
    }

    /// The value as [`Name`](crate::Name) prints it, with escapes.
    #[must_use]
    pub fn value(&self) -> impl fmt::Display + use<'a> {
        Value(self.value)
    }

    /// The text without escapes; it may hold any character, including NUL and line breaks. `None` if
    /// the value is not a string or has bytes that do not fit its string type.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        self.as_text()?.exact()
    }

    pub(super) fn write(&self, line: &mut Line<'_>) -> fmt::Result {
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

/// `type=value`, as in a [`Name`](crate::Name).
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

/// Writes a string as text, any other type as `#` and the whole value in hexadecimal (RFC 4514 §2.4).
fn write_value(value: Tlv<'_>, line: &mut Line<'_>) -> fmt::Result {
    match Text::of_tag(value.tag(), value.value()) {
        Some(text) => text.write(Style::Rfc4514, line),
        None => {
            line.write_str("#")?;
            value.bytes().iter().try_for_each(|byte| write!(line, "{byte:02x}"))
        }
    }
}

/// The attributes of a [`Name`](crate::Name) in encoded order.
#[derive(Clone)]
pub struct Attributes<'a> {
    rdns: Reader<'a>,
    rdn: Reader<'a>,
    /// Number of RDNs read so far.
    number: usize,
}

impl<'a> Attributes<'a> {
    /// `rdns` reads the content of an RDNSequence.
    pub(super) fn of(rdns: Reader<'a>) -> Self {
        Attributes { rdns, rdn: Reader::new(&[]), number: 0 }
    }
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
