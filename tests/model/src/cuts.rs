//! The cuts: what each asks, and how small it must be for every path to be taken.

use doorstep_core::id::Id;
use doorstep_sim::hub::Fault;
use serde_json::json;

use crate::{
    cut::{Cut, Scene, What, Words, act},
    village::{AN, BINH, MAI, resident},
};

/// Every cut.
pub fn all() -> Vec<Cut> {
    vec![
        pull(),
        push(),
        clones(),
        revocation(),
        restore(),
        commands_after_a_restore(),
        edits(),
        seats(),
        erasure(),
        consent(),
        merge(),
        sealed_file(),
        clone_and_restore(),
        ride_copies(),
        horizons(),
    ]
}

const VISIT: Words = |s| ("visit.record", Some(s.home(0)), json!({"outcome": "done"}));
const SECOND_VISIT: Words = |s| ("visit.record", Some(s.home(0)), json!({"outcome": "not_home"}));
const OTHER_VISIT: Words = |s| ("visit.record", Some(s.home(1)), json!({"outcome": "done"}));
const AN_EDITS: Words = |s| ("household.edit", Some(s.home(0)), json!({"landmark": "cạnh đình"}));
const MAI_EDITS: Words = |s| ("household.edit", Some(s.home(0)), json!({"landmark": "sau trạm"}));
const TO_BINH: Words = |s| ("assignment.assign", Some(s.home(0)), json!({"member": s.town.members[BINH].0}));
const TO_AN: Words = |s| ("assignment.assign", Some(s.home(0)), json!({"member": s.town.members[AN].0}));
const OTHER_TO_AN: Words = |s| ("assignment.assign", Some(s.home(1)), json!({"member": s.town.members[AN].0}));
const TAKEN_BACK: Words = |s| ("assignment.take_back", Some(s.home(0)), json!({}));
const IMPORTED: Words = |s| {
    let fields = json!({"head": "Ngọc Ánh", "neighbourhood": s.town.neighbourhoods[0], "landmark": "cầu gỗ"});
    ("household.import", Some(s.home(0)), json!({"key": "Ngọc Ánh", "batch": "second", "fields": fields}))
};

fn book(s: &Scene<'_>, n: usize) -> (&'static str, Option<Id>, serde_json::Value) {
    let home = s.home(n);
    let data = json!({
        "household": home, "resident": resident(s.town, home), "service": "social_pension",
        "day": "2026-12-07", "outbound": [480, 510], "point": s.town.point, "vehicle": s.town.vehicles[0],
    });
    ("ride.book", None, data)
}

/// Pages of a few rows while homes come and go.
fn pull() -> Cut {
    Cut {
        name: "pull",
        asks: "a phone pulls in small pages while a home comes, one goes and one changes; answers are late, lost, twice there",
        acts: vec![
            act("the second home is given to An", What::Console(OTHER_TO_AN)),
            act("the first home is taken from An", What::Console(TAKEN_BACK)),
            act("the first home is edited by an import", What::Console(IMPORTED)),
        ],
        syncs: vec![AN],
        in_air: 2,
        losses: 1,
        repeats: 1,
        page_bytes: 300,
    }
}

/// Changes that are lost, doubled and cut on their way.
fn push() -> Cut {
    Cut {
        name: "push",
        asks: "two visits on a wire that loses and doubles, a hub that dies before and after its commit, a phone that dies",
        acts: vec![
            act("An visits", What::Tap(AN, VISIT)),
            act("An visits again", What::Tap(AN, SECOND_VISIT)).after(&[0]),
            act("the hub dies before it commits", What::Hub(Fault::BeforeCommit)),
            act("the hub dies before it answers", What::Hub(Fault::AfterCommit)),
            act("An's phone dies at its first commit", What::Dies(AN, 0)),
        ],
        syncs: vec![AN],
        in_air: 2,
        losses: 1,
        repeats: 1,
        ..Cut::default()
    }
}

/// Two phones on the bytes of one file.
fn clones() -> Cut {
    Cut {
        name: "clones",
        asks: "a phone is cloned with something unsent, and both go on",
        acts: vec![
            act("An visits", What::Tap(AN, VISIT)),
            act("An's phone is cloned", What::Clone(AN)),
            act("An visits again", What::Tap(AN, SECOND_VISIT)).after(&[0]),
            act("the clone edits", What::Tap(3, AN_EDITS)).after(&[1]),
        ],
        syncs: vec![AN],
        losses: 1,
        repeats: 1,
        ..Cut::default()
    }
}

