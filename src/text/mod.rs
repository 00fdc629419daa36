//! Text: the encodings around certificate material, and PEM.

mod alternatives;
mod around;
pub(crate) mod base64;
mod body;
mod boundary;
pub(crate) mod chars;
mod comment;
mod dashes;
mod decode;
mod hexadecimal;
pub(crate) mod label;
pub(crate) mod layers;
mod lines;
mod lost_plus;
mod one_line_headers;
pub(crate) mod peel;
mod prefix;
mod prose;
pub(crate) mod recognize;
mod repair;
mod section;
pub(crate) mod sections;
mod stray;
mod stray_numbers;
mod stray_text;
mod strict;
pub(crate) mod unsupported;
mod unsupported_label;

pub(crate) use alternatives::may_be_alternatives;
pub(crate) use boundary::{Disputed, has_exact_begin};
pub(crate) use prose::block_inside;
pub(crate) use section::{Section, SeenBy};
pub(crate) use sections::Sections;
pub(crate) use stray::stray_material;
pub(crate) use strict::only_block;
