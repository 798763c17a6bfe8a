//! The operation in tiles is attention by definition.

use crate::support::{bits, both, distance, draw, output_and_gradients};
use attention::{AttentionOps, AttentionOptions, reference};
use autograd::Tape;
use numeric::Float;
use rstest::rstest;
use tensor::Tensor;

/// `[batch, queries, keys, heads, kv_heads, head_dim, value_dim]`, beside the sizes of tiles (32 queries, 128
/// keys, panels of two registers), on them and beyond them.
const SIZES: &[[usize; 7]] = &[
    [1, 1, 1, 1, 1, 1, 1],
    [2, 3, 5, 2, 2, 4, 4],
    [1, 33, 129, 1, 1, 16, 16],
    [2, 64, 128, 4, 4, 32, 32],
    [1, 31, 300, 2, 1, 20, 7],
    [1, 70, 70, 3, 3, 33, 40],
    [2, 40, 40, 6, 2, 8, 8],
];

fn inputs<T: Float>([batch, queries, keys, heads, kv, dim, value]: [usize; 7]) -> Vec<Tensor<T>> {
    let shapes =
        [[batch, queries, heads * dim], [batch, keys, kv * dim], [batch, keys, kv * value]];
    (0u64..).zip(shapes).map(|(seed, shape)| draw(seed, &shape)).collect()
}

/// To 1e-6 of the largest value in `f32`, to 1e-12 in `f64`.
fn near<T: Float>(tolerance: f64) {
    for &sizes in SIZES {
        let [batch, queries, keys, heads, ..] = sizes;
        let mask = draw(9, &[batch, heads, queries, keys]);
        let lengths: Vec<usize> = (0..batch).map(|sample| keys - sample % keys).collect();
        let all = AttentionOptions::<T>::default();
        let causal = AttentionOptions { is_causal: true, ..all };
        let cases = [
            all,
            causal,
            AttentionOptions { query_offset: keys.saturating_sub(queries), ..causal },
            AttentionOptions { key_lengths: Some(&lengths), ..all },
            AttentionOptions { attn_mask: Some(&mask), scale: Some(0.7), ..all },
            AttentionOptions { attn_mask: Some(&mask), key_lengths: Some(&lengths), ..causal },
        ];
        for (i, options) in cases.into_iter().enumerate() {
            let [found, expected] = both::<T>(&inputs(sizes), heads, options);
            for (found, expected) in found.iter().zip(&expected) {
                let size = expected.as_slice().iter().fold(1.0f64, |m, x| m.max(x.as_f64().abs()));
                let distance =
                    distance(std::slice::from_ref(found), std::slice::from_ref(expected));
                assert!(distance <= tolerance * size, "{sizes:?}, case {i}: {distance} of {size}");
            }
        }
    }
}

#[test]
fn equals_the_composition_of_operations() {
    near::<f32>(1e-6);
    near::<f64>(1e-12);
}

#[rstest]
#[case(1)]
#[case(4)]
fn one_tensor_of_all_three_gives_the_same_bits(#[case] heads: usize) {
    let qkv = draw::<f32>(1, &[3, 37, 3 * 16]);
    let options = AttentionOptions { is_causal: true, ..Default::default() };
    let packed =
        output_and_gradients(std::slice::from_ref(&qkv), |x| x[0].self_attention(heads, options));
    let separate = output_and_gradients(&[qkv], |x| {
        let part = |i: usize| x[0].narrow(2, i * 16..(i + 1) * 16);
        part(0).attention(part(1), part(2), heads, options)
    });
    assert_eq!(bits(&packed[0]), bits(&separate[0]));
    assert!(distance(&packed, &separate) == 0.0);
}

/// The plain loops say what the weights are; the weighted mean of the values is the output.
#[test]
fn the_weights_are_those_of_the_output() {
    let x = inputs::<f64>([2, 5, 7, 2, 1, 4, 3]);
    let lengths = [7, 0];
    let options = AttentionOptions { key_lengths: Some(&lengths), ..Default::default() };
    let weights = reference::attention_weights(&x[0], &x[1], 2, options);
    let y = Tape::new().no_grad(|tape| {
        let [q, k, v] = [&x[0], &x[1], &x[2]].map(|x| tape.constant(x));
        q.attention(k, v, 2, options)
    });
    for (i, y) in y.as_slice().iter().enumerate() {
        let (sample, query, head, c) = (i / 30, i / 6 % 5, i / 3 % 2, i % 3);
        let row = &weights.as_slice()[((sample * 2 + head) * 5 + query) * 7..][..7];
        let value = |key: usize| x[2].as_slice()[(sample * 7 + key) * 3 + c];
        let expected: f64 = row.iter().enumerate().map(|(key, p)| p * value(key)).sum();
        assert!((y - expected).abs() < 1e-14, "{y}, not {expected}");
    }
}

/// What one query reads does not depend on the queries beside it: a cache may give them one by one.
#[test]
fn one_query_by_itself_has_the_same_bits() {
    let [q, k, v] = [1, 2, 3].map(|seed| draw::<f32>(seed, &[2, 150, 3 * 24]));
    let options = AttentionOptions { is_causal: true, ..Default::default() };
    let run = |q: &Tensor, k: &Tensor, v: &Tensor, options| {
        Tape::new().no_grad(|tape| {
            let [q, k, v] = [q, k, v].map(|x| tape.constant(x));
            q.attention(k, v, 3, options)
        })
    };
    let whole = run(&q, &k, &v, options);
    let rows = |x: &Tensor, from: usize, to: usize| {
        Tape::new().no_grad(|tape| tape.constant(x).narrow(1, from..to))
    };
    for position in [0, 1, 31, 32, 127, 128, 149] {
        let [k, v] = [&k, &v].map(|x| rows(x, 0, position + 1));
        let alone = run(&rows(&q, position, position + 1), &k, &v, AttentionOptions::default());
        assert_eq!(alone.as_slice(), rows(&whole, position, position + 1).as_slice());
        let options = AttentionOptions { query_offset: position, ..options };
        let offset = run(&rows(&q, position, position + 1), &k, &v, options);
        assert_eq!(alone.as_slice(), offset.as_slice());
    }
}
