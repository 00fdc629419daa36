//! anycert for C: handles, plain structs and numbers. No rule about certificates is here.
//!
//! `include/anycert.h` is written from this crate, with the contract of its functions at its head.
//! `Option<&T>` and `Option<Box<T>>` are pointers that may be NULL, so that only [`raw`] has `unsafe`
//! blocks: for octets, options and texts. A panic, of which there are none, could not cross the
//! border: `extern "C"` aborts, and the package is built without unwinding.

pub mod bundle;
pub mod bytes;
pub mod certificate;
pub mod failure;
pub mod numbers;
pub mod options;
pub mod private_key;
pub mod raw;
mod text;
