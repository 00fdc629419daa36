//! PKCS#12 (RFC 7292): a PFX from its outer value to its bags.

mod attributes;
mod bags;
mod mac;
mod outline;

use crate::{
    asn1::{
        ber::{self, BerOrDer},
        tlv::Reader,
    },
    collected::Collected,
    context::{Context, Parse},
    error::{
        Error, Path, Step,
        asn1::LEFT_OVER,
        pkcs12::{NO_BAGS, PUBLIC_KEY_INTEGRITY, PUBLIC_KEY_PRIVACY, SHUT},
    },
    note::NoteCode,
    oid,
    passphrase::Slot,
    pbe::{self, Failure, Integrity, Mac, Scheme},
    secret::{Bytes, Scratch},
    tag::Tag,
};
use alloc::vec::Vec;
use bags::SafeContents;
use outline::{Content, ContentInfo, Pfx};

/// Reads the PFX that `bytes` are, and nothing but blanks behind it.
pub(crate) fn read(
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    parse.keyring.place = Slot::Pkcs12;
    let read = pfx(bytes, collected, parse, path);
    parse.keyring.place = Slot::Elsewhere;
    read
}

fn pfx(
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let mut gate = BerOrDer::default();
    let Context { budget, notes } = &mut parse.context;
    let pfx = gate.read(bytes, budget, notes, path, outline::pfx)?;
    nothing_behind(&pfx, parse, path)?;
    let auth_safe = match &pfx.auth_safe {
        ContentInfo { content: Content::Data(data), .. } => {
            let path = path.then(Step::Field("authSafe"));
            ber::octets(data, &mut parse.context.budget, &mut parse.context.notes, &path)?
        }
        other => return Err(other.refused(path)),
    };
    let mac_path = path.then(Step::Field("macData"));
    let mac = mac::read(pfx.mac_data.as_ref(), parse, &mac_path)?;
    let integrity = authenticated_safe(&auth_safe, mac.as_ref(), collected, parse, path)?;
    let integrity = match (&pfx.mac_data, &mac) {
        (Some(_), None) => Integrity::Unchecked,
        _ => integrity,
    };
    collected.pfx(integrity);
    Ok(())
}

/// Only blanks may follow; exporters and editors put a newline there.
fn nothing_behind(pfx: &Pfx<'_>, parse: &mut Parse<'_>, path: &Path<'_>) -> Result<(), Error> {
    if pfx.rest.is_empty() {
        return Ok(());
    }
    if pfx.rest.iter().any(|byte| !byte.is_ascii_whitespace() && *byte != 0) {
        return Err(LEFT_OVER.at(path).with_byte(pfx.end));
    }
    parse.context.notes.add(NoteCode::TrailingBlanks, path);
    Ok(())
}

impl ContentInfo<'_> {
    /// Why this content is not read.
    fn refused(&self, path: &Path<'_>) -> Error {
        let signed = self.content_type == oid::SIGNED_DATA;
        let enveloped = self.content_type == oid::ENVELOPED_DATA;
        let cause = match (signed, enveloped) {
            (true, _) => &PUBLIC_KEY_INTEGRITY,
            (_, true) => &PUBLIC_KEY_PRIVACY,
            _ => &NO_BAGS,
        };
        cause.at(path)
    }
}

