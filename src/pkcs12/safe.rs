//! One safe: a ContentInfo of the AuthenticatedSafe (RFC 7292 §4.1).

use super::outline::{Content, ContentInfo};
use crate::{
    asn1::{ber, tlv::Reader},
    context::{Context, Parse},
    error::{
        Error, Path,
        pkcs12::{LOCKED, PUBLIC_KEY_INTEGRITY, PUBLIC_KEY_PRIVACY, UNEXPECTED_CONTENT_TYPE},
    },
    integrity::Integrity,
    oid,
    pbe::{self, Failure, Scheme},
    secret::{Bytes, Scratch},
    tag::Tag,
};

/// One ContentInfo of the AuthenticatedSafe.
pub(super) enum Safe<'a> {
    Clear(Bytes<'a>),
    Encrypted(Scheme<'a>, Bytes<'a>),
}

impl<'a> Safe<'a> {
    pub(super) fn read(
        content: &ContentInfo<'a>,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<Safe<'a>, Error> {
        let Context { budget, notes } = &mut parse.context;
        match &content.content {
            Content::Data(data) => ber::octets(data, budget, notes, path).map(Safe::Clear),
            Content::Encrypted(encrypted) => {
                let scheme = Scheme::read(encrypted.algorithm, path)?;
                let ciphertext = ber::octets(&encrypted.content, budget, notes, path)?;
                Ok(Safe::Encrypted(scheme, ciphertext))
            }
            Content::Other => Err(not_supported(content, path)),
        }
    }

    pub(super) fn reserve(&self, parse: &mut Parse<'_>, path: &Path<'_>) -> Result<(), Error> {
        match self {
            Safe::Clear(_) => Ok(()),
            Safe::Encrypted(scheme, ciphertext) => scheme.reserve(ciphertext.len(), parse, path),
        }
    }

    pub(super) fn is_encrypted(&self) -> bool {
        matches!(self, Safe::Encrypted(..))
    }

    /// The contents of a safe that is not encrypted.
    pub(super) fn clear(&self) -> Option<&[u8]> {
        match self {
            Safe::Clear(octets) => Some(octets),
            Safe::Encrypted(..) => None,
        }
    }

    /// Decrypts an encrypted safe. It may contain certificates, so failure is an error. Once the MAC
    /// has verified the passphrase, an invalid structure does not mean a wrong passphrase.
    pub(super) fn open(
        &self,
        integrity: Integrity,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<Option<Scratch>, Error> {
        let Safe::Encrypted(scheme, ciphertext) = self else {
            return Ok(None);
        };
        let is_verified = integrity == Integrity::Verified && parse.keyring.has_opened();
        let accept = if is_verified { begins_with_sequence } else { is_safe_contents };
        match pbe::open(scheme, ciphertext, parse, path, &accept) {
            Ok(plaintext) => Ok(Some(plaintext)),
            Err(Failure::NoPassphrase) => Err(LOCKED.at(path)),
            Err(Failure::Incorrect(error) | Failure::Fatal(error)) => Err(error),
        }
    }
}

fn begins_with_sequence(plaintext: &[u8]) -> bool {
    plaintext.starts_with(&[0x30, 0x80]) || Reader::allow_long_lengths(plaintext).sequence().is_ok()
}

/// Whether a plaintext is one SEQUENCE, with any form of length, that is empty or starts with a
/// SEQUENCE.
fn is_safe_contents(plaintext: &[u8]) -> bool {
    if let [0x30, 0x80, content @ ..] = plaintext {
        return content.ends_with(&[0, 0]) && matches!(content.first(), Some(0x30 | 0));
    }
    let mut reader = Reader::allow_long_lengths(plaintext);
    reader.sequence().is_ok_and(|contents| {
        reader.is_empty() && matches!(contents.peek(), None | Some(Tag::SEQUENCE))
    })
}

/// The error for content that is not read.
pub(super) fn not_supported(content: &ContentInfo<'_>, path: &Path<'_>) -> Error {
    let text = match content.content_type {
        oid::SIGNED_DATA => &PUBLIC_KEY_INTEGRITY,
        oid::ENVELOPED_DATA => &PUBLIC_KEY_PRIVACY,
        _ => &UNEXPECTED_CONTENT_TYPE,
    };
    text.at(path)
}
