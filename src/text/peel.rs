//! The encodings around certificate material, taken off one by one.

use super::{
    boundary::{Form, first_begin, has_boundary},
    layers::{self, Broken, Decoded},
    lines::line_ends,
    unsupported,
};
use crate::{
    context::Context,
    error::{Error, Path, Step, text::EMPTY},
    format::Layer,
    note::NoteCode,
    secret::Bytes,
    shape::{Shape, shape},
    text::chars::BYTE_ORDER_MARK,
};
use alloc::vec::Vec;

/// An input with its text encodings off.
pub(crate) struct Peeled<'a> {
    bytes: Bytes<'a>,
    /// Behind a byte order mark.
    start: usize,
    /// Outermost first.
    pub(crate) layers: Vec<Layer>,
    pub(crate) content: Content,
}

impl Peeled<'_> {
    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }
}

/// What was found under the text encodings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Text with PEM boundaries.
    Pem,
    Binary(Shape),
}

/// Takes off what is around certificate material, at most [`text_layers`] deep.
///
/// [`text_layers`]: crate::Limits::text_layers
pub(crate) fn peel<'a>(
    input: &'a [u8],
    context: &mut Context,
    path: &Path<'_>,
) -> Result<Peeled<'a>, Error> {
    let mut bytes = Bytes::Borrowed(input);
    let mut layers = Vec::new();
    loop {
        let path = &inside(&layers, path);
        let start = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let text = bytes.get(start..).unwrap_or_default();
        let content = match shape(text) {
            Some(shape) => Some(Content::Binary(shape)),
            None => (first_begin(text) == Some(Form::Exact)).then_some(Content::Pem),
        };
        let next = match content {
            Some(content) => Next::Content(content),
            None => next(text, context, path)?,
        };
        if start > 0 {
            context.notes.add(NoteCode::ByteOrderMark, path);
        }
        let (layer, decoded) = match next {
            Next::Content(content) => {
                return Ok(Peeled { bytes, start, layers, content });
            }
            Next::Layer(layer, decoded) => (layer, decoded),
        };
        context.budget.text_layer(layers.len()).map_err(|limit| limit.at(path))?;
        let place = path.then(Step::Layer(layer));
        context.notes.add(note_of(layer), &place);
        decoded.codes.note(context, &place);
        layers.push(layer);
        bytes = Bytes::Owned(decoded.bytes);
    }
}

/// The path to what lies in `layers`: the innermost of them is named.
pub(crate) fn inside<'a>(layers: &[Layer], path: &'a Path<'a>) -> Path<'a> {
    match layers.last() {
        Some(layer) => path.then(Step::Layer(*layer)),
        None => path.clone(),
    }
}

enum Next {
    Content(Content),
    Layer(Layer, Decoded),
}

/// What to do with a text that has no exact BEGIN line: encodings of text first, then damaged
/// boundaries, then encodings of bytes.
fn next(text: &[u8], context: &mut Context, path: &Path<'_>) -> Result<Next, Error> {
    if text.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(EMPTY.at(path));
    }
    if let Some(document) = unsupported::document(text) {
        return Err(document.at(path));
    }
    // No decoder makes more than three bytes of two; base64 that is repaired takes its input twice
    // beside what comes out, and in a URI once more.
    context.budget.memory(text.len().saturating_mul(4)).map_err(|limit| limit.at(path))?;
    let broken = |Broken { cause, offset }| cause.at(path).with_line(line_of(text, offset));
    if let Some((layer, decoded)) = layers::of_text(text).map_err(broken)? {
        return Ok(Next::Layer(layer, decoded));
    }
    if has_boundary(text) {
        return Ok(Next::Content(Content::Pem));
    }
    match layers::of_bytes(text).map_err(broken)? {
        Some((layer, decoded)) => Ok(Next::Layer(layer, decoded)),
        None => Err(unsupported::name(text).at(path)),
    }
}

/// The line of the text on which the byte at `offset` stands.
fn line_of(text: &[u8], offset: usize) -> usize {
    line_ends(text.get(..offset).unwrap_or(text)).saturating_add(1)
}

/// A string literal is the source of a value and not the value; the others are encodings.
const fn note_of(layer: Layer) -> NoteCode {
    match layer {
        Layer::Quoted | Layer::Escaped => NoteCode::StringLiteral,
        _ => NoteCode::EncodedText,
    }
}
