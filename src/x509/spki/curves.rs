//! Named elliptic curves (SEC 2, RFC 5639, ANSI X9.62, SM2) and the values that identify them.

use der::oid::ObjectIdentifier;
use sha2::{Digest as _, Sha256};

/// One named curve.
#[derive(Debug)]
pub(crate) struct NamedCurve {
    /// As NIST, SEC 2 or RFC 5639 write it.
    pub(crate) name: &'static str,
    /// Size of a field element.
    pub(crate) bits: u32,
    pub(crate) field: Field,
    oid: ObjectIdentifier,
    /// The order n of the base point, big-endian.
    pub(crate) order: &'static [u8],
    /// [`fingerprint`] of its domain parameters.
    parameters: [u8; 32],
}

/// The kind of field that a curve is defined over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Prime,
    Binary,
}

impl NamedCurve {
    pub(crate) fn by_oid(oid: &[u8]) -> Option<&'static NamedCurve> {
        CURVES.iter().find(|curve| curve.oid() == oid)
    }

    /// Returns the curve with exactly these domain parameters; see [`fingerprint`].
    pub(crate) fn by_parameters(fingerprint: &[u8; 32]) -> Option<&'static NamedCurve> {
        CURVES.iter().find(|curve| curve.parameters == *fingerprint)
    }

    /// Content octets of its object identifier.
    pub(crate) fn oid(&self) -> &[u8] {
        self.oid.as_bytes()
    }

    /// Length of a coordinate in octets.
    pub(crate) fn field_length(&self) -> usize {
        usize::try_from(self.bits.div_ceil(8)).unwrap_or(usize::MAX)
    }
}

/// SHA-256 over the FieldID in DER, a, b, the base point (compressed on a prime curve) and its
/// order. Numbers have no leading zeroes, and each value follows its length in two octets, so that
/// equal parameters have equal fingerprints.
pub(super) fn fingerprint(parameters: [&[u8]; 5]) -> Option<[u8; 32]> {
    let mut hash = Sha256::new();
    for value in parameters {
        hash.update(u16::try_from(value.len()).ok()?.to_be_bytes());
        hash.update(value);
    }
    Some(hash.finalize().into())
}

const fn curve(
    name: &'static str,
    bits: u32,
    field: Field,
    oid: &'static str,
    order: &'static [u8],
    parameters: [u8; 32],
) -> NamedCurve {
    let oid = ObjectIdentifier::new_unwrap(oid);
    NamedCurve { name, bits, field, oid, order, parameters }
}

/// Hexadecimal digits as bytes, at compile time.
const fn hex<const N: usize>(text: &str) -> [u8; N] {
    let mut bytes = [0; N];
    let mut digits = text.as_bytes();
    let mut slots: &mut [u8] = &mut bytes;
    while let ([high, low, digits_left @ ..], [slot, slots_left @ ..]) = (digits, slots) {
        *slot = digit(*high) << 4 | digit(*low);
        (digits, slots) = (digits_left, slots_left);
    }
    bytes
}

const fn digit(character: u8) -> u8 {
    match character {
        b'0'..=b'9' => character.wrapping_sub(b'0'),
        _ => character.wrapping_sub(b'a').wrapping_add(10),
    }
}

use Field::{Binary, Prime};

