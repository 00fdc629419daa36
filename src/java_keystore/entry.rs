//! One entry: its certificates and its key.

use super::{
    alias,
    entries::{Certificate, Certificates, Content, Entry},
};
use crate::{
    asn1::tlv::Reader,
    collected::Collected,
    context::{Context, Parse},
    error::{Error, Path, Step, pkcs12::SECRET},
    key,
    note::NoteCode,
    pbe::Scheme,
    shape::Shape,
    tag::Tag,
    x509::BagAttributes,
};

impl Entry<'_> {
    /// Counts a key and reserves the first attempt at it. Errors in its scheme are reported by the
    /// key reader.
    pub(super) fn reserve(&self, parse: &mut Parse<'_>, path: &Path<'_>) -> Result<(), Error> {
        let Content::Key(info, _) = self.content else { return Ok(()) };
        parse.context.budget.private_key().map_err(|exceeded| exceeded.at(path))?;
        let mut reader = Reader::new(info);
        let algorithm = reader.sequence().and_then(|mut fields| fields.expect(Tag::SEQUENCE));
        let Some(algorithm) = algorithm.ok().filter(|_| parse.decrypt_keys) else { return Ok(()) };
        let Ok(scheme) = Scheme::read(algorithm, path) else { return Ok(()) };
        let ciphertext = info.len().saturating_sub(algorithm.bytes().len());
        scheme.reserve(ciphertext, parse, path)
    }

    /// Reads the certificates and the key. The alias is the friendly name of the key and of the first
    /// certificate, as in a PKCS#12 that keytool writes.
    pub(super) fn read(
        &self,
        collected: &mut Collected,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        match self.content {
            Content::Key(info, chain) => {
                let name = alias::read(self.alias, parse, path)?;
                let position = collected.keys.len();
                let read = key(info, name.clone(), collected, parse, path);
                read.or_else(|error| collected.broken(error, parse, path))?;
                let own = self::chain(chain, name, collected, parse, path)?;
                if let Some(key) = collected.keys.get_mut(position) {
                    key.set_own_certificate(own);
                }
            }
            Content::Certificate(one) => {
                let name = alias::read(self.alias, parse, path)?;
                let attributes = BagAttributes { is_trusted_entry: true, ..name };
                certificate(one, attributes, collected, parse, path)?;
            }
            Content::SecretKey => collected.leave_out(SECRET.at(path), parse, path),
        }
        parse.context.pay_notes(path)
    }
}

fn key(
    info: &[u8],
    name: BagAttributes,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let path = path.then(Step::Key(collected.keys.len().saturating_add(1)));
    let mut key = key::read(Shape::EncryptedPkcs8, info, parse, &path)?;
    key.attach(name);
    collected.push_key(key, &mut parse.context.budget, &path)
}

/// Reads the certificates of a chain; the first one has the name. Returns its position.
fn chain(
    mut chain: Certificates<'_>,
    name: BagAttributes,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Option<usize>, Error> {
    let Some(first) = chain.next().map_err(|fault| fault.at(path))? else { return Ok(None) };
    let position = collected.certificates.len();
    certificate(first, name, collected, parse, path)?;
    let is_read = collected.certificates.len() > position;
    while let Some(one) = chain.next().map_err(|fault| fault.at(path))? {
        certificate(one, BagAttributes::default(), collected, parse, path)?;
    }
    Ok(is_read.then_some(position))
}

/// Reads one certificate, or skips it if it is broken and `skip_broken` is set.
fn certificate(
    one: Certificate<'_>,
    attributes: BagAttributes,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    if !one.is_x509() {
        parse.context.notes.add(NoteCode::OtherCertificateSkipped, path);
        return Ok(());
    }
    let path = path.then(Step::Certificate(collected.certificates.len().saturating_add(1)));
    match x509(one.der, collected, parse, &path) {
        Ok(()) => {
            collected.certificates.attach(attributes);
            Ok(())
        }
        Err(error) => {
            // The record of a broken certificate counts like a certificate.
            parse.context.budget.certificate().map_err(|exceeded| exceeded.at(&path))?;
            collected.broken(error, parse, &path)
        }
    }
}

/// Reads one whole certificate.
fn x509(
    der: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let Context { budget, notes } = &mut parse.context;
    let mut reader = Reader::allow_long_lengths(der);
    if let (Ok(_), Err(fault)) = (reader.any(), reader.finish()) {
        return Err(fault.at(path));
    }
    collected.certificates.push(der, budget, notes, path).map(drop)
}
