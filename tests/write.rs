//! Written files are read again with `strict`: every profile, every fixture. The files of
//! `testdata/written` are those that `testdata/tools/write_matrix` gives to other readers.
//!
//! `ANYCERT_WRITTEN=write cargo test --features write --test write` creates them again.

use anycert::{
    Bundle, Certificate, EncryptionParameters, Error, ErrorKind, Format, Integrity, Iterations,
    KeyMatch, KeyState, Limit, Limits, Parser, Pkcs12Profile, Pkcs12Writer, PrivateKey,
    zeroize::Zeroizing,
};
use std::{collections::BTreeSet, fs};
use testkit::{
    fixture::{self, Case, Fixture, bytes},
    parallel,
    random::fixed,
};

const PASSPHRASE: &str = "correct horse 7F";
const NON_ASCII: &str = "Grüße \u{1f511} 証明書";

fn iterations() -> Iterations {
    Iterations::new(10_000).expect("the least")
}

/// Files with higher iteration counts have nothing else to write, so they are passed over.
const MODEST: Limits = Limits::DEFAULT.kdf_work(200_000);

fn profiles() -> [(&'static str, Pkcs12Profile); 4] {
    [
        ("modern", Pkcs12Profile::Modern(iterations())),
        ("pbmac1", Pkcs12Profile::Pbmac1(iterations())),
        ("legacy", Pkcs12Profile::Legacy(iterations())),
        ("no-passphrase", Pkcs12Profile::NoPassphrase),
    ]
}

fn passphrase(profile: Pkcs12Profile) -> Option<&'static str> {
    (profile != Pkcs12Profile::NoPassphrase).then_some(PASSPHRASE)
}

fn bundle(name: &str) -> Bundle {
    Parser::new().passphrase(PASSPHRASE).parse(&bytes(name)).expect(name)
}

fn strict(input: &[u8], passphrase: Option<&str>) -> Bundle {
    let parsed = Parser::new().passphrase(passphrase).strict(true).parse(input);
    parsed.unwrap_or_else(|error| panic!("{error:#}"))
}

/// The leaf of the test hierarchy with its key and issuers, and a second identity.
fn identities() -> [Bundle; 2] {
    [bundle("pem/leaf-chain-key.pem"), bundle("pem/example-certificate-and-key.pem")]
}

fn leaf_and_key(bundle: &Bundle) -> (&Certificate, &PrivateKey) {
    (bundle.leaf().expect("a leaf"), bundle.leaf_key().expect("a key"))
}

/// A name, the passphrase and the file.
type Written = (String, Option<&'static str>, Zeroizing<Vec<u8>>);

/// Every file of `testdata/written`.
fn written() -> Vec<Written> {
    let mut files = Vec::new();
    for (word, profile) in profiles() {
        let passphrase = passphrase(profile);
        let mut add = |what: &str, writer: Pkcs12Writer<'_>| {
            let file = writer.passphrase(passphrase).write(fixed()).expect(what);
            files.push((format!("{word}-{what}.p12"), passphrase, file));
        };
        let [server, example] = identities();
        let issuers = || server.chain().skip(1);
        let (leaf, key) = leaf_and_key(&server);
        let one = || Pkcs12Writer::new(profile).identity(key, leaf, issuers(), "server");
        add("identity", one());
        let (other_leaf, other_key) = leaf_and_key(&example);
        add("two-identities", one().identity(other_key, other_leaf, [], "Grüße \u{1f511}"));
        let mut trusted = Pkcs12Writer::new(profile);
        for (number, issuer) in issuers().enumerate() {
            trusted = trusted.trusted(issuer, ["intermediate", "root"][number]);
        }
        add("trusted", trusted);
        add("key-only", Pkcs12Writer::new(profile).key(key, "server"));
        let many = bundle("pem/certificate-and-ed25519-key.pem");
        let (leaf, key) = leaf_and_key(&many);
        add("ed25519", Pkcs12Writer::new(profile).identity(key, leaf, [], "ed25519"));
    }
    let modern = profiles()[0].1;
    let store = bundle("java-keystore/keytool17-several-entries.jks");
    let file = store.to_pkcs12(PASSPHRASE, modern, fixed()).expect("a Java key store");
    files.push(("modern-java-store.p12".into(), Some(PASSPHRASE), file));
    let server = &identities()[0];
    let (leaf, key) = leaf_and_key(server);
    let twice = Pkcs12Writer::new(modern).passphrase(PASSPHRASE).trusted(leaf, "copy");
    let twice = twice.identity(key, leaf, server.chain().skip(1), "server").write(fixed());
    files.push(("modern-own-twice.p12".into(), Some(PASSPHRASE), twice.expect("both")));
    for (word, profile) in &profiles()[..3] {
        let file = identities()[0].to_pkcs12(NON_ASCII, *profile, fixed()).expect("non-ASCII");
        files.push((format!("{word}-non-ascii.p12"), Some(NON_ASCII), file));
    }
    let [server, example] = identities();
    files.push(("chain.p7b".into(), None, server.to_pkcs7_der().expect("P7B").into()));
    files.push(("chain.pem".into(), None, server.to_pkcs7_pem().expect("P7B").into_bytes().into()));
    for (word, parameters) in parameters() {
        for (name, bundle) in [("p256", &server), ("rsa", &example)] {
            let (_, key) = leaf_and_key(bundle);
            let der = key.to_encrypted_pkcs8_der(PASSPHRASE, parameters, fixed()).expect(word);
            files.push((format!("{name}-{word}.der"), Some(PASSPHRASE), der));
            let pem = key.to_encrypted_pkcs8_pem(PASSPHRASE, parameters, fixed()).expect(word);
            let pem = pem.as_bytes().to_vec().into();
            files.push((format!("{name}-{word}.pem"), Some(PASSPHRASE), pem));
        }
    }
    files
}

