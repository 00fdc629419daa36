//! The outer fields of `openssh-key-v1`, its decryption, and the check of its public key.

use super::{fields, wire::Wire};
use crate::{
    asn1::error::{InField, ParseError},
    context::Parse,
    error::{
        Error, Path, Step,
        asn1::LEFT_OVER,
        key::{
            BAD_FIELD, BAD_PADDING, CHECK_NUMBERS, HARDWARE_KEY, OPENSSH_BAD_LENGTH,
            OPENSSH_UNSUPPORTED_CIPHER, OTHER_PUBLIC_KEY, SEVERAL_KEYS, UNKNOWN_TYPE,
            UNSUPPORTED_KDF,
        },
    },
    key::{
        clear::{Clear, Leniencies},
        locked,
        locked_form::LockedForm,
        private_key::{KeyState, LockReason, PrivateKey},
    },
    padding::is_padding,
    pbe::Named,
    secret::Scratch,
    x509::{KeyAlgorithm, spki::Identity},
};

const MAGIC: &[u8] = b"openssh-key-v1\0";

/// The most buffers of the length of the private part that exist at the same time: the PKCS#8, and
/// the exponents reduced modulo each prime with their working space.
const COPIES: usize = 4;

/// The outer fields. The private part may be encrypted.
struct Outline<'a> {
    cipher: &'a [u8],
    kdf: &'a [u8],
    kdf_options: &'a [u8],
    keys: u32,
    public: &'a [u8],
    private: &'a [u8],
    /// Bytes after the private part: the tag of some ciphers.
    trailing: &'a [u8],
}

/// Reads a key. One that cannot be decrypted stays locked and keeps its public key.
pub(crate) fn read(
    bytes: &[u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    let outline = outline(bytes).map_err(|error| error.at(path))?;
    if outline.keys != 1 {
        return Err(SEVERAL_KEYS.at(path));
    }
    if let Ok(kind) = Wire::new(outline.public).string()
        && kind.starts_with(b"sk-")
    {
        return Err(HARDWARE_KEY.at(path));
    }
    let public = fields::public(outline.public);
    if outline.cipher != b"none" {
        let mut key = decrypt(bytes, &outline, parse, path)?;
        if let (KeyState::Locked(_), Some((algorithm, identity))) = (key.state(), public) {
            key.set_public(algorithm, identity);
        }
        if let KeyState::Locked(_) = key.state() {
            parse.context.budget.memory(bytes.len()).map_err(|exceeded| exceeded.at(path))?;
            key.keep_encrypted(LockedForm::OpenSsh(Scratch::copy_of(bytes)));
        }
        return Ok(key);
    }
    only_padding(outline.trailing, bytes, path)?;
    decoded(outline.private, public, KeyState::Clear, parse, path)
}

/// magic, ciphername, kdfname, kdfoptions, number of keys, public key, private part.
fn outline(bytes: &[u8]) -> Result<Outline<'_>, ParseError> {
    let mut wire = Wire::new(bytes);
    wire.skip(MAGIC.len());
    let cipher = wire.string().in_field("ciphername")?;
    let kdf = wire.string().in_field("kdfname")?;
    let kdf_options = wire.string().in_field("kdfoptions")?;
    let keys = wire.number().in_field("number of keys")?;
    let public = wire.string().in_field("public key")?;
    let private = wire.string().in_field("private part")?;
    Ok(Outline { cipher, kdf, kdf_options, keys, public, private, trailing: wire.rest() })
}

/// Decrypts the private part. The passphrase is right if the two check numbers are equal.
fn decrypt(
    bytes: &[u8],
    outline: &Outline<'_>,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    if outline.kdf != b"bcrypt" {
        return Ok(locked::unsupported(UNSUPPORTED_KDF.at(path), parse, path));
    }
    let (salt, rounds) = bcrypt_options(outline.kdf_options).map_err(|error| error.at(path))?;
    let Some(cipher) = Named::openssh(outline.cipher, salt, rounds) else {
        return Ok(locked::unsupported(unsupported_cipher(outline.cipher, path), parse, path));
    };
    let (tag, rest) = outline.trailing.split_at_checked(cipher.tag()).unwrap_or_default();
    let length = outline.private.len().saturating_add(tag.len());
    if !cipher.accepts_length(length) || tag.len() != cipher.tag() {
        return Err(OPENSSH_BAD_LENGTH.at(&path.then(Step::Field("private part"))));
    }
    only_padding(rest, bytes, path)?;
    parse.context.budget.memory(length).map_err(|exceeded| exceeded.at(path))?;
    let ciphertext = [outline.private, tag].concat();
    if !parse.decrypt_keys {
        cipher.record_locked(length, parse, path)?;
        return Ok(locked::locked(LockReason::NotRequested, parse, path));
    }
    let accept = |plaintext: &[u8]| check_numbers(&mut Wire::new(plaintext)).is_ok();
    match cipher.open(&ciphertext, parse, path, &accept) {
        Ok(plaintext) => {
            let public = fields::public(outline.public);
            decoded(&plaintext, public, KeyState::Decrypted, parse, path)
        }
        Err(failure) => locked::not_decrypted(failure, parse, path),
    }
}

