//! Shapes and settings that do not fit: the message, and the line it names.

use crate::blame::{Panic, panic_of};
use attention::{
    AttentionOps, AttentionOptions, EncoderLayer, FeedForward, FeedForwardActivation, Gpt,
    GptOptions, LayerOptions, LearnedPositions, MultiHeadAttention, RotaryOps, RotaryPositions,
    SinusoidalPositions, Transformer,
};
use autograd::{Tape, Var};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rstest::rstest;
use tensor::{Shape, Tensor};

/// The message of `f`'s panic, which must name a line of this file.
fn complaint(f: impl FnOnce()) -> String {
    let Panic { message, file } = panic_of(f);
    assert!(file.ends_with("mistakes.rs"), "{file}: {message}");
    message
}

#[rstest]
#[case(&[2, 6], &[1, 2, 6], &[1, 2, 6], 2, "q must be [batch, tokens, features], but is [2, 6]")]
#[case(&[1, 2, 6], &[1, 2, 6], &[1, 2, 6], 0, "there must be at least one head, but `heads` is 0")]
#[case(&[1, 2, 6], &[1, 2, 6], &[1, 2, 6], 4, "q [1, 2, 6] has 6 features, which 4 heads cannot share")]
#[case(&[1, 2, 6], &[1, 2, 5], &[1, 2, 6], 2, "with 2 heads of 3 features the keys must have 6 features")]
#[case(&[1, 2, 6], &[1, 2, 12], &[1, 2, 6], 2, "or those of as many heads as divide 2")]
#[case(&[2, 2, 6], &[1, 2, 6], &[1, 2, 6], 2, "they must be [batch, queries, …]")]
#[case(&[1, 2, 6], &[1, 3, 6], &[1, 2, 6], 2, "k [1, 3, 6] and v [1, 2, 6] do not fit")]
#[case(&[1, 2, 6], &[1, 3, 6], &[1, 3, 5], 2, "v [1, 3, 5] has 5 features, which 2 heads cannot share")]
fn shapes(
    #[case] q: &[usize],
    #[case] k: &[usize],
    #[case] v: &[usize],
    #[case] heads: usize,
    #[case] expected: &str,
) {
    let message = complaint(|| {
        Tape::<f32>::new().no_grad(|tape| {
            let [q, k, v] =
                [q, k, v].map(|dims| tape.constant(&Tensor::zeros(Shape::new(dims).unwrap())));
            q.attention(k, v, heads, AttentionOptions::default())
        });
    });
    assert!(message.starts_with("attention: ") && message.contains(expected), "{message}");
}

#[rstest]
#[case(Some(&[1][..]), None, None, "1 key_lengths for 2 samples")]
#[case(Some(&[3, 4][..]), None, None, "sample 1 has the key length 4, but there are only 3 keys")]
#[case(None, Some(&[3, 2][..]), None, "attn_mask must be [2, 3] or [2 or 1, 2 or 1, 2, 3], but is [3, 2]")]
#[case(None, Some(&[3, 1, 2, 3][..]), None, "but is [3, 1, 2, 3]")]
#[case(None, None, Some(f64::NAN), "scale must be finite, but is NaN")]
fn options(
    #[case] key_lengths: Option<&[usize]>,
    #[case] mask: Option<&[usize]>,
    #[case] scale: Option<f64>,
    #[case] expected: &str,
) {
    let mask = mask.map(|dims| Tensor::zeros(Shape::new(dims).unwrap()));
    let options =
        AttentionOptions { key_lengths, attn_mask: mask.as_ref(), scale, ..Default::default() };
    let message = complaint(|| {
        Tape::<f32>::new().no_grad(|tape| {
            let q = tape.constant(&Tensor::zeros([2, 2, 4]));
            let k = tape.constant(&Tensor::zeros([2, 3, 4]));
            q.attention(k, k, 2, options)
        });
    });
    assert!(message.contains(expected), "{message}");
}

