//! Properties that hold for every input with any options.

use super::limits::{HELD, HELD_PER_BYTE, LIMITS};
use crate::measure::{self, Cost};
use anycert::{
    Bundle, Certificate, Error, ErrorKind, Format, Integrity, KeyMatch, Note, NoteClass, Parser,
    detect,
};
use std::fmt::Write;

/// Reads `input` with `parser`, which is not strict, and checks the bundle or the error.
pub fn input(parser: &Parser<'_>, input: &[u8]) {
    let (answer, cost) = measure::cost(|| parser.parse(input));
    inside_the_limits(&cost, input);
    pays_for_memory(parser, cost.peak, input);
    same_input_same_answer(&answer, &parser.parse(input));
    strict(&answer, &parser.strict(true).parse(input));
    let detected = detect(input);
    match &answer {
        Err(error) => error_text(error),
        Ok(bundle) => {
            self::bundle(bundle);
            if let Some(format) = detected {
                assert_eq!(format, bundle.format(), "detect and parse disagree");
            }
            armored(parser, input, bundle);
        }
    }
}

/// Key derivation is limited, so the peak memory depends only on the input.
fn inside_the_limits(cost: &Cost, input: &[u8]) {
    assert!(cost.peak <= HELD + HELD_PER_BYTE * input.len(), "{} bytes: {cost:?}", input.len());
}

/// Memory that is not charged: an error or a bundle with its boxes, and the first few slots of each
/// list.
const UNPAID: usize = 16 << 10;

/// With a limit of two thirds of the memory that it needs, a parse uses little more than the limit.
fn pays_for_memory(parser: &Parser<'_>, peak: usize, input: &[u8]) {
    if peak <= 3 * UNPAID {
        return;
    }
    let allowed = peak / 3 * 2;
    let parser = parser.limits(LIMITS.memory_bytes(allowed));
    let (_, cost) = measure::cost(|| parser.parse(input));
    let most = allowed + allowed / 4 + UNPAID;
    assert!(cost.peak <= most, "{allowed} bytes allowed, {} used", cost.peak);
}

/// A binary container has the same answer inside a PEM block.
fn armored(parser: &Parser<'_>, input: &[u8], bundle: &Bundle) {
    let label = match bundle.format() {
        Format::Pkcs7 => "PKCS7",
        Format::Pkcs12 => "PKCS12",
        Format::PrivateKey => "PRIVATE KEY",
        // Several of them, or one with trailing data, are not one block.
        _ => return,
    };
    if !bundle.layers().is_empty() {
        return;
    }
    // A byte order mark is accepted before binary data too.
    let input = input.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input);
    let text = pem_rfc7468::encode_string(label, pem_rfc7468::LineEnding::LF, input);
    let again = parser.parse(text.expect("a sound label").as_bytes());
    let again = again.unwrap_or_else(|error| panic!("only without PEM: {error}"));
    assert_eq!(again.format(), Format::Pem);
    assert_eq!(again.certificates(), bundle.certificates());
    assert_eq!(again.integrity(), bundle.integrity());
    let keys = |bundle: &Bundle| {
        let each = bundle.private_keys().iter();
        each.map(|key| format!("{:?} {:?}", key.state(), key.secret_pkcs8_der())).collect()
    };
    let (keys, others): (Vec<String>, Vec<String>) = (keys(bundle), keys(&again));
    assert!(keys == others, "other keys in PEM");
}

fn same_input_same_answer(one: &Result<Bundle, Error>, other: &Result<Bundle, Error>) {
    match (one, other) {
        (Ok(one), Ok(other)) => assert_eq!(everything(one), everything(other)),
        (Err(one), Err(other)) => {
            assert_eq!(format!("{one:?} {}", one.help()), format!("{other:?} {}", other.help()));
        }
        (one, other) => panic!("one input, two answers: {one:?} and {other:?}"),
    }
}

/// Everything that a caller can observe, as text.
fn everything(bundle: &Bundle) -> String {
    let mut text = format!("{bundle:?} {:?}", bundle.metadata());
    for key in bundle.private_keys() {
        let _ = write!(text, " {:?}", key.secret_pkcs8_der());
    }
    for certificate in bundle.certificates() {
        let _ = write!(text, " {:?}", certificate.as_der());
    }
    text
}

/// `strict` accepts exactly the inputs without notes of the two classes, and changes nothing else.
fn strict(lenient: &Result<Bundle, Error>, strict: &Result<Bundle, Error>) {
    match (lenient, strict) {
        (Ok(lenient), Ok(strict)) => {
            assert!(!lenient.notes().iter().any(is_refused), "{:?}", lenient.notes());
            assert_eq!(everything(lenient), everything(strict));
        }
        (Ok(lenient), Err(error)) => {
            assert_eq!(error.kind(), ErrorKind::Refused);
            let first = lenient.notes().iter().find(|note| is_refused(note));
            assert_eq!(error.note_code(), first.map(Note::code));
        }
        (Err(lenient), Err(strict)) => assert_eq!(lenient.to_string(), strict.to_string()),
        (Err(error), Ok(_)) => panic!("only strict reads it: {error:?}"),
    }
}

