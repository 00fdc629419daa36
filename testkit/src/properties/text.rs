//! One text, one reading: the content that strict readers find in a text is never read differently.

use crate::strict_readers::contradictions;
use anycert::{Bundle, NoteCode, Parser, parse};
use pem_rfc7468::LineEnding;

/// Any text.
pub fn run(data: &[u8]) {
    let _ = holds(data);
    one_reading(data);
}

/// What is read, no strict reader contradicts.
pub fn one_reading(text: &[u8]) {
    let against = contradictions(text, Parser::new());
    assert!(against.is_empty(), "{against:?}\n{}", text.escape_ascii());
}

/// If a strict reader finds certificates, whether it fails at the first invalid block or skips it,
/// `parse` finds the same ones or refuses. Returns whether anything was read.
pub fn holds(text: &[u8]) -> bool {
    let Ok(bundle) = parse(text) else { return false };
    let ours: Vec<&[u8]> = bundle.certificates().iter().map(|one| one.as_der()).collect();
    let show = || String::from_utf8_lossy(text).into_owned();
    if let Ok(strict) = certificates(text)
        && !strict.is_empty()
        && !has_bundles(text)
    {
        let same = strict.len() == ours.len()
            && strict.iter().zip(&ours).all(|(theirs, ours)| theirs.starts_with(ours));
        assert!(
            same,
            "{} certificates, a strict reader finds {}\n{}",
            ours.len(),
            strict.len(),
            show()
        );
    }
    if let Some(lost) = lost_in_silence(text, &bundle) {
        panic!("{lost} of a block is lost\n{}", show());
    }
    labels(text, &bundle);
    let theirs = certificates_of_sound_blocks(text);
    let mut rest = ours.iter();
    let mut is_lost = |theirs: &Vec<u8>| !rest.any(|ours| theirs.starts_with(ours));
    assert!(!theirs.iter().any(&mut is_lost), "a certificate is lost\n{}", show());
    assert!(
        theirs.is_empty() || theirs.len() == ours.len() || has_bundles(text),
        "{} certificates, a reader that passes over unsound blocks finds {}\n{}",
        ours.len(),
        theirs.len(),
        show()
    );
    true
}

/// A certificate under the label of something else leaves a note. A block with the END line of another
/// label is refused, and so are two certificates in one block.
fn labels(text: &[u8], bundle: &Bundle) {
    if !bundle.layers().is_empty() {
        return;
    }
    for (label, der) in blocks(text).into_iter().flatten() {
        if anycert::Certificate::from_der(&der).is_err() {
            continue;
        }
        let says_key = label == "PRIVATE KEY" || label == "RSA PRIVATE KEY";
        let mut notes = bundle.notes().iter();
        assert!(
            !says_key || notes.any(|note| note.code() == NoteCode::LabelMismatch),
            "a certificate is in a block {label}"
        );
        let encode = |content: &[u8]| {
            let text = pem_rfc7468::encode_string("CERTIFICATE", LineEnding::LF, content);
            text.expect("a sound label")
        };
        let one = encode(&der);
        assert!(parse(one.as_bytes()).is_ok());
        let wrong_end = one.replace("END CERTIFICATE", "END X509 CRL");
        assert!(parse(wrong_end.as_bytes()).is_err(), "BEGIN and END differ");
        let two = encode(&[&der[..], &der].concat());
        assert!(parse(two.as_bytes()).is_err(), "two certificates in one block");
        return;
    }
}

/// The content of a block that is read if the block is the whole input, and that is missing in the
/// bundle of the whole text: a certificate or an unencrypted private key. Blocks in comments do not count.
fn lost_in_silence(text: &[u8], bundle: &Bundle) -> Option<&'static str> {
    for block in blocks_anywhere(text) {
        let Ok(alone) = parse(&block) else { continue };
        let certificates = bundle.certificates();
        if alone.certificates().iter().any(|one| !certificates.contains(one)) {
            return Some("a certificate");
        }
        let has_key = |der: &[u8]| {
            bundle.private_keys().iter().any(|key| key.secret_pkcs8_der() == Some(der))
        };
        let mut keys = alone.private_keys().iter().filter_map(|key| key.secret_pkcs8_der());
        if keys.any(|der| !has_key(der)) {
            return Some("a private key");
        }
    }
    None
}

/// Every part of a text from a BEGIN to the END of the same label, wherever they are on their lines,
/// with lines of their own for both.
fn blocks_anywhere(text: &[u8]) -> Vec<Vec<u8>> {
    let find = |from: usize, word: &[u8]| {
        let rest = text.get(from..)?;
        let at = rest.windows(word.len()).position(|window| window == word)?;
        Some(from + at)
    };
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(begin) = find(from, b"-----BEGIN ") {
        from = begin + 11;
        let Some(dashes) = find(from, b"-----") else { break };
        let label = &text[from..dashes];
        let end = [b"-----END ", label, b"-----"].concat();
        let Some(close) = find(dashes + 5, &end) else { continue };
        let content = &text[dashes + 5..close];
        let is_one = !content.windows(5).any(|window| window == b"BEGIN");
        if is_one && !label.contains(&b'\n') && !is_in_comment(&text[..begin]) {
            let lines: [&[u8]; 6] = [b"-----BEGIN ", label, b"-----\n", content, b"\n", &end];
            found.push(lines.concat());
        }
    }
    found
}

