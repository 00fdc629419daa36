//! PrivateKeyInfo and OneAsymmetricKey (RFC 5958 §2), in what mixes they are written.

use super::{Clear, Leniencies, dsa_dh, ec, ml_dsa_kem, raw_keys, rsa};
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

/// A key of whatever algorithm, in DER or BER.
pub(super) fn read(
    bytes: &[u8],
    forgiven: &mut Leniencies,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Clear, Error> {
    let Context { budget, notes } = &mut parse.context;
    let mut gate = BerOrDer::default();
    let (info, mut seen) = gate.read(bytes, budget, notes, path, |reader| {
        let mut seen = Leniencies::new();
        private_key_info(reader, &mut seen).map(|info| (info, seen))
    })?;
    forgiven.append(&mut seen);
    if info.private_key.tag() != Tag::OCTET_STRING.constructed() {
        return discreet(&info, octets_of(&info.private_key), forgiven, path);
    }
    let octets = ber::octets(&info.private_key, budget, notes, path)?;
    discreet(&info, Reader::allow_long_lengths(&octets), forgiven, path)
}

/// The privateKey, of which an error says [little](ParseError::discreet).
fn discreet(
    info: &PrivateKeyInfo<'_>,
    private_key: Reader<'_>,
    forgiven: &mut Leniencies,
    path: &Path<'_>,
) -> Result<Clear, Error> {
    let start = private_key.offset();
    let read = by_algorithm(info, private_key, forgiven);
    read.map_err(|fault| fault.discreet(start).at(path))
}

/// What is in the privateKey; of one without its OCTET STRING the value itself.
fn octets_of<'a>(private_key: &Tlv<'a>) -> Reader<'a> {
    match private_key.tag() {
        Tag::OCTET_STRING => private_key.reader(),
        _ => Reader::allow_long_lengths(private_key.bytes()),
    }
}

/// What the algorithm has in privateKey; of an unknown one the whole is kept as it came.
fn by_algorithm(
    info: &PrivateKeyInfo<'_>,
    private_key: Reader<'_>,
    forgiven: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let PrivateKeyInfo { algorithm, public_key, .. } = info;
    match algorithm.family() {
        family @ (Family::Rsa | Family::RsaPss) => {
            if family == Family::Rsa && algorithm.parameters.is_none() {
                forgiven.push(NoteCode::KeyParameters);
            }
            rsa::read(private_key, Some(algorithm), forgiven)
        }
        Family::Ec => ec::read(private_key, Some(algorithm), *public_key, forgiven),
        Family::Dsa => dsa_dh::read_pkcs8(algorithm, private_key, forgiven)
            .map(|clear| with_public(clear, algorithm, *public_key)),
        Family::Dh => dsa_dh::read_dh(algorithm, private_key, forgiven)
            .map(|clear| with_public(clear, algorithm, *public_key)),
        Family::Octets(name, length) => {
            raw_keys::read(algorithm, private_key, *public_key, (name, length), forgiven)
        }
        Family::Lattice(name, lattice) => {
            ml_dsa_kem::read(algorithm, private_key, *public_key, (name, lattice), forgiven)
        }
        Family::SlhDsa(set) => {
            raw_keys::read_slh_dsa(algorithm, private_key, *public_key, set, forgiven)
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
    let said = public_key.and_then(|public_key| algorithm.identity(public_key));
    Clear { public: clear.public.or(said), ..clear }
}

/// The fields in order. The version should be 1 exactly if a public key is there and 0 else, and
/// half the writers do otherwise; nothing depends on it.
fn private_key_info<'a>(
    mut reader: Reader<'a>,
    forgiven: &mut Leniencies,
) -> Result<PrivateKeyInfo<'a>, ParseError> {
    let whole = reader.expect(Tag::SEQUENCE).in_field("PrivateKeyInfo")?;
    reader.finish().in_field("PrivateKeyInfo")?;
    let mut fields = whole.reader();
    let version = fields.expect(Tag::INTEGER).in_field("version")?;
    let algorithm = AlgorithmIdentifier::read(&mut fields).in_field("privateKeyAlgorithm")?;
    let private_key = private_key(&mut fields, forgiven).in_field("privateKey")?;
    fields.optional(Tag::context(0)).in_field("attributes")?;
    let public_key = public_key(&mut fields, forgiven).in_field("publicKey")?;
    fields.finish().in_field("PrivateKeyInfo")?;
    if version.value() != [u8::from(public_key.is_some())] {
        forgiven.push(NoteCode::KeyVersion);
    }
    Ok(PrivateKeyInfo { whole, algorithm, private_key, public_key })
}

/// privateKey OCTET STRING, in BER also in chunks. Software of the nineties left it out around
/// the SEQUENCE in it.
fn private_key<'a>(
    fields: &mut Reader<'a>,
    forgiven: &mut Leniencies,
) -> Result<Tlv<'a>, ParseError> {
    if fields.peek() == Some(Tag::SEQUENCE) {
        forgiven.push(NoteCode::OddKeyStructure);
        return fields.any();
    }
    ber::string(fields, Tag::OCTET_STRING)
}

/// publicKey [1] IMPLICIT BIT STRING; drafts of RFC 8410 had it EXPLICIT.
fn public_key<'a>(
    fields: &mut Reader<'a>,
    forgiven: &mut Leniencies,
) -> Result<Option<&'a [u8]>, ParseError> {
    if let Some(bits) = fields.optional(Tag::context_primitive(1))? {
        return bit_string(bits).map(Some);
    }
    let Some(wrapper) = fields.optional(Tag::context(1))? else { return Ok(None) };
    forgiven.push(NoteCode::OddKeyStructure);
    let mut inner = wrapper.reader();
    let bits = inner.expect(Tag::BIT_STRING)?;
    inner.finish()?;
    bit_string(bits).map(Some)
}
