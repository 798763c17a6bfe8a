//! Compiling the variants: all of a package in one program, and where that fails, each alone.

use super::Ready;
use super::variants::{self, Role, Variant};
use crate::cargo::{self, Build, Diagnostics};
use crate::run::Program;
use crate::{Course, Problem};
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use std::process::Command;

/// The variants that compile, with their programs and the tests to be run, and what is wrong with
/// the others.
pub(super) fn build<'a>(
    course: &Course,
    all: &'a [Variant<'a>],
) -> Result<(Vec<Ready<'a>>, Vec<Problem>)> {
    let mut variants: Vec<&Variant> = all.iter().collect();
    let mut built = together(course, &variants)?;
    let mut problems = Vec::new();
    let suspects = left_out(&built, &variants);
    if !suspects.is_empty() {
        let (broken, found) = alone(course, &suspects)?;
        problems.extend(found);
        variants.retain(|variant| !broken.contains(&variant.target()));
        built = together(course, &variants)?;
    }
    if !left_out(&built, &variants).is_empty() {
        let errors = built.errors_in(|_| true);
        bail!("the variants compile one by one, but not together:\n{errors}\n{}", built.words);
    }
    problems.extend(warnings(&built, &variants));
    Ok((ready(course, &built, &variants)?, problems))
}

/// The variants of the packages that could not be built.
fn left_out<'v, 'a>(built: &Build, variants: &[&'v Variant<'a>]) -> Vec<&'v Variant<'a>> {
    let is_out = |it: &&&Variant| !built.programs.contains_key(&variants::target_of(it.package));
    variants.iter().filter(is_out).copied().collect()
}

/// The variants with their programs, and the tests to be run.
fn ready<'a>(
    course: &Course,
    built: &Build,
    variants: &[&'a Variant<'a>],
) -> Result<Vec<Ready<'a>>> {
    let mut ready = Vec::new();
    for package in &course.packages {
        let Some(path) = built.programs.get(&variants::target_of(package)) else { continue };
        let program = Program { path: path.clone(), folder: package.folder.clone() };
        let tests = program.tests()?;
        let own = variants.iter().filter(|variant| variant.package.name == package.name);
        ready.extend(own.map(|variant| Ready {
            variant,
            program: program.clone(),
            tests: tests_of(variant, &tests),
        }));
    }
    Ok(ready)
}

/// The tests that are run on a variant, of all that the program has.
fn tests_of(variant: &Variant, all: &[String]) -> Vec<String> {
    let prefix = variant.prefix();
    let own = all.iter().filter_map(|test| test.strip_prefix(&prefix));
    match &variant.role {
        Role::Wrong(answer) => {
            own.filter(|test| *test == answer.caught_by).map(Into::into).collect()
        }
        Role::Stub | Role::Solution => own.map(Into::into).collect(),
    }
}

/// Builds one program for each package.
fn together(course: &Course, variants: &[&Variant]) -> Result<Build> {
    if variants.is_empty() {
        return Ok(Build::default());
    }
    variants::write(course, variants)?;
    let targets = variants.iter().map(|variant| variants::target_of(variant.package)).collect();
    cargo::build(command(course, "build", &targets), Diagnostics::Captured)
}

/// Checks each variant alone: which do not compile, and why.
fn alone(course: &Course, suspects: &[&Variant]) -> Result<(BTreeSet<String>, Vec<Problem>)> {
    let targets: BTreeSet<String> = suspects.iter().map(|variant| variant.target()).collect();
    let build = cargo::build(command(course, "check", &targets), Diagnostics::Captured)?;
    let broken: BTreeSet<String> = targets.difference(&build.built).cloned().collect();
    let is_broken = |variant: &&&Variant| broken.contains(&variant.target());
    let mut problems = Vec::new();
    for variant in suspects.iter().filter(is_broken) {
        let errors = build.errors_in(|target| target == variant.target());
        let exercise = variant.exercise;
        let mut siblings = suspects.iter().filter(|other| other.exercise.number == exercise.number);
        if !siblings.all(|sibling| is_broken(&sibling)) {
            let message = format!("does not compile; mend it:\n{errors}");
            problems.push(Problem::new(variant.file(), message));
        } else if matches!(variant.role, Role::Solution) {
            let message =
                format!("compiles with no answer, not even the solution; mend it:\n{errors}");
            problems.push(Problem::new(exercise.check_file(), message));
        }
        if errors.is_empty() {
            let (name, errors) = (&variant.package.name, build.errors_in(|_| true));
            bail!(
                "{name} cannot be built, and no exercise is to blame:\n{errors}\n{}",
                build.words
            );
        }
    }
    Ok((broken, problems))
}

/// The warnings about stubs: the reader is to see only those of his own making.
fn warnings(build: &Build, variants: &[&Variant]) -> Vec<Problem> {
    let stubs = variants.iter().filter(|variant| matches!(variant.role, Role::Stub));
    let stubs: Vec<_> = stubs.map(|variant| variant.file()).collect();
    let about_stubs = build.warnings().filter(|(file, _)| stubs.contains(file));
    let problem = |(file, warning)| {
        let message = format!(
            "the compiler warns: {warning}; a stub compiles without warnings (name every argument \
             where it says what is to be written)"
        );
        Problem::new(file, message)
    };
    about_stubs.map(problem).collect()
}

fn command(course: &Course, verb: &str, targets: &BTreeSet<String>) -> Command {
    let mut command = cargo::command(course, &variants::folder(course));
    command.arg(verb);
    command.args(targets.iter().flat_map(|target| ["--test", target]));
    command
}
