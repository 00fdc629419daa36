//! What an input is: decided once, from the shape of its first bytes and its boundaries.

use super::{
    boundary::{Boundaries, boundaries},
    chars::BYTE_ORDER_MARK,
};
use crate::{
    padding::is_padding,
    shape::{Shape, shape},
};

/// What an input is. [`detect`](crate::detect), the removal of text layers and the reader of
/// sections share this answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recognized {
    /// Only whitespace and NUL bytes.
    Empty,
    Binary(Shape),
    /// Text with encapsulation boundaries of RFC 7468, exact or damaged. Only exact ones prove
    /// that no text layer is around them.
    Pem(Form),
    /// Any other bytes: an encoded text, an unsupported document, or none of the formats.
    Text,
}

/// How the sections of a PEM text begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// At least one BEGIN line is exact, so a strict reader finds sections: only exact lines open
    /// one.
    Exact,
    /// No BEGIN line is exact.
    Repairable,
    /// There is an END line and no BEGIN line at all.
    EndOnly,
}

/// Recognizes `input`, without its byte order mark. The arms are disjoint: no text begins with the
/// first bytes of a [`Shape`].
pub(crate) fn recognize(input: &[u8]) -> Recognized {
    let text = without_mark(input);
    if let Some(shape) = shape(text.get(blanks_before_binary(text)..).unwrap_or_default()) {
        return Recognized::Binary(shape);
    }
    match boundaries(text) {
        Some(Boundaries::ExactBegin) => Recognized::Pem(Form::Exact),
        Some(Boundaries::Begin) => Recognized::Pem(Form::Repairable),
        Some(Boundaries::End) => Recognized::Pem(Form::EndOnly),
        None if is_padding(text) => Recognized::Empty,
        None | Some(Boundaries::CommentedOut) => Recognized::Text,
    }
}

/// Returns the number of blanks and line ends before DER or a Java key store, as a form field or an
/// editor adds them: what follows begins with a length of several octets, or with a magic, which no text
/// has.
///
/// Fixture: `text/newline-before-der.cer`.
pub(crate) fn blanks_before_binary(text: &[u8]) -> usize {
    let blanks = text.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    match text.get(blanks..) {
        Some(
            [0x30, 0x80..=0xff, ..] | [0xfe, 0xed, 0xfe, 0xed, ..] | [0xce, 0xce, 0xce, 0xce, ..],
        ) => blanks,
        _ => 0,
    }
}

/// Returns `input` without a UTF-8 byte order mark.
pub(crate) fn without_mark(input: &[u8]) -> &[u8] {
    input.strip_prefix(BYTE_ORDER_MARK).unwrap_or(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_input() {
        let pfx = [0x30, 9, 2, 1, 3, 0x30, 4, 6, 2, 0x2a, 3];
        for (input, expected) in [
            (&b""[..], Recognized::Empty),
            (b"\xef\xbb\xbf \n\0", Recognized::Empty),
            (&pfx, Recognized::Binary(Shape::Pfx)),
            (&[BYTE_ORDER_MARK, &pfx].concat(), Recognized::Binary(Shape::Pfx)),
            (
                b"\r\n\x30\x82\x01\x0a\x02\x01\x03\x30\x04\x06\x02\x2a\x03",
                Recognized::Binary(Shape::Pfx),
            ),
            (b" \n\xfe\xed\xfe\xed\0\0\0\x02", Recognized::Binary(Shape::JavaKeyStore)),
            (b"\n\x30\x09\x02\x01\x03\x30\x04\x06\x02\x2a\x03", Recognized::Text),
            (b"x\n-----BEGIN CERTIFICATE-----\n", Recognized::Pem(Form::Exact)),
            (b" -----BEGIN CERTIFICATE-----\n", Recognized::Pem(Form::Repairable)),
            (b"----END CERTIFICATE----\n", Recognized::Pem(Form::EndOnly)),
            (b"# -----BEGIN CERTIFICATE-----\n", Recognized::Text),
            (b"MAkCAQMwBAYCKgM=", Recognized::Text),
            (b"-", Recognized::Text),
            (b"0000000000000000", Recognized::Text),
            (b"0000000000\n-----BEGIN CERTIFICATE-----\n", Recognized::Pem(Form::Exact)),
        ] {
            assert_eq!(recognize(input), expected, "{}", input.escape_ascii());
        }
    }
}
