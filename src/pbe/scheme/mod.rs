//! Encryption schemes: an AlgorithmIdentifier read and checked, nothing run yet.

mod pbes2;

pub(super) use pbes2::pbmac1_parameters;

use super::{
    cipher::{self, Cipher},
    cost::Cost,
    hash::{self, Hash},
    kdf::Derivation,
    unsupported,
};
use crate::{
    asn1::{
        algorithm_identifier::AlgorithmIdentifier,
        error::{InField, ParseError},
        oid::Oid,
        tlv::{Reader, Tlv},
    },
    error::{
        Error, ErrorText, Path, Step,
        pbe::{BAD_ITERATIONS, BAD_PARAMETERS, UNSUPPORTED_SCHEME},
    },
    note::NoteCode,
    oid,
    passphrase::keyring::StringRule,
    secret::Scratch,
    tag::Tag,
};
use core::fmt;

/// A password-based encryption scheme with its parameters.
pub(crate) struct Scheme<'a> {
    family: StringRule,
    derivation: Derivation<'a>,
    cipher: &'static Cipher,
    key: usize,
    iv: Iv<'a>,
    /// Octets of the tag behind a GCM ciphertext.
    tag: usize,
    /// What its parameters were forgiven.
    pub(super) forgiven: Option<NoteCode>,
}

#[derive(Clone, Copy)]
enum Iv<'a> {
    Derived,
    Given(&'a [u8]),
}

impl<'a> Scheme<'a> {
    /// Reads the AlgorithmIdentifier of an EncryptedPrivateKeyInfo or EncryptedContentInfo.
    pub(crate) fn read(algorithm: Tlv<'a>, path: &Path<'_>) -> Result<Scheme<'a>, Error> {
        let path = &path.then(Step::Field("encryptionAlgorithm"));
        let (oid, parameters) = algorithm_identifier(algorithm).map_err(|fault| fault.at(path))?;
        if oid == oid::PBES2 {
            return pbes2::read(parameters, path);
        }
        match PBE.iter().find(|row| row.oid == oid) {
            Some(row) => row.read(parameters).map_err(|fault| fault.at(path)),
            None => Err(unsupported(&UNSUPPORTED_SCHEME, oid, path)),
        }
    }

    pub(super) fn family(&self) -> StringRule {
        self.family
    }

    /// Of one attempt with a passphrase of `password` octets.
    pub(crate) fn cost(&self, password: usize) -> Cost {
        self.derivation.cost(password, self.key, self.derived_iv())
    }

    /// Whether so many octets can be what this scheme makes.
    pub(super) fn takes(&self, ciphertext: usize) -> bool {
        self.cipher.takes(ciphertext) && ciphertext >= self.tag
    }

    /// One attempt, paid for before; nothing where padding, tag or `accept` show that it is in vain.
    /// With it what was forgiven: PBKDF1 may give more octets than key and IV take. The IV is those
    /// behind the key (RFC 8018 §6.1.1); NSS takes the last ones.
    ///
    /// Fixture: `pkcs12/nss-pbes1-sha-1-des.p12`.
    pub(super) fn decrypt(
        &self,
        password: &[u8],
        ciphertext: &[u8],
        accept: &dyn Fn(&[u8]) -> bool,
    ) -> Option<(Scratch, Option<NoteCode>)> {
        let [key, derived] = self.derivation.derive(password, self.key, self.derived_iv())?;
        let attempt = |iv: &[u8]| {
            let plaintext = self.cipher.decrypt(&key, iv, self.tag, ciphertext);
            plaintext.filter(|plaintext| accept(plaintext))
        };
        if let Iv::Given(iv) = self.iv {
            return Some((attempt(iv)?, None));
        }
        let (behind_key, more) = derived.split_at_checked(self.cipher.iv)?;
        if let Some(plaintext) = attempt(behind_key) {
            return Some((plaintext, None));
        }
        let last = derived.get(more.len()..).filter(|_| !more.is_empty())?;
        Some((attempt(last)?, Some(NoteCode::EncryptionParameters)))
    }

    fn derived_iv(&self) -> usize {
        match self.iv {
            Iv::Derived => self.cipher.iv,
            Iv::Given(_) => 0,
        }
    }
}

/// `PBES2, PBKDF2 with HMAC-SHA-256, AES-256-CBC`: names and no numbers.
impl fmt::Display for Scheme<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cipher = self.cipher.name;
        match &self.derivation {
            Derivation::Pkcs12 { hash, .. } => write!(f, "PKCS#12 PBE, {}, {cipher}", hash.name),
            Derivation::Pbkdf1 { hash, .. } => write!(f, "PBES1, {}, {cipher}", hash.name),
            Derivation::Pbkdf2 { prf, .. } => {
                write!(f, "PBES2, PBKDF2 with HMAC-{}, {cipher}", prf.name)
            }
            Derivation::Scrypt { .. } => write!(f, "PBES2, scrypt, {cipher}"),
        }
    }
}

/// One scheme whose object identifier says all but salt and iterations.
struct Row {
    oid: &'static [u8],
    family: StringRule,
    hash: &'static Hash,
    cipher: &'static Cipher,
}

