//! What a handover writes at the hub: 300 homes with thirty days of history, against the same homes without any.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::ensure;
use doorstep_hub::{folder::DataFolder, hub::Hub, office::assignments::Holder};
use doorstep_sqlcipher::{
    OpenOptions,
    rusqlite::{Connection, types::Value},
};

use crate::{benches::Setting, report::Figures, town::Town};

const HOMES: usize = 300;

/// The bench.
pub fn run(setting: &Setting) -> anyhow::Result<Figures> {
    let homes = setting.size(HOMES, 20);
    let mut figures = Figures::of("handover");
    let (with, tables) = written(homes, true)?;
    let (without, _) = written(homes, false)?;
    figures.bar("positions of history a home: records, grants, receipts", with, "", 4.0);
    figures.bar("more than without any history", with - without, "", 0.0);
    for (table, rows) in tables {
        figures.note(format!("rows written a home: {table}"), rows, "");
    }
    Ok(figures)
}

/// Positions that a handover of all homes takes, a home; and rows by table.
fn written(homes: usize, lived_in: bool) -> anyhow::Result<(f64, Vec<(String, f64)>)> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::found(folder.path(), homes, 2)?;
    town.bring_in_homes()?;
    if lived_in {
        town.live_in_homes()?;
    }
    let given = town.office().households()?;
    let to = Holder::Member { member: town.volunteers[1], squad: town.squad };
    let moving: Vec<_> = given.into_iter().filter(|home| home.assignment.member != Some(town.volunteers[1])).collect();
    let (head, rows) = (position(&town)?, tables(&town.hub, &town)?);
    let assigned = town.office().assign(&moving, to)?;
    ensure!(assigned.given == moving.len() && assigned.not_given.is_empty(), "every home is given");
    let per_home = |count: f64| count / moving.len() as f64;
    let positions = per_home((position(&town)? - head) as f64);
    let after = tables(&town.hub, &town)?;
    let mut by_table = Vec::new();
    for (table, after) in after {
        let new = rows.get(&table).map_or(after.len(), |before| after.difference(before).count());
        if new > 0 {
            by_table.push((table, per_home(new as f64)));
        }
    }
    Ok((positions, by_table))
}

fn position(town: &Town) -> anyhow::Result<i64> {
    // Each commit takes one position more than it writes; there are few of them.
    Ok(town.hub.condition(&town.commune)?.head.seq)
}

/// All rows of all tables, spelled.
fn tables(hub: &Hub, town: &Town) -> anyhow::Result<BTreeMap<String, BTreeSet<String>>> {
    let file = DataFolder::at(&town.folder).database();
    let options = OpenOptions::new(i32::MAX).existing();
    let connection = doorstep_sqlcipher::open(&file, Some(hub.keys().database()), &options)?;
    let mut tables = BTreeMap::new();
    let mut names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    for name in names.query_map([], |row| row.get::<_, String>(0))? {
        let name = name?;
        let rows = rows_of(&connection, &name)?;
        tables.insert(name, rows);
    }
    Ok(tables)
}

fn rows_of(connection: &Connection, table: &str) -> anyhow::Result<BTreeSet<String>> {
    let mut select = connection.prepare(&format!("SELECT * FROM \"{table}\""))?;
    let columns = select.column_count();
    let rows = select.query_map([], |row| {
        let values = (0..columns).map(|at| row.get::<_, Value>(at)).collect::<Result<Vec<_>, _>>()?;
        Ok(format!("{values:?}"))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
