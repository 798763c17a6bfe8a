//! Attention, and writing with a key–value cache.

use super::ours::Step;
use attention::{
    AttentionOps, AttentionOptions, FeedForwardActivation, Gpt, GptOptions, GptStream,
};
use autograd::Tape;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::{Shape, Tensor};

/// Causal self-attention of four heads, forward and backward.
pub fn causal_attention(qkv: Tensor) -> Step {
    let mut tape = Tape::new();
    Box::new(move || {
        let options = AttentionOptions { is_causal: true, ..Default::default() };
        drop(tape.gradients(|tape| tape.leaf(&qkv).self_attention(4, options).sum()));
    })
}

/// One token more for each of some sequences, the most probable one, by a GPT of 4 blocks of 128 features;
/// where the context is full, it begins anew.
pub fn generate(shapes: &[Shape]) -> Step {
    let [n, context] = match *shapes[0].dims() {
        [n, context] => [n, context],
        _ => unreachable!("the table says how many sequences and tokens"),
    };
    let options = GptOptions {
        vocab_size: 65,
        context,
        activation: FeedForwardActivation::Gelu,
        tie_weights: false,
        ..GptOptions::new(128, 4, 4)
    };
    let model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
    let begin = move |model: &Gpt| model.stream(&vec![&[1][..]; n]);
    let (mut stream, mut logits): (GptStream, Tensor) = begin(&model);
    Box::new(move || {
        if stream.remaining() == 0 {
            (stream, logits) = begin(&model);
        }
        let rows = logits.as_slice().chunks_exact(65);
        let most_probable = |row: &[f32]| (0..65).max_by(|a, b| row[*a].total_cmp(&row[*b]));
        let tokens: Vec<usize> = rows.filter_map(most_probable).collect();
        logits = stream.step(&tokens);
    })
}