fn parameters() -> [(&'static str, EncryptionParameters); 2] {
    [
        ("pbkdf2", EncryptionParameters::pbkdf2(iterations())),
        ("scrypt", EncryptionParameters::scrypt()),
    ]
}

#[test]
fn the_same_random_octets_give_the_same_file() {
    let folder = fixture::root().join("written");
    let mut names = BTreeSet::new();
    for (name, passphrase, file) in written() {
        let path = folder.join(&name);
        if std::env::var_os("ANYCERT_WRITTEN").is_some() {
            fs::write(&path, &*file).expect("written");
        }
        let kept = fs::read(&path).unwrap_or_default();
        assert!(kept == *file, "{name} is not what is written now: ANYCERT_WRITTEN=write");
        strict(&file, passphrase);
        names.insert(name);
    }
    let kept = fs::read_dir(folder).expect("testdata/written");
    let kept: BTreeSet<String> =
        kept.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(kept, names, "files that nothing writes");
}

#[test]
fn an_identity_has_its_names_and_its_local_key_id() {
    for (_, profile) in profiles() {
        let [server, example] = identities();
        let (leaf, key) = leaf_and_key(&server);
        let (other_leaf, other_key) = leaf_and_key(&example);
        let file = Pkcs12Writer::new(profile)
            .passphrase(passphrase(profile))
            .identity(key, leaf, server.chain().skip(1), "server \u{1f511}")
            .identity(other_key, other_leaf, server.chain().skip(1), None)
            .write(fixed());
        let read = strict(&file.expect("written"), passphrase(profile));
        assert_eq!(read.format(), Format::Pkcs12);
        let integrity = match passphrase(profile) {
            Some(_) => Integrity::Verified,
            None => Integrity::None,
        };
        assert_eq!(read.integrity(), integrity);
        let wanted: Vec<&Certificate> = server.chain().chain([other_leaf]).collect();
        assert_eq!(read.certificates().iter().collect::<Vec<_>>(), wanted);
        for (read_key, leaf, name) in [
            (&read.private_keys()[0], leaf, Some("server \u{1f511}")),
            (&read.private_keys()[1], other_leaf, None),
        ] {
            let certificate = read.certificate_of(read_key).expect("its certificate");
            assert_eq!(certificate, leaf);
            assert_eq!((read_key.friendly_name(), certificate.friendly_name()), (name, name));
            let id = leaf.fingerprint_sha1();
            assert_eq!(read_key.local_key_id(), Some(&id[..]));
            assert_eq!(certificate.local_key_id(), Some(&id[..]));
        }
        let issuer = &read.certificates()[1];
        assert_eq!((issuer.friendly_name(), issuer.local_key_id()), (None, None));
    }
}

const TRUSTED_KEY_USAGE: &[u8] =
    &[0x06, 0x0c, 0x60, 0x86, 0x48, 0x01, 0x86, 0xf9, 0x66, 0xad, 0xca, 0x7b, 0x01, 0x01];
const ANY_USAGE: &[u8] = &[0x31, 0x06, 0x06, 0x04, 0x55, 0x1d, 0x25, 0x00];

#[test]
fn a_trusted_certificate_has_the_attribute_of_java_once() {
    let server = &identities()[0];
    let (leaf, _) = leaf_and_key(server);
    let attribute = [TRUSTED_KEY_USAGE, ANY_USAGE].concat();
    let file = Pkcs12Writer::new(Pkcs12Profile::NoPassphrase)
        .certificate(leaf, None)
        .trusted(leaf, "name")
        .certificate(leaf, "another name")
        .write(fixed())
        .expect("written");
    assert_eq!(memchr::memmem::find_iter(&file, &attribute).count(), 1);
    let read = strict(&file, None);
    assert_eq!(read.certificates(), std::slice::from_ref(leaf));
    assert_eq!(read.certificates()[0].friendly_name(), Some("name"));
    let file = Pkcs12Writer::new(Pkcs12Profile::NoPassphrase).certificate(leaf, None);
    let file = file.write(fixed()).expect("written");
    assert_eq!(memchr::memmem::find(&file, TRUSTED_KEY_USAGE), None);
}

/// What `keytool` shows as `trustedCertEntry` in these files, it shows in one written from them.
#[test]
fn a_trusted_entry_stays_one() {
    for (name, entries) in [
        ("java-keystore/keytool17-several-entries.jks", &["other", "root"][..]),
        ("java-keystore/keytool17-trusted.jceks", &["inter", "root"]),
        ("pkcs12/python-java-trust-store.p12", &["inter", "root"]),
        ("pkcs12/keytool17-trust-store.p12", &["inter", "root"]),
        ("pkcs12/keytool17-default.p12", &[]),
        ("pem/leaf-chain-key.pem", &[]),
    ] {
        let read = bundle(name);
        let file = read.to_pkcs12(PASSPHRASE, profiles()[0].1, fixed()).expect(name);
        let again = strict(&file, Some(PASSPHRASE));
        let writer = Pkcs12Writer::new(Pkcs12Profile::NoPassphrase);
        let alone = read.certificates().iter().fold(writer, |all, one| {
            let name = one.friendly_name();
            all.certificate(one, name)
        });
        let alone = alone.write(fixed()).expect(name);
        let alone = strict(&alone, None);
        for bundle in [&read, &again, &alone] {
            let all = bundle.certificates().iter().filter(|one| one.is_trusted_entry());
            let names: BTreeSet<&str> = all.filter_map(Certificate::friendly_name).collect();
            assert!(names.iter().eq(entries), "{name}: {names:?}");
        }
    }
}

/// Java takes no certificate with the mark for a key, so the one of an identity has none.
#[test]
fn the_certificate_of_a_key_is_not_marked() {
    let server = &identities()[0];
    let (leaf, key) = leaf_and_key(server);
    let marked = Pkcs12Writer::new(Pkcs12Profile::NoPassphrase).trusted(leaf, "copy");
    let marked = strict(&marked.write(fixed()).expect("written"), None);
    let marked = marked.leaf().expect("a certificate");
    assert!(marked.is_trusted_entry());
    let writer = || Pkcs12Writer::new(Pkcs12Profile::NoPassphrase);
    for (writer, expected) in [
        (writer().identity(key, marked, [], "server"), &[("server", false)][..]),
        (
            writer().identity(key, leaf, [], "server").trusted(leaf, "copy"),
            &[("server", false), ("copy", true)],
        ),
        (
            writer().certificate(marked, "copy").identity(key, leaf, [], "server"),
            &[("copy", true), ("server", false)],
        ),
    ] {
        let read = strict(&writer.write(fixed()).expect("written"), None);
        let found = read.certificates().iter();
        let found: Vec<_> = found
            .map(|one| (one.friendly_name().expect("a name"), one.is_trusted_entry()))
            .collect();
        assert_eq!(found, expected);
        for one in read.certificates() {
            assert_eq!(one.local_key_id().is_some(), !one.is_trusted_entry());
        }
    }
}

/// The object identifiers that a file of each profile has, and those of RC2 that none has.
#[test]
fn the_algorithms_of_each_profile() {
    let aes_256_cbc: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a];
    let triple_des: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, 0x03];
    let pbmac1: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0e];
    let sha1: &[u8] = &[0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a];
    let sha256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
    let all = [aes_256_cbc, triple_des, pbmac1, sha1, sha256];
    let expected = [[2, 0, 0, 0, 1], [2, 0, 1, 0, 0], [0, 2, 0, 1, 0], [0, 0, 0, 0, 0]];
    for ((word, profile), expected) in profiles().into_iter().zip(expected) {
        let bundle = &identities()[0];
        let file = bundle.to_pkcs12(passphrase(profile), profile, fixed()).expect(word);
        let count = |oid: &&[u8]| memchr::memmem::find_iter(&file, *oid).count();
        assert_eq!(all.iter().map(count).collect::<Vec<_>>(), expected, "{word}");
        for rc2 in [
            &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, 0x05][..],
            &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, 0x06],
            &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x03, 0x02],
        ] {
            assert_eq!(count(&rc2), 0, "{word}");
        }
    }
}

