//! The program as a whole: help, version, and mistakes on the command line.

use std::process::{Command, Output};

fn anycert(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_anycert")).args(arguments).output().expect("it runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[test]
fn help_names_every_command_and_fits_a_page() {
    let help = stdout(&anycert(&["--help"]));
    assert_eq!(help, stdout(&anycert(&["-h"])));
    for command in ["show", "list", "match", "convert", "keys"] {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
        for option in ["--help", "-h"] {
            let output = anycert(&[command, option]);
            assert_eq!(output.status.code(), Some(0));
            let page = stdout(&output);
            assert!(page.contains(&format!("Usage: anycert {command} ")), "{page}");
            assert!(page.contains("Exit code: 0 "), "{page}");
            let longest = page.lines().map(str::len).max();
            assert!(longest <= Some(100), "{command}: {longest:?}");
        }
    }
}

#[test]
fn version() {
    for option in ["--version", "-V"] {
        let output = anycert(&[option]);
        assert_eq!(stdout(&output), format!("anycert {}\n", env!("CARGO_PKG_VERSION")));
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn mistakes_say_where_to_look() {
    for (arguments, name) in [
        (&[][..], "anycert"),
        (&["inspect"], "anycert"),
        (&["--unknown"], "anycert"),
        (&["show", "--unknown"], "anycert show"),
        (&["list"], "anycert list"),
        (&["match", "one"], "anycert match"),
        (&["keys"], "anycert keys"),
        (&["convert", "file"], "anycert convert"),
    ] {
        let output = anycert(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(said.starts_with(&format!("{name}: ")), "{said}");
        assert!(said.ends_with(&format!("Try '{name} --help'.\n")), "{said}");
    }
}
