//! How standard output is written to: to which width, and whether in colors.

use anycert_sentences::Urgency;
use console::Term;
use std::env;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Narrower than this no text is broken: it would be a column of single words.
const NARROWEST: usize = 20;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    /// A heading, a label.
    Faint,
    Bold,
    Good,
    Warning,
    Bad,
}

impl From<Urgency> for Style {
    fn from(urgency: Urgency) -> Self {
        match urgency {
            Urgency::None => Style::Plain,
            Urgency::Warning => Style::Warning,
            Urgency::Bad => Style::Bad,
        }
    }
}

#[derive(Clone, Copy)]
pub(crate) struct Terminal {
    /// Columns; `None` for a file or a pipe, in which every row is one line.
    pub(crate) width: Option<usize>,
    has_colors: bool,
}

impl Terminal {
    /// Colours only on a terminal, and not if `NO_COLOR` is set (https://no-color.org).
    pub(crate) fn of_standard_output() -> Self {
        let out = Term::stdout();
        let wants_none = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Terminal {
            width: out.size_checked().filter(|_| out.is_term()).map(|(_, columns)| columns.into()),
            has_colors: out.is_term() && !wants_none && out.features().colors_supported(),
        }
    }

    /// `text` between the escape sequences of `style` (ECMA-48 §8.3.117).
    pub(crate) fn styled(&self, text: &str, style: Style) -> String {
        let code = match style {
            Style::Plain => "",
            Style::Faint => "2",
            Style::Bold => "1",
            Style::Good => "32",
            Style::Warning => "33",
            Style::Bad => "1;31",
        };
        match self.has_colors && !code.is_empty() && !text.is_empty() {
            true => format!("\x1b[{code}m{text}\x1b[0m"),
            false => text.into(),
        }
    }

    /// `text` in lines that fit beside `indent` columns: broken after a space, within a word only
    /// if it is longer than a line.
    pub(crate) fn wrapped(&self, text: &str, indent: usize) -> Vec<String> {
        let Some(width) = self.width else { return vec![text.into()] };
        let width = width.saturating_sub(indent).max(NARROWEST);
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split_inclusive(' ') {
            if !line.is_empty() && line.width() + word.trim_end().width() > width {
                lines.push(core::mem::take(&mut line).trim_end().to_owned());
            }
            for character in word.chars() {
                if character != ' ' && line.width() + character.width().unwrap_or(0) > width {
                    lines.push(core::mem::take(&mut line));
                }
                line.push(character);
            }
        }
        lines.push(line.trim_end().to_owned());
        lines
    }
}

/// `text` filled up with spaces to `width` columns, or cut with an ellipsis at its end.
pub(crate) fn fitted(text: &str, width: usize) -> String {
    if text.width() <= width {
        return format!("{text}{:1$}", "", width - text.width());
    }
    let mut cut = String::new();
    for character in text.chars() {
        if cut.width() + character.width().unwrap_or(0) + 1 > width {
            break;
        }
        cut.push(character);
    }
    let room = width.saturating_sub(cut.width() + 1);
    format!("{cut}…{:room$}", "")
}

/// The end of `text`, after an ellipsis if it is wider than `width`: the end of a path says most.
pub(crate) fn end_of(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.into();
    }
    let mut kept: &str = "";
    for (at, _) in text.char_indices().rev() {
        if text[at..].width() + 1 > width {
            break;
        }
        kept = &text[at..];
    }
    format!("…{kept}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(width: usize) -> Terminal {
        Terminal { width: Some(width), has_colors: true }
    }

    #[test]
    fn text_is_broken_to_fit() {
        let text = "CN=example.com, O=Example Inc, C=US";
        assert_eq!(of(40).wrapped(text, 5), [text]);
        assert_eq!(of(35).wrapped(text, 4), ["CN=example.com, O=Example Inc,", "C=US"]);
        assert_eq!(of(30).wrapped(text, 5), ["CN=example.com, O=Example", "Inc, C=US"]);
        let long = "0123456789".repeat(5);
        assert_eq!(of(25).wrapped(&long, 0), [&long[..25], &long[25..]]);
        let wide = "証明書".repeat(10);
        assert!(of(21).wrapped(&wide, 0).iter().all(|line| line.width() <= 21));
        assert_eq!(of(21).wrapped(&wide, 0).concat(), wide);
        assert_eq!(Terminal { width: None, has_colors: false }.wrapped(text, 5), [text]);
    }

    #[test]
    fn cells_have_their_width() {
        for text in ["", "a", "abcdefgh", "証明書の名前"] {
            for width in 2..12 {
                assert_eq!(fitted(text, width).width(), width, "{text} {width}");
                assert!(end_of(text, width).width() <= width, "{text} {width}");
            }
        }
        assert_eq!(fitted("abcdef", 4), "abc…");
        assert_eq!(end_of("folder/file.pem", 9), "…file.pem");
    }

    #[test]
    fn colors_only_where_they_are_wanted() {
        assert_eq!(of(80).styled("EXPIRED", Style::Bad), "\x1b[1;31mEXPIRED\x1b[0m");
        assert_eq!(of(80).styled("text", Style::Plain), "text");
        let plain = Terminal { width: None, has_colors: false };
        assert_eq!(plain.styled("EXPIRED", Style::Bad), "EXPIRED");
    }
}
