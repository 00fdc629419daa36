//! The encodings around certificate material, taken off one by one.

use super::base64;
use crate::{
    error::{Cause, Error, ErrorKind, Path, Step},
    format::{Layer, Shape, shape},
    secret::Scratch,
    session::Session,
};
use alloc::vec::Vec;
use core::ops::Deref;
use memchr::memmem;

static EMPTY: Cause = Cause {
    kind: ErrorKind::Empty,
    text: "there is nothing in the input",
    help: "send the certificate itself: the file or the text of it",
};
static UNRECOGNIZED: Cause = Cause {
    kind: ErrorKind::UnrecognizedFormat,
    text: "this is neither PEM nor DER nor base64 of it",
    help: "send a certificate file (.pem, .crt, .cer, .p7b, .pfx, .p12) or the text between and including its BEGIN and END lines",
};
static NOT_BASE64: Cause = Cause::malformed(
    "this begins as base64 of certificate material and then breaks off",
    "the text was cut or changed on the way: copy it again as a whole",
);

/// An input with its text encodings off.
pub(crate) struct Peeled<'a> {
    pub(crate) bytes: Bytes<'a>,
    /// Outermost first.
    pub(crate) layers: Vec<Layer>,
    pub(crate) content: Content,
}

/// What was found under the text encodings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Text with PEM boundaries.
    Pem,
    Binary(Shape),
}

/// The input itself, or a decoded copy that is wiped when dropped.
pub(crate) enum Bytes<'a> {
    Borrowed(&'a [u8]),
    Decoded(Scratch),
}

impl Deref for Bytes<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Borrowed(bytes) => bytes,
            Bytes::Decoded(scratch) => scratch,
        }
    }
}

/// Takes off what is around certificate material, at most [`text_layers`] deep.
///
/// [`text_layers`]: crate::Limits::text_layers
pub(crate) fn peel<'a>(
    input: &'a [u8],
    session: &mut Session<'_>,
    path: &Path<'_>,
) -> Result<Peeled<'a>, Error> {
    if let Some(shape) = shape(input) {
        let bytes = Bytes::Borrowed(input);
        return Ok(Peeled { bytes, layers: Vec::new(), content: Content::Binary(shape) });
    }
    if input.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(EMPTY.at(path));
    }
    if memmem::find(input, b"-----BEGIN ").is_some() {
        let bytes = Bytes::Borrowed(input);
        return Ok(Peeled { bytes, layers: Vec::new(), content: Content::Pem });
    }
    let mut head = [0; 1023];
    let length = base64::decode_prefix(input, &mut head);
    let shape =
        shape(head.get(..length).unwrap_or_default()).ok_or_else(|| UNRECOGNIZED.at(path))?;
    let path = path.then(Step::Layer(Layer::Base64));
    session.budget.memory(input.len()).map_err(|exceeded| exceeded.at(&path))?;
    let decoded = base64::decode_secret(input)
        .map_err(|invalid| NOT_BASE64.at(&path).with_byte(invalid.offset))?;
    Ok(Peeled {
        bytes: Bytes::Decoded(decoded),
        layers: alloc::vec![Layer::Base64],
        content: Content::Binary(shape),
    })
}
