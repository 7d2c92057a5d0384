//! A cut as a model: states, what can happen next, what must hold.

use std::{
    collections::HashMap,
    fmt::{self, Debug},
    hash::{Hash, Hasher},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use doorstep_core::id::Id;
use doorstep_sim::{
    dice::Dice,
    violation::{Check, Violation},
    world::{Frozen, Templates, World},
};
use stateright::{Checker, Model, Property};

use crate::{
    cut::{Cut, What, carry_out},
    village::village,
};

/// What happens next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// An act.
    Act(usize),
    /// A phone asks.
    Ask(usize),
    /// Something that travels arrives.
    Arrive(usize),
    /// Something that travels is lost.
    Lose(usize),
    /// Something that travels arrives, and will arrive again.
    Repeat(usize),
}

/// A state: a world at rest, and what of the cut is used up.
#[derive(Clone)]
pub struct State {
    world: Arc<Frozen>,
    done: u32,
    made: Vec<Option<Id>>,
    losses: u8,
    repeats: u8,
    /// Of each phone, whether the names that it drew for spools are odd: the next is never the last.
    odd: u32,
    broken: Option<Violation>,
}

impl State {
    fn identity(&self) -> (&[u8; 32], u32, u8, u8, u32, bool) {
        (self.world.digest(), self.done, self.losses, self.repeats, self.odd, self.broken.is_some())
    }
}

impl PartialEq for State {
    fn eq(&self, other: &State) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for State {}

impl Hash for State {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.identity().hash(hasher);
    }
}

impl Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.broken {
            Some(violation) => write!(f, "broken: {violation}"),
            None => write!(f, "{:02x?}", &self.world.digest()[..4]),
        }
    }
}

/// Chance that follows from what happens and from where: the same step from the same place gives the same identifiers,
/// whatever happened elsewhere meanwhile, so that ways that come to the same are known to.
fn chance(parts: &[&[u8]]) -> Dice {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut seed = [0; 8];
    seed.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    Dice::new(u64::from_le_bytes(seed))
}

/// A cut over a village.
pub struct CutModel {
    cut: Cut,
    begin: State,
    /// Steps left, where a search is to end early.
    left: Option<AtomicUsize>,
    /// Whether a state without what travels has drained well.
    drained: Mutex<HashMap<[u8; 32], bool>>,
}

impl CutModel {
    /// The model of a cut: everybody has synced, then it begins.
    ///
    /// # Errors
    /// A village that cannot be set up.
    pub fn new(cut: Cut, most: Option<usize>) -> Check<CutModel> {
        let mut world = World::of(&Templates::new()?, &mut Dice::new(1), village)?;
        world.hub.page_bytes = 1 << 19;
        for _ in 0..2 {
            for p in 0..world.phones.len() {
                world.sync(p)?;
            }
        }
        world.hub.page_bytes = cut.page_bytes;
        world.strict = true;
        let made = vec![None; cut.acts.len()];
        let begin =
            State { world: Arc::new(world.freeze(None)?), done: 0, made, losses: 0, repeats: 0, odd: 0, broken: None };
        Ok(CutModel { cut, begin, left: most.map(AtomicUsize::new), drained: Mutex::default() })
    }

    /// What a path calls an action.
    pub fn name(&self, action: Action) -> String {
        match action {
            Action::Act(i) => self.cut.acts[i].name.to_owned(),
            Action::Ask(p) => format!("phone {p} asks"),
            Action::Arrive(i) => format!("arrives: {i}"),
            Action::Lose(i) => format!("is lost: {i}"),
            Action::Repeat(i) => format!("arrives and will again: {i}"),
        }
    }

    fn step(&self, state: &State, action: Action) -> Check<State> {
        let frozen = &state.world;
        let flights = frozen.flights();
        let odd = |p: usize| u8::from(state.odd & (1 << p) != 0);
        let what: [u8; 3] = match action {
            Action::Act(i) => [0, i as u8, 0],
            // A phone and its clone are two, although their files are alike.
            Action::Ask(p) => [1, p as u8, odd(p)],
            Action::Arrive(i) | Action::Lose(i) | Action::Repeat(i) => {
                [2, flights[i].phone as u8, odd(flights[i].phone)]
            }
        };
        // Where what is drawn follows from: an act from itself; else from the phone, and from what is still on its way to
        // it, so that a name drawn before is not drawn again while somebody might still say it.
        let mut place = blake3::Hasher::new();
        match action {
            Action::Act(i) => match self.cut.acts[i].what {
                What::Tap(..) => {}
                What::Dies(p, _) => _ = place.update(frozen.phones()[p].unnamed()),
                _ => _ = place.update(frozen.hub_digest()),
            },
            Action::Ask(p) => _ = place.update(frozen.phones()[p].unnamed()),
            Action::Arrive(i) | Action::Lose(i) | Action::Repeat(i) => {
                place.update(frozen.phones()[flights[i].phone].unnamed());
                let late = flights.iter().enumerate().filter(|(k, late)| *k != i && late.phone == flights[i].phone);
                late.for_each(|(_, late)| _ = place.update(late.cargo.bytes()));
            }
        }
        // A file that came back has been here before; its phone draws other numbers now.
        let salt = [u8::from(self.a_phone_came_back(state))];
        let marks = chance(&[b"marks", frozen.hub_digest()]);
        let mut world = frozen.thaw(chance(&[place.finalize().as_bytes(), &what, &salt]), marks);
        let mut next = state.clone();
        match action {
            Action::Act(i) => {
                next.done |= 1 << i;
                next.made[i] = carry_out(&mut world, self.cut.acts[i].what, &state.made)?;
            }
            Action::Ask(p) => {
                world.make_request(p)?;
            }
            Action::Arrive(i) => {
                let flight = world.flights.remove(i);
                world.deliver(flight)?;
            }
            Action::Lose(i) => {
                next.losses += 1;
                world.flights.remove(i);
            }
            Action::Repeat(i) => {
                next.repeats += 1;
                let flight = world.flights[i].clone();
                world.deliver(flight)?;
            }
        }
        let after = world.freeze(Some(frozen))?;
        for (p, (phone, was)) in after.phones().iter().zip(frozen.phones()).enumerate() {
            next.odd ^= u32::from(phone.spool() != was.spool()) << p;
        }
        next.world = Arc::new(after);
        Ok(next)
    }

