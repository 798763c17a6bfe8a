//! A program's training run, from its folder of results to its last epoch.

use crate::cli::{Interrupt, Options, OutputDir, ProgressBar, say};
use crate::{
    FitOutcome, SupervisedDataset, TrainState, Trainer, checkpoint, checkpoint::RunConfig,
};
use anyhow::{Result, bail, ensure};
use losses::Loss;
use nn::{Forward, Module};
use numeric::Float;
use optimizers::Optimizer;
use std::ffi::OsString;
use tensor::Device;

/// The name of the file from which a run resumes.
const CHECKPOINT: &str = "checkpoint.safetensors";

/// A program's training run, which saves checkpoints and can be resumed.
///
/// ```
/// use clap::Parser;
/// use losses::CrossEntropy;
/// use nn::{Dense, Flatten, sequential};
/// use optimizers::Adam;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use training::{Trainer, accuracy, cli};
///
/// #[derive(Parser)]
/// struct Program {
///     #[command(flatten)]
///     training: cli::Options,
/// }
///
/// let out = tempfile::tempdir()?;
/// let arguments = ["program", "--quick", "--out", out.path().to_str().unwrap()];
/// let options = Program::parse_from(arguments).training;
/// let digits = cli::load_digits(false, None, options.quick)?;
/// let mut model = sequential![Flatten, Dense::linear(64, 10, &mut ChaCha8Rng::seed_from_u64(1))];
/// let mut trainer = Trainer::new(CrossEntropy, Adam::<f32>::default(), accuracy);
/// trainer.config.epochs = 1;
///
/// let run = cli::Run::start("cargo run -p program", "ch00/program", &options, &[])?;
/// run.fit(&mut model, &mut trainer, &digits.train, &digits.test)?;    // prints a line for the epoch
/// assert!(run.results.path("checkpoint.safetensors").is_file());
/// # Ok::<(), anyhow::Error>(())
/// ```
#[derive(Debug)]
pub struct Run {
    /// The folder of results.
    pub results: OutputDir,
    command: &'static str,
    device: Device,
    eager: bool,
    resume: bool,
    overwrite: bool,
    config: RunConfig,
    interrupt: Interrupt,
}

