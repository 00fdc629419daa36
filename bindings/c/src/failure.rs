//! Why an input was not read.
#![allow(unsafe_code, reason = "exported names")]

use crate::{numbers::AnycertKind, text::position};
use anycert::Error;
use core::{ffi::c_char, ptr};
use std::ffi::CString;

/// An error with its texts, none of which contains an octet of the input.
pub struct AnycertError {
    kind: AnycertKind,
    word: CString,
    message: CString,
    help: CString,
    place: CString,
    line: Option<usize>,
    byte: Option<usize>,
}

impl AnycertError {
    pub(crate) fn of(error: &Error) -> Self {
        let location = error.location();
        AnycertError {
            kind: AnycertKind::of(error.kind()),
            word: text(error.kind().as_str()),
            message: text(error.to_string()),
            help: text(error.help()),
            place: text(location.to_string()),
            line: location.line(),
            byte: location.byte(),
        }
    }

    pub(crate) fn of_argument(message: &str) -> Self {
        AnycertError {
            kind: AnycertKind::InvalidArgument,
            word: text("invalid_argument"),
            message: text(message),
            help: text("correct the call of anycert_parse"),
            place: CString::default(),
            line: None,
            byte: None,
        }
    }

    pub(crate) fn kind(&self) -> AnycertKind {
        self.kind
    }
}

/// Empty if it contains NUL, which no text of an error does.
fn text(text: impl Into<Vec<u8>>) -> CString {
    CString::new(text).unwrap_or_default()
}

/// Releases an error.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_error_free(error: Option<Box<AnycertError>>) {
    drop(error);
}

/// Returns the kind; ANYCERT_KIND_OK for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_error_kind(error: Option<&AnycertError>) -> AnycertKind {
    error.map_or(AnycertKind::Ok, |error| error.kind)
}

/// Returns the kind as a stable word: `incorrect_passphrase`.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_error_word(error: Option<&AnycertError>) -> *const c_char {
    error.map_or(ptr::null(), |error| error.word.as_ptr())
}

/// Returns the place and what is wrong there.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_error_message(error: Option<&AnycertError>) -> *const c_char {
    error.map_or(ptr::null(), |error| error.message.as_ptr())
}

/// Returns what to do about it, in one sentence.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_error_help(error: Option<&AnycertError>) -> *const c_char {
    error.map_or(ptr::null(), |error| error.help.as_ptr())
}

/// Returns the place alone: `PKCS#12, safe 2, bag 1`. Empty if it is the whole input.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_error_place(error: Option<&AnycertError>) -> *const c_char {
    error.map_or(ptr::null(), |error| error.place.as_ptr())
}

/// Returns the line of the text, from 1; -1 if it is unknown.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_error_line(error: Option<&AnycertError>) -> isize {
    position(error.and_then(|error| error.line))
}

/// Returns the position of the octet in its block, from 0; -1 if it is unknown.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_error_byte(error: Option<&AnycertError>) -> isize {
    position(error.and_then(|error| error.byte))
}
