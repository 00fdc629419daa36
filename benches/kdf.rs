//! What key derivation costs, and that opening a file costs little beyond it.
//!
//! The last lines print the quotient that is promised: opening a default PFX of OpenSSL takes at
//! most 1.15 times as long as the derivations in it alone. Both are timed in turns, so that a busy
//! machine slows both.

use anycert::Parser;
use criterion::{Criterion, criterion_group, criterion_main};
use pkcs12::kdf::{Pkcs12KeyType, derive_key};
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

const PASSPHRASE: &str = "correct horse 7F";
/// MAC: HMAC-SHA-256; certificates and key: PBES2 with HMAC-SHA-256 and AES-256-CBC. Three times
/// 2,048 iterations.
const DEFAULT: &[u8] = include_bytes!("../testdata/pkcs12/openssl3-default.p12");
const ITERATIONS: u32 = 2048;
const ALLOWED: f64 = 1.15;

fn open() {
    let bundle = Parser::new().passphrase(PASSPHRASE).parse(black_box(DEFAULT));
    assert!(bundle.is_ok_and(|bundle| bundle.has_private_key()));
}

/// The derivations in [`DEFAULT`]: one for the MAC, two for the encryption.
fn derive() {
    let utf16: Vec<u8> = PASSPHRASE.encode_utf16().chain([0]).flat_map(u16::to_be_bytes).collect();
    let rounds = i32::try_from(ITERATIONS).expect("a small number");
    let purpose = Pkcs12KeyType::Mac;
    black_box(derive_key::<Sha256>(black_box(&utf16), b"eightoct", purpose, rounds, 32));
    for _ in 0..2 {
        let mut key = [0; 32];
        let password = black_box(PASSPHRASE).as_bytes();
        pbkdf2::pbkdf2_hmac::<Sha256>(password, b"sixteen octets!!", ITERATIONS, &mut key);
        black_box(key);
    }
}

fn kdf(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("default OpenSSL PFX");
    group.bench_function("open", |bench| bench.iter(open));
    group.bench_function("its key derivations alone", |bench| bench.iter(derive));
    group.finish();

    // What a unit of `Limits::kdf_work` is worth: each of these takes 10,000.
    let mut group = criterion.benchmark_group("10,000 units of kdf_work");
    let mut key = [0; 20];
    group.bench_function("PBKDF2 with HMAC-SHA-1", |bench| {
        bench.iter(|| pbkdf2::pbkdf2_hmac::<Sha1>(b"password", b"salt", 5_000, &mut key));
    });
    group.bench_function("PBKDF2 with HMAC-SHA-256", |bench| {
        bench.iter(|| pbkdf2::pbkdf2_hmac::<Sha256>(b"password", b"salt", 5_000, &mut key));
    });
    group.bench_function("PBKDF2 with HMAC-SHA-512", |bench| {
        bench.iter(|| pbkdf2::pbkdf2_hmac::<Sha512>(b"password", b"salt", 1_250, &mut key));
    });
    group.bench_function("scrypt", |bench| {
        let params = scrypt::Params::new(8, 10, 1).expect("small parameters");
        bench.iter(|| scrypt::scrypt(b"password", b"salt", &params, &mut key));
    });
    group.finish();
    criterion.bench_function("53,000 units of kdf_work/one round of bcrypt_pbkdf", |bench| {
        bench.iter(|| bcrypt_pbkdf::bcrypt_pbkdf(b"password", b"salt", 1, &mut key));
    });
    quotient();
}

/// Of the fastest runs of both, in turns.
fn quotient() {
    let time = |run: fn()| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    let [mut opened, mut derived] = [Duration::MAX; 2];
    for _ in 0..2_000 {
        opened = opened.min(time(open));
        derived = derived.min(time(derive));
    }
    let quotient = opened.as_secs_f64() / derived.as_secs_f64();
    println!("open {opened:?}, its key derivations alone {derived:?}: {quotient:.3} times");
    assert!(quotient <= ALLOWED, "opening costs {quotient:.3} times its key derivations");
}

criterion_group!(benches, kdf);
criterion_main!(benches);
