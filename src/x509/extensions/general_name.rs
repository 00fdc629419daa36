//! GeneralNames (RFC 5280 §4.2.1.6).

use crate::{
    asn1::{
        error::ParseError,
        oid::Oid,
        tlv::{Reader, Tlv},
    },
    tag::Tag,
    x509::{
        name::{Name, Style, Text},
        scan,
    },
};
use core::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str,
};

/// The names of a subjectAltName in encoded order.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let der = std::fs::read("testdata/certificate/example.der")?;
/// let certificate = anycert::Certificate::from_der(&der)?;
/// for name in certificate.subject_alt_names()?.into_iter().flatten() {
///     println!("{} {name}", name.kind()); // dns example.com
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct GeneralNames<'a>(Reader<'a>);

impl<'a> GeneralNames<'a> {
    /// GeneralNames ::= SEQUENCE OF GeneralName. An empty one is accepted.
    pub(super) fn read(value: &mut Reader<'a>) -> Result<Self, ParseError> {
        let names = value.sequence()?;
        let mut rest = names;
        while !rest.is_empty() {
            rest.any()?;
        }
        Ok(GeneralNames(names))
    }
}

impl<'a> Iterator for GeneralNames<'a> {
    type Item = GeneralName<'a>;

    fn next(&mut self) -> Option<GeneralName<'a>> {
        let tlv = self.0.any().ok()?;
        Some(
            GeneralName::of(tlv)
                .unwrap_or(GeneralName::Other { tag: tlv.tag().0, value: tlv.value() }),
        )
    }
}

