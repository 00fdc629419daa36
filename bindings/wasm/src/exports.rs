//! The functions that JavaScript calls, and the only file with `unsafe`.
//!
//! A call sequence is: [`input`] for each input, whose octets are then written to the address that
//! it returns; [`parse`]; any number of [`answer`], each read at [`answer_address`] before the next
//! call; [`clear`]. The inputs are overwritten as soon as they are parsed.
#![allow(unsafe_code, reason = "exported names, and the state between calls")]

use crate::{answer::Answer, state::State};
use alloc::boxed::Box;
use core::{
    ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

/// The state between calls: null, or a pointer from `Box::into_raw`.
static STATE: AtomicPtr<State> = AtomicPtr::new(ptr::null_mut());

/// Takes the state out, so that no two calls can hold it, and puts it back.
fn with_state<T>(act: impl FnOnce(&mut State) -> T) -> T {
    let taken = STATE.swap(ptr::null_mut(), Ordering::AcqRel);
    let mut state = if taken.is_null() {
        Box::default()
    } else {
        // SAFETY: the only values stored in STATE are null and pointers from `Box::into_raw` below;
        // `swap` hands each of them out once.
        unsafe { Box::from_raw(taken) }
    };
    let result = act(&mut state);
    STATE.store(Box::into_raw(state), Ordering::Release);
    result
}

/// Returns the address of `length` octets for an input; null for an unknown `slot`. Slots: 0 the
/// content, 1 the passphrase, 2 the private key, 3 the declared type, 4 the passphrase of the MAC.
#[unsafe(no_mangle)]
pub extern "C" fn input(slot: usize, length: usize) -> *mut u8 {
    with_state(|state| state.input(slot, length))
}

/// Parses the inputs and overwrites them. Returns 0 if a bundle was read, 1 if there is an error,
/// 2 if the declared type is unknown or the passphrase of the MAC is not UTF-8. `strict` is a
/// boolean.
#[unsafe(no_mangle)]
pub extern "C" fn parse(strict: u32) -> u32 {
    with_state(|state| state.parse(strict != 0))
}

/// Prepares an answer about what was parsed and returns its length. `what` is a number of
/// [`Answer`]; `now` is in seconds since 1970.
#[unsafe(no_mangle)]
pub extern "C" fn answer(what: u32, now: f64) -> usize {
    with_state(|state| state.answer(Answer::from_number(what), now))
}

/// Returns the address of the answer.
#[unsafe(no_mangle)]
pub extern "C" fn answer_address() -> *const u8 {
    with_state(|state| state.answer_address())
}

/// Forgets inputs, bundle and answer; what may be secret is overwritten.
#[unsafe(no_mangle)]
pub extern "C" fn clear() {
    with_state(State::clear);
}
