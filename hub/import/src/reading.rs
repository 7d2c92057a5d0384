//! One file read: which sheets, which columns, which households, what is wrong.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use doorstep_core::text::{fold, name};
use serde::Serialize;

use crate::book::{Book, Sheet};
use crate::columns::{Column, Field};
use crate::header::{self, Header};
use crate::household::{self, Household};
use crate::options::Options;
use crate::read::{self as files, Refusal, RefusalKind};
use crate::rekey::address_key;
use crate::report::{Code, Finding, Place, Severity};
use crate::table::{self, Table};
use crate::value::place;

/// What a dry run shows.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The whole file was refused; then there is nothing else.
    pub refused: Option<Refusal>,
    /// How the text was stored.
    pub encoding: String,
    /// All sheets, also those not read.
    pub sheets: Vec<SheetReading>,
    /// Households, in the order of sheets and rows.
    pub households: Vec<Household>,
    /// Some households have no neighbourhood yet, because the file does not tell any: ask the coordinator for one
    /// ([`Options::neighbourhood`]) before applying.
    pub needs_neighbourhood: bool,
    /// Errors and warnings, in the same order.
    pub findings: Vec<Finding>,
}

/// A sheet and what was made of it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SheetReading {
    /// Its name; empty for CSV.
    pub name: String,
    /// Hidden by its author.
    pub hidden: bool,
    /// Read this time: chosen, or preselected.
    pub selected: bool,
    /// First and last row of the header.
    pub header_rows: Option<(u32, u32)>,
    /// Columns by their headers; no cell is shown.
    pub columns: Vec<Column>,
    /// Rows under the header that are no people.
    pub ignored_rows: Vec<u32>,
    /// The neighbourhood that title or sheet name tells.
    pub neighbourhood: Option<String>,
}

/// Reads a file. Never panics on its content; a file that cannot be read is a refusal in the reading.
pub fn read(bytes: &[u8], name: &str, options: &Options) -> Reading {
    let opened = catch_unwind(AssertUnwindSafe(|| files::open(bytes, name, &options.limits)));
    match opened {
        Ok(Ok(book)) => understand(book, options),
        Ok(Err(refusal)) => Reading { refused: Some(refusal), ..Reading::default() },
        // A reader of foreign formats gave up on bytes that no program wrote.
        Err(_) => Reading { refused: Some(RefusalKind::Damaged.into()), ..Reading::default() },
    }
}

/// The pure part: from a book to households.
pub fn understand(book: Book, options: &Options) -> Reading {
    let Book { sheets, encoding, from_1904 } = book;
    let mut reading = Reading { encoding, ..Reading::default() };
    let mut tables = Vec::new();
    let empty = sheets.iter().all(|s| s.rows.is_empty());
    let headers: Vec<_> = sheets.iter().map(header::find).collect();
    let selected = selection(&sheets, &headers, options);
    for (at, (sheet, found)) in sheets.into_iter().zip(headers).enumerate() {
        let mut entry = SheetReading { name: sheet.name.clone(), hidden: sheet.hidden, ..SheetReading::default() };
        if let Some((header, columns)) = found {
            let columns = remap(columns, &sheet.name, options);
            entry.header_rows = Some((header.top, header.bottom));
            entry.columns = columns.clone();
            entry.selected = selected[at];
            if entry.selected {
                tables.push((at, table::build(sheet, &header, columns)));
            }
        }
        reading.sheets.push(entry);
    }
    if tables.is_empty() {
        let kind = if empty { RefusalKind::Empty } else { RefusalKind::NoTable };
        return Reading { refused: Some(kind.into()), sheets: reading.sheets, ..Reading::default() };
    }
    let several = tables.len() > 1;
    for (index, table) in tables {
        let told = of_sheet(&table, several);
        reading.sheets[index].neighbourhood = told.clone();
        let fallback = told.or_else(|| options.neighbourhood.clone());
        let mut drafts = household::read(&table, fallback.as_deref(), from_1904, options);
        reading.sheets[index].ignored_rows = std::mem::take(&mut drafts.ignored_rows);
        reading.findings.extend(about_persons(&table));
        reading.findings.append(&mut drafts.findings);
        reading.households.append(&mut drafts.households);
    }
    reading.needs_neighbourhood = reading.households.iter().any(|h| h.neighbourhood.is_empty());
    drop_duplicates(&mut reading);
    tell_hidden(&mut reading);
    let order: HashMap<&str, usize> = reading.sheets.iter().enumerate().map(|(at, s)| (s.name.as_str(), at)).collect();
    reading.findings.sort_by_key(|f| (order.get(f.sheet.as_str()).copied(), f.row, f.code));
    reading
}

/// The coordinator's mapping over the guess; what is forbidden stays so.
fn remap(mut columns: Vec<Column>, sheet: &str, options: &Options) -> Vec<Column> {
    for column in &mut columns {
        let chosen = options.mapping.get(&(sheet.to_owned(), column.index));
        if let (Some(field), false) = (chosen, matches!(column.field, Field::Forbidden(_))) {
            column.field = *field;
        }
    }
    columns
}

