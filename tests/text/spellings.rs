//! Nothing is lost in silence: of a certificate and a key that one document holds in two spellings,
//! both are read, or the document is refused.

use anycert::{PrivateKey, parse};
use std::fmt::Write as _;
use testkit::{fixture, parallel, pem};

/// One way to write certificate material as text.
struct Spelling {
    name: &'static str,
    write: fn(label: &str, der: &[u8]) -> String,
}

const fn spelling(name: &'static str, write: fn(&str, &[u8]) -> String) -> Spelling {
    Spelling { name, write }
}

const SPELLINGS: &[Spelling] = &[
    spelling("PEM", pem::block),
    spelling("PEM on one line", |label, der| pem::block(label, der).replace('\n', " ")),
    spelling("PEM with \\n", |label, der| pem::block(label, der).replace('\n', "\\n")),
    spelling("PEM with <br>", |label, der| pem::block(label, der).replace('\n', "<br class=\"\">")),
    spelling("PEM in percent-encoding", |label, der| {
        pem::block(label, der).replace('\n', "%0A").replace(' ', "%20").replace('+', "%2B")
    }),
    spelling("indented PEM", |label, der| {
        pem::block(label, der).lines().fold(String::new(), |text, line| text + "\n    " + line)
    }),
    spelling("base64 of PEM", |label, der| pem::base64(pem::block(label, der).as_bytes())),
    spelling("base64", |_, der| pem::base64(der)),
    spelling("base64 in lines", |_, der| in_lines(&pem::base64(der), "\n ")),
    spelling("base64 of base64", |_, der| pem::base64(pem::base64(der).as_bytes())),
    spelling("data URI", |_, der| ["data:;base64,", &pem::base64(der)].concat()),
    spelling("hex", |_, der| numbers(der, "", |byte| format!("{byte:02x}"))),
    spelling("hex with colons", |_, der| numbers(der, ":", |byte| format!("{byte:02X}"))),
    spelling("hex with blanks", |_, der| numbers(der, " ", |byte| format!("{byte:02x}"))),
    spelling("octets of C", |_, der| numbers(der, ", ", |byte| format!("0x{byte:02x}"))),
    spelling("escapes of C", |_, der| numbers(der, "", |byte| format!("\\x{byte:02x}"))),
    spelling("decimal numbers", |_, der| numbers(der, ", ", |byte| byte.to_string())),
];

fn in_lines(text: &str, line_end: &str) -> String {
    let lines = text.as_bytes().chunks(64).map(|line| str::from_utf8(line).unwrap());
    lines.collect::<Vec<_>>().join(line_end)
}

fn numbers(der: &[u8], separator: &str, number: impl Fn(u8) -> String) -> String {
    der.iter().map(|byte| number(*byte)).collect::<Vec<_>>().join(separator)
}

/// A document of two values, each in one of several forms that the format has. `%` is the value, `#` a
/// number that makes its name unique.
struct Document {
    name: &'static str,
    head: &'static str,
    between: &'static str,
    tail: &'static str,
    values: &'static [&'static str],
}

