//! Texts: what is repaired, what is refused, and that strict readers agree with what is read.

mod boundaries;
mod damaged_texts;
mod damages;
mod joined;
mod spellings;
mod strict_pem;
mod strict_readers;
