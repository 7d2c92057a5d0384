//! Fates and receipts: what became of a change, kept by the hub and by the phone.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    change::Hash,
    codes,
    id::{Id, Seq},
    json::{self, Fields},
};

codes! {
    /// What became of a change at the hub.
    Fate {
        /// It acts.
        Applied = "applied",
        /// Something newer stands; nothing moved, both people see it.
        Superseded = "superseded",
        /// It waits for a person's decision or for a newer hub.
        Parked = "parked",
        /// It breaks a rule that no decision can mend.
        Refused = "refused",
    }
}

codes! {
    /// Why a fate is not simply *applied*. The words live with the strings; arguments travel beside the code.
    Reason {
        /// The author never held the household.
        NotYourHousehold = "not_your_household",
        /// The author's role does not allow it.
        NotAllowed = "not_allowed",
        /// The record has moved on since the author saw it.
        MovedOn = "moved_on",
        /// Every edited field was written by somebody else meanwhile, and theirs ranks higher.
        Conflict = "conflict",
        /// After a handover, an edit that conflicts waits for the new holder.
        HandedOver = "handed_over",
        /// The device was revoked before this arrived.
        Revoked = "revoked",
        /// Same identity, other content.
        Altered = "altered",
        /// This hub does not know the kind of change.
        UnknownKind = "unknown_kind",
        /// What the change names does not exist here.
        NotFound = "not_found",
        /// It exists already.
        AlreadyThere = "already_there",
        /// A member of the change is missing or has a value outside its list.
        Invalid = "invalid",
        /// Free text looks like an identity number, a card or a one-time code.
        SecretInText = "secret_in_text",
        /// The content was erased; the fact counts without text.
        Redacted = "redacted",
        /// A person who has died is in no list, prompt, ride or notice.
        Deceased = "deceased",
        /// The resident has not agreed to the purpose.
        ConsentMissing = "consent_missing",
        /// The resident has withdrawn the agreement.
        ConsentWithdrawn = "consent_withdrawn",
        /// All seats of the vehicle are taken.
        SeatsFull = "seats_full",
        /// The vehicle has no place for a wheelchair.
        NoWheelchairSpace = "no_wheelchair_space",
        /// A motorbike is not safe for this passenger.
        MotorbikeUnsafe = "motorbike_unsafe",
        /// The service point is closed that day.
        PointClosed = "point_closed",
        /// The state of the ride does not allow this step.
        WrongState = "wrong_state",
        /// A return leg is never cancelled: somebody must be brought home.
        ReturnNeverCancelled = "return_never_cancelled",
        /// Commands wait until a leader ends the recovery of a restored hub.
        Recovering = "recovering",
        /// Decided by a person.
        Settled = "settled",
        /// The hub failed on it; it waits for a repaired release.
        Internal = "internal",
    }
}

/// What a change adds to a counter of the report, on a day of its author.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CounterLine {
    /// The counter, as in `data/report_metrics.csv`.
    pub metric: String,
    /// The day in Vietnam, `YYYY-MM-DD`.
    pub day: String,
    /// Who is credited.
    pub member: Id,
    /// How many; negative where an amendment takes back.
    pub n: i64,
}

/// The hub's word on a change. It holds no text and no name.
#[derive(Clone, PartialEq, Debug)]
pub struct Receipt {
    /// The change.
    pub change: Id,
    /// The hash of the change's canonical text as the hub read it.
    pub hash: Hash,
    /// The kind of change.
    pub kind: String,
    /// The author.
    pub member: Id,
    /// The root that the change belongs to.
    pub root: Id,
    /// What became of it.
    pub fate: Fate,
    /// Why, where there is more to say.
    pub reason: Option<Reason>,
    /// Arguments of the reason: identifiers, numbers, field names; never text of people.
    pub args: Fields,
    /// The commit that gave the fate.
    pub seq: Seq,
    /// When the person did it, milliseconds since 1970, as they wrote it.
    pub at: i64,
    /// When the hub first received it, milliseconds since 1970.
    pub received: i64,
    /// What it adds to the reports.
    pub counters: Vec<CounterLine>,
    /// The hub's authentication of all the above.
    pub mac: [u8; 16],
}

