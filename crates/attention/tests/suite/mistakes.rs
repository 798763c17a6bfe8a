//! Shapes and settings that do not fit: the message, and the line it names.

use crate::blame::{Panic, panic_of};
use attention::{AttentionOps, AttentionOptions};
use autograd::Tape;
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
