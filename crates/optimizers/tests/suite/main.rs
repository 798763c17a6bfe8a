//! The tests of `optimizers`: steps by hand, state, parameters without gradient.

#[path = "../../../numeric/tests/suite/blame.rs"]
mod blame;
mod buffers;
mod edges;
mod newer;
mod newton_schulz;
mod settings;

use autograd::{Gradients, Param, Tape};
use nn::{Buffer, Module, Path, impl_module};
use numeric::Float;
use optimizers::{Adam, Optimizer, Sgd};
use rstest::rstest;
use tensor::Tensor;

/// The gradient of `Σ gᵢ·wᵢ`, which is `g`.
fn gradients<T: Float>(w: &Param<T>, g: &[f64]) -> Gradients<T> {
    let g = Tensor::new(w.value.shape(), g.iter().map(|g| T::of(*g)).collect());
    Tape::new().gradients(|tape| (tape.param(w) * &g).sum())
}

fn param<T: Float>(values: &[f64]) -> Param<T> {
    Param::new(Tensor::new([values.len()], values.iter().map(|x| T::of(*x)).collect()))
}

/// The values of a parameter after these gradients, one step each.
fn after<T: Float>(optimizer: &mut dyn Optimizer<T>, start: &[f64], steps: &[&[f64]]) -> Vec<f64> {
    let mut w = param(start);
    for g in steps {
        let gradients = gradients(&w, g);
        optimizer.step(&mut w, &gradients);
    }
    w.value.as_slice().iter().map(|x| x.as_f64()).collect()
}

#[track_caller]
fn assert_near(found: &[f64], expected: &[f64], relative: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        let tolerance = relative * expected.abs().max(1e-3);
        assert!((found - expected).abs() <= tolerance, "{found} for {expected}");
    }
}

#[test]
fn plain_descent_by_hand() {
    let mut sgd = Sgd::<f64>::new(0.5);
    assert_eq!(after(&mut sgd, &[1.0, -2.0, 3.0], &[&[2.0, -4.0, 0.0]]), [0.0, 0.0, 3.0]);
    assert!(sgd.common.state.tensors.is_empty(), "it has no state");
    assert_eq!(sgd.common.state.steps, 1);
}

#[test]
fn momentum_by_hand() {
    // u: 1, then 0.5·1 + 3 = 3.5, then 1.75; p: 10 − 0.1·(1 + 3.5 + 1.75).
    let mut sgd = Sgd::<f64> { momentum: 0.5, ..Sgd::new(0.1) };
    let found = after(&mut sgd, &[10.0], &[&[1.0], &[3.0], &[0.0]]);
    assert_near(&found, &[10.0 - 0.625], 1e-15);
    assert_eq!(sgd.common.state.tensors[""][0].as_slice(), [1.75]);
}

/// The form is PyTorch's: a new learning rate takes effect on the whole momentum buffer, at once.
#[test]
fn a_change_of_the_learning_rate_takes_effect_at_once() {
    let mut sgd = Sgd::<f64> { momentum: 0.5, ..Sgd::new(0.5) };
    assert_eq!(after(&mut sgd, &[0.0], &[&[4.0]]), [-2.0]);
    sgd.common.learning_rate = 0.25;
    assert_eq!(after(&mut sgd, &[0.0], &[&[0.0]]), [-0.5], "0.25·(0.5·4)");
}

/// Three steps of algorithm 1 of the paper, written down once more.
fn adam_by_the_paper(rate: f64, beta1: f64, beta2: f64, epsilon: f64, g: &[f64]) -> f64 {
    let (mut p, mut m, mut v) = (1.0, 0.0, 0.0);
    for (t, g) in (1..).zip(g) {
        m = beta1 * m + (1.0 - beta1) * g;
        v = beta2 * v + (1.0 - beta2) * g * g;
        let corrected_m = m / (1.0 - beta1.powi(t));
        let corrected_v: f64 = v / (1.0 - beta2.powi(t));
        p -= rate * corrected_m / (corrected_v.sqrt() + epsilon);
    }
    p
}

