//! What was forgiven, skipped or seen on the way: a coded note for each.

use crate::error::{Location, Path};
use alloc::vec::Vec;
use core::fmt;

/// One leniency that was granted, or one thing worth knowing, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    code: NoteCode,
    location: Location,
}

/// What kind of remark a [`Note`] is. `strict` refuses the first two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NoteClass {
    /// The input broke a rule of its format and was read all the same.
    Repaired,
    /// Two things in the input, or what the caller said of it, do not agree.
    Contradicted,
    /// Something is there that was not read.
    Skipped,
    /// Allowed, but worth knowing.
    Observed,
}

impl NoteClass {
    /// A stable lower-case word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            NoteClass::Repaired => "repaired",
            NoteClass::Contradicted => "contradicted",
            NoteClass::Skipped => "skipped",
            NoteClass::Observed => "observed",
        }
    }
}

impl fmt::Display for NoteClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which remark: stable across versions, new ones may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NoteCode {
    /// Lengths in more bytes than DER allows (X.690 §10.1), in a certificate.
    NonMinimalLength,
    /// A date without seconds (RFC 5280 §4.1.2.5 requires them).
    TimeWithoutSeconds,
    /// A date with an offset instead of `Z`.
    TimeWithOffset,
    /// A GeneralizedTime with a fraction of a second.
    TimeWithFraction,
    /// A UTCTime with a four-digit year.
    TimeFourDigitYear,
    /// A name in T61String, BMPString, UniversalString, NumericString, VisibleString or
    /// GeneralString: RFC 5280 §4.1.2.4 has only UTF8String and PrintableString for new ones.
    OldStringType,
    /// A T61String beyond ASCII, read as Latin-1 as all software does.
    TeletexAsLatin1,
    /// Bytes in a name that do not fit the string type they are declared as.
    StringTypeMismatch,
    /// `certificate_type` says something else than the content is.
    CertificateTypeMismatch,
    /// The `private_key` input holds certificates too; only its keys are used.
    CertificateInPrivateKeyInput,
    /// The private key belongs to none of the certificates.
    KeyMismatch,
    /// A PEM section that is neither certificate nor private key.
    SectionSkipped,
    /// Bytes behind the last certificate that are no certificate.
    TrailingData,
    /// Blanks or NULs behind the end.
    TrailingBlanks,
    /// Text before, between or after PEM blocks (RFC 7468 §2 allows it).
    TextAroundBlocks,
    /// The same certificate more than once.
    DuplicateCertificate,
    /// The same private key more than once.
    DuplicateKey,
    /// A private key stays encrypted.
    KeyLocked,
    /// A passphrase was given and nothing needed it.
    PassphraseUnused,
    /// Several certificates could be the leaf; the first was taken.
    SeveralLeafCandidates,
    /// An item that could not be read was left out, as `skip_broken` asks.
    BrokenSkipped,
    /// BER where DER is usual: indefinite lengths or strings in chunks.
    BerEncoding,
    /// A PEM block holds something else than its label says.
    LabelMismatch,
    /// A certificate of another kind in a PKCS#7: an attribute certificate, an extended one.
    OtherCertificateSkipped,
    /// Certificate revocation lists in a PKCS#7.
    RevocationListSkipped,
    /// A friendlyName or localKeyId of a PKCS#12 bag that cannot be read.
    BagAttributeSkipped,
    /// Parameters of AES-GCM without the structure that RFC 5084 §3.2 gives them.
    GcmParameters,
    /// The MAC of a PKCS#12 file is made with something that is not read, so it was not checked.
    MacNotRead,
    /// The trust settings behind an OpenSSL `TRUSTED CERTIFICATE`.
    TrustSettingsSkipped,
    /// The version number of a private key does not say what is in it.
    KeyVersion,
    /// Algorithm parameters of a private key that should not be there, or are not there.
    KeyParameters,
    /// A private key is packed as no standard has it, and as old software did.
    OddKeyStructure,
    /// A post-quantum or Edwards key in the form of a draft, before its RFC.
    PreStandardKey,
    /// A number of a private key is written as negative.
    NegativeKeyNumber,
    /// The secret number of an EC key is not as long as its curve asks for (RFC 5915 §3).
    EcScalarLength,
    /// An EC key gives its curve by numbers instead of by name (RFC 5480 §2.1.1 forbids it).
    ExplicitCurve,
    /// An EC key names two curves; the one that its numbers fit was taken.
    CurveContradiction,
    /// The byte order mark that Windows editors write before UTF-8 text.
    ByteOrderMark,
    /// Base64 without boundaries, hexadecimal digits, percent-encoding, a `data:` URI or UTF-16 around
    /// the material; [`Bundle::layers`](crate::Bundle::layers) says which.
    EncodedText,
    /// A string as programs and configurations write it, with quotes or with `\n` for line ends.
    StringLiteral,
    /// Blanks before the lines of a block, as in YAML.
    IndentedBlock,
    /// `>` before every line of a block, as in an answered mail.
    QuotedLines,
    /// Something else on the line of a BEGIN or END: base64, quotes, the next BEGIN.
    BoundaryNotAlone,
    /// Four or six dashes, dashes of a word processor, or small letters in a BEGIN or END line.
    DamagedBoundary,
    /// A block without its BEGIN line; the length in its content shows that nothing else is missing.
    MissingBegin,
    /// A block without its END line; the length in its content shows that nothing else is missing.
    MissingEnd,
    /// A BEGIN or END line behind `#`, `//`, `;` or `<!--`.
    CommentedOut,
    /// `-` and `_` for `+` and `/` (RFC 4648 §5).
    Base64Url,
    /// No `=` where RFC 4648 §3.2 requires it.
    MissingPadding,
    /// No-break spaces, zero-width characters and the like, as copying from documents leaves them.
    InvisibleCharacters,
    /// A backslash at the ends of lines, as in shells and Makefiles.
    LineContinuation,
    /// `&#43;` for `+`, `<br>` for line ends and the like.
    HtmlMarkup,
}

