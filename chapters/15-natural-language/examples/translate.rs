//! From English into French: what a network gains over a dictionary, attention over a single state, and a
//! beam over the most probable word.
//!
//! ```text
//! cargo run --release -p ch15 --example translate
//! cargo run --release -p ch15 --example translate -- --translate "I am cold."
//! cargo run --release -p ch15 --example translate -- --seeds 3
//! GRADUS_DATA=/folder/with/data cargo run --release -p ch15 --example translate -- --data
//! ```

use anyhow::{Context, Result, ensure};
use ch15::translation::{
    Corpus, GruOptions, GruTranslator, Ibm1, Judged, Recipe, Saved, TransformerOptions,
    TransformerTranslator, Translator, alignment_map, at_least_four_tokens, beam, beam_chart,
    in_french, key, load, samples, score, systems_json, train, translate_test,
    without_sentences_of,
};
use clap::Parser;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use rayon::ThreadPoolBuilder;
use tensor::Device;
use training::cli::{BasicOptions, OutputDir, ResultsFile, parse_device, say};

/// Trains three networks to translate, and holds them against a dictionary and against each other
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// The most passes over the training pairs [default: 25; 10 with --data; 1 with --quick]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    epochs: Option<u64>,
    /// How many networks of each kind, from as many seeds
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    seeds: u64,
    /// Learns from pairs of the full data set too, in the folder that GRADUS_DATA names
    #[arg(long)]
    data: bool,
    /// With --data: how many further pairs, the shortest of at least four tokens
    #[arg(long, default_value_t = 35_000)]
    pairs: usize,
    /// A sentence of your own, for the networks that the last run has saved; may be given several times
    #[arg(long)]
    translate: Vec<String>,
    /// Threads; the result is the same with any number [default: all cores]
    #[arg(long)]
    threads: Option<usize>,
    /// Where to train: cpu, cuda or cuda:N for an NVIDIA GPU, or auto
    #[arg(long, default_value = "cpu", value_parser = parse_device)]
    device: Device,
    /// Few pairs, one epoch: to see that everything works, within seconds
    #[arg(long)]
    quick: bool,
}

/// The sizes of the networks: about as many parameters each.
const GRU: GruOptions = GruOptions { embedding: 96, hidden: 192, attention: true, dropout: 0.2 };
const PLAIN_GRU: GruOptions = GruOptions { attention: false, ..GRU };
const TRANSFORMER: TransformerOptions =
    TransformerOptions { layers: 2, features: 96, heads: 4, hidden: 256, dropout: 0.1 };

/// The widths of the beam that are compared.
const WIDTHS: [usize; 5] = [1, 2, 4, 8, 16];

/// A pair of the embedded test part in which two words change places.
const SHOWN: [&str; 2] = ["He's a married man.", "C'est un homme marié."];

/// The networks, by name, and the file of each.
const PLAIN: &str = "GRU, no attention";
const ATTENTIVE: &str = "GRU, attention";
const ATTENTION_ALONE: &str = "Transformer";
const FILES: [&str; 3] = ["gru-plain.safetensors", "gru.safetensors", "transformer.safetensors"];

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    ensure!(arguments.threads != Some(0), "--threads must be at least 1");
    let pool = ThreadPoolBuilder::new().num_threads(arguments.threads.unwrap_or(0)).build();
    pool.context("the threads cannot be started: try --threads 1")?.install(|| run(&arguments))
}

