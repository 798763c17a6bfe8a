//! The products of a run: its command is run, as the reader would, and what it made is gathered.

use super::compare::PROVENANCE;
use super::words::Words;
use super::{Kind, Machine, Run, Snapshot};
use crate::{Workspace, sources};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A file that a run made, and where it is kept.
pub(super) struct Product {
    pub kind: Kind,
    pub path: PathBuf,
    pub text: String,
}

/// Runs a run of the chapter in `folder`, and gathers its products of these kinds.
pub(super) fn products(
    workspace: &Workspace,
    folder: &Path,
    run: &Run,
    kinds: &[Kind],
    machine: &Machine,
) -> Result<Vec<Product>> {
    let made = execute(workspace, run)?;
    let kept = Snapshot::of(folder);
    let mut all = Vec::new();
    for &kind in kinds {
        match kind {
            Kind::Outputs => {
                let path = kept.output(&run.name);
                all.push(Product { kind, path, text: made.printed.clone() });
            }
            Kind::Figures => {
                for name in &run.figures {
                    let text = written(run, &made, &format!("{name}.svg"))?;
                    all.push(Product { kind, path: kept.figure(name), text });
                }
            }
            Kind::Results if made.folder.path().join("results.toml").exists() => {
                let text = written(run, &made, "results.toml")?;
                let text = format!("{}{text}", provenance(run, machine));
                all.push(Product { kind, path: kept.results(&run.name), text });
            }
            Kind::Results => {}
        }
    }
    Ok(all)
}

/// A file that the run wrote.
fn written(run: &Run, made: &RunOutput, name: &str) -> Result<String> {
    let path = made.folder.path().join(name);
    if !path.exists() {
        let names = sources::files(made.folder.path());
        let names = names.iter().filter_map(|it| it.file_name()?.to_str());
        let names = names.collect::<Vec<_>>().join(", ");
        bail!("`{}` wrote no {name} into its --out folder, but {names}", run.command);
    }
    fs::read_to_string(&path).with_context(|| format!("{name}, which the run wrote"))
}

/// The head of kept results.
fn provenance(run: &Run, machine: &Machine) -> String {
    let values = [&run.command, &machine.date, &machine.processor, &machine.class];
    let line =
        |(key, value): (&str, &String)| format!("{key} = {}\n", toml::Value::String(value.clone()));
    PROVENANCE.into_iter().zip(values).map(line).collect()
}

/// What a run printed, and the folder it was told to write into.
struct RunOutput {
    printed: String,
    folder: TempDir,
}

/// Runs a command from the root of the workspace, with a folder of its own for what it makes.
///
/// What it says on the error stream, such as cargo's progress, goes to ours.
fn execute(workspace: &Workspace, run: &Run) -> Result<RunOutput> {
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
    let printed = String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed what is no text", run.command))?;
    Ok(RunOutput { printed, folder })
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