#[rstest]
#[case::defaults(0.001, 0.9, 0.999, 1e-8)]
#[case::keras(0.001, 0.9, 0.999, 1e-7)]
#[case::large_epsilon(0.1, 0.8, 0.9, 0.5)]
#[case::no_momentum(0.01, 0.0, 0.0, 1e-8)]
fn adam_by_hand(#[case] rate: f64, #[case] beta1: f64, #[case] beta2: f64, #[case] epsilon: f64) {
    let g = [0.3, -2.0, 1e-4, 0.0, 5.0];
    for steps in 1..=g.len() {
        let expected = adam_by_the_paper(rate, beta1, beta2, epsilon, &g[..steps]);
        let each: Vec<[f64; 1]> = g[..steps].iter().map(|g| [*g]).collect();
        let each: Vec<&[f64]> = each.iter().map(|g| &g[..]).collect();
        let mut adam = Adam::<f64> { beta1, beta2, epsilon, ..Adam::new(rate) };
        assert_near(&after(&mut adam, &[1.0], &each), &[expected], 1e-13);
        let mut adam = Adam::<f32> { beta1, beta2, epsilon, ..Adam::new(rate) };
        assert_near(&after(&mut adam, &[1.0], &each), &[expected], 2e-6);
    }
}

/// The first step is the learning rate, whatever the size of the gradient.
#[test]
fn adams_first_step_is_the_learning_rate() {
    let found = after(&mut Adam::<f64>::default(), &[0.0; 4], &[&[1e6, -1e-3, 7.0, 0.0]]);
    assert_near(&found, &[-0.001, 0.001, -0.001, 0.0], 1e-4);
    assert_eq!(found[3], 0.0);
}

#[test]
fn the_defaults_are_those_of_the_paper() {
    let adam = Adam::<f32>::default();
    assert_eq!(
        [adam.common.learning_rate, adam.beta1, adam.beta2, adam.epsilon],
        [0.001, 0.9, 0.999, 1e-8]
    );
    let sgd = Sgd::<f32>::default();
    assert_eq!([sgd.common.learning_rate, sgd.momentum], [0.01, 0.0]);
    assert_eq!((adam.common.state.steps, sgd.common.state.steps), (0, 0));
}

/// A large parameter is divided among the threads; each element must still meet its own gradient.
#[test]
fn a_large_parameter_is_changed_everywhere() {
    // Enough elements for several chunks.
    let chunk = numeric::MIN_TASK_COST / numeric::ELEMENT_COST;
    let n = 3 * chunk + 17;
    let g: Vec<f64> = (0..n).map(|i| (i as f64 * 0.37).sin() * 3.0).collect();
    let found = after(&mut Adam::<f64>::default(), &vec![1.0; n], &[&g, &g]);
    for i in 0..n {
        let expected = adam_by_the_paper(0.001, 0.9, 0.999, 1e-8, &[g[i], g[i]]);
        assert_near(&[found[i]], &[expected], 1e-13);
    }
    let alone = after(&mut Adam::<f64>::default(), &[1.0], &[&g[n - 1..], &g[n - 1..]]);
    assert_eq!(found[n - 1], alone[0], "the bits do not depend on the other elements");
}

/// A dead neuron: its moments decay, and must arrive at zero instead of staying subnormal.
#[test]
fn moments_that_fade_become_zero() {
    fn check<T: Float>(start: f64) {
        let mut w = param::<T>(&[0.0]);
        let mut adam = Adam { beta2: 0.5, ..Adam::<T>::default() };
        let mut sgd = Sgd { momentum: 0.5, ..Sgd::<T>::default() };
        let mut moments = Vec::new();
        for step in 0..8000 {
            let gradients = gradients(&w, &[if step == 0 { start } else { 0.0 }]);
            adam.step(&mut w, &gradients);
            sgd.step(&mut w, &gradients);
            moments = [&adam.common.state, &sgd.common.state]
                .map(|state| state.tensors[""].clone())
                .concat();
            for moment in &moments {
                let size = moment.item().abs();
                assert!(size == T::zero() || size >= T::MIN_POSITIVE, "{size} in step {step}");
            }
            // Nor is what is computed of a momentum.
            for momentum in [&moments[0], &moments[2]] {
                let update = T::of(1e-6) * momentum.item().abs();
                assert!(
                    update == T::zero() || update >= T::MIN_POSITIVE,
                    "{update} in step {step}"
                );
            }
        }
        assert_eq!(moments.iter().map(|m| m.item().as_f64()).collect::<Vec<_>>(), [0.0; 3]);
        assert!(w.value.item().as_f64().is_finite());
    }
    check::<f32>(1e-10);
    check::<f64>(1e-150);
}

