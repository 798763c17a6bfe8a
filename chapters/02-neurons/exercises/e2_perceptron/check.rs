use super::exercise::*;
use check::guarded;
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

/// The reader's epoch.
#[track_caller]
fn epoch(neuron: &mut Neuron, samples: &[Sample]) -> usize {
    let given =
        format!("`train_epoch` of {} samples and {} weights", samples.len(), neuron.w.len());
    guarded(|| given, || train_epoch(neuron, samples))
}

/// The reader's training.
#[track_caller]
fn trained(neuron: &mut Neuron, samples: &[Sample], max_epochs: usize) -> Vec<usize> {
    let given = format!("`train` over {} samples with max_epochs = {max_epochs}", samples.len());
    guarded(|| given, || train(neuron, samples, max_epochs))
}

/// An epoch by the rule, as it should be.
fn by_the_rule(neuron: &mut Neuron, samples: &[Sample]) -> usize {
    let mut mistakes = 0;
    for sample in samples {
        if tz(neuron, sample) <= 0.0 {
            *neuron = moved(neuron, &sample.x, sample.t, sample.t);
            mistakes += 1;
        }
    }
    mistakes
}

/// The samples A, B, C, D of the statement.
fn paper() -> Vec<Sample> {
    let [a, b] = [sample(&[1.0, 2.0], 1.0), sample(&[2.0, 0.0], -1.0)];
    let [c, d] = [sample(&[0.0, 1.0], 1.0), sample(&[1.0, 1.0], -1.0)];
    vec![a, b, c, d]
}

/// What the rule makes of a neuron at a mistake, or what a slip makes of it: `w + u·x`, `b + v`.
fn moved(Neuron { w, b }: &Neuron, x: &[f64], u: f64, v: f64) -> Neuron {
    Neuron { w: w.iter().zip(x).map(|(w, x)| w + u * x).collect(), b: b + v }
}

/// Names the slip at a mistake that makes `after` of `before`.
fn slip(before: &Neuron, after: &Neuron, Sample { x, t }: &Sample) -> &'static str {
    let slips = [
        ((0.0, 0.0), "nothing has changed (z = 0 is a mistake too: ≤, not <)"),
        ((*t, 0.0), "the weights are right, but the bias has not moved"),
        ((0.0, *t), "the bias is right, but the weights have not moved"),
        // Before the wrong way: both are the same at t = −1, but that one fails at t = 1 already.
        ((1.0, 1.0), "x and 1 were added whatever the target: add t·x and t"),
        ((1.0, *t), "x was added whatever the target: add t·x"),
        ((*t, 1.0), "1 was added to the bias whatever the target: add t"),
        ((-t, -t), "weights and bias moved the wrong way: add t·x and t"),
        ((-t, *t), "the weights moved the wrong way: add t·x"),
        ((*t, -t), "the bias moved the wrong way: add t"),
    ];
    let is_it = |(u, v): (f64, f64)| moved(before, x, u, v) == *after;
    let dropped: Vec<f64> = x.iter().map(|x| x.max(0.0)).collect();
    if moved(before, &dropped, *t, *t) == *after {
        return "the negative inputs do not count; they move their weights the other way";
    }
    let sizes: Vec<f64> = x.iter().map(|x| x.abs()).collect();
    if x.iter().any(|x| *x < 0.0) && moved(before, &sizes, *t, *t) == *after {
        return "an input counts with its sign";
    }
    let found = slips.iter().find(|(slip, _)| is_it(*slip));
    let share = after.b - before.b;
    found.map(|(_, words)| *words).unwrap_or(match is_it((share, share)) {
        true => "weights and bias moved too far or not far enough: this rule has no learning rate",
        false => "each weight moves by t times its own input, the bias by t",
    })
}

