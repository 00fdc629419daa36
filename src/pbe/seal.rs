//! The writing side: encryption under a passphrase, and MACs.

use super::{
    cipher,
    cost::{self, Cost},
    hash::Hash,
    hashes,
    kdf::{Kdf, Output},
    scheme::{Iv, Scheme},
};
use crate::{
    passphrase::StringRule,
    secret::{Scratch, with_wiped_stack},
};
use aes::Aes256;
use cbc::cipher::{BlockCipherEncrypt, BlockModeEncrypt, KeyInit, KeyIvInit, block_padding::Pkcs7};
use des::TdesEde3;

/// A password-based encryption scheme to write with, one of three.
pub(crate) struct Seal<'a> {
    scheme: Scheme<'a>,
    /// The price of encrypting 256 octets: CBC decrypts blocks in parallel, but encrypts them in
    /// sequence.
    price: u64,
    encrypt: Encrypt,
}

/// Encrypts in place: the plaintext is at the start of the buffer, and the padding fills it.
type Encrypt = fn(key: &[u8], iv: &[u8], buffer: &mut [u8], plaintext: usize) -> Option<()>;

impl<'a> Seal<'a> {
    /// PBES2 (RFC 8018 §6.2): PBKDF2 with HMAC-SHA-256, then AES-256-CBC.
    pub(crate) fn pbkdf2_aes_256(salt: &'a [u8], iterations: u32, iv: &'a [u8]) -> Self {
        let kdf = Kdf::Pbkdf2 { prf: &hashes::SHA256, salt, iterations: u64::from(iterations) };
        Seal::aes_256(kdf, iv)
    }

    /// PBES2: scrypt (RFC 7914) with N = 2^`log_n`, then AES-256-CBC.
    pub(crate) fn scrypt_aes_256(
        salt: &'a [u8],
        (log_n, r, p): (u8, u32, u32),
        iv: &'a [u8],
    ) -> Self {
        Seal::aes_256(Kdf::Scrypt { salt, log_n, r, p }, iv)
    }

    /// pbeWithSHAAnd3-KeyTripleDES-CBC (RFC 7292 §C).
    pub(crate) fn pkcs12_triple_des(salt: &'a [u8], iterations: u32) -> Self {
        let kdf = Kdf::Pkcs12 { hash: &hashes::SHA1, salt, iterations: u64::from(iterations) };
        let cipher = &cipher::DES_EDE3_CBC;
        let rule = StringRule::Pkcs12;
        let (key, iv) = (cipher.key, Iv::Derived);
        let scheme = Scheme { rule, kdf, cipher, key, iv, shorter: None, tag: 0, leniency: None };
        Seal { scheme, price: cost::TRIPLE_DES, encrypt: cbc::<TdesEde3> }
    }

    fn aes_256(kdf: Kdf<'a>, iv: &'a [u8]) -> Self {
        let (cipher, iv) = (&cipher::AES_256_CBC, Iv::Given(iv));
        let rule = StringRule::Pkcs5;
        let key = cipher.key;
        let scheme = Scheme { rule, kdf, cipher, key, iv, shorter: None, tag: 0, leniency: None };
        Seal { scheme, price: cost::AES_SERIAL, encrypt: cbc::<Aes256> }
    }

    /// The standard by which the passphrase becomes octets.
    pub(crate) fn rule(&self) -> StringRule {
        self.scheme.rule
    }

    /// The cost of encrypting a plaintext under a passphrase of these lengths in octets.
    pub(crate) fn cost(&self, password: usize, plaintext: usize) -> Cost {
        let encryption = cost::decryption(self.price, plaintext);
        self.scheme.kdf.cost(password, self.scheme.output()).then(encryption)
    }

    /// The length of the ciphertext: at least one octet of padding (RFC 8018 §6.1.1), whole blocks.
    /// `None` if it does not fit into the address space.
    pub(crate) fn ciphertext_len(&self, plaintext: usize) -> Option<usize> {
        plaintext.checked_add(1)?.checked_next_multiple_of(self.scheme.cipher.block)
    }

    /// Encrypts, which must have been paid for. Returns `None` only for parameters beyond what the
    /// functions accept, which no budget pays for.
    pub(crate) fn encrypt(&self, password: &[u8], plaintext: &[u8]) -> Option<Scratch> {
        with_wiped_stack(|| {
            let derived = self.scheme.kdf.derive(password, self.scheme.output())?;
            let iv = match self.scheme.iv {
                Iv::Given(iv) => iv,
                Iv::Derived => &derived.iv,
                // Only Java's key protector has one, and it is not written.
                Iv::Leading => return None,
            };
            let mut buffer = Scratch::zeroed(self.ciphertext_len(plaintext.len())?);
            buffer.as_mut_slice().get_mut(..plaintext.len())?.copy_from_slice(plaintext);
            (self.encrypt)(&derived.key, iv, buffer.as_mut_slice(), plaintext.len())?;
            Some(buffer)
        })
    }
}

