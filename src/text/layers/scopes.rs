//! Strings of a program or a document that are assigned to the same name.

use super::{
    begins::Begin,
    names::{Name, Names},
    spans::{before, trim_end, window},
};
use alloc::vec::Vec;
use memchr::memmem;

/// How many nested brackets are told apart.
const MOST_OPEN: usize = 64;

/// Returns the offset of the second of two blocks on one line that are assigned to the same name in
/// the same scope.
pub(super) fn repeated_name(text: &[u8], begins: &[Begin]) -> Option<usize> {
    let strings = || begins.iter().filter(|begin| begin.is_string);
    let count = strings().count();
    if count < 2 {
        return None;
    }
    let mut scopes = Scopes { open: Vec::new(), deeper: 0, here: 0, count: 0 };
    let mut names = Names::with_room(count);
    let mut at = 0;
    for begin in strings() {
        scopes.read(text.get(at..begin.start)?);
        at = begin.start;
        let head = before(text, at).or_else(|| Some(window(text, at)));
        let name = head.and_then(assigned_name);
        names.add(name.map(|text| Name { scope: scopes.here, text, offset: at }));
    }
    names.second()
}

/// The brackets and the headings around a place in a text, numbered.
struct Scopes {
    open: Vec<usize>,
    /// How many brackets are open beyond those that are told apart.
    deeper: usize,
    here: usize,
    count: usize,
}

impl Scopes {
    fn read(&mut self, text: &[u8]) {
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            line.iter().for_each(|byte| self.byte(*byte));
            let content = line.trim_ascii();
            let is_heading = content.starts_with(b"[") && content.ends_with(b"]");
            if is_heading || content.ends_with(b":") || content.starts_with(b"- ") {
                self.next();
            }
        }
    }

    fn byte(&mut self, byte: u8) {
        match byte {
            b'{' | b'[' if self.open.len() < MOST_OPEN => {
                self.open.push(self.here);
                self.next();
            }
            b'{' | b'[' => self.deeper = self.deeper.saturating_add(1),
            b'}' | b']' if self.deeper > 0 => self.deeper = self.deeper.saturating_sub(1),
            // An element of HTML or XML.
            b'<' => self.next(),
            b'}' | b']' => match self.open.pop() {
                Some(outer) => self.here = outer,
                None => self.next(),
            },
            _ => {}
        }
    }

    fn next(&mut self) {
        self.count = self.count.saturating_add(1);
        self.here = self.count;
    }
}

/// Returns the name that a string after `before` is assigned to.
fn assigned_name(before: &[u8]) -> Option<&[u8]> {
    let sign = trim_end(before, b"\"'`$@brR \t\r\n\\(");
    let before = trim_end(sign, b"=:> ");
    let is_defined = sign.len() == before.len();
    let words = [&b"#define "[..], b"ENV ", b"set "];
    let line = before.trim_ascii_start();
    if is_defined && !words.iter().any(|word| line.starts_with(word)) {
        return None;
    }
    let part = before.rsplit(|byte| b"{,;(".contains(byte)).next().unwrap_or_default();
    // What follows is a type: `CERT: &str`.
    let part = part.split_at_checked(memmem::find(part, b": ").unwrap_or(part.len()))?.0;
    let part = trim_end(part, b"\"' ");
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_.-".contains(byte);
    let length = part.iter().rev().take_while(is_name).count();
    let name = part.get(part.len().checked_sub(length)?..)?;
    name.first().filter(|first| first.is_ascii_alphanumeric() || **first == b'_')?;
    Some(name)
}
