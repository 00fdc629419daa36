use crate::{
    error::Path,
    note::NoteCode,
    notes::Notes,
    x509::name::{Name, PlainLine, escape, note},
};
use alloc::{
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::fmt;

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![tag];
    match content.len() {
        length @ 0..=0x7f => bytes.push(length as u8),
        length => {
            bytes.push(0x84);
            bytes.extend_from_slice(&(length as u32).to_be_bytes());
        }
    }
    bytes.extend_from_slice(content);
    bytes
}

fn attribute(oid: &[u8], tag: u8, content: &[u8]) -> Vec<u8> {
    tlv(0x30, &[tlv(0x06, oid), tlv(tag, content)].concat())
}

fn cn(tag: u8, content: &[u8]) -> Vec<u8> {
    attribute(&[0x55, 4, 3], tag, content)
}

fn name(rdns: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &rdns.iter().map(|rdn| tlv(0x31, rdn)).collect::<Vec<_>>().concat())
}

fn printed(tag: u8, content: &[u8]) -> String {
    Name::new(&name(&[cn(tag, content)])).to_string()
}

#[test]
fn rdns_are_reversed_and_attributes_of_one_rdn_are_not() {
    let c = attribute(&[0x55, 4, 6], 0x13, b"US");
    let both = [cn(0x0c, b"a"), attribute(&[0x55, 4, 5], 0x13, b"1")].concat();
    let der = name(&[c, attribute(&[0x55, 4, 10], 0x0c, b"b, c"), both]);
    let name = Name::new(&der);
    assert_eq!(name.to_string(), "CN=a+serialNumber=1, O=b\\, c, C=US");
    assert_eq!(name.rfc4514().to_string(), "CN=a+serialNumber=1,O=b\\, c,C=US");
    let attributes: Vec<_> = name
        .attributes()
        .map(|one| (one.rdn(), one.short_name(), one.value().to_string(), one.text()))
        .collect();
    let text = |text: &str| Some(text.to_string());
    assert_eq!(
        attributes,
        [
            (0, Some("C"), "US".into(), text("US")),
            (1, Some("O"), "b\\, c".into(), text("b, c")),
            (2, Some("CN"), "a".into(), text("a")),
            (2, Some("serialNumber"), "1".into(), text("1")),
        ]
    );
    assert_eq!(Name::new(&[0x30, 0]).to_string(), "");
    assert!(Name::new(&[0x30, 0]).is_empty());
}

#[test]
fn any_number_of_rdns_is_reversed() {
    for count in [1, 15, 16, 17, 31, 32, 33, 255, 256, 257, 5000] {
        let rdns: Vec<_> = (0..count).map(|n| cn(0x0c, format!("{n}").as_bytes())).collect();
        let expected: Vec<_> = (0..count).rev().map(|n| format!("CN={n}")).collect();
        assert_eq!(Name::new(&name(&rdns)).to_string(), expected.join(", "), "{count}");
        let one = name(&[rdns.concat()]);
        let expected: Vec<_> = (0..count).map(|n| format!("CN={n}")).collect();
        assert_eq!(Name::new(&one).to_string(), expected.join("+"), "{count}");
    }
}

