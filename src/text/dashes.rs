//! The dashes around boundaries.

/// A run of hyphens, and of the dashes that word processors replace them with.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub(super) length: usize,
    pub(super) hyphens: usize,
    pub(super) others: usize,
}

impl Run {
    /// Returns the run at the start of `text`, of at most `most` dashes.
    #[inline]
    pub(super) fn read(text: &[u8], most: usize) -> Run {
        let mut run = Run { length: 0, hyphens: 0, others: 0 };
        while run.hyphens.saturating_add(run.others) < most {
            let rest = text.get(run.length..).unwrap_or_default();
            let bytes = match rest {
                [b'-', ..] => 1,
                // U+2010 to U+2015, U+2212, U+FE58, U+FE63, U+FF0D.
                [0xe2, 0x80, 0x90..=0x95, ..]
                | [0xe2, 0x88, 0x92, ..]
                | [0xef, 0xb9, 0x98 | 0xa3, ..]
                | [0xef, 0xbc, 0x8d, ..] => 3,
                _ => return run,
            };
            let counter = if bytes == 1 { &mut run.hyphens } else { &mut run.others };
            *counter = counter.saturating_add(1);
            run.length = run.length.saturating_add(bytes);
        }
        run
    }

    #[inline]
    pub(super) const fn is_exact(self) -> bool {
        self.hyphens == 5 && self.others == 0
    }

    /// Returns whether a boundary may begin with this run. More hyphens than five are accepted: some
    /// readers look for five anywhere, or at the start of each piece of a line.
    #[inline]
    pub(super) const fn may_lead(self) -> bool {
        self.is_likely() || self.others == 0 && self.hyphens > 6
    }

    /// Returns whether the run is four to six hyphens, or hyphens joined into longer dashes.
    #[inline]
    pub(super) const fn is_likely(self) -> bool {
        match self.others {
            0 => self.hyphens >= 4 && self.hyphens <= 6,
            1..=6 => self.hyphens <= 6,
            _ => false,
        }
    }
}
