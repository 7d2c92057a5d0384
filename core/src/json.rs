//! Canonical JSON: what is hashed, stored and compared byte for byte.
//!
//! Keys in byte order, no duplicates, no white space; a number that a newer release wrote keeps its digits. Our own
//! fields hold no floats: coordinates are integers of 1e-7 degrees, times are integers of milliseconds or ISO dates.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor},
};
use serde_json::{Map, Value};

/// The fields of a body or of a change: a JSON object whose unknown members are kept at every depth.
pub type Fields = Map<String, Value>;

/// Why a text is not canonical JSON.
#[derive(Debug, thiserror::Error)]
pub enum NotCanonical {
    /// Not JSON at all, or cut short.
    #[error("not JSON: {0}")]
    Syntax(#[from] serde_json::Error),
    /// JSON, but written in another way than ours: order of keys, white space, duplicates.
    #[error("not canonical: keys must be in byte order, without duplicates or white space (differs at byte {at})")]
    Form {
        /// The first byte that differs from the canonical form.
        at: usize,
    },
    /// Another value where an object was expected.
    #[error("expected a JSON object")]
    NotAnObject,
}

/// The canonical text of a value. `Map` is a B-tree here (serde_json without `preserve_order`), so keys are in byte order.
pub fn to_canonical(value: &Value) -> String {
    value.to_string()
}

/// The canonical text of an object.
pub fn fields_to_canonical(fields: &Fields) -> String {
    // Writing a map of values to a string cannot fail: keys are strings and values are already JSON.
    serde_json::to_string(fields).unwrap_or_default()
}

/// Parses an object and refuses every spelling but the canonical one, so that equal bytes mean equal values.
pub fn parse_canonical(text: &str) -> Result<Fields, NotCanonical> {
    let Value::Object(fields) = serde_json::from_str::<Value>(text)? else { return Err(NotCanonical::NotAnObject) };
    let canonical = fields_to_canonical(&fields);
    if canonical == text {
        Ok(fields)
    } else {
        let at = canonical.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
        Err(NotCanonical::Form { at })
    }
}

/// Reads a typed view of an object: unknown members are left out of the view, never out of the object.
pub fn read<T: DeserializeOwned>(fields: &Fields) -> Result<T, serde_json::Error> {
    T::deserialize(serde::de::value::MapDeserializer::new(
        fields.iter().map(|(key, value)| (key.as_str(), ValueRef(value))),
    ))
}

/// Reads these members of an object, and passes over the others without making values of them.
pub fn pick(text: &str, members: &[&str]) -> Result<Fields, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let picked = reader.deserialize_map(Pick(members))?;
    reader.end()?;
    Ok(picked)
}

struct Pick<'a>(&'a [&'a str]);

/// A name that is borrowed where nothing in it is escaped.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Visitor<'de> for Pick<'_> {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Fields, M::Error> {
        let mut picked = Fields::new();
        while let Some(Name(name)) = map.next_key()? {
            if self.0.contains(&name.as_ref()) {
                picked.insert(name.into_owned(), map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(picked)
    }
}

/// Lets a borrowed value be deserialised out of a map without a copy of the map.
struct ValueRef<'a>(&'a Value);

impl<'de> serde::de::IntoDeserializer<'de, serde_json::Error> for ValueRef<'de> {
    type Deserializer = &'de Value;

    fn into_deserializer(self) -> &'de Value {
        self.0
    }
}

/// Writes a typed value as an object. Values that are not objects give an empty one; our model has none.
pub fn write<T: Serialize>(value: &T) -> Fields {
    match serde_json::to_value(value) {
        Ok(Value::Object(fields)) => fields,
        _ => Fields::new(),
    }
}

/// Merges a patch: members that are `null` are removed, objects are merged member by member, all else is replaced
/// (RFC 7396). What the patch does not name stays as it was.
pub fn patch(target: &mut Fields, patch: &Fields) {
    for (key, value) in patch {
        match (value, target.get_mut(key)) {
            (Value::Null, _) => {
                target.remove(key);
            }
            (Value::Object(from), Some(Value::Object(into))) => self::patch(into, from),
            (value, _) => {
                target.insert(key.clone(), value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_newer_release_keep_their_digits() {
        let text = r#"{"a":1.0,"b":123456789012345678901234567890,"c":1e+400,"d":{"z":-0}}"#;
        assert_eq!(fields_to_canonical(&parse_canonical(text).unwrap()), text);
    }

    #[test]
    fn other_spellings_are_refused_with_a_place() {
        for (text, at) in [(r#"{"b":1,"a":2}"#, 2), (r#"{"a":1, "b":2}"#, 7), (r#"{"a":1,"a":2}"#, 5)] {
            match parse_canonical(text) {
                Err(NotCanonical::Form { at: found }) => assert_eq!(found, at, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
        assert!(matches!(parse_canonical("[1]"), Err(NotCanonical::NotAnObject)));
        assert!(matches!(parse_canonical(r#"{"a":"#), Err(NotCanonical::Syntax(_))));
    }

    #[test]
    fn picking_reads_what_is_asked_for_and_refuses_what_is_no_object() {
        let text = r#"{"a":{"b":[1,2]},"caf\u00e9":1.50,"d":null,"e":"x"}"#;
        let picked = pick(text, &["a", "café", "d", "z"]).unwrap();
        assert_eq!(fields_to_canonical(&picked), r#"{"a":{"b":[1,2]},"café":1.50,"d":null}"#);
        for wrong in ["[1]", "1", r#"{"a":1"#, r#"{"a":1}x"#, r#"{"a":1,"q":tru}"#] {
            assert!(pick(wrong, &["a"]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_patch_keeps_what_it_does_not_name() {
        let mut body = parse_canonical(r#"{"door":{"dog":true,"new":[1]},"name":"Hương","x":2}"#).unwrap();
        patch(&mut body, &parse_canonical(r#"{"door":{"dog":null,"gate":true},"name":"Lan"}"#).unwrap());
        assert_eq!(fields_to_canonical(&body), r#"{"door":{"gate":true,"new":[1]},"name":"Lan","x":2}"#);
    }
}
