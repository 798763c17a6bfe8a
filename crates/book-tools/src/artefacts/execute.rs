//! Running a command of the book, as its reader would.

use super::Run;
use super::words::Words;
use crate::Workspace;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What a run made.
pub(super) struct Product {
    /// What it printed.
    pub output: String,
    /// The folder it was told to write into.
    pub folder: TempDir,
}

/// Runs a command from the root of the workspace, with a folder of its own for what it makes.
///
/// What it says on the error stream, such as cargo's progress, goes to ours.
pub(super) fn execute(workspace: &Workspace, run: &Run) -> Result<Product> {
    let folder = tempfile::tempdir()?;
    let output = command(workspace, run, folder.path())?
        .current_dir(workspace.root())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{}` cannot be run", run.command))?;
    if !output.status.success() {
        bail!("`{}` failed: {}", run.command, output.status);
    }
    let output = String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed what is no text", run.command))?;
    Ok(Product { output, folder })
}

/// The command, with the folder at its end.
fn command(workspace: &Workspace, run: &Run, folder: &Path) -> Result<Command> {
    let words = Words::of(&run.command);
    let Some((program, arguments)) = words.words.split_first() else {
        bail!("a run has no command")
    };
    let mut command = Command::new(program);
    command.env("CARGO_TERM_COLOR", "never").args(arguments);
    command.envs(words.variables.iter().copied());
    // Embedded data only, unless the command names a folder.
    match words.data(workspace.root()) {
        Some(data) => command.env("GRADUS_DATA", data),
        None => command.env_remove("GRADUS_DATA"),
    };
    if *program == "cargo" && !arguments.contains(&"--") {
        command.arg("--");
    }
    command.arg("--out").arg(folder);
    Ok(command)
}
