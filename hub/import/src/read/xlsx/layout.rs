//! What a worksheet's XML says beside its values: hidden rows and merged areas.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::book::{Area, Sheet};
use crate::read::package::{Package, attribute, part};
use crate::read::{Refusal, RefusalKind};

/// More merged areas than any list has; each costs a look-up per cell later.
const MAX_MERGES: usize = 20_000;

/// Sheet names and where their parts are in the package.
pub(super) fn sheet_paths(package: &mut Package<'_>) -> Result<HashMap<String, String>, Refusal> {
    let mut targets = HashMap::new();
    if let Some(xml) = part(package, "xl/_rels/workbook.xml.rels")? {
        each_tag(&xml, "Relationship", |tag| {
            if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) {
                let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                targets.insert(id, path);
            }
        })?;
    }
    let mut paths = HashMap::new();
    if let Some(xml) = part(package, "xl/workbook.xml")? {
        each_tag(&xml, "sheet", |tag| {
            let path = attribute(tag, "id").and_then(|id| targets.get(&id));
            if let (Some(name), Some(path)) = (attribute(tag, "name"), path) {
                paths.insert(name, path.clone());
            }
        })?;
    }
    Ok(paths)
}

/// Notes hidden rows and merged areas of one sheet.
pub(super) fn read(package: &mut Package<'_>, path: &str, sheet: &mut Sheet) -> Result<(), Refusal> {
    let Some(xml) = part(package, path)? else { return Ok(()) };
    let mut row = 0;
    each_tag(&xml, "row", |tag| {
        row = attribute(tag, "r").and_then(|r| r.parse().ok()).unwrap_or(row + 1);
        if matches!(attribute(tag, "hidden").as_deref(), Some("1" | "true")) {
            sheet.hidden_rows.insert(row);
        }
    })?;
    each_tag(&xml, "mergeCell", |tag| {
        if let Some(area) = attribute(tag, "ref").as_deref().and_then(area)
            && sheet.merges.len() < MAX_MERGES
        {
            sheet.merges.push(area);
        }
    })
}

fn each_tag(xml: &str, name: &str, mut see: impl FnMut(&BytesStart<'_>)) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| RefusalKind::Damaged)? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == name => see(&tag),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn area(text: &str) -> Option<Area> {
    let (from, to) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (corner(from)?, corner(to)?);
    Some(Area { top, bottom, left, right })
}

fn corner(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let mut column = 0u32;
    for letter in text[..digits].chars() {
        column = column.checked_mul(26)?.checked_add(letter.to_digit(36)?.checked_sub(9)?)?;
    }
    Some((text[digits..].parse().ok()?, column.checked_sub(1)?))
}
