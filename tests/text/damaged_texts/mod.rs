//! What is said of texts that other software changed: the kind and a remedy that gives the right file.
//! Each kind has a twin that differs in little and is something else.

mod values;

use anycert::parse;
use std::fs;
use testkit::fixture;

fn file(name: &str) -> String {
    fs::read_to_string(fixture::root().join(name)).unwrap()
}

fn certificate() -> String {
    file("certificate/rsa-2048.pem")
}

fn key() -> String {
    file("key/rsa-4096-pkcs8.pem")
}

/// What is said of a text that is refused, or how many certificates and keys are read from it.
fn said(text: &[u8]) -> String {
    match parse(text) {
        Ok(bundle) => {
            let [certificates, keys] = [bundle.certificates().len(), bundle.private_keys().len()];
            format!("{certificates} certificates, {keys} keys")
        }
        Err(error) => format!("{error:#}"),
    }
}

#[track_caller]
fn check(text: impl AsRef<[u8]>, expected: &str) {
    let text = text.as_ref();
    let said = said(text);
    let shown = text.escape_ascii().to_string();
    assert!(said.contains(expected), "expected {expected:?}, found {said:?} for {shown}");
}

fn each_line(pem: &str, change: impl Fn(usize, &str) -> String) -> String {
    pem.lines().enumerate().map(|(at, line)| change(at, line) + "\n").collect()
}

/// The lines of a block joined with `separator`, and in a second text only those of its body.
fn joined(pem: &str, separator: &str) -> [String; 2] {
    let lines: Vec<&str> = pem.lines().collect();
    let [begin, body @ .., end] = &*lines else { panic!("no block") };
    [lines.join(separator), format!("{begin}\n{}\n{end}\n", body.join(separator))]
}

const READ: &str = "1 certificates, 0 keys";

#[test]
fn line_ends_in_other_spellings() {
    for pem in [certificate(), key()] {
        for (separator, expected) in [
            ("#012", "write a line break in place of each"),
            ("#015#012", "write a line break in place of each"),
            ("^J", "write a line break in place of each"),
            ("^M^J", "write a line break in place of each"),
            ("/n", "write a line break in place of each"),
            ("<LF>", "write a line break in place of each"),
            ("<0x0a>", "write a line break in place of each"),
            ("${NL}", "write a line break in place of each"),
            ("~", "write a line break in place of each"),
            (" | ", "write a line break in place of each"),
            ("n", "the backslashes were lost"),
            ("rn", "the backslashes were lost"),
            ("' || chr(10) || '", "string literals"),
            ("' + CHAR(13) + '", "string literals"),
            ("' . PHP_EOL . '", "string literals"),
            ("\" & vbCrLf & \"", "string literals"),
        ] {
            for text in joined(&pem, separator) {
                check(text, expected);
            }
        }
    }
    for text in joined(&certificate(), "  ") {
        check(text, READ);
    }
    check(certificate().replacen("MII", "M#012II", 1), "remove everything that was inserted there");
}

#[test]
fn string_literals_of_many_languages() {
    let pem = certificate();
    for (before, after) in [
        ("    + '", "'#13#10"),
        ("  '", "',"),
        ("  q'", "' ||"),
        ("s += '", "'"),
        ("  \"", "\" & vbLf & _"),
    ] {
        check(each_line(&pem, |_, line| format!("{before}{line}{after}")), "string literals");
    }
    let list: Vec<String> = pem.lines().map(|line| format!("'{line}\\n'")).collect();
    check(format!("[{}]", list.join(", ")), "string literals");
    check(pem.replacen("MII", "M'II", 1), "invalid character in base64");
}

#[test]
fn what_is_before_or_after_each_line() {
    let pem = certificate();
    for prefix in ["[04:11] <joe> ", "<joe> ", "joe: ", "12> ", "2026-01-02 03:04:05,678 INFO "] {
        check(each_line(&pem, |_, line| format!("{prefix}{line}")), "something before each line");
    }
    check(each_line(&pem, |_, line| format!("<p>{line}</p>")), READ);
    check(each_line(&pem, |_, line| format!("<td>{line}</td>")), "HTML");
    let prompts = [
        ("shop=# insert into c values ('", "shop'# "),
        ("mysql> select '", "    '> "),
        ("$ echo \"", "> "),
        (">>> cert = \"\"\"", "... "),
    ];
    for (first, other) in prompts {
        let text =
            each_line(&pem, |at, line| format!("{}{line}", if at == 0 { first } else { other }));
        check(text, "something before each line");
    }
    for suffix in ["+", "   +", " |", "$", ";", "_x000D_"] {
        check(each_line(&pem, |_, line| format!("{line}{suffix}")), "end of each line");
    }
    let first_only = |at: usize, line: &str| format!("{line}{}", if at == 0 { "+" } else { "" });
    check(each_line(&pem, first_only), "after the BEGIN line");
}

