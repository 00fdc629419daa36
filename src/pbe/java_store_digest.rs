//! The digest at the end of Java's JKS and JCEKS, as the JDK's `JavaKeyStore.getPreKeyedHash` has it.

use super::{
    attempt::{Attempt, Failure},
    cost::{self, Cost},
};
use crate::{
    context::Parse,
    error::{Error, Path},
    passphrase::{StringRule, Target},
};
use core::fmt;
use ctutils::CtEq;
use sha1::{Digest, Sha1};

/// The constant after the passphrase.
const WHITENER: &[u8; 16] = b"Mighty Aphrodite";

/// The content of a key store and its digest.
#[derive(Clone, Copy)]
pub(crate) struct JavaStoreDigest<'a> {
    /// From the magic number to the last entry.
    pub(crate) content: &'a [u8],
    pub(crate) digest: &'a [u8; 20],
}

impl JavaStoreDigest<'_> {
    /// Reserves the work of the first attempt, before any of several parts is tried.
    pub(crate) fn reserve(&self, parse: &mut Parse<'_>, path: &Path<'_>) -> Result<(), Error> {
        self.attempt(&|password| self.cost(password)).reserve(parse, path)
    }

    /// Records that the digest was not checked.
    pub(crate) fn record_locked(
        &self,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        self.attempt(&|password| self.cost(password)).record_locked(false, parse, path)
    }

    /// Checks the content with each encoding of the passphrase in turn.
    pub(crate) fn verify(&self, parse: &mut Parse<'_>, path: &Path<'_>) -> Result<(), Failure> {
        let cost = |password| self.cost(password);
        self.attempt(&cost).try_each_encoding(parse, path, |password| {
            let hash = Sha1::new_with_prefix(password).chain_update(WHITENER);
            let digest = hash.chain_update(self.content).finalize();
            digest.ct_eq(&self.digest[..]).to_bool().then_some(())
        })
    }

    fn cost(&self, password: usize) -> Cost {
        cost::java_store_digest(password, self.content.len())
    }

    fn attempt<'b>(&'b self, cost: &'b dyn Fn(usize) -> Cost) -> Attempt<'b> {
        Attempt { algorithm: self, target: Target::Mac, rule: StringRule::Java, cost }
    }
}

/// `digest, SHA-1`
impl fmt::Display for JavaStoreDigest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("digest, SHA-1")
    }
}
