//! Error texts of blocks whose text shows what was done to it.

use super::error_text::ErrorText;

pub(crate) static HTML_TAGS: ErrorText = ErrorText::malformed(
    "HTML tags inside this block",
    "provide the block as plain text: copy it from the message or page as it is displayed, not from its HTML source",
);
pub(crate) static LINE_PREFIX: ErrorText = ErrorText::malformed(
    "something before each line of this block, such as a line number, a file name or a time",
    "remove it from every line, or provide the file that the lines were printed from",
);
pub(crate) static LINE_SUFFIX: ErrorText = ErrorText::malformed(
    "the same characters at the end of each line of this block, where no base64 has them",
    "remove them from every line, or provide the file that the lines were printed from",
);
pub(crate) static DIFF: ErrorText = ErrorText::malformed(
    "the lines of this block begin with + or -, as in a diff",
    "provide the file itself instead of a diff or patch of it",
);
pub(crate) static CONFLICT: ErrorText = ErrorText::malformed(
    "merge conflict in this text",
    "resolve the conflict: keep the lines of one version, and remove those with <<<<<<<, ======= and >>>>>>>",
);
pub(crate) static LINE_ENDS_REPLACED: ErrorText = ErrorText::malformed(
    "other characters in place of the line breaks of this block, as in a log or in the output of a program",
    "write a line break in place of each of them, or provide the file that the text was printed from",
);
pub(crate) static HEXADECIMAL_BODY: ErrorText = ErrorText::malformed(
    "hexadecimal digits in place of base64 in this block",
    "provide the digits alone, without the BEGIN and END lines",
);
pub(crate) static HYPHENS: ErrorText = ErrorText::malformed(
    "hyphens at line ends in this block, which word processors insert to break lines",
    "remove the hyphen at the end of each line, or provide the file itself",
);
pub(crate) static TEXT_AFTER_BEGIN: ErrorText = ErrorText::malformed(
    "other text after the BEGIN line of this block, on the same line",
    "remove what follows the dashes of the BEGIN line, or move it to a line above",
);
pub(crate) static UNLIKE_LINE: ErrorText = ErrorText::malformed(
    "a line of this block is longer or shorter than the others",
    "remove the line if it was inserted, like a page number; otherwise characters in it were lost or added: copy the block again, or provide the original file",
);
pub(crate) static BACKSLASHES_LOST: ErrorText = ErrorText::malformed(
    "the letter n in place of each \\n: the backslashes were lost",
    "provide the block with real line breaks, or put its text in single quotes where a shell reads it",
);
pub(crate) static ESCAPES: ErrorText = ErrorText::malformed(
    "backslash escapes in this block, such as \\n for a line break",
    "write a line break in place of each \\n, / in place of each \\/, and remove each \\r",
);
pub(crate) static BACKTICKS: ErrorText = ErrorText::malformed(
    "`n, the escape of PowerShell, in place of line breaks in this block",
    "write a line break in place of each `n, and remove each `r",
);
pub(crate) static PERCENT_ENCODED: ErrorText = ErrorText::malformed(
    "percent-encoding in this block",
    "decode it: %0A is a line break, %2B is +, %2F is / and %3D is =; remove each %0D",
);
pub(crate) static QUOTED_PRINTABLE: ErrorText = ErrorText::malformed(
    "quoted-printable encoding in this block, as in the source of a mail message",
    "copy the block from the message as a mail program displays it, or save its attachment and provide that",
);
pub(crate) static NOT_ASCII: ErrorText = ErrorText::malformed(
    "a character outside ASCII in this block, which may be invisible or look like a letter",
    "remove every character except A to Z, a to z, 0 to 9, +, / and = from the lines between BEGIN and END, or provide the original file",
);
pub(crate) static CONTROL_CHARACTERS: ErrorText = ErrorText::malformed(
    "control characters in this block, such as the color codes of a terminal",
    "print the text without colors, or provide the file itself",
);
pub(crate) static ABBREVIATED: ErrorText = ErrorText::malformed(
    "a part of the base64 was left out: dots, asterisks or a word in brackets stand for it",
    "provide all of it, as it is in the original file",
);
pub(crate) static PADDING_INSIDE: ErrorText = ErrorText::malformed(
    "padding (=) before the end of the base64",
    "two values may be joined in this block: give each its own BEGIN and END lines",
);
