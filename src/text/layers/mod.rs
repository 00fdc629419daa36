//! The encodings of a whole text: each is removed as a whole or not at all.

mod assignments;
mod begins;
mod bytes;
mod decoded;
mod exclusive;
mod headers;
mod html;
mod java_properties;
mod json;
mod ldif;
mod list;
mod literal;
mod names;
mod outermost;
mod percent;
mod scopes;
mod source;
mod spans;
mod utf16;
mod value;
mod values;
mod yaml;
mod yaml_scalar;

pub(crate) use bytes::split_data_uri;
pub(crate) use decoded::{Broken, Decoded};
pub(crate) use exclusive::check_blocks;
pub(crate) use headers::without_forwarded_name;
pub(crate) use outermost::{Encoded, encoded, of_bytes, of_text, of_yaml};
pub(crate) use yaml_scalar::{YamlForm, repeated_yaml_name, yaml_of_pem};
