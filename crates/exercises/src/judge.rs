//! How tests must end: on a stub, on a solution, on a wrong answer.

use crate::{Exercise, Kind, Outcome, Problem, RunResult, WrongAnswer};

/// What is wrong with a stub whose tests ended like this.
pub(crate) fn stub(exercise: &Exercise, runs: &[RunResult]) -> Vec<Problem> {
    let mut problems = unknown_names(exercise, runs);
    problems.extend(runs.iter().filter_map(|ran| stub_fault(exercise, ran)));
    problems
}

/// Whether the tests end as they do on an untouched stub, those that could be run here.
pub(crate) fn is_as_stub(exercise: &Exercise, runs: &[RunResult]) -> bool {
    runs.iter().all(|ran| ran.not_run().is_some() || stub_fault(exercise, ran).is_none())
}

/// What a test does on the stub that it must not.
fn stub_fault(exercise: &Exercise, ran: &RunResult) -> Option<Problem> {
    match exercise.kind {
        Kind::Implement => unwritten_fault(exercise, ran),
        Kind::Bug | Kind::Speed => faulty_fault(exercise, ran),
    }
}

/// On a stub with something to be written, every test stops there.
fn unwritten_fault(exercise: &Exercise, ran: &RunResult) -> Option<Problem> {
    let (test, stop) = (&ran.test, format!("todo{}(\"{}: …\")", '!', exercise.number));
    let (file, fault) = match ran.outcome {
        _ if is_unwritten(exercise, ran) => return None,
        Outcome::Passed => (
            exercise.check_file(),
            format!(
                "`{test}` passes on the untouched stub, so it tests nothing of the exercise; make \
                 it call what is to be written, or leave it out"
            ),
        ),
        _ => (
            exercise.stub_file(),
            format!("on the stub `{test}` {}; it must stop at `{stop}`", how(ran)),
        ),
    };
    Some(Problem::new(file, fault))
}

/// On a stub with a fault, the named tests find it, and the others nothing.
fn faulty_fault(exercise: &Exercise, ran: &RunResult) -> Option<Problem> {
    let test = &ran.test;
    let (file, fault) = match (exercise.fails.contains(test), ran.outcome) {
        (true, Outcome::Passed) => (
            exercise.check_file(),
            format!(
                "`{test}` passes on the stub, but exercise.toml says that it fails there; make it \
                 find the fault"
            ),
        ),
        (true, _) if !fails_by_assertion(exercise, ran) => (
            exercise.stub_file(),
            format!("on the stub `{test}` {}; it must fail by an assertion in check.rs", how(ran)),
        ),
        (false, outcome) if outcome != Outcome::Passed => (
            exercise.stub_file(),
            format!(
                "on the stub `{test}` {}; it must pass, or be named in `fails` of exercise.toml",
                how(ran)
            ),
        ),
        _ => return None,
    };
    Some(Problem::new(file, fault))
}

/// Whether a test stopped where something is still to be written.
pub(crate) fn is_unwritten(exercise: &Exercise, ran: &RunResult) -> bool {
    let message = format!("not yet implemented: {}", exercise.number);
    let ends = |text: &str| !text.starts_with(|next: char| next.is_ascii_digit());
    let is_it = |text: &str| text.strip_prefix(&message).is_some_and(ends);
    ran.outcome == Outcome::Failed && ran.panics.iter().any(|panic| is_it(&panic.message))
}

/// Whether it was the test that found something, not the exercise that fell over.
fn fails_by_assertion(exercise: &Exercise, ran: &RunResult) -> bool {
    let by_assertion = match ran.panics.last() {
        Some(panic) => panic.is_in(&exercise.check_file()),
        // A panic was expected, and none came.
        None => true,
    };
    ran.outcome == Outcome::Failed && by_assertion
}

/// What is wrong with a solution whose tests ended like this.
pub(crate) fn solution(exercise: &Exercise, runs: &[RunResult]) -> Vec<Problem> {
    let failed = runs.iter().filter(|ran| ran.outcome != Outcome::Passed);
    let problem = |ran: &RunResult| {
        let message = format!(
            "`{}` {}; a solution must pass every test: mend it, or the test",
            ran.test,
            how(ran)
        );
        Problem::new(exercise.solution_file(), message)
    };
    failed.map(problem).collect()
}

/// What is wrong with a wrong answer whose test ended like this; nothing if there is no such test.
pub(crate) fn wrong(
    exercise: &Exercise,
    answer: &WrongAnswer,
    ran: Option<&RunResult>,
) -> Vec<Problem> {
    let WrongAnswer { caught_by, message, .. } = answer;
    let fault = match ran {
        None => format!(
            "`//! caught-by: {caught_by}` names no test of {}; name one",
            exercise.check_file().display()
        ),
        Some(RunResult { outcome: Outcome::Passed, .. }) => format!(
            "`{caught_by}` does not catch this wrong answer, it passes; make the test stronger, or \
             name the one that catches it"
        ),
        Some(ran) if ran.outcome != Outcome::Failed => {
            format!("`{caught_by}` {}; it must catch this wrong answer by failing", how(ran))
        }
        Some(ran) if !ran.output.contains(message) => format!(
            "`{caught_by}` catches this wrong answer, but does not say {message:?}; it {}",
            how(ran)
        ),
        Some(_) => return Vec::new(),
    };
    vec![Problem::new(&answer.file, fault)]
}

/// The names in `exercise.toml` that no test has.
fn unknown_names(exercise: &Exercise, runs: &[RunResult]) -> Vec<Problem> {
    let is_unknown = |name: &&String| !runs.iter().any(|ran| ran.test == **name);
    let problem = |name: &String| {
        let message =
            format!("`fails` names `{name}`, but check.rs has no such test; mend the name");
        Problem::new(exercise.settings_file(), message)
    };
    exercise.fails.iter().filter(is_unknown).map(problem).collect()
}

/// Why the tests could not all be run here, if so: then nothing is proved.
pub(crate) fn not_run(exercise: &Exercise, runs: &[RunResult]) -> Option<Problem> {
    let why = runs.iter().find_map(RunResult::not_run)?;
    let message = format!("holds tests that were not run here, so nothing is proved: {why}");
    Some(Problem::new(exercise.check_file(), message))
}

/// How a test ended, as the end of a sentence about it.
fn how(ran: &RunResult) -> String {
    match (ran.outcome, ran.panics.last()) {
        (Outcome::Passed, _) => "passes".into(),
        (Outcome::Ignored, _) => "is ignored".into(),
        (Outcome::TimedOut, _) => "did not end in time (does something loop?)".into(),
        (Outcome::Crashed, _) => format!("ended the whole process: {}", ran.output.trim()),
        (Outcome::Failed, Some(panic)) => {
            format!("fails at {}:{}: {}", panic.file, panic.line, indented(&panic.message))
        }
        (Outcome::Failed, None) => format!("fails: {}", indented(ran.output.trim())),
    }
}

/// A text whose further lines stand a little to the right.
fn indented(text: &str) -> String {
    text.replace('\n', "\n    ")
}
