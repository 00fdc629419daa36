//! `anycert show`: its exit codes, its JSON, its excerpts, and that it shows nothing secret.

use anycert::time::OffsetDateTime;
use serde_json::Value;
use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
    time::SystemTime,
};
use testkit::{
    certificate::{Made, extension, utc_time},
    der::{sequence, tlv},
    fixture, pem,
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_anycert");
const PASSPHRASE: &str = "correct horse 7F";
const FACTS: &str = r#"{"subject":"CN=example.com, O=Example Inc, C=US","issuer":"CN=Let's Encrypt Authority X3, O=Let's Encrypt, C=US","expires_at":"2026-03-15T12:00:00.000Z","has_private_key":"#;

#[test]
fn the_four_facts_byte_for_byte_in_every_format() {
    for (file, has_private_key) in [
        ("certificate/example.pem", false),
        ("certificate/example.crt", false),
        ("certificate/example.cer", false),
        ("certificate/example.der", false),
        ("certificate/example.der.base64", false),
        ("certificate/example-one-line.der.base64", false),
        ("pkcs7/example.p7b", false),
        ("pkcs7/example.p7b.pem", false),
        ("pkcs7/example.p7b.base64", false),
        ("pkcs12/example.pfx", true),
        ("pkcs12/example.pfx.base64", true),
        ("pem/example-certificate-and-key.pem", true),
    ] {
        let answer = show(&["--json", "--passphrase-env", "PASSPHRASE", &testdata(file)]);
        let line = stdout(&answer);
        let metadata = format!(r#""metadata":{FACTS}{has_private_key}}}"#);
        assert!(line.contains(&metadata), "{file}: {line}");
        assert_eq!(answer.status.code(), Some(0), "{file}");
    }
}

#[test]
fn a_key_alone_has_no_other_facts() {
    let answer = show(&["--json", &testdata("key/p256-pkcs8.pem")]);
    let facts =
        r#""metadata":{"subject":null,"issuer":null,"expires_at":null,"has_private_key":true}"#;
    assert!(stdout(&answer).contains(facts), "{}", stdout(&answer));
    assert_eq!(json(&answer)[0]["key_match"], "no_certificate");
}

#[test]
fn one_line_of_json_for_each_input() {
    let good = testdata("pem/leaf-chain-key.pem");
    let bad = testdata("reject/csr.pem");
    let answer = show(&["--json", &good, &bad, "no such file"]);
    let lines = json(&answer);
    assert_eq!(lines.len(), 3);
    let of = |line: usize, member: &str| lines[line][member].clone();
    assert_eq!(of(0, "file"), good);
    assert_eq!(of(0, "format"), "pem");
    assert_eq!(of(0, "key_match"), "matches");
    assert_eq!(of(0, "chain").as_array().map(Vec::len), Some(3));
    assert!(of(0, "error").is_null());
    let keys = of(0, "metadata").as_object().map(|facts| facts.len());
    assert_eq!(keys, Some(4));
    assert_eq!(of(1, "error")["kind"], "no_certificate_or_key");
    assert!(of(1, "error")["help"].as_str().is_some_and(|help| !help.is_empty()));
    assert!(of(1, "metadata").is_null());
    assert_eq!(of(2, "error")["kind"], "file");
    assert_eq!(answer.status.code(), Some(1));
}

#[test]
fn exit_codes() {
    let certificate = testdata("certificate/example.pem");
    let locked = testdata("pem/certificate-and-encrypted-key.pem");
    let pfx = testdata("pkcs12/example.pfx");
    let code = |arguments: &[&str]| show(arguments).status.code();
    assert_eq!(code(&[&certificate]), Some(0));
    assert_eq!(code(&[&locked]), Some(0));
    assert_eq!(code(&[&pfx]), Some(1));
    assert_eq!(code(&[&certificate, &pfx]), Some(1));
    assert_eq!(code(&["--help"]), Some(0));
    assert_eq!(code(&["--unknown"]), Some(2));
    assert_eq!(code(&["--type", "word", &certificate]), Some(2));
    assert_eq!(code(&["--passphrase-env", "NO_SUCH_VARIABLE", &pfx]), Some(2));
    assert_eq!(code(&["--passphrase-file", "no such file", &pfx]), Some(2));
    assert_eq!(code(&["--private-key", "no such file", &certificate]), Some(2));
    assert_eq!(code(&["--strict", "--type", "pfx", &certificate]), Some(1));
    assert_eq!(code(&["--type", "pfx", &certificate]), Some(0));
}

#[test]
fn standard_input_and_a_private_key_sent_apart() {
    let key = testdata("key/p256-pkcs8.pem");
    let certificate = std::fs::read(testdata("certificate/p256.pem")).unwrap();
    let mut child = command(&["--json", "--private-key", &key])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&certificate).unwrap();
    let answer = child.wait_with_output().unwrap();
    assert_eq!(json(&answer)[0]["file"], "-");
    assert_eq!(json(&answer)[0]["metadata"]["has_private_key"], true);
}

#[test]
fn a_passphrase_file_is_its_first_line() {
    let pfx = testdata("pkcs12/example.pfx");
    for (mark, ending) in [
        ("", ""),
        ("", "\n"),
        ("", "\r\n"),
        ("", "\nanother line\n"),
        ("\u{feff}", ""),
        ("\u{feff}", "\r\n"),
    ] {
        let file = scratch("passphrase", format!("{mark}{PASSPHRASE}{ending}").as_bytes());
        let answer = show(&["--json", "--passphrase-file", &file, &pfx]);
        assert_eq!(answer.status.code(), Some(0), "{ending:?}: {}", stdout(&answer));
    }
    let file = scratch("wrong passphrase", b"wrong");
    let answer = show(&["--json", "--passphrase-file", &file, &pfx]);
    assert_eq!(json(&answer)[0]["error"]["kind"], "incorrect_passphrase");
}

/// The base64 is dots: what is wrong is seen all the same, and no line of a key ever is.
#[test]
fn the_line_that_is_wrong_is_shown_of_a_certificate_and_not_of_a_key() {
    for (file, shown) in [("certificate/example.pem", true), ("key/rsa-pkcs8.pem", false)] {
        let text = std::fs::read_to_string(testdata(file)).unwrap();
        let mut lines: Vec<String> = text.lines().map(String::from).collect();
        lines[4].replace_range(10..11, "!");
        let damaged = scratch("damaged.pem", lines.join("\n").as_bytes());
        let answer = show(&[&damaged]);
        let page = stdout(&answer);
        assert_eq!(answer.status.code(), Some(1), "{page}");
        let masked = format!("line 5: {}!{}", ".".repeat(10), ".".repeat(53));
        assert_eq!(page.contains(&masked), shown, "{page}");
        if shown {
            let below = page.lines().skip_while(|line| !line.contains(&masked)).nth(1).unwrap();
            let column = page.lines().find_map(|line| line.find('!')).unwrap();
            assert_eq!(below.find('^'), Some(column), "{page}");
        }
        let base64 = lines.iter().filter(|line| line.len() == 64);
        assert!(base64.into_iter().all(|line| !page.contains(&line[11..])), "{page}");
    }
}

/// The block begins with a certificate, whose own length covers the lines of the key.
#[test]
fn a_key_in_the_block_of_a_certificate_is_not_shown() {
    let certificate = std::fs::read_to_string(testdata("certificate/example.pem")).unwrap();
    let key = std::fs::read_to_string(testdata("key/rsa-pkcs8.pem")).unwrap();
    let key: Vec<&str> = key.lines().filter(|line| line.len() == 64).collect();
    let mut lines: Vec<String> = certificate.lines().map(String::from).collect();
    for at in 4..8 {
        lines[at] = key[at].into();
    }
    for odd in ["!", "\u{e9}", " -- "] {
        let mut lines = lines.clone();
        lines[6].replace_range(10..11, odd);
        let damaged = scratch("mixed.pem", lines.join("\n").as_bytes());
        let page = stdout(&show(&[&damaged]));
        for line in &lines[4..8] {
            for part in [&line[..9], &line[line.len() - 30..]] {
                assert!(!page.contains(part), "{page}");
            }
        }
    }
}

#[test]
fn a_key_under_the_label_of_a_certificate_is_not_shown() {
    let text = std::fs::read_to_string(testdata("key/rsa-pkcs8.pem")).unwrap();
    let mut lines: Vec<String> =
        text.replace("PRIVATE KEY", "CERTIFICATE").lines().map(String::from).collect();
    lines[4].replace_range(10..11, "!");
    let damaged = scratch("mislabelled.pem", lines.join("\n").as_bytes());
    let page = stdout(&show(&[&damaged]));
    assert!(lines.iter().filter(|line| line.len() == 64).all(|line| !page.contains(line.as_str())));
}

#[test]
fn a_key_behind_a_damaged_begin_line_is_not_shown() {
    let certificate = std::fs::read_to_string(testdata("certificate/example.pem")).unwrap();
    let (open, _) = certificate.split_once("-----END").unwrap();
    let key = std::fs::read_to_string(testdata("key/rsa-pkcs8.pem")).unwrap();
    for dashes in ["----", "---", "\u{2014}"] {
        let mut lines: Vec<String> =
            key.replace("-----", dashes).lines().map(String::from).collect();
        lines[4].replace_range(10..11, "!");
        let damaged = scratch("damaged begin.pem", [open, &lines.join("\n")].concat().as_bytes());
        let answer = show(&[&damaged]);
        let page = stdout(&answer);
        assert_eq!(answer.status.code(), Some(1), "{page}");
        let mut body = lines.iter().filter(|line| line.len() == 64);
        assert!(body.all(|line| !page.contains(line.as_str())), "{page}");
    }
}

#[test]
fn notes_show_their_line_and_rare_ciphers_are_read() {
    let page = stdout(&show(&[&testdata("text/yaml-block.yaml")]));
    let at = page.lines().position(|line| line.contains("indented_block")).unwrap();
    let shown: Vec<&str> = page.lines().skip(at + 1).take(2).collect();
    assert!(shown[0].ends_with("line 2:   -----BEGIN CERTIFICATE-----"), "{page}");
    assert_eq!(shown[1].find('^'), shown[0].find("-----BEGIN"), "{page}");
    let key = testdata("key/p256-pkcs8-camellia-128-cbc.pem");
    let page = stdout(&show(&["--passphrase-env", "PASSPHRASE", &key]));
    assert!(page.contains("yes, EC P-256, decrypted"), "{page}");
}

#[test]
fn an_empty_subject_has_a_name() {
    let names = sequence(&[&tlv(0x82, &[b"mesh.example"]), &tlv(0x87, &[&[192, 0, 2, 1]])]);
    let made = Made {
        subject: sequence(&[]),
        extensions: vec![extension("2.5.29.17", &names)],
        ..Made::default()
    };
    let other = Made { subject: sequence(&[]), ..Made::default() };
    let text = [made.der(), other.der()].map(|der| pem::certificate(&der)).concat();
    let file = scratch("empty.pem", text.as_bytes());
    let page = stdout(&show(&[&file]));
    for row in [
        "  name         mesh.example\n",
        "  subject      (empty)\n",
        "  SANs         mesh.example, 192.0.2.1\n",
        "  others       serial 01 (in ",
    ] {
        assert!(page.contains(row), "{page}");
    }
    let sha256 = testkit::sha256(&made.der());
    assert!(page.contains(&format!("  SHA-256      {sha256}\n")), "{page}");
    let answer = &json(&show(&["--json", &file]))[0];
    assert_eq!(answer["name"], "mesh.example");
    assert_eq!(answer["metadata"]["subject"], "");
    let certificate = &answer["certificates"][0];
    assert_eq!(certificate["subject_alt_names"][1], "192.0.2.1");
    assert_eq!(certificate["fingerprint_sha256"], sha256);
}

#[test]
fn many_names_are_cut_on_the_page_and_whole_in_json() {
    let names: Vec<Vec<u8>> =
        (0..25).map(|number| tlv(0x82, &[format!("host{number}.example").as_bytes()])).collect();
    let names = sequence(&names.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let made = Made { extensions: vec![extension("2.5.29.17", &names)], ..Made::default() };
    let file = scratch("many.der", &made.der());
    let page = stdout(&show(&[&file]));
    assert!(page.contains("host19.example and 5 more\n") && !page.contains("host20"), "{page}");
    let answer = &json(&show(&["--json", &file]))[0];
    let names = answer["certificates"][0]["subject_alt_names"].as_array().map(Vec::len);
    assert_eq!(names, Some(25));
}

/// What ended between one and two days ago is -2 in both.
#[test]
fn days_are_the_same_on_the_page_and_in_json() {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let ended =
        OffsetDateTime::from_unix_timestamp(i64::try_from(now).unwrap() - 36 * 3600).unwrap();
    let (date, time) = (ended.date(), ended.time());
    let end = format!(
        "{:02}{:02}{:02}{:02}{:02}{:02}Z",
        date.year() % 100,
        u8::from(date.month()),
        date.day(),
        time.hour(),
        time.minute(),
        time.second()
    );
    let validity = sequence(&[&utc_time("200102030405Z"), &utc_time(&end)]);
    let file = scratch("ended.der", &Made { validity, ..Made::default() }.der());
    assert!(stdout(&show(&[&file])).contains(", EXPIRED 2 days ago\n"));
    assert_eq!(json(&show(&["--json", &file]))[0]["expires_in_days"], -2);
}

#[test]
fn a_folder_and_an_endless_file_are_refused() {
    let folder = show(&[&testdata("pem")]);
    assert_eq!(folder.status.code(), Some(1));
    assert!(stdout(&folder).contains("anycert list"), "{}", stdout(&folder));
    #[cfg(unix)]
    {
        let endless = show(&["--json", "/dev/zero"]);
        assert_eq!(json(&endless)[0]["error"]["kind"], "limit_exceeded");
    }
}

/// No escape sequences in a file or a pipe, even if the environment asks for them.
#[test]
fn no_colors_without_a_terminal() {
    for variable in ["NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR"] {
        let file = testdata("pem/leaf-chain-key.pem");
        let answer = command(&[&file]).env(variable, "1").output().unwrap();
        assert!(!answer.stdout.contains(&0x1b), "{variable}");
    }
}

#[test]
fn nothing_secret_is_printed() {
    for file in [
        "pem/leaf-chain-key.pem",
        "key/rsa-pkcs8.pem",
        "key/openssh-rsa.pem",
        "pem/certificate-and-encrypted-key.pem",
        "pkcs12/openssl3-default.p12",
    ] {
        let path = testdata(file);
        let input = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        for options in [&["--json"][..], &[]] {
            let arguments = [options, &["--passphrase-env", "PASSPHRASE", &path]].concat();
            let answer = show(&arguments);
            let all = format!("{}{}", stdout(&answer), String::from_utf8_lossy(&answer.stderr));
            assert_eq!(answer.status.code(), Some(0), "{file}: {all}");
            assert!(!all.contains(PASSPHRASE), "{file}");
            let mut body = input.lines().filter(|line| line.len() == 64 && !line.contains(' '));
            assert!(body.all(|line| !all.contains(line)), "{file}");
        }
    }
}

fn show(arguments: &[&str]) -> Output {
    command(arguments).stdin(Stdio::null()).output().unwrap()
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .arg("show")
        .args(arguments)
        .env("PASSPHRASE", PASSPHRASE)
        .env_remove("NO_SUCH_VARIABLE");
    command
}

fn stdout(answer: &Output) -> String {
    String::from_utf8(answer.stdout.clone()).unwrap()
}

fn json(answer: &Output) -> Vec<Value> {
    stdout(answer).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn testdata(file: &str) -> String {
    let path = fixture::root().join(file);
    path.to_str().unwrap().into()
}

/// A file in the folder of build output, for one test.
fn scratch(name: &str, content: &[u8]) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("show");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path.to_str().unwrap().into()
}
