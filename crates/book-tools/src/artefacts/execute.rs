//! Running a command of the book, as its reader would.

use super::Run;
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
    let output = command(run, folder.path())?
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
fn command(run: &Run, folder: &Path) -> Result<Command> {
    let words: Vec<&str> = run.command.split_whitespace().collect();
    let variables = words.iter().take_while(|word| is_variable(word)).count();
    let (variables, words) = words.split_at(variables);
    let Some((program, arguments)) = words.split_first() else { bail!("a run has no command") };
    let mut command = Command::new(program);
    // Embedded data only, unless the command names a folder; then the caller's own may stand for it.
    let data = std::env::var_os("GRADUS_DATA");
    command.env_remove("GRADUS_DATA").env("CARGO_TERM_COLOR", "never").args(arguments);
    for (name, value) in variables.iter().filter_map(|word| word.split_once('=')) {
        match data.as_ref().filter(|_| name == "GRADUS_DATA") {
            Some(data) => command.env(name, data),
            None => command.env(name, value),
        };
    }
    if *program == "cargo" && !arguments.contains(&"--") {
        command.arg("--");
    }
    command.arg("--out").arg(folder);
    Ok(command)
}

/// `NAME=value` before a command sets a variable of its environment, as in a shell.
fn is_variable(word: &str) -> bool {
    let name = word.split_once('=').map_or("", |(name, _)| name);
    !name.is_empty() && name.chars().all(|it| it.is_ascii_uppercase() || it == '_')
}
