//! Finds certificates by a part of them.

use super::index::Octets;
use crate::{budget::Budget, limits::Exceeded, x509::Certificate};
use alloc::collections::BTreeSet;

/// The number of searches through the list before an index is made.
const SEARCHES: usize = 8;

/// The memory of a tree is at most this many times that of its entries: its nodes are at least half
/// full, and point to each other.
const ROOM: usize = 3;

/// Finds out whether a list has a certificate with a given part that is not self-issued.
pub(super) struct Lookup<'a> {
    certificates: &'a [Certificate],
    part: Part<'a>,
    searches: usize,
    /// The distinct parts: certificates of one issuer are often a large part of a large list.
    index: Option<BTreeSet<Octets<'a>>>,
}

type Part<'a> = fn(&'a Certificate) -> &'a [u8];

impl<'a> Lookup<'a> {
    pub(super) const fn new(certificates: &'a [Certificate], part: Part<'a>) -> Self {
        Lookup { certificates, part, searches: 0, index: None }
    }

    pub(super) fn contains(
        &mut self,
        wanted: &[u8],
        budget: &mut Budget,
    ) -> Result<bool, Exceeded> {
        self.searches = self.searches.saturating_add(1);
        if self.searches <= SEARCHES {
            let part = self.part;
            let is_it = |one: &'a Certificate| part(one) == wanted && !one.is_self_issued();
            return Ok(self.certificates.iter().any(is_it));
        }
        let index = match &mut self.index {
            Some(index) => index,
            none => none.insert(distinct(self.certificates, self.part, budget)?),
        };
        Ok(index.contains(&Octets::new(wanted)))
    }
}

/// The list is read once, in its order.
fn distinct<'a>(
    certificates: &'a [Certificate],
    part: Part<'a>,
    budget: &mut Budget,
) -> Result<BTreeSet<Octets<'a>>, Exceeded> {
    let mut parts = BTreeSet::new();
    for certificate in certificates.iter().filter(|one| !one.is_self_issued()) {
        let octets = Octets::new(part(certificate));
        if !parts.contains(&octets) {
            budget.room::<Octets<'_>>(ROOM)?;
            parts.insert(octets);
        }
    }
    Ok(parts)
}
