//! Whether a vehicle can take a ride: a seat for the passenger and each companion at every moment of both legs, a place
//! for a wheelchair, and no motorbike for those who cannot hold on.

use crate::{
    model::{
        resident::Need,
        ride::{Ride, RideState},
        vehicle::{Vehicle, VehicleType},
    },
    receipt::Reason,
};

/// What does not fit; empty when the vehicle can take the ride beside the others.
pub fn misfits<'a>(vehicle: &Vehicle, ride: &Ride, others: impl Iterator<Item = &'a Ride>) -> Vec<Reason> {
    let mut misfits = Vec::new();
    let others: Vec<&Ride> = others.filter(|other| other.day == ride.day && takes_seats(other)).collect();
    let most = |load: &dyn Fn(&Ride) -> i64| {
        // Load changes only where a leg begins, so the most is found at one of the beginnings within the ride's legs.
        let within = |t: i64, [from, to]: [i64; 2]| from <= t && t < to;
        ride.legs()
            .flat_map(|leg| {
                let begins = others.iter().flat_map(|other| other.legs()).map(|[from, _]| from);
                let moments: Vec<i64> = begins.filter(|t| within(*t, leg)).chain([leg[0]]).collect();
                moments
            })
            .map(|t| {
                let aboard = others.iter().filter(|other| other.legs().any(|leg| within(t, leg)));
                load(ride) + aboard.map(|other| load(other)).sum::<i64>()
            })
            .max()
            .unwrap_or_else(|| load(ride))
    };
    if vehicle.out_of_service || most(&Ride::seats) > vehicle.seats {
        misfits.push(Reason::SeatsFull);
    }
    if ride.needs_wheelchair() && most(&|ride| i64::from(ride.needs_wheelchair())) > vehicle.wheelchair_places {
        misfits.push(Reason::NoWheelchairSpace);
    }
    let frail =
        |need: &Need| matches!(need, Need::Wheelchair | Need::ArmSupport | Need::Oxygen | Need::CannotLeaveHome);
    if vehicle.vehicle_type == VehicleType::Motorbike && ride.needs.iter().any(frail) {
        misfits.push(Reason::MotorbikeUnsafe);
    }
    misfits
}

/// Whether a ride has a claim on the vehicle.
fn takes_seats(ride: &Ride) -> bool {
    ride.state == RideState::Confirmed || ride.state.is_return_due()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn car(seats: i64) -> Vehicle {
        Vehicle { vehicle_type: VehicleType::Car, seats, ..Vehicle::default() }
    }

    fn ride(from: i64, to: i64, companions: i64) -> Ride {
        Ride {
            outbound: [from, to],
            companions,
            state: RideState::Confirmed,
            day: "2026-11-25".into(),
            ..Ride::default()
        }
    }

    #[test]
    fn seats_count_only_where_rides_meet() {
        let others = [ride(480, 510, 1), ride(510, 540, 1)];
        assert_eq!(misfits(&car(3), &ride(485, 535, 0), others.iter()), vec![]);
        assert_eq!(misfits(&car(3), &ride(485, 535, 1), others.iter()), vec![Reason::SeatsFull]);
        assert_eq!(misfits(&car(2), &ride(540, 560, 1), others.iter()), vec![]);
    }

    #[test]
    fn the_return_leg_needs_a_seat_too() {
        let with_return = Ride { back: Some([600, 630]), ..ride(480, 510, 0) };
        let others = [ride(590, 620, 0)];
        assert_eq!(misfits(&car(1), &with_return, others.iter()), vec![Reason::SeatsFull]);
    }

    #[test]
    fn a_wheelchair_needs_a_place_and_no_motorbike() {
        let ride = Ride { needs: vec![Need::Wheelchair], ..ride(480, 510, 0) };
        assert_eq!(misfits(&car(4), &ride, [].iter()), vec![Reason::NoWheelchairSpace]);
        let van = Vehicle { vehicle_type: VehicleType::Van, wheelchair_places: 1, ..car(6) };
        assert_eq!(misfits(&van, &ride, [].iter()), vec![]);
        assert_eq!(
            misfits(&Vehicle::default(), &ride, [].iter()),
            vec![Reason::NoWheelchairSpace, Reason::MotorbikeUnsafe]
        );
    }

    #[test]
    fn cancelled_and_other_days_take_no_seat() {
        let gone = Ride { state: RideState::Cancelled, ..ride(480, 510, 3) };
        let other_day = Ride { day: "2026-11-26".into(), ..ride(480, 510, 3) };
        assert_eq!(misfits(&car(1), &ride(480, 510, 0), [gone, other_day].iter()), vec![]);
    }
}
