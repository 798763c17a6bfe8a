//! A synthesizer of vowels: a source, the pulses of a voice, and a filter, the resonances of a mouth.

use super::{RATE, Recording};
use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};
use std::f64::consts::{PI, TAU};

/// A vowel, by the three resonances (formants) of the vocal tract, in Hz.
pub type Vowel = [f64; 3];

/// The words that the synthesizer speaks: pairs of vowels. Most come in both orders.
pub const WORDS: [&str; 10] = ["ai", "ia", "au", "ua", "iu", "ui", "eo", "oe", "ea", "ae"];

/// The bandwidths of the resonances, in Hz.
const BANDWIDTHS: [f64; 3] = [80.0, 100.0, 140.0];

/// The formants of the vowels of a word.
///
/// # Panics
/// If a letter is no vowel.
///
/// ```
/// assert_eq!(ch13::sound::vowels("ai")[1], [300.0, 2300.0, 3000.0]);
/// ```
pub fn vowels(word: &str) -> Vec<Vowel> {
    let vowel = |letter| match letter {
        'a' => [750.0, 1200.0, 2500.0],
        'e' => [500.0, 1850.0, 2500.0],
        'i' => [300.0, 2300.0, 3000.0],
        'o' => [520.0, 880.0, 2450.0],
        'u' => [310.0, 800.0, 2250.0],
        other => panic!("{other:?} is no vowel"),
    };
    word.chars().map(vowel).collect()
}

// ANCHOR: resonate
/// Sends a voice through three resonators, one after the other. `pitch` gives the pulses in a
/// second, `formants` the resonances, both at a time from 0 to 1.
///
/// A resonator at the frequency `f` with the bandwidth `w` is
/// `y_t = a·x_t + b·y_{t−1} + c·y_{t−2}` with
/// `c = −exp(−2π·w/r)`, `b = 2·exp(−π·w/r)·cos(2π·f/r)` and `a = 1 − b − c` at `r` samples a second
/// (D. Klatt, "Software for a cascade/parallel formant synthesizer", 1980).
pub fn resonate(
    len: usize,
    pitch: impl Fn(f64) -> f64,
    formants: impl Fn(f64) -> Vowel,
) -> Vec<f64> {
    let (mut phase, mut states) = (1.0, [[0.0; 2]; 3]);
    let mut sample = |t: usize| {
        let time = t as f64 / len as f64;
        phase += pitch(time) / RATE as f64;
        // One pulse whenever a period is over.
        let mut x = if phase >= 1.0 { 1.0 } else { 0.0 };
        phase -= x;
        for ((state, frequency), width) in states.iter_mut().zip(formants(time)).zip(BANDWIDTHS) {
            let decay = (-PI * width / RATE as f64).exp();
            let (b, c) = (2.0 * decay * (TAU * frequency / RATE as f64).cos(), -decay * decay);
            x = (1.0 - b - c) * x + b * state[0] + c * state[1];
            *state = [x, state[0]];
        }
        x
    };
    (0..len).map(&mut sample).collect()
}
// ANCHOR_END: resonate

/// One of the [`WORDS`], as one speaker says it once: with a random pitch between 90 and 230 Hz that
/// glides by up to a tenth, a vocal tract that is longer or shorter by up to an eighth, 0.25 to 0.6
/// seconds long, with noise 0 to 15 dB below the voice and with silence before and after.
///
/// # Panics
/// If `class` is no index of [`WORDS`].
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let sound = ch13::sound::spoken_word(3, &mut ChaCha8Rng::seed_from_u64(1));
/// assert_eq!(sound.class, 3);
/// assert!(sound.samples.iter().all(|x| x.abs() <= 1.0));
/// ```
pub fn spoken_word(class: usize, rng: &mut impl Rng) -> Recording {
    let word = vowels(WORDS[class]);
    let tract = rng.random_range(0.875..1.125);
    let (pitch, glide) = (rng.random_range(90.0..230.0), rng.random_range(-0.1..0.1));
    // Where the first vowel begins to become the second, and for how long it does.
    let (turn, slope) = (rng.random_range(0.25..0.5), rng.random_range(0.1..0.3));
    let len = rng.random_range(RATE / 4..RATE * 6 / 10);
    let voice = resonate(
        len,
        |time| pitch * (1.0 + glide * time),
        |time| {
            let second = ((time - turn) / slope).clamp(0.0, 1.0);
            // Above half the rate there is no resonance.
            let tone = |i: usize| tract * ((1.0 - second) * word[0][i] + second * word[1][i]);
            [0, 1, 2].map(|i| tone(i).min(0.48 * RATE as f64))
        },
    );
    let level = (voice.iter().map(|x| x * x).sum::<f64>() / len as f64).sqrt();
    let noise = level * 10_f64.powf(rng.random_range(-15.0..0.0) / 20.0);
    let [before, after] = [(); 2].map(|()| rng.random_range(0..RATE / 20));
    let sample = |t: usize| {
        let noise = noise * Distribution::<f64>::sample(&StandardNormal, rng);
        // The voice sets in and fades out within 1/20 of its length.
        let x = t.checked_sub(before).and_then(|t| voice.get(t).map(|x| (t, x)));
        let fade = |t: usize| (20.0 * t.min(len - t) as f64 / len as f64).min(1.0);
        noise + x.map_or(0.0, |(t, x)| fade(t) * x)
    };
    let samples: Vec<f64> = (0..before + len + after).map(sample).collect();
    let max = samples.iter().fold(0.0_f64, |max, x| max.max(x.abs()));
    let samples = samples.iter().map(|x| (0.9 * x / max) as f32).collect();
    Recording { samples, class }
}
