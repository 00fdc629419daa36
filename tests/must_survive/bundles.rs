//! Many certificates and keys: pairing, chains, cycles, in n log n.

use super::{linear, survive, survive_with};
use anycert::{Bundle, Certificate, KeyMatch, Limits, NoteCode, Parser};
use testkit::{
    certificate::{Made, extension, name, spki},
    cms::Signed,
    der::{integer, octet_string, oid, sequence, tlv},
    pem,
};

fn pem_of(certificates: &[Vec<u8>]) -> String {
    certificates.iter().map(|der| pem::certificate(der)).collect()
}

fn chain_length(bundle: &Bundle) -> usize {
    let chain: Vec<&Certificate> = bundle.chain().collect();
    assert_eq!(chain.first().copied(), bundle.leaf());
    chain.len()
}

/// One subject and issuer for all: only the serial numbers differ.
fn alike(count: usize) -> Vec<Vec<u8>> {
    let numbered = |n: usize| Made {
        serial: integer(&[&[1][..], &n.to_be_bytes()].concat()),
        ..Made::of("same", "same")
    };
    (0..count).map(|n| numbered(n).der()).collect()
}

#[test]
fn chain_search_among_a_thousand_of_one_name() {
    let bundle = survive(pem_of(&alike(1000)).as_bytes()).unwrap();
    assert_eq!(bundle.certificates().len(), 1000);
    assert!(chain_length(&bundle) <= 1000);
    let parser = Parser::new();
    linear(&parser, 50, |size| pem_of(&alike(size)).into_bytes());
    let many = alike(10_000);
    let choices: Vec<&[u8]> = many.iter().map(Vec::as_slice).collect();
    assert_eq!(survive(&Signed::of(&choices).der()).unwrap().certificates().len(), 10_000);
}

#[test]
fn chain_search_in_cycles() {
    for length in [1, 2, 3, 1000] {
        let in_turn = |n: usize| Made::of(&format!("{n}"), &format!("{}", (n + 1) % length)).der();
        let certificates: Vec<Vec<u8>> = (0..length).map(in_turn).collect();
        let bundle = survive(pem_of(&certificates).as_bytes()).unwrap();
        assert_eq!(chain_length(&bundle), length);
    }
}

#[test]
fn chain_search_with_key_identifiers_that_point_in_circles() {
    // Each names the next one as its issuer, by name alternately and by key identifier.
    let identified = |own: u8, authority: u8| {
        let authority = sequence(&[&tlv(0x80, &[&[authority]])]);
        let extensions =
            vec![extension("2.5.29.14", &octet_string(&[own])), extension("2.5.29.35", &authority)];
        let (subject, issuer) =
            if own.is_multiple_of(2) { ("even", "odd") } else { ("odd", "even") };
        Made { extensions, serial: integer(&[own]), ..Made::of(subject, issuer) }.der()
    };
    let certificates: Vec<Vec<u8>> = (1..=100).map(|n| identified(n, n % 100 + 1)).collect();
    let bundle = survive(pem_of(&certificates).as_bytes()).unwrap();
    let serials: Vec<&[u8]> = bundle.chain().map(Certificate::serial).collect();
    assert!(serials.iter().zip(1_u8..=100).all(|(serial, n)| *serial == [n]), "{serials:?}");
    assert_eq!(chain_length(&bundle), 100);
}

/// As many as make pairs of them a matter of minutes.
const MANY: usize = 100_000;

/// A PKCS#7 of more than the usual limits let in.
fn read_many(choices: &[Vec<u8>]) -> Bundle {
    let choices: Vec<&[u8]> = choices.iter().map(Vec::as_slice).collect();
    let limits = Limits::DEFAULT.input_bytes(1 << 30).certificates(MANY).memory_bytes(1 << 30);
    survive_with(&Parser::new().limits(limits), &Signed::of(&choices).der()).unwrap()
}

