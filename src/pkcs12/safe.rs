//! One safe: a ContentInfo of the AuthenticatedSafe (RFC 7292 §4.1).

use super::outline::{Content, ContentInfo};
use crate::{
    asn1::{ber, tlv::Reader},
    context::{Context, Parse},
    error::{
        Error, ErrorKind, Path,
        pkcs12::{
            LOCKED, LOCKED_FOR_GROUP, OTHER_PASSPHRASE, PUBLIC_KEY_INTEGRITY, PUBLIC_KEY_PRIVACY,
            UNEXPECTED_CONTENT_TYPE, WRONG_PASSPHRASE_FOR_GROUP,
        },
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
            Err(Failure::Incorrect(error)) if is_verified && error.exceeded().is_none() => {
                Err(OTHER_PASSPHRASE.at(path))
            }
            Err(Failure::Incorrect(error) | Failure::Fatal(error)) => Err(error),
        }
    }
}

fn begins_with_sequence(plaintext: &[u8]) -> bool {
    plaintext.starts_with(&[0x30, 0x80]) || Reader::allow_long_lengths(plaintext).sequence().is_ok()
}

/// Whether a plaintext is one SEQUENCE, with any form of length, that is empty or starts with a
/// SEQUENCE. Octets may follow if it starts with a SafeBag.
fn is_safe_contents(plaintext: &[u8]) -> bool {
    if let [0x30, 0x80, content @ ..] = plaintext {
        return content.ends_with(&[0, 0]) && matches!(content.first(), Some(0x30 | 0));
    }
    let mut reader = Reader::allow_long_lengths(plaintext);
    reader.sequence().is_ok_and(|contents| {
        let is_list = matches!(contents.peek(), None | Some(Tag::SEQUENCE));
        is_list && reader.is_empty() || starts_with_bag(contents)
    })
}

/// Whether the first value is a SEQUENCE that starts with the OID of a bag (RFC 7292 §4.2).
fn starts_with_bag(mut contents: Reader<'_>) -> bool {
    let id = contents.sequence().and_then(|mut bag| bag.expect(Tag::OID));
    let bag_types = oid::KEY_BAG.split_last().map(|(_, arc)| arc);
    id.is_ok_and(|id| bag_types.is_some_and(|arc| id.value().starts_with(arc)))
}

/// The error for a part that stays locked in a file that is protected to a Windows user or group.
pub(super) fn for_group(error: Error, path: &Path<'_>) -> Error {
    match error.kind() {
        ErrorKind::PassphraseRequired => LOCKED_FOR_GROUP.at(path),
        ErrorKind::IncorrectPassphrase => WRONG_PASSPHRASE_FOR_GROUP.at(path),
        _ => error,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outline_of_safe_contents() {
        let id = [&[6, 11][..], oid::KEY_BAG].concat();
        let bag = [&[0x30, 17][..], &id, &[0xa0, 2, 5, 0]].concat();
        let contents = [&[0x30, 19], &bag[..]].concat();
        for plaintext in [
            &[0x30, 0][..],
            &[0x30, 2, 0x30, 0],
            &[0x30, 0x80, 0, 0],
            &[0x30, 0x80, 0x30, 0, 0, 0],
            &contents,
            &[&contents[..], &[9]].concat(),
        ] {
            assert!(is_safe_contents(plaintext), "{plaintext:x?}");
        }
        for plaintext in [
            &[][..],
            &[0x31, 0],
            &[0x30, 2, 5, 0],
            &[0x30, 3, 0x30, 0],
            &[0x30, 0, 9],
            &[0x30, 2, 0x30, 0, 9],
            &[0x30, 0x80, 5, 0, 0, 0],
            &[0x30, 0x80, 0x30, 0, 0, 1],
            &[0x30, 0x80, 0x30, 0, 1, 0],
            &[0x30, 0x80],
            // The OID is not that of a bag.
            &[0x30, 6, 0x30, 4, 6, 2, 0x2a, 3, 9],
        ] {
            assert!(!is_safe_contents(plaintext), "{plaintext:x?}");
        }
    }
}
