//! `anycert convert`: what it writes, where, and its exit codes.

use anycert::{Bundle, Format, Integrity, KeyMatch, KeyState, Parser};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use testkit::fixture;

const PASSPHRASE: &str = "correct horse 7F";
const NEW: &str = "battery staple";

const KEY_PASSPHRASE: &str = "second horse 9C";

fn anycert(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anycert"));
    command.args(arguments).stdin(Stdio::null());
    command.env("OLD", PASSPHRASE).env("NEW", NEW).env("KEY", KEY_PASSPHRASE).env("BAD", "other");
    command.output().expect("it runs")
}

fn convert(arguments: &[&str]) -> Output {
    anycert(&[&["convert"], arguments].concat())
}

fn testdata(file: &str) -> String {
    fixture::root().join(file).to_str().expect("a plain path").into()
}

/// A folder of one test, which is gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("anycert-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a plain path").into()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn strict(bytes: &[u8], passphrase: Option<&str>) -> Bundle {
    let parsed = Parser::new().passphrase(passphrase).strict(true).parse(bytes);
    parsed.unwrap_or_else(|error| panic!("{error:#}"))
}

const NEW_PASSPHRASE: [&str; 4] = ["--new-passphrase-env", "NEW", "--iterations", "10000"];

#[test]
fn pem_to_pfx_with_a_name() {
    let folder = Folder::new("pfx");
    let (input, out) = (testdata("pem/leaf-chain-key.pem"), folder.file("server.pfx"));
    for profile in ["modern", "pbmac1", "legacy"] {
        let options =
            ["--to", "p12", "--out", &out, "--force", "--name", "server", "--profile", profile];
        let output = convert(&[&options[..], &NEW_PASSPHRASE, &[&input]].concat());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
        let bundle = strict(&fs::read(&out).unwrap(), Some(NEW));
        assert_eq!(bundle.format(), Format::Pkcs12);
        assert_eq!(bundle.integrity(), Integrity::Verified);
        assert_eq!(bundle.key_match(), KeyMatch::Matches);
        assert_eq!(bundle.certificates().len(), 3);
        assert_eq!(bundle.private_keys()[0].friendly_name(), Some("server"));
        assert_eq!(bundle.leaf().unwrap().friendly_name(), Some("server"));
    }
}

