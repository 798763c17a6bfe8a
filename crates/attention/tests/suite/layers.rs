//! Layers: their gradients, their settings, and what no setting may change.

use crate::support::{bits, draw};
use attention::{
    AttentionOptions, Decoder, DecoderLayer, Encoder, EncoderLayer, FeedForwardActivation, Gpt,
    GptOptions, LayerOptions, LearnedPositions, MultiHeadAttention, RotaryLayout, RotaryOps,
    RotaryPositions, SinusoidalPositions, Transformer,
};
use autograd::Tape;
use nn::gradcheck_module;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rstest::rstest;
use tensor::Tensor;

fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(5)
}

fn causal<'a>() -> AttentionOptions<'a, f64> {
    AttentionOptions { is_causal: true, ..Default::default() }
}

fn padded<'a>() -> AttentionOptions<'a, f64> {
    AttentionOptions { key_lengths: Some(&[3, 1]), ..Default::default() }
}

#[rstest]
#[case(true, FeedForwardActivation::Gelu)]
#[case(false, FeedForwardActivation::GeluTanh)]
fn gradients_of_the_layers(#[case] norm_first: bool, #[case] activation: FeedForwardActivation) {
    let options =
        LayerOptions { dropout: 0.0, norm_first, activation, ..LayerOptions::new(4, 2, 6) };
    let x = [draw(1, &[2, 3, 4]), draw(2, &[2, 3, 4])];
    let mut encoder = Encoder::<f64>::new(1, options, norm_first, &mut rng());
    gradcheck_module(&mut encoder, &x[..1], |_, model, x| model.forward(x[0], padded())).unwrap();
    let mut decoder = Decoder::<f64>::new(1, options, norm_first, &mut rng());
    gradcheck_module(&mut decoder, &x, |_, model, x| model.forward(x[0], x[1], causal(), padded()))
        .unwrap();
}

#[rstest]
#[case(true)]
#[case(false)]
fn gradients_of_gpt(#[case] tie_weights: bool) {
    let options = GptOptions { vocab_size: 5, context: 4, tie_weights, ..GptOptions::new(4, 1, 2) };
    let mut model = Gpt::<f64>::new(options, &mut rng());
    gradcheck_module(&mut model, &[], |tape, model, _| model.forward(tape, &[1, 4, 0, 2, 2, 3], 2))
        .unwrap();
}

#[test]
fn gradients_with_positions() {
    let x = [draw(1, &[2, 3, 4])];
    let mut learned = LearnedPositions::<f64>::new(5, 4, &mut rng());
    gradcheck_module(&mut learned, &x, |_, model, x| model.forward(x[0], 1)).unwrap();
    for layout in [RotaryLayout::Halves, RotaryLayout::Pairs] {
        let rotary = Some(RotaryPositions { layout, ..RotaryPositions::new(2) });
        let mut layer =
            MultiHeadAttention { rotary, ..MultiHeadAttention::<f64>::new(4, 2, &mut rng()) };
        gradcheck_module(&mut layer, &x, |_, layer, x| layer.self_attention(x[0], causal()))
            .unwrap();
    }
}

/// With rotary positions a score depends on the distance of two tokens alone, in either layout.
#[rstest]
#[case(RotaryLayout::Halves)]
#[case(RotaryLayout::Pairs)]
fn rotary_scores_depend_on_distances(#[case] layout: RotaryLayout) {
    let (q, k) = (draw::<f64>(1, &[1, 1, 8]), draw::<f64>(2, &[1, 1, 8]));
    let positions = RotaryPositions { layout, ..RotaryPositions::new(8) };
    let score = |of_query: usize, of_key: usize| {
        Tape::new().no_grad(|tape| {
            let q = tape.constant(&q).rotary(1, positions, of_query);
            (q * tape.constant(&k).rotary(1, positions, of_key)).sum()
        })
    };
    let near = |a: Tensor<f64>, b: Tensor<f64>| (a.item() - b.item()).abs() < 1e-12;
    assert!(near(score(3, 1), score(1_003, 1_001)));
    assert!(!near(score(3, 1), score(3, 2)));
}

/// The formula of the paper, at the corners of the table.
#[test]
fn sinusoids() {
    let table = SinusoidalPositions::<f64>::new(50, 6).table().clone();
    for (p, i) in [(0, 0), (49, 1), (7, 4), (31, 5)] {
        let angle = f64::from(p) / 1e4f64.powf(f64::from(i - i % 2) / 6.0);
        let expected = if i % 2 == 0 { angle.sin() } else { angle.cos() };
        assert!((table.as_slice()[(p * 6 + i) as usize] - expected).abs() < 1e-15);
    }
}

/// A token's output does not depend on later ones, nor on what fills up the batch.
#[test]
fn a_decoder_reads_no_later_token() {
    let options = LayerOptions { norm_first: true, ..LayerOptions::new(8, 2, 16) };
    let model = Transformer::<f32>::new(1, 2, options, &mut rng());
    let (source, mut target) = (draw(1, &[2, 6, 8]), draw(2, &[2, 5, 8]));
    let run = |source: &Tensor, target: &Tensor| {
        Tape::new().no_grad(|tape| {
            model
                .forward(tape.constant(source), tape.constant(target), Some(&[6, 4]))
                .narrow(1, 0..4)
        })
    };
    let before = run(&source, &target);
    for sample in 0..2 {
        target.as_mut_slice()[(sample * 5 + 4) * 8..][..8].fill(9.0);
    }
    let mut padded = source.clone();
    padded.as_mut_slice()[(6 + 4) * 8..].fill(-7.0);
    assert_eq!(bits(&run(&padded, &target)), bits(&before));
}

/// Dropout is drawn in training only.
#[test]
fn dropout_is_for_training() {
    let layers = LayerOptions { dropout: 0.5, ..LayerOptions::new(4, 2, 8) };
    let layer = EncoderLayer::<f64>::new(layers, &mut rng());
    let without =
        EncoderLayer { options: LayerOptions { dropout: 0.0, ..layers }, ..layer.clone() };
    let x = draw(1, &[1, 3, 4]);
    let evaluated = |layer: &EncoderLayer<f64>| {
        Tape::new().no_grad(|tape| layer.forward(tape.constant(&x), causal()))
    };
    assert_eq!(bits(&evaluated(&layer)), bits(&evaluated(&without)));
    let trained = |layer: &EncoderLayer<f64>| {
        Tape::new()
            .gradients(|tape| layer.forward(tape.constant(&x), causal()).powi(2).sum())
            .loss()
    };
    assert_ne!(trained(&layer), trained(&without));
}

/// A layer of a decoder has PyTorch's names, in its order.
#[test]
fn names_are_those_of_pytorch() {
    let layer = DecoderLayer::<f32>::new(LayerOptions::new(4, 2, 8), &mut rng());
    let names: Vec<String> = nn::state_dict(&layer).into_iter().map(|(name, _)| name).collect();
    let attention = |name: &str| {
        ["in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"]
            .map(|it| format!("{name}.{it}"))
    };
    let linear = ["linear1.weight", "linear1.bias", "linear2.weight", "linear2.bias"];
    let norms =
        ["norm1", "norm2", "norm3"].map(|it| [format!("{it}.weight"), format!("{it}.bias")]);
    let expected = [attention("self_attn"), attention("multihead_attn"), linear.map(String::from)];
    assert_eq!(names, [expected.as_flattened(), norms.as_flattened()].concat());
}
