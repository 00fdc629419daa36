use super::{outline::MAGIC, *};
use alloc::{string::String, vec::Vec};

/// A production as its tags, outermost first: `30(..)` is a value and what is in it, `..` is
/// anything or nothing more, `02=3` is a version, `02+` a number of more than one octet, `06=7`
/// an OID under 1.2.840.113549.1.7. An outline with several alternatives has several lines.
const OUTLINES: &[(Shape, &str)] = &[
    (Shape::Certificate, "30(30(a0(02 ..) 02 ..) .."),
    (Shape::Certificate, "30(30(02 30(06 ..) 30(..) 30(..) ..) ..)"),
    (Shape::ContentInfo, "30(06=7)"),
    (Shape::ContentInfo, "30(06=7 a0(..) ..)"),
    (Shape::ContentInfo, "30(06 a0(..) ..)"),
    (Shape::SignedData, "30(02=1 31(..) 30(..) ..)"),
    (Shape::PkiPath, "30(30(30(a0(..) ..) ..) ..)"),
    (Shape::PkiPath, "30(30(30(02 30(06 ..) ..) ..) ..)"),
    (Shape::Pfx, "30(02=3 30(06 a0(..)) ..)"),
    (Shape::Pfx, "30(02=3 30(06) ..)"),
    (Shape::Pkcs8, "30(02=0 30(06) 04 ..)"),
    (Shape::Pkcs8, "30(02=0 30(06) 30(..) ..)"),
    (Shape::Pkcs8, "30(02=1 30(06 05) 04 ..)"),
    (Shape::EncryptedPkcs8, "30(30(06 ..) 04)"),
    (Shape::EncryptedPkcs8, "30(30(06 ..) 24(..))"),
    (Shape::Pkcs1OrDsa, "30(02=0 02+ 02 ..)"),
    (Shape::Sec1, "30(02=1 04 ..)"),
    (Shape::CertificationRequest, "30(30(02=0 30(31(..) ..) ..) ..)"),
    (Shape::CertificationRequest, "30(30(02=0 30() ..) ..)"),
    (Shape::CertificateRequestMessages, "30(30(30(02 30(a5(..) ..) ..) ..) ..)"),
    (Shape::PkiMessage, "30(30(02=2 a4(..) a4(..) ..) ..)"),
    (Shape::CertificateList, "30(30(02=1 30(06 ..) 30(..) 17 ..) ..)"),
    (Shape::CertificateList, "30(30(30(06 ..) 30(..) 17 ..) ..)"),
    (Shape::AttributeCertificate, "30(30(02=1 30(a0(..) ..) ..) ..)"),
    (Shape::AttributeCertificate, "30(30(a0(30(..) ..) ..) ..)"),
    (Shape::SubjectPublicKeyInfo, "30(30(06 ..) 03)"),
    (Shape::RsaPublicKey, "30(02+ 02)"),
    (Shape::SignedPublicKey, "30(30(30(30(06 ..) 03) 16) ..)"),
    (Shape::Parameters, "30(06 05)"),
    (Shape::Parameters, "30(06)"),
    (Shape::Parameters, "30(06 30(..))"),
    (Shape::Parameters, "30(02+ 02+ 02)"),
    (Shape::Parameters, "30(02=1 30(06 02) 30(..) 04 ..)"),
    (Shape::OcspRequest, "30(30(30(30(30(..) ..) ..) ..) ..)"),
    (Shape::OcspRequest, "30(30(a0(02) a1(..) ..) ..)"),
    (Shape::OcspResponse, "30(0a ..)"),
    (Shape::TimeStampRequest, "30(02=1 30(30(06 ..) 04) ..)"),
    (Shape::TimeStampResponse, "30(30(02) 30(..))"),
    (Shape::TimeStampResponse, "30(30(02 30(0c ..)) ..)"),
    (Shape::BouncyCastleFipsKeyStore, "30(30(30(06 ..) 04) 30(..))"),
];

/// One value of an outline.
#[derive(Debug)]
struct Value {
    tag: u8,
    mark: Option<String>,
    /// What must be inside, in order; open ones may have more.
    inside: Vec<Value>,
    is_open: bool,
}

fn parse(outline: &str) -> Value {
    let spaced = outline.replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().collect::<Vec<_>>().into_iter();
    let (mut values, _) = parse_all(&mut words);
    values.remove(0)
}

fn parse_all<'a>(words: &mut impl Iterator<Item = &'a str>) -> (Vec<Value>, bool) {
    let mut values: Vec<Value> = Vec::new();
    while let Some(word) = words.next() {
        match word {
            ")" => return (values, false),
            ".." => {
                words.next();
                return (values, true);
            }
            "(" => {
                let last = values.last_mut().unwrap();
                (last.inside, last.is_open) = parse_all(words);
            }
            _ => {
                let tag = u8::from_str_radix(&word[..2], 16).unwrap();
                let mark = (word.len() > 2).then(|| word[2..].into());
                values.push(Value { tag, mark, inside: Vec::new(), is_open: false });
            }
        }
    }
    (values, false)
}

fn encode(value: &Value) -> Vec<u8> {
    let content = match value.mark.as_deref() {
        Some("+") => Vec::from([0x01, 0x02, 0x03]),
        Some("=7") => Vec::from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]),
        Some(version) => Vec::from([version[1..].parse().unwrap()]),
        None if value.tag & 0x20 == 0 => Vec::from([0x01]),
        None => value.inside.iter().flat_map(encode).collect(),
    };
    let mut bytes = Vec::from([value.tag, u8::try_from(content.len()).unwrap()]);
    bytes.extend(content);
    bytes
}

