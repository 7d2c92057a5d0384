//! Conflicts as people see them, counted: nothing is hidden, nothing overwritten, nothing left behind.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

use doorstep_core::{calendar::vietnam_date, id::Id};
use doorstep_sim::{
    script::{Script, must},
    violation::Check,
};
use serde_json::{Value, json};

const HOMES: usize = 200;
const REASSIGNED: usize = 20;

/// A town in which `an` holds so many homes more, which the leader of the squad sees too.
fn town_with(homes: usize) -> Check<(Script, Vec<Id>)> {
    let mut s = Script::new()?;
    let neighbourhood = s.town.neighbourhoods[0];
    let mut added = Vec::new();
    for n in 0..homes {
        let data = json!({"head": format!("Hộ mẫu {n}"), "neighbourhood": neighbourhood, "landmark": "chưa rõ"});
        added.push(s.tap("an", "household.add", None, data)?);
    }
    s.syncs("an")?;
    s.syncs("leader one")?;
    s.syncs("coordinator")?;
    for home in &added {
        must(s.shows("leader one", "household", *home)["landmark"] == json!("chưa rõ"), "the leader sees the home")?;
    }
    Ok((s, added))
}

/// Both edit every home before either syncs; then both have heard of everything.
fn edited_by_two(
    s: &mut Script,
    homes: &[Id],
    mine: impl Fn(usize) -> Value,
    theirs: impl Fn(usize) -> Value,
) -> Check {
    for (n, home) in homes.iter().enumerate() {
        s.tap("an", "household.edit", Some(*home), mine(n))?;
        s.tap("leader one", "household.edit", Some(*home), theirs(n))?;
    }
    s.syncs("an")?;
    s.syncs("leader one")?;
    s.syncs("an")
}

fn honorific(n: usize) -> &'static str {
    ["ông", "bà"][n % 2]
}

/// Conflicts at the hub that are about a home.
fn conflicts(s: &Script) -> Vec<(Id, Value)> {
    let rows = s.hub.mirror.rows.iter().filter(|((kind, _), _)| &**kind == "conflict");
    rows.filter_map(|(_, row)| Some((row.root, serde_json::from_str(row.body.as_deref()?).ok()?))).collect()
}

/// What the screen of a home says about its conflicts: kept, lost.
fn shown(s: &Script, name: &str, home: Id) -> Vec<(String, String)> {
    let screen =
        s.phones[s.phone(name)].store.household(home, vietnam_date(s.now)).unwrap().expect("the phone holds the home");
    screen.conflicts.into_iter().map(|conflict| (conflict.kept, conflict.lost)).collect()
}

#[test]
fn two_phones_edit_different_fields_of_200_homes_and_0_edits_are_hidden() -> Check {
    let (mut s, homes) = town_with(HOMES)?;
    edited_by_two(
        &mut s,
        &homes,
        |n| json!({"landmark": format!("cạnh đình {n}")}),
        |n| json!({"honorific": honorific(n)}),
    )?;
    let hidden = |row: &Value, n: usize| {
        usize::from(row["landmark"] != json!(format!("cạnh đình {n}")))
            + usize::from(row["honorific"] != json!(honorific(n)))
    };
    let mut edits_hidden = 0;
    for (n, home) in homes.iter().enumerate() {
        edits_hidden += hidden(&s.row("household", *home), n);
        edits_hidden += hidden(&s.shows("an", "household", *home), n);
        edits_hidden += hidden(&s.shows("leader one", "household", *home), n);
    }
    assert_eq!((edits_hidden, conflicts(&s).len()), (0, 0));
    s.drain()
}

#[test]
fn two_phones_edit_the_same_field_of_200_homes_and_200_losers_are_kept_and_shown() -> Check {
    let (mut s, homes) = town_with(HOMES)?;
    let (mine, theirs) = (|n| format!("cạnh đình {n}"), |n| format!("sau trạm {n}"));
    edited_by_two(&mut s, &homes, |n| json!({"landmark": mine(n)}), |n| json!({"landmark": theirs(n)}))?;
    let kept = conflicts(&s);
    let mut losers = 0;
    for (n, home) in homes.iter().enumerate() {
        let of_home: Vec<_> = kept.iter().filter(|(root, _)| root == home).collect();
        assert_eq!(of_home.len(), 1, "home {n}");
        let (stands, lost) = (&of_home[0].1["kept"], &of_home[0].1["lost"]);
        let both = [stands, lost].map(|value| value.as_str().unwrap_or_default().to_owned());
        assert!(both.contains(&mine(n)) && both.contains(&theirs(n)), "home {n}: {both:?}");
        assert_eq!(s.row("household", *home)["landmark"], *stands, "home {n}");
        for name in ["an", "leader one"] {
            assert_eq!(shown(&s, name, *home), [(both[0].clone(), both[1].clone())], "home {n} on the phone of {name}");
        }
        losers += 1;
    }
    assert_eq!((losers, kept.len()), (HOMES, HOMES));
    s.drain()
}

#[test]
fn of_20_reassignments_during_offline_work_0_are_overwritten_0_visits_hidden_0_homes_left() -> Check {
    let (mut s, homes) = town_with(REASSIGNED)?;
    // Everybody works offline: the old holder visits, the leader gives the homes away, and somebody who has not seen that
    // gives them to a third.
    let mut visits = Vec::new();
    let mut stale = Vec::new();
    for home in &homes {
        visits.push(s.tap("an", "visit.record", Some(*home), json!({"outcome": "done"}))?);
        s.hand_over("leader one", *home, "binh")?;
        stale.push(s.hand_over("coordinator", *home, "driver")?);
    }
    for name in ["leader one", "coordinator", "an", "binh", "driver"] {
        s.syncs(name)?;
    }
    let binh = s.phones[s.phone("binh")].member;
    let (mut overwritten, mut hidden, mut left, mut told) = (0, 0, 0, 0);
    for (n, home) in homes.iter().enumerate() {
        overwritten += usize::from(s.row("assignment", *home)["member"] != json!(binh));
        told += usize::from(s.told("coordinator", stale[n]).starts_with("superseded"));
        hidden += usize::from(s.told("an", visits[n]) != "applied");
        hidden += usize::from(s.row("visit", visits[n]).is_null());
        hidden += usize::from(s.shows("binh", "visit", visits[n]).is_null());
        left += usize::from(!s.shows("an", "household", *home).is_null());
        left += usize::from(!s.shows("driver", "household", *home).is_null());
    }
    assert_eq!((overwritten, told, hidden, left), (0, REASSIGNED, 0, 0));
    s.drain()
}
