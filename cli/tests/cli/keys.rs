//! `anycert keys`: every container and every way in which a key gets into a source tree.

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::atomic::{AtomicUsize, Ordering},
};
use testkit::{
    fixture::{self, bytes},
    pem,
};

const PASSPHRASE: &str = "correct horse 7F";

fn keys(arguments: &[&str], path: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anycert"));
    command.arg("keys").args(arguments).arg(path).env("PASSPHRASE", PASSPHRASE);
    command.output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn json(arguments: &[&str], path: &Path) -> Vec<Value> {
    let output = keys(&[&["--json"], arguments].concat(), path);
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("keys").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// One file of `content`, searched: line, state and container of each key.
fn found(content: impl AsRef<[u8]>) -> Vec<(Option<u64>, String, String)> {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let file = folder(&format!("one-{number}")).join("file");
    fs::write(&file, content).expect("a file");
    let of = |find: &Value, name: &str| find[name].as_str().expect(name).to_owned();
    let finds = json(&[], &file);
    finds.iter().map(|one| (one["line"].as_u64(), of(one, "state"), of(one, "container"))).collect()
}

/// Every fixture of a key that is read is found, and by what it is.
#[test]
fn every_container() {
    for (file, line, state) in [
        ("java-keystore/keytool17-key-and-chain.jks", None, "encrypted"),
        ("java-keystore/keytool17-key-and-chain.jceks", None, "encrypted"),
        ("java-keystore/keytool17-key-and-chain.jks.base64", Some(1), "encrypted"),
        ("java-keystore/keytool17-key-and-chain.jceks.base64", Some(1), "encrypted"),
        ("key/p256-pkcs8.pem", Some(1), "clear"),
        ("key/p256-pkcs8.der", None, "clear"),
        ("key/p256-traditional.der", None, "clear"),
        ("key/rsa-traditional.der", None, "clear"),
        ("key/openssh-rsa.pem", Some(1), "clear"),
        ("key/openssh-ed25519-encrypted.pem", Some(1), "encrypted"),
        ("key/p256-pkcs8-scrypt.pem", Some(1), "encrypted"),
        ("key/p256-proc-type-aes-256-cbc.pem", Some(1), "encrypted"),
        ("pkcs12/openssl3-default.p12", None, "encrypted"),
        ("pkcs12/example.pfx.base64", Some(1), "encrypted"),
    ] {
        let finds = found(bytes(file));
        assert_eq!(finds.len(), 1, "{file}: {finds:?}");
        assert_eq!((finds[0].0, finds[0].1.as_str()), (line, state), "{file}: {finds:?}");
    }
}

#[test]
fn what_holds_no_key_is_not_reported() {
    for file in [
        "certificate/example.pem",
        "certificate/example.der",
        "certificate/example.der.base64",
        "certificate/mozilla-roots.pem",
        "pkcs7/example.p7b",
        "reject/csr.pem",
        "reject/image.png",
        "reject/crl.der",
        "reject/ocsp-response.der",
        "reject/random-bytes",
        "pkcs7/openssl-cms-two-signers.p7m",
        "pkcs7/openssl-timestamp-token.p7s",
        "pkcs7/openssl-many-algorithms.p7b",
        "java-keystore/keytool17-trusted.jks",
        "reject/encrypted-data.cms",
    ] {
        assert!(found(bytes(file)).is_empty(), "{file}: {:?}", found(bytes(file)));
    }
    for source in [
        "if line.starts_with(\"-----BEGIN PRIVATE KEY-----\") { secret() }\n",
        "-----BEGIN PRIVATE KEY-----\nMIIE...\n-----END PRIVATE KEY-----\n",
        "const PUTTY: &[u8] = b\"PuTTY-User-Key-File-\";\n",
        // Public, of another kind, and a private number that is too short for one.
        "{\"kty\": \"EC\", \"x\": \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}\n",
        "{\"d\": \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"} {\"kty\": \"EC\"}\n",
        "{\"kty\": \"EC\", \"d\": \"2026-11-30\"}\n",
        "<RSAKeyValue><Modulus>AAAAAAAAAAAAAAAAAAAAAAAA</Modulus></RSAKeyValue><D>AAAAAAAAAAAAAAAAAAAAAAAA</D>",
        "",
    ] {
        assert!(found(source).is_empty(), "{source}");
    }
}

/// In the sources of programs and in configuration.
#[test]
fn keys_in_other_files() {
    let key = text(&bytes("key/p256-pkcs8.pem"));
    let key = key.trim_end();
    let escaped = key.replace('\n', "\\n");
    let pieces = key.replace('\n', "\\n\" +\n    \"");
    let indented = key.replace('\n', "\n    ");
    let base64 = pem::base64(key.as_bytes());
    let der = pem::base64(&bytes("key/p256-pkcs8.der"));
    let wrapped: Vec<&str> =
        der.as_bytes().chunks(76).map(|c| str::from_utf8(c).unwrap()).collect();
    let wrapped = wrapped.join("\n    ");
    let octets = bytes("key/p256-pkcs8.der");
    let hexadecimal = testkit::hex(&octets);
    let pairs: Vec<String> = octets.iter().map(|octet| format!("{octet:02X}")).collect();
    let decimals: Vec<String> = octets.iter().map(u8::to_string).collect();
    let octals: Vec<String> = octets.iter().map(|octet| format!("{octet:03o}")).collect();
    let with = |between: &str, numbers: &[String]| numbers.join(between);
    let percent = |text: &str| -> String {
        let encoded = |one: char| match one.is_ascii_alphanumeric() || one == '-' {
            true => one.to_string(),
            false => format!("%{:02X}", u32::from(one)),
        };
        text.chars().map(encoded).collect()
    };
    for (what, content, line) in [
        ("JSON", format!("{{\n  \"key\": \"{escaped}\\n\"\n}}\n"), 2),
        (
            "JSON in JSON",
            format!("\"{{\\\"key\\\": \\\"{}\\\"}}\"", escaped.replace('\\', "\\\\")),
            1,
        ),
        ("a string in pieces", format!("var key =\n    \"{pieces}\";\n"), 2),
        ("a raw string", format!("KEY = '''\n{key}\n'''\n"), 2),
        ("a YAML block", format!("tls:\n  key: |\n    {indented}\n"), 3),
        ("a Kubernetes Secret", format!("data:\n  tls.crt: aGVsbG8=\n  tls.key: {base64}\n"), 3),
        (".env", format!("A=1\nKEY=\"{base64}\"\n"), 2),
        ("base64 of DER", format!("key: {der}\n"), 1),
        ("base64 behind =, without quotes", format!("A=1\nKEY={der} # prod\n"), 2),
        ("base64 before a word", format!("key: |\n    {wrapped}\n    END\nnext: 1\n"), 2),
        ("base64 for URLs", format!("key: {}\n", der.replace('+', "-").replace('/', "_")), 1),
        ("base64 over lines", format!("key: |\n    {wrapped}\nnext: 1\n"), 2),
        ("base64 of base64", format!("data:\n  tls.key: {}\n", pem::base64(base64.as_bytes())), 2),
        ("hexadecimal", format!("key: {hexadecimal}\n"), 1),
        ("hexadecimal of PEM", format!("key: {}\n", testkit::hex(key.as_bytes())), 1),
        ("hexadecimal with colons", format!("a\nkey: {}\n", with(":", &pairs)), 2),
        ("an array", format!("int a = 1;\nchar key[] = {{ 0x{} }};\n", with(", 0x", &pairs)), 2),
        ("escapes", format!("key = \"\\x{}\"\n", with("\\x", &pairs)), 1),
        ("decimal numbers", format!("{{\"a\": 1,\n \"key\": {octets:?}}}\n"), 2),
        ("octal numbers", format!("k = {{ 0{} }};\n", with(", 0", &octals)), 1),
        ("octal escapes", format!("k = \"\\{}\"\n", with("\\", &octals)), 1),
        ("escapes of JSON", format!("[\"\\u00{}\"]\n", with("\\u00", &pairs)), 1),
        ("quoted-printable", format!("x\n={}\n", with("=", &pairs)), 2),
        ("lines of numbers", format!("key = {{\n  {}\n}}\n", with(",\n  ", &decimals)), 2),
        ("a URL", format!("x\nkey={}\n", percent(key)), 2),
        ("base64 in a form", format!("key={}&c=d\n", percent(&der)), 1),
        (
            "JWK",
            format!(
                "{{\n\"keys\": [{{\"kty\": \"EC\",\n\"x\": \"A\", \"d\" : \"{}\"}}]}}",
                &base64[..43]
            ),
            3,
        ),
        (
            "JWK in a string",
            format!("K='{{\\\"d\\\":\\\"{}\\\",\\\"kty\\\":\\\"EC\\\"}}'", &base64[..43]),
            1,
        ),
        (
            "XML",
            format!("<a>\n<RSAKeyValue><P>x</P><D>\n{}</D></RSAKeyValue></a>", &base64[..43]),
            2,
        ),
        (
            "behind a certificate",
            format!("{}\n{key}\n", text(&bytes("certificate/example.pem"))),
            0,
        ),
        ("CRLF", format!("a\n{}\n", key.replace('\n', "\r\n")), 2),
    ] {
        let finds = found(&content);
        assert_eq!(finds.len(), 1, "{what}: {finds:?}\n{content}");
        assert_eq!(finds[0].1, "clear", "{what}: {finds:?}\n{content}");
        assert!(line == 0 || finds[0].0 == Some(line), "{what}: {finds:?}\n{content}");
    }
    let form = format!("a=b&key={}&c=d\n", percent(key).replace("%20", "+"));
    assert_eq!(found(form), [(Some(1), "clear".into(), "PRIVATE KEY".into())]);
    let utf16: Vec<u8> =
        format!("\u{feff}{key}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(found(utf16).len(), 1);
    let binary = [&[0, 1, 2, 0xff, b'\n'][..], key.as_bytes(), &[0; 20]].concat();
    assert_eq!(found(binary), [(Some(2), "clear".into(), "PRIVATE KEY".into())]);
}

/// A key that is damaged is out all the same.
/// Programs that read PEM contain such texts.
#[test]
fn a_begin_without_a_label_before_another_one() {
    let key = text(&bytes("key/p256-pkcs8.pem"));
    for before in
        ["-----BEGIN ", "-----BEGIN -----BEGIN ", "-----BEGIN X-----END X", "-----BEGIN X"]
    {
        let found = found(format!("{before}{key}"));
        assert_eq!(found.len(), 1, "{before}: {found:?}");
    }
}

#[test]
fn what_cannot_be_read_is_reported() {
    let key = text(&bytes("key/rsa-pkcs8.pem"));
    let damaged = key.replacen("MII", "M!!", 1);
    assert_eq!(found(damaged), [(Some(1), "unreadable".into(), "PRIVATE KEY".into())]);
    let cut = &key[..key.len() / 2];
    assert_eq!(found(cut), [(Some(1), "unreadable".into(), "PRIVATE KEY".into())]);
    let label = "PGP PRIVATE KEY BLOCK";
    let pgp =
        format!("\n-----BEGIN {label}-----\n\n{}\n-----END {label}-----\n", "lQOYBF".repeat(20));
    assert_eq!(found(pgp), [(Some(2), "unreadable".into(), label.into())]);
    let putty = "PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 1\nAAAA\n";
    assert_eq!(found(putty), [(Some(1), "clear".into(), "PuTTY".into())]);
    let putty = putty.replace("none", "aes256-cbc");
    assert_eq!(found(putty), [(Some(1), "encrypted".into(), "PuTTY".into())]);
    let store = b"\xfe\xed\xfe\xed\0\0\0\x02\0\0\0\x01 and so on";
    assert_eq!(found(store).len(), 1);
}

/// Behind what the library reads or refuses, and in formats that it does not read.
#[test]
fn keys_in_binary_form_anywhere() {
    let certificate = bytes("certificate/p256.pem");
    let keys = [
        ("key/p256-pkcs8.der", "clear"),
        ("key/p256-traditional.der", "clear"),
        ("key/rsa-traditional.der", "clear"),
        ("pkcs12/openssl3-default.p12", "encrypted"),
        ("pkcs12/openssl3-clear.p12", "clear"),
        ("pkcs12/nss-ber-3des.p12", "encrypted"),
        ("java-keystore/keytool17-key-and-chain.jks", "encrypted"),
        ("java-keystore/keytool17-key-and-chain.jceks", "encrypted"),
        ("reject/private-key.pvk", "clear"),
        ("reject/private-key.msblob", "clear"),
    ];
    for before in [
        &certificate[..],
        &bytes("certificate/example.der"),
        &bytes("pkcs7/example.p7b"),
        &bytes("reject/public-key.der"),
        &bytes("reject/csr.der"),
        &bytes("reject/crl.der"),
        b"\0",
        b"0\x800\x82\xff\xff\x02\x01\0",
        b"\xff\xfe text\n",
        b"",
    ] {
        for (key, state) in keys {
            let finds = found([before, &bytes(key)].concat());
            assert!(finds.iter().any(|find| find.1 == state), "{before:x?} {key}: {finds:?}");
        }
    }
    for file in ["keystore.bks", "keystore.uber", "keystore.bcfks"] {
        assert_eq!(found(bytes(&format!("reject/{file}"))).len(), 1, "{file}");
    }
    let behind = [&[0][..], &bytes("key/p256-pkcs8.der"), b"rest"].concat();
    assert_eq!(found(behind), [(None, "clear".into(), "at byte 1".into())]);
    // By its form a private key, with octets in it that are none.
    let mut damaged = bytes("key/p256-pkcs8.der");
    let at = damaged.windows(3).position(|octets| octets == [2, 1, 1]).expect("a version");
    damaged[at] = 0x1f;
    assert_eq!(found([&[0][..], &damaged].concat())[0].1, "unreadable");
}

/// A key in clear is not hidden by an encrypted one in the same file that is left out.
#[test]
fn a_key_in_clear_behind_an_encrypted_one() {
    let encrypted = bytes("key/p256-pkcs8-scrypt.pem");
    let finds = found([&encrypted[..], &bytes("key/p256-pkcs8.der")].concat());
    let states: Vec<&str> = finds.iter().map(|find| &*find.1).collect();
    assert_eq!(states, ["encrypted", "clear"]);
    let parts = ["key/p256-pkcs8-aes-256-cbc.der", "key/p256-pkcs8.der"].map(bytes);
    let finds = found([b"\0", &parts.concat()[..]].concat());
    let states: Vec<&str> = finds.iter().map(|find| &*find.1).collect();
    assert_eq!(states, ["encrypted", "clear"], "in binary form");
}

/// Structures that begin like a key, without end.
#[test]
fn floods_end() {
    for piece in
        [&b"0\x10\x02\x01\x010\x02\x06\0\x04\x07sevenoc"[..], b"\xfe\xed\xfe\xed\0\0\0\x02"]
    {
        let finds = found([&[0][..], &piece.repeat(400_000)].concat());
        assert!((1..=101).contains(&finds.len()), "{}", finds.len());
    }
}

#[test]
fn a_passphrase_tells_trust_stores_from_keys() {
    let folder = folder("passphrase");
    fs::write(folder.join("key.p12"), bytes("pkcs12/openssl3-default.p12")).unwrap();
    fs::write(folder.join("trust.p12"), bytes("pkcs12/openssl3-trust-store.p12")).unwrap();
    assert_eq!(json(&[], &folder).len(), 2);
    let opened = json(&["--passphrase-env", "PASSPHRASE"], &folder);
    assert_eq!(opened.len(), 1, "{opened:?}");
    assert!(opened[0]["file"].as_str().is_some_and(|file| file.ends_with("key.p12")));
    assert_eq!(opened[0]["state"], "encrypted");
}

#[test]
fn trees_and_exit_codes() {
    let folder = folder("tree");
    let key = bytes("key/rsa-pkcs8.pem");
    let code = |arguments: &[&str]| keys(arguments, &folder).status.code();
    fs::write(folder.join("README"), "no key").unwrap();
    assert_eq!(code(&[]), Some(0));
    for below in [".git", "src/a/b", "tests"] {
        fs::create_dir_all(folder.join(below)).unwrap();
        fs::write(folder.join(below).join("server.key"), &key).unwrap();
    }
    let output = keys(&[], &folder);
    assert_eq!(output.status.code(), Some(1));
    let lines = text(&output.stdout);
    assert_eq!(lines.lines().count(), 2, "{lines}");
    let line = lines.lines().next().unwrap();
    assert!(
        line.ends_with("server.key:1: RSA 2048 private key, not encrypted (PRIVATE KEY)"),
        "{line}"
    );
    assert_eq!(text(&output.stderr), "anycert keys: 2 private keys in 2 files\n");
    let excluded = folder.join("tests");
    assert_eq!(json(&["--exclude", excluded.to_str().unwrap()], &folder).len(), 1);
    let both = ["--exclude", excluded.to_str().unwrap(), "--exclude", folder.to_str().unwrap()];
    assert_eq!(code(&both), Some(0));
    fs::remove_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("tests/server.key"), bytes("key/p256-pkcs8-scrypt.pem")).unwrap();
    assert_eq!(code(&[]), Some(1));
    assert_eq!(code(&["--ignore-encrypted"]), Some(0));
    assert_eq!(keys(&[], Path::new("no such file")).status.code(), Some(3));
    assert_eq!(code(&["--unknown"]), Some(2));
    assert_eq!(code(&["--help"]), Some(0));
}

/// A link to a parent folder does not loop, and a link that leaves the tree is not followed.
#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let folder = folder("links");
    std::os::unix::fs::symlink(fixture::root().join("key"), folder.join("out")).unwrap();
    std::os::unix::fs::symlink(&folder, folder.join("up")).unwrap();
    assert_eq!(keys(&[], &folder).status.code(), Some(0));
    // Named, they are.
    assert_eq!(keys(&[], &folder.join("out")).status.code(), Some(1));
}

#[test]
fn nothing_of_a_key_is_printed() {
    let output = keys(&[], &fixture::root().join("key"));
    let all = format!("{}{}", text(&output.stdout), text(&output.stderr));
    for file in ["key/rsa-pkcs8.pem", "key/openssh-rsa.pem", "key/p256-pkcs8.pem"] {
        let key = text(&bytes(file));
        let mut body = key.lines().filter(|line| !line.starts_with('-') && line.len() > 30);
        assert!(body.all(|line| !all.contains(line)), "{file}");
    }
}
