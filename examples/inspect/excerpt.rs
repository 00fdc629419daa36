//! The line of a text in which something is wrong, with a marker below it.

use anycert::{Format, Location, detect};

/// The line and the marker, if the line is known and cannot be part of a secret.
///
/// A line is shown only if it is a boundary that names a certificate, or stands in a block whose
/// own bytes are those of a certificate or of a PKCS#7 bundle. What a label claims is not enough:
/// private keys under the label of a certificate exist.
pub(crate) fn of(location: &Location, input: &[u8]) -> Option<[String; 2]> {
    if location.in_private_key_input() {
        return None;
    }
    let text = core::str::from_utf8(input).ok()?;
    let number = location.line()?;
    let line = text.lines().nth(number.checked_sub(1)?)?;
    if !is_public_boundary(line) && !is_in_public_block(text, number) {
        return None;
    }
    if line.len() > 100 || line.chars().any(|character| !(' '..='~').contains(&character)) {
        return None;
    }
    let column = first_odd_column(line);
    let margin = format!("line {number}: ");
    Some([format!("{margin}{line}"), format!("{:>1$}", '^', margin.len() + column + 1)])
}

fn is_public_boundary(line: &str) -> bool {
    let line = line.trim();
    ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "PKCS7", "CMS"].iter().any(|label| {
        line == format!("-----BEGIN {label}-----") || line == format!("-----END {label}-----")
    })
}

/// Whether line `number` stands in a block that begins with a certificate or PKCS#7.
fn is_in_public_block(text: &str, number: usize) -> bool {
    let before: Vec<&str> = text.lines().take(number - 1).collect();
    // A damaged BEGIN line too: it may open a private key.
    let is_boundary = |line: &&str| line.contains("--") || !line.is_ascii();
    let Some(begin) = before.iter().rposition(is_boundary) else { return false };
    if !before[begin].contains("-----BEGIN ") || before[begin].contains("PRIVATE") {
        return false;
    }
    let body: String = text.lines().skip(begin + 1).take(number - begin).collect();
    matches!(detect(body.as_bytes()), Some(Format::Certificate | Format::Pkcs7))
}

/// Where base64 is left; the start of the line if it never is.
fn first_odd_column(line: &str) -> usize {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"+/= \t".contains(&byte);
    match line.starts_with("-----") {
        true => 0,
        false => line.bytes().position(|byte| !fits(byte)).unwrap_or(0),
    }
}
