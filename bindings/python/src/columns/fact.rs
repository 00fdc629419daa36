//! The facts that a column can hold.

use arrow_schema::{DataType, Field, TimeUnit};
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    Subject,
    Issuer,
    Serial,
    NotBefore,
    NotAfter,
    Sha256,
    DnsNames,
    PublicKey,
    IsCa,
    HasPrivateKey,
    Format,
    ErrorKind,
    Error,
}

impl Fact {
    /// Every fact, in the order of the columns of `facts`.
    pub(crate) const ALL: [Fact; 13] = [
        Fact::Subject,
        Fact::Issuer,
        Fact::Serial,
        Fact::NotBefore,
        Fact::NotAfter,
        Fact::Sha256,
        Fact::DnsNames,
        Fact::PublicKey,
        Fact::IsCa,
        Fact::HasPrivateKey,
        Fact::Format,
        Fact::ErrorKind,
        Fact::Error,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Fact::Subject => "subject",
            Fact::Issuer => "issuer",
            Fact::Serial => "serial",
            Fact::NotBefore => "not_before",
            Fact::NotAfter => "not_after",
            Fact::Sha256 => "sha256",
            Fact::DnsNames => "dns_names",
            Fact::PublicKey => "public_key",
            Fact::IsCa => "is_ca",
            Fact::HasPrivateKey => "has_private_key",
            Fact::Format => "format",
            Fact::ErrorKind => "error_kind",
            Fact::Error => "error",
        }
    }

    pub(crate) fn of(name: &str) -> Option<Fact> {
        Fact::ALL.into_iter().find(|fact| fact.name() == name)
    }

    /// Whether this says why other facts are null.
    pub(super) const fn is_reason(self) -> bool {
        matches!(self, Fact::ErrorKind | Fact::Error)
    }

    /// Whether it is read from a [`Certificate`](anycert::Certificate) alone.
    pub(super) const fn needs_copy(self) -> bool {
        matches!(self, Fact::Sha256 | Fact::DnsNames | Fact::PublicKey | Fact::IsCa)
    }

    pub(super) fn data_type(self) -> DataType {
        match self {
            Fact::NotBefore | Fact::NotAfter => moment(),
            Fact::IsCa | Fact::HasPrivateKey => DataType::Boolean,
            Fact::DnsNames => DataType::List(Arc::new(Field::new("item", DataType::Utf8, true))),
            _ => DataType::Utf8,
        }
    }
}

/// Microseconds in UTC: what every engine has, and it holds each year that a certificate can state.
pub(super) fn moment() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
}
