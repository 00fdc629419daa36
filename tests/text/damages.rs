//! Texts as people send them: each damage alone, each pair of damages, and the same with one
//! character or one line wrong; and that no reading differs from a strict one.

use anycert::{Bundle, Error, ErrorKind, KeyState, NoteClass, NoteCode, Parser, detect, parse};
use std::{
    fs,
    time::{Duration, Instant},
};
use testkit::{fixture, parallel, properties};

/// One way in which a text is changed between sender and reader.
struct Damage {
    name: &'static str,
    /// Returns `None` if it does not apply.
    apply: fn(&str) -> Option<Vec<u8>>,
    /// The note that it must leave; `None` if RFC 7468 allows it.
    note: Option<NoteCode>,
    /// Whether lines are counted in the original text, not in the changed one.
    is_encoding: bool,
}

const fn text(
    name: &'static str,
    note: Option<NoteCode>,
    apply: fn(&str) -> Option<Vec<u8>>,
) -> Damage {
    Damage { name, apply, note, is_encoding: false }
}

const fn encoding(
    name: &'static str,
    note: NoteCode,
    apply: fn(&str) -> Option<Vec<u8>>,
) -> Damage {
    Damage { name, apply, note: Some(note), is_encoding: true }
}

const DAMAGES: &[Damage] = &[
    text("old label", None, |text| {
        changed(text, text.replace(" CERTIFICATE-----", " X509 CERTIFICATE-----"))
    }),
    text("lines of another width", None, |text| some(in_lines_of(text, 76))),
    text("body on one line", None, |text| some(in_lines_of(text, 1 << 20))),
    text("alphabet for URLs", Some(NoteCode::Base64Url), |text| {
        changed(text, bodies(text, |body| body.replace('+', "-").replace('/', "_")))
    }),
    text("missing padding", Some(NoteCode::MissingPadding), |text| {
        changed(text, bodies(text, |body| body.replace('=', "")))
    }),
    text("html entities", Some(NoteCode::HtmlMarkup), |text| {
        changed(text, bodies(text, |body| body.replace('+', "&#43;").replace('=', "&#x3D;")))
    }),
    text("zero-width characters", Some(NoteCode::InvisibleCharacters), |text| {
        some(bodies(text, |body| body.replace('A', "A\u{200b}")))
    }),
    text("missing END", Some(NoteCode::MissingEnd), |text| {
        some(text.split_once("-----END")?.0.into()).filter(|_| has_one_block(text) && is_tlv(text))
    }),
    text("missing BEGIN", Some(NoteCode::MissingBegin), |text| {
        some(text.split_once("-----\n")?.1.into()).filter(|_| has_one_block(text) && is_tlv(text))
    }),
    text("four dashes", Some(NoteCode::DamagedBoundary), |text| {
        changed(text, text.replace("-----", "----"))
    }),
    text("six dashes", Some(NoteCode::DamagedBoundary), |text| {
        changed(text, text.replace("-----", "------"))
    }),
    text("smart dashes", Some(NoteCode::DamagedBoundary), |text| {
        changed(text, text.replace("-----", "\u{2014}\u{2014}-"))
    }),
    text("no-break spaces in boundaries", Some(NoteCode::DamagedBoundary), |text| {
        let boundaries = |line: &str| match line.starts_with("--") {
            true => line.replace(' ', "\u{a0}"),
            false => line.into(),
        };
        changed(text, text.split_inclusive('\n').map(boundaries).collect())
    }),
    text("small letters", Some(NoteCode::DamagedBoundary), |text| {
        let boundaries =
            |line: &str| if line.starts_with("--") { line.to_lowercase() } else { line.into() };
        changed(text, text.split_inclusive('\n').map(boundaries).collect())
    }),
    text("line ends of mainframes", Some(NoteCode::InvisibleCharacters), |text| {
        some(text.trim_end().replace('\n', "\u{85}"))
            .filter(|_| has_blocks(text) && !text.contains(": "))
    }),
    text("glued blocks", Some(NoteCode::BoundaryNotAlone), |text| {
        changed(text, text.replace("-----\n-----", "----------"))
    }),
    text("no-break spaces", Some(NoteCode::InvisibleCharacters), |text| {
        changed(text, bodies(text, |body| body.replace('\n', "\u{a0}\n")))
    }),
    text("tabs and form feeds", None, |text| {
        some(bodies(text, |body| body.replace('\n', "\t\x0c\n")))
    }),
    text("line breaks of html", Some(NoteCode::HtmlMarkup), |text| {
        some(text.trim_end().replace('\n', "<br>\n"))
            .filter(|_| has_blocks(text) && !text.contains(": "))
    }),
    text("blank lines", Some(NoteCode::BlankLines), |text| {
        some(text.replace('\n', "\n\n")).filter(|_| has_blocks(text))
    }),
    text("blanks at line ends", None, |text| some(text.replace('\n', " \t\n"))),
    text("line continuation", Some(NoteCode::LineContinuation), |text| {
        some(bodies(text, |body| body.replace('\n', "\\\n"))).filter(|_| has_blocks(text))
    }),
    text("indentation", Some(NoteCode::IndentedBlock), |text| {
        some(each_line(text, "    ", "")).filter(|_| has_blocks(text))
    }),
    text("yaml block", Some(NoteCode::IndentedBlock), |text| {
        some(["tls:\n  certificate: |\n", &each_line(text, "    ", "")].concat())
            .filter(|_| has_blocks(text))
    }),
    text("mail quoting", Some(NoteCode::QuotedLines), |text| {
        some(each_line(text, "> ", "")).filter(|_| has_blocks(text))
    }),
    text("spaces for newlines", Some(NoteCode::BoundaryNotAlone), |text| {
        some(text.trim_end().replace('\n', " ")).filter(|_| has_blocks(text))
    }),
    text("nothing for newlines", Some(NoteCode::BoundaryNotAlone), |text| {
        some(text.replace('\n', "")).filter(|_| has_blocks(text))
    }),
    text("assignment", Some(NoteCode::BoundaryNotAlone), |text| {
        some(["cert = ", text].concat()).filter(|_| has_one_block(text))
    }),
    text("cdata", Some(NoteCode::BoundaryNotAlone), |text| {
        some(["<cert><![CDATA[", text.trim_end(), "]]></cert>\n"].concat())
            .filter(|_| has_one_block(text))
    }),
    text("csv cell", Some(NoteCode::BoundaryNotAlone), |text| {
        some(["name,certificate\nexample,\"", text.trim_end(), "\",2030\n"].concat())
            .filter(|_| has_one_block(text))
    }),
    text("comment before", Some(NoteCode::TextAroundBlocks), |text| {
        some(["# CN=example, expires 2040\n", text].concat()).filter(|_| has_blocks(text))
    }),
    text("markdown fence", Some(NoteCode::TextAroundBlocks), |text| {
        some(["```pem\n", text, "```\n"].concat()).filter(|_| has_blocks(text))
    }),
    text("here-document", Some(NoteCode::TextAroundBlocks), |text| {
        some(["$ cat > a.pem <<'EOF'\n", text, "EOF\n"].concat()).filter(|_| has_blocks(text))
    }),
    text("text around", Some(NoteCode::TextAroundBlocks), |text| {
        some(["Dear all,\n\nhere it is:\n\n", text, "\nYours, A.\n"].concat())
            .filter(|_| has_blocks(text))
    }),
    text("no final newline", None, |text| some(text.trim_end().into())),
    text("crlf", None, |text| some(text.replace('\n', "\r\n"))),
    text("cr", None, |text| some(text.replace('\n', "\r"))),
    text("byte order mark", Some(NoteCode::ByteOrderMark), |text| {
        some(["\u{feff}", text].concat())
    }),
    encoding("utf-16 little endian", NoteCode::EncodedText, |text| {
        Some(["\u{feff}", text].concat().encode_utf16().flat_map(u16::to_le_bytes).collect())
    }),
    encoding("utf-16 big endian", NoteCode::EncodedText, |text| {
        Some(["\u{feff}", text].concat().encode_utf16().flat_map(u16::to_be_bytes).collect())
    }),
    encoding("newlines as escapes", NoteCode::StringLiteral, |text| {
        some(text.replace('\\', "\\\\").replace('\r', "\\r").replace('\n', "\\n"))
            .filter(|_| has_blocks(text))
    }),
    encoding("json string", NoteCode::StringLiteral, |text| {
        Some(serde_json::to_vec(text).unwrap())
    }),
    encoding("environment variable", NoteCode::StringLiteral, |text| {
        some(["export CERT=", &serde_json::to_string(text).unwrap(), "\n"].concat())
    }),
    encoding("c string", NoteCode::StringLiteral, |text| {
        let lines: Vec<_> =
            text.split_inclusive('\n').map(|line| serde_json::to_string(line).unwrap()).collect();
        some(["static const char pem[] =\n  ", &lines.join("\n  "), ";\n"].concat())
    }),
    encoding("python string", NoteCode::StringLiteral, |text| {
        some(["CERT = \"\"\"", text, "\"\"\"\n"].concat())
            .filter(|_| !text.contains(['\\', '"']) && !has_several_blocks(text))
    }),
    encoding("percent", NoteCode::EncodedText, |text| {
        let escape = |byte: u8| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        };
        changed(text, text.bytes().map(escape).collect())
    }),
    encoding("data uri", NoteCode::EncodedText, |text| {
        some(format!("data:application/x-pem-file;base64,{}", base64(text.as_bytes())))
    }),
    encoding("base64", NoteCode::EncodedText, |text| some(base64(text.as_bytes()))),
    encoding("base64 in lines", NoteCode::EncodedText, |text| {
        some(lines_of(&base64(text.as_bytes()), 76))
    }),
    encoding("hexadecimal", NoteCode::EncodedText, |text| some(testkit::hex(text.as_bytes()))),
    encoding("yaml in single quotes", NoteCode::DocumentValue, |text| {
        let value = text.replace('\'', "''").replace('\n', "\n\n  ");
        some(["tls:\n  port: 443\n", "  pem: '", &value, "'\n"].concat())
            .filter(|_| has_blocks(text) && is_plain(text) && has_several_lines(text))
    }),
    encoding("yaml in double quotes", NoteCode::DocumentValue, |text| {
        let value = serde_json::to_string(text).unwrap().replace("\\n", "\\n\\\n    ");
        some(["pem: ", &value, "\nport: 443\n"].concat())
            .filter(|_| has_blocks(text) && is_plain(text) && has_several_lines(text))
    }),
    encoding("java properties", NoteCode::DocumentValue, |text| {
        let escape = |character: char| match character {
            '\n' => "\\n".into(),
            '\r' => "\\r".into(),
            '\t' => "\\t".into(),
            '\x0c' => "\\f".into(),
            '\\' | '=' | ':' | '#' | '!' => format!("\\{character}"),
            ' '..='~' => character.to_string(),
            other => format!("\\u{:04x}", u32::from(other)),
        };
        let value: String = text.chars().map(escape).collect();
        some(["#2026\nurl=https\\://a\npem=", &value, "\n"].concat()).filter(|_| {
            has_blocks(text) && has_several_lines(text) && !text.starts_with([' ', '\t'])
        })
    }),
    encoding("two c constants", NoteCode::DocumentValue, |text| {
        let lines: Vec<_> =
            text.split_inclusive('\n').map(|line| serde_json::to_string(line).unwrap()).collect();
        let value = lines.join("\n  ");
        some(["/* a */\nchar a[] =\n  ", &value, ";\nchar *b = \"c\";\n"].concat())
            .filter(|_| has_blocks(text) && has_several_lines(text))
    }),
    encoding("json member", NoteCode::DocumentValue, |text| {
        let value = base64(text.as_bytes()).replace('/', "\\/");
        some(["  \"certificate\": \"", &value, "\",\n  \"version\": 1\n"].concat())
            .filter(|_| has_begin(text))
    }),
    encoding("directory entry", NoteCode::DocumentValue, |text| {
        let value = lines_of(&base64(text.as_bytes()), 70).replace('\n', "\n ");
        some(["dn: cn=a,\n dc=b\nuserCertificate;binary:: ", value.trim_end(), "\n"].concat())
            .filter(|_| has_begin(text))
    }),
    encoding("environment file of base64", NoteCode::DocumentValue, |text| {
        some(["PORT=443\nexport CERT=", &base64(text.as_bytes()), "\n"].concat())
            .filter(|_| has_begin(text))
    }),
];

