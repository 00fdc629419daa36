//! Which certificate is the leaf, which key goes with it, and the chain above it: a table over
//! containers, orders, keys and CA flags, and the rules one by one.

use anycert::{
    Bundle, Certificate, KeyMatch, KeyState, LockReason, NoteCode, Parser, UnknownReason,
};
use testkit::{
    certificate::{Made, extension, name},
    cms::Signed,
    der::{integer, octet_string, oid, sequence, set, tlv},
    jks, pem,
    pfx::{self, Bag},
};

/// RSA keys of 64 bits with real primes.
const PRIMES: [u64; 10] = [
    4_294_967_291,
    4_294_967_279,
    4_294_967_231,
    4_294_967_197,
    4_294_967_189,
    4_294_967_161,
    4_294_967_143,
    4_294_967_111,
    4_294_967_087,
    4_294_967_029,
];

fn number(value: u64) -> Vec<u8> {
    let octets = value.to_be_bytes();
    let zeroes = octets.iter().take_while(|octet| **octet == 0).count();
    let octets = &octets[zeroes.min(7)..];
    match octets[0] & 0x80 {
        0 => integer(octets),
        _ => integer(&[&[0], octets].concat()),
    }
}

fn modulus(key: usize) -> u64 {
    PRIMES[key] * PRIMES[key + 1]
}

fn rsa_algorithm(dotted: &str) -> Vec<u8> {
    sequence(&[&oid(dotted), &[5, 0]])
}

const RSA: &str = "1.2.840.113549.1.1.1";

fn spki_with(key: usize, exponent: u64, algorithm: &[u8]) -> Vec<u8> {
    let public = sequence(&[&number(modulus(key)), &number(exponent)]);
    sequence(&[algorithm, &tlv(3, &[&[0], &public])])
}

fn spki(key: usize) -> Vec<u8> {
    spki_with(key, 65_537, &rsa_algorithm(RSA))
}

fn pkcs8_with(key: usize, algorithm: &[u8]) -> Vec<u8> {
    let [p, q] = [PRIMES[key], PRIMES[key + 1]];
    let numbers = [0, p * q, 65_537, 3, p, q, 1, 1, 1].map(number);
    let numbers: Vec<&[u8]> = numbers.iter().map(Vec::as_slice).collect();
    sequence(&[&integer(&[0]), algorithm, &octet_string(&sequence(&numbers))])
}

fn pkcs8(key: usize) -> Vec<u8> {
    pkcs8_with(key, &rsa_algorithm(RSA))
}

/// basicConstraints with cA.
fn ca() -> Vec<u8> {
    extension("2.5.29.19", &sequence(&[&[1, 1, 0xff]]))
}

fn certificate(subject: &str, issuer: &str, key: usize, is_ca: bool) -> Vec<u8> {
    let extensions = if is_ca { vec![ca()] } else { Vec::new() };
    let serial = integer(&[key as u8 + 1]);
    Made { serial, spki: spki(key), extensions, ..Made::of(subject, issuer) }.der()
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Container {
    Pem,
    Der,
    Pkcs7,
    Pfx,
}

/// The input. Keys are in a second one if the container cannot contain keys.
fn parse(container: Container, certificates: &[Vec<u8>], keys: &[Vec<u8>]) -> Bundle {
    let key_text: String = keys.iter().map(|key| pem::block("PRIVATE KEY", key)).collect();
    let parts: Vec<&[u8]> = certificates.iter().map(Vec::as_slice).collect();
    let content = match container {
        Container::Pem => {
            let text: String = certificates.iter().map(|der| pem::certificate(der)).collect();
            (text + &key_text).into_bytes()
        }
        Container::Der => certificates.concat(),
        Container::Pkcs7 => Signed::of(&parts).der(),
        Container::Pfx => {
            let keys = keys.iter().map(|key| pfx::bag(Bag::Key, key, &[]));
            let certificates = certificates.iter().map(|der| pfx::certificate_bag(der));
            let bags: Vec<Vec<u8>> = keys.chain(certificates).collect();
            let bags: Vec<&[u8]> = bags.iter().map(Vec::as_slice).collect();
            pfx::pfx(&pfx::authenticated_safe(&[&pfx::clear(&bags)]), &[])
        }
    };
    let is_separate = matches!(container, Container::Der | Container::Pkcs7) && !keys.is_empty();
    let parser = Parser::new().private_key(is_separate.then_some(&key_text[..]));
    parser.parse(&content).unwrap_or_else(|error| panic!("{container:?}: {error}"))
}

fn names<'a>(certificates: impl Iterator<Item = &'a Certificate>) -> Vec<String> {
    certificates.map(|one| one.display_name()).collect()
}

fn has(bundle: &Bundle, code: NoteCode) -> bool {
    bundle.notes().iter().any(|note| note.code() == code)
}

fn permutations<T: Clone>(items: &[T]) -> Vec<Vec<T>> {
    match items {
        [] => vec![Vec::new()],
        _ => (0..items.len())
            .flat_map(|first| {
                let mut rest = items.to_vec();
                let item = rest.remove(first);
                permutations(&rest).into_iter().map(move |mut rest| {
                    rest.insert(0, item.clone());
                    rest
                })
            })
            .collect(),
    }
}

/// The keys of an input, by the certificate that each belongs to; key 9 belongs to none.
const ROOT: usize = 0;
const CA: usize = 2;
const SERVER: usize = 4;
const FOREIGN: usize = 8;

