//! Stochastic descent: with all samples it is full-batch descent, with some it is right on average.

use crate::support::{distance, noisy_line};
use gradient_descent::{
    FiniteSum, GradientDescent, LeastSquares, Objective, PowerDecay, Schedule, StochasticDescent,
    StopCriteria,
};
use rstest::rstest;

fn stop_after(max_iterations: usize) -> StopCriteria {
    StopCriteria { gradient_tolerance: 0.0, value_tolerance: 0.0, max_iterations }
}

fn minimum(model: &LeastSquares, dimensions: usize) -> Vec<f64> {
    let stop =
        StopCriteria { gradient_tolerance: 1e-12, value_tolerance: 0.0, max_iterations: 100_000 };
    let end =
        GradientDescent { step_size: 0.8, stop }.minimize(&model.mean(), &vec![0.0; dimensions]);
    assert!(end.outcome.is_converged());
    end.point
}

#[rstest]
fn a_batch_of_all_samples_is_full_batch_to_the_last_bit(
    #[values(37, 38, 1_000)] batch_size: usize,
) {
    let model = noisy_line(4, 37);
    let (step_size, stop) = (0.3, stop_after(50));
    let (whole, path) =
        GradientDescent { step_size, stop }.minimize_with_history(&model.mean(), &[0.5; 4]);
    let stochastic = StochasticDescent { step_size, batch_size, seed: 9, stop };
    let (batched, batched_path) = stochastic.minimize_with_history(&model, &[0.5; 4]);
    assert_eq!(whole, batched);
    assert_eq!(path[..50], batched_path[..]);
}

/// In another order the partial sums are rounded differently.
#[test]
fn a_batch_of_all_samples_in_any_order_is_the_whole_but_for_rounding() {
    let model = noisy_line(4, 37);
    let (mut whole, mut batched) = ([0.0; 4], [0.0; 4]);
    let value = model.mean().value_and_gradient(&[0.5; 4], &mut whole);
    let order: Vec<u32> = (0..37).map(|i| i * 5 % 37).collect();
    let batched_value = model.batch_value_and_gradient(&order, &[0.5; 4], &mut batched);
    assert!((value - batched_value).abs() < 1e-15);
    assert!(distance(&whole, &batched) < 1e-15);
}

#[test]
fn an_epoch_goes_through_every_sample_once() {
    let model = noisy_line(2, 23);
    // Without a step the mean of the batches' values, weighted by their sizes, is the mean of all.
    let descent =
        StochasticDescent { step_size: 0.0, batch_size: 5, seed: 3, stop: stop_after(10) };
    let (end, path) = descent.minimize_with_history(&model, &[0.5; 2]);
    for epoch in path.chunks(5) {
        let sizes = [5.0, 5.0, 5.0, 5.0, 3.0];
        let total: f64 = epoch.iter().zip(sizes).map(|(batch, size)| batch.value * size).sum();
        assert!((total / 23.0 - end.value).abs() < 1e-14);
    }
    assert_ne!(path[0].value, path[5].value, "each epoch has an order of its own");
}

#[test]
fn a_run_is_a_function_of_its_seed() {
    let model = noisy_line(3, 60);
    let descent =
        |seed| StochasticDescent { step_size: 0.1, batch_size: 4, seed, stop: stop_after(99) };
    let end = |seed| descent(seed).minimize(&model, &[0.0; 3]);
    assert_eq!(end(1), end(1));
    assert_ne!(end(1).point, end(2).point);
}

/// The noise floor: the mean squared distance from the minimum once descent only oscillates there.
fn noise_floor(model: &LeastSquares, step_size: impl Schedule, best: &[f64], steps: usize) -> f64 {
    let descent = StochasticDescent { step_size, batch_size: 1, seed: 5, stop: stop_after(steps) };
    let (mut total, mut counted) = (0.0, 0);
    descent.minimize_with_callback(model, &[0.0; 2], |iterate| {
        if iterate.step >= steps / 2 {
            total += distance(iterate.point, best).powi(2);
            counted += 1;
        }
    });
    total / f64::from(counted)
}

/// With this many samples a step is forgotten long before an epoch is over: then it makes no
/// difference that none is drawn twice, and half the step size means half the mean squared
/// distance.
#[test]
fn the_noise_floor_is_proportional_to_the_step_size() {
    let model = noisy_line(2, 20_000);
    let best = minimum(&model, 2);
    let floors = [0.08, 0.04, 0.02].map(|step_size| noise_floor(&model, step_size, &best, 200_000));
    for pair in floors.windows(2) {
        let ratio = pair[0] / pair[1];
        assert!((1.7..2.4).contains(&ratio), "{ratio}: {floors:?}");
    }
}

/// Where steps are so small that an epoch is hardly a move, its samples' errors nearly cancel, and
/// the floor at its end falls with the square of the step size.
#[test]
fn reshuffling_makes_the_floor_fall_faster_than_the_step_size() {
    let model = noisy_line(2, 50);
    let best = minimum(&model, 2);
    let floor_between_epochs = |step_size: f64| {
        let stop = stop_after(200_000);
        let descent = StochasticDescent { step_size, batch_size: 1, seed: 5, stop };
        let (mut total, mut counted) = (0.0, 0);
        descent.minimize_with_callback(&model, &best, |iterate| {
            if iterate.step % 50 == 0 && iterate.step >= 50_000 {
                total += distance(iterate.point, &best).powi(2);
                counted += 1;
            }
        });
        total / f64::from(counted)
    };
    let ratio = floor_between_epochs(2e-3) / floor_between_epochs(1e-3);
    assert!(ratio > 3.5, "{ratio}");
}

#[test]
fn decaying_steps_get_below_the_floor() {
    let model = noisy_line(2, 20_000);
    let best = minimum(&model, 2);
    let decay = PowerDecay { initial: 0.08, time_scale: 500.0, power: 1.0 };
    let (fixed, decaying) =
        (noise_floor(&model, 0.08, &best, 200_000), noise_floor(&model, decay, &best, 200_000));
    assert!(decaying < fixed / 50.0, "{decaying} after {fixed}");
}
