//! Forms under way: what was typed survives a kill.

use std::sync::Arc;

use doorstep_core::{
    id::Id,
    json::Fields,
    store::draft::{FormDraft, OpenForm},
};

use crate::{DoorstepError, observe::Area, phone::Phone, worker::Task};

/// What a field of a form holds.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DraftField {
    /// The field.
    pub name: String,
    /// What was typed or chosen.
    pub value: String,
}

/// A form as it was left.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DraftView {
    /// What was typed, by field.
    pub fields: Vec<DraftField>,
    /// When it was last kept, milliseconds since 1970.
    pub at: i64,
}

/// A form under way in a list of them.
#[uniffi::remote(Record)]
pub struct OpenForm {
    /// The form.
    pub form: String,
    /// Whom it is about, as they are spoken of; empty where it is about nobody of this phone.
    pub who: String,
    /// When it was last kept, milliseconds since 1970.
    pub at: i64,
}

/// Drafts. A form is named by its screen and what it is about, such as `note/<household>`.
#[derive(uniffi::Object)]
pub struct Drafts(pub(crate) Arc<Phone>);

#[uniffi::export]
impl Drafts {
    /// Forms under way, the latest first: what to go on with after a kill.
    pub fn open_forms(&self) -> Result<Vec<OpenForm>, DoorstepError> {
        Ok(self.0.data(|store| Ok(store.open_forms()?))?)
    }

    /// Keeps what a form holds now. `root` is the household or ride that it is about: the draft leaves with it. Answers the
    /// fields that seem to hold a citizen's secret, which are not kept.
    pub fn keep(&self, form: String, root: Option<Id>, fields: Vec<DraftField>) -> Result<Vec<String>, DoorstepError> {
        let at = self.0.now()?.at_ms;
        let fields: Fields = fields.into_iter().map(|field| (field.name, field.value.into())).collect();
        let secrets = self.0.data(|store| Ok(store.keep_draft(&form, root, fields, at)?))?;
        self.0.soon(Task::Tell(Area::Drafts));
        Ok(secrets)
    }

    /// What a form was left with.
    pub fn kept(&self, form: String) -> Result<Option<DraftView>, DoorstepError> {
        let draft = self.0.data(|store| Ok(store.draft(&form)?))?;
        Ok(draft.map(|draft| DraftView { fields: fields_of(&draft), at: draft.at }))
    }

    /// Forgets a form: it was saved, or given up.
    pub fn discard(&self, form: String) -> Result<(), DoorstepError> {
        self.0.data(|store| Ok(store.discard_draft(&form)?))?;
        self.0.soon(Task::Tell(Area::Drafts));
        Ok(())
    }
}

/// What was typed, by field.
pub(crate) fn fields_of(draft: &FormDraft) -> Vec<DraftField> {
    let field = |(name, value): (&String, &serde_json::Value)| DraftField {
        name: name.clone(),
        value: value.as_str().unwrap_or("").to_owned(),
    };
    draft.fields.iter().map(field).collect()
}
