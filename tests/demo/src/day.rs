//! A day of a ward, at high speed: leaders assign in the morning, volunteers are out without a signal, a household changes
//! hands and a phone is lost at noon, in the afternoon everybody syncs over bad lines, and whoever was fetched is brought
//! home.

use std::{
    collections::BTreeSet,
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use anyhow::Context;
use doorstep_bindings::input::{
    ConsentInput, HelpInput, HouseholdEdit, PhoneInput, ResidentInput, RideInput, VisitInput,
};
use doorstep_core::{
    id::Id,
    model::{
        consent::{ConsentState, Method, Purpose},
        member::Role,
        ride::RideState,
        visit::VisitOutcome,
    },
    store::query::{Page, squad::SquadFilter},
};
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

use crate::{
    line::Line,
    phone::{DemoPhone, Owner},
    tell,
    ward::Ward,
};

/// Homes that a leader gives to each volunteer.
const HOMES_EACH: usize = 14;
/// Homes that change hands at noon.
const HANDED_OVER: usize = 4;
/// Everything at once.
const ALL: Page = Page { from: 0, count: 100_000 };

/// What the day was.
pub(crate) struct Lived {
    /// The member whose phone was revoked at noon with work unsent.
    pub(crate) revoked: Id,
    /// Homes that changed hands.
    pub(crate) handed_over: usize,
}

/// Invites and enrols phones: a coordinator, and squad by squad a leader, drivers and volunteers.
pub(crate) fn enrol(ward: &Ward, folder: &Path, phones: usize, seed: u64) -> anyhow::Result<Vec<DemoPhone>> {
    let owners = choose(ward, phones);
    let mut enrolled = Vec::new();
    for (i, owner) in owners.into_iter().enumerate() {
        let line = Line::to(ward.address, seed ^ (i as u64).wrapping_mul(0x9E37_79B9))?;
        let invitation = ward.invitation(owner.id, line.address)?;
        enrolled.push(DemoPhone::enrol(folder, owner, line, &invitation)?);
    }
    Ok(enrolled)
}

fn choose(ward: &Ward, phones: usize) -> Vec<Owner> {
    let coordinators = ward.members.iter().filter(|member| member.is(&Role::Coordinator)).take(1);
    let mut chosen: Vec<Owner> = coordinators.cloned().collect();
    let mut squads: Vec<Id> = ward.members.iter().filter_map(|member| member.squad).collect();
    squads.dedup();
    for squad in squads {
        let of = |role: Role, most: usize| {
            let members = ward.members.iter().filter(move |m| m.squad == Some(squad) && m.is(&role));
            members.take(most).cloned().collect::<Vec<_>>()
        };
        for owner in of(Role::Leader, 1).into_iter().chain(of(Role::Driver, 2)).chain(of(Role::Volunteer, 8)) {
            if !chosen.iter().any(|other| other.id == owner.id) {
                chosen.push(owner);
            }
        }
        if chosen.len() >= phones {
            break;
        }
    }
    chosen.truncate(phones);
    chosen
}

/// Lives the day.
pub(crate) fn live(ward: &Ward, phones: &[DemoPhone], seed: u64) -> anyhow::Result<Lived> {
    sync_all(phones)?;
    let given = assign(phones)?;
    tell("Sáng: giao hộ", "morning, homes given", &given.to_string());
    sync_all(phones)?;

    phones.iter().for_each(|phone| phone.line.goes_down());
    let visited = AtomicU64::new(0);
    each(phones, |phone| {
        if phone.owner.is(&Role::Volunteer) {
            visited.fetch_add(work_at_doors(ward, phone, seed)?, Ordering::Relaxed);
        }
        Ok(())
    })?;
    let visited = visited.into_inner().to_string();
    tell("Không có sóng: việc đã ghi trên máy", "without a signal, saved on phones", &visited);

    let (handed_over, revoked) = noon(ward, phones)?;
    tell(
        "Trưa: hộ đổi người, một máy bị thu hồi",
        "noon, homes handed over, one phone revoked",
        &handed_over.to_string(),
    );

    phones.iter().for_each(|phone| phone.line.loses_answers());
    sync_all(phones)?;
    let cuts: u64 = phones.iter().map(|phone| phone.line.cuts()).sum();
    tell("Chiều: đồng bộ qua mạng chập chờn, mất trả lời", "afternoon, answers lost", &cuts.to_string());

    drive(ward, phones, revoked)?;
    tell("Đưa đón: ai đã đi đều đã về", "rides", "picked up, at the point, served, home");

    phones.iter().for_each(|phone| phone.line.comes_up());
    // Once to deliver what the last hour brought, once to hear what others delivered.
    sync_all(phones)?;
    sync_all(phones)?;
    Ok(Lived { revoked, handed_over })
}

/// Does something on every phone at once.
fn each(phones: &[DemoPhone], work: impl Fn(&DemoPhone) -> anyhow::Result<()> + Sync) -> anyhow::Result<()> {
    thread::scope(|scope| {
        let threads: Vec<_> = phones.iter().map(|phone| scope.spawn(|| work(phone))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|_| anyhow::bail!("a phone panicked")))
    })
}

