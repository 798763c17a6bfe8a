//! The file that PyTorch wrote: it comes in as it would go out, and what does not fit changes nothing.

use crate::checkpoint::folder;
use crate::rng;
use activations::Relu;
use autograd::{Param, Tape};
use nn::checkpoint::{
    CheckpointError, CheckpointErrorKind, FileFormat, StateDict, export_pytorch, import_pytorch,
    load, save,
};
use nn::{
    Buffer, Dense, Embedding, Forward, Module, Sequential, impl_module, sequential, state_dict,
};
use numeric::Float;
use rstest::rstest;
use tensor::Tensor;

/// A state dict as PyTorch saves it: its file does not say whose it is.
fn from_pytorch() -> StateDict {
    let mut state = StateDict::default();
    state.format = FileFormat::Unknown;
    state
}

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
    let mut state = from_pytorch();
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

/// A file of `Linear(2, 2)` in these bytes of a header, as `safetensors.torch.save_file` writes it.
fn bytes_of(tensors: &[(&str, &str, &[usize], &[u8])]) -> Vec<u8> {
    let (mut entries, mut data) = (Vec::new(), Vec::new());
    for (name, dtype, shape, bytes) in tensors {
        let (start, end) = (data.len(), data.len() + bytes.len());
        entries.push(format!(
            r#""{name}":{{"dtype":"{dtype}","shape":{shape:?},"data_offsets":[{start},{end}]}}"#
        ));
        data.extend_from_slice(bytes);
    }
    let header = format!("{{{}}}", entries.join(","));
    [&(header.len() as u64).to_le_bytes(), header.as_bytes(), &data].concat()
}

fn le_bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|x| x.to_le_bytes()).collect()
}

fn output(model: &Dense, x: &[f32]) -> Vec<f32> {
    let x = Tensor::new([1, x.len()], x.to_vec());
    Tape::new().no_grad(|tape| model.forward(tape.constant(&x))).as_slice().to_vec()
}

/// torch 2.15.0: `Linear(2, 2)` with the weight [[1, 2], [3, 4]] and without bias gives [1, 3] for
/// [1, 0].
#[test]
fn a_square_weight_is_transposed_or_refused() {
    let (_folder, file) = folder();
    let (weight, zeros) = (le_bytes(&[1.0, 2.0, 3.0, 4.0]), [0; 8]);
    let tensors = [("weight", "F32", &[2, 2][..], &weight[..]), ("bias", "F32", &[2], &zeros)];
    std::fs::write(&file, bytes_of(&tensors)).unwrap();
    let mut model = Dense::linear(2, 2, &mut rng(1));
    let error = load(&mut model, &file).unwrap_err();
    let CheckpointErrorKind::UnknownLayout { name } = &error.kind else { panic!("{error}") };
    assert_eq!(name, "weight");
    assert!(error.to_string().contains("read it by `import_pytorch`"), "{error}");
    import_pytorch(&mut model, &file).unwrap();
    assert_eq!(output(&model, &[1.0, 0.0]), [1.0, 3.0]);
    // Our own file says that it is ours, the exported one that it is not.
    save(&model, &file).unwrap();
    let mut loaded = Dense::linear(2, 2, &mut rng(2));
    load(&mut loaded, &file).unwrap();
    assert_eq!(output(&loaded, &[1.0, 0.0]), [1.0, 3.0]);
    let error = import_pytorch(&mut loaded, &file).unwrap_err();
    assert!(matches!(error.kind, CheckpointErrorKind::NotPyTorch), "{error}");
    export_pytorch(&model, &file).unwrap();
    let error = load(&mut loaded, &file).unwrap_err();
    assert!(matches!(error.kind, CheckpointErrorKind::PyTorch), "{error}");
}

/// Where the shapes tell the order of the axes, an unmarked file is read.
#[test]
fn shapes_that_tell_the_layout() {
    let (_folder, file) = folder();
    let mut state = from_pytorch();
    let saved = Dense::linear(3, 2, &mut rng(1));
    state.add_module("", &saved);
    state.write(&file).unwrap();
    let mut loaded = Dense::linear(3, 2, &mut rng(2));
    load(&mut loaded, &file).unwrap();
    assert_eq!(content(&loaded), content(&saved));
    let mut state = from_pytorch();
    state.add_module("", &Dense::<f32>::linear(2, 3, &mut rng(1)));
    state.tensors.insert("bias".into(), Tensor::zeros([2]));
    state.write(&file).unwrap();
    let error = load(&mut loaded, &file).unwrap_err().to_string();
    assert!(error.ends_with("or by PyTorch (`import_pytorch`)?"), "{error}");
    import_pytorch(&mut loaded, &file).unwrap();
}

/// The batches that a batch normalization has seen are an integer.
#[test]
fn what_only_pytorch_counts_is_passed_over() {
    let (_folder, file) = folder();
    let (ones, count) = (le_bytes(&[1.5, 2.5]), 7i64.to_le_bytes());
    let tensors = [("", "F32", &[2][..], &ones[..]), ("num_batches_tracked", "I64", &[], &count)];
    std::fs::write(&file, bytes_of(&tensors)).unwrap();
    let mut model = Buffer::new(Tensor::<f32>::zeros([2]));
    import_pytorch(&mut model, &file).unwrap();
    assert_eq!(model.value.as_slice(), [1.5, 2.5]);
}

/// Bits of torch 2.15.0: `torch.tensor([...], dtype=...).view(torch.uint16)`.
#[rstest]
#[case::half("F16", &[0x3c00, 0xc100, 0x0001, 0x03ff, 0x7bff, 0x7c00, 0xfc00, 0x8000, 0x3555])]
#[case::brain("BF16", &[0x3f80, 0xc020, 0x3380, 0x387f, 0x4780, 0x7f80, 0xff80, 0x8000, 0x3eab])]
fn narrow_numbers_are_widened(#[case] dtype: &str, #[case] bits: &[u16]) {
    let (_folder, file) = folder();
    let bytes: Vec<u8> = bits.iter().flat_map(|bits| bits.to_le_bytes()).collect();
    std::fs::write(&file, bytes_of(&[("", dtype, &[9], &bytes)])).unwrap();
    let expected = match dtype {
        "F16" => [1.0, -2.5, 2f32.powi(-24), 6.097_555e-5, 65504.0],
        _ => [1.0, -2.5, 2f32.powi(-24), 6.079_673_8e-5, 65536.0],
    };
    let third = if dtype == "F16" { 0.333_251_95 } else { 0.333_984_38 };
    let mut model = Buffer::new(Tensor::<f32>::zeros([9]));
    import_pytorch(&mut model, &file).unwrap();
    let found = model.value.as_slice();
    assert_eq!(found[..5], expected);
    assert_eq!(found[5..8], [f32::INFINITY, f32::NEG_INFINITY, 0.0]);
    assert!(found[7].is_sign_negative());
    assert_eq!(found[8], third);
    let mut model = Buffer::new(Tensor::<f64>::zeros([9]));
    import_pytorch(&mut model, &file).unwrap();
    assert_eq!(model.value.as_slice()[8], f64::from(third));
    let error = load(&mut model, &file).unwrap_err();
    assert!(matches!(error.kind, CheckpointErrorKind::Type { .. }), "{error}");
}

#[test]
fn no_file() {
    let error = import_pytorch(&mut model::<f32>(1), "no such file.safetensors").unwrap_err();
    assert!(error.to_string().starts_with("no such file.safetensors: cannot be read"), "{error}");
}
