//! The options of a parse, its two inputs, and its stages.

mod ambiguity;
mod argument;
mod detect;
mod from_pem;
mod inputs;
mod options;
mod read;

pub use argument::Argument;
pub use detect::detect;
pub use options::Parser;