#[test]
fn rfc_4514_escapes() {
    assert_eq!(printed(0x0c, br#"a,b+c"d\e<f>g;h=i#j"#), r#"CN=a\,b\+c\"d\\e\<f\>g\;h=i#j"#);
    assert_eq!(printed(0x0c, b"#a"), "CN=\\#a");
    assert_eq!(printed(0x0c, b" a "), "CN=\\ a\\ ");
    assert_eq!(printed(0x0c, b" "), "CN=\\ ");
    assert_eq!(printed(0x0c, b"  "), "CN=\\ \\ ");
    assert_eq!(printed(0x0c, b"   "), "CN=\\  \\ ");
    assert_eq!(printed(0x0c, b""), "CN=");
    assert_eq!(printed(0x1e, b"\0 \0a\0 "), "CN=\\ a\\ ");
}

#[test]
fn nothing_breaks_the_line_or_hides() {
    assert_eq!(printed(0x0c, b"a\nO=b\r\0\x1b[31m\x7f"), "CN=a\\0AO=b\\0D\\00\\1B[31m\\7F");
    let hidden = "\u{85}\u{ad}\u{200b}\u{200d}\u{202e}\u{2028}\u{2066}\u{feff}\u{e0041}";
    let text = printed(0x0c, hidden.as_bytes());
    assert!(text.is_ascii(), "{text}");
    assert!(text.starts_with("CN=\\C2\\85\\C2\\AD\\E2\\80\\8B"), "{text}");
    let forged = printed(0x0c, b"a, O=Example Inc+CN=b");
    assert_eq!(forged, "CN=a\\, O=Example Inc\\+CN=b");
}

/// Both ends of every range of characters that are invisible or change how others look, and their
/// visible neighbours.
#[test]
fn every_invisible_character_is_escaped() {
    let invisible = [
        ('\0', '\u{1f}'),
        ('\u{7f}', '\u{9f}'),
        ('\u{ad}', '\u{ad}'),
        ('\u{34f}', '\u{34f}'),
        ('\u{61c}', '\u{61c}'),
        ('\u{115f}', '\u{1160}'),
        ('\u{17b4}', '\u{17b5}'),
        ('\u{180b}', '\u{180f}'),
        ('\u{200b}', '\u{200f}'),
        ('\u{2028}', '\u{202e}'),
        ('\u{2060}', '\u{206f}'),
        ('\u{2800}', '\u{2800}'),
        ('\u{3164}', '\u{3164}'),
        ('\u{fe00}', '\u{fe0f}'),
        ('\u{feff}', '\u{feff}'),
        ('\u{ffa0}', '\u{ffa0}'),
        ('\u{fff0}', '\u{fffb}'),
        ('\u{1bca0}', '\u{1bca3}'),
        ('\u{1d173}', '\u{1d17a}'),
        ('\u{e0000}', '\u{e0fff}'),
    ];
    let escaped = |character: char| {
        let bytes = character.to_string();
        bytes.bytes().map(|byte| format!("\\{byte:02X}")).collect::<String>()
    };
    for (first, last) in invisible {
        for character in first..=last {
            let text = printed(0x0c, format!("a{character}b").as_bytes());
            assert_eq!(text, format!("CN=a{}b", escaped(character)), "{character:?}");
            assert_eq!(
                escape(&format!("a{character}b")).to_string(),
                format!("a{}b", escaped(character))
            );
        }
    }
    for visible in ['\u{a1}', '\u{ae}', '\u{1161}', '\u{180a}', '\u{2010}', '\u{2070}', '\u{fffc}']
    {
        assert_eq!(printed(0x0c, format!("a{visible}b").as_bytes()), format!("CN=a{visible}b"));
    }
    // Unassigned, and ignorable nonetheless.
    assert_eq!(printed(0x0c, "a\u{2065}\u{180f}b".as_bytes()), r"CN=a\E2\81\A5\E1\A0\8Fb");
}

#[test]
fn no_value_looks_like_another_attribute() {
    let forged = printed(0x0c, "a\u{ff0c} O\u{ff1d}b\u{201a} C=c\u{ff0b}L=d".as_bytes());
    assert_eq!(forged, r"CN=a\EF\BC\8C O\EF\BC\9Db\E2\80\9A C=c\EF\BC\8BL=d");
    let lookalikes = "\u{37e}\u{207a}\u{207c}\u{208a}\u{208c}\u{fb29}\u{fe10}\u{fe14}\u{fe50}\u{fe54}\
                      \u{fe62}\u{fe64}\u{fe66}\u{fe68}\u{ff02}\u{ff1b}\u{ff1e}\u{ff3c}";
    assert!(printed(0x0c, lookalikes.as_bytes()).is_ascii());
    assert!(
        printed(0x1e, &lookalikes.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>())
            .is_ascii()
    );
    // Text that is not part of a name has no separators.
    assert_eq!(escape("\u{5317}\u{ff0c}\u{4eac}").to_string(), "\u{5317}\u{ff0c}\u{4eac}");
    assert_eq!(printed(0x0c, "\u{5317}\u{3001}\u{ff08}".as_bytes()), "CN=\u{5317}\u{3001}\u{ff08}");
}

#[test]
fn spaces_cannot_push_text_out_of_sight() {
    let nbsp = r"\C2\A0";
    assert_eq!(printed(0x0c, "a\u{a0}b".as_bytes()), "CN=a\u{a0}b");
    assert_eq!(printed(0x0c, "a\u{a0}\u{a0}b".as_bytes()), format!("CN=a{nbsp}{nbsp}b"));
    assert_eq!(printed(0x0c, "a \u{a0}b".as_bytes()), format!("CN=a {nbsp}b"));
    assert_eq!(printed(0x0c, "a\u{a0} b".as_bytes()), format!("CN=a{nbsp} b"));
    assert_eq!(printed(0x0c, "\u{a0}a\u{a0}".as_bytes()), format!("CN={nbsp}a{nbsp}"));
    assert_eq!(printed(0x0c, " \u{a0}a".as_bytes()), format!("CN=\\ {nbsp}a"));
    assert_eq!(printed(0x1e, &[0, 0xa0, 0, b'a', 0, 0xa0]), format!("CN={nbsp}a{nbsp}"));
    assert_eq!(printed(0x1e, &[0, b'a', 0, 0xa0, 0, 0xa0]), format!("CN=a{nbsp}{nbsp}"));
    assert_eq!(printed(0x0c, "a\u{3000}b".as_bytes()), "CN=a\u{3000}b");
    for space in ["\u{1680}", "\u{2000}", "\u{200a}", "\u{202f}", "\u{205f}", "\u{3000}"] {
        assert!(printed(0x0c, format!("a{space}{space}b").as_bytes()).is_ascii());
        assert!(escape(&format!("{space}b")).to_string().is_ascii());
    }
}

#[test]
fn escape_makes_any_text_one_visible_line() {
    assert_eq!(escape("web \\ 1").to_string(), r"web \\ 1");
    assert_eq!(escape("\u{1b}[2J\n\u{202e}x").to_string(), r"\1B[2J\0A\E2\80\AEx");
    assert_eq!(escape("").to_string(), "");
    assert_eq!(escape(" a, b+c=d ").to_string(), " a, b+c=d ");
}

#[test]
fn string_types() {
    assert_eq!(printed(0x14, b"Gr\xfc\xdfe"), "CN=Grüße");
    assert_eq!(printed(0x14, b"a\x85"), "CN=a\\C2\\85");
    assert_eq!(printed(0x1e, b"\0G\x03\x95\xd8\x3d\xdc\x34"), "CN=GΕ🐴");
    assert_eq!(printed(0x1e, b"\0a\xd8\x3d\0b"), "CN=a\\D8\\3Db");
    assert_eq!(printed(0x1e, b"\0a\xdc\x34\xd8\x3d"), "CN=a\\DC\\34\\D8\\3D");
    assert_eq!(printed(0x1e, b"\0a\0"), "CN=a\\00");
    assert_eq!(printed(0x1c, b"\0\x01\xf4\x34"), "CN=🐴");
    assert_eq!(printed(0x1c, b"\0\x11\0\0\0\0"), "CN=\\00\\11\\00\\00\\00\\00");
    assert_eq!(printed(0x13, b"Gr\xc3\xbcn *@_"), "CN=Gr\\C3\\BCn *@_");
    assert_eq!(printed(0x0c, b"We heart\xe2\x84"), "CN=We heart\\E2\\84");
    assert_eq!(printed(0x0c, b"\xed\xa0\x80\xc0\x80\xf5"), "CN=\\ED\\A0\\80\\C0\\80\\F5");
    for tag in [0x12, 0x13, 0x16, 0x19, 0x1a, 0x1b] {
        assert_eq!(printed(tag, b"0815"), "CN=0815");
    }
}

#[test]
fn other_types_are_hex() {
    assert_eq!(printed(0x02, &[1, 2]), "CN=#02020102");
    assert_eq!(printed(0x2c, &[0x0c, 1, b'a']), "CN=#2c030c0161");
    let unknown = name(&[attribute(&[0x2a, 3, 4], 0x0c, b"#text")]);
    assert_eq!(Name::new(&unknown).to_string(), "1.2.3.4=\\#text");
    let long = name(&[attribute(&[0x7f; 70], 0x0c, b"a")]);
    assert_eq!(Name::new(&long).to_string(), format!("#{}... (70 bytes)=a", "7f".repeat(16)));
}

#[test]
fn leniencies_are_noted() {
    let codes = |tag, content: &[u8]| {
        let mut notes = Notes::default();
        note(Name::new(&name(&[cn(tag, content)])), "subject", &mut notes, &Path::ROOT);
        notes.into_vec().iter().map(|note| note.code()).collect::<Vec<_>>()
    };
    use NoteCode::{OldStringType, StringTypeMismatch, TeletexAsLatin1};
    assert_eq!(codes(0x0c, "ü".as_bytes()), []);
    assert_eq!(codes(0x0c, b"\xfc"), [StringTypeMismatch]);
    assert_eq!(codes(0x13, b"\xfc"), [StringTypeMismatch]);
    assert_eq!(codes(0x14, b"u"), [OldStringType]);
    assert_eq!(codes(0x14, b"\xfc"), [OldStringType, TeletexAsLatin1]);
    assert_eq!(codes(0x1e, b"\0a\0"), [OldStringType, StringTypeMismatch]);
    assert_eq!(codes(0x02, b"\x01"), []);
}

#[test]
fn the_common_name_is_the_last_one() {
    let der = name(&[cn(0x0c, b"a"), cn(0x0c, b"b"), attribute(&[0x55, 4, 10], 0x0c, b"c")]);
    assert_eq!(Name::new(&der).common_name().and_then(|one| one.text()).as_deref(), Some("b"));
    assert!(Name::new(&[0x30, 0]).common_name().is_none());
}

/// Every byte in every position of values of all lengths: both ways of printing agree.
#[test]
fn the_fast_way_prints_the_same() {
    let slow = |name: &Name<'_>| {
        struct Slow<'a, 'b>(&'a Name<'b>);
        impl fmt::Display for Slow<'_, '_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(", ", f)
            }
        }
        Slow(name).to_string()
    };
    let quick = core::cell::Cell::new(0);
    let check = |der: &[u8]| {
        let name = Name::new(der);
        if let Some(line) = name.plain(&mut PlainLine::new()) {
            assert_eq!(line, slow(&name), "{der:02x?}");
            quick.set(quick.get() + 1);
        }
        assert_eq!(name.to_string(), slow(&name), "{der:02x?}");
        assert_eq!(name.render(), slow(&name), "{der:02x?}");
    };
    let country = attribute(&[0x55, 4, 6], 0x13, b"US");
    for length in [1_usize, 2, 3, 15, 16, 17, 31, 32, 33, 100, 127] {
        for place in [0, 1, length / 2, length - 1] {
            for byte in 0..=255 {
                let mut value = vec![b'x'; length];
                if let Some(slot) = value.get_mut(place) {
                    *slot = byte;
                }
                check(&name(&[country.clone(), cn(0x0c, &value)]));
                check(&name(&[cn(0x13, &value), country.clone()]));
            }
        }
    }
    assert!(quick.get() > 5_000, "{quick:?}");
    for character in '\u{80}'..'\u{3400}' {
        for value in
            [format!("{character}"), format!("a{character}b"), format!("{character} {character}")]
        {
            check(&name(&[country.clone(), cn(0x0c, value.as_bytes())]));
            check(&name(&[cn(0x13, value.as_bytes()), cn(0x14, value.as_bytes())]));
        }
    }
    let before = quick.get();
    check(&name(&[cn(0x0c, "Z\u{fc}rich, \u{17f}".as_bytes())]));
    assert_eq!(quick.get(), before + 1);
    // Cut in the middle of a letter.
    check(&name(&[cn(0x0c, b"Z\xc3"), cn(0x0c, b"\xbcrich")]));
    for tag in 0..=0x1f {
        check(&name(&[cn(tag, b"plain"), cn(tag, b"")]));
    }
    for last in 0..=255 {
        check(&name(&[attribute(&[0x55, 4, last], 0x0c, b"value"), cn(0x0c, b"b")]));
    }
    for oid in [&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1][..], &[0x2a, 3], &[]] {
        check(&name(&[attribute(oid, 0x16, b"a@example.com")]));
    }
    for count in 0..40 {
        check(&name(&vec![cn(0x0c, b"many of them"); count]));
    }
    // Truncated names, and names with a wrong length.
    let whole = name(&[country, cn(0x0c, b"value")]);
    for end in 0..whole.len() {
        check(&whole[..end]);
    }
    for at in 0..whole.len() {
        for length in [0, 1, 2, 0x7f, 0x80, 0x81, 0xff] {
            let mut changed = whole.clone();
            if let Some(byte) = changed.get_mut(at) {
                *byte = length;
            }
            check(&changed);
        }
    }
}
