//! One text, one reading: what is repaired stands alone.

use crate::{
    collected::Count,
    error::{Error, Path, text::OTHERS_ARE_SOUND},
    text::pem::{Section, SeenBy},
};

/// Whether a strict reader that passes over what is unsound finds some of the certificates of a
/// text and not all of them; and the same of keys.
///
/// RFC 7468 leaves open what a parser does with a malformed block: Go passes over it, OpenSSL fails
/// or stops. A block may be repaired where both find nothing. Beside a sound one of its kind, or
/// before a sound one of any kind if its END is damaged, they would find something, and not what is
/// found here. A block with headers is sound to some and malformed to others.
///
/// The strict reader is that of RFC 7468 §3: CR, LF and CR LF end its lines, and it passes over all
/// blanks in a body. A byte order mark at the head of the text is none to it: OpenSSL, GnuTLS and
/// Python's cryptography see the block behind one, Go does not; the note says that it was there.
#[derive(Default)]
pub(crate) struct Ambiguity {
    certificates: Kind,
    keys: Kind,
    /// At the first section whose boundaries are not seen, whatever is in it.
    unclosed: Option<Error>,
    /// At a section of that sort with a sound one behind it: of that readers make different things.
    resumed: Option<Error>,
}

/// What strict readers make of the sections of one kind.
#[derive(Default)]
struct Kind {
    /// By whom the first one is seen.
    first: Option<SeenBy>,
    /// Whether another is seen by others.
    differs: bool,
    /// At the first section that not all see.
    passed_over: Option<Error>,
}

impl Ambiguity {
    /// What was found in sections that everybody sees.
    pub(crate) fn strict(&mut self, counts: [Count; 2], path: &Path<'_>) {
        self.section(true, SeenBy::All, counts, path);
    }

    /// What was found in one section.
    pub(crate) fn general(&mut self, section: &Section<'_>, counts: [Count; 2], path: &Path<'_>) {
        self.section(section.boundaries_are_seen(), section.seen_by(), counts, path);
    }

    /// Whether the boundaries are seen, who sees all of it, and what was found before it and with it.
    fn section(
        &mut self,
        is_closed: bool,
        seen_by: SeenBy,
        [before, now]: [Count; 2],
        path: &Path<'_>,
    ) {
        let has_certificates = now.certificates > before.certificates;
        let has_keys = now.keys > before.keys;
        let is_seen = seen_by != SeenBy::None;
        if is_seen && (has_certificates || has_keys) && self.resumed.is_none() {
            self.resumed = self.unclosed.take();
        }
        if !is_closed {
            self.unclosed.get_or_insert_with(|| OTHERS_ARE_SOUND.at(path));
        }
        for (kind, has_some) in
            [(&mut self.certificates, has_certificates), (&mut self.keys, has_keys)]
        {
            if !has_some {
                continue;
            }
            kind.differs |= *kind.first.get_or_insert(seen_by) != seen_by;
            if seen_by != SeenBy::All {
                kind.passed_over.get_or_insert_with(|| OTHERS_ARE_SOUND.at(path));
            }
        }
    }

    /// Fails at the first section that a strict reader passes over which sees another one.
    pub(crate) fn verdict(self) -> Result<(), Error> {
        for kind in [self.certificates, self.keys] {
            if let Some(error) = kind.passed_over.filter(|_| kind.differs) {
                return Err(error);
            }
        }
        self.resumed.map_or(Ok(()), Err)
    }
}
