//! `cargo gradus ex`: the book's exercises.

use anyhow::Result;
use clap::{Args, Subcommand};
use exercises::{Colors, Course, Exercise, Number, Which};
use std::time::Duration;

mod check;
mod progress;
mod reader;

use reader::Reader;

/// Try the exercises: see what there is, test an answer, get a hint
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Ex {
    /// The exercise to test, such as 2.1 [default: a table of all, at once: nothing is compiled]
    number: Option<Number>,
    /// How many seconds a test may take
    #[arg(long, global = true, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Test an answer now, and again whenever it is saved, until Ctrl-C
    Watch {
        /// The exercise
        number: Number,
    },
    /// Show the next hint; there are three, each says more than the one before
    Hint {
        /// The exercise [default: the one that you work on]
        number: Option<Number>,
        /// Which hint [default: the one after the last that was shown]
        #[arg(value_parser = clap::value_parser!(u32).range(1..=3))]
        hint: Option<u32>,
        /// Show all three
        #[arg(long, conflicts_with = "hint")]
        all: bool,
    },
    /// Put the stub back, keeping what was written in a file beside it
    Reset {
        /// The exercise
        number: Number,
    },
    /// Show the solution, if the tests pass; what is not known is tested first
    Solution {
        /// The exercise
        number: Number,
        /// Show it even if the exercise is not solved yet, and test nothing
        #[arg(long)]
        yes: bool,
    },
    /// Prove that every stub fails as it should, every solution passes, every wrong answer is caught
    ///
    /// From what an exercise was proved is kept in exercises.lock: its files, the crates below it,
    /// versions, settings. What has not changed since need not be proved again.
    Check {
        /// The exercises [default: those that have changed since they were proved, and of the others
        /// one in sixteen, drawn by the commit]
        numbers: Vec<Number>,
        /// Prove all
        #[arg(long, conflicts_with = "numbers")]
        all: bool,
    },
}

impl Ex {
    /// Does what was asked for; `false` says that an exercise is not solved, or that something is
    /// wrong with one and has been told.
    ///
    /// A number that no exercise has ends the program, as any other wrong word on the command line
    /// does.
    ///
    /// # Errors
    /// If the exercises cannot be found, or a test cannot be started.
    pub fn run(&self) -> Result<bool> {
        let course = Course::open(".".as_ref())?;
        let limit = Duration::from_secs(self.seconds);
        let reader = Reader { course: &course, limit, colors: Colors::for_stdout() };
        match (&self.command, self.number) {
            (None, None) => reader.table(),
            (None, Some(number)) => reader.attempt(chosen(&course, number)),
            (Some(Command::Watch { number }), _) => reader.watch(chosen(&course, *number)),
            (Some(Command::Hint { number, hint, all }), _) => {
                let exercise = number.map(|number| chosen(&course, number));
                reader.hint(exercise, hint.map(|hint| hint as usize), *all)
            }
            (Some(Command::Reset { number }), _) => reader.reset(chosen(&course, *number)),
            (Some(Command::Solution { number, yes }), _) => {
                reader.solution(chosen(&course, *number), *yes)
            }
            (Some(Command::Check { numbers, all }), _) => {
                for number in numbers {
                    chosen(&course, *number);
                }
                let which = match (all, &numbers[..]) {
                    (true, _) => Which::All,
                    (false, []) => Which::Changed,
                    (false, numbers) => Which::These(numbers),
                };
                check::check(&course, which, reader.limit)
            }
        }
    }
}

/// The exercise of this number; ends the program if there is none.
fn chosen(course: &Course, number: Number) -> &Exercise {
    course.exercise(number).unwrap_or_else(|unknown| {
        // It may be there, but not fit to be read.
        let problems = course.packages.iter().flat_map(|package| &package.problems);
        let problems: String = problems.map(|problem| format!("\n{problem}")).collect();
        clap::Error::raw(clap::error::ErrorKind::InvalidValue, format!("{unknown}{problems}\n"))
            .exit()
    })
}