/// Pairs of damages, in the order in which they are applied, that are not supported, and why.
const REFUSED: &[(&[&str], &[&str], &str)] = &[
    (
        &["missing END"],
        &["cdata", "csv cell", "markdown fence", "here-document", "text around"],
        "without an END line all that follows is part of the block",
    ),
    (&["missing END"], &["missing BEGIN"], "what is left is no PEM"),
    (
        &["mail quoting", "line continuation"],
        &["spaces for newlines", "nothing for newlines"],
        "marks of lines that are no lines any more",
    ),
    (
        &["mail quoting"],
        &["assignment", "cdata", "csv cell"],
        "the first line has another prefix than the others",
    ),
    (
        &["json member", "directory entry", "environment file of base64"],
        &["json string", "environment variable", "c string"],
        "no part of a document is a string literal",
    ),
    (
        &["glued blocks"],
        &["mail quoting"],
        "the second block has a prefix that its first line lacks",
    ),
];

fn is_refused(first: &str, second: &str) -> bool {
    REFUSED.iter().any(|(firsts, seconds, _)| firsts.contains(&first) && seconds.contains(&second))
}

/// Damages to lines that an encoded text may suffer; the others concern PEM.
const OUTSIDE_OF_ENCODINGS: &[&str] = &["no final newline", "crlf", "byte order mark"];

fn some(text: String) -> Option<Vec<u8>> {
    Some(text.into_bytes())
}

fn changed(before: &str, after: String) -> Option<Vec<u8>> {
    (before != after).then(|| after.into_bytes())
}