/// A device that is revoked, and its clone.
fn revocation() -> Cut {
    Cut {
        name: "revocation",
        asks: "a device is revoked with work unsent on it and on its clone: the key goes only when all of it is safe",
        acts: vec![
            act("An visits", What::Tap(AN, VISIT)),
            act("An's phone is cloned", What::Clone(AN)),
            act("the clone visits", What::Tap(3, SECOND_VISIT)).after(&[1]),
            act("An's device is revoked", What::Revoke(AN)),
        ],
        syncs: vec![AN],
        losses: 1,
        ..Cut::default()
    }
}

/// The hub comes back from a backup.
fn restore() -> Cut {
    Cut {
        name: "restore",
        asks: "a hub forgets what it had acknowledged, twice, while answers of before are still under way",
        acts: vec![
            act("An visits", What::Tap(AN, VISIT)),
            act("the hub is backed up", What::Backup),
            act("An visits again", What::Tap(AN, SECOND_VISIT)).after(&[0]),
            act("the hub is restored", What::Restore),
            act("the hub is restored again", What::Restore).after(&[3]),
        ],
        syncs: vec![AN],
        in_air: 2,
        repeats: 1,
        ..Cut::default()
    }
}

/// Commands after a restore.
fn commands_after_a_restore() -> Cut {
    Cut {
        name: "commands after a restore",
        asks: "a home given away before a hub is restored and given elsewhere after it; the volunteers work on",
        acts: vec![
            act("Mai gives the first home to Bình", What::Tap(MAI, TO_BINH)),
            act("the hub is restored", What::Restore),
            act("Mai gives it to An", What::Tap(MAI, TO_AN)).after(&[0]),
            act("An visits", What::Tap(AN, VISIT)),
        ],
        syncs: vec![MAI, AN],
        ..Cut::default()
    }
}

/// One field, two people, and a handover between.
fn edits() -> Cut {
    Cut {
        name: "edits",
        asks: "two people edit one field, an import does too, and the home is handed over between",
        acts: vec![
            act("An edits", What::Tap(AN, AN_EDITS)),
            act("Mai edits", What::Tap(MAI, MAI_EDITS)),
            act("an import edits", What::Console(IMPORTED)),
            act("the home is given to Bình", What::Console(TO_BINH)),
        ],
        syncs: vec![MAI, AN],
        ..Cut::default()
    }
}

/// One seat.
fn seats() -> Cut {
    Cut {
        name: "seats",
        asks: "two volunteers promise the one seat, a ride is cancelled, the hub is restored",
        acts: vec![
            act("An books", What::Tap(AN, |s| book(s, 0))),
            act("Bình books", What::Tap(BINH, |s| book(s, 1))),
            act(
                "An's ride is cancelled",
                What::Tap(AN, |s| ("ride.cancel", Some(s.made(0)), json!({"reason": "ill"}))),
            )
            .after(&[0]),
            act("the hub is restored", What::Restore),
        ],
        syncs: vec![AN, BINH],
        ..Cut::default()
    }
}

/// Somebody asks to be forgotten.
fn erasure() -> Cut {
    Cut {
        name: "erasure",
        asks: "a resident is erased, then the home, while words about them are written, under way, parked and restored",
        acts: vec![
            act("An notes", What::Tap(AN, |s| ("note.add", Some(s.home(0)), json!({"text": "gọi trước"})))),
            act(
                "An visits the resident",
                What::Tap(AN, |s| {
                    let help = json!([{"service": "social_pension", "outcome": "filed", "resident": resident(s.town, s.home(0))}]);
                    ("visit.record", Some(s.home(0)), json!({"outcome": "done", "helped": help}))
                }),
            ),
            act(
                "the resident is erased",
                What::Console(|s| {
                    ("resident.erase", Some(s.home(0)), json!({"resident": resident(s.town, s.home(0))}))
                }),
            ),
            act("the home is erased", What::Console(|s| ("household.erase", Some(s.home(0)), json!({})))).after(&[2]),
            act("the hub is restored", What::Restore),
        ],
        syncs: vec![AN],
        repeats: 1,
        ..Cut::default()
    }
}

fn ride_consent(s: &Scene<'_>, answer: &str) -> (&'static str, Option<Id>, serde_json::Value) {
    let data =
        json!({"resident": resident(s.town, s.home(0)), "purpose": "ride", "answer": answer, "method": "screen"});
    ("consent.record", Some(s.home(0)), data)
}

