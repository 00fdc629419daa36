//! The ciphers of OpenSSL up to 3.5 and of 0.9.8 by its short names, which DEK-Info headers
//! contain. CFB without a number has segments of a block.

use super::{
    block_modes::{BlockCipher, Desx, cbc, cfb, cfb1, cfb8, ctr, ecb, ofb},
    cipher::{
        AES_128_CBC, AES_192_CBC, AES_256_CBC, Cipher, DES_CBC, DES_EDE2_CBC, DES_EDE3_CBC,
        RC2_40_CBC, RC2_64_CBC, RC2_128_CBC,
    },
    cost,
};
use aes::{Aes128, Aes192, Aes256};
use des::{Des, TdesEde2, TdesEde3};
use rc2::Rc2;

/// The name of a cipher that OpenSSL writes and this build does not support, and the feature that
/// supports it.
pub(crate) fn unsupported(name: &str) -> Option<(&'static str, Option<&'static str>)> {
    let is = |known: &&str| known.eq_ignore_ascii_case(name);
    if let Some(known) = RARE.iter().find(|known| is(known)) {
        return Some((known, Some("rare-ciphers")));
    }
    UNSUPPORTED.iter().find(|known| is(known)).map(|known| (*known, None))
}

static CIPHERS: [Cipher; 35] = [
    Cipher::ecb::<Aes128>("AES-128-ECB", 16, cost::AES_SERIAL),
    Cipher::ecb::<Aes192>("AES-192-ECB", 24, cost::AES_SERIAL),
    Cipher::ecb::<Aes256>("AES-256-ECB", 32, cost::AES_SERIAL),
    Cipher::stream::<Aes128>("AES-128-CFB", 16, cost::AES_SERIAL, cfb::<Aes128>),
    Cipher::stream::<Aes192>("AES-192-CFB", 24, cost::AES_SERIAL, cfb::<Aes192>),
    Cipher::stream::<Aes256>("AES-256-CFB", 32, cost::AES_SERIAL, cfb::<Aes256>),
    Cipher::stream::<Aes128>(
        "AES-128-CFB1",
        16,
        cost::per_bit(cost::AES_SERIAL, 16),
        cfb1::<Aes128>,
    ),
    Cipher::stream::<Aes192>(
        "AES-192-CFB1",
        24,
        cost::per_bit(cost::AES_SERIAL, 16),
        cfb1::<Aes192>,
    ),
    Cipher::stream::<Aes256>(
        "AES-256-CFB1",
        32,
        cost::per_bit(cost::AES_SERIAL, 16),
        cfb1::<Aes256>,
    ),
    Cipher::stream::<Aes128>(
        "AES-128-CFB8",
        16,
        cost::per_octet(cost::AES_SERIAL, 16),
        cfb8::<Aes128>,
    ),
    Cipher::stream::<Aes192>(
        "AES-192-CFB8",
        24,
        cost::per_octet(cost::AES_SERIAL, 16),
        cfb8::<Aes192>,
    ),
    Cipher::stream::<Aes256>(
        "AES-256-CFB8",
        32,
        cost::per_octet(cost::AES_SERIAL, 16),
        cfb8::<Aes256>,
    ),
    Cipher::stream::<Aes128>("AES-128-OFB", 16, cost::AES_SERIAL, ofb::<Aes128>),
    Cipher::stream::<Aes192>("AES-192-OFB", 24, cost::AES_SERIAL, ofb::<Aes192>),
    Cipher::stream::<Aes256>("AES-256-OFB", 32, cost::AES_SERIAL, ofb::<Aes256>),
    Cipher::stream::<Aes128>("AES-128-CTR", 16, cost::AES_SERIAL, ctr::<Aes128>),
    Cipher::stream::<Aes192>("AES-192-CTR", 24, cost::AES_SERIAL, ctr::<Aes192>),
    Cipher::stream::<Aes256>("AES-256-CTR", 32, cost::AES_SERIAL, ctr::<Aes256>),
    Cipher::ecb::<Des>("DES-ECB", 8, cost::DES),
    Cipher::ecb::<TdesEde2>("DES-EDE-ECB", 16, cost::TRIPLE_DES),
    Cipher::ecb::<TdesEde3>("DES-EDE3-ECB", 24, cost::TRIPLE_DES),
    Cipher::stream::<Des>("DES-CFB", 8, cost::DES, cfb::<Des>),
    Cipher::stream::<TdesEde2>("DES-EDE-CFB", 16, cost::TRIPLE_DES, cfb::<TdesEde2>),
    Cipher::stream::<TdesEde3>("DES-EDE3-CFB", 24, cost::TRIPLE_DES, cfb::<TdesEde3>),
    Cipher::stream::<Des>("DES-CFB1", 8, cost::per_bit(cost::DES, 8), cfb1::<Des>),
    Cipher::stream::<TdesEde3>(
        "DES-EDE3-CFB1",
        24,
        cost::per_bit(cost::TRIPLE_DES, 8),
        cfb1::<TdesEde3>,
    ),
    Cipher::stream::<Des>("DES-CFB8", 8, cost::per_octet(cost::DES, 8), cfb8::<Des>),
    Cipher::stream::<TdesEde3>(
        "DES-EDE3-CFB8",
        24,
        cost::per_octet(cost::TRIPLE_DES, 8),
        cfb8::<TdesEde3>,
    ),
    Cipher::stream::<Des>("DES-OFB", 8, cost::DES, ofb::<Des>),
    Cipher::stream::<TdesEde2>("DES-EDE-OFB", 16, cost::TRIPLE_DES, ofb::<TdesEde2>),
    Cipher::stream::<TdesEde3>("DES-EDE3-OFB", 24, cost::TRIPLE_DES, ofb::<TdesEde3>),
    Cipher::blocks::<Desx>("DESX-CBC", 24, cost::DES, cbc::<Desx>),
    Cipher::ecb::<Rc2>("RC2-ECB", 16, cost::RC2),
    Cipher::stream::<Rc2>("RC2-CFB", 16, cost::RC2, cfb::<Rc2>),
    Cipher::stream::<Rc2>("RC2-OFB", 16, cost::RC2, ofb::<Rc2>),
];

