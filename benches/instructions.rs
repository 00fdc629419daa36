//! How many instructions each kind of input takes, counted by callgrind: where a clock sees only
//! how busy the machine is, this shows every change. `cargo bench -p anycert-benches --bench instructions` prints the
//! table of benches/README.md; it needs `valgrind`.
//!
//! The last lines are promises: a certificate among many costs no more than one among few, and a name
//! is printed in time that is linear in its length.

use anycert::{Bundle, Certificate, Limits, Parser, detect, parse};
use std::{env, hint::black_box, process::Command};
use testkit::{
    certificate::Made,
    der::{oid, sequence, set, tlv},
    fixture,
};

const PASSPHRASE: &str = "correct horse 7F";
/// Among this many, each certificate should take as many instructions as among [`FEW`].
const MANY: usize = 100_000;
const FEW: usize = 150;
const ALLOWED: f64 = 1.03;

/// A name of one value of a megabyte, and one of 10,000 attributes. Both are also printed at these
/// multiples of their size.
const LONG_NAMES: [&str; 2] = ["one value of 1 MB", "10,000 attributes"];
const TIMES_LONGER: [usize; 3] = [1, 4, 16];

const INDENTED: &str = "repair/indented";

/// Id, fixture, and the work on it.
type Work = (&'static str, &'static str, fn(&[u8]));

const WORKS: [Work; 14] = [
    ("detect/example.der", "certificate/example.der", |input| {
        black_box(detect(black_box(input)));
    }),
    ("der/example.der", "certificate/example.der", |input| read(Parser::new(), input)),
    ("der/example.der to Metadata", "certificate/example.der", |input| {
        black_box(bundle(Parser::new(), input).metadata());
    }),
    ("der/example.der by single to expiry", "certificate/example.der", single),
    ("pem/example.pem by single to expiry", "certificate/example.pem", single),
    ("pem/leaf-chain-key.pem", "pem/leaf-chain-key.pem", |input| read(Parser::new(), input)),
    ("pem/mozilla-roots.pem", "certificate/mozilla-roots.pem", |input| read(Parser::new(), input)),
    ("pem/mozilla-roots.pem to facts", "certificate/mozilla-roots.pem", |input| {
        let bundle = bundle(Parser::new(), input);
        let facts = bundle.certificates().iter().map(|certificate| {
            let names = (certificate.subject().to_string(), certificate.issuer().to_string());
            (names, certificate.not_after())
        });
        black_box(facts.collect::<Vec<_>>());
    }),
    ("pkcs7/example.p7b", "pkcs7/example.p7b", |input| read(Parser::new(), input)),
    ("pkcs12/openssl3-default.p12", "pkcs12/openssl3-default.p12", |input| {
        read(Parser::new().passphrase(PASSPHRASE), input);
    }),
    ("pkcs12/openssl3-default.p12, keys seen only", "pkcs12/openssl3-default.p12", |input| {
        read(Parser::new().passphrase(PASSPHRASE).decrypt_keys(false), input);
    }),
    ("key/p256-pkcs8.pem", "key/p256-pkcs8.pem", |input| read(Parser::new(), input)),
    ("error/csr.pem", "reject/csr.pem", |input| {
        assert!(black_box(parse(black_box(input))).is_err());
    }),
    (INDENTED, "pem/leaf-chain-key.pem", |input| read(Parser::new(), input)),
];

fn main() {
    let arguments: Vec<String> = env::args().collect();
    match arguments.iter().position(|argument| argument == "--work") {
        Some(at) => work(&arguments[at + 1], arguments[at + 2].parse().expect("a number")),
        // As criterion has it: each once, and nothing is counted.
        None if arguments.iter().any(|argument| argument == "--test") => {
            WORKS.iter().for_each(|(id, ..)| work(id, 1));
        }
        None => print_table(),
    }
}

