use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use rand::{Rng, RngExt, SeedableRng, rngs::ChaCha8Rng};

/// The reader's standard deviation.
#[track_caller]
fn std_for(fan_in: usize) -> f64 {
    guarded(|| format!("`he_std({fan_in})`"), || he_std(fan_in))
}

/// Names the slip that gives this standard deviation, if exactly one does.
fn slip(fan_in: usize, found: f64) -> Option<&'static str> {
    let n = fan_in as f64;
    let slips = [
        (2.0 / n, "that is the variance: the standard deviation is its root"),
        (1.0 / n.sqrt(), "the 2 is missing: 1/√fan_in (LeCun's) is for layers without ReLU"),
        (1.0 / n, "the 2 and the root are missing: the standard deviation is √(2/fan_in)"),
        (2.0 / n.sqrt(), "the root is of the whole fraction: the 2 stands under it as well"),
        (2.0_f64.sqrt() / n, "the root is of the whole fraction: fan_in stands under it as well"),
        (
            (6.0 / n).sqrt(),
            "that is the limit of He's uniform distribution; here a standard deviation is asked for",
        ),
        ((n / 2.0).sqrt(), "the fraction is upside down: more inputs make for smaller weights"),
        ((2.0 * n).sqrt(), "divide by fan_in: more inputs make for smaller weights"),
        ((0.5 / n).sqrt(), "the 2 stands above the line: ReLU loses half, and 2 makes up for it"),
        (
            ((2 / fan_in) as f64).sqrt(),
            "the division was one of integers, which drops the fraction: make an `f64` of fan_in \
             first",
        ),
        (-(2.0 / n).sqrt(), "a standard deviation is not negative"),
    ];
    let fits = |value: f64| Tolerance::F64_GOLDEN.is_close(found, value);
    let mut fitting = slips.iter().filter(|(value, _)| fits(*value)).map(|(_, words)| *words);
    fitting.next().filter(|_| fitting.next().is_none())
}

#[track_caller]
fn check_std(fan_in: usize, expected: f64) {
    let name = format!("the standard deviation for fan_in = {fan_in}");
    let found = std_for(fan_in);
    let mismatch = compare(&name, &[], &[found], &[expected], Tolerance::F64_GOLDEN);
    assert_or_name_slip(mismatch, || slip(fan_in, found));
}

#[test]
fn agrees_with_paper() {
    check_std(200, 0.1);
    check_std(8, 0.5);
    check_std(50, 0.2);
}

/// The numbers of PyTorch 2.15.
#[test]
fn it_agrees_with_pytorch() {
    check_std(784, 0.05050762722761054);
    check_std(3, 0.8164965809277261);
}

#[test]
fn one_input_and_two_are_no_special_cases() {
    check_std(1, std::f64::consts::SQRT_2);
    check_std(2, 1.0);
}

#[test]
fn it_holds_for_many_inputs() {
    check_std(2_000_000, 0.001);
    check_std(2_000_000_000_000, 1e-6);
}

/// The mean square of one value each of `size` neurons, after layers with ReLU whose weights have
/// this standard deviation. The values begin with mean square 1.
fn mean_square_after(layers: usize, size: usize, std: f64, rng: &mut impl Rng) -> f64 {
    // Uniform in ±√3 has variance 1.
    let mut draw = |std: f64| std * 3.0_f64.sqrt() * (2.0 * rng.random::<f64>() - 1.0);
    let mut x: Vec<f64> = (0..size).map(|_| draw(1.0)).collect();
    for _ in 0..layers {
        let mut neuron = || x.iter().map(|x| x * draw(std)).sum::<f64>();
        let z: Vec<f64> = (0..size).map(|_| neuron()).collect();
        x = z.iter().map(|z| z.max(0.0)).collect();
    }
    // Half of it is lost in the last ReLU.
    2.0 * x.iter().map(|x| x * x).sum::<f64>() / size as f64
}

#[test]
fn through_twenty_layers_the_signal_keeps_its_size() {
    let std = std_for(100);
    let after = mean_square_after(20, 100, std, &mut ChaCha8Rng::seed_from_u64(9));
    let tendency = if after < 0.1 { "vanishes" } else { "explodes" };
    assert!(
        (0.1..10.0).contains(&after),
        "with your standard deviation {std} for 100 inputs the signal {tendency}: 20 layers of 100 \
         neurons with ReLU take its mean square from 1 to {after:.1e}, expected about 1"
    );
}