impl Cipher {
    /// The cipher with this name; `None` if this build does not support it.
    pub(super) fn by_openssl_name(name: &str) -> Option<&'static Cipher> {
        let name = match name {
            "DES-EDE" => "DES-EDE-ECB",
            "DES-EDE3" => "DES-EDE3-ECB",
            name => name,
        };
        let by_oid = [
            &AES_128_CBC,
            &AES_192_CBC,
            &AES_256_CBC,
            &DES_CBC,
            &DES_EDE2_CBC,
            &DES_EDE3_CBC,
            &RC2_40_CBC,
            &RC2_64_CBC,
            &RC2_128_CBC,
        ];
        let rare = {
            #[cfg(feature = "rare-ciphers")]
            let rare = rare::all();
            #[cfg(not(feature = "rare-ciphers"))]
            let rare = core::iter::empty();
            rare
        };
        let has_name = |cipher: &&Cipher| cipher.name.eq_ignore_ascii_case(name);
        by_oid.into_iter().chain(&CIPHERS).chain(rare).find(has_name)
    }

    const fn ecb<C: BlockCipher>(name: &'static str, key: usize, price: u64) -> Cipher {
        Cipher { iv: 0, ..Cipher::blocks::<C>(name, key, price, ecb::<C>) }
    }

    const fn stream<C: BlockCipher>(
        name: &'static str,
        key: usize,
        price: u64,
        decrypt: Decrypt,
    ) -> Cipher {
        Cipher { block: 1, ..Cipher::blocks::<C>(name, key, price, decrypt) }
    }

    const fn blocks<C: BlockCipher>(
        name: &'static str,
        key: usize,
        price: u64,
        decrypt: Decrypt,
    ) -> Cipher {
        Cipher { name, key, keys: key..=key, iv: C::BLOCK, block: C::BLOCK, price, decrypt }
    }
}

