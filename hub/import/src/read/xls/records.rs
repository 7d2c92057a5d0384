//! The record stream of an XLS file: types and positions only, no values. Record numbers after [MS-XLS] 2.3.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::{Cursor, Read};

use crate::read::limits::Limits;
use crate::read::{Refusal, RefusalKind};

const BOF: [u16; 4] = [0x0809, 0x0409, 0x0209, 0x0009];
const BOUND_SHEET: u16 = 0x0085;
const FILE_PASS: u16 = 0x002F;
const FORMULA: [u16; 3] = [0x0006, 0x0206, 0x0406];
const ROW: u16 = 0x0208;
/// Records that place one cell: blank, number, label, boolean, RK, shared string, rich string.
const CELL: [u16; 8] = [0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6, 0x0004];
/// Records that place several cells of a row: RKs, blanks.
const CELLS: [u16; 2] = [0x00BD, 0x00BE];

/// What one sheet's records say beside values.
#[derive(Default)]
pub(super) struct Notes {
    /// Rows from 1.
    pub(super) hidden_rows: BTreeSet<u32>,
    /// Cells (row from 1, column from 0) that are computed.
    pub(super) formulas: HashSet<(u32, u32)>,
}

/// Notes by the sheet's place among the workbook's sheets.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<HashMap<usize, Notes>, Refusal> {
    let stream = workbook_stream(bytes)?;
    let mut places: HashMap<usize, usize> = HashMap::new();
    let mut sheets: HashMap<usize, Notes> = HashMap::new();
    let (mut current, mut cells) = (None, 0usize);
    let mut rectangle = Rectangle::default();
    let mut at = 0;
    while let Some(header) = stream.get(at..at + 4) {
        let kind = u16::from_le_bytes([header[0], header[1]]);
        let length = usize::from(u16::from_le_bytes([header[2], header[3]]));
        let Some(data) = stream.get(at + 4..at + 4 + length) else { break };
        match kind {
            FILE_PASS => return Err(RefusalKind::Password.into()),
            BOUND_SHEET if data.len() >= 4 => {
                let offset = u32::from_le_bytes([data[0], data[1], data[2], data[3]]) as usize;
                places.insert(offset, places.len());
            }
            _ if BOF.contains(&kind) => {
                // A chart inside a sheet begins elsewhere and is not listed.
                if let Some(place) = places.get(&at) {
                    current = Some(*place);
                    rectangle = Rectangle::default();
                }
            }
            _ => {}
        }
        if let (Some(sheet), Some((row, first, last))) = (current, position(kind, data)) {
            cells += (last.saturating_sub(first) + 1) as usize;
            let area = rectangle.grow(row, first, last);
            if cells > limits.cells || area > limits.rectangle {
                return Err(RefusalKind::TooBig.into());
            }
            if FORMULA.contains(&kind) {
                sheets.entry(sheet).or_default().formulas.insert((row + 1, first));
            }
        }
        // Bit 5 of the options: the row has no height.
        if kind == ROW
            && let (Some(sheet), true) = (current, data.len() >= 14)
            && data[12] & 0x20 != 0
        {
            sheets.entry(sheet).or_default().hidden_rows.insert(u32::from(u16::from_le_bytes([data[0], data[1]])) + 1);
        }
        at += 4 + length;
    }
    Ok(sheets)
}

fn workbook_stream(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| RefusalKind::Damaged)?;
    if file.exists("/EncryptedPackage") || file.exists("/EncryptionInfo") {
        return Err(RefusalKind::Password.into());
    }
    let name = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"].into_iter().find(|name| file.exists(name));
    let name = name.ok_or(RefusalKind::UnknownKind)?;
    let mut stream = Vec::new();
    let mut source = file.open_stream(name).map_err(|_| RefusalKind::Damaged)?;
    source.read_to_end(&mut stream).map_err(|_| RefusalKind::Damaged)?;
    Ok(stream)
}

/// Row, first and last column of a record that places cells.
fn position(kind: u16, data: &[u8]) -> Option<(u32, u32, u32)> {
    let number = |at: usize| data.get(at..at + 2).map(|b| u32::from(u16::from_le_bytes([b[0], b[1]])));
    let (row, column) = (number(0)?, number(2)?);
    if CELLS.contains(&kind) {
        return Some((row, column, number(data.len().checked_sub(2)?)?.max(column)));
    }
    (CELL.contains(&kind) || FORMULA.contains(&kind)).then_some((row, column, column))
}

/// The rectangle around the cells seen.
#[derive(Default)]
struct Rectangle(Option<(u32, u32, u32, u32)>);

impl Rectangle {
    fn grow(&mut self, row: u32, first: u32, last: u32) -> u64 {
        let (top, bottom, left, right) =
            self.0.map_or((row, row, first, last), |(t, b, l, r)| (t.min(row), b.max(row), l.min(first), r.max(last)));
        self.0 = Some((top, bottom, left, right));
        u64::from(bottom - top + 1) * u64::from(right - left + 1)
    }
}