fn has_blocks(text: &str) -> bool {
    text.to_uppercase().contains("-BEGIN ")
}

fn has_one_block(text: &str) -> bool {
    text.to_uppercase().matches("-BEGIN ").count() == 1
}

/// A BEGIN line, valid or damaged.
fn has_begin(text: &str) -> bool {
    text.to_lowercase().contains("begin") && !text.contains('%')
}

fn has_several_lines(text: &str) -> bool {
    text.trim_end().contains('\n')
}

/// Characters and lines that YAML writes as they are.
fn is_plain(text: &str) -> bool {
    let is_plain = |line: &str| !line.is_empty() && line.trim() == line;
    text.is_ascii() && !text.contains(['\\', '\r', '\t', '\x0c']) && text.lines().all(is_plain)
}

fn has_several_blocks(text: &str) -> bool {
    has_blocks(text) && !has_one_block(text)
}

/// Whether the content of the block has its own length.
fn is_tlv(text: &str) -> bool {
    text.contains("\nMI") && !text.contains(": ")
}

fn each_line(text: &str, before: &str, after: &str) -> String {
    text.lines().map(|line| [before, line, after, "\n"].concat()).collect()
}

/// The text with the content between boundaries changed.
fn bodies(text: &str, change: impl Fn(&str) -> String) -> String {
    let mut is_body = !has_blocks(text);
    let mut body = String::new();
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        if line.contains("BEGIN ") || line.contains("END ") {
            out += &change(&body);
            body.clear();
            out += line;
            is_body = line.contains("BEGIN ");
        } else if is_body {
            body += line;
        } else {
            out += line;
        }
    }
    out + &change(&body)
}

fn in_lines_of(text: &str, width: usize) -> String {
    bodies(text, |body| {
        if body.contains(':') { body.into() } else { lines_of(&body.replace('\n', ""), width) }
    })
}

fn lines_of(text: &str, width: usize) -> String {
    let characters: Vec<char> = text.chars().collect();
    characters.chunks(width).flat_map(|line| line.iter().copied().chain(['\n'])).collect()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    bytes
        .chunks(3)
        .flat_map(|group| {
            let bits = group.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte))
                << (8 * (3 - group.len()));
            (0..4).map(move |place| match place <= group.len() {
                true => char::from(DIGITS[(bits >> (18 - 6 * place)) as usize & 63]),
                false => '=',
            })
        })
        .collect()
}

/// What is damaged, as it was sent.
fn originals() -> Vec<(&'static str, String)> {
    [
        ("certificate", "certificate/rsa-2048.pem"),
        ("chain", "pem/example-chain.pem"),
        ("key", "key/rsa-traditional.pem"),
        ("certificate and key", "pem/example-certificate-and-key.pem"),
        ("base64 of PFX", "pkcs12/example.pfx.base64"),
    ]
    .map(|(name, path)| {
        let bytes =
            fs::read(fixture::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| lines_of(&base64(error.as_bytes()), 64));
        (name, text)
    })
    .into()
}

/// Everything a bundle returns about its content, secrets included, or the error.
fn view(read: &Result<Bundle, Error>) -> String {
    match read {
        Ok(bundle) => {
            let certificates: Vec<_> =
                bundle.certificates().iter().map(|c| testkit::sha256(c.as_der())).collect();
            let keys: Vec<(KeyState, Option<String>)> = bundle
                .private_keys()
                .iter()
                .map(|key| (key.state(), key.secret_pkcs8_der().map(testkit::sha256)))
                .collect();
            format!("{} {certificates:?} {keys:?} {:?}", bundle.format(), bundle.key_match())
        }
        Err(error) => format!("{} {}", error.kind(), error),
    }
}

fn read(input: &[u8]) -> Result<Bundle, Error> {
    Parser::new().passphrase("correct horse 7F").parse(input)
}

#[test]
fn each_damage_alone() {
    let mut count = 0;
    for (name, original) in originals() {
        let expected = view(&read(original.as_bytes()));
        for damage in DAMAGES {
            let Some(damaged) = (damage.apply)(&original) else { continue };
            let case = format!("{name}, {}", damage.name);
            let result = read(&damaged);
            assert_eq!(view(&result), expected, "{case}\n{}", String::from_utf8_lossy(&damaged));
            let Ok(bundle) = result else { continue };
            let codes: Vec<_> = bundle.notes().iter().map(|note| note.code()).collect();
            assert!(damage.note.is_none_or(|note| codes.contains(&note)), "{case}: {codes:?}");
            let is_repair = damage.note.is_some_and(|note| note.class() == NoteClass::Repaired);
            let strict = Parser::new().passphrase("correct horse 7F").strict(true).parse(&damaged);
            assert_eq!(strict.is_err(), is_repair, "{case}: {strict:?}");
            assert!(detect(&damaged).is_none_or(|format| format == bundle.format()), "{case}");
            count += 1;
        }
    }
    println!("{count} texts with one damage, of {} damages", DAMAGES.len());
    assert!(count > 150, "{count}");
}

#[test]
fn each_pair_of_damages() {
    let originals = originals();
    let mut pairs = Vec::new();
    for (name, original) in &originals {
        for (position, first) in DAMAGES.iter().enumerate() {
            for (other, second) in DAMAGES.iter().enumerate() {
                let is_sensible = match first.is_encoding {
                    true => second.is_encoding || OUTSIDE_OF_ENCODINGS.contains(&second.name),
                    false => position < other,
                };
                if is_sensible && position != other {
                    pairs.push((*name, original, first, second));
                }
            }
        }
    }
    let outcomes = parallel::map(&pairs, |(name, original, first, second)| {
        let once = String::from_utf8((first.apply)(original)?).ok()?;
        let twice = (second.apply)(&once)?;
        let agrees = view(&read(&twice)) == view(&read(original.as_bytes()));
        let expected = !is_refused(first.name, second.name);
        Some((
            agrees,
            (agrees != expected).then(|| {
                format!(
                    "{name}: {} + {}: {}",
                    first.name,
                    second.name,
                    view(&read(&twice)).chars().take(160).collect::<String>()
                )
            }),
        ))
    });
    let run: Vec<_> = outcomes.into_iter().flatten().collect();
    let failures: Vec<_> = run.iter().filter_map(|(_, failure)| failure.as_deref()).collect();
    let read = run.iter().filter(|(agrees, _)| *agrees).count();
    println!("{} texts with two damages, {read} read", run.len());
    assert!(failures.is_empty(), "{}\n{}", failures.join("\n"), failures.len());
}

/// The line of the first `~`.
fn line_of_mark(text: &str) -> usize {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    1 + lines.split('~').next().unwrap().matches('\n').count()
}

/// The text with one character of its base64 replaced after the beginning, and with a whole line of
/// the base64 removed.
fn twins(text: &str) -> [String; 2] {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let place =
        lines.iter().rposition(|line| line.trim_end().len() >= 64 && !line.contains(": ")).unwrap();
    let mut wrong = lines.clone();
    let line = [&lines[place][..7], "~", &lines[place][8..]].concat();
    wrong[place] = &line;
    let mut lost = lines.clone();
    lost.remove(place);
    [wrong.concat(), lost.concat()]
}