#[test]
fn one_tensor_of_all_three_is_three_times_as_wide() {
    let message = complaint(|| {
        Tape::<f32>::new().no_grad(|tape| {
            let qkv = tape.constant(&Tensor::zeros([2, 2, 4]));
            qkv.self_attention(1, AttentionOptions::default())
        });
    });
    assert!(
        message.contains("must be [batch, tokens, 3 · features], but are [2, 2, 4]"),
        "{message}"
    );
}

fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(1)
}

/// The message of what `f` does with zeros of this shape.
fn of_input(dims: &[usize], f: impl for<'t> Fn(Var<'t>) -> Var<'t>) -> String {
    let mut tape = Tape::<f32>::new();
    let x = Tensor::zeros(Shape::new(dims).unwrap());
    complaint(|| drop(tape.no_grad(|tape| f(tape.constant(&x)))))
}

#[test]
fn inputs_of_layers() {
    let none = AttentionOptions::default();
    let short = AttentionOptions { key_lengths: Some(&[1]), ..none };
    let attention = MultiHeadAttention::new(8, 2, &mut rng());
    let message = of_input(&[2, 3, 7], |x| attention.self_attention(x, none));
    assert!(message.contains("[2, 3, 7] and [8, 24] do not fit"), "{message}");
    for norm_first in [false, true] {
        let options = LayerOptions { norm_first, ..LayerOptions::new(8, 2, 16) };
        let encoder = EncoderLayer::new(options, &mut rng());
        let message = of_input(&[2, 3, 8], |x| encoder.forward(x, short));
        assert!(message.contains("1 key_lengths for 2 samples"), "{message}");
        of_input(&[2, 3, 7], |x| encoder.forward(x, none));
        let model = Transformer::new(1, 1, options, &mut rng());
        let message = of_input(&[2, 3, 8], |x| model.forward(x, x, Some(&[4, 1])));
        assert!(message.contains("sample 0 has the key length 4"), "{message}");
    }
    let learned = LearnedPositions::new(4, 8, &mut rng());
    let message = of_input(&[2, 3, 8], |x| learned.forward(x, 2));
    assert!(
        message.contains("there are 4 positions, but the input's 3 tokens begin at 2"),
        "{message}"
    );
    let message = of_input(&[2, 8], |x| SinusoidalPositions::new(4, 8).forward(x, 0));
    assert!(message.contains("must be [batch, tokens, 8], but is [2, 8]"), "{message}");
    let message = of_input(&[2, 3, 8], |x| x.rotary(2, RotaryPositions::new(6), 0));
    assert!(message.contains("2 heads share the 8 features of [2, 3, 8]"), "{message}");
    let message = of_input(&[2, 8], |x| x.rotary(2, RotaryPositions::new(4), 0));
    assert!(message.contains("must be [batch, tokens, features]"), "{message}");
}

#[test]
fn sizes_of_layers() {
    let options = GptOptions { vocab_size: 0, ..GptOptions::new(8, 1, 2) };
    for (message, expected) in [
        (
            complaint(|| drop(MultiHeadAttention::<f32>::new(8, 3, &mut rng()))),
            "3 heads cannot share 8",
        ),
        (
            complaint(|| drop(EncoderLayer::<f32>::new(LayerOptions::new(8, 0, 4), &mut rng()))),
            "0 heads",
        ),
        (complaint(|| drop(Gpt::<f32>::new(options, &mut rng()))), "vocab_size must be at least 1"),
        (complaint(|| _ = RotaryPositions::new(5)), "5 is odd"),
        (
            complaint(|| {
                let activation = FeedForwardActivation::Relu;
                drop(FeedForward::<f32>::new(8, 0, activation, &mut rng()));
            }),
            "must be at least 1, but are 8 and 0",
        ),
    ] {
        assert!(message.contains(expected), "{message}");
    }
}
