//! Working days, as Vietnamese offices count them.
//!
//! Follow-ups and legal deadlines are in *working* days: Monday to Friday, without public holidays. Days beside those
//! are announced every year (the second day of National Day, bridging days and the Saturdays worked for them), and
//! communes have their own: [`CalendarEdits`] holds them and always wins over what is built in.
//!
//! Dates are Vietnam's: UTC+7 all year, whatever zone a phone is set to.

mod built_in;
#[cfg(test)]
mod tests;

pub use built_in::{UnconfirmedHoliday, unconfirmed_holidays};

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};

/// Vietnam's time zone: 7 hours ahead of UTC, without summer time.
pub const VIETNAM_OFFSET_HOURS: i64 = 7;

/// The date in Vietnam at a moment in milliseconds since 1970 (UTC). Moments beyond chrono's years (±262,000) are
/// brought to its first or last date.
pub fn vietnam_date(at_ms: i64) -> NaiveDate {
    let local_ms = at_ms.saturating_add(VIETNAM_OFFSET_HOURS * 3_600_000);
    let outside = if local_ms < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
    DateTime::from_timestamp_millis(local_ms).map_or(outside, |local| local.date_naive())
}

/// The moment, in milliseconds since 1970 (UTC), at which a date begins in Vietnam.
pub fn start_of_day_ms(date: NaiveDate) -> i64 {
    let local = date.and_time(chrono::NaiveTime::MIN).and_utc();
    (local - TimeDelta::hours(VIETNAM_OFFSET_HOURS)).timestamp_millis()
}

/// Why a date is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOffKind {
    /// A public holiday by law.
    Holiday,
    /// Leave around Tết by the usual pattern, until the commune enters the announced days.
    AssumedLeave,
    /// In lieu of a holiday that falls on a weekend.
    InLieu,
    /// Entered by the commune.
    Commune,
}

/// A day off that is not simply a weekend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayOff {
    /// Why.
    pub kind: DayOffKind,
    /// Its Vietnamese name.
    pub name_vi: String,
    /// Its English name; what the commune entered stays as entered.
    pub name_en: String,
}

/// What a commune changes in the calendar: announced days off, compensation days, corrections.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CalendarEdits {
    /// Further days off.
    pub days_off: Vec<NamedDay>,
    /// Days worked all the same: Saturdays in exchange, or a built-in holiday that does not hold here.
    pub working_days: Vec<NaiveDate>,
}

impl CalendarEdits {
    /// Edits from the ISO dates in a commune's record. The days off have no names there.
    ///
    /// # Errors
    /// [`CalendarError::NotADate`] with the first text that is no date.
    pub fn from_dates(days_off: &[String], working_days: &[String]) -> Result<Self, CalendarError> {
        let read = |text: &String| text.parse().map_err(|_| CalendarError::NotADate { text: text.clone() });
        let named = |text| read(text).map(|date| NamedDay { date, name: String::new() });
        Ok(Self {
            days_off: days_off.iter().map(named).collect::<Result<_, _>>()?,
            working_days: working_days.iter().map(read).collect::<Result<_, _>>()?,
        })
    }
}

/// A date with the name that the commune gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedDay {
    /// The date.
    pub date: NaiveDate,
    /// Its name, as the commune writes it; may be empty.
    #[serde(default)]
    pub name: String,
}

/// Edits that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// A text that is not a date.
    #[error("{text:?} is not a date: write it as 2026-09-01")]
    NotADate {
        /// The text.
        text: String,
    },
    /// One date is entered as a day off and as a working day.
    #[error("{date} is entered both as a day off and as a working day: remove one")]
    OffAndWorking {
        /// The date.
        date: NaiveDate,
    },
}

/// How a due date stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueState {
    /// Due in so many working days (1: the next one).
    Upcoming {
        /// Working days left, today not counted.
        working_days: u32,
    },
    /// Due today.
    Today,
    /// Past due by so many working days; 0 on the days off right after it.
    Overdue {
        /// Working days since.
        working_days: u32,
    },
}

/// A calendar of working days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingCalendar {
    days_off: BTreeMap<NaiveDate, DayOff>,
    working_weekends: BTreeSet<NaiveDate>,
    known_years: RangeInclusive<i32>,
}

