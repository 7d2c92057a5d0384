//! Known days of Vietnam's calendar, and laws of counting.

use proptest::prelude::*;

use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn works(text: &str) -> bool {
    WorkingCalendar::built_in().is_working_day(date(text))
}

fn all(days: &[&str], expected: bool) {
    for day in days {
        assert_eq!(works(day), expected, "{day}");
    }
}

/// In China the year begins on 3 February 2030: the new moon falls between midnight in Beijing and midnight in Hanoi.
#[test]
fn tet_2030_is_on_2_february_as_vietnam_sees_the_moon() {
    let calendar = WorkingCalendar::built_in();
    let tet = calendar.day_off(date("2030-02-02")).unwrap();
    assert_eq!((tet.kind, tet.name_vi.as_str()), (DayOffKind::Holiday, "Tết Nguyên đán (mùng 1)"));
    assert_eq!(calendar.day_off(date("2030-02-03")).unwrap().kind, DayOffKind::AssumedLeave);
    // 2 and 3 February are a weekend: Wednesday and Thursday come in lieu.
    all(&["2030-02-01", "2030-02-04", "2030-02-05", "2030-02-06", "2030-02-07"], false);
    all(&["2030-01-31", "2030-02-08"], true);
}

#[test]
fn the_year_2026_is_as_announced() {
    all(&["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"], false);
    all(&["2026-02-13", "2026-02-23"], true);
    // Hùng Kings' Day is a Sunday, Monday comes in lieu.
    all(&["2026-04-26", "2026-04-27", "2026-04-30", "2026-05-01", "2026-09-02", "2026-01-01"], false);
    assert_eq!(WorkingCalendar::built_in().day_off(date("2026-04-27")).unwrap().kind, DayOffKind::InLieu);
    all(&["2026-04-28", "2026-04-29"], true);
    // Neither the second day of National Day nor the reported 24 November counts before the commune says so.
    all(&["2026-09-01", "2026-09-03", "2026-11-24"], true);
}

#[test]
fn what_waits_for_the_communes_word_is_listed() {
    let waiting: Vec<_> = unconfirmed_holidays().into_iter().map(|day| (day.id, day.month_day)).collect();
    assert_eq!(
        waiting,
        [("quoc_khanh_lien_ke".to_owned(), None), ("ngay_van_hoa_viet_nam".to_owned(), Some((11, 24)))]
    );
}

#[test]
fn a_commune_adds_days_works_others_and_corrects_what_is_built_in() {
    let edits: CalendarEdits = serde_json::from_str(
        r#"{"days_off": [{"date": "2026-09-01", "name": "Nghỉ Quốc khánh"}, {"date": "2026-08-31", "name": "Hoán đổi"}],
            "working_days": ["2026-08-22", "2026-02-20"], "from_a_newer_release": true}"#,
    )
    .unwrap();
    let calendar = WorkingCalendar::built_in().with_edits(&edits).unwrap();
    for (day, expected) in [("2026-09-01", false), ("2026-08-31", false), ("2026-08-22", true), ("2026-02-20", true)] {
        assert_eq!(calendar.is_working_day(date(day)), expected, "{day}");
    }
    assert_eq!(calendar.day_off(date("2026-08-31")).unwrap().name_vi, "Hoán đổi");
    assert_eq!(calendar.add_working_days(date("2026-08-21"), 1), date("2026-08-22"));
    assert_eq!(calendar.add_working_days(date("2026-08-28"), 1), date("2026-09-03"));
    // A later edit takes the Saturday back.
    let off = NamedDay { date: date("2026-08-22"), name: "Mưa bão".to_owned() };
    let again = calendar.with_edits(&CalendarEdits { days_off: vec![off.clone()], working_days: vec![] }).unwrap();
    assert!(!again.is_working_day(date("2026-08-22")));
    let torn = CalendarEdits { working_days: vec![off.date], days_off: vec![off] };
    assert_eq!(calendar.with_edits(&torn), Err(CalendarError::OffAndWorking { date: date("2026-08-22") }));
}

#[test]
fn edits_read_from_the_dates_of_a_communes_record() {
    let texts = |dates: &[&str]| dates.iter().map(|date| (*date).to_owned()).collect::<Vec<_>>();
    let edits = CalendarEdits::from_dates(&texts(&["2026-09-01"]), &texts(&["2026-08-22"])).unwrap();
    let calendar = WorkingCalendar::built_in().with_edits(&edits).unwrap();
    assert!(!calendar.is_working_day(date("2026-09-01")) && calendar.is_working_day(date("2026-08-22")));
    let wrong = CalendarEdits::from_dates(&[], &texts(&["22/8/2026"]));
    assert_eq!(wrong, Err(CalendarError::NotADate { text: "22/8/2026".to_owned() }));
}