/// AuthenticatedSafe (RFC 7292 §4.1): the work that can be seen to be needed is reserved, then the
/// MAC is checked, the safes are opened, and the bags are read in file order.
fn authenticated_safe(
    octets: &[u8],
    mac: Option<&Mac<'_>>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Integrity, Error> {
    let mut gate = BerOrDer::default();
    let Context { budget, notes } = &mut parse.context;
    let most = budget.limits.bags;
    let production = |reader| outline::authenticated_safe(reader, most);
    let contents = gate.read(octets, budget, notes, path, production)?;
    budget.safes(contents.len()).map_err(|exceeded| exceeded.at(path))?;
    let mut safes = Vec::with_capacity(contents.len());
    for (number, content) in (1..).zip(&contents) {
        safes.push(Safe::read(content, parse, &path.then(Step::Safe(number)))?);
    }
    let [mut clear_gates, mut opened_gates] = [(); 2].map(|()| gates(safes.len()));

    let mac_path = path.then(Step::Field("macData"));
    if let Some(mac) = mac {
        mac.reserve(parse, &mac_path)?;
    }
    for (number, safe) in (1..).zip(&safes) {
        safe.reserve(parse, &path.then(Step::Safe(number)))?;
    }
    let clear = safes.iter().map(Safe::clear);
    let clear = all_bags(clear, &mut clear_gates, parse, path)?;
    let integrity = match mac {
        Some(mac) => mac::verify(mac, octets, parse, &mac_path)?,
        None => Integrity::None,
    };
    let mut plaintexts = Vec::with_capacity(safes.len());
    for (number, safe) in (1..).zip(&safes) {
        plaintexts.push(safe.open(integrity, parse, &path.then(Step::Safe(number)))?);
    }
    let opened = plaintexts.iter().map(Option::as_deref);
    let opened = all_bags(opened, &mut opened_gates, parse, path)?;
    for (number, (clear, opened)) in (1..).zip(clear.into_iter().zip(opened)) {
        let path = path.then(Step::Safe(number));
        for bag in clear.into_iter().chain(opened) {
            bag.read(collected, parse, &path)?;
        }
    }
    Ok(integrity)
}

fn gates(count: usize) -> Vec<BerOrDer> {
    (0..count).map(|_| BerOrDer::default()).collect()
}

/// One ContentInfo of the AuthenticatedSafe.
enum Safe<'a> {
    Clear(Bytes<'a>),
    Encrypted(Scheme<'a>, Bytes<'a>),
}

impl<'a> Safe<'a> {
    fn read(
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
            Content::Other => Err(content.refused(path)),
        }
    }

    fn reserve(&self, parse: &mut Parse<'_>, path: &Path<'_>) -> Result<(), Error> {
        match self {
            Safe::Clear(_) => Ok(()),
            Safe::Encrypted(scheme, _) => scheme.reserve(parse, path),
        }
    }

    fn clear(&self) -> Option<&[u8]> {
        match self {
            Safe::Clear(octets) => Some(octets),
            Safe::Encrypted(..) => None,
        }
    }

    /// The plaintext of one that is encrypted. Certificates may be in it, so that it stays shut
    /// is an error. Once the passphrase has proved right on the MAC, a bad structure is not its
    /// fault.
    fn open(
        &self,
        integrity: Integrity,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<Option<Scratch>, Error> {
        let Safe::Encrypted(scheme, ciphertext) = self else {
            return Ok(None);
        };
        let is_proved = integrity == Integrity::Verified && parse.keyring.has_opened();
        let accept = if is_proved { begins_with_sequence } else { is_safe_contents };
        match pbe::open(scheme, ciphertext, parse, path, &accept) {
            Ok(plaintext) => Ok(Some(plaintext)),
            Err(Failure::NoPassphrase) => Err(SHUT.at(path)),
            Err(Failure::Incorrect(error) | Failure::Fatal(error)) => Err(error),
        }
    }
}

fn begins_with_sequence(plaintext: &[u8]) -> bool {
    plaintext.starts_with(&[0x30, 0x80]) || Reader::allow_long_lengths(plaintext).sequence().is_ok()
}

/// Whether a plaintext is one SEQUENCE, in any form of length, that begins with another or ends.
fn is_safe_contents(plaintext: &[u8]) -> bool {
    if let [0x30, 0x80, content @ ..] = plaintext {
        return content.ends_with(&[0, 0]) && matches!(content.first(), Some(0x30 | 0));
    }
    let mut reader = Reader::allow_long_lengths(plaintext);
    reader.sequence().is_ok_and(|contents| {
        reader.is_empty() && matches!(contents.peek(), None | Some(Tag::SEQUENCE))
    })
}

/// The bags of those safes that are there, none for the others; the first attempts at their keys
/// are reserved.
fn all_bags<'a>(
    safes: impl Iterator<Item = Option<&'a [u8]>>,
    gates: &'a mut [BerOrDer],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Vec<SafeContents<'a>>, Error> {
    let mut all = Vec::with_capacity(gates.len());
    for ((number, contents), gate) in (1..).zip(safes).zip(gates) {
        let path = path.then(Step::Safe(number));
        let bags = match contents {
            Some(contents) => bags::read(contents, gate, parse, &path)?,
            None => SafeContents::new(),
        };
        for bag in &bags {
            bag.reserve(parse, &path)?;
        }
        all.push(bags);
    }
    Ok(all)
}
