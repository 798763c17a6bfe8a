//! Words written backwards.

use autograd::Tape;
use ch14::reversal::{LETTERS, Reverser, Words};
use nn::{Module, Path};
use optimizers::{Adam, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};

fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

#[test]
fn backwards_twice_is_the_word() {
    let words = Words::draw(7, 5, &mut rng(1));
    let back = Words { letters: words.reversed(), n: 7 };
    assert_ne!(back.letters, words.letters);
    assert_eq!(back.reversed(), words.letters);
}

/// The decoder is told the letters before the one that it is to write, and no later one. Only the encoder
/// reads the whole word first: here all letters are the same to it.
#[test]
fn the_decoder_does_not_see_what_it_is_to_write() {
    for attends in [false, true] {
        let mut model = Reverser::new(8, attends, &mut rng(1));
        model.visit_mut(&mut Path::default(), &mut |path, leaf| {
            if path.to_string().starts_with("source_embedding") {
                leaf.tensor().as_mut_slice().fill(0.0);
            }
        });
        let logits = |word: &str| {
            let words = Words::read(word).unwrap();
            Tape::new().no_grad(|tape| model.forward(tape, &words))
        };
        // The b is the second letter to be written, so the third prediction may use it, and none before.
        let (a, b) = (logits("abc"), logits("axc"));
        assert_eq!(a.as_slice()[..2 * LETTERS], b.as_slice()[..2 * LETTERS]);
        assert_ne!(a.as_slice()[2 * LETTERS..], b.as_slice()[2 * LETTERS..]);
    }
}

#[test]
fn the_encoder_reads_the_word_before_anything_is_written() {
    for attends in [false, true] {
        let model = Reverser::new(8, attends, &mut rng(1));
        let first = |word: &str| {
            let words = Words::read(word).unwrap();
            Tape::new().no_grad(|tape| model.forward(tape, &words)).as_slice()[..LETTERS].to_vec()
        };
        assert_ne!(first("abc"), first("xbc"));
    }
}

#[test]
fn gradients_flow_into_every_part() {
    for (attends, parts) in [(false, 12), (true, 13)] {
        let model = Reverser::new(8, attends, &mut rng(1));
        let words = Words::draw(3, 4, &mut rng(2));
        let mut gradients = Tape::new()
            .gradients(|tape| model.forward(tape, &words).cross_entropy(&words.reversed()));
        let nonzero = gradients.iter_mut().filter(|g| g.as_slice().iter().any(|g| *g != 0.0));
        assert_eq!((nonzero.count(), nn::state_dict(&model).len()), (parts, parts));
    }
}

#[test]
fn attention_weights_are_a_distribution_over_the_letters_read() {
    let model = Reverser::new(8, true, &mut rng(1));
    let weights = model.weights(&Words::draw(2, 6, &mut rng(2))).unwrap();
    assert_eq!(weights.shape().dims(), [2, 1, 6, 6]);
    for row in weights.as_slice().chunks(6) {
        assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5 && row.iter().all(|p| *p > 0.0));
    }
    assert!(Reverser::new(8, false, &mut rng(1)).weights(&Words::read("ab").unwrap()).is_none());
}

#[test]
fn short_words_are_learnt() {
    let (mut model, mut adam, mut tape) =
        (Reverser::new(32, true, &mut rng(1)), Adam::new(1e-2), Tape::new());
    let draws = &mut rng(2);
    for _ in 0..150 {
        let words = Words::draw(64, 2, draws);
        let gradients =
            tape.gradients(|tape| model.forward(tape, &words).cross_entropy(&words.reversed()));
        adam.step(&mut model, &gradients);
    }
    let accuracy = model.accuracy(&Words::draw(200, 2, draws));
    assert!(accuracy > 0.9, "{accuracy}");
}
