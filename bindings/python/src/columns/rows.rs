//! The values of an array as octets.

use arrow_array::{Array, ArrayRef, cast::AsArray};
use arrow_schema::DataType;

/// The octets of each row, `None` for null; or why this type has none.
pub(super) fn octets(array: &dyn Array) -> Result<Vec<Option<&[u8]>>, String> {
    Ok(match array.data_type() {
        DataType::Binary => array.as_binary::<i32>().iter().collect(),
        DataType::LargeBinary => array.as_binary::<i64>().iter().collect(),
        DataType::BinaryView => array.as_binary_view().iter().collect(),
        DataType::FixedSizeBinary(_) => array.as_fixed_size_binary().iter().collect(),
        DataType::Utf8 => array.as_string::<i32>().iter().map(as_bytes).collect(),
        DataType::LargeUtf8 => array.as_string::<i64>().iter().map(as_bytes).collect(),
        DataType::Utf8View => array.as_string_view().iter().map(as_bytes).collect(),
        DataType::Null => vec![None; array.len()],
        DataType::Dictionary(..) => return entries(array),
        other => return Err(format!("expected a column of binary or text, not {other}")),
    })
}

fn as_bytes(text: Option<&str>) -> Option<&[u8]> {
    text.map(str::as_bytes)
}

/// The rows of a dictionary-encoded column.
fn entries(array: &dyn Array) -> Result<Vec<Option<&[u8]>>, String> {
    let dictionary = array.as_any_dictionary();
    let values = octets(dictionary.values().as_ref())?;
    let nulls = dictionary.keys().logical_nulls();
    let keys = dictionary.normalized_keys();
    let row = |(row, key): (usize, &usize)| {
        let is_valid = nulls.as_ref().is_none_or(|nulls| nulls.is_valid(row));
        is_valid.then(|| values.get(*key).copied().flatten()).flatten()
    };
    Ok(keys.iter().enumerate().map(row).collect())
}

/// The only column of a table; any other array as it is.
pub(super) fn only_column(array: ArrayRef) -> Result<ArrayRef, String> {
    let DataType::Struct(fields) = array.data_type() else { return Ok(array) };
    let names: Vec<&str> = fields.iter().map(|field| field.name().as_str()).collect();
    match array.as_struct().columns() {
        [only] if array.null_count() == 0 => Ok(only.clone()),
        _ => Err(format!("expected one column, not a table of {}", names.join(", "))),
    }
}
