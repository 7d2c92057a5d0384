//! Who looks after which household.

use doorstep_core::{
    change::Change,
    id::Id,
    receipt::{Fate, Receipt},
};

use super::{Office, fields, households::Home, json_id};
use crate::complaint::{Complaint, Outcome};

/// To whom households are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// To a member of a squad.
    Member {
        /// The member.
        member: Id,
        /// Their squad.
        squad: Id,
    },
    /// To a squad's unassigned list.
    Squad(Id),
}

/// What an assignment of many households came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Assigned {
    /// Households given.
    pub given: usize,
    /// Receipts of those that were not.
    pub not_given: Vec<Receipt>,
}

/// Changes of one transaction: enough that a ward takes seconds, few enough that phones do not wait.
const BATCH: usize = 500;

impl Office<'_> {
    /// The holder that a member is: a volunteer or leader of a squad.
    pub fn holder(&self, member: Id) -> Outcome<Holder> {
        match self.member(member)?.squad {
            Some(squad) => Ok(Holder::Member { member, squad }),
            None => Err(Complaint::new(
                "no_squad",
                "Thành viên này chưa thuộc đội hình nào. Dùng `member edit --squad` trước.",
                "This member belongs to no squad. Use `member edit --squad` first.",
            )),
        }
    }

    /// Gives households; those that somebody moved meanwhile stay where they are.
    pub fn assign(&self, homes: &[Home], holder: Holder) -> Outcome<Assigned> {
        let mut assigned = Assigned::default();
        for homes in homes.chunks(BATCH) {
            let changes: Vec<Change> =
                homes.iter().map(|home| self.assignment(home, holder)).collect::<Outcome<_>>()?;
            for receipt in self.submit_all(&changes)? {
                if receipt.fate == Fate::Applied {
                    assigned.given += 1;
                } else {
                    assigned.not_given.push(receipt);
                }
            }
        }
        Ok(assigned)
    }

    fn assignment(&self, home: &Home, holder: Holder) -> Outcome<Change> {
        let data = match holder {
            Holder::Member { member, squad } => fields([("member", json_id(member)), ("squad", json_id(squad))]),
            Holder::Squad(squad) => fields([("squad", json_id(squad))]),
        };
        self.change_seeing(home.assignment_seq, "assignment.assign", home.id, data)
    }

    /// Puts a household back on its squad's unassigned list.
    pub fn take_back(&self, home: &Home) -> Outcome<Receipt> {
        self.submit(self.change_seeing(home.assignment_seq, "assignment.take_back", home.id, fields([]))?)
    }
}
