//! One private key of a bundle.

use anycert::{KeyAlgorithm, KeyState};
use pyo3::{prelude::*, types::PyBytes};
use std::sync::Arc;

/// A private key. It keeps its bundle alive; its octets are in one place, and erased with it.
#[pyclass(frozen, module = "anycert")]
pub(crate) struct PrivateKey {
    bundle: Arc<anycert::Bundle>,
    position: usize,
}

impl PrivateKey {
    /// `key` is one of the bundle.
    pub(crate) fn of(bundle: &Arc<anycert::Bundle>, key: &anycert::PrivateKey) -> Option<Self> {
        let position = bundle.private_keys().iter().position(|own| std::ptr::eq(own, key))?;
        Some(PrivateKey { bundle: Arc::clone(bundle), position })
    }

    pub(crate) fn all(bundle: &Arc<anycert::Bundle>) -> Vec<Self> {
        let positions = 0..bundle.private_keys().len();
        positions.map(|position| PrivateKey { bundle: Arc::clone(bundle), position }).collect()
    }

    pub(crate) fn get(&self) -> &anycert::PrivateKey {
        &self.bundle.private_keys()[self.position]
    }

    pub(crate) fn is_of(&self, bundle: &Arc<anycert::Bundle>) -> bool {
        Arc::ptr_eq(&self.bundle, bundle)
    }
}

#[pymethods]
impl PrivateKey {
    #[getter]
    fn algorithm(&self) -> Option<String> {
        self.get().algorithm().map(|algorithm| algorithm.name().to_owned())
    }

    #[getter]
    fn bits(&self) -> Option<u32> {
        self.get().algorithm()?.bits()
    }

    #[getter]
    fn curve(&self) -> Option<String> {
        Some(self.get().algorithm()?.curve()?.name().to_owned())
    }

    #[getter]
    fn state(&self) -> &'static str {
        self.get().state().as_str()
    }

    #[getter]
    fn lock_reason(&self) -> Option<&'static str> {
        match self.get().state() {
            KeyState::Locked(reason) => Some(reason.as_str()),
            _ => None,
        }
    }

    #[getter]
    fn friendly_name(&self) -> Option<&str> {
        self.get().friendly_name()
    }

    #[getter]
    fn local_key_id<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.get().local_key_id().map(|octets| PyBytes::new(py, octets))
    }

    #[getter]
    fn integrity(&self) -> &'static str {
        self.get().integrity().as_str()
    }

    /// The key in clear as PKCS#8 DER, or `None` while it is locked. Python does not erase it.
    fn secret_pkcs8_der<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.get().secret_pkcs8_der().map(|octets| PyBytes::new(py, octets))
    }

    /// The key in clear as PKCS#8 PEM, or `None` while it is locked. Python does not erase it.
    fn secret_pkcs8_pem(&self) -> Option<String> {
        self.get().secret_pkcs8_pem().map(|text| text.as_str().to_owned())
    }

    fn encrypted_pkcs8<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.get().encrypted_pkcs8().map(|octets| PyBytes::new(py, octets))
    }

    fn encrypted_pkcs8_pem(&self) -> Option<String> {
        self.get().encrypted_pkcs8_pem().map(|text| text.as_str().to_owned())
    }

    fn locked_pem(&self) -> Option<String> {
        self.get().locked_pem().map(|text| text.as_str().to_owned())
    }

    /// The key as an object of the package `cryptography`, or `None` while it is locked.
    fn to_cryptography<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Some(der) = self.secret_pkcs8_der(py) else { return Ok(None) };
        let module = py.import("cryptography.hazmat.primitives.serialization")?;
        module.call_method1("load_der_private_key", (der, py.None())).map(Some)
    }

    fn __repr__(&self) -> String {
        let algorithm = self.get().algorithm();
        let name = algorithm.as_ref().map_or_else(|| "key".to_owned(), KeyAlgorithm::to_string);
        format!("<anycert.PrivateKey {name}, {}>", self.state())
    }
}
