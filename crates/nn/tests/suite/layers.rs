//! Layers at work.

use crate::blame::panic_of;
use crate::rng;
use activations::Relu;
use autograd::{Param, Tape};
use nn::{Dense, Flatten, Forward, Sequential, sequential};
use tensor::Tensor;

/// Two inputs, two neurons: `w = [[1, −1], [2, 0.5]]`, `b = [0, −3]`.
fn dense() -> Dense<f32, Relu> {
    Dense {
        weight: Param::new(Tensor::new([2, 2], vec![1.0, -1.0, 2.0, 0.5])),
        bias: Param::new(Tensor::new([2], vec![0.0, -3.0])),
        activation: Relu,
    }
}

fn outputs(model: &impl Forward<f32>, x: &Tensor) -> Tensor {
    Tape::new().no_grad(|tape| model.forward(tape.constant(x)))
}

#[test]
fn a_dense_layer_by_hand() {
    let x = Tensor::new([2, 2], vec![1.0, 1.0, -5.0, 2.0]);
    let y = outputs(&dense(), &x);
    assert_eq!((y.as_slice(), y.shape()), (&[3.0, 0.0, 0.0, 3.0][..], x.shape()));
}

#[test]
fn flatten_keeps_the_samples_apart() {
    let x = Tensor::new([2, 1, 2], vec![1.0, 2.0, 3.0, 4.0]);
    let y = outputs(&Flatten, &x);
    assert_eq!((y.as_slice(), y.shape().dims()), (x.as_slice(), &[2, 2][..]));
    assert_eq!(outputs(&Flatten, &Tensor::zeros([0, 8, 8])).shape().dims(), [0, 64]);
}

#[test]
fn a_sequence_is_one_layer_after_the_other() {
    let model: Sequential = sequential![Flatten, dense(), dense()];
    let x = Tensor::new([1, 1, 2], vec![1.0, 1.0]);
    assert_eq!(outputs(&model, &x).as_slice(), [3.0, 0.0]);
    assert_eq!(
        outputs(&Sequential::default(), &x).as_slice(),
        x.as_slice(),
        "no layers, no change"
    );
}

#[test]
fn every_parameter_of_a_sequence_gets_its_gradient() {
    let model: Sequential = sequential![
        Dense::<f32, _>::new(3, 4, Relu, &mut rng(1)),
        Dense::<f32>::linear(4, 2, &mut rng(2)),
    ];
    let x = Tensor::full([5, 3], 1.0);
    let gradients = Tape::new()
        .gradients(|tape| model.forward(tape.constant(&x)).cross_entropy(&[0, 1, 1, 0, 1]));
    let mut seen = 0;
    nn::Module::visit(&model, &mut nn::Path::default(), &mut |path, state| {
        let nn::Leaf::Parameter(param) = state else { panic!("{path} is a parameter") };
        let gradient = gradients.get(param).expect("every layer had part in the loss");
        assert_eq!(gradient.shape(), param.value.shape(), "{path}");
        seen += 1;
    });
    assert_eq!(seen, 4);
}

#[test]
fn a_batch_of_another_width_is_named_at_the_callers_line() {
    let panic = panic_of(|| outputs_here(&dense()));
    let rule = "the last axis of the left must equal the first of the right";
    assert_eq!(panic.message, format!("affine: [5, 3] and [2, 2] do not fit: {rule}"));
    assert!(panic.file.ends_with("tests/suite/layers.rs"), "reported at {}", panic.file);
}

fn outputs_here(model: &Dense<f32, Relu>) -> Tensor {
    Tape::new().no_grad(|tape| model.forward(tape.constant(&Tensor::zeros([5, 3]))))
}

/// The message is about the reader's layers, and the location is the reader's line.
#[test]
fn a_layer_of_the_wrong_size_is_named_at_the_callers_line() {
    let rng = &mut rng(1);
    let model: Sequential =
        sequential![Dense::new(64, 65, Relu, rng), Dense::<f32>::linear(64, 10, rng)];
    let forward = |shape: &[usize]| {
        let x = Tensor::zeros(tensor::Shape::new(shape).unwrap());
        let panic = panic_of(|| Tape::new().no_grad(|tape| model.forward(tape.constant(&x))));
        assert!(panic.file.ends_with("suite/layers.rs"), "{panic:?}");
        panic.message
    };
    let wrong = "layer 1, Dense (identity), takes 64 inputs, but its input has the shape [4, 65]";
    assert_eq!(forward(&[4, 64]), wrong);
    assert!(forward(&[4, 8, 8]).ends_with("(is a Flatten missing before it?)"));
}
