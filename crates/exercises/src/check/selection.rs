//! Which exercises are proved now, and what is kept of it.

use super::lock::Lock;
use crate::origins::Origins;
use crate::{Course, Exercise, Number, Package, Problem};
use anyhow::Result;
use fingerprint::Fingerprint;

/// Which exercises are to be proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which<'a> {
    /// Those that were never proved as they are now, and a sample of the others, drawn by the
    /// commit.
    Changed,
    /// These.
    These(&'a [Number]),
    /// All.
    All,
}

/// An exercise, the package that holds it, and what it comes from.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub package: &'a Package,
    pub exercise: &'a Exercise,
    origin: Fingerprint,
}

/// The exercises that are proved now.
pub(super) struct Selection<'a> {
    pub proved: Vec<Candidate<'a>>,
    /// How many of the others were proved before, as they are.
    pub known: usize,
}

impl<'a> Selection<'a> {
    /// Chooses them.
    pub fn of(course: &'a Course, which: Which<'_>) -> Result<Self> {
        let all = candidates(course)?;
        let mut fitting = Vec::new();
        for package in &course.packages {
            let lock = Lock::read(package)?;
            let own = all.iter().filter(|it| it.package.name == package.name);
            let fits = |it: &&Candidate| lock.fits(it.exercise.number, it.origin);
            fitting.extend(own.filter(fits).map(|it| it.exercise.number));
        }
        let names: Vec<String> = fitting.iter().map(Number::to_string).collect();
        let commit = fingerprint::commit(&course.root);
        let drawn = fingerprint::sample(&commit, names.iter().map(String::as_str));
        let is_chosen = |number: Number| match which {
            Which::All => true,
            Which::These(numbers) => numbers.contains(&number),
            Which::Changed => {
                !fitting.contains(&number) || drawn.contains(number.to_string().as_str())
            }
        };
        let is_known = |it: &&Candidate| {
            let number = it.exercise.number;
            fitting.contains(&number) && !is_chosen(number)
        };
        let known = all.iter().filter(is_known).count();
        let proved = all.into_iter().filter(|it| is_chosen(it.exercise.number)).collect();
        Ok(Selection { proved, known })
    }

    /// Notes in the locks which exercises have no problem.
    pub fn note(&self, course: &Course, problems: &[Problem]) -> Result<()> {
        for package in &course.packages {
            let mut lock = Lock::read(package)?;
            for it in self.proved.iter().filter(|it| it.package.name == package.name) {
                let is_about = |problem: &Problem| problem.file.starts_with(&it.exercise.folder);
                let is_proved = !problems.iter().any(is_about);
                lock.note(it.exercise.number, it.origin, is_proved);
            }
            lock.write(package)?;
        }
        Ok(())
    }
}

/// All exercises.
fn candidates(course: &Course) -> Result<Vec<Candidate<'_>>> {
    let origins = Origins::of(course)?;
    let mut candidates = Vec::new();
    for package in &course.packages {
        for exercise in &package.exercises {
            let origin = origins.exercise(exercise)?;
            candidates.push(Candidate { package, exercise, origin });
        }
    }
    Ok(candidates)
}
