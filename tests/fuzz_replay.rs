//! The kept inputs of every fuzz target, as a plain test: `fuzz/corpus/TARGET` and
//! `fuzz/regressions/TARGET`.

use std::{fs, path::Path};
use testkit::{measure::Counting, properties::TARGETS};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn every_kept_input_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    for (target, run) in TARGETS {
        let mut count = 0;
        for folder in ["corpus", "regressions"] {
            let Ok(entries) = fs::read_dir(root.join(folder).join(target)) else { continue };
            for entry in entries {
                let path = entry.expect("an entry").path();
                println!("{}", path.display());
                run(&fs::read(&path).expect("a kept input"));
                count += 1;
            }
        }
        println!("{target}: {count} inputs");
        assert!(count > 0, "{target} has no kept input");
    }
}

/// A target that is not in the list would never be replayed.
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
