//! The language model: its text, its loss, and how it writes.

use attention::{Decoding, GenerateOptions, Gpt, GptOptions};
use autograd::Tape;
use ch14::{
    Change, ChangedGpt, Corpus, LanguageModel, Text, validation_loss, write, write_uncached,
};
use rand::{SeedableRng, rngs::ChaCha8Rng};

fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

fn model() -> Gpt {
    let options = GptOptions { vocab_size: 20, context: 12, ..GptOptions::new(16, 2, 2) };
    Gpt::new(options, &mut rng(1))
}

const TOKENS: [usize; 12] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8];

#[test]
fn targets_are_the_characters_that_follow() {
    let corpus = Corpus::new(Text::Shakespeare, true);
    let (inputs, targets) = corpus.batch(5, 30, &mut rng(1));
    for (inputs, targets) in inputs.chunks(30).zip(targets.chunks(30)) {
        assert_eq!(inputs[1..], targets[..29]);
        let piece = [inputs, &targets[29..]].concat();
        assert!(corpus.train.windows(31).any(|window| window == piece));
    }
}

/// The parts of a model, taken in turn, are the model.
#[test]
fn nothing_changed_is_the_model() {
    let gpt = model();
    let whole = Tape::new().no_grad(|tape| gpt.forward(tape, &TOKENS, 2));
    let logits = |change| {
        let changed = ChangedGpt { gpt: gpt.clone(), change };
        Tape::new().no_grad(|tape| changed.forward(tape, &TOKENS, 2))
    };
    assert_eq!(logits(Change::Nothing).as_slice(), whole.as_slice());
    for change in [Change::NoPositions, Change::NoScale, Change::PostNorm, Change::NoMask] {
        assert_ne!(logits(change).as_slice(), whole.as_slice(), "{change:?}");
    }
}

/// Without positions and without a mask, tokens that are permuted have permuted logits.
#[test]
fn without_positions_the_last_token_knows_a_bag() {
    let changed = ChangedGpt { gpt: model(), change: Change::NoPositions };
    let logits = |tokens: &[usize]| Tape::new().no_grad(|tape| changed.forward(tape, tokens, 1));
    // With one block there would be no difference at all; the mask gives the second one an order.
    let one = ChangedGpt { gpt: Gpt { h: changed.gpt.h[..1].to_vec(), ..model() }, ..changed };
    let of_one = |tokens: &[usize]| Tape::new().no_grad(|tape| one.forward(tape, tokens, 1));
    let (a, b) = (of_one(&[3, 1, 4, 7]), of_one(&[4, 3, 1, 7]));
    for (a, b) in a.as_slice()[60..].iter().zip(&b.as_slice()[60..]) {
        assert!((a - b).abs() < 1e-5, "{a} {b}");
    }
    assert_ne!(logits(&[3, 1, 4, 7]).as_slice()[60..], logits(&[4, 3, 1, 7]).as_slice()[60..]);
}

#[test]
fn the_validation_loss_is_that_of_second_halves() {
    let (gpt, text) = (model(), [&TOKENS[..], &TOKENS, &[7]].concat());
    // Pieces begin at 0, 6 and 12; of each the last six predictions count.
    let mut sum = 0.0;
    for start in [0, 6, 12] {
        let loss = Tape::new().no_grad(|tape| {
            let logits = gpt.forward(tape, &text[start..start + 12], 1).narrow(1, 6..12);
            logits.reshape([6, 20]).cross_entropy(&text[start + 7..start + 13])
        });
        sum += f64::from(loss.item()) / 3.0;
    }
    assert!((validation_loss(&gpt, &text, 1) - sum).abs() < 1e-6);
}

#[test]
fn writing_is_generating_while_the_context_lasts() {
    let gpt = model();
    let decoding = Decoding::Greedy;
    let written = write(&gpt, &[3, 1, 4], 9, decoding, 1);
    let generated = gpt.generate(&[&[3, 1, 4]], &GenerateOptions::new(9));
    // Unless the unknown character had been the most probable one.
    assert!(!generated[0].contains(&0));
    assert_eq!(written, generated[0]);
    assert_eq!(written, write_uncached(&gpt, &[3, 1, 4], 9, 0.0, &mut rng(1)));
}

#[test]
fn a_long_text_goes_on_beyond_the_context() {
    let gpt = model();
    let decoding = Decoding::Sample { temperature: 1.0, top_k: None, top_p: None };
    let [a, b, other] = [1, 1, 2].map(|seed| write(&gpt, &TOKENS, 50, decoding, seed));
    assert_eq!((a.len(), &a), (50, &b));
    assert_ne!(a, other);
    assert!(!a.contains(&0), "an unknown character was written");
}
