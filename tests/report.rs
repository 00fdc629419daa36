//! Metadata and Report as JSON: the four facts byte for byte, everything by its schema, no secret.

use anycert::{CertificateType, Limits, Metadata, Parser, Report, Weakness};
use memchr::memmem;
use serde_json::{Value, json};
use testkit::{
    certificate::{Made, extension},
    der,
    fixture::{self, Case, bytes},
    hex, needles, parallel, pfx, schema, sha256,
};

/// Files that take a second to open are covered by other tests.
const QUICK: Limits = Limits::DEFAULT.kdf_work(500_000);

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("a schema is JSON")
}

fn report(name: &str) -> Report {
    anycert::parse(&bytes(name)).unwrap_or_else(|error| panic!("{name}: {error}")).report()
}

/// The contract with the first user of this crate.
#[test]
fn the_four_facts_byte_for_byte_in_every_format() {
    let expected = concat!(
        r#"{"subject":"CN=example.com, O=Example Inc, C=US","#,
        r#""issuer":"CN=Let's Encrypt Authority X3, O=Let's Encrypt, C=US","#,
        r#""expires_at":"2026-03-15T12:00:00.000Z","#,
        r#""has_private_key":"#
    );
    let fixtures = fixture::all();
    let examples = fixtures.iter().filter(|fixture| fixture.name.contains("/example"));
    let mut formats = Vec::new();
    for case in examples.flat_map(fixture::Fixture::cases) {
        if !case.is_ok() || case.text("subject").is_none() {
            continue;
        }
        let bundle = case.parse().unwrap_or_else(|error| panic!("{case}: {error}"));
        let json = serde_json::to_string(&bundle.metadata()).expect("it serializes");
        assert_eq!(json, format!("{expected}{}}}", bundle.has_private_key()), "{case}");
        formats.push(bundle.format().as_str());
    }
    for format in ["pem", "certificate", "pkcs7", "pkcs12"] {
        assert!(formats.contains(&format), "{format}");
    }
}

#[test]
fn a_lone_key_has_three_nulls() {
    let bundle = anycert::parse(&bytes("key/p256-pkcs8.pem")).unwrap();
    let json = serde_json::to_string(&bundle.metadata()).unwrap();
    assert_eq!(json, r#"{"subject":null,"issuer":null,"expires_at":null,"has_private_key":true}"#);
    assert_eq!(bundle.metadata().expires_at_rfc3339(), None);
}

#[test]
fn every_fixture_gives_what_the_schemas_say_and_no_secret() {
    let schemas = (parsed(Metadata::JSON_SCHEMA), parsed(Report::JSON_SCHEMA));
    let fixtures = fixture::all();
    let counts = parallel::map(&fixtures, |fixture| {
        fixture.cases().iter().filter(|case| check(case, &schemas)).count()
    });
    let count: usize = counts.iter().sum();
    assert!(count > 300, "only {count} reports");
}

/// Whether the case gives a bundle.
fn check(case: &Case<'_>, (metadata, report): &(Value, Value)) -> bool {
    let parser = case.parser().skip_broken(true).limits(QUICK);
    let Ok(bundle) = parser.parse(&case.fixture.bytes) else { return false };
    let facts = serde_json::to_value(bundle.metadata()).expect("it serializes");
    let everything = serde_json::to_value(bundle.report()).expect("it serializes");
    let none: [String; 0] = [];
    assert_eq!(schema::violations(metadata, &facts), none, "{case}");
    assert_eq!(schema::violations(report, &everything), none, "{case}");
    for (key, value) in facts.as_object().expect("an object") {
        assert_eq!(value, &everything[key], "{case}: {key}");
    }
    let text = everything.to_string();
    let secrets = needles::passphrases(case).into_iter().chain(needles::private_keys(&bundle));
    for needle in secrets {
        for form in [&needle.bytes[..], hex(&needle.bytes).as_bytes()] {
            assert!(memmem::find(text.as_bytes(), form).is_none(), "{case}: {}", needle.what);
        }
    }
    true
}

/// The schema describes every key.
#[test]
fn the_schema_names_every_key() {
    let schema = parsed(Report::JSON_SCHEMA);
    let json = serde_json::to_value(report("pem/example-certificate-and-key.pem")).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&json), keys(&schema["properties"]));
    let definitions = &schema["$defs"];
    assert_eq!(keys(&json["certificates"][0]), keys(&definitions["certificate"]["properties"]));
    assert_eq!(keys(&json["private_keys"][0]), keys(&definitions["private_key"]["properties"]));
}

