//! Password-based encryption: every scheme, every key derivation, every cipher.

pub(crate) mod cipher;
pub(crate) mod cost;
mod dek_info;
pub(crate) mod hash;
mod integrity;
mod kdf;
mod mac;
mod modes;
mod scheme;
mod unsupported;

pub(crate) use dek_info::Named;
pub use integrity::Integrity;
pub(crate) use mac::Mac;
pub(crate) use scheme::Scheme;
pub(crate) use unsupported::feature_of;

use crate::{
    context::{Context, Parse},
    error::{
        Error, Path,
        pbe::{INCORRECT, INCORRECT_AS_FAR_AS_TRIED, NOT_WHOLE_BLOCKS},
    },
    limits::Exceeded,
    passphrase::{
        LockedPart,
        keyring::{StringRule, Target},
    },
    secret::{Scratch, with_wiped_stack},
};
use cost::Cost;

/// Why something stays shut.
#[derive(Debug)]
pub(crate) enum Failure {
    /// No passphrase was given, and "no password" is none.
    NoPassphrase,
    /// The passphrase is wrong, or the file was changed.
    Incorrect(Error),
    /// Malformed, or a limit.
    Fatal(Error),
}

/// Opens what `scheme` encrypted, with the readings of the passphrase one after the other.
///
/// `accept` says whether a plaintext is what belongs there: the padding of CBC is right by chance
/// one time in 256, and RC4 has none. The work of the first attempt is taken from what was
/// reserved for it, if it was; a further one is made only if it fits into what is left.
pub(crate) fn open(
    scheme: &Scheme<'_>,
    ciphertext: &[u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
    accept: &dyn Fn(&[u8]) -> bool,
) -> Result<Scratch, Failure> {
    if !scheme.takes(ciphertext.len()) {
        return Err(Failure::Fatal(NOT_WHOLE_BLOCKS.at(path)));
    }
    if let Some(code) = scheme.forgiven {
        parse.context.notes.add(code, path);
    }
    let size = ciphertext.len();
    parse.context.budget.memory(size).map_err(|exceeded| Failure::Fatal(exceeded.at(path)))?;
    let cost = |password| scheme.cost(password);
    let opened = scheme
        .attempt(&cost)
        .try_each_encoding(parse, path, |password| scheme.decrypt(password, ciphertext, accept));
    match opened {
        Ok((plaintext, forgiven)) => {
            if let Some(code) = forgiven {
                parse.context.notes.add(code, path);
            }
            Ok(plaintext)
        }
        Err(failure) => {
            parse.context.budget.free(size);
            if let Failure::NoPassphrase = failure {
                scheme.record_locked(parse, path);
            }
            Err(failure)
        }
    }
}

impl Scheme<'_> {
    /// Reserves the work of the first attempt, before any of several layers is tried.
    pub(crate) fn reserve(&self, parse: &mut Parse<'_>, path: &Path<'_>) -> Result<(), Error> {
        self.attempt(&|password| self.cost(password)).reserve(parse, path)
    }

    /// Remembers that this was not tried or not opened.
    pub(crate) fn record_locked(&self, parse: &mut Parse<'_>, path: &Path<'_>) {
        parse.locked_parts.push(LockedPart::new(path, self, self.cost(0).work));
    }

    fn attempt<'a>(&self, cost: &'a dyn Fn(usize) -> Cost) -> Attempt<'a> {
        Attempt { lock: Target::Encryption, family: self.family(), cost }
    }
}

/// What is tried, and what each attempt costs with a passphrase of so many octets.
struct Attempt<'a> {
    lock: Target,
    family: StringRule,
    cost: &'a dyn Fn(usize) -> Cost,
}

