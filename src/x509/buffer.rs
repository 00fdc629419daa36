//! The certificates of one input while it is read.

use crate::{
    budget::Budget,
    error::{Error, Path, Step},
    integrity::Integrity,
    limits::Exceeded,
    notes::Notes,
    x509::{
        bag_attributes::BagAttributes,
        certificate::Certificate,
        name::{self, Name},
        octets::{self, Octets},
        scan::{self, Outline, Scanned, to_usize},
    },
};
use alloc::{sync::Arc, vec::Vec};
use core::mem;

/// The certificates found so far. Their octets, which are not secret, are in chunks, each filled once
/// and never moved, and each certificate has its position in its chunk.
#[derive(Default)]
pub(crate) struct CertificateBuffer {
    /// The last chunk: the octets of the certificates from `sealed` on that have none of their own.
    der: Vec<u8>,
    certificates: Vec<Certificate>,
    sealed: usize,
    /// The room of all chunks so far.
    chunks: usize,
    /// The most octets that are still to come, as far as known.
    expected: usize,
    /// The [mark](Certificate::mark) of each certificate, once they are many: made while its octets are in
    /// a cache.
    marks: Vec<u64>,
}

/// The size of the first chunk, if as much is expected. Each further one is as large as all before
/// together.
const FIRST_CHUNK: usize = 256 << 10;
/// A large chunk: from here on chunks do not grow.
const LARGE_CHUNK: usize = 16 << 20;
/// The number of certificates outside base64 that have allocations of their own. More share chunks.
const ALONE: usize = 4;
/// The number of certificates from which on marks are kept, and the total is estimated from their
/// length.
const MANY: usize = 32;

impl CertificateBuffer {
    /// Announces that at most this many octets are still to come.
    #[inline]
    pub(crate) fn expect(&mut self, octets: usize) {
        self.expected = octets;
    }

    /// Makes room for a certificate of at most `length` octets.
    #[inline]
    pub(crate) fn make_room(&mut self, length: usize, budget: &mut Budget) -> Result<(), Exceeded> {
        if length <= self.der.capacity().saturating_sub(self.der.len()) {
            return Ok(());
        }
        self.begin_chunk(length, budget)
    }

    #[cold]
    fn begin_chunk(&mut self, length: usize, budget: &mut Budget) -> Result<(), Exceeded> {
        let usual = self.chunks.clamp(FIRST_CHUNK, LARGE_CHUNK);
        let room = usual.min(self.expected).max(length);
        budget.memory(room)?;
        self.seal();
        self.chunks = self.chunks.saturating_add(room);
        self.der = Vec::with_capacity(room);
        Ok(())
    }

    pub(crate) fn len(&self) -> usize {
        self.certificates.len()
    }

    /// Adds a copy of the certificate that `der` begins with, and returns its length.
    pub(crate) fn push(
        &mut self,
        der: &[u8],
        budget: &mut Budget,
        notes: &mut Notes,
        path: &Path<'_>,
    ) -> Result<usize, Error> {
        let scanned = scan::scan(der, budget, path)?;
        let outline = check(der, scanned, budget, notes, path)?;
        let length = to_usize(outline.length);
        let whole = der.get(..length).unwrap_or_default();
        self.place(whole, outline, budget).map_err(|exceeded| exceeded.at(path))?;
        Ok(length)
    }

    /// Adds a copy of the octets of one certificate.
    fn place(&mut self, der: &[u8], outline: Outline, budget: &mut Budget) -> Result<(), Exceeded> {
        if self.certificates.len() < ALONE {
            budget.memory(der.len().saturating_add(16))?;
            return self.add(Some(Octets::Alone(Arc::from(der))), 0, outline, budget);
        }
        // Without another estimate as much may follow as there is so far.
        self.expected = self.expected.max(self.chunks);
        self.make_room(der.len(), budget)?;
        self.expected = self.expected.saturating_sub(der.len());
        let start = self.der.len();
        self.der.extend_from_slice(der);
        self.add(None, start, outline, budget)
    }

    /// The buffer, for a decoder that appends DER to it and then calls [`commit`](Self::commit). Room
    /// was [made](Self::make_room) before.
    pub(crate) fn buffer_mut(&mut self) -> &mut Vec<u8> {
        &mut self.der
    }

    /// End of the last certificate in the buffer if that was the last one added, else 0; bytes after it
    /// are scratch.
    pub(crate) fn committed_len(&self) -> usize {
        let end = |one: &Certificate| one.start.saturating_add(to_usize(one.outline.length));
        self.certificates.last().filter(|last| last.octets.is_none()).map_or(0, end)
    }

    /// Adds the certificate that begins at `start` of the buffer, and returns its length.
    pub(crate) fn commit(
        &mut self,
        start: usize,
        budget: &mut Budget,
        notes: &mut Notes,
        path: &Path<'_>,
    ) -> Result<usize, Error> {
        let der = self.der.get(start..).unwrap_or_default();
        let scanned = scan::scan(der, budget, path)?;
        let outline = check(der, scanned, budget, notes, path)?;
        self.add(None, start, outline, budget).map_err(|exceeded| exceeded.at(path))?;
        Ok(to_usize(outline.length))
    }

    /// Adds everything from `start` of the buffer, if it is one certificate in DER without trailing
    /// data and the budget allows it.
    pub(crate) fn commit_whole(
        &mut self,
        start: usize,
        budget: &mut Budget,
        notes: &mut Notes,
        path: &Path<'_>,
    ) -> bool {
        let der = self.der.get(start..).unwrap_or_default();
        let scanned = scan::scan_der(der).ok();
        let whole = scanned.filter(|(outline, _)| to_usize(outline.length) == der.len());
        match whole.map(|scanned| check(der, scanned, budget, notes, path)) {
            Some(Ok(outline)) => self.add(None, start, outline, budget).is_ok(),
            _ => false,
        }
    }

