//! The perceptron's rule, and the bound on its mistakes.

use crate::samples::{random_neuron, separable};
use nalgebra::DMatrix;
use neurons::{Perceptron, margin, max_margin, mistake_bound, radius};
use numeric::matrix;
use rstest::rstest;

/// Trains until an epoch has no mistake; returns the number of epochs.
fn train(
    perceptron: &mut Perceptron<f64>,
    x: &DMatrix<f64>,
    t: &[f64],
    max_epochs: usize,
) -> usize {
    (1..=max_epochs)
        .find(|_| perceptron.train_epoch(x.as_view(), t) == 0)
        .expect("an epoch without a mistake")
}

#[test]
fn the_first_steps_on_paper() {
    let mut perceptron = Perceptron::new(2);
    assert!(perceptron.update(&[2.0, 1.0], 1.0), "a sum of 0 is a mistake");
    assert_eq!((perceptron.neuron.w.as_slice(), perceptron.neuron.b), (&[2.0, 1.0][..], 1.0));
    assert!(perceptron.update(&[1.0, 3.0], -1.0), "z = 6");
    assert_eq!((perceptron.neuron.w.as_slice(), perceptron.neuron.b), (&[1.0, -2.0][..], 0.0));
    assert!(!perceptron.update(&[3.0, 1.0], 1.0), "z = 1");
    assert_eq!(perceptron.mistakes, 2);
}

#[rstest]
fn mistakes_stay_below_the_bound(
    #[values(1, 2, 5, 40)] inputs: usize,
    #[values(0.02, 0.3)] gap: f64,
    #[values(1, 2, 3, 4, 5)] salt: usize,
) {
    let (x, t) = separable(inputs, 60, gap, salt);
    let teacher = random_neuron(inputs, salt);
    let mut perceptron = Perceptron::new(inputs);
    train(&mut perceptron, &x, &t, 100_000);
    let best = max_margin(x.as_view(), &t).expect("the teacher separates");
    for margin in [margin(&teacher, x.as_view(), &t), best.upper_bound] {
        let bound = mistake_bound(radius(x.as_view()), margin).expect("the teacher separates");
        assert!(perceptron.mistakes as f64 <= bound, "{} > {bound}", perceptron.mistakes);
    }
    assert!(margin(&perceptron.neuron, x.as_view(), &t) > 0.0, "all are right in the end");
}

#[test]
fn mirrored_samples_give_the_same_mistakes() {
    let (x, t) = separable(3, 40, 0.2, 7);
    let mut perceptron = Perceptron::new(3);
    train(&mut perceptron, &x, &t, 100_000);
    let (mirrored, exchanged) = (-&x, t.iter().map(|t| -t).collect::<Vec<_>>());
    let mut other = Perceptron::new(3);
    train(&mut other, &mirrored, &exchanged, 100_000);
    // The points and the classes changed their signs: the weights stay, the bias changes sign.
    assert_eq!(other.mistakes, perceptron.mistakes);
    assert_eq!(other.neuron.w, perceptron.neuron.w);
    assert_eq!(other.neuron.b, -perceptron.neuron.b);
}

#[test]
fn xor_is_never_learnt() {
    let x = matrix([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]]);
    let xor = [-1.0, 1.0, 1.0, -1.0];
    let mut perceptron = Perceptron::new(2);
    for epoch in 1..=1_000 {
        assert!(perceptron.train_epoch(x.as_view(), &xor) > 0, "epoch {epoch}");
    }
    assert_eq!(max_margin(x.as_view(), &xor), None, "so there is no bound");
}
