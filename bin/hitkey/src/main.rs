//! `hitkey`, the program.

use clap::Parser as _;
use hitkey::cli::Cli;
use hitkey::commands;
use std::io::{self, Write as _};
use std::process::ExitCode;

fn main() -> ExitCode {
    match commands::run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nowhere is left to complain if even this fails.
            let _written = writeln!(io::stderr(), "hitkey: {error}");
            ExitCode::FAILURE
        }
    }
}
