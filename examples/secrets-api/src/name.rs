//! Names of secrets, normalized so that names that look the same are the same.

use unicode_normalization::UnicodeNormalization;

const LONGEST: usize = 255;

/// Normalization form C, trimmed, with underscores for inner white space.
pub fn normalize(text: &str) -> Result<String, &'static str> {
    // A character has at most four bytes; a longer name cannot be within the limit.
    if text.len() > LONGEST * 4 * 3 {
        return Err("`name` is longer than 255 characters");
    }
    let name: String = text.trim().nfc().collect();
    if name.is_empty() {
        return Err("`name` is empty");
    }
    if name.chars().count() > LONGEST {
        return Err("`name` is longer than 255 characters");
    }
    let mut before = None;
    for letter in name.chars() {
        if is_line_break_or_control(letter) {
            return Err("`name` contains a line break or another control character");
        }
        if is_bidi(letter) {
            return Err("`name` contains a character that changes the direction of text");
        }
        if is_invisible(letter) || is_joiner(letter) && before.is_none_or(|c: char| c.is_ascii()) {
            return Err("`name` contains an invisible character");
        }
        before = Some(letter);
    }
    Ok(name.chars().map(|letter| if letter.is_whitespace() { '_' } else { letter }).collect())
}

fn is_line_break_or_control(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// Unicode's property Bidi_Control.
fn is_bidi(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}')
}

/// Needed within emoji and words of some scripts, but never after an ASCII letter.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// The rest of Unicode's property Default_Ignorable_Code_Point, reserved ones included.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
        || u32::from(letter) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::normalize;

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (sent, kept) in [
            ("example com", "example_com"),
            ("  padded\t", "padded"),
            ("\u{3000}wide\u{a0}blank\u{2003}", "wide_blank"),
            ("Cafe\u{301}", "Caf\u{e9}"),
            ("\u{212b}ngstr\u{f6}m", "\u{c5}ngstr\u{f6}m"),
            ("\u{4e2d}\u{6587}", "\u{4e2d}\u{6587}"),
            ("\u{645}\u{6cc}\u{200c}\u{62e}\u{648}", "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}"),
            ("\u{2764}\u{fe0f}", "\u{2764}\u{fe0f}"),
            (&"\u{e9}".repeat(255), &"\u{e9}".repeat(255)),
            (&"e\u{301}".repeat(255), &"\u{e9}".repeat(255)),
        ] {
            assert_eq!(normalize(sent).as_deref(), Ok(kept));
        }
    }

    #[test]
    fn what_cannot_be_seen_is_refused() {
        for text in [
            "",
            " \u{a0}",
            "a\nb",
            "a\0b",
            "a\u{85}b",
            "a\u{2028}b",
            "a\u{202e}b",
            "a\u{200e}",
            "\u{2066}a",
            "a\u{61c}",
            "a\u{200b}b",
            "a\u{ad}b",
            "\u{feff}a",
            "a\u{200d}b",
            "a\u{fe0f}",
            "a\u{e0041}",
            "\u{200d}",
            "a\u{ffff}",
            "\u{e000}",
        ] {
            assert!(normalize(text).is_err(), "{text:?}");
        }
        assert!(normalize(&"n".repeat(256)).is_err());
        assert!(normalize(&"n".repeat(1 << 20)).is_err());
    }
}
