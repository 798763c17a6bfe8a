use super::exercise::*;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

fn zeros(inputs: usize) -> Neuron {
    Neuron { w: vec![0.0; inputs], b: 0.0 }
}

fn sample(x: &[f64], t: f64) -> Sample {
    Sample { x: x.to_vec(), t }
}

/// `t·(w·x + b)`: positive where the neuron is right.
fn tz(neuron: &Neuron, Sample { x, t }: &Sample) -> f64 {
    t * (neuron.w.iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + neuron.b)
}

/// The samples A, B, C, D of the statement.
fn paper() -> Vec<Sample> {
    let [a, b] = [sample(&[1.0, 2.0], 1.0), sample(&[2.0, 0.0], -1.0)];
    let [c, d] = [sample(&[0.0, 1.0], 1.0), sample(&[1.0, 1.0], -1.0)];
    vec![a, b, c, d]
}

/// Shows one sample to the neuron, and names what is wrong with what it then is.
#[track_caller]
fn check_step(neuron: &mut Neuron, sample: &Sample, (w, b): (&[f64], f64)) {
    let (before, tz) = (neuron.clone(), tz(neuron, sample));
    let mistakes = pass(neuron, std::slice::from_ref(sample));
    let expected = Neuron { w: w.to_vec(), b };
    let slip = if tz > 0.0 {
        "This is right, so nothing may change."
    } else if *neuron == before {
        "This is a mistake, but nothing has changed."
    } else if neuron.w == expected.w && neuron.b == before.b {
        "The weights are right, but the bias has not moved."
    } else if neuron.w.iter().zip(w).zip(&before.w).all(|((n, e), b)| n - b == b - e) {
        "The weights moved the wrong way: it is w + t·x."
    } else {
        "This is a mistake, to be followed by w + t·x and b + t."
    };
    let Sample { x, t } = sample;
    let story = format!("{before:?} sees x = {x:?}, t = {t}: t·z = {tz}. {slip}");
    assert!(*neuron == expected, "{story} It is now {neuron:?}, expected {expected:?}");
    let count = usize::from(tz <= 0.0);
    assert!(mistakes == count, "{story} So `pass` counts {count}, not {mistakes}");
}

#[test]
fn the_first_pass_agrees_with_paper() {
    let mut neuron = zeros(2);
    let [a, b, c, d] = paper().try_into().expect("four samples");
    check_step(&mut neuron, &a, (&[1.0, 2.0], 1.0));
    check_step(&mut neuron, &b, (&[-1.0, 2.0], 0.0));
    check_step(&mut neuron, &c, (&[-1.0, 2.0], 0.0));
    check_step(&mut neuron, &d, (&[-2.0, 1.0], -1.0));
}

#[test]
fn a_sum_of_zero_is_a_mistake() {
    check_step(&mut zeros(1), &sample(&[3.0], 1.0), (&[3.0], 1.0));
    check_step(&mut zeros(1), &sample(&[3.0], -1.0), (&[-3.0], -1.0));
}

#[test]
fn a_right_answer_changes_nothing() {
    let mut neuron = Neuron { w: vec![2.0, -1.0], b: 0.5 };
    check_step(&mut neuron, &sample(&[1.0, 1.0], 1.0), (&[2.0, -1.0], 0.5));
    check_step(&mut neuron, &sample(&[0.0, 3.0], -1.0), (&[2.0, -1.0], 0.5));
}

#[test]
fn a_change_takes_effect_at_once() {
    let mut neuron = zeros(2);
    let mistakes = pass(&mut neuron, &paper());
    let expected = Neuron { w: vec![-2.0, 1.0], b: -1.0 };
    assert!(
        (mistakes, &neuron) == (3, &expected),
        "A pass over A, B, C, D gives {mistakes} mistakes and {neuron:?}, expected 3 and \
         {expected:?} (does each sample meet the weights as the one before left them?)"
    );
}

