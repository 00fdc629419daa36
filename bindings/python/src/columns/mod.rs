//! Facts about columns of certificates, over the Arrow C interfaces.

mod builder;
mod column;
mod compute;
mod fact;
pub(crate) mod functions;
mod row;
mod rows;

pub(crate) use column::Column;
