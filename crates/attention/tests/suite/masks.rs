//! Which keys a query reads, and what becomes of one that reads none.

use crate::support::{distance, draw, output_and_gradients};
use attention::{AttentionOps, AttentionOptions, boolean_mask};
use rstest::rstest;
use tensor::Tensor;

fn equal_scores(queries: usize, keys: usize) -> [Tensor<f64>; 3] {
    let v = Tensor::new([1, keys, 1], (1u32..).take(keys).map(f64::from).collect());
    [Tensor::zeros([1, queries, 1]), Tensor::zeros([1, keys, 1]), v]
}

fn run(inputs: &[Tensor<f64>], options: AttentionOptions<'_, f64>) -> Vec<Tensor<f64>> {
    output_and_gradients(inputs, |x| x[0].attention(x[1], x[2], 1, options))
}

/// The first query reads the first key, as in PyTorch; behind a cache, its own and all before it.
#[rstest]
#[case(0, [1.0, 1.5])]
#[case(2, [2.0, 2.5])]
#[case(9, [2.5, 2.5])]
fn a_causal_mask_begins_at_the_offset(#[case] query_offset: usize, #[case] expected: [f64; 2]) {
    let options = AttentionOptions { is_causal: true, query_offset, ..Default::default() };
    assert_eq!(run(&equal_scores(2, 4), options)[0].as_slice(), expected);
}

/// Output 0 and gradients 0, in the middle of rows that have both.
#[rstest]
#[case::by_the_mask(false)]
#[case::by_the_length(true)]
fn a_query_without_a_key_gives_zero(#[case] by_length: bool) {
    let inputs: Vec<Tensor<f32>> =
        [1, 2, 3].map(|seed| draw(seed, &[2, 200, 2 * 5])).into_iter().collect();
    let may_read: Vec<bool> = (0..2 * 200 * 200).map(|i| i / 200 != 7 && i < 300 * 200).collect();
    let mask = boolean_mask([2, 1, 200, 200], &may_read);
    let lengths = [200, 0];
    let options = if by_length {
        AttentionOptions { key_lengths: Some(&lengths), ..Default::default() }
    } else {
        AttentionOptions { attn_mask: Some(&mask), ..Default::default() }
    };
    let found = output_and_gradients(&inputs, |x| x[0].attention(x[1], x[2], 2, options));
    let empty = if by_length { 200..400 } else { 300..400 };
    let rows = |x: &Tensor<f32>| -> Vec<Vec<f32>> {
        x.as_slice().chunks(10).map(<[f32]>::to_vec).collect()
    };
    for (i, row) in rows(&found[0]).iter().enumerate() {
        let is_zero = row.iter().all(|y| *y == 0.0);
        assert_eq!(is_zero, empty.contains(&i) || (!by_length && i == 7), "row {i}");
    }
    assert!(rows(&found[1])[empty.clone()].iter().flatten().all(|dq| *dq == 0.0));
    for gradient in &found {
        assert!(gradient.as_slice().iter().all(|x| x.is_finite()));
    }
}

/// What lies behind a sample's length has no part in anything, whatever it is.
#[test]
fn padding_has_no_part() {
    let mut inputs: Vec<Tensor<f64>> =
        [1, 2, 3].map(|seed| draw(seed, &[2, 140, 4])).into_iter().collect();
    let lengths = [140, 130];
    let options = AttentionOptions { key_lengths: Some(&lengths), ..Default::default() };
    let of = |inputs: &[Tensor<f64>]| {
        output_and_gradients(inputs, |x| x[0].attention(x[1], x[2], 2, options))
    };
    let expected = of(&inputs);
    for x in &mut inputs[1..] {
        x.as_mut_slice()[(140 + 130) * 4..].fill(f64::NAN);
    }
    let found = of(&inputs);
    assert!(distance(&found, &expected) == 0.0);
    for gradient in &found[2..] {
        assert!(gradient.as_slice()[(140 + 130) * 4..].iter().all(|x| *x == 0.0));
    }
}

/// Scores that an exponential could not hold are no matter: the maximum is taken off first.
#[test]
fn large_scores_do_not_overflow() {
    let q = Tensor::<f32>::full([1, 1, 1], 1e4);
    let k = Tensor::new([1, 200, 1], (0u16..200).map(f32::from).collect());
    let v = k.clone();
    let y = output_and_gradients(&[q, k, v], |x| {
        x[0].attention(x[1], x[2], 1, AttentionOptions::default())
    });
    assert_eq!(y[0].as_slice(), [199.0]);
    assert!(y.iter().all(|x| x.as_slice().iter().all(|x| x.is_finite())));
}

/// A NaN is not hidden.
#[test]
fn a_nan_stays_one() {
    let mut inputs = equal_scores(2, 3);
    inputs[0].as_mut_slice()[1] = f64::NAN;
    let y = &run(&inputs, AttentionOptions::default())[0];
    assert!(y.as_slice()[0] == 2.0 && y.as_slice()[1].is_nan());
}

/// Without keys, or without queries, there is nothing to compute.
#[test]
fn nothing_to_read_and_nobody_who_reads() {
    let none = Tensor::<f32>::zeros([2, 0, 4]);
    let some = draw::<f32>(1, &[2, 3, 4]);
    let of = |inputs: [&Tensor<f32>; 3]| {
        let inputs = inputs.map(Clone::clone);
        output_and_gradients(&inputs, |x| {
            x[0].attention(x[1], x[2], 2, AttentionOptions::default())
        })
    };
    assert_eq!(of([&some, &none, &none])[0].as_slice(), [0.0; 24]);
    assert_eq!(of([&none, &some, &some])[2].as_slice(), [0.0; 24]);
}
