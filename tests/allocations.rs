//! The number of allocations and the peak memory of a parse, from the call to the drop.

use anycert::{Bundle, Limit, Limits, Parser, parse};
use testkit::{
    cms, der,
    fixture::{self, bytes},
    measure::{Cost, Counting, cost},
    parallel, pfx,
};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn one_certificate_to_metadata_takes_six_allocations() {
    let der = bytes("certificate/example.der");
    let (_, cost) = cost(|| drop(parse(&der).unwrap().metadata()));
    println!("{cost:?}");
    assert!(cost.blocks <= 6, "{cost:?}");
}

#[test]
fn a_root_bundle_holds_little_more_than_its_der() {
    let pem = bytes("certificate/mozilla-roots.pem");
    let (bundle, cost) = of(&pem);
    let der: usize = bundle.certificates().iter().map(|one| one.as_der().len()).sum();
    println!("{der} bytes of DER: {cost:?}");
    assert!(cost.peak <= der + der / 4 + 64 * 1024, "{der} bytes of DER took {cost:?}");
}

#[test]
fn the_roots_take_a_few_allocations_and_not_some_for_each() {
    let pem = bytes("certificate/mozilla-roots.pem");
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
        let input = bytes(file);
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
        let input = bytes(file);
        let (_, cost) = cost(|| anycert::detect(&input));
        assert_eq!(cost.blocks, 0, "{file}");
    }
}

#[test]
fn hundred_thousand_certificates_cost_as_much_each_as_a_hundred() {
    let pem = bytes("certificate/example.pem");
    let limits = Limits::DEFAULT.input_bytes(1 << 30).certificates(1 << 20).pem_sections(1 << 20);
    let parser = Parser::new().limits(limits.memory_bytes(1 << 30));
    let each = |count: usize| {
        let text = pem.repeat(count);
        let (_, cost) = cost(|| drop(parser.parse(&text).unwrap()));
        cost.peak / count
    };
    // The memory of one certificate within the peak.
    let (few, many) = (each(100), each(100_000));
    println!("{few} bytes each, then {many}");
    assert!(many <= few + few / 10);
}

fn of(input: &[u8]) -> (Bundle, Cost) {
    cost(|| parse(input).unwrap())
}

/// Memory that is not charged to `memory_bytes`: an error or a bundle with its boxes, and the first
/// few slots of each vector.
const UNPAID: usize = 16 << 10;

/// The peak of one parse under a memory limit stays within 1.25 times the limit.
#[track_caller]
fn check_peak(what: &str, parser: &Parser<'_>, input: &[u8], allowed: usize) -> bool {
    let parser = parser.limits(GENEROUS.memory_bytes(allowed));
    let (answer, cost) = cost(|| parser.parse(input));
    let most = allowed + allowed / 4 + UNPAID;
    assert!(cost.peak <= most, "{what}: {allowed} bytes allowed, {} used", cost.peak);
    !answer.is_err_and(|error| {
        error.exceeded().is_some_and(|exceeded| exceeded.limit() == Limit::MemoryBytes)
    })
}

const GENEROUS: Limits = Limits::DEFAULT
    .certificates(1 << 20)
    .private_keys(1 << 20)
    .pem_sections(1 << 20)
    .bags(1 << 20)
    .kdf_work(500_000);

/// Every fixture, under limits from far too low to sufficient.
#[test]
fn fixtures_hold_no_more_memory_than_is_paid() {
    let fixtures = fixture::all();
    parallel::map(&fixtures, |fixture| {
        for case in fixture.cases() {
            let parser = case.parser().skip_broken(true);
            let mut allowed = 1 << 10;
            while !check_peak(&case.to_string(), &parser, &fixture.bytes, allowed) {
                allowed *= 4;
            }
        }
    });
}

