//! SubjectPublicKeyInfo (RFC 5280 §4.1.2.7): the algorithm of a key, and what identifies the key.

mod algorithm;
mod curves;
mod ec;
mod family;
mod identifier;
mod identity;
mod numbers;
mod public_key_info;
mod weak_rsa;

pub(crate) use crate::asn1::algorithm_identifier::AlgorithmIdentifier;
pub use algorithm::{Curve, Gost, KeyAlgorithm, SlhDsa};
pub(crate) use curves::NamedCurve;
pub(crate) use ec::EcParameters;
pub(crate) use family::{Family, Lattice, Scheme};
pub(crate) use identity::Identity;
pub(crate) use numbers::{bit_length, bit_string, without_zeroes};
pub use public_key_info::PublicKeyInfo;
pub(crate) use public_key_info::SubjectPublicKeyInfo;
pub(crate) use weak_rsa::{are_close_primes, has_roca_fingerprint};
