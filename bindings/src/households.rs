//! Homes and the people in them.

use std::sync::Arc;

use doorstep_core::{
    id::Id,
    store::query::{home::NeighbourhoodLine, household::HouseholdScreen},
    text::phone,
};
use serde_json::json;

use crate::{
    DoorstepError,
    error::Error,
    input::{HouseholdEdit, HouseholdInput, PhoneInput, ResidentInput, SavedView},
    phone::Phone,
    screens::{HomeForm, NewHomeForm, PersonForm, left},
};

/// Homes.
#[derive(uniffi::Object)]
pub struct Households(pub(crate) Arc<Phone>);

#[uniffi::export]
impl Households {
    /// Everything about a home.
    pub fn screen(&self, id: Id) -> Result<HouseholdScreen, DoorstepError> {
        let day = self.0.today()?;
        self.0.data(|store| Ok(store.household(id, day)?))?.ok_or(DoorstepError::NotHere)
    }

    /// A home as it is, to be put right; `draft` names the form.
    pub fn form(&self, id: Id, draft: String) -> Result<HomeForm, DoorstepError> {
        let day = self.0.today()?;
        let form = self.0.data(|store| {
            let Some(screen) = store.household(id, day)? else { return Ok(None) };
            Ok(Some(HomeForm { home: screen.home, draft: left(store, &draft)? }))
        })?;
        form.ok_or(DoorstepError::NotHere)
    }

    /// A person as they are known, to be put right; `draft` names the form.
    pub fn person_form(&self, household: Id, resident: Id, draft: String) -> Result<PersonForm, DoorstepError> {
        let day = self.0.today()?;
        let form = self.0.data(|store| {
            let person = store.household(household, day)?.and_then(|home| home.person(resident));
            let Some(person) = person else { return Ok(None) };
            Ok(Some(PersonForm { person, draft: left(store, &draft)? }))
        })?;
        form.ok_or(DoorstepError::NotHere)
    }

    /// What adding a home needs: homes that it may be, by the head's name, and neighbourhoods; `draft` names the form.
    pub fn new_form(&self, head: String, draft: String) -> Result<NewHomeForm, DoorstepError> {
        Ok(self.0.data(|store| {
            let alike = if head.trim().is_empty() { Vec::new() } else { store.possible_duplicates(&head)? };
            Ok(NewHomeForm { alike, places: store.neighbourhoods()?, draft: left(store, &draft)? })
        })?)
    }

    /// Neighbourhoods in use, by name.
    pub fn neighbourhoods(&self) -> Result<Vec<NeighbourhoodLine>, DoorstepError> {
        Ok(self.0.data(|store| Ok(store.neighbourhoods()?))?)
    }

    /// Adds a home found at a door. Look at [`crate::search::Search::possible_duplicates`] first.
    pub fn add(&self, mut home: HouseholdInput) -> Result<SavedView, DoorstepError> {
        normalise(&mut home.phones)?;
        Ok(self.0.save("household.add", None, &home)?.into())
    }

    /// Changes what is known about a home.
    pub fn edit(&self, id: Id, mut edit: HouseholdEdit) -> Result<SavedView, DoorstepError> {
        normalise(edit.phones.iter_mut().flatten())?;
        Ok(self.0.save("household.edit", Some(id), &edit)?.into())
    }

    /// Adds a person.
    pub fn add_resident(&self, household: Id, mut person: ResidentInput) -> Result<SavedView, DoorstepError> {
        normalise(&mut person.phone)?;
        Ok(self.0.save("resident.add", Some(household), &person)?.into())
    }

    /// Changes what is known about a person: where they are, what they need.
    pub fn edit_resident(
        &self,
        household: Id,
        resident: Id,
        mut person: ResidentInput,
    ) -> Result<SavedView, DoorstepError> {
        normalise(&mut person.phone)?;
        let mut data = doorstep_core::json::write(&person);
        data.insert("resident".into(), json!(resident));
        Ok(self.0.save("resident.edit", Some(household), &data)?.into())
    }

    /// Closes a conflict that somebody has looked at. Choosing the other value is an edit.
    pub fn close_conflict(&self, household: Id, conflict: Id) -> Result<SavedView, DoorstepError> {
        Ok(self.0.save("conflict.close", Some(household), &json!({ "conflict": conflict }))?.into())
    }
}

/// Numbers as stored (E.164), or a refusal that the person can mend.
fn normalise<'a>(phones: impl IntoIterator<Item = &'a mut PhoneInput>) -> Result<(), Error> {
    for input in phones {
        input.number = phone::normalise(&input.number).map_err(|_| Error::Input { field: "phone" })?;
    }
    Ok(())
}
