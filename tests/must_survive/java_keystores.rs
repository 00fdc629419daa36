//! Java's key stores: counts, lengths, aliases, serialized objects, the cost of their passphrases.

use super::{linear, refused, survive, survive_with};
use anycert::{ErrorKind, Integrity, KeyState, Limit, Limits, NoteCode, Parser};
use testkit::{
    certificate::Made,
    der::{integer, octet_string, oid, sequence},
    jks::{self, JCEKS, JKS},
};

fn with_passphrase() -> Parser<'static> {
    Parser::new().passphrase("p")
}

fn made() -> Vec<u8> {
    Made::default().der()
}

/// A JCEKS of one secret key with this object.
fn of_object(object: &[u8]) -> Vec<u8> {
    jks::sealed(&jks::unsealed(JCEKS, 1, &[&jks::secret_key(b"s", object)]), "p")
}

#[test]
fn counts_beyond_the_file() {
    let one = jks::trusted(b"a", &made());
    for count in [2, 0xffff, 0x7fff_ffff, 0x8000_0000, u32::MAX] {
        for magic in [JKS, JCEKS] {
            let store = jks::sealed(&jks::unsealed(magic, count, &[&one]), "p");
            refused(&store, ErrorKind::Malformed);
        }
        let mut key = jks::key(b"k", &jks::protected(b"", "p"), &[&made()]);
        let at = key.windows(11).position(|place| place == b"\0\0\0\x01\0\x05X.509").unwrap();
        key[at..at + 4].copy_from_slice(&count.to_be_bytes());
        refused(&jks::store(&[&key], "p"), ErrorKind::Malformed);
    }
}

#[test]
fn lengths_that_lie_everywhere() {
    let key = jks::key(b"k", &jks::protected(b"", "p"), &[&made()]);
    let sound = jks::store(&[&jks::trusted(b"a", &made()), &key], "p");
    assert!(survive(&sound).is_ok());
    for at in 8..sound.len() - 3 {
        for lie in [u32::MAX, 0x7fff_ffff, 0x0001_0000, 0] {
            let mut store = sound.clone();
            store[at..at + 4].copy_from_slice(&lie.to_be_bytes());
            let _ = survive(&store);
            let _ = survive_with(&with_passphrase().skip_broken(true), &store);
        }
    }
    for length in 0..sound.len() {
        assert!(survive(&sound[..length]).is_err(), "{length}");
    }
}

/// Entries of an empty chain and an empty key; each certificate of no octets is an error.
#[test]
fn many_entries_of_nothing() {
    let empty = jks::trusted(b"", b"");
    let of = |count: usize| jks::store(&vec![&empty[..]; count], "p");
    refused(&of(10_000), ErrorKind::Malformed);
    let parser = with_passphrase().skip_broken(true);
    // The record of each failure is paid for, and takes more than its few octets.
    let error = parser.parse(&of(11_000)).unwrap_err();
    assert_eq!(error.exceeded().unwrap().limit(), Limit::Certificates);
    let keys = vec![jks::key(b"", b"", &[]); 101];
    let keys: Vec<&[u8]> = keys.iter().map(Vec::as_slice).collect();
    let error = survive_with(&parser, &jks::store(&keys, "p")).unwrap_err();
    assert_eq!(error.exceeded().unwrap().limit(), Limit::PrivateKeys);
    linear(&with_passphrase(), 50, |count| {
        jks::store(&vec![&jks::trusted(b"alias", &made())[..]; count], "p")
    });
}

#[test]
fn aliases_that_are_not_modified_utf_8() {
    for alias in [
        &b"\xff"[..],
        b"\xc3",
        b"\xe2\x82",
        b"\xf0\x9f\x90\x8e",
        b"\xed\xa0\xbd",
        b"\xed\xb0\x8e\xed\xa0\xbd",
        &[0x80; 65_535],
    ] {
        let bundle = survive(&jks::store(&[&jks::trusted(alias, &made())], "p")).unwrap();
        assert_eq!(bundle.certificates()[0].friendly_name(), None);
        assert_eq!(bundle.notes()[0].code(), NoteCode::BagAttributeSkipped);
    }
    let long = [b'a'; 65_535];
    let many = jks::store(&vec![&jks::trusted(&long, &made())[..]; 40], "p");
    assert!(survive(&many).is_ok());
    let limits = Limits::DEFAULT.memory_bytes(1 << 20);
    let error = survive_with(&Parser::new().limits(limits), &many).unwrap_err();
    assert_eq!(error.exceeded().unwrap().limit(), Limit::MemoryBytes);
}