impl Run {
    /// Starts a run: makes the folder of results and listens for Ctrl-C.
    ///
    /// `command` is what the reader types to start the program, up to its options; `program` as for
    /// [`OutputDir::new`]; `more` are the program's own options that determine its numbers, and the
    /// fingerprint of the data.
    ///
    /// ```
    /// # use clap::Parser;
    /// # #[derive(Parser)]
    /// # struct Program {
    /// #     #[command(flatten)]
    /// #     training: training::cli::Options,
    /// # }
    /// let out = tempfile::tempdir()?;
    /// let arguments = ["program", "--resume", "--out", out.path().to_str().unwrap()];
    /// let options = Program::parse_from(arguments).training;
    /// let run = training::cli::Run::start("cargo run -p program", "ch00/program", &options, &[]);
    /// assert!(run.unwrap_err().to_string().starts_with("there is no run to resume"));
    /// # Ok::<(), anyhow::Error>(())
    /// ```
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
        let mut config = RunConfig::from([
            ("batch-size".into(), options.batch_size.to_string()),
            ("learning-rate".into(), options.learning_rate().to_string()),
            ("optimizer".into(), format!("{:?}", options.optimizer).to_lowercase()),
            ("seed".into(), options.seed.to_string()),
        ]);
        config.extend(more.iter().map(|(name, value)| (name.to_string(), value.clone())));
        let interrupt = Interrupt::listen()?;
        let Options { eager, resume, overwrite, ref device, .. } = *options;
        let device = device.clone();
        Ok(Run { results, command, device, eager, resume, overwrite, config, interrupt })
    }

    /// Trains as [`Trainer::fit`] does, showing progress, with a checkpoint after every epoch; on the
    /// device asked for, from where the model comes back to the CPU. After
    /// Ctrl-C the current step is finished, a checkpoint saved, and the program ended.
    ///
    /// ```
    /// # use clap::Parser;
    /// # use nn::{Dense, Flatten, sequential};
    /// # use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// # use training::{Trainer, accuracy, cli};
    /// # #[derive(Parser)]
    /// # struct Program {
    /// #     #[command(flatten)]
    /// #     training: cli::Options,
    /// # }
    /// let out = tempfile::tempdir()?;
    /// let arguments = ["program", "--out", out.path().to_str().unwrap()];
    /// let options = Program::parse_from(arguments).training;
    /// let run = cli::Run::start("cargo run -p program", "ch00/program", &options, &[])?;
    /// let digits = data::digits();
    /// let mut model = sequential![Flatten, Dense::linear(64, 10, &mut ChaCha8Rng::seed_from_u64(1))];
    /// let mut trainer = Trainer::new(losses::CrossEntropy, options.optimizer::<f32>(), accuracy);
    /// trainer.config.epochs = 2;
    /// run.fit(&mut model, &mut trainer, &digits.train, &digits.test)?;
    /// assert_eq!(trainer.state.history.epochs.len(), 2);
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a run cannot be resumed or has more epochs than asked for, if it would overwrite one that was
    /// interrupted, or if no checkpoint can be saved when Ctrl-C asks for one. If the last epoch's
    /// cannot be saved, the program still has its results to write, and the error comes from
    /// [`OutputDir::finish`].
    ///
    /// # Panics
    /// If the data do not fit the model or the loss.
    #[track_caller]
    pub fn fit<T, M, L, O, D>(
        &self,
        model: &mut M,
        trainer: &mut Trainer<T, L, O>,
        train: &D,
        validation: &D,
    ) -> Result<()>
    where
        T: Float,
        M: Module<T> + Forward<T>,
        L: Loss<T>,
        O: Optimizer<T>,
        D: SupervisedDataset<T, L>,
    {
        let (file, epochs) = (self.results.path(CHECKPOINT), trainer.config.epochs);
        if !self.resume && !self.overwrite && checkpoint::is_unfinished::<T>(&file) {
            bail!(
                "a run was interrupted here, and {} is its checkpoint: go on with it by --resume, name \
                 another folder with --out, or give it up with --overwrite",
                file.display()
            );
        }
        nn::to_device(model, &self.device);
        trainer.capture &= !self.eager;
        if self.resume {
            let steps = trainer.config.steps_per_epoch(train.len());
            checkpoint::resume(&file, &self.config, steps, model, trainer)?;
            let TrainState { history, step_in_epoch: step, .. } = &trainer.state;
            let started = history.epochs.len() + usize::from(*step > 0);
            ensure!(
                started <= epochs,
                "this run is in epoch {started} already: give --epochs {started} or more"
            );
            say(format_args!("Going on {}.", progress_text(&trainer.state)));
        }
        let mut is_saved = true;
        let mut bar = ProgressBar::new(epochs, self.interrupt.clone());
        while trainer.state.history.epochs.len() < epochs {
            let next = trainer.state.history.epochs.len() + 1;
            let outcome = trainer.fit_to_epoch(next, model, train, validation, &mut bar);
            let saved = checkpoint::save(&file, &self.config, model, trainer);
            let more = trainer.state.history.epochs.len() < epochs;
            if outcome == FitOutcome::Stopped || more && self.interrupt.is_requested() {
                saved?;
                say(format_args!("Stopped {}. To go on:", progress_text(&trainer.state)));
                say(format_args!("  {}", self.resume_command()));
                self.interrupt.exit();
            }
            is_saved = saved.is_ok();
            if let Err(error) = saved {
                // The weights are still in memory: a full disk must not end the run.
                eprintln!("warning: {error}; training goes on without a checkpoint");
            }
            if outcome == FitOutcome::StoppedEarly {
                bar.finish();
                break;
            }
        }
        if !is_saved {
            self.results.note_failure(CHECKPOINT);
        }
        // The checkpoint keeps the last epoch's weights, so that more epochs can follow.
        trainer.restore_best(model);
        nn::to_device(model, &Device::Cpu);
        Ok(())
    }

    /// The command that resumes the run: the options as given, and `--resume`; and the folder of the
    /// data, if only the environment names it.
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
fn progress_text(state: &TrainState) -> String {
    format!("after epoch {} and {} steps", state.history.epochs.len(), state.step_in_epoch)
}

/// An argument quoted for a shell.
fn shell_quote(argument: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=:,".contains(c);
    if !argument.is_empty() && argument.chars().all(plain) {
        return argument.into();
    }
    format!("'{}'", argument.replace('\'', r"'\''"))
}
