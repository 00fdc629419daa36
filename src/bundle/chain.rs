//! The certificates from the leaf upwards, by their names. No signature is checked.

use super::index::{Index, Octets};
use crate::x509::Certificate;
use alloc::vec::Vec;

/// The positions of the leaf's issuer, the issuer's issuer and so on, as far as the input goes.
///
/// The next certificate is the one with the issuer of the current one as its subject, by
/// [`Candidates::best`]. Each is used once, and a self-issued one ends the chain. `repeated` are the
/// positions of duplicates, in ascending order.
pub(super) fn issuers(leaf: usize, certificates: &[Certificate], repeated: &[usize]) -> Vec<usize> {
    let mut issuers = Vec::new();
    let Some(mut current) = certificates.get(leaf) else { return issuers };
    if certificates.len() < 2 || current.is_self_issued() {
        return issuers;
    }
    let mut used = alloc::vec![false; certificates.len()];
    repeated.iter().chain([&leaf]).for_each(|position| mark(&mut used, *position));
    let mut by_key_id = Candidates::new(certificates, Certificate::subject_key_id);
    let mut by_subject = Candidates::new(certificates, |_| None);
    while !current.is_self_issued() {
        let issuer = current.issuer_der();
        let position = current
            .authority_key_id()
            .and_then(|key_id| by_key_id.best(issuer, Some(key_id), &used))
            .or_else(|| by_subject.best(issuer, None, &used));
        let Some(position) = position else { break };
        let Some(certificate) = certificates.get(position) else { break };
        mark(&mut used, position);
        issuers.push(position);
        current = certificate;
    }
    issuers
}

fn mark(used: &mut [bool], position: usize) {
    if let Some(flag) = used.get_mut(position) {
        *flag = true;
    }
}

/// Certificates sorted by subject and key identifier, the better ones of each run first.
struct Candidates<'a> {
    index: Index<Candidate<'a>>,
    /// For each position in the index, a later position with only used ones between: each used one is
    /// skipped once, so all searches together are linear.
    next: Vec<usize>,
}

/// A better issuer is smaller: one that is not self-issued precedes one that is, since a self-issued
/// one ends the chain, and a cross certificate leads on to a root that more clients know.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate<'a> {
    subject: Octets<'a>,
    key_id: Option<&'a [u8]>,
    is_self_issued: bool,
}

impl<'a> Candidates<'a> {
    fn new(
        certificates: &'a [Certificate],
        key_id: fn(&'a Certificate) -> Option<&'a [u8]>,
    ) -> Self {
        let index = Index::new(certificates, |certificate| {
            Some(Candidate {
                subject: Octets::new(certificate.subject_der()),
                key_id: key_id(certificate),
                is_self_issued: certificate.is_self_issued(),
            })
        });
        let next = (0..index.len()).collect();
        Candidates { index, next }
    }

    /// The position of the best unused certificate with this subject and key identifier: one that
    /// is not self-issued, then file order.
    fn best(&mut self, subject: &[u8], key_id: Option<&[u8]>, used: &[bool]) -> Option<usize> {
        let wanted = (Octets::new(subject), key_id);
        let start = self.index.start(|one| (one.subject, one.key_id) < wanted);
        let mut at = start;
        let position = loop {
            let Some(next) = self.next.get(at) else { break None };
            at = at.max(*next);
            let Some((candidate, position)) = self.index.get(at) else { break None };
            if (candidate.subject, candidate.key_id) != wanted {
                break None;
            }
            if used.get(*position) != Some(&true) {
                break Some(*position);
            }
            at = at.saturating_add(1);
        };
        if let Some(skip) = self.next.get_mut(start) {
            *skip = at;
        }
        position
    }
}
