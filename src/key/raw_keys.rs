//! Keys that are octet strings of fixed length: Ed25519, Ed448, X25519, X448 (RFC 8410 §7) and
//! SLH-DSA (RFC 9909).

use super::{
    clear::{Clear, Leniencies},
    derive, write,
};
use crate::{
    asn1::{error::ParseError, tlv::Reader},
    error::key::{OTHER_PUBLIC_KEY, WRONG_LENGTH},
    note::NoteCode,
    tag::Tag,
    x509::spki::{AlgorithmIdentifier, Identity, KeyAlgorithm, SlhDsa},
};

/// Reads CurvePrivateKey ::= OCTET STRING from the privateKey of a PKCS#8 (RFC 8410 §7).
pub(super) fn read(
    identifier: &AlgorithmIdentifier<'_>,
    private_key: Reader<'_>,
    public_key: Option<&[u8]>,
    (algorithm, length): (KeyAlgorithm, usize),
    leniencies: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let start = private_key.offset();
    let octets = octets(private_key, length, leniencies);
    if identifier.parameters.is_some() {
        leniencies.push(NoteCode::KeyParameters);
    }
    let (secret, appended) = match octets.split_at_checked(length) {
        Some((secret, [])) => (secret, None),
        // NaCl stores the public key after the private key.
        Some((secret, public)) if public.len() == 32 && algorithm == KeyAlgorithm::Ed25519 => {
            leniencies.push(NoteCode::OddKeyStructure);
            (secret, Some(public))
        }
        _ => return Err(ParseError::new(&WRONG_LENGTH, start).in_field("privateKey")),
    };
    curve_key(identifier.oid, algorithm, secret, appended.or(public_key), start)
}

/// Checks a private key against the `public_key` in its container and encodes it.
pub(super) fn curve_key(
    oid: &[u8],
    algorithm: KeyAlgorithm,
    secret: &[u8],
    public_key: Option<&[u8]>,
    offset: usize,
) -> Result<Clear, ParseError> {
    let derived = match algorithm {
        KeyAlgorithm::Ed25519 => derive::ed25519(secret),
        KeyAlgorithm::X25519 => derive::x25519(secret),
        _ => None,
    };
    if let (Some(derived), Some(public_key)) = (&derived, public_key)
        && derived != public_key
    {
        return Err(ParseError::new(&OTHER_PUBLIC_KEY, offset).in_field("publicKey"));
    }
    let public = derived.as_ref().map(<[u8; 32]>::as_slice).or(public_key);
    Ok(Clear {
        algorithm,
        pkcs8: write::curve_key(oid, secret)?,
        public: public.map(Identity::curve_octets),
    })
}

/// Returns the content of the inner OCTET STRING. Early drafts had the octets without it.
fn octets<'a>(private_key: Reader<'a>, length: usize, leniencies: &mut Leniencies) -> &'a [u8] {
    let mut inner = private_key;
    match inner.expect(Tag::OCTET_STRING) {
        Ok(octets) if inner.is_empty() && private_key.rest().len() != length => octets.value(),
        _ => {
            leniencies.push(NoteCode::PreStandardKey);
            private_key.rest()
        }
    }
}

/// Reads SLH-DSA-PrivateKey: SK.seed ‖ SK.prf ‖ PK.seed ‖ PK.root without a tag (RFC 9909 §6). The
/// second half is the public key. Early software wrapped it in an OCTET STRING, or appended the
/// public key again.
pub(super) fn read_slh_dsa(
    identifier: &AlgorithmIdentifier<'_>,
    private_key: Reader<'_>,
    public_key: Option<&[u8]>,
    set: SlhDsa,
    leniencies: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let start = private_key.offset();
    let wrong = ParseError::new(&WRONG_LENGTH, start).in_field("privateKey");
    let length = set.n().saturating_mul(4);
    let mut octets = private_key.rest();
    let mut inner = private_key;
    if let Ok(wrapped) = inner.expect(Tag::OCTET_STRING)
        && inner.is_empty()
        && octets.len() != length
    {
        leniencies.push(NoteCode::PreStandardKey);
        octets = wrapped.value();
    }
    let (secret, appended) = octets.split_at_checked(length).ok_or(wrong)?;
    let (_, public) = secret.split_at_checked(length / 2).ok_or(wrong)?;
    if !appended.is_empty() {
        leniencies.push(NoteCode::PreStandardKey);
        if appended != public {
            return Err(wrong);
        }
    }
    if public_key.is_some_and(|claimed| claimed != public) {
        return Err(ParseError::new(&OTHER_PUBLIC_KEY, start).in_field("publicKey"));
    }
    Ok(Clear {
        algorithm: KeyAlgorithm::SlhDsa(set),
        pkcs8: write::slh_dsa(identifier.oid, secret)?,
        public: Some(Identity::octets(identifier.oid, public)),
    })
}
