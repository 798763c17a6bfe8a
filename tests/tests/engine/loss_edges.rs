//! Losses of extreme outputs, of none, and of weights that are 0: every device gives the processor's.

use autograd::{Tape, Var};
use losses::{
    BinaryCrossEntropyWithLogits, BinaryFocal, ClassWeighted, CrossEntropy, Focal, Hinge, Huber,
    IgnoreIndex, KlDivergence, LabelSmoothing, Loss, MeanAbsoluteError, MeanSquaredError,
    MultiMargin, NegativeLogLikelihood, SampleWeighted, SoftCrossEntropy,
};
use numeric::Float;
use tensor::{Device, Tensor};

const INF: f64 = f64::INFINITY;

/// Outputs of three classes: ordinary, far apart, masked, equal, infinite, no number.
const OUTPUTS: [[f64; 3]; 8] = [
    [0.5, -1.0, 2.0],
    [1e4, -1e4, 0.0],
    [-1e4, 90.0, 1e4],
    [-INF, 0.5, 1.0],
    [2.0, -INF, -INF],
    [7.0, 7.0, 7.0],
    [30.0, -30.0, 88.0],
    [f64::NAN, 1.0, 0.0],
];
const CLASSES: [usize; 8] = [2, 0, 0, 1, 0, 1, 2, 1];
const LABELS: [f64; 24] = [
    1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0,
    0.0, 1.0, 1.0, 0.0, 1.0,
];

/// The loss of each sample, and its gradient.
fn values<T: Float, L: Loss<T>>(
    device: &Device,
    y: &Tensor<T>,
    loss: &L,
    target: &L::Target,
    reduce: impl for<'t> Fn(Var<'t, T>, &L, &L::Target) -> Var<'t, T>,
) -> Vec<f64> {
    let (y, mut losses) = (y.to(device), None);
    let gradients = Tape::new().gradients(|tape| {
        let output = reduce(tape.leaf(&y), loss, target);
        losses = Some(output.value());
        output.sum()
    });
    let both = [losses.as_ref(), gradients.leaf(0)].map(|x| x.unwrap().to(&Device::Cpu));
    both.iter().flat_map(|x| x.as_slice().iter().map(|x| x.as_f64())).collect()
}

/// Compares each sample's loss and gradient, to the type's digits.
fn check<T: Float, L: Loss<T>>(loss: L, target: &L::Target) {
    let y: Vec<T> = OUTPUTS.as_flattened().iter().map(|y| T::of(*y)).collect();
    check_all(&Tensor::new([8, 3], y), &loss, target, |y, loss, target| {
        y.unreduced_loss(loss, target)
    });
}

fn check_all<T: Float, L: Loss<T>>(
    y: &Tensor<T>,
    loss: &L,
    target: &L::Target,
    reduce: impl for<'t> Fn(Var<'t, T>, &L, &L::Target) -> Var<'t, T> + Copy,
) {
    let precision = if size_of::<T>() == 4 { 1e-5 } else { 1e-12 };
    let expected = values(&Device::Cpu, y, loss, target, reduce);
    for device in Device::all().iter().skip(1) {
        let found = values(device, y, loss, target, reduce);
        for (i, (found, expected)) in found.iter().zip(&expected).enumerate() {
            let is_near = (found - expected).abs() <= precision * expected.abs().max(1.0);
            let same = found == expected || found.is_nan() && expected.is_nan();
            assert!(is_near || same, "{} {i} on {device:?}: {found}, not {expected}", L::NAME);
        }
    }
}

fn all<T: Float>() {
    let labels: Vec<T> = LABELS.iter().map(|t| T::of(*t)).collect();
    let signs: Vec<T> = LABELS.iter().map(|t| T::of(t + t - 1.0)).collect();
    let weights = || vec![0.5, 0.0, 1.25];
    let of_samples = [1.0, 2.0, 0.5, 1.0, 3.0, 0.0, 1.0, 1.0].map(T::of);
    check::<T, _>(MeanSquaredError, &labels);
    check::<T, _>(MeanAbsoluteError, &labels);
    check::<T, _>(Huber { delta: 0.75 }, &labels);
    check::<T, _>(BinaryCrossEntropyWithLogits, &labels);
    check::<T, _>(BinaryFocal { gamma: 1.5, alpha: Some(0.25) }, &labels);
    check::<T, _>(Hinge, &signs);
    check::<T, _>(CrossEntropy, &CLASSES);
    check::<T, _>(NegativeLogLikelihood, &CLASSES);
    check::<T, _>(LabelSmoothing { smoothing: 0.1 }, &CLASSES);
    check::<T, _>(LabelSmoothing { smoothing: 0.0 }, &CLASSES);
    check::<T, _>(SoftCrossEntropy, &labels);
    check::<T, _>(KlDivergence, &labels);
    check::<T, _>(Focal { gamma: 2.0 }, &CLASSES);
    check::<T, _>(Focal { gamma: 0.0 }, &CLASSES);
    check::<T, _>(MultiMargin { margin: 0.5 }, &CLASSES);
    check::<T, _>(ClassWeighted { loss: CrossEntropy, weights: weights() }, &CLASSES);
    check::<T, _>(ClassWeighted { loss: NegativeLogLikelihood, weights: weights() }, &CLASSES);
    let smoothing = LabelSmoothing::default();
    check::<T, _>(ClassWeighted { loss: smoothing, weights: weights() }, &CLASSES);
    check::<T, _>(ClassWeighted { loss: SoftCrossEntropy, weights: weights() }, &labels);
    check::<T, _>(SampleWeighted { loss: &CrossEntropy, weights: &of_samples }, &CLASSES);
    let ignoring = IgnoreIndex { loss: Focal::default(), index: 1 };
    check::<T, _>(IgnoreIndex { loss: ignoring, index: 0 }, &CLASSES);
}

#[test]
fn losses_agree_at_the_edges_in_f32() {
    all::<f32>();
}

#[test]
fn losses_agree_at_the_edges_in_f64() {
    all::<f64>();
}

#[test]
fn the_mean_of_no_samples_is_0_on_every_device() {
    let none = Tensor::<f32>::zeros([0, 3]);
    check_all(&none, &CrossEntropy, &[], |y, loss, target| y.loss(loss, target));
    check_all(&none, &MeanSquaredError, &[], |y, loss, target| y.loss(loss, target));
    let y = Tensor::<f64>::zeros([2, 3]);
    let ignoring = IgnoreIndex { loss: CrossEntropy, index: 7 };
    check_all(&y, &ignoring, &[7, 7], |y, loss, target| y.loss(loss, target));
}

/// Each run adds in the same order.
#[test]
fn a_loss_has_the_same_bits_in_each_run() {
    let y = gradus_tests::draw::<f32>(&[&[70, 300]], 3).remove(0);
    let classes: Vec<usize> = (0..70).map(|i| i * 4).collect();
    for device in Device::all() {
        let run = || values(&device, &y, &CrossEntropy, &classes, |y, l, t| y.loss(l, t));
        let bits = || run().into_iter().map(f64::to_bits).collect::<Vec<_>>();
        assert_eq!(bits(), bits());
    }
}