const DOCUMENTS: &[Document] = &[
    Document {
        name: "concatenation",
        head: "",
        between: "\n",
        tail: "\n",
        values: &["%", "# c\n%", "Some words:\n\n%\n"],
    },
    Document { name: "list", head: "", between: ", ", tail: "", values: &["%", "\"%\""] },
    Document {
        name: "environment",
        head: "",
        between: "\n",
        tail: "\n",
        values: &["N#=%", "N#=\"%\"", "export N#='%'"],
    },
    Document {
        name: "INI",
        head: "[a]\nb = c\n",
        between: "\n[d]\n",
        tail: "\n",
        values: &["n# = %", "n#: %"],
    },
    Document {
        name: "properties",
        head: "# c\n",
        between: "\n",
        tail: "\n",
        values: &["a.n#=%", "a.n# : %"],
    },
    Document {
        name: "JSON members",
        head: "",
        between: ",\n",
        tail: "\n",
        values: &["\"n#\": \"%\"", "\"n#\": [\"%\"]"],
    },
    Document {
        name: "JSON object",
        head: "{",
        between: ", ",
        tail: "}",
        values: &["\"n#\": \"%\"", "\"n#\": [\"%\"]", "\"n#\": [%]"],
    },
    Document {
        name: "YAML",
        head: "a: b\n",
        between: "\n",
        tail: "\n",
        values: &["n#: %", "n#: \"%\"", "n#: '%'", "n#: |\n  %", "n#: >-\n  %", "n#: !!binary %"],
    },
    Document {
        name: "C",
        head: "#include <a.h>\n",
        between: ";\n",
        tail: ";\n",
        values: &["char n#[] = \"%\"", "char n#[] = \"%\"\n  \"\"", "char n#[] = { % }"],
    },
    Document {
        name: "LDIF",
        head: "dn: cn=a\n",
        between: "\n",
        tail: "\n",
        values: &["n#: %", "n#:: %"],
    },
    Document {
        name: "HTML",
        head: "<p class=a>",
        between: "</p>\n<p>",
        tail: "</p>",
        values: &["%", "<b a=\"%\">c</b>"],
    },
    Document { name: "XML", head: "<a>", between: "\n", tail: "</a>", values: &["<n#>%</n#>"] },
    Document {
        name: "headers",
        head: "",
        between: "\n",
        tail: "\n",
        values: &["N-#: %", "Client-Cert: :%:", "Cert=\"%\""],
    },
];

#[test]
fn two_spellings_in_one_document_are_both_read_or_refused() {
    let read = |path: &str| std::fs::read(fixture::root().join(path)).expect(path);
    let certificate = read("certificate/p256.der");
    // A short one is the harder to see.
    let key = read("key/ed25519-pkcs8.der");
    let secret = parse(&key).expect("a key");
    let secret = secret.private_keys().first().and_then(PrivateKey::secret_pkcs8_der).unwrap();
    // All of them take minutes. No loop that made them has a multiple of seven rounds, so every spelling
    // is met in every document.
    let texts: Vec<_> = documents(&certificate, &key).into_iter().step_by(7).collect();
    let answers = parallel::map(&texts, |(name, text)| {
        let bundle = parse(text).ok()?;
        let has_certificate = bundle.certificates().iter().any(|one| one.as_der() == certificate);
        let mut keys = bundle.private_keys().iter();
        let has_key = keys.any(|one| one.secret_pkcs8_der() == Some(secret));
        let what = if has_certificate { "key" } else { "certificate" };
        let is_lost = !(has_certificate && has_key);
        let codes: Vec<_> = bundle.notes().iter().map(|note| note.code()).collect();
        Some(is_lost.then(|| format!("{name}: the {what} is lost, {codes:?}")))
    });
    let read: Vec<_> = answers.into_iter().flatten().collect();
    let lost: Vec<_> = read.iter().flatten().cloned().collect();
    println!("{} texts, {} read, {} lost", texts.len(), read.len(), lost.len());
    assert!(read.len() > 300, "{} of {}", read.len(), texts.len());
    assert!(lost.is_empty(), "{} of {}:\n{}", lost.len(), read.len(), lost.join("\n"));
}

