//! Names of values that occur twice. JSON leaves open what a reader does with them (RFC 8259 §4): most
//! take the last value, as readers of environment files, Java properties and YAML do; others refuse the
//! document, as those of INI files and YAML 1.2 (§3.2.1.1).

use alloc::vec::Vec;

/// The name of a value in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name<'a> {
    /// The mapping or section that it is in: in another one the same name is another name.
    pub(super) scope: usize,
    pub(super) text: &'a [u8],
    /// Its offset in the document. The elements of an array have the name of the array.
    pub(super) offset: usize,
}

/// The names of the values that are read.
pub(super) struct Names<'a>(Vec<Name<'a>>);

impl<'a> Names<'a> {
    /// Creates the list with room for `count` names.
    pub(super) fn with_room(count: usize) -> Names<'a> {
        Names(Vec::with_capacity(count))
    }

    pub(super) fn add(&mut self, name: Option<Name<'a>>) {
        self.0.extend(name);
    }

    /// Sorts the names. Only then [`is_repeated`](Names::is_repeated) answers.
    pub(super) fn sort(&mut self) {
        self.0.sort_unstable();
        self.0.dedup();
    }

    /// Sorts the names, and returns the offset of the first one that is there before.
    pub(super) fn second(&mut self) -> Option<usize> {
        self.sort();
        let pairs = self.0.iter().zip(self.0.iter().skip(1));
        let is_same =
            |one: &Name<'_>, two: &Name<'_>| (one.scope, one.text) == (two.scope, two.text);
        pairs.filter(|(one, two)| is_same(one, two)).map(|(_, two)| two.offset).min()
    }

    /// Returns whether a value that is read has this name at another place.
    pub(super) fn is_repeated(&self, name: Name<'_>) -> bool {
        let key = |name: &Name<'a>| (name.scope, name.text);
        let first = self.0.partition_point(|other| key(other) < (name.scope, name.text));
        let mut same = self.0.get(first..).unwrap_or_default().iter().take(2);
        same.any(|other| key(other) == (name.scope, name.text) && other.offset != name.offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_at_another_place() {
        let name =
            |scope, text: &'static str, offset| Name { scope, text: text.as_bytes(), offset };
        let mut names = Names::with_room(3);
        for one in [name(0, "b", 9), name(0, "a", 5), name(0, "a", 5), name(1, "b", 20)] {
            names.add(Some(one));
        }
        names.add(None);
        names.sort();
        for (one, expected) in [
            (name(0, "a", 5), false),
            (name(0, "a", 7), true),
            (name(0, "b", 9), false),
            (name(1, "b", 9), true),
            (name(2, "b", 9), false),
            (name(0, "c", 1), false),
        ] {
            assert_eq!(names.is_repeated(one), expected, "{one:?}");
        }
        names.add(Some(name(0, "b", 12)));
        names.sort();
        assert!(names.is_repeated(name(0, "b", 9)) && names.is_repeated(name(0, "b", 12)));
    }
}
