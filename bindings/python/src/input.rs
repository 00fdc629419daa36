//! What Python passes in: octets or text, and the options of a parse.

use anycert::{CertificateType, Limits, Parser};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    pybacked::{PyBackedBytes, PyBackedStr},
    types::{PyByteArray, PyBytes, PyDict, PyMemoryView, PyString},
};

/// The octets of a `bytes`, `bytearray` or `memoryview`, or the UTF-8 of a `str`. Usable without the
/// GIL: what Python could change meanwhile is copied.
pub(crate) enum Input {
    Octets(PyBackedBytes),
    Text(PyBackedStr),
}

impl Input {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self {
            Input::Octets(octets) => octets,
            Input::Text(text) => text.as_bytes(),
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Input {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if object.is_instance_of::<PyString>() {
            Ok(Input::Text(object.extract()?))
        } else if object.is_instance_of::<PyBytes>() || object.is_instance_of::<PyByteArray>() {
            Ok(Input::Octets(object.extract().map_err(PyErr::from)?))
        } else if object.is_instance_of::<PyMemoryView>() {
            let copy = object.call_method0("tobytes")?;
            Ok(Input::Octets(copy.extract().map_err(PyErr::from)?))
        } else {
            let name = object.get_type().name()?;
            let text = format!("expected bytes, bytearray, memoryview or str, not {name}");
            Err(PyTypeError::new_err(text))
        }
    }
}

/// The options of [`Parser`], owned.
pub(crate) struct Options {
    passphrase: Option<Input>,
    strict: bool,
    skip_broken: bool,
    limits: Option<Limits>,
    certificate_type: Option<CertificateType>,
    pub(crate) private_key: Option<Input>,
    pub(crate) integrity_passphrase: Option<PyBackedStr>,
    pub(crate) decrypt_keys: bool,
}

impl Options {
    pub(crate) fn new(
        passphrase: Option<Input>,
        strict: bool,
        skip_broken: bool,
        limits: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        Ok(Options {
            passphrase,
            strict,
            skip_broken,
            limits: limits.map(read_limits).transpose()?,
            certificate_type: None,
            private_key: None,
            integrity_passphrase: None,
            decrypt_keys: true,
        })
    }

    pub(crate) fn set_certificate_type(&mut self, word: Option<&str>) -> PyResult<()> {
        let parse = |word: &str| word.parse::<CertificateType>();
        let parsed = word.map(parse).transpose();
        self.certificate_type = parsed.map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(())
    }

    pub(crate) fn parser(&self) -> Parser<'_> {
        Parser::new()
            .passphrase_bytes(self.passphrase.as_ref().map(Input::as_bytes))
            .private_key(self.private_key.as_ref().map(Input::as_bytes))
            .certificate_type(self.certificate_type)
            .decrypt_keys(self.decrypt_keys)
            .skip_broken(self.skip_broken)
            .strict(self.strict)
            .integrity_passphrase(self.integrity_passphrase.as_deref())
            .limits(self.limits.unwrap_or(Limits::DEFAULT))
    }
}

/// `{"input_bytes": 1 << 20}`: the names are those of [`Limits`].
fn read_limits(given: &Bound<'_, PyDict>) -> PyResult<Limits> {
    let mut limits = Limits::DEFAULT;
    for (name, value) in given {
        let name: PyBackedStr = name.extract()?;
        let count = || value.extract::<usize>();
        limits = match &*name {
            "bags" => limits.bags(count()?),
            "certificates" => limits.certificates(count()?),
            "input_bytes" => limits.input_bytes(count()?),
            "kdf_work" => limits.kdf_work(value.extract()?),
            "memory_bytes" => limits.memory_bytes(count()?),
            "nesting" => limits.nesting(count()?),
            "pem_sections" => limits.pem_sections(count()?),
            "private_keys" => limits.private_keys(count()?),
            "text_layers" => limits.text_layers(count()?),
            "unasked_kdf_work" => limits.unasked_kdf_work(value.extract()?),
            other => return Err(PyValueError::new_err(format!("unknown limit: {other}"))),
        };
    }
    Ok(limits)
}
