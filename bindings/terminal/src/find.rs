//! From what a person typed to what is meant: row numbers, names, words of a list, times.

use doorstep_core::{
    calendar::vietnam_date,
    id::Id,
    store::query::{Page, names::Mate},
};

use crate::{Terminal, rows::Row, trouble::mistake, words::typed};

impl Terminal {
    fn row(&self, number: &str) -> anyhow::Result<Option<Row>> {
        match number.parse::<usize>() {
            Err(_) => Ok(None),
            Ok(n) => match self.rows.get(n) {
                Some(row) => Ok(Some(row)),
                None => Err(mistake("term-no-row", &[("n", n.to_string())])),
            },
        }
    }

    fn wrong_row(number: &str) -> anyhow::Error {
        mistake("term-wrong-row", &[("n", number.to_owned())])
    }

    /// A home, by the number of a row that leads to it, or by words that find one home.
    pub(crate) fn home(&self, what: &str) -> anyhow::Result<Id> {
        match self.row(what)? {
            Some(Row::Home(id) | Row::Person(id, _) | Row::Visit(id, _)) => return Ok(id),
            Some(Row::Ride(_)) => return Err(Self::wrong_row(what)),
            None => {}
        }
        let hits = self.phone.search().run(what.to_owned(), Page::first(2))?;
        match hits.hits.as_slice() {
            [] => Err(mistake("term-no-hits", &[])),
            [one] => Ok(one.home.id),
            _ => Err(mistake("term-many", &[("n", hits.total.to_string()), ("what", what.to_owned())])),
        }
    }

    /// A person, by the number of their row.
    pub(crate) fn person(&self, what: &str) -> anyhow::Result<(Id, Id)> {
        match self.row(what)? {
            Some(Row::Person(home, person)) => Ok((home, person)),
            _ => Err(Self::wrong_row(what)),
        }
    }

    /// A ride, by the number of its row.
    pub(crate) fn ride_row(&self, what: &str) -> anyhow::Result<Id> {
        match self.row(what)? {
            Some(Row::Ride(ride)) => Ok(ride),
            _ => Err(Self::wrong_row(what)),
        }
    }

    /// A visit, by the number of its row.
    pub(crate) fn visit_row(&self, what: &str) -> anyhow::Result<(Id, Id)> {
        match self.row(what)? {
            Some(Row::Visit(home, visit)) => Ok((home, visit)),
            _ => Err(Self::wrong_row(what)),
        }
    }

    /// A squad mate, by any part of the name that only one has.
    pub(crate) fn mate<'a>(&self, mates: &'a [Mate], name: &str) -> anyhow::Result<&'a Mate> {
        let found = by_name(mates.iter(), name, |mate| &mate.name);
        found.ok_or_else(|| unknown(name, mates.iter().map(|mate| mate.name.as_str())))
    }
}

/// The one of a list whose name is what was typed, or the only one whose name contains it.
pub(crate) fn by_name<T>(list: impl Iterator<Item = T> + Clone, what: &str, name: impl Fn(&T) -> &str) -> Option<T> {
    let wanted = typed(what);
    if let Some(exact) = list.clone().find(|item| typed(name(item)) == wanted) {
        return Some(exact);
    }
    let mut containing = list.filter(|item| typed(name(item)).contains(&wanted));
    let first = containing.next()?;
    containing.next().is_none().then_some(first)
}

/// That a word is none of a list.
pub(crate) fn unknown<'a>(word: &str, choices: impl Iterator<Item = &'a str>) -> anyhow::Error {
    let choices: Vec<&str> = choices.collect();
    mistake("term-unknown-word", &[("word", word.to_owned()), ("choices", choices.join(", "))])
}

/// The code that was typed, as such or as its words.
pub(crate) fn code(what: &str, known: &[&'static str], words: impl Fn(&str) -> String) -> anyhow::Result<&'static str> {
    let wanted = typed(what);
    let found = known.iter().find(|code| typed(code) == wanted || typed(&words(code)) == wanted);
    found.copied().ok_or_else(|| unknown(what, known.iter().copied()))
}

/// Minutes since midnight from `8:30`.
pub(crate) fn minutes(time: &str) -> anyhow::Result<i64> {
    let read = || {
        let (hour, minute) = time.split_once(':')?;
        let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
        ((0..=24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
    };
    read().ok_or_else(|| unknown(time, ["8:00", "13:30"].into_iter()))
}

/// A date in Vietnam as people write it: `24/11`, with the year where it is another one.
pub(crate) fn date(at_ms: i64) -> String {
    vietnam_date(at_ms).format("%d/%m/%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_a_part_that_only_one_has() {
        let names = ["Lê Thị Hương", "Lê Văn Bình", "Trần Bình"];
        assert_eq!(by_name(names.iter(), "huong", |n| n), Some(&"Lê Thị Hương"));
        assert_eq!(by_name(names.iter(), "bình", |n| n), None);
        assert_eq!(by_name(names.iter(), "Trần Bình", |n| n), Some(&"Trần Bình"));
    }

    #[test]
    fn times_and_codes_are_read_as_people_write_them() {
        assert_eq!(minutes("8:30").unwrap(), 510);
        assert!(minutes("8h30").is_err() && minutes("25:00").is_err());
        let words = |code: &str| if code == "done" { "Xong".to_owned() } else { "Vắng nhà".to_owned() };
        assert_eq!(code("vang-nha", &["done", "not_home"], words).unwrap(), "not_home");
        assert_eq!(code("DONE", &["done", "not_home"], words).unwrap(), "done");
    }
}
