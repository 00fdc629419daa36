//! Message authentication under a passphrase: the MAC of RFC 7292 §5.1, and PBMAC1 (RFC 9579).

use super::{
    Attempt, Failure,
    cost::{self, Cost},
    hash::Hash,
    kdf::priced,
    scheme::{algorithm_identifier, iterations, pbmac1_parameters, unsupported},
};
use crate::{
    asn1::tlv::{Reader, Tlv},
    context::Parse,
    error::{
        Error, Path,
        pbe::{BAD_DIGEST, BAD_PBMAC1_KEY, UNSUPPORTED_MAC},
    },
    oid,
    passphrase::keyring::{StringRule, Target},
    secret::Scratch,
};
use core::fmt;
use ctutils::CtEq;
use pkcs12::kdf::Pkcs12KeyType;

/// A MAC and all that it takes to check it, but the passphrase and the content.
pub(crate) struct Mac<'a> {
    key: Key<'a>,
    hash: &'static Hash,
    digest: &'a [u8],
}

/// How the key of the HMAC is made.
enum Key<'a> {
    /// RFC 7292 §B.2, with purpose 3 and the hash of the HMAC.
    Pkcs12 { salt: &'a [u8], iterations: u64 },
    /// RFC 8018 §5.2
    Pbkdf2 { prf: &'static Hash, salt: &'a [u8], iterations: u64, length: usize },
}

impl<'a> Mac<'a> {
    /// From the fields of a MacData: the digestAlgorithm and digest of its DigestInfo, its salt
    /// and, unless they are absent, its iterations. Of PBMAC1 the last two say nothing.
    pub(crate) fn read(
        algorithm: Tlv<'a>,
        digest: &'a [u8],
        salt: &'a [u8],
        count: Option<Reader<'_>>,
        path: &Path<'_>,
    ) -> Result<Mac<'a>, Error> {
        let (oid, parameters) = algorithm_identifier(algorithm).map_err(|fault| fault.at(path))?;
        let mac = if oid == oid::PBMAC1 {
            let (pbkdf2, hash) = pbmac1_parameters(parameters, path)?;
            let length = pbkdf2.key.and_then(|length| usize::try_from(length).ok());
            // RFC 9579 §5: a shorter key would do away with the passphrase.
            let length = length.filter(|length| (20..=64).contains(length));
            let length = length.ok_or_else(|| BAD_PBMAC1_KEY.at(path))?;
            let (prf, salt, iterations) = (pbkdf2.prf, pbkdf2.salt, pbkdf2.iterations);
            Mac { key: Key::Pbkdf2 { prf, salt, iterations, length }, hash, digest }
        } else {
            let hash = Hash::by_oid(oid).ok_or_else(|| unsupported(&UNSUPPORTED_MAC, oid, path))?;
            let iterations = match count {
                Some(mut count) => iterations(&mut count).map_err(|fault| fault.at(path))?,
                None => 1,
            };
            Mac { key: Key::Pkcs12 { salt, iterations }, hash, digest }
        };
        if mac.digest.len() != mac.hash.output {
            return Err(BAD_DIGEST.at(path));
        }
        Ok(mac)
    }

    /// Reserves the work of the first attempt, before any of several layers is tried.
    pub(crate) fn reserve(&self, parse: &mut Parse<'_>, path: &Path<'_>) -> Result<(), Error> {
        self.attempt(&|password| self.cost(password)).reserve(parse, path)
    }

    /// Checks `content` with the readings of the passphrase one after the other.
    pub(crate) fn verify(
        &self,
        content: &[u8],
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<(), Failure> {
        self.attempt(&|password| self.cost(password)).try_each_encoding(parse, path, |password| {
            let key = self.derive(password)?;
            self.hash.hmac(&key, &[content]).ct_eq(self.digest).to_bool().then_some(())
        })
    }

    /// Of one attempt with a passphrase of `password` octets.
    pub(crate) fn cost(&self, password: usize) -> Cost {
        match self.key {
            Key::Pkcs12 { salt, iterations } => {
                let iterations = priced(iterations);
                cost::pkcs12(self.hash, password, salt.len(), iterations, self.hash.output)
            }
            Key::Pbkdf2 { prf, salt, iterations, length } => {
                cost::pbkdf2(prf, password, salt.len(), priced(iterations), length)
            }
        }
    }

    fn attempt<'b>(&self, cost: &'b dyn Fn(usize) -> Cost) -> Attempt<'b> {
        let family = match self.key {
            Key::Pkcs12 { .. } => StringRule::Pkcs12,
            Key::Pbkdf2 { .. } => StringRule::Pkcs5,
        };
        Attempt { lock: Target::Mac, family, cost }
    }

    /// The key; nothing only for more iterations than any budget pays for.
    fn derive(&self, password: &[u8]) -> Option<Scratch> {
        match self.key {
            Key::Pkcs12 { salt, iterations } => {
                let (rounds, length) = (i32::try_from(iterations).ok()?, self.hash.output);
                Some(self.hash.pkcs12(password, salt, Pkcs12KeyType::Mac, rounds, length))
            }
            Key::Pbkdf2 { prf, salt, iterations, length } => {
                let rounds = u32::try_from(iterations).ok()?;
                let mut key = Scratch::zeroed(length);
                prf.pbkdf2(password, salt, rounds, key.as_mut_slice());
                Some(key)
            }
        }
    }
}

/// `MAC, HMAC-SHA-256` or `PBMAC1, PBKDF2 with HMAC-SHA-256, HMAC-SHA-512`.
impl fmt::Display for Mac<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hash = self.hash.name;
        match self.key {
            Key::Pkcs12 { .. } => write!(f, "MAC, HMAC-{hash}"),
            Key::Pbkdf2 { prf, .. } => {
                write!(f, "PBMAC1, PBKDF2 with HMAC-{}, HMAC-{hash}", prf.name)
            }
        }
    }
}