#[test]
fn one_wrong_character_or_one_lost_line_is_found() {
    let mut count = [0; 2];
    for (name, original) in originals() {
        let original = if has_blocks(&original) { original } else { lines_of(&original, 64) };
        let [wrong, lost] = twins(&original);
        for damage in DAMAGES {
            let case = format!("{name}, {}", damage.name);
            if let Some(damaged) = (damage.apply)(&wrong) {
                let error = read(&damaged).expect_err(&case);
                assert_eq!(error.kind(), ErrorKind::Malformed, "{case}: {error}");
                let seen = std::str::from_utf8(&damaged).ok().filter(|_| !damage.is_encoding);
                let expected = line_of_mark(seen.unwrap_or(&wrong));
                assert_eq!(error.location().line(), Some(expected), "{case}: {error}");
                count[0] += 1;
            }
            if let Some(damaged) = (damage.apply)(&lost) {
                let error = read(&damaged).expect_err(&case);
                assert_eq!(error.kind(), ErrorKind::Malformed, "{case}: {error}");
                // The missing line cannot be determined, but its block can.
                let shown = error.location().block().is_some();
                assert_eq!(shown, has_blocks(&lost), "{case}: {error}");
                count[1] += 1;
            }
        }
    }
    println!("{} texts with a wrong character, {} with a lost line", count[0], count[1]);
    assert!(count[0] > 150 && count[1] > 150, "{count:?}");
}

/// A generator of numbers that are the same on every run (Marsaglia's xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

const SPLINTERS: &[&str] = &[
    "-----BEGIN CERTIFICATE-----",
    "-----END CERTIFICATE-----",
    "-----BEGIN PRIVATE KEY-----",
    "-----END PRIVATE KEY-----",
    "----BEGIN CERTIFICATE----",
    "-----begin certificate-----",
    "-----END X509 CERTIFICATE-----",
    "-----BEGIN X-----",
    "-----END X-----",
    "> ",
    "# ",
    "  ",
    "\t",
    "\\n",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\"",
    "'",
    ":",
    "A: b\n",
    "A: b\n\n",
    "=",
    "-",
    "_",
    "+",
    "&#43;",
    "%2B",
    "\u{feff}",
    "\u{200b}",
    "\u{2014}",
    "-----",
    "----------",
    "{",
    "<br>",
    "\\",
    "//",
    ";",
    "data:,",
];

/// One to four changes to a text: lines and pieces moved, duplicated, removed, joined, inserted.
fn mutated(text: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut text = text.to_vec();
    for _ in 0..=numbers.below(4) {
        let mut lines: Vec<Vec<u8>> =
            text.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        let (one, other) = (numbers.below(lines.len()), numbers.below(lines.len()));
        let at = numbers.below(text.len());
        let splinter = SPLINTERS[numbers.below(SPLINTERS.len())].bytes();
        match numbers.below(8) {
            0 => drop(lines.remove(one)),
            1 => lines.insert(one, lines[other].clone()),
            2 => lines.swap(one, other),
            3 => drop(lines[one].pop()),
            4 => lines[one].splice(0..0, splinter).for_each(drop),
            5 => lines.insert(one, splinter.chain(*b"\n").collect()),
            6 => lines = vec![[&text[..at], &splinter.collect::<Vec<_>>(), &text[at..]].concat()],
            _ => lines = vec![[&text[..at], &text[(at + 1).min(text.len())..]].concat()],
        }
        text = lines.concat();
        if text.is_empty() {
            return text;
        }
    }
    text
}

#[test]
fn no_reading_differs_from_a_strict_one() {
    let file = |path: &str| fs::read(fixture::root().join(path)).unwrap();
    let sources = [
        "certificate/ed25519.pem",
        "pem/root-first.pem",
        "pem/leaf-key-chain.pem",
        "pem/openssl-text-chain.pem",
    ]
    .map(file);
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let texts: Vec<Vec<u8>> =
        (0..20_000).map(|round| mutated(&sources[round % sources.len()], &mut numbers)).collect();
    let read = parallel::map(&texts, |text| properties::text::holds(text))
        .into_iter()
        .filter(|read| *read)
        .count();
    println!("{} texts, {read} read, none otherwise than by a strict reader", texts.len());
    assert!(read > 2_000, "{read}");
}

/// Every text fixture, unchanged and changed: the content of a single block is read, or the text is
/// refused.
#[test]
fn no_content_of_a_block_is_lost() {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let mut texts = Vec::new();
    for folder in ["certificate", "key", "pem", "pkcs7", "reject", "text"] {
        for entry in fs::read_dir(fixture::root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read(&path).unwrap();
            let is_pem = text.windows(6).any(|window| window == b"BEGIN ") && text.len() < 20_000;
            if is_pem && path.extension().is_none_or(|extension| extension != "expect") {
                texts.extend((0..3).map(|_| mutated(&text, &mut numbers)));
                texts.push(text);
            }
        }
    }
    let read = parallel::map(&texts, |text| properties::text::holds(text));
    println!("{} texts, nothing lost", read.len());
    assert!(read.len() > 1_000, "{}", read.len());
}

/// Blocks with line ends that only other software accepts, each beside a valid block.
#[test]
fn a_block_on_one_line_beside_a_sound_one_is_never_dropped() {
    let pem = |path: &str| fs::read_to_string(fixture::root().join(path)).unwrap();
    let (sound, key) = (pem("certificate/ed25519.pem"), pem("key/p256-pkcs8.pem"));
    let ends = [
        "\u{b}",
        "\u{c}",
        "\u{85}",
        "\u{a0}",
        "\u{2028}",
        "\u{2029}",
        "\u{200b}\n",
        "<br>",
        "<br />\n",
        "&#10;",
        "&#xa;",
        "`n",
        "\\n",
        "\" +\n\"",
        "\",\n  \"",
        "\u{1}\n",
        " # x\n",
    ];
    for end in ends {
        let hidden = key.trim_end().replace('\n', end);
        for text in [
            [&*sound, &hidden, "\n"].concat(),
            [&*hidden, "\n", &sound].concat(),
            ["key: ", &hidden, "\n", &sound].concat(),
        ] {
            match parse(text.as_bytes()) {
                Err(error) => {
                    let text = error.to_string();
                    assert!(!text.contains("without a BEGIN"), "{end:?}: {text}");
                }
                Ok(bundle) => assert_eq!(bundle.private_keys().len(), 1, "{end:?}\n{text}"),
            }
        }
    }
}

/// Prose that mentions both boundaries does not hide a block.
#[test]
fn sentences_that_mention_boundaries_are_not_blocks() {
    let sound = fs::read_to_string(fixture::root().join("certificate/ed25519.pem")).unwrap();
    for sentence in [
        "Copy all from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----, please.\n",
        "-----BEGIN CERTIFICATE-----(base64)-----END CERTIFICATE----- is what it looks like.\n",
        "The text begins with -----BEGIN CERTIFICATE----- and is here:\n",
        "# -----BEGIN CERTIFICATE----- and so on\n",
    ] {
        let bundle = parse([sentence, &sound].concat().as_bytes()).expect(sentence);
        assert_eq!(bundle.certificates().len(), 1);
    }
}

