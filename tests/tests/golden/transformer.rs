//! Multi-head attention, layers of encoder and decoder, the Transformer: outputs and every gradient; layers
//! and GPT-2 whose weights come from elsewhere.

use crate::support::{Golden, folder, upstream};
use attention::{
    AttentionOptions, DecoderLayer, Decoding, EncoderLayer, FeedForwardActivation, GenerateOptions,
    Gpt, LayerOptions, MultiHeadAttention, Transformer, gpt2,
};
use autograd::{Tape, Var};
use nn::{Leaf, Module, Path, checkpoint, impl_module};
use numeric::Float;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::Tensor;

#[test]
fn f32() {
    Golden::<f32>::test("transformer_layers", all);
}

#[test]
fn f64() {
    Golden::<f64>::test("transformer_layers", all);
}

const LENGTHS: &[usize] = &[5, 3, 4];

fn options(norm_first: bool) -> LayerOptions {
    LayerOptions { dropout: 0.0, norm_first, ..LayerOptions::new(8, 2, 12) }
}

fn all<T: Float>(golden: &mut Golden<T>) {
    if T::NAME == "F32" {
        // Up to four layers with norms after each other round in another order.
        golden.tolerance = check::Tolerance { absolute: 2e-5, relative: 1e-5 };
    } else {
        golden.tolerance = check::Tolerance { absolute: 1e-13, relative: 1e-12 };
    }
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let causal = AttentionOptions { is_causal: true, ..AttentionOptions::default() };
    let padded = AttentionOptions { key_lengths: Some(LENGTHS), ..AttentionOptions::default() };
    let none = AttentionOptions::default();
    let attention = MultiHeadAttention::new(8, 2, rng);
    run(golden, "self", attention.clone(), |layer, x| layer.self_attention(x[0], causal));
    let no_bias = MultiHeadAttention::with_bias(8, 2, false, rng);
    run(golden, "no_bias", no_bias, |layer, x| layer.self_attention(x[0], padded));
    run(golden, "cross", attention, |layer, x| layer.cross_attention(x[0], x[1], none));
    for (name, norm_first) in [("post", false), ("pre", true)] {
        let encoder = EncoderLayer::new(options(norm_first), rng);
        run(golden, &format!("encoder_{name}"), encoder, |layer, x| layer.forward(x[0], padded));
        let decoder = DecoderLayer::new(options(norm_first), rng);
        run(golden, &format!("decoder_{name}"), decoder, |layer, x| {
            layer.forward(x[0], x[1], causal, none)
        });
    }
    let activation = FeedForwardActivation::Gelu;
    let gelu = EncoderLayer::new(LayerOptions { activation, ..options(false) }, rng);
    run(golden, "encoder_gelu", gelu, |layer, x| layer.forward(x[0], causal));
    let whole = Transformer::new(2, 2, options(false), rng);
    run(golden, "transformer", whole, |model, x| model.forward(x[1], x[0], Some(LENGTHS)));
}

/// Holds output and gradients of a layer with the file's parameters against the file.
fn run<T: Float, M: Module<T>>(
    golden: &mut Golden<T>,
    case: &str,
    mut layer: M,
    f: impl for<'t> Fn(&M, &[Var<'t, T>]) -> Var<'t, T>,
) {
    golden.restore(&format!("{case}.params."), &mut layer);
    let count =
        if ["cross", "decoder_post", "decoder_pre", "transformer"].contains(&case) { 2 } else { 1 };
    let names = &["x", "memory"][..count];
    let inputs: Vec<Tensor<T>> =
        names.iter().map(|name| golden.tensor(&format!("{case}.{name}"))).collect();
    let mut output = None;
    let gradients = Tape::new().gradients(|tape| {
        let y = f(&layer, &inputs.iter().map(|x| tape.leaf(x)).collect::<Vec<_>>());
        output = Some(y.value());
        (y * &upstream(y.shape())).sum()
    });
    golden.check(&format!("{case}.y"), &output.expect("it was computed"));
    for (i, name) in names.iter().enumerate() {
        golden.check(&format!("{case}.d{name}"), gradients.leaf(i).unwrap());
    }
    layer.visit(&mut Path::default(), &mut |path, leaf| {
        let Leaf::Parameter(param) = leaf else { panic!("only parameters") };
        golden.check(&format!("{case}.gradients.{path}"), gradients.get(param).unwrap());
    });
}

/// Layers under the names that PyTorch's model has for them.
struct Layers {
    attention: MultiHeadAttention,
    encoder: EncoderLayer,
}
impl_module!(Layers { attention, encoder });

