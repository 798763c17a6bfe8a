//! Writing token by token: the cache, sampling, ends of sequences, batches.

use crate::blame::{Panic, panic_of};
use attention::{Decoding, GenerateOptions, Gpt, GptOptions};
use autograd::Tape;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rstest::rstest;
use tensor::Tensor;

const VOCABULARY: usize = 23;

/// A model whose logits differ clearly: its weights are larger than those that a training begins with.
fn model(context: usize) -> Gpt {
    let options = GptOptions { vocab_size: VOCABULARY, context, ..GptOptions::new(24, 3, 4) };
    let mut model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(2));
    nn::Module::visit_mut(&mut model, &mut nn::Path::default(), &mut |_, leaf| {
        leaf.tensor().as_mut_slice().iter_mut().for_each(|w| *w *= 5.0);
    });
    model
}

fn logits_of_last(model: &Gpt, tokens: &[usize]) -> Tensor {
    Tape::new()
        .no_grad(|tape| model.forward(tape, tokens, 1).narrow(1, tokens.len() - 1..tokens.len()))
}

/// For prompts of several lengths, beyond a tile of keys: to 1e-6 of the largest logit.
#[test]
fn the_cache_gives_the_logits_of_whole_sequences() {
    let model = model(150);
    let text = |seed: usize, len: usize| (0..len).map(|i| (i * i + seed) % VOCABULARY).collect();
    let texts: Vec<Vec<usize>> = vec![text(1, 148), text(2, 132), text(3, 128)];
    let prompts: Vec<&[usize]> = texts.iter().map(|text| &text[..text.len() - 127]).collect();
    let (mut stream, mut logits) = model.stream(&prompts);
    for step in 0..127 {
        for (i, text) in texts.iter().enumerate() {
            let whole = logits_of_last(&model, &text[..text.len() - 127 + step]);
            let row = &logits.as_slice()[i * VOCABULARY..][..VOCABULARY];
            let size = whole.as_slice().iter().fold(1f32, |max, z| max.max(z.abs()));
            for (found, expected) in row.iter().zip(whole.as_slice()) {
                assert!(
                    (found - expected).abs() <= 1e-6 * size,
                    "{found}, not {expected}, of {size}"
                );
            }
        }
        let next: Vec<usize> = texts.iter().map(|text| text[text.len() - 127 + step]).collect();
        logits = stream.step(&next);
    }
    assert_eq!((stream.lengths(), stream.remaining()), (&[148, 132, 128][..], 2));
}

/// A sequence that is taken along goes on as if it had been alone.
#[test]
fn selected_sequences_go_on() {
    let model = model(20);
    let mut stream = model.stream(&[&[1, 2, 3], &[4, 5]]).0;
    stream.select(&[1, 1, 0]);
    let logits = stream.step(&[6, 7, 8]);
    for (row, text) in [[4, 5, 6].as_slice(), &[4, 5, 7], &[1, 2, 3, 8]].iter().enumerate() {
        let whole = logits_of_last(&model, text);
        for (found, expected) in logits.as_slice()[row * VOCABULARY..].iter().zip(whole.as_slice())
        {
            assert!((found - expected).abs() < 1e-4, "{found}, not {expected}");
        }
    }
}

/// Greedy decoding, as a loop over the whole model would do it.
#[test]
fn greedy_takes_the_most_probable_token() {
    let model = model(30);
    let prompts: [&[usize]; 3] = [&[1, 2, 3, 4], &[9], &[5, 5]];
    let texts = model.generate(&prompts, &GenerateOptions::new(12));
    for (prompt, text) in prompts.iter().zip(&texts) {
        let mut whole = prompt.to_vec();
        for token in text {
            let logits = logits_of_last(&model, &whole);
            let max = logits.as_slice().iter().copied().fold(f32::NEG_INFINITY, f32::max);
            assert!(logits.as_slice()[*token] >= max - 1e-4);
            whole.push(*token);
        }
        assert_eq!(text.len(), 12);
    }
}

/// A text ends with the end of a sequence; its neighbours in the batch go on as they would alone.
#[rstest]
#[case(Decoding::Greedy)]
#[case(Decoding::Sample { temperature: 1.0, top_k: None, top_p: None })]
fn a_text_ends_at_its_end(#[case] decoding: Decoding) {
    let model = model(40);
    let prompts: [&[usize]; 4] = [&[1, 2], &[3], &[4, 9, 6], &[7]];
    let endless = GenerateOptions { decoding, ..GenerateOptions::new(20) };
    let all = model.generate(&prompts, &endless);
    let end = all[1][4];
    let options = GenerateOptions { end_of_sequence: Some(end), ..endless };
    for (text, whole) in model.generate(&prompts, &options).iter().zip(&all) {
        let len = whole.iter().position(|token| *token == end).map_or(20, |at| at + 1);
        assert_eq!(text, &whole[..len]);
    }
}

