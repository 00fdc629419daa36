//! The result of removing one encoding.

use crate::{
    error::{ErrorText, text::OTHER_ENCODING},
    secret::Scratch,
    text::{repair::Codes, stray::stray_material},
};

/// The error in a text that is certainly encoded, and its offset.
pub(crate) struct Broken {
    pub(crate) cause: &'static ErrorText,
    pub(crate) offset: usize,
}

/// A text without one encoding, and the deviations in that encoding.
pub(crate) struct Decoded {
    pub(crate) bytes: Scratch,
    pub(crate) codes: Codes,
}

impl From<Scratch> for Decoded {
    fn from(bytes: Scratch) -> Self {
        Decoded { bytes, codes: Codes::default() }
    }
}

/// The parts of a document that its reader leaves out.
#[derive(Default)]
pub(super) struct LeftOut {
    /// Offset of the first one with certificate material in it, which would be lost.
    material: Option<usize>,
}

impl LeftOut {
    /// Adds a part, at `offset` in the document.
    pub(super) fn add(&mut self, part: &[u8], offset: usize) {
        if self.material.is_none() && stray_material(part).is_some() {
            self.material = Some(offset);
        }
    }

    /// Returns what the reader made of the document, unless material would be lost.
    pub(super) fn check(&self, decoded: Scratch) -> Attempt {
        match self.material {
            Some(offset) => Err(Broken { cause: &OTHER_ENCODING, offset }),
            None => Ok(Some(decoded.into())),
        }
    }
}

pub(super) type Attempt = Result<Option<Decoded>, Broken>;
