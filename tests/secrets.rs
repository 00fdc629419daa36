//! No secret remains in freed or retained memory or in any text.
//!
//! This program has its own allocator. While a parse runs, it searches every freed block for the
//! passphrase, the private keys, derived octets, and their base64. Blocks of the caller, such as the
//! input, are not freed during a parse and so are not searched.

// An allocator cannot be written without; the library itself forbids it.
#![allow(unsafe_code)]

use anycert::{Bundle, Error, Limits, Parser};
use memchr::memmem::Finder;
use std::{
    alloc::{GlobalAlloc, Layout, System},
    backtrace::Backtrace,
    cell::{Cell, RefCell},
    fmt::Write,
    fs,
    hint::black_box,
};
use testkit::{
    fixture::{self, CHEAP, Case, Fixture},
    needles::{self, Needle},
    parallel,
};

#[global_allocator]
static ALLOCATOR: Watching = Watching;

/// The system's allocator, which searches freed blocks.
struct Watching;

/// The byte that new blocks are filled with.
const FRESH: u8 = 0xfe;

/// The content of an input with a separate input for the key.
const BESIDE: &str = "certificate/ca-root.der";

/// Files with higher iteration counts leave the same traces, so they are skipped.
const MODEST: Limits = Limits::DEFAULT.kdf_work(200_000);

/// The octets to search for, and the number of allocated blocks.
struct Watch {
    finders: Vec<(String, Finder<'static>)>,
    found: RefCell<Vec<String>>,
    /// Allocated less freed since the watch began.
    blocks_out: Cell<isize>,
}

thread_local! {
    // Constant and without a destructor: reading it never allocates.
    static WATCH: Cell<Option<&'static Watch>> = const { Cell::new(None) };
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Watching {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promises.
        let block = unsafe { System.alloc(layout) };
        if let Some(watch) = WATCH.get().filter(|_| !block.is_null()) {
            watch.blocks_out.set(watch.blocks_out.get() + 1);
            // Earlier content is not ours. Now every byte is initialized.
            // SAFETY: the block is new and as long as the layout says.
            unsafe { block.write_bytes(FRESH, layout.size()) };
        }
        block
    }

    // The default `realloc` allocates a new block and frees the old one.
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if let Some(watch) = WATCH.take() {
            // SAFETY: the block is valid until it is freed below, and was filled when allocated.
            watch.freed(unsafe { std::slice::from_raw_parts(block, layout.size()) });
            WATCH.set(Some(watch));
        }
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(block, layout) }
    }
}

impl Watch {
    /// It is never freed, because the allocator reads it.
    fn of(needles: &[Needle]) -> &'static Self {
        let finder =
            |needle: &Needle| (needle.what.clone(), Finder::new(&needle.bytes).into_owned());
        Box::leak(Box::new(Watch {
            finders: needles.iter().map(finder).collect(),
            found: RefCell::default(),
            blocks_out: Cell::new(0),
        }))
    }

    /// Searches a block before it is freed. The watch is off meanwhile, because this allocates.
    fn freed(&self, bytes: &[u8]) {
        self.blocks_out.set(self.blocks_out.get() - 1);
        for (what, finder) in &self.finders {
            if let Some(at) = finder.find(bytes) {
                let from = Backtrace::force_capture().to_string();
                let from: Vec<&str> = from.lines().filter(|line| is_telling(line)).collect();
                let place = format!("{what} at byte {at} of a block of {}", bytes.len());
                self.found.borrow_mut().push(format!("{place}: {}", from.join(" < ")));
            }
        }
    }
}

/// A line of a backtrace that names a function of this crate or of one it links.
fn is_telling(line: &str) -> bool {
    let is_name = line.trim_start().starts_with(|first: char| first.is_ascii_digit());
    let noise = ["std::", "core::", "alloc::", "secrets::", "__rust", "<alloc::", "<core::"];
    is_name && !noise.iter().any(|part| line.contains(part))
}

/// Runs `work` under watch. Returns the findings, and the number of blocks that it has not freed.
fn watched(watch: &'static Watch, work: impl FnOnce()) -> (Vec<String>, isize) {
    WATCH.set(Some(watch));
    work();
    WATCH.set(None);
    (watch.found.take(), watch.blocks_out.take())
}

