//! Saving a run so that it can go on.

use crate::{TrainState, Trainer};
use losses::Loss;
use nn::Module;
use nn::checkpoint::{CheckpointError, CheckpointErrorKind, StateDict};
use numeric::Float;
use optimizers::Optimizer;
use regularization::EarlyStopping;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use tensor::Tensor;

/// What decides a run's numbers, by the option's name. A run can only go on with the same.
pub type RunConfig = BTreeMap<String, String>;

/// Why a run cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum ResumeError {
    /// The file cannot be used.
    #[error(transparent)]
    File(#[from] CheckpointError),
    /// The file holds tensors, but not of a run.
    #[error("{}: this file holds no run to go on with ({reason}): start again without --resume", file.display())]
    NotACheckpoint {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The run was begun with other options.
    #[error(
        "{}: this run was begun with other options: {option} was {saved}, now it is {given}. Give the \
         same again, or start again without --resume",
        file.display()
    )]
    ConfigMismatch {
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
struct Metadata {
    identity: RunConfig,
    progress: TrainState,
    optimizer_steps: u64,
    /// The parameters of which the optimizer remembers something.
    changed: BTreeSet<String>,
    /// Whether samples that make no whole batch are left out.
    #[serde(default)]
    drop_last: bool,
    /// How early stopping stands, if it is used.
    #[serde(default)]
    early_stopping: Option<EarlyStoppingState>,
    /// Whether training had come to its end.
    #[serde(default)]
    finished: bool,
}

/// How early stopping stands; the best model's tensors are kept beside it.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct EarlyStoppingState {
    #[serde(with = "crate::number")]
    best: f64,
    waited: usize,
}

impl Metadata {
    /// Whether the counts agree with each other, as they do unless the file was tampered with.
    fn check(&self, steps: usize) -> Result<(), String> {
        let TrainState { history, step_in_epoch: step, .. } = &self.progress;
        let in_order = history.epochs.iter().zip(1..).all(|(epoch, number)| epoch.epoch == number);
        let done = history.epochs.len() as u64 * steps as u64 + *step as u64;
        if in_order && *step < steps && self.optimizer_steps == done {
            return Ok(());
        }
        let (epochs, made) = (history.epochs.len(), self.optimizer_steps);
        Err(format!("{epochs} epochs of {steps} steps and {step} more are not {made} steps"))
    }
}

/// Saves a run: the model's tensors as `model.NAME`, the optimizer's as `optimizer.SLOT.NAME`, those of
/// early stopping's best model as `best.NAME`, and how far training has come. A schedule's rate and
/// dropout's random numbers depend on the settings and on the steps done, so they need nothing more.
///
/// # Errors
/// If the file cannot be written; one that was there before is then still whole.
pub fn save<T: Float, L: Loss<T>, O: Optimizer<T>>(
    file: &Path,
    identity: &RunConfig,
    model: &impl Module<T>,
    trainer: &Trainer<T, L, O>,
) -> Result<(), CheckpointError> {
    let mut archive = StateDict::default();
    archive.add_module("model.", model);
    let state = &trainer.optimizer.common().state;
    for (name, tensors) in &state.tensors {
        for (slot, tensor) in trainer.optimizer.state_keys().iter().zip(tensors) {
            archive.tensors.insert(format!("optimizer.{slot}.{name}"), tensor.clone());
        }
    }
    let early_stopping = trainer.early_stopping.as_ref().map(|stopping| {
        for (name, tensor) in &stopping.best_weights {
            archive.tensors.insert(format!("{BEST_PREFIX}{name}"), tensor.clone());
        }
        EarlyStoppingState { best: stopping.best, waited: stopping.wait }
    });
    let (identity, progress) = (identity.clone(), trainer.state.clone());
    let changed = state.tensors.keys().cloned().collect();
    let optimizer_steps = state.steps;
    let drop_last = trainer.drop_last;
    let stopped = trainer.early_stopping.as_ref().is_some_and(EarlyStopping::should_stop);
    let finished = stopped || progress.history.epochs.len() >= trainer.config.epochs;
    let note = Metadata {
        identity,
        progress,
        optimizer_steps,
        changed,
        drop_last,
        early_stopping,
        finished,
    };
    archive.metadata = Some(serde_json::to_string(&note).expect("text and numbers can be written"));
    archive.write(file)
}

/// Whether the file holds a run that was interrupted: one that [`save`] saved before its last epoch.
/// `false` also if there is no file, or none that [`resume`] could use.
pub fn is_unfinished<T: Float>(file: &Path) -> bool {
    let note =
        StateDict::<T>::read(file).ok().and_then(|archive| read_metadata(&archive, file).ok());
    note.is_some_and(|note| !note.finished)
}

