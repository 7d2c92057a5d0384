//! The scripts against what they name: steps of the README, controls of `screens.toml`, messages of `strings/`. A misspelt
//! control would otherwise be found by a platform's own runner only, after twenty seconds of waiting for it.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Steps of all scripts: where each stands, and its words.
fn steps() -> Vec<(String, Vec<String>)> {
    let mut steps = Vec::new();
    for entry in fs::read_dir(root().join("tests/flows")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "flow") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                let place = format!("{}:{}: {line}", path.file_name().unwrap().display(), at + 1);
                steps.push((place, line.split(' ').map(str::to_owned).collect()));
            }
        }
    }
    assert!(steps.len() > 200, "{} steps", steps.len());
    steps
}

/// What stands between backticks in the first column of the README's tables: the first words of steps.
fn documented() -> BTreeSet<String> {
    let readme = read("tests/flows/README.md");
    let cells = readme.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .map(|code| code.split(' ').next().unwrap().to_owned())
        .collect()
}

/// Every control that `screens.toml` names, and those of every page.
fn controls() -> Vec<String> {
    let toml = read("screens.toml");
    let rows = toml.lines().filter_map(|row| row.strip_prefix("controls = "));
    let named = rows.flat_map(|row| row.split('"').skip(1).step_by(2)).map(str::to_owned);
    named.chain(["back", "saved-bar", "tab-*"].map(str::to_owned)).collect()
}

#[test]
fn every_step_is_one_of_the_readme() {
    let known = documented();
    let unknown: Vec<_> = steps().into_iter().filter(|(_, words)| !known.contains(&words[0])).collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn every_control_is_one_of_a_screen() {
    let controls = controls();
    let named = |id: &String| {
        controls.iter().any(|control| match control.strip_suffix('*') {
            Some(family) => id.starts_with(family),
            None => control == id,
        })
    };
    let with_control = ["tap", "type", "see", "gone", "off"];
    let wrong: Vec<_> = steps()
        .into_iter()
        .filter(|(_, words)| with_control.contains(&words[0].as_str()) && !named(&words[1]))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_message_exists() {
    let messages = ["strings/vi.ftl", "strings/terminal/vi.ftl", "strings/phone/vi.ftl"].map(read).join("\n");
    let known: BTreeSet<&str> = messages.lines().filter_map(|line| line.split(" = ").next()).collect();
    let wrong: Vec<_> = steps()
        .into_iter()
        .filter(|(_, words)| words[0] == "see-message" && !known.contains(words[1].as_str()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
