//! PBES2 (RFC 8018 §6.2): a key derivation function and an encryption scheme, each with its own
//! parameters.

use super::{
    cipher::{self, Cipher},
    hash::Hash,
    hashes,
    kdf::Kdf,
    other_modes,
    parameters::{algorithm_identifier, iterations, sequence, unsigned, unsupported},
    scheme::{Iv, Scheme},
};
#[cfg(feature = "rare-ciphers")]
use super::{gost, rare_ciphers};
use crate::{
    asn1::{
        error::{InField, ParseError},
        tlv::Tlv,
    },
    error::{
        Error, Path,
        pbe::{
            BAD_IV, BAD_KEY_LENGTH, BAD_PARAMETERS, BAD_SCRYPT, OTHER_SALT_SOURCE,
            UNSUPPORTED_CIPHER, UNSUPPORTED_KDF, UNSUPPORTED_PRF,
        },
    },
    note::NoteCode,
    oid,
    passphrase::StringRule,
    tag::Tag,
};

/// PBES2-params ::= SEQUENCE { keyDerivationFunc, encryptionScheme } (RFC 8018 §A.4)
pub(super) fn read<'a>(parameters: Option<Tlv<'a>>, path: &Path<'_>) -> Result<Scheme<'a>, Error> {
    let mut leniency = None;
    let [kdf, scheme] = pbes2_params(parameters, &mut leniency).map_err(|fault| fault.at(path))?;
    let encryption = encryption_scheme(scheme, path)?;
    let (kdf, declared) = key_derivation(kdf, path)?;
    let Keyed { cipher, key, shorter } =
        keyed(encryption.cipher, declared, &mut leniency).ok_or_else(|| BAD_KEY_LENGTH.at(path))?;
    let iv = Iv::Given(encryption.iv);
    let (tag, leniency) = (encryption.tag, encryption.leniency.or(leniency));
    Ok(Scheme { rule: StringRule::Pkcs5, kdf, cipher, key, iv, shorter, tag, leniency })
}

/// A cipher with the length of its key, and the cipher to try after it.
struct Keyed {
    cipher: &'static Cipher,
    key: usize,
    shorter: Option<&'static Cipher>,
}

/// The cipher under a key of the declared length. RFC 8018 §A.2 requires the cipher's own length; NSS
/// up to 3.21 wrote 32 for every cipher. A longer key is cut to the cipher's length, as NSS does,
/// unless the cipher of that length in the same family opens it: asked for AES-128, old NSS named it
/// and encrypted with AES-256.
///
/// Fixtures: `pkcs12/built-old-nss-aes-128.p12`, `pkcs12/built-key-length-32-aes-128.p12`.
fn keyed(
    cipher: &'static Cipher,
    declared: Option<u64>,
    leniency: &mut Option<NoteCode>,
) -> Option<Keyed> {
    let Some(declared) = declared else {
        return Some(Keyed { cipher, key: cipher.key, shorter: None });
    };
    let length = usize::try_from(declared).unwrap_or(usize::MAX);
    if cipher.keys.contains(&length) {
        return Some(Keyed { cipher, key: length, shorter: None });
    }
    if length < *cipher.keys.end() {
        return None;
    }
    *leniency = Some(NoteCode::EncryptionParameters);
    Some(match longer(cipher, length) {
        Some(longer) => Keyed { cipher: longer, key: length, shorter: Some(cipher) },
        None => Keyed { cipher, key: *cipher.keys.end(), shorter: None },
    })
}

/// The cipher with keys of this length in the family of AES, Camellia or ARIA in CBC mode.
fn longer(cipher: &Cipher, length: usize) -> Option<&'static Cipher> {
    let family = |cipher: &Cipher| cipher.name.split_once('-').map(|(family, _)| family);
    let mut ciphers = WITH_IV.iter().map(|(_, cipher)| *cipher);
    ciphers.find(|other| {
        other.key == length
            && [other.block, cipher.block] == [16; 2]
            && family(other) == family(cipher)
    })
}

/// The two algorithms of PBES2-params. Java 8 to 10 repeated PBES2's OID and put the parameters after
/// it, inside the SEQUENCE that RFC 8018 §A.4 defines for the parameters alone; later versions of
/// Java read that. Fixture: `pkcs12/built-java8-pbes2.p12`.
fn pbes2_params<'a>(
    parameters: Option<Tlv<'a>>,
    leniency: &mut Option<NoteCode>,
) -> Result<[Tlv<'a>; 2], ParseError> {
    let mut fields = sequence(parameters)?;
    if fields.peek() != Some(Tag::OID) {
        return two_algorithms(parameters);
    }
    *leniency = Some(NoteCode::EncryptionParameters);
    fields.expect(Tag::OID)?;
    let inner = fields.expect(Tag::SEQUENCE).in_field("PBES2-params")?;
    fields.finish().in_field("PBES2-params")?;
    two_algorithms(Some(inner))
}