/// A comment covers every line of a block, or the block is refused; a `#define` is no comment.
#[test]
fn a_block_is_commented_out_as_a_whole() {
    let pem = |path: &str| fs::read_to_string(fixture::root().join(path)).unwrap();
    let (one, other) = (pem("certificate/ed25519.pem"), pem("certificate/p256.pem"));
    for mark in ["# ", "#", "// ", "; "] {
        let commented = each_line(&other, mark, "");
        let bundle = parse([&*one, &commented].concat().as_bytes()).unwrap();
        assert_eq!(bundle.certificates().len(), 1);
        let lines: Vec<&str> = other.lines().collect();
        for unmarked in 1..lines.len() {
            let text: String = commented
                .lines()
                .enumerate()
                .map(|(at, line)| if at == unmarked { lines[at] } else { line })
                .flat_map(|line| [line, "\n"])
                .collect();
            let error = parse([&*one, &text].concat().as_bytes()).expect_err(&text);
            assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
        }
    }
    for define in ["#define CERT ", "# define CERT ", "#\tdefine CERT "] {
        let text = [define, "\"", &other.trim_end().replace('\n', "\\n"), "\"\n"].concat();
        assert_eq!(parse(text.as_bytes()).unwrap().certificates().len(), 1, "{text}");
        let text = [&*text, &one].concat();
        assert_eq!(parse(text.as_bytes()).unwrap_err().kind(), ErrorKind::Malformed, "{text}");
    }
}

