//! MACs under a passphrase: the HMAC of RFC 7292 §5.1, and PBMAC1 (RFC 9579).

use super::{
    attempt::{Attempt, Failure},
    cost::{self, Cost},
    hash::Hash,
    kdf::{Kdf, Output},
    parameters::{algorithm_identifier, iterations, unsupported},
    pbes2::{Pbkdf2, pbmac1_parameters},
};
use crate::{
    asn1::tlv::{Reader, Tlv},
    context::Parse,
    error::{
        Error, Path,
        pbe::{BAD_MAC_LENGTH, BAD_PBMAC1_KEY_LENGTH, UNSUPPORTED_MAC},
    },
    oid,
    passphrase::{StringRule, Target},
};
use core::fmt;
use ctutils::CtEq;

/// A MAC with all its parameters, but without passphrase and content.
pub(crate) struct Mac<'a> {
    kdf: Kdf<'a>,
    /// Length of the derived octets.
    key_length: usize,
    /// Offset of the key in the derived octets.
    key_start: usize,
    hash: &'static Hash,
    digest: &'a [u8],
}

impl<'a> Mac<'a> {
    /// Reads the fields of a MacData: digestAlgorithm and digest of its DigestInfo, macSalt, and a
    /// reader at `iterations` if present. PBMAC1 does not use the last two.
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
            let key_length = pbmac1_key_length(&pbkdf2, path)?;
            Mac { kdf: pbkdf2.kdf(), key_length, key_start: 0, hash, digest }
        } else {
            let hash = Hash::by_oid(oid).ok_or_else(|| unsupported(&UNSUPPORTED_MAC, oid, path))?;
            let iterations = match count {
                Some(mut count) => iterations(&mut count).map_err(|fault| fault.at(path))?,
                None => 1,
            };
            if hash.is_gost {
                Mac::gost(hash, salt, iterations, digest)
            } else {
                let kdf = Kdf::Pkcs12 { hash, salt, iterations };
                Mac { kdf, key_length: hash.output, key_start: 0, hash, digest }
            }
        };
        if mac.digest.len() != mac.hash.output {
            return Err(BAD_MAC_LENGTH.at(path));
        }
        Ok(mac)
    }

    /// A MAC with a GOST hash: its key is the last 32 of 96 octets that PBKDF2 derives with the HMAC of
    /// that hash (RFC 9548 §3). OpenSSL and GnuTLS do the same with GOST R 34.11-94.
    fn gost(hash: &'static Hash, salt: &'a [u8], iterations: u64, digest: &'a [u8]) -> Self {
        let kdf = Kdf::Pbkdf2 { prf: hash, salt, iterations };
        Mac { kdf, key_length: 96, key_start: 64, hash, digest }
    }

    /// Reserves the work of the first attempt, before any of several parts is tried.
    pub(crate) fn reserve(
        &self,
        content: usize,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        self.attempt(&|password| self.cost(password, content)).reserve(parse, path)
    }

    /// Records that the MAC of this much content was not checked.
    pub(crate) fn record_locked(
        &self,
        content: usize,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        let cost = |password| self.cost(password, content);
        self.attempt(&cost).record_locked(false, parse, path)
    }

    /// Checks `content` with each encoding of the passphrase in turn.
    pub(crate) fn verify(
        &self,
        content: &[u8],
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<(), Failure> {
        let cost = |password| self.cost(password, content.len());
        self.attempt(&cost).try_each_encoding(parse, path, |password| {
            let key = self.kdf.derive(password, Output::MacKey(self.key_length))?.key;
            let key = key.get(self.key_start..)?;
            self.hash.hmac(key, &[content]).ct_eq(self.digest).to_bool().then_some(())
        })
    }

    /// The cost of one attempt with a passphrase and content of these lengths in octets.
    fn cost(&self, password: usize, content: usize) -> Cost {
        let kdf = self.kdf.cost(password, Output::MacKey(self.key_length));
        kdf.then(cost::hmac(self.hash, content))
    }

    fn attempt<'b>(&'b self, cost: &'b dyn Fn(usize) -> Cost) -> Attempt<'b> {
        let rule = match self.kdf {
            Kdf::Pkcs12 { .. } => StringRule::Pkcs12,
            _ => StringRule::Pkcs5,
        };
        Attempt { algorithm: self, target: Target::Mac, rule, cost }
    }
}

/// keyLength of PBKDF2-params, required and at least 20 (RFC 9579 §5): a short key would make the
/// passphrase irrelevant.
fn pbmac1_key_length(pbkdf2: &Pbkdf2<'_>, path: &Path<'_>) -> Result<usize, Error> {
    let length = pbkdf2.key.and_then(|length| usize::try_from(length).ok());
    let length = length.filter(|length| (20..=64).contains(length));
    length.ok_or_else(|| BAD_PBMAC1_KEY_LENGTH.at(path))
}

/// `MAC, HMAC-SHA-256` or `PBMAC1, PBKDF2 with HMAC-SHA-256, HMAC-SHA-512`.
impl fmt::Display for Mac<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hash = self.hash.name;
        match self.kdf {
            Kdf::Pbkdf2 { .. } if self.hash.is_gost && self.key_start > 0 => {
                write!(f, "MAC, PBKDF2, HMAC-{hash}")
            }
            Kdf::Pbkdf2 { prf, .. } => {
                write!(f, "PBMAC1, PBKDF2 with HMAC-{}, HMAC-{hash}", prf.name)
            }
            _ => write!(f, "MAC, HMAC-{hash}"),
        }
    }
}
