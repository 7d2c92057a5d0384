//! ODS, read directly: repeated rows and cells are counted instead of spread out, so that 5,000 empty rows cost
//! nothing and a million repeated cells are refused.

mod tags;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::book::{Area, Book, Cell, Row, Sheet, Value};
use crate::read::limits::{Limits, Meter};
use crate::read::package::{Package, attribute, part};
use crate::read::{Refusal, RefusalKind};
use tags::{Styles, entity};

/// Reads all tables of the document.
pub(super) fn open(package: &mut Package<'_>, limits: &Limits) -> Result<Book, Refusal> {
    if part(package, "META-INF/manifest.xml")?.is_some_and(|xml| xml.contains("encryption-data")) {
        return Err(RefusalKind::Password.into());
    }
    let xml = part(package, "content.xml")?.ok_or(RefusalKind::Damaged)?;
    let mut document = Document {
        reader: Reader::from_str(&xml),
        book: Book { encoding: "UTF-8".into(), ..Book::default() },
        styles: Styles::default(),
        meter: Meter::new(limits),
        row: 0,
        column: 0,
    };
    document.read(limits)?;
    Ok(document.book)
}

struct Document<'a> {
    reader: Reader<&'a [u8]>,
    book: Book,
    styles: Styles,
    meter: Meter<'a>,
    /// Number of the row being read, from 1.
    row: u32,
    column: u32,
}

impl Document<'_> {
    fn read(&mut self, limits: &Limits) -> Result<(), Refusal> {
        let mut depth_of_tables = 0;
        loop {
            match self.reader.read_event().map_err(|_| RefusalKind::Damaged)? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "table" => {
                        depth_of_tables += 1;
                        self.begin_sheet(&tag);
                    }
                    "table-row" if depth_of_tables == 1 => self.read_row(&tag)?,
                    "style" => self.styles.begin(&tag),
                    _ => {}
                },
                Event::Empty(tag) => match tag.local_name().as_ref() {
                    "table-row" => self.row = self.row.saturating_add(repeat(&tag, "number-rows-repeated")),
                    "table-properties" => self.styles.properties(&tag),
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "table" => depth_of_tables -= 1,
                Event::Eof => return Ok(()),
                _ => {}
            }
            if self.book.sheets.len() > limits.sheets {
                return Err(RefusalKind::TooBig.into());
            }
        }
    }

    fn begin_sheet(&mut self, tag: &BytesStart<'_>) {
        let hidden = attribute(tag, "style-name").is_some_and(|style| self.styles.is_hidden(&style));
        self.book.sheets.push(Sheet { name: attribute(tag, "name").unwrap_or_default(), hidden, ..Sheet::default() });
        self.row = 1;
    }

    fn read_row(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        let times = repeat(tag, "number-rows-repeated");
        let hidden = matches!(attribute(tag, "visibility").as_deref(), Some("collapse" | "filter"));
        self.column = 0;
        let mut cells = Row::new();
        loop {
            match self.reader.read_event().map_err(|_| RefusalKind::Damaged)? {
                Event::Start(tag) if is_cell(&tag) => {
                    let tag = tag.into_owned();
                    let text = self.read_text()?;
                    self.keep(&tag, text, &mut cells)?;
                }
                Event::Empty(tag) if is_cell(&tag) => self.keep(&tag.into_owned(), String::new(), &mut cells)?,
                Event::End(tag) if tag.local_name().as_ref() == "table-row" => break,
                Event::Eof => return Err(RefusalKind::Damaged.into()),
                _ => {}
            }
        }
        let Some(sheet) = self.book.sheets.last_mut() else { return Ok(()) };
        for number in (self.row..).take(if cells.is_empty() { 0 } else { times as usize }) {
            for cell in cells.values() {
                self.meter.cell(cell_size(cell))?;
            }
            if hidden {
                sheet.hidden_rows.insert(number);
            }
            sheet.rows.insert(number, cells.clone());
        }
        self.row = self.row.saturating_add(times);
        Ok(())
    }

    /// The paragraphs of a cell, without its comments.
    fn read_text(&mut self) -> Result<String, Refusal> {
        let (mut text, mut paragraphs, mut inside, mut comment) = (String::new(), 0, 0usize, 0usize);
        loop {
            match self.reader.read_event().map_err(|_| RefusalKind::Damaged)? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "annotation" => comment += 1,
                    "p" if comment == 0 => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                        inside += 1;
                    }
                    _ => {}
                },
                Event::Empty(tag) if comment == 0 && inside > 0 => match tag.local_name().as_ref() {
                    "s" | "tab" => text.push(' '),
                    "line-break" => text.push('\n'),
                    _ => {}
                },
                Event::Text(piece) if comment == 0 && inside > 0 => text.push_str(&piece.into_inner()),
                Event::GeneralRef(name) if comment == 0 && inside > 0 => text.extend(entity(&name)),
                Event::End(tag) => match tag.local_name().as_ref() {
                    "annotation" => comment = comment.saturating_sub(1),
                    "p" if comment == 0 => inside = inside.saturating_sub(1),
                    "table-cell" | "covered-table-cell" => return Ok(text),
                    _ => {}
                },
                Event::Eof => return Err(RefusalKind::Damaged.into()),
                _ => {}
            }
        }
    }

    fn keep(&mut self, tag: &BytesStart<'_>, text: String, cells: &mut Row) -> Result<(), Refusal> {
        let times = repeat(tag, "number-columns-repeated");
        let (tall, wide) = (repeat(tag, "number-rows-spanned"), repeat(tag, "number-columns-spanned"));
        if (tall > 1 || wide > 1)
            && let Some(sheet) = self.book.sheets.last_mut()
        {
            let bottom = self.row.saturating_add(tall - 1);
            let right = self.column.saturating_add(wide - 1);
            sheet.merges.push(Area { top: self.row, bottom, left: self.column, right });
        }
        let formula = attribute(tag, "formula").is_some();
        if let Some(value) = value(tag, text).or(formula.then_some(Value::Missing)) {
            let cell = Cell { value, formula };
            for column in (self.column..).take(times as usize) {
                self.meter.cell(cell_size(&cell))?;
                cells.insert(column, cell.clone());
            }
        }
        self.column = self.column.saturating_add(times);
        Ok(())
    }
}

fn is_cell(tag: &BytesStart<'_>) -> bool {
    matches!(tag.local_name().as_ref(), "table-cell" | "covered-table-cell")
}

fn repeat(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|n| n.parse().ok()).unwrap_or(1).max(1)
}

fn cell_size(cell: &Cell) -> usize {
    if let Value::Text(text) = &cell.value { text.len() } else { 8 }
}

fn value(tag: &BytesStart<'_>, text: String) -> Option<Value> {
    if text.starts_with('#') && text.ends_with(['!', '?', 'A']) || text.starts_with("Err:") {
        return Some(Value::Error);
    }
    let number = || attribute(tag, "value").and_then(|v| v.parse().ok()).map(Value::Number);
    let day = || attribute(tag, "date-value").and_then(|v| v.get(..10)?.parse().ok()).map(Value::Date);
    let stored = match attribute(tag, "value-type").as_deref() {
        Some("float" | "currency" | "percentage") => number(),
        Some("date") => day(),
        _ => None,
    };
    stored.or((!text.is_empty()).then_some(Value::Text(text)))
}
