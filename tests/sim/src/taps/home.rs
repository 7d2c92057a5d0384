//! At the door.

use doorstep_core::store::saving::Draft;
use serde_json::{Value, json};

use super::{DAYS, Screen, WORDS, draft, text};
use crate::dice::Dice;

pub(super) fn visit(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let home = screen.home(dice)?;
    let outcome = dice.word(&["done", "done", "unfinished", "not_home", "come_back", "refused", "referred"]);
    let mut data = json!({"outcome": outcome});
    if outcome == "come_back" || dice.permille(100) {
        data["come_back_on"] = dice.word(DAYS).into();
    }
    if dice.permille(500) {
        let residents = screen.of_root("resident", home.root);
        let helped: Vec<Value> = (0..dice.range(1, 2))
            .map(|_| {
                let (service, outcome) = *dice
                    .pick(&[
                        ("vneid_level2_activate", "activated"),
                        ("social_pension", "filed"),
                        ("digital_literacy", "taught"),
                        ("online_dossier", "submitted"),
                    ])
                    .unwrap_or(&("", ""));
                let mut help = json!({"service": service, "outcome": outcome});
                if let Some(resident) = dice.pick(&residents) {
                    help["resident"] = json!(resident.key.id);
                }
                help
            })
            .collect();
        data["helped"] = helped.into();
    }
    if outcome == "unfinished" {
        data["missing"] = json!(["cccd"]);
        data["who_brings"] = dice.word(WORDS).into();
    }
    let open = screen.of_root("follow_up", home.root);
    if let Some(follow_up) = dice.pick(&open)
        && dice.permille(600)
    {
        data["closes"] = json!([follow_up.key.id]);
    }
    if dice.permille(200) {
        let squads = screen.all("squad");
        let mates: Vec<String> = squads
            .iter()
            .filter_map(|squad| squad.body.get("roster")?.as_object())
            .flat_map(|roster| roster.keys().cloned())
            .filter(|id| *id != screen.me.to_string())
            .collect();
        if let Some(mate) = dice.pick(&mates) {
            data["with"] = json!([mate]);
        }
    }
    draft("visit.record", Some(home.root), data)
}

pub(super) fn amend(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let visit = screen.any("visit", dice)?;
    let data = if dice.permille(400) {
        json!({"visit": visit.key.id, "withdraw": true})
    } else {
        json!({"visit": visit.key.id, "outcome": dice.word(&["done", "unfinished", "moved"])})
    };
    draft("visit.amend", Some(visit.root), data)
}

pub(super) fn note(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    draft("note.add", Some(screen.home(dice)?.root), json!({"text": dice.word(WORDS)}))
}

pub(super) fn remove_note(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let note = screen.any("note", dice)?;
    draft("note.remove", Some(note.root), json!({"note": note.key.id}))
}

pub(super) fn edit(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let home = screen.home(dice)?;
    let data = match dice.below(7) {
        0 => json!({"landmark": dice.word(WORDS)}),
        1 => json!({"door": {"dog": dice.permille(500)}}),
        2 => json!({"door": {"locked": dice.permille(500), "best_hour": dice.range(7, 18)}, "honorific": "cụ"}),
        3 => json!({"phones": [{"number": dice.word(&["+84912000001", "+84912000002"]), "relation": "con gái"}]}),
        4 => json!({"pin": [200_000_000 + dice.range(0, 9), 1_050_000_000]}),
        5 => json!({"address": {"lane": dice.word(&["ngõ Trúc", "ngõ Mai"])}, "landmark": dice.word(WORDS)}),
        _ => json!({"landmark": Value::Null, "head": dice.word(&["Hoa", "Huệ"])}),
    };
    draft("household.edit", Some(home.root), data)
}

pub(super) fn add(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let neighbourhood = screen.any("neighbourhood", dice)?;
    let data = json!({"head": dice.word(&["Thơm", "Ngát"]), "neighbourhood": neighbourhood.key.id});
    draft("household.add", None, data)
}

pub(super) fn add_resident(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let home = screen.home(dice)?;
    draft("resident.add", Some(home.root), json!({"name": dice.word(&["Sáu", "Bảy", "Út"]), "honorific": "cụ"}))
}

pub(super) fn edit_resident(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let resident = screen.resident(dice)?;
    let mut data = match dice.below(6) {
        0 => json!({"needs": ["wheelchair"]}),
        1 => json!({"needs": ["arm_support"]}),
        2 => json!({"language": "mww"}),
        3 => json!({"phone": {"number": "+84912000003", "relation": ""}}),
        4 => json!({"state": dice.word(&["away", "at_home", "hospital", "deceased"])}),
        _ => json!({"name": dice.word(&["Sáu", "Bảy"]), "birth_year": dice.range(1930, 1990)}),
    };
    data["resident"] = json!(resident.key.id);
    draft("resident.edit", Some(resident.root), data)
}

pub(super) fn consent(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let resident = screen.resident(dice)?;
    let purpose = dice.word(&["ride", "ride", "pin", "language", "record"]);
    let answer = if dice.permille(850) { "given" } else { "declined" };
    let mut data = json!({"resident": resident.key.id, "purpose": purpose, "answer": answer, "method": "spoken", "witness": "tổ trưởng"});
    let standing = screen.of_root("consent", resident.root).into_iter().find(|consent| {
        text(&consent.body, "resident") == Some(resident.key.id.to_string())
            && text(&consent.body, "purpose").as_deref() == Some(purpose)
    });
    if let Some(withdrawal) = standing.and_then(|consent| text(&consent.body, "withdrawal"))
        && dice.permille(700)
    {
        data["restores"] = withdrawal.into();
    }
    draft("consent.record", Some(resident.root), data)
}

pub(super) fn withdraw(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let resident = screen.resident(dice)?;
    let purpose = dice.word(&["ride", "pin", "language", "record"]);
    draft("consent.withdraw", Some(resident.root), json!({"resident": resident.key.id, "purpose": purpose}))
}

pub(super) fn follow_up(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let home = screen.home(dice)?;
    let mut data = json!({"due": dice.word(DAYS), "who_brings": dice.word(WORDS)});
    let residents = screen.of_root("resident", home.root);
    if let Some(resident) = dice.pick(&residents) {
        data["resident"] = json!(resident.key.id);
    }
    draft("follow_up.add", Some(home.root), data)
}

pub(super) fn edit_follow_up(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let follow_up = screen.any("follow_up", dice)?;
    let mut data = if dice.permille(500) {
        json!({"due": dice.word(DAYS)})
    } else {
        json!({"state": dice.word(&["done", "dropped", "open"])})
    };
    data["follow_up"] = json!(follow_up.key.id);
    draft("follow_up.edit", Some(follow_up.root), data)
}

pub(super) fn close_conflict(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    let conflict = screen.any("conflict", dice)?;
    draft("conflict.close", Some(conflict.root), json!({"conflict": conflict.key.id}))
}
