//! One text, one reading: what is repaired stands alone.

use super::pem::Section;
use crate::error::{Cause, Error, Path};

static OTHERS_ARE_SOUND: Cause = Cause::malformed(
    "this block is damaged, and others in the text are not",
    "other software would read those and pass over this one: write its BEGIN and END lines and its base64 as in the others, each boundary alone on its line",
);

/// Which strict readers see a section as it is read here.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Those that know LF and CR LF as line ends, and spaces and tabs as blanks, as Go.
    pub(crate) by_line_feeds: bool,
    /// Those that know CR alone as well, and the other blanks of RFC 7468 §3, as Java.
    pub(crate) by_any_line_ends: bool,
}

impl Seen {
    pub(crate) const BY_ALL: Seen = Seen { by_line_feeds: true, by_any_line_ends: true };

    /// Those that see both.
    pub(crate) const fn and(self, other: Seen) -> Seen {
        Seen {
            by_line_feeds: self.by_line_feeds && other.by_line_feeds,
            by_any_line_ends: self.by_any_line_ends && other.by_any_line_ends,
        }
    }
}

/// Certificates and private keys found so far.
#[derive(Clone, Copy)]
pub(crate) struct Count {
    pub(crate) certificates: usize,
    pub(crate) keys: usize,
}

/// Whether a strict reader that passes over what is unsound finds some of the certificates of a
/// text and not all of them; and the same of keys.
///
/// RFC 7468 leaves open what a parser does with a malformed block: Go passes over it, OpenSSL fails
/// or stops. A block may be repaired where both find nothing. Beside a sound one of its kind, or
/// before a sound one of any kind if its END is damaged, they would find something, and not what is
/// found here.
#[derive(Default)]
pub(crate) struct OneReading {
    certificates: [Reader; 2],
    keys: [Reader; 2],
    /// At the first section whose boundaries are not seen, whatever is in it.
    unclosed: [Option<Error>; 2],
    /// At a section of that sort with a sound one behind it: of that readers make different things.
    resumed: Option<Error>,
}

/// What one strict reader makes of the sections of one kind.
#[derive(Default)]
struct Reader {
    sees_one: bool,
    /// At the first section that it does not see.
    passed_over: Option<Error>,
}

impl OneReading {
    /// What was found in sections that everybody sees.
    pub(crate) fn strict(&mut self, counts: [Count; 2], path: &Path<'_>) {
        self.section(Seen::BY_ALL, Seen::BY_ALL, counts, path);
    }

    /// What was found in one section.
    pub(crate) fn general(&mut self, section: &Section<'_>, counts: [Count; 2], path: &Path<'_>) {
        self.section(section.boundaries_seen(), section.seen(), counts, path);
    }

    /// Who sees the boundaries, who sees all of it, and what was found before it and with it.
    fn section(
        &mut self,
        boundaries: Seen,
        seen: Seen,
        [before, now]: [Count; 2],
        path: &Path<'_>,
    ) {
        let has_certificates = now.certificates > before.certificates;
        let has_keys = now.keys > before.keys;
        let boundaries = [boundaries.by_line_feeds, boundaries.by_any_line_ends];
        let seen = [seen.by_line_feeds, seen.by_any_line_ends];
        for (is_seen, unclosed) in seen.into_iter().zip(&mut self.unclosed) {
            if is_seen && (has_certificates || has_keys) && self.resumed.is_none() {
                self.resumed = unclosed.take();
            }
        }
        for (is_closed, unclosed) in boundaries.into_iter().zip(&mut self.unclosed) {
            if !is_closed {
                unclosed.get_or_insert_with(|| OTHERS_ARE_SOUND.at(path));
            }
        }
        for (readers, has_some) in
            [(&mut self.certificates, has_certificates), (&mut self.keys, has_keys)]
        {
            for (reader, is_seen) in readers.iter_mut().zip(seen).filter(|_| has_some) {
                reader.sees_one |= is_seen;
                if !is_seen {
                    reader.passed_over.get_or_insert_with(|| OTHERS_ARE_SOUND.at(path));
                }
            }
        }
    }

    /// Fails at the first section that a strict reader passes over which sees another one.
    pub(crate) fn verdict(self) -> Result<(), Error> {
        for reader in self.certificates.into_iter().chain(self.keys) {
            if let Some(error) = reader.passed_over.filter(|_| reader.sees_one) {
                return Err(error);
            }
        }
        self.resumed.map_or(Ok(()), Err)
    }
}
