//! Saving a run so that it can go on.

use crate::{Progress, Trainer};
use losses::Loss;
use nn::Module;
use nn::checkpoint::{Archive, CheckpointError};
use numeric::Float;
use optimizers::Optimizer;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tensor::Tensor;

/// What decides a run's numbers, by the option's name. A run can only go on with the same.
pub type Identity = BTreeMap<String, String>;

/// Why a run cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum ResumeError {
    /// The file cannot be used.
    #[error(transparent)]
    File(#[from] CheckpointError),
    /// The file holds tensors, but not of a run.
    #[error("{}: this file holds no run to go on with ({reason}): start again without --resume", file.display())]
    NoRun {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The run was begun with other options.
    #[error(
        "{}: this run was begun with --{option} {saved}, but now it is {given}: give the same \
         options, or start again without --resume",
        file.display()
    )]
    Different {
        /// The file.
        file: PathBuf,
        /// The option's name.
        option: String,
        /// Its value then.
        saved: String,
        /// Its value now.
        given: String,
    },
}

/// What the file says beside its tensors.
#[derive(Serialize, Deserialize)]
struct Note {
    identity: Identity,
    progress: Progress,
    optimizer_steps: u64,
}

/// Saves a run: the model's tensors as `model.NAME`, the optimizer's as `optimizer.SLOT.NAME`, and
/// how far training has come.
///
/// # Errors
/// If the file cannot be written; one that was there before is then still whole.
pub fn save<T: Float, L: Loss<T>, O: Optimizer<T>>(
    file: &Path,
    identity: &Identity,
    model: &impl Module<T>,
    trainer: &Trainer<T, L, O>,
) -> Result<(), CheckpointError> {
    let mut archive = Archive::default();
    archive.insert_model("model.", model);
    let state = trainer.optimizer.state();
    for (name, tensors) in &state.tensors {
        for (slot, tensor) in trainer.optimizer.slots().iter().zip(tensors) {
            archive.tensors.insert(format!("optimizer.{slot}.{name}"), tensor.clone());
        }
    }
    let (identity, progress) = (identity.clone(), trainer.progress.clone());
    let note = Note { identity, progress, optimizer_steps: state.steps };
    archive.note = Some(serde_json::to_string(&note).expect("text and numbers can be written"));
    archive.write(file)
}

/// Takes up a run where [`save`] left it. If anything does not fit, nothing is changed.
///
/// # Errors
/// If the file cannot be read or is damaged, or if the run was begun with other options.
pub fn resume<T: Float, L: Loss<T>, O: Optimizer<T>>(
    file: &Path,
    identity: &Identity,
    model: &mut impl Module<T>,
    trainer: &mut Trainer<T, L, O>,
) -> Result<(), ResumeError> {
    let archive = Archive::read(file)?;
    let note = read_note(&archive, file)?;
    compare(&note.identity, identity, file)?;
    let moments = read_moments(&archive, model, trainer.optimizer.slots(), note.optimizer_steps)?;
    archive.restore_model("model.", model)?;
    let state = trainer.optimizer.state_mut();
    (state.steps, state.tensors) = (note.optimizer_steps, moments);
    trainer.progress = note.progress;
    Ok(())
}

fn read_note<T: Float>(archive: &Archive<T>, file: &Path) -> Result<Note, ResumeError> {
    let no_run = |reason: String| ResumeError::NoRun { file: file.into(), reason };
    let note = archive.note.as_ref().ok_or_else(|| no_run("it has no note of a run".into()))?;
    serde_json::from_str(note).map_err(|error| no_run(error.to_string()))
}

fn compare(saved: &Identity, given: &Identity, file: &Path) -> Result<(), ResumeError> {
    let none = String::from("not given");
    for option in saved.keys().chain(given.keys()) {
        let (saved, given) =
            (saved.get(option).unwrap_or(&none), given.get(option).unwrap_or(&none));
        if saved != given {
            let (file, option) = (file.into(), option.clone());
            let (saved, given) = (saved.clone(), given.clone());
            return Err(ResumeError::Different { file, option, saved, given });
        }
    }
    Ok(())
}

/// The optimizer's tensors of every parameter, which must be there once a step has been made.
fn read_moments<T: Float>(
    archive: &Archive<T>,
    model: &impl Module<T>,
    slots: &[&str],
    steps: u64,
) -> Result<BTreeMap<String, Vec<Tensor<T>>>, CheckpointError> {
    let mut moments = BTreeMap::new();
    if steps == 0 || slots.is_empty() {
        return Ok(moments);
    }
    for (name, shape) in nn::parameter_shapes(model) {
        let tensors: Result<Vec<_>, _> = slots
            .iter()
            .map(|slot| archive.get(&format!("optimizer.{slot}.{name}"), shape).cloned())
            .collect();
        moments.insert(name, tensors?);
    }
    Ok(moments)
}
