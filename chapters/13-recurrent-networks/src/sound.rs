//! Sounds, what a network sees of them, and the network.

mod features;
mod network;
mod synth;

pub use features::{BANDS, Features, LogMel, dft_power, mel};
pub use network::{Classifier, SoundBatch, Standardizer, Trained, train};
pub use synth::{Vowel, WORDS, resonate, spoken_word, vowels};

/// The samples in a second of all sounds here.
pub const RATE: usize = 8_000;

/// A sound and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    /// The air pressure, [`RATE`] samples a second, between −1 and 1.
    pub samples: Vec<f32>,
    /// The index of its class.
    pub class: usize,
}
