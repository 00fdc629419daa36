//! PFX, the outermost structure (RFC 7292 §4).

use super::{
    authenticated_safe, cfca_sm2, mac,
    outline::{self, Content},
    safe,
};
use crate::{
    asn1::{
        ber::{self, BerOrDer},
        error::ParseError,
        tlv::Reader,
    },
    collected::Collected,
    context::{Context, Parse},
    error::{Error, Path, Step},
    integrity::Integrity,
    passphrase::{Slot, Target},
    shape::Shape,
    trailing,
};

/// Reads the PFX in `bytes`, or the value of another shape that is of this format. Octets after it
/// are accepted if they hold no certificate material.
pub(crate) fn read(
    shape: Shape,
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    if shape == Shape::CfcaSm2 {
        return cfca_sm2::read(bytes, collected, parse, path);
    }
    let path = &path.then(Step::Pkcs12);
    parse.keyring.slot = Slot::Pkcs12;
    let read = pfx(bytes, collected, parse, path);
    parse.keyring.slot = Slot::Elsewhere;
    read
}

fn pfx(
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let mut gate = BerOrDer::default();
    let Context { budget, notes } = &mut parse.context;
    let (pfx, rest) = gate.read(bytes, budget, notes, path, |mut reader: Reader<'_>| {
        let pfx = outline::pfx(&mut reader)?;
        Ok::<_, ParseError>((pfx, reader))
    })?;
    trailing::check(rest.rest(), rest.offset(), &mut parse.context, path)?;
    let Context { budget, notes } = &mut parse.context;
    let auth_safe = match pfx.auth_safe.content {
        Content::Data(data) => {
            let path = path.then(Step::Field("authSafe"));
            ber::octets(&data, budget, notes, &path)?
        }
        _ => return Err(safe::not_supported(&pfx.auth_safe, path)),
    };
    let mac_path = path.then(Step::Field("macData"));
    let mac = mac::read(pfx.mac_data.as_ref(), parse, &mac_path)?;
    let before = collected.count();
    let integrity = authenticated_safe::read(&auth_safe, mac.as_ref(), collected, parse, path)?;
    let is_given = parse.keyring.passphrase(Target::Mac).is_given();
    let integrity = match (&pfx.mac_data, integrity) {
        (Some(_), Integrity::None) => Integrity::Unchecked,
        // Everybody can compute a MAC under "no password".
        (_, Integrity::Verified) if !is_given => Integrity::Unchecked,
        _ => integrity,
    };
    collected.add_integrity(integrity, before);
    Ok(())
}
