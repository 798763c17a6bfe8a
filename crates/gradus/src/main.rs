//! `cargo gradus`: the book's companion.

use book_tools::artefacts::Kind;
use clap::{Parser, Subcommand};
use gradus::commands::{Artefacts, Book, Data, Ex, Gpu};
use std::process::ExitCode;

/// The companion of the book Gradus.
#[derive(Parser)]
#[command(bin_name = "cargo gradus", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Book(Book),
    Data(Data),
    Ex(Ex),
    Gpu(Gpu),
    Artefacts(Artefacts),
    /// As `artefacts`, for what programs print
    Outputs(Artefacts),
    /// As `artefacts`, for drawings
    Figures(Artefacts),
    /// As `artefacts`, for measured numbers
    Results(Artefacts),
}

/// 0 if all is well, 1 if something is not; a wrong command line ends with 2 before it comes here.
fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Book(command) => command.run(),
        Command::Data(command) => command.run(),
        Command::Ex(command) => command.run(),
        Command::Gpu(command) => command.run(),
        Command::Artefacts(command) => command.run(None),
        Command::Outputs(command) => command.run(Some(Kind::Outputs)),
        Command::Figures(command) => command.run(Some(Kind::Figures)),
        Command::Results(command) => command.run(Some(Kind::Results)),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
