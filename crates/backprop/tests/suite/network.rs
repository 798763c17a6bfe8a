//! Layers and networks compared with central differences.

use crate::blame::panic_of;
use activations::{Gelu, LeakyRelu, Sigmoid, Tanh};
use backprop::{DenseLayer, Differentiable, Network};
use losses::{CrossEntropy, Loss, MeanSquaredError};
use nalgebra::DMatrix;
use neurons::{Activation, Identity};
use numeric::central_difference;
use numeric::matrix;
use rstest::rstest;

/// Values from −1 to 1.
fn pseudo_random(rows: usize, columns: usize, salt: usize) -> DMatrix<f64> {
    DMatrix::from_fn(rows, columns, |i, j| ((i * 37 + j * 101 + salt * 997) as f64).sin())
}

/// The parameters of four layers: weights and biases, first to last.
type Parameters = Vec<(DMatrix<f64>, Vec<f64>)>;

fn parameters() -> Parameters {
    let sizes = [3, 5, 4, 4, 2];
    let layer = |i: usize| {
        (pseudo_random(sizes[i + 1], sizes[i], i), pseudo_random(sizes[i + 1], 1, i + 9))
    };
    (0..4).map(layer).map(|(w, b)| (w, b.as_slice().to_vec())).collect()
}

/// Layers of every kind: with and without need for their input, with and without a kink.
fn network(parameters: &Parameters) -> Network<f64> {
    fn layer<A: Activation<f64>>(
        (w, b): &(DMatrix<f64>, Vec<f64>),
        f: A,
    ) -> Box<dyn Differentiable<f64>> {
        Box::new(DenseLayer::new(w.clone(), b.clone(), f))
    }
    let p = parameters;
    let leaky = LeakyRelu { negative_slope: 0.3 };
    let layers = vec![layer(&p[0], Tanh), layer(&p[1], Gelu), layer(&p[2], leaky)];
    Network { layers: layers.into_iter().chain([layer(&p[3], Identity)]).collect() }
}

#[test]
fn gradients_of_a_deep_network_are_the_numerical_ones() {
    check_network(&CrossEntropy, &[0, 1, 1, 0, 1, 0, 0]);
    let targets: Vec<f64> = (0..14).map(|i| (i as f64 * 0.7).cos()).collect();
    check_network(&MeanSquaredError, &targets);
}

fn check_network<L: Loss<f64>>(loss: &L, target: &L::Target) {
    let (x, parameters) = (pseudo_random(3, 7, 50), parameters());
    let (value, gradients) = network(&parameters).loss_and_gradients(&x, loss, target);
    let y = network(&parameters).forward(&x);
    let mut dy = y.clone();
    assert_eq!(value, loss.value_and_gradient(y.as_view(), target, dy.as_view_mut()));
    assert_eq!(gradients.len(), 4);
    let loss_of =
        |parameters: &Parameters| network(parameters).loss_and_gradients(&x, loss, target).0;
    for (n, gradient) in gradients.iter().enumerate() {
        for i in 0..parameters[n].0.len() {
            let mut perturbed = parameters.clone();
            let f = |w| {
                perturbed[n].0[i] = w;
                loss_of(&perturbed)
            };
            let numerical = central_difference(f, parameters[n].0[i], 1e-5);
            assert_near(gradient.weight[i], numerical, &format!("layer {n}, weight {i}"));
        }
        for i in 0..parameters[n].1.len() {
            let mut perturbed = parameters.clone();
            let f = |b| {
                perturbed[n].1[i] = b;
                loss_of(&perturbed)
            };
            let numerical = central_difference(f, parameters[n].1[i], 1e-5);
            assert_near(gradient.bias[i], numerical, &format!("layer {n}, bias {i}"));
        }
    }
}

fn assert_near(analytic: f64, numerical: f64, what: &str) {
    let tolerance = 1e-6 * analytic.abs().max(numerical.abs()).max(1.0);
    assert!((analytic - numerical).abs() <= tolerance, "{what}: {analytic}, not {numerical}");
}

/// The input has a gradient too.
#[rstest]
#[case::sigmoid(Sigmoid)]
#[case::gelu(Gelu)]
fn the_input_gradient_is_the_numerical_one(#[case] f: impl Activation<f64>) {
    let layer = DenseLayer::new(pseudo_random(4, 3, 1), vec![0.1, -0.2, 0.3, 0.0], f);
    let (x, dy) = (pseudo_random(3, 2, 2), pseudo_random(4, 2, 3));
    let (_, dx) = layer.backward(&x, &layer.forward(&x), dy.clone());
    for i in 0..x.len() {
        let perturbed = |value| {
            let mut x = x.clone();
            x[i] = value;
            layer.forward(&x).y.dot(&dy)
        };
        assert_near(dx[i], central_difference(perturbed, x[i], 1e-5), &format!("input {i}"));
    }
}

/// Whether the weighted sums are saved or not, the outputs are the same.
#[test]
fn a_layer_outputs_the_activation_of_its_sums() {
    let x = pseudo_random(3, 2, 2);
    let sums = DenseLayer::new(pseudo_random(4, 3, 1), vec![0.5; 4], Identity).forward(&x).y;
    assert_eq!(
        DenseLayer::new(pseudo_random(4, 3, 1), vec![0.5; 4], Gelu).forward(&x).y,
        sums.map(|z| Gelu.apply(z))
    );
    assert_eq!(
        DenseLayer::new(pseudo_random(4, 3, 1), vec![0.5; 4], Tanh).forward(&x).y,
        sums.map(f64::tanh)
    );
}

#[test]
fn a_network_without_layers_is_the_identity() {
    let network = Network::<f64> { layers: Vec::new() };
    let x = matrix([[1.0, 2.0]]);
    assert_eq!(network.forward(&x), x);
    let (loss, gradients) = network.loss_and_gradients(&x, &MeanSquaredError, &[0.0, 0.0]);
    assert_eq!((loss, gradients.len()), (2.5, 0));
}

#[rstest]
#[case::too_few(1)]
#[case::too_many(3)]
fn a_layer_needs_one_bias_for_each_neuron(#[case] biases: usize) {
    let panic = panic_of(|| DenseLayer::new(pseudo_random(2, 3, 0), vec![0.0; biases], Identity));
    assert!(panic.message.contains("DenseLayer: weight (2, 3) and bias"), "{panic:?}");
    assert!(panic.file.ends_with("tests/suite/network.rs"), "blamed on {}", panic.file);
}

#[test]
fn an_input_that_does_not_fit_is_named_at_the_callers_line() {
    let layer = DenseLayer::new(pseudo_random(2, 3, 0), vec![0.0; 2], Identity);
    let network = Network::<f64> { layers: vec![Box::new(layer)] };
    let panic = panic_of(|| network.forward(&pseudo_random(4, 1, 0)));
    assert!(panic.message.starts_with("affine: "), "{panic:?}");
    assert!(panic.file.ends_with("tests/suite/network.rs"), "blamed on {}", panic.file);
}
