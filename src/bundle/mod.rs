//! The structure that every format is parsed into.

mod algorithms;
#[expect(clippy::module_inception, reason = "it defines `Bundle`; the others are its parts")]
mod bundle;
mod chain;
#[cfg(feature = "rustls-pki-types")]
mod identity;
mod index;

mod key_match;
mod leaf;
mod lookup;
mod matching;
mod pem;
mod repeated;

pub use bundle::Bundle;
#[cfg(feature = "rustls-pki-types")]
pub use identity::{Identity, IdentityError};
pub use key_match::{KeyMatch, UnknownReason};
#[cfg(feature = "write")]
pub(crate) use matching::may_belong;
