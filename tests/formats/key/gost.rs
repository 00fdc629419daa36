//! The GOST ciphers and hash functions.

use super::{PASSPHRASE, key, pkcs8};
use anycert::{ErrorKind, Limits, Parser};
use testkit::der::{integer, octet_string, oid, sequence};

const GOST_28147: &str = "1.2.643.2.2.21";
const TC26_Z: &str = "1.2.643.7.1.2.5.1.1";
const MAGMA_CTR_ACPKM: &str = "1.2.643.7.1.1.5.1.1";
const KUZNYECHIK_CTR_ACPKM: &str = "1.2.643.7.1.1.5.2.1";

#[test]
fn every_parameter_set_and_mode_opens_the_same_key() {
    let expected = pkcs8(&key("rsa-pkcs8.pem"));
    for name in [
        "gost28147-cryptopro-a",
        "gost28147-cryptopro-b",
        "gost28147-cryptopro-c",
        "gost28147-cryptopro-d",
        "gost28147-tc26-z",
        "magma-ctr-acpkm",
        "kuznyechik-ctr-acpkm",
    ] {
        assert_eq!(pkcs8(&key(&format!("openssl3-{name}.pem"))), expected, "{name}");
    }
}

#[test]
fn a_file_of_gnutls_opens_with_higher_limits() {
    let input = key("certtool-pkcs8-gost28147-tc26z.pem");
    let parser = Parser::new().passphrase(PASSPHRASE);
    let exceeded = parser.parse(&input).unwrap_err().exceeded().unwrap();
    assert_eq!(exceeded.asked(), 600_000 * 2 * 27 + 4 * 75);
    let bundle = parser.limits(Limits::DEFAULT.kdf_work(exceeded.asked())).parse(&input).unwrap();
    let expected = pkcs8(&key("rsa-pkcs8.pem"));
    assert_eq!(bundle.private_keys()[0].secret_pkcs8_der(), Some(&expected[..]));
}

/// An EncryptedPrivateKeyInfo with this encryptionScheme.
fn encrypted(cipher: &str, parameters: &[&[u8]]) -> Vec<u8> {
    let pbkdf2 = sequence(&[&octet_string(b"eightoct"), &integer(&[1])]);
    let kdf = sequence(&[&oid("1.2.840.113549.1.5.12"), &pbkdf2]);
    let scheme = sequence(&[&oid(cipher), &sequence(parameters)]);
    let pbes2 = sequence(&[&oid("1.2.840.113549.1.5.13"), &sequence(&[&kdf, &scheme])]);
    sequence(&[&pbes2, &octet_string(&[0; 2000])])
}

fn kind(input: &[u8]) -> ErrorKind {
    Parser::new().passphrase(PASSPHRASE).parse(input).unwrap_err().kind()
}

#[test]
fn parameters_have_one_length() {
    let set = oid(TC26_Z);
    for length in [0, 4, 7, 8, 9, 12, 16, 17] {
        let iv = octet_string(&vec![0; length]);
        for (cipher, parameters, right) in [
            (GOST_28147, &[&iv[..], &set][..], 8),
            (MAGMA_CTR_ACPKM, &[&iv[..]][..], 12),
            (KUZNYECHIK_CTR_ACPKM, &[&iv[..]][..], 16),
        ] {
            let expected =
                if length == right { ErrorKind::IncorrectPassphrase } else { ErrorKind::Malformed };
            assert_eq!(kind(&encrypted(cipher, parameters)), expected, "{cipher}, {length}");
        }
    }
    let iv = octet_string(&[0; 8]);
    for parameters in [&[][..], &[&iv[..]], &[&set], &[&set, &iv], &[&iv, &set, &iv]] {
        assert_eq!(kind(&encrypted(GOST_28147, parameters)), ErrorKind::Malformed);
    }
}

#[test]
fn another_parameter_set_is_unsupported() {
    let test_set = "1.2.643.2.2.31.0";
    let input = encrypted(GOST_28147, &[&octet_string(&[0; 8]), &oid(test_set)]);
    let error = Parser::new().passphrase(PASSPHRASE).parse(&input).unwrap_err();
    let facts = (error.kind(), error.oid(), error.feature());
    assert_eq!(facts, (ErrorKind::Unsupported, Some(test_set), None));
}
