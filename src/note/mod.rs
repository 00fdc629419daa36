//! The codes and classes of notes, as plain values.

mod class;
mod code;

pub use class::NoteClass;
pub use code::NoteCode;
