//! What the heads of a small GPT look at.
//!
//! ```text
//! cargo run --release -p ch14 --example attention_maps
//! cargo run --release -p ch14 --example attention_maps -- --model target/gradus/ch14/gpt/model.safetensors
//! ```

use anyhow::{Result, ensure};
use attention::{Gpt, GptOptions, gpt2};
use ch14::heads::{Habits, attention_maps};
use ch14::{Corpus, Recipe, Text, train};
use clap::Parser;
use figures::{AttentionMap, CaptionedImage, ImageGrid};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::path::PathBuf;
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Trains a small GPT, or loads one, and shows what its heads look at
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
    /// A model that the program gpt has trained, instead of training one
    #[arg(long)]
    model: Option<PathBuf>,
    /// Steps of training, if no model is given [default: 800; 12 with --quick]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    steps: Option<u64>,
    /// Few characters, few steps: to see that everything works, within seconds
    #[arg(long)]
    quick: bool,
}

impl Arguments {
    /// Steps of training.
    fn steps(&self) -> u64 {
        self.steps.unwrap_or(if self.quick { 12 } else { 800 })
    }
}

/// Layers, and heads in each.
const LAYERS: usize = 4;
const HEADS: usize = 4;
const CONTEXT: usize = 128;

/// How many characters of the validation text the pictures of all heads show, and those of one head.
const SHOWN: usize = 64;
const LARGE: usize = 30;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    rayon::scope(|_| run(&arguments))
}

fn run(arguments: &Arguments) -> Result<()> {
    let mut results = OutputDir::new(arguments.common.out.as_deref(), "ch14/attention_maps")?;
    let mut numbers = ResultsFile::default();
    let corpus = Corpus::new(Text::Shakespeare, arguments.quick);
    let model = match &arguments.model {
        Some(file) => gpt2::load::<f32>(file, HEADS)?,
        None => trained(arguments, &corpus),
    };
    let GptOptions { vocab_size, context, layers, .. } = model.options;
    let known = corpus.vocabulary.len();
    ensure!(
        vocab_size == known && context >= SHOWN,
        "the model knows {vocab_size} characters and looks back {context}, but the text has {known}, and \
         {SHOWN} are shown: give one that the program gpt has trained on the same text"
    );

    // ANCHOR: habits
    // Every head's habits, over pieces of the validation text.
    let line_break = corpus.vocabulary.encode("\n")[0];
    let pieces: Vec<&[usize]> = corpus.validation.chunks_exact(context).take(40).collect();
    let mut habits = vec![Vec::new(); layers * HEADS];
    for piece in &pieces {
        let maps = attention_maps(&model, piece);
        let heads = maps.iter().flat_map(|map| map.as_slice().chunks_exact(context * context));
        for (habits, head) in habits.iter_mut().zip(heads) {
            habits.push(Habits::of(head, piece, line_break));
        }
    }
    // ANCHOR_END: habits
    say("               attention, %, to");
    say(
        "layer   head   itself   previous   2 and 3 back   first   line break   after same   distance",
    );
    for (i, habits) in habits.iter().enumerate() {
        let (layer, head, mean) = (i / HEADS + 1, i % HEADS + 1, Habits::mean(habits));
        let shown =
            [mean.own, mean.previous, mean.near, mean.first, mean.line_break, mean.after_same]
                .map(|share| format!("{:.0}", 100.0 * share));
        let [own, previous, near, first, line, same] = shown;
        say(format_args!(
            "{layer:>5}   {head:>4}   {own:>6}   {previous:>8}   {near:>12}   {first:>5}   {line:>10}   \
             {same:>10}   {:>8.1}",
            mean.distance
        ));
        numbers.add(&format!("previous_{layer}_{head}"), mean.previous);
        numbers.add(&format!("line_break_{layer}_{head}"), mean.line_break);
        numbers.add(&format!("after_same_{layer}_{head}"), mean.after_same);
        numbers.add(&format!("distance_{layer}_{head}"), mean.distance);
    }

    let piece = &corpus.validation[..SHOWN];
    let text = corpus.vocabulary.decode(piece);
    say(format_args!("\nthe {SHOWN} characters of the pictures:\n{text}"));
    let maps = attention_maps(&model, piece);
    let heads: Vec<&[f32]> =
        maps.iter().flat_map(|map| map.as_slice().chunks_exact(SHOWN * SHOWN)).collect();
    let images = heads.iter().enumerate().map(|(i, head)| CaptionedImage {
        pixels: head.to_vec(),
        width: SHOWN,
        height: SHOWN,
        caption: name(i),
    });
    let grid = ImageGrid {
        description:
            "Sixteen triangles, one for each head of four layers: row by row the character that \
                      reads, column by column the one that is read; the darker, the more."
                .into(),
        columns: HEADS,
        images: images.collect(),
    };
    results.write("heads.svg", |path| grid.draw()?.save(path));

    // ANCHOR: strongest
    // The head that reads the character before most, and the one that reads the line break before most.
    let means: Vec<Habits> = habits.iter().map(|of_head| Habits::mean(of_head)).collect();
    let strongest = |habit: fn(&Habits) -> f64| {
        let all = 0..means.len();
        all.max_by(|a, b| habit(&means[*a]).total_cmp(&habit(&means[*b]))).expect("there are heads")
    };
    let [previous, line_break] = [strongest(|it| it.previous), strongest(|it| it.line_break)];
    // ANCHOR_END: strongest
    say(format_args!("\nThe character before is read most by head {},", name(previous)));
    say(format_args!("the line break before by head {}", name(line_break)));
    for (key, head, habit) in [
        ("previous", previous, means[previous].previous),
        ("line_break", line_break, means[line_break].line_break),
    ] {
        numbers.add(&format!("{key}_head"), name(head));
        numbers.add(&format!("{key}_most"), habit);
        let figure = large_map(&text, heads[head], &name(head));
        results.write(&format!("{key}.svg"), |path| figure.draw()?.save(path));
    }
    numbers.add("steps", arguments.steps());
    numbers.add("seed", arguments.common.seed);
    results.write("results.toml", |path| numbers.save(path));
    results.finish()
}