type Decrypt = fn(&[u8], &[u8], usize, &mut [u8]) -> Option<usize>;

/// Ciphers of the feature `rare-ciphers`.
#[rustfmt::skip]
static RARE: [&str; 60] = [
    "CAMELLIA-128-ECB", "CAMELLIA-128-CBC", "CAMELLIA-128-CFB", "CAMELLIA-128-CFB1",
    "CAMELLIA-128-CFB8", "CAMELLIA-128-OFB", "CAMELLIA-128-CTR",
    "CAMELLIA-192-ECB", "CAMELLIA-192-CBC", "CAMELLIA-192-CFB", "CAMELLIA-192-CFB1",
    "CAMELLIA-192-CFB8", "CAMELLIA-192-OFB", "CAMELLIA-192-CTR",
    "CAMELLIA-256-ECB", "CAMELLIA-256-CBC", "CAMELLIA-256-CFB", "CAMELLIA-256-CFB1",
    "CAMELLIA-256-CFB8", "CAMELLIA-256-OFB", "CAMELLIA-256-CTR",
    "ARIA-128-ECB", "ARIA-128-CBC", "ARIA-128-CFB", "ARIA-128-CFB1",
    "ARIA-128-CFB8", "ARIA-128-OFB", "ARIA-128-CTR",
    "ARIA-192-ECB", "ARIA-192-CBC", "ARIA-192-CFB", "ARIA-192-CFB1",
    "ARIA-192-CFB8", "ARIA-192-OFB", "ARIA-192-CTR",
    "ARIA-256-ECB", "ARIA-256-CBC", "ARIA-256-CFB", "ARIA-256-CFB1",
    "ARIA-256-CFB8", "ARIA-256-OFB", "ARIA-256-CTR",
    "SM4-ECB", "SM4-CBC", "SM4-CFB", "SM4-OFB", "SM4-CTR",
    "IDEA-ECB", "IDEA-CBC", "IDEA-CFB", "IDEA-OFB",
    "CAST5-ECB", "CAST5-CBC", "CAST5-CFB", "CAST5-OFB",
    "BF-ECB", "BF-CBC", "BF-CFB", "BF-OFB",
    "ChaCha20",
];

/// Ciphers without a maintained implementation in Rust, and RC4, for which OpenSSL 0.9.8 wrote no
/// salt.
#[rustfmt::skip]
static UNSUPPORTED: [&str; 11] = [
    "SEED-ECB", "SEED-CBC", "SEED-CFB", "SEED-OFB", "RC5-ECB", "RC5-CBC", "RC5-CFB", "RC5-OFB",
    "RC4", "RC4-40", "gost89",
];

#[cfg(feature = "rare-ciphers")]
mod rare {
    use crate::pbe::{
        block_modes::{cfb, cfb1, cfb8, ctr, ofb},
        cipher::Cipher,
        cost, rare_ciphers,
    };
    use aria::{Aria128, Aria192, Aria256};
    use blowfish::Blowfish;
    use camellia::{Camellia128, Camellia192, Camellia256};
    use cast5::Cast5;
    use idea::Idea;
    use sm4::Sm4;