fn sync_all(phones: &[DemoPhone]) -> anyhow::Result<()> {
    each(phones, |phone| if phone.has_destroyed_its_key() { Ok(()) } else { phone.sync().map(drop) })
}

fn leaders(phones: &[DemoPhone]) -> impl Iterator<Item = &DemoPhone> {
    phones.iter().filter(|phone| phone.owner.is(&Role::Leader))
}

fn volunteers_of(phones: &[DemoPhone], squad: Option<Id>) -> Vec<&DemoPhone> {
    phones.iter().filter(|phone| phone.owner.squad == squad && phone.owner.is(&Role::Volunteer)).collect()
}

fn unassigned() -> SquadFilter {
    SquadFilter { squad: None, member: None, unassigned: true, neighbourhood: None }
}

/// Each leader shares out what nobody has.
fn assign(phones: &[DemoPhone]) -> anyhow::Result<usize> {
    let mut given = 0;
    for leader in leaders(phones) {
        let homes: Vec<Id> = leader.app.leading().squad(unassigned(), ALL)?.homes.iter().map(|h| h.home.id).collect();
        let volunteers = volunteers_of(phones, leader.owner.squad);
        for (volunteer, homes) in volunteers.iter().zip(homes.chunks(HOMES_EACH)) {
            for saved in leader.app.leading().assign(homes.to_vec(), volunteer.owner.id)? {
                leader.tap(Ok(saved));
                given += 1;
            }
        }
        leader.sync()?;
    }
    Ok(given)
}

/// A volunteer goes from door to door. Answers how many taps were saved.
fn work_at_doors(ward: &Ward, phone: &DemoPhone, seed: u64) -> anyhow::Result<u64> {
    let before = phone.taps().len();
    let mut seed_of_phone = [0; 32];
    seed_of_phone[..16].copy_from_slice(phone.owner.id.as_bytes());
    seed_of_phone[16..24].copy_from_slice(&seed.to_le_bytes());
    let mut dice = ChaCha8Rng::from_seed(seed_of_phone);
    let homes: Vec<Id> = phone.app.today().screen(None)?.homes.iter().map(|home| home.home.id).collect();
    for home in homes {
        at_a_door(ward, phone, home, &mut dice)?;
    }
    Ok((phone.taps().len() - before) as u64)
}

fn at_a_door(ward: &Ward, phone: &DemoPhone, home: Id, dice: &mut ChaCha8Rng) -> anyhow::Result<()> {
    let mut roll = |sides: u32| dice.next_u32() % sides;
    let outcome = match roll(10) {
        0..=3 => VisitOutcome::Done,
        4 | 5 => VisitOutcome::NotHome,
        6 => VisitOutcome::Unfinished,
        7 => VisitOutcome::ComeBack,
        8 => VisitOutcome::Refused,
        _ => VisitOutcome::Referred,
    };
    let met = outcome.met();
    let mut visit = VisitInput::new(home, outcome.clone());
    if outcome == VisitOutcome::ComeBack {
        visit.come_back_on = Some(ward.ride_day);
    }
    if outcome == VisitOutcome::Done {
        let help = |service: &str, outcome: &str| HelpInput {
            resident: None,
            service: service.into(),
            outcome: outcome.into(),
            blockers: Vec::new(),
        };
        visit.helped = vec![help("vneid_install", "installed")];
        if roll(3) == 0 {
            visit.helped.push(help("dvc_dossier", "submitted"));
        }
    }
    let saved = phone.tap(phone.app.visits().record(visit));
    if roll(25) == 0
        && let Some(visit) = saved
    {
        // A slip of the thumb: undone, and recorded again.
        phone.tap(phone.app.visits().undo(home, visit));
        phone.tap(phone.app.visits().record(VisitInput::new(home, VisitOutcome::NotHome)));
    }
    if met && roll(4) == 0 {
        phone.tap(phone.app.notes().add(home, "Gọi trước khi đến, nhà hay đóng cổng.".into()));
    }
    if met && roll(5) == 0 {
        let number = format!("095{:07}", roll(10_000_000));
        let phones = vec![PhoneInput { number, relation: "con gái".into() }];
        phone
            .tap(phone.app.households().edit(home, HouseholdEdit { phones: Some(phones), ..HouseholdEdit::default() }));
    }
    if met && roll(6) == 0 {
        book_a_ride(ward, phone, home, roll(3) == 0)?;
    }
    Ok(())
}

