//! Whether the prices of key derivation and decryption are right: the time of one unit of
//! `Limits::kdf_work` for each algorithm, as a multiple of PBKDF2 with HMAC-SHA-256 by the crate `pbkdf2`.
//!
//! Prints one line per algorithm. Fails if one takes more than 1.5 times as long as it is priced, or
//! 1.6 with `PRICES_ALLOWED=1.6`, for machines that others use too. The reference is measured again
//! beside each algorithm, so that a busy machine slows both. With `--features rare-ciphers` the
//! algorithms of that feature are measured too.

use anycert::{Limits, Parser};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};
use testkit::der::{integer, octet_string, oid, sequence, tlv};

const ALLOWED: f64 = 1.5;
const ROUNDS: usize = 5;
/// Each measurement has at most this price: about a tenth of a second.
const LARGEST: f64 = 1e6;

const PBES2: &str = "1.2.840.113549.1.5.13";
const PBKDF2: &str = "1.2.840.113549.1.5.12";
const SCRYPT: &str = "1.3.6.1.4.1.11591.4.11";
const JKS: &str = "1.3.6.1.4.1.42.2.17.1.1";
const JCEKS: &str = "1.3.6.1.4.1.42.2.19.1";
const HMAC_SHA256: &str = "1.2.840.113549.2.9";
const AES_256_GCM: &str = "2.16.840.1.101.3.4.1.46";
/// 64 rounds.
const BCRYPT: &[u8] = include_bytes!("../testdata/key/openssh-ed25519-64-rounds.pem");
const AES_256_CBC: &str = "2.16.840.1.101.3.4.1.42";

const PRFS: &[(&str, &str)] = &[
    ("HMAC-MD5", "1.2.840.113549.2.6"),
    ("HMAC-SHA-1", "1.2.840.113549.2.7"),
    ("HMAC-SHA-224", "1.2.840.113549.2.8"),
    ("HMAC-SHA-256", HMAC_SHA256),
    ("HMAC-SHA-384", "1.2.840.113549.2.10"),
    ("HMAC-SHA-512", "1.2.840.113549.2.11"),
    ("HMAC-SHA-512/224", "1.2.840.113549.2.12"),
    ("HMAC-SHA-512/256", "1.2.840.113549.2.13"),
    #[cfg(feature = "rare-ciphers")]
    ("HMAC-SHA3-224", "2.16.840.1.101.3.4.2.13"),
    #[cfg(feature = "rare-ciphers")]
    ("HMAC-SHA3-256", "2.16.840.1.101.3.4.2.14"),
    #[cfg(feature = "rare-ciphers")]
    ("HMAC-SHA3-384", "2.16.840.1.101.3.4.2.15"),
    #[cfg(feature = "rare-ciphers")]
    ("HMAC-SHA3-512", "2.16.840.1.101.3.4.2.16"),
    #[cfg(feature = "rare-ciphers")]
    ("HMAC-SM3", "1.2.156.10197.1.401.2"),
];

/// Hashes that are too slow for as many iterations.
#[cfg(feature = "rare-ciphers")]
const SLOW_PRFS: &[(&str, &str)] = &[
    ("HMAC-GOST R 34.11-94", "1.2.643.2.2.10"),
    ("HMAC-Streebog-256", "1.2.643.7.1.1.4.1"),
    ("HMAC-Streebog-512", "1.2.643.7.1.1.4.2"),
];

/// OID, length of the IV, and the parameter set.
#[cfg(feature = "rare-ciphers")]
const GOST: &[(&str, &str, usize, Option<&str>)] = &[
    ("GOST 28147-89", "1.2.643.2.2.21", 8, Some("1.2.643.7.1.2.5.1.1")),
    ("Magma-CTR-ACPKM", "1.2.643.7.1.1.5.1.1", 12, None),
    ("Kuznyechik-CTR-ACPKM", "1.2.643.7.1.1.5.2.1", 16, None),
];

/// OID and length of the IV.
const CIPHERS: &[(&str, &str, usize)] = &[
    ("AES-128-CBC", "2.16.840.1.101.3.4.1.2", 16),
    ("AES-256-CBC", AES_256_CBC, 16),
    ("AES-256-OFB", "2.16.840.1.101.3.4.1.43", 16),
    ("AES-256-CFB", "2.16.840.1.101.3.4.1.44", 16),
    ("AES-256-ECB", "2.16.840.1.101.3.4.1.41", 0),
    ("DES-CBC", "1.3.14.3.2.7", 8),
    ("DES-EDE3-CBC", "1.2.840.113549.3.7", 8),
    #[cfg(feature = "rare-ciphers")]
    ("CAMELLIA-256-CBC", "1.2.392.200011.61.1.1.1.4", 16),
    #[cfg(feature = "rare-ciphers")]
    ("ARIA-256-CBC", "1.2.410.200046.1.1.12", 16),
    #[cfg(feature = "rare-ciphers")]
    ("SM4-CBC", "1.2.156.10197.1.104.2", 16),
    #[cfg(feature = "rare-ciphers")]
    ("BF-CBC", "1.3.6.1.4.1.3029.1.2", 8),
    #[cfg(feature = "rare-ciphers")]
    ("IDEA-CBC", "1.3.6.1.4.1.188.7.1.1.2", 8),
];

