//! The table of `testdata/tools/measure-readers.py`: texts, and what real readers found in them.

use serde_json::Value;
use std::{collections::BTreeMap, fmt, fs, path::Path};
use testkit::{hex, pem};

/// Certificates, private keys and their containers, by the names that the table uses.
pub(crate) struct Material(BTreeMap<String, Vec<u8>>);

/// One text and what each reader found in it.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) text: Vec<u8>,
    /// Whether the PKCS#7 that holds B is in the text.
    pub(crate) has_container: bool,
    pub(crate) read: BTreeMap<String, Items>,
}

/// Names of certificates and private keys, in the order in which they were found.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Items {
    pub(crate) certificates: Vec<String>,
    pub(crate) keys: Vec<String>,
}

impl fmt::Display for Items {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} / {}]", self.certificates.join(" "), self.keys.join(" "))
    }
}

impl Items {
    fn read(text: &str) -> Items {
        let (certificates, keys) = text.split_once('/').expect("a slash before the keys");
        let names = |list: &str| list.split_whitespace().map(str::to_owned).collect();
        Items { certificates: names(certificates), keys: names(keys) }
    }
}

pub(crate) fn read(path: &Path) -> (Material, Vec<Row>) {
    let table =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines =
        table.lines().map(|line| -> Value { serde_json::from_str(line).expect("JSON") });
    let head = lines.next().expect("the first line has the material");
    let named = head["material"].as_object().expect("the material by name");
    let material = Material(
        named.iter().map(|(name, der)| (name.clone(), octets(der.as_str().unwrap()))).collect(),
    );
    let rows = lines.map(|row| Row::read(&row, &material)).collect();
    (material, rows)
}

impl Row {
    fn read(row: &Value, material: &Material) -> Row {
        let mut read = BTreeMap::new();
        for (items, readers) in row["read"].as_object().expect("readers by what they found") {
            for reader in readers.as_str().unwrap().split_whitespace() {
                read.insert(reader.to_owned(), Items::read(items));
            }
        }
        let text = row["text"].as_str().expect("a text");
        Row {
            name: row["name"].as_str().unwrap().to_owned(),
            text: material.unfold(text),
            has_container: text.contains("⟨P"),
            read,
        }
    }
}

impl Material {
    /// The octets of a text of the table: each character is one octet, except for the objects in `⟨⟩`.
    fn unfold(&self, text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        let mut rest = text;
        while let Some((before, object)) = rest.split_once('⟨') {
            out.extend(before.chars().map(octet));
            let (name, after) = object.split_once('⟩').expect("the end of a name");
            let (name, width) = match name.split_once(':') {
                None => (name, 64),
                Some((name, "76")) => (name, 76),
                Some((name, "one")) => (name, usize::MAX),
                Some((_, other)) => panic!("{other}: unknown width"),
            };
            let base64 = pem::base64(&self.0[name]).into_bytes();
            out.extend(base64.chunks(width).collect::<Vec<_>>().join(&b'\n'));
            rest = after;
        }
        out.extend(rest.chars().map(octet));
        out
    }

    /// The name of an object, found by its DER; that of a private key by its secret octets, in any form,
    /// or by its encrypted form.
    pub(crate) fn name(&self, der: &[u8]) -> String {
        match self.0.iter().find(|(_, whole)| *whole == der) {
            Some((name, _)) if name == "EA" => return "KA".into(),
            Some((name, _)) if name == "EE" => return "KE".into(),
            Some((name, _)) => return name.clone(),
            None => {}
        }
        let secret = |name: &str| match name {
            "KE" => &self.0[name][7..39],
            _ => &self.0[name][16..],
        };
        let holds = |name: &&str| der.windows(32).any(|octets| octets == secret(name));
        ["KA", "KB", "KE"].into_iter().find(holds).unwrap_or("?").to_owned()
    }

    /// Whether the object is a certificate.
    pub(crate) fn is_certificate(name: &str) -> bool {
        ["A", "B", "C", "D"].contains(&name)
    }
}

fn octet(character: char) -> u8 {
    u8::try_from(character).expect("a character of a text is one octet")
}

fn octets(text: &str) -> Vec<u8> {
    let octets: Vec<u8> = (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal"))
        .collect();
    assert_eq!(hex(&octets), text);
    octets
}
