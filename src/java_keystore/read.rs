//! A key store as a whole.

use super::{
    digest,
    entries::{Content, Entries},
};
use crate::{
    collected::Collected,
    context::Parse,
    error::{Error, Path, Step, java_keystore::EMPTY},
    integrity::Integrity,
    pbe::JavaStoreDigest,
};

/// Reads the key store in `bytes`. The work known to be needed is reserved first; then the digest is
/// verified, and the entries are read in file order.
pub(crate) fn read(
    bytes: &[u8],
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(), Error> {
    let entries = Entries::begin(bytes).map_err(|fault| fault.at(path))?;
    let before = collected.count();
    let digest_path = path.then(Step::Field("digest"));
    let integrity = match outline(bytes, entries, collected, parse, path) {
        Ok(digest) => {
            digest.reserve(parse, &digest_path)?;
            digest::verify(&digest, parse, &digest_path)?
        }
        // The entries before the damaged place are kept, but the digest cannot be found.
        Err(error) => {
            collected.broken(error, parse, path)?;
            Integrity::Unchecked
        }
    };
    let mut rest = entries;
    let mut number = 0_usize;
    while let Ok(Some(entry)) = rest.next() {
        number = number.saturating_add(1);
        entry.read(collected, parse, &path.then(Step::Entry(number)))?;
    }
    if number == 0 && rest.is_finished() {
        collected.leave_out(EMPTY.at(path), parse, path);
    }
    collected.add_integrity(integrity, before);
    Ok(())
}

/// Walks over all entries without reading them: reserves the work of the keys and the memory of the
/// certificates, and finds the digest.
fn outline<'a>(
    bytes: &'a [u8],
    mut entries: Entries<'a>,
    collected: &mut Collected,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<JavaStoreDigest<'a>, Error> {
    let mut number = 0_usize;
    let mut room = 0_usize;
    loop {
        number = number.saturating_add(1);
        let path = path.then(Step::Entry(number));
        let Some(entry) = entries.next().map_err(|fault| fault.at(&path))? else { break };
        entry.reserve(parse, &path)?;
        let mut add = |length: usize| room = room.saturating_add(length);
        match entry.content {
            Content::Certificate(one) => add(one.der.len()),
            Content::Key(_, mut chain) => {
                while let Some(one) = chain.next().map_err(|fault| fault.at(&path))? {
                    add(one.der.len());
                }
            }
            Content::SecretKey => {}
        }
    }
    let digest = digest::read(bytes, &mut entries.input).map_err(|fault| fault.at(path))?;
    digest::trailing(entries.input, parse, path)?;
    collected.certificates.expect(room);
    Ok(digest)
}
