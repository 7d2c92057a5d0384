//! Enrolling: from an invitation's text to a phone that knows its hub.

mod begin;
pub(crate) mod binding;

use std::sync::Arc;

use doorstep_core::{
    enrolment::{DevicePlatform, Invitation},
    id::CommuneCode,
    model::member::Role,
};

use crate::{DoorstepError, phone::Phone, transport::cancel::CancelToken};

/// What an invitation says, to show before connecting.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct InvitationView {
    /// The commune.
    pub commune: CommuneCode,
    /// Its name.
    pub commune_name: String,
    /// Where the hub is.
    pub addresses: Vec<String>,
    /// The hub's key in four groups of four, to compare by eye with what the hub shows.
    pub key: String,
}

/// What the hub is told about the phone.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DeviceInput {
    /// What the leader sees in a list: "Samsung A05". At most 60 characters.
    pub label: String,
    /// `android`, `ios` or `terminal`.
    pub platform: DevicePlatform,
    /// Version of the system.
    pub os: String,
    /// Version of the app.
    pub app: String,
}

/// Whose phone it is now.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct EnrolledView {
    /// The member's name.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// The commune's name.
    pub commune_name: String,
}

/// Enrolment.
#[derive(uniffi::Object)]
pub struct Enrolment(pub(crate) Arc<Phone>);

#[uniffi::export]
impl Enrolment {
    /// Whether the phone is enrolled.
    pub fn is_enrolled(&self) -> Result<bool, DoorstepError> {
        Ok(self.0.with(|store| Ok(store.is_enrolled()))?)
    }

    /// Reads an invitation without connecting.
    pub fn read(&self, invitation: String) -> Result<InvitationView, DoorstepError> {
        let read = Invitation::from_text(&invitation).map_err(crate::error::Error::from)?;
        Ok(begin::view(read))
    }

    /// Takes the addresses of an invitation of the hub that the phone is enrolled at, for when the hub has moved. Whoever
    /// shows it, only a hub with the pinned key is ever trusted. An invitation of another hub is refused: `other_hub`.
    pub fn follow_hub(&self, invitation: String) -> Result<InvitationView, DoorstepError> {
        let read = Invitation::from_text(&invitation).map_err(crate::error::Error::from)?;
        let same = self.0.with(|store| Ok(binding::follow(store.connection(), &read)?))?;
        if !same {
            return Err(DoorstepError::Enrolment { code: "other_hub".into() });
        }
        Ok(begin::view(read))
    }

    /// Enrols with an invitation; needs the hub. Asked again after a lost answer, it gets the same answer.
    pub fn begin(
        &self,
        invitation: String,
        device: DeviceInput,
        cancel: Arc<CancelToken>,
    ) -> Result<EnrolledView, DoorstepError> {
        Ok(begin::begin(&self.0, &invitation, device, &cancel)?)
    }
}
