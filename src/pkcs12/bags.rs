//! SafeContents (RFC 7292 §4.2): the bags of one safe, in file order.

use super::{attributes, outline::whole};
use crate::{
    asn1::{
        ber::{self, BerOrDer},
        error::{InField, ParseError},
        tlv::{Reader, Tlv},
    },
    collected::Collected,
    context::{Context, Parse},
    error::{
        Error, Path, Step,
        pkcs12::{CRL, SDSI, SECRET, UNKNOWN_BAG},
    },
    key,
    limits::Exceeded,
    oid,
    pbe::Scheme,
    shape::Shape,
    tag::Tag,
    trailing,
};
use alloc::vec::Vec;

/// The bags of one safe; the bags of nested SafeContents take the place of their bag.
pub(super) type SafeContents<'a> = Vec<SafeBag<'a>>;

/// SafeBag ::= SEQUENCE { bagId, bagValue [0] EXPLICIT, bagAttributes OPTIONAL } (§4.2)
pub(super) struct SafeBag<'a> {
    /// The number in the safe, from 1, and for nested SafeContents the number in them.
    pub(super) number: usize,
    pub(super) inner_number: Option<usize>,
    pub(super) value: BagValue<'a>,
    /// SET OF PKCS12Attribute
    pub(super) attributes: Option<Tlv<'a>>,
}

