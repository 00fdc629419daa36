//! The floors of `src` (DESIGN.md): a file imports only from floors below its own or from files
//! beside it in the same folder, never from the `mod.rs` above it, and no imports form a cycle.
//!
//! Reads the paths that begin with `crate::` or `super::`, in `use` items and in code, up to the
//! unit tests of each file.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The files and folders of `src`, lowest floor first.
const FLOORS: [&[&str]; 15] = [
    &["secret", "tag", "format", "hex", "integrity", "limits", "note", "oid", "padding", "rfc3339"],
    &["error", "serialize"],
    &["budget", "metadata"],
    &["notes"],
    &["asn1", "passphrase"],
    &["cms", "context", "shape", "x509"],
    &["text", "pbe"],
    &["trailing"],
    &["key"],
    &["collected"],
    &["pkcs7", "pkcs12", "java_keystore", "bundle"],
    &["write"],
    &["parser"],
    &["report"],
    &["lib"],
];

#[test]
fn every_file_imports_from_lower_floors_or_its_own_folder() {
    let house = House::read();
    let mut wrong = Vec::new();
    for (file, imports) in &house.imports {
        let own = house.floor(file);
        for import in imports {
            let beside = file.first() == import.first() && !file.is_empty();
            if !beside && house.floor(import) >= own {
                wrong.push(format!("{} imports {}", shown(file), shown(import)));
            }
        }
    }
    assert!(wrong.is_empty(), "upward or sideways imports:\n{}", wrong.join("\n"));
}

#[test]
fn no_file_imports_the_module_that_contains_it() {
    let house = House::read();
    let mut wrong = Vec::new();
    for (file, imports) in &house.imports {
        for import in imports {
            if import.len() < file.len() && file.starts_with(import) {
                wrong.push(format!("{} imports {}", shown(file), shown(import)));
            }
        }
    }
    assert!(wrong.is_empty(), "imports of a parent module:\n{}", wrong.join("\n"));
}

#[test]
fn no_imports_form_a_cycle() {
    let house = House::read();
    let mut open: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
    for (file, imports) in &house.imports {
        let others = imports.iter().filter(|import| *import != file);
        open.insert(file, others.collect());
    }
    loop {
        let done: Vec<&Module> = open
            .iter()
            .filter(|(_, imports)| imports.iter().all(|import| !open.contains_key(*import)))
            .map(|(file, _)| *file)
            .collect();
        if done.is_empty() {
            break;
        }
        for file in done {
            open.remove(file);
        }
    }
    let cycle: Vec<String> = open.keys().map(|file| shown(file)).collect();
    assert!(cycle.is_empty(), "in a cycle or above one:\n{}", cycle.join("\n"));
}

/// The module path of a file, without `crate`; empty for `lib.rs`.
type Module = Vec<String>;

struct House {
    /// The files that each file imports from.
    imports: BTreeMap<Module, BTreeSet<Module>>,
}

impl House {
    fn read() -> House {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut sources = BTreeMap::new();
        collect(&root, &root, &mut sources);
        let modules: BTreeSet<Module> = sources.keys().cloned().collect();
        let imports = sources
            .iter()
            .map(|(file, source)| (file.clone(), imports(file, source, &modules)))
            .collect();
        House { imports }
    }

    fn floor(&self, file: &Module) -> usize {
        let name = file.first().map_or("lib", String::as_str);
        let floor = FLOORS.iter().position(|floor| floor.contains(&name));
        floor.unwrap_or_else(|| panic!("src/{name} is on no floor"))
    }
}

/// Every source file below `folder` by its module path; files of unit tests are left out.
fn collect(folder: &Path, root: &Path, sources: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, root, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let below = path.strip_prefix(root).unwrap().with_extension("");
            let mut module: Module =
                below.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
            match module.last().map(String::as_str) {
                Some("tests") => continue,
                Some("mod") => drop(module.pop()),
                Some("lib") if module.len() == 1 => module.clear(),
                _ => {}
            }
            let source = fs::read_to_string(&path).unwrap();
            sources.insert(module, without_comments_and_tests(&source));
        }
    }
}

