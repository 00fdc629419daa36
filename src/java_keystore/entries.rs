//! The entries of a key store, as the JDK's `JavaKeyStore` and `JceKeyStore` read them.

use super::{input::Input, serialized};
use crate::{
    asn1::error::{InField, ParseError},
    error::java_keystore::{BAD_COUNT, BAD_VERSION, UNKNOWN_ENTRY},
};

/// The entries that are not read yet. Copies read independently.
///
/// ```text
/// store       = magic u32, version u32, count u32, count × entry, digest [20]
/// entry       = tag u32, alias utf, date u64, content
/// key         = tag 1: EncryptedPrivateKeyInfo octets, count u32, count × certificate
/// trusted     = tag 2: certificate
/// secret key  = tag 3, in JCEKS: a serialized Java object
/// certificate = type utf (version 2), certificate octets
/// ```
#[derive(Clone, Copy)]
pub(super) struct Entries<'a> {
    pub(super) input: Input<'a>,
    has_types: bool,
    left: u32,
}

pub(super) struct Entry<'a> {
    /// In modified UTF-8.
    pub(super) alias: &'a [u8],
    pub(super) content: Content<'a>,
}

pub(super) enum Content<'a> {
    /// EncryptedPrivateKeyInfo, and the chain, beginning with the certificate of the key.
    Key(&'a [u8], Certificates<'a>),
    Certificate(Certificate<'a>),
    SecretKey,
}

#[derive(Clone, Copy)]
pub(super) struct Certificate<'a> {
    /// The type, `X.509`; absent in version 1.
    kind: Option<&'a [u8]>,
    pub(super) der: &'a [u8],
}

impl Certificate<'_> {
    /// Whether this is an X.509 certificate. Java knows the type by both names.
    pub(super) fn is_x509(&self) -> bool {
        self.kind.is_none_or(|kind| {
            [&b"X.509"[..], b"X509"].iter().any(|name| kind.eq_ignore_ascii_case(name))
        })
    }
}

/// The certificates of a chain that are not read yet.
#[derive(Clone, Copy)]
pub(super) struct Certificates<'a> {
    input: Input<'a>,
    has_types: bool,
    left: u32,
}

/// The fewest octets of an entry: tag, alias, date and the length of a certificate.
const SHORTEST_ENTRY: usize = 18;
/// The fewest octets of a certificate in a chain: its length.
const SHORTEST_CERTIFICATE: usize = 4;

impl<'a> Entries<'a> {
    /// Reads the header of a key store with a known magic number.
    pub(super) fn begin(bytes: &'a [u8]) -> Result<Self, ParseError> {
        let mut input = Input::new(bytes);
        input.u32().in_field("magic number")?;
        let at_version = input.offset();
        let has_types = match input.u32().in_field("version")? {
            1 => false,
            2 => true,
            _ => return Err(ParseError::new(&BAD_VERSION, at_version)),
        };
        let left = count(&mut input, SHORTEST_ENTRY).in_field("number of entries")?;
        Ok(Entries { input, has_types, left })
    }

    /// Whether no entry is left.
    pub(super) fn is_finished(&self) -> bool {
        self.left == 0
    }

    /// The next entry; `None` after the last one.
    pub(super) fn next(&mut self) -> Result<Option<Entry<'a>>, ParseError> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        let input = &mut self.input;
        let at_tag = input.offset();
        let tag = input.u32().in_field("tag")?;
        let alias = input.utf().in_field("alias")?;
        input.array::<8>().in_field("date")?;
        let content = match tag {
            1 => {
                let key = input.octets().in_field("EncryptedPrivateKeyInfo")?;
                Content::Key(key, chain(input, self.has_types).in_field("certificate chain")?)
            }
            2 => Content::Certificate(certificate(input, self.has_types).in_field("certificate")?),
            3 => {
                serialized::skip(input).in_field("secret key")?;
                Content::SecretKey
            }
            _ => return Err(ParseError::new(&UNKNOWN_ENTRY, at_tag)),
        };
        self.left = left;
        Ok(Some(Entry { alias, content }))
    }
}