#[test]
fn container_by_order_by_keys_by_ca_flags() {
    let with_server: [(&[usize], &str); 6] = [
        (&[], "server"),
        (&[SERVER], "server"),
        (&[ROOT], "root"),
        (&[CA, SERVER], "server"),
        (&[ROOT, CA, SERVER], "server"),
        (&[FOREIGN], "server"),
    ];
    let only_cas: [(&[usize], &str); 4] =
        [(&[], "ca"), (&[CA], "ca"), (&[ROOT], "root"), (&[ROOT, CA], "ca")];
    // Old roots have no basicConstraints.
    for (root_flag, ca_flag) in [(true, true), (false, true), (false, false)] {
        let cas =
            [certificate("root", "root", ROOT, root_flag), certificate("ca", "root", CA, ca_flag)];
        let server = certificate("server", "ca", SERVER, false);
        let whole = [&cas[..], std::slice::from_ref(&server)].concat();
        let cases = with_server.iter().map(|case| (&whole[..], case));
        let cases = cases.chain(only_cas.iter().map(|case| (&cas[..], case)));
        for (certificates, (keys, expected)) in cases {
            for order in permutations(certificates) {
                for key_order in permutations(keys) {
                    for container in
                        [Container::Pem, Container::Der, Container::Pkcs7, Container::Pfx]
                    {
                        let keys: Vec<Vec<u8>> = key_order.iter().map(|key| pkcs8(*key)).collect();
                        let bundle = parse(container, &order, &keys);
                        check(&bundle, expected, &key_order);
                    }
                }
            }
        }
    }
}

fn check(bundle: &Bundle, expected: &str, keys: &[usize]) {
    let leaf = bundle.leaf().expect("a leaf");
    assert_eq!(leaf.display_name(), *expected, "{bundle:?}");
    let chain = ["server", "ca", "root"];
    let start = chain.iter().position(|name| *name == expected).expect("one of them");
    assert_eq!(names(bundle.chain()), chain[start..]);
    assert!(!has(bundle, NoteCode::SeveralLeafCandidates));
    let key_match = match keys {
        [] => KeyMatch::NoKey,
        [FOREIGN] => KeyMatch::Mismatch,
        _ => KeyMatch::Matches,
    };
    assert_eq!(bundle.key_match(), key_match);
    assert_eq!(has(bundle, NoteCode::KeyMismatch), key_match == KeyMatch::Mismatch);
    match bundle.leaf_key() {
        Some(key) => assert_eq!(bundle.certificate_of(key), Some(leaf)),
        None => assert_ne!(key_match, KeyMatch::Matches),
    }
    let blocks = bundle.to_pem().matches("-----BEGIN CERTIFICATE-----").count();
    assert_eq!(blocks, bundle.certificates().len());
    assert!(bundle.to_pem().starts_with(&bundle.chain_pem()));
    #[cfg(feature = "rustls-pki-types")]
    check_identity(bundle);
}

#[cfg(feature = "rustls-pki-types")]
fn check_identity(bundle: &Bundle) {
    let der = |certificate: &Certificate| certificate.as_der().to_vec();
    let again = || anycert::parse(&(bundle.to_pem() + &keys_pem(bundle))).expect("what was stored");
    match (again().into_identity(), bundle.key_match()) {
        (Ok(identity), KeyMatch::Matches) => {
            let chain: Vec<Vec<u8>> = bundle.chain().map(der).collect();
            assert!(identity.certificate_chain.iter().map(|one| one.as_ref()).eq(chain));
            let key = bundle.leaf_key().and_then(|key| key.secret_pkcs8_der());
            assert_eq!(Some(identity.private_key.secret_der()), key);
        }
        (Err(error), KeyMatch::NoKey | KeyMatch::Mismatch) => {
            assert!(["no_key", "mismatch"].contains(&error.as_str()), "{error}");
        }
        (answer, key_match) => panic!("{answer:?} {key_match}"),
    }
}

#[cfg(feature = "rustls-pki-types")]
fn keys_pem(bundle: &Bundle) -> String {
    bundle
        .private_keys()
        .iter()
        .filter_map(|key| Some(key.secret_pkcs8_pem()?.to_string()))
        .collect()
}

/// The certificates of a PKCS#7 are a SET. A random tree of CAs with one end entity and unrelated
/// CAs, in random orders.
#[test]
fn any_permutation_of_a_pkcs7_has_the_same_leaf_and_chain() {
    let mut random = Random(7);
    for round in 0..200 {
        let depth = 1 + random.below(6);
        let mut certificates = vec![certificate("ca 0", "ca 0", ROOT, random.below(3) > 0)];
        for level in 1..=depth {
            let (name, issuer) = (format!("ca {level}"), format!("ca {}", level - 1));
            certificates.push(certificate(&name, &issuer, CA, true));
        }
        for other in 0..random.below(4) {
            let (name, issuer) = (format!("other {other}"), format!("elsewhere {other}"));
            certificates.push(certificate(&name, &issuer, CA, true));
        }
        certificates.push(certificate("server", &format!("ca {depth}"), SERVER, false));
        let first = parse(Container::Pkcs7, &certificates, &[]);
        assert_eq!(names(first.chain()).len(), depth + 2);
        for _ in 0..5 {
            random.shuffle(&mut certificates);
            let bundle = parse(Container::Pkcs7, &certificates, &[]);
            assert_eq!(bundle.leaf(), first.leaf(), "round {round}");
            assert!(bundle.chain().eq(first.chain()), "round {round}");
        }
    }
}

struct Random(u64);

