//! Small values: moments and public keys.

use anycert::{KeyAlgorithm, time::OffsetDateTime};
use pyo3::{
    exceptions::PyValueError,
    prelude::*,
    types::{PyDateTime, PyTzInfo},
};

/// A `datetime` in UTC. Years before 1 are an `OverflowError`: Python has none.
pub(crate) fn datetime(py: Python<'_>, moment: OffsetDateTime) -> PyResult<Bound<'_, PyDateTime>> {
    let utc = PyTzInfo::utc(py)?;
    PyDateTime::new(
        py,
        moment.year(),
        moment.month().into(),
        moment.day(),
        moment.hour(),
        moment.minute(),
        moment.second(),
        0,
        Some(&utc),
    )
    .map_err(|_| {
        let text = format!("year {} is outside the range of datetime, 1 to 9999", moment.year());
        pyo3::exceptions::PyOverflowError::new_err(text)
    })
}

/// The moment of a `datetime` with a time zone.
pub(crate) fn moment(datetime: &Bound<'_, PyDateTime>) -> PyResult<OffsetDateTime> {
    if datetime.getattr("tzinfo")?.is_none() {
        return Err(PyValueError::new_err("the datetime has no time zone"));
    }
    let seconds: f64 = datetime.call_method0("timestamp")?.extract()?;
    OffsetDateTime::from_unix_timestamp(seconds.floor() as i64)
        .map_err(|error| PyValueError::new_err(error.to_string()))
}

/// The algorithm, size and curve of a public key.
#[pyclass(frozen, get_all, module = "anycert")]
pub(crate) struct PublicKey {
    algorithm: String,
    bits: Option<u32>,
    curve: Option<String>,
    text: String,
}

impl PublicKey {
    pub(crate) fn new(algorithm: &KeyAlgorithm) -> Self {
        PublicKey {
            algorithm: algorithm.name().to_owned(),
            bits: algorithm.bits(),
            curve: algorithm.curve().map(|curve| curve.name().to_owned()),
            text: algorithm.to_string(),
        }
    }
}

#[pymethods]
impl PublicKey {
    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self) -> String {
        format!("<anycert.PublicKey {}>", self.text)
    }
}
