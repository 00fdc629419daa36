//! The JSON Schemas of the serialized forms.

use super::report::Report;
use crate::metadata::Metadata;

impl Report {
    /// The JSON Schema (2020-12) of the serialized form.
    pub const JSON_SCHEMA: &'static str = include_str!("schema/report.schema.json");
}

impl Metadata {
    /// The JSON Schema (2020-12) of the serialized form.
    pub const JSON_SCHEMA: &'static str = include_str!("schema/metadata.schema.json");
}
