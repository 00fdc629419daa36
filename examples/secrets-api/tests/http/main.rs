//! The built program over real HTTP on the loopback.

mod browser;
mod errors;
mod formats;
#[path = "../attacks/hostile.rs"]
mod hostile;
mod keeping;
mod load;
mod page;
mod pressure;
mod readme;
mod server;
