//! Duplicate certificates.

use super::index::{Index, Octets};
use crate::{budget::Budget, limits::Exceeded, x509::Certificate};
use alloc::vec::Vec;

/// The positions of certificates that occur earlier in the list, in ascending order. Usually there
/// are none, which their [marks](Certificate::mark) alone show. If `marks` is empty, they are computed
/// here.
#[inline]
pub(super) fn repeated(
    certificates: &[Certificate],
    marks: Vec<u64>,
    budget: &mut Budget,
) -> Result<Vec<usize>, Exceeded> {
    match certificates {
        [] | [_] => Ok(Vec::new()),
        [one, other] if one == other => Ok(alloc::vec![1]),
        [_, _] => Ok(Vec::new()),
        several => repeated_among(several, marks, budget),
    }
}

fn repeated_among(
    certificates: &[Certificate],
    mut marks: Vec<u64>,
    budget: &mut Budget,
) -> Result<Vec<usize>, Exceeded> {
    if marks.len() != certificates.len() {
        budget.room::<u64>(certificates.len())?;
        marks = certificates.iter().map(Certificate::mark).collect();
    }
    marks.sort_unstable();
    let is_distinct = marks.is_sorted_by(|one, other| one < other);
    drop(marks);
    budget.free_room::<u64>(certificates.len());
    if is_distinct {
        return Ok(Vec::new());
    }
    Index::<Octets<'_>>::charge(certificates.len(), budget)?;
    let index = Index::new(certificates, |one| Some(Octets::new(one.as_der())));
    let count = index.repeats().count();
    budget.room::<usize>(count)?;
    let mut repeated = Vec::with_capacity(count);
    repeated.extend(index.repeats());
    repeated.sort_unstable();
    budget.free_room::<(Octets<'_>, usize)>(certificates.len());
    Ok(repeated)
}
