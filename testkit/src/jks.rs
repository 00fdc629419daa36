//! Java key stores built part by part, by code independent of the library.

use crate::der::{octet_string, oid, sequence, tlv};
use sha1::{Digest, Sha1};

pub const JKS: [u8; 4] = [0xfe, 0xed, 0xfe, 0xed];
pub const JCEKS: [u8; 4] = [0xce; 4];

/// A key store of version 2 without its digest, with this number of entries in its header.
pub fn unsealed(magic: [u8; 4], count: u32, entries: &[&[u8]]) -> Vec<u8> {
    [&magic[..], &2_u32.to_be_bytes(), &count.to_be_bytes(), &entries.concat()].concat()
}

/// `content` with the digest under `passphrase`.
pub fn sealed(content: &[u8], passphrase: &str) -> Vec<u8> {
    let digest = Sha1::new().chain_update(characters(passphrase)).chain_update("Mighty Aphrodite");
    [content, &digest.chain_update(content).finalize()].concat()
}

/// A JKS of these entries, sealed.
pub fn store(entries: &[&[u8]], passphrase: &str) -> Vec<u8> {
    let count = u32::try_from(entries.len()).expect("a few entries");
    sealed(&unsealed(JKS, count, entries), passphrase)
}

pub fn trusted(alias: &[u8], certificate: &[u8]) -> Vec<u8> {
    [&entry(2, alias)[..], &self::certificate(certificate)].concat()
}

/// A key entry; `info` is an EncryptedPrivateKeyInfo.
pub fn key(alias: &[u8], info: &[u8], chain: &[&[u8]]) -> Vec<u8> {
    let count = u32::try_from(chain.len()).expect("a short chain");
    let chain: Vec<u8> = chain.iter().flat_map(|der| certificate(der)).collect();
    [&entry(1, alias)[..], &octets(info), &count.to_be_bytes(), &chain].concat()
}

/// A secret key; `object` is a serialized object with its stream header.
pub fn secret_key(alias: &[u8], object: &[u8]) -> Vec<u8> {
    [&entry(3, alias)[..], object].concat()
}

/// Tag, alias in modified UTF-8 and date.
pub fn entry(tag: u32, alias: &[u8]) -> Vec<u8> {
    [&tag.to_be_bytes()[..], &utf(alias), &[0; 8]].concat()
}

fn certificate(der: &[u8]) -> Vec<u8> {
    [utf(b"X.509"), octets(der)].concat()
}

fn utf(text: &[u8]) -> Vec<u8> {
    let length = u16::try_from(text.len()).expect("a short string");
    [&length.to_be_bytes()[..], text].concat()
}

fn octets(content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("less than 4 GiB");
    [&length.to_be_bytes()[..], content].concat()
}

/// The passphrase as Java's characters.
fn characters(passphrase: &str) -> Vec<u8> {
    passphrase.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// EncryptedPrivateKeyInfo under Sun's key protector.
pub fn protected(plaintext: &[u8], passphrase: &str) -> Vec<u8> {
    let password = characters(passphrase);
    let hash = |octets: &[u8]| Sha1::new().chain_update(&password).chain_update(octets).finalize();
    let salt = [7; 20];
    let mut stream = hash(&salt);
    let mut ciphertext = salt.to_vec();
    for block in plaintext.chunks(20) {
        ciphertext.extend(block.iter().zip(stream).map(|(octet, key)| octet ^ key));
        stream = hash(&stream);
    }
    ciphertext.extend(hash(plaintext));
    protector(&ciphertext)
}

/// EncryptedPrivateKeyInfo with the OID of Sun's key protector.
pub fn protector(ciphertext: &[u8]) -> Vec<u8> {
    let algorithm = sequence(&[&oid("1.3.6.1.4.1.42.2.17.1.1"), &tlv(0x05, &[])]);
    sequence(&[&algorithm, &octet_string(ciphertext)])
}
