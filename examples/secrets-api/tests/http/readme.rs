//! The commands of README.md, as a person would paste them.

use crate::server::{Folder, PROGRAM, Server};
use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output},
};

const README: &str = include_str!("../../README.md");

#[test]
fn every_command_of_the_readme_does_what_it_says() {
    let folder = Folder::new();
    let server = Server::start(&folder, &[]);
    let commands = blocks("sh");
    let mut outputs = commands.iter().map(|block| paste(&folder, &server, block));
    let mut next = || {
        let output = outputs.next().unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{errors}");
        String::from_utf8(output.stdout).unwrap()
    };

    // The one that is running.
    assert_eq!(next(), "");
    assert!(next().starts_with("sat_"));
    let answers = next();
    let answers: Vec<&str> = answers.lines().collect();
    assert_eq!(answers.len(), 3, "{answers:#?}");
    assert_eq!(without_ids(answers[0]), without_ids(&blocks("json").concat()));
    assert!(answers[1].contains(r#""state":"decrypted","key_match":"matches""#), "{}", answers[1]);
    assert!(answers[2].contains(r#""name":"example_com""#), "{}", answers[2]);
    let tokens = next();
    let lines: Vec<&str> = tokens.lines().collect();
    assert_eq!(lines.len(), 4, "{tokens}");
    assert!(lines[0].ends_with("default") && lines[2].starts_with("sat_"), "{tokens}");
    assert!(lines[3].contains("another-account") && lines[3].contains("revoked"), "{tokens}");
    assert_eq!(next(), "test\ntest --test http load -- --ignored --nocapture --test-threads 1\n");
    drop(outputs);

    for name in README.split('`').filter(|word| word.starts_with("src/") && !word.contains('*')) {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(name).exists(), "{name}");
    }
    for variable in README.split('`').filter(|word| word.starts_with("SECRETS_API_")) {
        assert!(include_str!("../../src/config.rs").contains(variable), "{variable}");
    }
}

fn blocks(language: &str) -> Vec<String> {
    let begin = format!("```{language}\n");
    let blocks = README.split(begin.as_str()).skip(1);
    blocks.map(|block| block.split("```").next().unwrap().to_owned()).collect()
}

/// The IDs differ each time.
fn without_ids(text: &str) -> serde_json::Value {
    let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
    value["data"]["id"] = "…".into();
    value["meta"]["request_id"] = "…".into();
    value
}

/// In a shell in this folder. `cargo run` is the program that was built for these tests, the
/// server is the one that is running, and tests are not run within tests.
fn paste(folder: &Folder, server: &Server, commands: &str) -> Output {
    let shim = folder.0.join("cargo");
    let script = format!(
        "#!/bin/sh\n[ \"$1\" = run ] || {{ echo \"$*\"; exit; }}\nshift\n\
         [ \"$1\" = -q ] && shift\n[ \"$1\" = -- ] && shift\n\
         [ $# = 0 ] || exec \"{PROGRAM}\" \"$@\"\n"
    );
    fs::write(&shim, script).unwrap();
    fs::set_permissions(&shim, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.0.display(), env::var("PATH").unwrap());
    Command::new("bash")
        .args(["-euc", &commands.replace("127.0.0.1:8080", &server.address)])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("PATH", path)
        .env("SECRETS_API_DATA", folder.0.join("data"))
        .output()
        .unwrap()
}
