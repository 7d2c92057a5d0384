//! The first part of each model on every run; whole they are explored by `cargo xtask model`.

use doorstep_model::{
    cut::{Cut, What, act},
    cuts,
    search::explore,
    village::AN,
};
use doorstep_sim::violation::Check;
use serde_json::json;

/// Steps of each model in this test.
const SOME: usize = 120;

#[test]
fn every_promise_holds_on_the_first_paths_of_each_model() -> Check {
    for cut in cuts::all() {
        let name = cut.name;
        let found = explore(cut, 2, Some(SOME))?;
        assert_eq!(found.broken, None, "{name}");
        assert!(found.states > 20, "{name}: {found:?}");
    }
    Ok(())
}

fn visits() -> Cut {
    Cut {
        acts: vec![act("An visits", What::Tap(AN, |s| ("visit.record", Some(s.home(0)), json!({"outcome": "done"}))))],
        syncs: vec![AN],
        ..Cut::default()
    }
}

#[test]
fn a_small_model_is_explored_whole_and_twice_alike() -> Check {
    let once = explore(visits(), 1, Some(5_000))?;
    assert!(once.complete, "{once:?}");
    let again = explore(visits(), 2, Some(5_000))?;
    assert_eq!((once.states, once.broken), (again.states, again.broken));
    Ok(())
}

#[test]
fn a_phone_that_forgets_is_found_out() -> Check {
    let mut cut = visits();
    cut.acts.push(act("An's phone forgets", What::Forget(AN)).after(&[0]));
    let found = explore(cut, 1, Some(5_000))?;
    let (why, way) = found.broken.unwrap_or_default();
    assert!(why.contains("nothing acknowledged is lost"), "{why}");
    assert!(way.iter().any(|step| step == "An's phone forgets"), "{way:?}");
    Ok(())
}
