//! Whether two key algorithms can be the same under different object identifiers or parameters.

use crate::{
    budget::Budget,
    limits::Exceeded,
    x509::{Curve, KeyAlgorithm},
};
use alloc::vec::Vec;

/// A key algorithm without the differences between spellings of one algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spelling<'a> {
    /// An unknown algorithm, which may be another spelling of any.
    Unknown,
    /// RSA of this size: the same key has rsaEncryption and RSASSA-PSS as its algorithm.
    Rsa(u32),
    /// DSA of this size, or of unknown size, as when a certificate inherits its parameters.
    Dsa(Option<u32>),
    /// A known curve, or an unknown one, which may be any curve in explicit parameters.
    Ec(Option<&'a Curve>),
    Other(&'a KeyAlgorithm),
}

impl<'a> Spelling<'a> {
    pub(super) fn of(algorithm: &'a KeyAlgorithm) -> Self {
        match algorithm {
            KeyAlgorithm::Other(_) => Spelling::Unknown,
            KeyAlgorithm::Rsa(bits) | KeyAlgorithm::RsaPss(bits) => Spelling::Rsa(*bits),
            KeyAlgorithm::Dsa(bits) => Spelling::Dsa((*bits > 0).then_some(*bits)),
            KeyAlgorithm::Ec(curve) => Spelling::Ec(curve.bits().map(|_| curve)),
            other => Spelling::Other(other),
        }
    }

    /// Whether both can be the algorithm of one key.
    pub(super) fn can_be(self, other: Spelling<'_>) -> bool {
        match (self, other) {
            (Spelling::Unknown, _) | (_, Spelling::Unknown) => true,
            (Spelling::Ec(None), Spelling::Ec(_)) | (Spelling::Ec(_), Spelling::Ec(None)) => true,
            (Spelling::Dsa(None), Spelling::Dsa(_)) | (Spelling::Dsa(_), Spelling::Dsa(None)) => {
                true
            }
            (one, other) => one == other,
        }
    }

    /// Whether equal public keys of this algorithm have equal encodings. An unknown algorithm may
    /// have several encodings. An unknown curve is given by an object identifier or by explicit
    /// parameters, and a point on it is compressed or not.
    pub(super) fn has_one_encoding(self) -> bool {
        !matches!(self, Spelling::Unknown | Spelling::Ec(None))
    }
}

/// Distinct algorithms, sorted for lookups in O(log n).
#[derive(Default)]
pub(super) struct Algorithms {
    sorted: Vec<KeyAlgorithm>,
}

impl Algorithms {
    pub(super) fn new(
        all: impl Iterator<Item = KeyAlgorithm> + Clone,
        budget: &mut Budget,
    ) -> Result<Self, Exceeded> {
        // The text of an unknown object identifier has at most 256 characters.
        const TEXT: usize = 256;
        let slot = size_of::<KeyAlgorithm>().saturating_add(TEXT);
        let count = all.clone().count();
        budget.memory(count.saturating_mul(slot))?;
        let mut sorted = Vec::with_capacity(count);
        sorted.extend(all);
        sorted.sort_unstable_by(|a, b| Spelling::of(a).cmp(&Spelling::of(b)));
        sorted.dedup_by(|a, b| Spelling::of(a) == Spelling::of(b));
        Ok(Algorithms { sorted })
    }

    /// Whether equal public keys have equal encodings in every algorithm of the list.
    pub(super) fn have_one_encoding(&self) -> bool {
        self.sorted.iter().all(|algorithm| Spelling::of(algorithm).has_one_encoding())
    }

    /// Whether an algorithm of the list [can be](Spelling::can_be) this one.
    pub(super) fn any_can_be(&self, wanted: Spelling<'_>) -> bool {
        // `Ec(None)` and `Dsa(None)`, which match a whole family, sort before the rest of it.
        let first = |from: Spelling<'_>| {
            let at = self.sorted.partition_point(|one| Spelling::of(one) < from);
            self.sorted.get(at).map(Spelling::of)
        };
        let contains = |spelling| first(spelling) == Some(spelling);
        contains(Spelling::Unknown)
            || match wanted {
                Spelling::Unknown => !self.sorted.is_empty(),
                Spelling::Ec(None) => matches!(first(wanted), Some(Spelling::Ec(_))),
                Spelling::Ec(Some(_)) => contains(wanted) || contains(Spelling::Ec(None)),
                Spelling::Dsa(None) => matches!(first(wanted), Some(Spelling::Dsa(_))),
                Spelling::Dsa(Some(_)) => contains(wanted) || contains(Spelling::Dsa(None)),
                Spelling::Rsa(_) | Spelling::Other(_) => contains(wanted),
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::spki::NamedCurve;
    use alloc::vec;

    fn algorithms() -> Vec<KeyAlgorithm> {
        let p256 = NamedCurve::by_oid(b"\x2a\x86\x48\xce\x3d\x03\x01\x07").unwrap();
        vec![
            KeyAlgorithm::Other("1.2.3".into()),
            KeyAlgorithm::Rsa(2048),
            KeyAlgorithm::RsaPss(2048),
            KeyAlgorithm::Rsa(4096),
            KeyAlgorithm::Dsa(0),
            KeyAlgorithm::Dsa(1024),
            KeyAlgorithm::Dsa(2048),
            KeyAlgorithm::Ec(Curve::named(p256)),
            KeyAlgorithm::Ec(Curve::EXPLICIT),
            KeyAlgorithm::Ec(Curve::unknown(&[0x2a, 3])),
            KeyAlgorithm::Ed25519,
            KeyAlgorithm::X25519,
        ]
    }

    /// A lookup in the sorted list gives the same answer as a comparison with each of its members.
    #[test]
    fn a_list_answers_as_its_members() {
        let all = algorithms();
        for one in &all {
            for other in &all {
                let mut sorted = vec![one.clone(), other.clone()];
                sorted.sort_unstable_by(|a, b| Spelling::of(a).cmp(&Spelling::of(b)));
                sorted.dedup_by(|a, b| Spelling::of(a) == Spelling::of(b));
                let list = Algorithms { sorted };
                for wanted in all.iter().map(Spelling::of) {
                    let expected =
                        [one, other].iter().any(|algorithm| Spelling::of(algorithm).can_be(wanted));
                    assert_eq!(list.any_can_be(wanted), expected, "{one}, {other}: {wanted:?}");
                }
            }
        }
    }

    /// Comparing these in pairs would take 17 billion comparisons.
    #[test]
    fn many_keys_are_not_compared_with_each_of_many_algorithms() {
        let sorted = (0..1 << 17).map(|number| KeyAlgorithm::Rsa(number * 2)).collect();
        let list = Algorithms { sorted };
        let found = (0..1 << 17).filter(|bits| list.any_can_be(Spelling::Rsa(*bits))).count();
        assert_eq!(found, 1 << 16);
    }

    #[test]
    fn only_known_algorithms_differ() {
        let can_be = |one: &KeyAlgorithm, other: &KeyAlgorithm| {
            Spelling::of(one).can_be(Spelling::of(other))
        };
        let all = algorithms();
        assert!(all.iter().all(|other| can_be(&all[0], other)));
        assert!(can_be(&KeyAlgorithm::Rsa(2048), &KeyAlgorithm::RsaPss(2048)));
        assert!(!can_be(&KeyAlgorithm::Rsa(2048), &KeyAlgorithm::Rsa(4096)));
        assert!(!can_be(&KeyAlgorithm::Rsa(2048), &KeyAlgorithm::Ed25519));
        assert!(can_be(&KeyAlgorithm::Dsa(0), &KeyAlgorithm::Dsa(2048)));
        assert!(can_be(&KeyAlgorithm::Ec(Curve::EXPLICIT), &all[7]));
        assert!(!can_be(&KeyAlgorithm::Ed25519, &all[7]));
    }
}
