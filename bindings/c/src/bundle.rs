//! What one input contains.
#![allow(unsafe_code, reason = "exported names")]

use crate::{
    numbers::{AnycertFormat, AnycertIntegrity, AnycertKeyMatch},
    text::{for_caller, position},
};
use anycert::{Bundle, Certificate, PrivateKey};
use core::{ffi::c_char, ptr};

/// Everything that one input contains.
pub struct AnycertBundle(Bundle);

impl AnycertBundle {
    pub(crate) fn new(bundle: Bundle) -> Self {
        AnycertBundle(bundle)
    }

    pub(crate) fn certificate(&self, at: usize) -> Option<&Certificate> {
        self.0.certificates().get(at)
    }

    pub(crate) fn private_key(&self, at: usize) -> Option<&PrivateKey> {
        self.0.private_keys().get(at)
    }

    fn leaf(&self) -> Option<usize> {
        position_of(self.0.leaf()?, self.0.certificates())
    }

    fn leaf_key(&self) -> Option<usize> {
        position_of(self.0.leaf_key()?, self.0.private_keys())
    }
}

/// By its place in memory: of two equal ones, the one that is meant.
fn position_of<T>(one: &T, all: &[T]) -> Option<usize> {
    all.iter().position(|other| ptr::eq(one, other))
}

/// Releases a bundle. Its private keys are overwritten with zeros.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_bundle_free(bundle: Option<Box<AnycertBundle>>) {
    drop(bundle);
}

/// Returns the container, without the text encodings around it.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_bundle_format(bundle: Option<&AnycertBundle>) -> AnycertFormat {
    bundle.map_or(AnycertFormat::Other, |bundle| AnycertFormat::of(bundle.0.format()))
}

/// Returns what is known about the MAC. A MAC proves knowledge of the passphrase, not the origin.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_bundle_integrity(bundle: Option<&AnycertBundle>) -> AnycertIntegrity {
    bundle.map_or(AnycertIntegrity::Other, |bundle| AnycertIntegrity::of(bundle.0.integrity()))
}

/// Returns whether there is a private key, locked or not.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_bundle_has_private_key(bundle: Option<&AnycertBundle>) -> bool {
    bundle.is_some_and(|bundle| bundle.0.has_private_key())
}

/// Returns whether a private key belongs to the leaf.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_bundle_key_match(bundle: Option<&AnycertBundle>) -> AnycertKeyMatch {
    bundle.map_or(AnycertKeyMatch::Other, |bundle| AnycertKeyMatch::of(bundle.0.key_match()))
}

/// Returns the number of certificates. Their positions are in the order of the input.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_bundle_certificate_count(bundle: Option<&AnycertBundle>) -> usize {
    bundle.map_or(0, |bundle| bundle.0.certificates().len())
}

/// Returns the position of the certificate in question: the one that a private key belongs to, or
/// that issued no other. -1 if there is no certificate.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_bundle_leaf(bundle: Option<&AnycertBundle>) -> isize {
    position(bundle.and_then(AnycertBundle::leaf))
}

/// Returns the number of private keys.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_bundle_private_key_count(bundle: Option<&AnycertBundle>) -> usize {
    bundle.map_or(0, |bundle| bundle.0.private_keys().len())
}

/// Returns the position of the private key that belongs to the leaf, or of which that cannot be
/// determined. -1 if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_bundle_leaf_key(bundle: Option<&AnycertBundle>) -> isize {
    position(bundle.and_then(AnycertBundle::leaf_key))
}

/// Returns the leaf and its chain in PEM: what a server presents. Empty without a certificate.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_bundle_chain_pem(bundle: Option<&AnycertBundle>) -> *mut c_char {
    for_caller(bundle.map(|bundle| bundle.0.chain_pem()))
}

/// Returns every certificate in PEM: the leaf, its chain, then the others.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_bundle_to_pem(bundle: Option<&AnycertBundle>) -> *mut c_char {
    for_caller(bundle.map(|bundle| bundle.0.to_pem()))
}

/// Returns everything known, without secrets, as a JSON object.
#[unsafe(no_mangle)]
pub extern "C" fn anycert_bundle_report_json(bundle: Option<&AnycertBundle>) -> *mut c_char {
    for_caller(bundle.and_then(|bundle| serde_json::to_string(&bundle.0.report()).ok()))
}