#[test]
fn the_checker_finds_violations() {
    let schema = parsed(Metadata::JSON_SCHEMA);
    let facts = |moment: &str| json!({"subject": "", "issuer": null, "expires_at": moment, "has_private_key": false});
    assert!(schema::violations(&schema, &facts("2026-03-15T12:00:00.000Z")).is_empty());
    assert!(!schema::violations(&schema, &facts("2026-03-15T12:00:00Z")).is_empty());
    assert!(!schema::violations(&schema, &json!({"subject": ""})).is_empty());
    let mut more = facts("2026-03-15T12:00:00.000Z");
    more["more"] = json!(1);
    assert!(!schema::violations(&schema, &more).is_empty());
}

#[test]
fn a_chain_with_its_key() {
    let bundle = anycert::parse(&bytes("pem/example-certificate-and-key.pem")).unwrap();
    let report = bundle.report();
    assert_eq!((report.schema, report.leaf, &report.chain[..]), (2, Some(0), &[0][..]));
    assert_eq!(report.chain_complete, Some(false));
    assert_eq!(
        report.missing_issuer.as_deref(),
        Some("CN=Let's Encrypt Authority X3, O=Let's Encrypt, C=US")
    );
    let certificate = &report.certificates[0];
    assert_eq!(certificate.fingerprint_sha256, sha256(bundle.certificates()[0].as_der()));
    assert_eq!(certificate.spki_sha256, sha256(bundle.certificates()[0].spki_der()));
    assert_eq!(certificate.private_key, Some(0));
    assert_eq!(report.private_keys[0].certificate, Some(0));
    assert_eq!(serde_json::to_value(&report).unwrap()["key_match"], "matches");
}

#[test]
fn usages_and_weaknesses() {
    let weak = |name: &str| report(name).certificates[0].weaknesses.clone();
    assert_eq!(weak("certificate/md5-signature.der"), [Weakness::SignatureHash]);
    assert_eq!(weak("certificate/sha1-signature.der"), [Weakness::SignatureHash]);
    assert_eq!(weak("certificate/rsa-2048.der"), []);
    let ca = &report("certificate/ca-root.der").certificates[0];
    assert!(ca.ca && ca.self_issued);
    assert_eq!(report("certificate/ca-root.der").chain_complete, Some(true));
}

/// A modulus of 2047 bits whose primes are k·M + 65537ᵃ mod M, as the faulty library of
/// CVE-2017-15361 made them.
const ROCA: &str = concat!(
    "511821dc85e188a4e303b0f15bc6f1edff37e4ec02f6d808c1b680cfe9b1f2098512452280966899239132f8b3e24b",
    "f94b2bf36988f0bb422945a5926da4997e17e6a4b6846859808584247c0e1331131ac1457f67179772cf607e381b8a",
    "8a089ea2dde2e9da1690df62c855f1906994da7757e2942f20c1d18156955d01eabde00302e91c4728b2e26cf85684",
    "661d35da4696bbb885087aa94da0094689599f450446cedad50c477f228606503e74b44ac4d0321d43976707854c96",
    "822b5adc458f5c2064bc6e5c87f4923095341cfa1617b187604bb2c3ca956215786fa4188c3256146611fdbe503b67",
    "0c850a61129903fd87fec3f30da94445cfe526f3c7",
);

#[test]
fn weaknesses_of_rsa_keys() {
    let weak = |modulus: &[u8]| {
        let algorithm = der::sequence(&[&der::oid("1.2.840.113549.1.1.1"), &[5, 0]]);
        let modulus = der::integer(&[&[0], modulus].concat());
        let key = der::sequence(&[&modulus, &der::integer(&[1, 0, 1])]);
        let spki = der::sequence(&[&algorithm, &der::tlv(3, &[&[0], &key])]);
        let made = Made { spki, ..Made::of("subject", "issuer") };
        anycert::parse(&made.der()).unwrap().report().certificates[0].weaknesses.clone()
    };
    let mut modulus = [0xff; 256];
    assert_eq!(weak(&modulus), []);
    modulus[0] = 0x7f;
    assert_eq!(weak(&modulus), [Weakness::RsaSize], "2047 bits");
    let roca: Vec<u8> = (0..ROCA.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&ROCA[at..at + 2], 16).unwrap())
        .collect();
    assert_eq!(weak(&roca), [Weakness::RsaSize, Weakness::Roca]);
    let mut sound = roca.clone();
    sound[255] ^= 2;
    assert_eq!(weak(&sound), [Weakness::RsaSize]);
}