/// What runs under callgrind: one piece of work, several times.
fn work(id: &str, times: usize) {
    if id == "many" {
        return read(roomy(), &testdata("certificate/example.pem").repeat(times));
    }
    if LONG_NAMES.contains(&id) {
        return print_name(id == LONG_NAMES[0], times);
    }
    let (_, fixture, work) = WORKS.iter().find(|(known, ..)| *known == id).expect("an id");
    let mut input = testdata(fixture);
    if id == INDENTED {
        let lines = input.split_inclusive(|byte| *byte == b'\n');
        input = lines.flat_map(|line| [b"    ", line].concat()).collect();
    }
    for _ in 0..times {
        work(&input);
    }
}

/// As a column of certificates reads a row, with a buffer of its own.
fn single(input: &[u8]) {
    let mut buffer = Vec::new();
    let single = Parser::new().single(black_box(input), &mut buffer);
    black_box(single.map(|(_, certificate)| certificate.not_after()));
}

fn print_table() {
    println!("| id | instructions |");
    println!("|---|---:|");
    for (id, ..) in WORKS {
        const TIMES: usize = 8;
        // The first time pays for what is set up once: it is left out.
        let each = (instructions(id, TIMES + 1) - instructions(id, 1)) / TIMES;
        println!("| {id} | {each} |");
    }
    let one = instructions("many", 1);
    let each = |count| (instructions("many", count) - one) as f64 / (count - 1) as f64;
    let (few, many) = (each(FEW), each(MANY));
    let (ratio, verdict) = (many / few, if many / few <= ALLOWED { "reached" } else { "MISSED" });
    println!();
    println!("one certificate of {FEW} in PEM: {few:.0}; of {MANY}: {many:.0}");
    println!("quotient {ratio:.3}, at most {ALLOWED}: {verdict}");
    LONG_NAMES.iter().for_each(|id| print_long_name(id));
}

/// What printing a name takes for each time that it is longer.
fn print_long_name(id: &str) {
    let nothing = instructions(id, 0);
    let each = TIMES_LONGER.map(|times| (instructions(id, times) - nothing) / times);
    let [first, .., last] = each;
    let ratio = last as f64 / first as f64;
    let verdict = if ratio <= ALLOWED { "reached" } else { "MISSED" };
    println!("a name of {id}, made, read and printed at {TIMES_LONGER:?} times: {each:?} each");
    println!("quotient {ratio:.3}, at most {ALLOWED}: {verdict}");
}

/// Prints the subject of a certificate whose subject is `times` times as long.
fn print_name(is_one_value: bool, times: usize) {
    let attribute = |length| sequence(&[&oid("2.5.4.3"), &tlv(0x0c, &[&vec![b'x'; length]])]);
    let subject = match is_one_value {
        true => sequence(&[&set(&[&attribute(1_000_000 * times)])]),
        false => sequence(&vec![&set(&[&attribute(20)])[..]; 10_000 * times]),
    };
    let der = Made { subject, ..Made::default() }.der();
    let certificate = Certificate::from_der(black_box(&der)).expect("a certificate");
    black_box(certificate.subject().to_string());
}

/// The instructions of a process that does the work `times` times.
fn instructions(id: &str, times: usize) -> usize {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe().expect("this program"))
        .args(["--work", id, &times.to_string()])
        .output()
        .expect("valgrind");
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{report}");
    let (_, count) = report.split_once("Collected :").expect("a count");
    count.split_whitespace().next().and_then(|count| count.parse().ok()).expect("a count")
}

fn roomy() -> Parser<'static> {
    let limits = Limits::DEFAULT.input_bytes(1 << 30).memory_bytes(1 << 30);
    Parser::new().limits(limits.certificates(MANY).pem_sections(MANY))
}

fn read(parser: Parser<'_>, input: &[u8]) {
    black_box(bundle(parser, input));
}

fn bundle(parser: Parser<'_>, input: &[u8]) -> Bundle {
    parser.parse(black_box(input)).expect("certificates or keys")
}

fn testdata(fixture: &str) -> Vec<u8> {
    let path = fixture::root().join(fixture);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
