//! Error texts of `text`.

use super::{error_text::ErrorText, kind::ErrorKind};

pub(crate) static OTHERS_ARE_SOUND: ErrorText = ErrorText::malformed(
    "this block is damaged and another one is not",
    "other software would read only the sound blocks: write the BEGIN line, the base64 and the END line of this block like those of the others, each boundary alone on its line",
);
pub(crate) static OTHERS_ARE_LABELLED: ErrorText = ErrorText::malformed(
    "not all software reads a block with this label, and another block has a label that all read",
    "other software would begin with the other block: write the label CERTIFICATE, or PRIVATE KEY, in the BEGIN and END lines of this one; openssl x509 does this for a TRUSTED CERTIFICATE",
);
pub(crate) static PEM_IN_BLOCK: ErrorText = ErrorText::malformed(
    "this block contains text instead of binary data: it was encoded twice",
    "decode its base64 once (certutil -decode FILE OUT), or provide the file that was encoded",
);
pub(crate) static NOT_BASE64: ErrorText = ErrorText::malformed(
    "invalid character in base64",
    "remove everything that was inserted there, not only this character, or provide the original file",
);
pub(crate) static CUT_BASE64: ErrorText = ErrorText::malformed(
    "incomplete base64: the last group has fewer than four characters",
    "characters were lost or added: copy the whole block again, or provide the original file",
);
pub(crate) static SPACES_FOR_PLUS: ErrorText = ErrorText::malformed(
    "spaces in place of + in base64",
    "a web form turned each + into a space: paste the text without a web form in between, or encode it for the form",
);
pub(crate) static DAMAGED_BOUNDARY: ErrorText = ErrorText::malformed(
    "damaged BEGIN or END line",
    "correct it to -----BEGIN CERTIFICATE----- or -----END CERTIFICATE-----, with five dashes on both sides, alone on its line",
);
pub(crate) static MIXED_ALPHABETS: ErrorText = ErrorText::malformed(
    "mixed base64 alphabets",
    "the base64 has + or / as well as - or _, so it is ambiguous: remove lines of dashes and other text around it, or copy it again as it was made",
);
pub(crate) static NO_EMPTY_LINE: ErrorText = ErrorText::malformed(
    "no empty line between the headers of this block and its base64",
    "insert an empty line after the headers, or provide the file as it was made",
);
pub(crate) static EMPTY_BLOCK: ErrorText = ErrorText::malformed(
    "empty block",
    "the lines between BEGIN and END are missing: provide the whole file",
);
pub(crate) static NOT_A_DATA_URI: ErrorText = ErrorText::malformed(
    "invalid data: URI",
    "the text was cut or changed in transit: copy it again as a whole",
);
pub(crate) static NOT_UTF16: ErrorText = ErrorText::malformed(
    "invalid character in UTF-16",
    "the text was cut or changed in transit: save it again as UTF-8",
);
pub(crate) static UTF32: ErrorText =
    ErrorText::malformed("this text is UTF-32", "save it again as UTF-8");
