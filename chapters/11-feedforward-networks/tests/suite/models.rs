//! The baselines, the linear pieces, the table.

use ch11::Rows;
use ch11::baselines::{Linear, nearest};
use ch11::housing::{Houses, Parts, SKEWED};
use ch11::pieces::{bends, random};
use nn::Forward;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;

/// scikit-learn 1.9.1: `Ridge(alpha = λ·n)` on `X = [[1, 2], [2, 1], [3, 5], [4, 4]]`,
/// `y = [1, 2, 4, 3]`.
#[test]
fn ridge_as_scikit_learn() {
    let x = vec![1.0, 2.0, 2.0, 1.0, 3.0, 5.0, 4.0, 4.0];
    let rows = Rows { width: 2, x, y: vec![1.0, 2.0, 4.0, 3.0] };
    for (lambda, weights, bias) in [
        (0.0, [0.3999999999999997, 0.39999999999999974], 0.3000000000000016),
        (0.5, [0.30508474576271183, 0.37288135593220334], 0.6186440677966103),
    ] {
        let model = Linear::fit(&rows, lambda);
        for (found, expected) in model.weights.iter().zip(weights) {
            assert!((found - expected).abs() < 1e-12, "{model:?}");
        }
        assert!((model.bias - bias).abs() < 1e-12, "{model:?}");
    }
}

/// A one-hot group is redundant beside the bias; the predictions are those without its last column.
#[test]
fn redundant_features_do_no_harm() {
    let y = vec![1.0, 2.0, 4.0, 3.0];
    let full = Rows { width: 2, x: vec![1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0], y };
    let short = Rows { width: 1, x: vec![1.0, 1.0, 0.0, 0.0], ..full.clone() };
    let [a, b] = [&full, &short].map(|rows| Linear::fit(rows, 0.0).predict(rows));
    assert!(a.iter().zip(&b).all(|(a, b)| (a - b).abs() < 1e-12), "{a:?} {b:?}");
}

fn no_rows() -> Rows {
    Rows { width: 1, x: Vec::new(), y: Vec::new() }
}

fn one_row() -> Rows {
    Rows { width: 1, x: vec![1.0], y: vec![2.0] }
}

#[test]
#[should_panic = "a linear model cannot be fitted to no rows"]
fn a_line_through_nothing() {
    Linear::fit(&no_rows(), 0.0);
}

#[test]
#[should_panic = "each number of neighbours must be at least 1: [3, 0]"]
fn no_neighbours() {
    nearest(&one_row(), &one_row(), &[3, 0]);
}

#[test]
#[should_panic = "there are no training rows, so no nearest ones"]
fn neighbours_of_nothing() {
    nearest(&no_rows(), &one_row(), &[1]);
}

/// Between two bends the network is affine, and at each bend it is not: measured by its outputs.
#[test]
fn bends_are_where_the_outputs_bend() {
    let network = random(&[2, 6, 6, 1], 0.5, &mut ChaCha8Rng::seed_from_u64(7));
    let (from, to) = ([-3.0, 1.0], [2.0, -2.0]);
    let output = |s: f64| {
        let point = [0, 1].map(|i| from[i] + s * (to[i] - from[i]));
        let inputs = Tensor::new([1, 2], point.to_vec());
        autograd::Tape::new().no_grad(|tape| network.forward(tape.constant(&inputs))).item()
    };
    let second = |a: f64, b: f64| output(a) + output(b) - 2.0 * output((a + b) / 2.0);
    let bends = bends(&network, &from, &to);
    assert!(bends.len() >= 4, "{bends:?}");
    let ends = [vec![0.0], bends.clone(), vec![1.0]].concat();
    for pair in ends.windows(2) {
        assert!(second(pair[0], pair[1]).abs() < 1e-10, "{pair:?}");
    }
    assert!(bends.iter().all(|s| second(s - 1e-4, s + 1e-4).abs() > 1e-8));
}

/// No square of the map has districts in two parts.
#[test]
fn places_are_held_out_whole() {
    let houses = Houses::made_up().unwrap();
    let table = houses.prepare(&SKEWED, &[]).unwrap();
    let parts = Parts::draw_by_place(&table, 3).unwrap();
    let (x, y) = (table.column("longitude").unwrap(), table.column("latitude").unwrap());
    let square = |i: usize| (x[i].floor() as i32, y[i].floor() as i32);
    let test: std::collections::HashSet<_> =
        parts.test_indices.iter().map(|&i| square(i as usize)).collect();
    let inside = (0..table.len()).filter(|&i| test.contains(&square(i))).count();
    assert_eq!(inside, parts.test.len());
    assert_eq!(parts.train.len() + parts.validation.len() + parts.test.len(), table.len());
}

/// The mean of each standardized training column is 0, that of the test rows only nearly.
#[test]
fn the_preprocessing_has_not_seen_the_test() {
    let table = Houses::made_up().unwrap().prepare(&SKEWED, &[]).unwrap();
    let Parts { train, test, .. } = Parts::draw(&table, 1).unwrap();
    let mean = |rows: &Rows| {
        rows.x.chunks_exact(rows.width).map(|row| row[0]).sum::<f64>() / rows.len() as f64
    };
    assert!(mean(&train).abs() < 1e-10);
    assert!(mean(&test).abs() > 1e-6);
}