#[test]
fn terms_count_as_the_civil_code_says() {
    let calendar = WorkingCalendar::built_in();
    // Ten working days from Friday 30 January 2026 run across Tết.
    assert_eq!(calendar.add_working_days(date("2026-01-30"), 10), date("2026-02-13"));
    assert_eq!(calendar.add_working_days(date("2026-01-30"), 11), date("2026-02-23"));
    assert_eq!(calendar.add_working_days(date("2026-02-23"), -1), date("2026-02-13"));
    assert_eq!(calendar.add_working_days(date("2026-02-14"), 0), date("2026-02-23"));
    assert_eq!(calendar.working_days_between(date("2026-02-13"), date("2026-02-23")), 1);
    assert_eq!(calendar.working_days_between(date("2026-02-23"), date("2026-02-13")), -1);
}

#[test]
fn a_due_date_stands_before_on_or_after_today() {
    let calendar = WorkingCalendar::built_in();
    let state = |today: &str, due: &str| calendar.due_state(date(today), date(due));
    assert_eq!(state("2026-11-20", "2026-11-24"), DueState::Upcoming { working_days: 2 });
    assert_eq!(state("2026-11-24", "2026-11-24"), DueState::Today);
    assert_eq!(state("2026-11-26", "2026-11-24"), DueState::Overdue { working_days: 2 });
    // Due on a Saturday is due on Monday; the Saturday after a Friday is past due by no working day.
    assert_eq!(state("2026-11-23", "2026-11-21"), DueState::Today);
    assert_eq!(state("2026-11-21", "2026-11-20"), DueState::Overdue { working_days: 0 });
}

#[test]
fn the_day_changes_at_midnight_in_vietnam() {
    let midnight = start_of_day_ms(date("2026-11-24"));
    assert_eq!(midnight, 1_795_453_200_000, "17:00 UTC of the day before");
    assert_eq!(vietnam_date(midnight), date("2026-11-24"));
    assert_eq!(vietnam_date(midnight - 1), date("2026-11-23"));
    assert_eq!((vietnam_date(i64::MIN), vietnam_date(i64::MAX)), (NaiveDate::MIN, NaiveDate::MAX));
}

#[test]
fn the_known_years_say_how_far_the_lists_go() {
    assert_eq!(WorkingCalendar::built_in().known_years(), 2026..=2031);
    let calendar = WorkingCalendar::built_in();
    let named = |year: i32| {
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let days: Vec<_> = calendar.days_off(day(1, 1), day(12, 31)).collect();
        days.iter().filter(|(date, day)| !is_weekend(*date) || day.kind == DayOffKind::InLieu).count()
    };
    // By law 11 days: 10 here, as the second of National Day is announced. 1 January 2028 is taken on the 3rd.
    for year in 2026..=2031 {
        assert_eq!(named(year), 10, "{year}");
    }
}

fn any_date() -> impl Strategy<Value = NaiveDate> {
    (0..3000u64).prop_map(|days| date("2025-06-01") + Days::new(days))
}

proptest! {
    #[test]
    fn adding_and_counting_are_inverse(from in any_date(), n in -400i16..400) {
        let calendar = WorkingCalendar::built_in();
        let to = calendar.add_working_days(from, n);
        prop_assert!(calendar.is_working_day(to));
        if n >= 0 {
            let from = if n == 0 { to } else { from };
            prop_assert_eq!(calendar.working_days_between(from, to), i64::from(n));
        } else if calendar.is_working_day(from) {
            prop_assert_eq!(calendar.working_days_between(from, to), i64::from(n));
        }
    }

    #[test]
    fn counting_agrees_with_looking_at_each_day(a in any_date(), b in any_date()) {
        let edits = CalendarEdits { working_days: vec![date("2026-08-22"), date("2029-02-13")], ..Default::default() };
        let calendar = WorkingCalendar::built_in().with_edits(&edits).unwrap();
        let (from, to) = (a.min(b), a.max(b));
        let each = from.iter_days().skip(1).take_while(|day| *day <= to).filter(|day| calendar.is_working_day(*day));
        prop_assert_eq!(calendar.working_days_between(from, to), each.count() as i64);
    }

    #[test]
    fn any_date_is_answered(days in any::<i32>(), n in any::<i16>()) {
        let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(NaiveDate::MAX);
        let calendar = WorkingCalendar::built_in();
        let _ = calendar.add_working_days(day, n);
        let _ = calendar.working_days_between(NaiveDate::MIN, day);
        let _ = calendar.due_state(day, NaiveDate::MIN);
    }
}
