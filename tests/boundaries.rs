//! Boundaries of PEM blocks that are missing, out of place, commented out or only spoken of: what
//! is read of each text, and what is said of it, with its place.

mod common;

use anycert::parse;
use common::{certificate::Made, pem};

/// Texts, and what is said of them: how many certificates are read, with every note, or the error.
///
/// `[B]` and `[E]` are the boundaries, `[b]` and `[e]` damaged ones, `[1]` and `[2]` the lines of
/// two certificates, also with a mark before each line; `/` ends a line.
const TEXTS: &[(&str, &str)] = &[
    ("[B]/[1][E]/[B]/[2][E]/", "2, several_leaf_candidates"),
    ("[B]/[1][E]//  /[B]/[2][E]//", "2, several_leaf_candidates"),
    ("[B]/[1][E]/words/", "1, text_around_blocks"),
    ("words/[B]/[1][E]/", "1, text_around_blocks"),
    ("[B]/[1][E]/words/[B]/[2][E]/", "2, text_around_blocks, several_leaf_candidates"),
    ("[B]/[1][E]/[E]/", "an END line without its BEGIN line at line 6"),
    ("[B]/[1][E]/[E]/[B]/[2][E]/", "an END line without its BEGIN line at line 6"),
    ("[E]/", "an END line without its BEGIN line at line 1"),
    ("[E]/[B]/[1][E]/", "an END line without its BEGIN line at line 1"),
    ("/[E]/", "block 1 (CERTIFICATE, line 1): an END line without its BEGIN line"),
    ("[1][E]/", "1, missing_begin at block 1 (CERTIFICATE, line 1)"),
    ("[1][E]/[B]/[2][E]/", "an END line without its BEGIN line at line 4"),
    ("[1][E]/[b]/[2][e]/", "an END line without its BEGIN line at line 4"),
    ("[1][E]/[2][E]/", "an END line without its BEGIN line at line 8"),
    ("[1]# [E]/", "this begins as base64 of certificate material and then breaks off at line 4"),
    ("# [E]/[B]/[1][E]/", "1, commented_out, text_around_blocks"),
    ("[B]/[1][E]/# [E]/", "1, commented_out, text_around_blocks"),
    ("# [B]/[B]/[1][E]/", "1, commented_out, text_around_blocks"),
    ("[B]/# [E]/[1][E]/", "block 1 (CERTIFICATE, line 1): this is not base64 at line 2"),
    ("[B]/[1]# [E]/[E]/", "block 1 (CERTIFICATE, line 1): this is not base64 at line 5"),
    ("[B]/[1]// [E]/[E]/", "an END line without its BEGIN line at line 8"),
    ("[B]/[1]# [B]/[2][E]/", "block 1 (CERTIFICATE, line 1): this is not base64 at line 5"),
    ("[B]/[1]", "1, missing_end at block 1 (CERTIFICATE, line 1)"),
    ("[B]/[first]", "block 1 (CERTIFICATE, line 1): the text ends inside this block"),
    (
        "[B]/[1][B]/[2][E]/",
        "2, missing_end at block 1 (CERTIFICATE, line 1), several_leaf_candidates",
    ),
    (
        "[B]/[first][B]/[2][E]/",
        "block 1 (CERTIFICATE, line 1): another BEGIN line stands before this block's END line",
    ),
    (
        "[B]/[1]-----END PKCS7-----/",
        "block 1 (CERTIFICATE, line 1): the END line names something else than the BEGIN line at line 5",
    ),
    (
        "[B]/[1]-----END X509 CERTIFICATE-----/",
        "block 1 (CERTIFICATE, line 1): the END line names something else than the BEGIN line at line 5",
    ),
    ("close it with [E]/[B]/[1][E]/", "1, text_around_blocks"),
    ("close it with [E] so/[B]/[1][E]/", "1, text_around_blocks"),
    ("> [E]/[B]/[1][E]/", "an END line without its BEGIN line at line 1"),
    ("open it with [B]/[B]/[1][E]/", "1, text_around_blocks"),
    ("open it with [B] so/[B]/[1][E]/", "1, text_around_blocks"),
    ("[B]/[1][E]/open it with [B] so/", "1, text_around_blocks"),
    ("open it with [b] so/[B]/[1][E]/", "1, text_around_blocks"),
    ("[B]/[1][E]/[b]/[2][e]/", "a damaged BEGIN line among sound ones at line 6"),
    ("[b]/[2][e]/[B]/[1][E]/", "a damaged BEGIN line among sound ones at line 1"),
    (
        "[b]/[1][e]/[b]/[2][e]/",
        "2, damaged_boundary at block 1 (CERTIFICATE, line 1), damaged_boundary at block 2 (CERTIFICATE, line 6), several_leaf_candidates",
    ),
    ("[b]/[1][E]/", "1, damaged_boundary at block 1 (CERTIFICATE, line 1)"),
    ("[B]/[1][e]/", "1, damaged_boundary at block 1 (CERTIFICATE, line 1)"),
    ("[B]/[1][E]/> [B]/[2][E]/", "a damaged BEGIN line among sound ones at line 6"),
    ("[B]/[1][E]/\"[B]/[2][E]\"/", "a damaged BEGIN line among sound ones at line 6"),
    ("[B]/[1][E]/> [B]/[>2]> [E]/", "a damaged BEGIN line among sound ones at line 6"),
    ("[B]/[1][E]/  [B]\\n[2][E]/", "a damaged BEGIN line among sound ones at line 6"),
    ("[B]/[1][E]/  [B]/Proc-Type: 4,ENCRYPTED/", "a damaged BEGIN line among sound ones at line 6"),
    ("> [B]/[>1]> [E]/", "1, quoted_lines at block 1 (CERTIFICATE, line 1), text_around_blocks"),
    (
        "> [B]/[>1]> [E]/> [B]/[>2]> [E]/",
        "2, quoted_lines at block 1 (CERTIFICATE, line 1), quoted_lines at block 2 (CERTIFICATE, line 6), text_around_blocks, several_leaf_candidates",
    ),
    (
        "> [B]/[1][E]/",
        "block 1 (CERTIFICATE, line 1): the lines of this block do not all begin with the blanks or quote marks that its BEGIN line has before it at line 2",
    ),
    ("> [B]/[>1]>/> [E]/", "1, quoted_lines at block 1 (CERTIFICATE, line 1), text_around_blocks"),
    ("> [B]/[>!1]> [E]/", "block 1 (CERTIFICATE, line 1): this is not base64 at line 3"),
    ("  [B]/[1][E]/", "1, indented_block at block 1 (CERTIFICATE, line 1)"),
    (
        "  [B]/[1][E]/  [B]/[2][E]/",
        "block 2 (CERTIFICATE, line 6): the lines of this block do not all begin with the blanks or quote marks that its BEGIN line has before it at line 7",
    ),
    (
        "words/  [B]/[1][E]/",
        "block 1 (CERTIFICATE, line 2): the lines of this block do not all begin with the blanks or quote marks that its BEGIN line has before it at line 3",
    ),
    ("  [B]/[_1]  [E]/", "1, indented_block at block 1 (CERTIFICATE, line 1)"),
    ("  [B]/[_1]/  [E]/", "1, indented_block at block 1 (CERTIFICATE, line 1)"),
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
    ("[B]/[1][E]x[B]/[2][E]/", "a damaged BEGIN line among sound ones at line 5"),
    (
        "[B]/[1][E] x/[B]/[2][E]/",
        "2, boundary_not_alone at block 1 (CERTIFICATE, line 1), text_around_blocks, several_leaf_candidates",
    ),
    (
        "[B]X[1][E]/",
        "block 1 (CERTIFICATE, line 1): the base64 of this block breaks off in the middle of a group of four characters at line 3",
    ),
    ("[B]/A: b//[1][E]/", "1"),
    ("[B]//A: b/C: d//[1][E]/", "1"),
    (
        "[B]/A: b/[1][E]/",
        "block 1 (CERTIFICATE, line 1): there is no empty line between the headers of this block and its base64",
    ),
    ("[B]/A: b//![1][E]/", "block 1 (CERTIFICATE, line 1): this is not base64 at line 4"),
    ("[B]/![1][E]/", "block 1 (CERTIFICATE, line 1): this is not base64 at line 2"),
    ("[B]/[!1][E]/", "block 1 (CERTIFICATE, line 1): this is not base64 at line 3"),
    ("[B]/[1][E]/[B]/[!2][E]/", "block 2 (CERTIFICATE, line 6): this is not base64 at line 8"),
];

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

fn text(outline: &str) -> String {
    let [one, two] = ["one", "two"].map(|name| {
        let block = pem::certificate(&Made::of(name, "issuer").der());
        block.trim_start_matches(BEGIN).trim_start().replace(&format!("{END}\n"), "")
    });
    let marked = |lines: &str, mark: &str| lines.lines().map(|l| format!("{mark}{l}\n")).collect();
    let parts: [(&str, String); 15] = [
        ("/", "\n".into()),
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

fn said(text: &str) -> String {
    match parse(text.as_bytes()) {
        Ok(bundle) => {
            let notes = bundle.notes().iter().map(|note| match note.location().to_string() {
                place if place.is_empty() => format!(", {}", note.code()),
                place => format!(", {} at {place}", note.code()),
            });
            format!("{}{}", bundle.certificates().len(), notes.collect::<String>())
        }
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_is_said_of_boundaries() {
    for (outline, expected) in TEXTS {
        assert_eq!(said(&text(outline)), *expected, "{outline}");
    }
}
