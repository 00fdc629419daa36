//! The octets of the passphrase.

use crate::{
    budget::Budget,
    error::{Error, Path},
    passphrase::{StringRule, to_utf16},
    secret::Scratch,
};

/// A passphrase in both encodings.
pub(super) struct Octets {
    pkcs5: Scratch,
    pkcs12: Scratch,
}

impl Octets {
    pub(super) fn new(passphrase: &str, budget: &mut Budget) -> Result<Self, Error> {
        let most = passphrase.len().saturating_mul(3).saturating_add(2);
        budget.memory(most).map_err(|exceeded| exceeded.at(&Path::ROOT))?;
        Ok(Octets { pkcs5: Scratch::copy_of(passphrase.as_bytes()), pkcs12: to_utf16(passphrase) })
    }

    pub(super) fn by(&self, rule: StringRule) -> &[u8] {
        match rule {
            StringRule::Pkcs5 => &self.pkcs5,
            StringRule::Pkcs12 => &self.pkcs12,
            StringRule::Java => self.pkcs12.strip_suffix(&[0, 0]).unwrap_or(&self.pkcs12),
        }
    }
}
