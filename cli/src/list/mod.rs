//! `anycert list`: the certificates in files and folders, those that expire first on top.

mod arguments;
mod csv;
mod json;
mod prometheus;
mod reading;
mod table;

use crate::{
    command_line::{Mistake, print},
    failure::Failure,
    parallel, passphrase,
    terminal::Terminal,
    walk::{self, Rules, Walk},
    words,
};
use anycert::{Parser, time::OffsetDateTime};
use arguments::{Command, Form, Options};
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use reading::Entry;
use std::{
    fmt,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

const NOTHING_TO_DO: u8 = 0;
const SOME_EXPIRE: u8 = 1;
const NOT_ALL_READ: u8 = 3;
/// The exit code that shells use for a program ended by Ctrl-C.
const INTERRUPTED: u8 = 130;

/// The result: certificates by expiry, and failures in the order of the files.
struct Inventory {
    entries: Vec<Entry>,
    failures: Vec<(PathBuf, Failure)>,
    /// How many files were visited, and how many there are.
    files: (usize, usize),
    now: OffsetDateTime,
}

pub(crate) fn run(words: lexopt::Parser) -> Result<u8, Mistake> {
    match arguments::read(words)? {
        Command::Help => Ok(print(arguments::HELP)),
        Command::List(options) => list(&options),
    }
}

fn list(options: &Options) -> Result<u8, Mistake> {
    let passphrase = options.passphrase.as_ref().map(passphrase::load).transpose()?;
    let parser = Parser::new().skip_broken(true).passphrase_bytes(passphrase.as_deref());
    let stop = stop_on_interrupt()?;
    let mut inventory = gather(options, parser, &stop);
    if let Some(within) = options.within {
        let last = inventory.now.saturating_add(within);
        inventory.entries.retain(|entry| entry.not_after <= last);
    }
    let printed = print(&match options.form {
        Form::Table => table::page(&inventory, Terminal::of_standard_output()),
        Form::Csv => csv::page(&inventory),
        Form::Json => json::lines(&inventory),
        Form::Prometheus => prometheus::page(&inventory),
    });
    Ok(match code(options, &inventory, stop.load(Ordering::Relaxed)) {
        NOTHING_TO_DO if printed != 0 => NOT_ALL_READ,
        code => code,
    })
}

fn code(options: &Options, inventory: &Inventory, interrupted: bool) -> u8 {
    if interrupted {
        let (read, all) = inventory.files;
        eprintln!("anycert list: interrupted; {read} of {all} files were read");
        return INTERRUPTED;
    }
    if options.within.is_some() && !inventory.entries.is_empty() {
        return SOME_EXPIRE;
    }
    if inventory.failures.is_empty() { NOTHING_TO_DO } else { NOT_ALL_READ }
}

/// The first Ctrl-C stops reading and prints what was found so far; the second ends the program.
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
    let rules = Rules { follow_links: true, is_skipped: &|_| false };
    let Walk { files, unreadable } = walk::walk(&options.paths, &rules, stop);
    let progress = progress(files.len());
    let read = parallel::map(&files, |path| {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        progress.set_message(words::file_name(path));
        let read = reading::read(path, parser);
        progress.inc(1);
        Some(read)
    });
    let read: Vec<_> = read.into_iter().flatten().collect();
    progress.finish_and_clear();
    let mut inventory = Inventory {
        entries: Vec::new(),
        failures: unreadable.into_iter().map(|(path, e)| (path, Failure::File(e))).collect(),
        files: (read.len(), files.len()),
        now: words::now(),
    };
    for mut found in read {
        inventory.entries.append(&mut found.entries);
        let path = &found.path;
        inventory.failures.extend(found.failures.into_iter().map(|one| (path.clone(), one)));
    }
    // A stable sort keeps certificates with the same expiry in the order of the files.
    inventory.entries.sort_by_key(|entry| entry.not_after);
    inventory
}

/// A progress bar on standard error, hidden if that is not a terminal.
fn progress(files: usize) -> ProgressBar {
    const TEMPLATE: &str = "{bar:20} {human_pos} of {human_len} files, {left} left  {wide_msg}";
    let bar = ProgressBar::new(files.try_into().unwrap_or(u64::MAX));
    if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
        bar.set_style(style.with_key("left", left));
    }
    // The time left keeps counting while a slow file is read.
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

/// The time left at the average pace so far, so that it does not jump with each slow or quick file.
fn left(state: &ProgressState, out: &mut dyn fmt::Write) {
    let (done, all) = (state.pos(), state.len().unwrap_or(0));
    let _ = match done {
        0 => out.write_str("?"),
        _ => {
            let each = state.elapsed().as_secs_f64() / done as f64;
            let seconds = each * all.saturating_sub(done) as f64;
            write!(out, "{}", clock(seconds.ceil() as u64))
        }
    };
}

/// "45 s", "2 min 05 s", "1 h 02 min".
fn clock(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => format!("{} h {:02} min", seconds / 3600, seconds / 60 % 60),
    }
}
