//! One text, one reading: would strict readers find other blocks than this crate?

use crate::{
    collected::Count,
    error::{
        Error, Path,
        text::{OTHERS_ARE_LABELLED, OTHERS_ARE_SOUND},
    },
    text::{Disputed, Section, SeenBy},
};

/// Checks that no strict reader finds only some of the certificates of a text, or only some of its
/// keys, or begins with another one.
///
/// RFC 7468 leaves open what a parser does with a malformed block: Go skips it, OpenSSL fails or
/// stops. A block may be repaired if both find nothing. If the text also has a sound block of its
/// kind, or if its END is damaged and a sound block of any kind follows, they would find something
/// else. GnuTLS and Python's cryptography find boundaries anywhere in a line: a block with damaged
/// boundaries before such a block would be the first one here, and they would not see it. Readers also
/// differ on blocks with headers, lone CRs, VT or FF; and on labels, where it is enough that all begin
/// with the same block.
///
/// A byte order mark at the start of the text is accepted: OpenSSL, GnuTLS and Python's
/// cryptography see the block after it, Go and rustls do not. It leaves a note, which `strict`
/// refuses.
#[derive(Default)]
pub(crate) struct Ambiguity {
    certificates: Kind,
    keys: Kind,
    in_blocks: bool,
    in_containers: bool,
    /// The error at the first section whose boundaries strict readers do not see.
    unclosed: Option<Error>,
    /// The error at such a section that a sound one follows: readers differ on both.
    resumed: Option<Error>,
}

/// What strict readers find of one kind of content.
#[derive(Default)]
struct Kind {
    /// Who sees the first one.
    first: Option<SeenBy>,
    /// Whether another one is seen by other readers.
    differs: bool,
    /// The error at the first section that not all see.
    passed_over: Option<Error>,
}

impl Ambiguity {
    /// Adds the content of sections that all strict readers see.
    pub(crate) fn strict(&mut self, counts: [Count; 2], path: &Path<'_>) {
        self.in_blocks |= has_certificates(&counts);
        self.section(true, [SeenBy::All; 2], counts, path);
    }

    /// Adds the content of one section.
    pub(crate) fn general(&mut self, section: &Section<'_>, counts: [Count; 2], path: &Path<'_>) {
        if section.is_container {
            self.in_containers |= has_certificates(&counts);
        } else {
            self.in_blocks |= has_certificates(&counts);
        }
        let seen_by = |is_expected: bool| match section.seen_by() {
            SeenBy::All if !is_expected && !section.is_container => SeenBy::ByLabel,
            other => other,
        };
        let label = section.label;
        let seen_by = [seen_by(label.is_for_certificates()), seen_by(label.is_for_keys())];
        self.section(section.boundaries_are_seen(), seen_by, counts, path);
    }

    /// Returns whether certificates were found both in blocks of their own and in containers.
    /// Readers differ on which of them come first, and most read no container in a text.
    pub(crate) const fn has_certificates_in_both(&self) -> bool {
        self.in_blocks && self.in_containers
    }

    /// Adds a section: whether its boundaries are seen, who reads its certificates and its keys, and
    /// what was found before it and with it.
    fn section(
        &mut self,
        is_closed: bool,
        [by, by_key_readers]: [SeenBy; 2],
        [before, now]: [Count; 2],
        path: &Path<'_>,
    ) {
        let has_certificates = has_certificates(&[before, now]);
        let has_keys = now.keys > before.keys;
        let is_seen = !matches!(by, SeenBy::None | SeenBy::Anywhere | SeenBy::GluedEnd);
        if is_seen && (has_certificates || has_keys) && self.resumed.is_none() {
            self.resumed = self.unclosed.take();
        }
        if !is_closed {
            self.unclosed.get_or_insert_with(|| OTHERS_ARE_SOUND.at(path));
        }
        for (kind, seen_by, has_some) in [
            (&mut self.certificates, by, has_certificates),
            (&mut self.keys, by_key_readers, has_keys),
        ] {
            if !has_some {
                continue;
            }
            let first = *kind.first.get_or_insert(seen_by);
            // All begin with the same one, and those that find fewer report the rest.
            let is_extra = matches!(
                (first, seen_by),
                (SeenBy::All, SeenBy::ByLabel | SeenBy::Some(Disputed::AFTER_NUL))
                    | (SeenBy::GluedEnd, SeenBy::Anywhere | SeenBy::None)
                    | (SeenBy::Anywhere, SeenBy::None)
            );
            kind.differs |= first != seen_by && !is_extra;
            if seen_by != SeenBy::All && !is_extra {
                let text = match seen_by {
                    SeenBy::ByLabel => &OTHERS_ARE_LABELLED,
                    _ => &OTHERS_ARE_SOUND,
                };
                kind.passed_over.get_or_insert_with(|| text.at(path));
            }
        }
    }

    /// Fails at the first section that some strict reader skips while it finds another one.
    pub(crate) fn verdict(self) -> Result<(), Error> {
        for kind in [self.certificates, self.keys] {
            if let Some(error) = kind.passed_over.filter(|_| kind.differs) {
                return Err(error);
            }
        }
        self.resumed.map_or(Ok(()), Err)
    }
}

const fn has_certificates([before, now]: &[Count; 2]) -> bool {
    now.certificates > before.certificates
}
