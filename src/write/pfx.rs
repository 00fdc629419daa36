//! Makes a PFX of certificates and keys: charges the work, encrypts, adds the MAC.

use super::{
    cms::{self, Safe},
    encryption::Encryption,
    passphrase::Octets,
    pkcs12::{self, BagAttributes, MacData, SafeContents},
    profile::{Mac, Pkcs12Profile},
    random::Random,
};
use crate::{
    budget::Budget,
    error::{
        Error, Path, Step,
        write::{LOCKED, NO_PASSPHRASE, NOTHING, TOO_LONG, UNUSED_PASSPHRASE},
    },
    key::PrivateKey,
    secret::Scratch,
    x509::Certificate,
};
use alloc::vec::Vec;

/// A certificate to write, with the attributes of its bag.
pub(super) type CertificateEntry<'a> = (&'a Certificate, BagAttributes<'a>);
/// A private key to write, with the attributes of its bag.
pub(super) type KeyEntry<'a> = (&'a PrivateKey, BagAttributes<'a>);

/// Writes a PFX: one safe with the certificates, one with the keys.
pub(super) fn write(
    certificates: &[CertificateEntry<'_>],
    keys: &[KeyEntry<'_>],
    profile: Pkcs12Profile,
    passphrase: Option<&str>,
    mut random: Random<impl FnMut(&mut [u8])>,
    budget: &mut Budget,
) -> Result<Scratch, Error> {
    if certificates.is_empty() && keys.is_empty() {
        return Err(NOTHING.at(&Path::ROOT));
    }
    let passphrase = match (profile.takes_passphrase(), passphrase) {
        (true, Some(passphrase)) => Octets::new(passphrase, budget)?,
        (true, None) => return Err(NO_PASSPHRASE.at(&Path::ROOT)),
        (false, None) => Octets::new("", budget)?,
        (false, Some(_)) => return Err(UNUSED_PASSPHRASE.at(&Path::ROOT)),
    };
    let certificates = certificate_bags(certificates, budget)?;
    let plan = Plan::draw(profile, !certificates.is_empty(), keys, &mut random)?;
    plan.pay(certificates.len(), &passphrase, budget)?;
    plan.write(&certificates, &passphrase, budget)
}

/// The SafeContents of the certificates; empty without a certificate.
fn certificate_bags(
    certificates: &[CertificateEntry<'_>],
    budget: &mut Budget,
) -> Result<Scratch, Error> {
    if certificates.is_empty() {
        return Ok(Scratch::zeroed(0));
    }
    let mut bags = SafeContents::with_capacity(certificates.len());
    for (certificate, attributes) in certificates {
        let der = certificate.as_der();
        // In its CertBag, in its SafeBag, and in the SafeContents.
        pay_memory(der.len().saturating_mul(3).saturating_add(attributes.len()), budget)?;
        bags.certificate(der, *attributes)?;
    }
    bags.encode()
}

fn pay_memory(octets: usize, budget: &mut Budget) -> Result<(), Error> {
    budget.memory(octets).map_err(|exceeded| exceeded.at(&Path::ROOT))
}

/// Everything random, drawn in the order of the file, so that all work is paid for before any of
/// it is done.
struct Plan<'a> {
    /// `None` without certificates, or if they are not encrypted.
    certificates: Option<Encryption>,
    keys: Vec<PlannedKey<'a>>,
    mac: Option<Mac>,
}

struct PlannedKey<'a> {
    pkcs8: &'a [u8],
    attributes: BagAttributes<'a>,
    encryption: Option<Encryption>,
}

impl<'a> Plan<'a> {
    fn draw(
        profile: Pkcs12Profile,
        has_certificates: bool,
        keys: &[KeyEntry<'a>],
        random: &mut Random<impl FnMut(&mut [u8])>,
    ) -> Result<Self, Error> {
        let certificates = if has_certificates { profile.draw_encryption(random)? } else { None };
        let mut planned = Vec::with_capacity(keys.len());
        for (number, (key, attributes)) in (1..).zip(keys) {
            let path = Path::ROOT.then(Step::Key(number));
            let pkcs8 = key.secret_pkcs8_der().ok_or_else(|| LOCKED.at(&path))?;
            let encryption = profile.draw_encryption(random)?;
            planned.push(PlannedKey { pkcs8, attributes: *attributes, encryption });
        }
        Ok(Plan { certificates, keys: planned, mac: profile.draw_mac(random)? })
    }

    fn pay(
        &self,
        certificates: usize,
        passphrase: &Octets,
        budget: &mut Budget,
    ) -> Result<(), Error> {
        // The key of the MAC; its content is paid for when its length is known.
        let mut work = self.mac.as_ref().map_or(0, |mac| mac.work(passphrase, 0));
        if let Some(encryption) = &self.certificates {
            work = work.saturating_add(encryption.pay_memory(passphrase, certificates, budget)?);
        }
        for key in &self.keys {
            let length = key.pkcs8.len();
            // Its SafeBag, and the SafeContents.
            let own = length.saturating_mul(2).saturating_add(key.attributes.len());
            pay_memory(own, budget)?;
            if let Some(encryption) = &key.encryption {
                work = work.saturating_add(encryption.pay_memory(passphrase, length, budget)?);
            }
        }
        // Together, so that an error says what the whole file needs.
        budget.kdf_work(work).map_err(|exceeded| exceeded.at(&Path::ROOT))
    }

    fn write(
        &self,
        certificates: &[u8],
        passphrase: &Octets,
        budget: &mut Budget,
    ) -> Result<Scratch, Error> {
        let mut safes = Vec::with_capacity(2);
        match &self.certificates {
            Some(encryption) => {
                let ciphertext = encryption.encrypt(passphrase, certificates)?;
                safes.push(Safe::encrypted(pkcs12::algorithm(encryption)?, &ciphertext)?);
            }
            None if certificates.is_empty() => {}
            None => safes.push(Safe::Data(Scratch::copy_of(certificates))),
        }
        if !self.keys.is_empty() {
            safes.push(Safe::Data(self.key_bags(passphrase)?.encode()?));
        }
        // The safes, the AuthenticatedSafe and the PFX.
        let safe = cms::authenticated_safe(&safes)?;
        pay_memory(safe.len().saturating_mul(3), budget)?;
        let mac_data = self.mac.as_ref().map(|mac| mac.data(&safe, passphrase, budget));
        pkcs12::pfx(&safe, mac_data.transpose()?)
    }

    fn key_bags(&self, passphrase: &Octets) -> Result<SafeContents, Error> {
        let mut bags = SafeContents::with_capacity(self.keys.len());
        for PlannedKey { pkcs8, attributes, encryption } in &self.keys {
            match encryption {
                Some(encryption) => {
                    let ciphertext = encryption.encrypt(passphrase, pkcs8)?;
                    bags.shrouded_key(encryption, &ciphertext, *attributes)?;
                }
                None => bags.key(pkcs8, *attributes)?,
            }
        }
        Ok(bags)
    }
}

impl Mac {
    fn work(&self, passphrase: &Octets, content: usize) -> u64 {
        let seal = self.seal();
        seal.cost(passphrase.by(seal.rule()).len(), content).work
    }

    /// The MacData over `content`. The derivation of the key has been paid for.
    fn data(
        &self,
        content: &[u8],
        passphrase: &Octets,
        budget: &mut Budget,
    ) -> Result<MacData, Error> {
        let work = self.work(passphrase, content.len()).saturating_sub(self.work(passphrase, 0));
        budget.kdf_work(work).map_err(|exceeded| exceeded.at(&Path::ROOT))?;
        let seal = self.seal();
        let digest = seal.compute(passphrase.by(seal.rule()), content);
        pkcs12::mac_data(self, &digest.ok_or_else(|| TOO_LONG.at(&Path::ROOT))?)
    }
}