/// Whether some place tells two outlines apart: both have a value there and the values differ in
/// tag or mark, or one has a value where the other must end.
fn differ(one: &Value, other: &Value) -> bool {
    let marks_differ = match (&one.mark, &other.mark) {
        (Some(left), Some(right)) => left != right,
        // An OID is under that arc or it is not; a version has one octet, a number has more.
        (Some(mark), None) | (None, Some(mark)) => mark == "=7",
        (None, None) => false,
    };
    let ends_differ = |longer: &Value, shorter: &Value| {
        longer.inside.len() > shorter.inside.len() && !shorter.is_open && shorter.tag & 0x20 != 0
    };
    one.tag != other.tag
        || marks_differ
        || ends_differ(one, other)
        || ends_differ(other, one)
        || one.inside.iter().zip(&other.inside).any(|(left, right)| differ(left, right))
}

#[test]
fn every_outline_has_its_shape() {
    for (expected, outline) in OUTLINES {
        let bytes = encode(&parse(outline));
        assert_eq!(shape(&bytes), Some(*expected), "{outline} {bytes:02x?}");
    }
}

/// What is a little like them.
#[test]
fn other_outlines_have_another_shape_or_none() {
    for (expected, outline) in [
        (None, "30(02=1 31(..) 04)"),
        (Some(Shape::Pfx), "30(02=0 30(06 a0(..)) ..)"),
        (Some(Shape::RsaPublicKey), "30(02=3 02+)"),
        (Some(Shape::RsaPublicKey), "30(02=0 02+ 04)"),
    ] {
        assert_eq!(shape(&encode(&parse(outline))), expected, "{outline}");
    }
    let cut_after_a_modulus = [0x30, 9, 2, 1, 0, 2, 1, 5];
    assert_eq!(shape(&cut_after_a_modulus), Some(Shape::Pkcs1OrDsa));
}

#[test]
fn object_identifiers_stand_alone_and_are_short() {
    assert_eq!(shape(&[6, 3, 0x2a, 3, 4]), Some(Shape::ObjectIdentifier));
    assert_eq!(shape(&[6, 4, 0x2a, 3, 4]), None);
    let long = |length: u8| [&[6, length][..], &[0x2a; 100][..usize::from(length)]].concat();
    assert_eq!(shape(&long(61)), Some(Shape::ObjectIdentifier));
    assert_eq!(shape(&long(62)), None);
}

#[test]
fn what_has_a_magic_is_told_by_it() {
    for (magic, expected) in MAGIC {
        assert_eq!(shape(magic), Some(expected));
        assert_eq!(shape(&[magic, b"rest"].concat()), Some(expected));
        assert_ne!(shape(&magic[..magic.len() - 1]), Some(expected));
    }
}

#[test]
fn no_two_shapes_share_an_outline() {
    let mut pairs = 0;
    for (position, (shape, outline)) in OUTLINES.iter().enumerate() {
        for (other_shape, other) in OUTLINES.iter().skip(position + 1) {
            if shape != other_shape {
                assert!(differ(&parse(outline), &parse(other)), "{outline} and {other}");
                pairs += 1;
            }
        }
    }
    assert!(pairs > 600, "{pairs}");
}

#[test]
fn no_magic_begins_another_nor_der() {
    for (position, (magic, _)) in MAGIC.iter().enumerate() {
        assert_ne!(magic[0], 0x30);
        for (other, _) in &MAGIC[position + 1..] {
            assert!(!magic.starts_with(other) && !other.starts_with(magic), "{magic:02x?}");
        }
    }
}

/// A head that is cut off may be told less well, never as something that is read but of another
/// format than the whole.
#[test]
fn a_cut_head_keeps_its_format() {
    for (expected, outline) in OUTLINES {
        let bytes = encode(&parse(outline));
        let Some(format) = expected.format() else { continue };
        for length in 0..bytes.len() {
            let told = shape(&bytes[..length]).and_then(Shape::format);
            assert!(told.is_none_or(|told| told == format), "{outline} at {length}: {told:?}");
        }
    }
}

/// Indefinite lengths (X.690 §8.1.3.6), as NSS writes PFX and old software PKCS#7.
#[test]
fn indefinite_lengths() {
    let pfx = b"\x30\x80\x02\x01\x03\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80";
    assert_eq!(shape(pfx), Some(Shape::Pfx));
    let pkcs7 = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80";
    assert_eq!(shape(pkcs7), Some(Shape::ContentInfo));
    // After an AlgorithmIdentifier that ends itself.
    let encrypted = b"\x30\x80\x30\x80\x06\x01\x2a\x30\x80\x30\x00\x00\x00\x00\x00\x04\x02";
    assert_eq!(shape(encrypted), Some(Shape::EncryptedPkcs8));
    for length in 0..encrypted.len() {
        let told = shape(&encrypted[..length]);
        assert!(matches!(told, None | Some(Shape::EncryptedPkcs8)), "{length}: {told:?}");
    }
    let endless = [&b"\x30\x80\x30\x80\x06\x01\x2a"[..], &b"\x30\x80".repeat(40)].concat();
    assert_eq!(shape(&endless), None);
}

#[test]
fn text_has_no_shape() {
    for text in
        ["", "0", "00", "0000000: 3082 0123", "0\n\n\n\n\n\n\n", "30820123", "MIIB", "-----"]
    {
        assert_eq!(shape(text.as_bytes()), None, "{text:?}");
    }
}