#[test]
fn chain_search_that_passes_all_of_two_names() {
    let numbered = |n: usize| Made {
        serial: integer(&[&[1][..], &n.to_be_bytes()].concat()),
        ..if n.is_multiple_of(2) { Made::of("even", "odd") } else { Made::of("odd", "even") }
    };
    let certificates: Vec<Vec<u8>> = (0..MANY).map(|n| numbered(n).der()).collect();
    assert_eq!(chain_length(&read_many(&certificates)), MANY);
}

#[test]
fn chain_search_that_ends_at_copies_again_and_again() {
    let key_id = octet_string(&[7]);
    let authority = extension("2.5.29.35", &sequence(&[&tlv(0x80, &[&[7]])]));
    let numbered = |n: usize, (subject, issuer), extensions| {
        let serial = integer(&[&[1][..], &n.to_be_bytes()].concat());
        Made { serial, extensions, ..Made::of(subject, issuer) }.der()
    };
    let count = MANY / 4;
    let copy = numbered(0, ("z", "a"), vec![extension("2.5.29.14", &key_id)]);
    let mut certificates: Vec<Vec<u8>> =
        (1..=count).map(|n| numbered(n, ("z", "a"), vec![])).collect();
    certificates.extend((1..=count).map(|n| numbered(n, ("a", "z"), vec![authority.clone()])));
    certificates.resize(MANY, copy);
    // Each of the two names in turn, and the first of the copies.
    assert_eq!(chain_length(&read_many(&certificates)), 2 * count + 1);
}

#[test]
fn chain_search_among_copies() {
    let copies = vec![Made::of("a", "a").der(); 5000];
    let bundle = survive(pem_of(&copies).as_bytes()).unwrap();
    assert_eq!((bundle.certificates().len(), chain_length(&bundle)), (5000, 1));
    let noted = |note: &&anycert::Note| note.code() == NoteCode::DuplicateCertificate;
    assert_eq!(bundle.notes().iter().filter(noted).count(), 4999);
}

#[test]
fn leaf_search_among_copies() {
    let copies = vec![Made::of("a", "a").der(); MANY];
    assert_eq!(read_many(&copies).leaf().unwrap().as_der(), copies[0]);
}

/// An Ed25519 key with the secret `n` and no public part.
fn key(n: usize) -> Vec<u8> {
    let secret = [&n.to_be_bytes()[..], &[7; 24]].concat();
    sequence(&[
        &integer(&[0]),
        &sequence(&[&oid("1.3.101.112")]),
        &octet_string(&octet_string(&secret)),
    ])
}

#[test]
fn pairing_of_a_thousand_certificates_and_a_hundred_keys() {
    let input = |certificates: usize, keys: usize| {
        let numbered = |n: usize| Made { spki: spki(&n.to_be_bytes()), ..Made::of("a", "b") }.der();
        let certificates: Vec<Vec<u8>> = (0..certificates).map(numbered).collect();
        let keys: String = (0..keys).map(|n| pem::block("PRIVATE KEY", &key(n))).collect();
        pem_of(&certificates) + &keys
    };
    let bundle = survive(input(1000, 100).as_bytes()).unwrap();
    assert_eq!((bundle.certificates().len(), bundle.private_keys().len()), (1000, 100));
    assert_ne!(bundle.key_match(), KeyMatch::Matches);
    for key in bundle.private_keys() {
        assert!(bundle.certificate_of(key).is_none());
    }
    let many = Parser::new().limits(Limits::DEFAULT.private_keys(10_000));
    linear(&many, 30, |size| input(size, size).into_bytes());
    assert!(survive_with(&many, input(3000, 3000).as_bytes()).is_ok());
}

#[test]
fn pairing_of_one_public_key_in_a_thousand_certificates() {
    let numbered = |n: usize| Made { subject: name(&n.to_string()), ..Made::default() }.der();
    let certificates: Vec<Vec<u8>> = (0..1000).map(numbered).collect();
    assert!(survive(pem_of(&certificates).as_bytes()).is_ok());
}