fn is_refused(note: &Note) -> bool {
    matches!(note.class(), NoteClass::Repaired | NoteClass::Contradicted)
}

/// Properties of every bundle.
pub fn bundle(bundle: &Bundle) {
    let certificates = bundle.certificates();
    let keys = bundle.private_keys();
    assert!(!certificates.is_empty() || !keys.is_empty(), "an empty bundle");
    assert_eq!(bundle.has_private_key(), !keys.is_empty());
    certificates.iter().for_each(certificate);
    let leaf = bundle.leaf();
    assert_eq!(leaf.is_some(), !certificates.is_empty());
    assert!(leaf.is_none_or(|leaf| certificates.iter().any(|own| std::ptr::eq(own, leaf))));
    chain(bundle);
    for key in keys {
        if let Some(certificate) = bundle.certificate_of(key) {
            assert!(bundle.key_of(certificate).is_some(), "matched in one direction only");
        }
    }
    if let Some(name) = bundle.display_name() {
        one_line(&name);
    }
    to_pem(bundle);
    integrity(bundle);
    leaf_key(bundle);
    report(bundle);
    for note in bundle.notes() {
        one_line(&note.to_string());
    }
    bundle.broken().iter().for_each(error_text);
}

/// That of the bundle is not above that of any part.
fn integrity(bundle: &Bundle) {
    let certificates = bundle.certificates().iter().map(Certificate::integrity);
    let keys = bundle.private_keys().iter().map(|key| key.integrity());
    let parts: Vec<Integrity> = certificates.chain(keys).collect();
    let are_verified = parts.iter().all(|part| *part == Integrity::Verified);
    assert!(are_verified || bundle.integrity() != Integrity::Verified, "{parts:?}");
    let is_unchecked = parts.contains(&Integrity::Unchecked);
    assert!(!is_unchecked || bundle.integrity() == Integrity::Unchecked, "{parts:?}");
}

/// The key to store with the leaf does not belong to another certificate alone, as it says itself when
/// it is parsed with the leaf alone.
fn leaf_key(bundle: &Bundle) {
    let (Some(leaf), Some(key)) = (bundle.leaf(), bundle.leaf_key()) else { return };
    let Some(pkcs8) = key.secret_pkcs8_pem() else { return };
    let pair = [leaf.to_pem(), pkcs8.to_string()].concat();
    let pair = anycert::parse(pair.as_bytes()).expect("what is to be stored reads");
    assert_ne!(pair.key_match(), KeyMatch::Mismatch);
    assert_eq!(pair.key_match(), bundle.key_match());
}

/// Every text in the report is one line, and every position exists.
fn report(bundle: &Bundle) {
    let report = bundle.report();
    assert_eq!(report.certificates.len(), bundle.certificates().len());
    assert_eq!(report.chain.first().copied(), report.leaf);
    for (certificate, own) in report.certificates.iter().zip(bundle.certificates()) {
        let texts = [&certificate.subject, &certificate.issuer].into_iter();
        let names = certificate.subject_alt_names.iter().map(|name| &name.value);
        let urls = certificate.ca_issuers.iter().chain(&certificate.ocsp);
        let urls = urls.chain(&certificate.crl_distribution_points);
        let others = certificate.unreadable_extensions.iter().chain(&certificate.friendly_name);
        texts.chain(names).chain(urls).chain(others).for_each(|text| one_line(text));
        assert_eq!(certificate.ca, own.is_ca());
        assert_eq!(certificate.integrity, own.integrity());
        let key = certificate.private_key.map(|at| &bundle.private_keys()[at]);
        assert!(key.map(std::ptr::from_ref) == bundle.key_of(own).map(std::ptr::from_ref));
    }
    for key in &report.private_keys {
        key.friendly_name.iter().for_each(|name| one_line(name));
        assert!(key.certificate.is_none_or(|at| at < report.certificates.len()));
    }
    for part in &report.locked_parts {
        one_line(&part.algorithm);
    }
}

/// The chain begins at the leaf, follows names, and contains nothing twice.
fn chain(bundle: &Bundle) {
    let chain: Vec<&Certificate> = bundle.chain().collect();
    assert_eq!(chain.first().copied(), bundle.leaf());
    for pair in chain.windows(2) {
        assert_eq!(pair[0].issuer_der(), pair[1].subject_der());
    }
    for (position, one) in chain.iter().enumerate() {
        assert!(!chain[position + 1..].contains(one), "the chain visits a certificate twice");
    }
    let earliest = chain.iter().map(|certificate| certificate.not_after()).min();
    assert_eq!(earliest, bundle.earliest_not_after());
}

