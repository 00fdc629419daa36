//! Memory is charged before it is used: how many charges an input makes, one by one.

use anycert::{ErrorKind, Limit, Limits, Parser};
use testkit::fixture::bytes;

const PASSPHRASE: &str = "correct horse 7F";

/// The totals that the charges of one kind reach: each limit is what the last refusal asked for.
fn totals(limited: impl Fn(u64) -> Parser<'static>, limit: Limit, input: &[u8]) -> Vec<u64> {
    let mut totals = vec![];
    loop {
        let most = totals.last().copied().unwrap_or(0);
        let Err(error) = limited(most).parse(input) else { return totals };
        if error.kind() == ErrorKind::PassphraseRequired {
            return totals;
        }
        let exceeded = error.exceeded().unwrap_or_else(|| panic!("{error}"));
        assert_eq!((exceeded.limit(), exceeded.allowed()), (limit, most));
        assert!(exceeded.asked() > most, "{error}");
        totals.push(exceeded.asked());
    }
}

fn memory(parser: Parser<'static>, input: &[u8]) -> Vec<u64> {
    let bytes = |most| usize::try_from(most).expect("a size");
    let limited = |most| parser.limits(Limits::DEFAULT.memory_bytes(bytes(most)));
    totals(limited, Limit::MemoryBytes, input)
}

fn work(parser: Parser<'static>, input: &[u8]) -> Vec<u64> {
    let limited = |most| parser.limits(Limits::DEFAULT.kdf_work(most));
    totals(limited, Limit::KdfWork, input)
}

/// The fixtures, one after another.
fn together(names: &[&str]) -> Vec<u8> {
    names.iter().map(|name| bytes(name)).collect::<Vec<_>>().concat()
}

/// The numbers change with what a parse keeps, not with the platform. A charge that is left out is
/// one less.
#[test]
fn every_charge_of_memory_is_made() {
    let none = Parser::new();
    let given = none.passphrase(PASSPHRASE);
    let keys = together(&["key/rsa-pkcs8.pem", "key/p256-pkcs8.pem", "key/dsa-traditional.pem"]);
    let second: &'static [u8] = keys.clone().leak();
    let pair =
        together(&["key/p256-pkcs8.pem", "certificate/p256.pem", "certificate/rsa-2048.pem"]);
    let locked = bytes("key/p256-pkcs8-encrypted.pem");
    let one = bytes("certificate/p256.pem");
    let mislabelled = String::from_utf8(bytes("key/p256-pkcs8.pem")).expect("a text");
    let mislabelled = mislabelled.replace("PRIVATE KEY", "RSA PRIVATE KEY").repeat(6);
    let inputs: &[(&str, usize, Parser<'static>, Vec<u8>)] = &[
        ("a certificate", 4, none, bytes("certificate/example.pem")),
        ("many certificates", 9, none, bytes("certificate/mozilla-roots.pem")),
        ("a certificate in DER", 2, none, bytes("certificate/example.der")),
        ("a certificate three times", 10, none, one.repeat(3)),
        ("six keys with notes", 32, none, mislabelled.into_bytes()),
        ("keys", 14, none, keys.clone()),
        ("keys three times", 34, none, keys.repeat(3)),
        ("a key and two certificates", 16, none, pair.clone()),
        ("keys as the second input", 22, none.private_key(second), one.clone()),
        ("locked keys", 36, none, locked.repeat(5)),
        ("a locked key and certificates", 25, none, [&pair[..], &locked].concat()),
        ("an encrypted key", 9, given, locked),
        ("an encrypted traditional key", 9, given, bytes("key/rsa-proc-type-aes-256-cbc.pem")),
        ("a locked traditional key", 11, none, bytes("key/rsa-proc-type-aes-256-cbc.pem")),
        ("a key of OpenSSH", 8, none, bytes("key/openssh-ed25519.pem")),
        ("a locked key of OpenSSH", 12, none, bytes("key/openssh-ed25519-encrypted.pem")),
        ("PKCS#12", 15, given, bytes("pkcs12/example.pfx")),
        ("PKCS#12 without a passphrase", 3, none, bytes("pkcs12/openssl3-clear-certificates.p12")),
        ("PKCS#12 in BER", 5, none, bytes("pkcs12/nss-ber-clear-certificates.p12")),
        ("PKCS#7", 6, none, bytes("pkcs7/bare-signed-data.der")),
        ("PKCS#7 in BER", 7, none, bytes("pkcs7/ber-indefinite-degenerate.p7b")),
        ("a Java key store", 27, given, bytes("java-keystore/keytool17-several-entries.jks")),
        ("a locked Java key store", 27, none, bytes("java-keystore/keytool17-several-entries.jks")),
        ("locked keys in JCEKS", 23, none, bytes("java-keystore/keytool17-key-and-chain.jceks")),
        (
            "broken certificates",
            12,
            none.skip_broken(true),
            [&one[..], &broken(&one).repeat(3)].concat(),
        ),
    ];
    for (what, number, parser, input) in inputs {
        let charges = memory(*parser, input);
        assert_eq!(charges.len(), *number, "{what}: {charges:?}");
    }
}

/// What key derivation and decryption take of each file, at the published prices: all parts of a
/// PKCS#12 are reserved before the first is tried.
#[test]
fn every_charge_of_work_is_made() {
    let given = Parser::new().passphrase(PASSPHRASE);
    let files: &[(&str, &[u64])] = &[
        ("key/p256-pkcs8-encrypted.pem", &[4096]),
        ("key/p256-pkcs8-des3.pem", &[4096]),
        ("key/p256-pkcs8-prf-hmac-md5.pem", &[16_384]),
        ("key/p256-pkcs8-pbe-md5-des.pem", &[4096]),
        ("key/p256-pkcs8-pbe-sha1-rc2-40.pem", &[4096]),
        ("key/rsa-pkcs8-encrypted.pem", &[4100]),
        ("key/rsa-proc-type-des-ede3-cbc.pem", &[2924]),
        ("key/rsa-proc-type-aes-256-cbc.pem", &[8]),
        ("key/p256-pkcs8-scrypt-n1024-r4-p2.der", &[32_768]),
        ("key/openssh-rsa.pem", &[96]),
        ("pkcs12/example.pfx", &[2048, 6400, 15_464]),
        ("pkcs12/openssl3-clear-certificates.p12", &[2048, 6144]),
        ("java-keystore/keytool17-several-entries.jks", &[14, 74]),
        ("java-keystore/keytool17-rsa.jks", &[85, 119]),
    ];
    for (file, charges) in files {
        assert_eq!(work(given, &bytes(file)), *charges, "{file}");
    }
}

/// The certificate with a version that does not exist.
fn broken(pem: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(pem).expect("a text");
    let (begin, body) = text.split_once('\n').expect("a line");
    format!("{begin}\n{}", body.replacen("AwIBAg", "AwIBCQ", 1)).into_bytes()
}
