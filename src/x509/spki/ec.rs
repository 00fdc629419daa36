//! ECParameters (RFC 5480 §2.1.1): a curve by name or by value.

use crate::{
    asn1::{
        error::ParseError,
        tlv::{Reader, Tlv},
    },
    tag::Tag,
    x509::spki::{
        algorithm::Curve,
        curves::{Field, NamedCurve, fingerprint},
        identity::Identity,
        numbers::{bit_string, without_zeroes},
    },
};

/// ECParameters ::= CHOICE { namedCurve, implicitCurve, specifiedCurve } (RFC 5480 §2.1.1).
#[derive(Clone, Copy)]
pub(crate) enum EcParameters<'a> {
    Known(&'static NamedCurve),
    /// specifiedCurve with the values of a known curve.
    KnownByValue(&'static NamedCurve),
    /// namedCurve with an unknown object identifier.
    Unknown(Tlv<'a>),
    /// specifiedCurve with unknown values.
    Explicit(Tlv<'a>),
    /// implicitCurve, absent, or none of the choices.
    Absent,
}

impl<'a> EcParameters<'a> {
    pub(crate) fn of(parameters: Option<Tlv<'a>>) -> Self {
        let Some(tlv) = parameters else { return EcParameters::Absent };
        match tlv.tag() {
            Tag::OID => NamedCurve::by_oid(tlv.value())
                .map_or(EcParameters::Unknown(tlv), EcParameters::Known),
            Tag::SEQUENCE => by_value(&mut tlv.reader())
                .ok()
                .flatten()
                .map_or(EcParameters::Explicit(tlv), EcParameters::KnownByValue),
            _ => EcParameters::Absent,
        }
    }

    pub(crate) fn curve(&self) -> Option<&'static NamedCurve> {
        match self {
            EcParameters::Known(curve) | EcParameters::KnownByValue(curve) => Some(curve),
            _ => None,
        }
    }

    pub(crate) fn describe(&self) -> Curve {
        match self {
            EcParameters::Known(curve) | EcParameters::KnownByValue(curve) => Curve::named(curve),
            EcParameters::Unknown(oid) => Curve::unknown(oid.value()),
            EcParameters::Explicit(_) => Curve::EXPLICIT,
            EcParameters::Absent => Curve::IMPLICIT,
        }
    }

    /// The identity of a point on this curve. On a prime curve it consists of x and the parity of y,
    /// so that compressed and uncompressed points are equal (SEC 1 §2.3.3). On a binary curve that
    /// parity is not a bit of y, so a compressed point has none.
    pub(crate) fn identity(&self, point: &[u8]) -> Option<Identity> {
        let Some(curve) = self.curve() else {
            let domain = match self {
                EcParameters::Unknown(tlv) | EcParameters::Explicit(tlv) => tlv.bytes(),
                _ => &[],
            };
            return Some(Identity::of([b"EC", domain, point]));
        };
        let length = curve.field_length();
        let (form, coordinates) = point.split_first()?;
        let (x, y) = coordinates.split_at_checked(length)?;
        let parity = match (form, curve.field, y.len()) {
            (4 | 6 | 7, Field::Binary, _) if y.len() == length => {
                return Some(Identity::of([curve.oid(), x, y]));
            }
            (4 | 6 | 7, Field::Prime, _) if y.len() == length => y.last()? & 1,
            (2 | 3, Field::Prime, 0) => form & 1,
            _ => return None,
        };
        Some(Identity::of([curve.oid(), x, &[parity]]))
    }
}

/// SpecifiedECDomain ::= SEQUENCE { version, fieldID, curve, base, order, .. } (SEC 1 §C.2),
/// compared with the known curves. Nothing is computed with it. Seed, cofactor and hash are not
/// compared, because the other values determine the group.
fn by_value(fields: &mut Reader<'_>) -> Result<Option<&'static NamedCurve>, ParseError> {
    fields.expect(Tag::INTEGER)?;
    let field = fields.expect(Tag::SEQUENCE)?;
    let mut curve = fields.sequence()?;
    let a = curve.expect(Tag::OCTET_STRING)?.value();
    let b = curve.expect(Tag::OCTET_STRING)?.value();
    if let Some(seed) = curve.optional(Tag::BIT_STRING)? {
        bit_string(seed)?;
    }
    let base = fields.expect(Tag::OCTET_STRING)?.value();
    let order = fields.expect(Tag::INTEGER)?.value();
    let with = |base: &[u8]| {
        let numbers =
            [field.bytes(), without_zeroes(a), without_zeroes(b), base, without_zeroes(order)];
        fingerprint(numbers).and_then(|found| NamedCurve::by_parameters(&found))
    };
    let Some((form, coordinates)) = base.split_first() else { return Ok(None) };
    let half = coordinates.len() / 2;
    let binary = with(base).filter(|known| known.field == Field::Binary);
    let compressed = match (form, coordinates.get(..half), coordinates.last()) {
        (4 | 6 | 7, Some(x), Some(last)) => {
            let form: &[u8] = if last & 1 == 0 { &[2] } else { &[3] };
            with(&[form, x].concat())
        }
        _ => with(base),
    };
    Ok(binary.or(compressed.filter(|known| known.field == Field::Prime)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oid;
    use alloc::vec;

    /// The identity of a point with coordinates of this length; `form` is its first octet.
    fn identity(curve: &'static NamedCurve, form: u8, y: usize, last: u8) -> Option<Identity> {
        let mut point = vec![form];
        point.resize(1 + curve.field_length() + y, 7);
        *point.last_mut().unwrap() = last;
        EcParameters::Known(curve).identity(&point)
    }

    #[test]
    fn points_have_the_form_and_the_length_of_their_field() {
        let [p256, sect] = [oid::NIST_P256, &[0x2b, 0x81, 4, 0, 0x1a]]
            .map(|oid| NamedCurve::by_oid(oid).expect("a known curve"));
        assert_eq!((p256.field, sect.field), (Field::Prime, Field::Binary));
        for curve in [p256, sect] {
            let length = curve.field_length();
            for form in [4, 6, 7] {
                assert!(identity(curve, form, length, 1).is_some());
                for other in [0, length - 1, length + 1] {
                    assert!(identity(curve, form, other, 1).is_none(), "{form} {other}");
                }
            }
            assert!(identity(curve, 5, length, 1).is_none());
        }
        // On a prime curve x and the parity of y are the point, on a binary curve x and y.
        let of = |curve: &'static NamedCurve, last| identity(curve, 4, curve.field_length(), last);
        assert_eq!((of(p256, 1), of(p256, 2)), (of(p256, 3), of(p256, 4)));
        assert_ne!(of(p256, 1), of(p256, 2));
        assert_ne!(of(sect, 1), of(sect, 3));
        assert!(identity(p256, 2, 0, 7).is_some() && identity(p256, 3, 0, 7).is_some());
        assert_ne!(identity(p256, 2, 0, 7), identity(p256, 3, 0, 7));
        assert_eq!(identity(sect, 2, 0, 7), None);
    }
}
