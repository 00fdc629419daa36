//! Certificates in the content that a SignedData signs.

use super::{
    certificates,
    outline::{self, Contents, SignedContent, SignedData},
};
use crate::{
    asn1::{ber, ber::BerOrDer},
    collected::Collected,
    context::{Context, Parse},
    error::{Error, ErrorKind, Path, Step},
    limits::Limit,
    note::NoteCode,
    oid,
    secret::Bytes,
    shape::{Shape, shape},
    tag::Tag,
    text::has_exact_begin,
    trailing,
};

/// What the content of a SignedData contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    None,
    /// Certificates, which were read.
    Certificates,
    /// Certificates or keys in a form that is only noted.
    Material,
}

/// Reads the certificates in the content: the CscaMasterList of ICAO 9303-12, and a PKCS#7 inside,
/// as GetNextCACert of SCEP answers (RFC 8894 §4.7.1). Other certificates and keys are noted.
pub(super) fn read(
    content: &SignedContent<'_>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Found, Error> {
    let path = path.then(Step::Field("encapContentInfo"));
    let mut gate = BerOrDer::default();
    let Some(octets) = octets(content, &mut gate, &mut parse.context, &path)? else {
        return Ok(Found::None);
    };
    let kind = shape(&octets);
    let is_list = content.content_type == oid::MASTER_LIST;
    if is_list || matches!(kind, Some(Shape::ContentInfo | Shape::SignedData)) {
        let kind = kind.filter(|_| !is_list);
        return certificates_in(kind, &octets, collected, parse, &path);
    }
    if !is_material(&octets) {
        return Ok(Found::None);
    }
    parse.context.notes.add(NoteCode::ContentSkipped, &path);
    Ok(Found::Material)
}

/// Returns whether these octets are certificates or keys in any form.
fn is_material(octets: &[u8]) -> bool {
    shape(octets).is_some_and(|kind| kind.format().is_some()) || has_exact_begin(octets)
}

/// Notes certificates or keys in the content of a SignedData that is content itself.
fn note_material(
    content: &SignedContent<'_>,
    context: &mut Context,
    path: &Path<'_>,
) -> Result<(), Error> {
    let mut gate = BerOrDer::default();
    let octets = octets(content, &mut gate, context, path)?;
    if octets.is_some_and(|octets| is_material(&octets)) {
        context.notes.add(NoteCode::ContentSkipped, path);
    }
    Ok(())
}

/// The octets of the content: of an OCTET STRING, or of any value in PKCS#7 (RFC 2315 §9.1). `None`
/// if they cannot be read, which does not concern the certificates beside them.
fn octets<'a>(
    content: &SignedContent<'a>,
    gate: &'a mut BerOrDer,
    context: &mut Context,
    path: &Path<'_>,
) -> Result<Option<Bytes<'a>>, Error> {
    let Context { budget, notes } = context;
    let whole = content.explicit.value();
    let value = match gate.read(whole, budget, notes, path, |mut reader| reader.any()) {
        Ok(value) => value,
        Err(error) => return unless_exceeded(error, None),
    };
    if value.tag() != Tag::OCTET_STRING && value.tag() != Tag::OCTET_STRING.constructed() {
        return Ok(Some(Bytes::Borrowed(value.bytes())));
    }
    match ber::octets(&value, budget, notes, path) {
        Ok(octets) => Ok(Some(octets)),
        Err(error) if error.exceeded().is_some_and(|limit| limit.limit() == Limit::Nesting) => {
            notes.add(NoteCode::ContentSkipped, path);
            Ok(None)
        }
        Err(error) => unless_exceeded(error, None),
    }
}

/// Returns `answer`, unless the error is an exceeded limit.
fn unless_exceeded<T>(error: Error, answer: T) -> Result<T, Error> {
    if error.kind() == ErrorKind::LimitExceeded { Err(error) } else { Ok(answer) }
}

/// Reads the certificates of a PKCS#7 of this kind, or of a CscaMasterList. Material in the content of
/// a SignedData in it is only noted.
fn certificates_in(
    kind: Option<Shape>,
    octets: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Found, Error> {
    let mut gate = BerOrDer::default();
    let Context { budget, notes } = &mut parse.context;
    let contents = gate.read(octets, budget, notes, path, |mut reader| {
        let contents = match kind {
            Some(kind) => outline::contents(kind, &mut reader),
            None => outline::master_list(&mut reader)
                .map_err(|fault| fault.in_field("CscaMasterList"))
                .map(Contents::List),
        };
        contents.map(|contents| (contents, reader))
    });
    let (contents, rest) = match contents {
        Ok(read) => read,
        Err(error) => {
            parse.context.notes.add(NoteCode::ContentSkipped, path);
            return unless_exceeded(error, Found::Material);
        }
    };
    if trailing::check(rest.rest(), rest.offset(), &mut parse.context, path).is_err() {
        parse.context.notes.add(NoteCode::ContentSkipped, path);
    }
    let (list, content) = match contents {
        Contents::List(list) => (Some(list), None),
        Contents::Signed(SignedData { certificates, content, .. }) => (certificates, content),
        Contents::Other(..) => (None, None),
    };
    if let Some(content) = content {
        note_material(&content, &mut parse.context, path)?;
    }
    let Some(list) = list else { return Ok(Found::None) };
    if certificates::read(list, collected, parse, path)?.certificates == 0 {
        return Ok(Found::None);
    }
    parse.context.notes.add(NoteCode::ContentCertificates, path);
    Ok(Found::Certificates)
}
