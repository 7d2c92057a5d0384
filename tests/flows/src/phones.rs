//! Other people's phones: the same facade as the app's, on files of their own.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::Arc,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::Context;
use doorstep_bindings::{
    Doorstep, DoorstepError,
    enrolment::DeviceInput,
    input::{ConsentInput, HouseholdEdit, RideInput, VisitInput},
    platform::Platform,
    transport::cancel::CancelToken,
};
use doorstep_core::{
    clock::Moment,
    enrolment::DevicePlatform,
    id::Id,
    model::{
        consent::{ConsentState, Method, Purpose},
        visit::VisitOutcome,
    },
};

use crate::ward::Ward;

struct Clocks(Instant);

impl Platform for Clocks {
    fn moment(&self) -> Result<Moment, DoorstepError> {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64);
        Ok(Moment { wall_ms: wall, uptime_ms: self.0.elapsed().as_millis() as u64, boot: 1 })
    }

    fn destroy_key(&self) -> Result<(), DoorstepError> {
        Ok(())
    }
}

/// Phones by their owners.
#[derive(Default)]
pub(crate) struct Phones(BTreeMap<String, Arc<Doorstep>>);

impl Phones {
    /// Does something on a member's phone; at first it is enrolled and synced.
    pub(crate) fn act(&mut self, ward: &Ward, member: &str, words: &[&str]) -> anyhow::Result<()> {
        if !self.0.contains_key(member) {
            let phone = enrolled(ward, member)?;
            self.0.insert(member.to_owned(), phone);
        }
        let phone = self.0.get(member).context("no phone")?;
        match words {
            ["sync"] => sync(phone),
            ["visit", home, outcome] => {
                phone.visits().record(VisitInput::new(ward.home(home)?, VisitOutcome::from(*outcome)))?;
                Ok(())
            }
            ["note", home, text @ ..] => {
                phone.notes().add(ward.home(home)?, text.join(" "))?;
                Ok(())
            }
            ["landmark", home, text @ ..] => {
                let edit = HouseholdEdit { landmark: Some(text.join(" ")), ..HouseholdEdit::default() };
                phone.households().edit(ward.home(home)?, edit)?;
                Ok(())
            }
            ["assign", home, to] => {
                phone.leading().assign(vec![ward.home(home)?], ward.member(to)?)?;
                Ok(())
            }
            ["consent", home, purpose] => consent(phone, ward.home(home)?, purpose),
            ["book", home, rest @ ..] => book(phone, ward.home(home)?, rest),
            ["holds", home] => holds(phone, ward.home(home)?, true),
            ["lacks", home] => holds(phone, ward.home(home)?, false),
            _ => anyhow::bail!("a phone cannot {}", words.join(" ")),
        }
    }
}

fn enrolled(ward: &Ward, member: &str) -> anyhow::Result<Arc<Doorstep>> {
    let phone = begun(ward, member, ward.invite(member, &ward.line)?)?;
    sync(&phone)?;
    Ok(phone)
}

/// Somebody else uses an invitation first.
pub(crate) fn spend(ward: &Ward, invitation: &str) -> anyhow::Result<()> {
    begun(ward, "spent", invitation.to_owned())?;
    Ok(())
}

fn begun(ward: &Ward, name: &str, invitation: String) -> anyhow::Result<Arc<Doorstep>> {
    let file = ward.folder.path().join(format!("{name}.doorstep"));
    let phone = open(&file)?;
    let device = DeviceInput {
        label: "máy khác".into(),
        platform: DevicePlatform::Terminal,
        os: String::new(),
        app: env!("CARGO_PKG_VERSION").into(),
    };
    phone.enrolment().begin(invitation, device, Arc::new(CancelToken::new()))?;
    Ok(phone)
}

fn open(file: &Path) -> anyhow::Result<Arc<Doorstep>> {
    Ok(Doorstep::open(file.to_string_lossy().into_owned(), vec![7; 32], Arc::new(Clocks(Instant::now())))?)
}

fn sync(phone: &Doorstep) -> anyhow::Result<()> {
    phone.sync().run(true, Arc::new(CancelToken::new()))?;
    Ok(())
}

fn first_resident(phone: &Doorstep, home: Id) -> anyhow::Result<Id> {
    let screen = phone.households().screen(home)?;
    Ok(screen.people.first().context("nobody lives there")?.id)
}

fn consent(phone: &Doorstep, household: Id, purpose: &str) -> anyhow::Result<()> {
    phone.consents().record(ConsentInput {
        household,
        resident: first_resident(phone, household)?,
        purpose: Purpose::from(purpose),
        answer: ConsentState::Given,
        method: Method::Screen,
        witness: String::new(),
        guardian: String::new(),
        restores: None,
    })?;
    Ok(())
}

/// Books a ride for today, with the squad's car where the script says `car`.
fn book(phone: &Doorstep, household: Id, rest: &[&str]) -> anyhow::Result<()> {
    let options = phone.rides().options(household, None)?;
    let vehicle = if rest == ["car"] { options.vehicles.first().map(|vehicle| vehicle.id) } else { None };
    let services = phone.visits().options(household)?.services;
    let service = services.into_iter().find(|service| service.needs_travel).context("no service needs travel")?;
    phone.rides().book(RideInput {
        household,
        resident: first_resident(phone, household)?,
        service: service.service.code,
        point: options.points.first().map(|point| point.id),
        day: phone.today().date()?,
        outbound: vec![480, 540],
        back: Some(vec![660, 720]),
        companions: 0,
        vehicle,
    })?;
    Ok(())
}

fn holds(phone: &Doorstep, household: Id, wanted: bool) -> anyhow::Result<()> {
    let held = match phone.households().screen(household) {
        Ok(_) => true,
        Err(DoorstepError::NotHere) => false,
        Err(error) => return Err(error.into()),
    };
    anyhow::ensure!(held == wanted, "it {} the home", if held { "holds" } else { "does not hold" });
    Ok(())
}
