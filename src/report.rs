//! Everything worth knowing about a bundle, as plain data.
