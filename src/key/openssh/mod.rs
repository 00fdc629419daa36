//! `openssh-key-v1`: the binary of an `OPENSSH PRIVATE KEY` block (OpenSSH, PROTOCOL.key).

mod numbers;
mod wire;

use super::{Clear, KeyState, Leniencies, LockReason, PrivateKey, encrypted};
use crate::{
    asn1::error::{InField, ParseError},
    context::Parse,
    error::{
        Error, Path, Step,
        asn1::LEFT_OVER,
        key::{
            BAD_FIELD, BAD_PADDING, CHECK_NUMBERS, HARDWARE_KEY, OPENSSH_BAD_LENGTH,
            OPENSSH_OTHER_PUBLIC_KEY, OPENSSH_UNSUPPORTED_CIPHER, SEVERAL_KEYS, UNKNOWN_TYPE,
            UNSUPPORTED_CHACHA20, UNSUPPORTED_KDF,
        },
    },
    pbe::Named,
    x509::{KeyAlgorithm, spki::Identity},
};
use wire::Wire;

const MAGIC: &[u8] = b"openssh-key-v1\0";

/// The whole, its private part still encrypted.
struct Outline<'a> {
    cipher: &'a [u8],
    kdf: &'a [u8],
    kdf_options: &'a [u8],
    keys: u32,
    public: &'a [u8],
    private: &'a [u8],
    /// What stands behind the private part: the tag of some ciphers.
    behind: &'a [u8],
}

pub(super) fn read(
    bytes: &[u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    let outline = outline(bytes).map_err(|fault| fault.at(path))?;
    if outline.keys != 1 {
        return Err(SEVERAL_KEYS.at(path));
    }
    if let Ok(kind) = Wire::new(outline.public).string()
        && kind.starts_with(b"sk-")
    {
        return Err(HARDWARE_KEY.at(path));
    }
    let public = numbers::public(outline.public);
    if outline.cipher != b"none" {
        let mut key = open(bytes, &outline, parse, path)?;
        if let (KeyState::Locked(_), Some((algorithm, identity))) = (key.state, public) {
            (key.algorithm, key.public) = (Some(algorithm), Some(identity));
        }
        return Ok(key);
    }
    nothing_behind(outline.behind, bytes, path)?;
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
    Ok(Outline { cipher, kdf, kdf_options, keys, public, private, behind: wire.rest() })
}

/// An encrypted one; the passphrase is right if the two check numbers are the same.
fn open(
    bytes: &[u8],
    outline: &Outline<'_>,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    if outline.kdf != b"bcrypt" {
        return Ok(encrypted::unsupported(UNSUPPORTED_KDF.at(path), parse, path));
    }
    let (salt, rounds) = bcrypt_options(outline.kdf_options).map_err(|fault| fault.at(path))?;
    let Some(cipher) = Named::openssh(outline.cipher, salt, rounds) else {
        let chacha20 = outline.cipher == b"chacha20-poly1305@openssh.com";
        let cause = if chacha20 { &UNSUPPORTED_CHACHA20 } else { &OPENSSH_UNSUPPORTED_CIPHER };
        return Ok(encrypted::unsupported(cause.at(path), parse, path));
    };
    let (tag, behind) = outline.behind.split_at_checked(cipher.tag()).unwrap_or_default();
    let length = outline.private.len().saturating_add(tag.len());
    if !cipher.takes(length) || tag.len() != cipher.tag() {
        return Err(OPENSSH_BAD_LENGTH.at(&path.then(Step::Field("private part"))));
    }
    nothing_behind(behind, bytes, path)?;
    parse.context.budget.memory(length).map_err(|exceeded| exceeded.at(path))?;
    let ciphertext = [outline.private, tag].concat();
    if !parse.decrypt_keys {
        cipher.record_locked(parse, path);
        return Ok(encrypted::locked(LockReason::NotRequested, parse, path));
    }
    let accept = |plaintext: &[u8]| check_numbers(&mut Wire::new(plaintext)).is_ok();
    match cipher.open(&ciphertext, parse, path, &accept) {
        Ok(plaintext) => {
            let public = numbers::public(outline.public);
            decoded(&plaintext, public, KeyState::Decrypted, parse, path)
        }
        Err(failure) => encrypted::stays_shut(failure, parse, path),
    }
}