/// Members as sent and stored; the MAC beside them.
#[derive(Serialize, Deserialize)]
struct Wire {
    #[serde(default, skip_serializing_if = "Fields::is_empty")]
    args: Fields,
    at: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    counters: Vec<CounterLine>,
    fate: Fate,
    hash: String,
    id: Id,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mac: Option<String>,
    member: Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    received: i64,
    root: Id,
    seq: Seq,
}

impl Receipt {
    /// The canonical text, MAC included.
    pub fn to_text(&self) -> String {
        let mut wire = self.wire();
        wire.mac = Some(hex(&self.mac));
        json::to_canonical(&serde_json::to_value(&wire).unwrap_or(Value::Null))
    }

    /// What the hub's MAC covers.
    pub fn signed_text(&self) -> String {
        json::to_canonical(&serde_json::to_value(self.wire()).unwrap_or(Value::Null))
    }

    /// Reads a receipt; `None` where the text is not one.
    pub fn from_text(text: &str) -> Option<Receipt> {
        let wire: Wire = serde_json::from_str(text).ok()?;
        Some(Receipt {
            change: wire.id,
            hash: unhex(&wire.hash)?,
            kind: wire.kind,
            member: wire.member,
            root: wire.root,
            fate: wire.fate,
            reason: wire.reason,
            args: wire.args,
            seq: wire.seq,
            at: wire.at,
            received: wire.received,
            counters: wire.counters,
            mac: unhex(&wire.mac?)?,
        })
    }

    /// Authenticates the receipt with the hub's receipt key.
    pub fn seal(&mut self, key: &[u8; 32]) {
        self.mac = self.tag(key);
    }

    /// Whether this hub gave the receipt.
    pub fn verify(&self, key: &[u8; 32]) -> bool {
        // Both sides are keyed hashes of public text; comparing them in constant time costs nothing.
        self.tag(key).iter().zip(&self.mac).fold(0, |diff, (a, b)| diff | (a ^ b)) == 0
    }

    fn tag(&self, key: &[u8; 32]) -> [u8; 16] {
        let mut tag = [0; 16];
        tag.copy_from_slice(&blake3::keyed_hash(key, self.signed_text().as_bytes()).as_bytes()[..16]);
        tag
    }

    fn wire(&self) -> Wire {
        Wire {
            args: self.args.clone(),
            at: self.at,
            counters: self.counters.clone(),
            fate: self.fate.clone(),
            hash: hex(&self.hash),
            id: self.change,
            kind: self.kind.clone(),
            mac: None,
            member: self.member,
            reason: self.reason.clone(),
            received: self.received,
            root: self.root,
            seq: self.seq,
        }
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes from lower- or upper-case hexadecimal of exactly the right length.
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes = text.as_bytes();
    if bytes.len() != 2 * N {
        return None;
    }
    let mut out = [0u8; N];
    for (byte, pair) in out.iter_mut().zip(bytes.chunks_exact(2)) {
        let digit = |c: u8| (c as char).to_digit(16).map(|d| d as u8);
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_recognised_by_its_hub_only() {
        let id = Id::v7(1, [2; 10]);
        let mut receipt = Receipt {
            change: id,
            hash: [3; 32],
            kind: "visit.record".into(),
            member: id.derive("m"),
            root: id.derive("r"),
            fate: Fate::Applied,
            reason: None,
            args: Fields::new(),
            seq: 9,
            at: 10,
            received: 11,
            counters: vec![CounterLine { metric: "x".into(), day: "2026-11-24".into(), member: id, n: 1 }],
            mac: [0; 16],
        };
        receipt.seal(&[5; 32]);
        let read = Receipt::from_text(&receipt.to_text()).unwrap();
        assert_eq!(read, receipt);
        assert!(read.verify(&[5; 32]));
        assert!(!read.verify(&[6; 32]));
        assert!(!Receipt { fate: Fate::Refused, ..read }.verify(&[5; 32]));
    }
}