#[test]
fn text_after_the_begin_line() {
    for tail in ["  # my cert", " // leaf", "\tserver", " 2026-01-01", "...", " (leaf)", " <b>"] {
        for pem in [certificate(), key()] {
            check(pem.replacen("-----\n", &format!("-----{tail}\n"), 1), "after the BEGIN line");
        }
    }
    check(certificate().replacen("-----\n", "----- \n", 1), READ);
    // The body begins on the line of BEGIN.
    check(certificate().replacen("-----\n", "-----", 1), READ);
}

#[test]
fn pages_and_columns_of_documents() {
    let pem = certificate();
    let lines: Vec<&str> = pem.lines().collect();
    for put_in in ["Page 2 of 3", "www", "12", "Copyright Example Corporation"] {
        let (head, tail) = lines.split_at(7);
        let text = [head, &[put_in], tail].concat().join("\n");
        check(&text, "a line of this block is longer or shorter than the others at line 8");
    }
    let hyphen = each_line(&pem, |_, line| match line.split_at_checked(40) {
        Some((head, tail)) if !line.starts_with('-') => format!("{head}-\n{tail}"),
        _ => line.into(),
    });
    check(&hyphen, "remove the hyphen at the end of each line");
    check(hyphen.replace("-\n", "\n").replace("----\n", "-----\n"), READ);
}

#[test]
fn blocks_around_other_text() {
    let pem = certificate();
    let der = fs::read(fixture::root().join("certificate/rsa-2048.der")).unwrap();
    let base64 = pem.lines().filter(|line| !line.starts_with('-')).collect::<String>();
    let utf16: Vec<u8> = pem.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hex = testkit::hex(&der);
    let block = |content: &[u8]| {
        let body = base64_simd::STANDARD.encode_to_string(content);
        format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n")
    };
    for content in [pem.as_bytes(), base64.as_bytes(), &utf16, hex.as_bytes()] {
        check(block(content), "it was encoded twice");
    }
    check(block(b"some words that are no certificate"), "does not contain a certificate");
    let digits = format!("-----BEGIN CERTIFICATE-----\n{hex}\n-----END CERTIFICATE-----\n");
    check(digits, "hexadecimal digits in place of base64");
    check(&hex, READ);
    for end in ["", "-----END CERTIFICATE-----\n"] {
        check(format!("-----BEGIN CERTIFICATE-----\n{pem}{end}"), "two BEGIN lines in a row");
    }
}

#[test]
fn values_that_are_commented_out() {
    let (old, live) = (file("certificate/p256.pem"), certificate());
    let escape = |pem: &str| pem.replace('\n', "\\n");
    for mark in ["#", "# ", "//", "; ", "// const "] {
        let text = format!("{mark}CERT=\"{}\"\nCERT=\"{}\"\n", escape(&old), escape(&live));
        check(text, "in a comment of this text");
    }
    check(format!("# c\nCERT=\"{}\"\n", escape(&live)), READ);
}

/// Two certificates of servers in statements: the one that is first in the text is not in use.
#[test]
fn values_of_which_only_one_is_in_use() {
    let [old, live] = ["certificate/p256.pem", "certificate/rsa-2048.pem"].map(file);
    let escaped = [&old, &live].map(|pem| pem.replace('\n', "\\n"));
    let [old_line, live_line] = &escaped;
    let literals = |pem: &str| each_line(pem, |_, line| format!("    \"{line}\\n\""));
    let [old_literals, live_literals] = [&old, &live].map(|pem| literals(pem));
    let base64 = |pem: &str| pem.lines().filter(|line| !line.starts_with('-')).collect::<String>();
    let [old_base64, live_base64] = [&old, &live].map(|pem| base64(pem));
    let indented = |pem: &str| each_line(pem, |_, line| format!("  {line}"));
    for text in [
        format!("-- OLD = \"{old_line}\"\nCERT = \"{live_line}\"\n"),
        format!("# OLD = \"{old_line}\"\nCERT = (\n{live_literals})\n"),
        format!("#ifdef OLD\nchar a[] =\n{old_literals};\n#endif\nchar b[] =\n{live_literals};\n"),
        format!("cert = \\\n{old_literals}\ncert = \\\n{live_literals}\n"),
        format!("cert: {old_base64}\n\"cert\": {live_base64}\n"),
        format!("tls:\n  cert: {old_base64}\ntls:\n  cert: {live_base64}\n"),
        format!("-  cert: {old_base64}\n+  cert: {live_base64}\n"),
        format!(
            "<<<<<<< HEAD\na: |\n{}=======\na: |\n{}>>>>>>> b\n",
            indented(&old),
            indented(&live)
        ),
        format!("{{% if a %}}\na: |\n{}{{% else %}}\na: |\n{}", indented(&old), indented(&live)),
        format!(
            "dn: cn=a\nchangetype: modify\ndelete: c\nc:: {old_base64}\n-\nadd: c\nc:: {live_base64}\n-\n"
        ),
        format!("{{\"a\": \"{old_line}\", \"a\": \"{live_line}\"}}").replacen('{', "x = {", 1),
    ] {
        let said = said(text.as_bytes());
        assert!(!said.contains("certificates, 0 keys"), "{said}\n{text}");
    }
    for text in [
        format!("A=\"{old_line}\"\nB=\"{live_line}\"\n"),
        format!("a: {old_base64}\nb: {live_base64}\n"),
        format!("a:\n  cert: {old_base64}\nb:\n  cert: {live_base64}\n"),
        format!("char a[] =\n{old_literals};\nchar b[] =\n{live_literals};\n"),
        format!("a: |\n{}b: |\n{}", indented(&old), indented(&live)),
        format!("{old}-- c\n{live}"),
    ] {
        check(text, "2 certificates, 0 keys");
    }
    // One of them is the leaf whatever is written around them.
    let der = fs::read(fixture::root().join("certificate/ca-root.der")).unwrap();
    let body = base64_simd::STANDARD.encode_to_string(der);
    let ca = format!("-----BEGIN CERTIFICATE-----\\n{body}\\n-----END CERTIFICATE-----\\n");
    check(format!("-- C\nCA=\"{ca}\"\n/* c */ CERT=\"{live_line}\"\n"), "2 certificates, 0 keys");
}

