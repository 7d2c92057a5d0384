//! `catalogue`: the services that this release knows.

use std::io::Write;

use doorstep_core::catalogue::Catalogue;

use super::desk::say;
use crate::complaint::Outcome;

pub(super) fn run(out: &mut dyn Write) -> Outcome<()> {
    let catalogue = Catalogue::built_in();
    say(out, format_args!("Danh mục / Catalogue {}", catalogue.version()));
    for service in catalogue.services() {
        say(out, format_args!("{}\t{}\t{} / {}", service.id, service.group, service.name.vi, service.name.en));
    }
    Ok(())
}