/// Takes up a run where [`save`] left it. If anything is missing or does not fit, nothing is changed.
/// `steps` is the number of steps in an epoch, [`Trainer::steps`].
///
/// # Errors
/// If the file cannot be read or is damaged, or if the run was begun with other options.
pub fn resume<T: Float, L: Loss<T>, O: Optimizer<T>>(
    file: &Path,
    identity: &RunConfig,
    steps: usize,
    model: &mut impl Module<T>,
    trainer: &mut Trainer<T, L, O>,
) -> Result<(), ResumeError> {
    let archive = StateDict::read(file).map_err(|error| match error.kind {
        CheckpointErrorKind::Corrupt { reason } => ResumeError::NotACheckpoint {
            file: error.file,
            reason: format!("it is damaged: {reason}"),
        },
        _ => error.into(),
    })?;
    let note = read_metadata(&archive, file)?;
    check_same_config(&note.identity, identity, file)?;
    check_same_config(
        &flag("drop_last", note.drop_last),
        &flag("drop_last", trainer.drop_last),
        file,
    )?;
    note.check(steps)
        .map_err(|reason| ResumeError::NotACheckpoint { file: file.into(), reason })?;
    let slots = trainer.optimizer.state_keys();
    let moments = read_optimizer_state(&archive, model, slots, &note.changed)?;
    let (asked, saved) = (trainer.early_stopping.is_some(), note.early_stopping.is_some());
    check_same_config(&flag("early stopping", saved), &flag("early stopping", asked), file)?;
    let best = read_best_weights(&archive, model)?;
    archive.load_into("model.", model)?;
    if let (Some(stopping), Some(note)) = (&mut trainer.early_stopping, note.early_stopping) {
        (stopping.best, stopping.wait, stopping.best_weights) = (note.best, note.waited, best);
    }
    let state = &mut trainer.optimizer.common_mut().state;
    (state.steps, state.tensors) = (note.optimizer_steps, moments);
    trainer.state = note.progress;
    Ok(())
}

/// Where the tensors of early stopping's best model are.
const BEST_PREFIX: &str = "best.";

/// Something that a program switches on or off, as an option of the run.
fn flag(what: &str, used: bool) -> RunConfig {
    RunConfig::from([(what.into(), if used { "used" } else { "not used" }.into())])
}

/// The best model's tensors: all of the model's, or none.
fn read_best_weights<T: Float>(
    archive: &StateDict<T>,
    model: &impl Module<T>,
) -> Result<BTreeMap<String, Tensor<T>>, CheckpointError> {
    if !archive.tensors.keys().any(|name| name.starts_with(BEST_PREFIX)) {
        return Ok(BTreeMap::new());
    }
    let best = |(name, tensor): (String, &Tensor<T>)| {
        let best = archive.get(&format!("{BEST_PREFIX}{name}"), tensor.shape())?.clone();
        Ok((name, best))
    };
    nn::state_dict(model).into_iter().map(best).collect()
}

fn read_metadata<T: Float>(archive: &StateDict<T>, file: &Path) -> Result<Metadata, ResumeError> {
    let no_run = |reason: String| ResumeError::NotACheckpoint { file: file.into(), reason };
    let note = archive.metadata.as_ref().ok_or_else(|| no_run("it has no note of a run".into()))?;
    serde_json::from_str(note).map_err(|error| no_run(error.to_string()))
}

fn check_same_config(saved: &RunConfig, given: &RunConfig, file: &Path) -> Result<(), ResumeError> {
    let none = String::from("not given");
    for option in saved.keys().chain(given.keys()) {
        let (saved, given) =
            (saved.get(option).unwrap_or(&none), given.get(option).unwrap_or(&none));
        if saved != given {
            let (file, option) = (file.into(), option.clone());
            let (saved, given) = (saved.clone(), given.clone());
            return Err(ResumeError::ConfigMismatch { file, option, saved, given });
        }
    }
    Ok(())
}

/// The optimizer's tensors of every parameter that it has changed so far.
fn read_optimizer_state<T: Float>(
    archive: &StateDict<T>,
    model: &impl Module<T>,
    slots: &[&str],
    changed: &BTreeSet<String>,
) -> Result<BTreeMap<String, Vec<Tensor<T>>>, CheckpointError> {
    let mut moments = BTreeMap::new();
    for (name, shape) in nn::named_parameter_shapes(model) {
        if !changed.contains(&name) {
            continue;
        }
        let tensors: Result<Vec<_>, _> = slots
            .iter()
            .map(|slot| archive.get(&format!("optimizer.{slot}.{name}"), shape).cloned())
            .collect();
        moments.insert(name, tensors?);
    }
    Ok(moments)
}
