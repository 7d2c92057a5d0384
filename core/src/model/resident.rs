//! A person who lives in a household. Never an identity number, an exact birth date, a diagnosis or an ethnicity.

use serde::Deserialize;

use super::household::Phone;
use crate::codes;

codes! {
    /// What a person needs when they travel: functional, never a diagnosis.
    Need {
        /// Cần dìu.
        ArmSupport = "arm_support",
        /// Xe lăn.
        Wheelchair = "wheelchair",
        /// Không ra khỏi nhà được.
        CannotLeaveHome = "cannot_leave_home",
        /// Bình ô-xy.
        Oxygen = "oxygen",
    }
}

codes! {
    /// Where a person is.
    ResidentState {
        /// Ở nhà.
        AtHome = "at_home",
        /// Đi làm xa.
        Away = "away",
        /// Nằm viện.
        Hospital = "hospital",
        /// Đã chuyển.
        Moved = "moved",
        /// Đã mất: in no list, prompt, ride or notice from then on.
        Deceased = "deceased",
    }
}

/// A resident follows their household.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default)]
pub struct Resident {
    /// Full name.
    pub name: String,
    /// ông, bà, cụ, bác, …
    pub honorific: String,
    /// Year of birth.
    pub birth_year: Option<i32>,
    /// Whether the year is a guess ("chừng 80 tuổi").
    pub birth_approx: bool,
    /// Number and whose it is.
    pub phone: Option<Phone>,
    /// Relation to the head of the household.
    pub relation: String,
    /// Travel needs, only with consent to rides.
    pub needs: Vec<Need>,
    /// Preferred language (BCP 47), only with consent: it can reveal ethnicity.
    pub language: Option<String>,
    /// Where they are.
    pub state: ResidentState,
}

impl Default for Resident {
    fn default() -> Self {
        Resident {
            name: String::new(),
            honorific: String::new(),
            birth_year: None,
            birth_approx: false,
            phone: None,
            relation: String::new(),
            needs: Vec::new(),
            language: None,
            state: ResidentState::AtHome,
        }
    }
}
