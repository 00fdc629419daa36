//! Keys that were not encrypted or were decrypted.

use super::{
    clear::{Clear, Leniencies},
    dsa_dh, ec, pkcs8,
    private_key::{KeyState, PrivateKey},
    rsa,
};
use crate::{
    asn1::{
        ber::BerOrDer,
        error::{InField, ParseError},
        tlv::Reader,
    },
    context::{Context, Parse},
    error::{Error, Path},
    shape::Shape,
    tag::Tag,
};

/// The most buffers of the length of the input that exist at the same time: explicit curve parameters
/// are re-encoded twice, and both copies and the scalar exist while the PKCS#8 is written.
const COPIES: usize = 5;

/// Reads one key in the encoding that `kind` says.
pub(super) fn read(
    kind: Shape,
    bytes: &[u8],
    state: KeyState,
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<PrivateKey, Error> {
    let most = bytes.len().saturating_mul(COPIES);
    parse.context.budget.memory(most).map_err(|exceeded| exceeded.at(path))?;
    let (clear, leniencies) = match kind {
        Shape::Sec1 | Shape::Pkcs1OrDsa => traditional(kind, bytes, parse, path)?,
        _ => {
            let mut leniencies = Leniencies::new();
            let clear = pkcs8::read(bytes, &mut leniencies, parse, path)?;
            (clear, leniencies)
        }
    };
    Ok(clear.into_key(state, leniencies, parse, path))
}

/// Reads a key in the encoding of its algorithm, without PKCS#8 around it.
fn traditional(
    kind: Shape,
    bytes: &[u8],
    parse: &mut Parse<'_>,
    path: &Path<'_>,
) -> Result<(Clear, Leniencies), Error> {
    let mut ber_or_der = BerOrDer::default();
    let Context { budget, notes } = &mut parse.context;
    ber_or_der.read(bytes, budget, notes, path, |reader| {
        let mut leniencies = Leniencies::new();
        let start = reader.offset();
        let clear = match kind {
            Shape::Sec1 => ec::read(reader, None, None, &mut leniencies),
            _ => rsa_or_dsa(reader, &mut leniencies),
        };
        clear.map(|clear| (clear, leniencies)).map_err(|error| error.discreet(start))
    })
}

/// RSAPrivateKey has nine numbers or more (RFC 8017 §A.1.2), a traditional DSA key six.
fn rsa_or_dsa(reader: Reader<'_>, leniencies: &mut Leniencies) -> Result<Clear, ParseError> {
    let mut whole = reader;
    let fields = whole.sequence().in_field("RSAPrivateKey")?;
    let mut numbers = fields;
    let mut count = 0_usize;
    while let Some(Tag::INTEGER) = numbers.peek() {
        numbers.any().in_field("RSAPrivateKey")?;
        count = count.saturating_add(1);
    }
    if count == 6 && numbers.is_empty() {
        whole.finish().in_field("DSAPrivateKey")?;
        return dsa_dh::read_traditional(&mut { fields }, leniencies);
    }
    rsa::read(reader, None, leniencies)
}
