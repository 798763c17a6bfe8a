//! A network of two layers: its gradients, and 25 steps of training.

use crate::support::Golden;
use activations::Relu;
use autograd::{Gradients, Tape, Var};
use nn::{Dense, Forward, Leaf, Module, Path, impl_module};
use numeric::Float;
use optimizers::{Adam, Optimizer, Sgd};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use tensor::Tensor;

#[test]
fn f32() {
    Golden::<f32>::test("network", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("network", all);
}

struct Network<T: Float> {
    hidden: Dense<T, Relu>,
    output: Dense<T>,
}
impl_module!(Network<T> { hidden, output });

impl<T: Float> Network<T> {
    /// The network as the file has it before training.
    fn start(golden: &mut Golden<T>) -> Self {
        let rng = &mut ChaCha8Rng::seed_from_u64(1);
        let (hidden, output) = (Dense::new(20, 13, Relu, rng), Dense::linear(13, 5, rng));
        let mut network = Network { hidden, output };
        golden.restore("start.", &mut network);
        network
    }

    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        self.output.forward(self.hidden.forward(x))
    }

    fn gradients(&self, x: &Tensor<T>, classes: &[usize]) -> Gradients<T> {
        Tape::new().gradients(|tape| self.forward(tape.constant(x)).cross_entropy(classes))
    }
}

fn all<T: Float>(golden: &mut Golden<T>) {
    let (x, classes) = (golden.tensor("data.x"), golden.classes("data.classes"));
    gradients(golden, &x, &classes);
    let sgd = Sgd::new(0.1);
    train(golden, "sgd", sgd, &x, &classes);
    let momentum = Sgd { momentum: 0.9, ..Sgd::new(0.05) };
    train(golden, "momentum", momentum, &x, &classes);
    let adam = Adam::new(0.01);
    train(golden, "adam", adam, &x, &classes);
}

fn gradients<T: Float>(golden: &mut Golden<T>, x: &Tensor<T>, classes: &[usize]) {
    let network = Network::start(golden);
    let logits = Tape::new().no_grad(|tape| network.forward(tape.constant(x)));
    golden.check("forward.logits", &logits);
    let gradients = network.gradients(x, classes);
    golden.check("forward.loss", &Tensor::scalar(gradients.loss()));
    network.visit(&mut Path::default(), &mut |path, state| {
        let Leaf::Parameter(param) = state else { panic!("{path}: no parameter") };
        golden.check(&format!("gradient.{path}"), gradients.get(param).unwrap());
    });
}

/// The loss before each step, and the parameters after the last.
fn train<T: Float>(
    golden: &mut Golden<T>,
    name: &str,
    mut optimizer: impl Optimizer<T>,
    x: &Tensor<T>,
    classes: &[usize],
) {
    let mut network = Network::start(golden);
    let losses = Tensor::from_fn([25], || {
        let gradients = network.gradients(x, classes);
        optimizer.step(&mut network, &gradients);
        gradients.loss()
    });
    golden.check(&format!("{name}.losses"), &losses);
    golden.check_model(&format!("{name}."), &network);
}
