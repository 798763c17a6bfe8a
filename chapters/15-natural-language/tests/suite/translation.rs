//! English into French.

use attention::Decoding;
use autograd::Tape;
use ch15::translation::{
    Batch, Corpus, Example, GruOptions, GruTranslator, Ibm1, Recipe, Saved, TestSentence,
    TransformerOptions, TransformerTranslator, Translator, beam, clean, compare_with_human,
    french_tokens, load, score, score_by_length, train, translate, write_french,
};
use data::eng_fra::{PairSplit, SentencePair};
use programs::{Program, list_dir, temp_dir};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::collections::BTreeSet;
use tensor::Device;
use text::vocabulary::{BEGIN, END, PAD, UNKNOWN};

const TRANSLATE: Program = Program::new("translate");

const GRU: GruOptions = GruOptions { embedding: 24, hidden: 48, attention: true, dropout: 0.0 };
const TRANSFORMER: TransformerOptions =
    TransformerOptions { layers: 1, features: 32, heads: 4, hidden: 64, dropout: 0.0 };

fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(1)
}

/// A few pairs, each in all three parts.
fn small_corpus(count: usize) -> Corpus {
    let train = data::eng_fra().train.split_off(1_000);
    let pairs: Vec<SentencePair> = train.into_iter().step_by(50).take(count).collect();
    Corpus::new(&PairSplit { train: pairs.clone(), validation: pairs.clone(), test: pairs }, 1)
}

fn gru(corpus: &Corpus, options: GruOptions) -> GruTranslator {
    GruTranslator::new(corpus.english.len(), corpus.french.len(), options, &mut rng())
}

fn transformer(corpus: &Corpus) -> TransformerTranslator {
    TransformerTranslator::new(corpus.english.len(), corpus.french.len(), TRANSFORMER, &mut rng())
}

