//! Every file with tests is compiled: the programs list their modules, and a test kit without unit tests
//! is not compiled for them.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    read.map(|entry| entry.unwrap().path()).collect()
}

fn below(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

#[test]
fn every_file_is_a_module_of_its_program() {
    let folders = [entries(&below("tests")), entries(&below("cli/tests"))].concat();
    let programs: Vec<&PathBuf> =
        folders.iter().filter(|folder| folder.join("main.rs").exists()).collect();
    assert!(programs.len() >= 4, "{programs:?}");
    programs.iter().for_each(|program| check(program, "main.rs"));
}

/// Every file and folder with sources beside `root` is declared in it, and the same in the folders.
fn check(folder: &Path, root: &str) {
    let declared = fs::read_to_string(folder.join(root)).expect(root);
    for path in entries(folder) {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
        let is_folder = path.join("mod.rs").exists();
        let is_file = path.extension().is_some_and(|it| it == "rs") && !path.ends_with(root);
        if is_file || is_folder {
            let is_declared = declared.lines().any(|line| line == format!("mod {name};"));
            assert!(is_declared, "{} is not compiled", path.display());
        }
        if is_folder {
            check(&path, "mod.rs");
        }
    }
}

/// `testkit/Cargo.toml` tells Cargo not to compile it for them.
#[test]
fn the_test_kit_has_no_unit_tests() {
    let mut folders = vec![below("testkit/src")];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = fs::read_to_string(&path).expect("a source");
            let has_tests = source.lines().any(|line| line.trim() == "#[test]");
            assert!(!has_tests, "{}: the test would not run", path.display());
        }
    }
}