fn without_comments_and_tests(source: &str) -> String {
    let end = source.find("#[cfg(test)]\nmod tests").unwrap_or(source.len());
    let code = source[..end].lines().map(|line| line.split("//").next().unwrap());
    code.collect::<Vec<_>>().join("\n")
}

/// The files that the paths in `source` lead to, and the children that a `mod` item declares.
fn imports(file: &Module, source: &str, modules: &BTreeSet<Module>) -> BTreeSet<Module> {
    let mut found = BTreeSet::new();
    for (start, prefix) in prefixes(source) {
        let mut base = if prefix == "crate" { Vec::new() } else { parent(file) };
        let mut rest = &source[start..];
        while let Some(after) = rest.strip_prefix("super::") {
            base.pop();
            rest = after;
        }
        for path in paths(rest) {
            let mut full = base.clone();
            full.extend(path);
            while !full.is_empty() && !modules.contains(&full) {
                full.pop();
            }
            found.insert(full);
        }
    }
    for declared in source.split("mod ").skip(1) {
        let Some((name, _)) = declared.split_once(';') else { continue };
        let mut child = file.clone();
        child.push(name.trim().to_owned());
        if modules.contains(&child) {
            found.insert(child);
        }
    }
    // `lib.rs` declares every module and re-exports from it; a path that leads to it is one of
    // the crate's public names.
    if file.is_empty() {
        found.remove(file);
    }
    found
}

fn parent(file: &Module) -> Module {
    file[..file.len().saturating_sub(1)].to_vec()
}

/// Where a path begins, after its first `crate::` or `super::`.
fn prefixes(source: &str) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for prefix in ["crate", "super"] {
        let mark = format!("{prefix}::");
        for (at, _) in source.match_indices(&mark) {
            let before = source[..at].chars().next_back();
            if !before.is_some_and(|letter| letter.is_alphanumeric() || "_:$".contains(letter)) {
                found.push((at + mark.len(), prefix));
            }
        }
    }
    found
}

/// The segments of every path in a `use` tree, or of the one path in code.
fn paths(source: &str) -> Vec<Module> {
    let source = source.trim_start();
    if let Some(group) = source.strip_prefix('{') {
        return items(group).iter().flat_map(|item| paths(item)).collect();
    }
    let end = source.find(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
    let (segment, rest) = source.split_at(end.unwrap_or(source.len()));
    let here = vec![segment.to_owned()];
    match rest.strip_prefix("::") {
        Some(rest) => {
            paths(rest).into_iter().map(|path| here.iter().cloned().chain(path).collect()).collect()
        }
        None => vec![here],
    }
}

/// The items of a group, up to its closing brace.
fn items(group: &str) -> Vec<&str> {
    let (mut depth, mut start) = (0, 0);
    let mut found = Vec::new();
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => {
                found.push(&group[start..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.retain(|item| !item.trim().is_empty());
    found
}

fn shown(module: &Module) -> String {
    if module.is_empty() { "lib".into() } else { module.join("::") }
}

#[test]
fn the_reader_of_imports_sees_groups_supers_and_paths_in_code() {
    let module = |path: &str| path.split("::").map(String::from).collect::<Module>();
    let modules: BTreeSet<Module> =
        ["a", "a::b", "a::c", "d", "e"].into_iter().map(module).collect();
    let source = "use crate::{a::{b::B, c}, d::D};\nuse super::c::C;\nfn f() { crate::e::g() }";
    let seen = imports(&module("a::b"), source, &modules);
    let expected: BTreeSet<Module> = ["a::b", "a::c", "d", "e"].into_iter().map(module).collect();
    assert_eq!(seen, expected);
}
