//! Where weights begin: the bounds and the variance that the papers ask for.

use crate::rng;
use activations::Relu;
use nn::{Dense, Initialization};
use rstest::rstest;

const FAN_IN: usize = 200;
const FAN_OUT: usize = 300;

fn draw(initialization: Initialization, seed: u64) -> Vec<f64> {
    let w = initialization.init_weight::<f64>([FAN_IN, FAN_OUT], FAN_IN, FAN_OUT, &mut rng(seed));
    w.as_slice().to_vec()
}

#[rstest]
#[case::glorot_uniform(Initialization::GlorotUniform, 2.0 / 500.0)]
#[case::glorot_normal(Initialization::GlorotNormal, 2.0 / 500.0)]
#[case::he_uniform(Initialization::HeUniform, 2.0 / 200.0)]
#[case::he_normal(Initialization::HeNormal, 2.0 / 200.0)]
#[case::normal(Initialization::Normal { std: 0.3 }, 0.09)]
fn mean_and_variance(#[case] initialization: Initialization, #[case] variance: f64) {
    let w = draw(initialization, 1);
    let n = w.len() as f64;
    let mean = w.iter().sum::<f64>() / n;
    let found = w.iter().map(|w| (w - mean).powi(2)).sum::<f64>() / n;
    assert!(mean.abs() < 4.0 * (variance / n).sqrt(), "mean {mean}");
    assert!((found / variance - 1.0).abs() < 0.03, "variance {found} for {variance}");
}

#[rstest]
#[case::glorot(Initialization::GlorotUniform, 6.0 / 500.0)]
#[case::he(Initialization::HeUniform, 6.0 / 200.0)]
fn uniform_draws_fill_their_bounds(#[case] initialization: Initialization, #[case] square: f64) {
    let (limit, w) = (square.sqrt(), draw(initialization, 1));
    let most = w.iter().fold(0.0, |most: f64, w| most.max(w.abs()));
    assert!(most <= limit && most > 0.999 * limit, "{most} of {limit}");
    // Each tenth of the range gets its tenth of the draws.
    let mut counts = [0_i32; 10];
    w.iter().for_each(|w| counts[((w / limit + 1.0) * 5.0).min(9.0) as usize] += 1);
    assert!(counts.iter().all(|count| (count - 6_000).abs() < 300), "{counts:?}");
}

/// Of a normal law 68 % are within one deviation, 95 % within two.
#[rstest]
#[case::glorot(Initialization::GlorotNormal, 2.0 / 500.0)]
#[case::he(Initialization::HeNormal, 2.0 / 200.0)]
fn normal_draws_are_normal(#[case] initialization: Initialization, #[case] variance: f64) {
    let w = draw(initialization, 1);
    let within = |deviations: f64| {
        let limit = deviations * variance.sqrt();
        w.iter().filter(|w| w.abs() < limit).count() as f64 / w.len() as f64
    };
    assert!((within(1.0) - 0.6827).abs() < 0.01 && (within(2.0) - 0.9545).abs() < 0.01);
}

#[rstest]
#[case(Initialization::GlorotUniform)]
#[case(Initialization::GlorotNormal)]
#[case(Initialization::HeUniform)]
#[case(Initialization::HeNormal)]
fn the_seed_decides_and_single_precision_is_double_rounded(#[case] initialization: Initialization) {
    let w = draw(initialization, 7);
    assert_eq!(w, draw(initialization, 7));
    assert_ne!(w, draw(initialization, 8));
    let single = initialization.init_weight::<f32>([FAN_IN, FAN_OUT], FAN_IN, FAN_OUT, &mut rng(7));
    let rounded: Vec<f32> = w.iter().map(|w| *w as f32).collect();
    assert_eq!(single.as_slice(), rounded);
}

#[test]
fn zeros_draw_nothing() {
    let mut used = rng(1);
    let w = Initialization::Zeros.init_weight::<f32>([3, 2], 3, 2, &mut used);
    assert_eq!(w.as_slice(), [0.0; 6]);
    assert_eq!(used, rng(1), "no random number was taken");
}

#[test]
fn layers_without_inputs_can_be_drawn() {
    for initialization in [Initialization::GlorotUniform, Initialization::HeNormal] {
        assert!(initialization.init_weight::<f32>([0, 3], 0, 3, &mut rng(1)).is_empty());
        assert!(initialization.init_weight::<f32>([0, 0], 0, 0, &mut rng(1)).is_empty());
    }
}

#[test]
fn a_layer_begins_as_in_keras() {
    let layer = Dense::<f64, _>::new(FAN_IN, FAN_OUT, Relu, &mut rng(3));
    assert_eq!(layer.weight.value.as_slice(), draw(Initialization::GlorotUniform, 3));
    assert_eq!(layer.weight.value.shape().dims(), [FAN_IN, FAN_OUT]);
    assert_eq!(layer.bias.value.as_slice(), [0.0; FAN_OUT]);
    let he = Initialization::HeNormal;
    let layer = Dense::<f64, _>::with_init(FAN_IN, FAN_OUT, Relu, he, &mut rng(3));
    assert_eq!(layer.weight.value.as_slice(), draw(he, 3));
    // Layers drawn one after the other from one generator are different.
    let one = &mut rng(3);
    let layers = [Dense::<f32>::linear(4, 4, one), Dense::linear(4, 4, one)];
    assert_ne!(layers[0].weight.value.as_slice(), layers[1].weight.value.as_slice());
}

#[test]
fn truncated_draws_stay_within_two_deviations() {
    let w = draw(Initialization::TruncatedNormal { std: 0.5 }, 1);
    let most = w.iter().fold(0.0, |most: f64, w| most.max(w.abs()));
    assert!(most <= 1.0 && most > 0.99, "{most}");
    let variance = numeric::dot(&w, &w) / w.len() as f64;
    // 1 − 4·φ(2)/(2·Φ(2) − 1) of the variance is left.
    assert!((variance / (0.25 * 0.773_741_3) - 1.0).abs() < 0.02, "{variance}");
}

#[test]
#[should_panic(expected = "Initialization: std must be finite and at least 0, but is -1")]
fn a_negative_deviation_is_refused() {
    draw(Initialization::TruncatedNormal { std: -1.0 }, 1);
}
