//! One certificate.

use crate::{
    error::to_python,
    input::Input,
    values::{PublicKey, datetime, moment},
};
use anycert::GeneralName;
use pyo3::{
    prelude::*,
    types::{PyBytes, PyDateTime, PyInt, PyType},
};

/// One X.509 certificate. Equal, ordered and hashed by its DER.
#[pyclass(frozen, eq, ord, hash, module = "anycert")]
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Certificate(pub(crate) anycert::Certificate);

fn or_raise<T>(py: Python<'_>, read: Result<T, anycert::Error>) -> PyResult<T> {
    read.map_err(|error| to_python(py, &error))
}

/// Lower-case hexadecimal digits, as in a report.
pub(crate) fn hex(octets: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(octets.len() * 2);
    for octet in octets {
        text.push(char::from(DIGITS[usize::from(octet >> 4)]));
        text.push(char::from(DIGITS[usize::from(octet & 15)]));
    }
    text
}

#[pymethods]
impl Certificate {
    #[staticmethod]
    fn from_der(py: Python<'_>, der: Input) -> PyResult<Self> {
        let read = py.detach(|| anycert::Certificate::from_der(der.as_bytes()));
        or_raise(py, read).map(Certificate)
    }

    #[staticmethod]
    fn from_pem(py: Python<'_>, pem: Input) -> PyResult<Self> {
        let read = py.detach(|| anycert::Certificate::from_pem(pem.as_bytes()));
        or_raise(py, read).map(Certificate)
    }

    #[getter]
    fn der<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.as_der())
    }

    #[getter]
    fn subject_der<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.subject_der())
    }

    #[getter]
    fn issuer_der<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.issuer_der())
    }

    #[getter]
    fn spki_der<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.spki_der())
    }

    #[getter]
    fn subject(&self) -> String {
        self.0.subject().to_string()
    }

    #[getter]
    fn issuer(&self) -> String {
        self.0.issuer().to_string()
    }

    #[getter]
    fn display_name(&self) -> String {
        self.0.display_name()
    }

    #[getter]
    fn serial(&self) -> String {
        hex(self.0.serial())
    }

    #[getter]
    fn serial_number<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let signed = pyo3::types::PyDict::new(py);
        signed.set_item("signed", true)?;
        let octets = PyBytes::new(py, self.0.serial());
        PyType::new::<PyInt>(py).call_method("from_bytes", (octets, "big"), Some(&signed))
    }

    #[getter]
    fn not_before<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDateTime>> {
        datetime(py, self.0.not_before())
    }

    #[getter]
    fn not_after<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDateTime>> {
        datetime(py, self.0.not_after())
    }

    fn is_valid_at(&self, at: &Bound<'_, PyDateTime>) -> PyResult<bool> {
        Ok(self.0.is_valid_at(moment(at)?))
    }

    #[getter]
    fn fingerprint_sha256<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.fingerprint_sha256())
    }

    #[getter]
    fn fingerprint_sha256_hex(&self) -> String {
        self.0.fingerprint_sha256_hex()
    }

    #[getter]
    fn fingerprint_sha1<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.fingerprint_sha1())
    }

    #[getter]
    fn fingerprint_sha1_hex(&self) -> String {
        self.0.fingerprint_sha1_hex()
    }

    #[getter]
    fn spki_sha256<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.spki_sha256())
    }

    #[getter]
    fn public_key(&self) -> PublicKey {
        PublicKey::new(self.0.public_key().algorithm())
    }

    #[getter]
    fn signature_algorithm(&self) -> String {
        self.0.signature_algorithm().to_string()
    }

    #[getter]
    fn is_self_issued(&self) -> bool {
        self.0.is_self_issued()
    }

    #[getter]
    fn is_ca(&self) -> bool {
        self.0.is_ca()
    }

    #[getter]
    fn path_length(&self, py: Python<'_>) -> PyResult<Option<u32>> {
        let constraints = or_raise(py, self.0.basic_constraints())?;
        Ok(constraints.and_then(|constraints| constraints.path_length()))
    }

    #[getter]
    fn subject_alt_names(&self, py: Python<'_>) -> PyResult<Vec<(&'static str, String)>> {
        let names = or_raise(py, self.0.subject_alt_names())?;
        Ok(names.into_iter().flatten().map(|name| (name.kind(), name.to_string())).collect())
    }

    #[getter]
    fn dns_names(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        or_raise(py, dns_names(&self.0))
    }

    #[getter]
    fn key_usage(&self, py: Python<'_>) -> PyResult<Option<Vec<&'static str>>> {
        let usage = or_raise(py, self.0.key_usage())?;
        Ok(usage.map(|usage| usage.codes().collect()))
    }

    #[getter]
    fn extended_key_usage(&self, py: Python<'_>) -> PyResult<Option<Vec<String>>> {
        let purposes = or_raise(py, self.0.extended_key_usage())?;
        let word = |purpose: anycert::KeyPurpose| match purpose.code() {
            Some(code) => code.to_owned(),
            None => purpose.oid().to_string(),
        };
        Ok(purposes.map(|purposes| purposes.map(word).collect()))
    }

    #[getter]
    fn ocsp(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        Ok(or_raise(py, self.0.authority_info_access())?.ocsp().to_vec())
    }

    #[getter]
    fn ca_issuers(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        Ok(or_raise(py, self.0.authority_info_access())?.ca_issuers().to_vec())
    }

    #[getter]
    fn crl_distribution_points(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        or_raise(py, self.0.crl_distribution_points())
    }

    fn matches_name(&self, name: &str) -> bool {
        self.0.matches_name(name)
    }

    #[getter]
    fn friendly_name(&self) -> Option<&str> {
        self.0.friendly_name()
    }

    #[getter]
    fn local_key_id<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.0.local_key_id().map(|octets| PyBytes::new(py, octets))
    }

    #[getter]
    fn integrity(&self) -> &'static str {
        self.0.integrity().as_str()
    }

    fn to_pem(&self) -> String {
        self.0.to_pem()
    }

    /// The certificate as an object of the package `cryptography`, which must be installed.
    fn to_cryptography<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let x509 = py.import("cryptography.x509")?;
        x509.call_method1("load_der_x509_certificate", (self.der(py),))
    }

    fn __bytes__<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        self.der(py)
    }

    /// A copy through pickle has the DER, without the attributes of a PKCS#12 bag.
    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        let from_der = py.get_type::<Certificate>().getattr("from_der")?;
        Ok((from_der, (self.der(py),)))
    }

    fn __repr__(&self) -> String {
        let (name, end) = (self.0.display_name(), self.0.not_after().date());
        format!("<anycert.Certificate {name}, expires {end}>")
    }
}

/// The DNS names of subjectAltName, as the crate prints them.
pub(crate) fn dns_names(certificate: &anycert::Certificate) -> Result<Vec<String>, anycert::Error> {
    let names = certificate.subject_alt_names()?.into_iter().flatten();
    let dns = names.filter(|name| matches!(name, GeneralName::Dns(_)));
    Ok(dns.map(|name| name.to_string()).collect())
}
