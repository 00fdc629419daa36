//! PKCS#7 and CMS in DER and BER.

use super::{der, invariants, limits};
use anycert::{Bundle, Certificate, Format, Integrity, NoteCode, Parser, parse};

/// `data` is a PKCS#7 in any binary encoding.
pub fn run(data: &[u8]) {
    let parser = Parser::new().limits(limits::LIMITS);
    invariants::input(&parser, data);
    invariants::input(&parser.skip_broken(true), data);
    let Ok(bundle) = parse(data) else { return };
    if bundle.format() == Format::Pkcs7 && bundle.layers().is_empty() {
        assert_eq!(bundle.integrity(), Integrity::None);
        stand_in_the_input(&bundle, data);
        as_in_der(&bundle, data);
    }
}

/// The certificates are the input's own bytes, in its order.
fn stand_in_the_input(bundle: &Bundle, data: &[u8]) {
    let mut rest = data;
    for certificate in bundle.certificates() {
        let der = certificate.as_der();
        let at = rest.windows(der.len()).position(|place| place == der);
        rest = &rest[at.expect("a certificate that does not stand in the input")..];
        rest = &rest[der.len()..];
    }
}

/// BER has the same answer as the DER that a naive reader converts it to, and DER is never taken for
/// BER.
fn as_in_der(bundle: &Bundle, data: &[u8]) {
    let blanks = data.iter().rev().take_while(|byte| byte.is_ascii_whitespace() || **byte == 0);
    // They may belong to the last value.
    let Some(der) = (0..=blanks.count()).find_map(|blanks| der::of(&data[..data.len() - blanks]))
    else {
        return;
    };
    let has_ber_note =
        |bundle: &Bundle| bundle.notes().iter().any(|note| note.code() == NoteCode::BerEncoding);
    if data.starts_with(&der) {
        assert!(!has_ber_note(bundle), "DER was taken for BER");
        return;
    }
    let Some(again) = invariants::read_sound(&der) else { return };
    assert!(!has_ber_note(&again));
    assert_eq!(again.format(), bundle.format());
    let normal = |certificate: &Certificate| der::of(certificate.as_der());
    let normal = |bundle: &Bundle| bundle.certificates().iter().map(normal).collect::<Vec<_>>();
    assert_eq!(normal(bundle), normal(&again));
}
