//! The files of `testdata` with their sidecars. Their names are the test table.

use crate::repository;
use anycert::{Bundle, CertificateType, Error, Limits, Parser};
use serde_json::Value;
use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

/// Folders of `testdata` without fixtures: the generator scripts, and files written by this crate.
const OTHERS: &[&str] = &["tools", "written"];

/// One file of `testdata`.
pub struct Fixture {
    /// Below `testdata`, with forward slashes: `pkcs12/nss-default.p12`.
    pub name: String,
    pub bytes: Vec<u8>,
    /// The sidecar, or `None` if it is missing.
    pub expect: Option<Value>,
}

impl Fixture {
    /// The cases of the sidecar, each with the keys next to `cases` inherited.
    pub fn cases(&self) -> Vec<Case<'_>> {
        let Some(whole) = &self.expect else { return Vec::new() };
        let listed = whole["cases"].as_array();
        let own = vec![Value::Object(serde_json::Map::new())];
        let merge = |(number, case): (usize, &Value)| {
            let mut merged = whole.as_object().expect("a sidecar is an object").clone();
            merged.remove("cases");
            merged.extend(case.as_object().expect("a case is an object").clone());
            Case::new(self, listed.map(|_| number + 1), merged.into())
        };
        listed.unwrap_or(&own).iter().enumerate().map(merge).collect()
    }
}

/// One input: a fixture with the options in its sidecar.
pub struct Case<'a> {
    pub fixture: &'a Fixture,
    number: Option<usize>,
    pub expect: Value,
    private_key: Option<Vec<u8>>,
}

impl<'a> Case<'a> {
    fn new(fixture: &'a Fixture, number: Option<usize>, expect: Value) -> Self {
        let private_key = expect["private_key"].as_str().map(|name| {
            let path = root().join(name);
            fs::read(path).unwrap_or_else(|error| panic!("{}: {name}: {error}", fixture.name))
        });
        Case { fixture, number, expect, private_key }
    }

    pub fn text(&self, key: &str) -> Option<&str> {
        self.expect[key].as_str()
    }

    pub fn passphrase(&self) -> Option<&str> {
        self.text("passphrase")
    }

    pub fn is_ok(&self) -> bool {
        self.text("result") == Some("ok")
    }

    /// The options that the sidecar names.
    pub fn parser(&self) -> Parser<'_> {
        let mut parser = Parser::new();
        if let Some(passphrase) = self.passphrase() {
            parser = parser.passphrase(passphrase);
        }
        if let Some(passphrase) = self.text("integrity_passphrase") {
            parser = parser.integrity_passphrase(passphrase);
        }
        if let Some(input) = &self.private_key {
            parser = parser.private_key(input);
        }
        if let Some(word) = self.text("certificate_type") {
            let declared: CertificateType = word.parse().expect("a certificate type");
            parser = parser.certificate_type(declared);
        }
        parser
    }

    pub fn parse(&self) -> Result<Bundle, Error> {
        self.parser().parse(&self.fixture.bytes)
    }
}

/// `pkcs12/nss-default.p12, case 2`.
impl fmt::Display for Case<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fixture.name)?;
        match self.number {
            Some(number) => write!(f, ", case {number}"),
            None => Ok(()),
        }
    }
}

/// Limits for changed files: little key derivation, otherwise the defaults.
pub const CHEAP: Limits = Limits::DEFAULT.kdf_work(20_000).memory_bytes(32 << 20);

/// The folder `testdata`.
pub fn root() -> PathBuf {
    repository().join("testdata")
}

/// The file of this name below `testdata`.
pub fn bytes(name: &str) -> Vec<u8> {
    fs::read(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every fixture, by name.
pub fn all() -> Vec<Fixture> {
    let root = root();
    let mut names = Vec::new();
    for folder in folders(&root) {
        walk(&folder, &mut names);
    }
    let mut fixtures: Vec<Fixture> =
        names.iter().filter(|path| !is_sidecar(path)).map(|path| read(&root, path)).collect();
    fixtures.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(!fixtures.is_empty(), "testdata is empty");
    fixtures
}

/// Sidecars without a fixture.
pub fn orphans() -> Vec<PathBuf> {
    let mut names = Vec::new();
    for folder in folders(&root()) {
        walk(&folder, &mut names);
    }
    names.retain(|path| is_sidecar(path) && !path.with_extension("").exists());
    names
}

fn is_sidecar(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "expect")
}

fn folders(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root).expect("testdata is there");
    entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir() && !OTHERS.iter().any(|other| path.ends_with(other)))
        .collect()
}

fn walk(folder: &Path, names: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, names);
        } else {
            names.push(path);
        }
    }
}

fn read(root: &Path, path: &Path) -> Fixture {
    let below = path.strip_prefix(root).expect("it is in testdata");
    let parts: Vec<_> = below.iter().map(|part| part.to_str().expect("a plain name")).collect();
    let mut sidecar = path.as_os_str().to_owned();
    sidecar.push(".expect");
    let expect = fs::read_to_string(&sidecar).ok().map(|text| {
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{sidecar:?}: {error}"))
    });
    Fixture { name: parts.join("/"), bytes: fs::read(path).expect("a fixture"), expect }
}