/// The content decides, and a different label leaves a note that `strict` refuses.
#[test]
fn content_decides_under_any_label() {
    let pem = |path: &str| fs::read_to_string(fixture::root().join(path)).unwrap();
    let certificate = pem("certificate/p256.pem");
    let key = pem("key/p256-pkcs8.pem");
    let bundle = pem("pkcs7/openssl-crl2pkcs7.pem");
    let count = parse(bundle.as_bytes()).unwrap().certificates().len();
    let labels = [
        "CERTIFICATE REQUEST",
        "SERVER CERTIFICATE",
        "CERT",
        "KEY",
        "RSA KEY",
        "PFX",
        "PUBLIC KEY",
        "X509 CRL",
        "PRIVATE KEYS",
        "MY PRIVATE KEY",
        "EC PARAMETERS",
        "TSS2 PRIVATE KEY",
        "PKCS12",
        "PRIVATE KEY",
        "CERTIFICATE",
        "PKCS7",
        "DH PARAMETERS",
    ];
    for (text, old, counts) in [
        (&certificate, "CERTIFICATE", (1, 0)),
        (&key, "PRIVATE KEY", (0, 1)),
        (&bundle, "PKCS7", (count, 0)),
    ] {
        for label in labels
            .into_iter()
            .filter(|label| *label != old && (*label, old) != ("TSS2 PRIVATE KEY", "PKCS7"))
        {
            let text = text.replace(&format!(" {old}-"), &format!(" {label}-"));
            let bundle = parse(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
            assert_eq!((bundle.certificates().len(), bundle.private_keys().len()), counts);
            let codes: Vec<_> = bundle.notes().iter().map(|note| note.code()).collect();
            assert!(codes.contains(&NoteCode::LabelMismatch), "{label}: {codes:?}");
            assert!(Parser::new().strict(true).parse(text.as_bytes()).is_err(), "{label}");
        }
    }
    // Other software begins with the sound one.
    for label in ["CERT", "CERTIFICATE REQUEST", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"] {
        let other = certificate.replace(" CERTIFICATE-", &format!(" {label}-"));
        let sound = pem("certificate/ed25519.pem");
        assert!(parse([&*other, &sound].concat().as_bytes()).is_err(), "{label}");
        let bundle = parse([&*sound, &other].concat().as_bytes()).unwrap();
        assert_eq!(bundle.certificates().len(), 2, "{label}");
    }
    // A refusal names the content too.
    let request = pem("reject/csr.pem").replace(" CERTIFICATE REQUEST-", " PUBLIC KEY-");
    let error = parse(request.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("certificate signing request"), "{error}");
}

/// A block of any label, whose content is a block again, is refused: beside another one it would be
/// skipped.
#[test]
fn a_block_in_a_block_is_never_skipped() {
    let pem = |path: &str| fs::read_to_string(fixture::root().join(path)).unwrap();
    let other = pem("certificate/ed25519.pem");
    for inner in [pem("certificate/p256.pem"), pem("key/p256-pkcs8.pem")] {
        for label in ["CERTIFICATE REQUEST", "PUBLIC KEY", "FOO", "CERTIFICATE"] {
            let block = testkit::pem::block(label, inner.as_bytes());
            for text in [block.clone(), [&*block, &other].concat(), [&*other, &block].concat()] {
                let error = parse(text.as_bytes()).expect_err(label);
                assert!(error.to_string().contains("encoded twice"), "{label}: {error}");
            }
        }
    }
}

/// Go and OpenSSL do not end a line at a lone CR; Go does not accept VT or FF.
#[test]
fn boundaries_that_readers_dispute_are_not_read_beside_others() {
    let pem = |path: &str| fs::read_to_string(fixture::root().join(path)).unwrap();
    let (one, other) = (pem("certificate/ed25519.pem"), pem("certificate/p256.pem"));
    for disputed in [
        ["\r", &*one].concat(),
        ["text\r", &*one].concat(),
        one.replacen("-----\n", "-----\r", 1),
        one.replacen("\n-----END", "\r-----END", 1),
        one.replace("-----\n", "-----\u{b}\n"),
        one.replace("-----\n", "----- \u{c}\n"),
        one.replacen("MII", "MII\u{b}", 1),
    ] {
        assert_eq!(parse(disputed.as_bytes()).unwrap().certificates().len(), 1, "{disputed:?}");
        for text in [[&*disputed, &*other].concat(), [&*other, &*disputed].concat()] {
            assert!(parse(text.as_bytes()).is_err(), "{text:?}");
        }
    }
}

#[test]
fn text_inside_binary_data_is_refused() {
    let pem = fs::read(fixture::root().join("certificate/ed25519.pem")).unwrap();
    let length = u8::try_from(pem.len() >> 8).unwrap();
    let [.., low] = pem.len().to_be_bytes();
    // A ContentInfo of some data, and a certificate with the text in its subject.
    let head = [0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
    let octets = [&[0x04, 0x82, length, low][..], &pem].concat();
    let tagged = [&[0xa0, 0x82][..], &(pem.len() as u16 + 4).to_be_bytes(), &octets].concat();
    let outer = (u16::try_from(tagged.len() + head.len()).unwrap()).to_be_bytes();
    let der = [&[0x30, 0x82][..], &outer, &head, &tagged].concat();
    let error = parse(&der).unwrap_err();
    assert!(error.to_string().contains("PEM text inside binary data"), "{error}");
}

#[test]
fn a_deformed_begin_beside_an_exact_one_is_never_read() {
    let pem = |path: &str| fs::read_to_string(fixture::root().join(path)).unwrap();
    let (one, other) = (pem("certificate/ed25519.pem"), pem("certificate/p256.pem"));
    for deformed in [
        other.replace("-----BEGIN", "----BEGIN"),
        other.replace("-----BEGIN", " -----BEGIN"),
        other.replace("-----BEGIN", "x-----BEGIN"),
        other.replace("BEGIN CERTIFICATE", "Begin Certificate"),
        other.replacen("-----\n", "-----", 1),
        each_line(&other, "> ", ""),
        other.trim_end().replace('\n', "\\n"),
    ] {
        for text in [[&*one, &deformed].concat(), [&*deformed, "\n", &one].concat()] {
            let error = parse(text.as_bytes()).expect_err(&text);
            assert_eq!(error.kind(), ErrorKind::Malformed, "{text}");
        }
    }
    let commented = each_line(&other, "# ", "");
    let bundle = parse([&*one, &commented].concat().as_bytes()).unwrap();
    assert_eq!(bundle.certificates().len(), 1);
    assert!(bundle.notes().iter().any(|note| note.code() == NoteCode::CommentedOut));
    assert_eq!(parse(commented.as_bytes()).unwrap_err().kind(), ErrorKind::NoCertificateOrKey);
}

/// Go's reader passes over the one and finds the other; OpenSSL fails, or stops at the one.
#[test]
fn a_repaired_block_beside_a_sound_one_of_its_kind_is_never_read() {
    let pem = |path: &str| fs::read_to_string(fixture::root().join(path)).unwrap();
    let (one, other) = (pem("certificate/ed25519.pem"), pem("certificate/p256.pem"));
    let key = pem("key/rsa-traditional.pem");
    let body = |change: fn(&str) -> String| bodies(&other, change);
    for damaged in [
        other.replace("-----END", "----END"),
        other.replace("-----END", " -----END"),
        other.replace("-----END", "\u{2013}\u{2014}\u{2014}END"),
        other.replace("\n-----END", "-----END"),
        other.replace("END CERTIFICATE-----", "END CERTIFICATE----- # CN=example"),
        other.replace(" CERTIFICATE-----", " certificate-----"),
        body(|body| body.replace('\n', "\u{a0}\n")),
        body(|body| body.replace('=', "")),
        body(|body| body.replace('\n', "\\\n")),
        body(|body| ["Comment: one\n\n", body].concat()),
        body(|body| ["Proc-Type: 4,ENCRYPTED\n\n", body].concat()),
    ] {
        assert_eq!(parse(damaged.as_bytes()).unwrap().certificates().len(), 1, "{damaged}");
        for text in [[&*one, &damaged].concat(), [&*damaged, "\n", &one].concat()] {
            let error = parse(text.as_bytes()).expect_err(&text);
            assert_eq!(error.kind(), ErrorKind::Malformed, "{text}");
        }
        let bundle = parse([&*key, &damaged].concat().as_bytes()).unwrap();
        assert_eq!((bundle.certificates().len(), bundle.private_keys().len()), (1, 1));
    }
    let twice = [&*one, &other].concat().replace("-----END", "----END");
    assert_eq!(parse(twice.as_bytes()).unwrap().certificates().len(), 2);
}

/// `cat leaf.pem chain.pem`, where the first has no line feed at its end. OpenSSL and Go read
/// neither of two glued blocks, and sound ones after them.
#[test]
fn glued_blocks_are_read_where_no_sound_one_is_beside_them() {
    let pem = |path: &str| fs::read_to_string(fixture::root().join(path)).unwrap();
    let (one, other) = (pem("certificate/ed25519.pem"), pem("certificate/p256.pem"));
    let key = pem("key/p256-pkcs8.pem");
    let sound = parse([&*one, &other].concat().as_bytes()).unwrap();
    for glue in ["", " ", "\t"] {
        let glued = [one.trim_end(), glue, &other].concat();
        let bundle = parse(glued.as_bytes()).unwrap();
        assert_eq!(bundle.certificates(), sound.certificates(), "{glued}");
        assert!(bundle.notes().iter().any(|note| note.code() == NoteCode::BoundaryNotAlone));
        let with_key = [key.trim_end(), glue, &one].concat();
        assert_eq!(parse(with_key.as_bytes()).unwrap().private_keys().len(), 1);
        for text in [
            [&*glued, &one].concat(),
            [&*one, &glued].concat(),
            [&*with_key, &other].concat(),
            [one.trim_end(), " and ", &other, &one].concat(),
        ] {
            assert_eq!(parse(text.as_bytes()).unwrap_err().kind(), ErrorKind::Malformed, "{text}");
        }
    }
    let named = ["CHAIN=", one.trim_end(), &other].concat();
    assert_eq!(parse(named.as_bytes()).unwrap().certificates(), sound.certificates());
}

/// A DER reader finds one certificate and a PEM reader the other. Of two certificates in one block,
/// OpenSSL reads the first, and others read none.
#[test]
fn text_that_two_kinds_of_readers_read_differently_is_refused() {
    let read = |path: &str| fs::read(fixture::root().join(path)).unwrap();
    let der = read("certificate/ed25519-self-signed.der");
    let text = [&*der, b"\n", &read("certificate/p256.pem")].concat();
    let error = parse(&text).unwrap_err();
    assert!(error.to_string().contains("PEM text after"), "{error}");
    let block = lines_of(&base64(&[&*der, &der].concat()), 64);
    let text = ["-----BEGIN CERTIFICATE-----\n", &block, "-----END CERTIFICATE-----\n"].concat();
    let error = parse(text.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("two certificates in one block"), "{error}");
    let block = lines_of(&base64(&[&*der, &read("key/p256-pkcs8.der")].concat()), 64);
    for label in ["CERTIFICATE", "TRUSTED CERTIFICATE"] {
        let text = format!("-----BEGIN {label}-----\n{block}-----END {label}-----\n");
        assert_eq!(parse(text.as_bytes()).unwrap_err().kind(), ErrorKind::Malformed, "{label}");
    }
    let header = bodies(&String::from_utf8(read("certificate/p256.pem")).unwrap(), |body| {
        ["Comment: one\n", body, "\n", body].concat()
    });
    let error = parse(header.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("no empty line between the headers"), "{error}");
}

/// Blocks after lines that OpenSSL and Python's cryptography take for headers, in OpenSSL's pieces of
/// a line, or in the middle of a line: refused beside a valid block, in either order.
#[test]
fn blocks_that_only_some_readers_see_are_refused_beside_a_sound_one() {
    let pem = |path: &str| fs::read_to_string(fixture::root().join(path)).unwrap();
    let (one, other) = (pem("certificate/ed25519.pem"), pem("certificate/p256.pem"));
    let (_, body) = one.split_once("-----\n").unwrap();
    let short = body.replacen("MII", "MII\n", 1);
    let far = "x".repeat(251);
    let locked = pem("key/p256-proc-type-aes-256-cbc.pem");
    for (damaged, sound) in [
        (one.replacen("MII", "MII\n\n", 1), &other),
        (one.replacen("\n-----END", "\n\n-----END", 1), &other),
        (format!("certificate: -----BEGIN CERTIFICATE-----\n{short}"), &other),
        (format!("-----BEGIN CERTIFICATE-----\0\n{short}"), &other),
        (format!("{far}--------BEGIN CERTIFICATE-----\n{body}"), &other),
        (locked.replacen("Proc-Type", "\nProc-Type", 1), &pem("key/p256-pkcs8.pem")),
    ] {
        for text in [[&damaged, &**sound].concat(), [sound, &*damaged].concat()] {
            let error = parse(text.as_bytes()).expect_err(&text);
            assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
        }
    }
    for alone in [one.replace('\n', "\n\n"), locked.replacen("Proc-Type", "\nProc-Type", 1)] {
        let bundle = parse(alone.as_bytes()).unwrap();
        assert!(bundle.notes().iter().any(|note| note.code() == NoteCode::BlankLines));
    }
}

/// Two blocks that only some readers see, each for another reason: those that see one may not see the
/// other. OpenSSL sees a block at the start of each piece of 254 bytes of a line.
#[test]
fn blocks_that_different_readers_see_are_not_read_together() {
    let pem = |path: &str| fs::read_to_string(fixture::root().join(path)).unwrap();
    let (one, other) = (pem("certificate/ed25519.pem"), pem("certificate/p256.pem"));
    let piece = ["x".repeat(254), other.clone()].concat();
    let hyphens = ["-".repeat(508), other.clone()].concat();
    let feed = other.replacen("MII", "MII\u{c}\n", 1);
    let blank = one.replacen("MII", "MII\n\n", 1);
    for (one, other) in [
        (&each_line(&one, " ", ""), &piece),
        (&one.replace("-----BEGIN", "----BEGIN"), &hyphens),
        (&blank, &feed),
        (&one.replace('\n', "\r"), &feed),
        (&blank, &piece),
    ] {
        for text in [[&**one, other].concat(), [&**other, one].concat()] {
            let error = parse(text.as_bytes()).expect_err(&text);
            assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
        }
    }
    let after_nul = ["\0\r\n", &*one].concat();
    let error = parse([&*after_nul, &other].concat().as_bytes()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Malformed, "OpenSSL begins with the second: {error}");
    let text = [&*one, "\0\n", &other].concat();
    assert_eq!(parse(text.as_bytes()).unwrap().certificates().len(), 2);
    for alone in [&piece, &hyphens, &feed, &blank, &after_nul] {
        assert_eq!(parse(alone.as_bytes()).unwrap().certificates().len(), 1, "{alone}");
    }
}

/// GnuTLS and Python's cryptography find boundaries anywhere in a line, and no damaged ones.
#[test]
fn a_damaged_block_is_not_read_before_one_that_is_found_anywhere() {
    let pem = |path: &str| fs::read_to_string(fixture::root().join(path)).unwrap();
    let (one, other) = (pem("certificate/ed25519.pem"), pem("certificate/p256.pem"));
    let (indented, named) = (each_line(&other, "  ", ""), ["a: \"", other.trim_end()].concat());
    for damaged in [
        one.replace("-----BEGIN", "----BEGIN"),
        one.replace("-----BEGIN", "\u{2014}\u{2014}BEGIN"),
        one.replace("BEGIN CERTIFICATE", "begin certificate"),
        ["--", &*one].concat(),
    ] {
        for found in [&indented, &named] {
            let error = parse([&*damaged, &**found].concat().as_bytes()).expect_err(&damaged);
            assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
            let text = [&**found, "\n", &*damaged].concat();
            assert_eq!(parse(text.as_bytes()).expect(&text).certificates().len(), 2, "{text}");
        }
        let both = [&*damaged, &*damaged].concat();
        assert_eq!(parse(both.as_bytes()).expect(&both).certificates().len(), 2, "{both}");
    }
}

/// Two slashes at the end of base64 are no comment mark before an END that is glued to them.
#[test]
fn base64_that_ends_in_slashes_is_not_a_comment() {
    let mut der = fs::read(fixture::root().join("certificate/ed25519-self-signed.der")).unwrap();
    assert_eq!(der.len() % 3, 0, "the fixture has to fill its base64");
    let end = der.len() - 2;
    der[end..].copy_from_slice(&[0xff; 2]);
    let last = lines_of(&base64(&der), 64);
    let text = ["-----BEGIN CERTIFICATE-----\n", last.trim_end(), "-----END CERTIFICATE-----\n"];
    let bundle = parse(text.concat().as_bytes()).unwrap();
    assert_eq!(bundle.certificates()[0].as_der(), der);
}

/// BEGIN lines without their last dashes are not comments.
#[test]
fn a_begin_line_without_its_last_dashes_is_damaged() {
    let pem = fs::read_to_string(fixture::root().join("certificate/p256.pem")).unwrap();
    for dashes in ["", "-", "---"] {
        let text = pem.replace("CERTIFICATE-----", &format!("CERTIFICATE{dashes}"));
        let error = parse(text.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Malformed, "{error}");
        assert!(error.to_string().contains("damaged BEGIN or END line"), "{error}");
    }
    let commented = pem.lines().map(|line| format!("# {line}\n")).collect::<String>();
    let error = parse(commented.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("commented out"), "{error}");
}

/// OpenSSL reads a line in pieces of 254 octets, and sees a boundary at the head of each.
#[test]
fn a_boundary_far_after_a_comment_mark_is_not_commented_out() {
    let pem = |path: &str| fs::read_to_string(fixture::root().join(path)).unwrap();
    let (one, other) = (pem("certificate/ed25519.pem"), pem("certificate/p256.pem"));
    let one = one.replace('\n', "").replace("CERTIFICATE-----M", "CERTIFICATE-----\nM");
    let end = one.find("-----END").unwrap();
    let one = format!("{}\n{}\n", &one[..end - 254], &one[end - 254..]);
    let behind = |blanks: usize| format!("#{}{one}{other}", " ".repeat(blanks));
    for blanks in [251, 253, 254, 507, 761] {
        let error = parse(behind(blanks).as_bytes()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Malformed, "{blanks}: {error}");
    }
}

/// GnuPG's gpgsm, Bouncy Castle and GnuTLS use their own labels.
#[test]
fn labels_of_other_software() {
    let pem = |path: &str| fs::read_to_string(fixture::root().join(path)).unwrap();
    let bundle = pem("pkcs7/openssl-crl2pkcs7.pem");
    let count = parse(bundle.as_bytes()).unwrap().certificates().len();
    for label in [" SIGNED MESSAGE-----", " CMS OBJECT-----"] {
        let text = bundle.replace(" PKCS7-----", label);
        assert_eq!(parse(text.as_bytes()).unwrap().certificates().len(), count, "{label}");
    }
    for (path, from, to, said) in [
        ("reject/crl.pem", " X509 CRL-----", " CRL-----", "revocation list"),
        ("reject/csr.pem", " CERTIFICATE REQUEST-----", " PGP ARMORED FILE-----", "OpenPGP"),
    ] {
        let error = parse(pem(path).replace(from, to).as_bytes()).unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
    }
    let error = parse(b"\x30\x05\x01\x01\xff\x05\x00").unwrap_err();
    assert!(error.to_string().contains("this is DER"), "{error}");
}

/// keytool reads a certificate under any label; OpenSSL, GnuTLS and cryptography only under theirs.
#[test]
fn what_a_label_hides_is_read_with_a_note() {
    let pem = fs::read_to_string(fixture::root().join("certificate/rsa-2048.pem")).unwrap();
    for (label, expected) in [
        ("SSH2 PUBLIC KEY", NoteCode::LabelMismatch),
        ("PGP MESSAGE", NoteCode::LabelMismatch),
        ("Certificate", NoteCode::DamagedBoundary),
    ] {
        let text = pem.replace(" CERTIFICATE-----", &format!(" {label}-----"));
        let bundle = parse(text.as_bytes()).unwrap_or_else(|error| panic!("{label}: {error}"));
        let codes: Vec<NoteCode> = bundle.notes().iter().map(|note| note.code()).collect();
        assert_eq!(codes, [expected], "{label}");
        assert!(Parser::new().strict(true).parse(&text).is_err(), "{label}");
    }
}

/// The error texts with place and help, as a person reads them.
#[test]
fn errors_say_what_and_where() {
    let pem = fs::read_to_string(fixture::root().join("certificate/rsa-2048.pem")).unwrap();
    let lines: Vec<&str> = pem.lines().collect();
    let cases: &[(String, &str)] = &[
        (
            [&*pem, &lines[..9].join("\n"), "\n"].concat(),
            "block 2 (CERTIFICATE, line 19): missing END line: the text ends inside this block",
        ),
        (
            lines[..9].join("\n"),
            "block 1 (CERTIFICATE, line 1): missing END line: the text ends inside this block",
        ),
        (lines[9..].join("\n"), "END line without a BEGIN line"),
        (
            [&lines[..5].join("\n"), "\n", &pem].concat(),
            "another BEGIN line before the END line of this block",
        ),
        (pem.replace('+', " "), "block 1 (CERTIFICATE, line 1): spaces in place of + in base64"),
        (pem.replacen("END CERTIFICATE", "END PRIVATE KEY", 1), "the END line has another label"),
        (
            pem.replacen("MII", "M!I", 1),
            "block 1 (CERTIFICATE, line 1): invalid character in base64 at line 2",
        ),
        (
            pem.trim_end().strip_suffix("---").unwrap().into(),
            "block 1 (CERTIFICATE, line 1): damaged BEGIN or END line at line 18",
        ),
        (
            pem.strip_prefix("---").unwrap().into(),
            "block 1 (CERTIFICATE, line 1): damaged BEGIN or END line",
        ),
        (pem.replace("-----", "---"), "damaged BEGIN or END line"),
        (
            [&lines[..9].join("\n"), "\n", &lines[10..].join("\n")].concat(),
            "block 1 (CERTIFICATE, line 1): Certificate: unexpected end of data",
        ),
        (pem.replacen('+', "-", 1), "mixed base64 alphabets"),
        (["-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"].join("\n"), "empty block"),
        (pem.replacen("\n", "\nProc-Type: 4,ENCRYPTED\n", 1), "no empty line between the headers"),
        (
            each_line(&pem, "  ", "").replacen("\n  M", "\nM", 1),
            "do not all begin with the same blanks",
        ),
        (pem.replacen("Mdq3\n", "M\n", 1), "incomplete base64"),
        (pem.replacen("MII", "MIIA", 1), "longer or shorter than the others at line 2"),
        (pem.replace("BEGIN CERTIFICATE", "BEGIN+CERTIFICATE"), "+ in place of spaces"),
        ([&*pem, "\u{feff}", &pem].concat(), "byte order mark, which editors do not show"),
        ("From: a@b.example\r\nMIME-Version: 1.0\r\n\r\nMIIB".into(), "this is a mail message"),
        ("-----BEGIN+CERTIFICATE-----\nMIIB".into(), "+ in place of spaces"),
    ];
    for (text, expected) in cases {
        let error = parse(text.as_bytes()).expect_err(text);
        assert!(error.to_string().contains(expected), "{error}\n{text}");
        assert!(!error.help().is_empty());
    }
}

/// Time is linear: each of these takes a quarter of a second at most on a slow core. Quadratic time would be
/// an hour.
#[test]
fn large_texts_take_linear_time() {
    let begin = "-----BEGIN CERTIFICATE-----\n";
    let end = "-----END CERTIFICATE-----\n";
    let digits = "MIIB".repeat(1 << 20);
    let texts: Vec<(&str, Vec<u8>)> = vec![
        ("BEGIN without END", begin.repeat(25_000).into()),
        ("END without BEGIN", end.repeat(25_000).into()),
        ("nested", [begin.repeat(12_500), end.repeat(12_500)].concat().into()),
        ("empty sections", [begin, end].concat().repeat(75_000).into()),
        ("damaged BEGIN", "----BEGIN CERTIFICATE----\n".repeat(25_000).into()),
        ("one line of BEGIN", begin.trim_end().repeat(100_000).into()),
        ("one line of dashes", "-".repeat(4 << 20).into()),
        ("dashes of three bytes", "\u{2014}".repeat(5 << 18).into()),
        ("one line of digits", digits.clone().into()),
        ("one line of digits in a block", [begin, &digits, "\n", end].concat().into()),
        ("indentation", each_line(&begin.repeat(25_000), "  ", "").into()),
        ("backslashes", "\\".repeat(4 << 20).into()),
        ("quotes", "\"".repeat(4 << 20).into()),
        ("percent signs", "%41".repeat(5 << 18).into()),
        ("blanks", [begin, &" ".repeat(15 << 18), end].concat().into()),
        ("header lines", [begin, &"A: b\n".repeat(1 << 19), end].concat().into()),
        ("comments", "# -----BEGIN CERTIFICATE-----\n".repeat(75_000).into()),
        ("utf-16", begin.repeat(25_000).encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ];
    for (name, text) in &texts {
        for skip_broken in [false, true] {
            let start = Instant::now();
            let result = Parser::new().skip_broken(skip_broken).parse(text);
            let _ = detect(text);
            assert!(result.is_err(), "{name}");
            assert!(start.elapsed() < Duration::from_secs(15), "{name}: {:?}", start.elapsed());
        }
    }
}

#[test]
fn layers_are_counted_and_limited() {
    let der = fs::read(fixture::root().join("certificate/p256.der")).unwrap();
    let mut text = base64(&der);
    for layers in 1..=6 {
        let result = parse(text.as_bytes());
        match layers {
            ..=4 => assert_eq!(result.unwrap().layers().len(), layers),
            _ => {
                assert_eq!(result.unwrap_err().exceeded().unwrap().limit().as_str(), "text_layers")
            }
        }
        text = base64(text.as_bytes());
    }
}
