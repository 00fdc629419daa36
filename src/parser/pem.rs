//! PEM text: each section by its label and content.

use super::{
    ambiguity::Ambiguity,
    binary::{read_binary, read_key},
};
use crate::{
    collected::Collected,
    context::{Context, Parse},
    error::{
        Error, Path,
        parser::{KEY_AFTER_CERTIFICATE, TWO_IN_ONE_BLOCK},
        text::{JOINED_ENCODINGS, OTHER_ENCODING, PEM_IN_BLOCK},
    },
    format::Format,
    key::{self, legacy_pem::KeyLabel},
    note::NoteCode,
    secret::{Scratch, wipe_stack},
    shape::{Shape, shape},
    text::{
        Section, Sections,
        base64::wipe_from,
        chars::{has_utf16_begin, is_utf16},
        has_exact_begin,
        label::Label,
        stray_material,
    },
    trailing,
};
use alloc::vec::Vec;

/// Reads the sections of a PEM text, then checks that other readers would read them alike.
pub(super) fn read_pem(
    mut sections: Sections<'_>,
    was_escaped: bool,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let mut ambiguity = Ambiguity::default();
    read_sections(&mut sections, &mut ambiguity, collected, parse, path)?;
    if sections.joined_encodings {
        return Err(JOINED_ENCODINGS.at(path));
    }
    if let Some(line) = sections.stray_line {
        return Err(OTHER_ENCODING.at(path).with_line(line));
    }
    if ambiguity.has_certificates_in_both() {
        parse.context.notes.add(NoteCode::MixedContainers, path);
    }
    if !was_escaped {
        ambiguity.verdict()?;
    }
    if sections.text_around {
        parse.context.notes.add(NoteCode::TextAroundBlocks, path);
    }
    Ok(())
}

/// Reads the sections one by one.
fn read_sections(
    sections: &mut Sections<'_>,
    ambiguity: &mut Ambiguity,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let mut compact = Vec::new();
    loop {
        let before = collected.count();
        read_strict_blocks(sections, &mut compact, collected, parse, path);
        ambiguity.strict([before, collected.count()], path);
        let (before, start) = (collected.count(), sections.position());
        collected.certificates.expect(decoded_length(sections.rest_len()));
        match sections.next(&mut parse.context, path) {
            Ok(None) => return Ok(()),
            Ok(Some(mut section)) => {
                let path = path.then(section.step());
                match read_section(&mut section, &mut compact, collected, parse, &path) {
                    Ok(()) => ambiguity.general(&section, [before, collected.count()], &path),
                    Err(error) => {
                        collected.broken(sections.explain(error, start, &path), parse, &path)?;
                    }
                }
            }
            Err(error) => {
                collected.broken(sections.explain(error, start, path), parse, path)?;
            }
        }
        parse.context.pay_notes(path)?;
    }
}

/// Reads certificates in the strict form, up to the first section that is anything else. That one
/// is left to the general path, which has the error texts.
fn read_strict_blocks(
    sections: &mut Sections<'_>,
    compact: &mut Vec<u8>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) {
    while let Some(block) = sections.strict_block() {
        let Context { budget, notes } = &mut parse.context;
        let certificates = &mut collected.certificates;
        certificates.expect(decoded_length(sections.rest_len()));
        let room = certificates.make_room(decoded_length(block.length()), budget);
        let start = certificates.buffer_mut().len();
        let path = path.then(block.step());
        let is_read = room.is_ok()
            && block.decode(compact, certificates.buffer_mut(), budget).is_ok()
            && certificates.commit_whole(start, budget, notes, &path);
        if !is_read {
            wipe_body(compact, collected, start, block.length());
            wipe_stack();
            return sections.doubt(&block);
        }
        sections.take(&block);
    }
}

/// The most bytes that base64 of this length decodes to (RFC 4648 §4).
fn decoded_length(text: usize) -> usize {
    text.div_ceil(4).saturating_mul(3)
}

/// Zeroizes both buffers in which a body of this length was decoded, that of all certificates from
/// `start`: it may have been a key.
fn wipe_body(compact: &mut Vec<u8>, collected: &mut Collected, start: usize, length: usize) {
    wipe_from(compact, 0, length);
    wipe_from(collected.certificates.buffer_mut(), start, length);
}

/// Reads one PEM section, by its content; `compact` is a work buffer.
fn read_section(
    section: &mut Section<'_>,
    compact: &mut Vec<u8>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    match section.label {
        Label::Certificate | Label::OldCertificate | Label::TrustedCertificate => {
            read_certificate_section(section, compact, collected, parse, path)
        }
        // These labels do not promise ASN.1.
        Label::OpenPgp | Label::OpenPgpSignedMessage | Label::SshPublicKey
            if !section.holds_material() =>
        {
            collected.leave_out(section.label.left_out().at(path), parse, path);
            Ok(())
        }
        label if label.is_supported() || section.holds_material() => {
            let bytes = section.decode_secret(&mut parse.context, path)?;
            read_content(section, bytes, collected, parse, path)
        }
        Label::ForeignPrivateKey => Err(section.label.left_out().at(path)),
        // The key after them repeats them (SEC 1 §C.2, as OpenSSL writes it).
        Label::EcParameters => {
            collected.left_out.get_or_insert_with(|| section.label.left_out().at(path));
            Ok(())
        }
        label => {
            let content = section.shape().map(Shape::left_out);
            let text = content.unwrap_or_else(|| label.left_out());
            collected.leave_out(text.at(path), parse, path);
            Ok(())
        }
    }
}

