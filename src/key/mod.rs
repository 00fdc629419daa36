//! Private keys, in every encoding.

mod derive;
mod dsa_dh;
mod ec;
mod encrypted;
pub(crate) mod legacy_pem;
mod ml_dsa_kem;
mod openssh;
mod pkcs8;
mod raw_keys;
mod rsa;
mod write;

use crate::{
    asn1::{
        ber::BerOrDer,
        error::{InField, ParseError},
        tlv::Reader,
    },
    context::{Context, Parse},
    error::{Error, Path},
    note::NoteCode,
    secret::Scratch,
    shape::Shape,
    tag::Tag,
    x509::{BagAttributes, KeyAlgorithm, spki::Identity},
};
use alloc::{string::String, vec::Vec};
use core::fmt;
use pem_rfc7468::LineEnding;
use zeroize::Zeroizing;

/// A private key that was found.
///
/// It cannot be cloned, its `Debug` shows no number of it, and its bytes are wiped when it is
/// dropped.
pub struct PrivateKey {
    state: KeyState,
    algorithm: Option<KeyAlgorithm>,
    pkcs8: Option<Scratch>,
    /// EncryptedPrivateKeyInfo as it came, of a key that stays encrypted.
    encrypted: Option<Scratch>,
    public: Option<Identity>,
    attributes: BagAttributes,
}

/// Whether a private key's numbers are at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyState {
    /// It was not encrypted.
    Clear,
    /// It was encrypted and has been opened.
    Decrypted,
    /// It is encrypted and stays so.
    Locked(LockReason),
}

impl KeyState {
    /// A stable `snake_case` word; the reason of `locked` is another one.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            KeyState::Clear => "clear",
            KeyState::Decrypted => "decrypted",
            KeyState::Locked(_) => "locked",
        }
    }
}

impl fmt::Display for KeyState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a private key stays encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LockReason {
    /// No passphrase was given.
    NoPassphrase,
    /// The passphrase that opened other things did not open this one.
    IncorrectPassphrase,
    /// It is encrypted in a way that this build does not read.
    Unsupported,
    /// [`decrypt_keys(false)`](crate::Parser::decrypt_keys) was asked for.
    NotRequested,
}

impl LockReason {
    /// A stable `snake_case` word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            LockReason::NoPassphrase => "no_passphrase",
            LockReason::IncorrectPassphrase => "incorrect_passphrase",
            LockReason::Unsupported => "unsupported",
            LockReason::NotRequested => "not_requested",
        }
    }
}

impl fmt::Display for LockReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A private key in clear, out of whatever encoding.
struct Clear {
    algorithm: KeyAlgorithm,
    /// PrivateKeyInfo in DER.
    pkcs8: Scratch,
    /// Of its public key, where the encoding has it or it could be derived.
    public: Option<Identity>,
}

/// What was forgiven while a key was read.
type Leniencies = Vec<NoteCode>;