/// A SEQUENCE of two AlgorithmIdentifiers, as in PBES2-params and PBMAC1-params.
fn two_algorithms(parameters: Option<Tlv<'_>>) -> Result<[Tlv<'_>; 2], ParseError> {
    let mut fields = sequence(parameters)?;
    let first = fields.expect(Tag::SEQUENCE).in_field("keyDerivationFunc")?;
    let second = fields.expect(Tag::SEQUENCE)?;
    fields.finish()?;
    Ok([first, second])
}

/// The key derivation function, and the key length that it declares.
fn key_derivation<'a>(
    algorithm: Tlv<'a>,
    path: &Path<'_>,
) -> Result<(Kdf<'a>, Option<u64>), Error> {
    let (oid, parameters) = algorithm_identifier(algorithm).map_err(|fault| fault.at(path))?;
    if oid == oid::PBKDF2 {
        let read = Pbkdf2::read(parameters, path)?;
        return Ok((read.kdf(), read.key));
    }
    if oid == oid::SCRYPT {
        return scrypt(parameters).in_field("scrypt-params").map_err(|fault| fault.at(path));
    }
    Err(unsupported(&UNSUPPORTED_KDF, oid, path))
}

/// PBKDF2-params (RFC 8018 §A.2)
pub(super) struct Pbkdf2<'a> {
    pub(super) prf: &'static Hash,
    pub(super) salt: &'a [u8],
    pub(super) iterations: u64,
    /// keyLength, if present.
    pub(super) key: Option<u64>,
}

impl<'a> Pbkdf2<'a> {
    fn read(parameters: Option<Tlv<'a>>, path: &Path<'_>) -> Result<Self, Error> {
        let at = |fault: ParseError| fault.in_field("PBKDF2-params").at(path);
        let mut fields = sequence(parameters).map_err(at)?;
        if fields.peek() == Some(Tag::SEQUENCE) {
            return Err(OTHER_SALT_SOURCE.at(path));
        }
        let salt = fields.expect(Tag::OCTET_STRING).map_err(at)?.value();
        let iterations = iterations(&mut fields).map_err(at)?;
        let key = match fields.optional(Tag::INTEGER).map_err(at)? {
            Some(length) => Some(
                unsigned(&length)
                    .filter(|length| *length > 0)
                    .ok_or_else(|| at(ParseError::new(&BAD_KEY_LENGTH, length.offset)))?,
            ),
            None => None,
        };
        let prf = match fields.optional(Tag::SEQUENCE).map_err(at)? {
            Some(prf) => hmac(prf, path)?,
            None => &hashes::SHA1,
        };
        fields.finish().map_err(at)?;
        Ok(Pbkdf2 { prf, salt, iterations, key })
    }

    pub(super) fn kdf(&self) -> Kdf<'a> {
        Kdf::Pbkdf2 { prf: self.prf, salt: self.salt, iterations: self.iterations }
    }
}

/// PBMAC1-params ::= SEQUENCE { keyDerivationFunc, messageAuthScheme } (RFC 8018 §A.5). The first
/// must be PBKDF2 (RFC 9579 §4); of the second, an HMAC, the hash is returned.
pub(super) fn pbmac1_parameters<'a>(
    parameters: Option<Tlv<'a>>,
    path: &Path<'_>,
) -> Result<(Pbkdf2<'a>, &'static Hash), Error> {
    let at = |fault: ParseError| fault.in_field("PBMAC1-params").at(path);
    let [kdf, scheme] = two_algorithms(parameters).map_err(at)?;
    let (oid, parameters) = algorithm_identifier(kdf).map_err(at)?;
    if oid != oid::PBKDF2 {
        return Err(unsupported(&UNSUPPORTED_KDF, oid, path));
    }
    let pbkdf2 = Pbkdf2::read(parameters, path)?;
    Ok((pbkdf2, hmac(scheme, path)?))
}

/// The hash of the HMAC that an AlgorithmIdentifier identifies.
fn hmac(algorithm: Tlv<'_>, path: &Path<'_>) -> Result<&'static Hash, Error> {
    let (oid, _) = algorithm_identifier(algorithm).map_err(|fault| fault.at(path))?;
    Hash::by_hmac_oid(oid).ok_or_else(|| unsupported(&UNSUPPORTED_PRF, oid, path))
}

