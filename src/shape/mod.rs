//! The shape of binary data: what a value is, by its first bytes.

mod kind;
mod outline;
#[cfg(test)]
mod tests;
mod unsupported;

pub(crate) use kind::Shape;
pub(crate) use outline::shape;
