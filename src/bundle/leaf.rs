//! Which certificate an input is about.

use super::{index::Index, matching::Matching};
use crate::{
    error::Path,
    note::NoteCode,
    notes::Notes,
    x509::{Certificate, Signer},
};

/// The position of the leaf; a note where several could be it. `repeated` are the positions of
/// certificates that were there before, in ascending order.
pub(super) fn leaf(
    certificates: &[Certificate],
    repeated: &[usize],
    matching: &Matching,
    signer: Option<&Signer>,
    notes: &mut Notes,
) -> Option<usize> {
    if certificates.len() < 2 {
        return certificates.first().map(|_| 0);
    }
    if let Some(position) = matching.first_matched() {
        let spki = certificates.get(position).map(Certificate::spki_der);
        let rest = certificates.iter().enumerate().skip(position.saturating_add(1));
        let mut alike = rest.filter(|(_, other)| Some(other.spki_der()) == spki);
        note_several(alike.any(|(_, other)| Some(other) != certificates.get(position)), notes);
        return Some(position);
    }
    if let Some(position) = signer.and_then(|signer| signer.find(certificates)) {
        return Some(position);
    }
    end_entity(certificates, repeated, notes).or(Some(0))
}

/// For so many candidates what each issued is looked for in the list; behind them an index is
/// worth its making.
const SEARCHES: usize = 8;

/// The first certificate that is no CA and issued no other. A copy is passed over: it would be
/// compared with every other copy.
fn end_entity(
    certificates: &[Certificate],
    repeated: &[usize],
    notes: &mut Notes,
) -> Option<usize> {
    let mut by_issuer = None;
    let mut searches = 0_usize;
    let mut issued_none = |certificate: &Certificate| {
        searches = searches.saturating_add(1);
        if searches <= SEARCHES {
            let subject = certificate.subject_der();
            let mut issued = certificates.iter().filter(|other| other.issuer_der() == subject);
            return issued.all(|issued| issued == certificate);
        }
        let index =
            by_issuer.get_or_insert_with(|| Index::new(certificates, Certificate::issuer_der));
        index
            .positions(certificate.subject_der())
            .filter_map(|position| certificates.get(position))
            .all(|issued| issued == certificate)
    };
    let mut candidates = certificates
        .iter()
        .enumerate()
        .filter(|(position, _)| repeated.binary_search(position).is_err())
        .filter(|(_, certificate)| !certificate.is_ca() && issued_none(certificate));
    let (position, _) = candidates.next()?;
    note_several(candidates.next().is_some(), notes);
    Some(position)
}

fn note_several(several: bool, notes: &mut Notes) {
    if several {
        notes.add(NoteCode::SeveralLeafCandidates, &Path::ROOT);
    }
}
