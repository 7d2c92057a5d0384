//! A ward from its spec: the parts in the order in which one needs the other.

use chrono::Datelike;

use crate::phones::Exchange;
use crate::ward::{MOST_HOUSEHOLDS, NOTICE_EN, NOTICE_VI, SampleError, SampleWard, Spec};
use crate::{households, members, places, units};

impl SampleWard {
    /// Invents a ward. The same spec gives the same ward, on every platform.
    ///
    /// # Errors
    /// [`SampleError::UnknownCommune`] or [`SampleError::TooManyHouseholds`].
    pub fn generate(spec: &Spec) -> Result<Self, SampleError> {
        let commune = units::commune(&spec.commune).ok_or_else(|| SampleError::UnknownCommune(spec.commune.clone()))?;
        let wanted = spec.households.unwrap_or_else(|| places::usual_households(commune));
        if wanted > MOST_HOUSEHOLDS {
            return Err(SampleError::TooManyHouseholds(wanted));
        }
        let ground = places::ground(commune, wanted, spec.seed);
        let mut exchange = Exchange::new(spec.seed, &commune.code);
        let members = members::draw(&ground, commune, spec.seed, spec.campaign_day, &mut exchange);
        let year = spec.campaign_day.year();
        let households = households::draw(&ground, commune.kind, &commune.code, spec.seed, year, &mut exchange);
        Ok(Self {
            notice_vi: NOTICE_VI,
            notice_en: NOTICE_EN,
            seed: spec.seed,
            campaign_day: spec.campaign_day,
            commune: commune.clone(),
            bounds: ground.bounds,
            bounds_origin: ground.origin,
            centres_apart_m: ground.centres_apart_m,
            service_points: members::service_points(commune, &ground),
            members,
            households,
            squads: ground.squads,
            neighbourhoods: ground.neighbourhoods,
        })
    }
}