/// A terminal interprets ESC, and U+202E reverses the text after it.
#[test]
fn friendly_names_are_one_visible_line() {
    let name = "a\u{1b}[31m\nb\u{202e}c";
    let friendly = pfx::attribute("1.2.840.113549.1.9.20", &[&pfx::bmp_string(name)]);
    let certificate = bytes("certificate/example.der");
    let cert_bag = pfx::cert_bag("1.2.840.113549.1.9.22.1", &der::octet_string(&certificate));
    let key = bytes("key/example-pkcs8.der");
    let attributes = der::set(&[&friendly]);
    let bags = [
        pfx::bag(pfx::Bag::Certificate, &cert_bag, &attributes),
        pfx::bag(pfx::Bag::Key, &key, &attributes),
    ];
    let safe = pfx::clear(&[&bags[0], &bags[1]]);
    let file = pfx::pfx(&pfx::authenticated_safe(&[&safe]), &[]);
    let bundle = anycert::parse(&file).unwrap();
    assert_eq!(bundle.certificates()[0].friendly_name(), Some(name), "as it came");
    let report = bundle.report();
    let names = [&report.certificates[0].friendly_name, &report.private_keys[0].friendly_name];
    for printed in names.map(|name| name.as_deref().expect("a name")) {
        assert_eq!(printed, r"a\1B[31m\0Ab\E2\80\AEc");
    }
}

#[test]
fn certificate_types_are_serialized_both_ways() {
    for kind in CertificateType::ALL {
        let json = serde_json::to_string(&kind).unwrap();
        assert_eq!(json, format!("\"{kind}\""));
        assert_eq!(serde_json::from_str::<CertificateType>(&json).unwrap(), kind);
        assert_eq!(serde_json::from_str::<CertificateType>(&json.to_uppercase()).unwrap(), kind);
    }
    let error = serde_json::from_str::<CertificateType>("\"der\"").unwrap_err().to_string();
    assert!(error.contains("p7c"), "{error}");
}

/// Each kind in the text that its RFC has for it: A-labels (RFC 5890), RFC 5952, RFC 3986, SPIFFE.
#[test]
fn alternative_names_of_every_kind() {
    let names = &report("certificate/san-all-kinds.der").certificates[0].subject_alt_names;
    let names: Vec<_> = names.iter().map(|name| (&name.kind[..], &name.value[..])).collect();
    assert_eq!(
        names,
        [
            ("dns", "example.org"),
            ("dns", "*.example.org"),
            ("dns", "xn--grn-hoa.example.org"),
            ("ip", "192.0.2.7"),
            ("ip", "2001:db8::7"),
            ("email", "someone@example.org"),
            ("uri", "https://example.org/path?x=1"),
            ("uri", "spiffe://example.org/ns/default/sa/web"),
            ("directory_name", "CN=directory name, O=anycert, C=DE"),
            ("other_name", "1.3.6.1.4.1.311.20.2.3=someone@corp.example.org"),
            ("registered_id", "1.2.3.4.5"),
        ]
    );
}

/// Against what `openssl x509 -text` prints.
#[test]
fn urls_and_policies() {
    let certificate = &report("certificate/many-extensions.der").certificates[0];
    assert_eq!(certificate.ca_issuers, ["http://example.org/ca.der"]);
    assert_eq!(certificate.ocsp, ["http://example.org/ocsp"]);
    assert_eq!(certificate.crl_distribution_points, ["http://example.org/a.crl"]);
    let policies = serde_json::to_value(&certificate.certificate_policies).unwrap();
    assert_eq!(
        policies,
        json!([
            {"oid": "1.2.3.4", "name": null},
            {"oid": "2.23.140.1.2.1", "name": "domain-validated"},
        ])
    );
    let none = &report("certificate/example.der").certificates[0];
    assert!(none.ca_issuers.is_empty() && none.certificate_policies.is_empty());
}

fn report_with(extensions: &[Vec<u8>]) -> Value {
    let made = Made { extensions: extensions.to_vec(), ..Made::of("subject", "issuer") };
    let report = anycert::parse(&made.der()).unwrap().report();
    serde_json::to_value(&report.certificates[0]).unwrap()
}

