//! The Transformer's layers and GPT: the same on every device, the same bits with any number of threads.

use attention::{
    AttentionOptions, EncoderLayer, GenerateOptions, Gpt, GptOptions, LayerOptions,
    MultiHeadAttention, RotaryLayout, RotaryPositions, SinusoidalPositions, Transformer,
};
use autograd::{Tape, Var};
use gradus_tests::draw;
use nn::{Leaf, Module, Path, to_device};
use optimizers::{AdamW, Optimizer};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::{Device, Tensor};

fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(4)
}

/// Asserts that output and all gradients of a model are the CPU's on every device, and stay there.
fn agree<M: Module<f64> + Clone>(
    what: &str,
    model: &M,
    f: impl for<'t> Fn(&M, &'t Tape<f64>, &[Var<'t, f64>]) -> Var<'t, f64>,
) {
    let of = |device: &Device| {
        let mut model = model.clone();
        to_device(&mut model, device);
        let inputs: Vec<Tensor<f64>> = draw(&[&[2, 5, 8], &[2, 5, 8]], 3);
        let inputs: Vec<_> = inputs.iter().map(|x| x.to(device)).collect();
        let mut all = Vec::new();
        let gradients = Tape::new().gradients(|tape| {
            let x: Vec<_> = inputs.iter().map(|x| tape.leaf(x)).collect();
            let y = f(&model, tape, &x);
            all.push(y.value());
            y.powi(2).sum()
        });
        all.extend(gradients.leaf(0).cloned());
        model.visit(&mut Path::default(), &mut |_, leaf| {
            let Leaf::Parameter(param) = leaf else { panic!("only parameters") };
            all.extend(gradients.get(param).cloned());
        });
        all
    };
    let expected = of(&Device::Cpu);
    assert!(expected.len() > 5, "{what}: nothing to compare");
    for device in Device::all().iter().skip(1) {
        for (i, (found, expected)) in of(device).iter().zip(&expected).enumerate() {
            assert!(!matches!(found.device(), Device::Cpu), "{what}, {i}: left {device:?}");
            let found = found.to(&Device::Cpu);
            assert_eq!(found.shape(), expected.shape(), "{what}, {i}");
            for (found, expected) in found.as_slice().iter().zip(expected.as_slice()) {
                let near = (found - expected).abs() <= 1e-10 * (1.0 + expected.abs());
                assert!(near, "{what}, {i}: {found} on {device:?}, not {expected}");
            }
        }
    }
}

#[test]
fn layers_agree_on_every_device() {
    let causal = AttentionOptions { is_causal: true, ..AttentionOptions::default() };
    let padded = AttentionOptions { key_lengths: Some(&[5, 2]), ..AttentionOptions::default() };
    let layers = LayerOptions { dropout: 0.0, norm_first: true, ..LayerOptions::new(8, 2, 12) };
    let encoder = EncoderLayer::new(layers, &mut rng());
    agree("encoder", &encoder, |layer, _, x| layer.forward(x[0], padded));
    for layout in [RotaryLayout::Halves, RotaryLayout::Pairs] {
        let rotary = Some(RotaryPositions { layout, ..RotaryPositions::new(4) });
        let layer = MultiHeadAttention { rotary, ..MultiHeadAttention::new(8, 2, &mut rng()) };
        agree("rotary", &layer, |layer, _, x| layer.self_attention(x[0], causal));
    }
    let positions = SinusoidalPositions::new(9, 8);
    let whole = Transformer::new(1, 1, layers, &mut rng());
    agree("transformer", &whole, |model, _, x| {
        model.forward(positions.forward(x[0], 0), positions.forward(x[1], 2), Some(&[5, 3]))
    });
    for tie_weights in [false, true] {
        let options =
            GptOptions { vocab_size: 11, context: 6, tie_weights, ..GptOptions::new(8, 2, 2) };
        let model = Gpt::new(options, &mut rng());
        agree("gpt", &model, |model, tape, _| model.forward(tape, &[1, 4, 0, 2, 9, 3], 2));
    }
}

/// A model that is on a GPU writes what it writes on the CPU.
#[test]
fn a_text_is_the_same_on_every_device() {
    let options = GptOptions { vocab_size: 11, context: 20, ..GptOptions::new(8, 2, 2) };
    let model = Gpt::<f64>::new(options, &mut rng());
    let prompts: [&[usize]; 2] = [&[1, 2, 3], &[4]];
    let expected = model.generate(&prompts, &GenerateOptions::new(10));
    for device in Device::all().iter().skip(1) {
        let mut there = model.clone();
        to_device(&mut there, device);
        assert_eq!(there.generate(&prompts, &GenerateOptions::new(10)), expected);
    }
}

#[test]
fn threads_do_not_change_a_bit_of_a_language_model() {
    let train = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let options = GptOptions {
                vocab_size: 30,
                context: 140,
                dropout: 0.1,
                ..GptOptions::new(48, 2, 3)
            };
            let mut model = Gpt::<f32>::new(options, &mut rng());
            let (mut adamw, mut tape) = (AdamW::default(), Tape::new());
            let tokens: Vec<usize> = (0..4 * 140).map(|i| i * i % 30).collect();
            for _ in 0..3 {
                let gradients = tape.gradients(|tape| {
                    let logits = model.forward(tape, &tokens, 4);
                    logits.reshape([4 * 140, 30]).cross_entropy(&tokens)
                });
                adamw.step(&mut model, &gradients);
            }
            let state = nn::state_dict(&model);
            let bits = state.iter().flat_map(|(_, x)| x.as_slice().iter().map(|x| x.to_bits()));
            (bits.collect::<Vec<_>>(), model.generate(&[&[1], &[2]], &GenerateOptions::new(20)))
        })
    };
    let one = train(1);
    for threads in [2, 3] {
        assert!(train(threads) == one, "{threads} threads");
    }
}
