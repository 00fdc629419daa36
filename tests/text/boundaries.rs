//! Boundaries of PEM blocks that are missing, misplaced, commented out or only mentioned in prose:
//! the answer to each text, with its notes and places.

use anycert::parse;
use testkit::{certificate::Made, pem};

/// Texts and their answers: the number of certificates and every note, or the kind of the error, each
/// with its place.
///
/// `[B]` and `[E]` are the boundaries, `[b]` and `[e]` damaged ones, `[1]` and `[2]` the lines of
/// two certificates, also with a mark before each line; `/` ends a line.
const TEXTS: &[(&str, &str)] = &[
    ("[B]/[1][E]/[B]/[2][E]/", "2, several_leaf_candidates"),
    ("[B]/[1][E]//  /[B]/[2][E]//", "2, several_leaf_candidates"),
    ("[B]/[1][E]/words/", "1, text_around_blocks"),
    ("words/[B]/[1][E]/", "1, text_around_blocks"),
    ("[B]/[1][E]/words/[B]/[2][E]/", "2, text_around_blocks, several_leaf_candidates"),
    ("[B]/[1][E]/[E]/", "1, end_without_begin"),
    ("[B]/[1][E]/[E]/[B]/[2][E]/", "2, end_without_begin, several_leaf_candidates"),
    ("[E]/", "malformed, at line 1"),
    ("[E]/[B]/[1][E]/", "malformed, at line 1"),
    ("/[E]/", "malformed, block 1 (CERTIFICATE, line 1)"),
    ("[1][E]/", "1, missing_begin at block 1 (CERTIFICATE, line 1)"),
    ("[1][E]/[B]/[2][E]/", "malformed, at line 4"),
    ("[1][E]/[b]/[2][e]/", "malformed, at line 4"),
    ("[1][E]/[2][E]/", "malformed, at line 8"),
    ("[1]# [E]/", "unrecognized_format, "),
    ("# [E]/[B]/[1][E]/", "1, commented_out, text_around_blocks"),
    ("[B]/[1][E]/# [E]/", "1, commented_out, text_around_blocks"),
    ("# [B]/[B]/[1][E]/", "1, commented_out, text_around_blocks"),
    ("[B]/# [E]/[1][E]/", "malformed, block 1 (CERTIFICATE, line 1) at line 2"),
    ("[B]/[1]# [E]/[E]/", "malformed, block 1 (CERTIFICATE, line 1) at line 5"),
    ("[B]/[1][s][s] [E]/[E]/", "malformed, block 1 (CERTIFICATE, line 1) at line 5"),
    ("[B]/[1]# [B]/[2][E]/", "malformed, block 1 (CERTIFICATE, line 1) at line 5"),
    ("[B]/[1]", "1, missing_end at block 1 (CERTIFICATE, line 1)"),
    ("[B]/[first]", "malformed, block 1 (CERTIFICATE, line 1)"),
    ("[B]/[1][B]/[2][E]/", "malformed, block 1 (CERTIFICATE, line 1)"),
    ("[B]/[first][B]/[2][E]/", "malformed, block 1 (CERTIFICATE, line 1)"),
    ("[B]/[1]-----END PKCS7-----/", "malformed, block 1 (CERTIFICATE, line 1) at line 5"),
    (
        "[B]/[1]-----END X509 CERTIFICATE-----/",
        "malformed, block 1 (CERTIFICATE, line 1) at line 5",
    ),
    ("close it with [E]/[B]/[1][E]/", "1, text_around_blocks"),
    ("close it with [E] so/[B]/[1][E]/", "1, text_around_blocks"),
    ("> [E]/[B]/[1][E]/", "malformed, at line 1"),
    ("open it with [B]/[B]/[1][E]/", "1, text_around_blocks"),
    ("open it with [B] so/[B]/[1][E]/", "1, text_around_blocks"),
    ("[B]/[1][E]/open it with [B] so/", "1, text_around_blocks"),
    ("open it with [b] so/[B]/[1][E]/", "1, text_around_blocks"),
    ("[B]/[1][E]/[b]/[2][e]/", "malformed, at line 6"),
    ("[b]/[2][e]/[B]/[1][E]/", "malformed, at line 1"),
    (
        "[b]/[1][e]/[b]/[2][e]/",
        "2, damaged_boundary at block 1 (CERTIFICATE, line 1), damaged_boundary at block 2 (CERTIFICATE, line 6), several_leaf_candidates",
    ),
    ("[b]/[1][E]/", "1, damaged_boundary at block 1 (CERTIFICATE, line 1)"),
    ("[B]/[1][e]/", "1, damaged_boundary at block 1 (CERTIFICATE, line 1)"),
    ("[B]/[1][E]/> [B]/[2][E]/", "malformed, at line 6"),
    ("[B]/[1][E]/\"[B]/[2][E]\"/", "malformed, at line 6"),
    ("[B]/[1][E]/> [B]/[>2]> [E]/", "malformed, at line 6"),
    ("[B]/[1][E]/  [B]\\n[2][E]/", "malformed, at line 6"),
    ("[B]/[1][E]/  [B]/Proc-Type: 4,ENCRYPTED/", "malformed, at line 6"),
    ("> [B]/[>1]> [E]/", "1, quoted_lines at block 1 (CERTIFICATE, line 1), text_around_blocks"),
    (
        "> [B]/[>1]> [E]/> [B]/[>2]> [E]/",
        "2, quoted_lines at block 1 (CERTIFICATE, line 1), quoted_lines at block 2 (CERTIFICATE, line 6), text_around_blocks, several_leaf_candidates",
    ),
    ("> [B]/[1][E]/", "malformed, block 1 (CERTIFICATE, line 1) at line 2"),
    (
        "> [B]/[>1]>/> [E]/",
        "1, quoted_lines at block 1 (CERTIFICATE, line 1), blank_lines at block 1 (CERTIFICATE, line 1), text_around_blocks",
    ),
    ("> [B]/[>!1]> [E]/", "malformed, block 1 (CERTIFICATE, line 1) at line 3"),
    ("  [B]/[1][E]/", "1, indented_block at block 1 (CERTIFICATE, line 1)"),
    (
        "  [B]/[1][E]/  [B]/[2][E]/",
        "2, indented_block at block 1 (CERTIFICATE, line 1), indented_block at block 2 (CERTIFICATE, line 6), several_leaf_candidates",
    ),
    (
        "words/  [B]/[1][E]/",
        "1, indented_block at block 1 (CERTIFICATE, line 2), text_around_blocks",
    ),
    ("  [B]/[_1]  [E]/", "1, indented_block at block 1 (CERTIFICATE, line 1)"),
    (
        "  [B]/[_1]/  [E]/",
        "1, indented_block at block 1 (CERTIFICATE, line 1), blank_lines at block 1 (CERTIFICATE, line 1)",
    ),
    ("  [B]/[_1][E]/", "1, indented_block at block 1 (CERTIFICATE, line 1)"),
    (" [B]/[_1]  [E]/", "1, indented_block at block 1 (CERTIFICATE, line 1)"),
    ("  [B] [flat1] [E]", "1, boundary_not_alone at block 1 (CERTIFICATE, line 1)"),
    ("[B] [flat1] [E]", "1, boundary_not_alone at block 1 (CERTIFICATE, line 1)"),
    (
        "[B]/[1][E][B]/[2][E]/",
        "2, boundary_not_alone at block 1 (CERTIFICATE, line 1), boundary_not_alone at block 2 (CERTIFICATE, line 5), several_leaf_candidates",
    ),
    (
        "[B]/[1][E] [B]/[2][E]/",
        "2, boundary_not_alone at block 1 (CERTIFICATE, line 1), boundary_not_alone at block 2 (CERTIFICATE, line 5), several_leaf_candidates",
    ),
    ("[B]/[1][E]x[B]/[2][E]/", "malformed, at line 5"),
    ("[B]/[1][E] x/[B]/[2][E]/", "malformed, block 1 (CERTIFICATE, line 1)"),
    ("[B]X[1][E]/", "malformed, block 1 (CERTIFICATE, line 1) at line 3"),
    ("[B]/A: b//[1][E]/", "1, unexpected_headers at block 1 (CERTIFICATE, line 1)"),
    (
        "[B]//A: b/C: d//[1][E]/",
        "1, unexpected_headers at block 1 (CERTIFICATE, line 1), blank_lines at block 1 (CERTIFICATE, line 1)",
    ),
    ("[B]/A: b/[1][E]/", "malformed, block 1 (CERTIFICATE, line 1)"),
    ("[B]/A: b//![1][E]/", "malformed, block 1 (CERTIFICATE, line 1) at line 4"),
    ("[B]/![1][E]/", "malformed, block 1 (CERTIFICATE, line 1) at line 2"),
    ("[B]/[!1][E]/", "malformed, block 1 (CERTIFICATE, line 1) at line 3"),
    ("[B]/[1][E]/[B]/[!2][E]/", "malformed, block 2 (CERTIFICATE, line 6) at line 8"),
];

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

