//! As much of JSON Schema (2020-12) as the schemas of this crate use; another keyword panics.

use serde_json::Value;

/// The violations of `schema` in `value`, one line each with its place.
pub fn violations(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, value, "$", &mut found);
    found
}

fn check(root: &Value, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    for (keyword, argument) in schema.as_object().expect("a schema is an object") {
        let holds = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let name = argument.as_str().and_then(|text| text.strip_prefix("#/$defs/"));
                let target = &root["$defs"][name.expect("a definition")];
                check(root, target, value, place, found);
                true
            }
            "anyOf" => argument.as_array().expect("a list").iter().any(|schema| {
                let mut inner = Vec::new();
                check(root, schema, value, place, &mut inner);
                inner.is_empty()
            }),
            "const" => argument == value,
            "type" => match argument {
                Value::Array(types) => types.iter().any(|name| is_of(value, name)),
                name => is_of(value, name),
            },
            "minimum" => value.as_i64().is_none_or(|number| Some(number) >= argument.as_i64()),
            "pattern" => value.as_str().is_none_or(|text| matches(argument, text)),
            "items" => {
                for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, argument, item, &format!("{place}[{number}]"), found);
                }
                true
            }
            "required" => value.as_object().is_none_or(|object| {
                let names = argument.as_array().expect("a list");
                names.iter().all(|name| object.contains_key(name.as_str().expect("a name")))
            }),
            "properties" => {
                for (name, schema) in argument.as_object().expect("an object") {
                    if let Some(item) = value.get(name) {
                        check(root, schema, item, &format!("{place}.{name}"), found);
                    }
                }
                true
            }
            "additionalProperties" => value.as_object().is_none_or(|object| {
                assert_eq!(argument, &Value::Bool(false));
                object.keys().all(|name| schema["properties"].get(name).is_some())
            }),
            other => panic!("the keyword {other} is not known here"),
        };
        if !holds {
            found.push(format!("{place}: {keyword} {argument}: {value}"));
        }
    }
}

fn is_of(value: &Value, name: &Value) -> bool {
    match name.as_str().expect("a type's name") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the type {other} is not known here"),
    }
}

/// The regular expressions of our schemas, each by name.
fn matches(pattern: &Value, text: &str) -> bool {
    let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    match pattern.as_str().expect("a pattern") {
        "^[a-z0-9_]+$" => {
            let is_word = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
            !text.is_empty() && text.bytes().all(is_word)
        }
        "^([0-9a-f]{2})*$" => text.len().is_multiple_of(2) && text.bytes().all(is_hex),
        "^[0-9a-f]{64}$" => text.len() == 64 && text.bytes().all(is_hex),
        "^[0-9a-f]{40}$" => text.len() == 40 && text.bytes().all(is_hex),
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$" => {
            let shape: String =
                text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            shape == "0000-00-00T00:00:00.000Z"
        }
        other => panic!("the pattern {other} is not known here"),
    }
}
