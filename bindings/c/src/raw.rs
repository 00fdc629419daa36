//! The functions that take raw pointers, and the only file with `unsafe` blocks. What C promises of
//! its pointers is at the head of the header.
#![allow(unsafe_code, reason = "what C points to is read here")]

use crate::{
    bundle::AnycertBundle,
    failure::AnycertError,
    numbers::{AnycertFormat, AnycertKind},
    options::{AnycertOptions, Options},
};
use anycert::detect;
use core::{
    ffi::{CStr, c_char},
    mem::MaybeUninit,
    slice,
};
use std::ffi::CString;
use zeroize::Zeroize;

/// Reads `len` octets of certificate material and returns ANYCERT_KIND_OK, or the kind of the error.
/// `options` may be NULL for the defaults. `*bundle` becomes what was read, or NULL if there is an
/// error; `*error` becomes the error, or NULL if there is none. Either may be NULL if it is not wanted;
/// what is written there is the caller's, for anycert_bundle_free and anycert_error_free. The octets
/// and the options are not needed after the call.
///
/// # Safety
/// `input` is NULL with `len` 0, or points to `len` initialized octets that nothing changes during the
/// call. `options` is NULL, or points to an `AnycertOptions` whose pointers are such themselves.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn anycert_parse(
    input: *const u8,
    len: usize,
    options: *const AnycertOptions,
    bundle: Option<&mut MaybeUninit<*mut AnycertBundle>>,
    error: Option<&mut MaybeUninit<*mut AnycertError>>,
) -> AnycertKind {
    // SAFETY: the caller's promises are those that `octets` and `read` ask for.
    let arguments = unsafe { octets(input, len).and_then(|input| Ok((input, read(options)?))) };
    let parsed = match arguments.and_then(|(input, options)| Ok((input, options.parser()?))) {
        Ok((input, parser)) => {
            let parsed = parser.parse(input.unwrap_or_default());
            parsed.map_err(|error| AnycertError::of(&error))
        }
        Err(message) => Err(AnycertError::of_argument(message)),
    };
    let (kind, read, failure) = match parsed {
        Ok(parsed) => (AnycertKind::Ok, Some(AnycertBundle::new(parsed)), None),
        Err(failure) => (failure.kind(), None, Some(failure)),
    };
    hand_over(read, bundle);
    hand_over(failure, error);
    kind
}

/// Returns the container of an input, without reading it. It sees through one text encoding at most.
///
/// # Safety
/// `input` is as for `anycert_parse`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn anycert_detect(input: *const u8, len: usize) -> AnycertFormat {
    // SAFETY: the caller's promise is the one that `octets` asks for.
    let input = unsafe { octets(input, len) };
    let format = input.ok().flatten().and_then(detect);
    format.map_or(AnycertFormat::Other, AnycertFormat::of)
}

/// Overwrites a text with zeros and releases it.
///
/// # Safety
/// `text` is NULL, or a `char *` of this library that was not freed and whose length is unchanged.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn anycert_text_free(text: *mut c_char) {
    if !text.is_null() {
        // SAFETY: `for_caller` made it with `CString::into_raw`, and it is taken back here only.
        unsafe { CString::from_raw(text) }.into_bytes().zeroize();
    }
}

/// Puts `value` on the heap and its address into `place`; NULL for `None`. Dropped if nobody wants it.
fn hand_over<T>(value: Option<T>, place: Option<&mut MaybeUninit<*mut T>>) {
    if let Some(place) = place {
        place.write(value.map_or(core::ptr::null_mut(), |value| Box::into_raw(Box::new(value))));
    }
}

/// The octets at `data`; `None` for NULL with length 0. The error is what is wrong with the two.
///
/// # Safety
/// `data` is NULL, or points to `len` initialized octets that nothing changes during `'a`.
unsafe fn octets<'a>(data: *const u8, len: usize) -> Result<Option<&'a [u8]>, &'static str> {
    if isize::try_from(len).is_err() {
        return Err("the length is larger than any object");
    }
    match (data.is_null(), len) {
        (true, 0) => Ok(None),
        (true, _) => Err("NULL with a length that is not 0"),
        // SAFETY: not NULL, so the caller promises `len` initialized octets; that no object is longer
        // than isize::MAX was checked.
        (false, _) => Ok(Some(unsafe { slice::from_raw_parts(data, len) })),
    }
}

/// The options with what they point to; the defaults for NULL.
///
/// # Safety
/// `options` is NULL, or points to a `size` that is followed by the rest of an [`AnycertOptions`] if
/// it is the size of one. Its pointers are as [`octets`] asks for, and `certificate_type` is NULL or
/// ends in NUL.
unsafe fn read<'a>(options: *const AnycertOptions) -> Result<Options<'a>, &'static str> {
    if options.is_null() {
        return Ok(Options::default());
    }
    // SAFETY: not NULL, so the caller promises that there is a `size`; the rest is not referred to.
    let size = unsafe { (&raw const (*options).size).read() };
    if size != size_of::<AnycertOptions>() {
        return Err("the size of the options is not that of AnycertOptions in this version");
    }
    // SAFETY: the caller promises a whole AnycertOptions of this size. It has integers and pointers
    // only, of which any octets are valid values.
    let given = unsafe { options.read() };
    let certificate_type = match given.certificate_type.is_null() {
        true => None,
        // SAFETY: not NULL, so the caller promises a text that ends in NUL.
        false => Some(unsafe { CStr::from_ptr(given.certificate_type) }.to_bytes()),
    };
    Ok(Options {
        // SAFETY: the caller promises of each pair what `octets` asks for.
        passphrase: unsafe { octets(given.passphrase, given.passphrase_len) }?,
        // SAFETY: as above.
        integrity_passphrase: unsafe {
            octets(given.integrity_passphrase, given.integrity_passphrase_len)
        }?,
        // SAFETY: as above.
        private_key: unsafe { octets(given.private_key, given.private_key_len) }?,
        certificate_type,
        strict: given.strict != 0,
        skip_broken: given.skip_broken != 0,
        leave_keys_locked: given.leave_keys_locked != 0,
        limits: given.limits.limits(),
    })
}
