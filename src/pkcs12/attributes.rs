//! The attributes of a bag (RFC 7292 §4.2): friendlyName, localKeyId and the mark of a trusted
//! certificate entry of Java.

use crate::{
    asn1::{
        error::ParseError,
        tlv::{Reader, Tlv},
    },
    context::Parse,
    error::{Error, Path},
    note::NoteCode,
    oid,
    tag::Tag,
    x509::BagAttributes,
};
use alloc::{boxed::Box, string::String};

/// Reads the attributes, the first value of each. Unreadable attributes are skipped with one note:
/// certificate and key do not depend on them.
///
/// # Errors
/// The attributes exceed the memory limit; two octets of UTF-16 become up to three of UTF-8.
pub(super) fn read(
    attributes: Option<Tlv<'_>>,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<BagAttributes, Error> {
    let mut read = BagAttributes::default();
    let Some(attributes) = attributes else {
        return Ok(read);
    };
    let most = attributes.value().len().saturating_mul(3);
    parse.context.budget.memory(most).map_err(|exceeded| exceeded.at(path))?;
    let mut all = attributes.reader();
    let mut is_whole = true;
    while !all.is_empty() {
        is_whole &= attribute(&mut all, &mut read).is_some();
    }
    if !is_whole {
        parse.context.notes.add(NoteCode::BagAttributeSkipped, path);
    }
    Ok(read)
}

/// PKCS12Attribute ::= SEQUENCE { attrId, attrValues SET OF } (§4.2); other attributes,
/// such as Microsoft's, are ignored. Java trusts a certificate for every use, whichever uses its mark
/// states.
fn attribute(all: &mut Reader<'_>, into: &mut BagAttributes) -> Option<()> {
    let attribute = take(all)?;
    let (id, value) = first_value(&attribute).ok()?;
    if id == oid::FRIENDLY_NAME {
        let name = value.filter(|value| value.tag() == Tag::BMP_STRING)?;
        into.friendly_name.get_or_insert(bmp_string(name.value())?);
    } else if id == oid::LOCAL_KEY_ID {
        let key_id = value.filter(|value| value.tag() == Tag::OCTET_STRING)?;
        into.local_key_id.get_or_insert(Box::from(key_id.value()));
    } else if id == oid::JAVA_TRUSTED_KEY_USAGE {
        into.is_trusted_entry = true;
    }
    Some(())
}

/// The next value; if it cannot be read, the rest is skipped.
fn take<'a>(all: &mut Reader<'a>) -> Option<Tlv<'a>> {
    let taken = all.any();
    if taken.is_err() {
        *all = Reader::new(&[]);
    }
    taken.ok()
}

fn first_value<'a>(attribute: &Tlv<'a>) -> Result<(&'a [u8], Option<Tlv<'a>>), ParseError> {
    if attribute.tag() != Tag::SEQUENCE {
        return Err(attribute.unexpected(Tag::SEQUENCE));
    }
    let mut fields = attribute.reader();
    let id = fields.expect(Tag::OID)?.value();
    let mut values = fields.expect(Tag::SET)?.reader();
    fields.finish()?;
    let value = if values.is_empty() { None } else { Some(values.any()?) };
    Ok((id, value))
}

/// Decodes UTF-16BE; `None` for an odd number of octets or half a surrogate pair.
fn bmp_string(octets: &[u8]) -> Option<String> {
    let (pairs, []) = octets.as_chunks::<2>() else {
        return None;
    };
    let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
    char::decode_utf16(units).collect::<Result<String, _>>().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn friendly_names() {
        assert_eq!(bmp_string(&[0, b'a', 0x20, 0xac]).unwrap(), "a\u{20ac}");
        assert_eq!(bmp_string(&[0xd8, 0x3d, 0xdc, 0x0e]).unwrap(), "\u{1f40e}");
        assert_eq!(bmp_string(&[]).unwrap(), "");
        assert_eq!(bmp_string(&[0, b'a', 0]), None);
        assert_eq!(bmp_string(&[0xd8, 0x3d]), None);
    }
}