/// Consent in any order.
fn consent() -> Cut {
    Cut {
        name: "consent",
        asks: "a consent is withdrawn on one phone and given on another, with a ride booked on it",
        acts: vec![
            act(
                "Mai hears no",
                What::Tap(MAI, |s| {
                    (
                        "consent.withdraw",
                        Some(s.home(0)),
                        json!({"resident": resident(s.town, s.home(0)), "purpose": "ride"}),
                    )
                }),
            ),
            act("An hears yes", What::Tap(AN, |s| ride_consent(s, "given"))),
            act("An books", What::Tap(AN, |s| book(s, 0))),
        ],
        syncs: vec![MAI, AN],
        repeats: 1,
        ..Cut::default()
    }
}

/// Two homes that are one.
fn merge() -> Cut {
    Cut {
        name: "merge",
        asks: "two homes are merged and parted again while both are worked at",
        acts: vec![
            act(
                "Mai merges the second home into the first",
                What::Tap(MAI, |s| ("household.merge", Some(s.home(1)), json!({"into": s.home(0)}))),
            ),
            act("Bình visits the second", What::Tap(BINH, OTHER_VISIT)),
            act("An edits the first", What::Tap(AN, AN_EDITS)),
            act("Mai parts them", What::Tap(MAI, |s| ("household.unmerge", Some(s.home(1)), json!({})))).after(&[0]),
        ],
        syncs: vec![MAI, BINH],
        ..Cut::default()
    }
}

/// A file handed in, a phone restored.
fn sealed_file() -> Cut {
    Cut {
        name: "sealed file",
        asks: "the sealed file is handed in while the phone syncs, is revoked, and its hub forgets",
        acts: vec![
            act("An visits", What::Tap(AN, VISIT)),
            act("the sealed file is handed in", What::HandIn(AN)),
            act("An's device is revoked", What::Revoke(AN)),
            act("the hub is restored", What::Restore),
        ],
        syncs: vec![AN],
        in_air: 2,
        ..Cut::default()
    }
}

/// Clones, restores and a revocation together.
fn clone_and_restore() -> Cut {
    Cut {
        name: "clone, restore and revocation",
        asks: "a phone is cloned, comes back from a copy, is revoked, and the hub is restored, in any order",
        acts: vec![
            act("An's phone is copied", What::KeepPhone(AN)),
            act("An visits", What::Tap(AN, VISIT)),
            act("An's phone comes back from its copy", What::RestorePhone(AN)).after(&[0]),
            act("An's phone is cloned", What::Clone(AN)),
            act("the hub is restored", What::Restore),
            act("An's device is revoked", What::Revoke(AN)),
        ],
        syncs: vec![AN],
        ..Cut::default()
    }
}

/// What a driver's copy of a ride shows of the home.
fn ride_copies() -> Cut {
    Cut {
        name: "ride copies",
        asks: "a ride is booked by one, driven by another, and the home it copies from changes meanwhile",
        acts: vec![
            act("Bình books", What::Tap(BINH, |s| book(s, 1))),
            act(
                "Bình edits the home",
                What::Tap(BINH, |s| {
                    (
                        "household.edit",
                        Some(s.home(1)),
                        json!({"landmark": "cạnh đình", "phones": [{"number": "+84912000001", "relation": "con gái"}]}),
                    )
                }),
            ),
            act("An picks up", What::Tap(AN, |s| ("ride.step", Some(s.made(0)), json!({"state": "picked_up"}))))
                .after(&[0]),
            act(
                "the resident dies",
                What::Console(|s| {
                    (
                        "resident.edit",
                        Some(s.home(1)),
                        json!({"resident": resident(s.town, s.home(1)), "state": "deceased"}),
                    )
                }),
            ),
        ],
        syncs: vec![AN, BINH],
        ..Cut::default()
    }
}

/// What is forgotten with time.
fn horizons() -> Cut {
    Cut {
        name: "horizons",
        asks: "a month and half a year pass between a visit, a home that goes, and a sync",
        acts: vec![
            act("An visits", What::Tap(AN, VISIT)),
            act("the first home is taken from An", What::Console(TAKEN_BACK)),
            act("31 days pass", What::Days(31)),
            act("181 days pass", What::Days(181)),
            act("the second home is erased", What::Console(|s| ("household.erase", Some(s.home(1)), json!({})))),
        ],
        syncs: vec![AN, BINH],
        ..Cut::default()
    }
}
