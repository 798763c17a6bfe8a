//! What the heads of a GPT look at.

use crate::changed::{Change, ChangedGpt};
use attention::{AttentionOptions, Gpt, reference};
use autograd::Tape;
use tensor::Tensor;

/// The attention weights of each block for one sequence, `[1, heads, steps, steps]` each.
///
/// The model itself never has them in memory. They are computed by definition from the queries and keys of
/// each block.
///
/// ```
/// use attention::{Gpt, GptOptions};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 3, 2) };
/// let model = Gpt::new(options, &mut ChaCha8Rng::seed_from_u64(1));
/// let maps = ch14::heads::attention_maps(&model, &[3, 1, 4, 1, 5]);
/// assert_eq!((maps.len(), maps[0].shape().dims()), (3, &[1, 2, 5, 5][..]));
/// assert_eq!(maps[0].as_slice()[..5], [1.0, 0.0, 0.0, 0.0, 0.0]);          // the first token has no other
/// ```
///
/// # Panics
/// As [`Gpt::forward`].
// ANCHOR: maps
pub fn attention_maps(model: &Gpt, tokens: &[usize]) -> Vec<Tensor<f32>> {
    let options = AttentionOptions { is_causal: true, ..Default::default() };
    let dim = model.options.embed_dim;
    let whole = ChangedGpt { gpt: model.clone(), change: Change::Nothing };
    let mut maps = Vec::new();
    Tape::new().no_grad(|tape| {
        whole.forward_watched(tape, tokens, 1, |qkv| {
            let [q, k] = [0, dim].map(|first| qkv.narrow(2, first..first + dim).value());
            maps.push(reference::attention_weights(&q, &k, model.options.heads, options));
        })
    });
    maps
}
// ANCHOR_END: maps

/// How much of a head's attention goes where, on average over the queries of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Habits {
    /// To the character itself.
    pub own: f64,
    /// To the one before it.
    pub previous: f64,
    /// To the second and third before it.
    pub near: f64,
    /// To the first character that the model sees, whatever it is.
    pub first: f64,
    /// To the last line break before it.
    pub line_break: f64,
    /// To characters that follow an earlier occurrence of the same character: what came next last time.
    pub after_same: f64,
    /// How far back it looks: the mean distance in characters.
    pub distance: f64,
}

impl Habits {
    /// Of a head with these weights, `[steps, steps]`. The first eighth of the queries, which have little to
    /// choose from, does not count.
    ///
    /// ```
    /// use ch14::heads::Habits;
    ///
    /// // Three tokens that read the one before them.
    /// let weights = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0];
    /// let habits = Habits::of(&weights, &[5, 6, 7], 0);
    /// assert_eq!((habits.previous, habits.distance), (2.0 / 3.0, 2.0 / 3.0));
    /// ```
    ///
    /// # Panics
    /// If there are not as many weights as pairs of tokens.
    pub fn of(weights: &[f32], tokens: &[usize], line_break: usize) -> Self {
        let steps = tokens.len();
        let count = weights.len();
        assert!(
            count == steps * steps,
            "Habits: {count} weights for {steps} tokens: there must be one for each pair"
        );
        let (first, mut sum) = (steps / 8, Habits::default());
        for (t, row) in weights.chunks_exact(steps).enumerate().skip(first) {
            let at = |back: usize| t.checked_sub(back).map_or(0.0, |key| f64::from(row[key]));
            sum.own += at(0);
            sum.previous += at(1);
            sum.near += at(2) + at(3);
            sum.first += f64::from(row[0]);
            if let Some(key) = tokens[..t].iter().rposition(|token| *token == line_break) {
                sum.line_break += f64::from(row[key]);
            }
            for (key, weight) in row[..=t].iter().enumerate() {
                let weight = f64::from(*weight);
                sum.distance += weight * (t - key) as f64;
                if key > 0 && tokens[key - 1] == tokens[t] {
                    sum.after_same += weight;
                }
            }
        }
        sum.scaled(1.0 / (steps - first) as f64)
    }

    /// The mean of several.
    ///
    /// ```
    /// use ch14::heads::Habits;
    ///
    /// let habits = |own| Habits { own, ..Habits::default() };
    /// assert_eq!(Habits::mean(&[habits(0.5), habits(1.0)]).own, 0.75);
    /// ```
    pub fn mean(all: &[Habits]) -> Habits {
        let mut sum = Habits::default();
        for habits in all {
            sum.own += habits.own;
            sum.previous += habits.previous;
            sum.near += habits.near;
            sum.first += habits.first;
            sum.line_break += habits.line_break;
            sum.after_same += habits.after_same;
            sum.distance += habits.distance;
        }
        sum.scaled(1.0 / all.len() as f64)
    }

    fn scaled(self, factor: f64) -> Self {
        Habits {
            own: self.own * factor,
            previous: self.previous * factor,
            near: self.near * factor,
            first: self.first * factor,
            line_break: self.line_break * factor,
            after_same: self.after_same * factor,
            distance: self.distance * factor,
        }
    }
}
