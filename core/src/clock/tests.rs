//! Clocks in 1970 and 2090, restarts, jumps, and what must hold for any sequence of readings.

use proptest::prelude::*;

use super::*;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const YEAR: i64 = 365 * DAY;
/// 24 November 2026, 08:00 in Vietnam.
const NOW: i64 = 1_795_482_000_000;
const YEAR_2090: i64 = 3_786_912_000_000;

fn reading(boot: u64, uptime_ms: i64, wall_ms: i64) -> Moment {
    Moment { wall_ms, uptime_ms: uptime_ms.try_into().unwrap(), boot }
}

/// Synced in boot 1 after ten hours of uptime, with a wall clock that is `skew` ahead.
fn synced(skew: i64) -> HubTime {
    HubTime::synced(NOW, reading(1, 10 * HOUR, NOW + skew))
}

const fn sure(at_ms: i64) -> Stamp {
    Stamp { at_ms, unsure: false }
}

const fn unsure(at_ms: i64) -> Stamp {
    Stamp { at_ms, unsure: true }
}

#[test]
fn within_a_boot_no_wall_clock_matters() {
    for wall in [0, NOW - YEAR, NOW, NOW + 3 * DAY, YEAR_2090, i64::MIN, i64::MAX] {
        assert_eq!(estimate(&synced(0), reading(1, 15 * HOUR, wall)), sure(NOW + 5 * HOUR), "wall {wall}");
        assert_eq!(estimate(&synced(wall.saturating_sub(NOW)), reading(1, 15 * HOUR, 5)), sure(NOW + 5 * HOUR));
    }
}

#[test]
fn after_a_restart_a_plausible_wall_clock_counts() {
    // Off for two days, on for an hour.
    assert_eq!(estimate(&synced(0), reading(2, HOUR, NOW + 2 * DAY)), sure(NOW + 2 * DAY));
    // Two minutes slow is still agreement; time does not go below what uptime proves.
    assert_eq!(estimate(&synced(0), reading(2, HOUR, NOW + HOUR - 2 * MINUTE)), sure(NOW + HOUR));
    // An hour of uptime, yet the clock shows half an hour: not plausible.
    assert_eq!(estimate(&synced(0), reading(2, HOUR, NOW + HOUR / 2)), unsure(NOW + HOUR));
    // The last hour that is believed, and one more.
    assert_eq!(estimate(&synced(0), reading(2, 0, NOW + 60 * DAY)), sure(NOW + 60 * DAY));
    assert_eq!(estimate(&synced(0), reading(2, 0, NOW + 60 * DAY + 1)), unsure(NOW));
}

#[test]
fn after_a_restart_the_years_1970_and_2090_and_a_year_back_are_unsure() {
    for wall in [0, YEAR_2090, NOW - YEAR, NOW + YEAR, i64::MIN, i64::MAX] {
        assert_eq!(estimate(&synced(0), reading(2, HOUR, wall)), unsure(NOW + HOUR), "wall {wall}");
    }
}

#[test]
fn a_wall_clock_wrong_by_a_constant_still_measures_and_may_be_put_right() {
    for skew in [-YEAR, -3 * DAY, 3 * DAY, YEAR, YEAR_2090 - NOW, -NOW] {
        // Unchanged through the restart, after half a day.
        let now = NOW + DAY / 2;
        assert_eq!(estimate(&synced(skew), reading(2, HOUR, now + skew)), sure(now), "skew {skew}");
        // Put right meanwhile.
        assert_eq!(estimate(&synced(skew), reading(2, HOUR, now)), sure(now), "skew {skew} put right");
    }
}

#[test]
fn a_phone_that_starts_in_1970_and_gets_network_time_later_is_sure_again() {
    let started = synced(0).advanced(reading(2, MINUTE, 0));
    assert_eq!(started.stamp(), unsure(NOW + MINUTE));
    let still = started.advanced(reading(2, HOUR, HOUR));
    assert_eq!(still.stamp(), unsure(NOW + HOUR));
    let told = still.advanced(reading(2, 2 * HOUR, NOW + DAY));
    assert_eq!(told.stamp(), sure(NOW + DAY));
    assert_eq!(told.unsure_uptime_ms, u64::try_from(HOUR).unwrap(), "the time spent unsure is not given back");
}

