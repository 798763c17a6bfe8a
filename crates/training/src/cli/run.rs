//! One run of a program, from its folder of results to its last epoch.

use crate::cli::{Interrupt, Options, OutputDir, ProgressBar, say};
use crate::{FitOutcome, TrainState, Trainer, checkpoint, checkpoint::RunConfig};
use anyhow::{Result, bail, ensure};
use data::Dataset;
use losses::Loss;
use nn::{Forward, Module};
use numeric::Float;
use optimizers::Optimizer;
use std::borrow::Borrow;
use std::ffi::OsString;

/// The name of the file with which a run goes on.
const CHECKPOINT: &str = "checkpoint.safetensors";

/// One run of a program.
#[derive(Debug)]
pub struct Run {
    /// The folder of results.
    pub results: OutputDir,
    command: &'static str,
    resume: bool,
    overwrite: bool,
    identity: RunConfig,
    interrupt: Interrupt,
}

impl Run {
    /// Begins a run: makes the folder of results and listens for Ctrl-C.
    ///
    /// `command` is what the reader types to start the program, up to its options; `program` as for
    /// [`OutputDir::new`]; `more` are the program's own options that decide its numbers, and the data's
    /// name.
    ///
    /// # Errors
    /// If the folder cannot be written to, or if there is no run to resume.
    pub fn start(
        command: &'static str,
        program: &str,
        options: &Options,
        more: &[(&str, String)],
    ) -> Result<Run> {
        let results = OutputDir::new(options.out.as_deref(), program)?;
        let file = results.path(CHECKPOINT);
        if options.resume && !file.is_file() {
            bail!("there is no run to resume: {} does not exist", file.display());
        }
        let mut identity = RunConfig::from([
            ("batch-size".into(), options.batch_size.to_string()),
            ("learning-rate".into(), options.learning_rate().to_string()),
            ("optimizer".into(), format!("{:?}", options.optimizer).to_lowercase()),
            ("seed".into(), options.seed.to_string()),
        ]);
        identity.extend(more.iter().map(|(name, value)| (name.to_string(), value.clone())));
        let interrupt = Interrupt::listen()?;
        let Options { resume, overwrite, .. } = *options;
        Ok(Run { results, command, resume, overwrite, identity, interrupt })
    }

    /// Trains, showing progress, with a checkpoint after every epoch; with early stopping, `model` is
    /// the best one in the end, as after [`Trainer::fit`]. After Ctrl-C the step under way is
    /// finished, a checkpoint saved, and the program ended.
    ///
    /// # Errors
    /// If a run cannot be resumed or has gone further than asked for, if it would write over one that
    /// was interrupted, or if no checkpoint can be saved when Ctrl-C asks for one.
    pub fn fit<T, M, L, O, D>(
        &self,
        model: &mut M,
        trainer: &mut Trainer<T, L, O>,
        train: &D,
        test: &D,
    ) -> Result<()>
    where
        T: Float,
        M: Module<T> + Forward<T>,
        L: Loss<T>,
        O: Optimizer<T>,
        D: Dataset<T>,
        D::Targets: Borrow<L::Target>,
    {
        let (file, epochs) = (self.results.path(CHECKPOINT), trainer.config.epochs);
        if !self.resume && !self.overwrite && checkpoint::is_unfinished::<T>(&file) {
            bail!(
                "a run was interrupted here, and {} is its checkpoint: go on with it by --resume, name \
                 another folder with --out, or give it up with --overwrite",
                file.display()
            );
        }
        if self.resume {
            let steps = trainer.steps_per_epoch(train.len());
            checkpoint::resume(&file, &self.identity, steps, model, trainer)?;
            let TrainState { history, step_in_epoch: step, .. } = &trainer.state;
            let begun = history.epochs.len() + usize::from(*step > 0);
            ensure!(
                begun <= epochs,
                "this run is in epoch {begun} already: give --epochs {begun} or more"
            );
            say(format_args!("Going on {}.", progress_text(&trainer.state)));
        }
        let mut bar = ProgressBar::new(epochs, self.interrupt.clone());
        while trainer.state.history.epochs.len() < epochs {
            let next = trainer.state.history.epochs.len() + 1;
            let outcome = trainer.fit_to_epoch(next, model, train, test, &mut bar);
            let saved = checkpoint::save(&file, &self.identity, model, trainer);
            let more = trainer.state.history.epochs.len() < epochs;
            if outcome == FitOutcome::Stopped || more && self.interrupt.is_requested() {
                saved?;
                say(format_args!("Stopped {}. To go on:", progress_text(&trainer.state)));
                say(format_args!("  {}", self.resume_command()));
                self.interrupt.exit();
            }
            if let Err(error) = saved {
                // What was learnt is still in memory: a full disk must not end the run.
                eprintln!("warning: {error}; training goes on without a checkpoint");
            }
            if outcome == FitOutcome::StoppedEarly {
                bar.finish();
                break;
            }
        }
        // The checkpoint keeps the last epoch's model, so that more epochs can follow it.
        trainer.restore_best(model);
        Ok(())
    }

    /// What the reader types to go on: this program's own options, and `--resume`; and where the data
    /// are, if only the environment says so.
    fn resume_command(&self) -> String {
        let text = |argument: OsString| argument.to_string_lossy().into_owned();
        let given: Vec<String> = std::env::args_os().skip(1).map(text).collect();
        let named = given.iter().any(|argument| argument.starts_with("--data"));
        let folder = std::env::var_os("GRADUS_DATA").filter(|value| !value.is_empty() && !named);
        let data = folder.map(|value| format!("GRADUS_DATA={} ", shell_quote(&text(value))));
        let of_start =
            |argument: &&String| ["--resume", "--overwrite"].contains(&argument.as_str());
        let given = given.iter().filter(|argument| !of_start(argument));
        let given: String = given.map(|argument| shell_quote(argument) + " ").collect();
        format!("{}{} -- {given}--resume", data.unwrap_or_default(), self.command)
    }
}

/// `after epoch 3 and 120 steps`
fn progress_text(progress: &TrainState) -> String {
    format!("after epoch {} and {} steps", progress.history.epochs.len(), progress.step_in_epoch)
}

/// An argument as a shell takes it.
fn shell_quote(argument: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=:,".contains(c);
    if !argument.is_empty() && argument.chars().all(plain) {
        return argument.into();
    }
    format!("'{}'", argument.replace('\'', r"'\''"))
}
