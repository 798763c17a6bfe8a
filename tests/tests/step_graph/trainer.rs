//! The trainer captures its step by itself.

use crate::support::{bits, gpu, tensor_bits};
use activations::Relu;
use data::{LabelledImages, Weighted};
use losses::CrossEntropy;
use nn::{Dense, Flatten, Sequential, sequential};
use normalization::BatchNorm;
use optimizers::schedule::CosineDecay;
use optimizers::{Adam, Ema, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use regularization::{Dropout, EarlyStopping};
use std::ops::ControlFlow;
use tensor::Device;
use training::checkpoint::{RunConfig, resume, save};
use training::{Callback, FitConfig, FitOutcome, TrainState, Trainer, accuracy};

type DigitTrainer = Trainer<f32, CrossEntropy, Adam>;

/// 44 digits: five batches of eight, and one of four.
fn digits() -> LabelledImages {
    data::digits().train.subset(&(0..44).collect::<Vec<u32>>())
}

fn model(device: &Device) -> Sequential {
    let rng = &mut ChaCha8Rng::seed_from_u64(3);
    let mut model = sequential![
        Flatten,
        Dropout::new(0.2),
        Dense::new(64, 12, Relu, rng),
        BatchNorm::new(12),
        Dense::linear(12, 10, rng),
    ];
    nn::to_device(&mut model, device);
    model
}

fn trainer(model: &Sequential, capture: bool) -> DigitTrainer {
    let mut trainer = Trainer::new(CrossEntropy, Adam::new(0.01), |y, t| accuracy(y, t));
    trainer.config = FitConfig { epochs: 3, batch_size: 8, seed: 5, drop_last: false };
    trainer.schedule = Some(Box::new(CosineDecay { initial: 0.01, final_lr: 0.0, steps: 18 }));
    trainer.ema = Some(Ema::new(model, 0.75));
    trainer.capture = capture;
    trainer
}

/// Everything that training has changed, and its history, but for the times.
fn outcome(model: &Sequential, trainer: &DigitTrainer) -> (Vec<u32>, Vec<[u64; 4]>) {
    let state = trainer.optimizer.common().state.tensors.values().flatten().flat_map(tensor_bits);
    let average = bits(trainer.ema.as_ref().expect("it has one"));
    let numbers = trainer.state.history.epochs.iter().map(|epoch| {
        let (train, validation) = (epoch.train, epoch.validation);
        [train.loss, train.metric, validation.loss, validation.metric].map(f64::to_bits)
    });
    (bits(model).into_iter().chain(state).chain(average).collect(), numbers.collect())
}

#[test]
fn an_epoch_with_a_smaller_last_batch_is_replayed_to_the_bit() {
    let Some((device, _)) = gpu() else { return };
    let [expected, found] = [false, true].map(|capture| {
        let mut model = model(&device);
        let mut trainer = trainer(&model, capture);
        trainer.fit(&mut model, &digits(), &digits(), &mut ());
        // Of 18 steps the first two are not replayed, nor are the last ones of three epochs.
        assert_eq!(trainer.graph().replays(), if capture { 13 } else { 0 });
        outcome(&model, &trainer)
    });
    assert_eq!(found.1, expected.1, "the history");
    assert!(found.0 == expected.0, "the bits differ");
}

#[test]
fn sample_weights_and_early_stopping() {
    let Some((device, _)) = gpu() else { return };
    let weights = (0..44).map(|i| f64::from(i % 3 + 1)).collect();
    let digits = Weighted { data: digits(), weights };
    let [expected, found] = [false, true].map(|capture| {
        let mut model = model(&device);
        let mut trainer = trainer(&model, capture);
        trainer.config.drop_last = true;
        let stopping = EarlyStopping { patience: 1, ..EarlyStopping::default() };
        trainer.early_stopping = Some(EarlyStopping { restore_best_weights: true, ..stopping });
        trainer.fit(&mut model, &digits, &digits, &mut ());
        assert!(!capture || trainer.graph().replays() >= 3, "{:?}", trainer.graph());
        outcome(&model, &trainer)
    });
    assert_eq!(found.1, expected.1, "the history");
    assert!(found.0 == expected.0, "the bits differ");
}

/// Stops after some steps, and sees the totals of each.
struct Watcher {
    steps: usize,
    totals: Vec<f64>,
    reads_totals: bool,
}

impl Callback for Watcher {
    fn reads_totals(&self) -> bool {
        self.reads_totals
    }

    fn on_step_end(&mut self, state: &TrainState, _: usize) -> ControlFlow<()> {
        self.totals.push(state.running_totals.loss);
        self.steps -= 1;
        if self.steps == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

#[test]
fn a_run_that_was_stopped_within_an_epoch_goes_on_to_the_same_bits() {
    let Some((device, _)) = gpu() else { return };
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (file, config) = (folder.path().join("checkpoint.safetensors"), RunConfig::new());
    let [expected, found] = [false, true].map(|is_interrupted| {
        let mut first = model(&device);
        let mut before = trainer(&first, true);
        if !is_interrupted {
            before.fit(&mut first, &digits(), &digits(), &mut ());
            return outcome(&first, &before);
        }
        let mut watcher = Watcher { steps: 10, totals: Vec::new(), reads_totals: false };
        let stopped = before.fit(&mut first, &digits(), &digits(), &mut watcher);
        assert_eq!((stopped, before.state.step_in_epoch), (FitOutcome::Stopped, 4));
        save(&file, &config, &first, &before).expect("it is saved");
        let mut second = model(&device);
        let mut after = trainer(&second, true);
        let steps = after.config.steps_per_epoch(44);
        resume(&file, &config, steps, &mut second, &mut after).expect("it is resumed");
        assert_eq!(after.state, before.state);
        after.fit(&mut second, &digits(), &digits(), &mut ());
        // Of eight steps: one warms up, the smaller one is counted in vain, the next differs and one is counted, the
        // smaller one differs.
        assert_eq!(after.graph().replays(), 3, "{:?}", after.graph());
        outcome(&second, &after)
    });
    assert_eq!(found.1, expected.1, "the history");
    assert!(found.0 == expected.0, "the bits differ");
}

/// Whoever asks for the totals has those of each step; otherwise they lack the newest one, until it ends.
#[test]
fn totals_are_read_for_whoever_asks() {
    let Some((device, _)) = gpu() else { return };
    let watch = |device: &Device, reads_totals| {
        let mut model = model(device);
        let mut trainer = trainer(&model, true);
        let mut watcher = Watcher { steps: 5, totals: Vec::new(), reads_totals };
        trainer.fit(&mut model, &digits(), &digits(), &mut watcher);
        (watcher.totals, trainer.state.running_totals.loss)
    };
    let (asked, total) = watch(&device, true);
    assert_eq!(asked[4], total);
    assert!(asked.windows(2).all(|pair| pair[0] < pair[1]), "{asked:?}");
    let (lagging, same_total) = watch(&device, false);
    assert_eq!(same_total, total);
    assert_eq!(lagging, [&[0.0], &asked[..4]].concat());
    let (on_cpu, total) = watch(&Device::Cpu, false);
    assert_eq!(on_cpu[4], total, "the CPU is never late");
}
