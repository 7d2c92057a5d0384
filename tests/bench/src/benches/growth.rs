//! What history costs a newcomer: the bytes of a first sync, before and after 450 changes of 2,000 rows.

use serde_json::json;

use crate::{
    benches::Setting,
    child::fresh,
    report::Figures,
    town::Town,
    wire::{Bytes, Wire},
};

const CHANGES: usize = 450;

/// The bench.
pub fn run(_: &Setting) -> anyhow::Result<Figures> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::found(folder.path(), 2_000, 1)?;
    town.bring_in_flat()?;
    let wire = Wire::to(town.serve()?)?;
    let newcomer = |nth: usize| -> anyhow::Result<Bytes> {
        let app =
            crate::phone::enrol(&fresh(folder.path(), "newcomer", nth), &town.invite(town.leader, wire.address)?)?;
        Ok(wire.count(|| crate::phone::sync(&app))?.0)
    };
    let before = newcomer(0)?;
    let mut changes = Vec::new();
    for home in town.homes.iter().take(CHANGES) {
        let now = doorstep_hub::clock::now_ms();
        changes.push(town.change(
            doorstep_core::id::Id::HUB,
            now,
            "household.edit",
            *home,
            json!({"honorific": "cụ"}),
        )?);
    }
    town.submit(&changes)?;
    let after = newcomer(1)?;
    let mut figures = Figures::of("growth");
    figures.bar("bytes of a newcomer's first sync", (after.sum() / before.sum() - 1.0) * 100.0, "%", 2.0);
    figures.note("before", before.sum() / 1e3, "KB");
    figures.note("after", after.sum() / 1e3, "KB");
    Ok(figures)
}
