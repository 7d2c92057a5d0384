//! A sheet as cells: what layout makes and the writers write.

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, NFC.
    Text(String),
    /// A whole number, as Excel keeps a phone number typed without an apostrophe.
    Number(i64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(number as i64)
    }
}

/// Cells that are one: rows and columns from 0, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u16,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u16,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Sheet {
    /// At most 31 characters.
    pub name: String,
    /// Its rows; short ones end early.
    pub rows: Vec<Vec<Cell>>,
    /// Merged cells; the text is in the first.
    pub merges: Vec<Merge>,
    /// Columns that Excel does not show, from 0.
    pub hidden_columns: Vec<u16>,
    /// Rows in bold, from 0: titles and headers.
    pub bold_rows: Vec<u32>,
}

impl Sheet {
    pub(crate) fn new(name: &str) -> Self {
        // Excel's limit; no name of ours has a character that it forbids.
        Self { name: name.chars().take(31).collect(), ..Self::default() }
    }

    /// Adds a row and returns its number as the spreadsheet shows it, from 1.
    pub(crate) fn push(&mut self, row: Vec<Cell>) -> u32 {
        self.rows.push(row);
        self.rows.len() as u32
    }

    /// Adds a bold row with texts at some columns.
    pub(crate) fn title(&mut self, texts: &[(usize, &str)]) {
        let width = texts.iter().map(|text| text.0 + 1).max().unwrap_or_default();
        let mut row = vec![Cell::Empty; width];
        for (column, text) in texts {
            row[*column] = Cell::from(*text);
        }
        self.bold_rows.push(self.rows.len() as u32);
        self.push(row);
    }

    pub(crate) fn merge(&mut self, top: usize, left: usize, bottom: usize, right: usize) {
        if (top, left) != (bottom, right) {
            let merge = Merge { top: top as u32, left: left as u16, bottom: bottom as u32, right: right as u16 };
            self.merges.push(merge);
        }
    }
}
