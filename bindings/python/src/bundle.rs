//! What one input contains.

use crate::{
    certificate::Certificate, error::exception, note::Note, private_key::PrivateKey,
    values::datetime,
};
use anycert::{KeyMatch, Layer};
use pyo3::{
    exceptions::PyValueError,
    prelude::*,
    types::{PyDateTime, PyList},
};
use std::sync::Arc;

/// Everything that one input contains.
#[pyclass(frozen, module = "anycert")]
pub(crate) struct Bundle(Arc<anycert::Bundle>);

impl Bundle {
    pub(crate) fn new(bundle: anycert::Bundle) -> Self {
        Bundle(Arc::new(bundle))
    }
}

fn from_json<'py>(
    py: Python<'py>,
    text: Result<String, serde_json::Error>,
) -> PyResult<Bound<'py, PyAny>> {
    let text = text.map_err(|error| PyValueError::new_err(error.to_string()))?;
    py.import("json")?.call_method1("loads", (text,))
}

#[pymethods]
impl Bundle {
    #[getter]
    fn format(&self) -> &'static str {
        self.0.format().as_str()
    }

    #[getter]
    fn layers(&self) -> Vec<&'static str> {
        self.0.layers().iter().copied().map(Layer::as_str).collect()
    }

    #[getter]
    fn integrity(&self) -> &'static str {
        self.0.integrity().as_str()
    }

    #[getter]
    fn subject(&self) -> Option<String> {
        self.0.subject().map(|name| name.to_string())
    }

    #[getter]
    fn issuer(&self) -> Option<String> {
        self.0.issuer().map(|name| name.to_string())
    }

    #[getter]
    fn not_after<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        self.0.not_after().map(|moment| datetime(py, moment)).transpose()
    }

    #[getter]
    fn earliest_not_after<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDateTime>>> {
        self.0.earliest_not_after().map(|moment| datetime(py, moment)).transpose()
    }

    #[getter]
    fn has_private_key(&self) -> bool {
        self.0.has_private_key()
    }

    #[getter]
    fn display_name(&self) -> Option<String> {
        self.0.display_name()
    }

    #[getter]
    fn key_match(&self) -> &'static str {
        self.0.key_match().as_str()
    }

    #[getter]
    fn key_match_unknown(&self) -> Option<&'static str> {
        match self.0.key_match() {
            KeyMatch::Unknown(reason) => Some(reason.as_str()),
            _ => None,
        }
    }

    #[getter]
    fn leaf(&self) -> Option<Certificate> {
        self.0.leaf().cloned().map(Certificate)
    }

    #[getter]
    fn leaf_key(&self) -> Option<PrivateKey> {
        self.0.leaf_key().and_then(|key| PrivateKey::of(&self.0, key))
    }

    #[getter]
    fn chain(&self) -> Vec<Certificate> {
        self.0.chain().cloned().map(Certificate).collect()
    }

    #[getter]
    fn certificates(&self) -> Vec<Certificate> {
        self.0.certificates().iter().cloned().map(Certificate).collect()
    }

    #[getter]
    fn private_keys(&self) -> Vec<PrivateKey> {
        PrivateKey::all(&self.0)
    }

    fn certificate_of(&self, key: &PrivateKey) -> Option<Certificate> {
        let own = key.is_of(&self.0).then(|| key.get())?;
        self.0.certificate_of(own).cloned().map(Certificate)
    }

    fn key_of(&self, certificate: &Certificate) -> Option<PrivateKey> {
        self.0.key_of(&certificate.0).and_then(|key| PrivateKey::of(&self.0, key))
    }

    #[getter]
    fn notes(&self) -> Vec<Note> {
        self.0.notes().iter().cloned().map(Note).collect()
    }

    /// With `skip_broken=True`, an exception for each item that could not be read.
    #[getter]
    fn broken<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let errors: PyResult<Vec<_>> =
            self.0.broken().iter().map(|error| exception(py, error)).collect();
        PyList::new(py, errors?)
    }

    /// Every certificate: the leaf, its chain, then the others.
    fn to_pem(&self) -> String {
        self.0.to_pem()
    }

    /// The leaf and its chain: what a server presents.
    fn chain_pem(&self) -> String {
        self.0.chain_pem()
    }

    /// `subject`, `issuer`, `expires_at` and `has_private_key`, as JSON has them.
    fn metadata<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        from_json(py, serde_json::to_string(&self.0.metadata()))
    }

    /// Everything known, without secrets, as `anycert show --json` prints it.
    fn report<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let text = py.detach(|| serde_json::to_string(&self.0.report()));
        from_json(py, text)
    }

    fn __repr__(&self) -> String {
        let name = self.0.display_name().unwrap_or_else(|| "no certificate".to_owned());
        let (format, key) = (self.format(), self.key_match());
        match self.0.not_after() {
            Some(end) => {
                format!("<anycert.Bundle {format}: {name}, expires {}, key: {key}>", end.date())
            }
            None => format!("<anycert.Bundle {format}: {name}, key: {key}>"),
        }
    }
}
