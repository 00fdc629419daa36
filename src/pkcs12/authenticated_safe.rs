//! AuthenticatedSafe (RFC 7292 §4.1): all safes of a PFX.

use super::{
    bags::{self, SafeBag, SafeContents},
    mac, outline,
    safe::{self, Safe},
};
use crate::{
    asn1::ber::BerOrDer,
    budget::Budget,
    collected::Collected,
    context::{Context, Parse},
    error::{Error, Path, Step, pkcs12::EMPTY},
    integrity::Integrity,
    limits::Exceeded,
    pbe::Mac,
    secret::Scratch,
    trailing,
};
use alloc::vec::Vec;

/// AuthenticatedSafe (RFC 7292 §4.1). The work known to be needed is reserved first; then the MAC is
/// verified, the safes are decrypted, and the bags are read in file order.
pub(super) fn read(
    octets: &[u8],
    mac: Option<&Mac<'_>>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Integrity, Error> {
    let mut gate = BerOrDer::default();
    let safes = read_safes(octets, &mut gate, parse, path)?;
    let [mut clear_gates, mut opened_gates] = [(); 2].map(|()| gates(safes.len()));

    let mac_path = path.then(Step::Field("macData"));
    let mut is_mac_needed = parse.decrypt_keys || safes.iter().any(Safe::is_encrypted);
    if let Some(mac) = mac.filter(|_| is_mac_needed) {
        mac.reserve(octets.len(), parse, &mac_path)?;
    }
    for (number, safe) in (1..).zip(&safes) {
        safe.reserve(parse, &path.then(Step::Safe(number)))?;
    }
    let clear = safes.iter().map(Safe::clear);
    let clear = all_bags(clear, &mut clear_gates, parse, path)?;
    is_mac_needed |= clear.iter().flatten().any(|bag| !bag.is_key());
    let is_for_group = clear.iter().flatten().any(SafeBag::is_group_protector);
    let for_group = |error| if is_for_group { safe::for_group(error, path) } else { error };
    let integrity = integrity(mac, is_mac_needed, octets, parse, &mac_path).map_err(for_group)?;
    // A passphrase that the MAC verified is that of the file, whatever is protected besides.
    let is_verified = integrity == Integrity::Verified;
    let for_group = |error| if is_verified { error } else { for_group(error) };
    let plaintexts = decrypt(&safes, integrity, parse, path).map_err(for_group)?;
    let opened = plaintexts.iter().map(Option::as_deref);
    let opened = all_bags(opened, &mut opened_gates, parse, path)?;
    if clear.iter().chain(&opened).all(Vec::is_empty) {
        collected.leave_out(EMPTY.at(path), parse, path);
    }
    read_bags(clear, opened, collected, parse, path)?;
    Ok(integrity)
}

/// Reads the ContentInfo of each safe.
fn read_safes<'a>(
    octets: &'a [u8],
    gate: &'a mut BerOrDer,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Vec<Safe<'a>>, Error> {
    let Context { budget, notes } = &mut parse.context;
    let most = budget.limits.bags;
    let production = |reader| outline::authenticated_safe(reader, most);
    let (mut contents, count, rest) = gate.read(octets, budget, notes, path, production)?;
    trailing::check_inside(rest.rest(), rest.offset(), &mut parse.context, path)?;
    pay(count, &mut parse.context.budget).map_err(|exceeded| exceeded.at(path))?;
    let mut safes = Vec::with_capacity(count);
    for number in 1..=count {
        let content = outline::content_info(&mut contents).map_err(|fault| fault.at(path))?;
        safes.push(Safe::read(&content, parse, &path.then(Step::Safe(number)))?);
    }
    Ok(safes)
}

/// Verifies the MAC. If nothing needs it, it is reported as locked instead.
fn integrity(
    mac: Option<&Mac<'_>>,
    is_needed: bool,
    octets: &[u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Integrity, Error> {
    match mac {
        Some(mac) if is_needed => mac::verify(mac, octets, parse, path),
        Some(mac) => {
            mac.record_locked(octets.len(), parse, path)?;
            Ok(Integrity::Unchecked)
        }
        None => Ok(Integrity::None),
    }
}

/// Decrypts the encrypted safes. The others have no plaintext here.
fn decrypt(
    safes: &[Safe<'_>],
    integrity: Integrity,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Vec<Option<Scratch>>, Error> {
    let mut plaintexts = Vec::with_capacity(safes.len());
    for (number, safe) in (1..).zip(safes) {
        plaintexts.push(safe.open(integrity, parse, &path.then(Step::Safe(number)))?);
    }
    Ok(plaintexts)
}

/// Reads the bags of each safe, those that were not encrypted and those that were decrypted.
fn read_bags(
    clear: Vec<SafeContents<'_>>,
    opened: Vec<SafeContents<'_>>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    for (number, (clear, opened)) in (1..).zip(clear.into_iter().zip(opened)) {
        let path = path.then(Step::Safe(number));
        for bag in clear.into_iter().chain(opened) {
            bag.read(collected, parse, &path)?;
            parse.context.pay_notes(&path)?;
        }
    }
    Ok(())
}

/// Charges the memory of all that is kept for each safe.
fn pay(safes: usize, budget: &mut Budget) -> Result<(), Exceeded> {
    type Kept<'a> = (Safe<'a>, [BerOrDer; 2], Option<Scratch>, [SafeContents<'a>; 2]);
    budget.safes(safes)?;
    budget.room::<Kept<'_>>(safes)
}

fn gates(count: usize) -> Vec<BerOrDer> {
    (0..count).map(|_| BerOrDer::default()).collect()
}

/// Returns the bags of each safe with contents. Reserves the first attempts at their keys.
fn all_bags<'a>(
    safes: impl Iterator<Item = Option<&'a [u8]>>,
    gates: &'a mut [BerOrDer],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<Vec<SafeContents<'a>>, Error> {
    let mut all = Vec::with_capacity(gates.len());
    for ((number, contents), gate) in (1..).zip(safes).zip(gates) {
        let path = path.then(Step::Safe(number));
        let bags = match contents {
            Some(contents) => bags::read(contents, gate, parse, &path)?,
            None => SafeContents::new(),
        };
        for bag in &bags {
            bag.reserve(parse, &path)?;
        }
        all.push(bags);
    }
    Ok(all)
}