#[test]
fn yaml_with_escaped_and_literal_values() {
    let (certificate, key) = (certificate(), key());
    let literal = format!("cert: |\n{}", each_line(&certificate, |_, line| format!("  {line}")));
    let escaped = format!("key: \"{}\"\n", key.replace('\n', "\\n"));
    for text in [format!("{literal}{escaped}"), format!("{escaped}{literal}")] {
        check(text, "1 certificates, 1 keys");
    }
    check(format!("{literal}{}", escaped.replacen("key", "cert", 1)), "occurs twice");
}

#[test]
fn mail_with_blanks_at_line_ends() {
    let pem = certificate();
    let escaped = |end: &str| each_line(&pem.replace('=', "=3D"), |_, line| format!("{line}{end}"));
    for end in ["=20", "=20\r", "=0D", "=0D=0A=", "=A0", "=C2=A0", "=09"] {
        check(escaped(end), READ);
    }
    check(escaped("=21"), "quoted-printable");
}

#[test]
fn dumps_prompts_and_other_encodings() {
    let pem = certificate();
    let base64 = pem.lines().filter(|line| !line.starts_with('-')).collect::<String>();
    for prompt in ["root@host:~# ", "[root@host ~]$ ", "PS C:\\Users\\a> "] {
        check(format!("{base64}{prompt}"), "other text around base64");
    }
    check(format!("{base64}\n(expires in May)\n"), "other text around base64");
    check(format!("{}!{}", &base64[..400], &base64[400..]), "invalid character in base64");
    let octets =
        |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:#04x}, ")).collect::<String>();
    let array = octets(pem.as_bytes());
    for length in [pem.len(), pem.len() + 1] {
        check(format!("char a[] = {{ {array}0x00 }};\nint a_len = {length};\n"), READ);
    }
    check(format!("char a[] = {{ {array}0x00 }};\nint a_len = 9;\n"), "a list of bytes");
    let utf32: Vec<u8> = pem.chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect();
    check(utf32, "this text is UTF-32");
    let keytool = "Owner: CN=a\nIssuer: CN=b\nSerial number: 1\nKeyIdentifier [\n0000: 3F 4F 8B E3  ?O..\n0010: 8A 14 10 31  ...1\n]\n";
    check(keytool, "a printed description");
    check(
        "00000000: 3082 02c1 3082 0268  0...0..h\n00000008: 0ca2 9d9f 0890 4858  ......HX\n",
        "xxd -r",
    );
}

/// rustls takes a line that begins with END for one; GnuTLS reads from a BEGIN line that was cut in two.
#[test]
fn boundaries_that_only_one_reader_sees() {
    let [a, b, c] =
        ["certificate/p256.pem", "certificate/rsa-2048.pem", "certificate/secp256k1.pem"]
            .map(|name| file(name).trim_end().to_owned());
    let key = key();
    check(format!("{}{a}\n{b}{c}\n", key.trim_end()), "another one is not");
    check(format!("{a}{b}\n"), "2 certificates, 0 keys");
    let cut = b.replacen("CERTIFICATE-----", "CERTIFICATEA: b\n-----", 1);
    check(format!("{a}\n{cut}\n"), "damaged BEGIN line");
    let lost = b.replacen("-----BEGIN CERTIFICATE-----\n", "", 1);
    check(format!("{a}\n{lost}\n"), READ);
}
