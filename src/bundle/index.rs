//! A sorted index over a list, so that items are not compared pair by pair.

use crate::{budget::Budget, limits::Exceeded, x509::last_octets};
use alloc::vec::Vec;

/// The keys of a list, sorted, each with its position in the list. Equal keys are in file order.
pub(super) struct Index<K> {
    entries: Vec<(K, usize)>,
}

impl<K> Default for Index<K> {
    fn default() -> Self {
        Index { entries: Vec::new() }
    }
}

impl<K: Ord> Index<K> {
    /// Sorts the keys of `items`; items without a key are left out.
    pub(super) fn new<'a, T>(items: &'a [T], mut key: impl FnMut(&'a T) -> Option<K>) -> Self {
        let mut entries = Vec::with_capacity(items.len());
        entries.extend(
            items.iter().enumerate().filter_map(|(position, item)| Some((key(item)?, position))),
        );
        entries.sort_unstable();
        Index { entries }
    }

    /// Charges the memory of an index over a list of this length.
    pub(super) fn charge(length: usize, budget: &mut Budget) -> Result<(), Exceeded> {
        budget.room::<(K, usize)>(length)
    }

    /// The entries from the first one on for which `is_before` is false.
    pub(super) fn start(&self, is_before: impl Fn(&K) -> bool) -> usize {
        self.entries.partition_point(|(key, _)| is_before(key))
    }

    pub(super) fn get(&self, at: usize) -> Option<&(K, usize)> {
        self.entries.get(at)
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The positions of `key`, in file order.
    pub(super) fn positions(&self, key: &K) -> impl Iterator<Item = usize> {
        let start = self.start(|other| other < key);
        let rest = self.entries.get(start..).unwrap_or_default();
        let length = rest.partition_point(|(other, _)| other == key);
        rest.get(..length).unwrap_or_default().iter().map(|(_, position)| *position)
    }

    /// The first position of `key`, in file order.
    pub(super) fn first(&self, key: &K) -> Option<usize> {
        let at = self.start(|other| other < key);
        self.entries.get(at).filter(|(other, _)| other == key).map(|(_, position)| *position)
    }

    /// Each key once, in sorted order.
    pub(super) fn keys(&self) -> impl Iterator<Item = &K> {
        self.entries.chunk_by(|(a, _), (b, _)| a == b).filter_map(|run| Some(&run.first()?.0))
    }

    /// The runs of equal keys with more than one position.
    pub(super) fn runs(&self) -> impl Iterator<Item = &[(K, usize)]> {
        self.entries.chunk_by(|(a, _), (b, _)| a == b).filter(|run| run.len() > 1)
    }

    /// The positions of items with a key that occurs earlier in the list, in the order of the keys.
    pub(super) fn repeats(&self) -> impl Iterator<Item = usize> {
        self.runs().flat_map(|run| run.iter().skip(1).map(|(_, position)| *position))
    }
}

/// Octets, ordered by their end: that of a certificate is random, and that of a name differs the
/// most.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Octets<'a> {
    end: u64,
    all: &'a [u8],
}

impl<'a> Octets<'a> {
    pub(super) fn new(all: &'a [u8]) -> Self {
        Octets { end: last_octets(all), all }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::{cell::Cell, cmp::Ordering};

    /// A key that counts its comparisons.
    #[derive(Clone)]
    struct Counting<'a>(usize, &'a Cell<usize>);

    impl Ord for Counting<'_> {
        fn cmp(&self, other: &Self) -> Ordering {
            self.1.set(self.1.get() + 1);
            self.0.cmp(&other.0)
        }
    }

    impl PartialOrd for Counting<'_> {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }

    impl PartialEq for Counting<'_> {
        fn eq(&self, other: &Self) -> bool {
            self.cmp(other) == Ordering::Equal
        }
    }

    impl Eq for Counting<'_> {}

    #[test]
    fn a_thousand_certificates_and_a_hundred_keys_are_not_compared_in_pairs() {
        let compared = Cell::new(0);
        let certificates: Vec<usize> = (0..1000).map(|n| n * 7919 % 1000).collect();
        let index = Index::new(&certificates, |n| Some(Counting(*n, &compared)));
        let found: Vec<Option<usize>> =
            (0..100).map(|n| index.first(&Counting(n, &compared))).collect();
        assert!(found.iter().zip(0..).all(|(at, n)| at.is_some_and(|at| at * 7919 % 1000 == n)));
        // 2¹⁰ is more than the thousand.
        let most = 1100 * 10 * 2;
        assert!(compared.get() < most, "{} comparisons", compared.get());
    }

    #[test]
    fn equal_keys_stay_in_file_order() {
        let index = Index::new(&[3, 1, 3, 2, 1, 3], |n| (*n != 2).then_some(*n));
        assert_eq!(index.positions(&3).collect::<Vec<_>>(), [0, 2, 5]);
        assert_eq!((index.first(&1), index.first(&2)), (Some(1), None));
        assert_eq!(index.repeats().collect::<Vec<_>>(), [4, 2, 5]);
        assert_eq!(index.keys().collect::<Vec<_>>(), [&1, &3]);
    }
}
