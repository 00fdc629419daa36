//! The ciphers of the feature `rare-ciphers`.

use super::{cipher::Cipher, cost};
use aria::{Aria128, Aria192, Aria256};
use camellia::{Camellia128, Camellia192, Camellia256};

/// Every cipher that a DEK-Info header can name. The names are OpenSSL's.
pub(super) static ALL: [&Cipher; 10] = [
    &CAMELLIA_128_CBC,
    &CAMELLIA_192_CBC,
    &CAMELLIA_256_CBC,
    &ARIA_128_CBC,
    &ARIA_192_CBC,
    &ARIA_256_CBC,
    &SM4_CBC,
    &IDEA_CBC,
    &CAST5_CBC,
    &BLOWFISH_CBC,
];

pub(super) static CAMELLIA_128_CBC: Cipher =
    Cipher::cbc::<Camellia128>("CAMELLIA-128-CBC", [16, 16], cost::CAMELLIA);
pub(super) static CAMELLIA_192_CBC: Cipher =
    Cipher::cbc::<Camellia192>("CAMELLIA-192-CBC", [24, 16], cost::CAMELLIA);
pub(super) static CAMELLIA_256_CBC: Cipher =
    Cipher::cbc::<Camellia256>("CAMELLIA-256-CBC", [32, 16], cost::CAMELLIA);
pub(super) static ARIA_128_CBC: Cipher =
    Cipher::cbc::<Aria128>("ARIA-128-CBC", [16, 16], cost::ARIA);
pub(super) static ARIA_192_CBC: Cipher =
    Cipher::cbc::<Aria192>("ARIA-192-CBC", [24, 16], cost::ARIA);
pub(super) static ARIA_256_CBC: Cipher =
    Cipher::cbc::<Aria256>("ARIA-256-CBC", [32, 16], cost::ARIA);
pub(super) static SM4_CBC: Cipher = Cipher::cbc::<sm4::Sm4>("SM4-CBC", [16, 16], cost::SM4);
pub(super) static IDEA_CBC: Cipher = Cipher::cbc::<idea::Idea>("IDEA-CBC", [16, 8], cost::IDEA);
pub(super) static CAST5_CBC: Cipher =
    Cipher { keys: 5..=16, ..Cipher::cbc::<cast5::Cast5>("CAST5-CBC", [16, 8], cost::CAST5) };
pub(super) static BLOWFISH_CBC: Cipher =
    Cipher { keys: 4..=56, ..Cipher::cbc::<blowfish::Blowfish>("BF-CBC", [16, 8], cost::BLOWFISH) };