/// Runs `work` with the watch suspended.
fn unwatched(work: impl FnOnce()) {
    let watch = WATCH.take();
    work();
    WATCH.set(watch);
}

#[test]
fn the_watch_finds_what_is_left_in_freed_blocks() {
    let needles = [Needle { what: "word".to_owned(), bytes: b"correct horse 7F".to_vec() }];
    let watch = Watch::of(&needles);
    let (found, out) = watched(watch, || {
        let mut grown = Vec::with_capacity(16);
        grown.extend_from_slice(b"correct horse 7F");
        grown.reserve(1000);
        grown.fill(0);
        black_box(&grown);
    });
    assert_eq!((found.len(), out), (1, 0), "{found:?}");
    let (found, out) = watched(watch, || std::mem::forget(black_box(vec![1])));
    assert_eq!((found.len(), out), (0, 1));
}

#[test]
fn no_secret_is_left_in_memory_or_in_texts() {
    search(Amount::Sample);
}

#[test]
#[ignore = "takes long: cargo test --release --test secrets -- --ignored"]
fn no_secret_of_any_part_is_left() {
    search(Amount::All);
}

/// Every profile, and both ways to encrypt a key. What was written is dropped under watch too.
#[cfg(feature = "write")]
#[test]
fn no_secret_is_left_by_writing() {
    use anycert::{EncryptionParameters, Iterations, Pkcs12Profile};
    let least = Iterations::new(10_000).expect("the least");
    let fixtures: Vec<Fixture> = fixture::all()
        .into_iter()
        .filter(|fixture| fixture.name.starts_with("key/") || fixture.name.starts_with("pem/"))
        .collect();
    let reports = parallel::map(&fixtures, |fixture| {
        let mut report = Vec::new();
        for case in fixture.cases() {
            let Ok(bundle) = case.parser().limits(MODEST).parse(&fixture.bytes) else { continue };
            let mut secrets = needles::private_keys(&bundle);
            if secrets.is_empty() {
                continue;
            }
            let units = PASSPHRASE.encode_utf16().flat_map(u16::to_be_bytes).collect();
            secrets.push(Needle { what: "passphrase".to_owned(), bytes: PASSPHRASE.into() });
            secrets.push(Needle { what: "passphrase in UTF-16".to_owned(), bytes: units });
            let (found, out) = watched(Watch::of(&secrets), || {
                for profile in [
                    Pkcs12Profile::Modern(least),
                    Pkcs12Profile::Pbmac1(least),
                    Pkcs12Profile::Legacy(least),
                    Pkcs12Profile::NoPassphrase,
                ] {
                    let passphrase = (profile != Pkcs12Profile::NoPassphrase).then_some(PASSPHRASE);
                    drop(bundle.to_pkcs12(passphrase, profile, testkit::random::fixed()));
                }
                for key in bundle.private_keys() {
                    let parameters = EncryptionParameters::pbkdf2(least);
                    let random = testkit::random::fixed();
                    drop(key.to_encrypted_pkcs8_pem(PASSPHRASE, parameters, random));
                }
            });
            report.extend(found.iter().map(|what| format!("{case}: {what}")));
            if out != 0 {
                report.push(format!("{case}: {out} blocks are not given back"));
            }
        }
        report
    });
    let all: Vec<String> = reports.into_iter().flatten().collect();
    assert!(all.is_empty(), "{} findings:\n{}", all.len(), all.join("\n"));
}

#[cfg(feature = "write")]
const PASSPHRASE: &str = "a passphrase to write with";

/// How many of the ways to change an input are gone.
#[derive(Clone, Copy, PartialEq)]
enum Amount {
    Sample,
    All,
}

