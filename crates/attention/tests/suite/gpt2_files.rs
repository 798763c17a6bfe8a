//! Files in GPT-2's layout that do not fit: what is said, and that nothing else happens.

use attention::{Gpt, GptOptions, gpt2};
use nn::checkpoint::{FileFormat, StateDict};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rstest::rstest;
use tensor::Tensor;

/// A file as it is saved, changed by `change`; what loading it says.
fn error_of(heads: usize, change: impl FnOnce(&mut StateDict)) -> String {
    let options = GptOptions { vocab_size: 7, context: 5, ..GptOptions::new(4, 2, 2) };
    let model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gpt2.safetensors");
    gpt2::save(&model, &file).unwrap();
    let mut state = StateDict::read(&file).unwrap();
    change(&mut state);
    state.write(&file).unwrap();
    gpt2::load::<f32>(&file, heads).unwrap_err().to_string()
}

#[rstest]
#[case("transformer.wte.weight", "the tensor `wte.weight` is missing")]
#[case("transformer.wpe.weight", "the tensor `wpe.weight` is missing")]
#[case("transformer.h.1.mlp.c_fc.bias", "the tensor `h.1.mlp.c_fc.bias` is missing")]
fn a_tensor_is_missing(#[case] name: &str, #[case] expected: &str) {
    let message = error_of(2, |state| drop(state.tensors.remove(name).unwrap()));
    assert!(message.contains(expected), "{message}");
}

#[rstest]
#[case("transformer.wte.weight", Tensor::zeros([28]), "`wte.weight` is of shape [28], but a matrix is needed")]
#[case("transformer.h.0.attn.c_attn.weight", Tensor::zeros([12, 4]), "has the shape [12, 4], but the model's has [4, 12]")]
#[case("lm_head.weight", Tensor::zeros([7, 3]), "has the shape [7, 3], but the model's has [7, 4]")]
#[case("transformer.h.0.attn.rotary", Tensor::zeros([1]), "`h.0.attn.rotary` has no place in this model")]
#[case("transformer.h.99999999999.ln_1.bias", Tensor::zeros([4]), "`h.2.attn.c_attn.weight` is missing")]
#[case("wte.weight", Tensor::zeros([7, 4]), "it has `wte.weight` with `transformer.` and without")]
fn a_tensor_does_not_fit(#[case] name: &str, #[case] tensor: Tensor, #[case] expected: &str) {
    let message = error_of(2, |state| drop(state.tensors.insert(name.into(), tensor)));
    assert!(message.contains(expected), "{message}");
}

#[rstest]
#[case(0)]
#[case(3)]
fn heads_do_not_fit(#[case] heads: usize) {
    let message = error_of(heads, |_| ());
    assert!(
        message.contains(&format!("4 features, which {heads} heads cannot share")),
        "{message}"
    );
}

#[test]
fn a_file_of_our_own_is_told() {
    let message = error_of(2, |state| state.format = FileFormat::Gradus);
    assert!(message.contains("was not saved by PyTorch"), "{message}");
}

/// A small file that claims to be a huge model is refused before there is memory for one.
#[test]
fn a_huge_model_is_refused() {
    let message = error_of(2, |state| {
        for name in ["wte", "wpe"] {
            state.tensors.insert(format!("transformer.{name}.weight"), Tensor::zeros([1, 1 << 20]));
        }
    });
    assert!(message.contains("`h.0.attn.c_attn.weight` has the shape [4, 12]"), "{message}");
}

/// Whatever becomes of a byte of the file, loading it gives a model or an error.
#[test]
fn damaged_files() {
    let options = GptOptions { vocab_size: 7, context: 5, ..GptOptions::new(4, 2, 2) };
    let model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gpt2.safetensors");
    gpt2::save(&model, &file).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let mut refused = 0;
    for i in (0..bytes.len()).step_by(7) {
        let mut damaged = bytes.clone();
        damaged[i] ^= 1 << (i % 8);
        std::fs::write(&file, damaged).unwrap();
        refused += usize::from(gpt2::load::<f32>(&file, 2).is_err());
        std::fs::write(&file, &bytes[..i]).unwrap();
        assert!(gpt2::load::<f32>(&file, 2).is_err(), "the first {i} bytes");
    }
    assert!(refused > 50, "only {refused} were refused");
}