#[test]
fn an_unstable_boot_name_is_not_a_restart() {
    // Forty days of uptime: taken for a restart, it would count twice.
    let anchor = HubTime::synced(NOW, reading(1, 40 * DAY, NOW - YEAR));
    assert_eq!(estimate(&anchor, reading(9, 40 * DAY + HOUR, NOW - YEAR + HOUR)), sure(NOW + HOUR));
    // Uptime that goes back is a restart even under the same name.
    assert_eq!(estimate(&synced(0), reading(1, HOUR, NOW + 3 * HOUR)), sure(NOW + 3 * HOUR));
    assert_eq!(estimate(&synced(0), reading(1, HOUR, 0)), unsure(NOW + HOUR));
}

#[test]
fn a_reading_overtaken_by_another_thread_is_not_a_restart() {
    let anchor = HubTime::synced(NOW, reading(1, 40 * DAY, NOW));
    assert_eq!(anchor.advanced(reading(1, 40 * DAY - 3, NOW - 3)), anchor);
}

#[test]
fn enrolment_runs_from_fresh_to_locked() {
    let limits = EnrolmentLimits::default();
    let after = |ms: i64| enrolment_state(&synced(0).advanced(reading(1, 10 * HOUR + ms, 0)), &limits);
    assert_eq!(after(0), EnrolmentState::Fresh);
    assert_eq!(after(11 * DAY - 1), EnrolmentState::Fresh);
    assert_eq!(after(11 * DAY), EnrolmentState::DueSoon { days: 3 });
    assert_eq!(after(12 * DAY + 1), EnrolmentState::DueSoon { days: 2 });
    assert_eq!(after(14 * DAY - 1), EnrolmentState::DueSoon { days: 1 });
    assert_eq!(after(14 * DAY), EnrolmentState::Locked);
    let off_20_days = synced(0).advanced(reading(2, MINUTE, NOW + 20 * DAY));
    assert_eq!(enrolment_state(&off_20_days, &limits), EnrolmentState::Locked);
    assert_eq!(enrolment_state(&off_20_days, &EnrolmentLimits::locked_after_days(30)), EnrolmentState::Fresh);
    assert_eq!(EnrolmentLimits::locked_after_days(0), EnrolmentLimits::locked_after_days(1));
    assert_eq!(EnrolmentLimits::locked_after_days(u16::MAX), EnrolmentLimits::locked_after_days(59));
}

#[test]
fn an_unsure_clock_gives_48_hours_of_uptime_and_restarts_do_not_refill_them() {
    let limits = EnrolmentLimits::default();
    let hours = |n: i64| EnrolmentState::ClockUnsure { uptime_left_ms: (n * HOUR).try_into().unwrap() };
    let jumped = synced(0).advanced(reading(2, HOUR, 0));
    assert_eq!(enrolment_state(&jumped, &limits), hours(47));
    let later = jumped.advanced(reading(2, 30 * HOUR, 0));
    assert_eq!(enrolment_state(&later, &limits), hours(18));
    let again = later.advanced(reading(3, 8 * HOUR, 0));
    assert_eq!(enrolment_state(&again, &limits), hours(10));
    let spent = again.advanced(reading(3, 18 * HOUR, 0));
    assert_eq!(enrolment_state(&spent, &limits), EnrolmentState::Locked);
    let synced_again = HubTime::synced(NOW + 9 * DAY, spent.reading);
    assert_eq!(enrolment_state(&synced_again, &limits), EnrolmentState::Fresh);
}

#[test]
fn skew_is_told_for_the_message() {
    assert_eq!(synced(7 * MINUTE).wall_skew_ms(), 7 * MINUTE);
    assert_eq!(synced(0).advanced(reading(1, 11 * HOUR, NOW)).wall_skew_ms(), -HOUR);
}

#[test]
fn time_is_stored_after_a_restart_when_certainty_changes_and_every_ten_minutes() {
    let kept = synced(0);
    let later = |boot: u64, minutes: i64, wall: i64| kept.advanced(reading(boot, 10 * HOUR + minutes * MINUTE, wall));
    assert!(!later(1, 9, NOW + 9 * MINUTE).is_worth_keeping_after(&kept));
    assert!(later(1, 10, NOW + 10 * MINUTE).is_worth_keeping_after(&kept));
    assert!(later(2, 0, NOW + MINUTE).is_worth_keeping_after(&kept), "another boot");
    let unsure = kept.advanced(reading(2, MINUTE, YEAR_2090));
    assert!(unsure.unsure && unsure.is_worth_keeping_after(&kept));
}

