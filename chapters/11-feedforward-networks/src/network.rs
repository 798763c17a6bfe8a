//! The network beside the baselines.

use crate::Rows;
use activations::Relu;
use autograd::Tape;
use data::Dataset;
use feedforward::Mlp;
use losses::MeanSquaredError;
use nn::Forward;
use nn::Initialization::HeUniform;
use optimizers::Adam;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use regularization::EarlyStopping;
use training::{FitConfig, History, Trainer, mean_absolute_error};

/// How the network is made and trained.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    /// The widths of the hidden layers.
    pub hidden: Vec<usize>,
    /// Adam's learning rate.
    pub learning_rate: f64,
    /// The number of samples in a step.
    pub batch_size: usize,
    /// The epochs without a lower validation loss after which training stops.
    pub patience: usize,
    /// The maximum number of epochs.
    pub epochs: usize,
}

impl Default for Recipe {
    fn default() -> Self {
        Recipe {
            hidden: vec![64, 64],
            learning_rate: 1e-3,
            batch_size: 64,
            patience: 15,
            epochs: 300,
        }
    }
}

/// A trained network and the record of its training.
pub struct Trained {
    /// The network, with the parameters of the epoch of the minimum validation loss.
    pub network: Mlp<f32, Relu>,
    /// The record of each epoch.
    pub history: History,
}

impl Recipe {
    // ANCHOR: fit
    /// Trains a network for regression, and stops where the validation loss no longer falls.
    ///
    /// ```
    /// use ch11::{Rows, network::Recipe};
    ///
    /// let x: Vec<f64> = (0..64).map(|i| f64::from(i) / 32.0 - 1.0).collect();
    /// let rows = Rows { width: 1, y: x.iter().map(|x| x.abs()).collect(), x };
    /// let recipe = Recipe { hidden: vec![8], learning_rate: 0.02, ..Recipe::default() };
    /// let trained = recipe.train(&rows, &rows, 1);
    /// let errors = trained.predict(&rows).into_iter().zip(&rows.y).map(|(y, t)| (y - t).abs());
    /// assert!(errors.fold(0.0, f64::max) < 0.1);
    /// ```
    pub fn train(&self, train: &Rows, validation: &Rows, seed: u64) -> Trained {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        let sizes = [vec![train.width], self.hidden.clone(), vec![1]].concat();
        let mut network = Mlp::with_init(&sizes, Relu, HeUniform, rng);
        // It begins with the mean, as the simplest baseline does.
        let mean = train.y.iter().sum::<f64>() / train.len() as f64;
        network.output.bias.value.as_mut_slice()[0] = mean as f32;

        let mut trainer =
            Trainer::new(MeanSquaredError, Adam::new(self.learning_rate), mean_absolute_error);
        let (epochs, batch_size) = (self.epochs, self.batch_size);
        trainer.config = FitConfig { epochs, batch_size, seed, ..FitConfig::default() };
        let patience = self.patience;
        trainer.early_stopping = Some(EarlyStopping { patience, ..EarlyStopping::default() });
        trainer.fit(&mut network, train, validation, &mut ());
        Trained { network, history: trainer.state.history }
    }
    // ANCHOR_END: fit
}

impl Trained {
    /// The prediction for each row.
    ///
    /// ```
    /// use ch11::{Rows, network::Recipe};
    ///
    /// let rows = Rows { width: 1, x: vec![0.0, 1.0], y: vec![3.0, 3.0] };
    /// let trained = Recipe { epochs: 1, ..Recipe::default() }.train(&rows, &rows, 1);
    /// assert_eq!(trained.predict(&rows).len(), 2);
    /// ```
    pub fn predict(&self, rows: &Rows) -> Vec<f64> {
        let indices: Vec<u32> = (0..rows.len() as u32).collect();
        let inputs = rows.get_batch(&indices).inputs;
        let outputs = Tape::new().no_grad(|tape| self.network.forward(tape.constant(&inputs)));
        outputs.as_slice().iter().map(|y| f64::from(*y)).collect()
    }

    /// The epoch of the minimum validation loss, whose parameters the network has.
    ///
    /// ```
    /// use ch11::{Rows, network::Recipe};
    ///
    /// let rows = Rows { width: 1, x: vec![0.0, 1.0], y: vec![3.0, 3.0] };
    /// let trained = Recipe { epochs: 1, ..Recipe::default() }.train(&rows, &rows, 1);
    /// assert_eq!(trained.best_epoch(), 1);
    /// ```
    pub fn best_epoch(&self) -> usize {
        let loss = |epoch: &training::EpochRecord| epoch.validation.loss;
        let best = self.history.epochs.iter().min_by(|a, b| loss(a).total_cmp(&loss(b)));
        best.map_or(0, |epoch| epoch.epoch)
    }
}
