//! Textual encodings (RFC 7468): a text into its sections, in one pass.

use crate::{
    error::{Cause, Error, Path, Step},
    format::Shape,
    limits::{Budget, Limits},
};
use memchr::memmem;

static NO_END: Cause = Cause::malformed(
    "the text ends inside this block",
    "the last lines are missing: send the whole file, down to the last END line",
);
static NESTED_BEGIN: Cause = Cause::malformed(
    "another BEGIN line stands before this block's END line",
    "the lines between two blocks are missing or out of order: send the file as it was made",
);
static WRONG_END: Cause = Cause::malformed(
    "the END line names something else than the BEGIN line",
    "two blocks were mixed up: send the file as it was made",
);
static BROKEN_BEGIN: Cause = Cause::malformed(
    "a BEGIN line that does not end in five dashes",
    "the first line of the block is damaged: send the file as it was made",
);

/// What the label of a PEM section says it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Certificate,
    /// OpenSSL's certificate with trust settings behind it.
    TrustedCertificate,
    Pkcs7,
    Pkcs12,
    Pkcs8,
    EncryptedPkcs8,
    Pkcs1,
    Dsa,
    Sec1,
    OpenSsh,
    /// OpenSSL's `ANY PRIVATE KEY`, and GnuTLS' names for keys of other algorithms.
    OtherPrivateKey,
    EcParameters,
    CertificationRequest,
    CertificateList,
    PublicKey,
    OpenPgp,
    /// Known by name, of no use here: parameters, sessions, attribute certificates.
    Other,
    Unknown,
}

/// Labels as they stand in texts (RFC 7468 §4 and practice).
const LABELS: [(&str, Label); 34] = [
    ("CERTIFICATE", Label::Certificate),
    ("X509 CERTIFICATE", Label::Certificate),
    ("X.509 CERTIFICATE", Label::Certificate),
    ("TRUSTED CERTIFICATE", Label::TrustedCertificate),
    ("PKCS7", Label::Pkcs7),
    ("CMS", Label::Pkcs7),
    ("PKCS #7 SIGNED DATA", Label::Pkcs7),
    ("CERTIFICATE CHAIN", Label::Pkcs7),
    ("PKCS12", Label::Pkcs12),
    ("PRIVATE KEY", Label::Pkcs8),
    ("ENCRYPTED PRIVATE KEY", Label::EncryptedPkcs8),
    ("RSA PRIVATE KEY", Label::Pkcs1),
    ("DSA PRIVATE KEY", Label::Dsa),
    ("EC PRIVATE KEY", Label::Sec1),
    ("OPENSSH PRIVATE KEY", Label::OpenSsh),
    ("ANY PRIVATE KEY", Label::OtherPrivateKey),
    ("EC PARAMETERS", Label::EcParameters),
    ("CERTIFICATE REQUEST", Label::CertificationRequest),
    ("NEW CERTIFICATE REQUEST", Label::CertificationRequest),
    ("X509 CRL", Label::CertificateList),
    ("PUBLIC KEY", Label::PublicKey),
    ("RSA PUBLIC KEY", Label::PublicKey),
    ("DSA PUBLIC KEY", Label::PublicKey),
    ("EC PUBLIC KEY", Label::PublicKey),
    ("SSH2 PUBLIC KEY", Label::PublicKey),
    ("PGP PUBLIC KEY BLOCK", Label::OpenPgp),
    ("PGP PRIVATE KEY BLOCK", Label::OpenPgp),
    ("PGP MESSAGE", Label::OpenPgp),
    ("PGP SIGNATURE", Label::OpenPgp),
    ("DH PARAMETERS", Label::Other),
    ("X9.42 DH PARAMETERS", Label::Other),
    ("DSA PARAMETERS", Label::Other),
    ("ATTRIBUTE CERTIFICATE", Label::Other),
    ("SSL SESSION PARAMETERS", Label::Other),
];

impl Label {
    fn of(text: &[u8]) -> (Label, Option<&'static str>) {
        let known = LABELS.iter().find(|(name, _)| name.as_bytes() == text);
        match known {
            Some((name, label)) => (*label, Some(*name)),
            None if text.ends_with(b"PRIVATE KEY") => (Label::OtherPrivateKey, None),
            None => (Label::Unknown, None),
        }
    }

    /// Whether a key of this encoding belongs under the label.
    pub(crate) const fn may_hold(self, kind: Shape) -> bool {
        match self {
            Label::Pkcs8 => matches!(kind, Shape::Pkcs8),
            Label::EncryptedPkcs8 => matches!(kind, Shape::EncryptedPkcs8),
            Label::Pkcs1 | Label::Dsa => matches!(kind, Shape::Pkcs1OrDsa),
            Label::Sec1 => matches!(kind, Shape::Sec1),
            Label::OpenSsh => matches!(kind, Shape::OpenSsh),
            _ => true,
        }
    }
}

