//! Base64 in which a web form has made a space of each `+`.

use super::base64;
use crate::asn1::tlv::Reader;

/// Returns the offset of the first space between two characters of one line, if there is no `+`.
pub(super) fn lost_plus(body: &[u8]) -> Option<usize> {
    if memchr::memchr(b'+', body).is_some() {
        return None;
    }
    memchr::memchr_iter(b' ', body).find(|at| {
        let before = at.checked_sub(1).and_then(|before| body.get(before));
        let after = body.get(at.saturating_add(1));
        let is_inside = |byte: Option<&u8>| byte.is_some_and(|byte| base64::is_digit(*byte));
        is_inside(before) && (is_inside(after) || after == Some(&b' '))
    })
}

/// Returns whether the outermost SEQUENCE ends at the last byte; `None` if the data does not tell
/// (another structure, or an indefinite length).
pub(super) fn is_whole(decoded: &[u8]) -> Option<bool> {
    match decoded {
        [0x30, 0x80, ..] => None,
        [0x30, ..] => {
            let mut reader = Reader::allow_long_lengths(decoded);
            Some(reader.any().is_ok() && reader.is_empty())
        }
        _ => None,
    }
}
