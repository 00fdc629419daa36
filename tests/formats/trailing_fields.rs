//! A value after the last field of a structure is refused or noted, wherever the structure is.

use anycert::Parser;
use std::collections::BTreeSet;
use testkit::{
    certificate::Made,
    cms::Signed,
    der::{octet_string, set, tlv},
    fixture::bytes,
    pfx::{self, Bag},
    tlv as read,
};

/// A value of DER; the content of an OCTET STRING is read too if it is one SEQUENCE.
struct Node {
    tag: u8,
    primitive: Vec<u8>,
    children: Vec<Node>,
}

impl Node {
    fn all(content: &[u8]) -> Option<Vec<Node>> {
        let values = read::children(content, 0..content.len())?;
        Some(values.into_iter().map(|value| Node::of(&content[value.whole])).collect())
    }

    fn of(der: &[u8]) -> Node {
        let value = read::read(der, 0, der.len()).expect("a value");
        let (tag, content) = (der[0], &der[value.content]);
        let is_outer = tag & 0x20 != 0 || tag == 4 && content.first() == Some(&0x30);
        let children = if is_outer { Node::all(content) } else { None };
        let is_read = children.as_ref().is_some_and(|all| tag != 4 || all.len() == 1);
        let children = children.filter(|_| is_read).unwrap_or_default();
        let primitive = if children.is_empty() { content.to_vec() } else { vec![] };
        Node { tag, primitive, children }
    }

    /// The encoding, with NULL at the end of the node that `at` counts down to.
    fn encode(&self, at: &mut usize) -> Vec<u8> {
        let is_here = self.tag & 0x20 != 0 && {
            *at = at.wrapping_sub(1);
            *at == usize::MAX
        };
        let children: Vec<Vec<u8>> = self.children.iter().map(|one| one.encode(at)).collect();
        let more: &[u8] = if is_here { &[5, 0] } else { &[] };
        tlv(self.tag, &[&self.primitive, &children.concat(), more])
    }

    fn count(&self) -> usize {
        usize::from(self.tag & 0x20 != 0) + self.children.iter().map(Node::count).sum::<usize>()
    }
}

/// The structures, counted in the order of their headers, where a NULL at the end changes nothing.
fn silent(parser: Parser<'_>, der: &[u8]) -> BTreeSet<usize> {
    let root = Node::of(der);
    let codes = |der: &[u8]| {
        let bundle = parser.parse(der).ok()?;
        Some(bundle.notes().iter().map(|note| note.code()).collect::<Vec<_>>())
    };
    let usual = codes(der).expect("it can be parsed");
    assert_eq!(root.encode(&mut usize::MAX.clone()), der, "the reader and the writer agree");
    let is_silent = |at: &usize| codes(&root.encode(&mut at.clone())) == Some(usual.clone());
    (0..root.count()).filter(is_silent).collect()
}

/// What is a list, or is read on demand, or is not read: the structures in which more is accepted.
#[test]
fn nothing_follows_the_last_field() {
    let given = Parser::new().passphrase("correct horse 7F");
    let files: &[(&str, &[usize])] = &[
        // The values of the extensions.
        ("certificate/example.der", &[23, 24, 25, 26, 27, 28, 29, 30, 31, 32]),
        ("key/rsa-pkcs8.der", &[]),
        ("key/rsa-traditional.der", &[]),
        ("key/p256-pkcs8.der", &[]),
        ("key/p256-traditional.der", &[]),
        // Parameters of a curve, some of which are optional.
        ("key/ec-explicit-pkcs8.der", &[2, 3, 4]),
        ("key/ec-explicit-traditional.der", &[2, 3, 4]),
        ("key/ed25519-pkcs8.der", &[]),
        ("key/bouncycastle-ed25519-v2-with-public.der", &[]),
        ("key/dsa-pkcs8.der", &[]),
        // Parameters, of which the last is optional.
        ("key/dh-pkcs8.der", &[2]),
        ("key/ml-dsa-44-seed-only.der", &[]),
        ("key/p256-pkcs8-scrypt-n1024-r4-p2.der", &[]),
        ("pkcs12/openssl3-default.p12", &[]),
        // The values of the extensions.
        ("pkcs12/built-cfca.sm2", &[26, 27, 28, 29, 30, 31, 32, 33, 34, 35]),
    ];
    for (name, expected) in files {
        let found = silent(given, &bytes(name));
        assert_eq!(found, expected.iter().copied().collect(), "{name}");
    }
    // The set of digest algorithms.
    let message = Signed::of(&[&Made::default().der()]).der();
    assert_eq!(silent(given, &message), BTreeSet::from([3]));
}

#[test]
fn nothing_follows_the_last_field_of_a_bag() {
    let id = pfx::attribute(pfx::LOCAL_KEY_ID, &[&octet_string(b"1")]);
    let key = pfx::bag(Bag::Key, &bytes("key/p256-pkcs8.der"), &set(&[&id]));
    let info = bytes("key/p256-pkcs8-scrypt-n1024-r4-p2.der");
    let shrouded = pfx::bag(Bag::ShroudedKey, &info, &[]);
    let inner = tlv(0x30, &[&pfx::certificate_bag(&Made::default().der())]);
    let nested = pfx::bag(Bag::SafeContents, &inner, &[]);
    let outer = pfx::certificate_bag(&Made::of("a", "b").der());
    let bags = pfx::clear(&[&key, &shrouded, &nested, &outer]);
    let file = pfx::pfx(&pfx::authenticated_safe(&[&bags]), &[]);
    let given = Parser::new().passphrase("correct horse 7F");
    // The values of an attribute.
    assert_eq!(silent(given, &file), BTreeSet::from([15]));
}
