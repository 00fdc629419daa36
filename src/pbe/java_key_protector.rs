//! How Java's key stores encrypt private keys: Sun's key protector (JKS), and PBEWithMD5AndTripleDES
//! (JCEKS). No standard defines them; the JDK's `KeyProtector` and `PBES1Core` do.

use super::{
    cipher::{self, Cipher},
    kdf::Kdf,
    parameters::{iterations, sequence},
    scheme::{Iv, Scheme},
};
use crate::{
    asn1::{
        error::{InField, ParseError},
        tlv::Tlv,
    },
    error::pbe::BAD_PARAMETERS,
    oid,
    passphrase::StringRule,
    tag::Tag,
};
use ctutils::CtEq;
use digest::Output;
use sha1::{Digest, Sha1};
use zeroize::Zeroize;

/// Octets of a SHA-1 digest: of the salt, of each block of the key stream, and of the check at the
/// end.
const DIGEST: usize = 20;

/// The scheme with this OID; `None` if it is not one of Java's.
pub(super) fn by_oid<'a>(
    oid: &[u8],
    parameters: Option<Tlv<'a>>,
) -> Option<Result<Scheme<'a>, ParseError>> {
    match oid {
        oid::JAVA_KEY_PROTECTOR => Some(Ok(KEY_PROTECTOR)),
        oid::JAVA_PBE_MD5_DES_EDE3_CBC => Some(pbe(parameters)),
        _ => None,
    }
}

const KEY_PROTECTOR: Scheme<'static> = Scheme {
    rule: StringRule::Java,
    kdf: Kdf::Passphrase,
    cipher: &JKS,
    key: 0,
    iv: Iv::Leading,
    shorter: None,
    tag: DIGEST,
    leniency: None,
};

/// The key is the passphrase, the IV the salt and the tag a digest of passphrase and plaintext. The
/// price depends on the passphrase too: `cost::java_key_protector`.
static JKS: Cipher = Cipher {
    name: "JKS key protector, SHA-1",
    key: 0,
    keys: 0..=0,
    iv: DIGEST,
    block: 1,
    price: 0,
    decrypt: unprotect,
};

/// PBEParameter (RFC 8018 §A.3): salt and iterations.
fn pbe(parameters: Option<Tlv<'_>>) -> Result<Scheme<'_>, ParseError> {
    let mut fields = sequence(parameters).in_field("PBEParameter")?;
    let salt = fields.expect(Tag::OCTET_STRING).in_field("salt")?;
    let octets = <[u8; 8]>::try_from(salt.value())
        .map_err(|_| ParseError::new(&BAD_PARAMETERS, salt.offset).in_field("salt"))?;
    let iterations = iterations(&mut fields)?;
    fields.finish().in_field("PBEParameter")?;
    let cipher = &cipher::DES_EDE3_CBC;
    Ok(Scheme {
        rule: StringRule::Pkcs5,
        kdf: Kdf::JavaPbe { salt: octets, iterations },
        cipher,
        key: cipher.key,
        iv: Iv::Derived,
        shorter: None,
        tag: 0,
        leniency: None,
    })
}

/// Decrypts by XOR with D_1 = SHA-1(password ‖ salt), D_i = SHA-1(password ‖ D_(i−1)), and compares
/// SHA-1(password ‖ plaintext) with the tag.
fn unprotect(password: &[u8], salt: &[u8], tag: usize, buffer: &mut [u8]) -> Option<usize> {
    let length = buffer.len().checked_sub(tag)?;
    let (plaintext, check) = buffer.split_at_mut_checked(length)?;
    let mut stream = Output::<Sha1>::default();
    let mut previous: &[u8] = salt;
    let mut digest;
    for block in plaintext.chunks_mut(DIGEST) {
        let hash = Sha1::new_with_prefix(password).chain_update(previous);
        hash.finalize_into(&mut stream);
        for (octet, key) in block.iter_mut().zip(&stream) {
            *octet ^= key;
        }
        digest = stream;
        previous = &digest;
    }
    stream.zeroize();
    let hash = Sha1::new_with_prefix(password).chain_update(&*plaintext);
    hash.finalize_into(&mut stream);
    stream.ct_eq(check).to_bool().then_some(length)
}
