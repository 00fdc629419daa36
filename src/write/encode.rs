//! DER, each value into one zeroized buffer of exactly its size.

use crate::{
    error::{Error, Path, write::TOO_LONG},
    secret::Scratch,
};
use der::{Encode, Length, SliceWriter, Writer};

/// Encodes `value`.
pub(super) fn exact(value: &impl Encode) -> Result<Scratch, Error> {
    encode(value).map_err(too_long)
}

fn encode(value: &impl Encode) -> der::Result<Scratch> {
    let mut out = Scratch::zeroed(usize::try_from(value.encoded_len()?)?);
    let mut writer = SliceWriter::new(out.as_mut_slice());
    value.encode(&mut writer)?;
    writer.finish()?;
    Ok(out)
}

/// Of all that is encoded here, only lengths can fail: `der` has values of at most 256 MiB.
pub(super) fn too_long(_: der::Error) -> Error {
    TOO_LONG.at(&Path::ROOT)
}

/// A value that is encoded already, octet for octet.
pub(super) struct Raw<'a>(pub(super) &'a [u8]);

impl Encode for Raw<'_> {
    fn encoded_len(&self) -> der::Result<Length> {
        Length::try_from(self.0.len())
    }

    fn encode(&self, writer: &mut impl Writer) -> der::Result<()> {
        writer.write(self.0)
    }
}