/// scrypt-params ::= SEQUENCE { salt, N, r, p, keyLength OPTIONAL } (RFC 7914 §7)
fn scrypt(parameters: Option<Tlv<'_>>) -> Result<(Kdf<'_>, Option<u64>), ParseError> {
    let mut fields = sequence(parameters)?;
    let salt = fields.expect(Tag::OCTET_STRING)?.value();
    let mut number = || {
        let integer = fields.expect(Tag::INTEGER)?;
        unsigned(&integer).ok_or(ParseError::new(&BAD_SCRYPT, integer.offset))
    };
    let [n, r, p] = [number()?, number()?, number()?];
    let key = match fields.optional(Tag::INTEGER)? {
        Some(length) => {
            Some(unsigned(&length).ok_or(ParseError::new(&BAD_KEY_LENGTH, length.offset))?)
        }
        None => None,
    };
    fields.finish()?;
    let invalid = || ParseError::new(&BAD_SCRYPT, fields.offset());
    // RFC 7914 §6: N is a power of two above 1, r and p are positive, r·p is below 2³⁰.
    if n < 2 || !n.is_power_of_two() || r.checked_mul(p).is_none_or(|rp| rp == 0 || rp >= 1 << 30) {
        return Err(invalid());
    }
    let log_n = u8::try_from(n.trailing_zeros()).map_err(|_| invalid())?;
    let (Ok(r), Ok(p)) = (u32::try_from(r), u32::try_from(p)) else {
        return Err(invalid());
    };
    Ok((Kdf::Scrypt { salt, log_n, r, p }, key))
}

struct Encryption<'a> {
    cipher: &'static Cipher,
    iv: &'a [u8],
    tag: usize,
    leniency: Option<NoteCode>,
}

/// Ciphers with the IV as their only parameter (RFC 8018 §B.2, RFC 3565 §4.1).
static WITH_IV: &[(&[u8], &Cipher)] = &[
    (oid::AES_128_CBC, &cipher::AES_128_CBC),
    (oid::AES_192_CBC, &cipher::AES_192_CBC),
    (oid::AES_256_CBC, &cipher::AES_256_CBC),
    (oid::DES_EDE3_CBC, &cipher::DES_EDE3_CBC),
    (oid::DES_CBC, &cipher::DES_CBC),
    #[cfg(feature = "rare-ciphers")]
    (oid::CAMELLIA_128_CBC, &rare_ciphers::CAMELLIA_128_CBC),
    #[cfg(feature = "rare-ciphers")]
    (oid::CAMELLIA_192_CBC, &rare_ciphers::CAMELLIA_192_CBC),
    #[cfg(feature = "rare-ciphers")]
    (oid::CAMELLIA_256_CBC, &rare_ciphers::CAMELLIA_256_CBC),
    #[cfg(feature = "rare-ciphers")]
    (oid::ARIA_128_CBC, &rare_ciphers::ARIA_128_CBC),
    #[cfg(feature = "rare-ciphers")]
    (oid::ARIA_192_CBC, &rare_ciphers::ARIA_192_CBC),
    #[cfg(feature = "rare-ciphers")]
    (oid::ARIA_256_CBC, &rare_ciphers::ARIA_256_CBC),
    #[cfg(feature = "rare-ciphers")]
    (oid::SM4_CBC, &rare_ciphers::SM4_CBC),
    #[cfg(feature = "rare-ciphers")]
    (oid::CAST5_CBC, &rare_ciphers::CAST5_CBC),
    #[cfg(feature = "rare-ciphers")]
    (oid::BLOWFISH_CBC, &rare_ciphers::BLOWFISH_CBC),
    #[cfg(feature = "rare-ciphers")]
    (oid::IDEA_CBC, &rare_ciphers::IDEA_CBC),
];

/// Ciphers with GCMParameters (RFC 5084 §3.2).
static GCM: &[(&[u8], &Cipher)] = &[
    (oid::AES_128_GCM, &cipher::AES_128_GCM),
    (oid::AES_192_GCM, &cipher::AES_192_GCM),
    (oid::AES_256_GCM, &cipher::AES_256_GCM),
];

