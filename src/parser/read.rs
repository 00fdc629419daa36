//! The stages of a parse in order: the only file that depends on all of them.

use crate::{
    asn1::{ber::BerOrDer, tlv::Reader},
    collected::Collected,
    context::{Context, Parse},
    error::{
        Error, ErrorText, Path, Step,
        asn1::LEFT_OVER,
        parser::{
            CERTIFICATE_IN_KEY_BLOCK, KEY_IN_CERTIFICATE_BLOCK, NOT_A_CERTIFICATE, NOT_A_KEY,
            NOT_PKCS7, NOT_PKCS12, PEM_BEHIND_DER, PEM_BEHIND_KEY, TWO_IN_ONE_BLOCK,
        },
    },
    format::{Format, Layer},
    key::{self, legacy_pem::KeyLabel},
    note::NoteCode,
    parser::ambiguity::Ambiguity,
    pkcs7, pkcs12,
    shape::{Shape, shape},
    text::{
        base64::wipe_behind,
        has_pem_block,
        label::Label,
        peel::{Content, inside, peel},
        pem::{Section, Sections},
    },
};
use alloc::vec::Vec;

/// Removes the text layers of one input, then reads its content.
pub(super) fn read_input(
    input: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(Format, Vec<Layer>), Error> {
    parse.context.budget.input(input.len()).map_err(|exceeded| exceeded.at(path))?;
    if let Some(kind) = shape(input) {
        read_binary(kind, input, collected, parse, path)?;
        return Ok((format_of(kind), Vec::new()));
    }
    let peeled = peel(input, &mut parse.context, path)?;
    let path = &inside(&peeled.layers, path);
    let format = match peeled.content {
        Content::Pem => {
            let was_escaped = peeled.layers.last() == Some(&Layer::Escaped);
            read_pem(peeled.bytes(), was_escaped, collected, parse, path)?;
            Format::Pem
        }
        Content::Binary(kind) => {
            read_binary(kind, peeled.bytes(), collected, parse, path)?;
            format_of(kind)
        }
    };
    Ok((format, peeled.layers))
}

/// The format to report. A shape without one collects nothing, so its format is never seen.
fn format_of(kind: Shape) -> Format {
    kind.format().unwrap_or(Format::Certificate)
}

/// Reads the sections of a PEM text one by one.
fn read_pem(
    text: &[u8],
    was_escaped: bool,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    // Base64 takes four characters for three bytes, and the boundaries come on top.
    let most = text.len().div_ceil(4).saturating_mul(3);
    collected
        .certificates
        .reserve(most, &mut parse.context.budget)
        .map_err(|exceeded| exceeded.at(path))?;
    let mut sections = Sections::new(text, was_escaped);
    let mut compact = Vec::new();
    let mut ambiguity = Ambiguity::default();
    loop {
        let before = collected.count();
        read_strict_blocks(&mut sections, &mut compact, collected, parse, path);
        ambiguity.strict([before, collected.count()], path);
        let before = collected.count();
        match sections.next(&mut parse.context, path) {
            Ok(None) => break,
            Ok(Some(mut section)) => {
                let path = path.then(section.step());
                match read_section(&mut section, &mut compact, collected, parse, &path) {
                    Ok(()) => ambiguity.general(&section, [before, collected.count()], &path),
                    Err(error) => collected.broken(error, parse, &path)?,
                }
            }
            Err(error) => collected.broken(error, parse, path)?,
        }
        parse.context.pay_notes(path)?;
    }
    if !was_escaped {
        ambiguity.verdict()?;
    }
    if sections.text_around {
        parse.context.notes.add(NoteCode::TextAroundBlocks, path);
    }
    Ok(())
}

/// Reads certificates in the strict form, up to the first section that is anything else. That one
/// is left to the general way, which has the error texts.
fn read_strict_blocks(
    sections: &mut Sections<'_>,
    compact: &mut Vec<u8>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) {
    while let Some(block) = sections.strict_block() {
        let start = collected.certificates.buffer_mut().len();
        let Context { budget, notes } = &mut parse.context;
        let decoded = block.decode(compact, collected.certificates.buffer_mut(), budget);
        let path = path.then(block.step());
        if decoded.is_err() || !collected.certificates.commit_whole(start, budget, notes, &path) {
            wipe(compact, block.length());
            wipe_behind(collected.certificates.buffer_mut(), start, block.length());
            return sections.doubt(&block);
        }
        sections.take(&block);
    }
}

/// Overwrites the room in which a body of this length was decoded: it may have been a key.
fn wipe(compact: &mut Vec<u8>, used: usize) {
    wipe_behind(compact, 0, used);
}

/// Reads one PEM section by its label; `compact` is room to decode in.
fn read_section(
    section: &mut Section<'_>,
    compact: &mut Vec<u8>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    match section.label {
        Label::Certificate | Label::TrustedCertificate => {
            read_certificate_section(section, compact, collected, parse, path)
        }
        Label::Pkcs7 => {
            let mut der = Vec::new();
            let read =
                section.decode_public(compact, &mut der, &mut parse.context, path).and_then(|()| {
                    read_container(&der, Format::Pkcs7, &NOT_PKCS7, collected, parse, path)
                });
            if read.is_err() {
                let used = section.body().map_or(0, <[u8]>::len);
                wipe(compact, used);
                wipe(&mut der, used);
            }
            read
        }
        Label::Pkcs12 => {
            let der = section.decode_secret(&mut parse.context, path)?;
            read_container(&der, Format::Pkcs12, &NOT_PKCS12, collected, parse, path)
        }
        label if label.is_private_key() => read_key_section(section, collected, parse, path),
        // OpenSSL writes them before an EC key, which repeats them (SEC 1 §C.2).
        Label::EcParameters => {
            collected.left_out.get_or_insert_with(|| section.label.left_out().at(path));
            Ok(())
        }
        Label::ForeignPrivateKey => Err(section.label.left_out().at(path)),
        label => {
            collected.leave_out(label.left_out().at(path), parse, path);
            Ok(())
        }
    }
}

/// Reads a CERTIFICATE section, decoded straight into the buffer of all certificates, which holds
/// no secrets.
fn read_certificate_section(
    section: &mut Section<'_>,
    compact: &mut Vec<u8>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let start = collected.certificates.buffer_mut().len();
    let decoded = section.decode_public(
        compact,
        collected.certificates.buffer_mut(),
        &mut parse.context,
        path,
    );
    let read = decoded.and_then(|()| {
        match shape(collected.certificates.buffer_mut().get(start..).unwrap_or_default()) {
            Some(Shape::Certificate) => {
                commit_certificate(start, section, compact, collected, parse, path)
            }
            Some(Shape::ContentInfo) => {
                let der = collected.certificates.buffer_mut().split_off(start);
                parse.context.notes.add(NoteCode::LabelMismatch, path);
                read_container(&der, Format::Pkcs7, &NOT_PKCS7, collected, parse, path)
            }
            Some(kind) if kind.format() == Some(Format::PrivateKey) => {
                Err(KEY_IN_CERTIFICATE_BLOCK.at(path))
            }
            Some(kind) if kind.format().is_none() => Err(kind.left_out().at(path)),
            _ => Err(NOT_A_CERTIFICATE.at(path)),
        }
    });
    if read.is_err() {
        let used = section.body().map_or(0, <[u8]>::len);
        wipe(compact, used);
        // `skip_broken` keeps the certificates before the failure.
        let start = collected.certificates.committed_len().max(start);
        wipe_behind(collected.certificates.buffer_mut(), start, used);
    }
    read
}

/// Commits the certificate decoded at `start`. RFC 7468 §5.1 allows one certificate in a block, and
/// OpenSSL and Mbed TLS read the first only, so a second one is an error.
fn commit_certificate(
    start: usize,
    section: &Section<'_>,
    compact: &mut Vec<u8>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let length = collected.certificates.commit(
        start,
        &mut parse.context.budget,
        &mut parse.context.notes,
        path,
    )?;
    let end = start.saturating_add(length);
    let rest = collected.certificates.buffer_mut().get(end..).unwrap_or_default();
    if rest.is_empty() {
        return Ok(());
    }
    if section.label == Label::TrustedCertificate {
        parse.context.notes.add(NoteCode::TrustSettingsSkipped, path);
    } else if shape(rest) == Some(Shape::Certificate) {
        return Err(TWO_IN_ONE_BLOCK.at(path));
    } else {
        note_trailing(rest, parse, path);
    }
    // The rest may be a key.
    wipe(compact, section.body().map_or(0, <[u8]>::len));
    let length = rest.len();
    wipe_behind(collected.certificates.buffer_mut(), end, length);
    Ok(())
}

/// Reads a private key section. The key is of any encoding: labels are often wrong.
fn read_key_section(
    section: &mut Section<'_>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let bytes = section.decode_secret(&mut parse.context, path)?;
    if key::legacy_pem::is_encrypted(section.headers()) {
        parse.context.budget.private_key().map_err(|exceeded| exceeded.at(path))?;
        let label = KeyLabel { name: section.name, may_hold: &|kind| section.label.may_hold(kind) };
        let key = key::legacy_pem::read(&label, section.headers(), bytes, parse, path)?;
        return collected.push_key(key, &mut parse.context.budget, path);
    }
    match shape(&bytes) {
        Some(kind) if kind.format() == Some(Format::PrivateKey) => {
            if !section.label.may_hold(kind) {
                parse.context.notes.add(NoteCode::LabelMismatch, path);
            }
            read_key(kind, &bytes, collected, parse, path)
        }
        Some(Shape::Certificate) => Err(CERTIFICATE_IN_KEY_BLOCK.at(path)),
        Some(kind) if kind.format().is_none() => Err(kind.left_out().at(path)),
        _ => Err(NOT_A_KEY.at(path)),
    }
}

/// Reads the PKCS#7 or PKCS#12 structure of a PEM block.
fn read_container(
    der: &[u8],
    format: Format,
    otherwise: &'static ErrorText,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    match shape(der) {
        Some(kind) if kind.format() == Some(format) => {
            collected.in_pem.get_or_insert(format);
            read_binary(kind, der, collected, parse, path)
        }
        _ => Err(otherwise.at(path)),
    }
}