/// Shows one sample to the neuron, and names what is wrong with what it then is.
#[track_caller]
fn check_step(neuron: &mut Neuron, sample: &Sample, (w, b): (&[f64], f64)) {
    let before = neuron.clone();
    // Adding 0 makes a 0 of −0.
    let tz = tz(neuron, sample) + 0.0;
    let mistakes = epoch(neuron, std::slice::from_ref(sample));
    let expected = Neuron { w: w.to_vec(), b };
    let Sample { x, t } = sample;
    let story = format!("`train_epoch` shows x = {x:?}, t = {t} to {before:?}: t·z = {tz}");
    let (kind, count) = if tz > 0.0 { ("right", 0) } else { ("a mistake", 1) };
    let slip = match count {
        0 => "something has changed: learn from mistakes only (and is b in z?)",
        _ => slip(&before, neuron, sample),
    };
    assert!(
        *neuron == expected,
        "{story} is {kind}, but {slip}. It is now {neuron:?}, expected {expected:?}"
    );
    assert!(
        mistakes == count,
        "{story} is {kind}, and the neuron is as it should be, but `train_epoch` gives {mistakes} \
         for the number of mistakes, expected {count}"
    );
}

#[test]
fn agrees_with_paper() {
    let mut neuron = zeros(2);
    let [a, b, c, d] = paper().try_into().expect("four samples");
    check_step(&mut neuron, &a, (&[1.0, 2.0], 1.0));
    check_step(&mut neuron, &b, (&[-1.0, 2.0], 0.0));
    check_step(&mut neuron, &c, (&[-1.0, 2.0], 0.0));
    check_step(&mut neuron, &d, (&[-2.0, 1.0], -1.0));
}

#[test]
fn zero_is_a_mistake() {
    check_step(&mut zeros(1), &sample(&[3.0], 1.0), (&[3.0], 1.0));
    check_step(&mut zeros(1), &sample(&[3.0], -1.0), (&[-3.0], -1.0));
}

/// An input that is negative moves its weight the other way.
#[test]
fn negative_inputs_count_as_well() {
    let mut neuron = zeros(2);
    check_step(&mut neuron, &sample(&[-2.0, 1.0], 1.0), (&[-2.0, 1.0], 1.0));
    check_step(&mut neuron, &sample(&[-3.0, -1.0], -1.0), (&[1.0, 2.0], 0.0));
}

#[test]
fn right_predictions_change_nothing() {
    let mut neuron = Neuron { w: vec![2.0, -1.0], b: 0.5 };
    check_step(&mut neuron, &sample(&[1.0, 1.0], 1.0), (&[2.0, -1.0], 0.5));
    check_step(&mut neuron, &sample(&[0.0, 3.0], -1.0), (&[2.0, -1.0], 0.5));
    // Right by little, and only thanks to the bias.
    check_step(&mut neuron, &sample(&[0.0, 0.25], 1.0), (&[2.0, -1.0], 0.5));
}

#[test]
fn changes_take_effect_at_once() {
    let mut neuron = zeros(2);
    let mistakes = epoch(&mut neuron, &paper());
    let expected = Neuron { w: vec![-2.0, 1.0], b: -1.0 };
    // What it comes to if all are judged by the zeros of the beginning, and so are mistakes.
    let judged_before = Neuron { w: vec![-2.0, 2.0], b: 0.0 };
    let slip = if mistakes == 4 && neuron == judged_before {
        "every sample was judged by the weights from before the epoch, but must meet them as the \
         one before it left them"
    } else if neuron == (Neuron { w: vec![1.0, 2.0], b: 1.0 }) {
        "only A has changed anything; after a mistake the epoch must go on with the next sample"
    } else {
        "`agrees_with_paper` goes through this epoch sample by sample"
    };
    assert!(
        (mistakes, &neuron) == (3, &expected),
        "An epoch over A, B, C, D counts {mistakes} mistakes and leaves {neuron:?}, expected 3 and \
         {expected:?}: {slip}"
    );
}

