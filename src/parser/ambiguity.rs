//! Whether strict readers would find less in a text than this crate does.

use crate::{
    collected::Count,
    error::{Error, Path, text::OTHERS_ARE_SOUND},
    text::pem::{Section, SeenBy},
};

/// Detects texts of which a strict reader that skips malformed blocks finds some of the certificates
/// and not all of them; and likewise keys.
///
/// RFC 7468 does not say what a parser does with a malformed block: Go skips it, OpenSSL fails or
/// stops. A block may be repaired if both find nothing. Next to a well-formed block of its kind, or
/// before a well-formed one of any kind if its END is damaged, they would find something else than
/// this crate does. A block with headers is well-formed to some and malformed to others.
///
/// The strict reader is that of RFC 7468 §3: its lines end in CR, LF or CR LF, and it skips all
/// whitespace in a body. It ignores a byte order mark at the start of the text: OpenSSL, GnuTLS and
/// Python's cryptography find the block after one, Go does not; the note tells that it was there.
#[derive(Default)]
pub(crate) struct Ambiguity {
    certificates: Kind,
    keys: Kind,
    /// The error at the first section whose boundaries strict readers miss, whatever it contains.
    unclosed: Option<Error>,
    /// That error, once a well-formed section follows it: readers disagree on such a text.
    resumed: Option<Error>,
}

/// How strict readers treat the sections of one kind.
#[derive(Default)]
struct Kind {
    /// Which readers find the first section.
    first: Option<SeenBy>,
    /// Whether another section is found by other readers.
    differs: bool,
    /// The error at the first section that not all readers find.
    passed_over: Option<Error>,
}

impl Ambiguity {
    /// Records what was found in sections that all readers find.
    pub(crate) fn strict(&mut self, counts: [Count; 2], path: &Path<'_>) {
        self.section(true, SeenBy::All, counts, path);
    }

    /// Records what was found in one section.
    pub(crate) fn general(&mut self, section: &Section<'_>, counts: [Count; 2], path: &Path<'_>) {
        self.section(section.boundaries_are_seen(), section.seen_by(), counts, path);
    }

    /// Records whether readers find the boundaries of a section, which readers find all of it, and
    /// the counts before and after it.
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

    /// Fails at the first section that a strict reader skips although it finds another one.
    pub(crate) fn verdict(self) -> Result<(), Error> {
        for kind in [self.certificates, self.keys] {
            if let Some(error) = kind.passed_over.filter(|_| kind.differs) {
                return Err(error);
            }
        }
        self.resumed.map_or(Ok(()), Err)
    }
}
