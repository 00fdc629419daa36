//! The list of remarks.

use super::class::NoteClass::{self, Contradicted, Observed, Repaired, Skipped};
use core::fmt;

/// Writes the codes, the list of them and what is said of each from one table, so that none can
/// be missing from one of them.
macro_rules! note_codes {
    ($($(#[$doc:meta])* $code:ident = $class:ident, $word:literal, $text:literal;)*) => {
        /// Which remark: stable across versions, new ones may come.
        ///
        #[doc = include_str!("codes.md")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum NoteCode {
            $($(#[$doc])* $code,)*
        }

        impl NoteCode {
            /// Every code of this version, for a program that words them in its own language.
            pub const ALL: &'static [NoteCode] = &[$(NoteCode::$code),*];

            const fn describe(self) -> (NoteClass, &'static str, &'static str) {
                match self {
                    $(NoteCode::$code => ($class, $word, $text),)*
                }
            }
        }
    };
}

note_codes! {
    /// Lengths in more bytes than DER allows (X.690 §10.1), in a certificate.
    NonMinimalLength = Repaired, "non_minimal_length",
        "a length is written in more bytes than DER allows";
    /// Indefinite lengths in a certificate (X.690 §8.1.3.6), which is DER (RFC 5280 §4.1).
    BerCertificate = Repaired, "ber_certificate",
        "the certificate has indefinite lengths, where only DER is allowed";
    /// A serial number with more octets than it needs (X.690 §8.3.2).
    NonMinimalNumber = Repaired, "non_minimal_number",
        "a serial number is written in more bytes than it needs";
    /// A version that is none of RFC 5280 §4.1.2.1, is written though it is the default, or is too
    /// low for the extensions that are there.
    CertificateVersion = Repaired, "certificate_version",
        "the version number of a certificate does not say what is in it";
    /// The two signature algorithms of a certificate differ (RFC 5280 §4.1.1.2).
    SignatureAlgorithmMismatch = Contradicted, "signature_algorithm_mismatch",
        "the certificate names two signature algorithms, one inside and one outside of what is signed";
    /// An RDN without an attribute in a name: it is a set of one or more (RFC 5280 §4.1.2.4).
    EmptyRdn = Repaired, "empty_rdn",
        "a name has a part without an attribute, which is not shown";
    /// A date without seconds (RFC 5280 §4.1.2.5 requires them).
    TimeWithoutSeconds = Repaired, "time_without_seconds",
        "a date has no seconds; :00 was taken";
    /// A date with an offset instead of `Z`.
    TimeWithOffset = Repaired, "time_with_offset",
        "a date has an offset and was converted to UTC";
    /// A GeneralizedTime with a fraction of a second.
    TimeWithFraction = Repaired, "time_with_fraction",
        "a date has a fraction of a second, which was cut off";
    /// A UTCTime with a four-digit year.
    TimeFourDigitYear = Repaired, "time_four_digit_year",
        "a UTCTime has a year of four digits";
    /// A name in T61String, BMPString, UniversalString, NumericString, VisibleString or
    /// GeneralString: RFC 5280 §4.1.2.4 has only UTF8String and PrintableString for new ones.
    OldStringType = Observed, "old_string_type",
        "a name is written in an old string type";
    /// A T61String beyond ASCII, read as Latin-1 as all software does.
    TeletexAsLatin1 = Repaired, "teletex_as_latin_1",
        "a T61String in a name was read as Latin-1";
    /// Bytes in a name that do not fit the string type they are declared as.
    StringTypeMismatch = Repaired, "string_type_mismatch",
        "bytes in a name do not fit their string type and are shown escaped";
    /// `certificate_type` says something else than the content is.
    CertificateTypeMismatch = Contradicted, "certificate_type_mismatch",
        "the content is not of the declared certificate type";
    /// The `private_key` input holds certificates too; only its keys are used.
    CertificateInPrivateKeyInput = Contradicted, "certificate_in_private_key_input",
        "a certificate was sent with the private key and is not used";
    /// The private key belongs to none of the certificates.
    KeyMismatch = Contradicted, "key_mismatch",
        "the private key does not belong to any of the certificates";
    /// A PEM section that is neither certificate nor private key.
    SectionSkipped = Skipped, "section_skipped",
        "a section that is neither certificate nor private key was left out";
    /// Bytes behind the last certificate that are no certificate.
    TrailingData = Skipped, "trailing_data",
        "data behind the end was not read";
    /// Blanks or NULs behind the end.
    TrailingBlanks = Observed, "trailing_blanks",
        "blanks or NULs stand behind the end";
    /// Text before, between or after PEM blocks (RFC 7468 §2 allows it).
    TextAroundBlocks = Observed, "text_around_blocks",
        "text stands around the PEM blocks";
    /// The same certificate more than once.
    DuplicateCertificate = Observed, "duplicate_certificate",
        "this certificate was there before";
    /// The same private key more than once.
    DuplicateKey = Observed, "duplicate_key",
        "this private key was there before";
    /// A private key stays encrypted.
    KeyLocked = Observed, "key_locked",
        "a private key stays encrypted";
    /// A passphrase was given and nothing needed it.
    PassphraseUnused = Observed, "passphrase_unused",
        "nothing in the input needed the passphrase";
    /// Several certificates could be the leaf; the first was taken.
    SeveralLeafCandidates = Observed, "several_leaf_candidates",
        "several certificates could be the leaf; the first was taken";
    /// An item that could not be read was left out, as `skip_broken` asks.
    BrokenSkipped = Skipped, "broken_skipped",
        "an item that cannot be read was left out";
    /// BER where DER is usual: indefinite lengths or strings in chunks.
    BerEncoding = Observed, "ber_encoding",
        "the container is written in BER, not DER";
    /// A PEM block holds something else than its label says.
    LabelMismatch = Contradicted, "label_mismatch",
        "the block holds something else than its label says";
    /// A certificate of another kind in a PKCS#7: an attribute certificate, an extended one.
    OtherCertificateSkipped = Skipped, "other_certificate_skipped",
        "a certificate of another kind than X.509 public key was left out";
    /// Certificate revocation lists in a PKCS#7.
    RevocationListSkipped = Skipped, "revocation_list_skipped",
        "the revocation lists in the bundle were not read";
    /// A friendlyName or localKeyId of a PKCS#12 bag that cannot be read.
    BagAttributeSkipped = Skipped, "bag_attribute_skipped",
        "a name or key id of a PKCS#12 bag cannot be read and was left out";
    /// Parameters of AES-GCM without the structure that RFC 5084 §3.2 gives them.
    GcmParameters = Repaired, "gcm_parameters",
        "the nonce of AES-GCM stands without the structure around it";
    /// Parameters of PBES2 (RFC 8018 §A.4) as old versions of Java and NSS wrote them by mistake, or
    /// of PBES1 (§6.1.1) as NSS derives them.
    EncryptionParameters = Repaired, "encryption_parameters",
        "the parameters of the encryption are not as the standard has them";
    /// The MAC of a PKCS#12 file is made with something that is not read, so it was not checked.
    MacNotRead = Skipped, "mac_not_read",
        "the MAC is made with an algorithm that is not read, so it was not checked";
    /// The trust settings behind an OpenSSL `TRUSTED CERTIFICATE`.
    TrustSettingsSkipped = Skipped, "trust_settings_skipped",
        "the trust settings behind the certificate were not read";
    /// The version number of a private key does not say what is in it.
    KeyVersion = Repaired, "key_version",
        "the version number of a private key does not say what is in it";
    /// Algorithm parameters of a private key that should not be there, or are not there.
    KeyParameters = Repaired, "key_parameters",
        "the algorithm parameters of a private key are not as they should be";
    /// A private key is packed as no standard has it, and as old software did.
    OddKeyStructure = Repaired, "odd_key_structure",
        "a private key is packed in a way that no standard has";
    /// A post-quantum or Edwards key in the form of a draft, before its RFC.
    PreStandardKey = Repaired, "pre_standard_key",
        "a private key is in the form of a draft, before its standard";
    /// A number of a private key is written as negative.
    NegativeKeyNumber = Repaired, "negative_key_number",
        "a number of a private key is written as negative and was taken as positive";
    /// The secret number of an EC key is not as long as its curve asks for (RFC 5915 §3).
    EcScalarLength = Repaired, "ec_scalar_length",
        "the secret number of an EC key is not as long as its curve asks for";
    /// An EC key gives its curve by numbers instead of by name (RFC 5480 §2.1.1 forbids it).
    ExplicitCurve = Repaired, "explicit_curve",
        "an EC key gives its curve by numbers instead of by name";
    /// An EC key names two curves; the one that its numbers fit was taken.
    CurveContradiction = Contradicted, "curve_contradiction",
        "an EC key names two curves; the one that its numbers fit was taken";
    /// The byte order mark that Windows editors write before UTF-8 text.
    ByteOrderMark = Repaired, "byte_order_mark",
        "a byte order mark stands before the text";
    /// Base64 without boundaries, hexadecimal digits, percent-encoding, a `data:` URI or UTF-16 around
    /// the material; [`Bundle::layers`](crate::Bundle::layers) says which.
    EncodedText = Observed, "encoded_text",
        "the material was written in another text encoding";
    /// A string as programs and configurations write it, with quotes or with `\n` for line ends.
    StringLiteral = Repaired, "string_literal",
        "a string literal stands in place of its value: in quotes, or with escapes";
    /// Blanks before the lines of a block, as in YAML.
    IndentedBlock = Repaired, "indented_block",
        "the lines of a block are indented";
    /// `>` before every line of a block, as in an answered mail.
    QuotedLines = Repaired, "quoted_lines",
        "the lines of a block have quote marks before them";
    /// Something else on the line of a BEGIN or END: base64, quotes, the next BEGIN.
    BoundaryNotAlone = Repaired, "boundary_not_alone",
        "a BEGIN or END does not stand alone on its line";
    /// Four or six dashes, dashes of a word processor, or small letters in a BEGIN or END line.
    DamagedBoundary = Repaired, "damaged_boundary",
        "a BEGIN or END line has other dashes or small letters";
    /// A block without its BEGIN line; the length in its content shows that nothing else is missing.
    MissingBegin = Repaired, "missing_begin",
        "the BEGIN line is missing; the content is whole";
    /// A block without its END line; the length in its content shows that nothing else is missing.
    MissingEnd = Repaired, "missing_end",
        "the END line is missing; the content is whole";
    /// An END line without a BEGIN line, behind a block: readers pass over it and what is before it.
    EndWithoutBegin = Skipped, "end_without_begin",
        "an END line has no BEGIN line; what stands before it was not read";
    /// A BEGIN or END line behind `#`, `//`, `;` or `<!--`.
    CommentedOut = Skipped, "commented_out",
        "a BEGIN or END that is commented out was not read";
    /// `-` and `_` for `+` and `/` (RFC 4648 §5).
    Base64Url = Repaired, "base64_url",
        "the base64 uses the alphabet for URLs";
    /// No `=` where RFC 4648 §3.2 requires it.
    MissingPadding = Repaired, "missing_padding",
        "the padding at the end of the base64 is missing";
    /// Headers in a block in which RFC 7468 §2 has none: they are passed over.
    UnexpectedHeaders = Repaired, "unexpected_headers",
        "headers stand in a block that should have none";
    /// An empty line among those of the base64 or before headers, where RFC 7468 §3 has none: OpenSSL
    /// and Python's cryptography take what stands before it for headers.
    BlankLines = Repaired, "blank_lines",
        "empty lines stand where a block should have none";
    /// Bits in the last character of a base64 that belong to no octet (RFC 4648 §3.5).
    LeftoverBits = Repaired, "leftover_bits",
        "the last character of the base64 has bits too many";
    /// No-break spaces, zero-width characters and the like, as copying from documents leaves them.
    InvisibleCharacters = Repaired, "invisible_characters",
        "invisible characters or blanks of Unicode stand in the base64";
    /// A backslash at the ends of lines, as in shells and Makefiles.
    LineContinuation = Repaired, "line_continuation",
        "lines of the base64 end in a backslash";
    /// `&#43;` for `+`, `<br>` for line ends and the like.
    HtmlMarkup = Repaired, "html_markup",
        "HTML stands in the base64";
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
}

impl fmt::Display for NoteCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
