//! The Arrow C interfaces between Python objects and this process: the only file with `unsafe`.
//!
//! An object gives capsules whose names say what their pointers are (the Arrow PyCapsule interface).
//! The producer is trusted to describe its own memory; offsets, UTF-8 and views are checked here.

#![expect(unsafe_code, reason = "capsules are C structures behind pointers")]

use arrow_array::{
    Array, ArrayRef,
    ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi},
    ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream},
    make_array,
};
use arrow_schema::{ArrowError, Field};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::{PyCapsule, PyTuple},
};
use std::{
    collections::VecDeque,
    ffi::{CStr, c_char, c_int},
    ptr::{NonNull, null},
};

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

/// The value of `EIO` on every platform that Python supports.
const EIO: c_int = 5;

/// What an object with an Arrow interface contains.
pub(crate) enum Source {
    Array(ArrayRef),
    Stream(ArrayStreamReader),
}

/// Takes over the array or the stream of `object`.
pub(crate) fn import(object: &Bound<'_, PyAny>) -> PyResult<Source> {
    if object.hasattr("__arrow_c_array__")? {
        return import_array(&object.call_method0("__arrow_c_array__")?).map(Source::Array);
    }
    if object.hasattr("__arrow_c_stream__")? {
        return import_stream(&object.call_method0("__arrow_c_stream__")?).map(Source::Stream);
    }
    let name = object.get_type().name()?;
    Err(PyTypeError::new_err(format!(
        "expected an array, column or stream of Arrow (with __arrow_c_array__ or \
         __arrow_c_stream__), not {name}"
    )))
}

fn import_array(pair: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let (schema, array): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.extract()?;
    let schema = pointer(&schema, SCHEMA)?.cast::<FFI_ArrowSchema>().as_ptr();
    let array = pointer(&array, ARRAY)?.cast::<FFI_ArrowArray>().as_ptr();
    // SAFETY: by their names, the capsules hold an initialized ArrowSchema and ArrowArray. They are
    // moved out, which leaves them released, so that the capsules' destructors do nothing.
    let (schema, array) =
        unsafe { (FFI_ArrowSchema::from_raw(schema), FFI_ArrowArray::from_raw(array)) };
    if array.is_released() {
        return Err(PyValueError::new_err("the array was consumed before"));
    }
    // SAFETY: the producer promises that the array agrees with the schema and the C data interface.
    let data = unsafe { from_ffi(array, &schema) }.map_err(value_error)?;
    checked(make_array(data)).map_err(value_error)
}

fn import_stream(capsule: &Bound<'_, PyAny>) -> PyResult<ArrayStreamReader> {
    let stream = pointer(capsule, STREAM)?.cast::<FFI_ArrowArrayStream>().as_ptr();
    // SAFETY: by its name, the capsule holds an initialized ArrowArrayStream. It is moved out, which
    // leaves it released, so that the capsule's destructor does nothing.
    unsafe { ArrayStreamReader::from_raw(stream) }.map_err(value_error)
}

/// The pointer in a capsule of this name.
fn pointer(capsule: &Bound<'_, PyAny>, name: &CStr) -> PyResult<NonNull<std::ffi::c_void>> {
    let capsule = capsule.cast::<PyCapsule>()?;
    capsule.pointer_checked(Some(name))
}

/// Checks offsets, UTF-8 and views, which the import does not check.
pub(crate) fn checked(array: ArrayRef) -> Result<ArrayRef, ArrowError> {
    array.to_data().validate_full()?;
    Ok(array)
}

pub(crate) fn value_error(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The capsule that `__arrow_c_schema__` returns.
pub(crate) fn export_schema<'py>(
    py: Python<'py>,
    field: &Field,
) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(field).map_err(value_error)?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}

/// The capsules that `__arrow_c_array__` returns.
pub(crate) fn export_array<'py>(
    py: Python<'py>,
    array: &dyn Array,
    field: &Field,
) -> PyResult<Bound<'py, PyTuple>> {
    let (array, _) = to_ffi(&array.to_data()).map_err(value_error)?;
    let array = PyCapsule::new_with_value(py, array, ARRAY)?;
    PyTuple::new(py, [export_schema(py, field)?, array])
}

/// The capsule that `__arrow_c_stream__` returns.
pub(crate) fn export_stream<'py>(
    py: Python<'py>,
    arrays: &[ArrayRef],
    field: &Field,
) -> PyResult<Bound<'py, PyCapsule>> {
    let state =
        Box::new(StreamState { field: field.clone(), arrays: arrays.iter().cloned().collect() });
    // SAFETY: `private_data` owns a StreamState, which is what the four functions expect, and
    // `release` frees it exactly once.
    let stream = unsafe {
        FFI_ArrowArrayStream::new_unchecked(
            Some(get_schema),
            Some(get_next),
            Some(get_last_error),
            Some(release),
            Box::into_raw(state).cast(),
        )
    };
    PyCapsule::new_with_value(py, stream, STREAM)
}

/// The arrays that a stream has not given yet.
struct StreamState {
    field: Field,
    arrays: VecDeque<ArrayRef>,
}

/// The state of a stream that this file made.
///
/// # Safety
/// `stream` is one of [`export_stream`], not released, and no other reference to its state exists.
unsafe fn state<'a>(stream: *mut FFI_ArrowArrayStream) -> &'a mut StreamState {
    // SAFETY: `private_data` is the StreamState of export_stream until `release`.
    unsafe { &mut *(*stream).private_data().cast::<StreamState>() }
}

unsafe extern "C" fn get_schema(
    stream: *mut FFI_ArrowArrayStream,
    out: *mut FFI_ArrowSchema,
) -> c_int {
    // SAFETY: a consumer calls this with the stream it was read from, and not from two threads.
    let state = unsafe { state(stream) };
    let Ok(schema) = FFI_ArrowSchema::try_from(&state.field) else { return EIO };
    // SAFETY: `out` is memory of the consumer for one ArrowSchema, which may be uninitialized.
    unsafe { out.write(schema) };
    0
}

unsafe extern "C" fn get_next(
    stream: *mut FFI_ArrowArrayStream,
    out: *mut FFI_ArrowArray,
) -> c_int {
    // SAFETY: as in get_schema.
    let state = unsafe { state(stream) };
    let next = state.arrays.pop_front().map(|array| FFI_ArrowArray::new(&array.to_data()));
    // SAFETY: `out` is memory of the consumer for one ArrowArray, which may be uninitialized. A
    // released array is the end of the stream.
    unsafe { out.write(next.unwrap_or_else(FFI_ArrowArray::empty)) };
    0
}

unsafe extern "C" fn get_last_error(_: *mut FFI_ArrowArrayStream) -> *const c_char {
    null()
}

unsafe extern "C" fn release(stream: *mut FFI_ArrowArrayStream) {
    // SAFETY: a consumer, or Drop, calls this once with a stream that is not released. The state is
    // taken back into its box; clearing the callback marks the stream as released.
    unsafe {
        drop(Box::from_raw((*stream).private_data().cast::<StreamState>()));
        (*stream).set_private_data(std::ptr::null_mut());
        (*stream).set_release(None);
    }
}
