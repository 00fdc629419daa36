//! Prose that mentions boundaries, and how it differs from damaged blocks.

use super::base64;

/// Returns whether `text`, which follows a BEGIN, looks like the inside of a section and not like
/// prose: base64 or a header, perhaps after quote marks or an escape. Its lines may be short.
pub(super) fn has_body(text: &[u8]) -> bool {
    let mut rest = text;
    let start = loop {
        rest = match rest {
            [b'\\', b'n' | b'r', tail @ ..] => tail,
            [byte, tail @ ..] if byte.is_ascii_whitespace() || b"\\\"'>|\0".contains(byte) => tail,
            start => break start,
        };
    };
    let head = start.iter().filter(|byte| !matches!(byte, b'\r' | b'\n')).take(16);
    head.take_while(|byte| base64::is_digit(**byte)).count() == 16
        || start.starts_with(b"Proc-Type")
}

/// How many base64 characters in a row no word of prose has.
const MATERIAL: usize = 16;

/// Returns whether the text between a BEGIN and its END may be certificate material, in whatever
/// form, and not the words of a sentence that mentions both.
pub(super) fn has_material(content: &[u8]) -> bool {
    let mut run: usize = 0;
    content.iter().any(|byte| {
        run = if base64::is_digit(*byte) { run.saturating_add(1) } else { 0 };
        run >= MATERIAL
    })
}

/// Returns whether a BEGIN line that has lost its end, and material after it, are in `text`.
pub(super) fn has_cut_begin(text: &[u8]) -> bool {
    // No searcher of memchr: the reader of sections cannot panic.
    let rest = |at: usize| text.get(at..).unwrap_or_default();
    memchr::memchr_iter(b'-', text)
        .find(|at| rest(*at).starts_with(b"-----BEGIN "))
        .is_some_and(|at| has_material(rest(at)))
}

/// Returns the offset of the first block of text inside binary data: a BEGIN, wherever it is on its
/// line, with material up to an END.
pub(crate) fn block_inside(bytes: &[u8]) -> Option<usize> {
    const BEGIN: &[u8] = b"-----BEGIN ";
    const END: &[u8] = b"-----END ";
    if !may_have_boundary(bytes) {
        return None;
    }
    let mut hyphens = memchr::memchr_iter(b'-', bytes);
    let starts_with = |at: usize, word: &[u8]| bytes.get(at..).is_some_and(|b| b.starts_with(word));
    let mut begin = hyphens.by_ref().find(|at| starts_with(*at, BEGIN))?;
    // Of several BEGIN in a row the last one counts.
    for at in hyphens {
        if starts_with(at, BEGIN) {
            begin = at;
        } else if starts_with(at, END) && has_material(bytes.get(begin..at).unwrap_or_default()) {
            return Some(begin);
        }
    }
    None
}

/// Returns whether two hyphens follow each other at an even distance from some block of the bytes: so
/// do some of five. In random bytes few do, and no single hyphen interrupts the pass.
#[inline]
fn may_have_boundary(bytes: &[u8]) -> bool {
    const BLOCK: usize = 256;
    let has_pair = |block: &[u8; BLOCK]| {
        let pairs = block.as_chunks::<2>().0;
        pairs.iter().fold(false, |any, pair| any | (*pair == [b'-'; 2]))
    };
    match bytes.last_chunk() {
        Some(last) => bytes.as_chunks().0.iter().any(has_pair) || has_pair(last),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn sentences_are_no_material() {
        for sentence in ["", " and ", " ... ", "\n(base64 of the certificate)\n"] {
            assert!(!has_material(sentence.as_bytes()), "{sentence}");
        }
        for content in ["\u{85}MIIBazCCARGgAwIB", "<br>MIIBazCCARGgAwIB<br>"] {
            assert!(has_material(content.as_bytes()), "{content}");
        }
    }

    #[test]
    fn begin_lines_that_were_cut() {
        assert!(has_cut_begin(b"\n-----BEGIN CERTIFICATEA: b\n-----\nMIIBazCCARGgAwIB\n"));
        for text in ["-----BEGIN C\nwords\n", "-----BEGN C-----\nMIIBazCCARGgAwIB\n", ""] {
            assert!(!has_cut_begin(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn blocks_inside_binary_data() {
        let block = b"-----BEGIN X-----\nMIIBazCCARGgAwIB\n-----END X-----";
        assert_eq!(block_inside(&[b"0\x82-", &block[..]].concat()), Some(3));
        assert_eq!(block_inside(&[&b"-----BEGIN X "[..], block].concat()), Some(13));
        for other in [&b"-----BEGIN X-----"[..], b"-----BEGIN X-----\n-----END X-----", b"--"] {
            assert_eq!(block_inside(other), None);
        }
    }

    /// The block at each distance from the blocks of the search, and near the end.
    #[test]
    fn blocks_anywhere_inside_binary_data() {
        let block = b"-----BEGIN X-----\nMIIBazCCARGgAwIB\n-----END X-----";
        for (before, after) in
            (0..600).flat_map(|before| [0, 1, 255, 256].map(|after| (before, after)))
        {
            let bytes = [&vec![0; before][..], block, &vec![0; after]].concat();
            assert_eq!(block_inside(&bytes), Some(before), "{before}, {after}");
        }
    }

    #[test]
    fn five_hyphens_are_found_at_any_place() {
        for (before, after) in
            (0..300).flat_map(|before| (0..300).map(move |after| (before, after)))
        {
            let bytes = [&vec![0; before][..], b"-----", &vec![0; after]].concat();
            assert!(may_have_boundary(&bytes), "{before}, {after}");
        }
        assert!(!may_have_boundary(&b"-a".repeat(300)));
    }
}
