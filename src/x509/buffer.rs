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
        octets::Octets,
        scan::{self, Outline, Scanned, to_usize},
    },
};
use alloc::{sync::Arc, vec, vec::Vec};

/// The certificates found so far: one buffer with their bytes, which are not secret, and
/// the position of each.
#[derive(Default)]
pub(crate) struct CertificateBuffer {
    /// Empty while there is only one certificate, which has its own octets.
    der: Vec<u8>,
    certificates: Vec<Certificate>,
}

impl CertificateBuffer {
    /// Reserves exactly `bytes`, for a caller that knows the total.
    pub(crate) fn reserve(&mut self, bytes: usize, budget: &mut Budget) -> Result<(), Exceeded> {
        self.join(budget)?;
        let free = self.der.capacity().saturating_sub(self.der.len());
        if bytes > free {
            budget.memory(bytes)?;
            self.der.reserve_exact(bytes);
        }
        Ok(())
    }

    /// Reserves room for one certificate of this length. At least doubles the capacity, so that the
    /// bytes are copied rarely.
    fn grow(&mut self, length: usize, budget: &mut Budget) -> Result<(), Exceeded> {
        if length > self.der.capacity().saturating_sub(self.der.len()) {
            let room = length.max(self.der.capacity());
            budget.memory(room.saturating_add(self.der.len()))?;
            self.der.reserve_exact(room);
        }
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
        if self.certificates.is_empty() && self.der.capacity() == 0 {
            let size = length.saturating_add(size_of::<Certificate>()).saturating_add(16);
            budget.memory(size).map_err(|exceeded| exceeded.at(path))?;
            let octets = Some(Octets::Alone(Arc::from(whole)));
            self.certificates = vec![Certificate {
                octets,
                start: 0,
                outline,
                attributes: None,
                integrity: Integrity::None,
            }];
            return Ok(length);
        }
        self.join(budget)
            .and_then(|()| self.grow(length, budget))
            .map_err(|exceeded| exceeded.at(path))?;
        let start = self.der.len();
        self.der.extend_from_slice(whole);
        self.add(start, outline, budget).map_err(|exceeded| exceeded.at(path))?;
        Ok(length)
    }

    /// The buffer, for a decoder that appends DER to it and then calls [`commit`](Self::commit). Room
    /// was [reserved](Self::reserve) before.
    pub(crate) fn buffer_mut(&mut self) -> &mut Vec<u8> {
        debug_assert!(self.certificates.first().is_none_or(|first| first.octets.is_none()));
        &mut self.der
    }

    /// End of the last committed certificate; bytes after it are scratch.
    pub(crate) fn committed_len(&self) -> usize {
        let end = |one: &Certificate| one.start.saturating_add(to_usize(one.outline.length));
        self.certificates.last().map_or(0, end)
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
        self.add(start, outline, budget).map_err(|exceeded| exceeded.at(path))?;
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
            Some(Ok(outline)) => self.add(start, outline, budget).is_ok(),
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
    fn add(&mut self, start: usize, outline: Outline, budget: &mut Budget) -> Result<(), Exceeded> {
        if self.certificates.len() == self.certificates.capacity() {
            self.grow_slots(budget)?;
        }
        self.certificates.push(Certificate {
            octets: None,
            start,
            outline,
            attributes: None,
            integrity: Integrity::None,
        });
        Ok(())
    }

    /// Doubles the slots for certificates.
    #[cold]
    fn grow_slots(&mut self, budget: &mut Budget) -> Result<(), Exceeded> {
        let more = self.certificates.len().max(4);
        budget.room::<Certificate>(self.certificates.len().saturating_add(more))?;
        self.certificates.reserve_exact(more);
        Ok(())
    }

    /// Takes the octets of the only certificate.
    fn take_alone(&mut self) -> Option<Octets> {
        self.certificates.first_mut().and_then(|first| first.octets.take())
    }

    /// Copies the octets of the only certificate into the buffer, before another one is added.
    #[inline]
    fn join(&mut self, budget: &mut Budget) -> Result<(), Exceeded> {
        if let Some(alone) = self.take_alone() {
            budget.memory(alone.all().len())?;
            self.der = Vec::from(alone.all());
        }
        Ok(())
    }

    /// Returns all certificates in the order in which they were added.
    #[inline]
    pub(crate) fn finish(self) -> Vec<Certificate> {
        if self.der.capacity() == 0 {
            return self.certificates;
        }
        self.share()
    }

    /// Makes each certificate share the buffer.
    fn share(mut self) -> Vec<Certificate> {
        if self.der.capacity().saturating_sub(self.der.len()) > self.der.len() / 4 {
            self.der.shrink_to_fit();
        }
        if let Some((last, others)) = self.certificates.split_last_mut() {
            let octets = Octets::Together(Arc::new(self.der));
            for certificate in others {
                certificate.octets = Some(octets.clone());
            }
            last.octets = Some(octets);
        }
        self.certificates
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