#[test]
fn the_anchor_survives_being_stored() {
    let unsure = synced(-YEAR).advanced(reading(2, 5, 77));
    let stored = serde_json::to_string(&unsure).unwrap();
    assert_eq!(serde_json::from_str::<HubTime>(&stored).unwrap(), unsure);
}

/// What a person may do to a phone between two readings.
#[derive(Debug, Clone)]
enum Event {
    /// Runs on.
    Run { ms: u32 },
    /// Without power for a while, then on for another.
    Restart { off_ms: u32, on_ms: u32 },
    /// Somebody sets the wall clock.
    SetWall { wall_ms: i64 },
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        (0..u32::MAX / 20).prop_map(|ms| Event::Run { ms }),
        (0..u32::MAX / 20, 0..u32::MAX / 50).prop_map(|(off_ms, on_ms)| Event::Restart { off_ms, on_ms }),
        prop_oneof![Just(0), Just(YEAR_2090), NOW - YEAR..NOW + YEAR, any::<i64>()]
            .prop_map(|wall_ms| Event::SetWall { wall_ms }),
    ];
    prop::collection::vec(event, 0..30)
}

proptest! {
    /// Any readings at all: no panic, and time does not go back.
    #[test]
    fn never_goes_back(readings in prop::collection::vec((any::<i64>(), any::<u64>(), 0..4u64), 1..30)) {
        let mut time = synced(0);
        for (wall_ms, uptime_ms, boot) in readings {
            let next = time.advanced(Moment { wall_ms, uptime_ms, boot });
            prop_assert!(next.at_ms >= time.at_ms);
            prop_assert!(next.unsure_uptime_ms >= time.unsure_uptime_ms);
            let _ = enrolment_state(&next, &EnrolmentLimits::default());
            time = next;
        }
    }

    /// Within one boot, stamps from one stored anchor keep the order of what was done.
    #[test]
    fn one_anchor_keeps_order(first in 0..10 * YEAR, then in 0..10 * YEAR, walls in any::<(i64, i64)>()) {
        let earlier = estimate(&synced(0), reading(1, 10 * HOUR + first, walls.0));
        let later = estimate(&synced(0), reading(1, 10 * HOUR + first + then, walls.1));
        prop_assert!(!earlier.unsure && !later.unsure);
        prop_assert_eq!(later.at_ms - earlier.at_ms, then);
    }

    /// A simulated phone: however its clock is set and however often it restarts, the uptime that it really ran always
    /// counts, so no setting of the clock keeps an enrolment young; and while no clock is set, the time is right.
    #[test]
    fn uptime_always_counts_and_an_untouched_clock_is_right(events in events()) {
        let (mut truth, mut ran, mut touched) = (NOW, 0, false);
        let mut clock = reading(1, 10 * HOUR, NOW);
        let mut time = HubTime::synced(NOW, clock);
        for event in events {
            let passed = match event {
                Event::Run { ms } => {
                    clock.uptime_ms += u64::from(ms);
                    ran += i64::from(ms);
                    i64::from(ms)
                }
                Event::Restart { off_ms, on_ms } => {
                    clock = Moment { uptime_ms: on_ms.into(), boot: clock.boot + 1, ..clock };
                    ran += i64::from(on_ms);
                    i64::from(off_ms) + i64::from(on_ms)
                }
                Event::SetWall { wall_ms } => {
                    clock.wall_ms = wall_ms;
                    touched = true;
                    0
                }
            };
            truth += passed;
            clock.wall_ms = clock.wall_ms.saturating_add(passed);
            time = time.advanced(clock);
            // A restart within minutes of another may pass for none: at most the agreement, at most once an event.
            prop_assert!(time.at_ms >= NOW + ran - AGREEMENT_MS * 30);
            if !touched {
                prop_assert!(!time.unsure);
                prop_assert!((time.at_ms - truth).abs() <= AGREEMENT_MS);
            }
        }
    }
}
