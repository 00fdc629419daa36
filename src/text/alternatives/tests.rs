use super::*;
use alloc::format;

const A: &str = "-----BEGIN X-----\\nMIIB\\n-----END X-----\\n";

#[test]
fn statements_that_are_alike_are_no_alternatives() {
    let base64 = "MIII1QIBAzCCCIsGCSqGSIb3DQEHAaCCCHwEggh4MIIIdDCCBxIGCSqGSIb3DQEHBqCC";
    for text in [
        format!("A=\"{A}\"\nB=\"{A}\"\n"),
        format!("# c\nA='{A}{A}'\n\nPORT=443\nB='{A}'\n"),
        format!("export A={A}\nexport B={A}"),
        format!("{{\"a\": \"{A}\", \"b\": \"{A}\"}}"),
        format!("const char a[] =\n  \"{A}\";\nconst char b[] =\n  \"{A}\";\n"),
        format!("a:\n  cert: \"{A}\"\nb:\n  cert: \"{A}\"\n"),
        format!("- cert: {base64}\n- cert: {base64}\n"),
        format!("\"a\": [\"{A}\", \"{A}\"]\n"),
        format!("\"a\": [\"{A}\"],\n\"b\": \"{A}\"\n"),
        format!("- a: |\n  {A}\n  b: |\n  {A}\n- a: |\n  {A}\n  b: |\n  {A}\n"),
        format!("- a: '{A}'\n  b: '{A}'\n- a: '{A}'\n  b: '{A}'\n"),
        format!("\"a\": {{\"c\": \"{A}\"}}, \"b\": {{\"c\": \"{A}\"}}\n"),
        format!("name,pem\na,\"{A}\"\nb,\"{A}\"\n"),
        format!("[x]\na={base64}\n[y]\na={base64}\n"),
        format!("dn: cn=a\nc:: {base64}\nc:: {base64}\n"),
        format!("older=\"{A}\"\nnew=\"{A}\"\n"),
        format!("dn: cn=a\nc:: {base64}\n {base64}\n\ndn: cn=b\nc:: {base64}\n"),
        "char a[] = { 0x30, 0x01 };\nchar b[] = { 0x30, 0x02 };\n".into(),
        format!("A=\"{A}\""),
        format!("/* c */ A=\"{A}{A}\""),
        A.repeat(100),
    ] {
        assert!(!may_be_alternatives(text.as_bytes()), "{text}");
    }
}

#[test]
fn other_statements_may_be_alternatives() {
    let base64 = "MIII1QIBAzCCCIsGCSqGSIb3DQEHAaCCCHwEggh4MIIIdDCCBxIGCSqGSIb3DQEHBqCC";
    for mark in ["-- ", "% ", "' ", "REM ", ":: ", "/* ", "{# ", "(* ", "! ", "dnl ", "-", "? "] {
        for text in [
            format!("{mark}A=\"{A}\"\nB=\"{A}\"\n"),
            format!("A=\"{A}\"\n{mark}B=\"{A}\"\n"),
            format!("{mark}a: {base64}\nb: {base64}\n"),
        ] {
            assert!(may_be_alternatives(text.as_bytes()), "{text}");
        }
    }
    for text in [
        format!("A=\"{A}\"\nA=\"{A}\"\n"),
        format!("old=\"{A}\" new=\"{A}\"\n"),
        format!("newValue: \"{A}\"\noldValue: \"{A}\"\n"),
        format!("dn: cn=a\nc:: {base64}\n\ndn: cn=a\nc:: {base64}\n"),
        format!("cert: \"{A}\"\n\"cert\": \"{A}\"\n"),
        format!("tls:\n  cert: \"{A}\"\ntls:\n  cert: \"{A}\"\n"),
        format!("{{\"a\": \"{A}\", \"a\": \"{A}\"}}"),
        format!("#ifdef X\nchar a[] = \"{A}\";\n#endif\nchar b[] = \"{A}\";\n"),
        format!("char a[] = \"{A}\";\n#ifdef X\nchar b[] = \"{A}\";\n#endif\n"),
        format!("[x]\nCert={base64}\ncert={base64}\n"),
        format!("; a: {base64}\nb: {base64}\n"),
        format!("// a: {base64}\nb: {base64}\n"),
        format!("a: {base64}\n\"\\u0061\": {base64}\n"),
        format!("x = \"{A}\" -> \"{A}\"\n"),
        format!("a = \"{A}\"\n// b \\\nb = \"{A}\"\n"),
        "#ifdef X\nchar a[] = { 0x30 };\n#endif\nchar b[] = { 0x30 };\n".into(),
        format!("#define A \"{A}\"\n#undef A\n#define A \"{A}\"\n"),
        format!("<<<<<<< x\na: \"{A}\"\n=======\nb: \"{A}\"\n>>>>>>> y\n"),
        format!("if a:\n  x = \"{A}\"\nelse:\n  y = \"{A}\"\n"),
        format!("x = a ? \"{A}\" : \"{A}\"\n"),
        format!("{{% if a %}}\na: \"{A}\"\n{{% else %}}\nb: \"{A}\"\n{{% endif %}}\n"),
        format!("dn: cn=a\ndelete: c\nc:: {base64}\n-\nadd: c\nc:: {base64}\n"),
        format!("Client-Cert: :{base64}:, :{base64}:\n"),
    ] {
        assert!(may_be_alternatives(text.as_bytes()), "{text}");
    }
}