#[test]
fn every_part_has_its_own_random_octets() {
    for (word, profile) in profiles() {
        let mut drawn = Vec::new();
        let mut source = fixed();
        let random = |buffer: &mut [u8]| {
            source(buffer);
            drawn.push(buffer.to_vec());
        };
        let [server, _] = identities();
        let file = server.to_pkcs12(passphrase(profile), profile, random).expect(word);
        let parts = match word {
            "no-passphrase" => 0,
            "legacy" => 3,
            _ => 5,
        };
        assert_eq!(drawn.len(), parts, "{word}");
        for octets in &drawn {
            assert_eq!(octets.len(), 16);
            assert_eq!(memchr::memmem::find_iter(&file, octets).count(), 1, "{word}");
        }
    }
}

fn refused<T>(written: Result<T, Error>, kind: ErrorKind, says: &str) {
    let error = written.err().expect("an error");
    assert_eq!(error.kind(), kind, "{error}");
    assert!(error.to_string().contains(says), "{error}");
}

#[test]
fn what_cannot_be_written_is_an_error() {
    let profile = Pkcs12Profile::Modern(iterations());
    let [server, example] = identities();
    let (leaf, key) = leaf_and_key(&server);
    let (_, other_key) = leaf_and_key(&example);
    let writer = || Pkcs12Writer::new(profile).passphrase(PASSPHRASE);
    let kind = ErrorKind::CannotWrite;

    let locked = Parser::new().parse(&bytes("pem/certificate-and-encrypted-key.pem")).unwrap();
    refused(
        locked.to_pkcs12(PASSPHRASE, profile, fixed()),
        kind,
        "key 1: the private key is locked",
    );
    let locked_key = &locked.private_keys()[0];
    refused(writer().key(locked_key, None).write(fixed()), kind, "is locked");
    let encrypted =
        |key: &PrivateKey| key.to_encrypted_pkcs8_der("", EncryptionParameters::default(), fixed());
    refused(encrypted(locked_key), kind, "is locked");
    // Without it, the rest can be written.
    let rest = locked.certificates().iter().fold(writer(), |all, one| all.certificate(one, None));
    strict(&rest.write(fixed()).expect("certificates"), Some(PASSPHRASE));

    let mismatch = bundle("pem/certificate-and-wrong-key.pem");
    assert_eq!(mismatch.key_match(), KeyMatch::Mismatch);
    refused(
        mismatch.to_pkcs12(PASSPHRASE, profile, fixed()),
        kind,
        "key 1: the private key does not",
    );
    let pair = writer().key(key, None).identity(other_key, leaf, [], None);
    refused(pair.write(fixed()), kind, "key 2: the private key does not belong");

    refused(writer().write(fixed()), ErrorKind::NoCertificateOrKey, "neither");
    let none = writer().passphrase(None).key(key, None);
    refused(none.write(fixed()), ErrorKind::PassphraseRequired, "no passphrase");
    let clear = Pkcs12Writer::new(Pkcs12Profile::NoPassphrase).passphrase("").key(key, None);
    refused(clear.write(fixed()), kind, "not to be encrypted");
    refused(writer().key(key, None).write(|_| {}), kind, "only zeros");
    let key_alone = bundle("key/p256-pkcs8.pem");
    refused(key_alone.to_pkcs7_der(), ErrorKind::NoCertificateOrKey, "no certificate");
    refused(key_alone.to_pkcs7_pem(), ErrorKind::NoCertificateOrKey, "no certificate");
}

