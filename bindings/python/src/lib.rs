//! The native half of the Python package `anycert`. No rule about certificates is here: this
//! translates between Python, Arrow and the crate.

#![deny(unsafe_code)]

mod bundle;
mod capsule;
mod certificate;
mod columns;
mod error;
mod input;
mod note;
mod private_key;
mod values;

use crate::{
    bundle::Bundle,
    certificate::Certificate,
    columns::Column,
    input::{Input, Options},
    note::Note,
    private_key::PrivateKey,
    values::PublicKey,
};
use pyo3::{prelude::*, pybacked::PyBackedStr, types::PyDict};

/// Reads certificate material in any form: PEM, DER, PKCS#7, PKCS#12, a Java key store or a key, as
/// text or binary.
#[pyfunction]
#[pyo3(signature = (
    data, passphrase=None, private_key=None, strict=false, *, integrity_passphrase=None,
    certificate_type=None, decrypt_keys=true, skip_broken=false, limits=None,
))]
#[expect(clippy::too_many_arguments, reason = "they are keyword arguments")]
fn read(
    py: Python<'_>,
    data: Input,
    passphrase: Option<Input>,
    private_key: Option<Input>,
    strict: bool,
    integrity_passphrase: Option<PyBackedStr>,
    certificate_type: Option<&str>,
    decrypt_keys: bool,
    skip_broken: bool,
    limits: Option<&Bound<'_, PyDict>>,
) -> PyResult<Bundle> {
    let mut options = Options::new(passphrase, strict, skip_broken, limits)?;
    options.private_key = private_key;
    options.integrity_passphrase = integrity_passphrase;
    options.set_certificate_type(certificate_type)?;
    options.decrypt_keys = decrypt_keys;
    let parsed = py.detach(|| options.parser().parse(data.as_bytes()));
    parsed.map(Bundle::new).map_err(|error| error::to_python(py, &error))
}

/// The format of the outermost container, or `None` if the data is not certificate material.
#[pyfunction]
fn detect(data: Input) -> Option<&'static str> {
    anycert::detect(data.as_bytes()).map(anycert::Format::as_str)
}

#[pymodule]
mod _anycert {
    #[pymodule_export]
    use super::{
        Bundle, Certificate, Column, Note, PrivateKey, PublicKey,
        columns::functions::{
            dns_names, errors, facts, has_private_key, is_ca, issuer, not_after, not_before,
            public_key, serial, sha256, subject,
        },
        detect, read,
    };
}
