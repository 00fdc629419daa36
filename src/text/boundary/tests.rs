//! Boundaries of each form, and what precedes them.

use super::*;

fn form(text: &str) -> Option<Form> {
    next_boundary(text.as_bytes(), 0).map(|boundary| boundary.form)
}

#[test]
fn exact_boundaries_are_alone_on_their_lines() {
    for text in [
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE----- \t\r\n",
        "text\r-----END X.509 ANYTHING-----\r",
        "\n-----BEGIN my label-----\n",
    ] {
        assert_eq!(form(text), Some(Form::Exact), "{text}");
    }
}

#[test]
fn boundaries_with_more_on_the_line_are_displaced() {
    for text in [
        " -----BEGIN CERTIFICATE-----\n",
        "cert: -----BEGIN PRIVATE KEY-----",
        "-----END CERTIFICATE-----\"",
        "-----END CERTIFICATE----------BEGIN CERTIFICATE-----",
    ] {
        assert_eq!(form(text), Some(Form::Displaced), "{text}");
    }
}

#[test]
fn damage_is_recognized_around_known_labels_only() {
    for text in [
        "----BEGIN CERTIFICATE-----",
        "------END CERTIFICATE------",
        "-----BEGIN CERTIFICATE------",
        "-----BEGIN  CERTIFICATE-----",
        "-----BEGIN CERTIFICATE -----",
        "-----begin certificate-----",
        "\u{2014}\u{2014}-BEGIN CERTIFICATE\u{2014}\u{2014}-",
        "----- BEGIN  RSA  PRIVATE KEY -----",
        "-----BEGIN\u{a0}RSA\u{a0}PRIVATE\u{a0}KEY-----",
    ] {
        assert_eq!(form(text), Some(Form::Damaged), "{text}");
    }
    for text in [
        "----BEGIN NOTHING KNOWN----",
        "---BEGIN CERTIFICATE---",
        "-----BEGIN CERTIFICATE",
        "-----BEGINNING-----",
        "-----BEGIN\nCERTIFICATE-----",
        "--------------------",
    ] {
        assert_eq!(form(text), None, "{text}");
    }
}

#[test]
fn glued_boundaries_are_two() {
    let text = b"-----END CERTIFICATE----------BEGIN PRIVATE KEY-----\n";
    let end = next_boundary(text, 0).unwrap();
    let begin = next_boundary(text, end.end).unwrap();
    assert_eq!((end.side, end.label, end.end), (Side::End, &b"CERTIFICATE"[..], 25));
    assert_eq!((begin.side, begin.label, begin.start), (Side::Begin, &b"PRIVATE KEY"[..], 25));
}

#[test]
fn text_before_a_boundary() {
    let before =
        |text: &'static str| next_boundary(text.as_bytes(), 0).unwrap().before(text.as_bytes());
    assert_eq!(before("x\n-----BEGIN CERTIFICATE-----"), Before::LineStart);
    assert_eq!(before("x\n > -----BEGIN CERTIFICATE-----"), Before::Prefix(b" > "));
    assert_eq!(before("\n  # -----BEGIN CERTIFICATE-----"), Before::Comment(b"#"));
    assert_eq!(before("x // -----BEGIN CERTIFICATE-----"), Before::Comment(b"//"));
    for line in ["#define A \"", "# define A ", "#\tdefine\tA \""] {
        let text = [line, "-----BEGIN CERTIFICATE-----"].concat();
        let begin = next_boundary(text.as_bytes(), 0).unwrap();
        assert_eq!(begin.before(text.as_bytes()), Before::Text, "{line}");
    }
    assert_eq!(before("#defined -----BEGIN CERTIFICATE-----"), Before::Comment(b"#"));
    assert_eq!(before("a=\"-----BEGIN CERTIFICATE-----"), Before::Text);
}
