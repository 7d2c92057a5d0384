//! Commands that change something.

use std::sync::Arc;

use doorstep_bindings::{
    enrolment::DeviceInput,
    input::{
        AddressInput, ConsentInput, HelpInput, HouseholdInput, PhoneInput, ResidentInput, RideInput, SavedView,
        VisitInput,
    },
    sync::SyncEnd,
    transport::cancel::CancelToken,
};
use doorstep_core::{
    enrolment::DevicePlatform,
    model::{
        consent::{ConsentState, Method, Purpose},
        resident::ResidentState,
        ride::{CancelReason, RideState},
        visit::VisitOutcome,
    },
};

use crate::{
    Terminal,
    args::{AddArgs, BookArgs, ConsentArgs, RideCommand, VisitArgs},
    find::{by_name, code, minutes, unknown},
    trouble::mistake,
    words::Lang,
};

impl Terminal {
    pub(crate) fn enrol(&mut self, invitation: String, label: String) -> anyhow::Result<()> {
        let device = DeviceInput {
            label,
            platform: DevicePlatform::Terminal,
            os: std::env::consts::OS.to_owned(),
            app: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let enrolled = self.phone.enrolment().begin(invitation, device, Arc::new(CancelToken::new()))?;
        let args = [("name", enrolled.name), ("commune", enrolled.commune_name)];
        println!("{}", self.words.say("term-enrolled", &args));
        Ok(())
    }

    pub(crate) fn sync(&mut self) -> anyhow::Result<()> {
        let report = self.phone.sync().run(true, Arc::new(CancelToken::new()))?;
        let message = match report.end {
            SyncEnd::Done => "term-synced",
            SyncEnd::UpdateNeeded => "error-update-needed",
            SyncEnd::KeyDestroyed => "term-key-destroyed",
        };
        let args = [
            ("exchanges", report.exchanges.to_string()),
            ("sent", report.sent_bytes.to_string()),
            ("received", report.received_bytes.to_string()),
        ];
        println!("{}", self.words.say(message, &args));
        Ok(())
    }

    pub(crate) fn hand_over(&mut self) -> anyhow::Result<()> {
        println!("{}", self.words.say("term-outbox", &[("path", self.phone.sync().hand_over()?)]));
        Ok(())
    }

    fn saved(&self, saved: &SavedView) {
        let message = if saved.shows { "term-saved" } else { "term-waits" };
        println!("{}", self.words.say(message, &[("receipt", saved.receipt.clone())]));
    }

    pub(crate) fn visit(&mut self, args: VisitArgs) -> anyhow::Result<()> {
        let household = self.home(&args.household)?;
        let tile = |code: &str| self.words.code("tile", code, &[]);
        let outcome = VisitOutcome::from(code(&args.outcome, VisitOutcome::KNOWN, tile)?);
        let options = self.phone.visits().options(household)?;
        let mut visit = VisitInput::new(household, outcome);
        for name in &args.with {
            visit.with.push(self.mate(&options.partners, name)?.id);
        }
        for service in &args.service {
            visit.helped.push(self.help(&options.services, service)?);
        }
        for paper in &args.missing {
            let found = by_name(options.papers.iter(), paper, |choice| self.in_words(choice))
                .or_else(|| options.papers.iter().find(|choice| choice.code == *paper));
            visit.missing.push(found.ok_or_else(|| unknown(paper, codes(&options.papers)))?.code.clone());
        }
        (visit.come_back_on, visit.follow_up_on) = (args.back, args.follow_up);
        visit.closes = match &visit.outcome {
            VisitOutcome::Done => options.open_follow_ups.iter().map(|follow_up| follow_up.id).collect(),
            _ => Vec::new(),
        };
        self.saved(&self.phone.visits().record(visit)?);
        Ok(())
    }

    fn in_words<'a>(&self, choice: &'a doorstep_core::store::query::visit_options::Choice) -> &'a str {
        if self.words.lang() == Lang::Vi { &choice.vi } else { &choice.en }
    }

    /// `service=outcome@row`, codes or words.
    fn help(
        &self,
        services: &[doorstep_core::store::query::visit_options::ServiceChoice],
        text: &str,
    ) -> anyhow::Result<HelpInput> {
        let (what, person) = text.split_once('@').map_or((text, None), |(what, person)| (what, Some(person)));
        let (service, outcome) = what.split_once('=').unwrap_or((what, ""));
        let found = services
            .iter()
            .find(|choice| choice.service.code == service)
            .or_else(|| by_name(services.iter(), service, |choice| self.in_words(&choice.service)));
        let found =
            found.ok_or_else(|| unknown(service, services.iter().map(|choice| choice.service.code.as_str())))?;
        let ends = by_name(found.outcomes.iter(), outcome, |choice| self.in_words(choice))
            .or_else(|| found.outcomes.iter().find(|choice| choice.code == outcome));
        let ends = ends.ok_or_else(|| unknown(outcome, codes(&found.outcomes)))?;
        let resident = person.map(|row| self.person(row)).transpose()?.map(|(_, resident)| resident);
        Ok(HelpInput {
            resident,
            service: found.service.code.clone(),
            outcome: ends.code.clone(),
            blockers: Vec::new(),
        })
    }

    pub(crate) fn undo(&mut self, row: &str) -> anyhow::Result<()> {
        let (household, visit) = self.visit_row(row)?;
        self.saved(&self.phone.visits().undo(household, visit)?);
        Ok(())
    }

    pub(crate) fn note(&mut self, household: &str, text: String) -> anyhow::Result<()> {
        self.saved(&self.phone.notes().add(self.home(household)?, text)?);
        Ok(())
    }

    pub(crate) fn consent(&mut self, args: ConsentArgs) -> anyhow::Result<()> {
        let (household, resident) = self.person(&args.person)?;
        let purpose = code(&args.purpose, Purpose::KNOWN, |c| self.words.code("consent", c, &[]))?;
        let purpose = Purpose::from(purpose);
        let consents = self.phone.consents();
        let saved = if args.answer == "withdraw" {
            consents.withdraw(household, resident, purpose)?
        } else {
            // Given or declined: a withdrawal is another change.
            let answers = &ConsentState::KNOWN[..2];
            let answer = code(&args.answer, answers, |c| self.words.code("consent-state", c, &[]))?;
            let answer = ConsentState::from(answer);
            let method = Method::from(code(&args.method, Method::KNOWN, str::to_owned)?);
            let shown = self.phone.households().screen(household)?;
            let person = shown.people.iter().find(|person| person.id == resident);
            let restores = person
                .and_then(|person| person.consents.iter().find(|consent| consent.purpose == purpose))
                .and_then(|consent| consent.withdrawal);
            let witness = args.witness;
            let guardian = String::new();
            consents.record(ConsentInput {
                household,
                resident,
                purpose,
                answer,
                method,
                witness,
                guardian,
                restores,
            })?
        };
        self.saved(&saved);
        Ok(())
    }

    pub(crate) fn ride(&mut self, command: RideCommand) -> anyhow::Result<()> {
        let rides = self.phone.rides();
        match command {
            RideCommand::List { day } => self.show_rides(day),
            RideCommand::Book(args) => self.book(args),
            RideCommand::Step { ride, state } => {
                let id = self.ride_row(&ride)?;
                let words = |c: &str| self.words.code("ride-state", c, &[]);
                let state = match state {
                    Some(state) => RideState::from(code(&state, RideState::KNOWN, words)?),
                    None => {
                        let held = rides.list(None)?.into_iter().chain(rides.return_duties()?).find(|r| r.id == id);
                        held.and_then(|ride| ride.next).ok_or_else(|| mistake("refusal-wrong-state", &[]))?
                    }
                };
                println!("{}", words(state.as_str()));
                self.saved(&rides.step(id, state, None)?);
                Ok(())
            }
            RideCommand::Cancel { ride, reason } => {
                let id = self.ride_row(&ride)?;
                let words = |c: &str| self.words.code("ride-cancel", c, &[]);
                let reason = CancelReason::from(code(&reason, CancelReason::KNOWN, words)?);
                self.saved(&rides.cancel(id, reason)?);
                Ok(())
            }
        }
    }

    fn book(&mut self, args: BookArgs) -> anyhow::Result<()> {
        let (household, resident) = self.person(&args.person)?;
        let options = self.phone.rides().options(household, Some(args.day))?;
        let point = args.point.map(|name| {
            let found = by_name(options.points.iter(), &name, |point| &point.name);
            found.ok_or_else(|| unknown(&name, options.points.iter().map(|point| point.name.as_str())))
        });
        let vehicle = args.vehicle.map(|name| {
            let found = by_name(options.vehicles.iter(), &name, |vehicle| &vehicle.name);
            found.ok_or_else(|| unknown(&name, options.vehicles.iter().map(|vehicle| vehicle.name.as_str())))
        });
        let back = args.back_from.zip(args.home_by);
        let ride = RideInput {
            household,
            resident,
            service: args.service,
            point: point.transpose()?.map(|point| point.id),
            day: args.day,
            outbound: vec![minutes(&args.from)?, minutes(&args.by)?],
            back: back.map(|(from, by)| anyhow::Ok(vec![minutes(&from)?, minutes(&by)?])).transpose()?,
            companions: args.companions,
            vehicle: vehicle.transpose()?.map(|vehicle| vehicle.id),
        };
        self.saved(&self.phone.rides().book(ride)?);
        println!("{}", self.words.get("ride-requested"));
        Ok(())
    }

    pub(crate) fn add_household(&mut self, args: AddArgs) -> anyhow::Result<()> {
        let alike = self.phone.search().possible_duplicates(args.head.clone())?;
        if !alike.is_empty() && !args.anyway {
            self.rows.begin();
            for home in &alike {
                self.print_home(home);
            }
            self.rows.keep()?;
            return Err(mistake("term-possible-duplicate", &[]));
        }
        let places = self.phone.households().neighbourhoods()?;
        let place = by_name(places.iter(), &args.neighbourhood, |place| &place.name);
        let place =
            place.ok_or_else(|| unknown(&args.neighbourhood, places.iter().map(|place| place.name.as_str())))?;
        let home = HouseholdInput {
            head: args.head,
            honorific: args.honorific,
            neighbourhood: place.id,
            address: AddressInput { house_no: args.house_no, lane: args.lane, street: args.street },
            landmark: args.landmark,
            phones: args.tel.into_iter().map(|number| PhoneInput { number, relation: String::new() }).collect(),
        };
        self.saved(&self.phone.households().add(home)?);
        Ok(())
    }

    pub(crate) fn add_person(
        &mut self,
        household: &str,
        name: String,
        honorific: String,
        born: Option<i32>,
    ) -> anyhow::Result<()> {
        let person = ResidentInput {
            name: Some(name),
            honorific: Some(honorific).filter(|text| !text.is_empty()),
            birth_year: born,
            ..ResidentInput::default()
        };
        self.saved(&self.phone.households().add_resident(self.home(household)?, person)?);
        Ok(())
    }

    pub(crate) fn person_state(&mut self, row: &str, state: String) -> anyhow::Result<()> {
        let (household, resident) = self.person(row)?;
        let state = code(&state, ResidentState::KNOWN, |c| self.words.code("state", c, &[]))?;
        let edit = ResidentInput { state: Some(state.to_owned()), ..ResidentInput::default() };
        self.saved(&self.phone.households().edit_resident(household, resident, edit)?);
        Ok(())
    }

    pub(crate) fn assign(&mut self, member: &str, households: &[String]) -> anyhow::Result<()> {
        let status = self.phone.settings().status()?;
        let mate = self.mate(&status.mates, member)?;
        let homes = households.iter().map(|what| self.home(what)).collect::<anyhow::Result<Vec<_>>>()?;
        for saved in self.phone.leading().assign(homes, mate.id)? {
            self.saved(&saved);
        }
        Ok(())
    }
}

fn codes(choices: &[doorstep_core::store::query::visit_options::Choice]) -> impl Iterator<Item = &str> {
    choices.iter().map(|choice| choice.code.as_str())
}