pub(super) enum BagValue<'a> {
    /// PrivateKeyInfo
    Key(Tlv<'a>),
    /// EncryptedPrivateKeyInfo, and its encryptionAlgorithm if present.
    ShroudedKey(Tlv<'a>, Option<Tlv<'a>>),
    /// The OCTET STRING around an X.509 certificate, possibly constructed.
    Certificate(Tlv<'a>),
    SdsiCertificate,
    Crl,
    Secret,
    /// A SecretBag with the key that Windows encrypted to a user or group of a domain.
    GroupProtector,
    /// A type that no standard defines.
    Unknown,
}

/// Reads the bags of a SafeContents. Bags and keys are counted against the limits.
pub(super) fn read<'a>(
    contents: &'a [u8],
    gate: &'a mut BerOrDer,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<SafeContents<'a>, Error> {
    let Context { budget, notes } = &mut parse.context;
    let most = Most { bags: budget.limits.bags, levels: budget.limits.nesting };
    let levels = most.levels.min(contents.len() / SHORTEST_BAG);
    let at = |exceeded: Exceeded| exceeded.at(path);
    // A vector that doubles takes twice its content.
    budget.room::<[Reader<'_>; 2]>(levels).map_err(at)?;
    let production = |mut reader: Reader<'a>| {
        let bags = reader.sequence().in_field("SafeContents")?;
        Ok((bags, each_bag(bags, &most, &mut |_| ())?, reader))
    };
    let (reader, found, rest) = gate.read(contents, budget, notes, path, production)?;
    trailing::check_inside(rest.rest(), rest.offset(), &mut parse.context, path)?;
    let Context { budget, .. } = &mut parse.context;
    budget.nesting(found.depth).map_err(at)?;
    for _ in 0..found.bags {
        budget.bag().map_err(at)?;
    }
    for _ in 0..found.keys {
        budget.private_key().map_err(at)?;
    }
    budget.room::<SafeBag<'_>>(found.bags).map_err(at)?;
    let mut bags = SafeContents::with_capacity(found.bags);
    each_bag(reader, &most, &mut |bag| bags.push(bag)).map_err(|fault| fault.at(path))?;
    budget.free_room::<[Reader<'_>; 2]>(levels);
    Ok(bags)
}

impl SafeBag<'_> {
    pub(super) fn is_key(&self) -> bool {
        matches!(self.value, BagValue::Key(_) | BagValue::ShroudedKey(..))
    }

    pub(super) fn is_group_protector(&self) -> bool {
        matches!(self.value, BagValue::GroupProtector)
    }

    /// Reserves the first attempt at a shrouded key. Errors in its scheme are reported by the key
    /// reader.
    pub(super) fn reserve(&self, parse: &mut Parse<'_>, path: &Path<'_>) -> Result<(), Error> {
        let path = path.then(Step::Bag(self.number));
        match self.value {
            BagValue::ShroudedKey(info, Some(algorithm)) if parse.decrypt_keys => {
                let Ok(scheme) = Scheme::read(algorithm, &path) else { return Ok(()) };
                let ciphertext = info.value().len().saturating_sub(algorithm.bytes().len());
                scheme.reserve(ciphertext, parse, &path)
            }
            _ => Ok(()),
        }
    }

    /// Reads the content of the bag and its attributes.
    pub(super) fn read(
        &self,
        collected: &mut Collected,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        let path = path.then(Step::Bag(self.number));
        let inner = self.inner_number.map(|number| path.then(Step::Bag(number)));
        let path = inner.as_ref().unwrap_or(&path);
        match self.content(collected, parse, path) {
            Err(error) => collected.broken(error, parse, path),
            read => read,
        }
    }

    fn content(
        &self,
        collected: &mut Collected,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        let left_out = match &self.value {
            BagValue::Certificate(octets) => {
                return self.certificate(octets, collected, parse, path);
            }
            BagValue::Key(key) => return self.key(Shape::Pkcs8, key, collected, parse, path),
            BagValue::ShroudedKey(key, _) => {
                return self.key(Shape::EncryptedPkcs8, key, collected, parse, path);
            }
            BagValue::SdsiCertificate => &SDSI,
            BagValue::Crl => &CRL,
            BagValue::Secret | BagValue::GroupProtector => &SECRET,
            BagValue::Unknown => &UNKNOWN_BAG,
        };
        collected.leave_out(left_out.at(path), parse, path);
        Ok(())
    }

    fn certificate(
        &self,
        octets: &Tlv<'_>,
        collected: &mut Collected,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        let attributes = attributes::read(self.attributes, parse, path)?;
        let number = collected.certificates.len().saturating_add(1);
        let path = path.then(Step::Certificate(number));
        let Context { budget, notes } = &mut parse.context;
        let der = ber::octets(octets, budget, notes, &path)?;
        let length = collected.certificates.push(&der, budget, notes, &path)?;
        let rest = der.get(length..).unwrap_or_default();
        trailing::check_inside(rest, length, &mut parse.context, &path)?;
        collected.certificates.attach(attributes);
        Ok(())
    }

    fn key(
        &self,
        shape: Shape,
        value: &Tlv<'_>,
        collected: &mut Collected,
        parse: &mut Parse<'_>,
        path: &Path<'_>,
    ) -> Result<(), Error> {
        let attributes = attributes::read(self.attributes, parse, path)?;
        let path = path.then(Step::Key(collected.keys.len().saturating_add(1)));
        let mut key = key::read(shape, value.bytes(), parse, &path)?;
        key.attach(attributes);
        collected.push_key(key, &mut parse.context.budget, &path)
    }
}

/// The most bags and levels of nesting that are read.
struct Most {
    bags: usize,
    levels: usize,
}

/// What a SafeContents contains.
#[derive(Default)]
struct Contained {
    bags: usize,
    keys: usize,
    depth: usize,
}

/// SafeBag ::= SEQUENCE { OID of 11 octets, [0] { .. } }
const SHORTEST_BAG: usize = 17;

/// SafeContents ::= SEQUENCE OF SafeBag. Calls `each` with its bags and those of nested SafeContents,
/// in file order. At most one bag and one level above the limits is read: the budget rejects it.
fn each_bag<'a>(
    mut contents: Reader<'a>,
    most: &Most,
    each: &mut dyn FnMut(SafeBag<'a>),
) -> Result<Contained, ParseError> {
    let mut found = Contained::default();
    // The unread rest of each enclosing SafeContents.
    let mut around: Vec<Reader<'_>> = Vec::new();
    let [mut number, mut inner_number] = [0_usize; 2];
    while found.bags <= most.bags && found.depth <= most.levels {
        if contents.is_empty() {
            let Some(outer) = around.pop() else { break };
            contents = outer;
            continue;
        }
        if around.is_empty() {
            (number, inner_number) = (number.saturating_add(1), 0);
        } else {
            inner_number = inner_number.saturating_add(1);
        }
        let start = contents.offset();
        let bag = safe_bag(&mut contents).in_field("SafeBag");
        // A bag can contain a key, so the error must not depend on its content.
        match bag.map_err(|fault| fault.discreet(start))? {
            Read::Bag(value, attributes) => {
                let inner_number = Some(inner_number).filter(|number| *number > 0);
                let bag = SafeBag { number, inner_number, value, attributes };
                found.bags = found.bags.saturating_add(1);
                found.keys = found.keys.saturating_add(usize::from(bag.is_key()));
                each(bag);
            }
            Read::Nested(nested) => {
                around.push(contents);
                contents = nested;
                found.depth = found.depth.max(around.len());
            }
        }
    }
    Ok(found)
}

enum Read<'a> {
    Bag(BagValue<'a>, Option<Tlv<'a>>),
    Nested(Reader<'a>),
}

fn safe_bag<'a>(reader: &mut Reader<'a>) -> Result<Read<'a>, ParseError> {
    let mut fields = reader.sequence()?;
    let id = fields.expect(Tag::OID).in_field("bagId")?.value();
    let mut explicit = fields.expect(Tag::context(0)).in_field("bagValue")?.reader();
    let attributes = match fields.optional(Tag::SET).in_field("bagAttributes")? {
        Some(attributes) => Some(whole(attributes).in_field("bagAttributes")?),
        None => None,
    };
    fields.finish()?;
    let value = if id == oid::KEY_BAG {
        BagValue::Key(explicit.expect(Tag::SEQUENCE).in_field("PrivateKeyInfo")?)
    } else if id == oid::SHROUDED_KEY_BAG {
        shrouded_key(&mut explicit).in_field("EncryptedPrivateKeyInfo")?
    } else if id == oid::CERT_BAG {
        cert_bag(&mut explicit).in_field("CertBag")?
    } else if id == oid::SAFE_CONTENTS_BAG {
        let nested = explicit.sequence().in_field("SafeContents")?;
        explicit.finish().in_field("bagValue")?;
        return Ok(Read::Nested(nested));
    } else {
        let value = explicit.any().in_field("bagValue")?;
        match id {
            _ if id == oid::CRL_BAG => BagValue::Crl,
            _ if id == oid::SECRET_BAG && is_group_protector(&value) => BagValue::GroupProtector,
            _ if id == oid::SECRET_BAG => BagValue::Secret,
            _ => BagValue::Unknown,
        }
    };
    explicit.finish().in_field("bagValue")?;
    Ok(Read::Bag(value, attributes))
}

