//! The products of a run, gathered.

use super::compare::PROVENANCE;
use super::execute::{Product, execute};
use super::{Kept, Kind, Machine, Run};
use crate::{Workspace, sources};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// A file that a run made, and where it is kept.
pub(super) struct Made {
    pub kind: Kind,
    pub path: PathBuf,
    pub text: String,
}

/// Runs a run of the chapter in `folder`, and gathers its products of these kinds.
pub(super) fn made(
    workspace: &Workspace,
    folder: &Path,
    run: &Run,
    kinds: &[Kind],
    machine: &Machine,
) -> Result<Vec<Made>> {
    let product = execute(workspace, run)?;
    let kept = Kept::of(folder);
    let mut all = Vec::new();
    for &kind in kinds {
        match kind {
            Kind::Outputs => {
                let path = kept.output(&run.name);
                all.push(Made { kind, path, text: product.output.clone() });
            }
            Kind::Figures => {
                for name in &run.figures {
                    let text = written(run, &product, &format!("{name}.svg"))?;
                    all.push(Made { kind, path: kept.figure(name), text });
                }
            }
            Kind::Results if product.folder.path().join("results.toml").exists() => {
                let text = written(run, &product, "results.toml")?;
                let text = format!("{}{text}", provenance(run, machine));
                all.push(Made { kind, path: kept.results(&run.name), text });
            }
            Kind::Results => {}
        }
    }
    Ok(all)
}

/// A file that the run wrote.
fn written(run: &Run, product: &Product, name: &str) -> Result<String> {
    let path = product.folder.path().join(name);
    if !path.exists() {
        let names = sources::files(product.folder.path());
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
