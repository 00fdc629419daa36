//! PKCS#7 and BER: absent content, confused types, nesting, lengths that lie.

use super::{linear, refused, survive, survive_with};
use anycert::{ErrorKind, Integrity, Limit, Limits, NoteCode, Parser};
use testkit::{
    certificate::Made,
    cms::{DATA, NETSCAPE_SEQUENCE, SIGNED_DATA, Signed, content_info, streamed},
    der::{
        context, indefinite, integer, nested, nested_indefinite, octet_string, oid, sequence, set,
        tlv,
    },
};

const DEEP: usize = 100_000;

fn made() -> Vec<u8> {
    Made::default().der()
}

fn null() -> Vec<u8> {
    tlv(0x05, &[])
}

#[test]
fn absent_content() {
    refused(&sequence(&[&oid(SIGNED_DATA)]), ErrorKind::Malformed);
    refused(&indefinite(0x30, &[&oid(SIGNED_DATA)]), ErrorKind::Malformed);
    refused(&sequence(&[&oid(NETSCAPE_SEQUENCE)]), ErrorKind::Malformed);
    for content in [vec![], null(), sequence(&[]), integer(&[1]), octet_string(&made())] {
        refused(&content_info(SIGNED_DATA, &content), ErrorKind::Malformed);
        refused(&sequence(&[&oid(SIGNED_DATA), &content]), ErrorKind::Malformed);
    }
}

#[test]
fn type_confusion_in_signed_data() {
    let certificate = made();
    let sound =
        [integer(&[1]), set(&[]), sequence(&[&oid(DATA)]), context(0, &[&certificate]), set(&[])];
    let wrong = [null(), octet_string(&certificate), sequence(&[]), oid("1.2.3"), integer(&[])];
    for at in 0..sound.len() {
        for other in &wrong {
            let mut parts = sound.clone();
            if parts[at].first() == other.first() && at != 2 {
                continue;
            }
            parts[at].clone_from(other);
            let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
            let error = survive(&content_info(SIGNED_DATA, &sequence(&parts))).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Malformed, "part {at}: {error}");
        }
    }
}

#[test]
fn type_confusion_among_certificates() {
    for wrong in [null(), octet_string(&made()), set(&[&made()]), tlv(0x0c, &[b"x"])] {
        let certificate = made();
        refused(&Signed::of(&[&certificate, &wrong]).der(), ErrorKind::Malformed);
        let skipping = Parser::new().skip_broken(true);
        let read = survive_with(&skipping, &Signed::of(&[&certificate, &wrong]).der()).unwrap();
        assert_eq!((read.certificates().len(), read.broken().len()), (1, 1));
    }
}

#[test]
fn many_choices_of_nothing() {
    for choice in [[0x30, 0], [0xa2, 0], [0x05, 0]] {
        let input = Signed::of(&[&choice.repeat(1_000_000)]).der();
        survive(&input).unwrap_err();
        survive_with(&Parser::new().skip_broken(true), &input).unwrap_err();
        let with_one = Signed::of(&[&made(), &choice.repeat(5_000)]).der();
        let _ = survive(&with_one);
        let skipping = Parser::new().skip_broken(true).parse(&with_one).unwrap();
        assert_eq!(skipping.certificates().len(), 1);
    }
}

/// Values of definite length that are not read cost nothing.
#[test]
fn nesting_of_sequences() {
    let deep = nested(0x30, DEEP, &[]);
    survive(&deep).unwrap_err();
    let mut signed = Signed::of(&[&made()]);
    signed.content = sequence(&[&oid("1.2.3"), &context(0, &[&deep])]);
    assert_eq!(survive(&signed.der()).unwrap().certificates().len(), 1);
    refused(&Signed::of(&[&deep]).der(), ErrorKind::Malformed);
    let input = content_info(SIGNED_DATA, &deep);
    refused(&input, ErrorKind::Malformed);
}

#[test]
fn nesting_of_constructed_strings() {
    let definite = nested(0x24, DEEP, &octet_string(b"x"));
    let indefinite = nested_indefinite(0x24, DEEP, &octet_string(b"x"));
    // The content is searched for the ends of indefinite lengths, not for strings.
    assert_eq!(survive(&with_content(&definite)).unwrap().certificates().len(), 1);
    let error = refused(&with_content(&indefinite), ErrorKind::LimitExceeded);
    assert_eq!(error.exceeded().unwrap().limit(), Limit::Nesting);
    // The key identifier of a signer is gathered.
    for string in [definite, indefinite] {
        let info = sequence(&[&integer(&[3]), &tlv(0xa0, &[&string]), &sequence(&[])]);
        let mut signed = Signed::of(&[&made()]);
        signed.signers = set(&[&info]);
        let error = refused(&signed.der(), ErrorKind::LimitExceeded);
        assert_eq!(error.exceeded().unwrap().limit(), Limit::Nesting);
    }
}

#[test]
fn nesting_of_indefinite_lengths() {
    for core in [vec![], Signed::of(&[&made()]).der()] {
        let deep = nested_indefinite(0x30, DEEP, &core);
        let input = [&[0x30, 0x80], &oid(SIGNED_DATA)[..], &[0xa0, 0x80], &deep].concat();
        let error = refused(&input, ErrorKind::LimitExceeded);
        assert_eq!(error.exceeded().unwrap().limit(), Limit::Nesting);
        let unlimited = Parser::new().limits(Limits::DEFAULT.nesting(usize::MAX));
        assert_eq!(unlimited.parse(&input).unwrap_err().kind(), ErrorKind::Malformed);
    }
    let levels = [0x30, 0x80].repeat(DEEP);
    let input = [&[0x30, 0x80], &oid(SIGNED_DATA)[..], &[0xa0, 0x80], &levels].concat();
    refused(&input, ErrorKind::LimitExceeded);
}

