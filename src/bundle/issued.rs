//! What each issuer of a list of certificates issued.

use super::index::Octets;
use crate::{budget::Budget, limits::Exceeded, x509::Certificate};
use alloc::collections::{BTreeMap, btree_map::Entry};

/// For each issuer its first certificate, and the first one that differs from that. The list is read
/// once, in its order, and only distinct issuers take memory: certificates of one issuer are often a large
/// part of a large list.
pub(super) struct Issued<'a> {
    by_issuer: BTreeMap<Octets<'a>, Two<'a>>,
}

/// The first certificate, and another one.
type Two<'a> = (&'a Certificate, Option<&'a Certificate>);

/// A tree holds room for at most this many times its entries: its nodes are at least half full, and
/// point to each other.
const ROOM: usize = 3;

impl<'a> Issued<'a> {
    pub(super) fn of(
        certificates: &'a [Certificate],
        budget: &mut Budget,
    ) -> Result<Self, Exceeded> {
        let mut by_issuer = BTreeMap::new();
        for certificate in certificates {
            let issuer = Octets::new(certificate.issuer_der());
            match by_issuer.entry(issuer) {
                Entry::Vacant(entry) => {
                    budget.room::<(Octets<'_>, Two<'_>)>(ROOM)?;
                    entry.insert((certificate, None));
                }
                Entry::Occupied(mut entry) => {
                    let (first, other) = entry.get_mut();
                    if other.is_none() && certificate != *first {
                        *other = Some(certificate);
                    }
                }
            }
        }
        Ok(Issued { by_issuer })
    }

    /// Whether an issuer of this name issued a certificate other than `certificate`.
    pub(super) fn has_other(&self, issuer: &[u8], certificate: &Certificate) -> bool {
        let issued = self.by_issuer.get(&Octets::new(issuer));
        issued.is_some_and(|(first, other)| other.is_some() || *first != certificate)
    }
}