fn run(arguments: &Arguments) -> Result<()> {
    let program = if arguments.data { "ch15/translate-full" } else { "ch15/translate" };
    let mut results = OutputDir::new(arguments.common.out.as_deref(), program)?;
    let figures = program.trim_start_matches("ch15/");
    if !arguments.translate.is_empty() {
        return translate_own(&arguments.translate, &results);
    }
    let corpus = read_corpus(arguments)?;
    let mut judged = Judged::new(&corpus);

    // Without learning, and with a dictionary: what has to be better than this?
    judged.add("copy the English", corpus.test.iter().map(|it| it.english.clone()).collect());
    let ibm = Ibm1::new(&corpus.train, corpus.english.len(), 10);
    let sources = corpus.test_sources();
    let word_by_word: Vec<_> = sources.iter().map(|source| ibm.translate(source)).collect();
    judged.add("word by word (IBM 1)", in_french(&corpus, &word_by_word));

    // The networks. With several seeds the first ones are shown.
    let mut first = None;
    for seed in (0..arguments.seeds).map(|more| arguments.common.seed.wrapping_add(more)) {
        let (english, french) = (corpus.english.len(), corpus.french.len());
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        let mut plain = GruTranslator::new(english, french, PLAIN_GRU, rng);
        let mut gru = GruTranslator::new(english, french, GRU, rng);
        let mut transformer = TransformerTranslator::new(english, french, TRANSFORMER, rng);
        // One network is too small for two cores; three of them keep both busy.
        let (of_plain, (of_gru, of_transformer)) = rayon::join(
            || learn(PLAIN, &mut plain, &corpus, arguments, seed),
            || {
                rayon::join(
                    || learn(ATTENTIVE, &mut gru, &corpus, arguments, seed),
                    || learn(ATTENTION_ALONE, &mut transformer, &corpus, arguments, seed),
                )
            },
        );
        [of_plain, of_gru, of_transformer].iter().for_each(say);
        if arguments.seeds > 1 {
            judged.note_seed(PLAIN, &plain);
            judged.note_seed(ATTENTIVE, &gru);
            judged.note_seed(ATTENTION_ALONE, &transformer);
        }
        first.get_or_insert((plain, gru, transformer));
    }
    let (plain, gru, transformer) = first.expect("there is at least one seed");
    judged.add_network(PLAIN, &plain);
    judged.add_network(ATTENTIVE, &gru);
    judged.add_network(ATTENTION_ALONE, &transformer);
    judged.print_table();
    judged.compare(ATTENTIVE, PLAIN);
    judged.compare(ATTENTION_ALONE, ATTENTIVE);
    judged.compare_with_human(ATTENTIVE);
    judged.print_seeds();

    let curves = compare_beams(&corpus, &gru, &transformer, &mut judged.numbers);
    results.write(&format!("{figures}-beam.svg"), |path| beam_chart(&curves).draw()?.save(path));
    let by_length = judged.by_length([ATTENTIVE, PLAIN], if arguments.quick { 1 } else { 15 });
    results.write(&format!("{figures}-length.svg"), |path| by_length.draw()?.save(path));
    draw_alignments(&corpus, &gru, &ibm, figures, &mut results);
    say("\nTen sentences of the test; = is one of the references, but for capitals\n");
    say(samples(&corpus.test, &judged.systems[3..]).trim_end());

    let models = [
        Saved::Gru(PLAIN_GRU, plain),
        Saved::Gru(GRU, gru),
        Saved::Transformer(TRANSFORMER, transformer),
    ];
    for (model, file) in models.iter().zip(FILES) {
        results.write(file, |path| model.save(&corpus, path));
    }
    let all = systems_json(&corpus.test, &judged.systems);
    results.write("translations.json", |path| std::fs::write(path, all.to_string()));
    judged.numbers.add("seeds", arguments.seeds);
    judged.numbers.add("seed", arguments.common.seed);
    results.write("results.toml", |path| judged.numbers.save(path));
    results.finish()
}

/// The pairs, in three parts that share no sentence, and their vocabularies. With the full data set there is
/// more to learn from; what they are judged by stays the same.
fn read_corpus(arguments: &Arguments) -> Result<Corpus> {
    let mut pairs = data::eng_fra();
    if arguments.data {
        let folder = data::data_dir().context(data::eng_fra::INSTALL_HINT)?;
        let all = data::eng_fra::read(&folder.join("eng-fra"))?;
        let embedded = [&pairs.train[..], &pairs.validation[..], &pairs.test[..]].concat();
        let further = without_sentences_of(all, &embedded);
        pairs.train.extend(at_least_four_tokens(further, arguments.pairs));
    }
    if arguments.quick {
        pairs.train.truncate(300);
        pairs.validation.truncate(40);
        pairs.test.truncate(40);
    }
    let corpus = Corpus::new(&pairs, 2);
    let references: usize = corpus.test.iter().map(|it| it.references.len()).sum();
    say(format_args!(
        "{} pairs to learn from, {} to stop by; {} English sentences to judge by, with {references} translations",
        nn::group_thousands(corpus.train.len()),
        nn::group_thousands(corpus.validation.len()),
        corpus.test.len(),
    ));
    say(format_args!(
        "vocabulary: {} English tokens, {} French; of the test's tokens {:.1} % are unknown",
        nn::group_thousands(corpus.english.len()),
        nn::group_thousands(corpus.french.len()),
        100.0 * corpus.unknown_share()
    ));
    Ok(corpus)
}