#[test]
fn iterations_have_a_floor() {
    let new = |count| Iterations::new(count).map(Iterations::get);
    assert_eq!([0, 9_999, 0x8000_0000, u32::MAX].map(new), [None; 4]);
    assert_eq!(new(10_000), Some(10_000));
    assert_eq!(new(0x7fff_ffff), Some(0x7fff_ffff));
    assert!(Iterations::default() >= iterations());
}

/// The same prices as for reading, and everything is paid for before anything is derived.
#[test]
fn work_is_paid_for_in_advance() {
    let [server, _] = identities();
    let (leaf, key) = leaf_and_key(&server);
    let most = Iterations::new(0x7fff_ffff).expect("the most");
    for profile in
        [Pkcs12Profile::Modern(most), Pkcs12Profile::Pbmac1(most), Pkcs12Profile::Legacy(most)]
    {
        let error = server.to_pkcs12(PASSPHRASE, profile, fixed()).expect_err("too much");
        assert_eq!(error.exceeded().expect("a limit").limit(), Limit::KdfWork);
    }
    // Certificates and key 2 × 10,000 each, MAC 10,000.
    let limits = |work| Limits::DEFAULT.kdf_work(work);
    let written = |limits| {
        let writer = Pkcs12Writer::new(Pkcs12Profile::Modern(iterations())).limits(limits);
        writer.passphrase(PASSPHRASE).identity(key, leaf, [], None).write(fixed())
    };
    let price = 50_000 + 8 * 3;
    assert!(written(limits(price)).is_ok());
    let exceeded = written(limits(price - 30)).expect_err("too much").exceeded();
    assert_eq!(exceeded.expect("a limit").limit(), Limit::KdfWork);
    refused(written(Limits::DEFAULT.memory_bytes(1000)), ErrorKind::LimitExceeded, "memory");
    // What is written once is kept many times until then.
    let mut many = Pkcs12Writer::new(Pkcs12Profile::NoPassphrase)
        .limits(Limits::DEFAULT.memory_bytes(1 << 20));
    for _ in 0..20_000 {
        many = many.trusted(leaf, None);
    }
    refused(many.write(fixed()), ErrorKind::LimitExceeded, "memory");

    let scrypt = EncryptionParameters::scrypt().limits(Limits::DEFAULT.memory_bytes(1 << 24));
    let written = key.to_encrypted_pkcs8_der(PASSPHRASE, scrypt, fixed());
    assert_eq!(written.expect_err("16 MiB").exceeded().unwrap().limit(), Limit::MemoryBytes);
    let pbkdf2 = EncryptionParameters::pbkdf2(iterations());
    for (work, is_enough) in [(19_999, false), (20_000, true)] {
        let parameters = pbkdf2.limits(limits(work));
        let written = key.to_encrypted_pkcs8_pem(PASSPHRASE, parameters, fixed());
        assert_eq!(written.is_ok(), is_enough, "{work}");
    }
}

