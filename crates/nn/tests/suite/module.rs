//! Names: every leaf under its dotted name, in one order, to read and to change.

use crate::rng;
use activations::{Relu, Tanh};
use autograd::Param;
use neurons::Activation;
use nn::{
    Buffer, Dense, Flatten, Leaf, LeafMut, Module, Path, Sequential, impl_module,
    named_parameter_shapes, parameter_count, sequential, state_dict,
};
use tensor::{Shape, Tensor};

/// A model with everything that a model may have.
struct Model<T: nn::Float, A> {
    stem: Dense<T, A>,
    blocks: Vec<Block<T>>,
    scale: Param<T>,
    /// Not named in `impl_module!`: no part of the model's state.
    #[expect(dead_code)]
    dropout: f64,
}
impl_module!(Model<T, A: Activation<T>> { stem, blocks, scale });

struct Block<T: nn::Float> {
    linear: Dense<T>,
    mean: Buffer<T>,
}
impl_module!(Block<T> { linear, mean });

/// A model without parameters and buffers, of every element type.
struct Nothing;
impl_module!(Nothing {});

/// A model of `f64` alone, one of its parts in a box.
struct Double {
    inner: Box<Dense<f64>>,
    scale: Param<f64>,
}
impl_module!(Double: f64 { inner, scale });

fn model() -> Model<f64, Tanh> {
    let block = || Block {
        linear: Dense::linear(3, 3, &mut rng(2)),
        mean: Buffer::new(Tensor::zeros([3])),
    };
    Model {
        stem: Dense::new(2, 3, Tanh, &mut rng(1)),
        blocks: vec![block(), block()],
        scale: Param::new(Tensor::scalar(1.0)),
        dropout: 0.5,
    }
}

const NAMES: [&str; 9] = [
    "stem.weight",
    "stem.bias",
    "blocks.0.linear.weight",
    "blocks.0.linear.bias",
    "blocks.0.mean",
    "blocks.1.linear.weight",
    "blocks.1.linear.bias",
    "blocks.1.mean",
    "scale",
];

#[test]
fn names_come_from_fields_in_their_order() {
    let model = model();
    let names: Vec<String> = state_dict(&model).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, NAMES);
    let shapes = named_parameter_shapes(&model);
    let expected = [
        ("stem.weight", Shape::from([2, 3])),
        ("stem.bias", Shape::from([3])),
        ("blocks.0.linear.weight", Shape::from([3, 3])),
        ("blocks.0.linear.bias", Shape::from([3])),
        ("blocks.1.linear.weight", Shape::from([3, 3])),
        ("blocks.1.linear.bias", Shape::from([3])),
        ("scale", Shape::from([])),
    ];
    assert_eq!(shapes, expected.map(|(name, shape)| (name.to_string(), shape)), "no buffers");
    assert_eq!(parameter_count(&model), 9 + 12 + 12 + 1);
}

#[test]
fn visit_mut_goes_the_same_way() {
    let (mut model, mut names) = (model(), Vec::new());
    model.visit_mut(&mut Path::default(), &mut |path, leaf| {
        let kind = match &leaf {
            LeafMut::Parameter(_) => "parameter",
            LeafMut::Buffer(_) => "buffer",
        };
        names.push((path.to_string(), kind));
        leaf.tensor().as_mut_slice().fill(names.len() as f64);
    });
    let mut seen = Vec::new();
    model.visit(&mut Path::default(), &mut |path, leaf| {
        let kind = match leaf {
            Leaf::Parameter(_) => "parameter",
            Leaf::Buffer(_) => "buffer",
        };
        seen.push((path.as_str().to_string(), kind));
        let tensor = leaf.tensor();
        assert!(tensor.as_slice().iter().all(|x| *x == seen.len() as f64), "{path}");
    });
    assert_eq!(names, seen);
    assert_eq!(seen.iter().filter(|(_, kind)| *kind == "buffer").count(), 2);
    let names: Vec<&str> = seen.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, NAMES);
}

#[test]
fn layers_in_sequence_are_named_by_index() {
    let rng = &mut rng(1);
    let inner = sequential![Dense::linear(3, 3, rng)];
    let model: Sequential =
        sequential![Flatten, Dense::<f32, _>::new(4, 3, Relu, rng), Wrap(inner)];
    let names: Vec<String> = state_dict(&model).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["1.weight", "1.bias", "2.0.weight", "2.0.bias"]);
    assert_eq!(parameter_count(&Sequential::<f32>::default()), 0);
}

/// A sequence as one layer of another, under no name of its own.
struct Wrap(Sequential);

impl Module for Wrap {
    fn visit<'a>(&'a self, path: &mut Path, visitor: &mut dyn FnMut(&Path, Leaf<'a, f32>)) {
        self.0.visit(path, visitor);
    }
    fn visit_mut<'a>(
        &'a mut self,
        path: &mut Path,
        visitor: &mut dyn FnMut(&Path, LeafMut<'a, f32>),
    ) {
        self.0.visit_mut(path, visitor);
    }
}

impl nn::Forward for Wrap {
    fn forward<'t>(&self, x: autograd::Var<'t>) -> autograd::Var<'t> {
        self.0.forward(x)
    }
}

impl nn::Layer for Wrap {
    fn name(&self) -> String {
        "Wrap".into()
    }
}

#[test]
fn a_model_of_nothing() {
    assert!(state_dict::<f32>(&Nothing).is_empty() && parameter_count::<f64>(&Nothing) == 0);
    assert!(state_dict::<f32>(&Flatten).is_empty());
    // A parameter alone is a model, and has no name.
    let alone = Param::new(Tensor::scalar(1.0f32));
    let found = state_dict(&alone);
    assert_eq!((found.len(), found[0].0.as_str(), found[0].1.item()), (1, "", 1.0));
}

#[test]
fn a_model_of_f64() {
    let inner = Box::new(Dense::linear(2, 1, &mut rng(1)));
    let mut model = Double { inner, scale: Param::new(Tensor::scalar(1.0)) };
    let names: Vec<String> = state_dict(&model).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["inner.weight", "inner.bias", "scale"]);
    model.visit_mut(&mut Path::default(), &mut |_, leaf| leaf.tensor().as_mut_slice().fill(2.0));
    assert_eq!(model.inner.weight.value.as_slice(), [2.0; 2]);
}

#[test]
fn a_path_comes_back_up() {
    let mut path = Path::default();
    let inside = path.scoped("blocks", |path| path.scoped(3, |path| path.to_string()));
    assert_eq!((inside.as_str(), path.as_str()), ("blocks.3", ""));
}
