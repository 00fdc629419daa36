//! The inputs that are kept for each target: `fuzz/corpus/TARGET.tar.gz`, and a file for each bug
//! that was found in `fuzz/regressions/TARGET`.

use crate::repository;
use flate2::read::GzDecoder;
use std::{
    fs::{self, File},
    io::Read,
    path::Path,
};
use tar::Archive;

/// One input by its name, which is that of the file below `corpus` or `regressions`.
pub struct Input {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The inputs of `target`, in no order.
///
/// # Panics
/// If there is no archive of that name, or it cannot be read.
pub fn inputs(target: &str) -> Vec<Input> {
    let fuzz = repository().join("fuzz");
    let mut inputs = archived(&fuzz.join("corpus").join(format!("{target}.tar.gz")));
    // A target in which no bug was found has no such folder.
    if let Ok(entries) = fs::read_dir(fuzz.join("regressions").join(target)) {
        inputs.extend(entries.map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(&fuzz).expect("it is below").display().to_string();
            Input { name, bytes: fs::read(path).expect("a kept input") }
        }));
    }
    inputs
}

fn archived(path: &Path) -> Vec<Input> {
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut archive = Archive::new(GzDecoder::new(file));
    let mut inputs = Vec::new();
    for entry in archive.entries().expect("an archive") {
        let mut entry = entry.expect("a sound archive");
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let name = entry.path().expect("a name").display().to_string();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("a whole entry");
        inputs.push(Input { name, bytes });
    }
    inputs
}
