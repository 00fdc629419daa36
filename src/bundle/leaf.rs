//! Which certificate of an input is the leaf: the one that the input is about.
//!
//! Each rule has a name and its reason. Order alone never makes a CA the leaf: the certificates of a PKCS#7 are
//! a SET (RFC 5652 §10.2.3), and key stores list their entries by name.

use super::{lookup::Lookup, matching::Matching};
use crate::{
    context::Context,
    error::Path,
    limits::Exceeded,
    note::NoteCode,
    x509::{Certificate, Signer},
};

/// The position of the leaf. A note is left if several certificates qualify.
///
/// The candidates are the certificates that a private key belongs to, or that the container of a locked
/// key names for it; if there are none, all certificates are candidates.
/// `repeated` are the positions of duplicates, in ascending order.
pub(super) fn leaf(
    certificates: &[Certificate],
    repeated: &[usize],
    matching: &Matching,
    signer: Option<&Signer>,
    context: &mut Context,
) -> Result<Option<usize>, Exceeded> {
    if certificates.len() < 2 {
        return Ok(certificates.first().map(|_| 0));
    }
    let mut candidates = Candidates::new(certificates, repeated, matching);
    if let Some(signer) = signer
        && let Some(position) = candidates.signer(signer, context)?
    {
        return Ok(Some(position));
    }
    let chosen = candidates.by_rule(context)?;
    let (leaf, is_only) = chosen.unwrap_or_else(|| candidates.first_of_cycle());
    if !is_only {
        context.notes.add(NoteCode::SeveralLeafCandidates, &Path::ROOT);
    }
    Ok(leaf)
}

/// A leaf, and whether no other candidate qualifies by the same rule.
type Chosen = (Option<usize>, bool);

/// What makes a certificate the leaf, the strongest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rule {
    /// A candidate that is not a CA: a server, a client, a person.
    EndEntity,
    /// A certificate that is not a CA, to which a key without a known public key may belong, such as a
    /// locked one. It precedes the CA of another key: a key store with the keys of a CA and of a server
    /// is about the server, even if the server's key stays locked.
    EndEntityOfUnknownKey,
    /// A candidate that is a CA, the lowest of a chain of CAs.
    Ca,
}

/// The best certificate so far.
struct Best {
    /// The rule, and whether it is [passed over](Candidates::is_passed_over): such a certificate
    /// follows all others of its rule.
    rank: (Rule, bool),
    position: usize,
    is_only: bool,
}

impl Best {
    /// Whether no certificate of this rule changes the result.
    fn precedes(&self, rule: Rule) -> bool {
        self.rank.0 < rule || self.rank == (rule, false) && !self.is_only
    }
}

struct Candidates<'a> {
    certificates: &'a [Certificate],
    repeated: &'a [usize],
    matching: &'a Matching,
    issuers: Lookup<'a>,
    public_keys: Lookup<'a>,
    /// The position of the signer of a response to a request for a certificate.
    responder: Option<usize>,
}

impl<'a> Candidates<'a> {
    fn new(
        certificates: &'a [Certificate],
        repeated: &'a [usize],
        matching: &'a Matching,
    ) -> Candidates<'a> {
        Candidates {
            certificates,
            repeated,
            matching,
            issuers: Lookup::new(certificates, Certificate::issuer_der),
            public_keys: Lookup::new(certificates, Certificate::spki_der),
            responder: None,
        }
    }

    /// The signer named by the first SignerInfo, since a signed message is about who signed it. A
    /// response to a request for a certificate is about that certificate: there the signer is the
    /// CA, which issued it (SCEP, RFC 8894), or another responder (CMC, RFC 5272 §4.2).
    fn signer(
        &mut self,
        signer: &Signer,
        context: &mut Context,
    ) -> Result<Option<usize>, Exceeded> {
        let Some(position) = signer.find(self.certificates) else { return Ok(None) };
        let Some(certificate) = self.certificates.get(position) else { return Ok(None) };
        if signer.is_responder {
            self.responder = Some(position);
            return Ok(None);
        }
        if !self.is_owned(position) || self.issued_another(certificate, context)? {
            return Ok(None);
        }
        Ok(Some(position))
    }

    /// The first certificate that qualifies by the strongest rule and issued no other one. Each is
    /// visited once, because a large number of them does not stay in a cache.
    fn by_rule(&mut self, context: &mut Context) -> Result<Option<Chosen>, Exceeded> {
        let mut best: Option<Best> = None;
        for position in self.positions() {
            let Some(certificate) = self.certificates.get(position) else { continue };
            let Some(rule) = self.rule(position, certificate) else { continue };
            let is_settled = best.as_ref().is_some_and(|best| best.precedes(rule));
            if is_settled || self.issued_another(certificate, context)? {
                continue;
            }
            let rank = (rule, self.is_passed_over(position, certificate, context)?);
            match &mut best {
                Some(best) if best.rank < rank => {}
                Some(best) if best.rank == rank => best.is_only = false,
                _ => best = Some(Best { rank, position, is_only: true }),
            }
            if best.as_ref().is_some_and(|best| best.precedes(Rule::EndEntity)) {
                break;
            }
        }
        Ok(best.map(|best| (Some(best.position), best.is_only)))
    }

    /// The rule that a certificate qualifies by.
    fn rule(&self, position: usize, certificate: &Certificate) -> Option<Rule> {
        match (self.is_owned(position), certificate.is_ca()) {
            (true, false) => Some(Rule::EndEntity),
            (true, true) => Some(Rule::Ca),
            (false, false) if self.matching.may_be_owned(certificate) => {
                Some(Rule::EndEntityOfUnknownKey)
            }
            (false, _) => None,
        }
    }

    /// The first candidate, if each issued another one: CAs that certified each other, or the CA of
    /// the only private key.
    fn first_of_cycle(&self) -> Chosen {
        let mut candidates = self.positions().filter(|position| self.is_owned(*position));
        let first = candidates.next();
        (first, candidates.next().is_none())
    }

    /// Whether this is the signer of a response, or a self-issued certificate beside one that a CA
    /// issued for the same key: a placeholder until the CA answers, or the self-signed form of a
    /// cross-certified CA.
    fn is_passed_over(
        &mut self,
        position: usize,
        certificate: &Certificate,
        context: &mut Context,
    ) -> Result<bool, Exceeded> {
        if self.responder == Some(position) {
            return Ok(true);
        }
        if !certificate.is_self_issued() {
            return Ok(false);
        }
        self.public_keys.contains(certificate.spki_der(), &mut context.budget)
    }

    /// The positions of the certificates in file order, without duplicates.
    fn positions(&self) -> impl Iterator<Item = usize> + use<'a> {
        let repeated = self.repeated;
        (0..self.certificates.len())
            .filter(move |position| repeated.binary_search(position).is_err())
    }

    /// Whether a certificate is a candidate.
    fn is_owned(&self, position: usize) -> bool {
        self.matching.is_empty() || self.matching.is_owned(position)
    }

    /// Whether the input contains a certificate with the subject of this one as its issuer. One that
    /// is self-issued does not count: it may be an older or a newer certificate of this subject. A
    /// certificate without a subject issues none (RFC 5280 §4.1.2.6).
    fn issued_another(
        &mut self,
        certificate: &Certificate,
        context: &mut Context,
    ) -> Result<bool, Exceeded> {
        if certificate.subject().is_empty() {
            return Ok(false);
        }
        self.issuers.contains(certificate.subject_der(), &mut context.budget)
    }
}
