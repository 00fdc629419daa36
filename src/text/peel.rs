//! Removes the text encodings around certificate material, one layer after the other.

use super::{
    chars::BYTE_ORDER_MARK,
    layers::{self, Broken, Decoded, YamlForm},
    lines::line_ends,
    recognize::{Form, Recognized, blanks_before_binary, recognize},
    unsupported,
};
use crate::{
    context::Context,
    error::{
        Error, Path, Step,
        text::{EMPTY, SAME_NAME},
        unsupported_text::BASE64_INSIDE,
    },
    format::Layer,
    note::NoteCode,
    secret::Bytes,
    shape::Shape,
};
use alloc::vec::Vec;

/// An input without its text encodings.
pub(crate) struct Peeled<'a> {
    bytes: Bytes<'a>,
    /// After a byte order mark and the blanks before binary data.
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

/// What is inside the text encodings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Pem(Form),
    Binary(Shape),
}

/// Removes at most [`text_layers`] encodings from `input`, which was recognized as `recognized`.
///
/// [`text_layers`]: crate::Limits::text_layers
pub(crate) fn peel<'a>(
    input: &'a [u8],
    recognized: Recognized,
    context: &mut Context,
    path: &Path<'_>,
) -> Result<Peeled<'a>, Error> {
    let (mut bytes, mut recognized) = (Bytes::Borrowed(input), recognized);
    let mut layers = Vec::new();
    loop {
        let path = &inside(&layers, path);
        let start = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let text = bytes.get(start..).unwrap_or_default();
        let blanks = blanks_before_binary(text);
        let next = next(text, recognized, context, path)?;
        if start > 0 {
            context.notes.add(NoteCode::ByteOrderMark, path);
        }
        let (layer, decoded) = match next {
            Next::Content(content) => {
                if blanks > 0 {
                    context.notes.add(NoteCode::LeadingBlanks, path);
                }
                let start = start.saturating_add(blanks);
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
        recognized = recognize(&bytes);
    }
}

/// Returns the path to the content of `layers`; it names the innermost layer.
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

/// Returns the content of `text`, or removes its outermost encoding.
fn next(
    text: &[u8],
    recognized: Recognized,
    context: &mut Context,
    path: &Path<'_>,
) -> Result<Next, Error> {
    match recognized {
        Recognized::Empty => Err(EMPTY.at(path)),
        Recognized::Binary(shape) => Ok(Next::Content(Content::Binary(shape))),
        Recognized::Pem(Form::Exact) => Ok(Next::Content(Content::Pem(Form::Exact))),
        Recognized::Pem(form) => next_of_text(text, Some(form), context, path),
        Recognized::Text => next_of_text(text, None, context, path),
    }
}

/// Returns the same for a text without exact boundaries; `damaged` is the form of those it has.
/// Encodings of text come before damaged boundaries, which may be inside them, and encodings of
/// bytes after.
fn next_of_text(
    text: &[u8],
    damaged: Option<Form>,
    context: &mut Context,
    path: &Path<'_>,
) -> Result<Next, Error> {
    let document = unsupported::document(text);
    let form = damaged.and_then(|_| layers::yaml_of_pem(text));
    let is_yaml = is_read_as_yaml(form, document.is_some());
    if let Some(document) = document
        && !is_yaml
    {
        return Err(document.at(path));
    }
    // No decoder makes more than three bytes of two. Repaired base64 needs its input twice and the
    // output, and inside a URI once more.
    context.budget.memory(text.len().saturating_mul(4)).map_err(|limit| limit.at(path))?;
    let broken = |Broken { cause, offset }| cause.at(path).with_line(line_of(text, offset));
    if form.is_some()
        && let Some(offset) = layers::repeated_yaml_name(text)
    {
        return Err(broken(Broken { cause: &SAME_NAME, offset }));
    }
    if damaged.is_some() {
        layers::check_blocks(text, form.is_none()).map_err(broken)?;
    }
    if is_yaml && let Some((layer, decoded)) = layers::of_yaml(text).map_err(broken)? {
        return Ok(Next::Layer(layer, decoded));
    }
    if let Some(document) = document {
        return Err(document.at(path));
    }
    if let Some((layer, decoded)) = layers::of_text(text).map_err(broken)? {
        return Ok(Next::Layer(layer, decoded));
    }
    if let Some(form) = damaged {
        return Ok(Next::Content(Content::Pem(form)));
    }
    match layers::of_bytes(text) {
        Ok(Some((layer, decoded))) => Ok(Next::Layer(layer, decoded)),
        Ok(None) => Err(unsupported::name(text).at(path)),
        Err(Broken { cause, offset }) => {
            Err(match unsupported::base64_error(text, cause, offset) {
                Some(cause) => broken(Broken { cause, offset }),
                None => BASE64_INSIDE.at(path),
            })
        }
    }
}

/// Returns whether a text has to be read as YAML to find the blocks in its values. Indented blocks are
/// read without that, unless the document is of a kind that is not searched.
const fn is_read_as_yaml(form: Option<YamlForm>, is_document: bool) -> bool {
    match form {
        Some(YamlForm::Folded) => true,
        Some(YamlForm::Verbatim) => is_document,
        None => false,
    }
}

/// Returns the line of the byte at `offset`, from 1.
fn line_of(text: &[u8], offset: usize) -> usize {
    line_ends(text.get(..offset).unwrap_or(text)).saturating_add(1)
}

/// Returns the note for a removed layer: a string literal, a document with other content, or an
/// encoding of the whole text.
const fn note_of(layer: Layer) -> NoteCode {
    match layer {
        Layer::Quoted | Layer::Escaped => NoteCode::StringLiteral,
        Layer::Html => NoteCode::HtmlMarkup,
        Layer::Yaml
        | Layer::Json
        | Layer::JavaProperties
        | Layer::Assignments
        | Layer::Ldif
        | Layer::SourceCode => NoteCode::DocumentValue,
        _ => NoteCode::EncodedText,
    }
}
