//! `cargo xtask parity`: which screens and which flows came true on which platform, from the reports of the last runs.
//!
//! A cell is filled by a run that passed, and by nothing else. An empty one fails, unless the screen's part of `screens.toml`
//! says why: `absent-android = "…"` or `absent-ios = "…"`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::Path,
};

use crate::run::{Failure, root, target};

/// Where the table is kept.
const TABLE: &str = "docs/parity.md";

/// `cargo xtask parity [--record]`.
pub(crate) fn command(args: &[String]) -> Result<(), Failure> {
    let (table, empty) = table(&screens()?, &flows()?, &android()?, &ios()?);
    let kept = root().join(TABLE);
    if args.iter().any(|arg| arg == "--record") {
        fs::write(&kept, &table).map_err(|error| Failure(format!("{TABLE}: {error}")))?;
    }
    if !empty.is_empty() {
        return Err(Failure(format!("no run proves, and no reason is given: {}", empty.join("; "))));
    }
    if fs::read_to_string(&kept).is_ok_and(|old| old == table) {
        eprintln!("· {TABLE}: every screen and every flow, on both platforms");
        Ok(())
    } else {
        Err(Failure(format!("{TABLE} says something else: look at it, then `cargo xtask parity --record`")))
    }
}

/// A screen of `screens.toml`.
#[derive(Default)]
struct Screen {
    name: String,
    states: Vec<String>,
    controls: usize,
    /// Why a platform has none, by platform.
    absent: BTreeMap<String, String>,
}

/// What passed on a platform: states drawn or read, taps by screen, flows.
#[derive(Default)]
struct Passed {
    states: BTreeSet<String>,
    taps: BTreeMap<String, usize>,
    flows: BTreeSet<String>,
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure(format!("{}: {error}: run the tests first", path.display())))
}

/// The few forms of TOML that the file uses.
fn screens() -> Result<Vec<Screen>, Failure> {
    let mut screens: Vec<Screen> = Vec::new();
    for line in read(&root().join("screens.toml"))?.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            screens.push(Screen { name: name.into(), ..Screen::default() });
        }
        let (Some(screen), Some((key, value))) = (screens.last_mut(), line.split_once(" = ")) else { continue };
        let words: Vec<String> = value.split('"').skip(1).step_by(2).map(str::to_owned).collect();
        match key {
            "states" => screen.states = words,
            "controls" => screen.controls = words.len(),
            _ => {
                if let (Some(platform), Some(why)) = (key.strip_prefix("absent-"), words.first()) {
                    screen.absent.insert(platform.into(), why.clone());
                }
            }
        }
    }
    Ok(screens)
}

fn flows() -> Result<Vec<String>, Failure> {
    let folder = root().join("tests/flows");
    let entries = fs::read_dir(&folder).map_err(|error| Failure(format!("{}: {error}", folder.display())))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut flows: Vec<String> = names.filter_map(|name| name.strip_suffix(".flow").map(str::to_owned)).collect();
    flows.sort();
    Ok(flows)
}

/// JUnit's reports: a test of a state, a tap or a flow has its name in brackets.
fn android() -> Result<Passed, Failure> {
    let folder = root().join("target/android/ui/surefire-reports");
    let cases = |test: &str| -> Result<Vec<(String, bool)>, Failure> {
        let text = read(&folder.join(format!("TEST-vn.doorstep.ui.{test}.xml")))?;
        let cases = text.split("<testcase ").skip(1).filter_map(|case| {
            let name = case.split('[').nth(1)?.split(']').next()?.to_owned();
            Some((name, !["<failure", "<error", "<skipped"].iter().any(|sign| case.contains(sign))))
        });
        Ok(cases.collect())
    };
    let mut passed = Passed::default();
    let states = cases("GalleryTest")?;
    let failed: BTreeSet<&String> = states.iter().filter(|(_, good)| !good).map(|(name, _)| name).collect();
    passed.states = states.iter().map(|(name, _)| name.clone()).filter(|name| !failed.contains(name)).collect();
    for (name, good) in cases("TapTest")? {
        // `3 today next-ride`
        if let (true, Some(screen)) = (good, name.split(' ').nth(1)) {
            *passed.taps.entry(screen.to_owned()).or_default() += 1;
        }
    }
    passed.flows = cases("FlowTest")?.into_iter().filter(|(_, good)| *good).map(|(name, _)| name).collect();
    Ok(passed)
}

/// What Swift Testing says while it runs: its reports know no arguments.
fn ios() -> Result<Passed, Failure> {
    let log = read(&target().join("swift-reports/run.log"))?;
    // `… 1 argument name → "today" to readsAsRecorded(_:)`, `… recorded an issue with 1 argument name → "today" at …`.
    let arguments = |test: &str| -> Vec<String> {
        let began = log.lines().filter_map(|line| {
            let (said, of) = line.split_once(" → ")?.1.rsplit_once(" to ")?;
            (line.contains("Passing 1 argument") && of.starts_with(test)).then(|| said.trim_matches('"').to_owned())
        });
        let failed: BTreeSet<String> = log
            .lines()
            .filter(|line| line.contains("recorded an issue") && line.contains(test))
            .filter_map(|line| Some(line.split_once(" → ")?.1.rsplit_once(" at ")?.0.trim_matches('"').to_owned()))
            .collect();
        began.filter(|name| !failed.contains(name)).collect()
    };
    let mut passed = Passed {
        states: arguments("readsAsRecorded").into_iter().collect(),
        flows: arguments("comesTrue").into_iter().collect(),
        ..Passed::default()
    };
    for tap in arguments("doesWhatItSays") {
        if let Some(screen) = tap.split(' ').next() {
            *passed.taps.entry(screen.to_owned()).or_default() += 1;
        }
    }
    Ok(passed)
}

/// The table, and what is empty in it without a reason.
fn table(screens: &[Screen], flows: &[String], android: &Passed, ios: &Passed) -> (String, Vec<String>) {
    let platforms = [("android", "Android", android), ("ios", "iOS", ios)];
    let mut empty = Vec::new();
    let mut out = String::from(
        "# Screens and flows on both platforms\n\nWritten by `cargo xtask parity --record` from the reports of the last runs, \
         compared by `cargo xtask test`. A number is what passed; *drawn* on Android is a picture of each state in three looks, \
         *read* on iOS its outline in both languages; *tapped* counts taps on its controls over its model.\n\n\
         | Screen | States | Controls | Android: drawn | tapped | iOS: read | tapped |\n|---|---|---|---|---|---|---|\n",
    );
    for screen in screens {
        let _ = write!(out, "| {} | {} | {} |", screen.name, screen.states.len(), screen.controls);
        for (key, name, passed) in platforms {
            let states = screen.states.iter().filter(|state| passed.states.contains(*state)).count();
            let taps = passed.taps.get(&screen.name).copied().unwrap_or(0);
            if let Some(why) = screen.absent.get(key) {
                let _ = write!(out, " {why} | |");
                continue;
            }
            if states < screen.states.len() || taps == 0 {
                empty.push(format!("{} on {name}", screen.name));
            }
            let _ = write!(out, " {states} | {taps} |");
        }
        out.push('\n');
    }
    out.push_str("\n| Flow | Android | iOS |\n|---|---|---|\n");
    for flow in flows {
        let _ = write!(out, "| {flow} |");
        for (_, name, passed) in platforms {
            if passed.flows.contains(flow) {
                out.push_str(" came true |");
            } else {
                empty.push(format!("flow {flow} on {name}"));
                out.push_str(" |");
            }
        }
        out.push('\n');
    }
    (out, empty)
}
