//! Asking cargo to build, and understanding what it answers.

use anyhow::{Context, Result};
use cargo_metadata::Message;
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel};
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Who shows what the compiler says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Diagnostics {
    /// Cargo, as it always does.
    Shown,
    /// Nobody: it is kept, to be judged.
    Kept,
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
}

/// The cargo that started this program, or the one of the search path.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder);
    command
}

/// Runs this command of cargo on everything that can be built, even if something cannot.
pub(crate) fn build(mut command: Command, diagnostics: Diagnostics) -> Result<Build> {
    let format = match diagnostics {
        Diagnostics::Shown => "--message-format=json-render-diagnostics",
        Diagnostics::Kept => "--message-format=json",
    };
    command.args(["--keep-going", format]).stdout(Stdio::piped());
    let mut child = command.spawn().context("cargo cannot be started")?;
    let output = child.stdout.take().context("cargo's answer cannot be read")?;
    let mut build = Build::default();
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
            _ => {}
        }
    }
    child.wait().context("cargo did not end")?;
    Ok(build)
}

impl Build {
    /// The errors in a target, as the compiler words them.
    pub fn errors_in(&self, target: &str) -> String {
        let errors = self.said.iter().filter(|(name, said)| {
            let is_error = said.level == DiagnosticLevel::Error;
            name == target && is_error && !said.spans.is_empty()
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
