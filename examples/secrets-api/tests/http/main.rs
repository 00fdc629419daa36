//! The built program over real HTTP on the loopback.

mod errors;
mod formats;
mod keeping;
mod load;
mod page;
mod pressure;
mod server;
