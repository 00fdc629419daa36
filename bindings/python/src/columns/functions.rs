//! The functions over columns, as Python sees them.

use super::{
    column::Column,
    compute::{Wanted, compute},
    fact::Fact,
    rows::only_column,
};
use crate::{
    capsule::{Source, checked, import, value_error},
    input::{Input, Options},
};
use arrow_array::ArrayRef;
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::PyDict,
};

/// The facts of an array, column, table of one column, or stream.
fn column(
    array: &Bound<'_, PyAny>,
    wanted: &Wanted,
    options: &Options,
    threads: usize,
) -> PyResult<Column> {
    if threads == 0 {
        return Err(PyValueError::new_err("threads must be at least 1"));
    }
    let source = import(array)?;
    let facts_of = |array: ArrayRef| -> PyResult<Vec<ArrayRef>> {
        let array = only_column(array).map_err(PyTypeError::new_err)?;
        compute(array.as_ref(), wanted, options, threads).map_err(PyTypeError::new_err)
    };
    // Without the GIL: a stream may be a query whose threads call Python.
    let chunks = array.py().detach(|| match source {
        Source::Array(array) => facts_of(array),
        Source::Stream(arrays) => {
            let mut chunks = Vec::new();
            for array in arrays {
                let array = array.and_then(checked).map_err(value_error)?;
                chunks.append(&mut facts_of(array)?);
            }
            Ok(chunks)
        }
    })?;
    Ok(Column::new(wanted.field(), chunks))
}

/// A function for one fact: its doc comment, its name, its fact.
macro_rules! one_fact {
    ($($(#[$doc:meta])* $name:ident: $fact:expr;)*) => {$(
        $(#[$doc])*
        #[pyfunction]
        #[pyo3(signature = (
            array, *, passphrase=None, strict=false, skip_broken=false, limits=None, threads=1,
        ))]
        pub(crate) fn $name(
            array: &Bound<'_, PyAny>,
            passphrase: Option<Input>,
            strict: bool,
            skip_broken: bool,
            limits: Option<&Bound<'_, PyDict>>,
            threads: usize,
        ) -> PyResult<Column> {
            let options = Options::new(passphrase, strict, skip_broken, limits)?;
            column(array, &Wanted::One($fact), &options, threads)
        }
    )*};
}

one_fact! {
    /// The subject of each row's leaf certificate.
    subject: Fact::Subject;
    /// The issuer of each row's leaf certificate.
    issuer: Fact::Issuer;
    /// The content octets of the serial number, in lower-case hexadecimal.
    serial: Fact::Serial;
    /// The first second of the validity period.
    not_before: Fact::NotBefore;
    /// The last second of the validity period.
    not_after: Fact::NotAfter;
    /// The SHA-256 fingerprint of the certificate, in lower-case hexadecimal.
    sha256: Fact::Sha256;
    /// The DNS names of subjectAltName.
    dns_names: Fact::DnsNames;
    /// The algorithm and size of the public key.
    public_key: Fact::PublicKey;
    /// Whether basicConstraints says that it is a CA.
    is_ca: Fact::IsCa;
    /// Whether the row includes a private key, locked or not.
    has_private_key: Fact::HasPrivateKey;
    /// Why a row cannot be read; null for the others.
    errors: Fact::Error;
}

/// A table with these facts about each row's leaf certificate; all of them by default.
#[pyfunction]
#[pyo3(signature = (
    array, columns=None, *, passphrase=None, strict=false, skip_broken=false, limits=None,
    threads=1,
))]
pub(crate) fn facts(
    array: &Bound<'_, PyAny>,
    columns: Option<Vec<String>>,
    passphrase: Option<Input>,
    strict: bool,
    skip_broken: bool,
    limits: Option<&Bound<'_, PyDict>>,
    threads: usize,
) -> PyResult<Column> {
    let options = Options::new(passphrase, strict, skip_broken, limits)?;
    let wanted = match columns {
        None => Fact::ALL.to_vec(),
        Some(names) => names.iter().map(|name| fact(name)).collect::<PyResult<_>>()?,
    };
    if wanted.is_empty() {
        return Err(PyValueError::new_err("columns is empty"));
    }
    column(array, &Wanted::Table(wanted), &options, threads)
}

fn fact(name: &str) -> PyResult<Fact> {
    Fact::of(name).ok_or_else(|| {
        let names: Vec<&str> = Fact::ALL.iter().map(|fact| fact.name()).collect();
        PyValueError::new_err(format!("unknown column: {name}; known are {}", names.join(", ")))
    })
}