/// Reads binary content by its shape.
fn read_binary(
    kind: Shape,
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    match kind.format() {
        Some(Format::Certificate) => read_certificates(bytes, collected, parse, path),
        Some(Format::Pkcs7) => pkcs7::read(kind, bytes, collected, parse, &path.then(Step::Pkcs7)),
        Some(Format::Pkcs12) => pkcs12::read(bytes, collected, parse, &path.then(Step::Pkcs12)),
        Some(Format::PrivateKey) => read_key(kind, bytes, collected, parse, path),
        _ => {
            collected.leave_out(kind.left_out().at(path), parse, path);
            Ok(())
        }
    }
}

/// Reads concatenated DER certificates, and a key after the last; any other trailing data is
/// noted. After a broken certificate reading resumes where its outer length ends.
fn read_certificates(
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let mut rest = bytes;
    loop {
        let number = collected.certificates.len().saturating_add(1);
        let path_of = path.then(Step::Certificate(number));
        let path = if number == 1 && rest.len() == bytes.len() { path } else { &path_of };
        let length = collected.certificates.push(
            rest,
            &mut parse.context.budget,
            &mut parse.context.notes,
            path,
        );
        let length = match length {
            Ok(length) => length,
            Err(error) => {
                collected.broken(error, parse, path)?;
                Reader::new(rest).any().map_or(rest.len(), |value| value.bytes().len())
            }
        };
        rest = rest.get(length..).unwrap_or_default();
        if shape(rest) != Some(Shape::Certificate) {
            break;
        }
    }
    // A reader of text would find the PEM, and not the DER.
    if !rest.is_empty() && has_pem_block(rest) {
        return Err(PEM_BEHIND_DER.at(path).with_byte(bytes.len().saturating_sub(rest.len())));
    }
    if let Some(kind) = shape(rest).filter(|kind| kind.format() == Some(Format::PrivateKey)) {
        let path = path.then(Step::Key(collected.keys.len().saturating_add(1)));
        let read = read_key(kind, rest, collected, parse, &path);
        return read.or_else(|error| collected.broken(error, parse, &path));
    }
    note_trailing(rest, parse, path);
    Ok(())
}

