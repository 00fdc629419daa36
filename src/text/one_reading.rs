//! One text, one reading: what is repaired stands alone.

use super::pem::Section;
use crate::error::{Cause, Error, Path};

static OTHERS_ARE_SOUND: Cause = Cause::malformed(
    "this block is damaged, and others in the text are not",
    "other software would read those and pass over this one: write its BEGIN and END lines and its base64 as in the others, each boundary alone on its line",
);

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
///
/// The strict reader is that of RFC 7468 §3: CR, LF and CR LF end its lines, and it passes over all
/// blanks in a body.
#[derive(Default)]
pub(crate) struct OneReading {
    certificates: Kind,
    keys: Kind,
    /// At the first section whose boundaries are not seen, whatever is in it.
    unclosed: Option<Error>,
    /// At a section of that sort with a sound one behind it: of that readers make different things.
    resumed: Option<Error>,
}

/// What a strict reader makes of the sections of one kind.
#[derive(Default)]
struct Kind {
    sees_one: bool,
    /// At the first section that it does not see.
    passed_over: Option<Error>,
}

impl OneReading {
    /// What was found in sections that everybody sees.
    pub(crate) fn strict(&mut self, counts: [Count; 2], path: &Path<'_>) {
        self.section([true, true], counts, path);
    }

    /// What was found in one section.
    pub(crate) fn general(&mut self, section: &Section<'_>, counts: [Count; 2], path: &Path<'_>) {
        self.section([section.boundaries_are_seen(), section.is_seen()], counts, path);
    }

    /// Whether the boundaries are seen and all of it, and what was found before it and with it.
    fn section(
        &mut self,
        [is_closed, is_seen]: [bool; 2],
        [before, now]: [Count; 2],
        path: &Path<'_>,
    ) {
        let has_certificates = now.certificates > before.certificates;
        let has_keys = now.keys > before.keys;
        if is_seen && (has_certificates || has_keys) && self.resumed.is_none() {
            self.resumed = self.unclosed.take();
        }
        if !is_closed {
            self.unclosed.get_or_insert_with(|| OTHERS_ARE_SOUND.at(path));
        }
        for (kind, has_some) in
            [(&mut self.certificates, has_certificates), (&mut self.keys, has_keys)]
        {
            kind.sees_one |= has_some && is_seen;
            if has_some && !is_seen {
                kind.passed_over.get_or_insert_with(|| OTHERS_ARE_SOUND.at(path));
            }
        }
    }

    /// Fails at the first section that a strict reader passes over which sees another one.
    pub(crate) fn verdict(self) -> Result<(), Error> {
        for kind in [self.certificates, self.keys] {
            if let Some(error) = kind.passed_over.filter(|_| kind.sees_one) {
                return Err(error);
            }
        }
        self.resumed.map_or(Ok(()), Err)
    }
}