/// Inputs that make one thing grow.
#[test]
fn floods_hold_no_more_memory_than_is_paid() {
    let certificate = bytes("certificate/example.der");
    let pem = bytes("certificate/example.pem");
    let key = bytes("key/example-pkcs8.pem");
    let other_key = bytes("key/p256-pkcs8.pem");
    let broken = b"-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n";
    let skipped = b"-----BEGIN X509 CRL-----\nMAMCAQE=\n-----END X509 CRL-----\n";
    let indented: Vec<u8> = String::from_utf8(pem.clone())
        .unwrap()
        .lines()
        .flat_map(|line| format!("  {line}\n").into_bytes())
        .collect();
    let parts = vec![&certificate[..]; 2000];
    let locked_key = bytes("key/p256-pkcs8-encrypted.pem");
    let (_, locked_der) = pem_rfc7468::decode_vec(&locked_key).unwrap();
    let locked_bag = pfx::bag(pfx::Bag::ShroudedKey, &locked_der, &[]);
    let contents = der::sequence(&[&pfx::certificate_bag(&certificate)]);
    let [opened, shut] = ["", "p"].map(|passphrase| {
        pfx::encrypted(
            &pfx::pbes2(&pfx::pbkdf2(&[1], &[])),
            &pfx::encrypt(passphrase.as_bytes(), 1, &contents),
        )
    });
    let in_pfx = |safes: &[&[u8]]| pfx::pfx(&pfx::authenticated_safe(safes), &[]);
    let in_block = |label, der: &[u8]| {
        pem_rfc7468::encode_string(label, pem_rfc7468::LineEnding::LF, der).unwrap()
    };
    let secret = pfx::bag(pfx::Bag::Secret, &der::octet_string(b"x"), &[]);
    let holder = |bags: &[&[u8]]| pfx::bag(pfx::Bag::SafeContents, &der::sequence(bags), &[]);
    let nested = holder(&[&secret, &secret]);
    let deep = (0..100).fold(secret.clone(), |inner, _| holder(&[&inner]));
    let (_, clear_key) = pem_rfc7468::decode_vec(&key).unwrap();
    let key_bag = pfx::bag(pfx::Bag::Key, &clear_key, &[]);
    let signed = der::octet_string(&cms::Signed::of(&parts).der());
    let content = der::sequence(&[&der::oid(cms::DATA), &der::context(0, &[&signed])]);
    let in_content = cms::Signed { content, ..cms::Signed::of(&[&certificate]) }.der();
    for (what, input) in [
        ("certificates in DER", certificate.repeat(2000)),
        ("certificates in PEM", pem.repeat(2000)),
        ("indented blocks", indented.repeat(2000)),
        ("certificates in PKCS#7", cms::Signed::of(&parts).der()),
        ("streamed certificates", cms::streamed(&parts)),
        ("keys", key.repeat(2000)),
        ("keys of two kinds", [&key[..], &other_key].concat().repeat(1000)),
        ("broken blocks", [&pem[..], &broken.repeat(5000)].concat()),
        ("skipped blocks", [&pem[..], &skipped.repeat(5000)].concat()),
        ("locked keys", locked_key.repeat(1000)),
        ("empty safes", pfx::pfx(&pfx::authenticated_safe(&vec![&pfx::clear(&[])[..]; 9000]), &[])),
        ("bags", in_pfx(&[&pfx::clear(&vec![&pfx::certificate_bag(&certificate)[..]; 2000])])),
        ("safes", in_pfx(&vec![&pfx::clear(&[&pfx::certificate_bag(&certificate)])[..]; 2000])),
        ("locked key bags", in_pfx(&[&pfx::clear(&vec![&locked_bag[..]; 2000])])),
        ("opened safes", in_pfx(&vec![&opened[..]; 500])),
        ("locked safes", in_block("PKCS12", &in_pfx(&[&shut])).repeat(2000).into_bytes()),
        ("skipped bags", in_pfx(&[&pfx::clear(&vec![&secret[..]; 5000])])),
        ("nested bags", in_pfx(&[&pfx::clear(&vec![&nested[..]; 2000])])),
        ("deep bags", in_pfx(&[&pfx::clear(&[&deep])])),
        ("key bags", in_pfx(&[&pfx::clear(&vec![&key_bag[..]; 2000])])),
        ("certificates in signed content", in_content),
    ] {
        let parser = Parser::new().skip_broken(true);
        let mut allowed = 64 << 10;
        while !check_peak(what, &parser, &input, allowed) {
            allowed *= 2;
        }
        println!("{what}: {} bytes of input, {allowed} bytes are enough", input.len());
    }
}
