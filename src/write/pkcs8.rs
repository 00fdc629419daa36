//! EncryptedPrivateKeyInfo (RFC 5958 §3) and the parameters of PBES2, from the crate `pkcs8`.

use super::{
    encode::{exact, too_long},
    encryption::Encryption,
};
use crate::{error::Error, oid, secret::Scratch};
use core::ops::Add;
use der::{
    Any, Decode, Encode, EncodeValue, FixedTag, Length, Tag, Writer,
    asn1::{ObjectIdentifier, OctetStringRef},
};
use pkcs8::{
    EncryptedPrivateKeyInfo,
    pkcs5::{
        EncryptionScheme,
        pbes2::{self, Kdf, Pbkdf2Params, Pbkdf2Prf, Salt, ScryptParams},
    },
    spki::AlgorithmIdentifierOwned,
};

/// EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm, encryptedData } (RFC 5958 §3)
pub(super) fn encrypted_private_key_info(
    encryption: &Encryption,
    ciphertext: &[u8],
) -> Result<Scratch, Error> {
    let encryption_algorithm = pbes2(encryption).map_err(too_long)?;
    let encrypted_data = OctetStringRef::new(ciphertext).map_err(too_long)?;
    exact(&EncryptedPrivateKeyInfo { encryption_algorithm, encrypted_data })
}

/// The AlgorithmIdentifier of PBES2 for other structures.
pub(super) fn algorithm(encryption: &Encryption) -> der::Result<AlgorithmIdentifierOwned> {
    AlgorithmIdentifierOwned::from_der(&pbes2(encryption)?.to_der()?)
}

/// The AlgorithmIdentifier of PBMAC1 with HMAC-SHA-256, for PBKDF2 and as the MAC (RFC 8018 §A.5).
/// RFC 9579 §5 requires the length of the key.
pub(super) fn pbmac1(
    salt: &[u8],
    iterations: u32,
    key_length: u16,
) -> der::Result<AlgorithmIdentifierOwned> {
    let kdf = Kdf::Pbkdf2(pbkdf2_params(salt, iterations, Some(key_length))?);
    let params = Pbmac1Params { kdf, scheme: Pbkdf2Prf::HmacWithSha256 };
    let (oid, parameters) =
        (ObjectIdentifier::from_bytes(oid::PBMAC1)?, Any::encode_from(&params)?);
    Ok(AlgorithmIdentifierOwned { oid, parameters: Some(parameters) })
}

/// PBMAC1-params ::= SEQUENCE { keyDerivationFunc, messageAuthScheme } (RFC 8018 §A.5)
struct Pbmac1Params {
    kdf: Kdf,
    scheme: Pbkdf2Prf,
}

impl FixedTag for Pbmac1Params {
    const TAG: Tag = Tag::Sequence;
}

impl EncodeValue for Pbmac1Params {
    fn value_len(&self) -> der::Result<Length> {
        self.kdf.encoded_len()?.add(self.scheme.encoded_len()?)
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        self.kdf.encode(writer)?;
        self.scheme.encode(writer)
    }
}

/// The AlgorithmIdentifier of PBES2 (RFC 8018 §A.4). It leaves out the length of the key, which the
/// cipher determines.
fn pbes2(encryption: &Encryption) -> der::Result<EncryptionScheme> {
    let (kdf, iv) = match encryption {
        Encryption::Pbkdf2 { iterations, salt, iv } => {
            (Kdf::Pbkdf2(pbkdf2_params(salt, iterations.get(), None)?), iv)
        }
        Encryption::Scrypt { cost: (log_n, r, p), salt, iv } => {
            let params = ScryptParams {
                salt: Salt::new(salt)?,
                cost_parameter: 1_u64.checked_shl(u32::from(*log_n)).unwrap_or(0),
                block_size: u16::try_from(*r).unwrap_or(0),
                parallelization: u16::try_from(*p).unwrap_or(0),
                key_length: None,
            };
            (Kdf::Scrypt(params), iv)
        }
        Encryption::TripleDes { .. } => return Err(Tag::Null.value_error().into()),
    };
    let encryption = pbes2::EncryptionScheme::Aes256Cbc { iv: *iv };
    Ok(EncryptionScheme::Pbes2(pbes2::Parameters { kdf, encryption }))
}

/// PBKDF2-params with HMAC-SHA-256 (RFC 8018 §A.2).
fn pbkdf2_params(
    salt: &[u8],
    iteration_count: u32,
    key_length: Option<u16>,
) -> der::Result<Pbkdf2Params> {
    let (salt, prf) = (Salt::new(salt)?, Pbkdf2Prf::HmacWithSha256);
    Ok(Pbkdf2Params { salt, iteration_count, key_length, prf })
}
