//! The language model: its parts, and its program as a reader runs it.

use activations::softmax;
use autograd::Tape;
use ch13::text::{
    CharModel, NGram, Streams, TemperatureTable, UNKNOWN, Vocabulary, distribution, generate,
    regular_lines, regular_lines_by_chance, sample,
};
use nn::gradcheck_module;
use programs::{Program, list_dir, temp_dir};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rnn::{GruCell, LstmCell, RnnCell};

const LANGUAGE_MODEL: Program = Program::new("language_model");

fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

#[test]
fn a_text_comes_back_from_its_indices() {
    for text in [data::tiny_shakespeare(), data::tang_poems::text()] {
        let vocabulary = Vocabulary::new(&text.train, 1);
        let indices = vocabulary.encode(&text.train);
        assert!(indices.iter().all(|index| (1..vocabulary.len()).contains(index)));
        assert!(vocabulary.decode(&indices) == text.train, "{}", text.name);
    }
}

#[test]
fn a_rare_character_is_unknown() {
    let vocabulary = Vocabulary::new("abcab", 2);
    assert_eq!(vocabulary.len(), 3);
    assert_eq!(vocabulary.encode("acbz"), [1, UNKNOWN, 2, UNKNOWN]);
    assert_eq!(vocabulary.decode(&[1, UNKNOWN]), "a\u{fffd}");
}

#[test]
fn streams_read_a_text_once_and_each_target_is_the_next_input() {
    let text: Vec<usize> = (0..100).collect();
    let streams = Streams::new(&text, 3);
    let mut read = Vec::new();
    for start in (0..streams.len).step_by(7) {
        let chunk = streams.chunk(start, 7);
        assert_eq!(chunk.inputs.len() % 3, 0);
        assert!(
            chunk.inputs.iter().zip(&chunk.targets).all(|(input, target)| input + 1 == *target)
        );
        read.extend(chunk.inputs);
    }
    read.sort();
    assert_eq!(read, (0..99).collect::<Vec<_>>());
}

#[test]
fn probabilities_of_an_n_gram_add_up_to_one() {
    let text = data::tang_poems::text().train;
    let vocabulary = Vocabulary::new(&text, 2);
    let indices = vocabulary.encode(&text);
    let model = NGram::new(&indices, 5, vocabulary.len());
    let never = [1; 4];
    // Contexts of the text, of every length, and one that never occurs.
    let contexts = indices.windows(4).step_by(1_500).chain([&never[..]]);
    for context in contexts.flat_map(|context| (0..=4).map(|len| &context[4 - len..])) {
        let sum: f64 =
            (0..vocabulary.len()).map(|next| model.probability(&[context, &[next]].concat())).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{context:?}: {sum}");
    }
}

#[test]
fn an_n_gram_counts_as_by_hand() {
    // 0 1 0 2: after 0 came 1 and 2, once each. P(1) = (1 + 3/3)/(4 + 3) = 2/7.
    let model = NGram::new(&[0, 1, 0, 2], 2, 3);
    assert!((model.probability(&[1]) - 2.0 / 7.0).abs() < 1e-12);
    assert!((model.probability(&[0, 1]) - (1.0 + 2.0 * 2.0 / 7.0) / 4.0).abs() < 1e-12);
    assert_eq!(model.probability(&[2, 1]), model.probability(&[1]), "nothing came after 2");
    let by_hand = -(model.probability(&[0]).ln() + model.probability(&[0, 1]).ln()) / 2.0;
    assert!((model.loss(&[0, 1], 2) - by_hand).abs() < 1e-12);
}

