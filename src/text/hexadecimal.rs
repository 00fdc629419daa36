//! Hexadecimal digits.

/// Number of bytes at the start of a text that are decoded to recognize it.
pub(super) const HEAD: usize = 1023;

/// Decodes the first bytes of hexadecimal digits, whatever follows them.
pub(super) fn hex_head<'a>(text: &[u8], buffer: &'a mut [u8; HEAD]) -> &'a [u8] {
    let length = fill(buffer, &mut &*text);
    buffer.get(..length).unwrap_or_default()
}

/// Whether only hexadecimal digits are left.
pub(super) fn is_hex(text: &[u8]) -> bool {
    let mut rest = text;
    while next_hex(&mut rest).is_some() {}
    rest.is_empty()
}

/// Decodes hexadecimal digits until the buffer is full or something else comes.
pub(super) fn fill(buffer: &mut [u8; HEAD], rest: &mut &[u8]) -> usize {
    let mut length: usize = 0;
    for slot in buffer {
        let Some(byte) = next_hex(rest) else { break };
        *slot = byte;
        length = length.saturating_add(1);
    }
    length
}

/// Returns the next byte if two digits follow. At a valid end the text is empty afterwards.
pub(super) fn next_hex(rest: &mut &[u8]) -> Option<u8> {
    loop {
        *rest = match *rest {
            [b'0', b'x' | b'X', tail @ ..] | [b'\\', b'x', tail @ ..] => tail,
            [byte, tail @ ..] if byte.is_ascii_whitespace() || b":-,;{}[]".contains(byte) => tail,
            [high, low, tail @ ..] => {
                let byte = hex_pair(*high, *low)?;
                *rest = tail;
                return Some(byte);
            }
            _ => return None,
        };
    }
}

/// Returns the byte with these two hexadecimal digits.
pub(super) fn hex_pair(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? << 4 | digit(low)?)
}