fn search(amount: Amount) {
    let fixtures = fixture::all();
    let reports = parallel::map(&fixtures, |fixture| {
        let mut report = Vec::new();
        each_input(fixture, amount, |place, secrets, parser, input| {
            let mut text = String::new();
            let (mut found, out) = watched(secrets.watch, || {
                let answer = parser.parse(input);
                unwatched(|| text = all_texts(&parser, &answer));
                drop(answer);
            });
            let said =
                secrets.forms.iter().filter(|(_, form)| form.find(text.as_bytes()).is_some());
            found.extend(said.map(|(what, _)| format!("{what} in a text")));
            report.extend(found.iter().map(|what| format!("{place}: {what}")));
            if out != 0 {
                report.push(format!("{place}: {out} blocks are not given back"));
            }
        });
        report
    });
    let all: Vec<String> = reports.into_iter().flatten().collect();
    assert!(all.is_empty(), "{} findings:\n{}", all.len(), all.join("\n"));
}

/// Calls `run` for every case of the fixture that has a secret, with its secrets: complete, truncated
/// at some or all places, and the same in text encodings and with damage that is repaired.
fn each_input(
    fixture: &Fixture,
    amount: Amount,
    mut run: impl FnMut(&str, &Secrets, Parser<'_>, &[u8]),
) {
    let cases = fixture.cases();
    // Parts opened with one passphrase are secret even if others stay locked.
    let open = |case: &Case<'_>| case.parser().limits(MODEST).parse(&fixture.bytes).ok();
    let opened: Vec<Bundle> = cases.iter().filter_map(open).collect();
    let content = fs::read(fixture::root().join(BESIDE)).expect(BESIDE);
    for case in &cases {
        let mut secrets = needles::passphrases(case);
        secrets.extend(opened.iter().flat_map(needles::private_keys));
        secrets.extend(needles::derived_keys(case));
        if secrets.is_empty() {
            continue;
        }
        secrets.sort_by(|one, other| one.bytes.cmp(&other.bytes));
        secrets.dedup_by(|one, other| one.bytes == other.bytes);
        let secrets = Secrets::of(&secrets);
        let name = case.to_string();
        run(&name, &secrets, case.parser().limits(MODEST), &fixture.bytes);
        let cheap = case.parser().limits(CHEAP);
        for (option, parser) in [
            ("skip_broken", cheap.skip_broken(true)),
            ("strict", cheap.strict(true)),
            ("keys not decrypted", cheap.decrypt_keys(false)),
        ] {
            run(&format!("{name}, {option}"), &secrets, parser, &fixture.bytes);
            let part = &fixture.bytes[..fixture.bytes.len() * 2 / 3];
            run(&format!("{name}, {option}, cut off"), &secrets, parser, part);
        }
        cut_off(&fixture.bytes, amount, |part| {
            let place = format!("{name}, {} bytes", part.len());
            run(&place, &secrets, cheap, part);
            run(
                &format!("{place}, in a separate input"),
                &secrets,
                cheap.private_key(part),
                &content,
            );
        });
        for (number, (disguise, input)) in disguises(&fixture.bytes).into_iter().enumerate() {
            // A sample takes each disguise of some fixtures, and of all what is decoded as public.
            let is_sampled = number % 8 == fixture.bytes.len() % 8 || disguise == "wrong label";
            if amount == Amount::Sample && !is_sampled {
                continue;
            }
            let place = format!("{name}, {disguise}");
            run(&place, &secrets, case.parser().limits(CHEAP), &input);
            let half = &input[..input.len() / 2];
            run(&format!("{place}, half"), &secrets, case.parser().limits(CHEAP), half);
        }
    }
}

/// Beginnings of `whole`: all of them, or eight.
fn cut_off(whole: &[u8], amount: Amount, mut run: impl FnMut(&[u8])) {
    match amount {
        Amount::All => (0..whole.len()).for_each(|length| run(&whole[..length])),
        Amount::Sample => {
            (1..8).for_each(|eighth| run(&whole[..whole.len() * eighth / 8]));
            run(&whole[..whole.len().saturating_sub(1)]);
        }
    }
}

/// The input in text encodings, and texts damaged in ways that are repaired.
fn disguises(bytes: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let base64 = testkit::pem::base64(bytes);
    let mut all = vec![
        ("base64", base64.clone()),
        ("base64url", base64.replace('+', "-").replace('/', "_").replace('=', "")),
        ("base64 of base64", testkit::pem::base64(base64.as_bytes())),
        ("hexadecimal", testkit::hex(bytes)),
        ("data URI", format!("data:application/octet-stream;base64,{base64}")),
        ("quoted base64", format!("\"{base64}\"")),
    ];
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.contains("-----BEGIN "));
    if let Some(text) = text {
        let percent = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let prefixed = |prefix: &str| {
            let lines = text.lines().map(|line| format!("{prefix}{line}\n"));
            lines.collect::<String>()
        };
        let end = text.find("-----END").unwrap_or(text.len());
        let begin = text.find('\n').map_or(0, |at| at + 1);
        all.extend([
            ("percent", percent(text)),
            ("quoted", format!("{text:?}")),
            ("escaped", text.replace('\n', "\\n")),
            ("escaped twice", text.replace('\n', "\\\\n")),
            ("indented", prefixed("    ")),
            ("mail quotes", prefixed("> ")),
            ("comments", prefixed("# ")),
            ("carriage returns", text.replace('\n', "\r")),
            ("one line", text.replace('\n', " ")),
            ("line continuation", text.replace('\n', "\\\n")),
            ("HTML", text.replace('\n', "<br>\n").replace('+', "&#43;")),
            ("no-break spaces", text.replace('\n', "\u{a0}\n")),
            ("four dashes", text.replace("-----", "----")),
            ("no END", text[..end].to_owned()),
            ("no BEGIN", text[begin..].to_owned()),
            ("no padding", text.replace('=', "")),
            ("a bad letter", text.replacen("\nM", "\n!", 1)),
            ("wrong label", text.replace("PRIVATE KEY", "CERTIFICATE")),
            ("label of PKCS#7", text.replace("PRIVATE KEY", "PKCS7")),
        ]);
    }
    if text.is_none() {
        let certificate = fs::read(testkit::fixture::root().join("certificate/example.der"));
        let both = [&certificate.expect("a certificate"), bytes].concat();
        let after = testkit::pem::block("CERTIFICATE", &both);
        all.push(("after a certificate in its block", after));
    }
    let mut all: Vec<_> = all.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    if let Some(text) = text {
        let units = || text.encode_utf16();
        all.push(("UTF-16 LE", units().flat_map(u16::to_le_bytes).collect()));
        let marked = [0xfeff].into_iter().chain(units());
        all.push(("UTF-16 BE", marked.flat_map(u16::to_be_bytes).collect()));
    }
    all
}

