//! ML-DSA (RFC 9881 §6) and ML-KEM (RFC 9935 §6) private keys: seed, expanded, or both.

use super::{
    clear::{Clear, Leniencies},
    numbers::MlOctets,
    write,
};
use crate::{
    asn1::{
        error::{InField, ParseError},
        tlv::Reader,
    },
    error::key::{OTHER_PUBLIC_KEY, OTHER_SEED, WRONG_LENGTH},
    note::NoteCode,
    secret::Scratch,
    tag::Tag,
    x509::spki::{AlgorithmIdentifier, Identity, KeyAlgorithm, Lattice, Scheme},
};
use digest::Output;
use sha3::{Digest as _, Sha3_512};
use shake::{
    Shake256,
    digest::{ExtendableOutput as _, Update as _, XofReader as _},
};

/// The seed, the expanded key, or both.
struct Parts<'a> {
    seed: Option<&'a [u8]>,
    expanded: Option<&'a [u8]>,
    /// The public key that liboqs and its OpenSSL provider write after the expanded key.
    public: Option<&'a [u8]>,
}

/// Reads the privateKey of a PKCS#8 and keeps its form, including those of the drafts.
pub(super) fn read(
    identifier: &AlgorithmIdentifier<'_>,
    private_key: Reader<'_>,
    public_key: Option<&[u8]>,
    (algorithm, lattice): (KeyAlgorithm, Lattice),
    leniencies: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let start = private_key.offset();
    let wrong = ParseError::new(&WRONG_LENGTH, start).in_field("privateKey");
    let octets = choice(private_key, &lattice, leniencies).in_field("privateKey")?.ok_or(wrong)?;
    let key = parts(&octets, &lattice);
    if identifier.parameters.is_some() {
        leniencies.push(NoteCode::KeyParameters);
    }
    let from_seed = key.seed.and_then(|seed| lattice.expand_seed(seed));
    let expanded = match key.expanded {
        Some(expanded) => Some(lattice.check_expanded(expanded, start)?),
        None => None,
    };
    if let (Some(from_seed), Some(expanded)) = (&from_seed, key.expanded)
        && !lattice.agree(from_seed, key.seed.unwrap_or_default(), expanded)
    {
        return Err(ParseError::new(&OTHER_SEED, start).in_field("seed"));
    }
    let rho = expanded.or(from_seed.as_ref().and_then(|seed| seed.first_chunk())).ok_or(wrong)?;
    let public = Identity::rho(identifier.oid, rho);
    for claimed in [key.public, public_key].into_iter().flatten() {
        if Identity::lattice(identifier.oid, &lattice, claimed) != Some(public.clone()) {
            return Err(ParseError::new(&OTHER_PUBLIC_KEY, start).in_field("publicKey"));
        }
    }
    let pkcs8 = write::ml_key(identifier.oid, &octets)?;
    Ok(Clear { algorithm, pkcs8, public: Some(public) })
}

/// ML-DSA-PrivateKey and ML-KEM-PrivateKey ::= CHOICE { seed [0], expandedKey OCTET STRING,
/// both SEQUENCE } (RFC 9881 §6, RFC 9935 §6), or a form of the drafts. `None` if the length fits
/// none of them.
fn choice<'a>(
    private_key: Reader<'a>,
    lattice: &Lattice,
    leniencies: &mut Leniencies,
) -> Result<Option<MlOctets<'a>>, ParseError> {
    if let Some((first, second)) = bare(private_key.rest(), lattice) {
        leniencies.push(NoteCode::PreStandardKey);
        return Ok(Some(MlOctets::Bare(first, second)));
    }
    let mut fields = private_key;
    // Octets of a wrong length are not a structure, so no error may depend on their values.
    let Some(value) = fields.any().ok().filter(|_| fields.is_empty()) else { return Ok(None) };
    let of_length = |octets: &'a [u8], length| (octets.len() == length).then_some(octets);
    let seed_length = lattice.scheme.seed_length();
    if value.tag() == Tag::context_primitive(0) {
        return Ok(of_length(value.value(), seed_length).map(MlOctets::Seed));
    }
    if value.tag() == Tag::OCTET_STRING {
        let Some((first, second)) = bare(value.value(), lattice) else { return Ok(None) };
        if first.len() == seed_length || !second.is_empty() {
            leniencies.push(NoteCode::PreStandardKey);
        }
        return Ok(Some(MlOctets::Expanded(first, second)));
    }
    if value.tag() != Tag::SEQUENCE {
        return Ok(None);
    }
    let mut both = value.reader();
    let seed = of_length(both.expect(Tag::OCTET_STRING).in_field("seed")?.value(), seed_length);
    let octets = both.expect(Tag::OCTET_STRING).in_field("expandedKey")?.value();
    both.finish()?;
    let (Some(seed), Some(expanded)) = (seed, of_length(octets, lattice.expanded)) else {
        return Ok(None);
    };
    Ok(Some(MlOctets::Both(seed, expanded)))
}