/// Names in DEK-Info headers and lengths of the IV: modes of operation that are slow enough to hide
/// the cost of decoding the text.
const DEK_INFO: &[(&str, usize)] = &[
    ("AES-256-CFB8", 16),
    ("AES-256-CFB1", 16),
    ("DES-EDE3-CFB", 8),
    ("DES-EDE3-CFB8", 8),
    ("DES-EDE3-CFB1", 8),
    ("DES-CFB8", 8),
    ("DESX-CBC", 8),
];

/// PBES1 and PKCS#12 PBE.
const SCHEMES: &[(&str, &str)] = &[
    ("PBES1, MD5, DES", "1.2.840.113549.1.5.3"),
    #[cfg(feature = "rare-ciphers")]
    ("PBES1, MD2, DES", "1.2.840.113549.1.5.1"),
    ("PBES1, SHA-1, RC2", "1.2.840.113549.1.5.11"),
    ("PKCS#12 PBE, RC4-128", "1.2.840.113549.1.12.1.1"),
    ("PKCS#12 PBE, 3DES", "1.2.840.113549.1.12.1.3"),
    ("PKCS#12 PBE, RC2-40", "1.2.840.113549.1.12.1.6"),
    ("PKCS#12 PBE, SHA-256, AES-256", "1.3.6.1.4.1.22554.1.2.1.2.1.42"),
];

fn main() {
    let short = vec![0; 64];
    let long = vec![0; 1 << 20];
    let mut prices = Prices::default();
    for (name, prf) in PRFS {
        prices.check(name, &key(&pbes2(&pbkdf2_of(prf, 100_000), AES_256_CBC, 16), &short), "p");
    }
    for (name, n, r) in [("N=2^14, r=8", 1 << 14, 8), ("N=2^16, r=1", 1 << 16, 1)] {
        let kdf = scrypt(n, r);
        prices.check(&format!("scrypt, {name}"), &key(&pbes2(&kdf, AES_256_CBC, 16), &short), "p");
    }
    for (name, cipher, iv) in CIPHERS {
        prices.check(name, &key(&pbes2(&pbkdf2_of(HMAC_SHA256, 1), cipher, *iv), &long), "p");
    }
    #[cfg(feature = "rare-ciphers")]
    for (name, prf) in SLOW_PRFS {
        prices.check(name, &key(&pbes2(&pbkdf2_of(prf, 10_000), AES_256_CBC, 16), &short), "p");
    }
    #[cfg(feature = "rare-ciphers")]
    for (name, cipher, iv, set) in GOST {
        let set = set.map(oid).unwrap_or_default();
        let scheme = sequence(&[&oid(cipher), &sequence(&[&octet_string(&vec![0; *iv]), &set])]);
        prices.check(name, &key(&pbes2_of(&pbkdf2_of(HMAC_SHA256, 1), &scheme), &long), "p");
    }
    let gcm = sequence(&[&oid(AES_256_GCM), &gcm_parameters()]);
    prices.check("AES-256-GCM", &key(&pbes2_of(&pbkdf2_of(HMAC_SHA256, 1), &gcm), &long), "p");
    for (name, iv) in DEK_INFO {
        prices.check(name, &dek_info(name, *iv, 1 << 16), "p");
    }
    prices.check("bcrypt_pbkdf", BCRYPT, "p");
    let passphrase = "p".repeat(1 << 19);
    for (name, scheme) in SCHEMES {
        let with = |iterations, ciphertext: &[u8]| key(&pbe(scheme, iterations), ciphertext);
        prices.check(&format!("{name}, iterations"), &with(200_000, &short), "p");
        prices.check(&format!("{name}, ciphertext"), &with(1, &long), "p");
        prices.check(&format!("{name}, passphrase of 512 KiB"), &with(1, &short), &passphrase);
    }
    let jks = |ciphertext: &[u8]| key(&sequence(&[&oid(JKS), &tlv(0x05, &[])]), ciphertext);
    prices.check("JKS, ciphertext", &jks(&long), "p");
    prices.check("JKS, passphrase of 512 KiB", &jks(&short), &passphrase);
    let jceks = |iterations, ciphertext: &[u8]| key(&pbe(JCEKS, iterations), ciphertext);
    prices.check("JCEKS, iterations", &jceks(200_000, &short), "p");
    prices.check("JCEKS, ciphertext", &jceks(1, &long), "p");
    prices.check("JCEKS, passphrase of 512 KiB", &jceks(4, &short), &passphrase);
    let store = testkit::jks::store(&[&testkit::jks::trusted(b"a", &vec![0; 8 << 20])], "other");
    prices.check("digest of a Java key store", &store, "p");
    prices.verdict();
}