fn note_trailing(rest: &[u8], parse: &mut Parse<'_>, path: &Path<'_>) {
    if rest.is_empty() {
        return;
    }
    let code = if is_blank(rest) { NoteCode::TrailingBlanks } else { NoteCode::TrailingData };
    parse.context.notes.add(code, path);
}

/// Reads one binary key, which only padding may follow.
fn read_key(
    kind: Shape,
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    parse.context.budget.private_key().map_err(|exceeded| exceeded.at(path))?;
    let bytes = match kind {
        // With some ciphers the length of the data after the key is unknown.
        Shape::OpenSsh if has_pem_block(bytes) => return Err(PEM_BEHIND_KEY.at(path)),
        Shape::OpenSsh => bytes,
        _ => one_value(bytes, parse, path)?,
    };
    let key = key::read(kind, bytes, parse, path)?;
    collected.push_key(key, &mut parse.context.budget, path)
}

/// Returns the TLV at the start of `bytes`; only padding may follow.
fn one_value<'a>(
    bytes: &'a [u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<&'a [u8], Error> {
    let mut gate = BerOrDer::default();
    let Context { budget, notes } = &mut parse.context;
    let length = gate.read(bytes, budget, notes, path, |mut reader| {
        reader.any().map(|value| value.bytes().len())
    })?;
    let (value, rest) = bytes.split_at_checked(length).unwrap_or((bytes, &[]));
    if !is_blank(rest) {
        return Err(LEFT_OVER.at(path).with_byte(length));
    }
    note_trailing(rest, parse, path);
    Ok(value)
}

fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0)
}
