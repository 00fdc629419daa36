//! Errors as Python exceptions. The classes are in `_errors.py`.

use pyo3::{prelude::*, sync::PyOnceLock, types::PyDict};

/// The exception for `error`, of the class for its kind.
pub(crate) fn exception<'py>(
    py: Python<'py>,
    error: &anycert::Error,
) -> PyResult<Bound<'py, PyAny>> {
    static CLASS_OF: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class_of = CLASS_OF.get_or_try_init(py, || {
        py.import("anycert._errors")?.getattr("class_of").map(Bound::unbind)
    })?;
    let class = class_of.call1(py, (error.kind().as_str(),))?;
    let location = error.location();
    let fields = PyDict::new(py);
    fields.set_item("kind", error.kind().as_str())?;
    fields.set_item("place", location.to_string())?;
    fields.set_item("help", error.help())?;
    fields.set_item("line", location.line())?;
    fields.set_item("byte", location.byte())?;
    fields.set_item("block", location.block())?;
    fields.set_item("in_private_key_input", location.in_private_key_input())?;
    fields.set_item("oid", error.oid())?;
    fields.set_item("feature", error.feature())?;
    fields.set_item("note_code", error.note_code().map(anycert::NoteCode::as_str))?;
    let exceeded = error.exceeded();
    fields
        .set_item("exceeded", exceeded.map(|it| (it.limit().as_str(), it.asked(), it.allowed())))?;
    class.bind(py).call((error.to_string(),), Some(&fields))
}

pub(crate) fn to_python(py: Python<'_>, error: &anycert::Error) -> PyErr {
    exception(py, error).map_or_else(|failure| failure, PyErr::from_value)
}
