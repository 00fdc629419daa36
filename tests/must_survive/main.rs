//! Inputs that broke other software, class by class. Every one gets a typed error or the right
//! answer, and takes memory and work in proportion to its length: allocations are counted, the
//! clock is never looked at. Inputs of quadratic classes are so long that quadratic work would not
//! end. `classes` lists the classes, each with its tests.

mod bundles;
mod certificates;
mod classes;
mod containers;
mod java_keystores;
mod keys;
mod pkcs12;
mod texts;
mod wrong_things;

use anycert::{Bundle, Error, ErrorKind, Parser};
use testkit::measure::{Counting, cost};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Allocated bytes that any parse may take, whatever its input.
const BASE: usize = 64 << 10;
/// Allocated bytes for each byte of input, all blocks counted and none deducted.
const PER_BYTE: usize = 24;

/// Reads `input`, which may be refused, and checks what holds for every answer.
fn survive_with(parser: &Parser<'_>, input: &[u8]) -> Result<Bundle, Error> {
    let (answer, cost) = cost(|| parser.parse(input));
    let most = BASE + PER_BYTE * input.len();
    assert!(cost.allocated <= most, "{} bytes of input took {cost:?}", input.len());
    match &answer {
        Ok(bundle) => bundle.broken().iter().for_each(check_text),
        Err(error) => check_text(error),
    }
    answer
}

fn survive(input: &[u8]) -> Result<Bundle, Error> {
    survive_with(&Parser::new(), input)
}

/// As [`survive`], of what must be refused with this kind.
fn refused(input: &[u8], kind: ErrorKind) -> Error {
    let error = survive(input).expect_err("it must be refused");
    assert_eq!(error.kind(), kind, "{error}");
    error
}

/// The help is one line of bounded length.
fn check_text(error: &Error) {
    let text = error.to_string();
    assert!(!text.chars().any(char::is_control), "{text:?}");
    assert!(text.len() < 600 && !error.help().is_empty(), "{text}");
    match error.kind() {
        ErrorKind::LimitExceeded => assert!(error.exceeded().is_some(), "{text}"),
        ErrorKind::IncorrectPassphrase => {}
        _ => assert!(error.exceeded().is_none(), "{text}"),
    }
}

/// That an input of 4 and 16 times the size takes no more than 4 and 16 times as much.
fn linear(parser: &Parser<'_>, size: usize, make: impl Fn(usize) -> Vec<u8>) {
    let [one, four, sixteen] = [1, 4, 16].map(|times| {
        let input = make(size * times);
        let (_, cost) = cost(|| parser.parse(&input).is_ok());
        cost
    });
    for (times, cost) in [(4, four), (16, sixteen)] {
        let most = times * (one.allocated + 4096) * 3 / 2;
        assert!(cost.allocated <= most, "{times} times as long: {one:?} became {cost:?}");
        let most = times * (one.blocks + 64) * 3 / 2;
        assert!(cost.blocks <= most, "{times} times as long: {one:?} became {cost:?}");
    }
}
