//! Text: the encodings around certificate material, and PEM.

pub(crate) mod base64;
mod body;
mod boundary;
mod chars;
pub(crate) mod label;
mod layers;
mod lines;
pub(crate) mod peel;
pub(crate) mod pem;
mod repair;
mod strict;
mod unsupported;

use crate::{
    format::Format,
    shape::{Shape, shape},
};
use boundary::{Form, first_begin};
use memchr::memmem;
use zeroize::Zeroizing;

/// Whether a strict reader of text finds a block in this.
pub(crate) fn has_pem_block(bytes: &[u8]) -> bool {
    first_begin(bytes) == Some(Form::Exact)
}

/// The format that a text holds, for [`crate::detect`]: through one layer and without allocation.
pub(crate) fn detect(text: &[u8]) -> Option<Format> {
    let text = text.strip_prefix(chars::BYTE_ORDER_MARK).unwrap_or(text);
    if first_begin(text) == Some(Form::Exact) {
        return Some(Format::Pem);
    }
    if unsupported::document(text).is_some() {
        return None;
    }
    let contains = |mark: &[u8]| memmem::find(text, mark).is_some();
    let is_encoded_pem = layers::is_utf16(text) && contains(b"B\0E\0G\0I\0N\0")
        || text.contains(&b'%') && contains(b"-----BEGIN%20");
    if is_encoded_pem || boundary::has_boundary(text) {
        return Some(Format::Pem);
    }
    let mut buffer = Zeroizing::new([0; 1023]);
    let payload = match layers::split_data_uri(text) {
        Some((true, payload)) => payload,
        _ => text,
    };
    let head = layers::head(payload, &mut buffer);
    match shape(head) {
        Some(shape) => Shape::format(shape),
        None => first_begin(head).map(|_| Format::Pem),
    }
}