/// One section of a text, its body still encoded.
pub(crate) struct Section<'a> {
    /// From 1.
    pub(crate) number: usize,
    /// The line of its BEGIN, from 1.
    pub(crate) line: usize,
    pub(crate) label: Label,
    pub(crate) name: Option<&'static str>,
    /// RFC 1421 header lines, without the empty line that ends them.
    pub(crate) headers: &'a [u8],
    /// Base64, with its line ends.
    pub(crate) body: &'a [u8],
    /// The line on which `body` begins, from 1.
    pub(crate) body_line: usize,
}

impl Section<'_> {
    pub(crate) fn step(&self) -> Step {
        Step::Block { number: self.number, line: self.line, label: self.name }
    }

    /// The line of the byte at `offset` in the body.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        let before = self.body.get(..offset).unwrap_or(self.body);
        self.body_line.saturating_add(newlines(before))
    }
}

/// The sections of a text one by one.
pub(crate) struct Sections<'a> {
    text: &'a [u8],
    /// Bytes of `text` already read, and their lines.
    at: usize,
    line: usize,
    count: usize,
    limits: Limits,
    /// Whether anything but blanks stood around the sections so far.
    pub(crate) text_around: bool,
}

impl<'a> Sections<'a> {
    pub(crate) fn new(text: &'a [u8], limits: Limits) -> Self {
        Sections { text, at: 0, line: 1, count: 0, limits, text_around: false }
    }

    /// The next section, or nothing at the end of the text.
    pub(crate) fn next(&mut self, path: &Path<'_>) -> Result<Option<Section<'a>>, Error> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let Some(begin) = memmem::find(rest, BEGIN) else {
            self.text_around |= !is_blank(rest);
            self.at = self.text.len();
            return Ok(None);
        };
        let before = rest.get(..begin).unwrap_or_default();
        self.text_around |= !is_blank(before);
        self.line = self.line.saturating_add(newlines(before));
        self.count = self.count.saturating_add(1);
        self.section(rest.get(begin..).unwrap_or_default(), self.at.saturating_add(begin), path)
            .map(Some)
    }

    /// The section that `text` begins with; `start` is where that is.
    fn section(
        &mut self,
        text: &'a [u8],
        start: usize,
        path: &Path<'_>,
    ) -> Result<Section<'a>, Error> {
        let (number, line) = (self.count, self.line);
        let unnamed = path.then(Step::Block { number, line, label: None });
        if number > self.limits.pem_sections {
            let budget = Budget::new(self.limits);
            budget.pem_section(number).map_err(|exceeded| exceeded.at(&unnamed))?;
        }
        let label_text = label_line(text, BEGIN).ok_or_else(|| BROKEN_BEGIN.at(&unnamed))?;
        let (label, name) = Label::of(label_text);
        let path = path.then(Step::Block { number, line, label: name });
        let head = BEGIN.len().saturating_add(label_text.len()).saturating_add(DASHES.len());
        let inner = text.get(head..).unwrap_or_default();
        let end = memmem::find(inner, DASHES).ok_or_else(|| NO_END.at(&path))?;
        let (content, tail) = inner.split_at_checked(end).unwrap_or((inner, &[]));
        let end_label = match label_line(tail, END) {
            Some(end_label) => end_label,
            None if tail.starts_with(BEGIN) => return Err(NESTED_BEGIN.at(&path)),
            None => return Err(NO_END.at(&path)),
        };
        let end_line = line.saturating_add(newlines(content));
        if end_label != label_text {
            return Err(WRONG_END.at(&path).with_line(end_line));
        }
        let foot = END.len().saturating_add(end_label.len()).saturating_add(DASHES.len());
        self.at = start.saturating_add(head).saturating_add(end).saturating_add(foot);
        self.line = end_line;
        let (headers, body) = split_headers(content);
        let skipped = content.len().saturating_sub(body.len());
        let body_line = line.saturating_add(newlines(content.get(..skipped).unwrap_or_default()));
        Ok(Section { number, line, label, name, headers, body, body_line })
    }
}

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";

/// The label between `prefix` and five dashes, all on one line.
fn label_line<'a>(text: &'a [u8], prefix: &[u8]) -> Option<&'a [u8]> {
    let rest = text.strip_prefix(prefix)?;
    let line = rest.split(|byte| *byte == b'\n').next()?;
    line.get(..memmem::find(line, DASHES)?)
}

/// RFC 1421 headers, if the first line has a colon: they end at an empty line.
fn split_headers(content: &[u8]) -> (&[u8], &[u8]) {
    let trimmed = content.trim_ascii_start();
    let first = trimmed.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if !first.contains(&b':') {
        return (&[], content);
    }
    let ends = [b"\n\n".as_slice(), b"\n\r\n"]
        .map(|mark| memmem::find(trimmed, mark).map(|at| (at, at.saturating_add(mark.len()))));
    match ends.into_iter().flatten().min() {
        Some((headers, body)) => {
            (trimmed.get(..headers).unwrap_or_default(), trimmed.get(body..).unwrap_or_default())
        }
        None => (trimmed, &[]),
    }
}

fn newlines(text: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', text).count()
}

fn is_blank(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_whitespace)
}
