//! How parameters are drawn: PyTorch's way and Keras's.

use crate::support::{RESET_AFTER, network};
use rnn::{Cell, Gru, LstmCell, RecurrentInit, RecurrentOptions, RnnCell};
use rstest::rstest;
use tensor::Tensor;

fn options<C: Cell>(cell: C, init: RecurrentInit) -> RecurrentOptions<C> {
    RecurrentOptions {
        cell,
        init,
        num_layers: 2,
        bidirectional: true,
        ..RecurrentOptions::new(7, 25)
    }
}

#[rstest]
#[case(RnnCell::default())]
#[case(LstmCell)]
#[case(RESET_AFTER)]
fn torch<C: Cell>(#[case] cell: C) {
    let network = network::<f64, C>(options(cell, RecurrentInit::Torch));
    let tensors = nn::state_dict(&network);
    assert_eq!(tensors.len(), 16);
    let limit = 1.0 / f64::sqrt(25.0);
    for (name, tensor) in &tensors {
        let max_abs = tensor.as_slice().iter().fold(0.0f64, |max, x| max.max(x.abs()));
        // Of 25 values or more, all in the inner half: less probable than one in 30 million.
        assert!(max_abs <= limit && max_abs > 0.5 * limit, "{name}: {max_abs}");
        let mean = tensor.as_slice().iter().sum::<f64>() / tensor.shape().len() as f64;
        assert!(mean.abs() < 0.5 * limit, "{name}: a mean of {mean}");
    }
    // No two are drawn alike.
    let mut firsts: Vec<u64> = tensors.iter().map(|(_, t)| t.as_slice()[0].to_bits()).collect();
    firsts.sort_unstable();
    firsts.dedup();
    assert_eq!(firsts.len(), 16);
}

#[rstest]
#[case(RnnCell::default())]
#[case(LstmCell)]
#[case(RESET_AFTER)]
fn keras<C: Cell>(#[case] cell: C) {
    let network = network::<f64, C>(options(cell, RecurrentInit::Keras));
    for (i, layer) in network.layers.iter().enumerate() {
        for params in [&layer.forward, layer.reverse.as_ref().unwrap()] {
            let fans = [7, 50][i] + C::GATES * 25;
            let limit = f64::sqrt(6.0 / fans as f64);
            let max_abs =
                params.weight_ih.value.as_slice().iter().fold(0.0f64, |max, x| max.max(x.abs()));
            assert!(max_abs <= limit && max_abs > 0.9 * limit, "{max_abs} of {limit}");
            assert_orthonormal_rows(&params.weight_hh.value);
            let biases = params.bias_ih.value.as_slice();
            let is_forget = |i: usize| C::HAS_CELL_STATE && (25..50).contains(&i);
            assert!(biases.iter().enumerate().all(|(i, b)| *b == f64::from(is_forget(i))));
            assert!(params.bias_hh.value.as_slice().iter().all(|b| *b == 0.0));
        }
    }
}

fn assert_orthonormal_rows(w: &Tensor<f64>) {
    let rows: Vec<&[f64]> = w.as_slice().chunks_exact(w.shape().last_dim()).collect();
    for (i, a) in rows.iter().enumerate() {
        for (j, b) in rows.iter().enumerate() {
            let product: f64 = a.iter().zip(*b).map(|(a, b)| a * b).sum();
            assert!((product - f64::from(i == j)).abs() < 1e-12, "rows {i} and {j}: {product}");
        }
    }
}

#[test]
fn a_seed_repeats_the_draw() {
    use rand::{SeedableRng, rngs::ChaCha8Rng};

    let weights = |seed| {
        let gru = Gru::<f32>::new(3, 5, &mut ChaCha8Rng::seed_from_u64(seed));
        let tensors = nn::state_dict(&gru).into_iter();
        tensors.flat_map(|(_, tensor)| tensor.as_slice().to_vec()).collect::<Vec<f32>>()
    };
    assert_eq!(weights(1), weights(1));
    assert_ne!(weights(1), weights(2));
}