/// Somebody who can hardly travel: noted, asked, and booked.
fn book_a_ride(ward: &Ward, phone: &DemoPhone, home: Id, with_companion: bool) -> anyhow::Result<()> {
    let person = ResidentInput {
        name: Some("Nguyễn Thị Mẫu".into()),
        honorific: Some("cụ".into()),
        birth_year: Some(1944),
        birth_approx: Some(true),
        ..ResidentInput::default()
    };
    let resident = phone.tap(phone.app.households().add_resident(home, person)).context("a resident was refused")?;
    phone.tap(phone.app.consents().record(ConsentInput {
        household: home,
        resident,
        purpose: Purpose::Ride,
        answer: ConsentState::Given,
        method: Method::Screen,
        witness: String::new(),
        guardian: String::new(),
        restores: None,
    }));
    phone.tap(phone.app.rides().book(RideInput {
        household: home,
        resident,
        service: "social_pension".into(),
        point: None,
        day: ward.ride_day,
        outbound: vec![480, 540],
        back: Some(vec![600, 660]),
        companions: i64::from(with_companion),
        vehicle: None,
    }));
    Ok(())
}

/// At noon a leader, back on the line, gives homes of one volunteer to another, who has not heard of it; and the hub
/// revokes a phone that still has everything unsent.
fn noon(ward: &Ward, phones: &[DemoPhone]) -> anyhow::Result<(usize, Id)> {
    let mut handed_over = 0;
    for leader in leaders(phones) {
        let volunteers = volunteers_of(phones, leader.owner.squad);
        let [from, to, ..] = volunteers.as_slice() else { continue };
        leader.line.comes_up();
        leader.sync()?;
        let filter = SquadFilter { member: Some(from.owner.id), unassigned: false, ..unassigned() };
        let homes: Vec<Id> = leader.app.leading().squad(filter, ALL)?.homes.iter().map(|home| home.home.id).collect();
        for saved in leader.app.leading().assign(homes.into_iter().take(HANDED_OVER).collect(), to.owner.id)? {
            leader.tap(Ok(saved));
            handed_over += 1;
        }
        leader.sync()?;
    }
    let lost = phones.iter().rev().find(|phone| phone.owner.is(&Role::Volunteer) && !phone.owner.is(&Role::Leader));
    let lost = lost.context("no volunteer")?;
    ward.revoke(lost.owner.id)?;
    Ok((handed_over, lost.owner.id))
}

/// Leaders give vehicles to those who wait; drivers fetch everybody they can and bring them home.
fn drive(ward: &Ward, phones: &[DemoPhone], revoked: Id) -> anyhow::Result<()> {
    for leader in leaders(phones) {
        for ride in leader.app.rides().list(Some(ward.ride_day))? {
            let Some(household) = ride.household else { continue };
            for vehicle in leader.app.rides().options(household, Some(ward.ride_day))?.vehicles {
                // The hub says whether it fits; the first that does takes them.
                leader.tap(leader.app.leading().give_vehicle(ride.id, vehicle.id));
                leader.sync()?;
                if leader.app.rides().list(Some(ward.ride_day))?.iter().any(|r| r.id == ride.id && !r.driver.is_empty())
                {
                    break;
                }
            }
        }
    }
    let drivers: Vec<&DemoPhone> =
        phones.iter().filter(|phone| phone.owner.is(&Role::Driver) && phone.owner.id != revoked).collect();
    for state in [RideState::PickedUp, RideState::AtPoint, RideState::Served, RideState::GoingHome, RideState::HomeSafe]
    {
        for driver in &drivers {
            driver.sync()?;
            let rides: BTreeSet<Id> =
                driver.app.rides().manifest(Some(ward.ride_day))?.legs.iter().map(|leg| leg.ride.id).collect();
            for ride in rides {
                driver.tap(driver.app.rides().step(ride, state.clone(), None));
            }
            driver.sync()?;
        }
    }
    anyhow::ensure!(
        phones.iter().filter(|phone| phone.owner.id == revoked).all(|phone| phone.has_destroyed_its_key()),
        "the revoked phone has not destroyed its key"
    );
    Ok(())
}
