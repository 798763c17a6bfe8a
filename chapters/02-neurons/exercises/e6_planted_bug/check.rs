use super::exercise::*;
use check::{Tolerance, assert_close, guarded};
use nalgebra::{DMatrix, DVector};
use numeric::matrix;

const PLAN: Plan = Plan { epochs: 30, batch_size: 16, learning_rate: 0.05, seed: 42 };

/// The threes (target 1) and fives (target 0) among the images, white being 1.
fn threes_and_fives(images: &data::LabelledImages) -> Samples {
    let chosen = (0..images.len()).filter(|&i| [3, 5].contains(&images.labels()[i]));
    let chosen: Vec<usize> = chosen.collect();
    let white = f64::from(images.format().max_value);
    let pixel = |i, s: usize| f64::from(images.image(chosen[s])[i]) / white;
    let is_three = |s: usize| if images.labels()[chosen[s]] == 3 { 1.0 } else { 0.0 };
    Samples {
        x: DMatrix::from_fn(images.format().pixels(), chosen.len(), pixel),
        t: DVector::from_fn(chosen.len(), |s, _| is_three(s)),
    }
}

/// The reader's training.
#[track_caller]
fn trained(samples: &Samples, plan: Plan) -> Neuron {
    let given = || {
        format!(
            "`train` on {} samples in batches of {}, epochs: {}",
            samples.t.len(),
            plan.batch_size,
            plan.epochs
        )
    };
    guarded(given, || train(samples, plan))
}

/// Four samples of one input, three of which the neuron with `w = 1`, `b = 0` classifies rightly.
fn four() -> (Neuron, Samples) {
    let x = matrix([[3.0f64.ln(), -(3.0f64.ln()), 0.0, -(3.0f64.ln())]]);
    (
        Neuron { w: DVector::from_vec(vec![1.0]), b: 0.0 },
        Samples { x, t: DVector::from_vec(vec![1.0, 0.0, 1.0, 1.0]) },
    )
}

#[test]
fn the_loss_falls() {
    let train_set = threes_and_fives(&data::digits().train);
    let loss = trained(&train_set, PLAN).loss(&train_set);
    assert!(
        loss < 0.2,
        "After {} epochs over the threes and fives the loss on them is {loss:.3}, expected less \
         than 0.2 (ln 2 = 0.693 is the loss of a neuron whose output is always ½)",
        PLAN.epochs
    );
}

#[test]
fn new_digits_are_told_apart() {
    let data = data::digits();
    let neuron = trained(&threes_and_fives(&data.train), PLAN);
    let accuracy = neuron.accuracy(&threes_and_fives(&data.test));
    assert!(
        accuracy > 0.9,
        "After training the neuron is right about {:.0} % of new threes and fives, expected more \
         than 90 % (a coin would be right about half)",
        100.0 * accuracy
    );
}

/// With `y` = (¾, ¼, ½, ¼) and targets (1, 0, 1, 1), `∂L/∂b` is the mean of (−¼, ¼, −½, −¾).
#[test]
fn a_step_follows_the_gradient() {
    let (mut neuron, samples) = four();
    neuron.step(&samples.x, &samples.t, 0.8);
    let expected = [1.0 - 0.05 * 3.0f64.ln(), 0.25];
    assert_close(
        "(w, b) after a step, which was right as it was",
        &[neuron.w[0], neuron.b],
        &expected,
        Tolerance::F64_GRADIENT,
    );
}

#[test]
fn one_sample_is_learnt_by_heart() {
    let sample = Samples { x: matrix([[1.0], [-2.0]]), t: DVector::from_vec(vec![0.0]) };
    let loss = trained(&sample, Plan { learning_rate: 0.5, ..PLAN }).loss(&sample);
    assert!(
        loss < 0.05,
        "Trained on a single sample, the neuron has the loss {loss:.3} on it, expected less than \
         0.05 (if it is still about 0.69: is a batch that is not full left out?)"
    );
}

#[test]
fn loss_and_accuracy_agree_with_paper() {
    let (neuron, samples) = four();
    let expected = -(0.75f64.ln() + 0.75f64.ln() + 0.5f64.ln() + 0.25f64.ln()) / 4.0;
    let name = "the loss, which was right as it was";
    assert_close(name, &[neuron.loss(&samples)], &[expected], Tolerance::F64_GOLDEN);
    let accuracy = neuron.accuracy(&samples);
    let note = match accuracy {
        0.5 => ": where z = 0 the class is 1 (≥, not >)",
        0.25 => ": that is the fraction of those that are wrong",
        _ => "",
    };
    assert!(
        accuracy == 0.75,
        "Three of four classes are right, but the accuracy is {accuracy}{note}"
    );
}