/// Iterations of the reference, of two compressions each.
const REFERENCE: u32 = 50_000;

fn reference() -> Duration {
    let start = Instant::now();
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<sha2::Sha256>(black_box(b"p"), b"salt", REFERENCE, &mut key);
    black_box(key);
    start.elapsed()
}

#[derive(Default)]
struct Prices {
    too_low: Vec<String>,
}

impl Prices {
    /// Measures `input`, an encrypted key that `passphrase` does not open.
    fn check(&mut self, name: &str, input: &[u8], passphrase: &str) {
        assert!(price(input, passphrase) <= LARGEST * 4.0, "{name} takes too long to measure");
        let [mut unit, mut own] = [Duration::MAX; 2];
        for _ in 0..ROUNDS {
            unit = unit.min(reference());
            own = own.min(time(input, passphrase));
        }
        let unit = unit.as_secs_f64() / f64::from(2 * REFERENCE);
        let own = own.as_secs_f64() / price(input, passphrase);
        let factor = own / unit;
        println!("{name:50} {:7.1} ns a unit, {factor:5.2} x", own * 1e9);
        if factor > allowed() {
            self.too_low.push(format!("{name}: {factor:.2}"));
        }
    }

    fn verdict(self) {
        assert!(self.too_low.is_empty(), "priced too low:\n{}", self.too_low.join("\n"));
    }
}

fn allowed() -> f64 {
    let given = std::env::var("PRICES_ALLOWED").ok();
    given.map_or(ALLOWED, |number| number.parse().expect("PRICES_ALLOWED is a number"))
}

fn time(input: &[u8], passphrase: &str) -> Duration {
    let parser = Parser::new().passphrase(passphrase).limits(Limits::DEFAULT.kdf_work(u64::MAX));
    let start = Instant::now();
    assert!(black_box(parser.parse(black_box(input))).is_err());
    start.elapsed()
}

/// The price of one attempt: what a limit of 0 refuses.
#[expect(clippy::cast_precision_loss, reason = "prices are below 2^53")]
fn price(input: &[u8], passphrase: &str) -> f64 {
    let parser = Parser::new().passphrase(passphrase).limits(Limits::DEFAULT.kdf_work(0));
    let exceeded = parser.parse(input).err().and_then(|error| error.exceeded());
    exceeded.expect("a price").asked() as f64
}

/// EncryptedPrivateKeyInfo
fn key(algorithm: &[u8], ciphertext: &[u8]) -> Vec<u8> {
    sequence(&[algorithm, &octet_string(ciphertext)])
}

fn pbes2(kdf: &[u8], cipher: &str, iv: usize) -> Vec<u8> {
    pbes2_of(kdf, &sequence(&[&oid(cipher), &octet_string(&vec![0; iv])]))
}

fn pbes2_of(kdf: &[u8], cipher: &[u8]) -> Vec<u8> {
    sequence(&[&oid(PBES2), &sequence(&[kdf, cipher])])
}

/// GCMParameters with a tag of 16 octets.
fn gcm_parameters() -> Vec<u8> {
    sequence(&[&octet_string(&[0; 12]), &integer(&[16])])
}

/// An encrypted RSA key in OpenSSL's traditional format, with a ciphertext of this length.
fn dek_info(cipher: &str, iv: usize, length: usize) -> Vec<u8> {
    let headers = format!("Proc-Type: 4,ENCRYPTED\nDEK-Info: {cipher},{}\n\n", "00".repeat(iv));
    let line = format!("{}\n", "A".repeat(64));
    let body = line.repeat(length / 48);
    format!("-----BEGIN RSA PRIVATE KEY-----\n{headers}{body}-----END RSA PRIVATE KEY-----\n")
        .into_bytes()
}

fn pbkdf2_of(prf: &str, iterations: u32) -> Vec<u8> {
    let prf = sequence(&[&oid(prf), &tlv(0x05, &[])]);
    let parameters = sequence(&[&octet_string(b"eightoct"), &number(iterations), &prf]);
    sequence(&[&oid(PBKDF2), &parameters])
}

fn scrypt(n: u32, r: u32) -> Vec<u8> {
    let parameters = sequence(&[&octet_string(b"eightoct"), &number(n), &number(r), &number(1)]);
    sequence(&[&oid(SCRYPT), &parameters])
}

fn pbe(scheme: &str, iterations: u32) -> Vec<u8> {
    let parameters = sequence(&[&octet_string(b"eightoct"), &number(iterations)]);
    sequence(&[&oid(scheme), &parameters])
}

/// A positive INTEGER; leading zeroes are allowed here.
fn number(number: u32) -> Vec<u8> {
    integer(&[&[0][..], &number.to_be_bytes()].concat())
}
