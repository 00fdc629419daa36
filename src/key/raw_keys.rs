//! Keys that are so many octets: Ed25519, Ed448, X25519, X448 (RFC 8410 §7), SLH-DSA (RFC 9909).

use super::{Clear, Leniencies, derive, write};
use crate::{
    asn1::{error::ParseError, tlv::Reader},
    error::key::{RAW_OTHER_PUBLIC_KEY, RAW_WRONG_LENGTH},
    note::NoteCode,
    oid,
    tag::Tag,
    x509::spki::{AlgorithmIdentifier, Identity, KeyAlgorithm, SlhDsa},
};

/// CurvePrivateKey ::= OCTET STRING, in the privateKey of a PKCS#8 (RFC 8410 §7).
pub(super) fn read(
    identifier: &AlgorithmIdentifier<'_>,
    private_key: Reader<'_>,
    public_key: Option<&[u8]>,
    (algorithm, length): (KeyAlgorithm, usize),
    forgiven: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let start = private_key.offset();
    let octets = octets(private_key, length, forgiven);
    if identifier.parameters.is_some() {
        forgiven.push(NoteCode::KeyParameters);
    }
    let (secret, appended) = match octets.split_at_checked(length) {
        Some((secret, [])) => (secret, None),
        // The private key with the public one behind it, as NaCl keeps it.
        Some((secret, public)) if public.len() == 32 && algorithm == KeyAlgorithm::Ed25519 => {
            forgiven.push(NoteCode::OddKeyStructure);
            (secret, Some(public))
        }
        _ => return Err(ParseError::new(&RAW_WRONG_LENGTH, start).in_field("privateKey")),
    };
    curve_key(identifier.oid, algorithm, secret, appended.or(public_key), start)
}

/// Of the bare key; `public_key` is what its container says.
pub(super) fn curve_key(
    oid: &[u8],
    algorithm: KeyAlgorithm,
    secret: &[u8],
    public_key: Option<&[u8]>,
    offset: usize,
) -> Result<Clear, ParseError> {
    let derived = if oid == oid::ED25519 { derive::ed25519(secret) } else { None };
    if let (Some(derived), Some(public_key)) = (&derived, public_key)
        && derived != public_key
    {
        return Err(ParseError::new(&RAW_OTHER_PUBLIC_KEY, offset).in_field("publicKey"));
    }
    let public = derived.as_ref().map(<[u8; 32]>::as_slice).or(public_key);
    let inner = write::tlv(Tag::OCTET_STRING, &[secret]);
    Ok(Clear {
        algorithm,
        pkcs8: write::private_key_info(&write::algorithm(oid, &[]), &inner),
        public: public.map(Identity::curve_octets),
    })
}

/// What is in the inner OCTET STRING; early drafts had the octets bare.
fn octets<'a>(private_key: Reader<'a>, length: usize, forgiven: &mut Leniencies) -> &'a [u8] {
    let mut inner = private_key;
    match inner.expect(Tag::OCTET_STRING) {
        Ok(octets) if inner.is_empty() && private_key.rest().len() != length => octets.value(),
        _ => {
            forgiven.push(NoteCode::PreStandardKey);
            private_key.rest()
        }
    }
}

/// SLH-DSA-PrivateKey: SK.seed ‖ SK.prf ‖ PK.seed ‖ PK.root, bare in the privateKey (RFC 9909 §6);
/// the second half is the public key. Early software put an OCTET STRING around it, or the public
/// key once more behind it.
pub(super) fn read_slh_dsa(
    identifier: &AlgorithmIdentifier<'_>,
    private_key: Reader<'_>,
    public_key: Option<&[u8]>,
    set: SlhDsa,
    forgiven: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let start = private_key.offset();
    let wrong = ParseError::new(&RAW_WRONG_LENGTH, start).in_field("privateKey");
    let length = set.n().saturating_mul(4);
    let mut octets = private_key.rest();
    let mut inner = private_key;
    if let Ok(wrapped) = inner.expect(Tag::OCTET_STRING)
        && inner.is_empty()
        && octets.len() != length
    {
        forgiven.push(NoteCode::PreStandardKey);
        octets = wrapped.value();
    }
    let (secret, behind) = octets.split_at_checked(length).ok_or(wrong)?;
    let (_, public) = secret.split_at_checked(length / 2).ok_or(wrong)?;
    if !behind.is_empty() {
        forgiven.push(NoteCode::PreStandardKey);
        if behind != public {
            return Err(wrong);
        }
    }
    if public_key.is_some_and(|said| said != public) {
        return Err(ParseError::new(&RAW_OTHER_PUBLIC_KEY, start).in_field("publicKey"));
    }
    Ok(Clear {
        algorithm: KeyAlgorithm::SlhDsa(set),
        pkcs8: write::private_key_info(&write::algorithm(identifier.oid, &[]), secret),
        public: Some(Identity::octets(identifier.oid, public)),
    })
}