/// Only blanks may stand in `behind`, with which `bytes` end.
fn nothing_behind(behind: &[u8], bytes: &[u8], path: &Path<'_>) -> Result<(), Error> {
    if behind.iter().all(|octet| octet.is_ascii_whitespace() || *octet == 0) {
        return Ok(());
    }
    Err(LEFT_OVER.at(path).with_byte(bytes.len().saturating_sub(behind.len())))
}

/// The options of bcrypt_pbkdf: salt and rounds. No rounds are none that anybody writes.
fn bcrypt_options(options: &[u8]) -> Result<(&[u8], u32), ParseError> {
    let mut wire = Wire::new(options);
    let salt = wire.string().in_field("kdfoptions")?;
    let rounds = wire.number().in_field("kdfoptions")?;
    if salt.is_empty() || rounds == 0 || !wire.rest().is_empty() {
        return Err(ParseError::new(&BAD_FIELD, 0).in_field("kdfoptions"));
    }
    Ok((salt, rounds))
}

/// Two equal numbers at the head of the private part.
fn check_numbers(wire: &mut Wire<'_>) -> Result<(), ParseError> {
    let (first, second) = (wire.number()?, wire.number()?);
    if first == second { Ok(()) } else { Err(ParseError::new(&CHECK_NUMBERS, 0)) }
}

/// The private part in clear.
fn decoded(
    private: &[u8],
    public: Option<(KeyAlgorithm, Identity)>,
    state: KeyState,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    let mut forgiven = Leniencies::new();
    let clear = private_key(private, &mut forgiven)
        .and_then(|clear| agree(clear, public))
        .map_err(|fault| without_offset(fault, path))?;
    Ok(PrivateKey::new(clear, state, forgiven, parse, path))
}

/// check numbers, key type, the key's own fields, comment, padding.
fn private_key(private: &[u8], forgiven: &mut Leniencies) -> Result<Clear, ParseError> {
    let mut wire = Wire::new(private);
    check_numbers(&mut wire).in_field("private part")?;
    let kind = wire.string().in_field("key type")?;
    let clear = match kind {
        b"ssh-rsa" => numbers::rsa(&mut wire, forgiven)?,
        b"ssh-dss" => numbers::dsa(&mut wire, forgiven)?,
        b"ssh-ed25519" => numbers::ed25519(&mut wire)?,
        _ if kind.starts_with(b"ecdsa-sha2-") => numbers::ecdsa(&mut wire, forgiven)?,
        _ => return Err(ParseError::new(&UNKNOWN_TYPE, 0)),
    };
    wire.string().in_field("comment")?;
    let padding = wire.rest();
    // 1, 2, 3, … up to the block of the cipher
    if padding.len() > 255 || !padding.iter().zip(1_u8..).all(|(octet, number)| *octet == number) {
        return Err(ParseError::new(&BAD_PADDING, 0).in_field("padding"));
    }
    Ok(clear)
}

/// The public key that stands in clear is the one that the private part has.
fn agree(clear: Clear, public: Option<(KeyAlgorithm, Identity)>) -> Result<Clear, ParseError> {
    match (&clear.public, public) {
        (Some(own), Some((_, said))) if *own != said => {
            Err(ParseError::new(&OPENSSH_OTHER_PUBLIC_KEY, 0).in_field("public key"))
        }
        _ => Ok(clear),
    }
}

/// Offsets within what was decrypted or put together anew say nothing of the input.
fn without_offset(fault: ParseError, path: &Path<'_>) -> Error {
    match fault.part {
        "" => fault.cause.at(path),
        part => fault.cause.at(&path.then(Step::Field(part))),
    }
}