impl NoteCode {
    /// A stable `snake_case` word, for logs and API answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.describe().1
    }

    /// Its class.
    #[must_use]
    pub const fn class(self) -> NoteClass {
        self.describe().0
    }

    /// One line that says it to a person.
    #[must_use]
    pub const fn text(self) -> &'static str {
        self.describe().2
    }

    const fn describe(self) -> (NoteClass, &'static str, &'static str) {
        use NoteClass::{Contradicted, Observed, Repaired, Skipped};
        match self {
            NoteCode::NonMinimalLength => (
                Repaired,
                "non_minimal_length",
                "a length is written in more bytes than DER allows",
            ),
            NoteCode::TimeWithoutSeconds => {
                (Repaired, "time_without_seconds", "a date has no seconds; :00 was taken")
            }
            NoteCode::TimeWithOffset => {
                (Repaired, "time_with_offset", "a date has an offset and was converted to UTC")
            }
            NoteCode::TimeWithFraction => (
                Repaired,
                "time_with_fraction",
                "a date has a fraction of a second, which was cut off",
            ),
            NoteCode::TimeFourDigitYear => {
                (Repaired, "time_four_digit_year", "a UTCTime has a year of four digits")
            }
            NoteCode::OldStringType => {
                (Observed, "old_string_type", "a name is written in an old string type")
            }
            NoteCode::TeletexAsLatin1 => {
                (Repaired, "teletex_as_latin_1", "a T61String in a name was read as Latin-1")
            }
            NoteCode::StringTypeMismatch => (
                Repaired,
                "string_type_mismatch",
                "bytes in a name do not fit their string type and are shown escaped",
            ),
            NoteCode::CertificateTypeMismatch => (
                Contradicted,
                "certificate_type_mismatch",
                "the content is not of the declared certificate type",
            ),
            NoteCode::CertificateInPrivateKeyInput => (
                Contradicted,
                "certificate_in_private_key_input",
                "a certificate was sent with the private key and is not used",
            ),
            NoteCode::KeyMismatch => (
                Contradicted,
                "key_mismatch",
                "the private key does not belong to any of the certificates",
            ),
            NoteCode::SectionSkipped => (
                Skipped,
                "section_skipped",
                "a section that is neither certificate nor private key was left out",
            ),
            NoteCode::TrailingData => {
                (Skipped, "trailing_data", "data behind the end was not read")
            }
            NoteCode::TrailingBlanks => {
                (Observed, "trailing_blanks", "blanks or NULs stand behind the end")
            }
            NoteCode::TextAroundBlocks => {
                (Observed, "text_around_blocks", "text stands around the PEM blocks")
            }
            NoteCode::DuplicateCertificate => {
                (Observed, "duplicate_certificate", "this certificate was there before")
            }
            NoteCode::DuplicateKey => {
                (Observed, "duplicate_key", "this private key was there before")
            }
            NoteCode::KeyLocked => (Observed, "key_locked", "a private key stays encrypted"),
            NoteCode::PassphraseUnused => {
                (Observed, "passphrase_unused", "nothing in the input needed the passphrase")
            }
            NoteCode::SeveralLeafCandidates => (
                Observed,
                "several_leaf_candidates",
                "several certificates could be the leaf; the first was taken",
            ),
            NoteCode::BrokenSkipped => {
                (Skipped, "broken_skipped", "an item that cannot be read was left out")
            }
            NoteCode::BerEncoding => {
                (Observed, "ber_encoding", "the container is written in BER, not DER")
            }
            NoteCode::LabelMismatch => (
                Contradicted,
                "label_mismatch",
                "the block holds something else than its label says",
            ),
            NoteCode::OtherCertificateSkipped => (
                Skipped,
                "other_certificate_skipped",
                "a certificate of another kind than X.509 public key was left out",
            ),
            NoteCode::RevocationListSkipped => (
                Skipped,
                "revocation_list_skipped",
                "the revocation lists in the bundle were not read",
            ),
            NoteCode::BagAttributeSkipped => (
                Skipped,
                "bag_attribute_skipped",
                "a name or key id of a PKCS#12 bag cannot be read and was left out",
            ),
            NoteCode::GcmParameters => (
                Repaired,
                "gcm_parameters",
                "the nonce of AES-GCM stands without the structure around it",
            ),
            NoteCode::MacNotRead => (
                Skipped,
                "mac_not_read",
                "the MAC is made with an algorithm that is not read, so it was not checked",
            ),
            NoteCode::TrustSettingsSkipped => (
                Skipped,
                "trust_settings_skipped",
                "the trust settings behind the certificate were not read",
            ),
            NoteCode::KeyVersion => (
                Repaired,
                "key_version",
                "the version number of a private key does not say what is in it",
            ),
            NoteCode::KeyParameters => (
                Repaired,
                "key_parameters",
                "the algorithm parameters of a private key are not as they should be",
            ),
            NoteCode::OddKeyStructure => (
                Repaired,
                "odd_key_structure",
                "a private key is packed in a way that no standard has",
            ),
            NoteCode::PreStandardKey => (
                Repaired,
                "pre_standard_key",
                "a private key is in the form of a draft, before its standard",
            ),
            NoteCode::NegativeKeyNumber => (
                Repaired,
                "negative_key_number",
                "a number of a private key is written as negative and was taken as positive",
            ),
            NoteCode::EcScalarLength => (
                Repaired,
                "ec_scalar_length",
                "the secret number of an EC key is not as long as its curve asks for",
            ),
            NoteCode::ExplicitCurve => (
                Repaired,
                "explicit_curve",
                "an EC key gives its curve by numbers instead of by name",
            ),
            NoteCode::CurveContradiction => (
                Contradicted,
                "curve_contradiction",
                "an EC key names two curves; the one that its numbers fit was taken",
            ),
            NoteCode::ByteOrderMark => {
                (Repaired, "byte_order_mark", "a byte order mark stands before the text")
            }
            NoteCode::EncodedText => {
                (Observed, "encoded_text", "the material was written in another text encoding")
            }
            NoteCode::StringLiteral => (
                Repaired,
                "string_literal",
                "a string literal stands in place of its value: in quotes, or with escapes",
            ),
            NoteCode::IndentedBlock => {
                (Repaired, "indented_block", "the lines of a block are indented")
            }
            NoteCode::QuotedLines => {
                (Repaired, "quoted_lines", "the lines of a block have quote marks before them")
            }
            NoteCode::BoundaryNotAlone => {
                (Repaired, "boundary_not_alone", "a BEGIN or END does not stand alone on its line")
            }
            NoteCode::DamagedBoundary => (
                Repaired,
                "damaged_boundary",
                "a BEGIN or END line has other dashes or small letters",
            ),
            NoteCode::MissingBegin => {
                (Repaired, "missing_begin", "the BEGIN line is missing; the content is whole")
            }
            NoteCode::MissingEnd => {
                (Repaired, "missing_end", "the END line is missing; the content is whole")
            }
            NoteCode::CommentedOut => {
                (Skipped, "commented_out", "a BEGIN or END that is commented out was not read")
            }
            NoteCode::Base64Url => {
                (Repaired, "base64_url", "the base64 uses the alphabet for URLs")
            }
            NoteCode::MissingPadding => {
                (Repaired, "missing_padding", "the padding at the end of the base64 is missing")
            }
            NoteCode::InvisibleCharacters => (
                Repaired,
                "invisible_characters",
                "invisible characters or blanks of Unicode stand in the base64",
            ),
            NoteCode::LineContinuation => {
                (Repaired, "line_continuation", "lines of the base64 end in a backslash")
            }
            NoteCode::HtmlMarkup => (Repaired, "html_markup", "HTML stands in the base64"),
        }
    }
}

