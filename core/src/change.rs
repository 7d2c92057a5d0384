//! Changes: what a person did. A plain value, immutable once saved, followed by others but never edited.

use serde_json::Value;

use crate::{
    id::{Id, Seq},
    json::{self, Fields, NotCanonical},
};

/// What a person did, and what they had in front of them when they did it.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// Identity for ever; also the identity of the record that a fact creates.
    pub id: Id,
    /// The author.
    pub member: Id,
    /// Milliseconds since 1970: last hub time plus uptime. People see it; otherwise it only breaks ties.
    pub at: i64,
    /// Whether `at` follows an unexplained jump of the clock: it then ranks below all that do not.
    pub unsure: bool,
    /// What was done, such as `visit.record`.
    pub kind: String,
    /// Version of `data`'s form.
    pub v: u32,
    /// The root that the change belongs to.
    pub root: Id,
    /// The revision of the edited record that the person had on screen; 0 where there was none.
    pub seen: Seq,
    /// The author's own latest changes of the same fields that no checkpoint had covered yet.
    pub after: Vec<Id>,
    /// The position of the grant under which the phone held the root; 0 where it did not.
    pub epoch: Seq,
    /// What the kind needs to know.
    pub data: Fields,
}

/// The identity of a change's content: BLAKE3 of its canonical text.
pub type Hash = [u8; 32];

/// Why a text is not a change.
#[derive(Debug, thiserror::Error)]
pub enum NotAChange {
    /// Not canonical JSON.
    #[error(transparent)]
    Json(#[from] NotCanonical),
    /// A member is missing or of another type.
    #[error("change: {field}: {expected}")]
    Field {
        /// The member.
        field: &'static str,
        /// What should stand there.
        expected: &'static str,
    },
}

impl Change {
    /// The canonical text: what is stored, sent and hashed. Members with their usual value are left out. The place in a
    /// device's queue (`inc`, `n`) is not part of it: a clone sends the same change from another place.
    pub fn to_text(&self) -> String {
        let mut fields = Fields::new();
        if !self.after.is_empty() {
            fields.insert("after".into(), self.after.iter().map(|id| Value::from(id.to_string())).collect());
        }
        fields.insert("at".into(), self.at.into());
        fields.insert("data".into(), Value::Object(self.data.clone()));
        if self.epoch != 0 {
            fields.insert("epoch".into(), self.epoch.into());
        }
        fields.insert("id".into(), self.id.to_string().into());
        fields.insert("kind".into(), self.kind.as_str().into());
        fields.insert("member".into(), self.member.to_string().into());
        fields.insert("root".into(), self.root.to_string().into());
        if self.seen != 0 {
            fields.insert("seen".into(), self.seen.into());
        }
        if self.unsure {
            fields.insert("unsure".into(), true.into());
        }
        fields.insert("v".into(), self.v.into());
        json::fields_to_canonical(&fields)
    }

    /// Reads a change from its canonical text. Members that a newer release added are allowed and stay in the text.
    pub fn from_text(text: &str) -> Result<Change, NotAChange> {
        let mut fields = json::parse_canonical(text)?;
        let data = match fields.remove("data") {
            Some(Value::Object(data)) => data,
            _ => return Err(NotAChange::Field { field: "data", expected: "an object" }),
        };
        let after = match fields.get("after") {
            None => Vec::new(),
            Some(Value::Array(ids)) => ids
                .iter()
                .map(|id| id.as_str().and_then(|id| id.parse().ok()))
                .collect::<Option<Vec<Id>>>()
                .ok_or(NotAChange::Field { field: "after", expected: "a list of identifiers" })?,
            Some(_) => return Err(NotAChange::Field { field: "after", expected: "a list of identifiers" }),
        };
        Ok(Change {
            id: id(&fields, "id")?,
            member: id(&fields, "member")?,
            at: integer(&fields, "at")?.ok_or(NotAChange::Field { field: "at", expected: "milliseconds" })?,
            unsure: fields.get("unsure").and_then(Value::as_bool).unwrap_or(false),
            kind: match fields.get("kind").and_then(Value::as_str) {
                Some(kind) if !kind.is_empty() && kind.len() <= 64 => kind.to_owned(),
                _ => return Err(NotAChange::Field { field: "kind", expected: "1 to 64 characters" }),
            },
            v: integer(&fields, "v")?
                .and_then(|v| u32::try_from(v).ok())
                .ok_or(NotAChange::Field { field: "v", expected: "a version number" })?,
            root: id(&fields, "root")?,
            seen: integer(&fields, "seen")?.unwrap_or(0),
            after,
            epoch: integer(&fields, "epoch")?.unwrap_or(0),
            data,
        })
    }

