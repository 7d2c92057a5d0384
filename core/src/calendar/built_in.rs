//! The holidays that come with Doorstep, from `data/fixed_holidays.csv` and `data/lunar_holidays_2026_2031.csv`.
//!
//! Two things are not in the lists. Tết is five days by law (Labour Code 45/2019/QH14, Article 112), of which the list
//! has the first of the year; the Prime Minister announces the others yearly. **Assumed here**, as announced for 2026:
//! the day before and the three after. And a holiday on a weekend gives the next working day off (Article 111). Communes
//! correct both with [`CalendarEdits`](super::CalendarEdits).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{DayOff, DayOffKind, WorkingCalendar, is_weekend};

const FIXED: &str = include_str!("../../../data/fixed_holidays.csv");
const LUNAR: &str = include_str!("../../../data/lunar_holidays_2026_2031.csv");

const TET: &str = "tet_nguyen_dan";
const TET_DAYS_BEFORE: u64 = 1;
const TET_DAYS_AFTER: u64 = 3;

/// A holiday that is not counted until a commune enters it: its date is announced yearly, or it was only reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnconfirmedHoliday {
    /// Stable code.
    pub id: String,
    /// Month and day, if known.
    pub month_day: Option<(u32, u32)>,
    /// Vietnamese name.
    pub name_vi: String,
    /// English name.
    pub name_en: String,
    /// Where it was reported and what is open.
    pub note: String,
}

/// What the console offers to confirm: holidays that are known of but not counted.
pub fn unconfirmed_holidays() -> Vec<UnconfirmedHoliday> {
    rows::<FixedRow>(FIXED)
        .filter(|row| !row.counted)
        .map(|row| UnconfirmedHoliday {
            id: row.id,
            month_day: row.month.zip(row.day),
            name_vi: row.name_vi,
            name_en: row.name_en,
            note: row.note,
        })
        .collect()
}

pub(super) fn calendar() -> WorkingCalendar {
    let lunar: Vec<LunarRow> = rows(LUNAR).collect();
    let first = lunar.iter().map(|row| row.year).min().unwrap_or_default();
    let last = lunar.iter().map(|row| row.year).max().unwrap_or_default();
    let mut holidays: Vec<(NaiveDate, DayOff)> = Vec::new();
    for row in rows::<FixedRow>(FIXED).filter(|row| row.counted) {
        holidays.extend((first..=last).filter_map(|year| row.in_year(year)));
    }
    for row in lunar.iter().filter(|row| row.public_holiday) {
        holidays.extend(row.days());
    }
    holidays.sort_by_key(|(date, _)| *date);

    let mut days_off = BTreeMap::new();
    for (date, day) in &holidays {
        days_off.entry(*date).or_insert_with(|| day.clone());
    }
    for (date, day) in holidays.iter().filter(|(date, _)| is_weekend(*date)) {
        let free = |day: &NaiveDate| !is_weekend(*day) && !days_off.contains_key(day);
        if let Some(in_lieu) = date.iter_days().skip(1).find(free) {
            days_off.insert(in_lieu, day.in_lieu());
        }
    }
    WorkingCalendar { days_off, working_weekends: BTreeSet::new(), known_years: first..=last }
}

impl DayOff {
    fn in_lieu(&self) -> Self {
        Self {
            kind: DayOffKind::InLieu,
            name_vi: format!("Nghỉ bù {}", self.name_vi),
            name_en: format!("In lieu of {}", self.name_en),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct FixedRow {
    id: String,
    month: Option<u32>,
    day: Option<u32>,
    name_vi: String,
    name_en: String,
    valid_from: Option<NaiveDate>,
    counted: bool,
    note: String,
}

impl FixedRow {
    fn in_year(&self, year: i32) -> Option<(NaiveDate, DayOff)> {
        let date = NaiveDate::from_ymd_opt(year, self.month?, self.day?)?;
        let (name_vi, name_en) = (self.name_vi.clone(), self.name_en.clone());
        self.valid_from
            .is_none_or(|from| from <= date)
            .then_some((date, DayOff { kind: DayOffKind::Holiday, name_vi, name_en }))
    }
}

#[derive(Deserialize)]
pub(super) struct LunarRow {
    year: i32,
    id: String,
    name_vi: String,
    solar_date: NaiveDate,
    public_holiday: bool,
}

impl LunarRow {
    /// The holiday; for Tết with the leave assumed around it.
    fn days(&self) -> Vec<(NaiveDate, DayOff)> {
        let day = |kind, name_vi: &str, name_en: &str| DayOff {
            kind,
            name_vi: name_vi.to_owned(),
            name_en: name_en.to_owned(),
        };
        if self.id != TET {
            return vec![(self.solar_date, day(DayOffKind::Holiday, &self.name_vi, "Hùng Kings' Commemoration Day"))];
        }
        let mut days = vec![(self.solar_date, day(DayOffKind::Holiday, &self.name_vi, "Lunar New Year"))];
        let before = (1..=TET_DAYS_BEFORE).filter_map(|n| self.solar_date.checked_sub_days(Days::new(n)));
        let after = (1..=TET_DAYS_AFTER).filter_map(|n| self.solar_date.checked_add_days(Days::new(n)));
        days.extend(
            before
                .chain(after)
                .map(|date| (date, day(DayOffKind::AssumedLeave, "Nghỉ Tết Nguyên đán", "Lunar New Year leave"))),
        );
        days
    }
}

/// The rows of an embedded table. A row that does not read is left out rather than stopping a phone; that there is none
/// is tested.
fn rows<T: DeserializeOwned>(table: &'static str) -> impl Iterator<Item = T> {
    csv::Reader::from_reader(table.as_bytes()).into_deserialize().filter_map(Result::ok)
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::*;

    #[test]
    fn every_row_of_the_tables_reads_and_agrees_with_itself() {
        assert_eq!(rows::<FixedRow>(FIXED).count(), FIXED.lines().count() - 1);
        assert_eq!(rows::<LunarRow>(LUNAR).count(), LUNAR.lines().count() - 1);
        assert!(rows::<FixedRow>(FIXED).filter(|row| row.counted).all(|row| row.in_year(2028).is_some()));
        // `days` names each of the two lunar holidays by law; a third would need its English name.
        let ids: BTreeSet<String> =
            rows::<LunarRow>(LUNAR).filter(|row| row.public_holiday).map(|row| row.id).collect();
        assert_eq!(ids.into_iter().collect::<Vec<_>>(), ["gio_to_hung_vuong", TET]);
        assert!(rows::<LunarRow>(LUNAR).all(|row| row.solar_date.year() == row.year));
    }
}
