//! `doorstep-hub`: see `doorstep_hub::commands`.

use std::process::ExitCode;

fn main() -> ExitCode {
    doorstep_hub::commands::main()
}
