//! The kept inputs of every fuzz target, as a plain test: `fuzz/corpus/TARGET.tar.gz` and
//! `fuzz/regressions/TARGET`. The last name printed is the failing input.

use std::{fs, path::Path};
use testkit::{
    measure::Counting,
    properties::{TARGETS, kept},
};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn every_kept_input_holds() {
    for (target, run) in TARGETS {
        let inputs = kept::inputs(target);
        println!("{target}: {} inputs", inputs.len());
        assert!(!inputs.is_empty(), "{target} has no kept input");
        for input in inputs {
            println!("{}", input.name);
            run(&input.bytes);
        }
    }
}

/// Every target is in the list, or it would never be replayed.
#[test]
fn every_target_is_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    let mut files: Vec<String> = fs::read_dir(root)
        .expect("the targets")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    files.sort();
    let listed: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(files, listed);
}