#[test]
fn the_seed_decides_the_order() {
    let (_, samples) = four();
    let plan = Plan { batch_size: 1, ..PLAN };
    let learnt = [1, 1, 2].map(|seed| trained(&samples, Plan { seed, ..plan }));
    assert!(
        learnt[0] == learnt[1],
        "`train` with the same seed twice gives two neurons, expected the same: the order must \
         come from plan.seed and the epoch alone"
    );
    assert!(
        learnt[0] != learnt[2],
        "`train` with another seed gives the same neuron, expected another order and so another \
         neuron: has the shuffle gone?"
    );
}

/// All targets are 1, so that only what `train` makes of a step matters.
#[test]
fn an_epoch_in_one_batch_is_one_step() {
    let samples =
        Samples { x: matrix([[1.0, 2.0, -4.0]]), t: DVector::from_vec(vec![1.0, 1.0, 1.0]) };
    let found = trained(&samples, Plan { epochs: 1, batch_size: 3, ..PLAN });
    let mut neuron = Neuron { w: DVector::from_vec(vec![0.0]), b: 0.0 };
    neuron.step(&samples.x, &samples.t, PLAN.learning_rate);
    assert_close(
        "(w, b) after an epoch in one batch, compared with one call of `step`",
        &[found.w[0], found.b],
        &[neuron.w[0], neuron.b],
        Tolerance::F64_GOLDEN,
    );
}

/// Each sample has an input of its own, so that its weight stays 0 only if it is never seen.
#[test]
fn every_sample_is_seen() {
    let samples = Samples { x: DMatrix::identity(5, 5), t: DVector::repeat(5, 1.0) };
    let neuron = trained(&samples, Plan { epochs: 1, batch_size: 2, ..PLAN });
    let seen = neuron.w.iter().filter(|w| **w != 0.0).count();
    assert!(
        seen == 5,
        "An epoch over 5 samples in batches of 2 shows {seen} of them to the neuron, expected all \
         5: is the last batch, which is not full, left out, or a sample shown twice?"
    );
}

/// The neuron that two epochs in this order would give, a step for each sample.
fn same_order_twice(samples: &Samples, order: [usize; 3]) -> Neuron {
    let mut neuron = Neuron { w: DVector::from_vec(vec![0.0]), b: 0.0 };
    for sample in [order, order].concat() {
        let (x, t) = (samples.x.select_columns(&[sample]), samples.t.select_rows(&[sample]));
        neuron.step(&x, &t, PLAN.learning_rate);
    }
    neuron
}

#[test]
fn each_epoch_has_an_order_of_its_own() {
    // All targets are 1, so that only the order of the inputs matters.
    let samples =
        Samples { x: matrix([[1.0, 2.0, -4.0]]), t: DVector::from_vec(vec![1.0, 1.0, 1.0]) };
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let repeated = orders.map(|order| same_order_twice(&samples, order));
    let plan = Plan { epochs: 2, batch_size: 1, ..PLAN };
    let differs = |seed| !repeated.contains(&trained(&samples, Plan { seed, ..plan }));
    assert!(
        (0..20).any(differs),
        "With each of 20 seeds the second epoch sees the samples in the order of the first, \
         expected a new order for every epoch: does the order depend on `epoch`?"
    );
}

#[test]
fn each_epoch_has_batches_of_its_own() {
    let (_, samples) = four();
    let plan = Plan { epochs: 1, batch_size: 2, ..PLAN };
    let mut neurons: Vec<Neuron> = Vec::new();
    for seed in 0..20 {
        let neuron = trained(&samples, Plan { seed, ..plan });
        let is_known = |known: &Neuron| (&known.w - &neuron.w).norm() < 1e-12;
        if !neurons.iter().any(is_known) {
            neurons.push(neuron);
        }
    }
    let slip = match neurons.len() {
        1 => "has the shuffle gone?",
        _ => "are whole batches shuffled, always of the same samples?",
    };
    assert!(
        neurons.len() > 2,
        "The number of different neurons that 20 seeds lead to, in an epoch over 4 samples in \
         batches of 2, is {}, expected more than 2: {slip}",
        neurons.len()
    );
}
