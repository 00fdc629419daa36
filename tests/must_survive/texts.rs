//! PEM and text layers: no input is scanned more than a fixed number of times.

use super::{linear, refused, survive, survive_with};
use anycert::{ErrorKind, Limit, Limits, NoteCode, Parser};
use testkit::{
    certificate::Made,
    cms::Signed,
    der::{context, sequence},
    pem,
};

const BEGIN: &str = "-----BEGIN CERTIFICATE-----\n";
const END: &str = "-----END CERTIFICATE-----\n";

fn made() -> Vec<u8> {
    Made::default().der()
}

fn skipping() -> Parser<'static> {
    Parser::new().skip_broken(true)
}

/// Refused as it is; with the broken ones skipped, by the number of sections or at the end.
fn refused_either_way(input: &str) {
    refused(input.as_bytes(), ErrorKind::Malformed);
    let error = survive_with(&skipping(), input.as_bytes()).unwrap_err();
    let by_count = error.exceeded().is_some_and(|limit| limit.limit() == Limit::PemSections);
    assert!(by_count || error.kind() == ErrorKind::Malformed, "{error}");
}

#[test]
fn pem_quadratic_begin_without_end() {
    refused_either_way(&BEGIN.repeat(100_000));
    refused_either_way(&BEGIN.trim_end().repeat(100_000));
    refused_either_way(&format!("{BEGIN}AAAA\n").repeat(100_000));
    refused_either_way(&"-----BEGIN X-----\n".repeat(100_000));
    // Sections of other labels are left out one by one, whatever is in them.
    let other = "-----BEGIN X-----\n-----END X-----\n";
    refused(other.repeat(100_000).as_bytes(), ErrorKind::LimitExceeded);
}

#[test]
fn pem_quadratic_end_without_begin() {
    refused_either_way(&END.repeat(100_000));
    refused_either_way(&END.trim_end().repeat(100_000));
    refused_either_way(&format!("AAAA\n{END}").repeat(100_000));
}

#[test]
fn pem_quadratic_nested_boundaries() {
    refused_either_way(&(BEGIN.repeat(50_000) + &END.repeat(50_000)));
    refused_either_way(&format!("{BEGIN}{BEGIN}{END}{END}").repeat(25_000));
    let other = "-----BEGIN A-----\n-----END B-----\n";
    refused_either_way(&other.repeat(50_000));
}

#[test]
fn pem_quadratic_one_long_line() {
    const LONG: usize = 15 << 20;
    refused_either_way(&format!("{BEGIN}{}\n{END}", "A".repeat(LONG)));
    refused_either_way(&format!("{BEGIN}{}\n{END}", "A ".repeat(LONG / 2)));
    refused_either_way(&format!("{BEGIN}X: {}\n{END}", "A".repeat(LONG)));
    for piece in [
        BEGIN.trim_end(),
        "-----BEGIN ",
        "-----BEGIN CERTIFICATE",
        "-----BEGIN",
        "---- BEGIN",
        "-----",
        "------------ ",
        "-----BEGIN CERTIFICATE----- x ",
        "# -----BEGIN CERTIFICATE-----",
        " -----BEGIN CERTIFICATE----- -----END CERTIFICATE-----",
        "\u{2014}\u{2014}BEGIN CERTIFICATE\u{2014}\u{2014}",
        "\u{2014}",
    ] {
        let input = piece.repeat((4 << 20) / piece.len());
        survive(input.as_bytes()).unwrap_err();
        survive_with(&skipping(), input.as_bytes()).unwrap_err();
        let mixed = format!("{}\n{}{input}", pem::certificate(&made()), BEGIN.trim_end());
        let _ = survive(mixed.as_bytes());
        let _ = survive_with(&skipping(), mixed.as_bytes());
    }
}

/// Text around blocks must not be scanned once for every block.
#[test]
fn pem_quadratic_surroundings() {
    let blanks = " ".repeat(4 << 20);
    let lines = "\n".repeat(4 << 20);
    let uneven = format!("  {BEGIN} AAAA\n{END}");
    for around in [blanks.as_str(), lines.as_str()] {
        let once = format!("  {BEGIN}AAAA\n{END}");
        for block in [uneven.as_str(), &once, "  -----BEGIN X-----\nA\n  -----END X-----\n"] {
            let input = format!("{around}{}{around}", block.repeat(15_000));
            let _ = survive(input.as_bytes());
            let _ = survive_with(&skipping(), input.as_bytes());
        }
    }
    let comments = format!("# {BEGIN}").repeat(100_000);
    let noted = "-----BEGIN X-----\nAAAA\n-----END X-----\n".repeat(15_000);
    let input = noted + &comments + &pem::certificate(&made());
    let bundle = survive(input.as_bytes()).unwrap();
    let count = bundle.notes().iter().filter(|note| note.code() == NoteCode::CommentedOut).count();
    assert_eq!(count, 1);
}

#[test]
fn pem_quadratic_is_linear() {
    let certificate = pem::certificate(&made());
    linear(&Parser::new(), 50, |size| certificate.repeat(size).into_bytes());
    let other = "-----BEGIN X-----\nAAAA\n-----END X-----\n";
    linear(&Parser::new(), 200, |size| (other.repeat(size) + &certificate).into_bytes());
    linear(&skipping(), 200, |size| (BEGIN.repeat(size) + &certificate).into_bytes());
    linear(&skipping(), 200, |size| (END.repeat(size) + &certificate).into_bytes());
    let prose = "some words -- and more -----BEGIN them-----\n";
    linear(&Parser::new(), 500, |size| (prose.repeat(size) + &certificate).into_bytes());
}