#[test]
fn debug_output_has_no_secret() {
    let [server, _] = identities();
    let (_, key) = leaf_and_key(&server);
    let writer = Pkcs12Writer::new(Pkcs12Profile::default()).passphrase(PASSPHRASE).key(key, None);
    let text = format!("{writer:?} {writer:#?}");
    assert!(!text.contains(PASSPHRASE) && text.contains("Modern"), "{text}");
}

/// Each PKCS#12 file is written with one profile in turn. Formats without key derivation are written
/// for every fixture.
#[test]
fn every_fixture_is_written_and_read_again() {
    let fixtures = fixture::all();
    let cases: Vec<(usize, Case<'_>)> =
        fixtures.iter().flat_map(Fixture::cases).enumerate().collect();
    let counts = parallel::map(&cases, |(number, case)| {
        let read = case.parser().limits(MODEST).parse(&case.fixture.bytes);
        let Ok(bundle) = read else { return [0; 3] };
        let [encrypting @ .., clear] = profiles();
        let is_pfx = case.fixture.name.starts_with("pkcs12/");
        let turn = is_pfx.then(|| encrypting[number % encrypting.len()]);
        let written = turn.into_iter().chain([clear]);
        let written = written.filter(|(_, profile)| round_trip(case, &bundle, *profile));
        [written.count(), p7b(case, &bundle), encrypted_keys(case, &bundle)]
    });
    let sum = |column: usize| counts.iter().map(|row| row[column]).sum::<usize>();
    let all = [sum(0), sum(1), sum(2)];
    println!("PFX, P7B, keys: {all:?}");
    assert!(all[0] > 600 && all[1] > 400 && all[2] > 300, "{all:?}");
}

/// Writes a bundle and compares what is read. False if the bundle cannot be written, for a reason
/// that the bundle shows.
fn round_trip(case: &Case<'_>, bundle: &Bundle, profile: Pkcs12Profile) -> bool {
    let passphrase = passphrase(profile);
    let file = match bundle.to_pkcs12(passphrase, profile, fixed()) {
        Ok(file) => file,
        Err(error) => {
            let is_locked = |key: &PrivateKey| matches!(key.state(), KeyState::Locked(_));
            let has_reason = bundle.private_keys().iter().any(is_locked)
                || bundle.key_match() == KeyMatch::Mismatch
                || bundle.private_keys().iter().any(|key| bundle.certificate_of(key).is_none());
            assert!(error.kind() == ErrorKind::CannotWrite && has_reason, "{case}: {error}");
            return false;
        }
    };
    let again = Parser::new().passphrase(passphrase).parse(&file);
    let again = again.unwrap_or_else(|error| panic!("{case}: {error:#}"));
    testkit::properties::write::assert_equal(bundle, &again);
    testkit::properties::write::assert_strict(bundle, &file, passphrase);
    true
}

/// Writes the certificates, if there are any, and returns the number of files.
fn p7b(case: &Case<'_>, bundle: &Bundle) -> usize {
    if bundle.certificates().is_empty() {
        return 0;
    }
    let p7b = bundle.to_pkcs7_der().unwrap_or_else(|error| panic!("{case}: {error}"));
    let again = anycert::parse(&p7b).unwrap_or_else(|error| panic!("{case}: {error:#}"));
    assert_eq!(again.format(), Format::Pkcs7, "{case}");
    let set: BTreeSet<&Certificate> = bundle.certificates().iter().collect();
    // In the order of DER, each once.
    assert!(again.certificates().iter().eq(set), "{case}");
    let pem = bundle.to_pkcs7_pem().expect("as DER");
    assert!(pem.starts_with("-----BEGIN PKCS7-----\n"), "{case}");
    let from_pem = anycert::parse(&pem).unwrap_or_else(|error| panic!("{case}: {error:#}"));
    assert_eq!(from_pem.certificates(), again.certificates(), "{case}");
    1
}

/// Writes each open key, and returns the number of files.
fn encrypted_keys(case: &Case<'_>, bundle: &Bundle) -> usize {
    let open = bundle.private_keys().iter().filter_map(|key| Some((key, key.secret_pkcs8_der()?)));
    open.map(|(key, pkcs8)| {
        let parameters = EncryptionParameters::pbkdf2(iterations());
        let der = key.to_encrypted_pkcs8_der(NON_ASCII, parameters, fixed()).expect("open");
        let again = Parser::new().passphrase(NON_ASCII).parse(&der);
        let again = again.unwrap_or_else(|error| panic!("{case}: {error:#}"));
        assert_eq!(again.private_keys()[0].secret_pkcs8_der(), Some(pkcs8), "{case}");
    })
    .count()
}

/// x509-cert decodes none of these, and encodes some others differently.
#[test]
fn certificates_keep_their_bytes_in_a_p7b() {
    for name in [
        "certificate/serial-21-octets-with-sign.der",
        "certificate/expired-1970.der",
        "certificate/before-1950.der",
        "certificate/name-universal-string.der",
        "certificate/utctime-without-seconds.der",
    ] {
        let bundle = anycert::parse(&bytes(name)).expect(name);
        let p7b = bundle.to_pkcs7_der().expect(name);
        let again = anycert::parse(&p7b).expect(name);
        assert_eq!(again.certificates(), bundle.certificates(), "{name}");
    }
}

#[test]
fn another_passphrase_opens_nothing() {
    let [server, _] = identities();
    let (_, key) = leaf_and_key(&server);
    let pfx = server.to_pkcs12(PASSPHRASE, profiles()[0].1, fixed()).expect("written");
    for (_, parameters) in parameters() {
        let der = key.to_encrypted_pkcs8_der(PASSPHRASE, parameters, fixed()).expect("written");
        for file in [&der, &pfx] {
            let wrong = Parser::new().passphrase("wrong").parse(&**file).expect_err("wrong");
            assert_eq!(wrong.kind(), ErrorKind::IncorrectPassphrase);
        }
    }
}
