//! EncryptedPrivateKeyInfo (RFC 5958 §3) and the parameters of PBES2, from the crate `pkcs8`.

use super::{
    encode::{exact, too_long},
    encryption::Encryption,
};
use crate::{error::Error, secret::Scratch};
use der::asn1::OctetStringRef;
use pkcs8::{
    EncryptedPrivateKeyInfo,
    pkcs5::{
        EncryptionScheme,
        pbes2::{self, Kdf, Pbkdf2Params, Pbkdf2Prf, Salt, ScryptParams},
    },
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
