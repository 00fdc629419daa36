//! The options of a parse, its two inputs, and its steps.

mod ambiguity;
mod argument;
mod binary;
mod detect;
mod from_pem;
mod inputs;
mod options;
mod pem;
mod read;
mod single;

pub use argument::Argument;
pub use detect::detect;
pub use options::Parser;