/// What `torch.save_file(model.state_dict())` has written gives PyTorch's outputs here, and goes back as it
/// came.
#[test]
fn weights_from_pytorch() {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let mut model = Layers {
        attention: MultiHeadAttention::new(8, 2, rng),
        encoder: EncoderLayer::new(options(false), rng),
    };
    let file = folder().join("torch_transformer_f32.safetensors");
    checkpoint::import_pytorch(&mut model, &file).unwrap();
    Golden::<f32>::test("torch_transformer_outputs", |golden| {
        let x = golden.tensor("all.x");
        let none = AttentionOptions::default();
        let of =
            |f: &dyn for<'t> Fn(Var<'t>) -> Var<'t>| Tape::new().no_grad(|t| f(t.constant(&x)));
        golden.check("all.attention", &of(&|x| model.attention.self_attention(x, none)));
        golden.check("all.encoder", &of(&|x| model.encoder.forward(x, none)));
    });
    let folder = tempfile::tempdir().unwrap();
    let back = folder.path().join("back.safetensors");
    checkpoint::export_pytorch(&model, &back).unwrap();
    same("torch_transformer", &back);
}

/// Asserts that a file holds exactly the tensors of a golden file.
fn same(family: &str, file: &std::path::Path) {
    Golden::<f32>::test(family, |golden| {
        let state = checkpoint::StateDict::<f32>::read(file).unwrap();
        golden.tolerance = check::Tolerance::EXACT;
        state.tensors.iter().for_each(|(name, tensor)| golden.check(name, tensor));
    });
}

/// GPT-2 as Hugging Face's library saves it gives that library's logits, and goes back as it came; behind no
/// `transformer.`, with the masks of older files, and with its logits' weights written out, too.
#[test]
fn gpt2_from_hugging_face() {
    let file = folder().join("gpt2_f32.safetensors");
    let dir = tempfile::tempdir().unwrap();
    let variant = dir.path().join("variant.safetensors");
    let save = |rename: &dyn Fn(&str) -> String, extra: Vec<(&str, Tensor)>| {
        let mut state = checkpoint::StateDict::<f32>::read(&file).unwrap();
        state.format = checkpoint::FileFormat::PyTorch;
        let tensors = std::mem::take(&mut state.tensors);
        state.tensors.extend(tensors.into_iter().map(|(name, tensor)| (rename(&name), tensor)));
        state.tensors.extend(extra.into_iter().map(|(name, tensor)| (name.into(), tensor)));
        state.write(&variant).unwrap();
        gpt2::load::<f32>(&variant, 3).unwrap()
    };
    let bare = |name: &str| name.strip_prefix("transformer.").unwrap().to_string();
    Golden::<f32>::test("gpt2_outputs", |golden| {
        golden.tolerance = check::Tolerance { absolute: 1e-5, relative: 1e-5 };
        let model = gpt2::load::<f32>(&file, 3).unwrap();
        golden.check("tied.logits", &logits(&model));
        let back = dir.path().join("back.safetensors");
        gpt2::save(&model, &back).unwrap();
        same("gpt2", &back);

        let masks = vec![
            ("h.0.attn.bias", Tensor::zeros([1, 1, 12, 12])),
            ("h.1.attn.masked_bias", Tensor::scalar(-1e4)),
            ("lm_head.weight", model.wte.weight.value.clone()),
        ];
        let old = save(&bare, masks);
        assert!(old.options.tie_weights);
        golden.check("tied.logits", &logits(&old));

        let head = golden.tensor("own_head.lm_head");
        let own = save(&str::to_string, vec![("lm_head.weight", head)]);
        assert!(!own.options.tie_weights);
        golden.check("own_head.logits", &logits(&own));
        for (case, model) in [("tied", &model), ("own_head", &own)] {
            continuations(golden, case, model);
        }
    });
}

/// The logits of the script's tokens.
fn logits(model: &Gpt) -> Tensor {
    Tape::new().no_grad(|tape| model.forward(tape, &tokens(), 2))
}

/// Two sequences of seven.
fn tokens() -> Vec<usize> {
    (0..14).map(|i| i * i % 40).collect()
}

/// What that library writes, always with the most probable token and by a search that keeps four beginnings.
fn continuations(golden: &mut Golden<f32>, case: &str, model: &Gpt) {
    let tokens = tokens();
    let greedy = golden.classes(&format!("{case}.greedy"));
    let prompts = [&tokens[..3], &tokens[7..10]];
    for (text, expected) in
        model.generate(&prompts, &GenerateOptions::new(9)).iter().zip(greedy.chunks(12))
    {
        assert_eq!(text, &expected[3..], "{case}");
    }
    let decoding = Decoding::Beam { width: 4, length_penalty: 0.0 };
    let options = GenerateOptions { decoding, ..GenerateOptions::new(6) };
    let beams = golden.classes(&format!("{case}.beams"));
    assert_eq!(model.generate(&prompts[..1], &options), [&beams[3..]], "{case}");
}