/// What a head is called: its layer and its number in it, both from 1.
fn name(head: usize) -> String {
    format!("{}.{}", head / HEADS + 1, head % HEADS + 1)
}

/// The beginning of a head's map, with the characters.
fn large_map(text: &str, head: &[f32], name: &str) -> AttentionMap {
    let shown = |c: char| match c {
        '\n' => "\\n".to_owned(),
        ' ' => "_".to_owned(),
        c => c.to_string(),
    };
    let characters: Vec<String> = text.chars().take(LARGE).map(shown).collect();
    let row = |row: &[f32]| row[..characters.len()].iter().copied().map(f64::from).collect();
    AttentionMap {
        description: format!(
            "How much each of the first {} characters reads of each, in head {name}.",
            characters.len()
        ),
        weights: head.chunks_exact(SHOWN).take(characters.len()).map(row).collect(),
        rows: characters.clone(),
        columns: characters,
        row_label: "reads".into(),
        column_label: "is read".into(),
    }
}

/// A model as the program gpt trains it, with fewer steps.
fn trained(arguments: &Arguments, corpus: &Corpus) -> Gpt {
    let options = GptOptions {
        vocab_size: corpus.vocabulary.len(),
        context: CONTEXT,
        ..GptOptions::new(128, LAYERS, HEADS)
    };
    let mut model = Gpt::new(options, &mut ChaCha8Rng::seed_from_u64(arguments.common.seed));
    let (steps, seed) = (arguments.steps(), arguments.common.seed);
    let recipe = Recipe { steps, batch: 16, learning_rate: 6e-3, warmup: steps / 20, seed };
    say(format_args!("training of {steps} steps ..."));
    let mut recent = Vec::new();
    train(&mut model, corpus, &recipe, |_, step, loss| {
        recent.push(loss);
        if step == steps {
            let last = &recent[recent.len().saturating_sub(50)..];
            let mean = last.iter().sum::<f64>() / last.len() as f64;
            say(format_args!("training loss of the last {}: {mean:.3}\n", last.len()));
        }
    });
    model
}
