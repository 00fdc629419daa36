//! The certificates of a PKCS#7.

use super::outline::{self, Contents, SignedData, SignerIdentifier};
use crate::{
    asn1::{
        ber::{self, BerOrDer},
        oid::Oid,
        tlv::Reader,
    },
    collected::Collected,
    context::Parse,
    error::{
        Error, ErrorText, Path, Step,
        pkcs7::{
            EMPTY_SEQUENCE, ENCRYPTED, MESSAGE, NO_CERTIFICATES, ONLY_OTHER_CERTIFICATES,
            ONLY_REVOCATION_LISTS, OTHER_CONTENT,
        },
    },
    note::NoteCode,
    oid,
    shape::Shape,
    tag::Tag,
    x509::Signer,
};
use alloc::{boxed::Box, string::ToString};

/// Reads the PKCS#7 in `bytes`, after which only padding may follow.
pub(crate) fn read(
    shape: Shape,
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let mut gate = BerOrDer::default();
    let (budget, notes) = (&mut parse.context.budget, &mut parse.context.notes);
    let (contents, rest) = gate.read(bytes, budget, notes, path, |mut reader| {
        Ok((outline::contents(shape, &mut reader)?, reader))
    })?;
    ber::only_blanks(&rest, notes, path)?;
    match contents {
        Contents::Signed(signed) => read_signed(&signed, collected, parse, path),
        Contents::List(certificates) => {
            if read_certificates(certificates, collected, parse, path)? == Counts::default() {
                collected.leave_out(EMPTY_SEQUENCE.at(path), parse, path);
            }
            Ok(())
        }
        Contents::Other(content_type) => {
            collected.leave_out(not_signed(content_type, path), parse, path);
            Ok(())
        }
    }
}

fn read_signed(
    signed: &SignedData<'_>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let counts = match signed.certificates {
        Some(certificates) => read_certificates(certificates, collected, parse, path)?,
        None => Counts::default(),
    };
    if signed.has_revocation_lists {
        parse.context.notes.add(NoteCode::RevocationListSkipped, path);
    }
    if counts.certificates == 0 {
        let cause = match counts.others {
            0 if signed.has_revocation_lists && signed.signer.is_none() => &ONLY_REVOCATION_LISTS,
            0 => &NO_CERTIFICATES,
            _ => &ONLY_OTHER_CERTIFICATES,
        };
        collected.leave_out(cause.at(path), parse, path);
        return Ok(());
    }
    if let (Some(signer), None) = (&signed.signer, &collected.signer) {
        collected.signer = Some(copy_signer(signer, parse, path)?);
    }
    Ok(())
}

fn copy_signer(
    signer: &SignerIdentifier<'_>,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Signer, Error> {
    let (budget, notes) = (&mut parse.context.budget, &mut parse.context.notes);
    match signer {
        SignerIdentifier::IssuerAndSerial(issuer, serial) => {
            let length = issuer.len().saturating_add(serial.len());
            budget.memory(length).map_err(|exceeded| exceeded.at(path))?;
            Ok(Signer::IssuerAndSerial(Box::from(*issuer), Box::from(*serial)))
        }
        SignerIdentifier::SubjectKeyIdentifier(string) => {
            let octets = ber::octets(string, budget, notes, path)?;
            budget.memory(octets.len()).map_err(|exceeded| exceeded.at(path))?;
            Ok(Signer::SubjectKeyIdentifier(Box::from(&*octets)))
        }
    }
}

/// The number of each kind, readable or not.
#[derive(Default, PartialEq, Eq)]
struct Counts {
    certificates: usize,
    others: usize,
}

/// CertificateSet ::= SET OF CertificateChoices (RFC 5652 §10.2.2, §10.2.3), in file order,
/// which is not always the order of DER.
fn read_certificates(
    mut choices: Reader<'_>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Counts, Error> {
    let room = choices.rest().len();
    collected
        .certificates
        .reserve(room, &mut parse.context.budget)
        .map_err(|exceeded| exceeded.at(path))?;
    let mut counts = Counts::default();
    while !choices.is_empty() {
        let choice = choices.any().map_err(|fault| fault.at(path))?;
        if is_other_choice(choice.tag()) {
            counts.others = counts.others.saturating_add(1);
            continue;
        }
        counts.certificates = counts.certificates.saturating_add(1);
        let path = path.then(Step::Certificate(counts.certificates));
        let (budget, notes) = (&mut parse.context.budget, &mut parse.context.notes);
        if let Err(error) = collected.certificates.push(choice.bytes(), budget, notes, &path) {
            // The record of a broken certificate counts like a certificate.
            parse.context.budget.certificate().map_err(|exceeded| exceeded.at(&path))?;
            collected.broken(error, parse, &path)?;
        }
    }
    if counts.others > 0 {
        parse.context.notes.add(NoteCode::OtherCertificateSkipped, path);
    }
    Ok(counts)
}

/// ExtendedCertificate `[0]` of PKCS#6, attribute certificates `[1]` and `[2]`, OtherCertificateFormat
/// `[3]` (RFC 5652 §10.2.2).
fn is_other_choice(tag: Tag) -> bool {
    (0..=3).any(|number| tag == Tag::context(number))
}

/// The arc and the name of content types without certificates to read.
type Row = (u8, &'static str, &'static ErrorText);

/// Under `pkcs-7`.
static PKCS_7: [Row; 5] = [
    (1, "Data", &MESSAGE),
    (3, "EnvelopedData", &ENCRYPTED),
    (4, "SignedAndEnvelopedData", &ENCRYPTED),
    (5, "DigestedData", &MESSAGE),
    (6, "EncryptedData", &ENCRYPTED),
];

/// Under `id-ct`.
static SMIME_CONTENT_TYPES: [Row; 5] = [
    (1, "Receipt", &MESSAGE),
    (2, "AuthenticatedData", &MESSAGE),
    (4, "TSTInfo", &MESSAGE),
    (9, "CompressedData", &MESSAGE),
    (23, "AuthEnvelopedData", &ENCRYPTED),
];

/// The error that says what a ContentInfo of another type is.
fn not_signed(content_type: &[u8], path: &Path<'_>) -> Error {
    let rows: &[Row] = match content_type.split_last() {
        Some((_, oid::PKCS_7)) => &PKCS_7,
        Some((_, oid::SMIME_CONTENT_TYPES)) => &SMIME_CONTENT_TYPES,
        _ => &[],
    };
    let row = rows.iter().find(|(arc, ..)| content_type.last() == Some(arc));
    let (text, name) = row.map_or((&OTHER_CONTENT, None), |(_, name, text)| (*text, Some(*name)));
    text.at(path).with_oid(&Oid(content_type).to_string(), name)
}
