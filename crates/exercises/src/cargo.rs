//! Asking cargo to build, and understanding what it answers.

use crate::Course;
use anyhow::{Context, Result, bail};
use cargo_metadata::Message;
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, IsTerminal, Read, stderr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::{JoinHandle, spawn};

/// Who shows what the compiler says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Diagnostics {
    /// Cargo, as it always does.
    Shown,
    /// Nobody: it is kept, to be judged.
    Captured,
}

/// What came of a build.
#[derive(Default)]
pub(crate) struct Build {
    /// The targets that were built.
    pub built: BTreeSet<String>,
    /// The programs, by the name of their target.
    pub programs: BTreeMap<String, PathBuf>,
    /// What the compiler said about each target.
    pub said: Vec<(String, Diagnostic)>,
    /// What cargo itself said, unless it was shown.
    pub words: String,
}

/// The cargo that started this program, or the one of the search path; it builds into the course's
/// own folder, whatever the settings of the folder in which it works.
pub(crate) fn command(course: &Course, folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder).env("CARGO_TARGET_DIR", &course.target);
    command
}

/// Runs this command of cargo on everything that can be built, even if something cannot.
pub(crate) fn build(mut command: Command, diagnostics: Diagnostics) -> Result<Build> {
    let (format, is_shown) = match diagnostics {
        Diagnostics::Shown => ("--message-format=json-render-diagnostics", true),
        // Cargo's progress is for people who wait; in a log it is noise.
        Diagnostics::Captured => ("--message-format=json", stderr().is_terminal()),
    };
    command.args(["--keep-going", format]).stdout(Stdio::piped());
    command.stderr(if is_shown { Stdio::inherit() } else { Stdio::piped() });
    let mut child = command.spawn().context("cargo cannot be started")?;
    let words = words_of(&mut child);
    let (mut build, is_finished) = messages_of(&mut child)?;
    child.wait().context("cargo did not end")?;
    build.words = words.and_then(|words| words.join().ok()).unwrap_or_default();
    if !is_finished {
        bail!("cargo did not begin to build\n{}", build.words);
    }
    Ok(build)
}

/// Reads what cargo says to people, if it does not say that to the terminal.
fn words_of(child: &mut Child) -> Option<JoinHandle<String>> {
    let mut pipe = child.stderr.take()?;
    Some(spawn(move || {
        let mut words = Vec::new();
        // What could be read is what there is to show.
        let _ = pipe.read_to_end(&mut words);
        String::from_utf8_lossy(&words).into_owned()
    }))
}

/// Reads what cargo says to programs, and whether it came to the end of a build.
fn messages_of(child: &mut Child) -> Result<(Build, bool)> {
    let output = child.stdout.take().context("cargo's answer cannot be read")?;
    let (mut build, mut is_finished) = (Build::default(), false);
    for message in Message::parse_stream(BufReader::new(output)) {
        match message.context("cargo's answer cannot be read")? {
            Message::CompilerArtifact(artifact) => {
                let name = artifact.target.name;
                if let Some(program) = artifact.executable {
                    build.programs.insert(name.clone(), program.into());
                }
                build.built.insert(name);
            }
            Message::CompilerMessage(said) => build.said.push((said.target.name, said.message)),
            Message::BuildFinished(_) => is_finished = true,
            _ => {}
        }
    }
    Ok((build, is_finished))
}

impl Build {
    /// The errors in some targets, as the compiler words them.
    pub fn errors_in(&self, is_meant: impl Fn(&str) -> bool) -> String {
        let errors = self.said.iter().filter(|(target, said)| {
            said.level == DiagnosticLevel::Error && !said.spans.is_empty() && is_meant(target)
        });
        let texts = errors.filter_map(|(_, said)| said.rendered.as_deref());
        texts.map(str::trim_end).collect::<Vec<_>>().join("\n\n")
    }

    /// The compiler's warnings, each with the file that it is about.
    pub fn warnings(&self) -> impl Iterator<Item = (PathBuf, &str)> {
        self.said.iter().filter(|(_, said)| said.level == DiagnosticLevel::Warning).filter_map(
            |(_, said)| {
                let span = said.spans.iter().find(|span| span.is_primary)?;
                Some((PathBuf::from(&span.file_name), said.message.as_str()))
            },
        )
    }
}