fn unsupported_cipher(name: &[u8], path: &Path<'_>) -> Error {
    let error = OPENSSH_UNSUPPORTED_CIPHER.at(path);
    match name {
        b"chacha20-poly1305@openssh.com" => {
            error.with_algorithm("chacha20-poly1305@openssh.com").with_feature("rare-ciphers")
        }
        _ => error,
    }
}

/// Checks that `rest`, the end of `bytes`, is whitespace or NUL bytes.
fn only_padding(rest: &[u8], bytes: &[u8], path: &Path<'_>) -> Result<(), Error> {
    if is_padding(rest) {
        return Ok(());
    }
    Err(LEFT_OVER.at(path).with_byte(bytes.len().saturating_sub(rest.len())))
}

/// Reads the salt and the rounds of bcrypt_pbkdf. Zero rounds are rejected: ssh-keygen never
/// writes them.
fn bcrypt_options(options: &[u8]) -> Result<(&[u8], u32), ParseError> {
    let mut wire = Wire::new(options);
    let salt = wire.string().in_field("kdfoptions")?;
    let rounds = wire.number().in_field("kdfoptions")?;
    if salt.is_empty() || rounds == 0 || !wire.rest().is_empty() {
        return Err(ParseError::new(&BAD_FIELD, 0).in_field("kdfoptions"));
    }
    Ok((salt, rounds))
}

/// Reads the two equal numbers at the start of the private part.
fn check_numbers(wire: &mut Wire<'_>) -> Result<(), ParseError> {
    let (first, second) = (wire.number()?, wire.number()?);
    if first == second { Ok(()) } else { Err(ParseError::new(&CHECK_NUMBERS, 0)) }
}

/// Reads the unencrypted private part.
fn decoded(
    private: &[u8],
    public: Option<(KeyAlgorithm, Identity)>,
    state: KeyState,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    let most = private.len().saturating_mul(COPIES);
    parse.context.budget.memory(most).map_err(|exceeded| exceeded.at(path))?;
    parse.context.budget.kdf_work(price(private)).map_err(|exceeded| exceeded.at(path))?;
    let mut leniencies = Leniencies::new();
    let clear = private_key(private, &mut leniencies)
        .and_then(|clear| agree(clear, public))
        .map_err(|error| without_offset(error, path))?;
    Ok(clear.into_key(state, leniencies, parse, path))
}

/// The price of reading the private part, in units of
/// [`Limits::kdf_work`](crate::Limits::kdf_work). If it cannot be read, it costs nothing.
fn price(private: &[u8]) -> u64 {
    let mut wire = Wire::new(private);
    match (wire.number(), wire.number(), wire.string()) {
        (Ok(_), Ok(_), Ok(b"ssh-rsa")) => fields::rsa_price(&mut wire).unwrap_or_default(),
        _ => 0,
    }
}

/// Reads check numbers, key type, the fields of the type, comment, padding.
fn private_key(private: &[u8], leniencies: &mut Leniencies) -> Result<Clear, ParseError> {
    let mut wire = Wire::new(private);
    check_numbers(&mut wire).in_field("private part")?;
    let kind = wire.string().in_field("key type")?;
    let clear = match kind {
        b"ssh-rsa" => fields::rsa(&mut wire, leniencies)?,
        b"ssh-dss" => fields::dsa(&mut wire)?,
        b"ssh-ed25519" => fields::ed25519(&mut wire)?,
        _ if kind.starts_with(b"ecdsa-sha2-") => fields::ecdsa(&mut wire, leniencies)?,
        _ => return Err(ParseError::new(&UNKNOWN_TYPE, 0)),
    };
    wire.string().in_field("comment")?;
    let padding = wire.rest();
    // 1, 2, 3, …: ssh-keygen fills up one block of the cipher, and longer padding does no harm.
    if padding.len() > 255 || !padding.iter().zip(1_u8..).all(|(octet, number)| *octet == number) {
        return Err(ParseError::new(&BAD_PADDING, 0).in_field("padding"));
    }
    Ok(clear)
}

/// Checks that the public key outside the private part belongs to it.
fn agree(clear: Clear, public: Option<(KeyAlgorithm, Identity)>) -> Result<Clear, ParseError> {
    match (&clear.public, public) {
        (Some(own), Some((_, claimed))) if *own != claimed => {
            Err(ParseError::new(&OTHER_PUBLIC_KEY, 0).in_field("public key"))
        }
        _ => Ok(clear),
    }
}

/// Drops the offset, which counts within the private part and not within the input.
fn without_offset(error: ParseError, path: &Path<'_>) -> Error {
    match error.part {
        "" => error.cause.at(path),
        part => error.cause.at(&path.then(Step::Field(part))),
    }
}
