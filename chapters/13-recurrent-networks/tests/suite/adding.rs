//! The adding problem.

use ch13::adding::{Adder, AddingOptions, BASELINE, adding_batch, train};
use programs::{Program, temp_dir};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rnn::{LstmCell, RnnCell};

const ADDING: Program = Program::new("adding");

#[test]
fn the_target_is_the_sum_of_one_marked_number_in_each_half() {
    let (n, steps) = (200, 11);
    let batch = adding_batch(n, steps, &mut ChaCha8Rng::seed_from_u64(1));
    assert_eq!(batch.inputs.shape().dims(), [n, steps, 2]);
    for (sequence, target) in batch.inputs.as_slice().chunks(2 * steps).zip(&batch.targets) {
        let steps: Vec<&[f32]> = sequence.chunks(2).collect();
        assert!(steps.iter().all(|step| (0.0..1.0).contains(&step[0])));
        let marked = |half: &[&[f32]]| -> Vec<f32> {
            half.iter().filter(|step| step[1] == 1.0).map(|step| step[0]).collect()
        };
        let (first, second) = (marked(&steps[..5]), marked(&steps[5..]));
        assert_eq!((first.len(), second.len()), (1, 1));
        assert_eq!(*target, first[0] + second[0]);
        assert_eq!(steps.iter().filter(|step| step[1] == 0.0).count(), steps.len() - 2);
    }
}

#[test]
fn the_mean_has_the_error_of_the_baseline() {
    let targets = adding_batch(20_000, 2, &mut ChaCha8Rng::seed_from_u64(1)).targets;
    let squares = targets.iter().map(|target| f64::from(target - 1.0).powi(2));
    let mse = squares.sum::<f64>() / targets.len() as f64;
    assert!((mse - BASELINE).abs() < 0.005, "{mse}");
}

#[test]
fn the_error_of_a_network_is_the_mean_of_its_squares() {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let mut adder = Adder::<f32, RnnCell>::new(4, rng);
    adder.dense.weight.value.as_mut_slice().fill(0.0);
    let batch = adding_batch(50, 6, rng);
    let squares: f64 = batch.targets.iter().map(|target| f64::from(*target).powi(2)).sum();
    assert!((adder.evaluate(&batch) - squares / 50.0).abs() < 1e-6, "it always predicts 0");
}

#[test]
fn a_training_repeats_from_its_seed() {
    let options = AddingOptions {
        steps: 8,
        hidden: 8,
        batch: 16,
        updates: 40,
        learning_rate: 0.01,
        max_norm: 1.0,
    };
    let runs = [1, 1, 2].map(|seed| train::<LstmCell>(options, seed));
    assert_eq!(runs[0].curve, runs[1].curve);
    assert_eq!(runs[0].test_mse, runs[1].test_mse);
    assert_ne!(runs[0].test_mse, runs[2].test_mse);
    assert_eq!(runs[0].curve.iter().map(|point| point.0).collect::<Vec<_>>(), [20.0, 40.0]);
}

#[test]
fn short_sequences_are_solved_at_once() {
    let ended = ADDING.run_in_temp_dir(&["--steps", "10", "--updates", "400", "--seeds", "1"]);
    for cell in ["lstm", "gru"] {
        assert_eq!(ended.number(&format!("{cell}_solved")), 1.0, "{}", ended.stdout);
    }
    assert!((ended.number("baseline") - 1.0 / 6.0).abs() < 1e-12);
    assert!(ended.out.path().join("adding.svg").is_file());
}

/// The claim of the page, a little shorter.
#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn gates_remember_over_sixty_steps_and_a_plain_network_does_not() {
    let arguments = ["--steps", "60", "--updates", "600", "--seeds", "1", "--seed", "7"];
    let ended = ADDING.run_in_temp_dir(&arguments);
    assert_eq!(ended.number("lstm_solved"), 1.0, "{}", ended.stdout);
    assert_eq!(ended.number("gru_solved"), 1.0, "{}", ended.stdout);
    assert!(ended.number("plain_rnn_mse") > 0.1, "{}", ended.stdout);
}

#[test]
fn no_seeds_and_no_steps_are_refused() {
    let out = temp_dir();
    for option in [["--seeds", "0"], ["--steps", "1"], ["--updates", "5"]] {
        let complaint = ADDING.run_err(out.path(), &option);
        assert!(complaint.contains(option[0]), "{complaint}");
    }
}
