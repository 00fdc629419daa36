//! PBES1 (RFC 8018 §6.1) and PKCS#12 PBE (RFC 7292 §C): the OID determines hash and cipher.

use super::{
    cipher::{self, Cipher},
    hash::Hash,
    hashes,
    kdf::Kdf,
    parameters::{iterations, sequence},
    scheme::{Iv, Scheme},
};
use crate::{
    asn1::{
        error::{InField, ParseError},
        tlv::Tlv,
    },
    oid,
    passphrase::StringRule,
    tag::Tag,
};

/// A scheme determined by its OID, except for salt and iteration count.
pub(super) struct Row {
    oid: &'static [u8],
    rule: StringRule,
    hash: &'static Hash,
    cipher: &'static Cipher,
}

/// The scheme with this OID, given by its content octets.
pub(super) fn by_oid(oid: &[u8]) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.oid == oid)
}

/// RFC 8018 §A.3, RFC 7292 §C, and Bouncy Castle's own: AES with PKCS#12's KDF and SHA-1 or SHA-256,
/// with the parameters of RFC 7292 §C.
static ROWS: &[Row] = &[
    #[cfg(feature = "rare-ciphers")]
    pbes1(oid::PBE_MD2_DES_CBC, &hashes::MD2, &cipher::DES_CBC),
    #[cfg(feature = "rare-ciphers")]
    pbes1(oid::PBE_MD2_RC2_CBC, &hashes::MD2, &cipher::RC2_64_CBC),
    pbes1(oid::PBE_MD5_DES_CBC, &hashes::MD5, &cipher::DES_CBC),
    pbes1(oid::PBE_MD5_RC2_CBC, &hashes::MD5, &cipher::RC2_64_CBC),
    pbes1(oid::PBE_SHA1_DES_CBC, &hashes::SHA1, &cipher::DES_CBC),
    pbes1(oid::PBE_SHA1_RC2_CBC, &hashes::SHA1, &cipher::RC2_64_CBC),
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
    Row { oid, rule: StringRule::Pkcs5, hash, cipher }
}

const fn pkcs12(oid: &'static [u8], cipher: &'static Cipher) -> Row {
    Row { oid, rule: StringRule::Pkcs12, hash: &hashes::SHA1, cipher }
}

const fn pkcs12_sha256(oid: &'static [u8], cipher: &'static Cipher) -> Row {
    Row { hash: &hashes::SHA256, ..pkcs12(oid, cipher) }
}

impl Row {
    /// PBEParameter (RFC 8018 §A.3) and pkcs-12PbeParams (RFC 7292 §C): salt and iterations. Salts of
    /// any length are read, although RFC 8018 requires 8 octets.
    pub(super) fn read<'a>(
        &'static self,
        parameters: Option<Tlv<'a>>,
    ) -> Result<Scheme<'a>, ParseError> {
        let mut fields = sequence(parameters).in_field("PBEParameter")?;
        let salt = fields.expect(Tag::OCTET_STRING).in_field("salt")?.value();
        let iterations = iterations(&mut fields)?;
        fields.finish().in_field("PBEParameter")?;
        let hash = self.hash;
        let kdf = match self.rule {
            StringRule::Pkcs12 => Kdf::Pkcs12 { hash, salt, iterations },
            _ => Kdf::Pbkdf1 { hash, salt, iterations },
        };
        Ok(Scheme {
            rule: self.rule,
            kdf,
            cipher: self.cipher,
            key: self.cipher.key,
            iv: Iv::Derived,
            shorter: None,
            tag: 0,
            leniency: None,
        })
    }
}
