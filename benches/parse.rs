//! How long each kind of input takes: `cargo bench`. Ids are `format/fixture`.

use anycert::{Limits, Parser, detect, parse};
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use testkit::fixture;

type Group<'a> = BenchmarkGroup<'a, criterion::measurement::WallTime>;

const PASSPHRASE: &str = "correct horse 7F";

fn formats(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("detect");
    for fixture in
        ["certificate/example.der", "pem/leaf-chain-key.pem", "pkcs12/example.pfx.base64"]
    {
        let input = testdata(fixture);
        group.bench_function(name(fixture), |bencher| {
            bencher.iter(|| detect(black_box(&input)));
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("der");
    bundle(&mut group, "certificate/example.der", Parser::new());
    let input = testdata("certificate/example.der");
    group.bench_function("example.der to Metadata", |bencher| {
        bencher.iter(|| parse(black_box(&input)).map(|bundle| bundle.metadata()));
    });
    bundle(&mut group, "certificate/chain-concatenated.der", Parser::new());
    group.finish();

    let mut group = criterion.benchmark_group("pem");
    bundle(&mut group, "pem/leaf-chain-key.pem", Parser::new());
    bundle(&mut group, "certificate/mozilla-roots.pem", Parser::new());
    all_names(&mut group, "certificate/mozilla-roots.pem");
    hundred_thousand(&mut group);
    group.finish();

    let mut group = criterion.benchmark_group("pkcs7");
    bundle(&mut group, "pkcs7/example.p7b", Parser::new());
    bundle(&mut group, "pkcs7/ber-indefinite-degenerate.p7b", Parser::new());
    group.finish();
}

fn secrets(criterion: &mut Criterion) {
    let parser = Parser::new().passphrase(PASSPHRASE);
    let mut group = criterion.benchmark_group("pkcs12");
    for fixture in [
        "openssl3-default.p12",
        "openssl3-legacy.p12",
        "keytool17-default.p12",
        "nss-ber-aes-256.p12",
    ] {
        bundle(&mut group, &format!("pkcs12/{fixture}"), parser);
    }
    let input = testdata("pkcs12/openssl3-default.p12");
    group.bench_function("openssl3-default.p12, keys seen only", |bencher| {
        bencher.iter(|| parser.decrypt_keys(false).parse(black_box(&input)));
    });
    group.finish();

    let mut group = criterion.benchmark_group("key");
    bundle(&mut group, "key/p256-pkcs8.pem", Parser::new());
    bundle(&mut group, "key/rsa-traditional.der", Parser::new());
    for fixture in [
        "p256-pkcs8-prf-hmac-sha1.pem",
        "p256-pkcs8-prf-hmac-sha256.pem",
        "p256-pkcs8-prf-hmac-sha512.pem",
        "p256-pkcs8-pbe-sha1-3des.pem",
        "p256-pkcs8-scrypt.pem",
        "p256-proc-type-aes-256-cbc.pem",
        "openssh-ed25519-encrypted.pem",
    ] {
        bundle(&mut group, &format!("key/{fixture}"), parser);
    }
    group.finish();
}

fn names(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("name");
    for fixture in
        ["example.der", "many-attribute-types.der", "utf8-non-latin.der", "name-bmp-string.der"]
    {
        let bundle = parse(&testdata(&format!("certificate/{fixture}"))).expect("a certificate");
        let leaf = bundle.leaf().expect("one certificate");
        group.throughput(bytes(leaf.subject_der()));
        group.bench_function(fixture, |bencher| {
            bencher.iter(|| black_box(leaf).subject().to_string())
        });
    }
    group.finish();
}

/// What is refused, and what has to be put right first.
fn troubles(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("error");
    for fixture in ["reject/csr.pem", "reject/image.png", "reject/impossible-date.der"] {
        refused(&mut group, name(fixture), &testdata(fixture));
    }
    let mut cut = testdata("certificate/mozilla-roots.pem");
    cut.truncate(cut.len() - 100);
    refused(&mut group, "mozilla-roots.pem cut short", &cut);
    group.finish();

    let mut group = criterion.benchmark_group("repair");
    let pem = String::from_utf8(testdata("pem/leaf-chain-key.pem")).expect("text");
    let utf16: Vec<u8> = pem.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let indented: String = pem.lines().map(|line| format!("    {line}\n")).collect();
    for (what, input) in [
        ("indented", indented.into_bytes()),
        ("escaped", pem.replace('\n', "\\n").into_bytes()),
        ("utf-16", [&[0xff, 0xfe], &*utf16].concat()),
    ] {
        group.throughput(bytes(&input));
        assert!(parse(&input).is_ok_and(|bundle| !bundle.notes().is_empty()), "{what}");
        group.bench_function(what, |bencher| bencher.iter(|| parse(black_box(&input))));
    }
    group.finish();
}

/// From the input to the Bundle, and its drop.
fn bundle(group: &mut Group<'_>, fixture: &str, parser: Parser<'_>) {
    let input = testdata(fixture);
    group.throughput(bytes(&input));
    assert!(parser.parse(&input).is_ok(), "{fixture}");
    group.bench_function(name(fixture), |bencher| bencher.iter(|| parser.parse(black_box(&input))));
}

fn all_names(group: &mut Group<'_>, fixture: &str) {
    let input = testdata(fixture);
    group.throughput(bytes(&input));
    group.bench_function(
        format!("{} to subject, issuer, expiry of each", name(fixture)),
        |bencher| {
            bencher.iter(|| {
                let bundle = parse(black_box(&input)).expect("certificates");
                let facts = bundle.certificates().iter().map(|certificate| {
                    let names =
                        (certificate.subject().to_string(), certificate.issuer().to_string());
                    (names, certificate.not_after())
                });
                facts.collect::<Vec<_>>()
            });
        },
    );
}

fn hundred_thousand(group: &mut Group<'_>) {
    let input = testdata("certificate/example.pem").repeat(100_000);
    let limits = Limits::DEFAULT.input_bytes(1 << 30).memory_bytes(1 << 30);
    let parser = Parser::new().limits(limits.certificates(100_000).pem_sections(100_000));
    assert!(parser.parse(&input).is_ok());
    group.throughput(bytes(&input)).sample_size(10);
    group.bench_function("example.pem 100,000 times", |bencher| {
        bencher.iter(|| parser.parse(black_box(&input)));
    });
}

fn refused(group: &mut Group<'_>, what: &str, input: &[u8]) {
    assert!(parse(input).is_err(), "{what}");
    group.throughput(bytes(input));
    group.bench_function(what, |bencher| bencher.iter(|| parse(black_box(input))));
}

fn testdata(fixture: &str) -> Vec<u8> {
    let path = fixture::root().join(fixture);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn name(fixture: &str) -> &str {
    fixture.rsplit('/').next().unwrap_or(fixture)
}

fn bytes(input: &[u8]) -> Throughput {
    Throughput::Bytes(input.len() as u64)
}

criterion_group!(benches, formats, secrets, names, troubles);
criterion_main!(benches);
