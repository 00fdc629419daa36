//! Bytes that a tool printed: dumps in hexadecimal or octal digits.

use super::one_line::first_lines;
use crate::text::lines::split_line;

/// Returns whether the text is a dump with an offset before each line, as `xxd`, `od`, `hexdump`,
/// Format-Hex and Wireshark print it.
pub(super) fn is_dump(text: &[u8]) -> bool {
    let mut rest = first_lines(text);
    let mut first: Option<&[u8]> = None;
    while let Some((line, after)) = split_line(rest) {
        rest = after;
        let Some((digits, bytes)) = offset(line) else { continue };
        match first {
            Some(first) => return digits.len() == first.len() && digits != first,
            None if digits.iter().all(|digit| *digit == b'0') && begins_with_groups(bytes) => {
                first = Some(digits);
            }
            None => {}
        }
    }
    false
}

/// Returns the offset at the start of a line, of four digits or more, and what follows it.
fn offset(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = line.trim_ascii_start();
    let line = line.strip_prefix(b"0x").unwrap_or(line);
    let length = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let (digits, after) = line.split_at_checked(length)?;
    let (separator, bytes) = after.split_first()?;
    let is_offset = (4..=20).contains(&length) && b": \t|-h".contains(separator);
    is_offset.then_some((digits, bytes))
}

/// Returns whether three groups of digits follow.
fn begins_with_groups(bytes: &[u8]) -> bool {
    let is_number =
        |group: &[u8]| matches!(group.len(), 1..=16) && group.iter().all(u8::is_ascii_hexdigit);
    // `od -c` prints characters and escapes among the numbers.
    let is_group = |group: &&[u8]| is_number(group) || matches!(group, [_] | [b'\\', _]);
    let groups = bytes.split(u8::is_ascii_whitespace).filter(|group| !group.is_empty());
    groups.take(3).filter(is_group).count() == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dumps_of_many_tools() {
        for text in [
            "00000000: 3082 02c1 3082 0268 a003  0...0..h..\n00000010: 0ca2 9d9f 0890  ......\n",
            "00000000: 30 82 02 c1  0...\r\n00000004: 30 82 02 68  0..h\r\n",
            "0000000 101060 140402 101060\n0000020 000250 001003 002402\n",
            "0000000   0 202 002 301   0\n0000020  \\f 242 235\n",
            "0000000 8230 c102 8230\n0000010 a20c 9f9d 9008\n",
            "00000000  30 82 02 c1 30 82 02 68  |0...0..h|\n00000008  a0 03 02 01  |....|\n",
            "   Path: C:\\x.der\n\n           00 01 02 03\n\n00000000   30 82 02 C1  0.Á\n00000010   0C A2 9D 9F\n",
            "0000   30 82 02 c1 30 82\n0010   0c a2 9d 9f 08 90\n",
            "0000\t30 82 02 c1 30 82   0...0.\n0010\t0c a2 9d 9f 08 90   ......\n",
            "0x0000: 30 82 02 c1\n0x0010: 0c a2 9d 9f\n",
            "0000000   0 202  \\r 317 002\n0000020 206 367  \\r 001\n",
            "0000000 060 202 003 175 060\n0000010 060 202 003 045 060\n",
            "00000000: 2d2d 2d2d 2d42 4547 494e 2043 4552 5449  -----BEGIN CERTI\n00000010: 4649 4341 5445 2d2d  FICATE--\n",
        ] {
            assert!(is_dump(text.as_bytes()), "{text}");
        }
        for text in ["", "00000000", "0000 1 2 3", "0000 1 2 3\n0000 1 2 3", "1 2 3\n4 5 6\n"] {
            assert!(!is_dump(text.as_bytes()), "{text}");
        }
    }
}
