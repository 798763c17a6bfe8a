//! The network of PyTorch's first CIFAR-10 program: its first gradients, and ten steps of Adam.

use crate::support::Golden;
use autograd::Tape;
use check::Tolerance;
use nn::{Forward, Module, Path, Sequential};
use numeric::Float;
use optimizers::{Adam, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::{Shape, Tensor, transpose};

#[test]
fn f32() {
    Golden::<f32>::test("lenet", |golden| {
        // Ten steps of Adam, which divides by roots of tiny numbers, lie between start and end.
        all(golden, Tolerance { absolute: 1e-5, relative: 1e-4 });
    });
}

#[test]
fn f64() {
    Golden::<f64>::test("lenet", |golden| all(golden, Tolerance::F64_GOLDEN));
}

/// Numbers from −1 to 1 that need no storing.
fn numbers<T: Float>(factor: usize, shape: impl Into<Shape>) -> Tensor<T> {
    let mut i = 0;
    Tensor::from_fn(shape, || {
        i += 1;
        T::of(((factor * (i - 1) % 1009) as f64 - 504.0) / 504.0)
    })
}

/// The network with first weights that are a formula too, in PyTorch's order.
fn network<T: Float>() -> Sequential<T> {
    let mut network = cnn::lenet_cifar(&mut ChaCha8Rng::seed_from_u64(1));
    let mut factors = [7, 11, 13, 17, 19, 23, 29, 31, 37, 41].into_iter();
    network.visit_mut(&mut Path::default(), &mut |_, state| {
        let tensor = state.tensor();
        let (shape, factor) = (tensor.shape(), factors.next().expect("ten parameters"));
        *tensor = match *shape.dims() {
            // `torch.nn.Linear` has its weight the other way round.
            [inputs, outputs] => transpose(&numbers(factor, [outputs, inputs]), 0, 1),
            _ => numbers(factor, shape),
        };
        let summands = match *shape.dims() {
            [inputs, _] => inputs as f64,
            [_, channels, height, width] => (channels * height * width) as f64,
            _ => 10.0,
        };
        *tensor = tensor.clone().map(|w| w / T::of(summands.sqrt()));
    });
    network
}

fn all<T: Float>(golden: &mut Golden<T>, after_training: Tolerance) {
    let mut network = network::<T>();
    let (x, classes) = (numbers(43, [8, 3, 32, 32]), [3, 0, 4, 1, 1, 2, 0, 9]);
    let (mut tape, mut adam) = (Tape::new(), Adam::default());
    let logits = tape.no_grad(|tape| network.forward(tape.constant(&x)));
    golden.check("first.logits", &logits);
    let mut first = Vec::new();
    let losses = Tensor::from_fn([10], || {
        let gradients =
            tape.gradients(|tape| network.forward(tape.constant(&x)).cross_entropy(&classes));
        if first.is_empty() {
            network.visit(&mut Path::default(), &mut |_, state| {
                let nn::Leaf::Parameter(param) = state else { panic!("only parameters") };
                first.push(gradients.get(param).expect("its gradient").clone());
            });
        }
        adam.step(&mut network, &gradients);
        gradients.loss()
    });
    golden.check("first.conv1", &first[0]);
    golden.check("first.bias2", &first[3]);
    golden.check("first.output", &transpose(&first[8], 0, 1));
    let of_four_filters = first[2].as_slice()[..4 * 6 * 25].to_vec();
    golden.check("first.conv2", &Tensor::new([4, 6, 5, 5], of_four_filters));
    golden.tolerance = after_training;
    golden.check("adam.losses", &losses);
    let (_, conv1) = nn::state_dict(&network)[0];
    golden.check("adam.conv1", conv1);
}
