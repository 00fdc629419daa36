//! `anycert match`: what it says and its exit codes.

use std::process::{Command, Output, Stdio};
use testkit::fixture;

const PASSPHRASE: &str = "correct horse 7F";

fn compare(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anycert"));
    command.arg("match").args(arguments).env("PASSPHRASE", PASSPHRASE);
    command.stdin(Stdio::null()).output().expect("it runs")
}

fn testdata(file: &str) -> String {
    fixture::root().join(file).to_str().expect("a plain path").into()
}

/// Exit code and what was printed, on standard output and on standard error.
fn of(certificate: &str, key: &str, options: &[&str]) -> (Option<i32>, String, String) {
    let (certificate, key) = (testdata(certificate), testdata(key));
    let output = compare(&[options, &[&certificate, &key]].concat());
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn keys_that_belong_and_keys_that_do_not() {
    for (certificate, key, belongs) in [
        ("certificate/p256.pem", "key/p256-pkcs8.pem", true),
        ("certificate/p256.pem", "key/p256-traditional.der", true),
        ("certificate/p256.pem", "key/rsa-pkcs8.pem", false),
        ("certificate/example.pem", "key/p256-pkcs8.pem", false),
        // Among others, and in one file.
        ("pem/leaf-chain-key.pem", "pem/leaf-chain-key.pem", true),
        ("certificate/mozilla-roots.pem", "key/rsa-pkcs8.pem", false),
    ] {
        let (code, out, err) = of(certificate, key, &[]);
        assert_eq!(code, Some(i32::from(!belongs)), "{certificate}, {key}: {out}{err}");
        let says = if belongs { " belongs to " } else { " DOES NOT BELONG to " };
        assert!(out.contains(says) && out.contains(key) && err.is_empty(), "{out}{err}");
    }
}

#[test]
fn a_key_in_the_file_of_the_certificate_is_ignored() {
    let (code, out, _) = of("pem/leaf-chain-key.pem", "key/rsa-pkcs8.pem", &[]);
    assert_eq!(code, Some(1), "{out}");
}

#[test]
fn passphrases() {
    let with = &["--passphrase-env", "PASSPHRASE"][..];
    let pfx = "pkcs12/openssl3-default.p12";
    assert_eq!(of(pfx, pfx, with).0, Some(0));
    let (code, out, err) = of(pfx, pfx, &[]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("passphrase"), "{err}");
    let locked = "key/p256-pkcs8-scrypt.pem";
    assert_eq!(of("certificate/p256.pem", locked, with).0, Some(0));
    let (code, _, err) = of("certificate/p256.pem", locked, &[]);
    assert_eq!(code, Some(2));
    assert!(err.contains("locked"), "{err}");
}

#[test]
fn trouble() {
    for (certificate, key) in [
        ("key/p256-pkcs8.pem", "key/p256-pkcs8.pem"),
        ("certificate/p256.pem", "certificate/p256.pem"),
        ("certificate/p256.pem", "reject/image.png"),
        ("reject/csr.pem", "key/p256-pkcs8.pem"),
        ("no such file", "key/p256-pkcs8.pem"),
        ("certificate/p256.pem", "no such file"),
    ] {
        let (code, out, err) = of(certificate, key, &[]);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{certificate}, {key}: {err}");
        assert!(err.starts_with("anycert match: "), "{err}");
    }
    for wrong in [&[][..], &["one"], &["one", "two", "three"], &["-", "-"], &["--unknown"]] {
        assert_eq!(compare(wrong).status.code(), Some(2), "{wrong:?}");
    }
    assert_eq!(compare(&["--help"]).status.code(), Some(0));
}
