//! Notes.

use pyo3::prelude::*;

/// A leniency that was applied, or another observation, with its place.
#[pyclass(frozen, eq, module = "anycert")]
#[derive(PartialEq, Eq)]
pub(crate) struct Note(pub(crate) anycert::Note);

#[pymethods]
impl Note {
    /// The stable word of the note, for programs to act on.
    #[getter]
    fn code(&self) -> &'static str {
        self.0.code().as_str()
    }

    /// `repaired`, `contradicted`, `skipped` or `observed`.
    #[getter]
    fn note_class(&self) -> &'static str {
        self.0.class().as_str()
    }

    #[getter]
    fn place(&self) -> String {
        self.0.location().to_string()
    }

    #[getter]
    fn line(&self) -> Option<usize> {
        self.0.location().line()
    }

    #[getter]
    fn byte(&self) -> Option<usize> {
        self.0.location().byte()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<anycert.Note {}: {}>", self.code(), self.0)
    }
}