/// The secrets of one case, prepared for the search in memory and texts.
struct Secrets {
    watch: &'static Watch,
    /// As they are, in hexadecimal, and as a list of numbers.
    forms: Vec<(String, Finder<'static>)>,
}

impl Secrets {
    fn of(needles: &[Needle]) -> Self {
        let forms = needles.iter().flat_map(|needle| {
            let list = format!("{:?}", needle.bytes);
            let hex = testkit::hex(&needle.bytes);
            [
                needle.bytes.clone(),
                list.trim_matches(['[', ']']).as_bytes().to_vec(),
                hex.to_uppercase().into_bytes(),
                hex.into_bytes(),
            ]
            .map(|form| (needle.what.clone(), Finder::new(&form).into_owned()))
        });
        Secrets { watch: Watch::of(needles), forms: forms.collect() }
    }
}

/// Every printable form of an answer and of the options.
fn all_texts(parser: &Parser<'_>, answer: &Result<Bundle, Error>) -> String {
    let mut text = format!("{parser:?} {parser:#?}");
    match answer {
        Err(error) => texts_of_error(error, &mut text),
        Ok(bundle) => {
            let _ = write!(text, " {bundle:?} {bundle:#?} {:?}", bundle.metadata());
            for note in bundle.notes() {
                let _ = write!(text, " {note} {note:?} {} {}", note.code(), note.location());
            }
            for error in bundle.broken() {
                texts_of_error(error, &mut text);
            }
            for key in bundle.private_keys() {
                let _ = write!(text, " {key:?} {key:#?}");
            }
        }
    }
    text
}

fn texts_of_error(error: &Error, text: &mut String) {
    let _ = write!(text, " {error} {error:?} {error:#?} {} {:?}", error.help(), error.location());
    let _ = write!(text, " {:?} {:?} {:?}", error.oid(), error.feature(), error.exceeded());
}
