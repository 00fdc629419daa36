//! The `.sm2` file of CFCA, the China Financial Certification Authority: a key and its certificate.
//! No standard defines it; the structure is the one that the Go library `gmsm` reads.

use super::outline::whole;
use crate::{
    asn1::{
        ber::BerOrDer,
        error::{InField, ParseError},
        tlv::Reader,
    },
    collected::Collected,
    context::{Context, Parse},
    error::{Error, Path, Step},
    key,
    tag::Tag,
    trailing,
};

/// Reads the certificate, and the key as a locked one: its encryption is not supported.
pub(super) fn read(
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let path = &path.then(Step::Field("CFCA SM2"));
    let mut gate = BerOrDer::default();
    let Context { budget, notes } = &mut parse.context;
    let (der, rest) = gate.read(bytes, budget, notes, path, |mut reader: Reader<'_>| {
        Ok((certificate(&mut reader)?, reader))
    })?;
    trailing::check(rest.rest(), rest.offset(), &mut parse.context, path)?;
    let Context { budget, notes } = &mut parse.context;
    budget.private_key().map_err(|exceeded| exceeded.at(path))?;
    let certificate = path.then(Step::Certificate(1));
    let length = collected.certificates.push(der, budget, notes, &certificate)?;
    let rest = der.get(length..).unwrap_or_default();
    trailing::check(rest, length, &mut parse.context, &certificate)?;
    let key = key::always_locked(parse, &path.then(Step::Key(1)));
    collected.push_key(key, &mut parse.context.budget, path)
}

/// SEQUENCE { version 1, SEQUENCE { data, cipher, OCTET STRING key }, SEQUENCE { data, OCTET STRING
/// certificate } }; returns the certificate.
fn certificate<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], ParseError> {
    let mut fields = reader.sequence()?;
    fields.expect(Tag::INTEGER).in_field("version")?;
    let key = whole(fields.expect(Tag::SEQUENCE).in_field("key")?)?;
    let mut key = key.reader();
    key.expect(Tag::OID).in_field("key")?;
    key.expect(Tag::OID).in_field("key")?;
    key.expect(Tag::OCTET_STRING).in_field("key")?;
    key.finish().in_field("key")?;
    let mut certificate = fields.sequence().in_field("certificate")?;
    certificate.expect(Tag::OID).in_field("certificate")?;
    let der = certificate.expect(Tag::OCTET_STRING).in_field("certificate")?.value();
    certificate.finish().in_field("certificate")?;
    fields.finish()?;
    Ok(der)
}
