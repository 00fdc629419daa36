use super::*;
use alloc::{format, string::String};

/// Returns the error for a text, after each `{}` was replaced by a block on one line.
fn said(text: &str) -> Option<&'static str> {
    said_of(&text.replace("{}", "-----BEGIN CERTIFICATE-----\\nMII\\n-----END CERTIFICATE-----"))
}

fn said_of(text: &str) -> Option<&'static str> {
    check_blocks(text.as_bytes(), true).err().map(|broken| broken.cause.text)
}

#[test]
fn comments_of_many_languages() {
    for text in [
        "#A=\"{}\"",
        "  // a = \"{}\";",
        "; a=\"{}\"\nb=\"{}\"",
        "-- a '{}'",
        "REM set A={}\n",
        "rem a {}",
        "% a = \"{}\"",
        "!a=\"{}\"",
        ":: a \"{}\"",
        "dnl a \"{}\"",
        "' a = \"{}\"",
        "// #define A \\\n  \"{}\"",
        "/* a = \"{}\" */",
        "a = \"{}\"\n(* b = \"{}\" *)",
        "a\n{# \"{}\" #}",
    ] {
        assert_eq!(said(text), Some(COMMENTED_VALUE.text), "{text}");
    }
    for text in [
        "#define A \"{}\"",
        "# pragma a \"{}\"",
        "--from-literal=a=\"{}\"",
        "'{}'",
        "'a': \"{}\"",
        "/* a */ \"{}\"",
        "/* a */\nchar a[] = \"{}\"; /* b */",
        "a/* = \"{}\"",
        "# b\\n{}",
        "\"# b\\ncert = {}\"",
        "a = 5 # \"b\"\nc = \"{}\"",
    ] {
        assert_eq!(said(text), None, "{text}");
    }
}

#[test]
fn comments_of_several_lines_beside_a_block_that_is_read() {
    let block = "-----BEGIN X-----\n MII\n -----END X-----\n";
    let dead = format!("<!--\n {block}-->\n");
    assert_eq!(said_of(&format!("{dead} {block}")), Some(COMMENTED_VALUE.text));
    assert_eq!(said_of(&format!(" {block}{dead}")), Some(COMMENTED_VALUE.text));
    assert_eq!(said_of(&format!("<!-- a --> {block} <!-- b --> {block}")), None);
    assert_eq!(said_of(&dead), None, "the only one is judged by its lines");
}

#[test]
fn branches_of_programs_and_templates() {
    for text in [
        "#if 0\na = \"{}\"\n#endif\n",
        "# if (0)\na = \"{}\"\n# endif\n",
        "#ifdef A\na = \"{}\"\n#endif\nb = \"{}\"\n",
        "#ifdef A\na = \"{}\"\n#else\nb = \"{}\"\n#endif\n",
        "a = \"{}\"\n#if A\n#if B\n#endif\nb = \"{}\"\n#endif",
        "{{- if .A }}\na: \"{}\"\n{{- else }}\nb: \"{}\"\n{{- end }}\n",
        "{% if a %}\nb = \"{}\"\n{% endif %}\nc = \"{}\"\n",
        "if a:\n  b = \"{}\"\nelse:\n  c = \"{}\"\n",
        "a = b ? \"{}\" : \"{}\"",
    ] {
        assert_eq!(said(text), Some(CONDITIONAL.text), "{text}");
    }
    for text in [
        "#ifndef A_H\n#define A_H\n#ifdef __cplusplus\n#endif\na = \"{}\"\nb = \"{}\"\n#endif\n",
        "#if 1\na = \"{}\"\n#endif\n",
        "#if 0\n#endif\na = \"{}\"\n",
        "a = \"{}\"\n# if you change it\nb = \"{}\"\n",
        "{{- if .A }}\na: \"{}\"\nb: \"{}\"\n{{- end }}\n",
    ] {
        assert_eq!(said(text), None, "{text}");
    }
}

#[test]
fn diffs_and_conflicts() {
    for text in [
        "@@ -1,2 +1 @@\n-a: \"{}\"\n",
        "--- a\n+++ b\n+a: \"{}\"\n",
        "-   a: \"{}\"\n+   b: \"{}\"\n",
        "dn: a\nchangetype: modify\ndelete: c\nc: {}\n",
    ] {
        assert_eq!(said(text), Some(DIFF_OF_VALUES.text), "{text}");
    }
    let conflict = "<<<<<<< HEAD\na: \"{}\"\n=======\na: \"{}\"\n>>>>>>> b\n";
    assert_eq!(said(conflict), Some(CONFLICT.text));
    for text in ["- \"{}\"\n- \"{}\"\n", "@@ -1,2 +1 @@\n a: \"{}\"\n", "--- a\na: \"{}\"\n"] {
        assert_eq!(said(text), None, "{text}");
    }
}

#[test]
fn names_of_one_scope() {
    for text in [
        "{\"a\": \"{}\", \"b\": 1, \"a\": \"{}\"}",
        "{\"a\": \"{}\", \"b\": {\"c\": [1]}, \"a\": \"{}\"}",
        "export A=$'{}'\nexport A=$'{}'\n",
        "ENV A \"{}\"\nENV A \"{}\"",
        "#define A \"{}\"\n#undef A\n#define A \"{}\"",
        "['a' => \"{}\", 'a' => \"{}\"]",
        "A =\n \"{}\"\nA = (\n b\"{}\")",
        "const A: &str = \"{}\";\nconst A: &str = \"{}\";",
    ] {
        assert_eq!(said(text), Some(SAME_NAME.text), "{text}");
    }
    for text in [
        "[{\"a\": \"{}\"}, {\"a\": \"{}\"}]",
        "x:\n  a: \"{}\"\ny:\n  a: \"{}\"\n",
        "- a: \"{}\"\n- a: \"{}\"\n",
        "[x]\na=\"{}\"\n[y]\na=\"{}\"\n",
        "a[] = \"{}\"\na[] = \"{}\"\n",
        "<i value=\"{}\">\n<i value=\"{}\">",
        "f(\"{}\"); f(\"{}\");",
        "a() -> \"{}\".\nb() -> \"{}\".",
        "A: &str = \"{}\"; B: &str = \"{}\";",
    ] {
        assert_eq!(said(text), None, "{text}");
    }
    let block = "-----BEGIN X-----\nMII\n-----END X-----";
    let env = |mark: &str| {
        let dead: String =
            format!("A=\"{block}\"\n").lines().map(|l| format!("{mark}{l}\n")).collect();
        said_of(&format!("{dead}A=\"{block}\"\n"))
    };
    assert_eq!((env(""), env("# ")), (Some(SAME_NAME.text), None));
}