/// How often each token is drawn: by its probability among those that may be.
#[rstest]
#[case::all(1.0, None, None, 4)]
#[case::cold(0.5, None, None, 4)]
#[case::of_two(1.0, Some(2), None, 2)]
#[case::nucleus(1.0, None, Some(0.8), 2)]
#[case::both(2.0, Some(3), Some(0.99), 3)]
fn tokens_are_drawn_by_their_probabilities(
    #[case] temperature: f64,
    #[case] top_k: Option<usize>,
    #[case] top_p: Option<f64>,
    #[case] drawable: usize,
) {
    let weights = [0.1f64, 0.5, 0.05, 0.35];
    let row: Vec<f64> = weights.iter().map(|p| p.ln()).collect();
    let n = 20_000;
    let logits = Tensor::new([n, 4], row.repeat(n));
    let decoding = Decoding::Sample { temperature, top_k, top_p };
    let options = GenerateOptions { decoding, seed: 3, ..GenerateOptions::new(1) };
    let texts = attention::generate(&mut Never, logits, &options);
    let mut kept: Vec<(usize, f64)> =
        weights.iter().map(|p| p.powf(1.0 / temperature)).enumerate().collect();
    kept.sort_by(|a, b| b.1.total_cmp(&a.1));
    kept.truncate(drawable);
    let total: f64 = kept.iter().map(|(_, weight)| weight).sum();
    for token in 0..4 {
        let share = texts.iter().filter(|text| text[0] == token).count() as f64 / n as f64;
        let own = kept.iter().find(|(kept, _)| *kept == token);
        let expected = own.map_or(0.0, |(_, weight)| weight / total);
        let deviation = (expected * (1.0 - expected) / n as f64).sqrt();
        assert!((share - expected).abs() <= 4.5 * deviation, "{token}: {share}, not {expected}");
    }
}

/// A model that is asked for no step.
struct Never;
impl attention::StepModel<f64> for Never {
    fn step(&mut self, _: &[usize]) -> Tensor<f64> {
        unreachable!("one token is enough")
    }
    fn select(&mut self, _: &[usize]) {}
}

/// The same seed, the same text; another one, another text.
#[test]
fn a_seed_decides() {
    let model = model(40);
    let decoding = Decoding::Sample { temperature: 1.0, top_k: None, top_p: None };
    let of = |seed| {
        let options = GenerateOptions { decoding, seed, ..GenerateOptions::new(15) };
        model.generate(&[&[1], &[1]], &options)
    };
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
    assert_ne!(of(1)[0], of(1)[1]);
}

fn complaint(f: impl FnOnce()) -> String {
    let Panic { message, file } = panic_of(f);
    assert!(file.ends_with("generation.rs"), "{file}: {message}");
    message
}

#[test]
fn a_text_longer_than_the_context_is_refused() {
    let model = model(8);
    let message =
        complaint(|| drop(model.generate(&[&[1], &[1, 2, 3, 4]], &GenerateOptions::new(5))));
    let expected = "prompt 1 of 4 tokens and 5 new ones are more than the model's context of 8";
    assert!(message.contains(expected), "{message}");
    let message = complaint(|| drop(model.stream(&[&[1; 9]])));
    assert!(message.contains("longer than the model's context of 8"), "{message}");
    let mut stream = model.stream(&[&[1; 8]]).0;
    let message = complaint(|| drop(stream.step(&[1])));
    assert!(
        message.contains("1 more tokens behind 8 are more than the model's context"),
        "{message}"
    );
    let message = complaint(|| drop(Tape::new().no_grad(|tape| model.forward(tape, &[1; 9], 1))));
    assert!(
        message.contains("a sequence of 9 tokens is longer than the model's context"),
        "{message}"
    );
}

const SAMPLE: Decoding = Decoding::Sample { temperature: 1.0, top_k: None, top_p: None };

#[rstest]
#[case(Decoding::Sample { temperature: 0.0, top_k: None, top_p: None }, None, "take Decoding::Greedy")]
#[case(Decoding::Sample { temperature: 1.0, top_k: Some(0), top_p: None }, None, "top_k must be at least 1")]
#[case(Decoding::Sample { temperature: 1.0, top_k: None, top_p: Some(1.5) }, None, "top_p must be above 0")]
#[case(Decoding::Beam { width: 0, length_penalty: 1.0 }, None, "width must be at least 1")]
#[case(Decoding::Beam { width: 1, length_penalty: -1.0 }, None, "length_penalty must be at least 0")]
#[case(SAMPLE, Some(VOCABULARY), "token 23, is not below vocab_size, 23")]
fn settings_out_of_range(
    #[case] decoding: Decoding,
    #[case] end_of_sequence: Option<usize>,
    #[case] expected: &str,
) {
    let model = model(8);
    let options = GenerateOptions { decoding, end_of_sequence, ..GenerateOptions::new(2) };
    let message = complaint(|| drop(model.generate(&[&[1]], &options)));
    assert!(message.starts_with("generate: ") && message.contains(expected), "{message}");
}

#[test]
fn prompts_that_are_none() {
    let model = model(8);
    let message = complaint(|| drop(model.generate(&[], &GenerateOptions::new(2))));
    assert!(message.contains("at least one prompt"), "{message}");
    let message = complaint(|| drop(model.generate(&[&[1], &[]], &GenerateOptions::new(2))));
    assert!(
        message
            .contains("0 tokens for 1 sequences: there must be as many for each, and at least one"),
        "{message}"
    );
    let message = complaint(|| drop(model.generate(&[&[VOCABULARY]], &GenerateOptions::new(2))));
    assert!(message.contains("token 23 at position 0 is not below vocab_size, 23"), "{message}");
    let message = complaint(|| drop(model.stream(&[&[1]]).0.step(&[1, 2])));
    assert!(message.contains("2 tokens for 1 sequences"), "{message}");
}

#[test]
fn logits_that_are_no_numbers() {
    let mut model = model(8);
    model.wte.weight.value.as_mut_slice().fill(f32::NAN);
    let message = complaint(|| drop(model.generate(&[&[1]], &GenerateOptions::new(2))));
    assert!(message.contains("the model's logits are NaN"), "{message}");
}

/// Nothing asked for, nothing written.
#[test]
fn no_new_tokens() {
    assert_eq!(
        model(8).generate(&[&[1], &[2]], &GenerateOptions::new(0)),
        [const { Vec::<usize>::new() }; 2]
    );
}
