//! What many runs came to, for people and for machines.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::{
    run::Failure,
    stats::{FAULTS, Stats},
};

/// Promises whose breach is a loss, a divergence, a stuck queue; every other breach is something unpredicted.
const LOSSES: &[&str] = &[
    "nothing acknowledged is lost",
    "a revoked phone destroys its key only when all is durable",
    "every change has a fate",
    "an acknowledged tap is in the outbox",
];
const DIVERGENCES: &[&str] = &[
    "a phone's rows equal the hub's rows for its scope",
    "receipts on a phone equal the hub's",
    "the hub's rows are those that the oracle predicts",
    "roots are held by whom the oracle predicts",
    "nobody holds a root out of scope",
    "phone and leader count alike",
];
const STUCK: &[&str] = &["no queue is stuck", "a revoked phone destroys its key"];

struct Tally {
    losses: usize,
    divergences: usize,
    stuck: usize,
    unpredicted: usize,
}

fn tally(failures: &[Failure]) -> Tally {
    let of =
        |promises: &[&str]| failures.iter().filter(|failure| promises.contains(&failure.violation.promise)).count();
    let (losses, divergences, stuck) = (of(LOSSES), of(DIVERGENCES), of(STUCK));
    Tally { losses, divergences, stuck, unpredicted: failures.len() - losses - divergences - stuck }
}

/// Kinds of change against what became of them.
pub fn table(stats: &Stats) -> String {
    let mut kinds: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for ((kind, fate), n) in &stats.fates {
        let outcome = fate.split(' ').next().unwrap_or("");
        *kinds.entry(kind).or_default().entry(outcome).or_default() += n;
    }
    let outcomes = ["applied", "superseded", "parked", "refused"];
    let mut text = format!("{:<24}{}\n", "kind of change", outcomes.map(|outcome| format!("{outcome:>12}")).concat());
    for (kind, by) in kinds {
        let counts = outcomes.map(|outcome| format!("{:>12}", by.get(outcome).copied().unwrap_or(0)));
        text += &format!("{kind:<24}{}\n", counts.concat());
    }
    let reasons: BTreeSet<&str> = stats.fates.keys().filter_map(|(_, fate)| fate.split(' ').nth(1)).collect();
    text += &format!("reasons given: {}\n", Vec::from_iter(reasons).join(", "));
    text
}

/// Changes of phones against the faults that had struck the phone since its last whole sync: which fates came of it, as
/// initials of applied, superseded, parked, refused. Then how many cells are empty.
pub fn coverage(stats: &Stats) -> String {
    let mut cells: BTreeMap<(&str, &str), (u64, BTreeSet<&str>)> = BTreeMap::new();
    for ((kind, outcome, fault), n) in &stats.met {
        let cell = cells.entry((kind, fault)).or_default();
        cell.0 += n;
        cell.1.insert(&outcome[..1]);
    }
    let kinds: BTreeSet<&str> = cells.keys().map(|(kind, _)| *kind).collect();
    let mut text = format!("{:<22}", "change × fault");
    text += &(1..=FAULTS.len()).map(|n| format!("{n:>5}")).collect::<String>();
    let mut empty = Vec::new();
    for kind in kinds {
        text += &format!("\n{kind:<22}");
        for fault in FAULTS {
            match cells.get(&(kind, fault)) {
                Some((_, fates)) => text += &format!("{:>5}", fates.iter().copied().collect::<String>()),
                None => {
                    text += "    –";
                    empty.push(format!("{kind} × {fault}"));
                }
            }
        }
    }
    text.push('\n');
    for (n, fault) in FAULTS.iter().enumerate() {
        text += &format!("{}: {fault}{}", n + 1, if n + 1 < FAULTS.len() { ", " } else { "\n" });
    }
    text + &format!("{} empty cells{}{}\n", empty.len(), if empty.is_empty() { "" } else { ": " }, empty.join("; "))
}

/// The last line, for people.
pub fn line(stats: &Stats, failures: &[Failure]) -> String {
    let faults: u64 = stats.faults.values().sum();
    let by_kind: Vec<String> = stats.faults.iter().map(|(kind, n)| format!("{kind} {n}")).collect();
    let Tally { losses, divergences, stuck, unpredicted } = tally(failures);
    format!(
        "seeds {}, events {}, taps {}, exchanges {}, checkpoints compared {}, fates predicted {}\nfaults {faults}: {}\nlosses {losses}, divergences {divergences}, stuck {stuck}, unpredicted {unpredicted}",
        stats.seeds,
        stats.events,
        stats.taps,
        stats.exchanges,
        stats.checkpoints,
        stats.predicted,
        by_kind.join(", ")
    )
}

/// The same as JSON.
pub fn json(stats: &Stats, failures: &[Failure]) -> String {
    let failed: Vec<Value> = failures
        .iter()
        .map(|failure| json!({"seed": failure.seed, "violation": failure.violation.to_string()}))
        .collect();
    let Tally { losses, divergences, stuck, unpredicted } = tally(failures);
    json!({
        "seeds": stats.seeds, "events": stats.events, "taps": stats.taps, "exchanges": stats.exchanges,
        "checkpoints": stats.checkpoints, "predicted": stats.predicted, "faults": stats.faults,
        "losses": losses, "divergences": divergences, "stuck": stuck, "unpredicted": unpredicted, "failed": failed,
    })
    .to_string()
}