    /// Sets the attributes of the last certificate.
    pub(crate) fn attach(&mut self, attributes: BagAttributes) {
        if attributes.is_empty() {
            return;
        }
        if let Some(certificate) = self.certificates.last_mut() {
            certificate.attributes = Some(Arc::new(attributes));
        }
    }

    /// Sets the integrity of the certificates from position `from` on.
    pub(crate) fn set_integrity(&mut self, from: usize, integrity: Integrity) {
        for certificate in self.certificates.iter_mut().skip(from) {
            certificate.integrity = integrity;
        }
    }

    /// Whether a verified MAC covers every certificate.
    pub(crate) fn are_verified(&self) -> bool {
        self.certificates.iter().all(|one| one.integrity == Integrity::Verified)
    }

    #[inline(always)]
    fn add(
        &mut self,
        octets: Option<Octets>,
        start: usize,
        outline: Outline,
        budget: &mut Budget,
    ) -> Result<(), Exceeded> {
        if self.certificates.len() == self.certificates.capacity() {
            self.grow_slots(octets.is_some(), budget)?;
        }
        self.certificates.push(Certificate {
            octets,
            start,
            outline,
            attributes: None,
            integrity: Integrity::None,
        });
        if self.marks.capacity() > 0 {
            self.marks.extend(self.certificates.last().map(|last| self.mark(last)));
        }
        Ok(())
    }

    /// Makes more slots for certificates: a few, then as many as may be expected from the length of
    /// those of the last chunk.
    #[cold]
    fn grow_slots(&mut self, is_alone: bool, budget: &mut Budget) -> Result<(), Exceeded> {
        let count = self.certificates.len();
        let in_chunk = count.saturating_sub(self.sealed);
        let length = self.der.len().checked_div(in_chunk).unwrap_or(0);
        let expected = self.expected.checked_div(length).unwrap_or(0);
        let more = match count {
            0 if is_alone => 1,
            0..MANY => expected.clamp(4, 32),
            // Not `clamp`, which panics unless its second bound is the larger one.
            _ => {
                expected.saturating_add(expected / 32).max(count / 4).min(count.saturating_mul(64))
            }
        };
        let room = count.saturating_add(more);
        budget.room::<Certificate>(room)?;
        self.certificates.reserve_exact(more);
        if count >= MANY {
            budget.room::<u64>(room)?;
            let marks = self.certificates.iter().skip(self.marks.len());
            let marks: Vec<u64> = marks.map(|one| self.mark(one)).collect();
            self.marks.reserve_exact(room.saturating_sub(self.marks.len()));
            self.marks.extend(marks);
        }
        Ok(())
    }

    /// The mark of a certificate, whose octets may still be in the buffer.
    fn mark(&self, certificate: &Certificate) -> u64 {
        match certificate.octets {
            Some(_) => certificate.mark(),
            None => {
                let part = |start: u32, end: u32| {
                    let at = |offset| certificate.start.saturating_add(to_usize(offset));
                    self.der.get(at(start)..at(end)).unwrap_or_default()
                };
                let Outline { length, serial, .. } = certificate.outline;
                octets::mark(part(0, length), part(serial.start, serial.end))
            }
        }
    }

    /// Gives the certificates of the last chunk their octets.
    fn seal(&mut self) {
        let der = mem::take(&mut self.der);
        let fresh = self.certificates.get_mut(self.sealed..).unwrap_or_default();
        let mut fresh = fresh.iter_mut().filter(|one| one.octets.is_none()).peekable();
        if fresh.peek().is_some() {
            let octets = Octets::Together(Arc::new(der));
            fresh.for_each(|certificate| certificate.octets = Some(octets.clone()));
        }
        self.sealed = self.certificates.len();
    }

    /// Returns all certificates in the order in which they were added, and their marks if they are
    /// many.
    #[inline]
    pub(crate) fn finish(mut self) -> (Vec<Certificate>, Vec<u64>) {
        if self.der.capacity() > 0 {
            if self.der.capacity().saturating_sub(self.der.len()) > self.der.len() / 4 {
                self.der.shrink_to_fit();
            }
            self.seal();
        }
        (self.certificates, self.marks)
    }
}

/// Charges the budget for the certificate that `der` begins with, and notes its leniencies.
#[inline(always)]
fn check(
    der: &[u8],
    scanned: Scanned,
    budget: &mut Budget,
    notes: &mut Notes,
    path: &Path<'_>,
) -> Result<Outline, Error> {
    budget.certificate().map_err(|exceeded| exceeded.at(path))?;
    if scanned.1.is_any() {
        note(der, &scanned, notes, path);
        notes.pay(budget).map_err(|exceeded| exceeded.at(path))?;
    }
    Ok(scanned.0)
}

#[cold]
fn note(der: &[u8], (outline, remarks): &Scanned, notes: &mut Notes, path: &Path<'_>) {
    for (note, part) in remarks.notes.into_iter().zip(scan::NOTED) {
        match (note, part) {
            (None, _) => {}
            (Some(code), None) => notes.add(code, path),
            (Some(code), Some(part)) => notes.add(code, &path.then(Step::Field(part))),
        }
    }
    if remarks.unusual_names {
        for (span, part) in [(outline.issuer, "issuer"), (outline.subject, "subject")] {
            let der = der.get(to_usize(span.start)..to_usize(span.end)).unwrap_or_default();
            name::note(Name::new(der), part, notes, path);
        }
    }
}