/// Without case, punctuation and spaces: what a reader would call the same sentence.
fn letters(sentence: &str) -> String {
    clean(sentence).to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn no_sentence_lies_in_two_parts() {
    let PairSplit { train, validation, test } = data::eng_fra();
    type Side = fn(&SentencePair) -> String;
    let sides: [Side; 2] = [|pair| letters(&pair.english), |pair| letters(&pair.french)];
    for side in sides {
        let [train, validation, test] =
            [&train, &validation, &test].map(|part| part.iter().map(side).collect::<BTreeSet<_>>());
        assert!(train.is_disjoint(&validation), "{:?}", train.intersection(&validation).next());
        assert!(train.is_disjoint(&test), "{:?}", train.intersection(&test).next());
        assert!(validation.is_disjoint(&test), "{:?}", validation.intersection(&test).next());
    }
}

#[test]
fn tokens_make_their_sentence_again() {
    let pairs = data::eng_fra();
    for SentencePair { french, .. } in
        pairs.train.iter().chain(&pairs.validation).chain(&pairs.test)
    {
        let tokens = french_tokens(french);
        let again = write_french(&tokens);
        assert_eq!(french_tokens(&again), tokens, "{french} became {again}");
        let without_spaces = |text: &str| clean(text).to_lowercase().replace(' ', "");
        assert_eq!(without_spaces(&again), without_spaces(french));
    }
}

#[test]
fn quotation_marks_hold_what_they_quote() {
    let tokens = french_tokens("Il a dit : \"Je pars.\", puis \"Non\"");
    assert_eq!(write_french(&tokens), "Il a dit : \"je pars.\", puis \"non\"");
    assert_eq!(write_french::<&str>(&[]), "");
}

#[test]
fn the_vocabulary_knows_the_training_part_alone() {
    let pair = |english: &str, french: &str| SentencePair {
        english: english.into(),
        french: french.into(),
    };
    let train = vec![pair("I'm cold.", "J'ai froid."), pair("I'm hot.", "J'ai chaud.")];
    let test = vec![pair("I'm old.", "Je suis vieux."), pair("I'm old.", "Je suis vieille.")];
    let split = PairSplit { train, validation: test.clone(), test };
    let corpus = Corpus::new(&split, 1);
    assert_eq!(corpus.english.tokens()[4..], ["'m", ".", "i", "cold", "hot"]);
    let source = &corpus.validation[0].source;
    assert_eq!(corpus.english.decode(source), ["i", "'m", "<unk>", ".", "<eos>"]);
    assert_eq!(corpus.unknown_share(), 1.0 / 5.0);
    let references = vec!["Je suis vieux.".into(), "Je suis vieille.".into()];
    assert_eq!(corpus.test, [TestSentence { english: "I'm old.".into(), references }]);
    // What occurs once is unknown in training too, if it is asked for.
    let corpus = Corpus::new(&split, 2);
    assert_eq!(corpus.english.decode(&corpus.train[0].source), ["i", "'m", "<unk>", ".", "<eos>"]);
}

#[test]
fn the_decoder_is_given_the_tokens_before() {
    let example = |source: &[usize], target: &[usize]| Example {
        source: source.to_vec(),
        target: target.to_vec(),
    };
    let batch = Batch::new([&example(&[7, END], &[8, 9]), &example(&[5, 6, END], &[4])]);
    assert_eq!(batch.source.indices, [7, END, PAD, 5, 6, END]);
    assert_eq!(batch.inputs.indices, [BEGIN, 8, 9, BEGIN, 4, PAD]);
    assert_eq!(batch.targets.indices, [8, 9, END, 4, END, PAD]);
    assert_eq!(batch.predicted(), 5);
}

/// The example of textbooks: "the" is beside "das" twice, "book" beside "Buch" twice.
#[test]
fn the_dictionary_finds_who_stands_for_whom() {
    let [das, haus, buch, ein] = [4, 5, 6, 7];
    let [the, house, book, a] = [4, 5, 6, 7];
    let pair = |source: [usize; 2], target: [usize; 2]| Example {
        source: [&source[..], &[END]].concat(),
        target: target.to_vec(),
    };
    let pairs = [
        pair([das, haus], [the, house]),
        pair([das, buch], [the, book]),
        pair([ein, buch], [a, book]),
    ];
    let ibm = Ibm1::new(&pairs, 8, 40);
    for (e, f) in [(das, the), (haus, house), (buch, book), (ein, a)] {
        assert!(ibm.probability(e, f) > 0.9, "{e} {f} {}", ibm.probability(e, f));
    }
    for e in [das, haus, buch, ein] {
        let total: f64 = (0..8).map(|f| ibm.probability(e, f)).sum();
        assert!((total - 1.0).abs() < 1e-12);
    }
    assert!(ibm.log_likelihoods.is_sorted(), "{:?}", ibm.log_likelihoods);
    assert_eq!(ibm.translate(&[ein, UNKNOWN, haus, END]), [a, house]);
    let weights = ibm.alignment(&[ein, buch, END], &[a, book]);
    assert!(weights[0][0] > 0.5 && weights[1][1] > 0.5 && weights[0][2] == 0.0, "{weights:?}");
}

/// The log-probability of each next token, with the tokens that may not be written left out.
fn log_probs(model: &impl Translator, source: &[usize], target: &[usize]) -> Vec<Vec<f64>> {
    let example = Example { source: source.to_vec(), target: target.to_vec() };
    let logits = Tape::new().no_grad(|tape| model.forward(tape, &Batch::new([&example])));
    let row = |row: &[f32]| {
        let mut row: Vec<f64> = row.iter().map(|z| f64::from(*z)).collect();
        for token in [PAD, UNKNOWN, BEGIN] {
            row[token] = f64::NEG_INFINITY;
        }
        let total: f64 = row.iter().map(|z| z.exp()).sum();
        row.iter().map(|z| z - total.ln()).collect()
    };
    logits.as_slice().chunks_exact(logits.shape().last_dim()).map(row).collect()
}

/// Written token by token, among others of other lengths, a translation is what the network computes where
/// all is given at once; and a beam finds one that is at least as probable.
fn expect_steps_agree_with_teacher_forcing(model: &impl Translator, corpus: &Corpus) {
    let sources = corpus.test_sources();
    let lengths: BTreeSet<usize> = sources.iter().map(Vec::len).collect();
    assert!(lengths.len() > 2, "padding is tried: {lengths:?}");
    let greedy = translate(model, &sources, Decoding::Greedy);
    let by_beam = translate(model, &sources, beam(8, 0.0));
    let mut are_different = false;
    for (source, (greedy, by_beam)) in sources.iter().zip(greedy.iter().zip(&by_beam)) {
        let limit = 2 * lengths.last().unwrap() + 8;
        let log_prob = |target: &[usize]| {
            let rows = log_probs(model, source, target);
            let next = target.iter().chain(&[END]).take(limit);
            next.zip(&rows).map(|(token, row)| row[*token]).sum::<f64>()
        };
        for (token, row) in
            greedy.iter().chain(&[END]).take(limit).zip(log_probs(model, source, greedy))
        {
            let max = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            assert!(row[*token] > max - 1e-4, "{} is not the maximum, {max}", row[*token]);
        }
        assert!(log_prob(by_beam) > log_prob(greedy) - 1e-4);
        are_different |= by_beam != greedy;
    }
    assert!(are_different, "a beam that always finds what greedy decoding finds tells nothing");
}

#[test]
fn steps_agree_with_teacher_forcing() {
    let corpus = small_corpus(20);
    for attention in [true, false] {
        let model = gru(&corpus, GruOptions { attention, ..GRU });
        expect_steps_agree_with_teacher_forcing(&model, &corpus);
    }
    expect_steps_agree_with_teacher_forcing(&transformer(&corpus), &corpus);
}

#[test]
fn every_parameter_learns() {
    let corpus = small_corpus(8);
    let batch = Batch::new(&corpus.train);
    fn nonzero(model: &impl Translator, batch: &Batch) -> usize {
        let loss = losses::IgnoreIndex { loss: losses::CrossEntropy, index: PAD };
        let mut gradients = Tape::new()
            .gradients(|tape| model.forward(tape, batch).loss(&loss, &batch.targets.indices));
        gradients.iter_mut().filter(|g| g.as_slice().iter().any(|g| *g != 0.0)).count()
    }
    for attention in [true, false] {
        let model = gru(&corpus, GruOptions { attention, ..GRU });
        assert_eq!(nonzero(&model, &batch), nn::state_dict(&model).len());
    }
    let model = transformer(&corpus);
    assert_eq!(nonzero(&model, &batch), nn::state_dict(&model).len());
}

fn recipe(epochs: u64) -> Recipe {
    Recipe {
        epochs,
        batch_size: 8,
        learning_rate: 5e-3,
        warmup: 10,
        smoothing: 0.0,
        patience: 20,
        seed: 1,
        device: Device::Cpu,
    }
}

/// Pairs without two translations of one sentence are learnt by heart.
#[test]
fn a_translator_learns_a_few_pairs_by_heart() {
    let corpus = small_corpus(16);
    fn expect_learnt(mut model: impl Translator, corpus: &Corpus) {
        let mut losses = Vec::new();
        let best = train(&mut model, corpus, &recipe(80), |epoch| losses.push(epoch.validation));
        assert!(best.validation < 0.1 * losses[0], "{losses:?}");
        let target: Vec<Vec<usize>> = corpus.train.iter().map(|it| it.target.clone()).collect();
        assert_eq!(translate(&model, &corpus.test_sources(), beam(4, 1.0)), target);
    }
    expect_learnt(gru(&corpus, GRU), &corpus);
    expect_learnt(transformer(&corpus), &corpus);
}

/// The weights that are given back are those of the best epoch, not of the last.
#[test]
fn training_ends_where_validation_is_best() {
    let mut corpus = small_corpus(16);
    corpus.validation = corpus.validation.split_off(8);
    corpus.train.truncate(8);
    let mut model = gru(&corpus, GRU);
    let mut losses = Vec::new();
    let recipe = Recipe { patience: 3, ..recipe(200) };
    let best = train(&mut model, &corpus, &recipe, |epoch| losses.push(epoch.validation));
    let lowest = losses.iter().copied().fold(f64::INFINITY, f64::min);
    assert_eq!(best.validation, lowest);
    assert_eq!(losses.len() as u64, best.epoch + 3, "{losses:?}");
    let batch = Batch::new(&corpus.validation);
    let loss = losses::IgnoreIndex { loss: losses::CrossEntropy, index: PAD };
    let again =
        Tape::new().no_grad(|tape| model.forward(tape, &batch).loss(&loss, &batch.targets.indices));
    assert!((f64::from(again.item()) - lowest).abs() < 1e-5);
}

#[test]
fn attention_is_shared_out_among_the_words() {
    let corpus = small_corpus(4);
    let Example { source, target } = &corpus.train[2];
    let weights = gru(&corpus, GRU).alignment(source, target).unwrap();
    assert_eq!((weights.len(), weights[0].len()), (target.len() + 1, source.len()));
    for row in &weights {
        assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-5, "{row:?}");
    }
    let without = GruOptions { attention: false, ..GRU };
    assert_eq!(gru(&corpus, without).alignment(source, target), None);
}

