//! Java's key stores JKS and JCEKS: from the magic number to the digest at the end.

mod alias;
mod digest;
mod entries;
mod entry;
mod input;
mod read;
mod serialized;

pub(crate) use read::read;
