//! The codes of notes.

use super::class::NoteClass::{self, Contradicted, Observed, Repaired, Skipped};
use core::fmt;

/// Defines the codes, their list and their texts from one table, so that no code can be missing from
/// one of them.
macro_rules! note_codes {
    ($($(#[$doc:meta])* $code:ident = $class:ident, $word:literal, $text:literal;)*) => {
        /// The code of a [`Note`](crate::Note). Codes are stable; new ones may be added.
        ///
        #[doc = include_str!("codes.md")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum NoteCode {
            $($(#[$doc])* $code,)*
        }

        impl NoteCode {
            /// Every code of this version, for a program that translates them.
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
    /// A length in more octets than DER allows (X.690 §10.1), in a certificate.
    NonMinimalLength = Repaired, "non_minimal_length",
        "a length in more bytes than DER allows";
    /// An indefinite length (X.690 §8.1.3.6) in a certificate, which is DER (RFC 5280 §4.1).
    BerCertificate = Repaired, "ber_certificate",
        "the certificate uses indefinite lengths, where only DER is allowed";
    /// A serial number in more octets than it needs (X.690 §8.3.2).
    NonMinimalNumber = Repaired, "non_minimal_number",
        "a serial number in more bytes than it needs";
    /// A version that RFC 5280 §4.1.2.1 does not define, that encodes the default, or that is too low for the
    /// fields of the certificate.
    CertificateVersion = Repaired, "certificate_version",
        "the version number of the certificate does not match its fields";
    /// The two signature algorithms of a certificate differ (RFC 5280 §4.1.1.2).
    SignatureAlgorithmMismatch = Contradicted, "signature_algorithm_mismatch",
        "the signature algorithms inside and outside the signed part of the certificate differ";
    /// An RDN without an attribute; it must have at least one (RFC 5280 §4.1.2.4).
    EmptyRdn = Repaired, "empty_rdn",
        "a name contains an RDN without an attribute, which is not shown";
    /// A time without seconds, which RFC 5280 §4.1.2.5 requires.
    TimeWithoutSeconds = Repaired, "time_without_seconds",
        "a time without seconds was read as :00";
    /// A time with an offset instead of `Z`.
    TimeWithOffset = Repaired, "time_with_offset",
        "a time with an offset was converted to UTC";
    /// A GeneralizedTime with a fraction of a second.
    TimeWithFraction = Repaired, "time_with_fraction",
        "the fraction of a second in a time was cut off";
    /// A UTCTime with a year of four digits.
    TimeFourDigitYear = Repaired, "time_four_digit_year",
        "a UTCTime has a year of four digits";
    /// A name in T61String, BMPString, UniversalString, NumericString, VisibleString or GeneralString:
    /// RFC 5280 §4.1.2.4 allows only UTF8String and PrintableString in new ones.
    OldStringType = Observed, "old_string_type",
        "a name uses an outdated string type";
    /// A T61String with non-ASCII characters, read as Latin-1 as in other software.
    TeletexAsLatin1 = Repaired, "teletex_as_latin_1",
        "a T61String in a name was read as Latin-1";
    /// Octets in a name that are invalid in their declared string type.
    StringTypeMismatch = Repaired, "string_type_mismatch",
        "bytes in a name are invalid in their string type and are shown escaped";
    /// The content is not of the declared `certificate_type`.
    CertificateTypeMismatch = Contradicted, "certificate_type_mismatch",
        "the content is not of the declared certificate type";
    /// The separate input for the private key contains certificates too, which are ignored.
    CertificateInPrivateKeyInput = Contradicted, "certificate_in_private_key_input",
        "a certificate in the input for the private key was ignored";
    /// The private key belongs to none of the certificates.
    KeyMismatch = Contradicted, "key_mismatch",
        "the private key does not belong to any of the certificates";
    /// A PEM section that is neither a certificate nor a private key.
    SectionSkipped = Skipped, "section_skipped",
        "a section that is neither a certificate nor a private key was skipped";
    /// Certificates in the content of a signed message, which were read.
    ContentCertificates = Observed, "content_certificates",
        "certificates in the signed content were read too";
    /// Certificates or keys in the content of a signed message, which were not read.
    ContentSkipped = Skipped, "content_skipped",
        "the signed content contains certificates or keys, which were not read";
    /// Octets after the end of a structure that are neither a certificate nor a private key.
    TrailingData = Contradicted, "trailing_data",
        "data after the end was ignored";
    /// Whitespace or NUL octets after the end.
    TrailingBlanks = Observed, "trailing_blanks",
        "whitespace or NUL bytes after the end";
    /// Whitespace before the first octet of binary data.
    LeadingBlanks = Repaired, "leading_blanks",
        "whitespace before the binary data";
    /// Text before, between or after PEM blocks, which RFC 7468 §2 allows.
    TextAroundBlocks = Observed, "text_around_blocks",
        "text before, between or after the PEM blocks";
    /// The same certificate more than once.
    DuplicateCertificate = Observed, "duplicate_certificate",
        "a duplicate of an earlier certificate";
    /// The same private key more than once.
    DuplicateKey = Observed, "duplicate_key",
        "a duplicate of an earlier private key";
    /// A private key stays encrypted.
    KeyLocked = Observed, "key_locked",
        "a private key stays encrypted";
    /// A passphrase was given, and nothing is encrypted with one.
    PassphraseUnused = Observed, "passphrase_unused",
        "the passphrase was not needed";
    /// Several certificates qualify as the leaf; the first of them was chosen.
    SeveralLeafCandidates = Observed, "several_leaf_candidates",
        "several certificates qualify as the leaf; the first was chosen";
    /// An item that cannot be parsed was skipped because of `skip_broken`.
    BrokenSkipped = Skipped, "broken_skipped",
        "an item that cannot be parsed was skipped";
    /// BER in a container, where DER is usual: indefinite lengths or constructed strings.
    BerEncoding = Observed, "ber_encoding",
        "the container is encoded in BER, not DER";
    /// A PEM block whose content differs from its label.
    LabelMismatch = Contradicted, "label_mismatch",
        "the content of the block differs from its label";
    /// Certificates both in blocks of their own and in a PKCS#7 or PKCS#12 block of one text: readers
    /// differ on which come first, and most read only the blocks.
    MixedContainers = Contradicted, "mixed_containers",
        "certificates are both in blocks of their own and in a PKCS#7 or PKCS#12 block";
    /// An attribute certificate or an extended certificate in a PKCS#7.
    OtherCertificateSkipped = Skipped, "other_certificate_skipped",
        "a certificate that is not an X.509 public key certificate was skipped";
    /// Certificate revocation lists in a PKCS#7.
    RevocationListSkipped = Skipped, "revocation_list_skipped",
        "the revocation lists in the bundle were skipped";
    /// An invalid friendlyName or localKeyId of a PKCS#12 bag, or alias of a Java key store.
    BagAttributeSkipped = Skipped, "bag_attribute_skipped",
        "an invalid name or key identifier of a bag or an entry was skipped";
    /// AES-GCM with a bare nonce instead of GCMParameters (RFC 5084 §3.2).
    GcmParameters = Repaired, "gcm_parameters",
        "the AES-GCM parameters are a bare nonce";
    /// PBES2 parameters (RFC 8018 §A.4) with a mistake of old versions of Java and NSS, or PBES1 parameters
    /// (§6.1.1) as NSS derives them.
    EncryptionParameters = Repaired, "encryption_parameters",
        "the encryption parameters do not follow the standard";
    /// A PKCS#12 MAC with an unsupported algorithm, which was not verified.
    MacNotRead = Skipped, "mac_not_read",
        "the MAC uses an unsupported algorithm and was not verified";
    /// The trust settings in an OpenSSL `TRUSTED CERTIFICATE`.
    TrustSettingsSkipped = Skipped, "trust_settings_skipped",
        "the trust settings after the certificate were skipped";
    /// A version of a private key that does not match its fields.
    KeyVersion = Repaired, "key_version",
        "the version number of a private key does not match its fields";
    /// Algorithm parameters of a private key that should be absent, or that are missing.
    KeyParameters = Repaired, "key_parameters",
        "the algorithm parameters of a private key do not follow the standard";
    /// A private key in a structure of old software that no standard defines.
    OddKeyStructure = Repaired, "odd_key_structure",
        "a private key has a structure that no standard defines";
    /// A post-quantum or Edwards key in the form of a draft of its RFC.
    PreStandardKey = Repaired, "pre_standard_key",
        "a private key has the form of a draft of its standard";
    /// A negative number in a private key.
    NegativeKeyNumber = Repaired, "negative_key_number",
        "a negative number in a private key was read as positive";
    /// An EC private key whose length does not fit its curve (RFC 5915 §3).
    EcScalarLength = Repaired, "ec_scalar_length",
        "the length of an EC private key does not fit its curve";
    /// An EC key with explicit curve parameters, which RFC 5480 §2.1.1 forbids.
    ExplicitCurve = Repaired, "explicit_curve",
        "an EC key has explicit curve parameters instead of the name of its curve";
    /// An EC key with two curves, of which the one that fits its numbers was taken.
    CurveContradiction = Contradicted, "curve_contradiction",
        "an EC key has two curves; the one that fits its numbers was taken";
    /// A byte order mark before UTF-8 text, which Windows editors write.
    ByteOrderMark = Repaired, "byte_order_mark",
        "a byte order mark before the text";
    /// A text encoding around the whole input; [`Bundle::layers`](crate::Bundle::layers) lists them.
    EncodedText = Observed, "encoded_text",
        "the input has another text encoding around it";
    /// A string literal of a program or a configuration, in quotes or with `\n` for line ends.
    StringLiteral = Repaired, "string_literal",
        "the text is a string literal, in quotes or with escape sequences";
    /// Whitespace before the lines of a block, as in YAML.
    IndentedBlock = Repaired, "indented_block",
        "the lines of a block are indented";
    /// `>` before every line of a block, as in a reply to a mail.
    QuotedLines = Repaired, "quoted_lines",
        "the lines of a block have quote marks before them";
    /// Other text on the line of a BEGIN or END: base64, quotes, the next BEGIN.
    BoundaryNotAlone = Repaired, "boundary_not_alone",
        "a BEGIN or END shares its line with other text";
    /// A BEGIN or END line with four or six dashes, with typographic dashes, or in lower case.
    DamagedBoundary = Repaired, "damaged_boundary",
        "a BEGIN or END line has wrong dashes or lower-case letters";
    /// A block without its BEGIN line, whose length shows that the content is complete.
    MissingBegin = Repaired, "missing_begin",
        "the BEGIN line is missing; the content is complete";
    /// A block without its END line, whose length shows that the content is complete.
    MissingEnd = Repaired, "missing_end",
        "the END line is missing; the content is complete";
    /// An END line without a BEGIN line after a block: readers skip it and the text before it.
    EndWithoutBegin = Skipped, "end_without_begin",
        "an END line without a BEGIN line; the text before it was skipped";
    /// A BEGIN or END line after `#`, `//`, `;` or `<!--`.
    CommentedOut = Skipped, "commented_out",
        "a BEGIN or END line that is commented out was skipped";
    /// `-` and `_` instead of `+` and `/` (RFC 4648 §5).
    Base64Url = Repaired, "base64_url",
        "the base64 uses the URL-safe alphabet";
    /// Base64 without the `=` that RFC 4648 §3.2 requires.
    MissingPadding = Repaired, "missing_padding",
        "the padding at the end of the base64 is missing";
    /// Headers in a block that may have none (RFC 7468 §2). They are ignored.
    UnexpectedHeaders = Repaired, "unexpected_headers",
        "headers in a block that may have none were ignored";
    /// An empty line in the base64 or before headers, where RFC 7468 §3 allows none: OpenSSL and Python's
    /// cryptography take the text before it for headers.
    BlankLines = Repaired, "blank_lines",
        "empty lines in a block that may have none";
    /// Unused bits in the last base64 character that are set (RFC 4648 §3.5).
    LeftoverBits = Repaired, "leftover_bits",
        "the last base64 character has unused bits set";
    /// No-break spaces, zero-width characters and the like, as copied from documents.
    InvisibleCharacters = Repaired, "invisible_characters",
        "invisible characters or Unicode spaces in the base64";
    /// A backslash at the end of lines, as in shells and Makefiles.
    LineContinuation = Repaired, "line_continuation",
        "lines of the base64 end in a backslash";
    /// `&#43;` instead of `+`, `<br>` instead of line ends and the like.
    HtmlMarkup = Repaired, "html_markup",
        "HTML markup in the base64";
    /// `=3D` instead of `=`, and line ends after `=`: the quoted-printable of mail (RFC 2045 §6.7).
    QuotedPrintable = Repaired, "quoted_printable",
        "the base64 is in the quoted-printable encoding of mail";
    /// A `%` after the last character, with which zsh shows that output has no line end.
    PromptMark = Repaired, "prompt_mark",
        "a % after the end, as shells show it after output without a line end";
    /// Only the values of a document in another format were read, not the rest of it.
    DocumentValue = Repaired, "document_value",
        "only the values of a configuration or source file were read";
}

impl NoteCode {
    /// A stable `snake_case` word, for logs and API responses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.describe().1
    }

    /// The class of this code.
    #[must_use]
    pub const fn class(self) -> NoteClass {
        self.describe().0
    }

    /// One line that describes it to a person.
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