impl Attempt<'_> {
    /// Reserves the work of the first attempt. Without a passphrase nothing is reserved: "no
    /// password" is tried only as far as the limit goes.
    fn reserve(&self, parse: &mut Parse<'_>, path: &Path<'_>) -> Result<(), Error> {
        let place = parse.keyring.place;
        let passphrase = parse.keyring.passphrase(self.lock);
        let first = passphrase.rungs(self.family, place).into_iter().flatten().next();
        let Some(rung) = first.filter(|_| passphrase.is_given()) else {
            return Ok(());
        };
        let work = (self.cost)(passphrase.length(rung)).work;
        parse.context.budget.reserve_kdf_work(work).map_err(|exceeded| exceeded.at(path))
    }

    /// Tries the readings of the passphrase until one works.
    fn try_each_encoding<T>(
        &self,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
        mut attempt: impl FnMut(&[u8]) -> Option<T>,
    ) -> Result<T, Failure> {
        let fatal = |exceeded: Exceeded| Failure::Fatal(exceeded.at(path));
        let Parse { context: Context { budget, .. }, keyring, .. } = parse;
        let place = keyring.place;
        let passphrase = keyring.passphrase(self.lock);
        let is_given = passphrase.is_given();
        let rungs = passphrase.rungs(self.family, place);
        let mut not_tried = None;
        for (number, rung) in rungs.into_iter().flatten().enumerate() {
            let cost = (self.cost)(passphrase.length(rung));
            let is_first = number == 0 && is_given;
            let paid = match is_first {
                true => budget.first_kdf_work(cost.work),
                false => budget.kdf_work(cost.work),
            };
            match paid.and_then(|()| budget.memory(cost.memory)) {
                Ok(()) => {}
                Err(exceeded) if is_first => return Err(fatal(exceeded)),
                Err(exceeded) => {
                    not_tried.get_or_insert(exceeded);
                    continue;
                }
            }
            let reading = passphrase.reading(rung, budget).map_err(fatal)?;
            let opened = with_wiped_stack(|| attempt(reading));
            budget.free(cost.memory);
            if let Some(opened) = opened {
                passphrase.worked(self.family, rung);
                keyring.opened(self.lock);
                return Ok(opened);
            }
        }
        Err(match (is_given, not_tried) {
            (false, _) => Failure::NoPassphrase,
            (true, None) => Failure::Incorrect(INCORRECT.at(path)),
            (true, Some(exceeded)) => {
                let error = INCORRECT_AS_FAR_AS_TRIED.at(path);
                Failure::Incorrect(error.with_exceeded(exceeded))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{asn1::tlv::Reader, limits::Limits, tag::Tag};
    use alloc::vec::Vec;

    /// EncryptedPrivateKeyInfo in PEM: scheme and ciphertext, as `f` needs them.
    fn with_key<T>(pem: &str, f: impl FnOnce(&Scheme<'_>, &[u8]) -> T) -> T {
        let (_, der) = pem_rfc7468::decode_vec(pem.as_bytes()).unwrap();
        let mut fields = Reader::new(&der).sequence().unwrap();
        let scheme = Scheme::read(fields.any().unwrap(), &Path::ROOT).unwrap();
        f(&scheme, fields.expect(Tag::OCTET_STRING).unwrap().value())
    }

    fn open_with(pem: &str, passphrase: Option<&[u8]>, limits: Limits) -> Result<Vec<u8>, Failure> {
        let mut parse = Parse::new(limits, passphrase, None);
        with_key(pem, |scheme, ciphertext| {
            let accept = |plaintext: &[u8]| Reader::new(plaintext).sequence().is_ok();
            open(scheme, ciphertext, &mut parse, &Path::ROOT, &accept)
                .map(|plaintext| plaintext.to_vec())
        })
    }

    macro_rules! key {
        ($name:literal) => {
            include_str!(concat!("../../testdata/key/p256-pkcs8-", $name, ".pem"))
        };
    }

    const PASSPHRASE: &[u8] = b"correct horse 7F";

    const KEYS: [(&str, &str); 18] = [
        ("PBES2, PBKDF2 with HMAC-SHA-256, AES-256-CBC", key!("encrypted")),
        ("PBES2, PBKDF2 with HMAC-SHA-256, DES-EDE3-CBC", key!("des3")),
        ("PBES2, PBKDF2 with HMAC-SHA-256, DES-CBC", key!("des")),
        ("PBES2, PBKDF2 with HMAC-SHA-256, RC2-CBC", key!("rc2")),
        ("PBES2, PBKDF2 with HMAC-SHA-256, RC2-40-CBC", key!("rc2-40-cbc")),
        ("PBES2, PBKDF2 with HMAC-MD5, AES-256-CBC", key!("prf-hmac-md5")),
        ("PBES2, PBKDF2 with HMAC-SHA-512/224, AES-256-CBC", key!("prf-hmac-sha512-224")),
        ("PBES2, scrypt, AES-256-CBC", key!("scrypt")),
        ("PBES1, MD5, DES-CBC", key!("pbe-md5-des")),
        ("PBES1, MD5, RC2-64-CBC", key!("pbe-md5-rc2-64")),
        ("PBES1, SHA-1, DES-CBC", key!("pbe-sha1-des")),
        ("PBES1, SHA-1, RC2-64-CBC", key!("pbe-sha1-rc2-64")),
        ("PKCS#12 PBE, SHA-1, DES-EDE3-CBC", key!("pbe-sha1-3des")),
        ("PKCS#12 PBE, SHA-1, DES-EDE-CBC", key!("pbe-sha1-2des")),
        ("PKCS#12 PBE, SHA-1, RC2-CBC", key!("pbe-sha1-rc2-128")),
        ("PKCS#12 PBE, SHA-1, RC2-40-CBC", key!("pbe-sha1-rc2-40")),
        ("PKCS#12 PBE, SHA-1, RC4-128", key!("pbe-sha1-rc4-128")),
        ("PKCS#12 PBE, SHA-1, RC4-40", key!("pbe-sha1-rc4-40")),
    ];

    #[test]
    fn every_scheme_opens_what_openssl_wrote() {
        for (name, pem) in KEYS {
            with_key(pem, |scheme, _| assert_eq!(alloc::format!("{scheme}"), name));
            let opened = open_with(pem, Some(PASSPHRASE), Limits::DEFAULT);
            let (_, clear) =
                pem_rfc7468::decode_vec(include_bytes!("../../testdata/key/p256-pkcs8.pem"))
                    .unwrap();
            assert_eq!(opened.unwrap(), clear, "{name}");
            let wrong = open_with(pem, Some(b"wrong horse 00"), Limits::DEFAULT);
            assert!(matches!(wrong, Err(Failure::Incorrect(_))), "{name}");
            let none = open_with(pem, None, Limits::DEFAULT);
            assert!(matches!(none, Err(Failure::NoPassphrase)), "{name}");
        }
    }

    #[test]
    fn too_dear_is_refused_before_the_first_hash() {
        for (name, pem) in KEYS {
            let work = with_key(pem, |scheme, _| scheme.cost(PASSPHRASE.len()).work);
            let opened = open_with(pem, Some(PASSPHRASE), Limits::DEFAULT.kdf_work(work));
            assert!(opened.is_ok(), "{name}");
            let refused = open_with(pem, Some(PASSPHRASE), Limits::DEFAULT.kdf_work(work - 1));
            let Err(Failure::Fatal(error)) = refused else { panic!("{name}") };
            let exceeded = error.exceeded().unwrap();
            assert_eq!((exceeded.asked(), exceeded.allowed()), (work, work - 1), "{name}");
        }
    }

    #[test]
    fn a_ciphertext_is_whole_blocks_and_not_nothing() {
        let mut parse = Parse::new(Limits::DEFAULT, Some(PASSPHRASE), None);
        with_key(key!("encrypted"), |scheme, ciphertext| {
            for length in [0, 1, 15, 17, ciphertext.len() - 1] {
                let failure =
                    open(scheme, &ciphertext[..length], &mut parse, &Path::ROOT, &|_| true);
                assert!(matches!(failure, Err(Failure::Fatal(_))), "{length}");
            }
        });
    }
}