const HEADER: &[u8] = b"\xac\xed\0\x05";

/// newClassDesc: a name, a serialVersionUID, flags, fields, and what follows them.
fn class(name: &[u8], flags: u8, fields: &[&[u8]], rest: &[u8]) -> Vec<u8> {
    let length = u16::try_from(name.len()).unwrap().to_be_bytes();
    let count = u16::try_from(fields.len()).unwrap().to_be_bytes();
    [&[0x72], &length[..], name, &[0; 8], &[flags], &count, &fields.concat(), rest].concat()
}

#[test]
fn serialized_objects_that_lie() {
    let end: &[u8] = b"\x78\x70";
    let object = |class: &[u8], data: &[u8]| of_object(&[HEADER, b"\x73", class, data].concat());
    let noted = |store: &[u8]| refused(store, ErrorKind::NoCertificateOrKey);
    // What is sound: no field, a number, a string, an array; data that a class wrote itself.
    noted(&object(&class(b"A", 2, &[], end), b""));
    noted(&object(&class(b"A", 2, &[b"I\0\x01i", b"J\0\x01j"], end), &[1; 12]));
    noted(&object(&class(b"A", 2, &[b"L\0\x01s\x74\0\x01S"], end), b"\x74\0\x02no"));
    let array = class(b"[B", 2, &[], end);
    let bytes = [b"\x75", &array[..], b"\0\0\0\x03abc"].concat();
    noted(&object(&class(b"A", 2, &[b"[\0\x01b\x74\0\x02[B"], end), &bytes));
    noted(&object(&class(b"A", 3, &[], end), b"\x77\x02ab\x7a\0\0\0\x01c\x70\x78"));
    let child =
        [&class(b"A", 2, &[b"B\0\x01b"], b"\x78")[..], &class(b"B", 2, &[b"S\0\x01s"], end)];
    noted(&object(&child.concat(), &[1; 3]));
    // A class that is its own superclass, one that is not described, one with its own format.
    let own = class(b"A", 2, &[], b"\x78\x71\0\x7e\0\0");
    refused(&object(&own, b""), ErrorKind::Unsupported);
    refused(&object(b"\x71\0\x7e\0\x05", b""), ErrorKind::Unsupported);
    refused(&object(b"\x70", b""), ErrorKind::Unsupported);
    for flags in [0, 1, 4, 6, 0x12, 0xff] {
        refused(&object(&class(b"A", flags, &[], end), b""), ErrorKind::Unsupported);
    }
    refused(
        &object(&class(b"A", 2, &[b"Q\0\x01q\x74\0\x01S"], end), &[1; 8]),
        ErrorKind::Unsupported,
    );
    refused(&of_object(b"\xac\xed\0\x06\x70"), ErrorKind::Unsupported);
    refused(&of_object(&[HEADER, b"\x7d"].concat()), ErrorKind::Unsupported);
    // Lengths beyond the file.
    refused(&of_object(&[HEADER, b"\x7c", &[0xff; 8]].concat()), ErrorKind::Malformed);
    for (kind, size) in [(b"[J", u32::MAX), (b"[L", u32::MAX), (b"[B", 1000)] {
        let array = class(kind, 2, &[], end);
        let object = [HEADER, b"\x75", &array, &size.to_be_bytes()].concat();
        assert!(survive(&of_object(&object)).is_err());
    }
}

