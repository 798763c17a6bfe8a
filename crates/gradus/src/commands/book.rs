//! `cargo gradus book`: the book itself.

use anyhow::Result;
use book_tools::{Built, Diagnostic, Diagnostics, Gradus, Workspace};
use clap::{Args, Subcommand};
use std::path::PathBuf;
use std::time::Instant;

mod serve;
mod watch;

/// Build the book, show it, and show it again when a file changes
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Book {
    /// Open it in the browser
    #[arg(long, conflicts_with_all = ["build", "check"])]
    open: bool,
    /// Only build it, and print where it is
    #[arg(long, conflicts_with = "check")]
    build: bool,
    /// Build it and check every page: links, headings, pictures, and what was left unfinished
    #[arg(long)]
    check: bool,
    /// The port to serve it at, on this machine only [default: 3000, or a free one]
    #[arg(long, conflicts_with_all = ["build", "check"])]
    port: Option<u16>,
    /// The folder that holds `book`, `chapters` and `crates` [default: this repository]
    #[arg(long, value_name = "FOLDER")]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// What mdBook calls between reading a book and writing it
    #[command(hide = true)]
    Preprocess {
        #[command(subcommand)]
        query: Option<Query>,
    },
}

#[derive(Subcommand, Debug)]
enum Query {
    /// Whether pages for this renderer need the step
    Supports { renderer: String },
}

impl Book {
    /// Does what was asked for; `false` says that the book has mistakes, which have been told.
    ///
    /// # Errors
    /// If files cannot be read or written, or no port is free.
    pub fn run(&self) -> Result<bool> {
        if let Some(Command::Preprocess { query }) = &self.command {
            let Some(Query::Supports { renderer }) = query else {
                book_tools::preprocess(std::io::stdin().lock(), std::io::stdout().lock())?;
                return Ok(true);
            };
            return Ok(renderer == "html");
        }
        let workspace = super::workspace(self.root.as_deref());
        if !self.build && !self.check {
            return serve::serve(workspace, self.port, self.open).map(|()| true);
        }
        let gradus = Gradus::default();
        let built = match build(&workspace, &gradus) {
            Ok(built) => built,
            Err(error) => return Ok(told(&error.downcast::<Diagnostics>()?.0)),
        };
        println!("{}", built.folder.join("index.html").display());
        if self.check {
            eprintln!("Checking every page …");
            let mut mistakes = book_tools::check(&workspace, &built)?;
            mistakes.extend(gradus.uncited());
            return Ok(told(&mistakes));
        }
        for warning in &built.warnings {
            eprintln!("{warning}");
        }
        Ok(true)
    }
}

/// Builds the book, and says on the standard error stream that it does, and how long it took.
fn build(workspace: &Workspace, gradus: &Gradus) -> Result<Built> {
    eprintln!("Building the book …");
    let start = Instant::now();
    let built = book_tools::build(workspace, gradus)?;
    eprintln!("Built in {:.1} s.", start.elapsed().as_secs_f64());
    Ok(built)
}

/// Prints the mistakes; whether there are none.
fn told(mistakes: &[Diagnostic]) -> bool {
    for mistake in mistakes {
        eprintln!("{mistake}");
    }
    match mistakes.len() {
        0 => return true,
        1 => eprintln!("\none mistake"),
        count => eprintln!("\n{count} mistakes"),
    }
    false
}
