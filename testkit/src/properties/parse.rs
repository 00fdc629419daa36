//! `parse`: any bytes, any options.

use super::{invariants, limits::LIMITS};
use anycert::{CertificateType, Parser};

const TYPES: [CertificateType; 9] = [
    CertificateType::Pem,
    CertificateType::Pfx,
    CertificateType::P12,
    CertificateType::Crt,
    CertificateType::Cer,
    CertificateType::Key,
    CertificateType::Pkcs7,
    CertificateType::P7b,
    CertificateType::P7c,
];

/// The bits of the first byte.
mod flag {
    pub(super) const PASSPHRASE: u8 = 0x01;
    pub(super) const PRIVATE_KEY: u8 = 0x02;
    pub(super) const CERTIFICATE_TYPE: u8 = 0x04;
    pub(super) const SKIP_BROKEN: u8 = 0x08;
    pub(super) const KEYS_STAY_SHUT: u8 = 0x10;
    pub(super) const INTEGRITY_PASSPHRASE: u8 = 0x20;
}

/// `data` is a byte of flags, then for each flag that has a value, in the order of the bits: the
/// passphrase after one byte with its length, the private key after two, the index of the certificate
/// type, the integrity passphrase after one byte; then the input. `seeds.py` writes the same format.
pub fn run(data: &[u8]) {
    let _ = options(data);
}

fn options(mut data: &[u8]) -> Option<()> {
    let flags = *data.split_off_first()?;
    let is_set = |flag| flags & flag != 0;
    let mut parser = Parser::new()
        .limits(LIMITS)
        .skip_broken(is_set(flag::SKIP_BROKEN))
        .decrypt_keys(!is_set(flag::KEYS_STAY_SHUT));
    if is_set(flag::PASSPHRASE) {
        let length = usize::from(*data.split_off_first()?);
        parser = parser.passphrase_bytes(data.split_off(..length)?);
    }
    if is_set(flag::PRIVATE_KEY) {
        let high = usize::from(*data.split_off_first()?);
        let low = usize::from(*data.split_off_first()?);
        parser = parser.private_key(data.split_off(..high << 8 | low)?);
    }
    if is_set(flag::CERTIFICATE_TYPE) {
        let index = usize::from(*data.split_off_first()?);
        parser = parser.certificate_type(TYPES[index % TYPES.len()]);
    }
    if is_set(flag::INTEGRITY_PASSPHRASE) {
        let length = usize::from(*data.split_off_first()?);
        let passphrase = str::from_utf8(data.split_off(..length)?).ok()?;
        parser = parser.integrity_passphrase(passphrase);
    }
    invariants::input(&parser, data);
    Some(())
}
