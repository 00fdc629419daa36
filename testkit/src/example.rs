//! The programs in `examples`.

use crate::repository;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// An example, built: `cargo test` builds them all, `cargo test --test one` does not.
pub fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a path");
    let profile = test.parent().and_then(Path::parent).expect("a folder of build output");
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--example", name]);
    build.current_dir(repository());
    if profile.ends_with("release") {
        build.arg("--release");
    }
    assert!(build.status().expect("cargo runs").success());
    profile.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
