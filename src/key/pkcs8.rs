//! PrivateKeyInfo and OneAsymmetricKey (RFC 5958 §2), and mixtures of the two.

use super::{
    clear::{Clear, Leniencies},
    dsa_dh, ec, ml_dsa_kem, raw_keys, rsa,
};
use crate::{
    asn1::{
        ber::{self, BerOrDer},
        error::{InField, ParseError},
        tlv::{Reader, Tlv},
    },
    context::{Context, Parse},
    error::{Error, Path},
    note::NoteCode,
    secret::Scratch,
    tag::Tag,
    x509::spki::{AlgorithmIdentifier, Family, bit_string},
};

/// OneAsymmetricKey ::= SEQUENCE { version, privateKeyAlgorithm, privateKey, [0] attributes,
/// [1] publicKey } (RFC 5958 §2).
#[derive(Clone, Copy)]
struct PrivateKeyInfo<'a> {
    whole: Tlv<'a>,
    algorithm: AlgorithmIdentifier<'a>,
    private_key: Tlv<'a>,
    public_key: Option<&'a [u8]>,
}

/// Reads a key of any algorithm, in DER or BER.
pub(super) fn read(
    bytes: &[u8],
    leniencies: &mut Leniencies,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Clear, Error> {
    let Context { budget, notes } = &mut parse.context;
    let mut gate = BerOrDer::default();
    let (info, mut found) = gate.read(bytes, budget, notes, path, |reader| {
        let mut found = Leniencies::new();
        private_key_info(reader, &mut found).map(|info| (info, found))
    })?;
    leniencies.append(&mut found);
    if info.private_key.tag() != Tag::OCTET_STRING.constructed() {
        return discreet(&info, octets_of(&info.private_key), leniencies, path);
    }
    let octets = ber::octets(&info.private_key, budget, notes, path)?;
    discreet(&info, Reader::allow_long_lengths(&octets), leniencies, path)
}

/// Reads the privateKey with [discreet](ParseError::discreet) errors.
fn discreet(
    info: &PrivateKeyInfo<'_>,
    private_key: Reader<'_>,
    leniencies: &mut Leniencies,
    path: &Path<'_>,
) -> Result<Clear, Error> {
    let start = private_key.offset();
    let read = by_algorithm(info, private_key, leniencies);
    read.map_err(|fault| fault.discreet(start).at(path))
}

/// A reader over the content of privateKey, or over the value itself if the OCTET STRING is missing.
fn octets_of<'a>(private_key: &Tlv<'a>) -> Reader<'a> {
    match private_key.tag() {
        Tag::OCTET_STRING => private_key.reader(),
        _ => Reader::allow_long_lengths(private_key.bytes()),
    }
}

/// Reads the privateKey as its algorithm defines it. A key of an unknown algorithm is kept as it is.
fn by_algorithm(
    info: &PrivateKeyInfo<'_>,
    private_key: Reader<'_>,
    leniencies: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let PrivateKeyInfo { algorithm, public_key, .. } = info;
    match algorithm.family() {
        family @ (Family::Rsa | Family::RsaPss) => {
            if family == Family::Rsa && algorithm.parameters.is_none() {
                leniencies.push(NoteCode::KeyParameters);
            }
            rsa::read(private_key, Some(algorithm), leniencies)
        }
        Family::Ec => ec::read(private_key, Some(algorithm), *public_key, leniencies),
        Family::Dsa => dsa_dh::read_pkcs8(algorithm, private_key, leniencies)
            .map(|clear| with_public(clear, algorithm, *public_key)),
        Family::Dh => dsa_dh::read_dh(algorithm, private_key, leniencies)
            .map(|clear| with_public(clear, algorithm, *public_key)),
        Family::Octets(name, length) => {
            raw_keys::read(algorithm, private_key, *public_key, (name, length), leniencies)
        }
        Family::Lattice(name, lattice) => {
            ml_dsa_kem::read(algorithm, private_key, *public_key, (name, lattice), leniencies)
        }
        Family::SlhDsa(set) => {
            raw_keys::read_slh_dsa(algorithm, private_key, *public_key, set, leniencies)
        }
        Family::Gost(_) | Family::Other => Ok(Clear {
            algorithm: algorithm.describe(None),
            pkcs8: Scratch::copy_of(info.whole.bytes()),
            public: public_key.and_then(|public_key| algorithm.identity(public_key)),
        }),
    }
}

fn with_public(
    clear: Clear,
    algorithm: &AlgorithmIdentifier<'_>,
    public_key: Option<&[u8]>,
) -> Clear {
    let given = public_key.and_then(|public_key| algorithm.identity(public_key));
    Clear { public: clear.public.or(given), ..clear }
}

/// Reads the fields in order. The version must be 1 if there is a public key and 0 otherwise, but
/// many writers differ, and nothing depends on it.
fn private_key_info<'a>(
    mut reader: Reader<'a>,
    leniencies: &mut Leniencies,
) -> Result<PrivateKeyInfo<'a>, ParseError> {
    let whole = reader.expect(Tag::SEQUENCE).in_field("PrivateKeyInfo")?;
    reader.finish().in_field("PrivateKeyInfo")?;
    let mut fields = whole.reader();
    let version = fields.expect(Tag::INTEGER).in_field("version")?;
    let algorithm = AlgorithmIdentifier::read(&mut fields).in_field("privateKeyAlgorithm")?;
    let private_key = private_key(&mut fields, leniencies).in_field("privateKey")?;
    fields.optional(Tag::context(0)).in_field("attributes")?;
    let public_key = public_key(&mut fields, leniencies).in_field("publicKey")?;
    fields.finish().in_field("PrivateKeyInfo")?;
    if version.value() != [u8::from(public_key.is_some())] {
        leniencies.push(NoteCode::KeyVersion);
    }
    Ok(PrivateKeyInfo { whole, algorithm, private_key, public_key })
}

/// Reads privateKey OCTET STRING, which is constructed in some BER. Software of the nineties wrote
/// the SEQUENCE without the OCTET STRING around it.
fn private_key<'a>(
    fields: &mut Reader<'a>,
    leniencies: &mut Leniencies,
) -> Result<Tlv<'a>, ParseError> {
    if fields.peek() == Some(Tag::SEQUENCE) {
        leniencies.push(NoteCode::OddKeyStructure);
        return fields.any();
    }
    ber::string(fields, Tag::OCTET_STRING)
}

/// Reads publicKey [1] IMPLICIT BIT STRING. In drafts of RFC 8410 it was EXPLICIT.
fn public_key<'a>(
    fields: &mut Reader<'a>,
    leniencies: &mut Leniencies,
) -> Result<Option<&'a [u8]>, ParseError> {
    if let Some(bits) = fields.optional(Tag::context_primitive(1))? {
        return bit_string(bits).map(Some);
    }
    let Some(wrapper) = fields.optional(Tag::context(1))? else { return Ok(None) };
    leniencies.push(NoteCode::OddKeyStructure);
    let mut inner = wrapper.reader();
    let bits = inner.expect(Tag::BIT_STRING)?;
    inner.finish()?;
    bit_string(bits).map(Some)
}
