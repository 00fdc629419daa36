//! What tools print before each line: the same but for digits.

/// Returns whether `line` begins with `head`, digits and blanks aside. `grep` writes a hyphen in
/// place of a colon on some lines.
pub(super) fn begins_like(head: &[u8], line: &[u8]) -> bool {
    let (mut head, mut line) = (head, line);
    while let Some(first) = head.first() {
        if first.is_ascii_whitespace() {
            let trimmed = line.trim_ascii_start();
            if trimmed.len() == line.len() && !line.is_empty() {
                return false;
            }
            (head, line) = (head.trim_ascii_start(), trimmed);
        } else if first.is_ascii_alphanumeric() {
            let (word, tail) = split_word(head);
            let (other, after) = split_word(line);
            if !is_like_word(word, other) {
                return false;
            }
            (head, line) = (tail, after);
        } else {
            let (Some((one, tail)), Some((other, after))) =
                (head.split_first(), line.split_first())
            else {
                return false;
            };
            if one != other && !(*one == b':' && *other == b'-') {
                return false;
            }
            (head, line) = (tail, after);
        }
    }
    true
}

fn split_word(text: &[u8]) -> (&[u8], &[u8]) {
    let length = text.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    text.split_at_checked(length).unwrap_or((text, &[]))
}

/// Maximum length of an offset in hexadecimal digits.
const MOST_OFFSET: usize = 8;

/// Returns whether two words differ only in their digits, or are hashes of one length, or offsets.
fn is_like_word(one: &[u8], other: &[u8]) -> bool {
    let is_hex = |word: &[u8]| word.iter().all(u8::is_ascii_hexdigit);
    let is_hash = |word: &[u8]| word.len() >= 6 && is_hex(word);
    // `strings -t x` prints offsets.
    let is_offset = |word: &[u8]| word.len() <= MOST_OFFSET && is_hex(word);
    without_digits(one).eq(without_digits(other))
        || one.len() == other.len() && is_hash(one) && is_hash(other)
        || is_offset(one) && is_offset(other) && !other.is_empty()
}

/// A word with one zero in place of each run of digits.
fn without_digits(word: &[u8]) -> impl Iterator<Item = u8> {
    let mut was_digit = false;
    word.iter().filter_map(move |byte| {
        let is_digit = byte.is_ascii_digit();
        let is_repeated = core::mem::replace(&mut was_digit, is_digit) && is_digit;
        (!is_repeated).then_some(if is_digit { b'0' } else { *byte })
    })
}
