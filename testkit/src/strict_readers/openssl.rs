//! OpenSSL on machines where `char` is signed.
//!
//! Measured: 3.0.19 and 3.5.9, which read alike. `PEM_read_bio_X509` and `PEM_read_bio_PrivateKey`
//! are what servers call, from a file or from memory; OSSL_STORE is what `openssl x509`, `pkey` and
//! `storeutl` read with.

use super::reading::{Block, Found, KeyForm, certificate, digit, element, is_public_key, key_form};

/// `LINESIZE` without the NUL at the end: a longer line is read as several.
const LINE: usize = 254;
/// OSSL_DECODER takes shorter headers for none: `Proc-Type:` has as many characters.
const IGNORED_HEADERS: usize = 10;
const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----\n";

pub(super) fn from_file(text: &[u8]) -> Found {
    servers(text, false)
}

pub(super) fn from_memory(text: &[u8]) -> Found {
    servers(text, true)
}

/// A text that is read line by line.
struct Bio<'a> {
    text: &'a [u8],
    at: usize,
    from_memory: bool,
}

/// Why no block is read.
enum End {
    /// There are no more BEGIN lines.
    NoBlock,
    Error,
    /// An error that is not reported: a search for a key continues after it.
    SilentError,
}

fn servers(text: &[u8], from_memory: bool) -> Found {
    let bio = || Bio { text, at: 0, from_memory };
    let keys = key(bio()).into_iter().collect();
    Found { certificates: certificates(bio()), keys, ..Found::default() }
}

/// As `SSL_CTX_use_certificate_chain_file`: the first with trust settings after it, if there are any.
fn certificates(mut bio: Bio<'_>) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut labels = &["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"][..];
    while let Ok(block) = bio.block() {
        if !block.has_label(labels) {
            continue;
        }
        let Some((der, rest)) = certificate(&block.der).filter(|_| block.headers.is_empty()) else {
            break;
        };
        if found.is_empty() && !is_trust_settings(rest) {
            break;
        }
        found.push(der.to_vec());
        labels = &["CERTIFICATE", "X509 CERTIFICATE"];
    }
    found
}

/// Whether a certificate is followed by nothing or by a CertAux: usages and a name.
fn is_trust_settings(rest: &[u8]) -> bool {
    let Some((tag, content, _)) = element(rest) else { return rest.is_empty() };
    let first = element(content);
    let holds_usages = |usages: &[u8]| element(usages).is_none_or(|(tag, ..)| tag == 0x06);
    tag == 0x30
        && first.is_none_or(|(tag, usages, _)| match tag {
            0x30 => holds_usages(usages),
            _ => matches!(tag, 0x0c | 0x04 | 0xa0 | 0xa1),
        })
}

/// The first private key of `PEM_read_bio_PrivateKey`. An error that is reported ends the search,
/// unless one that is not came before.
fn key(mut bio: Bio<'_>) -> Option<Block> {
    let mut is_lenient = false;
    loop {
        let block = match bio.block() {
            Ok(block) => block,
            Err(End::SilentError) => {
                is_lenient = true;
                continue;
            }
            Err(End::Error) if is_lenient => continue,
            Err(End::NoBlock | End::Error) => return None,
        };
        let form = key_form(&block.der);
        let is = |wanted| form == Some(wanted) || block.is_encrypted();
        let reads = match block.label.as_slice() {
            b"PRIVATE KEY" => is(KeyForm::Pkcs8),
            b"ENCRYPTED PRIVATE KEY" => is(KeyForm::Pkcs8) || is(KeyForm::Encrypted),
            b"EC PRIVATE KEY" => is(KeyForm::Ec),
            b"RSA PRIVATE KEY" | b"DSA PRIVATE KEY" => is(KeyForm::Numbers),
            b"EC PARAMETERS" if is(KeyForm::Ec) => true,
            b"ANY PRIVATE KEY" => false,
            _ => continue,
        };
        return (reads && headers_are_taken(&block)).then_some(block);
    }
}

/// Headers tell of an encryption, or are too short to be looked at.
fn headers_are_taken(block: &Block) -> bool {
    block.headers.len() <= IGNORED_HEADERS || block.headers.starts_with(b"Proc-Type: 4,ENCRYPTED")
}

/// OSSL_STORE: PEM anywhere in the text, else DER. It ends at the first unknown object.
pub(super) fn store(text: &[u8]) -> Found {
    let mut found = Found::default();
    let mut at = 0;
    loop {
        let mut bio = Bio { text, at, from_memory: false };
        let (object, block, next) = match bio.block() {
            Ok(block) => (object(&block), block, bio.at),
            Err(_) => {
                let rest = text.get(at..).unwrap_or_default();
                let Some((_, _, behind)) = element(rest) else { return found };
                let der = rest[..rest.len() - behind.len()].to_vec();
                let block = Block { label: Vec::new(), headers: Vec::new(), der };
                (object_of_der(&block.der), block, text.len() - behind.len())
            }
        };
        match object {
            Some(Object::Certificate(der)) => found.certificates.push(der),
            Some(Object::Key) => found.keys.push(block),
            Some(Object::Other) => {}
            None => return found,
        }
        at = next;
    }
}

enum Object {
    Certificate(Vec<u8>),
    Key,
    Other,
}

fn object_of_der(der: &[u8]) -> Option<Object> {
    match certificate(der) {
        Some((der, _)) => Some(Object::Certificate(der.to_vec())),
        None => key_form(der).map(|_| Object::Key),
    }
}

