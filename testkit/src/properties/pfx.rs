//! A PFX around any AuthenticatedSafe, with a valid MAC, so that the reader reaches the content.

use hmac::{Hmac, KeyInit, Mac};
use pkcs12::kdf::{Pkcs12KeyType, derive_key};
use sha2::Sha256;

/// id-data with tag and length.
const DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
/// AlgorithmIdentifier of SHA-256.
const SHA256: &[u8] = b"\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00";
const SALT: &[u8] = b"salt";

/// PFX ::= SEQUENCE { version 3, authSafe, macData } of `safe` under a text as passphrase, with
/// one iteration.
pub fn sealed(safe: &[u8], passphrase: &str) -> Vec<u8> {
    let password: Vec<u8> =
        passphrase.encode_utf16().chain([0]).flat_map(u16::to_be_bytes).collect();
    let key = derive_key::<Sha256>(&password, SALT, Pkcs12KeyType::Mac, 1, 32);
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&key).expect("any length");
    let digest = mac.chain_update(safe).finalize().into_bytes();
    let digest_info = tlv(0x30, &[SHA256, &tlv(0x04, &[&digest])]);
    let mac_data = tlv(0x30, &[&digest_info, &tlv(0x04, &[SALT])]);
    let content = tlv(0xa0, &[&tlv(0x04, &[safe])]);
    tlv(0x30, &[b"\x02\x01\x03", &tlv(0x30, &[DATA, &content]), &mac_data])
}

fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = content.len().to_be_bytes();
    let mut out = vec![tag, 0x80 | u8::try_from(length.len()).expect("eight")];
    out.extend(length);
    out.extend(content);
    out
}