#[test]
fn a_nan_is_not_flushed_away() {
    let found = after(&mut Adam::<f32>::default(), &[1.0, 1.0], &[&[f64::NAN, 1.0]]);
    assert!(found[0].is_nan() && found[1].is_finite(), "{found:?}");
    let mut sgd = Sgd::<f32> { momentum: 0.9, ..Sgd::default() };
    assert!(after(&mut sgd, &[1.0], &[&[f64::NAN]])[0].is_nan());
}

/// Two parameters and a buffer.
struct Model {
    first: Param<f64>,
    running: Buffer<f64>,
    second: Param<f64>,
}

impl Model {
    fn new() -> Self {
        let running = Buffer::new(Tensor::new([1], vec![7.0]));
        Model { first: param(&[1.0, 2.0]), running, second: param(&[3.0]) }
    }
}

impl Module<f64> for Model {
    fn visit<'a>(&'a self, path: &mut Path, visitor: &mut dyn FnMut(&Path, nn::Leaf<'a, f64>)) {
        path.scoped("first", |path| self.first.visit(path, visitor));
        path.scoped("running", |path| self.running.visit(path, visitor));
        path.scoped("second", |path| self.second.visit(path, visitor));
    }
    fn visit_mut<'a>(
        &'a mut self,
        path: &mut Path,
        visitor: &mut dyn FnMut(&Path, nn::LeafMut<'a, f64>),
    ) {
        path.scoped("first", |path| self.first.visit_mut(path, visitor));
        path.scoped("running", |path| self.running.visit_mut(path, visitor));
        path.scoped("second", |path| self.second.visit_mut(path, visitor));
    }
}

fn optimizers() -> Vec<Box<dyn Optimizer<f64>>> {
    vec![
        Box::new(Sgd::new(0.5)),
        Box::new(Sgd { momentum: 0.9, ..Sgd::new(0.5) }),
        Box::new(Adam::default()),
    ]
}

#[test]
fn a_parameter_without_gradient_is_left_alone() {
    for mut optimizer in optimizers() {
        let mut model = Model::new();
        let address = model.second.value.as_slice().as_ptr();
        let gradients = Tape::new().gradients(|tape| {
            tape.param(&model.second);
            tape.param(&model.first).sum()
        });
        optimizer.step(&mut model, &gradients);
        assert!(model.first.value.as_slice()[0] < 1.0, "the other one is changed");
        assert_eq!(model.second.value.as_slice(), [3.0]);
        assert_eq!(model.second.value.as_slice().as_ptr(), address);
        assert_eq!(model.running.value.as_slice(), [7.0], "the forward pass did not update it");
        assert!(!optimizer.common().state.tensors.contains_key("second"));
    }
}

#[test]
fn the_state_has_the_parameters_names() {
    let keys: [&[&str]; 3] = [&[], &["momentum"], &["first_moment", "second_moment"]];
    for (mut optimizer, keys) in optimizers().into_iter().zip(keys) {
        let mut model = Model::new();
        for step in 1..=3 {
            let gradients = Tape::new()
                .gradients(|tape| tape.param(&model.first).sum() + tape.param(&model.second).sum());
            optimizer.step(&mut model, &gradients);
            assert_eq!(optimizer.common().state.steps, step);
        }
        assert_eq!(optimizer.state_keys(), keys);
        let names: Vec<&String> = optimizer.common().state.tensors.keys().collect();
        if keys.is_empty() {
            assert!(names.is_empty());
            continue;
        }
        assert_eq!(names, ["first", "second"]);
        for (name, tensors) in &optimizer.common().state.tensors {
            let value = if name == "first" { &model.first } else { &model.second };
            assert_eq!(tensors.len(), keys.len());
            assert!(tensors.iter().all(|tensor| tensor.shape() == value.value.shape()));
        }
    }
}