/// Splits octets without a tag: a seed, or an expanded key and the public key if it follows. Only
/// the length distinguishes them.
fn bare<'a>(octets: &'a [u8], lattice: &Lattice) -> Option<(&'a [u8], &'a [u8])> {
    if octets.len() == lattice.scheme.seed_length() {
        return Some((octets, &[]));
    }
    let (expanded, public) = octets.split_at_checked(lattice.expanded)?;
    (public.is_empty() || public.len() == lattice.public).then_some((expanded, public))
}

fn parts<'a>(octets: &MlOctets<'a>, lattice: &Lattice) -> Parts<'a> {
    match *octets {
        MlOctets::Seed(seed) => Parts { seed: Some(seed), expanded: None, public: None },
        MlOctets::Both(seed, expanded) => {
            Parts { seed: Some(seed), expanded: Some(expanded), public: None }
        }
        MlOctets::Bare(seed, _) | MlOctets::Expanded(seed, _)
            if seed.len() == lattice.scheme.seed_length() =>
        {
            Parts { seed: Some(seed), expanded: None, public: None }
        }
        MlOctets::Bare(expanded, public) | MlOctets::Expanded(expanded, public) => {
            let public = (!public.is_empty()).then_some(public);
            Parts { seed: None, expanded: Some(expanded), public }
        }
    }
}

impl Lattice {
    /// Computes the first hash over the seed, which begins with ρ: H(ξ ‖ k ‖ l) up to K for ML-DSA
    /// (FIPS 204 §6.1), G(d ‖ k) for ML-KEM (FIPS 203 §5.1).
    fn expand_seed(&self, seed: &[u8]) -> Option<Scratch> {
        match self.scheme {
            Scheme::MlDsa => {
                let mut out = Scratch::zeroed(128);
                let mut hash = Shake256::default();
                hash.update(seed);
                hash.update(self.dimensions);
                hash.finalize_xof().read(out.as_mut_slice());
                Some(out)
            }
            Scheme::MlKem => {
                let hash = Sha3_512::new_with_prefix(seed.get(..32)?).chain_update(self.dimensions);
                let mut out = Scratch::zeroed(64);
                hash.finalize_into(<&mut Output<Sha3_512>>::try_from(out.as_mut_slice()).ok()?);
                Some(out)
            }
        }
    }

    /// Returns ρ from the expanded key.
    fn check_expanded<'a>(
        &self,
        expanded: &'a [u8],
        start: usize,
    ) -> Result<&'a [u8; 32], ParseError> {
        let rho = match self.scheme {
            // sk = ρ ‖ K ‖ tr ‖ s1 ‖ s2 ‖ t0 (FIPS 204 §7.2, algorithm 24)
            Scheme::MlDsa => expanded.first_chunk::<32>(),
            // dk = dk_PKE ‖ ek ‖ H(ek) ‖ z (FIPS 203 §6.1)
            Scheme::MlKem => {
                let mut before = expanded.get(..expanded.len().saturating_sub(64));
                before = before.filter(|octets| octets.len() >= self.public);
                before.and_then(|octets| octets.last_chunk::<32>())
            }
        };
        rho.ok_or(ParseError::new(&WRONG_LENGTH, start).in_field("expandedKey"))
    }

    /// Whether the expanded key contains ρ and K (ML-DSA), or ρ and z (ML-KEM), of the seed.
    /// Checking the rest would require the whole key generation.
    fn agree(&self, from_seed: &[u8], seed: &[u8], expanded: &[u8]) -> bool {
        match self.scheme {
            Scheme::MlDsa => {
                from_seed.get(..32) == expanded.get(..32)
                    && from_seed.get(96..128) == expanded.get(32..64)
            }
            Scheme::MlKem => {
                let length = expanded.len();
                let rho = expanded.get(length.saturating_sub(96)..length.saturating_sub(64));
                from_seed.get(..32) == rho
                    && seed.get(32..64) == expanded.get(length.saturating_sub(32)..)
            }
        }
    }
}