#[test]
fn temperature_one_is_the_softmax_and_zero_the_argmax() {
    let logits = [0.5_f32, 2.0, -1.0, 1.9];
    let mut expected = logits.map(f64::from);
    softmax(&mut expected);
    for (p, expected) in distribution(&logits, 1.0, None).iter().zip(expected) {
        assert!((p - expected).abs() < 1e-12);
    }
    for p in [distribution(&logits, 0.0, None), distribution(&logits, 1.0, Some(1))] {
        assert_eq!(p, [0.0, 1.0, 0.0, 0.0]);
    }
    let nearly = distribution(&logits, 1e-3, None);
    assert!(nearly[1] > 1.0 - 1e-12, "{nearly:?}");
    let flat = distribution(&logits, 1e6, None);
    assert!(flat.iter().all(|p| (p - 0.25).abs() < 1e-5), "{flat:?}");
}

#[test]
fn top_k_keeps_the_ratios_of_what_it_keeps() {
    let logits = [0.0_f32, 3.0, 1.0, 2.0];
    let (all, two) = (distribution(&logits, 0.7, None), distribution(&logits, 0.7, Some(2)));
    assert_eq!((two[0], two[2]), (0.0, 0.0));
    assert!((two[1] / two[3] - all[1] / all[3]).abs() < 1e-9);
    assert!((two.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert_eq!(distribution(&[1.0, 1.0], 0.0, None), [1.0, 0.0], "of equals the first");
}

#[test]
fn draws_follow_the_probabilities() {
    let (p, mut counts) = ([0.2, 0.0, 0.5, 0.3], [0; 4]);
    let rng = &mut rng(1);
    for _ in 0..10_000 {
        counts[sample(&p, rng)] += 1;
    }
    for (count, p) in counts.iter().zip(p) {
        assert!((f64::from(*count) / 10_000.0 - p).abs() < 0.02, "{counts:?}");
    }
    assert_eq!(counts[1], 0);
}

/// At temperature 0 what is written is the argmax after all that came before, computed anew.
#[test]
fn writing_step_by_step_is_reading_as_a_whole() {
    let model = CharModel::<f32, LstmCell>::new(9, 4, 12, &mut rng(1));
    let mut text = vec![3, 5];
    text.extend(generate(&model, &[3, 5], 12, (0.0, None), &mut rng(2)));
    assert_eq!(text.len(), 14);
    assert_eq!(text[2..], generate(&model, &[3, 5], 12, (1.0, Some(1)), &mut rng(3)));
    let logits = Tape::new().no_grad(|tape| model.forward(tape, &text, 1, None).0);
    for (logits, next) in logits.as_slice().chunks(9).zip(&text[1..]).skip(1) {
        let known = |index: &usize| logits[*index];
        let argmax = (1..9).max_by(|a, b| known(a).total_cmp(&known(b)));
        assert_eq!(argmax, Some(*next));
    }
}

#[test]
fn the_network_gives_the_gradients_that_are_measured() {
    let mut model = CharModel::<f64, GruCell>::new(5, 3, 4, &mut rng(1));
    let checked = gradcheck_module(&mut model, &[], |tape, model, _| {
        model.forward(tape, &[0, 1, 4, 2, 3, 1], 2, None).0
    });
    assert!(checked.is_ok(), "{checked:?}");
}

#[test]
fn a_carried_state_makes_of_two_chunks_one_text() {
    let model = CharModel::<f32, RnnCell>::new(7, 3, 5, &mut rng(1));
    let text = [1, 2, 3, 4, 5, 6];
    let at_once = Tape::new().no_grad(|tape| model.forward(tape, &text, 1, None).0);
    let in_two = Tape::new().no_grad(|tape| {
        let state = model.forward(tape, &text[..4], 1, None).1.detach();
        model.forward(tape, &text[4..], 1, Some(state.on(tape))).0
    });
    assert_eq!(at_once.as_slice()[4 * 7..], *in_two.as_slice());
}

#[test]
fn lines_of_verse_are_counted() {
    assert_eq!(regular_lines("一二三四五，一二三四五六七。\n一二三？\n\n"), 2.0 / 3.0);
    // The mean length is 5: q = 0.2.
    let chance = regular_lines_by_chance("一二三四五，一二三四五六七。一二三。");
    assert!((chance - 0.2 * (0.8_f64.powi(4) + 0.8_f64.powi(6))).abs() < 1e-12);
}

#[test]
fn a_table_of_temperatures_adds_up() {
    let vocabulary = Vocabulary::new("abcdefgh", 1);
    let logits: Vec<f32> = (0..9).map(|index| index as f32).collect();
    let table = TemperatureTable::new(&vocabulary, &logits);
    let rows = &table.lines[1..table.lines.len() - 1];
    for column in 0..3 {
        let value = |row: &String| row.split_whitespace().nth(column).map(str::parse::<f64>);
        let sum: f64 = rows.iter().filter_map(value).filter_map(Result::ok).sum();
        assert!((sum - 1.0).abs() < 0.01, "{:?}", table.lines);
    }
    assert!(table.lines[1].ends_with("\"h\""), "{:?}", table.lines);
    assert!(table.perplexities.is_sorted(), "a higher temperature is less sure");
}

#[test]
fn a_quick_run_learns_shows_and_writes_everything() {
    for (options, loss_chart) in
        [(&[][..], "text-loss.svg"), (&["--text", "tang"], "tang-loss.svg")]
    {
        let ended = LANGUAGE_MODEL.run_in_temp_dir(&[&["--quick"], options].concat());
        assert_eq!(list_dir(ended.out.path()), [".lock", "results.toml", loss_chart]);
        let characters = ended.number("vocabulary");
        assert!(ended.number("validation_perplexity") < characters / 2.0, "{}", ended.stdout);
        assert_eq!(ended.number("fresh_buffers"), 0.0, "tensor buffers after the second step");
        assert!(ended.stdout.contains("by temperature:"), "{}", ended.stdout);
    }
}

#[test]
fn a_run_repeats_and_the_threads_change_nothing() {
    let run = |options: &[&str]| {
        let fixed = ["--quick", "--steps", "6", "--hidden", "32"];
        LANGUAGE_MODEL.run_in_temp_dir(&[&fixed, options].concat()).stdout
    };
    let default = run(&[]);
    assert_eq!(run(&["--threads", "1"]), default);
    assert_eq!(run(&["--threads", "2"]), default);
    assert_ne!(run(&["--seed", "2"]), default);
    for cell in ["gru", "rnn"] {
        assert!(run(&["--cell", cell]).contains(&format!("{} (32)", cell.to_uppercase())));
    }
    // At temperature 0 and with the argmax only, the seed of the draws does not matter.
    let written = |options: &[&str]| {
        let stdout = run(options);
        stdout.split_once("ROMEO:").expect("it writes").1.to_string()
    };
    assert_eq!(written(&["--temperature", "0"]), written(&["--top-k", "1"]));
}

#[test]
fn several_seeds_give_their_mean() {
    let options = ["--quick", "--steps", "2", "--hidden", "8"];
    let loss = |more: &[&str]| {
        LANGUAGE_MODEL.run_in_temp_dir(&[&options, more].concat()).number("validation_loss")
    };
    let mean = (loss(&["--seed", "4"]) + loss(&["--seed", "5"])) / 2.0;
    assert!((loss(&["--seed", "4", "--seeds", "2"]) - mean).abs() < 1e-12);
}

#[test]
fn what_cannot_be_is_refused_with_a_reason() {
    let out = temp_dir();
    for option in ["hidden", "steps", "threads", "top-k", "seeds"] {
        let option = format!("--{option}");
        let complaint = LANGUAGE_MODEL.run_err(out.path(), &[&option, "0"]);
        assert!(complaint.contains(&option), "{complaint}");
    }
    let complaint = LANGUAGE_MODEL.run_err(out.path(), &["--temperature=-1"]);
    assert!(complaint.contains("--temperature"), "{complaint}");
    let complaint = LANGUAGE_MODEL.run_err(out.path(), &["--temperature", "NaN"]);
    assert!(complaint.contains("--temperature"), "{complaint}");
}
