//! Which certificate of an input is the leaf: the one that the input is about.
//!
//! Each rule is a function. Order alone never makes a CA the leaf: the certificates of a PKCS#7 are
//! a SET (RFC 5652 §10.2.3), and key stores list their entries by name.

use super::issued::Issued;
use crate::{
    context::Context,
    error::Path,
    limits::Exceeded,
    note::NoteCode,
    x509::{Certificate, Signer},
};

/// The position of the leaf. A note is left if several certificates qualify.
///
/// The candidates are `owned`, the certificates that a private key belongs to; all, if that is
/// empty. `repeated` are the positions of duplicates. Both are in ascending order.
pub(super) fn leaf(
    certificates: &[Certificate],
    repeated: &[usize],
    owned: &[usize],
    signer: Option<&Signer>,
    context: &mut Context,
) -> Result<Option<usize>, Exceeded> {
    if certificates.len() < 2 {
        return Ok(certificates.first().map(|_| 0));
    }
    let mut candidates = Candidates { certificates, repeated, owned, by_issuer: None, searches: 0 };
    if let Some(position) = candidates.signer(signer, context)? {
        return Ok(Some(position));
    }
    let found = candidates.without_issued(context)?;
    let (leaf, is_only) = found.unwrap_or_else(|| candidates.first_of_a_circle());
    if !is_only {
        context.notes.add(NoteCode::SeveralLeafCandidates, &Path::ROOT);
    }
    Ok(leaf)
}

/// A leaf, and whether no other candidate qualifies by the same rule.
type Chosen = (Option<usize>, bool);

/// So many times the list is searched for what a candidate issued; after that an index pays off.
const SEARCHES: usize = 8;

struct Candidates<'a> {
    certificates: &'a [Certificate],
    repeated: &'a [usize],
    owned: &'a [usize],
    /// What each issuer issued, once it is needed.
    by_issuer: Option<Issued<'a>>,
    searches: usize,
}

impl<'a> Candidates<'a> {
    /// The signer named by the first SignerInfo, since a signed message is about who signed it. In a
    /// response to an enrollment (CMC, RFC 5272; SCEP, RFC 8894) the signer is the CA that issued
    /// the certificate in it: then this rule does not apply.
    fn signer(
        &mut self,
        signer: Option<&Signer>,
        context: &mut Context,
    ) -> Result<Option<usize>, Exceeded> {
        let Some(signer) = signer else { return Ok(None) };
        let Some(position) = signer.find(self.certificates) else { return Ok(None) };
        let Some(certificate) = self.certificates.get(position) else { return Ok(None) };
        if !self.is_owned(position) || self.issued_another(certificate, context)? {
            return Ok(None);
        }
        Ok(Some(position))
    }

    /// The first candidate, if each issued another one: CAs that certified each other, or the CA of
    /// the only private key.
    fn first_of_a_circle(&self) -> Chosen {
        let mut candidates = self.positions();
        let first = candidates.next();
        (first, candidates.next().is_none())
    }

    /// The first candidate that issued no other certificate of the input: one that is not a CA, such as a
    /// server, a client, a person; else a CA, the lowest of a chain of CAs. Each certificate is looked
    /// at once, since they may be too many to stay in a cache.
    fn without_issued(&mut self, context: &mut Context) -> Result<Option<Chosen>, Exceeded> {
        let (mut end_entity, mut ca, mut is_only_ca) = (None, None, true);
        for position in self.positions() {
            let Some(certificate) = self.certificates.get(position) else { continue };
            let is_ca = certificate.is_ca();
            let is_settled = is_ca && (end_entity.is_some() || !is_only_ca);
            if is_settled || self.issued_another(certificate, context)? {
                continue;
            }
            match (is_ca, end_entity, ca) {
                (false, Some(_), _) => return Ok(Some((end_entity, false))),
                (false, None, _) => end_entity = Some(position),
                (true, _, None) => ca = Some(position),
                (true, ..) => is_only_ca = false,
            }
        }
        Ok(match (end_entity, ca) {
            (Some(_), _) => Some((end_entity, true)),
            (None, Some(_)) => Some((ca, is_only_ca)),
            (None, None) => None,
        })
    }

    /// The positions of the candidates in file order, without duplicates.
    fn positions(&self) -> impl Iterator<Item = usize> + use<'a> {
        let (repeated, owned) = (self.repeated, self.owned);
        (0..self.certificates.len())
            .filter(move |position| owned.is_empty() || owned.binary_search(position).is_ok())
            .filter(move |position| repeated.binary_search(position).is_err())
    }

    fn is_owned(&self, position: usize) -> bool {
        self.owned.is_empty() || self.owned.binary_search(&position).is_ok()
    }

    /// Whether the input contains another certificate with the subject of this one as its issuer.
    /// A certificate without a subject issues none (RFC 5280 §4.1.2.6).
    fn issued_another(
        &mut self,
        certificate: &Certificate,
        context: &mut Context,
    ) -> Result<bool, Exceeded> {
        if certificate.subject().is_empty() {
            return Ok(false);
        }
        let certificates = self.certificates;
        let subject = certificate.subject_der();
        self.searches = self.searches.saturating_add(1);
        if self.searches <= SEARCHES {
            let mut issued = certificates.iter().filter(|other| other.issuer_der() == subject);
            return Ok(issued.any(|issued| issued != certificate));
        }
        let index = match &mut self.by_issuer {
            Some(index) => index,
            none => none.insert(Issued::of(certificates, &mut context.budget)?),
        };
        Ok(index.has_other(subject, certificate))
    }
}
