//! The catalogue of services that volunteers help with: what each needs, how it may end, what may be in its way.
//!
//! It is data (`data/services.json`, `data/catalogue_codes.csv`), not code: amounts, forms and codes change, an officer
//! reviews it, and a hub may give its phones a newer one. Reading is lenient towards newer catalogues (unknown fields
//! are passed over, a paper without a code gets a stable one) and strict in what it accepts as recorded: only codes that
//! the service offers. Changes name services, outcomes, blockers and papers by code alone; words are looked up here.

mod read;
mod service;
#[cfg(test)]
mod tests;
mod words;

pub use read::CatalogueError;
pub use service::{DatedAmount, Name, Service};
pub use words::{CodeKind, Word};

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The service of whatever the catalogue does not list: any outcome and blocker goes with it, and a note tells the rest.
pub const OTHER_SERVICE: &str = "other";
/// The blocker that names a paper: it goes with every service, and its words take the paper as `$paper`.
pub const MISSING_PAPER: &str = "missing_paper";

const SERVICES: &str = include_str!("../../data/services.json");
const CODES: &str = include_str!("../../data/catalogue_codes.csv");

/// A catalogue of services. Order is that of the data: what volunteers do most comes first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    version: String,
    services: Vec<Service>,
    words: BTreeMap<(CodeKind, String), Word>,
}

impl Catalogue {
    /// The catalogue that comes with this release.
    pub fn built_in() -> &'static Self {
        // The embedded files are the same in every build and tests read them; a phone must not stop over them.
        static BUILT_IN: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(SERVICES, CODES).unwrap_or_default());
        &BUILT_IN
    }

    /// Which catalogue this is: the day as of which it was compiled, `2026-11-23`. Versions sort as text.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// All services.
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// The service with this id.
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }

    /// The services of a group, in order.
    pub fn services_in(&self, group: &str) -> impl Iterator<Item = &Service> {
        self.services.iter().filter(move |service| service.group == group)
    }

    /// The words for a code; `None` for a code that this catalogue does not know.
    pub fn word(&self, kind: CodeKind, code: &str) -> Option<&Word> {
        self.words.get(&(kind, code.to_owned()))
    }

    /// Every code of a kind, sorted, with its words: what must have a string on each platform.
    pub fn codes(&self, kind: CodeKind) -> impl Iterator<Item = (&str, &Word)> {
        let of_kind = self.words.range((kind, String::new())..).take_while(move |((found, _), _)| *found == kind);
        of_kind.map(|((_, code), word)| (code.as_str(), word))
    }

    /// Blockers that may be recorded with a service: its own, or any where it lists none; a missing paper always.
    pub fn blockers_of(&self, service: &str) -> Vec<&str> {
        let all = || self.codes(CodeKind::Blocker).map(|(code, _)| code).collect();
        match self.service(service) {
            Some(service) if !service.blockers.is_empty() => {
                service.blockers.iter().map(String::as_str).chain([MISSING_PAPER]).collect()
            }
            Some(_) => all(),
            None if service == OTHER_SERVICE => all(),
            None => Vec::new(),
        }
    }

    /// Outcomes that may be recorded with a service.
    pub fn outcomes_of(&self, service: &str) -> Vec<&str> {
        match self.service(service) {
            Some(service) => service.outcomes.iter().map(String::as_str).collect(),
            None if service == OTHER_SERVICE => self.codes(CodeKind::Outcome).map(|(code, _)| code).collect(),
            None => Vec::new(),
        }
    }

    /// Checks what a person recorded: the outcome and the blocker (if any) belong to the service.
    ///
    /// # Errors
    /// Names the code that does not fit and those that do.
    pub fn check(&self, service: &str, outcome: &str, blocker: Option<&str>) -> Result<(), CodeMismatch> {
        if service != OTHER_SERVICE && self.service(service).is_none() {
            return Err(CodeMismatch::Service { service: service.into(), version: self.version.clone() });
        }
        let outcomes = self.outcomes_of(service);
        if !outcomes.contains(&outcome) {
            let offered = outcomes.join(", ");
            return Err(CodeMismatch::Outcome { service: service.into(), outcome: outcome.into(), offered });
        }
        let Some(blocker) = blocker else { return Ok(()) };
        let blockers = self.blockers_of(service);
        if !blockers.contains(&blocker) {
            let offered = blockers.join(", ");
            return Err(CodeMismatch::Blocker { service: service.into(), blocker: blocker.into(), offered });
        }
        Ok(())
    }
}

/// A code that does not belong where it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeMismatch {
    /// The service is not in this catalogue: the other side may have a newer one.
    #[error("service {service:?} is not in the catalogue of {version}: update the catalogue or choose another service")]
    Service {
        /// Code given.
        service: String,
        /// Version of the catalogue.
        version: String,
    },
    /// The service does not end so.
    #[error("outcome {outcome:?} does not belong to service {service:?}: choose one of {offered}")]
    Outcome {
        /// The service.
        service: String,
        /// Code given.
        outcome: String,
        /// Codes that fit.
        offered: String,
    },
    /// This is not in the way of the service.
    #[error("blocker {blocker:?} does not belong to service {service:?}: choose one of {offered}")]
    Blocker {
        /// The service.
        service: String,
        /// Code given.
        blocker: String,
        /// Codes that fit.
        offered: String,
    },
}