/// With its state restored, an optimizer goes on as if it had never stopped.
#[test]
fn the_state_is_complete() {
    for (mut first, mut second) in optimizers().into_iter().zip(optimizers()) {
        let steps: [&[f64]; 2] = [&[1.0, -2.0], &[0.5, 3.0]];
        let middle = after(&mut *first, &[1.0, 1.0], &steps);
        second.common_mut().state = first.common().state.clone();
        let more: [&[f64]; 2] = [&[0.1, 0.2], &[-1.0, 4.0]];
        assert_eq!(after(&mut *first, &middle, &more), after(&mut *second, &middle, &more));
        assert_eq!(second.common().state.steps, 4);
    }
}

/// Chosen while the program runs, an optimizer does the same; a box in a box does too.
#[test]
fn a_boxed_optimizer_is_an_optimizer() {
    fn train(mut optimizer: impl Optimizer<f64>) -> (Vec<f64>, u64, usize) {
        let found = after(&mut optimizer, &[1.0, 2.0], &[&[1.0, -1.0], &[2.0, 0.5]]);
        optimizer.common_mut().state.steps += 10;
        (found, optimizer.common().state.steps, optimizer.state_keys().len())
    }
    let plain = train(Adam::default());
    let boxed: Box<dyn Optimizer<f64>> = Box::new(Adam::default());
    assert_eq!(train(boxed), plain);
    let nested: Box<Box<dyn Optimizer<f64>>> = Box::new(Box::new(Adam::default()));
    assert_eq!(train(nested), plain);
    assert_eq!((plain.1, plain.2), (12, 2));
}

#[test]
#[should_panic(
    expected = "the optimizer state of `` holds 1 tensors, but with these settings there are 2"
)]
fn a_state_of_another_optimizer_is_refused() {
    let mut adam = Adam::<f64>::default();
    adam.common.state.tensors.insert(String::new(), vec![Tensor::zeros([1])]);
    after(&mut adam, &[1.0], &[&[1.0]]);
}

/// A step writes in place, once the tape has released the tensor; an earlier copy keeps its values.
#[test]
fn steps_are_made_in_place() {
    for mut optimizer in optimizers() {
        let mut w = param(&[1.0, 2.0]);
        let copy = w.value.clone();
        let gradients_now = gradients(&w, &[1.0, 1.0]);
        optimizer.step(&mut w, &gradients_now);
        assert_eq!(copy.as_slice(), [1.0, 2.0]);
        let address = w.value.as_slice().as_ptr();
        let gradients_now = gradients(&w, &[1.0, 1.0]);
        optimizer.step(&mut w, &gradients_now);
        assert_eq!(w.value.as_slice().as_ptr(), address);
    }
}

/// Parameters of one model are told apart by their names, not by their order.
#[test]
fn a_model_is_a_module_like_any_other() {
    struct Pair {
        a: Param<f32>,
        b: Param<f32>,
    }
    impl_module!(Pair { a, b });
    let mut pair = Pair { a: param(&[1.0]), b: param(&[1.0]) };
    let mut adam = Adam::<f32>::new(0.1);
    let gradients = Tape::new().gradients(|tape| tape.param(&pair.b) * 2.0 - &pair.a);
    adam.step(&mut pair, &gradients);
    let found = [pair.a.value.item(), pair.b.value.item()].map(f64::from);
    assert_near(&found, &[1.1, 0.9], 1e-6);
    assert_eq!(adam.common.state.tensors.keys().collect::<Vec<_>>(), ["a", "b"]);
}
