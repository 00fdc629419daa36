//! What certificate material is that other text is around, in other encodings than base64.

use crate::{
    error::{
        ErrorText,
        unsupported_text::{
            BYTE_LIST, BYTES_BEFORE, ENCRYPTED_VALUE, HEXADECIMAL_INSIDE, JWK, OTHER_ALPHABET,
            PUTTY, XML,
        },
    },
    text::stray::stray_material,
};

/// Minimum number of hexadecimal digits without anything between them.
const LEAST: usize = 40;

/// Returns the error for the first material in a text that has none in base64.
pub(super) fn stray_kind(text: &[u8]) -> Option<&'static ErrorText> {
    let rest = text.get(stray_material(text)?..)?;
    Some(match rest {
        [0x30, 0x80..=0xff, ..] => &BYTES_BEFORE,
        [b'P', ..] => &PUTTY,
        [b'E', ..] => &ENCRYPTED_VALUE,
        [b'"', ..] => &JWK,
        [b'<', ..] => &XML,
        [b'F' | b'G' | b'M', ..] => &OTHER_ALPHABET,
        _ if rest.iter().take_while(|byte| byte.is_ascii_hexdigit()).count() >= LEAST => {
            &HEXADECIMAL_INSIDE
        }
        _ => &BYTE_LIST,
    })
}
