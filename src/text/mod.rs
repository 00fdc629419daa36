//! Text: the encodings around certificate material, and PEM.

pub(crate) mod base64;
pub(crate) mod peel;
pub(crate) mod pem;

use crate::format::{Format, Shape, shape};
use memchr::memmem;

/// The format that a text holds, for [`crate::detect`].
pub(crate) fn detect(text: &[u8]) -> Option<Format> {
    if memmem::find(text, b"-----BEGIN ").is_some() {
        return Some(Format::Pem);
    }
    let mut head = [0; 1023];
    let length = base64::decode_prefix(text, &mut head);
    shape(head.get(..length)?).and_then(Shape::format)
}
