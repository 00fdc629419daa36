//! AuthenticatedSafe (RFC 7292 §4.1): all safes of a PFX.

use super::{
    bags::{self, SafeContents},
    mac,
    outline::{self, ContentInfo},
    safe::Safe,
};
use crate::{
    asn1::ber::BerOrDer,
    collected::Collected,
    context::{Context, Parse},
    error::{Error, Path, Step},
    integrity::Integrity,
    pbe::Mac,
    secret::Scratch,
};
use alloc::vec::Vec;

/// The memory of a safe in the lists of this file, of which the first grows.
const PER_SAFE: usize = 3 * size_of::<ContentInfo<'_>>()
    + size_of::<Safe<'_>>()
    + 2 * size_of::<BerOrDer>()
    + 2 * size_of::<SafeContents<'_>>()
    + size_of::<Option<Scratch>>();

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
    let Context { budget, notes } = &mut parse.context;
    let most = budget.most(PER_SAFE, budget.limits.bags);
    let production = |reader| outline::authenticated_safe(reader, most);
    let contents = gate.read(octets, budget, notes, path, production)?;
    let memory = contents.len().saturating_mul(PER_SAFE);
    let paid = budget.safes(contents.len()).and_then(|()| budget.memory(memory));
    paid.map_err(|exceeded| exceeded.at(path))?;
    let mut safes = Vec::with_capacity(contents.len());
    for (number, content) in (1..).zip(&contents) {
        safes.push(Safe::read(content, parse, &path.then(Step::Safe(number)))?);
    }
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
    let integrity = match mac {
        Some(mac) if is_mac_needed => mac::verify(mac, octets, parse, &mac_path)?,
        Some(mac) => {
            mac.record_locked(octets.len(), parse, &mac_path)?;
            Integrity::Unchecked
        }
        None => Integrity::None,
    };
    let mut plaintexts = Vec::with_capacity(safes.len());
    for (number, safe) in (1..).zip(&safes) {
        plaintexts.push(safe.open(integrity, parse, &path.then(Step::Safe(number)))?);
    }
    let opened = plaintexts.iter().map(Option::as_deref);
    let opened = all_bags(opened, &mut opened_gates, parse, path)?;
    for (number, (clear, opened)) in (1..).zip(clear.into_iter().zip(opened)) {
        let path = path.then(Step::Safe(number));
        for bag in clear.into_iter().chain(opened) {
            bag.read(collected, parse, &path)?;
        }
    }
    Ok(integrity)
}

fn gates(count: usize) -> Vec<BerOrDer> {
    (0..count).map(|_| BerOrDer::default()).collect()
}

/// The bags of each safe whose contents are given. Reserves the first attempts at their keys.
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
