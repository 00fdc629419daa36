//! ML-DSA (RFC 9881 §6) and ML-KEM (RFC 9935 §6) private keys: seed, expanded, or both.

use super::{Clear, Leniencies, write};
use crate::{
    asn1::{
        error::{InField, ParseError},
        tlv::Reader,
    },
    error::key::{LATTICE_OTHER_PUBLIC_KEY, LATTICE_WRONG_LENGTH, OTHER_SEED},
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

/// ML-DSA-PrivateKey and ML-KEM-PrivateKey ::= CHOICE { seed [0], expandedKey OCTET STRING,
/// both SEQUENCE } (RFC 9881 §6, RFC 9935 §6), and what came before.
struct PrivateKey<'a> {
    form: Form,
    seed: Option<&'a [u8]>,
    expanded: Option<&'a [u8]>,
    /// Behind the expanded key, as liboqs and its OpenSSL provider write it.
    public: Option<&'a [u8]>,
}

enum Form {
    Bare,
    Seed,
    Octets,
    Both,
}

/// The privateKey of a PKCS#8, kept in the form it came in; bare octets of the drafts as well.
pub(super) fn read(
    identifier: &AlgorithmIdentifier<'_>,
    private_key: Reader<'_>,
    public_key: Option<&[u8]>,
    (algorithm, lattice): (KeyAlgorithm, Lattice),
    forgiven: &mut Leniencies,
) -> Result<Clear, ParseError> {
    let start = private_key.offset();
    let wrong = ParseError::new(&LATTICE_WRONG_LENGTH, start).in_field("privateKey");
    let key = choice(private_key, &lattice, forgiven).in_field("privateKey")?.ok_or(wrong)?;
    if identifier.parameters.is_some() {
        forgiven.push(NoteCode::KeyParameters);
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
    for said in [key.public, public_key].into_iter().flatten() {
        if Identity::lattice(identifier.oid, &lattice, said) != Some(public.clone()) {
            return Err(ParseError::new(&LATTICE_OTHER_PUBLIC_KEY, start).in_field("publicKey"));
        }
    }
    let algorithm_identifier = write::algorithm(identifier.oid, &[]);
    let pkcs8 = write::private_key_info(&algorithm_identifier, &key.to_der());
    Ok(Clear { algorithm, pkcs8, public: Some(public) })
}

/// Which form it is; none where the length fits none.
fn choice<'a>(
    private_key: Reader<'a>,
    lattice: &Lattice,
    forgiven: &mut Leniencies,
) -> Result<Option<PrivateKey<'a>>, ParseError> {
    if let Some(key) = bare(private_key.rest(), lattice) {
        forgiven.push(NoteCode::PreStandardKey);
        return Ok(Some(key));
    }
    let mut fields = private_key;
    // Octets of a wrong length are no structure, and nothing is said of the one that they seem.
    let Some(value) = fields.any().ok().filter(|_| fields.is_empty()) else { return Ok(None) };
    let of_length = |octets: &'a [u8], length| (octets.len() == length).then_some(octets);
    let seed_length = lattice.scheme.seed_length();
    if value.tag() == Tag::context_primitive(0) {
        let seed = of_length(value.value(), seed_length);
        let form = Form::Seed;
        return Ok(seed.map(|_| PrivateKey { form, seed, expanded: None, public: None }));
    }
    if value.tag() == Tag::OCTET_STRING {
        let key = bare(value.value(), lattice);
        if key.as_ref().is_some_and(|key| key.expanded.is_none() || key.public.is_some()) {
            forgiven.push(NoteCode::PreStandardKey);
        }
        return Ok(key.map(|key| PrivateKey { form: Form::Octets, ..key }));
    }
    if value.tag() != Tag::SEQUENCE {
        return Ok(None);
    }
    let mut both = value.reader();
    let seed = of_length(both.expect(Tag::OCTET_STRING).in_field("seed")?.value(), seed_length);
    let octets = both.expect(Tag::OCTET_STRING).in_field("expandedKey")?.value();
    both.finish()?;
    let expanded = of_length(octets, lattice.expanded);
    let (Some(_), Some(_)) = (seed, expanded) else { return Ok(None) };
    Ok(Some(PrivateKey { form: Form::Both, seed, expanded, public: None }))
}

/// Octets without a mark of what they are: their length tells.
fn bare<'a>(octets: &'a [u8], lattice: &Lattice) -> Option<PrivateKey<'a>> {
    if octets.len() == lattice.scheme.seed_length() {
        let seed = Some(octets);
        return Some(PrivateKey { form: Form::Bare, seed, expanded: None, public: None });
    }
    let (expanded, public) = octets.split_at_checked(lattice.expanded)?;
    let public = match public.len() {
        0 => None,
        length if length == lattice.public => Some(public),
        _ => return None,
    };
    Some(PrivateKey { form: Form::Bare, seed: None, expanded: Some(expanded), public })
}

impl PrivateKey<'_> {
    /// The form that it came in, whatever BER it was written in.
    fn to_der(&self) -> Scratch {
        let parts = [self.seed, self.expanded, self.public].map(Option::unwrap_or_default);
        match self.form {
            Form::Bare => write::concat(&parts),
            Form::Seed => write::tlv(Tag::context_primitive(0), &parts),
            Form::Octets => write::tlv(Tag::OCTET_STRING, &parts),
            Form::Both => {
                let [seed, expanded, _] = parts.map(|part| write::tlv(Tag::OCTET_STRING, &[part]));
                write::tlv(Tag::SEQUENCE, &[&seed, &expanded])
            }
        }
    }
}

impl Lattice {
    /// The first hash over the seed, which gives ρ: H(ξ ‖ k ‖ l) of ML-DSA (FIPS 204 §6.1), up to
    /// its K; G(d ‖ k) of ML-KEM (FIPS 203 §5.1).
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

    /// ρ of the expanded key.
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
        rho.ok_or(ParseError::new(&LATTICE_WRONG_LENGTH, start).in_field("expandedKey"))
    }

    /// Whether the expanded key has what the seed's first hash gives: ρ and K of ML-DSA, ρ and z
    /// of ML-KEM. The rest would take the whole key generation.
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