pub(crate) static INVALID_VALUE: ErrorText = ErrorText::malformed(
    "invalid base64 or hexadecimal digits in a value of this text",
    "the value was cut or changed, or something else follows it: copy the text again as a whole, or provide the base64 alone",
);
pub(crate) static SEVERAL_FORMATS: ErrorText = ErrorText::malformed(
    "the certificates and keys in this text cannot be read together",
    "provide one of the values, or each of them separately",
);
pub(crate) static CONDITIONAL: ErrorText = ErrorText::malformed(
    "certificates or keys in several branches of a program or template, of which only one applies",
    "remove the branch that is not meant, with the lines of its condition, such as #if, #else and #endif",
);
pub(crate) static COMMENTED_VALUE: ErrorText = ErrorText::malformed(
    "a certificate or key in a comment of this text",
    "remove the comment, or only its marks if the value is meant to be read",
);
pub(crate) static DIFF_OF_VALUES: ErrorText = ErrorText::malformed(
    "this text says what is removed and what is added, as a diff or a change record does",
    "provide the file itself instead of the changes to it",
);
pub(crate) static OTHER_ENCODING: ErrorText = ErrorText::malformed(
    "a certificate or key in another encoding than the others in this text",
    "provide it separately, or write all of them as PEM, each with its BEGIN and END lines",
);
pub(crate) static SAME_NAME: ErrorText = ErrorText::malformed(
    "the name of this value occurs twice",
    "other software would read only one of the two values: remove one, or give each its own name",
);
pub(crate) static JOINED_ENCODINGS: ErrorText = ErrorText::malformed(
    "files of different encodings were joined: text and UTF-16, or text and binary data",
    "save each text as UTF-8 and convert each binary file to PEM before they are joined, or provide them one by one",
);
pub(crate) static EMPTY: ErrorText = ErrorText {
    kind: ErrorKind::Empty,
    text: "empty input",
    help: "provide the certificate, as a file or as text",
};
pub(crate) static NOT_A_CERTIFICATE: ErrorText = ErrorText::malformed(
    "this block does not contain a certificate",
    "the block is damaged or has the wrong label: copy the certificate again from its source",
);
pub(crate) static NOT_A_KEY: ErrorText = ErrorText::malformed(
    "this block does not contain a private key",
    "the block is damaged or has the wrong label: copy the private key again from its source",
);
pub(crate) static NOT_PKCS7: ErrorText = ErrorText::malformed(
    "this block does not contain a PKCS#7 structure",
    "the block is damaged or has the wrong label: export the bundle again",
);
pub(crate) static NOT_PKCS12: ErrorText = ErrorText::malformed(
    "this block does not contain a PKCS#12 structure",
    "the block is damaged or has the wrong label: export the file again",
);
pub(crate) static NO_END: ErrorText = ErrorText::malformed(
    "missing END line: the text ends inside this block",
    "the last lines are missing: provide the whole file, down to the last END line",
);
pub(crate) static NO_BEGIN: ErrorText = ErrorText::malformed(
    "END line without a BEGIN line",
    "the BEGIN line is missing or misspelt: provide the whole file, from the first BEGIN line on, or correct that line",
);
pub(crate) static NESTED_BEGIN: ErrorText = ErrorText::malformed(
    "another BEGIN line before the END line of this block",
    "the lines between two blocks are missing or out of order: provide the file as it was made",
);
pub(crate) static TWO_BEGIN_LINES: ErrorText = ErrorText::malformed(
    "two BEGIN lines in a row",
    "keep the BEGIN and END lines that say what the base64 between them is, and remove the others",
);
pub(crate) static WRONG_END: ErrorText = ErrorText::malformed(
    "the END line has another label than the BEGIN line",
    "if this is one block, correct its END line; if two blocks were mixed up, provide the file as it was made",
);
pub(crate) static PARTLY_COMMENTED_OUT: ErrorText = ErrorText::malformed(
    "only some lines of this block are commented out",
    "remove the comment marks from all lines of the block, or put one before each of them",
);
pub(crate) static COMMENTED_LITERAL: ErrorText = ErrorText::malformed(
    "a block with escaped line ends after a comment mark",
    "remove the comment: some software finds a block anywhere in a line and would read this one",
);
pub(crate) static COMMENT_ON_ONE_LINE: ErrorText = ErrorText::malformed(
    "a block on one line after a comment mark",
    "remove the line: some software finds a block anywhere in a line and would read this one",
);
pub(crate) static STRING_LITERALS: ErrorText = ErrorText::malformed(
    "the lines of this block are string literals of program source",
    "provide the text that the program makes of them: BEGIN line, base64 and END line, each on its own line and without quotes",
);
pub(crate) static DAMAGED_BEGIN: ErrorText = ErrorText::malformed(
    "damaged BEGIN line in a text with sound ones",
    "other software would not see this block: put its BEGIN line alone on a line, with five dashes on both sides and nothing else on it, not even an invisible character",
);
pub(crate) static MARK_BEFORE_BEGIN: ErrorText = ErrorText::malformed(
    "byte order mark, which editors do not show, before a BEGIN line inside the text",
    "files that began with one were joined: save each as UTF-8 without BOM and join them again",
);
pub(crate) static UNEVEN_PREFIX: ErrorText = ErrorText::malformed(
    "the lines of this block do not all begin with the same blanks or quote marks as its BEGIN line",
    "remove the blanks or quote marks before the lines of the block, or provide the file as it was made",
);
