//! A certificate of a bundle, by its position.
#![allow(unsafe_code, reason = "exported names")]

use crate::{bundle::AnycertBundle, bytes::AnycertBytes, text::for_caller};
use anycert::{Certificate, Rfc3339, time::OffsetDateTime};
use core::{ffi::c_char, mem::MaybeUninit};

fn of(bundle: Option<&AnycertBundle>, at: usize) -> Option<&Certificate> {
    bundle?.certificate(at)
}

/// Returns the certificate as it is in the input.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_certificate_der(
    bundle: Option<&AnycertBundle>,
    at: usize,
) -> AnycertBytes {
    AnycertBytes::of(of(bundle, at).map(Certificate::as_der))
}

/// Returns the subject, most specific part first: `CN=example.com, O=Example Inc, C=US`. It may be
/// empty.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_certificate_subject(
    bundle: Option<&AnycertBundle>,
    at: usize,
) -> *mut c_char {
    for_caller(of(bundle, at).map(|one| one.subject().to_string()))
}

/// Returns the issuer, as the subject.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_certificate_issuer(
    bundle: Option<&AnycertBundle>,
    at: usize,
) -> *mut c_char {
    for_caller(of(bundle, at).map(|one| one.issuer().to_string()))
}

/// Returns the name for a heading: the common name, else the first subject alternative name, else
/// the serial number.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_certificate_display_name(
    bundle: Option<&AnycertBundle>,
    at: usize,
) -> *mut c_char {
    for_caller(of(bundle, at).map(Certificate::display_name))
}

/// Returns the octets of the serial number, as encoded.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_certificate_serial(
    bundle: Option<&AnycertBundle>,
    at: usize,
) -> AnycertBytes {
    AnycertBytes::of(of(bundle, at).map(Certificate::serial))
}

/// Sets `*seconds` to the first valid second, in seconds since 1970. False, and nothing is set, if
/// there is no such certificate.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_certificate_not_before(
    bundle: Option<&AnycertBundle>,
    at: usize,
    seconds: Option<&mut MaybeUninit<i64>>,
) -> bool {
    set(of(bundle, at).map(Certificate::not_before), seconds)
}

/// Sets `*seconds` to the last valid second, as anycert_certificate_not_before.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_certificate_not_after(
    bundle: Option<&AnycertBundle>,
    at: usize,
    seconds: Option<&mut MaybeUninit<i64>>,
) -> bool {
    set(of(bundle, at).map(Certificate::not_after), seconds)
}

/// Returns the first valid second in RFC 3339: `2026-03-15T12:00:00.000Z`.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_certificate_not_before_text(
    bundle: Option<&AnycertBundle>,
    at: usize,
) -> *mut c_char {
    for_caller(of(bundle, at).map(|one| Rfc3339(one.not_before()).to_string()))
}

/// Returns the last valid second in RFC 3339.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_certificate_not_after_text(
    bundle: Option<&AnycertBundle>,
    at: usize,
) -> *mut c_char {
    for_caller(of(bundle, at).map(|one| Rfc3339(one.not_after()).to_string()))
}

fn set(moment: Option<OffsetDateTime>, seconds: Option<&mut MaybeUninit<i64>>) -> bool {
    match (moment, seconds) {
        (Some(moment), Some(seconds)) => {
            seconds.write(moment.unix_timestamp());
            true
        }
        _ => false,
    }
}