/// Trains one network; the result says how it went.
fn learn(
    name: &str,
    model: &mut impl Translator,
    corpus: &Corpus,
    arguments: &Arguments,
    seed: u64,
) -> String {
    let epochs = arguments.epochs.unwrap_or(match arguments {
        Arguments { quick: true, .. } => 1,
        Arguments { data: true, .. } => 10,
        _ => 25,
    });
    let mut report = format!(
        "\n{name}, seed {seed}: {} parameters\nepoch   training loss   validation loss\n",
        nn::group_thousands(nn::parameter_count(model))
    );
    let recipe = Recipe {
        epochs,
        batch_size: 64,
        learning_rate: 2e-3,
        warmup: 200,
        smoothing: 0.1,
        patience: 5,
        seed,
        device: arguments.device.clone(),
    };
    let best = train(model, corpus, &recipe, |it| {
        if it.epoch == 1 || it.epoch % (epochs / 6).max(1) == 0 {
            report += &format!("{:>5}   {:>13.3}   {:>15.3}\n", it.epoch, it.train, it.validation);
        }
    });
    report + &format!("best: epoch {}, {:.3} nats a token", best.epoch, best.validation)
}

/// BLEU by the width of the beam, without a length penalty: what the most probable sentences are worth.
fn compare_beams(
    corpus: &Corpus,
    gru: &GruTranslator,
    transformer: &TransformerTranslator,
    numbers: &mut ResultsFile,
) -> [(String, Vec<(usize, f64)>); 2] {
    say("\nBLEU and length ratio by the width of the beam, without a length penalty");
    say(format_args!("width   {ATTENTIVE:<16}  {ATTENTION_ALONE}"));
    let mut curves = [ATTENTIVE, ATTENTION_ALONE].map(|name| (name.to_owned(), Vec::new()));
    for width in WIDTHS {
        let both = [
            translate_test(gru, corpus, beam(width, 0.0)),
            translate_test(transformer, corpus, beam(width, 0.0)),
        ];
        let both = both.map(|written| score(&written, &corpus.test));
        let cells =
            both.each_ref().map(|it| format!("{:>6.2}  {:.3}", it.bleu.score, it.length_ratio()));
        say(format_args!("{width:>5}   {:<16}  {}", cells[0], cells[1]));
        for ((name, curve), scores) in curves.iter_mut().zip(&both) {
            curve.push((width, scores.bleu.score));
            numbers.add(&format!("{}_width_{width}_bleu", key(name)), scores.bleu.score);
            numbers.add(&format!("{}_width_{width}_ratio", key(name)), scores.length_ratio());
        }
    }
    curves
}

/// Which English words the network reads before each word of a given translation, and from which ones the
/// dictionary takes them.
fn draw_alignments(
    corpus: &Corpus,
    gru: &GruTranslator,
    ibm: &Ibm1,
    figures: &str,
    results: &mut OutputDir,
) {
    let (source, target) = (corpus.encode(SHOWN[0]), corpus.encode_french(SHOWN[1]));
    let by_network = gru.alignment(&source, &target).expect("this network has attention");
    for (name, weights) in
        [("alignment", by_network), ("dictionary", ibm.alignment(&source, &target))]
    {
        let map = alignment_map(corpus, &source, &target, weights);
        results.write(&format!("{figures}-{name}.svg"), |path| map.draw()?.save(path));
    }
}

/// The reader's own sentences, by the networks that an earlier run has saved.
fn translate_own(sentences: &[String], results: &OutputDir) -> Result<()> {
    for file in FILES {
        let path = results.path(file);
        ensure!(
            path.is_file(),
            "{} is not there: run this program without --translate first, with the same --out and --data",
            path.display()
        );
        let model = load(&path)?;
        say(model.name());
        for sentence in sentences {
            say(format_args!("  {sentence}  {}", model.translate(sentence)?));
            let unknown = model.unknown_words(sentence);
            if !unknown.is_empty() {
                say(format_args!(
                    "    never seen in training, so guessed around: {}",
                    unknown.join(", ")
                ));
            }
        }
    }
    Ok(())
}
