//! `cargo xtask bench [NAME] [--json] [--small]`.

use std::{path::PathBuf, sync::Arc};

use clap::{Parser, Subcommand};
use doorstep_bench::{
    benches::{BENCHES, Setting},
    child::Program,
    limit, phone, report,
};
use doorstep_hub::{folder::DataFolder, hub::Hub, server::serve_on_loopback};

/// Speed against a bare limit measured in the same run. All people are invented.
#[derive(Parser)]
#[command(name = "bench", args_conflicts_with_subcommands = true)]
struct Options {
    /// Only benches whose name begins so.
    name: Option<String>,
    /// Print one JSON object as the last line.
    #[arg(long)]
    json: bool,
    /// A few homes once: keeps the benches alive, times mean nothing.
    #[arg(long)]
    small: bool,
    /// Rounds of each bench.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    #[command(subcommand)]
    part: Option<Part>,
}

/// What runs as a process of its own.
#[derive(Subcommand)]
enum Part {
    /// The first sync of a new phone.
    #[command(hide = true)]
    Phone {
        /// Its file.
        file: PathBuf,
        /// Its invitation.
        invitation: String,
        /// What to look for.
        search: String,
    },
    /// A hub, until it is killed; prints its address.
    #[command(hide = true)]
    Hub {
        /// Its folder.
        folder: PathBuf,
    },
    /// A phone's file with so many homes, all its leader's to see.
    #[command(hide = true)]
    Filled {
        /// Where.
        file: PathBuf,
        /// How many.
        homes: usize,
    },
    /// The limit.
    #[command(hide = true)]
    Limit {
        /// Its file.
        file: PathBuf,
        /// Where the records are.
        address: std::net::SocketAddr,
    },
}

#[allow(clippy::print_stdout, reason = "figures are what it prints")]
fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    match options.part {
        Some(Part::Phone { file, invitation, search }) => {
            println!("{}", serde_json::to_string(&phone::first_sync(&file, &invitation, &search)?)?);
            return Ok(());
        }
        Some(Part::Hub { folder }) => {
            let data = DataFolder::at(&folder);
            let hub = Arc::new(Hub::open(&data, &data.list())?);
            println!("{}", serve_on_loopback(hub, &data)?);
            loop {
                std::thread::park();
            }
        }
        Some(Part::Filled { file, homes }) => return phone::fill(&file, homes),
        Some(Part::Limit { file, address }) => {
            println!("{}", serde_json::to_string(&limit::run(&file, address)?)?);
            return Ok(());
        }
        None => {}
    }
    let name = options.name.unwrap_or_default();
    let setting = Setting {
        program: Program::at(std::env::current_exe()?),
        small: options.small,
        rounds: if options.small { 1 } else { options.rounds.max(1) },
    };
    let chosen: Vec<_> = BENCHES.iter().filter(|(bench, ..)| bench.starts_with(&name)).collect();
    anyhow::ensure!(!chosen.is_empty(), "no bench is called {name}; there are: {}", names());
    let mut figures = Vec::new();
    for (bench, what, run) in chosen {
        eprintln!("· {bench}: {what}");
        figures.extend(run(&setting)?.list);
    }
    println!("{}", report::table(&figures));
    if options.json {
        println!("{}", serde_json::json!({ "small": setting.small, "rounds": setting.rounds, "figures": figures }));
    }
    Ok(())
}

fn names() -> String {
    BENCHES.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(", ")
}
