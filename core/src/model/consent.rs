//! Consent of one resident to one purpose (Law 91/2025/QH15): voluntary, per purpose, verifiable, withdrawable.

use serde::Deserialize;

use crate::{codes, id::Id};

codes! {
    /// What the resident is asked to agree to.
    Purpose {
        /// To keep a record of the help given.
        Record = "record",
        /// To keep mobility needs and arrange rides.
        Ride = "ride",
        /// To be called back.
        Contact = "contact",
        /// To keep the home's position on a map.
        Pin = "pin",
        /// To keep the preferred language.
        Language = "language",
    }
}

codes! {
    /// Where consent stands.
    ConsentState {
        /// Agreed.
        Given = "given",
        /// Asked and declined: a valid outcome that counts anonymously.
        Declined = "declined",
        /// Agreed once and taken back.
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// How consent was given.
    Method {
        /// A signed paper, by its number.
        Paper = "paper",
        /// Spoken, with a witness.
        Spoken = "spoken",
        /// On the screen.
        Screen = "screen",
    }
}

/// One a resident and purpose; its id follows from both, so that two phones offline make the same record.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Consent {
    /// The resident.
    pub resident: Option<Id>,
    /// The purpose.
    pub purpose: Option<Purpose>,
    /// Where it stands.
    pub state: Option<ConsentState>,
    /// The change that decided it.
    pub change: Option<Id>,
    /// The withdrawal that stands: only a consent that names it restores.
    pub withdrawal: Option<Id>,
}

impl Consent {
    /// Whether the purpose is allowed now.
    pub fn is_given(&self) -> bool {
        self.state == Some(ConsentState::Given)
    }

    /// The id of a resident's consent to a purpose.
    pub fn id(resident: Id, purpose: &Purpose) -> Id {
        resident.derive(&format!("consent {purpose}"))
    }
}
