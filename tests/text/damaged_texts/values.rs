//! Base64 and other spellings of certificates and keys in documents, and what is beside them.

use super::*;

fn base64(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with('-')).collect()
}

/// Nothing says that there is no private key where one is, in whatever spelling.
#[test]
fn keys_in_other_spellings_beside_a_certificate() {
    let (certificate, key) = (certificate(), key());
    let lost = key.replacen("-----BEGIN PRIVATE KEY-----\n", "", 1);
    let misspelt = key.replacen("BEGIN", "BEGN", 1);
    for key in [lost, misspelt] {
        check(format!("{certificate}{key}"), "misspelt: provide the whole file");
    }
    let der = base64_simd::STANDARD.decode_to_vec(base64(&key)).unwrap();
    let sixes: String = der[..45]
        .chunks(3)
        .flat_map(|three| {
            [
                three[0] >> 2,
                (three[0] & 3) << 4 | three[1] >> 4,
                (three[1] & 15) << 2 | three[2] >> 6,
                three[2] & 63,
            ]
        })
        .map(|six| char::from(six + 32))
        .collect();
    let other = "in another encoding than the others";
    check(format!("{certificate}begin 600 a.key\nM{sixes}\n"), other);
    let encrypted = format!("key: ENC[AES256_GCM,data:{},iv:AA==]\n", "Ab3/".repeat(99));
    check(format!("{certificate}{encrypted}"), other);
    check(format!("{certificate}password: ENC[AES256_GCM,data:Ab3/,iv:AA==]\n"), READ);
    let octets = |bytes: &[u8], form: &dyn Fn(&u8) -> String| {
        bytes.iter().map(|octet| form(octet) + ", ").collect::<String>()
    };
    let certificate_der = fs::read(fixture::root().join("certificate/rsa-2048.der")).unwrap();
    let array = octets(&certificate_der, &|octet| format!("{octet:#04x}"));
    for array_of_key in [
        octets(&der, &|octet| format!("0{octet:o}")),
        octets(&der, &|octet| format!("(char)0x{octet:x}")),
        octets(key.as_bytes(), &|octet| format!("'{}'", octet.escape_ascii())),
    ] {
        let text = format!("char a[] = {{ {array} }};\nchar b[] = {{ {array_of_key} }};\n");
        let said = said(text.as_bytes());
        assert!(["a list of bytes", other].iter().any(|it| said.contains(it)), "{said}\n{text}");
    }
    let (certificate, key) = (base64(&certificate), base64(&key));
    check(format!("A={certificate}\nB={}\n", key.replace('+', " ")), "spaces in place of +");
    check(format!("A={certificate}\nB={}\n", &key[4..]), "in a value of this text");
    check(format!("A={certificate}\nB={}\n", &key[400..]), READ);
}

/// Their own software gives back exactly what is read.
#[test]
fn base64_with_other_things_beside_it() {
    let pem = certificate();
    let (line, key) = (base64(&pem), base64(&key()));
    let both = "1 certificates, 1 keys";
    let store = |base64: &str| base64.replace('=', "\\=");
    check(format!("#c\na={}\nb={}\n", store(&line), store(&key)), both);
    let continued = |base64: &str| format!("{}\\\n    {}", &base64[..64], &base64[64..]);
    check(format!("a: {}\nb = {}\n", continued(&line), continued(&key)), both);
    check(format!("a={}\na={}\n", store(&line), store(&key)), "occurs twice");
    for text in [
        format!("A=\"{line}\" # c\nB='{key}' # d\n"),
        format!("A={line} # c\nB={key}; export B\n"),
        format!("[tls]\ncert: {line}\nkey: {key}\n"),
    ] {
        check(text, both);
    }
    check(format!("A={line} B={key}\n"), "in a value of this text");
    let padded = base64(&file("certificate/brainpool.pem"));
    let unpadded = padded.trim_end_matches('=');
    assert!(unpadded.len() < padded.len());
    check(format!("Client-Cert: :{unpadded}:\n"), READ);
}

/// The sentence is true and the remedy works.
#[test]
fn what_is_around_values() {
    let pem = certificate();
    let line = base64(&pem);
    for mark in ["-- ", "REM ", ":: ", "% ", "! ", "' ", "\" ", "dnl ", " * ", "/* "] {
        let dead = each_line(&pem, |_, line| format!("{mark}{line}"));
        check(format!("{dead}{}", file("certificate/p256.pem")), "in a comment of this text");
    }
    let half = format!("-- {pem}{}", file("certificate/p256.pem"));
    check(half, "damaged BEGIN line");
    let quoted = each_line(&pem, |_, line| format!("> # {line}"));
    check(format!("{quoted}{}", file("certificate/p256.pem")), READ);
    let percent = pem.replace(' ', "%20").replace('\n', "%0A").replace('+', "%2B");
    check(format!("Cert=\"{percent}\""), READ);
    for text in [format!("#Cert=\"{percent}\""), format!("/* Cert=\"{percent}\" */")] {
        check(text, "in a comment of this text");
    }
    check(line.replace('+', " "), "spaces in place of +");
    for end in ["=quit", "\nEND\n", " OK"] {
        check(format!("{line}{end}"), "other text around base64");
    }
    check(format!("{}...{}", &line[..99], &line[400..]), "a part of the base64 was left out");
    let hexadecimal: String = line.bytes().map(|byte| format!("{byte:02x}")).collect();
    check(format!("cert: 3082{hexadecimal}"), "not recognized");
    let der = fs::read(fixture::root().join("certificate/rsa-2048.der")).unwrap();
    let digits: String = der.iter().map(|byte| format!("{byte:02x}")).collect();
    check(format!("cert: {digits}"), "other text around hexadecimal digits");
    let escaped = pem.replace("-----BEGIN", "- -----BEGIN").replace("-----END", "- -----END");
    check(escaped, "correct it to -----BEGIN CERTIFICATE-----");
}

/// `'-', '-', '-', …`, as an array of the characters of `text` is declared.
fn characters(text: &str) -> String {
    text.chars().map(|character| format!("{character:?}, ").replace('"', "'")).collect()
}

#[test]
fn arrays_of_characters() {
    let (certificate, key) = (certificate(), file("key/p256-pkcs8.pem"));
    let (list, of_key) = (characters(&certificate), characters(&key));
    for end in ["", "'\\0'", "0", "/* end */"] {
        check(format!("const char certificate[] = {{ {list}{end} }};\n"), READ);
    }
    check(format!("a = [{of_key}]"), "0 certificates, 1 keys");
    let array = format!("char a[] = {{ {list} }};\n");
    let other = format!("char a[] = {{ {} }};\n", characters(&file("certificate/p256.pem")));
    for text in [
        format!("{array}char b[] = {{ {of_key} }};\n"),
        format!("#if A\n{array}#else\n{other}#endif\n"),
        format!("a = [{list}]  # {list}"),
        format!("# a = [{list}]"),
        format!("int x; // {array}"),
    ] {
        check(text, "a list of bytes as numbers or escapes");
    }
    let literals = each_line(&certificate, |_, line| format!("\"{line}\\n\""));
    for beside in [of_key.clone(), characters(&key[..key.len() - 40])] {
        let text = format!("char *a =\n{literals};\nchar b[] = {{ {beside} }};\n");
        check(text, "in another encoding than the others");
    }
}