#[test]
fn serialized_objects_without_end() {
    let open = class(b"A", 3, &[], b"\x78\x70");
    let nested = [b"\x73", &open[..]].concat().repeat(10_000);
    refused(&of_object(&[HEADER, &nested].concat()), ErrorKind::Unsupported);
    let annotated = class(b"A", 3, &[], b"");
    refused(
        &of_object(&[HEADER, &[b"\x73", &annotated[..]].concat().repeat(10_000)].concat()),
        ErrorKind::Unsupported,
    );
    let many = [b"\x73", &open[..], &b"\x70".repeat(1 << 20)].concat();
    assert!(survive(&of_object(&[HEADER, &many].concat())).is_err());
    let many = [b"\x73", &open[..], &b"\x70".repeat(1 << 20), b"\x78"].concat();
    refused(&of_object(&[HEADER, &many].concat()), ErrorKind::NoCertificateOrKey);
}

#[test]
fn iterations_and_passphrases_are_paid_for() {
    let jceks = |iterations: &[u8]| {
        let parameters = sequence(&[&octet_string(b"eightoct"), &integer(iterations)]);
        let algorithm = sequence(&[&oid("1.3.6.1.4.1.42.2.19.1"), &parameters]);
        let info = sequence(&[&algorithm, &octet_string(&[0; 64])]);
        jks::sealed(&jks::unsealed(JCEKS, 1, &[&jks::key(b"k", &info, &[&made()])]), "p")
    };
    for iterations in [&[0x40, 0, 0][..], &[0x7f; 4], &[0x7f; 9]] {
        let error = survive_with(&with_passphrase(), &jceks(iterations)).unwrap_err();
        assert_eq!(error.exceeded().unwrap().limit(), Limit::KdfWork, "{error}");
        // Without a passphrase the key stays locked and nothing is derived.
        let bundle = survive(&jceks(iterations)).unwrap();
        assert!(matches!(bundle.private_keys()[0].state(), KeyState::Locked(_)));
        assert!(!bundle.locked_parts().iter().any(|part| part.is_tried()));
    }
    for iterations in [&[0][..], &[0xff]] {
        refused(&jceks(iterations), ErrorKind::Malformed);
    }
    // A long passphrase is hashed once for each 20 octets of a key in JKS.
    let key = jks::key(b"k", &jks::protector(&vec![0; 1 << 16]), &[&made()]);
    let passphrase = "p".repeat(1 << 20);
    let store = jks::store(&[&key], &passphrase);
    let error = Parser::new().passphrase(&passphrase).parse(&store).unwrap_err();
    assert_eq!(error.exceeded().unwrap().limit(), Limit::KdfWork, "{error}");
    for short in [0, 19, 39] {
        let key = jks::key(b"k", &jks::protector(&vec![0; short]), &[&made()]);
        refused(&jks::store(&[&key], "p"), ErrorKind::Malformed);
    }
}

#[test]
fn nothing_is_verified_without_its_digest() {
    let content = jks::unsealed(JKS, 1, &[&jks::trusted(b"a", &made())]);
    assert_eq!(survive(&jks::sealed(&content, "p")).unwrap().integrity(), Integrity::Unchecked);
    assert_eq!(survive(&jks::sealed(&content, "")).unwrap().integrity(), Integrity::Unchecked);
    let open = |passphrase| survive_with(&with_passphrase(), &jks::sealed(&content, passphrase));
    assert_eq!(open("p").unwrap().integrity(), Integrity::Verified);
    for wrong in ["", "P", "pp"] {
        assert_eq!(open(wrong).unwrap_err().kind(), ErrorKind::IncorrectPassphrase);
    }
    let sound = jks::sealed(&content, "p");
    for at in 12..sound.len() {
        let mut changed = sound.clone();
        changed[at] ^= 1;
        assert!(survive_with(&with_passphrase(), &changed).is_err(), "{at}");
    }
}

#[test]
fn data_after_the_digest() {
    let store = jks::store(&[&jks::trusted(b"a", &made())], "p");
    for (behind, code) in [(&b"\n\0"[..], NoteCode::TrailingBlanks), (b"x", NoteCode::TrailingData)]
    {
        let bundle = survive(&[&store[..], behind].concat()).unwrap();
        assert_eq!(bundle.notes()[0].code(), code);
    }
    for behind in [store.clone(), made(), [b"\n\n", &made()[..]].concat()] {
        refused(&[&store[..], &behind].concat(), ErrorKind::Malformed);
    }
}