impl<'a> Certificates<'a> {
    /// The next certificate; `None` after the last one.
    pub(super) fn next(&mut self) -> Result<Option<Certificate<'a>>, ParseError> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        let certificate = certificate(&mut self.input, self.has_types)?;
        self.left = left;
        Ok(Some(certificate))
    }
}

/// Reads a count of values that take at least `shortest` octets each, so that a count that the rest
/// of the file cannot hold is rejected before anything is done for it.
fn count(input: &mut Input<'_>, shortest: usize) -> Result<u32, ParseError> {
    let offset = input.offset();
    let count = input.u32()?;
    let least = usize::try_from(count).unwrap_or(usize::MAX).saturating_mul(shortest);
    if least > input.rest().len() {
        return Err(ParseError::new(&BAD_COUNT, offset));
    }
    Ok(count)
}

/// Skips the chain of a key entry. Returns a reader of it.
fn chain<'a>(input: &mut Input<'a>, has_types: bool) -> Result<Certificates<'a>, ParseError> {
    let left = count(input, SHORTEST_CERTIFICATE)?;
    let chain = Certificates { input: *input, has_types, left };
    let mut unread = chain;
    while unread.next()?.is_some() {}
    *input = unread.input;
    Ok(chain)
}

fn certificate<'a>(input: &mut Input<'a>, has_types: bool) -> Result<Certificate<'a>, ParseError> {
    let kind = if has_types { Some(input.utf()?) } else { None };
    Ok(Certificate { kind, der: input.octets()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn store(version: u32, count: u32, entries: &[u8]) -> Vec<u8> {
        [&[0xfe, 0xed, 0xfe, 0xed], &version.to_be_bytes()[..], &count.to_be_bytes(), entries]
            .concat()
    }

    const TRUSTED: &[u8] = b"\0\0\0\x02\0\x01a\0\0\0\0\0\0\0\0\0\x05X.509\0\0\0\x01c";
    const TRUSTED_1: &[u8] = b"\0\0\0\x02\0\x01a\0\0\0\0\0\0\0\0\0\0\0\x01c";

    #[test]
    fn both_versions() {
        for (version, entry) in [(1, TRUSTED_1), (2, TRUSTED)] {
            let store = store(version, 1, entry);
            let mut entries = Entries::begin(&store).unwrap();
            let entry = entries.next().unwrap().unwrap();
            let Content::Certificate(certificate) = entry.content else { panic!("{version}") };
            assert_eq!((entry.alias, certificate.der), (&b"a"[..], &b"c"[..]));
            assert!(certificate.is_x509());
            assert!(entries.next().unwrap().is_none());
            assert!(entries.input.rest().is_empty());
        }
        for version in [0, 3, u32::MAX] {
            assert!(Entries::begin(&store(version, 0, &[])).is_err());
        }
    }

    #[test]
    fn every_cut_is_an_error() {
        let key = b"\0\0\0\x01\0\x01k\0\0\0\0\0\0\0\0\0\0\0\x02EE\0\0\0\x01\0\x05X.509\0\0\0\x01c";
        let store = store(2, 2, &[TRUSTED, key].concat());
        let read_all = |bytes: &[u8]| {
            let mut entries = Entries::begin(bytes)?;
            while entries.next()?.is_some() {}
            Ok::<_, ParseError>(())
        };
        assert!(read_all(&store).is_ok());
        for length in 0..store.len() {
            assert!(read_all(&store[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn a_count_that_the_file_cannot_hold_is_rejected_at_once() {
        let rest = [0; 3 * SHORTEST_ENTRY];
        assert!(Entries::begin(&store(2, 3, &rest)).is_ok());
        for count in [4, u32::MAX] {
            let error = Entries::begin(&store(2, count, &rest)).err().unwrap();
            assert_eq!((error.cause.text, error.offset), (BAD_COUNT.text, 8));
        }
    }
}