/// What OSSL_STORE sees in a block.
fn object(block: &Block) -> Option<Object> {
    let form = key_form(&block.der);
    if !headers_are_taken(block) {
        return None;
    }
    let is_key = form.is_some() || block.is_encrypted();
    match block.label.as_slice() {
        b"CERTIFICATE" | b"X509 CERTIFICATE" | b"TRUSTED CERTIFICATE" => {
            certificate(&block.der).map(|(der, _)| Object::Certificate(der.to_vec()))
        }
        b"PUBLIC KEY" if is_public_key(&block.der) => Some(Object::Other),
        b"EC PARAMETERS" if block.der.starts_with(&[0x06]) => Some(Object::Other),
        b"PRIVATE KEY" | b"RSA PRIVATE KEY" | b"DSA PRIVATE KEY" => {
            (is_key && form != Some(KeyForm::Ec)).then_some(Object::Key)
        }
        b"PUBLIC KEY" | b"ENCRYPTED PRIVATE KEY" | b"EC PARAMETERS" | b"EC PRIVATE KEY" => {
            is_key.then_some(Object::Key)
        }
        _ => None,
    }
}

impl Bio<'_> {
    /// `BIO_gets`: a line with its end, or a part of it; `None` at the end of the text.
    fn line(&mut self) -> Option<Vec<u8>> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let most = &rest[..rest.len().min(LINE)];
        let length = most.iter().position(|octet| *octet == b'\n').map_or(most.len(), |at| at + 1);
        self.at += length;
        let mut line = most[..length].to_vec();
        if !self.from_memory {
            // `fgets` does not tell where a line with a NUL ends.
            line.truncate(line.iter().position(|octet| *octet == 0).unwrap_or(length));
        }
        Some(line).filter(|line| !line.is_empty())
    }

    /// `PEM_read_bio`.
    fn block(&mut self) -> Result<Block, End> {
        let label = self.label().ok_or(End::NoBlock)?;
        let (headers, data) = self.headers_and_data(&label)?;
        let der = decode(&data).ok_or(End::Error)?;
        if der.is_empty() {
            return Err(End::SilentError);
        }
        Ok(Block { label, headers, der })
    }

    fn label(&mut self) -> Option<Vec<u8>> {
        let mut is_first = true;
        loop {
            let mut line = self.line()?;
            // A byte order mark is looked for in the first line of each search.
            if is_first && line.len() > 3 && line.starts_with(b"\xef\xbb\xbf") {
                line.drain(..3);
            }
            is_first = false;
            let line = stripped(&line);
            if let Some(label) = line.strip_prefix(BEGIN).and_then(|it| it.strip_suffix(DASHES)) {
                return Some(c_string(label).to_vec());
            }
        }
    }

    fn headers_and_data(&mut self, label: &[u8]) -> Result<(Vec<u8>, Vec<u8>), End> {
        #[derive(PartialEq)]
        enum Headers {
            Perhaps,
            Open,
            Done,
        }
        let mut status = Headers::Perhaps;
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let (mut is_last, mut is_part) = (false, false);
        loop {
            let line = self.line().ok_or(End::Error)?;
            let was_part = is_part;
            is_part = line.len() == LINE && !line.ends_with(b"\n");
            if status == Headers::Perhaps && line.contains(&b':') {
                status = Headers::Open;
            }
            let line = stripped(&line);
            if line == b"\n" {
                if !was_part {
                    if status == Headers::Done {
                        return Err(End::Error);
                    }
                    status = Headers::Done;
                }
                continue;
            }
            if let Some(rest) = line.strip_prefix(END) {
                let is_end = |rest: &[u8]| rest.starts_with(DASHES);
                if !rest.strip_prefix(label).is_some_and(is_end) {
                    return Err(End::Error);
                }
                break;
            }
            if is_last {
                return Err(End::Error);
            }
            let target = if status == Headers::Done { &mut after } else { &mut before };
            target.extend_from_slice(c_string(&line));
            if status == Headers::Done {
                if line.len() > 65 {
                    return Err(End::SilentError);
                }
                is_last = line.len() < 65;
            }
        }
        Ok(match status {
            Headers::Perhaps => (Vec::new(), before),
            Headers::Open | Headers::Done => (before, after),
        })
    }
}

/// Without blanks, control characters and octets from 0x80 on at its end, but with a line end.
fn stripped(line: &[u8]) -> Vec<u8> {
    let is_dropped = |octet: &u8| *octet <= b' ' || *octet >= 0x80;
    let length = line.iter().rposition(|octet| !is_dropped(octet)).map_or(0, |at| at + 1);
    [&line[..length], b"\n"].concat()
}

fn c_string(text: &[u8]) -> &[u8] {
    text.split(|octet| *octet == 0).next().unwrap_or_default()
}

/// `EVP_DecodeUpdate`: a dash at any position ends the base64.
fn decode(data: &[u8]) -> Option<Vec<u8>> {
    let mut digits = Vec::new();
    let mut padding = 0;
    for octet in data {
        match octet {
            b'=' => padding += 1,
            b'-' => break,
            b' ' | b'\t' | b'\n' | b'\r' => continue,
            _ => {
                digits.push(digit(*octet)?);
                if padding > 0 {
                    return None;
                }
            }
        }
        if padding > 2 {
            return None;
        }
    }
    let count = digits.len();
    if !(count + padding).is_multiple_of(4) {
        return None;
    }
    digits.resize(count + padding, 0);
    let mut out = Vec::new();
    for group in digits.chunks(4) {
        let bits = group.iter().fold(0u32, |bits, digit| bits << 6 | u32::from(*digit));
        out.extend_from_slice(&bits.to_be_bytes()[1..]);
    }
    out.truncate(out.len() - padding);
    Some(out)
}