    /// The hash of a change's canonical text.
    pub fn hash_of(text: &str) -> Hash {
        *blake3::hash(text.as_bytes()).as_bytes()
    }

    /// Every identifier that the change names: itself, its root, and those anywhere in its data. Erasure matches these.
    pub fn names(&self) -> Vec<Id> {
        fn walk(value: &Value, into: &mut Vec<Id>) {
            match value {
                Value::String(text) => into.extend(text.parse::<Id>().ok()),
                Value::Array(values) => values.iter().for_each(|value| walk(value, into)),
                Value::Object(fields) => fields.iter().for_each(|(key, value)| {
                    into.extend(key.parse::<Id>().ok());
                    walk(value, into);
                }),
                _ => {}
            }
        }
        let mut names = vec![self.id, self.root];
        self.data.iter().for_each(|(key, value)| {
            names.extend(key.parse::<Id>().ok());
            walk(value, &mut names);
        });
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The order in which conflicting edits rank: a flagged clock below all others, then the earlier of the time of
    /// writing and of receipt, then the identifier.
    pub fn rank(&self, received: i64) -> Rank {
        Rank { sure: !self.unsure, at: self.at.min(received), id: self.id }
    }
}

/// How strongly an edit claims a field in a conflict; see [`Change::rank`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Rank {
    /// Whether the author's clock was explained.
    pub sure: bool,
    /// Milliseconds since 1970.
    pub at: i64,
    /// The change.
    pub id: Id,
}

fn id(fields: &Fields, field: &'static str) -> Result<Id, NotAChange> {
    fields
        .get(field)
        .and_then(Value::as_str)
        .and_then(|text| text.parse().ok())
        .ok_or(NotAChange::Field { field, expected: "an identifier" })
}

fn integer(fields: &Fields, field: &'static str) -> Result<Option<i64>, NotAChange> {
    match fields.get(field) {
        None => Ok(None),
        Some(value) => value.as_i64().map(Some).ok_or(NotAChange::Field { field, expected: "an integer" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change() -> Change {
        let id = Id::v7(1_764_000_000_000, [1; 10]);
        Change {
            id,
            member: id.derive("member"),
            at: 1_764_000_000_000,
            unsure: false,
            kind: "note.add".into(),
            v: 1,
            root: id.derive("household"),
            seen: 0,
            after: vec![],
            epoch: 12,
            data: json::parse_canonical(r#"{"text":"gọi trước"}"#).unwrap(),
        }
    }

    #[test]
    fn text_round_trips() {
        let mut change = change();
        assert_eq!(Change::from_text(&change.to_text()).unwrap(), change);
        change.after = vec![change.root];
        change.unsure = true;
        change.seen = 3;
        assert_eq!(Change::from_text(&change.to_text()).unwrap(), change);
    }

    #[test]
    fn a_newer_member_is_allowed() {
        let text = change().to_text().replace(r#","v":1"#, r#","v":1,"weather":"rain""#);
        assert_eq!(Change::from_text(&text).unwrap(), change());
    }

    #[test]
    fn missing_members_are_named() {
        let error = Change::from_text(r#"{"data":{},"id":"x"}"#).unwrap_err();
        assert_eq!(error.to_string(), "change: id: an identifier");
    }

    #[test]
    fn a_sure_clock_outranks_an_unsure_one() {
        let sure = change();
        let unsure = Change { unsure: true, at: sure.at + 1_000_000, ..change() };
        assert!(sure.rank(i64::MAX) > unsure.rank(i64::MAX));
        // A clock a year ahead gains nothing over the time of receipt.
        let ahead = Change { at: i64::MAX, ..change() };
        assert_eq!(ahead.rank(sure.at), sure.rank(sure.at));
    }
}