/// SecretBag ::= SEQUENCE { secretTypeId, secretValue } (§4.2.5), of Microsoft's type for a key that
/// is encrypted to a user or group.
fn is_group_protector(value: &Tlv<'_>) -> bool {
    let mut fields = value.reader();
    fields.expect(Tag::OID).is_ok_and(|id| id.value() == oid::MICROSOFT_GROUP_PROTECTOR)
}

/// EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm, encryptedData } (RFC 5958 §3). Its
/// other errors are reported by the key reader.
fn shrouded_key<'a>(reader: &mut Reader<'a>) -> Result<BagValue<'a>, ParseError> {
    let info = reader.expect(Tag::SEQUENCE)?;
    let mut fields = whole(info)?.reader();
    let algorithm = fields.optional(Tag::SEQUENCE)?;
    Ok(BagValue::ShroudedKey(info, algorithm))
}

/// CertBag ::= SEQUENCE { certId, certValue [0] EXPLICIT } (§4.2.3)
fn cert_bag<'a>(reader: &mut Reader<'a>) -> Result<BagValue<'a>, ParseError> {
    let mut fields = reader.sequence()?;
    let id = fields.expect(Tag::OID).in_field("certId")?.value();
    let mut explicit = fields.expect(Tag::context(0)).in_field("certValue")?.reader();
    fields.finish()?;
    if id != oid::X509_CERTIFICATE {
        let is_sdsi = id == oid::SDSI_CERTIFICATE;
        return Ok(if is_sdsi { BagValue::SdsiCertificate } else { BagValue::Unknown });
    }
    let certificate = ber::string(&mut explicit, Tag::OCTET_STRING).in_field("certValue")?;
    explicit.finish().in_field("certValue")?;
    Ok(BagValue::Certificate(certificate))
}
