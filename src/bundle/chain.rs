//! The certificates from the leaf upwards, by name. No signature is checked.

use crate::x509::Certificate;
use alloc::vec::Vec;

/// The positions of the leaf's issuer, its issuer, and so on, as far as they are there.
///
/// The next certificate has the current one's issuer bytes as its subject. Among several: the one
/// whose subjectKeyIdentifier is the current one's authorityKeyIdentifier, then one that is not
/// self-issued, then file order. Each is used once, and a self-issued one ends the chain.
/// `repeated` are the positions of certificates that were there before, in ascending order.
pub(super) fn issuers(leaf: usize, certificates: &[Certificate], repeated: &[usize]) -> Vec<usize> {
    let mut issuers = Vec::new();
    let Some(mut current) = certificates.get(leaf) else { return issuers };
    if certificates.len() < 2 || current.is_self_issued() {
        return issuers;
    }
    let mut used = alloc::vec![false; certificates.len()];
    repeated.iter().chain([&leaf]).for_each(|position| mark(&mut used, *position));
    let mut by_key_id = Candidates::new(certificates, Certificate::subject_key_id);
    let mut by_rank = Candidates::new(certificates, |_| None);
    while !current.is_self_issued() {
        let issuer = current.issuer_der();
        let named = current.authority_key_id();
        let position = named
            .and_then(|key_id| by_key_id.take(issuer, Some(key_id), &used))
            .or_else(|| by_rank.take(issuer, None, &used));
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
    sorted: Vec<Candidate<'a>>,
    /// For each place in `sorted`, a later one with none unused in between: used ones are passed
    /// over once and not again, so that all searches together stay linear.
    next: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate<'a> {
    subject: &'a [u8],
    key_id: Option<&'a [u8]>,
    self_issued: bool,
    position: usize,
}

impl<'a> Candidates<'a> {
    fn new(
        certificates: &'a [Certificate],
        key_id: fn(&'a Certificate) -> Option<&'a [u8]>,
    ) -> Self {
        let candidate = |(position, certificate): (usize, &'a Certificate)| Candidate {
            subject: certificate.subject_der(),
            key_id: key_id(certificate),
            self_issued: certificate.is_self_issued(),
            position,
        };
        let mut sorted: Vec<_> = certificates.iter().enumerate().map(candidate).collect();
        sorted.sort_unstable();
        let next = (0..sorted.len()).collect();
        Candidates { sorted, next }
    }

    /// The position of the best unused certificate of this subject and key identifier.
    fn take(&mut self, subject: &[u8], key_id: Option<&[u8]>, used: &[bool]) -> Option<usize> {
        let wanted = (subject, key_id);
        let start = self.sorted.partition_point(|one| (one.subject, one.key_id) < wanted);
        let mut at = start;
        let position = loop {
            let Some(next) = self.next.get(at) else { break None };
            at = at.max(*next);
            let Some(candidate) = self.sorted.get(at) else { break None };
            if (candidate.subject, candidate.key_id) != wanted {
                break None;
            }
            if used.get(candidate.position) != Some(&true) {
                break Some(candidate.position);
            }
            at = at.saturating_add(1);
        };
        if let Some(skip) = self.next.get_mut(start) {
            *skip = at;
        }
        position
    }
}
