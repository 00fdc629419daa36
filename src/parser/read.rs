//! The stages of a parse in order: the only file that depends on all of them.

use crate::{
    asn1::{ber::BerOrDer, tlv::Reader},
    collected::Collected,
    context::{Context, Parse},
    error::{
        Error, ErrorKind, Path, Step,
        parser::{PEM_BEHIND_DER, PEM_BEHIND_KEY, PEM_INSIDE_BINARY, TWO_IN_ONE_BLOCK},
        text::{JOINED_ENCODINGS, PEM_IN_BLOCK},
    },
    format::{Format, Layer},
    java_keystore,
    key::{self, legacy_pem::KeyLabel},
    note::NoteCode,
    padding::is_padding,
    parser::ambiguity::Ambiguity,
    pkcs7, pkcs12,
    secret::{Scratch, with_wiped_stack},
    shape::{Shape, shape},
    text::{
        Section, Sections,
        base64::wipe_behind,
        block_inside, has_exact_begin,
        label::Label,
        peel::{Content, inside, peel},
        recognize::recognize,
        unsupported::damaged_binary,
    },
    trailing,
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
    let peeled = peel(input, recognize(input), &mut parse.context, path)?;
    let path = &inside(&peeled.layers, path);
    let format = match peeled.content {
        Content::Pem(form) => {
            let was_escaped = peeled.layers.last() == Some(&Layer::Escaped);
            let sections = Sections::new(peeled.bytes(), form, was_escaped);
            read_pem(sections, was_escaped, collected, parse, path)?;
            Format::Pem
        }
        Content::Binary(kind) => {
            if peeled.layers.is_empty() {
                refuse_text_inside(peeled.bytes(), path)?;
            }
            read_whole(kind, peeled.bytes(), collected, parse, path)?;
            format_of(kind)
        }
    };
    Ok((format, peeled.layers))
}

/// Reads binary content. If it cannot be read, its bytes may show that software took it for text.
fn read_whole(
    kind: Shape,
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    if kind.format().is_none()
        && let Some(text) = damaged_binary(bytes)
    {
        return Err(text.at(path));
    }
    let read = read_binary(kind, bytes, collected, parse, path);
    read.map_err(|error| match damaged_binary(bytes) {
        Some(text) if error.kind() == ErrorKind::Malformed => text.at(path),
        _ => error,
    })
}

/// Refuses PEM text inside the first value of binary data: OpenSSL, GnuTLS, Go, rustls and Python's
/// cryptography would read that and not the value. Text after it is found by the readers below.
fn refuse_text_inside(bytes: &[u8], path: &Path<'_>) -> Result<(), Error> {
    let Some(at) = block_inside(bytes) else { return Ok(()) };
    let length = Reader::allow_long_lengths(bytes).any().map(|value| value.bytes().len());
    match length {
        Ok(length) if length <= at => Ok(()),
        _ => Err(PEM_INSIDE_BINARY.at(path).with_byte(at)),
    }
}

/// Of what is only named nothing is collected, and nobody is told its format.
fn format_of(kind: Shape) -> Format {
    kind.format().unwrap_or(Format::Certificate)
}

/// Reads the sections of a PEM text one by one.
fn read_pem(
    mut sections: Sections<'_>,
    was_escaped: bool,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    // Base64 is four thirds of what it stands for; boundaries make it a little less.
    let most = sections.text_len().div_ceil(4).saturating_mul(3);
    collected
        .certificates
        .reserve(most, &mut parse.context.budget)
        .map_err(|exceeded| exceeded.at(path))?;
    let mut compact = Vec::new();
    let mut ambiguity = Ambiguity::default();
    loop {
        let before = collected.count();
        read_strict_blocks(&mut sections, &mut compact, collected, parse, path);
        ambiguity.strict([before, collected.count()], path);
        let (before, start) = (collected.count(), sections.position());
        match sections.next(&mut parse.context, path) {
            Ok(None) => break,
            Ok(Some(mut section)) => {
                let path = path.then(section.step());
                match read_section(&mut section, &mut compact, collected, parse, &path) {
                    Ok(()) => ambiguity.general(&section, [before, collected.count()], &path),
                    Err(error) => {
                        collected.broken(sections.explain(error, start), parse, &path)?;
                    }
                }
            }
            Err(error) => collected.broken(sections.explain(error, start), parse, path)?,
        }
        parse.context.pay_notes(path)?;
    }
    if sections.joined_encodings {
        return Err(JOINED_ENCODINGS.at(path));
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
            with_wiped_stack(|| ());
            return sections.doubt(&block);
        }
        sections.take(&block);
    }
}

