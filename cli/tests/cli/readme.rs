//! The front page shows what the program prints.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

const README: &str = include_str!("../../../README.md");

/// Runs a line of shell in the repository, with the program in the path.
fn paste(line: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_anycert")).parent().expect("a folder");
    let mut path: Vec<PathBuf> = vec![program.into()];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let path: OsString = env::join_paths(path).expect("a path");
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut shell = Command::new("sh");
    let output = shell.args(["-c", line]).env("PATH", path).current_dir(repository).output();
    let output = output.expect("a shell");
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Replaces numbers of days, which differ every day.
fn without_days(text: &str) -> String {
    let words = text.trim().split(' ');
    let is_number = |word: &&str| word.parse::<u32>().is_ok();
    words.map(|word| if is_number(&word) { "N" } else { word }).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_picture_is_the_output() {
    let block = README.split("```text\n$ ").nth(1).expect("a picture").split("```").next();
    let (line, picture) = block.and_then(|block| block.split_once('\n')).expect("a command");
    assert_eq!(without_days(&paste(line)), without_days(picture));
}

/// Cargo's part of the first command is not run: it would wait for the build of this test.
#[test]
fn the_first_command_shows_a_key_that_belongs() {
    let line = README.split("```sh\n").nth(1).and_then(|block| block.lines().next());
    let line = line.expect("a command");
    let (cargo, arguments) = line.split_once(" -- ").expect("arguments of the program");
    assert!(cargo.starts_with("cargo run -p anycert-cli"), "{cargo}");
    assert!(paste(&format!("anycert {arguments}")).contains("belongs to this certificate"));
}