#[test]
fn training_ends_with_a_pass_without_mistakes() {
    let mut neuron = zeros(2);
    let mistakes = train(&mut neuron, &paper(), 9);
    assert!(
        mistakes == [3, 2, 0],
        "The passes over A, B, C, D make {mistakes:?} mistakes, expected [3, 2, 0]: the first \
         pass without one is the last, and its 0 is part of the list"
    );
    let expected = Neuron { w: vec![-2.0, 2.0], b: -1.0 };
    assert!(neuron == expected, "Training ends with {neuron:?}, expected {expected:?}");
}

/// Exclusive or: no line has both kinds on its right side.
#[test]
fn training_gives_up_where_no_line_will_do() {
    let xor = [([0.0, 0.0], -1.0), ([0.0, 1.0], 1.0), ([1.0, 0.0], 1.0), ([1.0, 1.0], -1.0)];
    let samples = xor.map(|(x, t)| sample(&x, t));
    let mistakes = train(&mut zeros(2), &samples, 20);
    let passes = mistakes.len();
    assert!(passes == 20, "XOR is never learnt: expected all 20 passes, found {passes}");
    assert!(!mistakes.contains(&0), "No neuron is right about all of XOR, yet: {mistakes:?}");
}

/// Novikoff (1962): at most `(R/γ)²` mistakes, where all samples lie within `R` of the origin and
/// some neuron is right about each by at least `γ`. The bias counts as the weight of an input 1.
#[test]
fn mistakes_stay_within_novikoffs_bound() {
    let known = Neuron { w: vec![2.0, -1.0, 0.5], b: 0.25 };
    let norm = (4.0f64 + 1.0 + 0.25 + 0.0625).sqrt();
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let mut samples = Vec::new();
    while samples.len() < 200 {
        let x = Vec::from_iter((0..3).map(|_| rng.random_range(-1.0..1.0)));
        let z = tz(&known, &Sample { x: x.clone(), t: 1.0 }) / norm;
        if z.abs() >= 0.05 {
            samples.push(Sample { x, t: z.signum() });
        }
    }
    let far = samples.iter().map(|s| s.x.iter().map(|x| x * x).sum::<f64>() + 1.0);
    let margin = samples.iter().map(|s| tz(&known, s) / norm).fold(f64::INFINITY, f64::min);
    let bound = far.fold(0.0, f64::max) / (margin * margin);

    let mut neuron = zeros(3);
    let mistakes = train(&mut neuron, &samples, 2000);
    let total: usize = mistakes.iter().sum();
    assert!(
        total as f64 <= bound,
        "{total} mistakes are more than (R/γ)² = {bound:.0}, which is impossible"
    );
    assert!(
        mistakes.ends_with(&[0]),
        "Some neuron is right about all samples, so train to the end"
    );
    let wrong = samples.iter().filter(|s| tz(&neuron, s) <= 0.0).count();
    assert!(wrong == 0, "The last pass made no mistake, yet {wrong} answers are wrong");
}

/// The images of `plus` (target +1) and `minus` (target −1), their pixels from 0 to 16.
fn digits(images: &data::LabelledImages, plus: u8, minus: u8) -> Vec<Sample> {
    let chosen = (0..images.len()).filter(|&i| [plus, minus].contains(&images.labels()[i]));
    let x = |i| images.image(i).iter().map(|&pixel| f64::from(pixel)).collect();
    chosen
        .map(|i| Sample { x: x(i), t: if images.labels()[i] == plus { 1.0 } else { -1.0 } })
        .collect()
}

#[test]
fn it_tells_threes_from_fives() {
    let data = data::digits();
    let mut neuron = zeros(64);
    let mistakes = train(&mut neuron, &digits(&data.train, 3, 5), 1000);
    // Pixels are whole numbers, so every order of adding gives the same, exact sums.
    assert!(
        mistakes == [14, 9, 4, 2, 0],
        "The passes over the digits make {mistakes:?} mistakes, expected [14, 9, 4, 2, 0]"
    );
    let test = digits(&data.test, 3, 5);
    let right = test.iter().filter(|s| tz(&neuron, s) > 0.0).count();
    assert!(
        20 * right >= 19 * test.len(),
        "only {right} of {} new digits are told apart",
        test.len()
    );
}