fn text(outline: &str) -> String {
    let [one, two] = ["one", "two"].map(|name| {
        let block = pem::certificate(&Made::of(name, "issuer").der());
        block.trim_start_matches(BEGIN).trim_start().replace(&format!("{END}\n"), "")
    });
    let marked = |lines: &str, mark: &str| lines.lines().map(|l| format!("{mark}{l}\n")).collect();
    let parts: [(&str, String); 16] = [
        ("/", "\n".into()),
        ("[s]", "/".into()),
        ("[B]", BEGIN.into()),
        ("[E]", END.into()),
        ("[b]", BEGIN.replace("-----", "----")),
        ("[e]", END.replace("-----", "----")),
        ("[1]", one.clone()),
        ("[2]", two.clone()),
        ("[first]", one.lines().take(1).map(|line| format!("{line}\n")).collect()),
        ("[flat1]", one.trim_end().replace('\n', " ")),
        ("[>1]", marked(&one, "> ")),
        ("[>2]", marked(&two, "> ")),
        ("[>!1]", marked(&one.replacen('\n', "\n!", 1), "> ")),
        ("[_1]", marked(&one, "  ")),
        ("[!1]", one.replacen('\n', "\n!", 1)),
        ("[!2]", two.replacen('\n', "\n!", 1)),
    ];
    parts.iter().fold(outline.to_owned(), |text, (mark, part)| text.replace(mark, part))
}

fn answer(text: &str) -> String {
    match parse(text.as_bytes()) {
        Ok(bundle) => {
            let notes = bundle.notes().iter().map(|note| match note.location().to_string() {
                place if place.is_empty() => format!(", {}", note.code()),
                place => format!(", {} at {place}", note.code()),
            });
            format!("{}{}", bundle.certificates().len(), notes.collect::<String>())
        }
        Err(error) => format!("{}, {}", error.kind(), error.location().to_string().trim()),
    }
}

#[test]
fn answers_to_every_arrangement_of_boundaries() {
    let differ = |(outline, expected): &&(&str, &str)| answer(&text(outline)) != *expected;
    let differences: Vec<String> = TEXTS
        .iter()
        .filter(differ)
        .map(|(outline, expected)| format!("{outline}: {} ({expected})", answer(&text(outline))))
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
