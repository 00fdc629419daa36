//! The certificates of a PKCS#7, in file order.

use crate::{
    asn1::tlv::Reader,
    collected::Collected,
    context::Parse,
    error::{Error, Path, Step},
    note::NoteCode,
    tag::Tag,
};

/// The number of each kind, readable or not.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) certificates: usize,
    pub(super) others: usize,
}

/// CertificateSet ::= SET OF CertificateChoices (RFC 5652 §10.2.2, §10.2.3), in file order,
/// which is not always the order of DER.
pub(super) fn read(
    mut choices: Reader<'_>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Counts, Error> {
    collected.certificates.expect(choices.rest().len());
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
