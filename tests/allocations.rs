//! How often the allocator is called and how much is held at once, from call to drop.

use anycert::{Bundle, Limits, Parser, parse};
use testkit::measure::{Cost, Counting, cost};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn one_certificate_to_metadata_takes_six_allocations() {
    let der = testdata("certificate/example.der");
    let (_, cost) = cost(|| drop(parse(&der).unwrap().metadata()));
    println!("{cost:?}");
    assert!(cost.blocks <= 6, "{cost:?}");
}

#[test]
fn a_root_bundle_holds_little_more_than_its_der() {
    let pem = testdata("certificate/mozilla-roots.pem");
    let (bundle, cost) = of(&pem);
    let der: usize = bundle.certificates().iter().map(|one| one.as_der().len()).sum();
    println!("{der} bytes of DER: {cost:?}");
    assert!(cost.peak <= der + der / 4 + 64 * 1024, "{der} bytes of DER took {cost:?}");
}

#[test]
fn the_roots_take_a_few_allocations_and_not_some_for_each() {
    let pem = testdata("certificate/mozilla-roots.pem");
    let (bundle, cost) = of(&pem);
    assert!(bundle.certificates().len() > 100);
    assert!(cost.blocks < 40, "{cost:?}");
}

/// The table of benches/README.md: `cargo test --test allocations -- --nocapture`.
#[test]
fn each_format_takes_no_more_than_the_table_says() {
    let mut over = Vec::new();
    for (file, blocks, peak) in [
        ("certificate/example.der", 4, 2_000),
        ("certificate/example.pem", 6, 3_500),
        ("certificate/mozilla-roots.pem", 18, 220_000),
        ("pem/leaf-chain-key.pem", 35, 6_500),
        ("pkcs7/example.p7b", 6, 3_500),
        ("pkcs12/openssl3-default.p12", 55, 7_000),
        ("key/p256-pkcs8.pem", 27, 1_700),
        ("reject/csr.pem", 8, 1_500),
    ] {
        let input = testdata(file);
        let parser = match file.starts_with("pkcs12") {
            true => Parser::new().passphrase("correct horse 7F"),
            false => Parser::new(),
        };
        let (_, cost) = cost(|| drop(parser.parse(&input)));
        println!("| {file} | {} | {} |", cost.blocks, cost.peak);
        if cost.blocks > blocks || cost.peak > peak {
            over.push((file, cost));
        }
    }
    assert!(over.is_empty(), "{over:?}");
}

#[test]
fn detecting_allocates_nothing() {
    for file in [
        "certificate/example.der",
        "certificate/example.pem",
        "certificate/example.der.base64",
        "pkcs7/example.p7b",
        "pkcs12/example.pfx",
        "key/p256-pkcs8.pem",
        "reject/image.png",
    ] {
        let input = testdata(file);
        let (_, cost) = cost(|| anycert::detect(&input));
        assert_eq!(cost.blocks, 0, "{file}");
    }
}

#[test]
fn hundred_thousand_certificates_cost_as_much_each_as_a_hundred() {
    let pem = testdata("certificate/example.pem");
    let limits = Limits::DEFAULT.input_bytes(1 << 30).certificates(1 << 20).pem_sections(1 << 20);
    let parser = Parser::new().limits(limits.memory_bytes(1 << 30));
    let each = |count: usize| {
        let text = pem.repeat(count);
        let (_, cost) = cost(|| drop(parser.parse(&text).unwrap()));
        cost.peak / count
    };
    // What each certificate takes of all that is held.
    let (few, many) = (each(100), each(100_000));
    println!("{few} bytes each, then {many}");
    assert!(many <= few + few / 10);
}

fn of(input: &[u8]) -> (Bundle, Cost) {
    cost(|| parse(input).unwrap())
}

fn testdata(file: &str) -> Vec<u8> {
    std::fs::read(format!("{}/testdata/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}
