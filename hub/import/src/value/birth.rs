//! Birth dates in every shape; only the year is kept.

use chrono::{Datelike, Days, NaiveDate};
use doorstep_core::text::{clean, fold};

use crate::book::{Cell, Value};
use crate::report::Code;

/// How a column writes its dates; decided for the whole column, because one cell cannot tell 5/6 from 6/5.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// 5/20/71: the month comes first.
    pub month_first: bool,
    /// Years have two digits.
    pub short_years: bool,
}

/// A year of birth and what was wrong with the cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Birth {
    /// The year, where one can be told.
    pub year: Option<i32>,
    /// Written as uncertain ("khoảng 1952", 00/00/1952).
    pub approximate: bool,
    /// What the coordinator should look at.
    pub problem: Option<Code>,
}

/// Where a reading takes place.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// Today.
    pub today: NaiveDate,
    /// Serial dates count from 1904.
    pub from_1904: bool,
}

/// No one alive was born before.
const FIRST_YEAR: i32 = 1900;

/// The style of a column.
pub fn style<'a>(cells: impl Iterator<Item = &'a Cell>) -> Style {
    let (mut day_first, mut month_first, mut short, mut long) = (0, 0, 0, 0);
    for cell in cells {
        let groups = match &cell.value {
            Value::Text(text) => groups(text),
            Value::Number(n) if *n > 0.0 && *n < 100.0 => vec![(*n as u32, 2)],
            Value::Number(n) if *n > 1_000.0 => {
                long += 1;
                continue;
            }
            Value::Date(_) => {
                long += 1;
                continue;
            }
            _ => continue,
        };
        if let [(a, _), (b, _), _] = groups[..] {
            day_first += usize::from(a > 12 && a <= 31 && b <= 12);
            month_first += usize::from(b > 12 && b <= 31 && a <= 12);
        }
        match groups.last() {
            Some((_, 4)) => long += 1,
            Some((_, 2)) if groups.len() != 2 => short += 1,
            _ => {}
        }
    }
    Style { month_first: month_first > day_first, short_years: short > long }
}

/// Reads one cell.
pub fn read(cell: &Cell, style: Style, clock: Clock) -> Birth {
    match &cell.value {
        Value::Date(date) => checked(date.year(), clock),
        Value::Number(number) => of_number(*number, style, clock),
        Value::Text(text) => of_text(text, style, clock),
        Value::Error | Value::Missing => Birth::default(),
    }
}

/// A year of birth from three columns.
pub fn from_parts(day: Option<u32>, month: Option<u32>, year: Birth) -> Birth {
    let (Some(day), Some(month), Some(full), None) = (day, month, year.year, year.problem) else { return year };
    let unknown = day == 0 || month == 0;
    match unknown || NaiveDate::from_ymd_opt(full, month, day).is_some() {
        true => Birth { approximate: year.approximate || unknown, ..year },
        false => Birth { problem: Some(Code::BirthInvalid), ..year },
    }
}

fn of_number(number: f64, style: Style, clock: Clock) -> Birth {
    if number.fract() != 0.0 && number < 2_200.0 || !(0.0..1e9).contains(&number) {
        return invalid();
    }
    match number as u32 {
        0 => Birth::default(),
        n @ 1..=99 if style.short_years => checked(long_year(n, clock), clock),
        1..=130 => is_age(),
        n @ 131..=2_100 => checked(n as i32, clock),
        n @ 2_101..=80_000 => match serial(n, clock) {
            Some(date) => checked(date.year(), clock),
            None => invalid(),
        },
        // 2091952 and 20520902: a date typed without separators.
        n => of_text(&format!("{n:08}"), style, clock),
    }
}

fn serial(days: u32, clock: Clock) -> Option<NaiveDate> {
    let epoch =
        if clock.from_1904 { NaiveDate::from_ymd_opt(1904, 1, 1) } else { NaiveDate::from_ymd_opt(1899, 12, 30) };
    epoch?.checked_add_days(Days::new(days.into()))
}

fn of_text(text: &str, style: Style, clock: Clock) -> Birth {
    let folded = fold(text);
    let approximate = ["khoang", "chung", "~", "?", "uoc"].iter().any(|w| folded.contains(w));
    let groups = groups(text);
    if folded.contains("tuoi") && groups.iter().all(|(_, digits)| *digits < 4) && !groups.is_empty() {
        return is_age();
    }
    let birth = match groups[..] {
        [] => Birth::default(),
        // 1952-09-02, with or without a time behind it.
        [(year, 4), (month, _), (day, _), ..] => of_day(day, month, year as i32, style, clock, true),
        [(a, 1 | 2), (b, 1 | 2), (year, 4)] => of_day(a, b, year as i32, style, clock, false),
        [(a, 1 | 2), (b, 1 | 2), (year, 2)] => of_day(a, b, long_year(year, clock), style, clock, false),
        [(_, 1 | 2), (year, 4)] | [(year, 4)] | [(year, 4), (_, 1 | 2)] => checked(year as i32, clock),
        [(year, 2)] if style.short_years => checked(long_year(year, clock), clock),
        [(_, 1 | 2)] => is_age(),
        [(n, 8)] => of_compact(n, style, clock),
        [(n, 5)] => serial(n, clock).map_or_else(invalid, |date| checked(date.year(), clock)),
        _ => match groups.iter().find(|(n, digits)| *digits == 4 && (1_900..2_100).contains(n)) {
            Some((year, _)) => checked(*year as i32, clock),
            None => invalid(),
        },
    };
    Birth { approximate: birth.approximate || (approximate && birth.year.is_some()), ..birth }
}

