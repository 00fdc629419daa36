//! Leaf, chain and key of many certificates, against a model that compares all of them in pairs.

use super::{invariants, limits::LIMITS};
use crate::{
    certificate::{Made, extension, name, spki},
    der::{integer, octet_string, sequence, tlv},
};
use anycert::{Bundle, Certificate, KeyMatch, Parser};

/// P-256, with its public point in the last 65 octets.
const KEY: &[u8] = include_bytes!("../../../testdata/key/p256-pkcs8.der");
/// The same key, encrypted.
const LOCKED: &[u8] = include_bytes!("../../../testdata/key/p256-pkcs8-encrypted.pem");
/// RSA, which belongs to none of the certificates.
const OTHER_KEY: &[u8] = include_bytes!("../../../testdata/key/rsa-pkcs8.pem");

/// The bits of the first octet: which keys there are.
mod flag {
    pub(super) const KEY: u8 = 0x01;
    pub(super) const LOCKED: u8 = 0x02;
    pub(super) const OTHER_KEY: u8 = 0x04;
}

/// `data` is an octet of flags, then two octets for each certificate: the subject and the issuer, of
/// sixteen names each, then the key identifiers of both, of four each, whether it is a CA, whether
/// it has the public key of [`KEY`].
pub fn run(data: &[u8]) {
    let Some((flags, pairs)) = data.split_first() else { return };
    let mut text = Vec::new();
    let [key, locked, other_key] =
        [flag::KEY, flag::LOCKED, flag::OTHER_KEY].map(|flag| flags & flag != 0);
    if key {
        text.extend(block("PRIVATE KEY", KEY));
    }
    for pair in pairs.chunks_exact(2).take(40) {
        text.extend(block("CERTIFICATE", &made(pair[0], pair[1])));
    }
    for (is_present, pem) in [(locked, LOCKED), (other_key, OTHER_KEY)] {
        if is_present {
            text.extend_from_slice(pem);
        }
    }
    let Ok(bundle) = Parser::new().limits(LIMITS).parse(&text) else { return };
    invariants::bundle(&bundle);
    let distinct = distinct(&bundle);
    assert_eq!(bundle.leaf(), leaf(&distinct, key, locked));
    assert_eq!(bundle.chain().collect::<Vec<_>>(), chain(&bundle, &distinct));
    let matches = key && bundle.leaf().is_some_and(has_key);
    assert_eq!(bundle.key_match() == KeyMatch::Matches, matches);
    #[cfg(feature = "rustls-pki-types")]
    identity(bundle, matches);
}

/// Only the key that belongs to a certificate is returned, and only with that certificate.
#[cfg(feature = "rustls-pki-types")]
fn identity(bundle: Bundle, matches: bool) {
    match bundle.into_identity() {
        Ok(identity) => {
            assert!(matches, "a key that is not known to belong to the certificate");
            assert_eq!(identity.private_key.secret_der(), KEY);
        }
        Err(error) => assert!(!matches, "{error}"),
    }
}

fn block(label: &str, der: &[u8]) -> Vec<u8> {
    let text = pem_rfc7468::encode_string(label, pem_rfc7468::LineEnding::LF, der);
    text.expect("a sound label").into_bytes()
}

fn made(names: u8, rest: u8) -> Vec<u8> {
    let [subject, issuer] = [names >> 4, names & 15].map(|number| match number {
        0 => sequence(&[]),
        number => name(&format!("{number}")),
    });
    let mut extensions = Vec::new();
    let [subject_key, authority_key] = [rest & 3, rest >> 2 & 3];
    if subject_key > 0 {
        extensions.push(extension("2.5.29.14", &octet_string(&[subject_key])));
    }
    if authority_key > 0 {
        let identifier = sequence(&[&tlv(0x80, &[&[authority_key]])]);
        extensions.push(extension("2.5.29.35", &identifier));
    }
    if rest & 0x10 != 0 {
        extensions.push(extension("2.5.29.19", &sequence(&[&tlv(0x01, &[&[0xff]])])));
    }
    let spki = match rest & 0x20 {
        // Another point, of the right length: that it is not on the curve is not checked.
        0 => spki(&[&[4][..], &[rest; 64]].concat()),
        _ => spki(&KEY[KEY.len() - 65..]),
    };
    let serial = integer(&[rest >> 6]);
    Made { serial, subject, issuer, spki, extensions, ..Made::default() }.der()
}

fn distinct(bundle: &Bundle) -> Vec<&Certificate> {
    let mut found = Vec::new();
    for certificate in bundle.certificates() {
        if !found.contains(&certificate) {
            found.push(certificate);
        }
    }
    found
}

fn has_key(certificate: &Certificate) -> bool {
    certificate.spki_der().ends_with(&KEY[KEY.len() - 65..])
}

/// The rules of [`Bundle::leaf`].
fn leaf<'a>(
    all: &[&'a Certificate],
    has_open_key: bool,
    has_locked_key: bool,
) -> Option<&'a Certificate> {
    let owned: Vec<&Certificate> =
        all.iter().copied().filter(|one| has_open_key && has_key(one)).collect();
    let has_owner = !owned.is_empty();
    let candidates = if has_owner { owned } else { all.to_vec() };
    let issued_another = |one: &Certificate| {
        let is_issued = |other: &&&Certificate| {
            other.issuer_der() == one.subject_der() && !other.is_self_issued()
        };
        one.subject_der() != sequence(&[]) && all.iter().any(|other| is_issued(&other))
    };
    let is_placeholder = |one: &Certificate| {
        let mut same = all.iter().filter(|other| other.spki_der() == one.spki_der());
        one.is_self_issued() && same.any(|other| !other.is_self_issued())
    };
    let first = |from: &[&'a Certificate], is_ca: bool| {
        let last = from.iter().filter(|one| one.is_ca() == is_ca && !issued_another(one));
        last.clone().find(|one| !is_placeholder(one)).or(last.clone().next()).copied()
    };
    first(&candidates, false)
        .or_else(|| first(all, false).filter(|_| has_owner && has_locked_key))
        .or_else(|| first(&candidates, true))
        .or(candidates.first().copied())
}

/// The rules of [`Bundle::chain`].
fn chain<'a>(bundle: &'a Bundle, all: &[&'a Certificate]) -> Vec<&'a Certificate> {
    let mut found: Vec<&Certificate> = bundle.leaf().into_iter().collect();
    while let Some(last) = found.last().filter(|last| !last.is_self_issued()) {
        let fits =
            |one: &&&Certificate| one.subject_der() == last.issuer_der() && !found.contains(*one);
        let rank = |one: &&&Certificate| {
            let same_key = key_id(last, "2.5.29.35")
                .is_some_and(|wanted| key_id(one, "2.5.29.14").is_some_and(|own| own == wanted));
            (!same_key, one.is_self_issued())
        };
        let Some(next) = all.iter().filter(fits).min_by_key(rank).copied() else { break };
        found.push(next);
    }
    found
}

/// The last octet of the extension with this object identifier: the key identifier of [`made`].
fn key_id(certificate: &Certificate, oid: &str) -> Option<u8> {
    let mut extensions = certificate.extensions().filter_map(Result::ok);
    let found = extensions.find(|extension| extension.oid().to_string() == oid)?;
    found.value().last().copied()
}