/// Overwrites the room in which a body of this length was decoded: it may have been a key, as what
/// the decoders leave on the stack.
fn wipe(compact: &mut Vec<u8>, used: usize) {
    wipe_behind(compact, 0, used);
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
        // They hold no ASN.1.
        Label::OpenPgp | Label::OpenPgpSignedMessage | Label::SshPublicKey => {
            collected.leave_out(section.label.left_out().at(path), parse, path);
            Ok(())
        }
        label if label.is_supported() || section.holds_material() => {
            let bytes = section.decode_secret(&mut parse.context, path)?;
            read_content(section, bytes, collected, parse, path)
        }
        Label::ForeignPrivateKey => Err(section.label.left_out().at(path)),
        // They precede a key that has them too (SEC 1 §C.2, as OpenSSL writes it).
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
/// nothing secret.
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
        let content = collected.certificates.buffer_mut().get(start..).unwrap_or_default();
        if shape(content) == Some(Shape::Certificate) {
            return commit_certificate(start, section, compact, collected, parse, path);
        }
        parse.context.budget.memory(content.len()).map_err(|exceeded| exceeded.at(path))?;
        let content = Scratch::copy_of(content);
        let used = section.body().map_or(0, <[u8]>::len);
        wipe(compact, used);
        wipe_behind(collected.certificates.buffer_mut(), start, used);
        read_content(section, content, collected, parse, path)
    });
    if read.is_err() {
        let used = section.body().map_or(0, <[u8]>::len);
        wipe(compact, used);
        // Certificates before the one that could not be read are kept by `skip_broken`.
        let start = collected.certificates.committed_len().max(start);
        wipe_behind(collected.certificates.buffer_mut(), start, used);
    }
    read
}

/// Reads the content of a section by its shape. A label that says something else leaves a note.
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
        let is_text = has_exact_begin(&content);
        let text = if is_text { &PEM_IN_BLOCK } else { label.not_in_block() };
        return Err(text.at(path));
    };
    let Some(format) = kind.format() else {
        return Err(kind.left_out().at(path));
    };
    if !label.promises(kind) {
        parse.context.notes.add(NoteCode::LabelMismatch, path);
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

/// Reads the certificate in a block of another label.
fn read_one_certificate(
    content: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let Context { budget, notes } = &mut parse.context;
    let length = collected.certificates.push(content, budget, notes, path)?;
    let rest = content.get(length..).unwrap_or_default();
    if shape(rest).is_some_and(|kind| kind.format().is_some()) {
        return Err(TWO_IN_ONE_BLOCK.at(path));
    }
    note_trailing(rest, parse, path);
    Ok(())
}

/// The certificate that was decoded behind `start`, and what may follow it in its block: no other
/// one, of which RFC 7468 §5.1 allows one in a block, and OpenSSL and Mbed TLS read the first.
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
    let is_trusted = section.label == Label::TrustedCertificate;
    let is_material = shape(rest).is_some_and(|kind| {
        // Trust settings with a key identifier and without a name have the outline of such a key.
        let is_settings = is_trusted && kind == Shape::EncryptedPkcs8;
        kind.format().is_some() && !is_settings
    });
    if is_material {
        return Err(TWO_IN_ONE_BLOCK.at(path));
    } else if is_trusted {
        parse.context.notes.add(NoteCode::TrustSettingsSkipped, path);
    } else {
        note_trailing(rest, parse, path);
    }
    // The rest may be a key.
    wipe(compact, section.body().map_or(0, <[u8]>::len));
    let length = rest.len();
    wipe_behind(collected.certificates.buffer_mut(), end, length);
    Ok(())
}

/// Binary content, by its shape.
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
        Some(Format::Pkcs12) => pkcs12::read(kind, bytes, collected, parse, path),
        Some(Format::JavaKeyStore) => {
            java_keystore::read(bytes, collected, parse, &path.then(Step::JavaKeyStore))
        }
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
    // A reader of text would find that, and not this.
    if !rest.is_empty() && has_exact_begin(rest) {
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
    let code = if is_padding(rest) { NoteCode::TrailingBlanks } else { NoteCode::TrailingData };
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
        // Of some ciphers it is not known how long what follows the key is.
        Shape::OpenSsh if has_exact_begin(bytes) => return Err(PEM_BEHIND_KEY.at(path)),
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
    trailing::check(rest, length, &mut parse.context, path)?;
    Ok(value)
}
