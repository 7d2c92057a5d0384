//! The one runner: `cargo xtask demo | test | sim | model | bench | lint | setup`, and what the apps need: `bindings |
//! tokens | strings | android | phone | swift | parity`.
//!
//! Each command first installs what a fresh Debian or Ubuntu machine lacks, asks nothing and says what it does; elsewhere
//! it names what is missing. A new command is a file in `src/` and a line in [`COMMANDS`].

mod android;
mod apps;
mod bench;
mod demo;
mod lint;
mod model;
mod parity;
mod run;
mod setup;
mod sim;
mod swift;
mod test;

use std::process::ExitCode;

use run::Failure;

/// A command: its name, what it does, and the function that does it with the remaining arguments.
type Command = (&'static str, &'static str, fn(&[String]) -> Result<(), Failure>);

const COMMANDS: &[Command] = &[
    ("demo", "a ward, a hub and twenty phones on one day [--once] [--json] [--households N] [--seed N]", demo::demo),
    ("test", "everything that CI checks", test::test),
    ("sim", "the seeded simulator: --seeds A..B [--json], --replay SEED; --planted proves that it can see", sim::sim),
    ("model", "small models of the protocol, every path taken: [CUT …] [--most N] [--json]", model::model),
    ("bench", "speed against a bare limit: [NAME] [--json] [--small] [--rounds N]; ffi [--small]; size", bench::bench),
    ("lint", "formatting, clippy, rustdoc, and what no tool checks", lint::lint),
    ("bindings", "the facade in kotlin or swift, generated below target/", apps::bindings),
    ("tokens", "colours, type and icons of the apps; checks every contrast", apps::tokens),
    ("strings", "words of the apps; checks both languages", apps::strings),
    ("android", "the library for phones; test | lint | pack: the app, without an Android SDK", android::android),
    (
        "phone",
        "the phone in a window of this desktop [--new: one that nobody enrolled] [--record: pictures of every screen]",
        android::phone,
    ),
    ("swift", "the iOS app's package and screens, without a Mac [prepare | test ARGS | lint]", swift::swift),
    ("parity", "screens and flows on both platforms, from the last runs [--record]", parity::command),
    ("setup", "installs what this machine lacks, and nothing else", setup::command),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let found = args.first().and_then(|name| COMMANDS.iter().find(|(command, ..)| command == name));
    let Some((_, _, command)) = found else {
        eprintln!("cargo xtask COMMAND\n");
        for (name, what, _) in COMMANDS {
            eprintln!("  {name:8} {what}");
        }
        return if args.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) };
    };
    match command(&args[1..]) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}