#[test]
fn a_new_passphrase_for_a_pfx_from_a_file() {
    let folder = Folder::new("passphrase");
    let file = folder.file("passphrase");
    fs::write(&file, "neu: Gr\u{fc}\u{df}e\n").unwrap();
    let input = testdata("pkcs12/openssl3-friendly-names.p12");
    let options = ["--to", "pfx", "--passphrase-env", "OLD", "--iterations", "10000"];
    let output = convert(&[&options[..], &["--new-passphrase-file", &file, &input]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let bundle = strict(&output.stdout, Some("neu: Gr\u{fc}\u{df}e"));
    let before = Parser::new().passphrase(PASSPHRASE).parse(&fs::read(input).unwrap()).unwrap();
    assert_eq!(bundle.certificates(), before.certificates());
    let name = |bundle: &Bundle| bundle.private_keys()[0].friendly_name().map(str::to_owned);
    assert_eq!(name(&bundle), name(&before));
}

#[test]
fn every_other_format() {
    let input = testdata("pkcs12/openssl3-default.p12");
    let to = |format: &str, more: &[&str]| {
        let output =
            convert(&[&["--to", format, "--passphrase-env", "OLD"], more, &[&input]].concat());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        output.stdout
    };
    let p7b = strict(&to("p7b", &[]), None);
    assert_eq!((p7b.format(), p7b.private_keys().len()), (Format::Pkcs7, 0));
    let der = strict(&to("der", &[]), None);
    assert_eq!((der.format(), der.certificates().len()), (Format::Certificate, 1));
    let pem = strict(&to("pem", &["--no-passphrase"]), None);
    assert_eq!(pem.key_match(), KeyMatch::Matches);
    assert_eq!(pem.private_keys()[0].state(), KeyState::Clear);
    let pem = strict(&to("pem", &NEW_PASSPHRASE), Some(NEW));
    assert_eq!(pem.private_keys()[0].state(), KeyState::Decrypted);
    let pem = strict(&to("pem", &["--without-keys"]), None);
    assert!(pem.private_keys().is_empty() && !pem.certificates().is_empty());
    let key = strict(&to("pkcs8", &NEW_PASSPHRASE), Some(NEW));
    assert_eq!((key.format(), key.certificates().len()), (Format::Pem, 0));
    assert_eq!(key.private_keys()[0].state(), KeyState::Decrypted);
    let clear = strict(&to("p12", &["--no-passphrase"]), None);
    assert_eq!(clear.integrity(), Integrity::None);
    assert_eq!(clear.key_match(), KeyMatch::Matches);
}

#[test]
fn a_trust_store_has_names_that_differ() {
    let input = testdata("pem/duplicate-certificate.pem");
    let options = [&["--to", "p12", "--trusted"], &NEW_PASSPHRASE[..], &[&input]].concat();
    let output = convert(&options);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let bundle = strict(&output.stdout, Some(NEW));
    let names: Vec<_> = bundle.certificates().iter().map(|one| one.friendly_name()).collect();
    let distinct: std::collections::BTreeSet<_> = names.iter().collect();
    assert!(names.iter().all(Option::is_some) && distinct.len() == names.len(), "{names:?}");
}

#[test]
fn a_key_that_is_not_in_the_same_file() {
    let (certificate, key) = (testdata("certificate/p256.pem"), testdata("key/p256-pkcs8.pem"));
    let options = [&["--to", "p12", "--private-key", &key], &NEW_PASSPHRASE[..], &[&certificate]];
    let output = convert(&options.concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(strict(&output.stdout, Some(NEW)).key_match(), KeyMatch::Matches);
}

#[test]
fn what_cannot_be_written() {
    let refused = |file: &str, options: &[&str], says: &str| {
        let input = testdata(file);
        let output = convert(&[options, &[&input]].concat());
        let err = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!((output.status.code(), output.stdout), (Some(1), vec![]), "{err}");
        assert!(err.starts_with("anycert convert: ") && err.contains(says), "{err}");
    };
    let p12 = &[&["--to", "p12"], &NEW_PASSPHRASE[..]].concat();
    refused("pem/certificate-and-wrong-key.pem", p12, "does not belong");
    let pem = &["--to", "pem", "--no-passphrase"];
    refused("pem/certificate-and-wrong-key.pem", pem, "does not belong");
    refused("pem/two-keys.pem", pem, "does not belong");
    let other_key = testdata("key/rsa-pkcs8.pem");
    let two_keys = &["--to", "pkcs8", "--no-passphrase", "--private-key", &other_key];
    refused("key/p256-pkcs8.pem", two_keys, "2 private keys");
    refused("pem/certificate-and-encrypted-key.pem", p12, "locked");
    refused("pem/certificate-and-encrypted-key.pem", pem, "locked");
    refused("pkcs12/example.pfx", p12, "passphrase");
    refused("certificate/p256.pem", &["--to", "pkcs8", "--no-passphrase"], "no private key");
    refused("key/p256-pkcs8.pem", &["--to", "der"], "no certificate");
    refused("key/p256-pkcs8.pem", &["--to", "p7b"], "no certificate");
    refused("certificate/p256.pem", &[p12, &["--name", "x"][..]].concat(), "--name");
    refused("no such file", p12, "");
    let most = &["--to", "p12", "--new-passphrase-env", "NEW", "--iterations", "2147483647"];
    refused("pem/leaf-chain-key.pem", most, "work");
    refused("pem/leaf-chain-key.pem", most, "choose at most 3190000 with --iterations");
    let most = &["--to", "pkcs8", "--new-passphrase-env", "NEW", "--iterations", "10000000"];
    refused("pem/leaf-chain-key.pem", most, "choose at most 7990000 with --iterations");
}

#[test]
fn what_the_output_does_not_show_is_said() {
    let said = |file: &str, format: &str| {
        let output = convert(&["--to", format, "--no-passphrase", &testdata(file)]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    assert!(said("pem/two-keys.pem", "pkcs8").ends_with("left out: 1 other private key\n"));
    assert_eq!(said("pem/leaf-chain-key.pem", "pkcs8"), "");
    assert!(said("pem/certificate-and-pkcs7.pem", "pem").contains("in a PKCS#7"));
    assert!(said("pem/certificate-and-crl.pem", "p7b").contains("skipped"));
    assert!(said("pkcs7/openssl-crl2pkcs7-with-crl.p7b", "pem").contains("revocation lists"));
    assert!(said("pem/leaf-chain-key.pem", "p7b").ends_with("left out: 1 private key\n"));
    let der = said("pem/leaf-chain-key.pem", "der");
    for what in ["left out: 1 private key\n", "left out: 2 other certificates\n"] {
        assert!(der.contains(what), "{der}");
    }
}

/// Of key stores, which have names, secret keys and trusted certificates.
#[test]
fn what_of_a_key_store_is_left_out_is_said() {
    let said = |file: &str, options: &[&str]| {
        let fixed = ["--no-passphrase", "--passphrase-env", "OLD", &testdata(file)];
        let output = convert(&[options, &fixed].concat());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    let (p12, trusted) = (&["--to", "p12"][..], &["--to", "p12", "--trusted"][..]);
    let names = said("pkcs12/openssl3-friendly-names.p12", &["--to", "pem"]);
    assert!(names.contains("left out: ") && names.contains("friendly name"), "{names}");
    assert!(!said("pkcs12/openssl3-friendly-names.p12", p12).contains("left out"));
    assert!(said("pkcs12/openssl3-default.p12", trusted).contains("left out: 1 private key\n"));
    assert!(said("pkcs12/built-secret-bag.p12", p12).contains("skipped"));
    assert!(said("java-keystore/keytool17-secret-key.jceks", p12).contains("skipped"));
}

/// Java shows what is marked as `trustedCertEntry`.
#[test]
fn what_java_trusts_stays_marked() {
    let marked = |file: &str, options: &[&str]| {
        let fixed = ["--to", "p12", "--no-passphrase", "--passphrase-env", "OLD", &testdata(file)];
        let output = convert(&[options, &fixed].concat());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(!said.contains("trusted"), "{said}");
        let bundle = anycert::parse(&output.stdout).expect(file);
        let all = bundle.certificates().iter().filter(|one| one.is_trusted_entry());
        all.filter_map(|one| one.friendly_name().map(str::to_owned)).collect::<BTreeSet<_>>()
    };
    for store in ["java-keystore/keytool17-trusted.jks", "pkcs12/keytool17-trust-store.p12"] {
        assert_eq!(marked(store, &[]).len(), 2, "{store}");
        assert_eq!(marked(store, &["--trusted"]).len(), 2, "{store}");
    }
    let several = "java-keystore/keytool17-several-entries.jks";
    for options in [&[][..], &["--without-keys"], &["--name", "server"]] {
        assert!(marked(several, options).iter().eq(["other", "root"]), "{options:?}");
    }
    assert!(marked("java-keystore/keytool17-key-and-chain.jks", &[]).is_empty());
}

/// The key store has one passphrase and its private key another.
#[test]
fn a_store_and_its_key_with_two_passphrases() {
    let file = testdata("java-keystore/keytool17-key-passphrase.jks");
    let run = |options: &[&str]| {
        let fixed = ["convert", "--to", "pkcs8", "--no-passphrase", &file];
        let output = anycert(&[&fixed[..], options].concat());
        (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    let [store, key] = [["--store-passphrase-env", "OLD"], ["--passphrase-env", "KEY"]];
    assert_eq!(run(&[store, key].concat()).0, Some(0));
    let (code, said) = run(&key);
    assert!(code == Some(1) && said.contains("that of the key store, which can differ"), "{said}");
    let (code, said) = run(&["--passphrase-env", "OLD"]);
    assert!(code == Some(1) && said.contains("--store-passphrase-file"), "{said}");
    let p12 =
        anycert(&["convert", "--to", "p12", "--no-passphrase", &file, "--passphrase-env", "OLD"]);
    let said = String::from_utf8(p12.stderr).expect("UTF-8");
    assert!(said.contains("key 1: the private key is locked"), "{said}");
    assert!(said.contains("--store-passphrase-file"), "{said}");
    for command in ["show", "match"] {
        let certificate = testdata("certificate/p256.pem");
        let files = if command == "show" { vec![&*file] } else { vec![&*certificate, &file] };
        let output = anycert(&[&[command], &files[..], &store, &key].concat());
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(said.contains("belongs to"), "{command}: {said}");
    }
}

#[test]
fn files_are_kept_and_those_with_a_key_are_private() {
    let folder = Folder::new("files");
    let input = testdata("pem/leaf-chain-key.pem");
    let (key, p7b) = (folder.file("key.pem"), folder.file("chain.p7b"));
    let write = |options: &[&str]| convert(&[options, &[&input]].concat()).status.code();
    let key_options = ["--to", "pkcs8", "--no-passphrase", "--out", &key];
    assert_eq!(write(&key_options), Some(0));
    assert_eq!(write(&["--to", "p7b", "--out", &p7b]), Some(0));
    fs::write(&key, "kept").unwrap();
    assert_eq!(write(&key_options), Some(1));
    assert_eq!(fs::read(&key).unwrap(), b"kept");
    assert_eq!(write(&[&key_options[..], &["--force"]].concat()), Some(0));
    assert!(fs::read(&key).unwrap().starts_with(b"-----BEGIN PRIVATE KEY-----"));
    let left: Vec<_> = fs::read_dir(&folder.0).unwrap().collect();
    assert_eq!(left.len(), 2, "{left:?}");
    assert_eq!(mode(Path::new(&key)), 0o600);
    assert_ne!(mode(Path::new(&p7b)), 0);
    let nowhere = folder.file("no such folder/key.pem");
    assert_eq!(write(&["--to", "pkcs8", "--no-passphrase", "--out", &nowhere]), Some(1));
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[cfg(not(unix))]
fn mode(_: &Path) -> u32 {
    0o600
}

#[test]
fn mistakes() {
    let file = &testdata("pem/leaf-chain-key.pem")[..];
    for wrong in [
        &["--to", "p12"][..],
        &[file],
        &["--to", "p12", file, file],
        &["--to", "jks", file],
        &["--to", "p12", "--profile", "rc2", file],
        &["--to", "p12", "--iterations", "1", "--no-passphrase", file],
        &["--to", "p7b", "--new-passphrase-env", "NEW", file],
        &["--to", "pem", "--name", "x", file],
        &["--to", "p7b", "--force", file],
        &["--to", "p12", "--no-passphrase", "--new-passphrase-env", "NEW", file],
        &["--to", "p12", "--no-passphrase", "--profile", "modern", file],
        // Nobody can be asked.
        &["--to", "p12", file],
        &["--to", "p12", "--new-passphrase-env", "NO_SUCH_VARIABLE", file],
    ] {
        let output = convert(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?} {output:?}");
        assert!(output.stdout.is_empty(), "{wrong:?}");
    }
    assert_eq!(convert(&["--help"]).status.code(), Some(0));
}
