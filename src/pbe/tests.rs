//! Parameters of schemes, field by field, and what attempts cost.

use super::{attempt::Attempt, cost::Cost, kdf::Kdf, kdf::Output, *};
use crate::{
    asn1::tlv::Reader,
    context::Parse,
    error::{
        ErrorText, Path,
        pbe::{
            BAD_IV, BAD_KEY_LENGTH, BAD_PARAMETERS, OTHER_SALT_SOURCE, UNSUPPORTED_KDF,
            UNSUPPORTED_PRF,
        },
    },
    limits::Limits,
    oid,
    passphrase::{StringRule, Target},
};
use alloc::{vec, vec::Vec};
use core::cell::RefCell;

const NULL: &[u8] = &[5, 0];
const COUNT: &[u8] = &[2, 2, 8, 0];
const IV: [u8; 16] = [7; 16];

fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = u8::try_from(content.len()).unwrap();
    let head = if length < 0x80 { vec![tag, length] } else { vec![tag, 0x81, length] };
    [head, content].concat()
}

fn algorithm(oid: &[u8], parameters: &[u8]) -> Vec<u8> {
    tlv(0x30, &[&tlv(6, &[oid]), parameters])
}

fn pbkdf2(fields: &[&[u8]]) -> Vec<u8> {
    algorithm(oid::PBKDF2, &tlv(0x30, &[&[&tlv(4, &[b"8 octets"])[..]], fields].concat()))
}

fn aes_256_cbc() -> Vec<u8> {
    algorithm(oid::AES_256_CBC, &tlv(4, &[&IV]))
}

fn pbes2(kdf: &[u8], cipher: &[u8]) -> Vec<u8> {
    algorithm(oid::PBES2, &tlv(0x30, &[kdf, cipher]))
}

