//! A visit: one knock at one door, and what came of it.

use serde::Deserialize;

use crate::{codes, id::Id};

codes! {
    /// What came of it, one tap each.
    VisitOutcome {
        /// Đã hỗ trợ xong.
        Done = "done",
        /// Đã gặp, chưa xong.
        Unfinished = "unfinished",
        /// Không có ai ở nhà.
        NotHome = "not_home",
        /// Hẹn lại.
        ComeBack = "come_back",
        /// Gia đình chưa nhận hỗ trợ: valid, counted anonymously.
        Refused = "refused",
        /// Đã chuyển đi nơi khác.
        Moved = "moved",
        /// Chuyển cán bộ giải quyết.
        Referred = "referred",
        /// Hẹn lên Công an.
        Police = "police",
        /// Đề nghị Công an đến làm tại nhà.
        PoliceHome = "police_home",
    }
}

impl VisitOutcome {
    /// Whether somebody was met.
    pub fn met(&self) -> bool {
        !matches!(self, VisitOutcome::NotHome | VisitOutcome::Moved)
    }

    /// Whether the household needs no further visit for now.
    pub fn settles(&self) -> bool {
        matches!(self, VisitOutcome::Done | VisitOutcome::Refused | VisitOutcome::Moved)
    }
}

/// One person helped with one service.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Help {
    /// The resident; none for an anonymous person.
    pub resident: Option<Id>,
    /// Service of the catalogue.
    pub service: String,
    /// Outcome code of the service.
    pub outcome: String,
    /// Blockers, codes of the catalogue.
    pub blockers: Vec<String>,
}

/// A fact: never edited, only amended by a later change.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default)]
pub struct Visit {
    /// What came of it.
    pub outcome: VisitOutcome,
    /// Who knocked first.
    pub by: Option<Id>,
    /// Partners who knocked together: one turn, all credited.
    pub with: Vec<Id>,
    /// Milliseconds since 1970.
    pub at: i64,
    /// The day in Vietnam, ISO date.
    pub day: String,
    /// People helped.
    pub helped: Vec<Help>,
    /// "Met, not finished": papers missing, codes of the catalogue.
    pub missing: Vec<String>,
    /// Who brings them, in free words.
    pub who_brings: String,
    /// Agreed day to come back, ISO date.
    pub come_back_on: Option<String>,
    /// Whether it was taken back by an amendment.
    pub withdrawn: bool,
    /// Whether its text and people were erased.
    pub redacted: bool,
}

impl Default for Visit {
    fn default() -> Self {
        Visit {
            outcome: VisitOutcome::NotHome,
            by: None,
            with: Vec::new(),
            at: 0,
            day: String::new(),
            helped: Vec::new(),
            missing: Vec::new(),
            who_brings: String::new(),
            come_back_on: None,
            withdrawn: false,
            redacted: false,
        }
    }
}
