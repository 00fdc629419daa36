//! Texts: what is repaired, what is refused, and that no other reader contradicts what is read.

mod boundaries;
mod damaged_texts;
mod damages;
mod joined;
mod spellings;
mod strict_pem;
mod strict_readers;
