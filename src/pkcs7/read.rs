//! The certificates of a PKCS#7.

use super::{
    certificates::{self, Counts},
    content::{self, Found},
    outline::{self, Contents, SignedData, SignerIdentifier},
};
use crate::{
    asn1::{
        ber::{self, BerOrDer},
        oid::Oid,
    },
    collected::Collected,
    context::Parse,
    error::{
        Error, ErrorText, Path, Step,
        pkcs7::{
            EMPTY_SEQUENCE, ENCRYPTED, IN_CONTENT, MESSAGE, NO_CERTIFICATES, ONLY_IN_CONTENT,
            ONLY_OTHER_CERTIFICATES, ONLY_REVOCATION_LISTS, OTHER_CONTENT,
        },
    },
    note::NoteCode,
    oid,
    shape::Shape,
    trailing,
    x509::{Identifier, Signer},
};
use alloc::{boxed::Box, string::ToString};

/// Reads the PKCS#7 in `bytes`. Octets after it are accepted if they hold no certificate material.
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
    trailing::check(rest.rest(), rest.offset(), &mut parse.context, path)?;
    match contents {
        Contents::Signed(signed) => {
            let found = match &signed.content {
                Some(content) => content::read(content, collected, parse, path)?,
                None => Found::None,
            };
            read_signed(&signed, found, collected, parse, path)
        }
        Contents::List(certificates) => {
            if certificates::read(certificates, collected, parse, path)? == Counts::default() {
                collected.leave_out(EMPTY_SEQUENCE.at(path), parse, path);
            }
            Ok(())
        }
        Contents::Other(content_type, originators) => {
            let path_of = path.then(Step::Field("originatorInfo"));
            let counts = originators.map(|all| certificates::read(all, collected, parse, &path_of));
            if counts.transpose()?.is_none_or(|counts| counts.certificates == 0) {
                // OpenSSL wraps any octets in Data.
                let is_data = content_type == oid::DATA;
                let is_wrapped =
                    is_data && trailing::is_material(bytes.get(1..).unwrap_or_default());
                let error = match is_wrapped {
                    true => IN_CONTENT.at(path),
                    false => not_signed(content_type, path),
                };
                collected.leave_out(error, parse, path);
            }
            Ok(())
        }
    }
}

/// Reads the certificates of a SignedData. `found` was found in its content.
fn read_signed(
    signed: &SignedData<'_>,
    found: Found,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let counts = match signed.certificates {
        Some(certificates) => certificates::read(certificates, collected, parse, path)?,
        None => Counts::default(),
    };
    if signed.has_revocation_lists {
        parse.context.notes.add(NoteCode::RevocationListSkipped, path);
    }
    if counts.certificates == 0 && found != Found::Certificates {
        let cause = match counts.others {
            _ if found == Found::Material => &ONLY_IN_CONTENT,
            0 if signed.has_revocation_lists && signed.signer.is_none() => &ONLY_REVOCATION_LISTS,
            0 => &NO_CERTIFICATES,
            _ => &ONLY_OTHER_CERTIFICATES,
        };
        collected.leave_out(cause.at(path), parse, path);
        return Ok(());
    }
    if let (Some(signer), None) = (&signed.signer, &collected.signer) {
        let content_type = signed.content.as_ref().map(|content| content.content_type);
        collected.signer = Some(Signer {
            identifier: copy_identifier(signer, parse, path)?,
            is_responder: content_type == Some(oid::CMC_PKI_RESPONSE),
        });
    }
    Ok(())
}

fn copy_identifier(
    signer: &SignerIdentifier<'_>,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Identifier, Error> {
    let (budget, notes) = (&mut parse.context.budget, &mut parse.context.notes);
    match signer {
        SignerIdentifier::IssuerAndSerial(issuer, serial) => {
            let length = issuer.len().saturating_add(serial.len());
            budget.memory(length).map_err(|exceeded| exceeded.at(path))?;
            Ok(Identifier::IssuerAndSerial(Box::from(*issuer), Box::from(*serial)))
        }
        SignerIdentifier::SubjectKeyIdentifier(string) => {
            let octets = ber::octets(string, budget, notes, path)?;
            budget.memory(octets.len()).map_err(|exceeded| exceeded.at(path))?;
            Ok(Identifier::SubjectKeyIdentifier(Box::from(&*octets)))
        }
    }
}

/// A content type without certificates to read: its last arc, its name and the error for it.
type Row = (u8, &'static str, &'static ErrorText);

/// Under `pkcs-7`.
static PKCS_7: [Row; 4] = [
    (1, "Data", &MESSAGE),
    (3, "EnvelopedData", &ENCRYPTED),
    (5, "DigestedData", &MESSAGE),
    (6, "EncryptedData", &ENCRYPTED),
];

/// Under the arc of GM/T 0010.
static GMT_0010: [Row; 4] = [
    (1, "Data", &MESSAGE),
    (3, "EnvelopedData", &ENCRYPTED),
    (5, "EncryptedData", &ENCRYPTED),
    (6, "KeyAgreementInfo", &MESSAGE),
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
        Some((_, oid::GMT_0010)) => &GMT_0010,
        Some((_, oid::SMIME_CONTENT_TYPES)) => &SMIME_CONTENT_TYPES,
        _ => &[],
    };
    let row = rows.iter().find(|(arc, ..)| content_type.last() == Some(arc));
    let (text, name) = row.map_or((&OTHER_CONTENT, None), |(_, name, text)| (*text, Some(*name)));
    text.at(path).with_oid(&Oid(content_type).to_string(), name)
}
