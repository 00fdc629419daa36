//! Certificates as PEM, fingerprints and types of other crates.

use testkit::{fixture::bytes, hex, sha256};

/// The same text as OpenSSL writes.
#[test]
fn pem_is_byte_stable() {
    let text = String::from_utf8(bytes("certificate/example.pem")).expect("ASCII");
    let bundle = anycert::parse(text.as_bytes()).expect("a certificate");
    assert_eq!(bundle.to_pem(), text);
    let der = anycert::parse(&bytes("certificate/example.der")).expect("a certificate");
    assert_eq!(der.certificates()[0].to_pem(), text);
}

#[test]
fn a_chain_is_written_leaf_first_and_reads_back() {
    for name in ["certificate/chain-concatenated.der", "pem/example-chain.pem"] {
        let bundle = anycert::parse(&bytes(name)).expect("a chain");
        let text = bundle.to_pem();
        assert!(text.ends_with("-----END CERTIFICATE-----\n"), "{name}");
        let again = anycert::parse(text.as_bytes()).expect("our own PEM");
        assert!(again.certificates().iter().eq(bundle.chain()), "{name}");
        assert_eq!(again.to_pem(), text, "{name}");
        assert!(again.notes().is_empty(), "{name}: {:?}", again.notes());
    }
    let lone_key = anycert::parse(&bytes("key/p256-pkcs8.pem")).expect("a key");
    assert_eq!(lone_key.to_pem(), "");
}

#[test]
fn digests() {
    let bundle = anycert::parse(&bytes("certificate/example.pem")).expect("a certificate");
    let certificate = &bundle.certificates()[0];
    assert_eq!(hex(&certificate.fingerprint_sha256()), sha256(certificate.as_der()));
    // The output of `openssl x509 -fingerprint -sha1`.
    assert_eq!(hex(&certificate.fingerprint_sha1()), "270cc2129aaab7eaca29519dea76783e6ac8f0a9");
    assert_eq!(hex(&certificate.spki_sha256()), sha256(certificate.spki_der()));
}

#[test]
fn conversion_to_x509_cert() {
    let typed = |name: &str| {
        let bundle = anycert::parse(&bytes(name)).expect("a certificate");
        x509_cert::Certificate::try_from(&bundle.certificates()[0])
    };
    let certificate = typed("certificate/example.der").expect("x509-cert reads it");
    assert_eq!(certificate.tbs_certificate().subject().len(), 3);
    let refused =
        typed("certificate/before-1950.der").expect_err("x509-cert rejects dates before 1970");
    assert_eq!(refused.kind(), anycert::ErrorKind::Unsupported);
}
