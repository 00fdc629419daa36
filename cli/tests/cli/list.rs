//! `anycert list`: ten thousand files, exit codes, forms, and what a disk can hold.

use serde_json::Value;
use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};
use testkit::{
    certificate::{Made, utc_time},
    der::{sequence, tlv},
    fixture::{self, bytes},
    pem,
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_anycert");
const PASSPHRASE: &str = "correct horse 7F";

/// A folder of build output for one test, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("list").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn command(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("list").args(arguments).arg(folder).env("PASSPHRASE", PASSPHRASE);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn list(arguments: &[&str], folder: &Path) -> Output {
    command(arguments, folder).output().expect("it runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// The lines of `--json`.
fn listed(folder: &Path) -> Vec<Value> {
    let output = list(&["--json", "--passphrase-env", "PASSPHRASE"], folder);
    stdout(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// [`listed`], and how long it takes two cores: of the processor's time, which does not depend on what
/// else the machine does, the half.
fn timed(folder: &Path) -> (Vec<Value>, Duration) {
    let start = Instant::now();
    let mut child =
        command(&["--json", "--passphrase-env", "PASSPHRASE"], folder).spawn().expect("it runs");
    let mut text = String::new();
    child.stdout.take().expect("a pipe").read_to_string(&mut text).expect("UTF-8");
    // It has ended, and is there until somebody waits for it.
    let took = processor_time(child.id()).map_or_else(|| start.elapsed(), |time| time / 2);
    child.wait().expect("it ran");
    (text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect(), took)
}

/// Of a process on Linux (proc_pid_stat(5), fields 14 and 15, in hundredths of a second).
fn processor_time(id: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let fields = fields.split_whitespace().skip(11).take(2);
    Some(
        fields
            .filter_map(|field| field.parse().ok())
            .map(|ticks: u64| Duration::from_millis(ticks * 10))
            .sum(),
    )
}

fn code(arguments: &[&str], folder: &Path) -> Option<i32> {
    list(arguments, folder).status.code()
}

/// A certificate by name, valid until `end`, a whole time value.
fn until(name: &str, end: &[u8]) -> Vec<u8> {
    let validity = sequence(&[&utc_time("000102030405Z"), end]);
    Made { validity, ..Made::of(name, "issuer") }.der()
}

fn expired() -> Vec<u8> {
    until("expired", &utc_time("010203040506Z"))
}

fn never_expires() -> Vec<u8> {
    until("never", &tlv(0x18, &[b"99991231235959Z"]))
}

/// Ten thousand files in a hundred folders; gives the names of the certificates, first expiry
/// first.
fn ten_thousand(folder: &Path) -> Vec<String> {
    let pfx = bytes("pkcs12/openssl3-default.p12");
    let mut ends = Vec::new();
    for number in 0..10_000_u32 {
        let below = folder.join(format!("{:02}", number % 100));
        fs::create_dir_all(&below).expect("a folder");
        // Shuffled, so that the order of the files is not that of the ends.
        let seconds = number.wrapping_mul(7919) % 10_000;
        let end = utc_time(&format!(
            "30{:02}01{:02}{:02}00Z",
            seconds / 1440 + 1,
            seconds / 60 % 24,
            seconds % 60
        ));
        let name = format!("host {number}");
        let der = until(&name, &end);
        let (extension, bytes) = match number % 100 {
            0..=49 => ("pem", pem::certificate(&der).into_bytes()),
            50..=79 => ("crt", der),
            80..=89 => ("notes.txt", format!("see below\n{}", pem::certificate(&der)).into_bytes()),
            90..=97 => ("md", b"# Nothing to see here\n".to_vec()),
            98 => ("p12", pfx.clone()),
            _ => ("key", bytes("key/p256-pkcs8.pem")),
        };
        fs::write(below.join(format!("{number}.{extension}")), bytes).expect("a file");
        if number % 100 < 90 {
            ends.push((end, name));
        }
    }
    ends.sort();
    ends.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn ten_thousand_files() {
    let folder = folder("ten-thousand");
    let names = ten_thousand(&folder);
    let (lines, took) = timed(&folder);
    println!("10,000 files took {took:?}");
    let made = lines
        .iter()
        .filter_map(|line| line["name"].as_str()?.starts_with("host").then_some(&line["name"]));
    assert!(made.eq(names.iter()), "another order, or not all");
    let sorted =
        lines.windows(2).all(|two| two[0]["expires_at"].as_str() <= two[1]["expires_at"].as_str());
    assert!(sorted);
    let with_key = lines.iter().filter(|line| line["private_key"] == "yes");
    assert_eq!(with_key.count(), 100);
    assert!(took < Duration::from_secs(10), "{took:?}");
    fs::remove_dir_all(&folder).expect("it can be removed");
}

#[test]
fn exit_codes() {
    let folder = folder("codes");
    fs::write(folder.join("never.pem"), pem::certificate(&never_expires())).unwrap();
    fs::write(folder.join("csr.pem"), bytes("reject/csr.pem")).unwrap();
    assert_eq!(code(&[], &folder), Some(0));
    assert_eq!(code(&["--within", "8w"], &folder), Some(0));
    fs::write(folder.join("broken.crt"), b"not a certificate").unwrap();
    assert_eq!(code(&["--within", "8w"], &folder), Some(3));
    fs::write(folder.join("expired.cer"), expired()).unwrap();
    assert_eq!(code(&[], &folder), Some(3));
    let soon = list(&["--within", "30d"], &folder);
    assert_eq!(soon.status.code(), Some(1));
    let page = stdout(&soon);
    assert!(page.contains("2001-02-03 04:05:06 UTC") && page.contains("EXPIRED"), "{page}");
    assert!(!page.contains("9999"), "{page}");
    for mistake in ["--within=30", "--within=d", "--within=-1d", "--unknown"] {
        assert_eq!(code(&[mistake], &folder), Some(2), "{mistake}");
    }
    let nothing = Command::new(PROGRAM).arg("list").output().unwrap();
    assert_eq!(nothing.status.code(), Some(2));
}

#[test]
fn what_is_not_read_is_listed_with_what_to_do() {
    let folder = folder("unreadable");
    let whole = pem::certificate(&never_expires());
    fs::write(folder.join("half.pem"), format!("{whole}{}", &whole[..whole.len() / 2])).unwrap();
    fs::write(folder.join("locked.p12"), bytes("pkcs12/openssl3-default.p12")).unwrap();
    fs::write(folder.join("license.txt"), "-----BEGIN LICENSE-----\n").unwrap();
    let output = list(&[], &folder);
    let page = stdout(&output);
    assert_eq!(output.status.code(), Some(3));
    for part in ["never", "NOT READ", "half.pem", "locked.p12", "passphrase"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("license"), "{page}");
    let with_passphrase = listed(&folder);
    let errors: Vec<_> = with_passphrase.iter().filter(|line| line["error"].is_object()).collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0]["error"]["kind"], "malformed");
    assert!(errors[0]["error"]["help"].as_str().is_some_and(|help| !help.is_empty()));
    let locked = with_passphrase.iter().find(|line| {
        line["private_key"] == "yes"
            && line["file"].as_str().is_some_and(|file| file.ends_with("p12"))
    });
    assert!(locked.is_some(), "{with_passphrase:?}");
}

#[test]
fn csv() {
    let folder = folder("csv");
    let name = "a \"quoted\", name";
    fs::write(folder.join("one.pem"), pem::certificate(&until(name, &utc_time("300101000000Z"))))
        .unwrap();
    fs::write(folder.join("two.pem"), pem::certificate(&until("=1+1", &utc_time("310101000000Z"))))
        .unwrap();
    fs::write(folder.join("three.pem"), "").unwrap();
    let page = stdout(&list(&["--csv"], &folder));
    let records: Vec<&str> = page.split("\r\n").collect();
    assert_eq!(records.len(), 5, "{page}");
    assert!(records[0].starts_with("expires_at,expires_in_days,name,"));
    assert!(records[1].starts_with("2030-01-01T00:00:00.000Z,"));
    assert!(records[1].contains(",\"a \"\"quoted\"\", name\","), "{page}");
    assert!(records[2].contains(",'=1+1,CN="), "{page}");
    assert!(records[3].starts_with(",,,,,,,,,") && records[3].contains("three.pem"), "{page}");
}

#[cfg(unix)]
#[test]
fn names_with_control_characters_stay_on_their_line() {
    let folder = folder("control");
    let name = "a\nb\u{1b}[2J\u{202e}.pem";
    fs::write(folder.join(name), pem::certificate(&never_expires())).unwrap();
    for form in [&[][..], &["--csv"], &["--prometheus"]] {
        let page = stdout(&list(form, &folder));
        let shown = page.lines().filter(|line| line.contains("[2J")).count();
        assert_eq!(shown, 1, "{page}");
        assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'), "{page}");
    }
    assert!(listed(&folder)[0]["file"].as_str().is_some_and(|file| file.ends_with(name)));
}

#[test]
fn prometheus() {
    let folder = folder("prometheus");
    let until = until("quoted \"name\"", &utc_time("300101000000Z"));
    fs::write(folder.join("one.pem"), pem::certificate(&until).repeat(2)).unwrap();
    fs::write(folder.join("broken.crt"), "not a certificate").unwrap();
    let output = list(&["--prometheus"], &folder);
    assert_eq!(output.status.code(), Some(3));
    let page = stdout(&output);
    let samples: Vec<&str> = page.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(samples.len(), 3, "{page}");
    let [expires, failed, read] = samples[..] else { unreachable!() };
    assert!(expires.starts_with("anycert_not_after_timestamp_seconds{file=\""), "{page}");
    assert!(expires.contains(r#"one.pem",name="quoted \"name\"",issuer="CN=issuer",serial="01","#));
    assert!(expires.ends_with("} 1893456000"), "{page}");
    assert!(failed.starts_with("anycert_file_error{file=\""), "{page}");
    assert!(failed.ends_with("broken.crt\",kind=\"unrecognized_format\"} 1"), "{page}");
    assert!(read.starts_with("anycert_list_timestamp_seconds "), "{page}");
    for metric in ["anycert_not_after_timestamp_seconds", "anycert_file_error"] {
        assert!(page.contains(&format!("# TYPE {metric} gauge\n")), "{page}");
    }
}

/// A trust store is listed without its passphrase, whatever it is called.
#[test]
fn java_key_stores_are_listed() {
    let folder = folder("java");
    for (file, name) in [
        ("keytool17-trusted.jks", "cacerts"),
        ("keytool17-two-aliases.jks", "keys.jks"),
        ("keytool17-secret-key.jceks", "secret"),
    ] {
        let content = fs::read(fixture::root().join("java-keystore").join(file)).unwrap();
        fs::write(folder.join(name), content).unwrap();
    }
    let output = list(&["--json"], &folder);
    assert_eq!(output.status.code(), Some(0));
    let lines = |output: &Output| -> Vec<Value> {
        stdout(output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    };
    let of = |lines: &[Value], name: &str| -> Vec<String> {
        let own = lines.iter().filter(|line| line["file"].as_str().unwrap().ends_with(name));
        own.map(|line| line["private_key"].as_str().unwrap().to_owned()).collect()
    };
    let shut = lines(&output);
    assert_eq!(of(&shut, "cacerts"), ["no", "no"]);
    assert_eq!(of(&shut, "secret").len(), 3);
    let open = listed(&folder);
    let keys = of(&open, "keys.jks");
    assert_eq!(keys.iter().filter(|key| *key == "yes").count(), 2, "{keys:?}");
}

#[test]
fn what_is_named_like_a_key_store_is_never_left_out() {
    let folder = folder("stores");
    fs::write(folder.join("store.jks"), b"\xfe\xed\xfe\xed\0\0\0\x02 and so on").unwrap();
    fs::write(folder.join("TRUST.KEYSTORE"), b"no key store").unwrap();
    assert_eq!(listed(&folder).iter().filter(|line| line["error"].is_object()).count(), 2);
    assert_eq!(code(&[], &folder), Some(3));
    assert_eq!(code(&["--within", "1d"], &folder), Some(3));
}

#[cfg(unix)]
#[test]
fn a_pipe_that_was_named_is_listed_as_not_read() {
    let folder = folder("pipe");
    let pipe = folder.join("pipe.pem");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let lines = listed(&pipe);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["error"]["kind"], "file");
    assert_eq!(code(&[], &pipe), Some(3));
}

#[test]
fn large_files() {
    let folder = folder("large");
    for (name, bytes) in [("image.img", 1 << 36), ("image.pem", 1 << 36), ("fits.der", 16 << 20)] {
        fs::File::create(folder.join(name)).unwrap().set_len(bytes).unwrap();
    }
    let lines = listed(&folder);
    let kinds: Vec<_> = lines.iter().map(|line| line["error"]["kind"].as_str()).collect();
    assert_eq!(kinds, [Some("empty"), Some("limit_exceeded")], "{lines:?}");
}

#[cfg(unix)]
#[test]
fn links_loops_and_pipes() {
    use std::os::unix::fs::symlink;
    let folder = folder("links");
    let deep = folder.join("a/b");
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("one.pem"), pem::certificate(&never_expires())).unwrap();
    symlink(&folder, deep.join("up")).unwrap();
    symlink("..", deep.join("again")).unwrap();
    symlink("a/b/one.pem", folder.join("same.pem")).unwrap();
    symlink("nowhere", folder.join("dangling.pem")).unwrap();
    symlink("itself.pem", folder.join("itself.pem")).unwrap();
    let made = Command::new("mkfifo").arg(folder.join("pipe.pem")).status().unwrap();
    assert!(made.success());
    let lines = listed(&folder);
    let files = |with_error: bool| {
        let of = lines.iter().filter(move |line| line["error"].is_object() == with_error);
        of.map(|line| line["file"].as_str().unwrap().rsplit('/').next().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(files(false), ["one.pem"]);
    assert_eq!(files(true), ["dangling.pem", "itself.pem"]);
}

/// It ends soon, says so, and prints what it knows by then.
#[cfg(target_os = "linux")]
#[test]
fn interrupted() {
    let folder = folder("interrupted");
    let slow = bytes("key/rsa-pkcs8-iterations-600000.pem");
    for number in 0..500 {
        fs::write(folder.join(format!("{number}.pem")), &slow).unwrap();
    }
    let child = command(&["--passphrase-env", "PASSPHRASE"], &folder).spawn().unwrap();
    let id = child.id().to_string();
    while !catches_interrupts(&id) {
        std::thread::yield_now();
    }
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("interrupted") && !error.contains("500 of 500"), "{error}");
}

/// Whether the process has its handler of SIGINT (2) in place (proc_pid_status(5)).
#[cfg(target_os = "linux")]
fn catches_interrupts(id: &str) -> bool {
    let status = fs::read_to_string(format!("/proc/{id}/status")).expect("it runs");
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).expect("a mask");
    u64::from_str_radix(caught.trim(), 16).expect("hexadecimal") & 1 << 1 != 0
}

/// The key is in the file: that it is locked, and whose it is, is not the same as that there is none.
#[test]
fn a_locked_key_may_belong_to_any_certificate() {
    let folder = folder("locked");
    let files = ["certificate/example.pem", "certificate/p256.pem", "key/p256-pkcs8-scrypt.pem"];
    let all: Vec<u8> = files.iter().flat_map(|file| bytes(file)).collect();
    fs::write(folder.join("two.pem"), all).unwrap();
    let of = |arguments: &[&str]| -> Vec<(String, String)> {
        let listed = stdout(&list(arguments, &folder));
        let lines = listed.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let text = |line: &Value, name: &str| line[name].as_str().expect(name).to_owned();
        lines.map(|line| (text(&line, "subject"), text(&line, "private_key"))).collect()
    };
    let shut = of(&["--json"]);
    assert!(shut.len() == 2 && shut.iter().all(|one| one.1 == "locked"), "{shut:?}");
    let open = of(&["--json", "--passphrase-env", "PASSPHRASE"]);
    let keys: Vec<bool> = open.iter().map(|one| one.1 == "yes").collect();
    assert_eq!(keys.iter().filter(|yes| **yes).count(), 1, "{open:?}");
}
