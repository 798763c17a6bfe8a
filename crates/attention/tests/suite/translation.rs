//! A decoder that writes token by token beside an encoder: the outputs of whole sequences, and a search.

use crate::blame::{Panic, panic_of};
use crate::support::draw;
use attention::DecoderStream;
use attention::{
    AttentionOptions, Decoder, Decoding, GenerateOptions, LayerOptions, RotaryPositions, StepModel,
    generate,
};
use autograd::Tape;
use numeric::Float;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rstest::rstest;
use tensor::Tensor;

const LENGTHS: [usize; 3] = [40, 7, 0];

fn decoder<T: Float>(norm_first: bool, rotary: bool) -> Decoder<T> {
    let options = LayerOptions { norm_first, ..LayerOptions::new(24, 3, 40) };
    let mut decoder = Decoder::new(2, options, true, &mut ChaCha8Rng::seed_from_u64(6));
    for layer in &mut decoder.layers {
        layer.self_attn.rotary = rotary.then(|| RotaryPositions::new(4));
    }
    decoder
}

/// The decoder's outputs for whole sequences.
fn whole<T: Float>(decoder: &Decoder<T>, x: &Tensor<T>, memory: &Tensor<T>) -> Tensor<T> {
    let causal = AttentionOptions { is_causal: true, ..AttentionOptions::default() };
    let padded = AttentionOptions { key_lengths: Some(&LENGTHS), ..AttentionOptions::default() };
    Tape::new()
        .no_grad(|tape| decoder.forward(tape.constant(x), tape.constant(memory), causal, padded))
}

fn outputs_are_those_of_whole_sequences<T: Float>(tolerance: f64) {
    for (norm_first, rotary) in [(false, false), (true, true)] {
        let decoder = decoder::<T>(norm_first, rotary);
        let (x, memory) = (draw::<T>(1, &[3, 9, 24]), draw::<T>(2, &[3, 40, 24]));
        let expected = whole(&decoder, &x, &memory);
        let mut stream = decoder.stream(&memory, Some(&LENGTHS), 9);
        for t in 0..9 {
            let token = |x: &Tensor<T>| {
                Tape::new().no_grad(|tape| tape.constant(x).narrow(1, t..t + 1).reshape([3, 24]))
            };
            let found = stream.step(&token(&x));
            for (found, expected) in found.as_slice().iter().zip(token(&expected).as_slice()) {
                let distance = (found.as_f64() - expected.as_f64()).abs();
                assert!(
                    distance <= tolerance * expected.as_f64().abs().max(1.0),
                    "{found}, {expected}"
                );
            }
        }
        assert_eq!(stream.len(), 9);
    }
}

#[test]
fn a_stream_gives_the_outputs_of_whole_sequences() {
    outputs_are_those_of_whole_sequences::<f32>(2e-6);
    outputs_are_those_of_whole_sequences::<f64>(1e-12);
}

/// A small translator: embedded tokens, a decoder, logits by the same table.
struct Translator {
    stream: DecoderStream<f64>,
    table: Tensor<f64>,
}

impl StepModel<f64> for Translator {
    fn step(&mut self, tokens: &[usize]) -> Tensor<f64> {
        let x = Tape::new().no_grad(|tape| tape.constant(&self.table).index_select(tokens));
        let y = self.stream.step(&x);
        Tape::new()
            .no_grad(|tape| tape.constant(&y).matmul(tape.constant(&self.table).transpose(0, 1)))
    }

    fn select(&mut self, sequences: &[usize]) {
        self.stream.select(sequences);
    }
}

/// A search over translations gives every source what it gets alone.
#[rstest]
#[case(Decoding::Greedy)]
#[case(Decoding::Beam { width: 3, length_penalty: 0.6 })]
fn translations_do_not_depend_on_their_neighbours(#[case] decoding: Decoding) {
    let (decoder, table) = (decoder::<f64>(true, false), draw::<f64>(3, &[6, 24]));
    let memory = draw::<f64>(2, &[3, 40, 24]);
    let translate = |memory: &Tensor<f64>, lengths: &[usize]| {
        let stream = decoder.stream(memory, Some(lengths), 8);
        let mut model = Translator { stream, table: table.clone() };
        let logits = model.step(&vec![0; lengths.len()]);
        let options =
            GenerateOptions { decoding, end_of_sequence: Some(5), ..GenerateOptions::new(7) };
        generate(&mut model, logits, &options)
    };
    let together = translate(&memory, &[40, 30, 20]);
    for (i, len) in [40, 30, 20].into_iter().enumerate() {
        let own = Tensor::new([1, 40, 24], memory.as_slice()[i * 40 * 24..][..40 * 24].to_vec());
        assert_eq!(translate(&own, &[len]), together[i..=i]);
    }
}

#[test]
fn what_does_not_fit_is_said() {
    let complaint = |f: &dyn Fn()| {
        let Panic { message, file } = panic_of(f);
        assert!(file.ends_with("translation.rs"), "{file}: {message}");
        message
    };
    let decoder = decoder::<f32>(true, false);
    let memory = Tensor::zeros([2, 4, 24]);
    let stream = |max_len| decoder.stream(&memory, None, max_len);
    for (message, expected) in [
        (
            complaint(&|| drop(decoder.stream(&Tensor::zeros([2, 4, 23]), None, 5))),
            "must be [n, keys, 24]",
        ),
        (
            complaint(&|| drop(decoder.stream(&memory, Some(&[4, 5]), 5))),
            "their lengths are [4, 5]",
        ),
        (complaint(&|| drop(stream(0).step(&Tensor::zeros([2, 24])))), "have 0 tokens already"),
        (
            complaint(&|| drop(stream(5).step(&Tensor::zeros([3, 24])))),
            "is [2, 24], but is [3, 24]",
        ),
        (complaint(&|| stream(5).select(&[2])), "sequence 2 is not in this stream: there are 2"),
        (complaint(&|| stream(5).select(&[])), "at least one sequence"),
    ] {
        assert!(message.contains(expected), "{message}");
    }
}
