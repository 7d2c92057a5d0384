//! Forms under way: what was typed survives a kill. A draft is no change: it is sent nowhere, and it leaves the phone with
//! the household that it is about.

use doorstep_sqlcipher::rusqlite::{Connection, OptionalExtension, params};

use super::{PhoneStore, StoreError, StoreResult, outbox::RETAINED_MS, query::fates::who};
use crate::{
    id::Id,
    json::{self, Fields},
    receipt::Reason,
    text::guard,
};

/// The most bytes of a draft's fields.
pub const MAX_DRAFT: usize = 64 << 10;

/// A form as it was left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormDraft {
    /// What was typed, by field.
    pub fields: Fields,
    /// When it was last kept, milliseconds since 1970.
    pub at: i64,
}

/// A form under way in a list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenForm {
    /// The form.
    pub form: String,
    /// Whom it is about, as they are spoken of; empty where it is about nobody of this phone.
    pub who: String,
    /// When it was last kept, milliseconds since 1970.
    pub at: i64,
}

impl PhoneStore {
    /// Forms under way, the latest first: what to go on with after a kill.
    pub fn open_forms(&self) -> StoreResult<Vec<OpenForm>> {
        let conn = self.connection();
        let mut select = conn.prepare_cached("SELECT form, root, at FROM draft ORDER BY at DESC, form")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get::<_, Option<[u8; 16]>>(1)?, row.get(2)?)))?;
        let mut forms = Vec::new();
        for row in rows {
            let (form, root, at) = row?;
            let who = match root {
                Some(root) => who(conn, Id::from_bytes(root))?.unwrap_or_default(),
                None => String::new(),
            };
            forms.push(OpenForm { form, who, at });
        }
        Ok(forms)
    }

    /// Keeps what a form holds now, over what it held before. Answers the fields that seem to hold a citizen's secret: those
    /// are not kept, as no text of theirs ever is. Empty fields discard the draft.
    ///
    /// # Errors
    /// [`StoreError::Refused`] where the fields are longer than [`MAX_DRAFT`].
    pub fn keep_draft(
        &mut self,
        form: &str,
        root: Option<Id>,
        mut fields: Fields,
        at: i64,
    ) -> StoreResult<Vec<String>> {
        let secret = |name: &String, fields: &Fields| {
            fields.get(name).and_then(|value| value.as_str()).is_some_and(|text| !guard::find(text).is_empty())
        };
        let secrets: Vec<String> = fields.keys().filter(|name| secret(name, &fields)).cloned().collect();
        fields.retain(|name, _| !secrets.contains(name));
        if fields.is_empty() {
            self.discard_draft(form)?;
            return Ok(secrets);
        }
        let text = serde_json::to_string(&fields).map_err(|_| StoreError::Corrupt { what: "draft" })?;
        if text.len() > MAX_DRAFT {
            let args = json::write(&serde_json::json!({ "field": form }));
            return Err(StoreError::Refused { reason: Reason::Invalid, args });
        }
        self.connection()
            .prepare_cached("INSERT OR REPLACE INTO draft (form, root, at, fields) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![form, root.as_ref().map(|root| root.as_bytes().as_slice()), at, text])?;
        Ok(secrets)
    }

    /// What a form was left with.
    pub fn draft(&self, form: &str) -> StoreResult<Option<FormDraft>> {
        let mut select = self.connection().prepare_cached("SELECT fields, at FROM draft WHERE form = ?1")?;
        let found = select.query_row([form], |row| Ok((row.get::<_, String>(0)?, row.get(1)?))).optional()?;
        let read = |(text, at): (String, i64)| {
            let fields = serde_json::from_str(&text).map_err(|_| StoreError::Corrupt { what: "draft" })?;
            Ok(FormDraft { fields, at })
        };
        found.map(read).transpose()
    }

    /// Forgets a form: it was saved, or given up.
    pub fn discard_draft(&mut self, form: &str) -> StoreResult<()> {
        self.connection().prepare_cached("DELETE FROM draft WHERE form = ?1")?.execute([form])?;
        Ok(())
    }
}

/// Forgets drafts about what the phone no longer holds, and those left long ago.
pub(super) fn prune(conn: &Connection, now: i64) -> StoreResult<()> {
    conn.prepare_cached(
        "DELETE FROM draft WHERE at < ?1 OR (root IS NOT NULL AND root NOT IN (SELECT root FROM held))",
    )?
    .execute([now - RETAINED_MS])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const AT: i64 = 1_795_000_000_000;

    fn store() -> PhoneStore {
        PhoneStore::new(doorstep_sqlcipher::open_in_memory().unwrap()).unwrap()
    }

    #[test]
    fn a_form_comes_back_as_it_was_left() {
        let mut store = store();
        let fields = json::write(&json!({"text": "gọi trước", "who": "cô Lan"}));
        assert!(store.keep_draft("note", None, fields.clone(), AT).unwrap().is_empty());
        assert_eq!(store.draft("note").unwrap(), Some(FormDraft { fields, at: AT }));
        store.discard_draft("note").unwrap();
        assert_eq!(store.draft("note").unwrap(), None);
    }

    #[test]
    fn a_secret_is_not_kept_and_the_rest_is() {
        let mut store = store();
        let fields = json::write(&json!({"text": "số 012345678901", "who": "cô Lan"}));
        assert_eq!(store.keep_draft("note", None, fields, AT).unwrap(), ["text"]);
        let kept = store.draft("note").unwrap().unwrap();
        assert_eq!(kept.fields, json::write(&json!({"who": "cô Lan"})));
    }

    #[test]
    fn an_emptied_form_leaves_nothing() {
        let mut store = store();
        store.keep_draft("note", None, json::write(&json!({"text": "chó dữ"})), AT).unwrap();
        store.keep_draft("note", None, Fields::new(), AT).unwrap();
        assert_eq!(store.draft("note").unwrap(), None);
    }

    #[test]
    fn drafts_of_what_left_and_old_ones_are_forgotten() {
        let mut store = store();
        let text = json::write(&json!({"text": "x"}));
        store.keep_draft("gone", Some(Id::HUB), text.clone(), AT).unwrap();
        store.keep_draft("old", None, text.clone(), AT - RETAINED_MS - 1).unwrap();
        store.keep_draft("fresh", None, text, AT).unwrap();
        prune(store.connection(), AT).unwrap();
        assert_eq!(store.draft("gone").unwrap(), None);
        assert_eq!(store.draft("old").unwrap(), None);
        assert!(store.draft("fresh").unwrap().is_some());
    }

    #[test]
    fn forms_under_way_are_listed_the_latest_first() {
        let mut store = store();
        let text = json::write(&json!({"text": "x"}));
        store.keep_draft("first", None, text.clone(), AT).unwrap();
        store.keep_draft("second", Some(Id::HUB), text.clone(), AT + 1).unwrap();
        let forms = |store: &PhoneStore| store.open_forms().unwrap().into_iter().map(|f| f.form).collect::<Vec<_>>();
        assert_eq!(forms(&store), ["second", "first"]);
        store.keep_draft("first", None, text, AT + 2).unwrap();
        assert_eq!(forms(&store), ["first", "second"]);
        store.discard_draft("first").unwrap();
        assert_eq!(forms(&store), ["second"]);
    }

    #[test]
    fn a_draft_has_an_end() {
        let mut store = store();
        let long = json::write(&json!({"text": "á".repeat(MAX_DRAFT)}));
        assert!(matches!(store.keep_draft("note", None, long, AT), Err(StoreError::Refused { .. })));
    }
}
