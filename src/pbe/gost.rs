//! The GOST ciphers in PBES2: GOST 28147-89 (RFC 4357, RFC 9548) and GOST R 34.12-2015 (RFC 9337).

use super::{
    cipher::{Cipher, Decrypt},
    cost,
    gost_modes::{CRYPTOPRO_SECTION, cfb_with_key_meshing, ctr_acpkm},
    parameters::{sequence, unsupported},
};
use crate::{
    asn1::{
        error::{InField, ParseError},
        tlv::Tlv,
    },
    error::{
        Error, Path,
        pbe::{BAD_IV, UNSUPPORTED_CIPHER},
    },
    oid,
    tag::Tag,
};
use kuznyechik::Kuznyechik;
use magma::{Gost89, Gost89CryptoProA, Gost89CryptoProB, Gost89CryptoProC, Magma, Sbox};

/// GOST 28147-89 by its parameter set, which determines the S-box.
static GOST_28147: [(&[u8], Cipher); 5] = [
    (oid::GOST_28147_TC26_Z, row(8, cost::GOST_28147, cfb_with_key_meshing::<Magma>)),
    (
        oid::GOST_28147_CRYPTOPRO_A,
        row(8, cost::GOST_28147, cfb_with_key_meshing::<Gost89CryptoProA>),
    ),
    (
        oid::GOST_28147_CRYPTOPRO_B,
        row(8, cost::GOST_28147, cfb_with_key_meshing::<Gost89CryptoProB>),
    ),
    (
        oid::GOST_28147_CRYPTOPRO_C,
        row(8, cost::GOST_28147, cfb_with_key_meshing::<Gost89CryptoProC>),
    ),
    (
        oid::GOST_28147_CRYPTOPRO_D,
        row(8, cost::GOST_28147, cfb_with_key_meshing::<Gost89<CryptoProD>>),
    ),
];

/// The S-box of id-Gost28147-89-CryptoPro-D-ParamSet (RFC 4357 §11.2). The one of this name in the
/// crate `magma` 0.10 is that of GOST R 34.11-94's CryptoPro parameter set.
enum CryptoProD {}

impl Sbox for CryptoProD {
    const NAME: &'static str = "CryptoProD";
    const SBOX: [[u8; 16]; 8] = [
        [15, 12, 2, 10, 6, 4, 5, 0, 7, 9, 14, 13, 1, 11, 8, 3],
        [11, 6, 3, 4, 12, 15, 14, 2, 7, 13, 8, 0, 5, 10, 9, 1],
        [1, 12, 11, 0, 15, 14, 6, 5, 10, 13, 4, 8, 9, 3, 7, 2],
        [1, 5, 14, 12, 10, 7, 0, 13, 6, 2, 11, 4, 9, 3, 15, 8],
        [0, 12, 8, 9, 13, 2, 10, 11, 7, 3, 6, 5, 4, 14, 15, 1],
        [8, 0, 15, 3, 2, 5, 14, 11, 1, 10, 4, 7, 12, 9, 13, 6],
        [3, 0, 6, 15, 1, 14, 9, 2, 13, 8, 12, 4, 11, 10, 5, 7],
        [1, 10, 6, 8, 15, 11, 0, 4, 12, 3, 5, 9, 7, 13, 2, 14],
    ];
}

/// The IV is the first half block of the ukm; the rest is for a MAC (RFC 9337 §7.3).
static MAGMA_CTR_ACPKM: Cipher = Cipher {
    name: "Magma-CTR-ACPKM",
    ..row(12, cost::GOST_28147, ctr_acpkm::<Magma, CRYPTOPRO_SECTION>)
};
static KUZNYECHIK_CTR_ACPKM: Cipher = Cipher {
    name: "Kuznyechik-CTR-ACPKM",
    ..row(16, cost::KUZNYECHIK, ctr_acpkm::<Kuznyechik, 4096>)
};

const fn row(iv: usize, price: u64, decrypt: Decrypt) -> Cipher {
    Cipher { name: "GOST 28147-89", key: 32, keys: 32..=32, iv, block: 1, price, decrypt }
}

/// The cipher and the IV of an encryptionScheme; `None` for other ciphers.
pub(super) fn encryption<'a>(
    oid: &[u8],
    parameters: Option<Tlv<'a>>,
    path: &Path<'_>,
) -> Result<Option<(&'static Cipher, &'a [u8])>, Error> {
    let at = |fault: ParseError| fault.in_field("encryptionScheme").at(path);
    let cipher = match oid {
        oid::GOST_28147 => return gost_28147(parameters, path).map(Some),
        oid::MAGMA_CTR_ACPKM => &MAGMA_CTR_ACPKM,
        oid::KUZNYECHIK_CTR_ACPKM => &KUZNYECHIK_CTR_ACPKM,
        _ => return Ok(None),
    };
    ukm(cipher, parameters).map(|ukm| Some((cipher, ukm))).map_err(at)
}

/// Gost28147-89-Parameters ::= SEQUENCE { iv, encryptionParamSet } (RFC 4357 §10.2)
fn gost_28147<'a>(
    parameters: Option<Tlv<'a>>,
    path: &Path<'_>,
) -> Result<(&'static Cipher, &'a [u8]), Error> {
    let at = |fault: ParseError| fault.in_field("Gost28147-89-Parameters").at(path);
    let mut fields = sequence(parameters).map_err(at)?;
    let iv = fields.expect(Tag::OCTET_STRING).map_err(at)?;
    let set = fields.expect(Tag::OID).map_err(at)?.value();
    fields.finish().map_err(at)?;
    let (_, cipher) = GOST_28147
        .iter()
        .find(|(own, _)| *own == set)
        .ok_or_else(|| unsupported(&UNSUPPORTED_CIPHER, set, path))?;
    octets(cipher, iv).map(|iv| (cipher, iv)).map_err(at)
}

/// Gost3412-15-Encryption-Parameters ::= SEQUENCE { ukm } (RFC 9337 §7.3)
fn ukm<'a>(cipher: &Cipher, parameters: Option<Tlv<'a>>) -> Result<&'a [u8], ParseError> {
    let mut fields = sequence(parameters)?;
    let ukm = fields.expect(Tag::OCTET_STRING).in_field("ukm")?;
    fields.finish()?;
    octets(cipher, ukm)
}

fn octets<'a>(cipher: &Cipher, iv: Tlv<'a>) -> Result<&'a [u8], ParseError> {
    if iv.value().len() == cipher.iv {
        Ok(iv.value())
    } else {
        Err(ParseError::new(&BAD_IV, iv.offset))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_has_its_measured_price;
    use super::*;

    #[test]
    fn every_cipher_has_its_measured_price() {
        GOST_28147.iter().for_each(|(_, cipher)| assert_has_its_measured_price(cipher));
        assert_has_its_measured_price(&MAGMA_CTR_ACPKM);
        assert_has_its_measured_price(&KUZNYECHIK_CTR_ACPKM);
    }
}