impl fmt::Display for NoteCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Note {
    pub(crate) fn new(code: NoteCode, location: Location) -> Self {
        Note { code, location }
    }

    /// Which remark.
    #[must_use]
    pub fn code(&self) -> NoteCode {
        self.code
    }

    /// Of what class; the same as that of its code.
    #[must_use]
    pub fn class(&self) -> NoteClass {
        self.code.class()
    }

    pub(crate) fn is_refused_by_strict(&self) -> bool {
        matches!(self.class(), NoteClass::Repaired | NoteClass::Contradicted)
    }

    /// Where in the input.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }
}

/// `place: what was seen`, one line, no byte of the input but known PEM labels.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.location != Location::default() {
            write!(f, "{}: ", self.location)?;
        }
        f.write_str(self.code.text())
    }
}

/// The notes of one parse, in the order they came up.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    all: Vec<Note>,
    /// Each code that is among them, once: so that asking does not take longer the more there are.
    codes: Vec<NoteCode>,
}

impl Notes {
    pub(crate) fn add(&mut self, code: NoteCode, path: &Path<'_>) {
        self.add_at(code, Location::of(path));
    }

    pub(crate) fn add_at(&mut self, code: NoteCode, location: Location) {
        self.all.push(Note::new(code, location));
        if !self.has(code) {
            self.codes.push(code);
        }
    }

    /// Only the first place of what would otherwise be said for every block.
    pub(crate) fn add_once(&mut self, code: NoteCode, path: &Path<'_>) {
        if !self.has(code) {
            self.add(code, path);
        }
    }

    pub(crate) fn has(&self, code: NoteCode) -> bool {
        self.codes.contains(&code)
    }

    pub(crate) fn into_vec(self) -> Vec<Note> {
        self.all
    }
}