    pub(super) fn all() -> impl Iterator<Item = &'static Cipher> {
        rare_ciphers::ALL.into_iter().chain(&CIPHERS)
    }

    static CIPHERS: [Cipher; 50] = [
        Cipher::ecb::<Camellia128>("CAMELLIA-128-ECB", 16, cost::CAMELLIA),
        Cipher::stream::<Camellia128>("CAMELLIA-128-CFB", 16, cost::CAMELLIA, cfb::<Camellia128>),
        Cipher::stream::<Camellia128>(
            "CAMELLIA-128-CFB1",
            16,
            cost::per_bit(cost::CAMELLIA, 16),
            cfb1::<Camellia128>,
        ),
        Cipher::stream::<Camellia128>(
            "CAMELLIA-128-CFB8",
            16,
            cost::per_octet(cost::CAMELLIA, 16),
            cfb8::<Camellia128>,
        ),
        Cipher::stream::<Camellia128>("CAMELLIA-128-OFB", 16, cost::CAMELLIA, ofb::<Camellia128>),
        Cipher::stream::<Camellia128>("CAMELLIA-128-CTR", 16, cost::CAMELLIA, ctr::<Camellia128>),
        Cipher::ecb::<Camellia192>("CAMELLIA-192-ECB", 24, cost::CAMELLIA),
        Cipher::stream::<Camellia192>("CAMELLIA-192-CFB", 24, cost::CAMELLIA, cfb::<Camellia192>),
        Cipher::stream::<Camellia192>(
            "CAMELLIA-192-CFB1",
            24,
            cost::per_bit(cost::CAMELLIA, 16),
            cfb1::<Camellia192>,
        ),
        Cipher::stream::<Camellia192>(
            "CAMELLIA-192-CFB8",
            24,
            cost::per_octet(cost::CAMELLIA, 16),
            cfb8::<Camellia192>,
        ),
        Cipher::stream::<Camellia192>("CAMELLIA-192-OFB", 24, cost::CAMELLIA, ofb::<Camellia192>),
        Cipher::stream::<Camellia192>("CAMELLIA-192-CTR", 24, cost::CAMELLIA, ctr::<Camellia192>),
        Cipher::ecb::<Camellia256>("CAMELLIA-256-ECB", 32, cost::CAMELLIA),
        Cipher::stream::<Camellia256>("CAMELLIA-256-CFB", 32, cost::CAMELLIA, cfb::<Camellia256>),
        Cipher::stream::<Camellia256>(
            "CAMELLIA-256-CFB1",
            32,
            cost::per_bit(cost::CAMELLIA, 16),
            cfb1::<Camellia256>,
        ),
        Cipher::stream::<Camellia256>(
            "CAMELLIA-256-CFB8",
            32,
            cost::per_octet(cost::CAMELLIA, 16),
            cfb8::<Camellia256>,
        ),
        Cipher::stream::<Camellia256>("CAMELLIA-256-OFB", 32, cost::CAMELLIA, ofb::<Camellia256>),
        Cipher::stream::<Camellia256>("CAMELLIA-256-CTR", 32, cost::CAMELLIA, ctr::<Camellia256>),
        Cipher::ecb::<Aria128>("ARIA-128-ECB", 16, cost::ARIA),
        Cipher::stream::<Aria128>("ARIA-128-CFB", 16, cost::ARIA, cfb::<Aria128>),
        Cipher::stream::<Aria128>(
            "ARIA-128-CFB1",
            16,
            cost::per_bit(cost::ARIA, 16),
            cfb1::<Aria128>,
        ),
        Cipher::stream::<Aria128>(
            "ARIA-128-CFB8",
            16,
            cost::per_octet(cost::ARIA, 16),
            cfb8::<Aria128>,
        ),
        Cipher::stream::<Aria128>("ARIA-128-OFB", 16, cost::ARIA, ofb::<Aria128>),
        Cipher::stream::<Aria128>("ARIA-128-CTR", 16, cost::ARIA, ctr::<Aria128>),
        Cipher::ecb::<Aria192>("ARIA-192-ECB", 24, cost::ARIA),
        Cipher::stream::<Aria192>("ARIA-192-CFB", 24, cost::ARIA, cfb::<Aria192>),
        Cipher::stream::<Aria192>(
            "ARIA-192-CFB1",
            24,
            cost::per_bit(cost::ARIA, 16),
            cfb1::<Aria192>,
        ),
        Cipher::stream::<Aria192>(
            "ARIA-192-CFB8",
            24,
            cost::per_octet(cost::ARIA, 16),
            cfb8::<Aria192>,
        ),
        Cipher::stream::<Aria192>("ARIA-192-OFB", 24, cost::ARIA, ofb::<Aria192>),
        Cipher::stream::<Aria192>("ARIA-192-CTR", 24, cost::ARIA, ctr::<Aria192>),
        Cipher::ecb::<Aria256>("ARIA-256-ECB", 32, cost::ARIA),
        Cipher::stream::<Aria256>("ARIA-256-CFB", 32, cost::ARIA, cfb::<Aria256>),
        Cipher::stream::<Aria256>(
            "ARIA-256-CFB1",
            32,
            cost::per_bit(cost::ARIA, 16),
            cfb1::<Aria256>,
        ),
        Cipher::stream::<Aria256>(
            "ARIA-256-CFB8",
            32,
            cost::per_octet(cost::ARIA, 16),
            cfb8::<Aria256>,
        ),
        Cipher::stream::<Aria256>("ARIA-256-OFB", 32, cost::ARIA, ofb::<Aria256>),
        Cipher::stream::<Aria256>("ARIA-256-CTR", 32, cost::ARIA, ctr::<Aria256>),
        Cipher::ecb::<Sm4>("SM4-ECB", 16, cost::SM4),
        Cipher::stream::<Sm4>("SM4-CFB", 16, cost::SM4, cfb::<Sm4>),
        Cipher::stream::<Sm4>("SM4-OFB", 16, cost::SM4, ofb::<Sm4>),
        Cipher::stream::<Sm4>("SM4-CTR", 16, cost::SM4, ctr::<Sm4>),
        Cipher::ecb::<Idea>("IDEA-ECB", 16, cost::IDEA),
        Cipher::stream::<Idea>("IDEA-CFB", 16, cost::IDEA, cfb::<Idea>),
        Cipher::stream::<Idea>("IDEA-OFB", 16, cost::IDEA, ofb::<Idea>),
        Cipher::ecb::<Cast5>("CAST5-ECB", 16, cost::CAST5),
        Cipher::stream::<Cast5>("CAST5-CFB", 16, cost::CAST5, cfb::<Cast5>),
        Cipher::stream::<Cast5>("CAST5-OFB", 16, cost::CAST5, ofb::<Cast5>),
        Cipher::ecb::<Blowfish>("BF-ECB", 16, cost::BLOWFISH),
        Cipher::stream::<Blowfish>("BF-CFB", 16, cost::BLOWFISH, cfb::<Blowfish>),
        Cipher::stream::<Blowfish>("BF-OFB", 16, cost::BLOWFISH, ofb::<Blowfish>),
        Cipher {
            name: "ChaCha20",
            key: 32,
            keys: 32..=32,
            iv: 16,
            block: 1,
            price: cost::CHACHA20,
            decrypt: rare_ciphers::chacha20,
        },
    ];
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_has_its_measured_price;
    use super::*;

    #[test]
    fn every_cipher_has_its_measured_price() {
        CIPHERS.iter().for_each(assert_has_its_measured_price);
        #[cfg(feature = "rare-ciphers")]
        rare::all().for_each(assert_has_its_measured_price);
        for name in ["AES-128-CBC", "AES-256-CBC", "DES-CBC", "DES-EDE-CBC", "RC2-40-CBC"] {
            assert_has_its_measured_price(
                Cipher::by_openssl_name(name).expect("a name of OpenSSL"),
            );
        }
    }

    #[test]
    fn every_name_is_supported_or_known() {
        for name in RARE {
            assert_eq!(
                Cipher::by_openssl_name(name).is_some(),
                cfg!(feature = "rare-ciphers"),
                "{name}"
            );
            assert_eq!(unsupported(name), Some((name, Some("rare-ciphers"))));
        }
        for name in UNSUPPORTED {
            assert!(
                Cipher::by_openssl_name(name).is_none() && unsupported(name) == Some((name, None)),
                "{name}"
            );
        }
        assert!(
            Cipher::by_openssl_name("des-ede3").is_none()
                && Cipher::by_openssl_name("DES-EDE3").is_some()
        );
        assert!(
            Cipher::by_openssl_name("aes-128-cbc").is_some() && unsupported("ROT-13").is_none()
        );
    }
}