/// Reads a CERTIFICATE section: it is decoded into the buffer of all certificates, which holds
/// no secrets.
fn read_certificate_section(
    section: &mut Section<'_>,
    compact: &mut Vec<u8>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let room = decoded_length(section.body_len());
    let budget = &mut parse.context.budget;
    let room = collected.certificates.make_room(room, budget);
    room.map_err(|exceeded| exceeded.at(path))?;
    let start = collected.certificates.buffer_mut().len();
    let decoded = section.decode_public(
        compact,
        collected.certificates.buffer_mut(),
        &mut parse.context,
        path,
    );
    let read = decoded.and_then(|()| {
        let content = collected.certificates.buffer_mut().get(start..).unwrap_or_default();
        if shape(content) == Some(Shape::Certificate) {
            return commit_certificate(start, section, compact, collected, parse, path);
        }
        parse.context.budget.memory(content.len()).map_err(|exceeded| exceeded.at(path))?;
        let content = Scratch::copy_of(content);
        wipe_body(compact, collected, start, section.body_len());
        read_content(section, content, collected, parse, path)
    });
    if read.is_err() {
        // Certificates before the one that could not be read are kept by `skip_broken`.
        let start = collected.certificates.committed_len().max(start);
        wipe_body(compact, collected, start, section.body_len());
    }
    read
}

/// Reads the content of a section by its shape. A label that differs from it leaves a note.
fn read_content(
    section: &mut Section<'_>,
    content: Scratch,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let label = section.label;
    if label.is_private_key() && key::legacy_pem::is_encrypted(section.headers()) {
        if label == Label::UnknownPrivateKey {
            parse.context.notes.add(NoteCode::LabelMismatch, path);
        }
        parse.context.budget.private_key().map_err(|exceeded| exceeded.at(path))?;
        let name = section.name;
        let key_label = KeyLabel { name, may_hold: &|kind| label.may_hold(kind) };
        let key = key::legacy_pem::read(&key_label, section.headers(), content, parse, path)?;
        return collected.push_key(key, &mut parse.context.budget, path);
    }
    let Some(kind) = shape(&content) else {
        let text = if is_encoded(&content) { &PEM_IN_BLOCK } else { label.not_in_block() };
        return Err(text.at(path));
    };
    let Some(format) = kind.format() else {
        return Err(kind.left_out().at(path));
    };
    if !label.promises(kind) {
        parse.context.notes.add(NoteCode::LabelMismatch, path);
        // The decoder of public bodies may have left a part of a mislabelled key there.
        wipe_stack();
    }
    match format {
        Format::Certificate => read_one_certificate(&content, collected, parse, path),
        Format::PrivateKey => read_key(kind, &content, collected, parse, path),
        _ => {
            section.is_container = true;
            collected.in_pem.get_or_insert(format);
            read_binary(kind, &content, collected, parse, path)
        }
    }
}

/// Returns whether the content of a block is text that encodes certificate material.
fn is_encoded(content: &[u8]) -> bool {
    has_exact_begin(content)
        || is_utf16(content) && has_utf16_begin(content)
        || content.is_ascii() && stray_material(content).is_some()
}

/// Reads the certificate in a block of another label.
fn read_one_certificate(
    content: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let Context { budget, notes } = &mut parse.context;
    let length = collected.certificates.push(content, budget, notes, path)?;
    check_rest(content.get(length..).unwrap_or_default(), length, &mut parse.context, path)
}

/// Checks what follows the certificate in a block, from `offset` on. A second certificate is rejected:
/// RFC 7468 §5.1 allows one in a block, and OpenSSL and Mbed TLS read only the first.
fn check_rest(
    rest: &[u8],
    offset: usize,
    context: &mut Context,
    path: &Path<'_>,
) -> Result<(), Error> {
    match shape(rest) {
        Some(Shape::Certificate) => Err(TWO_IN_ONE_BLOCK.at(path)),
        Some(kind) if kind.format().is_some() => {
            Err(KEY_AFTER_CERTIFICATE.at(path).with_byte(offset))
        }
        _ => trailing::check(rest, offset, context, path),
    }
}

/// Adds the certificate that was decoded at `start` and handles the bytes after it in its block.
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
    // Trust settings with a key identifier and without a name have the outline of an encrypted key.
    let may_be_settings = matches!(shape(rest), None | Some(Shape::EncryptedPkcs8));
    if section.label == Label::TrustedCertificate && may_be_settings {
        parse.context.notes.add(NoteCode::TrustSettingsSkipped, path);
    } else {
        check_rest(rest, length, &mut parse.context, path)?;
    }
    // The rest may be a key.
    wipe_from(compact, 0, section.body_len());
    let length = rest.len();
    wipe_from(collected.certificates.buffer_mut(), end, length);
    Ok(())
}