/// Every pair of spellings in every pair of values of each document, the certificate first and last.
fn documents(certificate: &[u8], key: &[u8]) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for document in DOCUMENTS {
        for (first, second) in pairs(document.values) {
            for (of_certificate, of_key) in pairs(SPELLINGS) {
                let certificate = (of_certificate.write)("CERTIFICATE", certificate);
                let key = (of_key.write)("PRIVATE KEY", key);
                for is_key_first in [false, true] {
                    let (one, other) =
                        if is_key_first { (&key, &certificate) } else { (&certificate, &key) };
                    let value = |form: &str, number: &str, text: &str| {
                        form.replace('#', number).replacen('%', text, 1)
                    };
                    let text = [
                        document.head,
                        &value(first, "1", one),
                        document.between,
                        &value(second, "2", other),
                        document.tail,
                    ]
                    .concat();
                    let mut name = document.name.to_owned();
                    let order = if is_key_first { "key first" } else { "certificate first" };
                    write!(name, " {first:?} {second:?}, {order}: ").unwrap();
                    write!(name, "{} and key as {}", of_certificate.name, of_key.name).unwrap();
                    texts.push((name, text));
                }
            }
        }
    }
    texts
}

fn pairs<T>(items: &[T]) -> impl Iterator<Item = (&T, &T)> {
    items.iter().flat_map(|one| items.iter().map(move |other| (one, other)))
}

/// Readers of these formats take the last of two values with the same name, or refuse them.
#[test]
fn a_name_that_occurs_twice_is_refused() {
    let read = |path: &str| std::fs::read(fixture::root().join(path)).expect(path);
    let ders = [read("certificate/p256.der"), read("certificate/rsa-2048.der")];
    let [one, other] = ders.each_ref().map(|der| pem::base64(der));
    let blocks = ders.each_ref().map(|der| pem::block("CERTIFICATE", der));
    let escaped = blocks.each_ref().map(|block| block.replace('\n', "\\n"));
    let indented = blocks.each_ref().map(|block| block.replace('\n', "\n  "));
    let values = [&one, &other, &indented[0], &indented[1], &escaped[0], &escaped[1]];
    for (names, form) in [
        (["a", "b"], "\"A\": \"%1\",\n\"B\": \"%2\"\n"),
        (["a", "b"], "\"A\": [\"%1\"],\n\"x\": 5,\n\"B\": \"%2\"\n"),
        (["a", "b"], "\"A\": \"%1\",\n\"B\": null,\n\"x\": \"%2\"\n"),
        (["a", "b"], "x: y\nA: %1\nz: w\nB: %2\n"),
        (["a", "b"], "x:\n  A: %1\n  z: w\n  B: %2\n"),
        (["a", "b"], "A: %1\nB:\nx: %2\n"),
        (["a", "b"], "A: |\n  %3\nB: |\n  %4\n"),
        (["a", "b"], "A=%1\nB=%2\n"),
        (["a", "b"], "[x]\nA=%1\ny=z\nB=\n[w]\nA=%2\n"),
        (["x\\:a", "x\\:b"], "# c\nA=%5\\u0020\nB=%6\n"),
        (["x\\:a", "x\\:b"], "A=%5\\u0020\nB=none\ny=%6\n"),
    ] {
        let text = |names: [&str; 2]| {
            let mut text = form.replace('A', names[0]).replace('B', names[1]);
            for (mark, value) in ["%1", "%2", "%3", "%4", "%5", "%6"].iter().zip(values) {
                text = text.replace(mark, value);
            }
            text
        };
        let bundle = parse(&text(names)).unwrap_or_else(|error| panic!("{form}: {error}"));
        assert!(bundle.certificates().len() == 2, "{form}");
        let error = parse(&text([names[0]; 2])).expect_err(form);
        assert!(error.to_string().contains("occurs twice"), "{form}: {error}");
    }
    // The same name in another place is another name, or has several values.
    for form in [
        "\"a\": [\"%1\", \"%2\"]",
        "l:\n- a: %1\n- a: %2\n",
        "x:\n  a: %1\ny:\n  a: %2\n",
        "[x]\na=%1\n[y]\na=%2\n",
        "dn: cn=x\na:: %1\na:: %2\n",
    ] {
        let text = form.replace("%1", &one).replace("%2", &other);
        let bundle = parse(&text).unwrap_or_else(|error| panic!("{form}: {error}"));
        assert_eq!(bundle.certificates().len(), 2, "{form}");
    }
}
