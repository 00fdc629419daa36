//! Files that were joined: what follows the first one is never lost in silence.

use anycert::{ErrorKind, NoteCode, Parser};
use base64ct::Encoding as _;
use testkit::{fixture::bytes, pem};

/// The error for `content`.
fn refused(content: &[u8]) -> anycert::Error {
    let parser = Parser::new().passphrase("correct horse 7F");
    parser.parse(content).map(drop).expect_err("joined files")
}

/// A certificate or key in each form.
fn material() -> Vec<Vec<u8>> {
    let der = bytes("certificate/example.der");
    let key = bytes("key/p256-pkcs8.der");
    let tab = [b"\t\t", pem::block("PRIVATE KEY", &key).as_bytes()].concat();
    vec![
        pem::certificate(&der).into_bytes(),
        tab,
        bytes("pkcs12/example.pfx"),
        bytes("java-keystore/keytool17-trusted-one.jks"),
        der,
        key,
    ]
}

#[test]
fn material_after_something_else() {
    for first in ["reject/crl.der", "reject/csr.der", "reject/public-key.der"] {
        let first = bytes(first);
        for second in material() {
            for between in [&b""[..], b"\n"] {
                let error = refused(&[&first[..], between, &second].concat());
                assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
                assert!(error.help().contains("joined"), "{error:#}");
            }
        }
        let alone = refused(&[&first[..], b"\n"].concat());
        assert_eq!(alone.kind(), ErrorKind::NoCertificateOrKey);
    }
}

/// A block anywhere on its line, behind binary data; its lines are too short to be found by themselves.
#[test]
fn a_block_that_begins_inside_a_line() {
    let base64 = base64ct::Base64::encode_string(&bytes("key/p256-pkcs8.der"));
    let lines: Vec<&str> =
        (0..base64.len()).step_by(20).filter_map(|at| base64.get(at..at + 20)).collect();
    let block =
        format!("\t-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", lines.join("\n"));
    let error = refused(&[bytes("certificate/example.der"), block.into_bytes()].concat());
    assert!(error.help().contains("joined"), "{error:#}");
}

#[test]
fn a_java_key_store_beside_pem() {
    let text = pem::certificate(&bytes("certificate/example.der")).into_bytes();
    let store = bytes("java-keystore/keytool17-trusted-one.jks");
    assert_eq!(refused(&[text, store].concat()).kind(), ErrorKind::Malformed);
}

/// Line ends before a key store, as an editor or a form field adds them.
#[test]
fn line_ends_before_binary_data() {
    for name in ["java-keystore/keytool17-trusted-one.jks", "certificate/example.der"] {
        let content = [b"\r\n", &bytes(name)[..]].concat();
        let base64 = base64ct::Base64::encode_string(&content);
        for input in [&content[..], base64.as_bytes()] {
            let bundle = anycert::parse(input).unwrap_or_else(|error| panic!("{name}: {error}"));
            let mut notes = bundle.notes().iter();
            assert!(notes.any(|note| note.code() == NoteCode::LeadingBlanks), "{name}");
        }
    }
}