impl WorkingCalendar {
    /// Vietnam's public holidays, without what is announced from year to year.
    pub fn built_in() -> Self {
        built_in::calendar()
    }

    /// This calendar with a commune's changes.
    ///
    /// # Errors
    /// [`CalendarError::OffAndWorking`] if the edits name one date twice, with opposite meaning.
    pub fn with_edits(&self, edits: &CalendarEdits) -> Result<Self, CalendarError> {
        let mut edited = self.clone();
        for day in &edits.days_off {
            if edits.working_days.contains(&day.date) {
                return Err(CalendarError::OffAndWorking { date: day.date });
            }
            let (name_vi, name_en) = (day.name.clone(), day.name.clone());
            edited.days_off.insert(day.date, DayOff { kind: DayOffKind::Commune, name_vi, name_en });
            edited.working_weekends.remove(&day.date);
        }
        for date in &edits.working_days {
            edited.days_off.remove(date);
            if is_weekend(*date) {
                edited.working_weekends.insert(*date);
            }
        }
        Ok(edited)
    }

    /// The years whose lunar holidays are known. Outside them only the days of the week and edits count.
    pub fn known_years(&self) -> RangeInclusive<i32> {
        self.known_years.clone()
    }

    /// The day off on this date, if it is one with a name.
    pub fn day_off(&self, date: NaiveDate) -> Option<&DayOff> {
        self.days_off.get(&date)
    }

    /// The named days off from `first` to `last`, both included, in order.
    pub fn days_off(&self, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = (NaiveDate, &DayOff)> {
        let range = (first <= last).then(|| self.days_off.range(first..=last));
        range.into_iter().flatten().map(|(date, day)| (*date, day))
    }

    /// Whether offices work on this date.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        if is_weekend(date) { self.working_weekends.contains(&date) } else { !self.days_off.contains_key(&date) }
    }

    /// The date itself if it is a working day, else the next one: a term that ends on a day off ends at the end of the
    /// next working day (Civil Code 91/2015/QH13, Article 148).
    pub fn working_day_from(&self, date: NaiveDate) -> NaiveDate {
        date.iter_days().find(|day| self.is_working_day(*day)).unwrap_or(NaiveDate::MAX)
    }

    /// The `n`-th working day after `date` (before it, if negative); the day itself does not count (Civil Code, Article
    /// 147). For 0: [`Self::working_day_from`]. Stops at chrono's first and last dates.
    pub fn add_working_days(&self, date: NaiveDate, n: i16) -> NaiveDate {
        if n == 0 {
            return self.working_day_from(date);
        }
        let (mut day, mut left) = (date, n.unsigned_abs());
        while left > 0 {
            let next = if n > 0 { day.succ_opt() } else { day.pred_opt() };
            let Some(next) = next else { break };
            day = next;
            left -= u16::from(self.is_working_day(day));
        }
        day
    }

    /// Working days after `from`, up to and including `to`. If `to` is the earlier one, those after `to`, up to and
    /// including `from`, as a negative number.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        if to < from {
            return -self.working_days_between(to, from);
        }
        let Some(first) = from.checked_add_days(Days::new(1)).filter(|first| *first <= to) else { return 0 };
        let off = self.days_off.range(first..=to).filter(|(date, _)| !is_weekend(**date)).count() as i64;
        let worked = self.working_weekends.range(first..=to).count() as i64;
        weekdays_until(to) - weekdays_until(from) - off + worked
    }

    /// How a date that something is due on stands at `today`. Due on a day off means the next working day.
    pub fn due_state(&self, today: NaiveDate, due: NaiveDate) -> DueState {
        let due = self.working_day_from(due);
        let working_days = u32::try_from(self.working_days_between(today, due).unsigned_abs()).unwrap_or(u32::MAX);
        match today.cmp(&due) {
            std::cmp::Ordering::Less => DueState::Upcoming { working_days },
            std::cmp::Ordering::Equal => DueState::Today,
            std::cmp::Ordering::Greater => DueState::Overdue { working_days },
        }
    }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Mondays to Fridays from 1 January of the year 1, a Monday, to this date.
fn weekdays_until(date: NaiveDate) -> i64 {
    let days = i64::from(date.num_days_from_ce());
    days.div_euclid(7) * 5 + days.rem_euclid(7).min(5)
}