#[test]
fn pem_quadratic_bundles_under_the_wrong_label() {
    let mut only_lists = Signed::of(&[]);
    only_lists.lists = context(1, &[&sequence(&[])]);
    let block = pem::block("CERTIFICATE", &only_lists.der());
    let error = refused(block.repeat(10_000).as_bytes(), ErrorKind::NoCertificateOrKey);
    assert!(error.to_string().contains("revocation lists"), "{error}");
    linear(&Parser::new(), 100, |size| block.repeat(size).into_bytes());
}

#[test]
fn pem_count() {
    let unknown = "-----BEGIN X-----\n-----END X-----\n".repeat(1_000_000);
    let wide = Parser::new().limits(Limits::DEFAULT.input_bytes(1 << 30));
    let error = survive_with(&wide, unknown.as_bytes()).unwrap_err();
    assert_eq!(error.exceeded().unwrap().limit(), Limit::PemSections);
    let error = refused(unknown.as_bytes(), ErrorKind::LimitExceeded);
    assert_eq!(error.exceeded().unwrap().limit(), Limit::InputBytes);
    let empty = format!("{BEGIN}{END}").repeat(1_000_000);
    let error = survive_with(&wide.skip_broken(true), empty.as_bytes()).unwrap_err();
    assert_eq!(error.exceeded().unwrap().limit(), Limit::PemSections);
}

/// What is skipped is kept as an error, and that takes memory.
#[test]
fn pem_count_of_what_is_skipped() {
    let small = skipping().limits(Limits::DEFAULT.memory_bytes(1 << 20));
    let tiny = [0x30, 12, 0x30, 10, 0xa0, 3, 2, 1, 2, 2, 1, 1, 0x30, 0].repeat(100_000);
    for input in ["-----END A-----\n".repeat(100_000).into_bytes(), tiny] {
        let error = survive_with(&small, &input).unwrap_err();
        assert_eq!(
            error.exceeded().map(|limit| limit.limit()),
            Some(Limit::MemoryBytes),
            "{error}"
        );
    }
}

#[test]
fn pem_empty() {
    for label in ["CERTIFICATE", "PRIVATE KEY", "PKCS7", "PKCS12", "RSA PRIVATE KEY"] {
        for body in ["", "\n", "\n\n \n", "=", "====", "\u{feff}"] {
            let input = format!("-----BEGIN {label}-----\n{body}-----END {label}-----\n");
            refused(input.as_bytes(), ErrorKind::Malformed);
        }
    }
    for headers in [
        "Proc-Type: 4,ENCRYPTED\n",
        "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n",
        "X: y\n",
        ":\n",
    ] {
        for end in ["", "\n", "\n\n"] {
            for label in ["CERTIFICATE", "RSA PRIVATE KEY"] {
                let input =
                    format!("-----BEGIN {label}-----\n{headers}{end}-----END {label}-----\n");
                refused(input.as_bytes(), ErrorKind::Malformed);
            }
        }
    }
}

/// What is behind a value must not be searched once for every value.
#[test]
fn layers_of_many_values_before_a_long_text() {
    let numbered = |n: usize| Made::of(&n.to_string(), &n.to_string()).der();
    let values: String =
        (0..4000).map(|n| format!("\"{}\",\n", pem::base64(&numbered(n)))).collect();
    let parser = Parser::new().limits(Limits::DEFAULT.certificates(10_000));
    for behind in ["x y ", "{ y ", "-- y "] {
        let input = format!("{values}\"{}\"\n", behind.repeat(2 << 20));
        let bundle = survive_with(&parser, input.as_bytes()).unwrap();
        assert_eq!(bundle.certificates().len(), 4000);
        assert!(bundle.notes().iter().any(|note| note.code() == NoteCode::SeveralLeafCandidates));
    }
}

/// Layers are taken off up to their limit, and what is under them is never guessed.
#[test]
fn layers_of_base64() {
    let mut text = pem::base64(&made());
    for depth in 1..30 {
        let answer = survive(text.as_bytes());
        match depth {
            1..=4 => assert_eq!(answer.unwrap().layers().len(), depth),
            _ => {
                let error = answer.unwrap_err();
                assert_eq!(error.exceeded().unwrap().limit(), Limit::TextLayers, "{error}");
            }
        }
        text = pem::base64(text.as_bytes());
        if text.len() > 15 << 20 {
            break;
        }
    }
    let nothing = (0..20).fold("nothing".to_owned(), |text, _| pem::base64(text.as_bytes()));
    survive(nothing.as_bytes()).unwrap_err();
}

#[test]
fn layers_of_every_kind_in_turn() {
    let uri = |content: &str| format!("data:;base64,{}", pem::base64(content.as_bytes()));
    let percent = |content: &str| content.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    let hexadecimal = |content: &str| testkit::hex(content.as_bytes());
    let inner = pem::certificate(&made());
    assert_eq!(survive(uri(&inner).as_bytes()).unwrap().certificates().len(), 1);
    for wrap in [&uri as &dyn Fn(&str) -> String, &percent, &hexadecimal] {
        let mut text = inner.clone();
        for _ in 0..7 {
            text = wrap(&text);
            match survive(text.as_bytes()) {
                Ok(bundle) => assert_eq!(bundle.certificates().len(), 1),
                Err(error) => assert_ne!(error.kind(), ErrorKind::Empty),
            }
        }
        assert_eq!(survive(text.as_bytes()).unwrap_err().kind(), ErrorKind::LimitExceeded);
    }
}

#[test]
fn layers_of_pem_in_pem() {
    let inner = pem::certificate(&made());
    refused(pem::block("CERTIFICATE", inner.as_bytes()).as_bytes(), ErrorKind::Malformed);
    let once = pem::base64(inner.as_bytes());
    let again = pem::block("CERTIFICATE", once.as_bytes());
    refused(again.as_bytes(), ErrorKind::Malformed);
}
