//! A private key of a bundle, by its position.
#![allow(unsafe_code, reason = "exported names")]

use crate::{
    bundle::AnycertBundle, bytes::AnycertBytes, numbers::AnycertKeyState, text::for_caller,
};
use anycert::PrivateKey;
use core::{ffi::c_char, mem};

fn of(bundle: Option<&AnycertBundle>, at: usize) -> Option<&PrivateKey> {
    bundle?.private_key(at)
}

/// Returns whether the material of the key is available.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_private_key_state(
    bundle: Option<&AnycertBundle>,
    at: usize,
) -> AnycertKeyState {
    of(bundle, at).map_or(AnycertKeyState::Other, |key| AnycertKeyState::of(key.state()))
}

/// Returns the algorithm: `RSA 2048`. NULL if it is unknown, as it is of most locked keys.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_private_key_algorithm(
    bundle: Option<&AnycertBundle>,
    at: usize,
) -> *mut c_char {
    for_caller(of(bundle, at).and_then(PrivateKey::algorithm).map(|one| one.to_string()))
}

/// Returns the key in PKCS#8. Secret; overwritten when the bundle is freed. `data` is NULL if the key
/// is locked.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_private_key_pkcs8_der(
    bundle: Option<&AnycertBundle>,
    at: usize,
) -> AnycertBytes {
    AnycertBytes::of(of(bundle, at).and_then(PrivateKey::secret_pkcs8_der))
}

/// Returns the key in PKCS#8, in PEM. Secret; anycert_text_free overwrites it. NULL if the key is
/// locked.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_private_key_pkcs8_pem(
    bundle: Option<&AnycertBundle>,
    at: usize,
) -> *mut c_char {
    let pem = of(bundle, at).and_then(PrivateKey::secret_pkcs8_pem);
    for_caller(pem.map(|mut pem| mem::take(&mut *pem)))
}
