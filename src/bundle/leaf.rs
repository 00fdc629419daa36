//! Which certificate of an input is the leaf: the one that the input is about.
//!
//! Each rule is a function. Order alone never makes a CA the leaf: the certificates of a PKCS#7 are
//! a SET (RFC 5652 §10.2.3), and key stores list their entries by name.

use super::{
    index::{Index, Octets},
    matching::Matching,
};
use crate::{
    context::Context,
    error::Path,
    limits::Exceeded,
    note::NoteCode,
    x509::{Certificate, Signer},
};

/// The position of the leaf. A note is left if several certificates qualify.
///
/// The candidates are the certificates that a private key belongs to; all, if there is none.
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
    let (leaf, is_only) = match candidates.by_rule(context)? {
        Some(chosen) => chosen,
        None => candidates.first_of_a_circle(),
    };
    if !is_only {
        context.notes.add(NoteCode::SeveralLeafCandidates, &Path::ROOT);
    }
    Ok(leaf)
}

/// A leaf, and whether no other candidate qualifies by the same rule.
type Chosen = (Option<usize>, bool);

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
    /// CA, which issued it (SCEP, RFC 8894), or another responder (CMC, RFC 5272 §4.1).
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

    /// The first rule that a candidate qualifies by.
    fn by_rule(&mut self, context: &mut Context) -> Result<Option<Chosen>, Exceeded> {
        if let Some(chosen) = self.end_entity(context)? {
            return Ok(Some(chosen));
        }
        match self.end_entity_of_a_doubtful_key(context)? {
            Some(chosen) => Ok(Some(chosen)),
            None => self.last_ca(context),
        }
    }

    /// The first candidate that is not a CA and issued no other certificate of the input: a server,
    /// a client, a person.
    fn end_entity(&mut self, context: &mut Context) -> Result<Option<Chosen>, Exceeded> {
        let is_owned = self.owned();
        self.first_without_issued(|position, one| is_owned(position) && !one.is_ca(), context)
    }

    /// The same among certificates that a locked key may belong to. It precedes the CA of another
    /// key: a key store with the key of a CA is about the server whose key stays locked.
    fn end_entity_of_a_doubtful_key(
        &mut self,
        context: &mut Context,
    ) -> Result<Option<Chosen>, Exceeded> {
        let matching = self.matching;
        self.first_without_issued(|_, one| !one.is_ca() && matching.may_be_owned(one), context)
    }

    /// The first candidate that issued no other certificate of the input, a CA: the lowest of a
    /// chain of CAs.
    fn last_ca(&mut self, context: &mut Context) -> Result<Option<Chosen>, Exceeded> {
        let is_owned = self.owned();
        self.first_without_issued(|position, one| is_owned(position) && one.is_ca(), context)
    }

    /// The first candidate, if each issued another one: CAs that certified each other, or the CA of
    /// the only private key.
    fn first_of_a_circle(&self) -> Chosen {
        let is_owned = self.owned();
        let mut candidates = self.positions().filter(|position| is_owned(*position));
        let first = candidates.next();
        (first, candidates.next().is_none())
    }

    /// The first certificate that qualifies and issued no other. One that is [passed
    /// over](Self::is_passed_over) follows all others.
    fn first_without_issued(
        &mut self,
        qualifies: impl Fn(usize, &Certificate) -> bool,
        context: &mut Context,
    ) -> Result<Option<Chosen>, Exceeded> {
        let mut leaf = None;
        let mut passed_over: Option<Chosen> = None;
        for position in self.positions() {
            let Some(certificate) = self.certificates.get(position) else { continue };
            if !qualifies(position, certificate) || self.issued_another(certificate, context)? {
                continue;
            }
            if self.is_passed_over(position, certificate, context)? {
                passed_over = match passed_over {
                    None => Some((Some(position), true)),
                    Some((first, _)) => Some((first, false)),
                };
                continue;
            }
            if leaf.is_some() {
                return Ok(Some((leaf, false)));
            }
            leaf = Some(position);
        }
        Ok(leaf.map(|_| (leaf, true)).or(passed_over))
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
        self.public_keys.contains(certificate.spki_der(), context)
    }

    /// The positions of the certificates in file order, without duplicates.
    fn positions(&self) -> impl Iterator<Item = usize> + use<'a> {
        let repeated = self.repeated;
        (0..self.certificates.len())
            .filter(move |position| repeated.binary_search(position).is_err())
    }

    /// Whether a certificate is a candidate, by its position.
    fn owned(&self) -> impl Fn(usize) -> bool + use<'a> {
        let owned = self.matching.owned();
        move |position| owned.is_empty() || owned.binary_search(&position).is_ok()
    }

    fn is_owned(&self, position: usize) -> bool {
        self.owned()(position)
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
        self.issuers.contains(certificate.subject_der(), context)
    }
}

/// So many times a list is searched; after that an index pays off.
const SEARCHES: usize = 8;

/// Finds certificates that are not self-issued by a part of them.
struct Lookup<'a> {
    certificates: &'a [Certificate],
    part: fn(&'a Certificate) -> &'a [u8],
    searches: usize,
    index: Option<Index<Octets<'a>>>,
}

impl<'a> Lookup<'a> {
    const fn new(certificates: &'a [Certificate], part: fn(&'a Certificate) -> &'a [u8]) -> Self {
        Lookup { certificates, part, searches: 0, index: None }
    }

    fn contains(&mut self, wanted: &[u8], context: &mut Context) -> Result<bool, Exceeded> {
        let (certificates, part) = (self.certificates, self.part);
        self.searches = self.searches.saturating_add(1);
        if self.searches <= SEARCHES {
            let is_it = |one: &'a Certificate| part(one) == wanted && !one.is_self_issued();
            return Ok(certificates.iter().any(is_it));
        }
        if self.index.is_none() {
            Index::<Octets<'_>>::charge(certificates.len(), &mut context.budget)?;
        }
        let index = self.index.get_or_insert_with(|| {
            Index::new(certificates, |one| (!one.is_self_issued()).then(|| Octets::new(part(one))))
        });
        Ok(index.first(&Octets::new(wanted)).is_some())
    }
}