fn cbc<C: BlockCipherEncrypt + KeyInit>(
    key: &[u8],
    iv: &[u8],
    buffer: &mut [u8],
    plaintext: usize,
) -> Option<()> {
    let mode = cbc::Encryptor::<C>::new_from_slices(key, iv).ok()?;
    mode.encrypt_padded::<Pkcs7>(buffer, plaintext).ok().map(|_| ())
}

/// A MAC under a passphrase to write, one of three.
pub(crate) struct MacSeal<'a> {
    rule: StringRule,
    kdf: Kdf<'a>,
    hash: &'static Hash,
}

impl<'a> MacSeal<'a> {
    /// The HMAC with SHA-256 of RFC 7292 §5.1.
    pub(crate) fn pkcs12_sha256(salt: &'a [u8], iterations: u32) -> Self {
        MacSeal::pkcs12(&hashes::SHA256, salt, iterations)
    }

    /// The HMAC with SHA-1 of RFC 7292 §5.1.
    pub(crate) fn pkcs12_sha1(salt: &'a [u8], iterations: u32) -> Self {
        MacSeal::pkcs12(&hashes::SHA1, salt, iterations)
    }

    /// PBMAC1 (RFC 9579): PBKDF2 with HMAC-SHA-256, then HMAC-SHA-256 with a key of
    /// [`key_length`](MacSeal::key_length).
    pub(crate) fn pbmac1(salt: &'a [u8], iterations: u32) -> Self {
        let hash = &hashes::SHA256;
        let kdf = Kdf::Pbkdf2 { prf: hash, salt, iterations: u64::from(iterations) };
        MacSeal { rule: StringRule::Pkcs5, kdf, hash }
    }

    fn pkcs12(hash: &'static Hash, salt: &'a [u8], iterations: u32) -> Self {
        let kdf = Kdf::Pkcs12 { hash, salt, iterations: u64::from(iterations) };
        MacSeal { rule: StringRule::Pkcs12, kdf, hash }
    }

    /// The standard by which the passphrase becomes octets.
    pub(crate) fn rule(&self) -> StringRule {
        self.rule
    }

    /// The length of the HMAC's key in octets: that of its output.
    pub(crate) fn key_length(&self) -> usize {
        self.hash.output
    }

    /// The cost of one MAC with a passphrase and content of these lengths in octets.
    pub(crate) fn cost(&self, password: usize, content: usize) -> Cost {
        let kdf = self.kdf.cost(password, Output::MacKey(self.key_length()));
        kdf.then(cost::hmac(self.hash, content))
    }

    /// The MAC of `content`, which must have been paid for. Returns `None` only for parameters
    /// beyond what the functions accept, which no budget pays for.
    pub(crate) fn compute(&self, password: &[u8], content: &[u8]) -> Option<Scratch> {
        with_wiped_stack(|| {
            let key = self.kdf.derive(password, Output::MacKey(self.key_length()))?.key;
            Some(self.hash.hmac(&key, &[content]))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encrypted_decrypts() {
        let (salt, iv) = ([7; 16], [9; 16]);
        for seal in [
            Seal::pbkdf2_aes_256(&salt, 10, &iv),
            Seal::scrypt_aes_256(&salt, (4, 1, 1), &iv),
            Seal::pkcs12_triple_des(&salt, 10),
        ] {
            for length in [0, 1, 7, 8, 15, 16, 17, 300] {
                let plaintext = alloc::vec![0x5a; length];
                let ciphertext = seal.encrypt(b"password", &plaintext).unwrap();
                assert_eq!(Some(ciphertext.len()), seal.ciphertext_len(length));
                let opened = seal.scheme.decrypt(b"password", &ciphertext, &|_| true);
                let (opened, leniency) = opened.unwrap();
                assert_eq!(&*opened, plaintext);
                assert_eq!(leniency, None);
            }
        }
    }

    #[test]
    fn writing_costs_what_reading_costs() {
        let (salt, iv) = ([7; 16], [9; 16]);
        let work = |seal: Seal<'_>| seal.cost(8, 200).work;
        assert_eq!(work(Seal::pbkdf2_aes_256(&salt, 1000, &iv)), 2000);
        assert_eq!(work(Seal::pkcs12_triple_des(&salt, 1000)), 3000);
        assert_eq!(work(Seal::scrypt_aes_256(&salt, (10, 8, 1), &iv)), 4 * 1024 * 8);
        assert_eq!(Seal::pbkdf2_aes_256(&salt, 1000, &iv).cost(8, 512).work, 2000 + 2 * 8);
        assert_eq!(MacSeal::pkcs12_sha256(&salt, 1000).cost(18, 100).work, 1000);
        assert_eq!(MacSeal::pbmac1(&salt, 1000).cost(8, 8192).work, 2000 + 2 * 64);
    }
}
