//! One service, as volunteers see it.

use chrono::NaiveDate;
use serde::Deserialize;

/// A name in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

/// A service that volunteers help with. Sentences (steps, safety, eligibility) are Vietnamese: they are read to and with
/// residents. Lists that the data leaves out are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Service {
    /// Stable code.
    pub id: String,
    /// Code of its group.
    pub group: String,
    /// Its name.
    pub name: Name,
    /// Codes of where it can be done.
    pub places: Vec<String>,
    /// Ids of services that must be done before.
    pub needs: Vec<String>,
    /// Codes of the papers to bring.
    pub papers: Vec<String>,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// What else to do where the phone is not the resident's own.
    pub steps_on_borrowed_phone: Vec<String>,
    /// What a volunteer must and must not do.
    pub safety: Vec<String>,
    /// A warning to show before starting.
    pub warning: Option<String>,
    /// Who may have it.
    pub eligibility: Option<String>,
    /// How long the office takes, in words.
    pub processing: Option<String>,
    /// Codes of what may be in the way; empty: anything.
    pub blockers: Vec<String>,
    /// Codes of how it may end.
    pub outcomes: Vec<String>,
    /// Working days until a follow-up visit is proposed.
    pub follow_up_days: Option<u16>,
    /// The resident must come in person: a ride may be needed.
    pub needs_travel: bool,
    /// It touches sensitive personal data.
    pub sensitive: bool,
    /// From this date the Centre takes it online only.
    pub online_only_from: Option<NaiveDate>,
    /// Telephone number for help.
    pub hotline: Option<String>,
    /// Code of the administrative procedure, national part.
    pub procedure_code: Option<String>,
    /// Fee in đồng.
    pub fee_vnd: Option<u64>,
    /// What else is to be said about the fee.
    pub fee_note: Option<String>,
    /// Monthly amounts paid, each with its time.
    pub monthly_amounts: Vec<DatedAmount>,
    /// Legal basis.
    pub legal: Vec<String>,
}

impl Service {
    /// Whether the Centre takes it online only on this day.
    pub fn is_online_only(&self, day: NaiveDate) -> bool {
        self.online_only_from.is_some_and(|from| from <= day)
    }

    /// The monthly amount on this day. To be shown with "verify with the commune": such amounts change.
    pub fn monthly_amount(&self, day: NaiveDate) -> Option<&DatedAmount> {
        self.monthly_amounts.iter().find(|amount| amount.from <= day && amount.to.is_none_or(|to| day <= to))
    }
}

/// An amount that holds for a time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DatedAmount {
    /// First day.
    pub from: NaiveDate,
    /// Last day; `None` while nothing newer is known.
    pub to: Option<NaiveDate>,
    /// Đồng a month.
    #[serde(rename = "amount")]
    pub vnd: u64,
    /// Where it is said.
    pub source: String,
    /// Whether the source was checked.
    #[serde(default = "verified_unless_said")]
    pub verified: bool,
}

const fn verified_unless_said() -> bool {
    true
}
