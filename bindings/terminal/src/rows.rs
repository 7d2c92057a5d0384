//! Numbers instead of identifiers: each list numbers its rows, and the next command may name one by its number.

use std::{fs, path::PathBuf};

use doorstep_core::id::Id;

/// What a number stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// A home.
    Home(Id),
    /// A person of a home.
    Person(Id, Id),
    /// A ride.
    Ride(Id),
    /// A visit to a home.
    Visit(Id, Id),
}

/// Rows shown last.
pub(crate) struct Rows {
    file: PathBuf,
    rows: Vec<Row>,
}

impl Rows {
    /// The rows that the last list numbered.
    pub(crate) fn read(file: PathBuf) -> Rows {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let rows = text.lines().filter_map(parse).collect();
        Rows { file, rows }
    }

    /// Begins a new list.
    pub(crate) fn begin(&mut self) {
        self.rows.clear();
    }

    /// Numbers a row, from 1.
    pub(crate) fn number(&mut self, row: Row) -> usize {
        self.rows.push(row);
        self.rows.len()
    }

    /// The row with a number.
    pub(crate) fn get(&self, number: usize) -> Option<Row> {
        number.checked_sub(1).and_then(|index| self.rows.get(index)).copied()
    }

    /// Keeps the list for the next command.
    pub(crate) fn keep(&self) -> std::io::Result<()> {
        let lines: Vec<String> = self.rows.iter().map(write).collect();
        fs::write(&self.file, lines.join("\n"))
    }
}

fn write(row: &Row) -> String {
    match row {
        Row::Home(id) => format!("home {id}"),
        Row::Person(home, id) => format!("person {home} {id}"),
        Row::Ride(id) => format!("ride {id}"),
        Row::Visit(home, id) => format!("visit {home} {id}"),
    }
}

fn parse(line: &str) -> Option<Row> {
    let mut words = line.split(' ');
    let kind = words.next()?;
    let mut id = || words.next()?.parse::<Id>().ok();
    match kind {
        "home" => Some(Row::Home(id()?)),
        "person" => Some(Row::Person(id()?, id()?)),
        "ride" => Some(Row::Ride(id()?)),
        "visit" => Some(Row::Visit(id()?, id()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_survive_from_one_command_to_the_next() {
        let id = Id::v7(1, [1; 10]);
        for row in [Row::Home(id), Row::Person(id, id), Row::Ride(id), Row::Visit(id, id)] {
            assert_eq!(parse(&write(&row)), Some(row));
        }
        assert_eq!(parse("house x"), None);
    }
}
