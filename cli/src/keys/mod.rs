//! `anycert keys`: are there private keys in this source tree?

mod arguments;
mod base64;
mod binary;
mod members;
mod numbers;
mod pem;
mod percent;
mod search;

use crate::{
    command_line::{Mistake, Source, print},
    failure::Failure,
    input::{self, MOST_BYTES},
    parallel, passphrase,
    walk::{self, Rules},
    words,
};
use anycert::{Limits, Parser};
use anycert_sentences::count;
use arguments::{Command, Options};
use search::{Find, State};
use serde_json::json;
use std::{
    path::{Path, PathBuf, absolute},
    sync::atomic::AtomicBool,
};

const NO_KEY: u8 = 0;
const KEYS: u8 = 1;
const NOT_ALL_READ: u8 = 3;

/// Without a passphrase, none is tried: enough for what OpenSSL writes, with nothing spent on what
/// is there to slow down a search.
const UNASKED_WORK: u64 = 50_000;

/// What was found in one file.
struct Searched {
    path: PathBuf,
    finds: Result<Vec<Find>, Failure>,
    /// Whether it is longer than what was searched.
    is_longer: bool,
}

pub(crate) fn run(words: lexopt::Parser) -> Result<u8, Mistake> {
    match arguments::read(words)? {
        Command::Help => Ok(print(arguments::HELP)),
        Command::Keys(options) => keys(&options),
    }
}

fn keys(options: &Options) -> Result<u8, Mistake> {
    let passphrase = options.passphrase.as_ref().map(passphrase::load).transpose()?;
    let mut parser = Parser::new().skip_broken(true);
    parser = match &passphrase {
        Some(passphrase) => parser.passphrase_bytes(passphrase),
        None => parser.limits(Limits::DEFAULT.kdf_work(UNASKED_WORK)),
    };
    let mut all = searched(options, parser)?;
    if options.ignore_encrypted {
        for one in all.iter_mut().filter_map(|one| one.finds.as_mut().ok()) {
            one.retain(|find| find.state != State::Encrypted);
        }
    }
    let text: String = all.iter().map(|one| lines(one, options.json)).collect();
    let printed = print(&text);
    let (keys, failures) = summary(&all);
    Ok(match () {
        () if keys > 0 => KEYS,
        () if failures > 0 || printed != 0 => NOT_ALL_READ,
        () => NO_KEY,
    })
}

fn searched(options: &Options, parser: Parser<'_>) -> Result<Vec<Searched>, Mistake> {
    let absolute = |path: &PathBuf| absolute(path).map_err(|e| format!("{}: {e}", path.display()));
    let excluded = options.excluded.iter().map(absolute).collect::<Result<Vec<PathBuf>, _>>()?;
    let is_skipped = |path: &Path| {
        let is_below = |path: PathBuf| excluded.iter().any(|one| path.starts_with(one));
        path.ends_with(".git") || std::path::absolute(path).is_ok_and(is_below)
    };
    let rules = Rules { follow_links: false, is_skipped: &is_skipped };
    let walk = walk::walk(&options.paths, &rules, &AtomicBool::new(false));
    let search = |path: &PathBuf| {
        let read = input::read(&Source::File(path.clone())).map_err(Failure::File);
        let is_longer = read.as_ref().is_ok_and(|bytes| bytes.len() as u64 > MOST_BYTES);
        let finds = read.map(|bytes| search::keys(&bytes, parser));
        Searched { path: path.clone(), finds, is_longer }
    };
    let mut all: Vec<Searched> = parallel::map(&walk.files, search);
    all.extend(walk.unreadable.into_iter().map(|(path, error)| Searched {
        path,
        finds: Err(Failure::File(error)),
        is_longer: false,
    }));
    Ok(all)
}

fn lines(searched: &Searched, in_json: bool) -> String {
    let file = searched.path.to_string_lossy();
    match &searched.finds {
        Ok(finds) if in_json => finds
            .iter()
            .map(|find| {
                let object = json!({
                    "file": file,
                    "line": find.line,
                    "algorithm": find.algorithm,
                    "state": find.state.as_str(),
                    "container": find.container,
                });
                format!("{object}\n")
            })
            .collect(),
        Ok(finds) => {
            let name = words::file_name(&searched.path);
            finds
                .iter()
                .map(|find| match find.line {
                    Some(line) => format!("{name}:{line}: {find}\n"),
                    None => format!("{name}: {find}\n"),
                })
                .collect()
        }
        Err(failure) if in_json => {
            format!("{}\n", json!({ "file": file, "error": failure.json() }))
        }
        // On standard error.
        Err(_) => String::new(),
    }
}

/// Says on standard error what was found in all, and returns the number of keys and of failures.
fn summary(all: &[Searched]) -> (usize, usize) {
    let (mut keys, mut files, mut failures, mut longer) = (0, 0, 0, 0);
    for one in all {
        longer += usize::from(one.is_longer);
        match &one.finds {
            Ok(finds) => {
                keys += finds.len();
                files += usize::from(!finds.is_empty());
            }
            Err(failure) => {
                failures += 1;
                eprintln!("anycert keys: {}: {}", words::file_name(&one.path), failure.text());
            }
        }
    }
    if keys > 0 {
        let (keys, files) = (count(keys as u64, "private key"), count(files as u64, "file"));
        eprintln!("anycert keys: {keys} in {files}");
    }
    if longer > 0 {
        let files = count(longer as u64, "file");
        eprintln!("anycert keys: only the first 16 MiB were searched of {files}");
    }
    (keys, failures)
}
