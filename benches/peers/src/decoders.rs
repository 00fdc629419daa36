//! The decoders of base64 that could be used for public bodies, on bodies as PEM has them: in
//! lines, which a decoder takes as they are or which have to be joined first.

use crate::{answer::Answer, systems::Outcome};
use base64::Engine as _;

pub type Decoder = fn(&[u8], &mut Vec<u8>, &mut Vec<u8>) -> Option<()>;

/// Each appends the decoded body to the second buffer; the first is scratch space.
pub const ALL: [(&str, Decoder); 5] = [
    ("base64-simd 0.8, lines joined", |body, room, der| {
        base64_simd::STANDARD.decode_append(join(body, room), der).ok()
    }),
    ("base64-simd 0.8, line by line", |body, _, der| {
        let mut lines = body.split(|byte| *byte == b'\n');
        lines.try_for_each(|line| base64_simd::STANDARD.decode_append(line, der).ok())
    }),
    ("base64-simd 0.8, its forgiving decoder", |body, _, der| {
        der.extend(base64_simd::forgiving_decode_to_vec(body).ok()?);
        Some(())
    }),
    ("data-encoding 2, ignoring LF", |body, room, der| {
        room.resize(FORGIVING.decode_len(body.len()).ok()?, 0);
        let length = FORGIVING.decode_mut(body, room).ok()?;
        der.extend_from_slice(&room[..length]);
        Some(())
    }),
    ("base64 0.22, lines joined", |body, room, der| {
        base64::prelude::BASE64_STANDARD.decode_vec(join(body, room), der).ok()
    }),
];

static FORGIVING: std::sync::LazyLock<data_encoding::Encoding> = std::sync::LazyLock::new(|| {
    let mut forgiving = data_encoding::BASE64.specification();
    forgiving.ignore.push('\n');
    forgiving.encoding().expect("a specification")
});

/// The bodies of a text, one by one, with their line ends.
pub fn bodies(text: &'static [u8]) -> Vec<&'static [u8]> {
    let text = std::str::from_utf8(text).expect("text");
    let blocks = text.split("-----BEGIN CERTIFICATE-----\n").skip(1);
    let bodies = blocks.map(|block| block.split_once("-----END").expect("an END").0.as_bytes());
    bodies.collect()
}

pub fn decode(bodies: &[&[u8]], decoder: Decoder) -> Outcome {
    let mut der = Vec::with_capacity(bodies.iter().map(|body| body.len()).sum());
    let mut room = Vec::new();
    bodies.iter().try_for_each(|body| decoder(body, &mut room, &mut der))?;
    Some(Answer::of_ders(vec![der]))
}

fn join<'a>(body: &[u8], room: &'a mut Vec<u8>) -> &'a [u8] {
    room.resize(body.len(), 0);
    let (lines, rest) = body.as_chunks::<65>();
    let mut length = 0;
    for (line, row) in lines.iter().zip(room.as_chunks_mut::<64>().0) {
        *row = *line.first_chunk().expect("64 of 65");
        length += 64;
    }
    let last = rest.strip_suffix(b"\n").unwrap_or(rest);
    room[length..][..last.len()].copy_from_slice(last);
    &room[..length + last.len()]
}
