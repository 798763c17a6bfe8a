//! The file that PyTorch reads.

use crate::rng;
use activations::Relu;
use autograd::{Param, WeightLayout};
use nn::checkpoint::{self, StateDict};
use nn::{Dense, Embedding, Flatten, Module, Sequential, impl_module, sequential};
use tensor::Tensor;

/// What is in the file of a model: names and shapes, and the file itself.
fn export(model: &impl Module<f32>) -> (Vec<(String, Vec<usize>)>, StateDict) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("model.safetensors");
    checkpoint::export_pytorch(model, &file).unwrap();
    let state = StateDict::read(&file).unwrap();
    let content = state.tensors.iter();
    (content.map(|(name, t)| (name.clone(), t.shape().dims().to_vec())).collect(), state)
}

fn names(content: &[(&str, &[usize])]) -> Vec<(String, Vec<usize>)> {
    content.iter().map(|(name, shape)| (name.to_string(), shape.to_vec())).collect()
}

fn layers() -> Sequential {
    let rng = &mut rng(1);
    sequential![
        Flatten,
        Dense::new(4, 3, Relu, rng),
        Dense::new(3, 3, Relu, rng),
        Dense::linear(3, 2, rng),
    ]
}

#[test]
fn an_activation_counts_as_a_module_and_weights_are_transposed() {
    let mut model = layers();
    let (content, state) = export(&model);
    let expected: [(&str, &[usize]); 6] = [
        ("1.bias", &[3]),
        ("1.weight", &[3, 4]),
        ("3.bias", &[3]),
        ("3.weight", &[3, 3]),
        ("5.bias", &[2]),
        ("5.weight", &[2, 3]),
    ];
    assert_eq!(content, names(&expected));
    let mut here = Vec::new();
    model.visit_mut(&mut nn::Path::default(), &mut |_, state| here.push(state.tensor().clone()));
    for (index, [weight, bias]) in [1, 3, 5].iter().zip(here.as_chunks().0) {
        let there = &state.tensors[&format!("{index}.weight")];
        // The same memory read the other way: our columns are PyTorch's rows.
        assert_eq!(there.as_matrix(), weight.as_matrix().transpose());
        assert_eq!(state.tensors[&format!("{index}.bias")].as_slice(), bias.as_slice());
    }
}

/// A model with fields, as it would be written there.
struct Reader {
    words: Embedding,
    body: Sequential,
    heads: Vec<Dense>,
    scale: Param,
}
impl_module!(Reader { words, body, heads, scale });

#[test]
fn fields_keep_their_names_and_other_parameters_their_axes() {
    let rng = &mut rng(1);
    let model = Reader {
        words: Embedding::new(5, 4, rng),
        body: sequential![Dense::new(4, 3, Relu, rng), Dense::linear(3, 3, rng)],
        heads: vec![Dense::linear(3, 1, rng), Dense::linear(3, 2, rng)],
        scale: Param::new(Tensor::zeros([2, 3])),
    };
    let (content, state) = export(&model);
    let expected: [(&str, &[usize]); 10] = [
        ("body.0.bias", &[3]),
        ("body.0.weight", &[3, 4]),
        ("body.2.bias", &[3]),
        ("body.2.weight", &[3, 3]),
        ("heads.0.bias", &[1]),
        ("heads.0.weight", &[1, 3]),
        ("heads.1.bias", &[2]),
        ("heads.1.weight", &[2, 3]),
        ("scale", &[2, 3]),
        ("words.weight", &[5, 4]),
    ];
    assert_eq!(content, names(&expected));
    let table = &model.words.weight.value;
    assert_eq!(state.tensors["words.weight"].as_slice(), table.as_slice());
}

#[test]
fn names_here_stay_as_they_were() {
    let model = layers();
    let names: Vec<String> = nn::state_dict(&model).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names[..3], ["1.weight", "1.bias", "2.weight"]);
}

#[test]
fn a_copy_of_a_weight_is_still_a_weight() {
    let weight = Dense::<f32>::linear(3, 2, &mut rng(1)).weight;
    assert_eq!([weight.layout(), weight.clone().layout()], [WeightLayout::TorchTransposed; 2]);
}

#[test]
#[should_panic(expected = "weight: [inputs, outputs] are two axes, but this is [3]")]
fn a_weight_has_two_axes() {
    Param::weight(Tensor::<f32>::zeros([3]));
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let file = std::path::Path::new("no such folder/model.safetensors");
    let error = checkpoint::export_pytorch(&layers(), file).unwrap_err();
    assert!(error.to_string().starts_with("no such folder/model.safetensors: cannot be written"));
}
