//! Which certificates lie in these folders, and which of them expire soon?
//!
//! `inventory [OPTIONS] PATH...`; `inventory --help` says the rest.

mod arguments;
mod csv;
mod json;
#[path = "../common/passphrase.rs"]
mod passphrase;
mod reading;
#[path = "../common/refusal.rs"]
mod refusal;
mod table;
mod walk;
#[path = "../common/words.rs"]
mod words;

use anycert::{Parser, time::OffsetDateTime};
use arguments::{Command, Form, Options};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use reading::{Entry, Trouble};
use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

const NOTHING_TO_DO: u8 = 0;
const SOME_EXPIRE: u8 = 1;
const USAGE: u8 = 2;
const NOT_ALL_READ: u8 = 3;
/// What shells give for a program that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    let code = match arguments::parse() {
        Ok(Command::Help) => {
            print(arguments::HELP);
            Ok(NOTHING_TO_DO)
        }
        Ok(Command::Inventory(options)) => run(&options),
        Err(mistake) => Err(mistake),
    };
    ExitCode::from(code.unwrap_or_else(|mistake| {
        eprintln!("inventory: {mistake}\nTry `inventory --help`.");
        USAGE
    }))
}

/// All that was found: certificates by expiry, and what could not be read by name.
struct Inventory {
    entries: Vec<Entry>,
    troubles: Vec<(PathBuf, Trouble)>,
    /// Files that were read to their end or passed over, and those that there are.
    files: (usize, usize),
    now: OffsetDateTime,
}

fn run(options: &Options) -> Result<u8, String> {
    let passphrase = options.passphrase.as_ref().map(passphrase::load).transpose()?;
    let mut parser = Parser::new().skip_broken(true);
    if let Some(passphrase) = &passphrase {
        parser = parser.passphrase_bytes(passphrase);
    }
    let stop = stop_on_interrupt()?;
    let mut inventory = gather(options, parser, &stop);
    if let Some(within) = options.within {
        let last = inventory.now.saturating_add(within);
        inventory.entries.retain(|entry| entry.not_after <= last);
    }
    print(&match options.form {
        Form::Table => table::page(&inventory),
        Form::Csv => csv::page(&inventory),
        Form::Json => json::lines(&inventory),
    });
    Ok(code(options, &inventory, stop.load(Ordering::Relaxed)))
}

fn code(options: &Options, inventory: &Inventory, interrupted: bool) -> u8 {
    if interrupted {
        let (read, all) = inventory.files;
        eprintln!("inventory: interrupted; {read} of {all} files were read");
        return INTERRUPTED;
    }
    if options.within.is_some() && !inventory.entries.is_empty() {
        return SOME_EXPIRE;
    }
    if inventory.troubles.is_empty() { NOTHING_TO_DO } else { NOT_ALL_READ }
}

/// The first Ctrl-C ends the work, and what is known by then is printed; the second ends the
/// program.
fn stop_on_interrupt() -> Result<Arc<AtomicBool>, String> {
    let stop = Arc::new(AtomicBool::new(false));
    let handled = Arc::clone(&stop);
    let handler = move || {
        if handled.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(INTERRUPTED));
        }
    };
    ctrlc::set_handler(handler).map_err(|error| error.to_string())?;
    Ok(stop)
}

fn gather(options: &Options, parser: Parser<'_>, stop: &AtomicBool) -> Inventory {
    let walk::Walk { files, unreadable } = walk::walk(&options.paths, stop);
    let progress = progress(files.len());
    let read: Vec<_> = files
        .par_iter()
        .filter(|_| !stop.load(Ordering::Relaxed))
        .map(|path| {
            let read = reading::read(path, parser);
            progress.inc(1);
            read
        })
        .collect();
    progress.finish_and_clear();
    let mut inventory = Inventory {
        entries: Vec::new(),
        troubles: unreadable.into_iter().map(|(path, e)| (path, Trouble::File(e))).collect(),
        files: (read.len(), files.len()),
        now: words::now(),
    };
    for mut found in read {
        inventory.entries.append(&mut found.entries);
        let path = &found.path;
        inventory.troubles.extend(found.troubles.into_iter().map(|one| (path.clone(), one)));
    }
    // Stable, so what ends at the same moment stays in the order of the folders.
    inventory.entries.sort_by_key(|entry| entry.not_after);
    inventory
}

/// On standard error, and only where that is a terminal.
fn progress(files: usize) -> ProgressBar {
    const TEMPLATE: &str = "{wide_bar} {human_pos} of {human_len} files, {eta} left";
    let bar = ProgressBar::new(files.try_into().unwrap_or(u64::MAX));
    match ProgressStyle::with_template(TEMPLATE) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Whoever reads may have gone away; that changes nothing of what was found.
fn print(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}