/// The example that the page works out on paper.
#[test]
fn bleu_on_paper_is_bleu_of_the_library() {
    let score = text::metrics::Bleu::default()
        .corpus(&["il est riche riche"], &[vec!["il est un homme riche"]]);
    assert_eq!(score.counts.matches, [3, 1, 0, 0]);
    assert_eq!(score.counts.totals, [4, 3, 2, 1]);
    assert_eq!(score.precisions, [75.0, 100.0 / 3.0, 25.0, 25.0]);
    assert_eq!(score.brevity_penalty, (-0.25f64).exp());
    assert_eq!(format!("{:.2}", score.score), "27.53");
}

/// sacreBLEU 2.6.0, `--lowercase`, with as many references as each sentence has.
#[test]
fn scores_are_those_of_sacrebleu() {
    let sentence = |english: &str, references: &[&str]| TestSentence {
        english: english.into(),
        references: references.iter().map(|it| String::from(*it)).collect(),
    };
    let test = [
        sentence("I'm tired.", &["Je suis fatiguée.", "Je suis fatigué."]),
        sentence("He is rich.", &["Il est riche."]),
        sentence(
            "Are you lost?",
            &["Êtes-vous perdus ?", "T'es-tu perdu ?", "Vous êtes-vous perdue ?"],
        ),
        sentence("She's rather good.", &["Elle est plutôt bonne."]),
    ];
    let hypotheses = [
        "Je suis fatigué.",
        "C'est un homme riche.",
        "Vous êtes-vous perdu ?",
        "elle est plutot bonne",
    ]
    .map(String::from);
    let scores = score(&hypotheses, &test);
    assert!((scores.bleu.score - 36.78041711548478).abs() < 1e-9, "{}", scores.bleu);
    assert!((scores.chrf - 78.38221075142523).abs() < 1e-9, "{}", scores.chrf);
    assert_eq!(scores.exact, 1);
    assert_eq!(scores.length_ratio(), 17.0 / 17.0);
    let by_length = score_by_length(&scores, &test, &[1..=3, 4..=9], 2);
    assert_eq!(by_length.len(), 1, "one sentence of three tokens is too few: {by_length:?}");
    assert_eq!((by_length[0].range.clone(), by_length[0].sentences), (4..=9, 3));
    let human = compare_with_human(&hypotheses, &test);
    assert_eq!(human.sentences, 2);
    assert!(human.system > human.human, "{human:?}");
}

