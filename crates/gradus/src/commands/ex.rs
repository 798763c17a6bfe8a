//! `cargo gradus ex`: the book's exercises.

use anyhow::Result;
use clap::{Args, Subcommand};
use exercises::{Attempt, Course, Exercise, Number, Paint, State};
use std::io::{ErrorKind, Write as _};
use std::time::Duration;

mod check;

/// Try the exercises: see what there is, test an answer, get a hint
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Ex {
    /// The exercise to test, such as 2.1 [default: a table of all]
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
    /// Show the solution
    Solution {
        /// The exercise
        number: Number,
        /// Show it even if the exercise is not solved yet
        #[arg(long)]
        yes: bool,
    },
    /// Prove that every stub fails as it should, every solution passes, every wrong answer is caught
    Check {
        /// The exercises [default: all]
        numbers: Vec<Number>,
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
        let reader = Reader {
            course: &course,
            limit: Duration::from_secs(self.seconds),
            paint: Paint::for_stdout(),
        };
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
            (Some(Command::Check { numbers }), _) => {
                for number in numbers {
                    chosen(&course, *number);
                }
                check::check(&course, numbers, reader.limit)
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

/// Prints a text. That nobody reads it to its end, as with `| head`, is no error.
fn show(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// What a reader's commands share.
struct Reader<'a> {
    course: &'a Course,
    limit: Duration,
    paint: Paint,
}

impl Reader<'_> {
    fn table(&self) -> Result<bool> {
        let progress = exercises::progress(self.course, self.limit)?;
        let mut text = format!("{}\n", exercises::table(&progress, self.paint));
        for problem in self.course.packages.iter().flat_map(|package| &package.problems) {
            text.push_str(&format!("{problem}\n"));
        }
        let next = progress.iter().find(|(_, state)| *state != State::Solved);
        if let Some((exercise, _)) = next {
            let Exercise { number, title, .. } = exercise;
            text.push_str(&format!("Next: {number} {title}, cargo gradus ex {number}\n"));
        }
        show(&text)?;
        Ok(true)
    }

    /// Tests an answer and says what to do next.
    fn attempt(&self, exercise: &Exercise) -> Result<bool> {
        println!("{}\n", self.paint.dim(format!("$ {}", exercise.command())));
        let attempt = Attempt::at(self.course, exercise, self.limit)?;
        exercises::remember(self.course, exercise, &attempt)?;
        print!("{}", exercises::report(self.course, exercise, &attempt, self.paint));
        Ok(attempt.state(exercise) == State::Solved)
    }

    fn watch(&self, exercise: &Exercise) -> Result<bool> {
        let file = self.course.seen_from_root(&exercise.file());
        exercises::watch(exercise, || {
            self.attempt(exercise)?;
            println!(
                "\n{}\n",
                self.paint.dim(format!("Waiting for {file} to be saved; Ctrl-C ends."))
            );
            Ok(true)
        })
        .map(|()| true)
    }

    /// Shows a hint, or all; of the exercise that is being worked on if none is named.
    fn hint(&self, exercise: Option<&Exercise>, hint: Option<usize>, all: bool) -> Result<bool> {
        let progress;
        let exercise = match exercise {
            Some(exercise) => exercise,
            None => {
                progress = exercises::progress(self.course, self.limit)?;
                let Some(exercise) = exercises::current(&progress) else {
                    println!("Every exercise is solved; for a hint all the same, give its number.");
                    return Ok(true);
                };
                exercise
            }
        };
        let Exercise { number, title, hints, .. } = exercise;
        let (number, count) = (*number, hints.len());
        let mut text = format!("{}\n", self.paint.bold(format!("{number} {title}")));
        let next = || exercises::next_hint(self.course, exercise);
        let shown =
            if all { 1..=count } else { hint.map_or_else(|| next()..=next(), |it| it..=it) };
        let last = *shown.end();
        for hint in shown {
            let hint_text = exercises::plain(&hints[hint - 1]);
            text.push_str(&format!("\nHint {hint} of {count}\n\n{hint_text}\n"));
        }
        text.push_str(&match (last < count, all) {
            (true, _) => format!("\nThe next one: cargo gradus ex hint {number}\n"),
            (false, true) => format!("\nThe solution: cargo gradus ex solution {number}\n"),
            (false, false) => format!(
                "\nThat was the last. All of them: cargo gradus ex hint {number} --all\n\
                 The solution: cargo gradus ex solution {number}\n"
            ),
        });
        show(&text)?;
        exercises::hint_shown(self.course, exercise, last);
        Ok(true)
    }

    fn reset(&self, exercise: &Exercise) -> Result<bool> {
        let backup =
            exercises::reset(exercise).map_err(|problem| problem.seen_from(&self.course.root))?;
        println!("{} is the stub again.", self.course.seen_from_root(&exercise.file()));
        println!("What you wrote is in {}.", self.course.seen_from_root(&backup));
        Ok(true)
    }

    fn solution(&self, exercise: &Exercise, yes: bool) -> Result<bool> {
        let number = exercise.number;
        let is_solved =
            |(it, state): &(&Exercise, State)| it.number == number && *state == State::Solved;
        if !yes && !exercises::progress(self.course, self.limit)?.iter().any(is_solved) {
            println!("{number} is not solved yet, and it teaches most to the one who solves it.");
            println!("A hint: cargo gradus ex hint {number}");
            println!("The solution all the same: cargo gradus ex solution {number} --yes");
            return Ok(false);
        }
        show(&std::fs::read_to_string(exercise.solution_file())?)?;
        Ok(true)
    }
}