/// Whether the line that `text` ends with is a comment so far.
fn is_in_comment(text: &[u8]) -> bool {
    let line = text.rsplit(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let line = line.trim_ascii();
    ["#", "//", ";", "<!--"]
        .iter()
        .any(|mark| line.starts_with(mark.as_bytes()) || line.ends_with(mark.as_bytes()))
}

/// Whether blocks of other labels, or containers, hold certificates.
fn has_bundles(text: &[u8]) -> bool {
    blocks(text).iter().flatten().any(|(label, der)| {
        !CERTIFICATES.contains(&&**label) && begins_with(der, &[0x02, 0x06, 0x30])
            || begins_with(der, &[0x02, 0x06])
    })
}

/// Whether this is a SEQUENCE that begins with one of these tags: a certificate with another
/// SEQUENCE, a container with a version or a content type.
fn begins_with(der: &[u8], tags: &[u8]) -> bool {
    let header = match der {
        [0x30, length @ 0x81..=0x84, ..] => 2 + usize::from(length & 0x7f),
        [0x30, ..] => 2,
        _ => return false,
    };
    der.get(header).is_some_and(|tag| tags.contains(tag))
}

const CERTIFICATES: [&str; 3] = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"];

/// The certificates found by a reader after RFC 7468 §3, with the blanks of its lax grammar, that
/// fails at the first invalid block.
fn certificates(text: &[u8]) -> Result<Vec<Vec<u8>>, ()> {
    blocks(text)
        .into_iter()
        .filter_map(|block| match block {
            Ok((label, der)) => {
                let is_one = CERTIFICATES.contains(&&*label) && begins_with(&der, &[0x30]);
                is_one.then_some(Ok(der))
            }
            Err(()) => Some(Err(())),
        })
        .collect()
}

/// The certificates found by a reader that skips invalid blocks, and the next BEGIN if it is before
/// the END.
fn certificates_of_sound_blocks(text: &[u8]) -> Vec<Vec<u8>> {
    let is_certificate =
        |label: &str, der: &[u8]| CERTIFICATES.contains(&label) && begins_with(der, &[0x30]);
    let sound = blocks(text).into_iter().flatten();
    sound.filter(|(label, der)| is_certificate(label, der)).map(|(_, der)| der).collect()
}

type Block = Result<(String, Vec<u8>), ()>;

/// Label and content of each block, or that it is invalid.
fn blocks(text: &[u8]) -> Vec<Block> {
    let lines = text.split(|byte| matches!(byte, b'\n' | b'\r')).map(<[u8]>::trim_ascii_end);
    let mut found = Vec::new();
    let mut open: Option<(String, Vec<&[u8]>)> = None;
    for line in lines {
        if let Some((label, body)) = &mut open {
            if line.starts_with(b"-----END ") {
                let is_same = boundary(line, "-----END ").as_deref() == Some(&**label);
                let der = decode(body).filter(|_| is_same);
                found.push(der.map(|der| (std::mem::take(label), der)).ok_or(()));
                open = None;
                continue;
            }
            body.push(line);
        } else if let Some(label) = boundary(line, "-----BEGIN ") {
            open = Some((label, Vec::new()));
        }
    }
    if open.is_some() {
        found.push(Err(()));
    }
    found
}

/// The label of a line that is a boundary and nothing else: characters that show, single hyphens and
/// blanks between them (RFC 7468 §3).
fn boundary(line: &[u8], prefix: &str) -> Option<String> {
    let label = line.strip_prefix(prefix.as_bytes())?.strip_suffix(b"-----")?;
    let mut parts = label.split(|byte| matches!(byte, b'-' | b' '));
    let is_part = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_graphic);
    parts.all(is_part).then(|| String::from_utf8(label.to_vec()).unwrap())
}

/// Decodes the base64 after the headers with the `pem-rfc7468` crate. Blanks are those of RFC 7468 §3.
fn decode(lines: &[&[u8]]) -> Option<Vec<u8>> {
    let first = lines.iter().position(|line| !line.is_empty())?;
    let body = if lines[first].contains(&b':') {
        let end = lines[first..].iter().position(|line| line.is_empty())?;
        &lines[first + end..]
    } else {
        lines
    };
    let compact: Vec<u8> = body
        .iter()
        .flat_map(|line| line.iter())
        .copied()
        .filter(|byte| !matches!(byte, b' ' | b'\t' | 0x0b | 0x0c))
        .collect();
    let compact = without_leftover_bits(compact);
    let mut pem = b"-----BEGIN X-----\n".to_vec();
    for line in compact.chunks(64) {
        pem.extend_from_slice(line);
        pem.push(b'\n');
    }
    pem.extend_from_slice(b"-----END X-----\n");
    pem_rfc7468::decode_vec(&pem).ok().map(|(_, der)| der).filter(|der| !der.is_empty())
}

/// Clears the unused bits of the last digit: RFC 4648 §3.5 leaves them to the reader, and OpenSSL and
/// Go ignore them.
fn without_leftover_bits(mut base64: Vec<u8>) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = base64.iter().rposition(|byte| *byte != b'=').map_or(0, |last| last + 1);
    let leftover = match base64.len() - digits {
        1 => 0b11,
        2 => 0b1111,
        _ => 0,
    };
    if let Some(last) = base64[..digits].last_mut()
        && let Some(value) = DIGITS.iter().position(|digit| digit == last)
    {
        *last = DIGITS[value & !leftover];
    }
    base64
}
