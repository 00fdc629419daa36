//! What the module holds between two calls.

use crate::answer::Answer;
use alloc::{vec, vec::Vec};
use anycert::{Bundle, CertificateType, Error, Parser};
use core::{mem, ptr, str};
use zeroize::Zeroizing;

/// Content, passphrase, private key, declared type, passphrase of the MAC.
type Inputs = [Option<Input>; 5];
type Input = Zeroizing<Vec<u8>>;

/// What [`State::parse`] returns.
const READ: u32 = 0;
const NOT_READ: u32 = 1;
const INVALID_OPTION: u32 = 2;

#[derive(Default)]
pub(crate) struct State {
    inputs: Inputs,
    parsed: Option<Result<Bundle, Error>>,
    answer: Zeroizing<Vec<u8>>,
}

impl State {
    pub(crate) fn input(&mut self, slot: usize, length: usize) -> *mut u8 {
        match self.inputs.get_mut(slot) {
            Some(input) => input.insert(Input::new(vec![0; length])).as_mut_ptr(),
            None => ptr::null_mut(),
        }
    }

    pub(crate) fn parse(&mut self, strict: bool) -> u32 {
        let [content, passphrase, private_key, word, integrity] = mem::take(&mut self.inputs);
        let (Ok(certificate_type), Ok(integrity_passphrase)) = (
            octets(&word).map(declared).transpose(),
            octets(&integrity).map(str::from_utf8).transpose(),
        ) else {
            return INVALID_OPTION;
        };
        let parser = Parser::new()
            .strict(strict)
            .passphrase_bytes(octets(&passphrase))
            .integrity_passphrase(integrity_passphrase)
            .private_key(octets(&private_key))
            .certificate_type(certificate_type);
        match self.parsed.insert(parser.parse(octets(&content).unwrap_or_default())) {
            Ok(_) => READ,
            Err(_) => NOT_READ,
        }
    }

    pub(crate) fn answer(&mut self, what: Option<Answer>, now: f64) -> usize {
        let octets = match (what, &self.parsed) {
            (Some(what), Some(parsed)) => what.about(parsed, now),
            _ => Vec::new(),
        };
        self.answer = Zeroizing::new(octets);
        self.answer.len()
    }

    pub(crate) fn answer_address(&self) -> *const u8 {
        self.answer.as_ptr()
    }

    pub(crate) fn clear(&mut self) {
        *self = State::default();
    }
}

fn octets(input: &Option<Input>) -> Option<&[u8]> {
    input.as_ref().map(|input| input.as_slice())
}

fn declared(word: &[u8]) -> Result<CertificateType, ()> {
    let word = str::from_utf8(word).map_err(drop)?;
    word.parse().map_err(drop)
}
