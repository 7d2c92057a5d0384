//! Writes a grid as the CSV that Excel saves: UTF-8 with a byte order mark, commas, CRLF.

use csv::{Terminator, WriterBuilder};

use super::grid::{Cell, Sheet};

pub(super) fn write(sheets: &[Sheet]) -> Result<Vec<u8>, csv::Error> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let width = sheets.iter().flat_map(|sheet| &sheet.rows).map(Vec::len).max().unwrap_or_default();
    {
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(&mut bytes);
        for row in sheets.iter().flat_map(|sheet| &sheet.rows) {
            // As wide as the widest, as Excel does.
            let cells = (0..width).map(|column| match row.get(column) {
                None | Some(Cell::Empty) => String::new(),
                Some(Cell::Text(text)) => text.clone(),
                Some(Cell::Number(number)) => number.to_string(),
            });
            writer.write_record(cells)?;
        }
        writer.flush()?;
    }
    Ok(bytes)
}