impl fmt::Debug for GeneralNames<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// One name of a subjectAltName.
///
/// [`Display`](fmt::Display) prints the name without its kind, in one line: an IPv6 address in the
/// form of RFC 5952, a directory name like a [`Name`], an otherName as `oid=text` or `oid=#hex`.
/// Characters are escaped as by [`escape`](crate::escape). [`kind`](Self::kind) returns the kind.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum GeneralName<'a> {
    /// A host name, possibly with a wildcard label `*`; internationalized labels are A-labels
    /// (`xn--...`).
    Dns(Ia5Text<'a>),
    /// An IPv4 or IPv6 address.
    Ip(IpAddr),
    /// A URI, for example a SPIFFE ID.
    Uri(Ia5Text<'a>),
    /// An e-mail address (rfc822Name).
    Email(Ia5Text<'a>),
    /// A distinguished name.
    DirectoryName(Name<'a>),
    /// A name of another kind, for example the user principal name of Microsoft
    /// (1.3.6.1.4.1.311.20.2.3).
    OtherName {
        /// The kind of name.
        type_id: Oid<'a>,
        /// The value, with tag and length.
        value: &'a [u8],
    },
    /// An object identifier that is registered for the subject.
    RegisteredId(Oid<'a>),
    /// An X.400 address, an EDI party name, or a malformed name, such as an IP address of five
    /// octets.
    Other {
        /// The identifier octet (X.690 §8.1.2).
        tag: u8,
        /// The content octets.
        value: &'a [u8],
    },
}

impl<'a> GeneralName<'a> {
    /// A stable `snake_case` word: `dns`, `ip`, `uri`, `email`, `directory_name`, `other_name`,
    /// `registered_id` or `other`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            GeneralName::Dns(_) => "dns",
            GeneralName::Ip(_) => "ip",
            GeneralName::Uri(_) => "uri",
            GeneralName::Email(_) => "email",
            GeneralName::DirectoryName(_) => "directory_name",
            GeneralName::OtherName { .. } => "other_name",
            GeneralName::RegisteredId(_) => "registered_id",
            GeneralName::Other { .. } => "other",
        }
    }

    /// GeneralName ::= CHOICE { ... }, by its tag.
    fn of(tlv: Tlv<'a>) -> Option<Self> {
        const OTHER_NAME: Tag = Tag::context(0);
        const RFC822_NAME: Tag = Tag::context_primitive(1);
        const DNS_NAME: Tag = Tag::context_primitive(2);
        const DIRECTORY_NAME: Tag = Tag::context(4);
        const URI: Tag = Tag::context_primitive(6);
        const IP_ADDRESS: Tag = Tag::context_primitive(7);
        const REGISTERED_ID: Tag = Tag::context_primitive(8);
        match tlv.tag() {
            OTHER_NAME => other_name(tlv.reader()),
            RFC822_NAME => Some(GeneralName::Email(Ia5Text(tlv.value()))),
            DNS_NAME => Some(GeneralName::Dns(Ia5Text(tlv.value()))),
            DIRECTORY_NAME => directory_name(tlv.reader()),
            URI => Some(GeneralName::Uri(Ia5Text(tlv.value()))),
            IP_ADDRESS => ip_address(tlv.value()).map(GeneralName::Ip),
            REGISTERED_ID => Some(GeneralName::RegisteredId(Oid(tlv.value()))),
            _ => None,
        }
    }
}

/// OtherName ::= SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT ANY }, here IMPLICIT.
fn other_name(mut fields: Reader<'_>) -> Option<GeneralName<'_>> {
    let type_id = Oid(fields.expect(Tag::OID).ok()?.value());
    let mut inner = fields.expect(Tag::context(0)).ok()?.reader();
    let value = inner.any().ok()?.bytes();
    (inner.is_empty() && fields.is_empty()).then_some(GeneralName::OtherName { type_id, value })
}

/// directoryName is EXPLICIT, because Name is a CHOICE.
fn directory_name(mut inner: Reader<'_>) -> Option<GeneralName<'_>> {
    let der = inner.rest();
    scan::name(&mut inner).ok()?;
    inner.is_empty().then_some(GeneralName::DirectoryName(Name::new(der)))
}

/// Four or sixteen octets in network order.
fn ip_address(octets: &[u8]) -> Option<IpAddr> {
    if let Ok(octets) = <[u8; 4]>::try_from(octets) {
        return Some(IpAddr::V4(Ipv4Addr::from(octets)));
    }
    <[u8; 16]>::try_from(octets).ok().map(|octets| IpAddr::V6(Ipv6Addr::from(octets)))
}

impl fmt::Display for GeneralName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GeneralName::Dns(text) | GeneralName::Uri(text) | GeneralName::Email(text) => {
                write!(f, "{text}")
            }
            GeneralName::Ip(address) => write!(f, "{address}"),
            GeneralName::DirectoryName(name) => write!(f, "{name}"),
            GeneralName::OtherName { type_id, value } => {
                write!(f, "{type_id}=")?;
                fmt_value(value, f)
            }
            GeneralName::RegisteredId(oid) => write!(f, "{oid}"),
            GeneralName::Other { tag, value } => {
                write!(f, "{}=#", Tag(*tag))?;
                value.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
    }
}

/// Prints a string as text, any other type as `#` and its DER in hexadecimal.
fn fmt_value(value: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let text = Reader::allow_long_lengths(value)
        .any()
        .ok()
        .and_then(|tlv| Text::of_tag(tlv.tag(), tlv.value()));
    match text {
        Some(text) => text.fmt(Style::Alone, f),
        None => {
            f.write_str("#")?;
            value.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
        }
    }
}

impl fmt::Debug for GeneralName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({self})", self.kind())
    }
}

/// The content of an IA5String in a certificate. It should be ASCII, but nothing enforces that.
///
/// [`Display`](fmt::Display) prints one line: bytes outside of printable ASCII are `\XX`, and the
/// backslash is doubled.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ia5Text<'a>(&'a [u8]);

impl<'a> Ia5Text<'a> {
    /// The content octets, without tag and length.
    #[must_use]
    pub fn as_bytes(&self) -> &'a [u8] {
        self.0
    }

    /// The text without escapes; it may hold NUL and line breaks. `None` if it is not ASCII.
    #[must_use]
    pub fn as_str(&self) -> Option<&'a str> {
        self.0.is_ascii().then(|| str::from_utf8(self.0).ok())?
    }
}

impl fmt::Display for Ia5Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Text::ascii(self.0).fmt(Style::Alone, f)
    }
}

impl fmt::Debug for Ia5Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