/// The curves that OpenSSL knows, without the WTLS aliases and the oldest ones of ANSI X9.62: name,
/// bits, field, object identifier, order of the base point, fingerprint.
#[rustfmt::skip]
static CURVES: [NamedCurve; 53] = [
    curve("secp112r1", 112, Prime, "1.3.132.0.6", &hex::<14>("db7c2abf62e35e7628dfac6561c5"), hex("429d064f8038f9e9288f603112428396043fd38f6c5b4a8ff1449b576f7791b4")),
    curve("secp112r2", 112, Prime, "1.3.132.0.7", &hex::<14>("36df0aafd8b8d7597ca10520d04b"), hex("bc13c10bc0217d820d8ba0c3d1a8f0456b44a099aca116a6e38e01caf7938b5d")),
    curve("secp128r1", 128, Prime, "1.3.132.0.28", &hex::<16>("fffffffe0000000075a30d1b9038a115"), hex("72a74794869c97edd2cc7c085e26e4b8382a5cc85d681b0ebc4221a3b2971061")),
    curve("secp128r2", 128, Prime, "1.3.132.0.29", &hex::<16>("3fffffff7fffffffbe0024720613b5a3"), hex("baae11de0260b165a220b7a445507784dffb14236667c66c8d6ad1048eab78b3")),
    curve("secp160k1", 160, Prime, "1.3.132.0.9", &hex::<21>("0100000000000000000001b8fa16dfab9aca16b6b3"), hex("edb137ef62c17afcc75f0b1aa50f80850d503bf38235f8b814747fe2d2c42d35")),
    curve("secp160r1", 160, Prime, "1.3.132.0.8", &hex::<21>("0100000000000000000001f4c8f927aed3ca752257"), hex("481d34adf40215d1b20985ce53e5c4c6e96a73f0e2e83143cf1ddfe563861cad")),
    curve("secp160r2", 160, Prime, "1.3.132.0.30", &hex::<21>("0100000000000000000000351ee786a818f3a1a16b"), hex("c9c45dd1c2274cf1b1991b29ccd84ecc1f2a1333b4b778bcad8da9563d9374c2")),
    curve("secp192k1", 192, Prime, "1.3.132.0.31", &hex::<24>("fffffffffffffffffffffffe26f2fc170f69466a74defd8d"), hex("2b925937242cdbdb5d4232ae7e537371103571d2699a8eb06f385aa1b78c531e")),
    curve("P-192", 192, Prime, "1.2.840.10045.3.1.1", &hex::<24>("ffffffffffffffffffffffff99def836146bc9b1b4d22831"), hex("2eb4afd0e6998dc25fd763f323e14507b5ea887b350745e77df770cb83a9ea24")),
    curve("prime192v2", 192, Prime, "1.2.840.10045.3.1.2", &hex::<24>("fffffffffffffffffffffffe5fb1a724dc80418648d8dd31"), hex("e03438daabd70aad89610735626fb1922ee45f05723e44c178bdc2bcf097fe80")),
    curve("prime192v3", 192, Prime, "1.2.840.10045.3.1.3", &hex::<24>("ffffffffffffffffffffffff7a62d031c83f4294f640ec13"), hex("997657d535ad53e270a0b239c462d4815b60e2e83733a61a89c945b0f6482958")),
    curve("secp224k1", 224, Prime, "1.3.132.0.32", &hex::<29>("010000000000000000000000000001dce8d2ec6184caf0a971769fb1f7"), hex("85691224a0e7f373beaf2f2260abc321f1708d14b47bb7f6710311ee1c05303b")),
    curve("P-224", 224, Prime, "1.3.132.0.33", &hex::<28>("ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d"), hex("b92f238bce141ac35c1156ca83f45151c1da25e3edfe25071a2aa8e24df26e37")),
    curve("prime239v1", 239, Prime, "1.2.840.10045.3.1.4", &hex::<30>("7fffffffffffffffffffffff7fffff9e5e9a9f5d9071fbd1522688909d0b"), hex("b5f1acb1ecf250a15a435b22bf444de92890cda4791eefbc57a29f2473b0653d")),
    curve("prime239v2", 239, Prime, "1.2.840.10045.3.1.5", &hex::<30>("7fffffffffffffffffffffff800000cfa7e8594377d414c03821bc582063"), hex("df807d0f2e833fee796e6d8ee31d9757685d138b9430e51e17d6a8341bcbca8f")),
    curve("prime239v3", 239, Prime, "1.2.840.10045.3.1.6", &hex::<30>("7fffffffffffffffffffffff7fffff975deb41b3a6057c3c432146526551"), hex("a0fc8499dd1df58813abfcea73240a31a8ebdd77cfc499e3295bb647467ea042")),
    curve("secp256k1", 256, Prime, "1.3.132.0.10", &hex::<32>("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"), hex("f6f11b72ede4335d93cbc7e9fae0ecc3873e496ef5dc9f03087934f08a9afaf0")),
    curve("P-256", 256, Prime, "1.2.840.10045.3.1.7", &hex::<32>("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"), hex("2c9d7712f0fa410b4c2a018e4ef54573bf57752304d884dc143a124c671f0d1e")),
    curve("P-384", 384, Prime, "1.3.132.0.34", &hex::<48>("ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973"), hex("61e17cbdf9bb588e2961308f5af4ed77c5e1d70b2ec995968b402007ca09675c")),
    curve("P-521", 521, Prime, "1.3.132.0.35", &hex::<66>("01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409"), hex("75ee97b782ca109c68b67467d07a80455613a72b97a34adfcadf77ba3e2443f9")),
    curve("sect113r1", 113, Binary, "1.3.132.0.4", &hex::<15>("0100000000000000d9ccec8a39e56f"), hex("d2a7120bb6e7f67cb0ab9a9dbaec532cc8b45ac2ae2a8cb5af9ab24da9bccc6c")),
    curve("sect113r2", 113, Binary, "1.3.132.0.5", &hex::<15>("010000000000000108789b2496af93"), hex("8bc4fb55a33e41850608ad77ba44cf383a78784ce26fbc0f316f3a7d26588729")),
    curve("sect131r1", 131, Binary, "1.3.132.0.22", &hex::<17>("0400000000000000023123953a9464b54d"), hex("41b9dc631dfe3a44e5c8c3c625ffc94885f806820992ed0d28f38c25f5747e81")),
    curve("sect131r2", 131, Binary, "1.3.132.0.23", &hex::<17>("0400000000000000016954a233049ba98f"), hex("0d28796a0c304176b156c75f94806113a110237a192d239d2dd6df1d5685985e")),
    curve("sect163k1", 163, Binary, "1.3.132.0.1", &hex::<21>("04000000000000000000020108a2e0cc0d99f8a5ef"), hex("7d77589e4c14a0305fa6290f30bbee05a01a7787c3d5d198e6e7f96bf850f266")),
    curve("sect163r1", 163, Binary, "1.3.132.0.2", &hex::<21>("03ffffffffffffffffffff48aab689c29ca710279b"), hex("955ceef65d8ccaccd75b3a73c342476c971d8789721f56f225e4fbc8918ce4cc")),
    curve("sect163r2", 163, Binary, "1.3.132.0.15", &hex::<21>("040000000000000000000292fe77e70c12a4234c33"), hex("87f237192e89f20cd2f4cdb803c78840521bd5778ba733703f31c89df225b3ac")),
    curve("sect193r1", 193, Binary, "1.3.132.0.24", &hex::<25>("01000000000000000000000000c7f34a778f443acc920eba49"), hex("aabf201811042b0175af0cf0cfe332478bc4e757f5e1d335b2df86b5be3e6897")),
    curve("sect193r2", 193, Binary, "1.3.132.0.25", &hex::<25>("010000000000000000000000015aab561b005413ccd4ee99d5"), hex("0a7d1b569a9644e6e7f2ddb99979dcb72883e82fc9f73c0ebf051685a207cfbb")),
    curve("sect233k1", 233, Binary, "1.3.132.0.26", &hex::<29>("8000000000000000000000000000069d5bb915bcd46efb1ad5f173abdf"), hex("51f0bf276d6c6ceb3c4405e9735d3d88ec8fa7cb0e7aa70fc622646eb7a7ca46")),
    curve("sect233r1", 233, Binary, "1.3.132.0.27", &hex::<30>("01000000000000000000000000000013e974e72f8a6922031d2603cfe0d7"), hex("90993da2089b4efa3820d23ad2beebdc5d750281d31fa6dfb974c7dd5142964e")),
    curve("sect239k1", 239, Binary, "1.3.132.0.3", &hex::<30>("2000000000000000000000000000005a79fec67cb6e91f1c1da800e478a5"), hex("28956541a492956a9405199be2346117ecfdfcc2dde2486c538d0155684b348f")),
    curve("sect283k1", 283, Binary, "1.3.132.0.16", &hex::<36>("01ffffffffffffffffffffffffffffffffffe9ae2ed07577265dff7f94451e061e163c61"), hex("d6e7c8c230c46120a516d2d81aca9d90f2486b1c3ef39a96767736c209e0637a")),
    curve("sect283r1", 283, Binary, "1.3.132.0.17", &hex::<36>("03ffffffffffffffffffffffffffffffffffef90399660fc938a90165b042a7cefadb307"), hex("385c4da21e5032320d15cb4549fbdc7cbba20d3a5a7786a7a185ccd773e40c4f")),
    curve("sect409k1", 409, Binary, "1.3.132.0.36", &hex::<51>("7ffffffffffffffffffffffffffffffffffffffffffffffffffe5f83b2d4ea20400ec4557d5ed3e3e7ca5b4b5c83b8e01e5fcf"), hex("3ca1b85d097c01fffb168bd4cf7468899441b0fef0452f2edad5a30e4cdd5313")),
    curve("sect409r1", 409, Binary, "1.3.132.0.37", &hex::<52>("010000000000000000000000000000000000000000000000000001e2aad6a612f33307be5fa47c3c9e052f838164cd37d9a21173"), hex("cd1cf605ee0f5fd7df26109752c9b86bfd7594562549d96c4fa55ae40a935615")),
    curve("sect571k1", 571, Binary, "1.3.132.0.38", &hex::<72>("020000000000000000000000000000000000000000000000000000000000000000000000131850e1f19a63e4b391a8db917f4138b630d84be5d639381e91deb45cfe778f637c1001"), hex("c09ffe1ba4dd57e606220e6627848308dc839944aeb99a9e7810018be00a878c")),
    curve("sect571r1", 571, Binary, "1.3.132.0.39", &hex::<72>("03ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe661ce18ff55987308059b186823851ec7dd9ca1161de93d5174d66e8382e9bb2fe84e47"), hex("c7466b2d7405fb1f630dc237ee135e6ad7ea9e60d9aeb4544559c22c4d3ba4b0")),
    curve("brainpoolP160r1", 160, Prime, "1.3.36.3.3.2.8.1.1.1", &hex::<20>("e95e4a5f737059dc60df5991d45029409e60fc09"), hex("21065c6a15005f07089dbcc3a397799bb2508031726b7239096c0b8f4931fbbd")),
    curve("brainpoolP160t1", 160, Prime, "1.3.36.3.3.2.8.1.1.2", &hex::<20>("e95e4a5f737059dc60df5991d45029409e60fc09"), hex("f3e03aa7c2f79681e31b4b7501821778af66b72b43b7b6adb66e3bf2d6e3c455")),
    curve("brainpoolP192r1", 192, Prime, "1.3.36.3.3.2.8.1.1.3", &hex::<24>("c302f41d932a36cda7a3462f9e9e916b5be8f1029ac4acc1"), hex("ec654358a6202037d30976fe28efa6a72caa0afb9fa61052d9dbf74ec90b7a4b")),
    curve("brainpoolP192t1", 192, Prime, "1.3.36.3.3.2.8.1.1.4", &hex::<24>("c302f41d932a36cda7a3462f9e9e916b5be8f1029ac4acc1"), hex("0d6b1dd4a47ad16d5f3405b44f005de47e7180d2b6a888efd20801e584c33d3d")),
    curve("brainpoolP224r1", 224, Prime, "1.3.36.3.3.2.8.1.1.5", &hex::<28>("d7c134aa264366862a18302575d0fb98d116bc4b6ddebca3a5a7939f"), hex("bc88c88a16efe693c46ad54f5977e553c5a22006f2876de31ca1524b5bb7ba58")),
    curve("brainpoolP224t1", 224, Prime, "1.3.36.3.3.2.8.1.1.6", &hex::<28>("d7c134aa264366862a18302575d0fb98d116bc4b6ddebca3a5a7939f"), hex("d4920b7e02039468708a44b92890e3fe7ba79161b29934228a9cc5268b390b83")),
    curve("brainpoolP256r1", 256, Prime, "1.3.36.3.3.2.8.1.1.7", &hex::<32>("a9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7"), hex("b71826dd8a82704333ac4d4045c9aed6fbdb534fd0cef3d9d564d9160be6911a")),
    curve("brainpoolP256t1", 256, Prime, "1.3.36.3.3.2.8.1.1.8", &hex::<32>("a9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7"), hex("7626abdaaf7acdf4727132c1489512cb0ab55a50e4a1cbccc7f0da32bbb0d742")),
    curve("brainpoolP320r1", 320, Prime, "1.3.36.3.3.2.8.1.1.9", &hex::<40>("d35e472036bc4fb7e13c785ed201e065f98fcfa5b68f12a32d482ec7ee8658e98691555b44c59311"), hex("c232b68a428be3f6791b163b7dc6803a0a040ab96d6c7bd6596aa0812671b6e9")),
    curve("brainpoolP320t1", 320, Prime, "1.3.36.3.3.2.8.1.1.10", &hex::<40>("d35e472036bc4fb7e13c785ed201e065f98fcfa5b68f12a32d482ec7ee8658e98691555b44c59311"), hex("195fb1094a4f45f8143ba739c1fd73a4b8cd5e7a8034718147e58b4012e38296")),
    curve("brainpoolP384r1", 384, Prime, "1.3.36.3.3.2.8.1.1.11", &hex::<48>("8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7cf3ab6af6b7fc3103b883202e9046565"), hex("91d68a3212ea71aaa215b7b605eadff97515baf154e479107f8be3137c7aeb2c")),
    curve("brainpoolP384t1", 384, Prime, "1.3.36.3.3.2.8.1.1.12", &hex::<48>("8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7cf3ab6af6b7fc3103b883202e9046565"), hex("2be0662c5cffd026e36ae45c7e30449876233d303dddaceb1c735551f5cc84c2")),
    curve("brainpoolP512r1", 512, Prime, "1.3.36.3.3.2.8.1.1.13", &hex::<64>("aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330870553e5c414ca92619418661197fac10471db1d381085ddaddb58796829ca90069"), hex("1b6c992f2d334ccc70140b485e094c4922c84eafc2daa6b2c5d348fc7deb57a0")),
    curve("brainpoolP512t1", 512, Prime, "1.3.36.3.3.2.8.1.1.14", &hex::<64>("aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330870553e5c414ca92619418661197fac10471db1d381085ddaddb58796829ca90069"), hex("5f58798f2a6fd3fb947f474f03ea270e59a664a77d11dee0a638c866267e7353")),
    curve("SM2", 256, Prime, "1.2.156.10197.1.301", &hex::<32>("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123"), hex("541fab2d4752ae505c302f181fddfe7acfee63dde13397e707ae9bb0db15c583")),
];
