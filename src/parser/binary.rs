//! Binary content: certificates, containers and keys.

use crate::{
    asn1::{ber::BerOrDer, tlv::Reader},
    collected::Collected,
    context::{Context, Parse},
    error::{
        Error, Path, Step,
        parser::{MATERIAL_AFTER, PEM_AFTER_DER, PEM_AFTER_KEY},
    },
    format::Format,
    java_keystore, key, pkcs7, pkcs12,
    shape::{Shape, shape},
    tag::Tag,
    text::has_exact_begin,
    trailing,
};

/// Reads binary content by its shape.
pub(super) fn read_binary(
    kind: Shape,
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    match kind.format() {
        Some(Format::Certificate) => read_certificates(bytes, collected, parse, path),
        Some(Format::Pkcs7) => pkcs7::read(kind, bytes, collected, parse, &path.then(Step::Pkcs7)),
        Some(Format::Pkcs12) => pkcs12::read(kind, bytes, collected, parse, path),
        Some(Format::JavaKeyStore) => {
            java_keystore::read(bytes, collected, parse, &path.then(Step::JavaKeyStore))
        }
        Some(Format::PrivateKey) => read_key(kind, bytes, collected, parse, path),
        _ => {
            refuse_material_after(bytes, path)?;
            collected.leave_out(kind.left_out().at(path), parse, path);
            Ok(())
        }
    }
}

/// Refuses certificates and keys after a value that is left out.
fn refuse_material_after(bytes: &[u8], path: &Path<'_>) -> Result<(), Error> {
    if bytes.first() != Some(&Tag::SEQUENCE.0) {
        return Ok(());
    }
    let Ok(value) = Reader::allow_long_lengths(bytes).any() else { return Ok(()) };
    let length = value.bytes().len();
    if trailing::is_material(bytes.get(length..).unwrap_or_default()) {
        return Err(MATERIAL_AFTER.at(path).with_byte(length));
    }
    Ok(())
}

/// Reads concatenated DER certificates, and a key after the last; any other trailing data is
/// noted. After a broken certificate reading resumes where its outer length ends.
fn read_certificates(
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let rest = read_each_certificate(bytes, collected, parse, path)?;
    // A PEM reader would find these blocks and not the DER.
    if !rest.is_empty() && has_exact_begin(rest) {
        return Err(PEM_AFTER_DER.at(path).with_byte(bytes.len().saturating_sub(rest.len())));
    }
    if let Some(kind) = shape(rest).filter(|kind| kind.format() == Some(Format::PrivateKey)) {
        let path = path.then(Step::Key(collected.keys.len().saturating_add(1)));
        let read = read_key(kind, rest, collected, parse, &path);
        return read.or_else(|error| collected.broken(error, parse, &path));
    }
    let offset = bytes.len().saturating_sub(rest.len());
    trailing::check(rest, offset, &mut parse.context, path)
}

/// Reads the certificates at the start of `bytes`. Returns what follows the last.
fn read_each_certificate<'a>(
    bytes: &'a [u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<&'a [u8], Error> {
    let mut rest = bytes;
    loop {
        let number = collected.certificates.len().saturating_add(1);
        let path_of = path.then(Step::Certificate(number));
        let path = if number == 1 && rest.len() == bytes.len() { path } else { &path_of };
        let Context { budget, notes } = &mut parse.context;
        let length = match collected.certificates.push(rest, budget, notes, path) {
            Ok(length) => length,
            Err(error) => {
                collected.broken(error, parse, path)?;
                Reader::new(rest).any().map_or(rest.len(), |value| value.bytes().len())
            }
        };
        rest = rest.get(length..).unwrap_or_default();
        if shape(rest) != Some(Shape::Certificate) {
            return Ok(rest);
        }
    }
}

/// Reads one binary key, which only padding may follow.
pub(super) fn read_key(
    kind: Shape,
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    parse.context.budget.private_key().map_err(|exceeded| exceeded.at(path))?;
    let bytes = match kind {
        // For some ciphers the length of what follows the key is unknown.
        Shape::OpenSsh if has_exact_begin(bytes) => return Err(PEM_AFTER_KEY.at(path)),
        Shape::OpenSsh => bytes,
        _ => one_value(bytes, parse, path)?,
    };
    let key = key::read(kind, bytes, parse, path)?;
    collected.push_key(key, &mut parse.context.budget, path)
}

/// Returns the TLV at the start of `bytes`; only padding may follow.
fn one_value<'a>(
    bytes: &'a [u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<&'a [u8], Error> {
    let mut gate = BerOrDer::default();
    let Context { budget, notes } = &mut parse.context;
    let length = gate.read(bytes, budget, notes, path, |mut reader| {
        reader.any().map(|value| value.bytes().len())
    })?;
    let (value, rest) = bytes.split_at_checked(length).unwrap_or((bytes, &[]));
    trailing::check(rest, length, &mut parse.context, path)?;
    Ok(value)
}
