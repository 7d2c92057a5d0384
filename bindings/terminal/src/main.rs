//! A phone in a terminal: everything that the apps can do at a door, over the same facade, to try Doorstep and to test it.

mod act;
mod args;
mod device;
mod find;
mod rows;
mod show;
mod trouble;
mod words;

use std::sync::Arc;

use clap::Parser;
use doorstep_bindings::Doorstep;

use args::{Cli, Command};
use device::Folder;
use rows::Rows;
use words::Words;

/// What every command needs.
struct Terminal {
    phone: Arc<Doorstep>,
    words: Words,
    rows: Rows,
}

fn main() -> std::process::ExitCode {
    let cli = Cli::parse();
    let words = Words::of(cli.lang);
    match run(cli) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", trouble::explain(&words, &error));
            std::process::ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<()> {
    let folder = Folder(cli.phone);
    let phone = folder.open()?;
    let mut terminal = Terminal { phone, words: Words::of(cli.lang), rows: Rows::read(folder.rows()) };
    let done = terminal.run(cli.command);
    // What follows a tap (the sealed file) is done before the process ends.
    terminal.phone.sync().settle();
    done
}

impl Terminal {
    fn run(&mut self, command: Command) -> anyhow::Result<()> {
        match command {
            Command::Enrol { invitation, label } => self.enrol(invitation, label),
            Command::Today => self.show_today(),
            Command::Find { words } => self.show_hits(&words.join(" ")),
            Command::Show { household } => self.show_household(&household),
            Command::Visit(args) => self.visit(args),
            Command::Undo { visit } => self.undo(&visit),
            Command::Note { household, text } => self.note(&household, text.join(" ")),
            Command::Consent(args) => self.consent(args),
            Command::Ride(command) => self.ride(command),
            Command::AddHousehold(args) => self.add_household(args),
            Command::AddPerson { household, name, honorific, born } => {
                self.add_person(&household, name, honorific, born)
            }
            Command::PersonState { person, state } => self.person_state(&person, state),
            Command::Assign { member, households } => self.assign(&member, &households),
            Command::Squad { unassigned } => self.show_squad(unassigned),
            Command::Fates => self.show_fates(),
            Command::Sync => self.sync(),
            Command::Status => self.show_status(),
            Command::HandOver => self.hand_over(),
        }
    }
}
