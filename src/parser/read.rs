//! The steps of reading one input: its text layers, then PEM or binary content.

use super::{binary::read_binary, pem::read_pem};
use crate::{
    asn1::tlv::Reader,
    collected::Collected,
    context::Parse,
    error::{Error, ErrorKind, Path, parser::PEM_INSIDE_BINARY},
    format::{Format, Layer},
    shape::Shape,
    text::{
        Sections, block_inside,
        peel::{Content, inside, peel},
        recognize::recognize,
        unsupported::damaged_binary,
    },
};
use alloc::vec::Vec;

/// Removes the text layers of one input, then reads its content.
pub(super) fn read_input(
    input: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(Format, Vec<Layer>), Error> {
    parse.context.budget.input(input.len()).map_err(|exceeded| exceeded.at(path))?;
    let peeled = peel(input, recognize(input), &mut parse.context, path)?;
    let path = &inside(&peeled.layers, path);
    let format = match peeled.content {
        Content::Pem(form) => {
            // The content of one string is all that its own software has.
            let was_escaped = peeled.layers.last() == Some(&Layer::Escaped)
                && !peeled.layers.contains(&Layer::Quoted);
            let sections = Sections::new(peeled.bytes(), form, was_escaped);
            read_pem(sections, was_escaped, collected, parse, path)?;
            Format::Pem
        }
        Content::Binary(kind) => {
            if peeled.layers.is_empty() {
                refuse_text_inside(peeled.bytes(), path)?;
            }
            read_whole(kind, peeled.bytes(), collected, parse, path)?;
            format_of(kind)
        }
    };
    Ok((format, peeled.layers))
}

/// Reads binary content. If it cannot be read, its bytes may show that software took it for text.
fn read_whole(
    kind: Shape,
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    if kind.format().is_none()
        && let Some(text) = damaged_binary(bytes)
    {
        return Err(text.at(path));
    }
    let read = read_binary(kind, bytes, collected, parse, path);
    read.map_err(|error| match damaged_binary(bytes) {
        Some(text) if error.kind() == ErrorKind::Malformed => text.at(path),
        _ => error,
    })
}

/// Refuses PEM text inside the first value of binary data: OpenSSL, GnuTLS, Go, rustls and Python's
/// cryptography would read that and not the value. Text after it is found by the readers below.
fn refuse_text_inside(bytes: &[u8], path: &Path<'_>) -> Result<(), Error> {
    let Some(at) = block_inside(bytes) else { return Ok(()) };
    let length = Reader::allow_long_lengths(bytes).any().map(|value| value.bytes().len());
    match length {
        Ok(length) if length <= at => Ok(()),
        _ => Err(PEM_INSIDE_BINARY.at(path).with_byte(at)),
    }
}

/// Returns the format of binary content. Content of an unsupported kind is an error later, so its
/// format is never reported.
fn format_of(kind: Shape) -> Format {
    kind.format().unwrap_or(Format::Certificate)
}
