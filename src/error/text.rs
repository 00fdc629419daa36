//! Error texts of `text`.

use super::{error_text::ErrorText, kind::ErrorKind};

pub(crate) static OTHERS_ARE_SOUND: ErrorText = ErrorText::malformed(
    "this block is damaged, and others in the text are not",
    "other software would read those and pass over this one: write its BEGIN and END lines and its base64 as in the others, each boundary alone on its line",
);
pub(crate) static NOT_BASE64: ErrorText = ErrorText::malformed(
    "a character that does not belong there (no base64)",
    "a character was lost or changed on the way: copy the block again as a whole",
);
pub(crate) static CUT_BASE64: ErrorText = ErrorText::malformed(
    "the base64 of this block breaks off in the middle of a group of four characters",
    "characters are missing or were added: copy the block again as a whole",
);
pub(crate) static SPACES_FOR_PLUS: ErrorText = ErrorText::malformed(
    "spaces stand where + should be",
    "a web form has turned every + into a space: paste it again without a web form in between, or encode it properly",
);
pub(crate) static DAMAGED_BOUNDARY: ErrorText = ErrorText::malformed(
    "a BEGIN or END line is damaged",
    "correct it: it reads like -----BEGIN CERTIFICATE----- or -----END CERTIFICATE-----, with five dashes on both sides, alone on its line",
);
pub(crate) static MIXED_ALPHABETS: ErrorText = ErrorText::malformed(
    "this block mixes the two alphabets of base64",
    "it has + or / as well as - or _, and might mean two things: copy the block again as it was made",
);
pub(crate) static NO_EMPTY_LINE: ErrorText = ErrorText::malformed(
    "there is no empty line between the headers of this block and its base64",
    "insert an empty line behind the headers, or send the file as it was made",
);
pub(crate) static EMPTY_BLOCK: ErrorText = ErrorText::malformed(
    "the block is empty",
    "the lines between BEGIN and END are missing: send the whole file",
);
pub(crate) static LAYER_NOT_BASE64: ErrorText = ErrorText::malformed(
    "this begins as base64 of certificate material and then breaks off",
    "the text was cut or changed on the way: copy it again as a whole",
);
pub(crate) static LAYER_MIXED_ALPHABETS: ErrorText = ErrorText::malformed(
    "this mixes the two alphabets of base64",
    "it has + or / as well as - or _, and might mean two things: copy it again as it was made",
);
pub(crate) static NOT_A_DATA_URI: ErrorText = ErrorText::malformed(
    "this is a data: URI that cannot be decoded",
    "the text was cut or changed on the way: copy it again as a whole",
);
pub(crate) static NOT_UTF16: ErrorText = ErrorText::malformed(
    "this is UTF-16 text with a broken character in it",
    "the text was cut or changed on the way: save it again as UTF-8",
);
pub(crate) static EMPTY: ErrorText = ErrorText {
    kind: ErrorKind::Empty,
    text: "there is nothing in the input",
    help: "send the certificate itself: the file or the text of it",
};
pub(crate) static NO_END: ErrorText = ErrorText::malformed(
    "the text ends inside this block",
    "the last lines are missing: send the whole file, down to the last END line",
);
pub(crate) static NO_BEGIN: ErrorText = ErrorText::malformed(
    "an END line without its BEGIN line",
    "the first lines of a block are missing: send the whole file, from the first BEGIN line on",
);
pub(crate) static NESTED_BEGIN: ErrorText = ErrorText::malformed(
    "another BEGIN line stands before this block's END line",
    "the lines between two blocks are missing or out of order: send the file as it was made",
);
pub(crate) static WRONG_END: ErrorText = ErrorText::malformed(
    "the END line names something else than the BEGIN line",
    "two blocks were mixed up: send the file as it was made",
);
pub(crate) static DAMAGED_BEGIN: ErrorText = ErrorText::malformed(
    "a damaged BEGIN line among sound ones",
    "other software would not see this block: put its BEGIN line alone on a line, with five dashes on both sides and nothing before it, not even an invisible character",
);
pub(crate) static MARK_BEFORE_BEGIN: ErrorText = ErrorText::malformed(
    "a byte order mark, which no editor shows, stands before a BEGIN line within the text",
    "files that began with one were joined: save each as UTF-8 without BOM and join them again",
);
pub(crate) static UNEVEN_PREFIX: ErrorText = ErrorText::malformed(
    "the lines of this block do not all begin with the blanks or quote marks that its BEGIN line has before it",
    "remove what stands before the lines of the block, or send the file as it was made",
);
