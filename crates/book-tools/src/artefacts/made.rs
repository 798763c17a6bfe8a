//! The products of a run, gathered.

use super::compare::PROVENANCE;
use super::execute::{Product, execute};
use super::{Kept, Kind, Machine, Task};
use crate::sources;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;

/// A file that a run made, and where it is kept.
pub(super) struct Made {
    pub kind: Kind,
    pub path: PathBuf,
    pub text: String,
}

/// Runs a task, and gathers the products that matter.
pub(super) fn made(task: &Task<'_>, machine: &Machine) -> Result<Vec<Made>> {
    let product = execute(task.workspace, task.run)?;
    let kept = Kept::of(task.folder);
    let mut all = Vec::new();
    for &kind in task.kinds {
        match kind {
            Kind::Outputs => {
                let path = kept.output(&task.run.name);
                all.push(Made { kind, path, text: product.output.clone() });
            }
            Kind::Figures => {
                for name in &task.run.figures {
                    let text = written(task, &product, &format!("{name}.svg"))?;
                    all.push(Made { kind, path: kept.figure(name), text });
                }
            }
            Kind::Results if product.folder.path().join("results.toml").exists() => {
                let text = written(task, &product, "results.toml")?;
                let text = format!("{}{text}", provenance(task, machine));
                all.push(Made { kind, path: kept.results(&task.run.name), text });
            }
            Kind::Results => {}
        }
    }
    Ok(all)
}

/// A file that the run wrote.
fn written(task: &Task<'_>, product: &Product, name: &str) -> Result<String> {
    let path = product.folder.path().join(name);
    if !path.exists() {
        let names = sources::files(product.folder.path());
        let names = names.iter().filter_map(|it| it.file_name()?.to_str());
        let names = names.collect::<Vec<_>>().join(", ");
        bail!("`{}` wrote no {name} into its --out folder, but {names}", task.run.command);
    }
    fs::read_to_string(&path).with_context(|| format!("{name}, which the run wrote"))
}

/// The head of kept results.
fn provenance(task: &Task<'_>, machine: &Machine) -> String {
    let values = [&task.run.command, &machine.date, &machine.processor, &machine.class];
    let line =
        |(key, value): (&str, &String)| format!("{key} = {}\n", toml::Value::String(value.clone()));
    PROVENANCE.into_iter().zip(values).map(line).collect()
}