    fn is_used_up(&self) -> bool {
        self.left.as_ref().is_some_and(|left| left.load(Ordering::Relaxed) == 0)
    }

    fn a_phone_came_back(&self, state: &State) -> bool {
        let mut acts = self.cut.acts.iter().enumerate();
        acts.any(|(i, act)| matches!(act.what, What::RestorePhone(_)) && state.done & (1 << i) != 0)
    }

    /// A drain begins with the loss of everything that travels: states that differ in that alone drain alike, and one of
    /// them is tried.
    fn drains(&self, state: &State) -> bool {
        let salt = state.world.resting();
        let known = |drained: &HashMap<[u8; 32], bool>| drained.get(salt).copied();
        if let Some(known) = known(&self.drained.lock().unwrap_or_else(PoisonError::into_inner)) {
            return known;
        }
        let well = self.drain(state).is_ok();
        self.drained.lock().unwrap_or_else(PoisonError::into_inner).insert(*salt, well);
        well
    }

    fn drain(&self, state: &State) -> Check {
        let salt = state.world.resting();
        state.world.thaw(chance(&[b"drain", salt]), chance(&[b"drain marks", salt])).drain()
    }
}

impl Model for CutModel {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![self.begin.clone()]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        if state.broken.is_some() || self.is_used_up() {
            return;
        }
        for (i, act) in self.cut.acts.iter().enumerate() {
            let due = state.done & (1 << i) == 0 && act.after.iter().all(|before| state.done & (1 << before) != 0);
            if due {
                actions.push(Action::Act(i));
            }
        }
        let flights = state.world.flights();
        for p in 0..state.world.phones().len() {
            // A clone syncs as its original does.
            let syncs = self.cut.syncs.contains(&p) || p >= self.begin.world.phones().len();
            let under_way = flights.iter().filter(|flight| flight.phone == p).count();
            if syncs && under_way < self.cut.in_air && !state.world.phones()[p].is_gone() {
                actions.push(Action::Ask(p));
            }
        }
        for i in 0..flights.len() {
            actions.push(Action::Arrive(i));
            if state.losses < self.cut.losses {
                actions.push(Action::Lose(i));
            }
            if state.repeats < self.cut.repeats {
                actions.push(Action::Repeat(i));
            }
        }
    }

    fn next_state(&self, state: &State, action: Action) -> Option<State> {
        if let Some(left) = &self.left {
            // Below zero it stays there.
            _ = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        }
        Some(self.step(state, action).unwrap_or_else(|violation| {
            let mut broken = state.clone();
            broken.broken = Some(violation);
            broken
        }))
    }

    fn properties(&self) -> Vec<Property<CutModel>> {
        vec![
            Property::always("no step breaks a promise", |_, state: &State| state.broken.is_none()),
            Property::always(
                "once it is quiet, nothing is lost and all are equal",
                |model: &CutModel, state: &State| state.broken.is_some() || model.drains(state),
            ),
        ]
    }
}

/// What a search came to.
#[derive(Clone, Debug)]
pub struct Found {
    /// Different states.
    pub states: usize,
    /// Steps taken, to states known and unknown.
    pub steps: usize,
    /// The longest way.
    pub depth: usize,
    /// Whether every state was seen.
    pub complete: bool,
    /// The broken promise, and the way to it.
    pub broken: Option<(String, Vec<String>)>,
}

/// Explores a cut, depth first, so that little is kept at once. `most` ends it early.
///
/// # Errors
/// A village that cannot be set up.
pub fn explore(cut: Cut, threads: usize, most: Option<usize>) -> Check<Found> {
    let checker = CutModel::new(cut, most)?.checker().threads(threads).spawn_dfs().join();
    let broken = checker.discoveries().into_iter().next().map(|(property, path)| {
        let model = checker.model();
        let last = path.last_state();
        let why = match &last.broken {
            Some(violation) => violation.to_string(),
            None => model.drain(last).err().map_or_else(|| property.to_owned(), |violation| violation.to_string()),
        };
        (why, path.into_actions().into_iter().map(|action| model.name(action)).collect())
    });
    Ok(Found {
        states: checker.unique_state_count(),
        steps: checker.state_count(),
        depth: checker.max_depth(),
        complete: checker.is_done() && !checker.model().is_used_up() && broken.is_none(),
        broken,
    })
}