fn read<T>(der: &[u8], f: impl FnOnce(Result<Scheme<'_>, crate::Error>) -> T) -> T {
    f(Scheme::read(Reader::new(der).any().unwrap(), &Path::ROOT))
}

#[track_caller]
fn is_read(der: &[u8]) {
    read(der, |scheme| assert!(scheme.is_ok(), "{:?}", scheme.err()));
}

#[track_caller]
fn is_refused(der: &[u8], text: &'static ErrorText) {
    read(der, |scheme| {
        let error = scheme.err().expect("an error");
        assert!(error.is(text), "{error}");
    });
}

#[track_caller]
fn has_trailing_data(der: &[u8]) {
    is_refused(der, &crate::error::asn1::LEFT_OVER);
}

#[test]
fn nothing_follows_the_fields_of_parameters() {
    is_read(&pbes2(&pbkdf2(&[COUNT]), &aes_256_cbc()));
    has_trailing_data(&pbes2(&pbkdf2(&[COUNT, NULL]), &aes_256_cbc()));
    has_trailing_data(&pbes2(&pbkdf2(&[COUNT]), &[&aes_256_cbc()[..], NULL].concat()));
    let numbers: &[&[u8]] = &[&tlv(4, &[b"salt"]), &[2, 1, 16], &[2, 1, 1], &[2, 1, 1]];
    let scrypt = |more: &[&[u8]]| algorithm(oid::SCRYPT, &tlv(0x30, &[numbers, more].concat()));
    is_read(&pbes2(&scrypt(&[]), &aes_256_cbc()));
    has_trailing_data(&pbes2(&scrypt(&[NULL]), &aes_256_cbc()));
    let rc2 = |more: &[u8]| {
        algorithm(oid::RC2_CBC, &tlv(0x30, &[&[2, 1, 58], &tlv(4, &[&IV[..8]]), more]))
    };
    is_read(&pbes2(&pbkdf2(&[COUNT]), &rc2(&[])));
    has_trailing_data(&pbes2(&pbkdf2(&[COUNT]), &rc2(NULL)));
    let gcm = algorithm(oid::AES_256_GCM, &tlv(0x30, &[&tlv(4, &[&IV[..12]]), NULL]));
    has_trailing_data(&pbes2(&pbkdf2(&[COUNT]), &gcm));
}

#[test]
fn key_lengths_and_salts_of_pbkdf2() {
    is_read(&pbes2(&pbkdf2(&[COUNT, &[2, 1, 32]]), &aes_256_cbc()));
    for length in [&[2, 1, 0], &[2, 1, 0x80]] {
        is_refused(&pbes2(&pbkdf2(&[COUNT, length]), &aes_256_cbc()), &BAD_KEY_LENGTH);
    }
    let other_source = algorithm(oid::PBKDF2, &tlv(0x30, &[&algorithm(oid::PBES2, &[]), COUNT]));
    is_refused(&pbes2(&other_source, &aes_256_cbc()), &OTHER_SALT_SOURCE);
}

#[test]
fn unsupported_functions_are_identified() {
    is_refused(&pbes2(&algorithm(oid::PBES2, NULL), &aes_256_cbc()), &UNSUPPORTED_KDF);
    let prf = algorithm(oid::PBES2, NULL);
    is_refused(&pbes2(&pbkdf2(&[COUNT, &prf]), &aes_256_cbc()), &UNSUPPORTED_PRF);
}

#[test]
fn ivs_have_the_length_of_the_cipher() {
    let kdf = pbkdf2(&[COUNT]);
    let with = |oid: &[u8], parameters: &[u8]| pbes2(&kdf, &algorithm(oid, parameters));
    for length in [0, 15] {
        is_refused(&with(oid::AES_256_CBC, &tlv(4, &[&IV[..length]])), &BAD_IV);
    }
    is_refused(&with(oid::AES_256_CBC, &[]), &BAD_PARAMETERS);
    is_refused(&with(oid::AES_256_CBC, NULL), &BAD_PARAMETERS);
    for parameters in [&[], NULL, &[4, 0]] {
        is_read(&with(oid::AES_128_ECB, parameters));
    }
}

/// RFC 5084 §3.2: aes-ICVlen is 12 to 16, and 12 if it is absent.
#[test]
fn tags_of_gcm_have_12_to_16_octets() {
    let with = |length: &[u8]| {
        let parameters = tlv(0x30, &[&tlv(4, &[&IV[..12]]), length]);
        pbes2(&pbkdf2(&[COUNT]), &algorithm(oid::AES_256_GCM, &parameters))
    };
    read(&with(&[]), |scheme| assert_eq!(scheme.unwrap().tag, 12));
    for length in 12..=16 {
        read(&with(&[2, 1, length]), |scheme| {
            assert_eq!(scheme.unwrap().tag, usize::from(length));
        });
    }
    for length in [11, 17] {
        is_refused(&with(&[2, 1, length]), &BAD_PARAMETERS);
    }
}

/// One attempt decrypts twice where a second cipher or a second IV is possible.
#[test]
fn each_decryption_of_an_attempt_is_paid_for() {
    let work = |der: &[u8]| {
        read(der, |scheme| {
            let scheme = scheme.unwrap();
            scheme.cost(8, 256).work - scheme.cost(8, 0).work
        })
    };
    assert_eq!(work(&pbes2(&pbkdf2(&[COUNT]), &aes_256_cbc())), 1);
    let aes_128 = algorithm(oid::AES_128_CBC, &tlv(4, &[&IV]));
    assert_eq!(work(&pbes2(&pbkdf2(&[COUNT, &[2, 1, 32]]), &aes_128)), 2);
    let parameters = tlv(0x30, &[&tlv(4, &[b"8 octets"]), COUNT]);
    assert_eq!(work(&algorithm(oid::PBE_MD5_RC2_CBC, &parameters)), 2 * 64);
    assert_eq!(work(&algorithm(oid::PKCS12_DES_EDE3_CBC, &parameters)), 730);
}

#[test]
fn an_iteration_count_that_no_function_runs_exceeds_every_limit() {
    let work = |iterations| {
        let kdf = Kdf::Pbkdf2 { prf: &hashes::SHA256, salt: b"", iterations };
        kdf.cost(0, Output::MacKey(32)).work
    };
    assert_eq!(work(0x7fff_ffff), 2 * 0x7fff_ffff);
    assert_eq!(work(0x8000_0000), u64::MAX);
}

/// The passphrases that the attempts of one part were made with, until one succeeds.
fn tried(
    memory: usize,
    parse: &mut Parse<'_>,
    opens: &[u8],
) -> (Vec<Vec<u8>>, Result<(), Failure>) {
    let tried = RefCell::new(vec![]);
    let cost = |_| Cost { work: 10, memory };
    let (target, rule) = (Target::Encryption, StringRule::Pkcs5);
    let attempt = Attempt { algorithm: &"a test", target, rule, cost: &cost };
    let result = attempt.try_each_encoding(parse, &Path::ROOT, |octets| {
        tried.borrow_mut().push(octets.to_vec());
        (octets == opens).then_some(())
    });
    (tried.into_inner(), result)
}

#[test]
fn the_encoding_that_opened_one_part_is_the_first_for_the_next() {
    let mut parse = Parse::new(Limits::DEFAULT, Some("\u{fc}".as_bytes()), None);
    let (first, result) = tried(100, &mut parse, b"\xfc");
    assert!(result.is_ok());
    assert_eq!(first, [&b"\xc3\xbc"[..], b"\xfc"]);
    assert_eq!(tried(100, &mut parse, b"\xfc").0, [b"\xfc"]);
}

#[test]
fn the_memory_of_an_attempt_is_free_for_the_next() {
    // Both attempts at once, and the buffer of the second encoding.
    let limits = Limits::DEFAULT.memory_bytes(110);
    let mut parse = Parse::new(limits, Some("\u{fc}".as_bytes()), None);
    let (all, result) = tried(100, &mut parse, b"another");
    assert_eq!(all.len(), 2);
    assert!(matches!(result, Err(Failure::Incorrect(_))));
}

/// "No password" is tried as far as the limits allow; beyond them the part is locked. A given
/// passphrase that the limits do not allow is an error.
#[test]
fn an_attempt_beyond_the_limits() {
    let is_tried = |memory, limits: Limits| {
        let mut parse = Parse::new(limits.memory_bytes(4000), None, None);
        let (_, result) = tried(memory, &mut parse, b"another");
        assert!(matches!(result, Err(Failure::NoPassphrase)));
        parse.locked_parts[0].is_tried()
    };
    assert!(is_tried(100, Limits::DEFAULT));
    assert!(is_tried(100, Limits::DEFAULT.unasked_kdf_work(10)));
    assert!(!is_tried(100, Limits::DEFAULT.unasked_kdf_work(9)));
    assert!(!is_tried(4001, Limits::DEFAULT));
    let mut parse = Parse::new(Limits::DEFAULT.memory_bytes(4000), Some(b""), None);
    assert!(matches!(tried(4001, &mut parse, b"").1, Err(Failure::Fatal(_))));
}

/// What 256 octets were measured to take in CBC or in the only mode, and the octets of a block.
const MEASURED: [(&str, u64, u64); 18] = [
    ("DES-EDE", 730, 8),
    ("3DES", 730, 8),
    ("DES", 244, 8),
    ("RC2", 64, 8),
    ("RC4", 14, 1),
    ("CAMELLIA", 64, 16),
    ("ARIA", 90, 16),
    ("SM4", 80, 16),
    ("IDEA", 60, 8),
    ("CAST5", 44, 8),
    ("BF", 50, 8),
    ("GOST", 75, 1),
    ("MAGMA", 75, 1),
    ("KUZNYECHIK", 30, 1),
    ("CHACHA20", 6, 1),
    ("AES128", 8, 16),
    ("AES192", 8, 16),
    ("AES256", 8, 16),
];

/// CFB1 encrypts a block for every bit, CFB8 for every octet. Only AES is faster where blocks are
/// decrypted in parallel.
pub(super) fn assert_has_its_measured_price(cipher: &cipher::Cipher) {
    let name = cipher.name.to_ascii_uppercase();
    let one = match MEASURED.iter().find(|(family, ..)| name.starts_with(family)) {
        Some((_, price, block)) => (*price, *block),
        None if name.ends_with("-CBC") => (1, 16),
        None if name.ends_with("-GCM") => (6, 16),
        None => (8, 16),
    };
    let price = match one {
        (price, block) if name.ends_with("-CFB1") => price * block * 8,
        (price, block) if name.ends_with("-CFB8") => price * block,
        (price, _) => price,
    };
    assert_eq!(cipher.price, price, "{name}");
}