#[test]
fn training_ends_with_a_pass_without_mistakes() {
    let mut neuron = zeros(2);
    let mistakes = trained(&mut neuron, &paper(), 9);
    let slip = match mistakes.as_slice() {
        [3, 2] => "the epoch without a mistake belongs to the list too, with its 0",
        [3, 2, 0, ..] => "the first epoch without a mistake is the last",
        [3, 5, ..] => "each number counts the mistakes of its own epoch, not of all epochs so far",
        [3] => "one epoch is not enough: repeat `train_epoch` until it gives 0",
        [3, 3, ..] => "each epoch must go on from where the one before ended",
        _ => "if the tests of `train_epoch` fail too, mend that first",
    };
    assert!(
        mistakes == [3, 2, 0],
        "`train` over A, B, C, D gives {mistakes:?} mistakes, expected [3, 2, 0]: {slip}"
    );
    let expected = Neuron { w: vec![-2.0, 2.0], b: -1.0 };
    let slip = if neuron == zeros(2) { ": was a copy trained instead of it?" } else { "" };
    assert!(neuron == expected, "`train` leaves {neuron:?}, expected {expected:?}{slip}");
}

#[test]
fn training_goes_on_from_the_neuron_it_is_given() {
    let right = Neuron { w: vec![-2.0, 2.0], b: -1.0 };
    let mut neuron = right.clone();
    let mistakes = trained(&mut neuron, &paper(), 9);
    let slip = match mistakes.as_slice() {
        [3, 2, 0] => "it began with zeros of its own",
        _ => "if the tests of `train_epoch` fail too, mend that first",
    };
    assert!(
        mistakes == [0] && neuron == right,
        "`train` is given {right:?}, which is right about A, B, C, D, and should find that out in \
         one epoch, [0]; but it gives {mistakes:?} and leaves {neuron:?}: {slip}"
    );
}

/// Exclusive or: no line has both kinds on its right side.
#[test]
fn training_gives_up_where_no_line_will_do() {
    let xor = [([0.0, 0.0], -1.0), ([0.0, 1.0], 1.0), ([1.0, 0.0], 1.0), ([1.0, 1.0], -1.0)];
    let samples = xor.map(|(x, t)| sample(&x, t));
    for max in [0, 1, 20] {
        let (mut neuron, mut by_hand) = (zeros(2), zeros(2));
        let mistakes = trained(&mut neuron, &samples, max);
        let expected: Vec<usize> = (0..max).map(|_| by_the_rule(&mut by_hand, &samples)).collect();
        let epochs = mistakes.len();
        assert!(
            epochs == max,
            "XOR is never learnt, so `train` with max_epochs = {max} makes {max} epochs, but \
             it made {epochs}"
        );
        assert!(
            (&mistakes, &neuron) == (&expected, &by_hand),
            "`train` over XOR with max_epochs = {max} gives {mistakes:?} and {neuron:?}, expected \
             {expected:?} and {by_hand:?}, as by {max} epochs one after another (if the tests of \
             `train_epoch` fail too, mend that first)"
        );
    }
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
    let mistakes = trained(&mut neuron, &samples, 2000);
    let total: usize = mistakes.iter().sum();
    assert!(
        total as f64 <= bound,
        "`train` makes {total} mistakes, but by the perceptron's rule there are never more than \
         (R/γ)² = {bound:.0} (if the tests on A, B, C, D fail too, mend those first)"
    );
    assert!(
        mistakes.ends_with(&[0]),
        "Some neuron is right about all samples, so train until an epoch makes no mistake; the \
         list of mistakes must end with the 0 of that epoch"
    );
    let wrong = samples.iter().filter(|s| tz(&neuron, s) <= 0.0).count();
    assert!(wrong == 0, "The last epoch made no mistake, yet {wrong} predictions are wrong");
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
    let mistakes = trained(&mut neuron, &digits(&data.train, 3, 5), 1000);
    // Pixels are whole numbers, so every order of adding gives the same, exact sums.
    assert!(
        mistakes == [14, 9, 4, 2, 0],
        "`train` on threes and fives should make [14, 9, 4, 2, 0] mistakes (if the tests on A, B, \
         C, D fail too, mend those first), but makes {mistakes:?}"
    );
    let test = digits(&data.test, 3, 5);
    let right = test.iter().filter(|s| tz(&neuron, s) > 0.0).count();
    assert!(
        20 * right >= 19 * test.len(),
        "only {right} of {} new digits are told apart",
        test.len()
    );
}