/// RFC 8018 §A.3, RFC 7292 §C, and Bouncy Castle's own: AES under PKCS#12's derivation with SHA-1 or
/// SHA-256, parameters as in RFC 7292 §C.
static PBE: [Row; 16] = [
    pbes1(oid::PBE_MD5_DES_CBC, &hash::MD5, &cipher::DES_CBC),
    pbes1(oid::PBE_MD5_RC2_CBC, &hash::MD5, &cipher::RC2_64_CBC),
    pbes1(oid::PBE_SHA1_DES_CBC, &hash::SHA1, &cipher::DES_CBC),
    pbes1(oid::PBE_SHA1_RC2_CBC, &hash::SHA1, &cipher::RC2_64_CBC),
    pkcs12(oid::PKCS12_RC4_128, &cipher::RC4_128),
    pkcs12(oid::PKCS12_RC4_40, &cipher::RC4_40),
    pkcs12(oid::PKCS12_DES_EDE3_CBC, &cipher::DES_EDE3_CBC),
    pkcs12(oid::PKCS12_DES_EDE2_CBC, &cipher::DES_EDE2_CBC),
    pkcs12(oid::PKCS12_RC2_128_CBC, &cipher::RC2_128_CBC),
    pkcs12(oid::PKCS12_RC2_40_CBC, &cipher::RC2_40_CBC),
    pkcs12(oid::BC_SHA1_AES_128_CBC, &cipher::AES_128_CBC),
    pkcs12(oid::BC_SHA1_AES_192_CBC, &cipher::AES_192_CBC),
    pkcs12(oid::BC_SHA1_AES_256_CBC, &cipher::AES_256_CBC),
    pkcs12_sha256(oid::BC_SHA256_AES_128_CBC, &cipher::AES_128_CBC),
    pkcs12_sha256(oid::BC_SHA256_AES_192_CBC, &cipher::AES_192_CBC),
    pkcs12_sha256(oid::BC_SHA256_AES_256_CBC, &cipher::AES_256_CBC),
];

const fn pbes1(oid: &'static [u8], hash: &'static Hash, cipher: &'static Cipher) -> Row {
    Row { oid, family: StringRule::Pkcs5, hash, cipher }
}

const fn pkcs12(oid: &'static [u8], cipher: &'static Cipher) -> Row {
    Row { oid, family: StringRule::Pkcs12, hash: &hash::SHA1, cipher }
}

const fn pkcs12_sha256(oid: &'static [u8], cipher: &'static Cipher) -> Row {
    Row { hash: &hash::SHA256, ..pkcs12(oid, cipher) }
}

impl Row {
    /// PBEParameter (RFC 8018 §A.3) and pkcs-12PbeParams (RFC 7292 §C): salt and iterations. The
    /// salt is of any length; its 8 octets in RFC 8018 are what the writer should choose.
    fn read<'a>(&'static self, parameters: Option<Tlv<'a>>) -> Result<Scheme<'a>, ParseError> {
        let mut fields = sequence(parameters).in_field("PBEParameter")?;
        let salt = fields.expect(Tag::OCTET_STRING).in_field("salt")?.value();
        let iterations = iterations(&mut fields)?;
        fields.finish().in_field("PBEParameter")?;
        let hash = self.hash;
        let derivation = match self.family {
            StringRule::Pkcs5 => Derivation::Pbkdf1 { hash, salt, iterations },
            StringRule::Pkcs12 => Derivation::Pkcs12 { hash, salt, iterations },
        };
        Ok(Scheme {
            family: self.family,
            derivation,
            cipher: self.cipher,
            key: self.cipher.key,
            iv: Iv::Derived,
            tag: 0,
            forgiven: None,
        })
    }
}

/// The content octets of an algorithm's OID, and its parameters unless they are absent or NULL.
pub(super) fn algorithm_identifier(
    algorithm: Tlv<'_>,
) -> Result<(&[u8], Option<Tlv<'_>>), ParseError> {
    let algorithm = AlgorithmIdentifier::of(algorithm).in_field("AlgorithmIdentifier")?;
    let parameters = algorithm.parameters.filter(|parameters| parameters.tag() != Tag::NULL);
    Ok((algorithm.oid, parameters))
}

/// The content of parameters that must be a SEQUENCE.
fn sequence(parameters: Option<Tlv<'_>>) -> Result<Reader<'_>, ParseError> {
    match parameters {
        Some(parameters) if parameters.tag() == Tag::SEQUENCE => Ok(parameters.reader()),
        Some(parameters) => Err(parameters.unexpected(Tag::SEQUENCE)),
        None => Err(ParseError::new(&BAD_PARAMETERS, 0)),
    }
}

/// iterationCount ::= INTEGER (1..MAX)
pub(super) fn iterations(fields: &mut Reader<'_>) -> Result<u64, ParseError> {
    let integer = fields.expect(Tag::INTEGER).in_field("iterations")?;
    match unsigned(&integer) {
        Some(0) | None => {
            Err(ParseError::new(&BAD_ITERATIONS, integer.offset).in_field("iterations"))
        }
        Some(count) => Ok(count),
    }
}

/// An INTEGER that is not negative; one beyond 64 bits saturates, for nothing here goes so far.
pub(super) fn unsigned(integer: &Tlv<'_>) -> Option<u64> {
    let octets = integer.value();
    if octets.first()? & 0x80 != 0 {
        return None;
    }
    let number = octets
        .iter()
        .try_fold(0_u64, |number, octet| number.checked_mul(256)?.checked_add(u64::from(*octet)));
    Some(number.unwrap_or(u64::MAX))
}

/// `oid` by number, name, and the feature that would read it.
pub(super) fn unsupported(cause: &'static ErrorText, oid: &[u8], path: &Path<'_>) -> Error {
    let known = unsupported::of(oid);
    let error =
        cause.at(path).with_oid(&alloc::format!("{}", Oid(oid)), known.map(|known| known.name));
    match known.and_then(|known| known.feature) {
        Some(feature) => error.with_feature(feature),
        None => error,
    }
}
