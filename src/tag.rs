//! ASN.1 tags (X.690 §8.1.2).

use core::fmt;

/// The identifier octet of a TLV (X.690 §8.1.2): class, constructed bit and number.
///
/// Tag numbers above 30 take more octets. No structure read here has one, so such values are skipped
/// whole and represented by their first octet.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Tag(pub(crate) u8);

impl Tag {
    pub(crate) const BOOLEAN: Tag = Tag(0x01);
    pub(crate) const INTEGER: Tag = Tag(0x02);
    pub(crate) const BIT_STRING: Tag = Tag(0x03);
    pub(crate) const OCTET_STRING: Tag = Tag(0x04);
    pub(crate) const NULL: Tag = Tag(0x05);
    pub(crate) const OID: Tag = Tag(0x06);
    pub(crate) const UTF8_STRING: Tag = Tag(0x0c);
    pub(crate) const NUMERIC_STRING: Tag = Tag(0x12);
    pub(crate) const PRINTABLE_STRING: Tag = Tag(0x13);
    pub(crate) const T61_STRING: Tag = Tag(0x14);
    pub(crate) const IA5_STRING: Tag = Tag(0x16);
    pub(crate) const UTC_TIME: Tag = Tag(0x17);
    pub(crate) const GENERALIZED_TIME: Tag = Tag(0x18);
    pub(crate) const GRAPHIC_STRING: Tag = Tag(0x19);
    pub(crate) const VISIBLE_STRING: Tag = Tag(0x1a);
    pub(crate) const GENERAL_STRING: Tag = Tag(0x1b);
    pub(crate) const UNIVERSAL_STRING: Tag = Tag(0x1c);
    pub(crate) const BMP_STRING: Tag = Tag(0x1e);
    pub(crate) const SEQUENCE: Tag = Tag(0x30);
    pub(crate) const SET: Tag = Tag(0x31);

    /// `[number]` constructed: EXPLICIT, or IMPLICIT of a SEQUENCE or SET.
    pub(crate) const fn context(number: u8) -> Tag {
        Tag(0xa0 | (number & 0x1f))
    }

    /// `[number]` primitive: IMPLICIT of a string or an INTEGER.
    pub(crate) const fn context_primitive(number: u8) -> Tag {
        Tag(0x80 | (number & 0x1f))
    }

    pub(crate) const fn is_constructed(self) -> bool {
        self.0 & 0x20 != 0
    }

    /// Whether the identifier has this octet only (X.690 §8.1.2.2).
    pub(crate) const fn is_whole(self) -> bool {
        is_short(self.0)
    }

    /// This tag with the constructed bit set, as BER writes strings in segments (X.690 §8.7.3).
    pub(crate) const fn constructed(self) -> Tag {
        Tag(self.0 | 0x20)
    }

    const fn universal_name(self) -> Option<&'static str> {
        Some(match self.0 & !0x20 {
            0x00 => "end-of-contents",
            0x01 => "BOOLEAN",
            0x02 => "INTEGER",
            0x03 => "BIT STRING",
            0x04 => "OCTET STRING",
            0x05 => "NULL",
            0x06 => "OBJECT IDENTIFIER",
            0x0a => "ENUMERATED",
            0x0c => "UTF8String",
            0x10 => "SEQUENCE",
            0x11 => "SET",
            0x12 => "NumericString",
            0x13 => "PrintableString",
            0x14 => "T61String",
            0x16 => "IA5String",
            0x17 => "UTCTime",
            0x18 => "GeneralizedTime",
            0x19 => "GraphicString",
            0x1a => "VisibleString",
            0x1b => "GeneralString",
            0x1c => "UniversalString",
            0x1e => "BMPString",
            _ => return None,
        })
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 >> 6 {
            0 => match self.universal_name() {
                Some(name)
                    if self.is_constructed() && self != &Tag::SEQUENCE && self != &Tag::SET =>
                {
                    write!(f, "constructed {name}")
                }
                Some(name) => f.write_str(name),
                None => write!(f, "[UNIVERSAL {}]", self.0 & 0x1f),
            },
            1 => write!(f, "[APPLICATION {}]", self.0 & 0x1f),
            2 => write!(f, "[{}]", self.0 & 0x1f),
            _ => write!(f, "[PRIVATE {}]", self.0 & 0x1f),
        }
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Whether an identifier that begins with this octet has no other (X.690 §8.1.2.2).
pub(crate) const fn is_short(identifier: u8) -> bool {
    identifier & 0x1f != 0x1f
}
