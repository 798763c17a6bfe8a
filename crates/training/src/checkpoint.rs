//! Checkpoints of a training run, from which it resumes to the same bits.
//!
//! ```
//! use losses::CrossEntropy;
//! use nn::{Dense, Flatten, sequential};
//! use optimizers::Adam;
//! use rand::{SeedableRng, rngs::ChaCha8Rng};
//! use training::checkpoint::{RunConfig, is_unfinished, resume, save};
//! use training::{Trainer, accuracy};
//!
//! let digits = data::digits();
//! let model = |seed| {
//!     sequential![Flatten, Dense::linear(64, 10, &mut ChaCha8Rng::seed_from_u64(seed))]
//! };
//! let trainer = || Trainer::new(CrossEntropy, Adam::<f32>::default(), accuracy);
//! let folder = tempfile::tempdir()?;
//! let file = folder.path().join("checkpoint.safetensors");
//! let config = RunConfig::from([("seed".into(), "1".into())]);
//!
//! let (mut first, mut before) = (model(1), trainer());
//! before.config.epochs = 1;
//! before.fit(&mut first, &digits.train, &digits.test, &mut ());
//! before.config.epochs = 2;
//! save(&file, &config, &first, &before)?;
//! assert!(is_unfinished::<f32>(&file));                      // one epoch of two is done
//!
//! let (mut second, mut after) = (model(2), trainer());
//! let steps = after.config.steps_per_epoch(digits.train.len());
//! resume(&file, &config, steps, &mut second, &mut after)?;
//! assert_eq!(after.state, before.state);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod metadata;

pub use error::{ResumeError, RunConfig};

use crate::Trainer;
use losses::Loss;
use metadata::{EarlyStoppingState, Metadata};
use nn::Module;
use nn::checkpoint::{CheckpointError, CheckpointErrorKind, StateDict};
use numeric::Float;
use optimizers::Optimizer;
use regularization::EarlyStopping;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tensor::Tensor;

/// Saves a run: the model's tensors as `model.NAME`, the optimizer state as `optimizer.KEY.NAME`, the
/// best weights of early stopping as `best.NAME`, the averaged weights as `ema.NAME`, and the training state. A schedule's learning rate
/// and the dropout masks are functions of the configuration and the step, so they need no more.
///
/// ```
/// # use losses::CrossEntropy;
/// # use nn::{Flatten, sequential};
/// # use optimizers::Sgd;
/// # use training::checkpoint::{RunConfig, resume, save};
/// # use training::{Trainer, accuracy};
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("checkpoint.safetensors");
/// let mut model = sequential![Flatten];
/// let mut trainer = Trainer::new(CrossEntropy, Sgd::<f32>::default(), accuracy);
/// save(&file, &RunConfig::new(), &model, &trainer)?;
/// assert!(file.is_file());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the file cannot be written; one that was there before is then still intact.
pub fn save<T: Float, L: Loss<T>, O: Optimizer<T>>(
    file: &Path,
    config: &RunConfig,
    model: &impl Module<T>,
    trainer: &Trainer<T, L, O>,
) -> Result<(), CheckpointError> {
    let mut state_dict = StateDict::default();
    state_dict.add_module("model.", model);
    if let Some(ema) = &trainer.ema {
        state_dict.add_module(EMA_PREFIX, ema);
    }
    let optimizer = &trainer.optimizer.common().state;
    for (name, tensors) in &optimizer.tensors {
        let Some(first) = tensors.first() else { continue };
        let keys = trainer.optimizer.state_keys_for(name, first.shape());
        for (key, tensor) in keys.iter().zip(tensors) {
            state_dict.tensors.insert(format!("optimizer.{key}.{name}"), tensor.clone());
        }
    }
    let early_stopping = trainer.early_stopping.as_ref().map(|stopping| {
        for (name, tensor) in &stopping.best_weights {
            state_dict.tensors.insert(format!("{BEST_PREFIX}{name}"), tensor.clone());
        }
        EarlyStoppingState { best: stopping.best, wait: stopping.wait }
    });
    let stopped = trainer.early_stopping.as_ref().is_some_and(EarlyStopping::should_stop);
    let finished = stopped || trainer.state.history.epochs.len() >= trainer.config.epochs;
    let metadata = Metadata {
        config: config.clone(),
        train_state: trainer.state.clone(),
        optimizer_steps: optimizer.steps,
        updated: optimizer.tensors.keys().cloned().collect(),
        drop_last: trainer.config.drop_last,
        early_stopping,
        finished,
    };
    state_dict.metadata =
        Some(serde_json::to_string(&metadata).expect("text and numbers can be written"));
    state_dict.write(file)
}

/// Whether the file is the checkpoint of an interrupted run: one that [`save`] wrote before the last
/// epoch. `false` also if there is no file, or none that [`resume`] could use.
///
/// ```
/// assert!(!training::checkpoint::is_unfinished::<f32>("no/such/file".as_ref()));
/// ```
pub fn is_unfinished<T: Float>(file: &Path) -> bool {
    let metadata = StateDict::<T>::read(file)
        .ok()
        .and_then(|state_dict| read_metadata(&state_dict, file).ok());
    metadata.is_some_and(|metadata| !metadata.finished)
}