/// Reads the one key that `bytes` are, in the encoding that `kind` says.
pub(crate) fn read(
    kind: Shape,
    bytes: &[u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    match kind {
        Shape::EncryptedPkcs8 => encrypted::read(bytes, parse, path),
        Shape::OpenSsh => openssh::read(bytes, parse, path),
        _ => read_clear(kind, bytes, KeyState::Clear, parse, path),
    }
}

/// So often at most are the octets of a key there at once while its PKCS#8 is written, number by
/// number and one structure in the other.
const COPIES: usize = 6;

/// A key that is not encrypted, or no longer.
fn read_clear(
    kind: Shape,
    bytes: &[u8],
    state: KeyState,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    let most = bytes.len().saturating_mul(COPIES);
    parse.context.budget.memory(most).map_err(|exceeded| exceeded.at(path))?;
    if kind != Shape::Pkcs1OrDsa && kind != Shape::Sec1 {
        let mut forgiven = Leniencies::new();
        let clear = pkcs8::read(bytes, &mut forgiven, parse, path)?;
        return Ok(PrivateKey::new(clear, state, forgiven, parse, path));
    }
    let mut gate = BerOrDer::default();
    let Context { budget, notes } = &mut parse.context;
    let (clear, forgiven) = gate.read(bytes, budget, notes, path, |reader| {
        let mut forgiven = Leniencies::new();
        let start = reader.offset();
        let clear = match kind {
            Shape::Sec1 => ec::read(reader, None, None, &mut forgiven),
            _ => rsa_or_dsa(reader, &mut forgiven),
        };
        clear.map(|clear| (clear, forgiven)).map_err(|fault| fault.discreet(start))
    })?;
    Ok(PrivateKey::new(clear, state, forgiven, parse, path))
}

/// RSAPrivateKey has nine numbers or more (RFC 8017 §A.1.2), a traditional DSA key six.
fn rsa_or_dsa(reader: Reader<'_>, forgiven: &mut Leniencies) -> Result<Clear, ParseError> {
    let mut whole = reader;
    let fields = whole.sequence().in_field("RSAPrivateKey")?;
    let mut numbers = fields;
    let mut count = 0_usize;
    while let Some(Tag::INTEGER) = numbers.peek() {
        numbers.any().in_field("RSAPrivateKey")?;
        count = count.saturating_add(1);
    }
    if count == 6 && numbers.is_empty() {
        whole.finish().in_field("DSAPrivateKey")?;
        return dsa_dh::read_traditional(&mut { fields }, forgiven);
    }
    rsa::read(reader, None, forgiven)
}

impl PrivateKey {
    /// Notes what was forgiven.
    fn new(
        clear: Clear,
        state: KeyState,
        mut forgiven: Leniencies,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Self {
        forgiven.sort_unstable();
        forgiven.dedup();
        for code in forgiven {
            parse.context.notes.add(code, path);
        }
        PrivateKey {
            state,
            algorithm: Some(clear.algorithm),
            pkcs8: Some(clear.pkcs8),
            encrypted: None,
            public: clear.public,
            attributes: BagAttributes::default(),
        }
    }

    /// The algorithm, with its size or curve. `None` for a key that stays encrypted, unless its
    /// container says it outside of the encryption.
    #[must_use]
    pub fn algorithm(&self) -> Option<KeyAlgorithm> {
        self.algorithm.clone()
    }

    /// Whether its numbers are at hand, and if not, why.
    #[must_use]
    pub fn state(&self) -> KeyState {
        self.state
    }

    /// The key in clear, whatever encoding it came in: a PrivateKeyInfo (RFC 5958 §2) in DER, of
    /// version 0 and without attributes, tag and length included. `None` for a key that stays
    /// encrypted.
    ///
    /// An EC key is on its named curve and carries its public point where the input had it, or
    /// where it was derived (feature `public-key-derivation`). ML-DSA and ML-KEM keys stay in the
    /// form they came in, and a key of an unknown algorithm is the input's own PKCS#8.
    #[must_use]
    pub fn secret_pkcs8_der(&self) -> Option<&[u8]> {
        self.pkcs8.as_deref()
    }

    /// The same bytes, not copied; whoever takes them has to zeroize them.
    #[cfg(feature = "rustls-pki-types")]
    pub(crate) fn into_secret_pkcs8_der(self) -> Option<Vec<u8>> {
        self.pkcs8.map(|pkcs8| core::mem::take(&mut *pkcs8.into_zeroizing()))
    }

    /// The same as [`secret_pkcs8_der`](PrivateKey::secret_pkcs8_der) in a `PRIVATE KEY` block
    /// (RFC 7468 §10), lines ended by `\n`.
    #[must_use]
    pub fn secret_pkcs8_pem(&self) -> Option<Zeroizing<String>> {
        pem("PRIVATE KEY", self.secret_pkcs8_der()?)
    }

    /// A key that stays encrypted, as it came: the input's own EncryptedPrivateKeyInfo (RFC 5958
    /// §3), tag and length included, in DER or in BER. It reads again once there is a passphrase.
    ///
    /// `None` for a key in clear, for one that was opened, and for one in the encrypted forms of
    /// OpenSSL and OpenSSH, which are not PKCS#8. It is no secret as such, but whoever has it can
    /// try passphrases.
    #[must_use]
    pub fn encrypted_pkcs8(&self) -> Option<&[u8]> {
        self.encrypted.as_deref()
    }

    /// The same as [`encrypted_pkcs8`](PrivateKey::encrypted_pkcs8) in an `ENCRYPTED PRIVATE KEY`
    /// block (RFC 7468 §11), lines ended by `\n`.
    #[must_use]
    pub fn encrypted_pkcs8_pem(&self) -> Option<Zeroizing<String>> {
        pem("ENCRYPTED PRIVATE KEY", self.encrypted_pkcs8()?)
    }

    /// The friendlyName of its PKCS#12 bag (RFC 2985 §5.5.1).
    #[must_use]
    pub fn friendly_name(&self) -> Option<&str> {
        self.attributes.friendly_name.as_deref()
    }

    /// The localKeyId of its PKCS#12 bag (RFC 2985 §5.5.2).
    #[must_use]
    pub fn local_key_id(&self) -> Option<&[u8]> {
        self.attributes.local_key_id.as_deref()
    }

    /// Gives the key what its bag says of it.
    pub(crate) fn attach(&mut self, attributes: BagAttributes) {
        self.attributes = attributes;
    }

    /// What tells its public key from others, where that is known.
    pub(crate) fn public(&self) -> Option<&Identity> {
        self.public.as_ref()
    }
}

/// One block (RFC 7468 §3), written in constant time and wiped when it is dropped.
fn pem(label: &str, der: &[u8]) -> Option<Zeroizing<String>> {
    let length = pem_rfc7468::encoded_len(label, LineEnding::LF, der).ok()?;
    let mut text = Zeroizing::new(alloc::vec![0; length]);
    let length = pem_rfc7468::encode(label, LineEnding::LF, der, &mut text).ok()?.len();
    text.truncate(length);
    String::from_utf8(core::mem::take(&mut *text)).ok().map(Zeroizing::new)
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateKey")
            .field("state", &self.state)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}
