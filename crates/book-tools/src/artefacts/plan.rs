//! What is to be done about each run.

use super::{Standing, Task};
use anyhow::Result;
use std::path::PathBuf;

/// What is to be done about a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is made anew.
    Make(Why),
    /// Nothing: it fits, or it is slow, and fits apart from the class of processor.
    Rest,
    /// The reader is told how what is kept stands: the run is slow, and no check repeats it.
    Tell(Standing),
    /// It cannot be run: this folder of large data sets is not there.
    Skip(PathBuf),
}

/// Why a run is made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// What is kept may not be what it would make now.
    Changed(Standing),
    /// It was drawn.
    Sample,
    /// Everything is made anew.
    Asked,
}

/// What is to be done about each of these runs, to check them or to keep what they make; `all` makes
/// every one anew. The draw is made among all that fit, by the commit.
///
/// # Errors
/// If what a run comes from cannot be told.
pub fn plan(tasks: &[Task<'_>], check: bool, all: bool) -> Result<Vec<Step>> {
    let standings = tasks.iter().map(Task::standing).collect::<Result<Vec<_>>>()?;
    // What a run is called among those of all chapters.
    let name = |it: &Task<'_>| format!("{} {}", it.workspace.display(it.folder), it.run.name);
    let names: Vec<String> = tasks.iter().map(name).collect();
    let fits = |(task, standing): (&Task<'_>, &Standing)| {
        check && task.run.quick && *standing == Standing::Fits
    };
    let fitting = tasks.iter().zip(&standings).zip(&names).filter(|(it, _)| fits(*it));
    let commit = tasks.first().map(|task| fingerprint::commit(task.workspace.root()));
    let drawn =
        fingerprint::sample(&commit.unwrap_or_default(), fitting.map(|(_, name)| name.as_str()));
    let step = |((task, standing), name): ((&Task<'_>, &Standing), &String)| {
        let why = match standing {
            _ if all => Some(Why::Asked),
            Standing::Fits => drawn.contains(name.as_str()).then_some(Why::Sample),
            changed => Some(Why::Changed(*changed)),
        };
        match (why, task.missing_data()) {
            (None, _) => Step::Rest,
            (Some(Why::Changed(Standing::OtherClass)), _) if !task.run.quick => Step::Rest,
            (Some(Why::Changed(standing)), _) if !task.run.quick && check => Step::Tell(standing),
            (Some(_), Some(folder)) => Step::Skip(folder),
            (Some(why), None) => Step::Make(why),
        }
    };
    Ok(tasks.iter().zip(&standings).zip(&names).map(step).collect())
}