#[test]
fn signed_certificate_timestamps() {
    let fields = [&[0][..], &[7; 32], &1_700_000_000_123_u64.to_be_bytes(), &[0; 2], &[4, 3, 0, 0]];
    let fields = fields.concat();
    let length = u8::try_from(fields.len()).unwrap();
    let list = [&[0, length + 2, 0, length][..], &fields].concat();
    let value = der::octet_string(&list);
    let json = report_with(&[extension("1.3.6.1.4.1.11129.2.4.2", &value)]);
    let expected = json!([{"log_id": "07".repeat(32), "timestamp": "2023-11-14T22:13:20.123Z"}]);
    assert_eq!(json["signed_certificate_timestamps"], expected);
}

#[test]
fn urls_are_one_visible_line_and_unreadable_extensions_are_named() {
    let ocsp = der::tlv(0x86, &[b"http://a.example/\x1b\n"]);
    let access = der::sequence(&[&der::sequence(&[&der::oid("1.3.6.1.5.5.7.48.1"), &ocsp])]);
    let json = report_with(&[
        extension("1.3.6.1.5.5.7.1.1", &access),
        extension("2.5.29.31", &der::integer(&[1])),
        extension("2.5.29.32", &der::integer(&[1])),
        extension("1.3.6.1.4.1.11129.2.4.2", &der::integer(&[1])),
    ]);
    assert_eq!(json["ocsp"], json!([r"http://a.example/\1B\0A"]));
    let unreadable = json["unreadable_extensions"].as_array().unwrap();
    let names =
        ["cRLDistributionPoints: ", "certificatePolicies: ", "signedCertificateTimestampList: "];
    assert_eq!(unreadable.len(), names.len());
    for (error, name) in unreadable.iter().zip(names) {
        assert!(error.as_str().unwrap().starts_with(name), "{error}");
    }
}

#[test]
fn skipped_items_are_listed() {
    let mut text = bytes("certificate/example.pem");
    text.extend_from_slice(b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n");
    let bundle = Parser::new().skip_broken(true).parse(&text).unwrap();
    let json = serde_json::to_value(bundle.report()).unwrap();
    assert_eq!(json["broken"][0]["kind"], "malformed");
    assert_eq!(json["broken"][0]["help"], bundle.broken()[0].help());
    assert!(json["notes"].as_array().unwrap().iter().any(|note| note["code"] == "broken_skipped"));
    assert_eq!(schema::violations(&parsed(Report::JSON_SCHEMA), &json), [""; 0]);
}

#[test]
fn locked_keys_and_parts_are_reported_with_their_reasons() {
    let input = bytes("pkcs12/openssl3-clear-certificates.p12");
    let json = |parser: Parser<'_>| {
        let report = parser.parse(&input).expect("clear certificates").report();
        serde_json::to_value(report).expect("it serializes")
    };
    let locked = json(Parser::new());
    assert_eq!(locked["private_keys"][0]["state"], "locked");
    assert_eq!(locked["private_keys"][0]["lock_reason"], "no_passphrase");
    assert_eq!(
        (&locked["key_match"], &locked["key_match_unknown"]),
        (&json!("unknown"), &json!("key_locked"))
    );
    assert_eq!(locked["locked_parts"][0]["is_tried"], true);
    let not_requested = json(Parser::new().decrypt_keys(false));
    assert_eq!(not_requested["private_keys"][0]["lock_reason"], "not_requested");
    assert_eq!(not_requested["locked_parts"][1]["is_tried"], false);
    let open = json(Parser::new().passphrase("correct horse 7F"));
    assert_eq!(open["private_keys"][0]["state"], "decrypted");
    assert_eq!(open["private_keys"][0]["lock_reason"], Value::Null);
    assert_eq!((&open["key_match"], &open["key_match_unknown"]), (&json!("matches"), &Value::Null));
}

#[test]
fn a_chain_without_its_root_names_the_missing_issuer() {
    let [server, ca, root] = [("server", "ca"), ("ca", "root"), ("root", "root")]
        .map(|(subject, issuer)| Made::of(subject, issuer).der());
    let of = |parts: &[&[u8]]| {
        let report = anycert::parse(&parts.concat()).expect("certificates").report();
        (report.chain_complete, report.missing_issuer)
    };
    assert_eq!(of(&[&server, &ca, &root]), (Some(true), None));
    assert_eq!(of(&[&server, &ca]), (Some(false), Some("CN=root".to_owned())));
    assert_eq!(of(&[&server]), (Some(false), Some("CN=ca".to_owned())));
    assert_eq!(of(&[&root]), (Some(true), None));
}