fn of_day(a: u32, b: u32, year: i32, style: Style, clock: Clock, iso: bool) -> Birth {
    let (day, month) = if style.month_first && !iso { (b, a) } else { (a, b) };
    from_parts(Some(day), Some(month), checked(year, clock))
}

fn of_compact(number: u32, style: Style, clock: Clock) -> Birth {
    let (head, tail) = (number / 10_000, number % 10_000);
    if (1_900..=2_100).contains(&tail) {
        return of_day(head / 100, head % 100, tail as i32, style, clock, false);
    }
    match (1_900..=2_100).contains(&head) {
        true => of_day(tail % 100, tail / 100, head as i32, style, clock, true),
        false => invalid(),
    }
}

fn checked(year: i32, clock: Clock) -> Birth {
    match (FIRST_YEAR..=clock.today.year()).contains(&year) {
        true => Birth { year: Some(year), ..Birth::default() },
        false => Birth { problem: Some(Code::BirthOutOfRange), ..Birth::default() },
    }
}

fn long_year(short: u32, clock: Clock) -> i32 {
    let century = if short as i32 > clock.today.year() % 100 { 1_900 } else { 2_000 };
    century + short as i32
}

fn invalid() -> Birth {
    Birth { problem: Some(Code::BirthInvalid), ..Birth::default() }
}

fn is_age() -> Birth {
    Birth { problem: Some(Code::BirthIsAge), ..Birth::default() }
}

/// Runs of digits: value and length. A float's ".0" is no group.
fn groups(text: &str) -> Vec<(u32, usize)> {
    let text = clean(text);
    let text = text.strip_suffix(".0").filter(|whole| whole.bytes().all(|b| b.is_ascii_digit())).unwrap_or(&text);
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .map(|run| (run.parse().unwrap_or(u32::MAX), run.len()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::typed(Value::Text(text.into()))
    }

    fn clock() -> Clock {
        Clock { today: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(), from_1904: false }
    }

    fn of(written: &str) -> (Option<i32>, Option<Code>) {
        let birth = read(&text(written), Style::default(), clock());
        (birth.year, birth.problem)
    }

    #[test]
    fn dates_in_many_shapes() {
        for written in [
            "1952",
            "2/9/1952",
            "02-09-1952",
            "02.9.1952",
            "khoảng 1952",
            "1952-09-02",
            "/9/1952",
            "9/1952",
            "02091952",
            "19520902",
            "1952.0",
            "1952-09-02 00:00:00",
            "ngày 2 tháng 9 năm 1952",
            "19239",
            "00/00/1952",
            "2/9/52",
        ] {
            assert_eq!(of(written), (Some(1952), None), "{written}");
        }
        for (written, year, problem) in [
            ("31/4/1952", Some(1952), Some(Code::BirthInvalid)),
            ("2052", None, Some(Code::BirthOutOfRange)),
            ("1852", None, Some(Code::BirthOutOfRange)),
            ("không nhớ", None, None),
            ("74", None, Some(Code::BirthIsAge)),
            ("74 tuổi", None, Some(Code::BirthIsAge)),
            ("195", None, Some(Code::BirthInvalid)),
        ] {
            assert_eq!(of(written), (year, problem), "{written}");
        }
    }

    #[test]
    fn numbers_are_years_serials_or_ages() {
        let of = |n: f64| read(&Cell::typed(Value::Number(n)), Style::default(), clock());
        assert_eq!(of(1952.0).year, Some(1952));
        assert_eq!(of(19_239.0).year, Some(1952));
        assert_eq!(of(2_091_952.0).year, Some(1952));
        assert_eq!(of(74.0).problem, Some(Code::BirthIsAge));
        assert_eq!(of(2_052.0).problem, Some(Code::BirthOutOfRange));
        let mac = Clock { from_1904: true, ..clock() };
        assert_eq!(read(&Cell::typed(Value::Number(17_777.0)), Style::default(), mac).year, Some(1952));
    }

    #[test]
    fn the_column_decides_day_or_month_first_and_short_years() {
        let american = [text("5/20/71"), text("1/2/68"), text("12/31/99")];
        let decided = style(american.iter());
        assert_eq!(decided, Style { month_first: true, short_years: true });
        assert_eq!(read(&american[0], decided, clock()).year, Some(1971));
        assert_eq!(read(&american[0], decided, clock()).problem, None);
        assert_eq!(read(&text("71"), decided, clock()).year, Some(1971));
        let ours = [text("20/5/1971"), text("1/2/1968")];
        assert_eq!(style(ours.iter()), Style::default());
    }
}
