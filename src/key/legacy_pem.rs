//! Encrypted traditional PEM keys, with RFC 1421 headers as OpenSSL writes them.

use super::{
    locked,
    locked_form::LockedForm,
    private_key::{KeyState, LockReason, PrivateKey},
    unencrypted,
};
use crate::{
    asn1::tlv::Reader,
    context::Parse,
    error::{
        Error, Path, Step,
        key::{BAD_DEK_INFO, BAD_IV, LEGACY_BAD_LENGTH, LEGACY_UNSUPPORTED_CIPHER, NO_DEK_INFO},
    },
    note::NoteCode,
    pbe::{self, Named},
    secret::Scratch,
    shape::{Shape, shape},
};

/// Whether the Proc-Type header says that the body is encrypted (RFC 1421 §4.6.1.1).
pub(crate) fn is_encrypted(headers: &[u8]) -> bool {
    let mode = header(headers, "Proc-Type").and_then(|value| value.rsplit(',').next());
    mode.is_some_and(|mode| mode.trim() == "ENCRYPTED")
}

/// The label of a PEM section of a private key.
pub(crate) struct KeyLabel<'a> {
    /// Its text, if it is a known one.
    pub(crate) name: Option<&'static str>,
    /// Whether a key of this shape belongs under it.
    pub(crate) may_hold: &'a dyn Fn(Shape) -> bool,
}

/// Reads one key encrypted as its headers say. A key that stays locked keeps its encrypted form.
pub(crate) fn read(
    label: &KeyLabel<'_>,
    headers: &[u8],
    body: Scratch,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    let part = path.then(Step::Field("DEK-Info"));
    let dek_info = header(headers, "DEK-Info").ok_or_else(|| NO_DEK_INFO.at(&part))?;
    let mut key = decrypt(label, dek_info, &body, parse, path)?;
    if let KeyState::Locked(_) = key.state() {
        parse.context.budget.memory(dek_info.len()).map_err(|exceeded| exceeded.at(path))?;
        key.keep_encrypted(LockedForm::legacy_pem(label.name, dek_info, body));
    }
    Ok(key)
}

fn decrypt(
    label: &KeyLabel<'_>,
    dek_info: &str,
    body: &[u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    let part = path.then(Step::Field("DEK-Info"));
    let Some(cipher) = cipher(dek_info, &part)? else {
        let error = LEGACY_UNSUPPORTED_CIPHER.at(&part);
        let name = dek_info.split(',').next().unwrap_or_default().trim();
        let error = match pbe::unsupported_by_openssl_name(name) {
            Some((name, Some(feature))) => error.with_algorithm(name).with_feature(feature),
            Some((name, None)) => error.with_algorithm(name),
            None => error,
        };
        return Ok(locked::unsupported(error, parse, path));
    };
    if !cipher.accepts_length(body.len()) {
        return Err(LEGACY_BAD_LENGTH.at(path));
    }
    if !parse.decrypt_keys {
        cipher.record_locked(body.len(), parse, path)?;
        return Ok(locked::locked(LockReason::NotRequested, parse, path));
    }
    let accept = |plaintext: &[u8]| key_shape(plaintext).is_some();
    match cipher.open(body, parse, path, &accept) {
        Ok(plaintext) => {
            let kind = key_shape(&plaintext).unwrap_or(Shape::Pkcs8);
            if !(label.may_hold)(kind) {
                parse.context.notes.add(NoteCode::LabelMismatch, path);
            }
            unencrypted::read(kind, &plaintext, KeyState::Decrypted, parse, path)
        }
        Err(failure) => locked::not_decrypted(failure, parse, path),
    }
}

/// The shape of a plaintext that is one whole key. Stream ciphers have no padding that would reveal a wrong
/// passphrase. The label does not decide: OpenSSL and GnuTLS open each of these under any.
fn key_shape(plaintext: &[u8]) -> Option<Shape> {
    let mut reader = Reader::allow_long_lengths(plaintext);
    reader.any().ok()?;
    let is_key = |kind: &Shape| matches!(kind, Shape::Pkcs8 | Shape::Sec1 | Shape::Pkcs1OrDsa);
    shape(plaintext).filter(|kind| reader.is_empty() && is_key(kind))
}

/// Reads `DEK-Info: AES-256-CBC,00112233…` (RFC 1421 §4.6.1.3): OpenSSL's name of the cipher, and
/// its IV. `None` for an unsupported cipher.
fn cipher(value: &str, path: &Path<'_>) -> Result<Option<Named<'static>>, Error> {
    let (name, iv) = match value.split_once(',') {
        Some((name, iv)) => (name.trim(), iv.trim()),
        None => (value, ""),
    };
    let is_name = |octet: u8| octet.is_ascii_alphanumeric() || octet == b'-';
    if name.is_empty() || !name.bytes().all(is_name) {
        return Err(BAD_DEK_INFO.at(path));
    }
    let iv = iv.as_bytes();
    if !iv.iter().all(u8::is_ascii_hexdigit) {
        return Err(BAD_DEK_INFO.at(path));
    }
    let Some(cipher) = Named::openssl(name) else { return Ok(None) };
    if !iv.len().is_multiple_of(2) || !cipher.accepts_iv_length(iv.len() / 2) {
        return Err(BAD_IV.at(path));
    }
    let mut octets = [0; 16];
    for (octet, pair) in octets.iter_mut().zip(iv.chunks_exact(2)) {
        let digits = pair.iter().filter_map(|digit| char::from(*digit).to_digit(16));
        let number = digits.fold(0, |number, digit| number << 4 | digit);
        *octet = u8::try_from(number).unwrap_or_default();
    }
    Ok(Some(cipher.with_iv(octets)))
}

/// Returns the value of a header line, without surrounding whitespace.
fn header<'a>(headers: &'a [u8], name: &str) -> Option<&'a str> {
    let lines = headers.split(|octet| matches!(octet, b'\n' | b'\r'));
    let mut values = lines.flat_map(split_joined).filter_map(|line| {
        let (found, value) = core::str::from_utf8(line).ok()?.split_once(':')?;
        found.trim().eq_ignore_ascii_case(name).then_some(value.trim())
    });
    values.next()
}

