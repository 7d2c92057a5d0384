//! What a person waits for: open, today's list, one home, search as they type. Each stands beside the bare query that
//! returns the same columns.

use std::path::Path;

use anyhow::ensure;
use doorstep_core::{calendar::vietnam_date, id::Id, store::query::Page};
use doorstep_sqlcipher::{
    Key, OpenOptions,
    rusqlite::{Connection, params},
};

use crate::{
    benches::Setting,
    child::fresh,
    measure::{Took, median, percentile, timed},
    phone::{self, KEY},
    report::Figures,
    town::Town,
};

/// How often each is asked.
const TIMES: usize = 40;
/// What is typed, letter by letter as the list follows.
const TYPED: [&str; 8] = ["n", "ng", "nguyen", "nguyen thi", "hương", "le loi", "12", "0951234"];
const LINES: u32 = 30;

/// The bench.
pub fn run(setting: &Setting) -> anyhow::Result<Figures> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::found(folder.path(), setting.size(10_000, 120), setting.size(120, 3))?;
    town.bring_in_homes()?;
    town.live_in_homes()?;
    let hub = town.serve()?;
    let file = fresh(folder.path(), "phone", 0);
    let app = phone::enrol(&file, &town.invite(town.leader, hub)?)?;
    phone::sync(&app)?;
    let mut figures = Figures::of("screens");
    let bare = open(&file)?;
    let mine: Vec<Id> = town.holders.iter().filter(|(_, by)| **by == town.leader).map(|(home, _)| *home).collect();
    let today = || Ok(app.today().screen(None)?.homes.len());
    compare(&mut figures, "today's list", today, || rows(&bare, TODAY, params![town.leader.to_string()]))?;
    ensure!(today()? == mine.len(), "today's list has {} homes", mine.len());
    let mut nth = 0;
    let household = || {
        nth += 1;
        Ok(app.households().screen(town.homes[nth * 97 % town.homes.len()])?.people.len())
    };
    let mut other = 0;
    let bare_household = || {
        other += 1;
        rows(&bare, HOUSEHOLD, params![town.homes[other * 97 % town.homes.len()].as_bytes()])
    };
    compare(&mut figures, "one home", household, bare_household)?;
    searched(&mut figures, "search", &bare, |typed| Ok(app.search().run(typed.into(), Page::first(LINES))?.total))?;
    drop(app);
    let opened = || {
        phone::open(&file)?.today().date()?;
        Ok(1)
    };
    compare(&mut figures, "open", opened, || rows(&open(&file)?, "SELECT count(*), '' FROM meta", []))?;
    searched_in_a_ward(setting, &mut figures)?;
    Ok(figures)
}

/// Search alone, over 20,000 homes.
fn searched_in_a_ward(setting: &Setting, figures: &mut Figures) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::found(folder.path(), setting.size(20_000, 200), 1)?;
    town.bring_in_flat()?;
    let hub = town.serve()?;
    let file = fresh(folder.path(), "phone", 0);
    let app = phone::enrol(&file, &town.invite(town.leader, hub)?)?;
    phone::sync(&app)?;
    ensure!(app.today().date()? == vietnam_date(doorstep_hub::clock::now_ms()), "the phone knows the day");
    let bare = open(&file)?;
    searched(figures, "search, 20,000 homes", &bare, |typed| {
        Ok(app.search().run(typed.into(), Page::first(LINES))?.total)
    })
}

/// Bodies of what stands on today's list: the homes given to a member, and all that follows them.
const TODAY: &str = "
    SELECT r.kind, r.body FROM link JOIN record AS a ON a.kind = link.kind AND a.id = link.id
    JOIN record AS r ON r.root = a.root
    WHERE link.name = 'assignment.member' AND link.value = ?1";
/// Bodies of what a home's screen shows: the home and all that follows it, its rides, and who everybody is.
const HOUSEHOLD: &str = "
    SELECT kind, body FROM record WHERE root = ?1
    UNION ALL SELECT kind, body FROM record WHERE kind IN ('commune', 'member', 'neighbourhood', 'ride', 'squad')";
const SEARCH: &str = "
    SELECT door.exact, record.body FROM door JOIN record ON record.kind = 'household' AND record.id = door.household
    WHERE door.folded LIKE '%' || ?1 || '%' OR door.phones LIKE '%' || ?1 ORDER BY door.sort LIMIT 30";

/// Opens the file beside the phone.
fn open(file: &Path) -> anyhow::Result<Connection> {
    let options = OpenOptions::new(doorstep_core::store::schema::USER_VERSION).existing();
    Ok(doorstep_sqlcipher::open(file, Some(&Key::new(KEY)), &options)?)
}

/// Runs a bare query and touches every value of its two columns.
fn rows(bare: &Connection, sql: &str, params: impl doorstep_sqlcipher::rusqlite::Params) -> anyhow::Result<usize> {
    let mut statement = bare.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        bytes += row.get_ref(0)?.as_str().map_or(1, str::len) + row.get_ref(1)?.as_str()?.len();
    }
    Ok(bytes)
}

fn searched(
    figures: &mut Figures,
    what: &str,
    bare: &Connection,
    mut search: impl FnMut(&str) -> anyhow::Result<u32>,
) -> anyhow::Result<()> {
    let (mut at, mut other) = (0, 0);
    ensure!(search("nguyen")? > 0, "the search finds");
    let next = |at: &mut usize| {
        *at += 1;
        TYPED[*at % TYPED.len()]
    };
    compare(figures, what, || Ok(search(next(&mut at))? as usize), || rows(bare, SEARCH, params![next(&mut other)]))
}

/// Both sides in turn.
fn compare(
    figures: &mut Figures,
    what: &str,
    mut ours: impl FnMut() -> anyhow::Result<usize>,
    mut bare: impl FnMut() -> anyhow::Result<usize>,
) -> anyhow::Result<()> {
    let mut took: [Vec<Took>; 2] = Default::default();
    for _ in 0..TIMES {
        took[0].push(timed(&mut ours)?.0);
        took[1].push(timed(&mut bare)?.0);
    }
    let wall = |side: usize| took[side].iter().map(|took| took.wall_ms);
    figures.bar(format!("{what}: p95"), percentile(wall(0), 0.95), "ms", 16.0);
    figures.bar(format!("{what}: beside the bare query"), median(wall(0)) / median(wall(1)), "×", 2.0);
    figures.note(format!("{what}: median"), median(wall(0)), "ms");
    figures.note(format!("{what}: bare median"), median(wall(1)), "ms");
    Ok(())
}