#[test]
fn a_saved_translator_translates_as_before() {
    let corpus = small_corpus(12);
    let folder = temp_dir();
    let file = folder.path().join("model.safetensors");
    let (model, other) = (gru(&corpus, GRU), transformer(&corpus));
    let written =
        |model: &dyn Fn() -> Vec<Vec<usize>>| write_french(&corpus.french.decode(&model()[0]));
    let sources = &corpus.test_sources()[3..4];
    let expected = [
        written(&|| translate(&model, sources, beam(4, 1.0))),
        written(&|| translate(&other, sources, beam(4, 1.0))),
    ];
    for (saved, expected) in
        [Saved::Gru(GRU, model), Saved::Transformer(TRANSFORMER, other)].iter().zip(expected)
    {
        saved.save(&corpus, &file).unwrap();
        let loaded = load(&file).unwrap();
        assert_eq!(loaded.name(), saved.name());
        assert_eq!(loaded.translate(&corpus.test[3].english).unwrap(), expected);
        assert_eq!(loaded.unknown_words("I'm xylophonic."), ["xylophonic"]);
        assert!(loaded.translate(" ").unwrap_err().to_string().contains("has no words"));
        let long = loaded.translate(&"you ".repeat(200)).unwrap_err().to_string();
        assert!(long.contains("200 words and punctuation marks is too long"), "{long}");
    }
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let folder = temp_dir();
    let file = folder.path().join("model.safetensors");
    nn::checkpoint::save(&nn::Dense::<f32>::linear(2, 2, &mut rng()), &file).unwrap();
    let error = load(&file).unwrap_err().to_string();
    assert!(error.contains("holds no translator of this program"), "{error}");
    std::fs::write(&file, "text").unwrap();
    assert!(load(&file).is_err());
}

