//! The products of a run: its command is run, as the reader would, and what it made is gathered.

use super::compare::PROVENANCE;
use super::words::Words;
use super::{Kind, Machine, Run};
use crate::{Workspace, sources};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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
    let out = tempfile::tempdir()?;
    let printed = execute(workspace, run, out.path())?;
    let mut all = Vec::new();
    for &kind in kinds {
        let mut add = |name, text| all.push(Product { kind, path: kind.file(folder, name), text });
        match kind {
            Kind::Outputs => add(&run.name, printed.clone()),
            Kind::Figures => {
                for name in &run.figures {
                    add(name, written(run, out.path(), &format!("{name}.svg"))?);
                }
            }
            Kind::Results if out.path().join("results.toml").exists() => {
                let text = written(run, out.path(), "results.toml")?;
                add(&run.name, format!("{}{text}", provenance(run, machine)));
            }
            Kind::Results => {}
        }
    }
    Ok(all)
}

/// A file that the run wrote.
fn written(run: &Run, out: &Path, name: &str) -> Result<String> {
    let path = out.join(name);
    if !path.exists() {
        let names = sources::files(out);
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

/// What a run prints, from the root of the workspace, with `out` for the files that it makes.
///
/// What it says on the error stream, such as cargo's progress, goes to ours.
fn execute(workspace: &Workspace, run: &Run, out: &Path) -> Result<String> {
    let output = command(workspace, run, out)?
        .current_dir(workspace.root())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{}` cannot be run", run.command))?;
    if !output.status.success() {
        bail!("`{}` failed: {}", run.command, output.status);
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed what is no text", run.command))
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
    if words.ends_with_cargos_own() {
        command.arg("--");
    }
    command.arg("--out").arg(folder);
    Ok(command)
}
