//! From logits to the next character.

use crate::text::{CharModel, UNKNOWN};
use autograd::Tape;
use nn::Forward;
use rand::{Rng, RngExt};
use rnn::Cell;
use tensor::Tensor;

/// The probability of each character to be drawn: the softmax of `logits / temperature` over the `top_k`
/// characters with the maximum logits, or over all of them without `top_k`.
///
/// As the temperature goes to 0, so do all probabilities but that of the argmax; at 0 it is 1. Of equal
/// logits the first counts as the larger.
///
/// ```
/// let p = ch13::text::distribution(&[0.0, 2.0, 1.0], 0.5, Some(2));
/// assert!(p[0] == 0.0 && (p[1] / p[2] - 2f64.exp()).abs() < 1e-9);       // e^(2/0.5 − 1/0.5)
/// ```
///
/// # Panics
/// If there are no logits, if the temperature is negative or NaN, or if `top_k` is 0.
// ANCHOR: distribution
pub fn distribution(logits: &[f32], temperature: f64, top_k: Option<usize>) -> Vec<f64> {
    assert!(temperature >= 0.0, "the temperature must be at least 0, but is {temperature}");
    let mut order: Vec<usize> = (0..logits.len()).collect();
    order.sort_by(|&a, &b| logits[b].total_cmp(&logits[a]));
    let argmax = order[0];
    let kept = if temperature == 0.0 { 1 } else { top_k.unwrap_or(order.len()) };
    assert!(kept > 0, "top-k must keep at least one character");
    let mut probabilities = vec![0.0; logits.len()];
    for &index in order.iter().take(kept) {
        let below = f64::from(logits[index]) - f64::from(logits[argmax]);
        probabilities[index] = if index == argmax { 1.0 } else { (below / temperature).exp() };
    }
    let sum: f64 = probabilities.iter().sum();
    probabilities.iter_mut().for_each(|p| *p /= sum);
    probabilities
}
// ANCHOR_END: distribution

/// Draws an index with these probabilities.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let drawn = ch13::text::sample(&[0.0, 1.0, 0.0], &mut ChaCha8Rng::seed_from_u64(1));
/// assert_eq!(drawn, 1);
/// ```
pub fn sample(probabilities: &[f64], rng: &mut impl Rng) -> usize {
    let mut left: f64 = rng.random();
    for (index, p) in probabilities.iter().enumerate() {
        left -= p;
        if left < 0.0 {
            return index;
        }
    }
    // The probabilities add up to a little less than 1.
    probabilities.iter().rposition(|p| *p > 0.0).expect("one of them is above 0")
}

/// Reads a prompt, then writes on: `count` characters, drawn one after the other, each an input of the
/// next step. An unknown character is never drawn.
///
/// ```
/// use ch13::text::{CharModel, generate};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
/// use rnn::LstmCell;
///
/// let rng = &mut ChaCha8Rng::seed_from_u64(1);
/// let model = CharModel::<f32, LstmCell>::new(10, 4, 8, rng);
/// let written = generate(&model, &[3, 1], 5, (1.0, None), rng);
/// assert!(written.len() == 5 && !written.contains(&0));
/// ```
///
/// # Panics
/// If the prompt is empty, and as [`distribution`].
// ANCHOR: generate
pub fn generate<C: Cell>(
    model: &CharModel<f32, C>,
    prompt: &[usize],
    count: usize,
    (temperature, top_k): (f64, Option<usize>),
    rng: &mut impl Rng,
) -> Vec<usize> {
    let mut stream = model.recurrent.stream(&model.recurrent.zero_state(1));
    let mut tape = Tape::new();
    let mut read = |character: usize| {
        let x = tape.no_grad(|tape| model.embedding.forward(tape, &[character]));
        let state = stream.step(&x);
        tape.no_grad(|tape| model.output.forward(tape.constant(&state)))
    };
    let (last, before) = prompt.split_last().expect("a prompt has at least one character");
    for character in before {
        read(*character);
    }
    let mut written = vec![*last];
    for _ in 0..count {
        let mut logits: Tensor<f32> = read(written[written.len() - 1]);
        logits.as_mut_slice()[UNKNOWN] = f32::NEG_INFINITY;
        written.push(sample(&distribution(logits.as_slice(), temperature, top_k), rng));
    }
    written.split_off(1)
}
// ANCHOR_END: generate
