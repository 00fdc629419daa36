//! Decryption of what a [`Scheme`] encrypted.

use super::{
    attempt::{Attempt, Failure},
    cost::Cost,
    scheme::Scheme,
};
use crate::{
    context::Parse,
    error::{Error, Path, pbe::BAD_CIPHERTEXT_LENGTH},
    passphrase::Target,
    secret::Scratch,
};

/// Decrypts what `scheme` encrypted, with each encoding of the passphrase in turn.
///
/// `accept` decides whether a plaintext is of the expected kind: CBC padding is valid by chance one
/// time in 256, and RC4 has none.
pub(crate) fn open(
    scheme: &Scheme<'_>,
    ciphertext: &[u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
    accept: &dyn Fn(&[u8]) -> bool,
) -> Result<Scratch, Failure> {
    if !scheme.accepts_length(ciphertext.len()) {
        return Err(Failure::Fatal(BAD_CIPHERTEXT_LENGTH.at(path)));
    }
    if let Some(code) = scheme.leniency {
        parse.context.notes.add(code, path);
    }
    let size = ciphertext.len();
    parse.context.budget.memory(size).map_err(|exceeded| Failure::Fatal(exceeded.at(path)))?;
    let cost = |password| scheme.cost(password, size);
    let opened = scheme
        .attempt(&cost)
        .try_each_encoding(parse, path, |password| scheme.decrypt(password, ciphertext, accept));
    match opened {
        Ok((plaintext, leniency)) => {
            if let Some(code) = leniency {
                parse.context.notes.add(code, path);
            }
            Ok(plaintext)
        }
        Err(failure) => {
            parse.context.budget.free(size);
            Err(failure)
        }
    }
}

impl Scheme<'_> {
    /// Reserves the work of the first attempt at a ciphertext of this length, before any of several
    /// parts is tried.
    pub(crate) fn reserve(
        &self,
        ciphertext: usize,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        self.attempt(&|password| self.cost(password, ciphertext)).reserve(parse, path)
    }

    /// Records that a part with a ciphertext of this length was not requested.
    pub(crate) fn record_locked(
        &self,
        ciphertext: usize,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        let cost = |password| self.cost(password, ciphertext);
        self.attempt(&cost).record_locked(false, parse, path)
    }

    fn attempt<'a>(&'a self, cost: &'a dyn Fn(usize) -> Cost) -> Attempt<'a> {
        Attempt { algorithm: self, target: Target::Encryption, rule: self.rule, cost }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{asn1::tlv::Reader, limits::Limits, tag::Tag};
    use alloc::vec::Vec;

    /// Calls `f` with the scheme and the ciphertext of an EncryptedPrivateKeyInfo in PEM.
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
    fn work_beyond_the_limit_is_refused_before_the_first_hash() {
        for (name, pem) in KEYS {
            let work = with_key(pem, |scheme, _| scheme.cost(PASSPHRASE.len(), 0).work);
            let opened = open_with(pem, Some(PASSPHRASE), Limits::DEFAULT.kdf_work(work));
            assert!(opened.is_ok(), "{name}");
            let refused = open_with(pem, Some(PASSPHRASE), Limits::DEFAULT.kdf_work(work - 1));
            let Err(Failure::Fatal(error)) = refused else { panic!("{name}") };
            let exceeded = error.exceeded().unwrap();
            assert_eq!((exceeded.asked(), exceeded.allowed()), (work, work - 1), "{name}");
        }
    }

    #[test]
    fn memory_is_freed_after_every_attempt() {
        let mut parse = Parse::new(Limits::DEFAULT.memory_bytes(20 << 20), Some(b"wrong"), None);
        with_key(key!("scrypt"), |scheme, ciphertext| {
            for _ in 0..3 {
                let failure = open(scheme, ciphertext, &mut parse, &Path::ROOT, &|_| false);
                assert!(matches!(failure, Err(Failure::Incorrect(_))));
            }
        });
        parse.context.budget.memory(20 << 20).unwrap();
    }

    #[test]
    fn a_plaintext_is_paid_for() {
        with_key(key!("encrypted"), |scheme, ciphertext| {
            let length = ciphertext.len();
            let limits = |most| Limits::DEFAULT.memory_bytes(most);
            let mut parse = Parse::new(limits(length - 1), Some(PASSPHRASE), None);
            let failure = open(scheme, ciphertext, &mut parse, &Path::ROOT, &|_| true);
            let Err(Failure::Fatal(error)) = failure else { panic!("not paid for") };
            assert_eq!(error.exceeded().unwrap().limit(), crate::limits::Limit::MemoryBytes);
            let mut parse = Parse::new(limits(length), Some(PASSPHRASE), None);
            assert!(open(scheme, ciphertext, &mut parse, &Path::ROOT, &|_| true).is_ok());
        });
    }

    #[test]
    fn a_ciphertext_is_a_positive_number_of_whole_blocks() {
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