/// Resumes a run where [`save`] left it. If anything is missing or does not fit, nothing is changed.
/// `steps` is the number of steps in an epoch,
/// [`FitConfig::steps_per_epoch`](crate::FitConfig::steps_per_epoch).
///
/// ```
/// # use losses::CrossEntropy;
/// # use nn::{Flatten, sequential};
/// # use optimizers::Sgd;
/// # use training::checkpoint::{RunConfig, resume, save};
/// # use training::{Trainer, accuracy};
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("checkpoint.safetensors");
/// let mut model = sequential![Flatten];
/// let mut trainer = Trainer::new(CrossEntropy, Sgd::<f32>::default(), accuracy);
/// save(&file, &RunConfig::new(), &model, &trainer)?;
/// resume(&file, &RunConfig::new(), 45, &mut model, &mut trainer)?;
///
/// let other = RunConfig::from([("seed".into(), "2".into())]);
/// let error = resume(&file, &other, 45, &mut model, &mut trainer).unwrap_err();
/// assert!(error.to_string().contains("seed was not given, now it is 2"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If the file cannot be read or is damaged, or if the run was started with other options.
pub fn resume<T: Float, L: Loss<T>, O: Optimizer<T>>(
    file: &Path,
    config: &RunConfig,
    steps: usize,
    model: &mut impl Module<T>,
    trainer: &mut Trainer<T, L, O>,
) -> Result<(), ResumeError> {
    let state_dict = StateDict::read(file).map_err(|error| match error.kind {
        CheckpointErrorKind::Corrupt { reason } => ResumeError::NotACheckpoint {
            file: error.file,
            reason: format!("it is damaged: {reason}"),
        },
        _ => error.into(),
    })?;
    let metadata = read_metadata(&state_dict, file)?;
    check_same_config(&metadata.config, config, file)?;
    check_same_config(
        &flag("drop_last", metadata.drop_last),
        &flag("drop_last", trainer.config.drop_last),
        file,
    )?;
    metadata
        .check(steps)
        .map_err(|reason| ResumeError::NotACheckpoint { file: file.into(), reason })?;
    let optimizer = &trainer.optimizer;
    let optimizer_state = read_optimizer_state(&state_dict, model, optimizer, &metadata.updated)?;
    let (asked, saved) = (trainer.early_stopping.is_some(), metadata.early_stopping.is_some());
    check_same_config(&flag("early stopping", saved), &flag("early stopping", asked), file)?;
    let best = read_best_weights(&state_dict, model)?;
    let saved = state_dict.tensors.keys().any(|name| name.starts_with(EMA_PREFIX));
    check_same_config(&flag("ema", saved), &flag("ema", trainer.ema.is_some()), file)?;
    let mut ema = trainer.ema.clone();
    if let Some(ema) = &mut ema {
        state_dict.load_into(EMA_PREFIX, ema)?;
    }
    state_dict.load_into("model.", model)?;
    trainer.ema = ema;
    if let (Some(stopping), Some(metadata)) = (&mut trainer.early_stopping, metadata.early_stopping)
    {
        (stopping.best, stopping.wait, stopping.best_weights) =
            (metadata.best, metadata.wait, best);
    }
    let state = &mut trainer.optimizer.common_mut().state;
    (state.steps, state.tensors) = (metadata.optimizer_steps, optimizer_state);
    trainer.state = metadata.train_state;
    Ok(())
}

/// What the names of early stopping's best weights begin with.
const BEST_PREFIX: &str = "best.";

/// What the names of the averaged weights begin with.
const EMA_PREFIX: &str = "ema.";

/// A feature that a program uses or does not, as an option of the run.
fn flag(what: &str, used: bool) -> RunConfig {
    RunConfig::from([(what.into(), if used { "used" } else { "not used" }.into())])
}

/// The best weights: of all the model's tensors, or none.
fn read_best_weights<T: Float>(
    state_dict: &StateDict<T>,
    model: &impl Module<T>,
) -> Result<BTreeMap<String, Tensor<T>>, CheckpointError> {
    if !state_dict.tensors.keys().any(|name| name.starts_with(BEST_PREFIX)) {
        return Ok(BTreeMap::new());
    }
    let best = |(name, tensor): (String, &Tensor<T>)| {
        let best = state_dict.get(&format!("{BEST_PREFIX}{name}"), tensor.shape())?.clone();
        Ok((name, best))
    };
    nn::state_dict(model).into_iter().map(best).collect()
}

fn read_metadata<T: Float>(
    state_dict: &StateDict<T>,
    file: &Path,
) -> Result<Metadata, ResumeError> {
    let not_a_checkpoint =
        |reason: String| ResumeError::NotACheckpoint { file: file.into(), reason };
    let metadata = state_dict
        .metadata
        .as_ref()
        .ok_or_else(|| not_a_checkpoint("it has no note of a run".into()))?;
    serde_json::from_str(metadata).map_err(|error| not_a_checkpoint(error.to_string()))
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

/// The optimizer state of every parameter that has one.
fn read_optimizer_state<T: Float>(
    state_dict: &StateDict<T>,
    model: &impl Module<T>,
    optimizer: &impl Optimizer<T>,
    updated: &BTreeSet<String>,
) -> Result<BTreeMap<String, Vec<Tensor<T>>>, CheckpointError> {
    let mut optimizer_state = BTreeMap::new();
    for (name, shape) in nn::named_parameter_shapes(model) {
        if !updated.contains(&name) {
            continue;
        }
        let tensors: Result<Vec<_>, _> = optimizer
            .state_keys_for(&name, shape)
            .iter()
            .map(|key| state_dict.get(&format!("optimizer.{key}.{name}"), shape).cloned())
            .collect();
        optimizer_state.insert(name, tensors?);
    }
    Ok(optimizer_state)
}