#[test]
fn a_quick_run_leaves_models_that_translate() {
    let output = TRANSLATE.run_in_temp_dir(&["--quick", "--threads", "1"]);
    let folder = output.out.path();
    assert_eq!(output.number("train"), 300.0);
    assert!(output.number("word_by_word_ibm_1_bleu") > output.number("copy_the_english_bleu"));
    let files = list_dir(folder);
    for file in
        ["translate-beam.svg", "translate-length.svg", "gru.safetensors", "translations.json"]
    {
        assert!(files.contains(&file.into()), "{file} is not among {files:?}");
    }
    let own = ["--translate", "I'm a xylophone."];
    let output = TRANSLATE.run_ok(folder, &own);
    assert!(output.stdout.contains("GRU with attention"), "{}", output.stdout);
    assert!(output.stdout.contains("xylophone"), "{}", output.stdout);
    assert!(output.stdout.contains("never seen in training"), "{}", output.stdout);
}

#[test]
fn what_cannot_be_done_is_said() {
    let folder = temp_dir();
    let untrained = TRANSLATE.run_err(folder.path(), &["--translate", "I'm cold."]);
    assert!(untrained.contains("without --translate first"), "{untrained}");
    let threads = TRANSLATE.run_err(folder.path(), &["--threads", "0"]);
    assert!(threads.contains("--threads must be at least 1"), "{threads}");
    let no_data = TRANSLATE.run_err(folder.path(), &["--data"]);
    assert!(no_data.contains("fra-eng.zip"), "{no_data}");
}

/// What the chapter says of the networks holds for a shorter training too.
#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn attention_translates_better_than_a_single_state() {
    let output = TRANSLATE.run_in_temp_dir(&["--epochs", "12", "--seed", "7"]);
    let bleu = |name: &str| output.number(&format!("{name}_bleu"));
    assert!(bleu("gru_attention") > bleu("gru_no_attention") + 5.0, "{}", output.stdout);
    assert!(bleu("gru_attention") > bleu("word_by_word_ibm_1") + 4.0, "{}", output.stdout);
    assert!(bleu("transformer") > bleu("word_by_word_ibm_1"), "{}", output.stdout);
}