/// Chosen, or preselected: visible, with people, and not by its name a summary, an instruction or a template. Where that
/// leaves nothing ("Mẫu số 1" may hold the only list), all visible tables.
fn selection(sheets: &[Sheet], headers: &[Option<(Header, Vec<Column>)>], options: &Options) -> Vec<bool> {
    if let Some(chosen) = &options.sheets {
        return sheets.iter().map(|s| chosen.contains(&s.name)).collect();
    }
    let aside = ["huong dan", "tong hop", "vi du", "mau", "danh muc", "ghi chu", "nhap", "example", "template"];
    let is_aside = |sheet: &Sheet| {
        let name = format!(" {} ", fold(&sheet.name));
        aside.iter().any(|w| name.contains(&format!(" {w} ")))
    };
    let shown: Vec<bool> = sheets.iter().zip(headers).map(|(s, found)| !s.hidden && found.is_some()).collect();
    let preferred: Vec<bool> = sheets.iter().zip(&shown).map(|(s, shown)| *shown && !is_aside(s)).collect();
    if preferred.contains(&true) { preferred } else { shown }
}

/// The neighbourhood of a whole sheet: its title, else its name.
fn of_sheet(table: &Table, several: bool) -> Option<String> {
    if let Some(found) = table.title.iter().find_map(|t| place::in_title(t)) {
        return Some(found);
    }
    if let Some(found) = place::whole(&table.sheet) {
        return Some(found);
    }
    // One sheet a neighbourhood, named without its kind: "Ngọc Trạo".
    let folded = fold(&table.sheet);
    let generic =
        ["sheet", "trang", "ds", "danh sach", "ho", "nk", "nhan khau", "data", "table", "bang", "phu luc", "bieu"];
    let is_generic =
        generic.iter().any(|g| folded == *g || folded.starts_with(&format!("{g} ")) || folded.starts_with("sheet"));
    let has_column = table.has(Field::Neighbourhood);
    (several && !has_column && !is_generic && folded.chars().filter(|c| c.is_alphabetic()).count() > 2)
        .then(|| name::tidy(&table.sheet))
}

/// A voter list or a list of members without relations counts persons.
fn about_persons(table: &Table) -> Option<Finding> {
    let title = fold(&table.title.join(" "));
    let persons = ["cu tri", "nhan khau", "danh sach nguoi", "hoi vien", "doan vien"].iter().any(|w| title.contains(w));
    let has_head =
        [Field::HeadName, Field::HeadFamily, Field::Relation, Field::HouseholdCode].iter().any(|f| table.has(*f));
    let place = Place { sheet: &table.sheet, row: table.header_row, column: None };
    (persons && !has_head).then(|| Finding::about(Code::ListOfPersons, place, 1))
}

/// Name, neighbourhood, address and phones, each as its key.
type Twin = (String, String, String, Vec<String>);

/// What else tells twins apart: year of birth and code.
type Marks = (Option<i32>, Option<String>);

/// Same name, neighbourhood, address and phone: the later one goes, with a warning. The same name alone is no
/// duplicate; two people of one name in a neighbourhood are real.
fn drop_duplicates(reading: &mut Reading) {
    let mut seen: HashMap<Twin, Vec<Marks>> = HashMap::new();
    let mut kept = Vec::with_capacity(reading.households.len());
    for household in std::mem::take(&mut reading.households) {
        let address = household.address.as_deref().map(address_key).unwrap_or_default();
        let mut phones = household.phones.clone();
        phones.sort_unstable();
        let told = !address.is_empty() || !phones.is_empty();
        let strong = !address.is_empty() && !phones.is_empty();
        let key = (name::key(&household.head), place::key(&household.neighbourhood), address, phones);
        let known = seen.entry(key).or_default();
        let twin = known.iter().any(|(year, code)| {
            let same_year =
                *year == household.birth_year || strong && (year.is_none() || household.birth_year.is_none());
            let same_code = *code == household.code || code.is_none() || household.code.is_none();
            told && same_year && same_code
        });
        if let (true, Some(source)) = (twin, &household.source) {
            let place = Place { sheet: &source.sheet, row: source.row, column: None };
            reading.findings.push(Finding::new(Severity::Warning, Code::DuplicateInFile, place, &household.head));
            continue;
        }
        known.push((household.birth_year, household.code.clone()));
        kept.push(household);
    }
    reading.households = kept;
}

/// Hidden rows are told once for the file.
fn tell_hidden(reading: &mut Reading) {
    let hidden: Vec<&Household> = reading.households.iter().filter(|h| h.hidden).collect();
    if let Some(source) = hidden.first().and_then(|h| h.source.clone()) {
        let place = Place { sheet: &source.sheet, row: source.row, column: None };
        let count = hidden.len();
        reading.findings.push(Finding::about(Code::HiddenRows, place, count));
    }
}