/// `to_pem` parses to the chain, followed by the other certificates.
fn to_pem(bundle: &Bundle) {
    let text = bundle.to_pem();
    let chain: Vec<Certificate> = bundle.chain().cloned().collect();
    if chain.is_empty() {
        assert!(text.is_empty());
        return;
    }
    let stored = anycert::parse(text.as_bytes()).expect("what is to be stored reads");
    assert!(stored.certificates().starts_with(&chain));
    let mut all: Vec<&Certificate> = bundle.certificates().iter().collect();
    let mut again: Vec<&Certificate> = stored.certificates().iter().collect();
    for list in [&mut all, &mut again] {
        list.sort();
        list.dedup();
    }
    assert_eq!(again, all);
}

/// Reads binary data that is sound, with its keys. None if PEM text is in it: that is refused, because
/// other software would read the text.
///
/// # Panics
/// If it is refused for anything else.
pub fn read_sound(binary: &[u8]) -> Option<Bundle> {
    const BEGIN: &[u8] = b"-----BEGIN ";
    match anycert::parse(binary) {
        Ok(bundle) => Some(bundle),
        Err(error) => {
            let holds_text = binary.windows(BEGIN.len()).any(|window| window == BEGIN);
            assert!(holds_text && error.kind() == ErrorKind::Malformed, "sound data: {error}");
            None
        }
    }
}

/// Properties of every certificate.
pub fn certificate(certificate: &Certificate) {
    let der = certificate.as_der();
    let again = Certificate::from_der(der).expect("its own bytes are a certificate");
    assert_eq!(*certificate, again);
    assert_eq!(certificate.not_after(), again.not_after());
    for part in [certificate.subject_der(), certificate.issuer_der(), certificate.spki_der()] {
        assert!(der.as_ptr_range().contains(&part.as_ptr()), "a part outside its certificate");
    }
    assert!(!certificate.serial().is_empty());
    assert_eq!(certificate.is_self_issued(), certificate.subject() == certificate.issuer());
    one_line(&certificate.subject().to_string());
    one_line(&certificate.issuer().to_string());
    on_demand(certificate);
    through_pem(certificate);
}

/// Accessors return a value or an error, and one invalid extension does not hide the others.
fn on_demand(certificate: &Certificate) {
    let der = certificate.as_der().as_ptr_range();
    let _ = format!("{:?}", certificate.public_key());
    let answers = [
        certificate.subject_alt_names().map(|names| format!("{names:?}")),
        certificate.key_usage().map(|usage| format!("{usage:?}")),
        certificate.extended_key_usage().map(|usage| format!("{usage:?}")),
        certificate.basic_constraints().map(|constraints| format!("{constraints:?}")),
    ];
    for answer in answers {
        if let Err(error) = answer {
            error_text(&error);
        }
    }
    for extension in certificate.extensions() {
        match extension {
            Ok(extension) => {
                let at = extension.value().as_ptr();
                assert!(extension.value().is_empty() || der.contains(&at));
            }
            Err(error) => error_text(&error),
        }
    }
    for name in [certificate.subject(), certificate.issuer()] {
        one_line(&name.rfc4514().to_string());
        for attribute in name.attributes() {
            one_line(&attribute.value().to_string());
        }
    }
}

/// A block around the DER gives the same certificate.
fn through_pem(certificate: &Certificate) {
    let text = certificate.to_pem();
    let strict = pem_rfc7468::decode_vec(text.as_bytes()).expect("a strict reader reads it");
    assert_eq!(strict, ("CERTIFICATE", certificate.as_der().to_vec()));
    let bundle = anycert::parse(text.as_bytes()).expect("a PEM block reads");
    assert_eq!(bundle.certificates(), std::slice::from_ref(certificate));
}

/// One line that can be printed anywhere.
pub fn error_text(error: &Error) {
    one_line(&error.to_string());
    assert!(!error.help().is_empty(), "{error:?} helps nobody");
    match error.kind() {
        ErrorKind::LimitExceeded => assert!(error.exceeded().is_some()),
        // An encoding of the passphrase was skipped because of its cost.
        ErrorKind::IncorrectPassphrase => {}
        _ => assert_eq!(error.exceeded(), None),
    }
    assert!(error.exceeded().is_none_or(|exceeded| exceeded.asked() > exceeded.allowed()));
    assert_eq!(error.kind() == ErrorKind::Refused, error.note_code().is_some());
}

fn one_line(text: &str) {
    assert!(!text.chars().any(char::is_control), "a control character in {text:?}");
    assert!(!text.chars().any(is_hidden), "a hidden character in {text:?}");
}

/// Line separators, bidirectional controls (UAX #9) and zero-width characters: what makes a text look
/// like another one.
fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}