fn encryption_scheme<'a>(algorithm: Tlv<'a>, path: &Path<'_>) -> Result<Encryption<'a>, Error> {
    let at = |fault: ParseError| fault.in_field("encryptionScheme").at(path);
    let (oid, parameters) = algorithm_identifier(algorithm).map_err(at)?;
    if let Some(cipher) = row(WITH_IV, oid) {
        return iv(cipher, parameters).map_err(at);
    }
    if let Some(cipher) = row(GCM, oid) {
        return gcm(cipher, parameters).map_err(at);
    }
    if oid == oid::RC2_CBC {
        return rc2(parameters).map_err(at);
    }
    if let Some(cipher) = other_modes::cipher(oid) {
        return iv(cipher, parameters).map_err(at);
    }
    #[cfg(feature = "rare-ciphers")]
    if let Some((cipher, iv)) = gost::encryption(oid, parameters, path)? {
        return Ok(Encryption { cipher, iv, tag: 0, leniency: None });
    }
    Err(unsupported(&UNSUPPORTED_CIPHER, oid, path))
}

fn row(rows: &[(&[u8], &'static Cipher)], oid: &[u8]) -> Option<&'static Cipher> {
    rows.iter().find(|(own, _)| *own == oid).map(|(_, cipher)| *cipher)
}

/// The IV as the parameters. Bouncy Castle writes one for ECB, which has none: it is ignored.
///
/// Test: `tests/formats/pkcs12.rs`, `an_iv_for_a_mode_without_one_is_ignored`.
fn iv<'a>(
    cipher: &'static Cipher,
    parameters: Option<Tlv<'a>>,
) -> Result<Encryption<'a>, ParseError> {
    match parameters {
        Some(iv) if iv.tag() != Tag::OCTET_STRING => Err(iv.unexpected(Tag::OCTET_STRING)),
        Some(iv) if iv.value().len() == cipher.iv => {
            Ok(Encryption { cipher, iv: iv.value(), tag: 0, leniency: None })
        }
        Some(_) if cipher.iv == 0 => {
            let leniency = Some(NoteCode::EncryptionParameters);
            Ok(Encryption { cipher, iv: &[], tag: 0, leniency })
        }
        Some(iv) => Err(ParseError::new(&BAD_IV, iv.offset)),
        None if cipher.iv == 0 => Ok(Encryption { cipher, iv: &[], tag: 0, leniency: None }),
        None => Err(ParseError::new(&BAD_PARAMETERS, 0)),
    }
}

/// GCMParameters ::= SEQUENCE { aes-nonce, aes-ICVlen DEFAULT 12 } (RFC 5084 §3.2)
fn gcm<'a>(
    cipher: &'static Cipher,
    parameters: Option<Tlv<'a>>,
) -> Result<Encryption<'a>, ParseError> {
    if parameters.is_some_and(|parameters| parameters.tag() == Tag::OCTET_STRING) {
        return bare_nonce(cipher, parameters);
    }
    let mut fields = sequence(parameters)?;
    let nonce = fields.expect(Tag::OCTET_STRING)?;
    if nonce.value().len() != cipher.iv {
        return Err(ParseError::new(&BAD_IV, nonce.offset));
    }
    let tag = match fields.optional(Tag::INTEGER)? {
        None => 12,
        Some(length) => unsigned(&length)
            .and_then(|length| usize::try_from(length).ok())
            .filter(|length| (12..=16).contains(length))
            .ok_or(ParseError::new(&BAD_PARAMETERS, length.offset))?,
    };
    fields.finish()?;
    Ok(Encryption { cipher, iv: nonce.value(), tag, leniency: None })
}

/// A nonce without GCMParameters, with a tag of 16 octets, as the Rust crate `pkcs5` writes it;
/// RFC 5084 §3.2 requires the SEQUENCE around it.
fn bare_nonce<'a>(
    cipher: &'static Cipher,
    nonce: Option<Tlv<'a>>,
) -> Result<Encryption<'a>, ParseError> {
    let leniency = Some(NoteCode::GcmParameters);
    Ok(Encryption { tag: 16, leniency, ..iv(cipher, nonce)? })
}

/// RC2-CBC-Parameter ::= SEQUENCE { rc2ParameterVersion OPTIONAL, iv } (RFC 8018 §B.2.3). The bare
/// IV, for an effective key length of 32 bits, is not read: no known software writes it.
fn rc2(parameters: Option<Tlv<'_>>) -> Result<Encryption<'_>, ParseError> {
    let mut fields = sequence(parameters)?;
    let version = fields.optional(Tag::INTEGER)?;
    let cipher = match version.as_ref().map(unsigned) {
        Some(Some(160)) => &cipher::RC2_40_CBC,
        Some(Some(120)) => &cipher::RC2_64_CBC,
        Some(Some(58)) => &cipher::RC2_128_CBC,
        _ => return Err(ParseError::new(&BAD_PARAMETERS, fields.offset())),
    };
    let vector = fields.any()?;
    fields.finish()?;
    iv(cipher, Some(vector))
}