/// Splits a line before a DEK-Info header that was joined to the header before it.
fn split_joined(line: &[u8]) -> [&[u8]; 2] {
    let at = memchr::memmem::find(line, b"DEK-Info:").unwrap_or(line.len());
    line.split_at_checked(at).map_or([line, b""], |(before, joined)| [before, joined])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(value: &str) -> Result<bool, &'static str> {
        let read = cipher(value, &Path::ROOT);
        read.map(|cipher| cipher.is_some()).map_err(|error| error.help())
    }

    #[test]
    fn dek_info_names_a_cipher_and_its_iv() {
        assert_eq!(outcome("AES-128-CBC,00112233445566778899aabbccddeeff"), Ok(true));
        assert_eq!(outcome("DES-EDE3-CBC, 0011223344556677"), Ok(true));
        assert_eq!(outcome("DES-ECB"), Ok(true));
        assert_eq!(outcome("DES-ECB,0011223344556677"), Ok(true));
        assert_eq!(outcome("AES-128-ECB,00112233445566778899aabbccddeeff"), Ok(true));
        assert_eq!(outcome("ROT-13,0011"), Ok(false));
    }

    #[test]
    fn invalid_dek_info() {
        for value in ["", ",", "AES-128-CBC,xx", "AES 128,00", "\u{fc},00"] {
            assert_eq!(outcome(value), Err(BAD_DEK_INFO.help), "{value}");
        }
        for iv in ["", "00", "0011223344556677", "00112233445566778899aabbccddeeff00"] {
            let value = alloc::format!("AES-128-CBC,{iv}");
            assert_eq!(outcome(&value), Err(BAD_IV.help), "{value}");
        }
        for value in ["DES-ECB,00", "DES-ECB,00112233445566", "AES-128-ECB,0011223344556677"] {
            assert_eq!(outcome(value), Err(BAD_IV.help), "{value}");
        }
    }

    #[test]
    fn proc_type_says_encrypted() {
        assert!(is_encrypted(b"Proc-Type: 4,ENCRYPTED\nDEK-Info: DES-CBC,00"));
        assert!(is_encrypted(b"DEK-Info: DES-CBC,00\r\n  Proc-Type : 4, ENCRYPTED\r\n"));
        assert!(!is_encrypted(b"Proc-Type: 4,MIC-ONLY\nX-Comment: 4,ENCRYPTED"));
        assert!(!is_encrypted(b"Comment: ENCRYPTED"));
    }
}
