//! The result: a column that hands its memory to any consumer of Arrow.

use crate::capsule::{export_array, export_schema, export_stream};
use arrow_array::{Array, ArrayRef, make_array, new_empty_array};
use arrow_data::transform::MutableArrayData;
use arrow_schema::{DataType, Field};
use pyo3::{
    exceptions::PyOverflowError,
    prelude::*,
    types::{PyCapsule, PyTuple},
};

/// An Arrow column, or a table as a column of structs.
#[pyclass(frozen, module = "anycert")]
pub(crate) struct Column {
    field: Field,
    chunks: Vec<ArrayRef>,
}

impl Column {
    pub(super) fn new(field: Field, chunks: Vec<ArrayRef>) -> Self {
        Column { field, chunks }
    }

    /// The column in one array.
    fn whole(&self) -> PyResult<ArrayRef> {
        match &*self.chunks {
            [] => Ok(new_empty_array(self.field.data_type())),
            [only] => Ok(only.clone()),
            chunks => concatenate(chunks),
        }
    }
}

fn concatenate(chunks: &[ArrayRef]) -> PyResult<ArrayRef> {
    let all: Vec<_> = chunks.iter().map(|chunk| chunk.to_data()).collect();
    let rows = all.iter().map(arrow_data::ArrayData::len).sum();
    let mut whole = MutableArrayData::new(all.iter().collect(), false, rows);
    for (at, data) in all.iter().enumerate() {
        whole.try_extend(at, 0, data.len()).map_err(|_| {
            let text = "too large for one array: use it as a stream, as pyarrow.chunked_array does";
            PyOverflowError::new_err(text)
        })?;
    }
    Ok(make_array(whole.freeze()))
}

#[pymethods]
impl Column {
    fn __len__(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.len()).sum()
    }

    /// The name of the Arrow type.
    #[getter]
    fn r#type(&self) -> String {
        self.field.data_type().to_string()
    }

    /// The names of the columns of a table; empty for a single column.
    #[getter]
    fn names(&self) -> Vec<&str> {
        match self.field.data_type() {
            DataType::Struct(fields) => fields.iter().map(|field| field.name().as_str()).collect(),
            _ => Vec::new(),
        }
    }

    #[getter]
    fn null_count(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.null_count()).sum()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        export_schema(py, &self.field)
    }

    /// The type is always the column's own; a consumer casts where it asked for another one.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        drop(requested_schema);
        let whole = py.detach(|| self.whole())?;
        export_array(py, &whole, &self.field)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        export_stream(py, &self.chunks, &self.field)
    }

    fn __repr__(&self) -> String {
        let (name, rows) = (self.field.name(), self.__len__());
        let nulls = self.null_count();
        match self.field.data_type() {
            DataType::Struct(_) => {
                format!("<anycert.Column of {rows} rows: {}>", self.names().join(", "))
            }
            other => format!("<anycert.Column {name}: {other}, {rows} rows, {nulls} null>"),
        }
    }
}