/// Every octet of valid files is replaced by a wrong length.
#[test]
fn length_lies_everywhere() {
    let lies: [&[u8]; 9] = [
        &[0x84, 0xff, 0xff, 0xff, 0xff],
        &[0x84, 0x7f, 0xff, 0xff, 0xff],
        &[0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        &[0x80],
        &[0xff],
        &[0xfe],
        &[0x81, 0x00],
        &[0x82, 0x00, 0x00],
        &[0x7f],
    ];
    let length_of_length_127 = [[0xff].as_slice(), &[0; 126], &[1]].concat();
    for sound in [made(), Signed::of(&[&made()]).der(), streamed(&[&made()])] {
        for at in 1..sound.len() {
            for lie in lies.iter().copied().chain([length_of_length_127.as_slice()]) {
                let input = [&sound[..at], lie, &sound[at + 1..]].concat();
                if let Ok(bundle) = survive(&input) {
                    assert!(bundle.certificates().len() <= 1);
                }
            }
        }
    }
}

#[test]
fn length_lies_with_ten_bytes() {
    for head in [0x30, 0x31, 0xa0, 0x24, 0x04] {
        for lie in [0xff, 0x7f, 0x00] {
            let input = [&[head, 0x84, lie, 0xff, 0xff, 0xff][..], &[0; 10]].concat();
            assert!(survive(&input).is_err());
        }
    }
}

#[test]
fn length_lies_indefinite_never_closed() {
    let whole = streamed(&[&made()]);
    let input = &whole[..whole.len() - 10];
    let error = refused(input, ErrorKind::Malformed);
    assert!(error.to_string().contains("without end-of-contents"), "{error}");
    let chunks = [4, 1, 0].repeat(1_000_000);
    let input =
        [&[0x30, 0x80], &oid(SIGNED_DATA)[..], &[0xa0, 0x80, 0x30, 0x80, 0x24, 0x80], &chunks];
    refused(&input.concat(), ErrorKind::Malformed);
}

fn with_content(content: &[u8]) -> Vec<u8> {
    let mut signed = Signed::of(&[&made()]);
    signed.content = sequence(&[&oid(DATA), &indefinite(0xa0, &[content])]);
    signed.der()
}

#[test]
fn ber_cost_of_four_megabytes_in_many_levels() {
    let chunks = octet_string(&[7; 1000]).repeat(4000);
    let input = with_content(&nested_indefinite(0x24, 150, &chunks));
    assert!(input.len() > 4_000_000);
    let error = refused(&input, ErrorKind::LimitExceeded);
    assert_eq!(error.exceeded().unwrap().limit(), Limit::Nesting);
    let deeper = Parser::new().limits(Limits::DEFAULT.nesting(200));
    let bundle = survive_with(&deeper, &input).unwrap();
    assert_eq!(bundle.certificates()[0].as_der(), made());
    assert!(bundle.notes().iter().any(|note| note.code() == NoteCode::BerEncoding));
}

#[test]
fn ber_cost_of_a_million_chunks() {
    let chunks = [4, 1, 7].repeat(1_000_000);
    let bundle = survive(&with_content(&indefinite(0x24, &[&chunks]))).unwrap();
    assert_eq!(bundle.certificates()[0].as_der(), made());
    // The same where the chunks must be gathered: the key identifier of a signer.
    let info = sequence(&[&integer(&[3]), &indefinite(0xa0, &[&chunks]), &sequence(&[])]);
    let mut signed = Signed::of(&[&made()]);
    signed.signers = set(&[&info]);
    assert_eq!(survive(&signed.der()).unwrap().certificates().len(), 1);
    // And where every chunk is itself of indefinite length: eight bytes of memory for each four.
    let empties = [0x24, 0x80, 0, 0].repeat(1_000_000);
    survive(&with_content(&indefinite(0x24, &[&empties]))).unwrap();
}

#[test]
fn ber_cost_is_linear() {
    let parser = Parser::new();
    linear(&parser, 1000, |size| with_content(&indefinite(0x24, &[&[4, 1, 7].repeat(size)])));
    linear(&parser, 1000, |size| {
        with_content(&indefinite(0x24, &[&[0x24, 0x80, 0, 0].repeat(size)]))
    });
    linear(&parser, 100, |size| streamed(&vec![made().as_slice(); size]));
}

/// Signed or not, a PKCS#7 is never called verified.
#[test]
fn no_signature_is_never_verified() {
    let info = sequence(&[&integer(&[1]), &tlv(0x80, &[b"key"]), &sequence(&[])]);
    for signers in [set(&[]), set(&[&info])] {
        let mut signed = Signed::of(&[&made()]);
        signed.signers = signers;
        assert_eq!(survive(&signed.der()).unwrap().integrity(), Integrity::None);
    }
}

#[test]
fn trailing_data_after_signed_data() {
    let signed = Signed::of(&[&made()]);
    for sound in [signed.der(), signed.bare(), streamed(&[&made()])] {
        for rest in [&sound[..], &made()] {
            refused(&[&sound, rest].concat(), ErrorKind::Malformed);
        }
        let noted = |rest: &[u8], code| {
            let bundle = survive(&[&sound, rest].concat()).unwrap();
            assert!(bundle.notes().iter().any(|note| note.code() == code), "{rest:?}");
        };
        for rest in [&b"x"[..], &null(), &[0, 0, 1]] {
            noted(rest, NoteCode::TrailingData);
        }
        for rest in [&b"\n"[..], b"\r\n", b" \t", &[0; 512]] {
            noted(rest, NoteCode::TrailingBlanks);
        }
    }
}
