//! Paired tests: what can be counted exactly, and how often they are wrong.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use text::metrics::{
    Bleu, BleuStatistics, PairedTest, approximate_randomization, paired_bootstrap,
};

fn mean(samples: &[&f64]) -> f64 {
    samples.iter().copied().sum::<f64>() / samples.len() as f64
}

#[test]
fn randomization_approaches_the_exact_p_value() {
    // Seven differences; of the 2⁷ ways to swap, those with a sum at least as large can be counted.
    let a = [3.0, 1.0, 4.0, 2.0, 2.5, 0.5, 3.5];
    let b = [1.0, 1.5, 1.0, 1.0, 2.0, 1.0, 2.0];
    let seen: f64 = a.iter().zip(&b).map(|(a, b)| a - b).sum();
    let is_extreme = |swaps: &u32| {
        let signed = |i: usize| if swaps >> i & 1 == 1 { b[i] - a[i] } else { a[i] - b[i] };
        (0..7).map(signed).sum::<f64>().abs() >= seen.abs() - 1e-9
    };
    let exact = (0..128u32).filter(is_extreme).count() as f64 / 128.0;
    let test = approximate_randomization(&a, &b, mean, 20_000, 1);
    // Three standard errors.
    let room = 3.0 * (exact * (1.0 - exact) / 20_000.0).sqrt() + 1.0 / 20_001.0;
    assert!((test.p_value - exact).abs() < room, "{} for {exact}", test.p_value);
    assert!((test.difference - seen / 7.0).abs() < 1e-12);
}

#[test]
fn the_bootstraps_interval_is_that_of_the_normal_distribution() {
    // 400 differences of mean 0.1 and variance 1: their mean deviates by 1/20.
    let rng = &mut ChaCha8Rng::seed_from_u64(3);
    let b: Vec<f64> = (0..400).map(|_| rng.random()).collect();
    let a: Vec<f64> =
        b.iter().zip(0..).map(|(b, i)| b + 0.1 + if i % 2 == 0 { 1.0 } else { -1.0 }).collect();
    let test = paired_bootstrap(&a, &b, mean, 4_000, 1);
    assert!((test.difference - 0.1).abs() < 1e-12);
    assert!((test.interval.low - (0.1 - 1.96 / 20.0)).abs() < 0.01, "{:?}", test.interval);
    assert!((test.interval.high - (0.1 + 1.96 / 20.0)).abs() < 0.01, "{:?}", test.interval);
    // Two deviations: 4.55 % of a normal distribution are beyond.
    assert!((test.p_value - 0.0455).abs() < 0.015, "{}", test.p_value);
}

#[test]
fn equal_systems_are_seldom_told_apart() {
    let rng = &mut ChaCha8Rng::seed_from_u64(5);
    let mut found = [0; 2];
    for seed in 0..200 {
        let draw = |rng: &mut ChaCha8Rng| (0..50).map(|_| rng.random::<f64>()).collect::<Vec<_>>();
        let (a, b) = (draw(rng), draw(rng));
        let tests: [PairedTest; 2] = [
            approximate_randomization(&a, &b, mean, 199, seed),
            paired_bootstrap(&a, &b, mean, 199, seed),
        ];
        (0..2).for_each(|i| found[i] += usize::from(tests[i].p_value <= 0.05));
    }
    // 10 of 200 are expected; more than 22 would be so by chance once in 3,000 times.
    assert!(found.iter().all(|count| *count <= 22), "{found:?}");
    assert!(found.iter().all(|count| *count >= 1), "{found:?}");
}

#[test]
fn the_same_seed_gives_the_same_result_and_the_same_system_no_difference() {
    let (a, b) = ([1.0, 0.0, 1.0, 1.0], [0.0, 0.0, 1.0, 0.0]);
    let test = paired_bootstrap(&a, &b, mean, 100, 7);
    assert_eq!(test, paired_bootstrap(&a, &b, mean, 100, 7));
    for same in
        [paired_bootstrap(&a, &a, mean, 100, 7), approximate_randomization(&a, &a, mean, 100, 7)]
    {
        assert_eq!((same.difference, same.p_value), (0.0, 1.0));
    }
}

#[test]
fn a_much_better_translation_is_better_by_more_than_chance() {
    let pairs = data::eng_fra();
    let references: Vec<&str> = pairs.test.iter().take(100).map(|pair| &pair.french[..]).collect();
    let bleu = Bleu::default();
    let right: Vec<_> = references.iter().map(|it| bleu.statistics(it, &[it])).collect();
    // Each with the next one's translation.
    let next = references.iter().cycle().skip(1);
    let wrong: Vec<_> =
        references.iter().zip(next).map(|(it, next)| bleu.statistics(next, &[it])).collect();
    let score = |sample: &[&BleuStatistics]| {
        sample.iter().copied().copied().sum::<BleuStatistics>().score(false).score
    };
    let test = approximate_randomization(&right, &wrong, score, 200, 1);
    assert!(test.difference > 50.0 && test.p_value == 1.0 / 201.0, "{test:?}");
}
