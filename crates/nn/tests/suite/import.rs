//! The file that PyTorch wrote: it comes in as it would go out, and what does not fit changes nothing.

use crate::checkpoint::folder;
use crate::rng;
use activations::Relu;
use autograd::Param;
use nn::checkpoint::{
    CheckpointError, CheckpointErrorKind, StateDict, export_pytorch, import_pytorch,
};
use nn::{Buffer, Dense, Embedding, Module, Sequential, impl_module, sequential, state_dict};
use numeric::Float;
use rstest::rstest;
use tensor::Tensor;

/// A model with everything that has a layout: layers with activations, a table, a parameter, a buffer.
struct Model<T: Float> {
    words: Embedding<T>,
    body: Sequential<T>,
    scale: Param<T>,
    mean: Buffer<T>,
}
impl_module!(Model<T> { words, body, scale, mean });

fn model<T: Float>(seed: u64) -> Model<T> {
    let rng = &mut rng(seed);
    let values = |len: usize| (0..len).map(|i| T::of((seed as usize * 10 + i) as f64)).collect();
    Model {
        words: Embedding::new(5, 4, rng),
        body: sequential![Dense::new(4, 3, Relu, rng), Dense::linear(3, 3, rng)],
        scale: Param::new(Tensor::new([2, 3], values(6))),
        mean: Buffer::new(Tensor::new([3], values(3))),
    }
}

/// The elements of all tensors, with their names.
fn content<T: Float>(model: &impl Module<T>) -> Vec<(String, Vec<T>)> {
    let tensors = state_dict(model).into_iter();
    tensors.map(|(name, tensor)| (name, tensor.as_slice().to_vec())).collect()
}

#[test]
fn what_goes_out_comes_in() {
    fn check<T: Float>() {
        let (_folder, file) = folder();
        let (saved, mut loaded) = (model::<T>(1), model::<T>(2));
        export_pytorch(&saved, &file).unwrap();
        import_pytorch(&mut loaded, &file).unwrap();
        assert_eq!(content(&loaded), content(&saved));
    }
    check::<f32>();
    check::<f64>();
}

#[test]
fn names_and_axes_are_those_of_pytorch() {
    let mut layers: Sequential<f32> =
        sequential![Dense::new(2, 3, Relu, &mut rng(1)), Dense::linear(3, 1, &mut rng(2))];
    let mut state = StateDict::<f32>::default();
    // `Sequential(Linear(2, 3), ReLU(), Linear(3, 1))`.
    for (name, tensor) in [
        ("0.weight", Tensor::new([3, 2], vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0])),
        ("0.bias", Tensor::zeros([3])),
        ("2.weight", Tensor::zeros([1, 3])),
        ("2.bias", Tensor::new([1], vec![7.0])),
    ] {
        state.tensors.insert(name.into(), tensor);
    }
    let (_folder, file) = folder();
    state.write(&file).unwrap();
    import_pytorch(&mut layers, &file).unwrap();
    let found = content(&layers);
    assert_eq!(found[0], ("0.weight".into(), vec![1.0, 3.0, 5.0, 2.0, 4.0, 6.0]));
    assert_eq!(found[3], ("1.bias".into(), vec![7.0]));
}

/// What importing says of a model's file that `spoil` has changed; the model must be as before.
fn refused(spoil: impl FnOnce(&mut StateDict)) -> CheckpointErrorKind {
    let (_folder, file) = folder();
    export_pytorch(&model::<f32>(1), &file).unwrap();
    let mut state = StateDict::read(&file).unwrap();
    spoil(&mut state);
    state.write(&file).unwrap();
    let mut loaded = model::<f32>(2);
    let before = content(&loaded);
    let CheckpointError { file: named, kind } = import_pytorch(&mut loaded, &file).unwrap_err();
    assert_eq!(content(&loaded), before, "nothing is changed by a file that is refused: {kind}");
    assert_eq!(named, file);
    kind
}

#[test]
fn an_unknown_tensor() {
    let kind = refused(|state| {
        state.tensors.insert("body.1.weight".into(), Tensor::zeros([3, 3]));
    });
    assert!(matches!(kind, CheckpointErrorKind::Unexpected { name } if name == "body.1.weight"));
}

#[rstest]
#[case("words.weight")]
#[case("body.2.bias")]
#[case("mean")]
fn a_missing_tensor(#[case] missing: &str) {
    let kind = refused(|state| {
        state.tensors.remove(missing).expect("it is there");
    });
    assert!(matches!(kind, CheckpointErrorKind::Missing { name } if name == missing));
}

/// The weight as it is here, and not as PyTorch has it.
#[test]
fn a_weight_of_the_wrong_shape() {
    let kind = refused(|state| {
        state.tensors.insert("body.0.weight".into(), Tensor::zeros([4, 3]));
    });
    let CheckpointErrorKind::Shape { name, found, expected } = kind else { panic!("{kind}") };
    assert_eq!((name.as_str(), found, expected), ("body.0.weight", vec![4, 3], vec![3, 4]));
}

#[test]
fn another_type_of_number() {
    let (_folder, file) = folder();
    export_pytorch(&model::<f64>(1), &file).unwrap();
    let error = import_pytorch(&mut model::<f32>(2), &file).unwrap_err();
    assert!(matches!(error.kind, CheckpointErrorKind::Type { .. }), "{error}");
}

#[test]
fn no_file() {
    let error = import_pytorch(&mut model::<f32>(1), "no such file.safetensors").unwrap_err();
    assert!(error.to_string().starts_with("no such file.safetensors: cannot be read"), "{error}");
}
