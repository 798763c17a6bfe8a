//! The network that reads digits.

use activations::Relu;
use anyhow::Result;
use autograd::Tape;
use data::{LabelledImages, Split};
use feedforward::Mlp;
use losses::CrossEntropy;
use nn::{Forward, checkpoint};
use optimizers::Adam;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::path::Path;
use tensor::Tensor;
use training::{Callback, FitConfig, Trainer, accuracy};

/// A network of one hidden layer, from 64 pixels to the probabilities of ten digits.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The network, whose outputs are logits.
    pub model: Mlp<f32, Relu>,
}

impl Reader {
    // ANCHOR: reader
    /// A reader that has learnt nothing yet: its parameters are drawn at random.
    ///
    /// ```
    /// let reader = ch01::Reader::untrained(1);
    /// assert_eq!(nn::parameter_count(&reader.model), 64 * 128 + 128 + 128 * 10 + 10);
    /// ```
    pub fn untrained(seed: u64) -> Self {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        Self { model: Mlp::new(&[64, 128, 10], Relu, rng) }
    }

    /// Trains on the digits: `epochs` passes over all training images.
    ///
    /// ```
    /// let digits = data::digits();
    /// let mut reader = ch01::Reader::untrained(1);
    /// let before = reader.accuracy(&digits.test);
    /// reader.train(&digits, 3, 1, &mut ());
    /// assert!(before < 0.3 && reader.accuracy(&digits.test) > 0.8);
    /// ```
    pub fn train(
        &mut self,
        digits: &Split,
        epochs: usize,
        seed: u64,
        callback: &mut impl Callback,
    ) {
        let mut trainer = Trainer::new(CrossEntropy, Adam::default(), accuracy);
        trainer.config = FitConfig { epochs, seed, ..FitConfig::default() };
        trainer.fit(&mut self.model, &digits.train, &digits.test, callback);
    }

    // ANCHOR_END: reader
    // ANCHOR: predict
    /// The probabilities of the digits 0 to 9 for an image of 8 × 8 pixels, 0 (paper) to 16 (ink).
    ///
    /// ```
    /// let probabilities = ch01::Reader::untrained(1).predict(&[0; 64]);
    /// assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-6);
    /// ```
    pub fn predict(&self, pixels: &[u8; 64]) -> [f32; 10] {
        let pixels = pixels.iter().map(|ink| f32::from(*ink) / 16.0).collect();
        let image = Tensor::new([1, 64], pixels);
        let probabilities =
            Tape::new().no_grad(|tape| self.model.forward(tape.constant(&image)).softmax());
        probabilities.as_slice().try_into().expect("ten outputs")
    }
    // ANCHOR_END: predict

    /// The fraction of images whose digit has the highest probability.
    ///
    /// ```
    /// let accuracy = ch01::Reader::untrained(1).accuracy(&data::digits().test);
    /// assert!((0.0..0.4).contains(&accuracy));
    /// ```
    pub fn accuracy(&self, images: &LabelledImages) -> f64 {
        let mut trainer = Trainer::new(CrossEntropy, Adam::default(), accuracy);
        trainer.evaluate(&self.model, images).metric
    }

    /// Writes the parameters to a file.
    ///
    /// ```
    /// let (file, reader) = (std::env::temp_dir().join("gradus-reader.safetensors"), ch01::Reader::untrained(1));
    /// reader.save(&file)?;
    /// assert_eq!(ch01::Reader::load(&file)?.predict(&[0; 64]), reader.predict(&[0; 64]));
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn save(&self, file: &Path) -> Result<()> {
        Ok(checkpoint::save(&self.model, file)?)
    }

    /// Reads the parameters that [`save`](Self::save) wrote.
    ///
    /// ```
    /// assert!(ch01::Reader::load("no/such/file".as_ref()).is_err());
    /// ```
    ///
    /// # Errors
    /// If the file is not there, or is of another network.
    pub fn load(file: &Path) -> Result<Self> {
        let mut reader = Self::untrained(0);
        checkpoint::load(&mut reader.model, file)?;
        Ok(reader)
    }
}

/// The index of the maximum of ten probabilities, and the maximum.
///
/// ```
/// let probabilities = [0.0, 0.1, 0.0, 0.7, 0.0, 0.0, 0.2, 0.0, 0.0, 0.0];
/// assert_eq!(ch01::prediction(&probabilities), (3, 0.7));
/// ```
pub fn prediction(probabilities: &[f32; 10]) -> (usize, f32) {
    let indexed = probabilities.iter().copied().enumerate();
    indexed.max_by(|a, b| a.1.total_cmp(&b.1)).expect("ten of them")
}
