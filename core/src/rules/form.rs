//! Reading a change's `data`: clear refusals that name the member, and the guard against citizens' secrets.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::outcome::Stop;
use crate::{id::Id, json::Fields, receipt::Reason, text::guard};

/// The longest free text that a field takes, in characters.
pub const MAX_TEXT: usize = 2_000;

/// A change's data.
#[derive(Clone, Copy)]
pub struct Form<'a>(pub &'a Fields);

impl<'a> Form<'a> {
    /// The data of a change, once no free text in it looks like an identity number, a card or a one-time code.
    pub fn guarded(data: &'a Fields) -> Result<Form<'a>, Stop> {
        for (name, value) in data {
            guard_value(name, value)?;
        }
        Ok(Form(data))
    }

    /// A member that must be an identifier.
    pub fn id(&self, field: &str) -> Result<Id, Stop> {
        self.maybe_id(field)?.ok_or_else(|| Stop::invalid(field))
    }

    /// A member that may be an identifier.
    pub fn maybe_id(&self, field: &str) -> Result<Option<Id>, Stop> {
        match self.0.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => {
                value.as_str().and_then(|text| text.parse().ok()).map(Some).ok_or_else(|| Stop::invalid(field))
            }
        }
    }

    /// A member that must be text of at least one character.
    pub fn text(&self, field: &str) -> Result<&'a str, Stop> {
        match self.maybe_text(field)? {
            Some(text) if !text.trim().is_empty() => Ok(text),
            _ => Err(Stop::invalid(field)),
        }
    }

    /// A member that may be text.
    pub fn maybe_text(&self, field: &str) -> Result<Option<&'a str>, Stop> {
        match self.0.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Stop::invalid(field)),
        }
    }

    /// A member that must be an ISO date.
    pub fn date(&self, field: &str) -> Result<NaiveDate, Stop> {
        self.text(field)?.parse().map_err(|_| Stop::invalid(field))
    }

    /// A member that may be an ISO date.
    pub fn maybe_date(&self, field: &str) -> Result<Option<NaiveDate>, Stop> {
        self.maybe_text(field)?.map(|text| text.parse().map_err(|_| Stop::invalid(field))).transpose()
    }

    /// A member of a known code; a code of a newer release waits for a newer hub.
    pub fn code<T: DeserializeOwned>(&self, field: &str) -> Result<T, Stop> {
        self.0
            .get(field)
            .and_then(|value| serde_json::from_value(value.clone()).ok())
            .ok_or_else(|| Stop::invalid(field))
    }

    /// A member of some type; its default where it is absent.
    pub fn or_default<T: DeserializeOwned + Default>(&self, field: &str) -> Result<T, Stop> {
        match self.0.get(field) {
            None | Some(Value::Null) => Ok(T::default()),
            Some(value) => T::deserialize(value).map_err(|_| Stop::invalid(field)),
        }
    }

    /// Checks that each member fits the model's type for it, and names the first that does not.
    pub fn fits<T: DeserializeOwned>(&self) -> Result<(), Stop> {
        for (name, value) in self.0 {
            if value.is_null() {
                continue;
            }
            let one = Fields::from_iter([(name.clone(), value.clone())]);
            crate::json::read::<T>(&one).map_err(|_| Stop::invalid(name))?;
        }
        Ok(())
    }
}

fn guard_value(field: &str, value: &Value) -> Result<(), Stop> {
    match value {
        Value::String(text) if text.chars().count() > MAX_TEXT => {
            Err(Stop::invalid(field).arg("longest", MAX_TEXT as i64))
        }
        // An identifier is not free text, and its last group may happen to be twelve digits.
        Value::String(text) if text.parse::<Id>().is_ok() => Ok(()),
        Value::String(text) if guard::find(text).is_empty() => Ok(()),
        Value::String(_) => Err(Stop::refused(Reason::SecretInText).arg("field", field)),
        Value::Array(values) => values.iter().try_for_each(|value| guard_value(field, value)),
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| guard_value(name, value)),
        _ => Ok(()),
    }
}

/// A body with members from pairs; absent values are left out.
pub(crate) fn body(members: impl IntoIterator<Item = (&'static str, Value)>) -> Fields {
    members.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.to_owned(), value)).collect()
}

/// An identifier as JSON.
pub(crate) fn json_id(id: Id) -> Value {
    Value::String(id.to_string())
}