impl Random {
    /// SplitMix64.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[test]
fn two_identities_give_the_first_and_a_note() {
    let [one, two] = [certificate("one", "ca", CA, false), certificate("two", "ca", SERVER, false)];
    for keys in [vec![], vec![pkcs8(CA), pkcs8(SERVER)], vec![pkcs8(SERVER), pkcs8(CA)]] {
        for (order, leaf) in [([&one, &two], "one"), ([&two, &one], "two")] {
            let bundle = parse(Container::Pfx, &order.map(Clone::clone), &keys);
            assert_eq!(bundle.display_name().as_deref(), Some(leaf));
            assert!(has(&bundle, NoteCode::SeveralLeafCandidates));
        }
    }
}

/// The name of the leaf of a message, signed by the certificate of this issuer and key.
fn leaf_of_signed(issuer: &str, key: usize, message: Signed) -> String {
    let identifier = sequence(&[&name(issuer), &integer(&[key as u8 + 1])]);
    let digest = sequence(&[&oid("2.16.840.1.101.3.4.2.1")]);
    let info = sequence(&[
        &integer(&[1]),
        &identifier,
        &digest,
        &rsa_algorithm(RSA),
        &octet_string(&[0; 8]),
    ]);
    let message = Signed { signers: set(&[&info]), ..message };
    let bundle = anycert::parse(&message.der()).unwrap_or_else(|error| panic!("{issuer}: {error}"));
    bundle.display_name().expect("a leaf")
}

/// RFC 8894 §3.2: a response to an enrollment is signed by the CA that issued the certificate.
#[test]
fn the_signer_is_the_leaf_unless_it_issued_another_certificate() {
    let signed = |issuer: &str, key: usize, certificates: &[&[u8]]| {
        leaf_of_signed(issuer, key, Signed::of(certificates))
    };
    let root = certificate("root", "root", ROOT, true);
    let ca = certificate("ca", "root", CA, true);
    let server = certificate("server", "ca", SERVER, false);
    let other = certificate("other", "elsewhere", 5, false);
    assert_eq!(signed("elsewhere", 5, &[&root, &ca, &server, &other]), "other");
    assert_eq!(signed("ca", SERVER, &[&other, &ca, &server]), "server");
    assert_eq!(signed("root", CA, &[&root, &ca, &server]), "server");
    assert_eq!(signed("root", CA, &[&root, &ca]), "ca");
    assert_eq!(signed("nobody", 1, &[&root, &server, &ca]), "server");
}

/// SignerIdentifier: the issuer with the serial number, or the key identifier (RFC 5652 §5.3).
#[test]
fn the_signer_is_found_by_either_identifier() {
    let with = |subject: &str, issuer: &str, serial: u8, key_id: &[u8]| {
        let extensions = vec![extension("2.5.29.14", &octet_string(key_id))];
        Made { serial: integer(&[serial]), extensions, ..Made::of(subject, issuer) }.der()
    };
    let all = [
        with("one", "x", 1, b"1"),
        with("two", "y", 1, b"2"),
        with("three", "y", 2, b"3"),
        with("four", "x", 2, b"4"),
    ];
    let leaf = |signer: &[u8]| {
        let digest = sequence(&[&oid("2.16.840.1.101.3.4.2.1")]);
        let rest = [&digest[..], &rsa_algorithm(RSA), &octet_string(&[0; 8])].concat();
        let signers = set(&[&sequence(&[&integer(&[1]), signer, &rest])]);
        let parts: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
        let message = Signed { signers, ..Signed::of(&parts) }.der();
        anycert::parse(&message).unwrap().display_name().expect("a leaf")
    };
    let by_serial = |issuer: &str, serial| leaf(&sequence(&[&name(issuer), &integer(&[serial])]));
    assert_eq!([by_serial("y", 1), by_serial("x", 2), by_serial("y", 2)], ["two", "four", "three"]);
    assert_eq!([b"2", b"3", b"4"].map(|id| leaf(&tlv(0x80, &[id]))), ["two", "three", "four"]);
}

/// A key in the input outweighs the signature.
#[test]
fn the_signer_of_a_message_is_not_the_leaf_beside_the_key_of_another() {
    let [one, two] = [certificate("one", "x", CA, false), certificate("two", "x", SERVER, false)];
    let signer = sequence(&[&name("x"), &integer(&[CA as u8 + 1])]);
    let digest = sequence(&[&oid("2.16.840.1.101.3.4.2.1")]);
    let parts = [&integer(&[1])[..], &signer, &digest, &rsa_algorithm(RSA), &octet_string(&[0; 8])];
    let message = Signed { signers: set(&[&sequence(&parts)]), ..Signed::of(&[&one, &two]) }.der();
    let leaf = |key: Option<usize>| {
        let key = key.map(|key| pem::block("PRIVATE KEY", &pkcs8(key)));
        let parser = Parser::new().private_key(key.as_deref());
        parser.parse(&message).unwrap().display_name().expect("a leaf")
    };
    assert_eq!([leaf(None), leaf(Some(CA)), leaf(Some(SERVER))], ["one", "one", "two"]);
}

/// RFC 5272 §4.2: a response may be signed by a responder that issues nothing.
#[test]
fn the_signer_of_a_cmc_response_is_not_the_leaf() {
    let response = tlv(0xa0, &[&octet_string(&sequence(&[]))]);
    let content = sequence(&[&oid("1.3.6.1.5.5.7.12.3"), &response]);
    let signed = |certificates: &[&[u8]]| {
        let message = Signed { content: content.clone(), ..Signed::of(certificates) };
        leaf_of_signed("elsewhere", 5, message)
    };
    let ca = certificate("ca", "ca", CA, true);
    let server = certificate("server", "ca", SERVER, false);
    let responder = certificate("responder", "elsewhere", 5, false);
    for order in permutations(&[&ca[..], &server, &responder]) {
        assert_eq!(signed(&order), "server");
    }
    assert_eq!(signed(&[&responder, &ca]), "responder");
}

/// A key store with the open key of a CA, and a server whose key stays locked.
#[test]
fn an_end_entity_with_a_locked_key_precedes_the_ca_of_another_key() {
    let ca = certificate("ca", "ca", CA, true);
    let server = certificate("server", "ca", SERVER, false);
    let keys =
        [String::from_utf8(locked()).expect("a text"), pem::block("PRIVATE KEY", &pkcs8(CA))];
    for order in permutations(&[ca, server]) {
        let certificates: String = order.iter().map(|der| pem::certificate(der)).collect();
        let text = certificates.clone() + &keys.concat();
        let bundle = anycert::parse(&text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(bundle.display_name().as_deref(), Some("server"));
        assert_eq!(bundle.key_match(), KeyMatch::Unknown(UnknownReason::KeyLocked));
        // Without the locked key, the input is about the CA.
        let bundle = anycert::parse(&(certificates + &keys[1])).expect("it can be parsed");
        assert_eq!(bundle.display_name().as_deref(), Some("ca"));
        assert_eq!(bundle.key_match(), KeyMatch::Matches);
    }
}

/// A JKS of entries in this order: a trusted certificate, and a key with its chain.
fn key_store(reverse: bool, trusted: &[u8], info: &[u8], chain: &[&[u8]]) -> Vec<u8> {
    let mut entries = [jks::trusted(b"partner", trusted), jks::key(b"own", info, chain)];
    if reverse {
        entries.reverse();
    }
    let entries = [&entries[0][..], &entries[1]];
    jks::store(&entries, "store")
}

/// The certificate of a locked key is known from its entry.
#[test]
fn the_certificate_in_the_entry_of_a_locked_key_precedes_others() {
    let partner = certificate("partner", "elsewhere", FOREIGN, false);
    let ca = certificate("ca", "ca", CA, true);
    let server = certificate("server", "ca", SERVER, false);
    let info = jks::protected(&pkcs8(SERVER), "key");
    for reverse in [false, true] {
        let store = key_store(reverse, &partner, &info, &[&server, &ca]);
        for passphrase in [None, Some("store")] {
            let bundle = Parser::new().passphrase(passphrase).parse(&store).expect("a key store");
            assert_eq!(names(bundle.chain()), ["server", "ca"], "{reverse} {passphrase:?}");
            assert_eq!(bundle.key_match(), KeyMatch::Unknown(UnknownReason::KeyLocked));
            assert!(!has(&bundle, NoteCode::SeveralLeafCandidates));
        }
    }
    // In a second input only the keys are taken.
    let store = key_store(false, &partner, &info, &[&server, &ca]);
    let both = partner.iter().chain(&server).copied().collect::<Vec<u8>>();
    let bundle = Parser::new().private_key(Some(&store)).parse(&both).expect("certificates");
    assert_eq!(bundle.display_name().as_deref(), Some("partner"));
}

/// The localKeyId of a locked key names its certificate, also beside another identity whose key is open.
#[test]
fn the_certificate_that_a_locked_key_names_is_a_candidate() {
    let id = |id: &[u8]| set(&[&pfx::attribute(pfx::LOCAL_KEY_ID, &[&octet_string(id)])]);
    let named = |der: &[u8], name: &[u8]| {
        pfx::bag(
            Bag::Certificate,
            &pfx::cert_bag(pfx::X509_CERTIFICATE, &octet_string(der)),
            &id(name),
        )
    };
    let [one, two] = [certificate("one", "ca", CA, false), certificate("two", "ca", SERVER, false)];
    let info = jks::protected(&pkcs8(SERVER), "key");
    let locked = pfx::bag(Bag::ShroudedKey, &info, &id(b"2"));
    let other = pfx::bag(Bag::ShroudedKey, &info, &id(b"3"));
    let open = pfx::bag(Bag::Key, &pkcs8(CA), &id(b"1"));
    let parse = |bags: &[&[u8]]| {
        let file = pfx::pfx(&pfx::authenticated_safe(&[&pfx::clear(bags)]), &[]);
        anycert::parse(&file).unwrap_or_else(|error| panic!("{error}"))
    };
    let [one, two] = [named(&one, b"1"), named(&two, b"2")];
    let bundle = parse(&[&one, &two, &other, &locked]);
    assert_eq!(bundle.display_name().as_deref(), Some("two"));
    assert_eq!(bundle.leaf_key().and_then(|key| key.local_key_id()), Some(&b"2"[..]));
    assert!(!has(&bundle, NoteCode::SeveralLeafCandidates));
    let bundle = parse(&[&two, &one, &locked, &open]);
    assert_eq!(bundle.display_name().as_deref(), Some("two"));
    assert!(has(&bundle, NoteCode::SeveralLeafCandidates), "two identities");
}

/// With more than eight candidates an index replaces the linear search.
#[test]
fn many_candidates_are_distinguished_by_what_they_issued() {
    for count in [3, 8, 9, 10, 40] {
        // A chain of non-CAs: each issued the next, so that every one but the last is searched.
        let mut certificates: Vec<Vec<u8>> = (0..count)
            .map(|n| certificate(&format!("n{n}"), &format!("n{}", n.max(1) - 1), CA, false))
            .collect();
        let last = format!("n{}", count - 1);
        for _ in 0..2 {
            let bundle = parse(Container::Pkcs7, &certificates, &[]);
            assert_eq!(bundle.display_name().as_ref(), Some(&last), "{count}");
            assert!(!has(&bundle, NoteCode::SeveralLeafCandidates));
            assert_eq!(bundle.chain().count(), count);
            certificates.reverse();
        }
    }
}

/// keytool and IIS make a self-signed certificate for the key until the CA answers.
#[test]
fn a_placeholder_precedes_no_certificate_of_a_ca_for_the_same_key() {
    let placeholder = certificate("server", "server", SERVER, false);
    let issued = certificate("server", "ca", SERVER, false);
    let ca = certificate("ca", "ca", CA, true);
    for order in permutations(&[placeholder.clone(), issued, ca]) {
        for container in [Container::Pem, Container::Der, Container::Pkcs7, Container::Pfx] {
            for keys in [vec![], vec![pkcs8(SERVER)]] {
                let bundle = parse(container, &order, &keys);
                assert_eq!(names(bundle.chain()), ["server", "ca"], "{container:?}");
                assert!(!has(&bundle, NoteCode::SeveralLeafCandidates));
            }
        }
    }
    // Another key is another identity.
    let other = certificate("server", "ca", CA, false);
    let bundle = parse(Container::Der, &[placeholder, other], &[]);
    assert_eq!(bundle.leaf(), bundle.certificates().first());
    assert!(has(&bundle, NoteCode::SeveralLeafCandidates));
}

/// The chain of a cross-certified CA continues to the other root.
#[test]
fn the_cross_certificate_of_a_ca_precedes_its_self_signed_one() {
    let own = certificate("ca", "ca", CA, true);
    let cross = certificate("ca", "root", CA, true);
    let root = certificate("root", "root", ROOT, true);
    for order in permutations(&[own, cross, root]) {
        let bundle = parse(Container::Pkcs7, &order, &[]);
        assert_eq!(names(bundle.chain()), ["ca", "root"]);
    }
}

/// A root is replaced by another one of the same name.
#[test]
fn self_issued_certificates_of_one_name_give_the_first_and_a_note() {
    let [old, new] = [certificate("ca", "ca", CA, true), certificate("ca", "ca", ROOT, true)];
    let bundle = parse(Container::Der, &[old, new], &[]);
    assert_eq!(bundle.leaf(), bundle.certificates().first());
    assert!(has(&bundle, NoteCode::SeveralLeafCandidates));
}

#[test]
fn certificates_without_a_subject_issue_none() {
    let nameless = |serial: u8, key: usize| {
        let empty = sequence(&[]);
        let made = Made { serial: integer(&[serial]), spki: spki(key), ..Made::default() };
        Made { subject: empty.clone(), issuer: empty, ..made }.der()
    };
    let bundle = parse(Container::Der, &[nameless(1, CA), nameless(2, SERVER)], &[]);
    assert_eq!(bundle.leaf(), bundle.certificates().first());
    assert!(has(&bundle, NoteCode::SeveralLeafCandidates));
    assert_eq!(bundle.display_name().as_deref(), Some("serial 01"));
}

/// Identities without a subject, as of mutual TLS, below their CA.
#[test]
fn a_certificate_without_a_subject_can_be_the_leaf() {
    let empty = sequence(&[]);
    let ca = certificate("ca", "ca", CA, true);
    let made = Made { serial: integer(&[1]), spki: spki(SERVER), ..Made::of("", "ca") };
    let nameless = Made { subject: empty.clone(), ..made }.der();
    for order in permutations(&[ca, nameless.clone()]) {
        let bundle = parse(Container::Pkcs7, &order, &[]);
        assert_eq!(bundle.leaf().expect("a leaf").as_der(), nameless);
        assert_eq!(names(bundle.chain()), ["serial 01", "ca"]);
        assert!(!has(&bundle, NoteCode::SeveralLeafCandidates));
    }
    // An empty issuer is not the name of a certificate without a subject.
    let made = Made { serial: integer(&[2]), spki: spki(CA), ..Made::of("other", "") };
    let other = Made { issuer: empty, ..made }.der();
    let bundle = parse(Container::Der, &[nameless, other], &[]);
    assert_eq!(bundle.leaf(), bundle.certificates().first());
    assert!(has(&bundle, NoteCode::SeveralLeafCandidates));
}

/// Several certificates that qualify by a weaker rule do not hide one that qualifies by a stronger.
#[test]
fn an_end_entity_precedes_any_number_of_cas() {
    let [one, two] = [certificate("one", "x", CA, true), certificate("two", "y", ROOT, true)];
    let server = certificate("server", "z", SERVER, false);
    for order in permutations(&[one.clone(), two.clone(), server]) {
        let bundle = parse(Container::Der, &order, &[]);
        assert_eq!(names(bundle.leaf().into_iter()), ["server"]);
        assert!(!has(&bundle, NoteCode::SeveralLeafCandidates));
    }
    let bundle = parse(Container::Der, &[one, two], &[]);
    assert_eq!(names(bundle.leaf().into_iter()), ["one"]);
    assert!(has(&bundle, NoteCode::SeveralLeafCandidates));
}

/// CAs that certified each other, so that each of them issued another one.
#[test]
fn a_circle_of_cas_gives_the_first_and_a_note() {
    let certificates = [certificate("a", "b", CA, true), certificate("b", "a", SERVER, true)];
    let bundle = parse(Container::Der, &certificates, &[]);
    assert_eq!(bundle.display_name().as_deref(), Some("a"));
    assert!(has(&bundle, NoteCode::SeveralLeafCandidates));
}

/// A cross-certificate continues to another root; the self-issued certificate of the same CA ends
/// the chain.
#[test]
fn the_chain_prefers_a_cross_certificate_to_a_self_issued_one() {
    let server = certificate("server", "ca", SERVER, false);
    let own = certificate("ca", "ca", CA, true);
    let cross = certificate("ca", "root", CA, true);
    let root = certificate("root", "root", ROOT, true);
    for order in permutations(&[server, own, cross, root]) {
        let bundle = parse(Container::Der, &order, &[]);
        assert_eq!(names(bundle.chain()), ["server", "ca", "root"]);
        assert!(!bundle.chain().nth(1).expect("the CA").is_self_issued());
    }
}

/// The key identifier precedes the preference for a certificate that is not self-issued.
#[test]
fn the_chain_prefers_the_named_key_identifier() {
    let with = |subject: &str, issuer: &str, key: usize, extensions: Vec<Vec<u8>>| {
        let serial = integer(&[key as u8 + 1]);
        Made { serial, spki: spki(key), extensions, ..Made::of(subject, issuer) }.der()
    };
    let authority = extension("2.5.29.35", &sequence(&[&tlv(0x80, &[b"new"])]));
    let subject_id = |id: &[u8]| extension("2.5.29.14", &octet_string(id));
    let server = with("server", "ca", SERVER, vec![authority]);
    let old = with("ca", "root", CA, vec![ca(), subject_id(b"old")]);
    let new = with("ca", "ca", 5, vec![ca(), subject_id(b"new")]);
    for order in permutations(&[server, old, new.clone()]) {
        let bundle = parse(Container::Der, &order, &[]);
        let issuer = bundle.chain().nth(1).expect("an issuer");
        assert_eq!(issuer.as_der(), new);
    }
}

/// The issuer of the leaf is not in the input, whatever else is.
#[test]
fn the_chain_ends_where_the_issuer_is_missing() {
    let server = certificate("server", "missing", SERVER, false);
    for names_of_others in [["a", "b", "c"], ["x", "y", "z"], ["missin", "nissing", "missinh"]] {
        let others = names_of_others.map(|name| certificate(name, name, CA, true));
        let all: Vec<Vec<u8>> = [core::slice::from_ref(&server), &others[..]].concat();
        let bundle = parse(Container::Der, &all, &[]);
        assert_eq!(names(bundle.chain()), ["server"]);
    }
}

// Keys.

/// Every certificate with a key is a candidate, in any order of the keys.
#[test]
fn each_certificate_with_a_key_is_a_candidate() {
    let numbers: Vec<usize> = (0..8).collect();
    for first in 0..8 {
        let order: Vec<usize> = numbers[first..].iter().chain(&numbers[..first]).copied().collect();
        let made = |n: &usize| certificate(&format!("n{n}"), "elsewhere", *n, false);
        let foreign = certificate("foreign", "elsewhere", FOREIGN, false);
        let all: Vec<Vec<u8>> = [vec![foreign], order.iter().map(made).collect()].concat();
        let keys: Vec<Vec<u8>> = numbers.iter().map(|n| pkcs8(*n)).collect();
        let bundle = parse(Container::Pem, &all, &keys);
        assert_eq!(bundle.display_name(), Some(format!("n{first}")));
        assert!(has(&bundle, NoteCode::SeveralLeafCandidates));
    }
}

/// Two self-signed certificates for one key, and the one that a CA issued for it.
#[test]
fn any_number_of_placeholders_is_passed_over() {
    let placeholder = |serial: u8| {
        let made = Made { spki: spki(SERVER), ..Made::of("server", "server") };
        Made { serial: integer(&[serial]), ..made }.der()
    };
    let issued = certificate("server", "elsewhere", SERVER, false);
    for order in permutations(&[placeholder(1), placeholder(2), issued.clone()]) {
        let bundle = parse(Container::Der, &order, &[]);
        assert_eq!(bundle.leaf().map(Certificate::as_der), Some(&issued[..]));
        assert!(!has(&bundle, NoteCode::SeveralLeafCandidates));
    }
}

/// The localKeyId counts only where the public key is unknown.
#[test]
fn a_local_key_id_does_not_outweigh_the_public_key() {
    let id = set(&[&pfx::attribute(pfx::LOCAL_KEY_ID, &[&octet_string(b"1")])]);
    let own = certificate("own", "ca", SERVER, false);
    let named = certificate("named", "ca", CA, false);
    let named = pfx::bag(
        Bag::Certificate,
        &pfx::cert_bag(pfx::X509_CERTIFICATE, &octet_string(&named)),
        &id,
    );
    let key = pfx::bag(Bag::Key, &pkcs8(SERVER), &id);
    let bags: &[&[u8]] = &[&named, &pfx::certificate_bag(&own), &key];
    let file = pfx::pfx(&pfx::authenticated_safe(&[&pfx::clear(bags)]), &[]);
    let bundle = anycert::parse(&file).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(bundle.display_name().as_deref(), Some("own"));
    assert!(!has(&bundle, NoteCode::SeveralLeafCandidates));
    assert_eq!(bundle.key_match(), KeyMatch::Matches);
}

/// Ed448, whose public key no build derives.
fn ed448(subject: &str) -> Vec<u8> {
    let spki = sequence(&[&sequence(&[&oid("1.3.101.113")]), &tlv(3, &[&[0], &[7; 57]])]);
    Made { serial: integer(&[99]), spki, ..Made::of(subject, "elsewhere") }.der()
}

fn ed448_key() -> Vec<u8> {
    std::fs::read(testkit::fixture::root().join("key/ed448-pkcs8.der")).expect("a fixture")
}

/// A key without a known public key makes a candidate of the certificates of its algorithm alone.
#[test]
fn a_key_without_its_public_key_may_belong_to_its_algorithm() {
    let ca = certificate("ca", "ca", CA, true);
    let keys = [pkcs8(CA), ed448_key()];
    let of_ed448 = parse(Container::Pem, &[ca.clone(), ed448("server")], &keys);
    assert_eq!(of_ed448.display_name().as_deref(), Some("server"));
    assert_eq!(of_ed448.key_match(), KeyMatch::Unknown(UnknownReason::PublicKeyNotDerived));
    let of_rsa = [ca, certificate("server", "elsewhere", SERVER, false)];
    let of_rsa = parse(Container::Pem, &of_rsa, &keys);
    assert_eq!(of_rsa.display_name().as_deref(), Some("ca"));
    assert_eq!(of_rsa.key_match(), KeyMatch::Matches);
}

/// Of keys that may belong, an open one precedes a locked one.
#[test]
fn an_open_key_precedes_a_locked_one() {
    let locked = String::from_utf8(locked()).expect("a text");
    let open = pem::block("PRIVATE KEY", &ed448_key());
    for keys in [[&locked, &open], [&open, &locked]] {
        let text = keys.iter().fold(pem::certificate(&ed448("server")), |text, key| text + key);
        let bundle = anycert::parse(&text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(bundle.key_match(), KeyMatch::Unknown(UnknownReason::PublicKeyNotDerived));
        assert_eq!(bundle.leaf_key().map(|key| key.state()), Some(KeyState::Clear));
    }
}

/// That a key cannot belong is noted only if none can.
#[test]
fn a_foreign_key_beside_one_that_may_belong_is_no_mismatch() {
    let server = certificate("server", "ca", SERVER, false);
    let foreign = pem::block("PRIVATE KEY", &pkcs8(FOREIGN));
    let locked = String::from_utf8(locked()).expect("a text");
    for keys in [vec![&foreign, &locked], vec![&locked, &foreign], vec![&foreign]] {
        let text = keys.iter().fold(pem::certificate(&server), |text, key| text + key);
        let bundle = anycert::parse(&text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(has(&bundle, NoteCode::KeyMismatch), keys.len() == 1);
        let strict = Parser::new().strict(true).parse(&text);
        if keys.len() == 1 {
            let error = strict.expect_err("a contradiction");
            assert_eq!(error.note_code(), Some(NoteCode::KeyMismatch));
            assert!(error.help().contains("belong together"), "{}", error.help());
        }
    }
}

/// Duplicates are noted in file order, and do not count as candidates.
#[test]
fn duplicates_are_noted_in_order() {
    let duplicates = |bundle: &Bundle, code| -> Vec<String> {
        let notes = bundle.notes().iter().filter(|note| note.code() == code);
        notes.map(|note| note.location().to_string()).collect()
    };
    let numbers = [6, 3, 5, 0, 2];
    let certificates = numbers.map(|n| certificate(&format!("n{n}"), "elsewhere", n, false));
    let keys = numbers.map(pkcs8);
    let certificates = [&certificates[..], &certificates].concat();
    let bundle = parse(Container::Pem, &certificates, &[&keys[..], &keys].concat());
    let expected = |what: &str| (6..=10).map(|n| format!("{what} {n}")).collect::<Vec<_>>();
    assert_eq!(duplicates(&bundle, NoteCode::DuplicateCertificate), expected("certificate"));
    assert_eq!(duplicates(&bundle, NoteCode::DuplicateKey), expected("key"));
    let twice = parse(Container::Der, &[certificates[0].clone(), certificates[0].clone()], &[]);
    assert_eq!(duplicates(&twice, NoteCode::DuplicateCertificate), ["certificate 2"]);
    assert!(!has(&twice, NoteCode::SeveralLeafCandidates));
}

#[test]
fn an_rsa_key_is_modulus_and_exponent() {
    let of = |exponent: u64| {
        let spki = spki_with(CA, exponent, &rsa_algorithm(RSA));
        let made = Made { spki, ..Made::of("server", "ca") };
        parse(Container::Pem, &[made.der()], &[pkcs8(CA)]).key_match()
    };
    assert_eq!(of(65_537), KeyMatch::Matches);
    assert_eq!(of(3), KeyMatch::Mismatch);
}

/// rsaEncryption, RSAES-OAEP and RSASSA-PSS are one algorithm with the same keys.
#[test]
fn spellings_of_rsa_are_one() {
    let spellings = [RSA, "1.2.840.113549.1.1.7", "1.2.840.113549.1.1.10"];
    for (certificate, key) in spellings.iter().flat_map(|one| spellings.map(|other| (*one, other)))
    {
        let of = |number: usize| {
            let spki = spki_with(number, 65_537, &rsa_algorithm(certificate));
            let made = Made { spki, ..Made::of("server", "ca") };
            let key = pkcs8_with(CA, &rsa_algorithm(key));
            parse(Container::Pem, &[made.der()], &[key]).key_match()
        };
        assert_eq!(of(CA), KeyMatch::Matches, "{certificate} {key}");
        assert_eq!(of(SERVER), KeyMatch::Mismatch, "{certificate} {key}");
    }
}

/// An unknown object identifier may be another spelling of any algorithm: no proof of a mismatch.
#[test]
fn unknown_algorithms_are_unknown() {
    let unknown = KeyMatch::Unknown(UnknownReason::UnknownAlgorithm);
    let of = |certificate: &str, key: &str| {
        let spki = spki_with(CA, 65_537, &rsa_algorithm(certificate));
        let made = Made { spki, ..Made::of("server", "ca") };
        let key = sequence(&[&integer(&[0]), &rsa_algorithm(key), &octet_string(b"any")]);
        parse(Container::Pem, &[made.der()], &[key])
    };
    for (certificate, key) in [("1.2.3.4", "1.2.3.4"), ("1.2.3.4", "1.2.3.5"), (RSA, "1.2.3.4")] {
        let bundle = of(certificate, key);
        assert_eq!(bundle.key_match(), unknown, "{certificate} {key}");
        assert!(!has(&bundle, NoteCode::KeyMismatch));
        assert!(bundle.leaf_key().is_some());
    }
    let made = Made { spki: spki_with(CA, 65_537, &rsa_algorithm("1.2.3.4")), ..Made::default() };
    let bundle = parse(Container::Pem, &[made.der()], &[pkcs8(CA)]);
    assert_eq!(bundle.key_match(), unknown);
}

fn locked() -> Vec<u8> {
    let path = testkit::fixture::root().join("key/example-pkcs8-encrypted.pem");
    std::fs::read(path).expect("a fixture")
}

/// A key that does not belong is never returned, regardless of the rest of the input.
#[test]
fn a_locked_key_does_not_vouch_for_a_foreign_one() {
    let server = certificate("server", "ca", SERVER, false);
    let foreign = pem::block("PRIVATE KEY", &pkcs8(FOREIGN));
    let own = pem::block("PRIVATE KEY", &pkcs8(SERVER));
    let locked = String::from_utf8(locked()).expect("a text");
    let read = |keys: &[&str]| {
        let text = pem::certificate(&server) + &keys.concat();
        anycert::parse(&text).unwrap_or_else(|error| panic!("{error}"))
    };
    for keys in [[&foreign[..], &locked], [&locked, &foreign]] {
        let bundle = read(&keys);
        assert_eq!(bundle.key_match(), KeyMatch::Unknown(UnknownReason::KeyLocked));
        let key = bundle.leaf_key().expect("the locked one");
        assert_eq!(key.state(), KeyState::Locked(LockReason::NoPassphrase));
        #[cfg(feature = "rustls-pki-types")]
        assert_eq!(
            bundle.into_identity(),
            Err(anycert::IdentityError::Locked(LockReason::NoPassphrase))
        );
    }
    for keys in permutations(&[&foreign[..], &locked, &own]) {
        let bundle = read(&keys);
        assert_eq!(bundle.key_match(), KeyMatch::Matches);
        let key = bundle.leaf_key().and_then(|key| key.secret_pkcs8_der()).map(<[u8]>::to_vec);
        assert_eq!(key, Some(pkcs8(SERVER)));
        #[cfg(feature = "rustls-pki-types")]
        assert_eq!(
            bundle.into_identity().ok().map(|one| one.private_key.secret_der().to_vec()),
            key
        );
    }
    assert_eq!(read(&[&foreign]).key_match(), KeyMatch::Mismatch);
    assert!(read(&[&foreign]).leaf_key().is_none());
}

#[test]
fn the_certificate_of_a_key_is_found_by_its_public_key() {
    let certificates =
        [certificate("root", "root", ROOT, true), certificate("server", "root", SERVER, false)];
    let bundle = parse(Container::Pem, &certificates, &[]);
    let elsewhere = parse(Container::Pem, &[], &[pkcs8(SERVER), pkcs8(FOREIGN)]);
    let [own, foreign] = elsewhere.private_keys() else { panic!("two keys") };
    assert_eq!(bundle.certificate_of(own), bundle.certificates().last());
    assert_eq!(bundle.certificate_of(foreign), None);
    assert!(elsewhere.key_of(&bundle.certificates()[1]).is_some());
    assert_eq!(
        elsewhere.leaf_key().map(|key| key.secret_pkcs8_der()),
        Some(own.secret_pkcs8_der())
    );
    let (certificates, keys) = bundle.into_parts();
    assert_eq!((certificates.len(), keys.len()), (2, 0));
}

/// More issuers than are searched one by one: CAs in a circle, each self-signed and certified by the
/// next one.
#[test]
fn among_many_that_issued_another_the_one_that_did_not_is_the_leaf() {
    let ca = vec![extension("2.5.29.19", &[0x30, 3, 1, 1, 0xff])];
    let made = |number: usize, issuer: usize| {
        let (name, issuer) = (format!("CA {number}"), format!("CA {}", issuer % 40));
        Made { extensions: ca.clone(), ..Made::of(&name, &issuer) }.der()
    };
    let own = (0..40).map(|number| made(number, number));
    let both: Vec<Vec<u8>> = own.chain((0..40).map(|number| made(number, number + 1))).collect();
    let leaf_of = |input: &[u8]| {
        let bundle = anycert::parse(input).unwrap();
        let leaf = bundle.leaf().unwrap();
        let position = bundle.certificates().iter().position(|one| one == leaf).unwrap();
        (position, has(&bundle, NoteCode::SeveralLeafCandidates))
    };
    assert_eq!(leaf_of(&both.concat()), (0, true));
    let alone = Made { extensions: ca.clone(), ..Made::of("alone", "alone") }.der();
    assert_eq!(leaf_of(&[both.concat(), alone.clone()].concat()), (80, false));
    let server = Made::of("server", "CA 39").der();
    assert_eq!(leaf_of(&[both.concat(), alone.clone(), server.clone()].concat()), (81, false));
    let other = Made::of("other", "CA 3").der();
    assert_eq!(leaf_of(&[server, both.concat(), alone, other].concat()), (0, true));
    // The only copy of a self-signed CA issued nothing else.
    assert_eq!(leaf_of(&[&both[..40].concat(), &both[1..40].concat()[..]].concat()).0, 0);
}
