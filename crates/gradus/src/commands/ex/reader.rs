//! What a reader does with the exercises.

use anyhow::Result;
use exercises::{Attempt, Colors, Course, Exercise, State};
use std::io::{ErrorKind, Write as _};
use std::time::Duration;

/// Prints a text. That nobody reads it to its end, as with `| head`, is no error.
fn show(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// What a reader's commands share.
pub(super) struct Reader<'a> {
    pub course: &'a Course,
    pub limit: Duration,
    pub colors: Colors,
}

impl Reader<'_> {
    /// Lists the exercises, as far as is known how they stand.
    pub fn table(&self) -> Result<bool> {
        let progress = exercises::progress(self.course)?;
        let mut text = format!("{}\n", exercises::table(&progress, self.colors));
        for problem in self.course.packages.iter().flat_map(|package| &package.problems) {
            text.push_str(&format!("{problem}\n"));
        }
        text.push_str("A state is what the last tests found; nothing was tested now.\n");
        let next = progress.iter().find(|(_, state)| *state != State::Solved);
        if let Some((exercise, _)) = next {
            let Exercise { number, title, .. } = exercise;
            text.push_str(&format!(
                "Next: {number} {title}; to test it: cargo gradus ex {number}\n"
            ));
        }
        show(&text)?;
        Ok(true)
    }

    /// Tests an answer and says what to do next; whether it is right.
    pub fn attempt(&self, exercise: &Exercise) -> Result<bool> {
        let attempt = self.tested(exercise)?;
        print!("{}", exercises::report(self.course, exercise, &attempt, self.colors)?);
        Ok(attempt.state(exercise) == State::Solved)
    }

    /// Shows the command that tests an answer, and does what it does.
    fn tested(&self, exercise: &Exercise) -> Result<Attempt> {
        println!("{}\n", self.colors.dim(format!("$ {}", exercise.command())));
        let attempt = Attempt::at(self.course, exercise, self.limit)?;
        exercises::remember(self.course, exercise, &attempt)?;
        Ok(attempt)
    }

    /// Tests an answer whenever it is saved.
    pub fn watch(&self, exercise: &Exercise) -> Result<bool> {
        let file = self.course.relative_to_root(&exercise.file());
        exercises::watch(exercise, || {
            self.attempt(exercise)?;
            println!(
                "\n{}\n",
                self.colors.dim(format!("Waiting for {file} to be saved; Ctrl-C ends."))
            );
            Ok(true)
        })
        .map(|()| true)
    }

    /// Shows a hint, or all; of the exercise that is being worked on if none is named.
    pub fn hint(
        &self,
        exercise: Option<&Exercise>,
        hint: Option<usize>,
        all: bool,
    ) -> Result<bool> {
        let progress;
        let exercise = match exercise {
            Some(exercise) => exercise,
            None => {
                progress = exercises::progress(self.course)?;
                let Some(exercise) = exercises::current(&progress) else {
                    println!("Every exercise is solved; for a hint all the same, give its number.");
                    return Ok(true);
                };
                exercise
            }
        };
        let Exercise { number, title, hints, .. } = exercise;
        let (number, count) = (*number, hints.len());
        let mut text = format!("{}\n", self.colors.bold(format!("{number} {title}")));
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

    /// Puts the stub back.
    pub fn reset(&self, exercise: &Exercise) -> Result<bool> {
        let backup = exercises::reset(self.course, exercise)
            .map_err(|problem| problem.relative_to(&self.course.root))?;
        println!("{} is the stub again.", self.course.relative_to_root(&exercise.file()));
        if let Some(backup) = backup {
            println!("What you wrote is in {}.", self.course.relative_to_root(&backup));
        }
        Ok(true)
    }

    /// Shows the solution of an exercise that is solved; where that is not known, it is tested.
    pub fn solution(&self, exercise: &Exercise, yes: bool) -> Result<bool> {
        let number = exercise.number;
        if !yes && self.state(exercise)? != State::Solved {
            println!("{number} is not solved yet, and it teaches most to the one who solves it.");
            println!("A hint: cargo gradus ex hint {number}");
            println!("The solution all the same: cargo gradus ex solution {number} --yes");
            return Ok(false);
        }
        show(&std::fs::read_to_string(exercise.solution_file())?)?;
        Ok(true)
    }

    fn state(&self, exercise: &Exercise) -> Result<State> {
        Ok(match exercises::known(self.course, exercise)? {
            Some(state) => state,
            None => self.tested(exercise)?.state(exercise),
        })
    }
}
