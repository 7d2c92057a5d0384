//! What the children do: serve, or work at doors.

use std::{ffi::OsString, io::Write, path::Path, process::ExitCode};

use anyhow::Context;
use clap::Parser;
use doorstep_bindings::input::VisitInput;
use doorstep_core::{id::Id, model::visit::VisitOutcome};
use doorstep_hub::commands::{self, Cli};

use crate::phone;

/// The hub of a folder, by its own command line.
pub fn hub(folder: &str, address: &str) -> anyhow::Result<ExitCode> {
    let arguments: [OsString; 6] = ["doorstep-hub", "--data", folder, "serve", "--listen", address].map(OsString::from);
    let cli = Cli::try_parse_from(arguments).context("the hub's command line")?;
    commands::run(&cli, &mut std::io::stdout())?;
    Ok(ExitCode::SUCCESS)
}

/// A phone that visits and syncs until it is killed. It says each visit once it is saved, and each sync once it is done.
pub fn phone(file: &str, homes: &[String]) -> anyhow::Result<ExitCode> {
    let app = phone::open(Path::new(file))?;
    let homes: Vec<Id> = homes.iter().map(|home| home.parse().context("a home")).collect::<Result<_, _>>()?;
    let mut out = std::io::stdout();
    for (n, home) in homes.iter().cycle().enumerate() {
        let saved = app.visits().record(VisitInput::new(*home, VisitOutcome::NotHome))?;
        writeln!(out, "saved {}", saved.id)?;
        out.flush()?;
        if n % 4 == 3 {
            let said = if phone::try_sync(&app).is_ok() { "synced" } else { "failed" };
            writeln!(out, "{said}")?;
            out.flush()?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
