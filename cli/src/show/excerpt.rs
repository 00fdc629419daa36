//! The line of a text in which something is wrong, with a marker below it.

use anycert::{Format, Location, detect};

/// Longer lines are not shown: the marker would be hard to find in one that wraps.
const LONGEST: usize = 100;

/// The line with its number, and the marker below it; `None` if the line is unknown or not a
/// boundary or a body line of a certificate or a PKCS#7 bundle.
///
/// No base64 is ever shown: regardless of the label and of how the block begins, a line may belong to
/// a private key. Base64 characters are replaced by dots, which leaves the character that does not
/// belong there.
pub(super) fn of(location: &Location, input: &[u8]) -> Option<[String; 2]> {
    if location.in_private_key_input() {
        return None;
    }
    let text = core::str::from_utf8(input).ok()?;
    let number = location.line()?;
    let line = text.lines().nth(number.checked_sub(1)?)?;
    if line.len() > LONGEST || line.chars().any(|character| !(' '..='~').contains(&character)) {
        return None;
    }
    let (shown, column) = if is_public_boundary(line) {
        (line.to_owned(), line.find('-').unwrap_or(0))
    } else if is_in_public_block(text, number) {
        let odd = line.bytes().position(|byte| !is_base64(byte) && byte != b' ').unwrap_or(0);
        (
            line.chars()
                .map(|c| if c.is_ascii() && is_base64(c as u8) { '.' } else { c })
                .collect(),
            odd,
        )
    } else {
        return None;
    };
    let margin = format!("line {number}: ");
    let marker = format!("{:>1$}", '^', margin.len() + column + 1);
    Some([format!("{margin}{shown}"), marker])
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/=".contains(&byte)
}

fn is_public_boundary(line: &str) -> bool {
    let line = line.trim();
    ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "PKCS7", "CMS"].iter().any(|label| {
        line == format!("-----BEGIN {label}-----") || line == format!("-----END {label}-----")
    })
}

/// Whether line `number` is in a block that begins with a certificate or PKCS#7.
fn is_in_public_block(text: &str, number: usize) -> bool {
    let before: Vec<&str> = text.lines().take(number - 1).collect();
    // A damaged BEGIN line counts too: it may open a private key.
    let is_boundary = |line: &&str| line.contains("--") || !line.is_ascii();
    let Some(begin) = before.iter().rposition(is_boundary) else { return false };
    if !before[begin].contains("-----BEGIN ") || before[begin].contains("PRIVATE") {
        return false;
    }
    let body: String = text.lines().skip(begin + 1).take(number - begin).collect();
    matches!(detect(body.as_bytes()), Some(Format::Certificate | Format::Pkcs7))
}
