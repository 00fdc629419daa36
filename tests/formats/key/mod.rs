//! Private keys: their algorithms, the certificates they belong to, and what is refused.

mod damaged;
mod encodings;
#[cfg(feature = "rare-ciphers")]
mod gost;
mod locked;
mod matching;
mod odd_forms;
mod openssh;

use anycert::{Bundle, Error, ErrorKind, NoteCode, Parser};
use testkit::{der::tlv, fixture::bytes as fixture};

const PASSPHRASE: &str = "correct horse 7F";

fn key(name: &str) -> Vec<u8> {
    fixture(&format!("key/{name}"))
}

fn parse(input: &[u8]) -> Result<Bundle, Error> {
    Parser::new().passphrase(PASSPHRASE).parse(input)
}

/// The one key of the input as PKCS#8.
fn pkcs8(input: &[u8]) -> Vec<u8> {
    let bundle = parse(input).unwrap();
    bundle.private_keys()[0].secret_pkcs8_der().unwrap().to_vec()
}

fn notes(input: &[u8]) -> Vec<NoteCode> {
    parse(input).unwrap().notes().iter().map(anycert::Note::code).collect()
}

/// Content octets of the value that `der` is.
fn content(der: &[u8]) -> &[u8] {
    let value = testkit::tlv::read(der, 0, der.len()).expect("a value");
    &der[value.content]
}

/// The concatenated values.
fn values(content: &[u8]) -> Vec<&[u8]> {
    let values = testkit::tlv::children(content, 0..content.len()).expect("values");
    values.into_iter().map(|value| &content[value.whole]).collect()
}

/// The same key with what is in its privateKey changed.
fn with_private_key(pkcs8: &[u8], change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let fields = values(content(pkcs8));
    let octets = tlv(0x04, &[&change(content(fields[2]))]);
    tlv(0x30, &[fields[0], fields[1], &octets])
}

/// An object identifier.
const P256: &[u8] = b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07";
/// That the input is refused as malformed, at this place.
fn malformed(input: &[u8], place: &str) {
    let error = parse(input).expect_err(place);
    assert_eq!(error.kind(), ErrorKind::Malformed, "{place}: {error}");
    assert!(error.to_string().contains(place), "{place}: {error}");
}

/// The key as the second input beside the certificate.
fn together(certificate: &str, private_key: &[u8]) -> Bundle {
    let certificate = fixture(&format!("certificate/{certificate}"));
    let parser = Parser::new().passphrase(PASSPHRASE).private_key(private_key);
    parser.parse(&certificate).unwrap()
}
