//! Learns the tokens of a text, shows them, and measures how long learning and encoding take.
//!
//! ```console
//! cargo run --release -p text --example learn_tokens -- [--text FILE] [--tokens N] [--out FOLDER]
//! ```
//!
//! Without a file it is Tiny Shakespeare; 1,256 tokens are the bytes and 1,000 merges. In the folder it leaves
//! `tokenizer.json`, `vocab.json` and `merges.txt`.

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;
use std::{env, fs};

use text::{Bpe, BpeTrainer};

/// How many times encoding is measured.
const REPETITIONS: usize = 5;

struct Options {
    text: Option<PathBuf>,
    tokens: usize,
    out: Option<PathBuf>,
}

fn options() -> Result<Options, String> {
    let mut options = Options { text: None, tokens: 256 + 1000, out: None };
    let mut arguments = env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
        match &name[..] {
            "--text" => options.text = Some(value.into()),
            "--out" => options.out = Some(value.into()),
            "--tokens" => {
                let tokens = value.parse().ok().filter(|tokens| *tokens >= 256);
                options.tokens = tokens.ok_or("--tokens needs a number of at least 256")?;
            }
            _ => return Err(format!("{name} is no option; there are --text, --tokens and --out")),
        }
    }
    Ok(options)
}

fn main() -> Result<(), Box<dyn Error>> {
    let Options { text, tokens, out } = options()?;
    let text = match text {
        Some(file) => {
            fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?
        }
        None => {
            let shakespeare = data::tiny_shakespeare();
            shakespeare.train + &shakespeare.validation
        }
    };

    let start = Instant::now();
    let trainer = BpeTrainer { vocabulary_size: tokens, ..BpeTrainer::default() };
    let bpe = trainer.train([&text[..]]);
    println!("{} tokens learnt from {} bytes in {:.2?}", bpe.len(), text.len(), start.elapsed());

    let start = Instant::now();
    let mut ids = Vec::new();
    (0..REPETITIONS).for_each(|_| ids = bpe.encode(&text));
    let seconds = start.elapsed().as_secs_f64() / REPETITIONS as f64;
    println!(
        "{} tokens of {:.2} bytes encoded at {:.0} MB/s",
        ids.len(),
        text.len() as f64 / ids.len() as f64,
        text.len() as f64 / 1e6 / seconds
    );
    if bpe.decode(&ids) != text {
        return Err("the tokens do not give the text back".into());
    }
    show(&bpe, &text, &ids);
    if let Some(folder) = out {
        fs::create_dir_all(&folder)?;
        bpe.save(&folder.join("tokenizer.json"))?;
        bpe.save_gpt2(&folder)?;
        println!("written to {}", folder.display());
    }
    Ok(())
}

/// The longest tokens, and how the text begins.
fn show(bpe: &Bpe, text: &str, ids: &[usize]) {
    let shown = |id: usize| String::from_utf8_lossy(bpe.token(id)).into_owned();
    let mut longest: Vec<usize> = (0..bpe.len()).collect();
    longest.sort_by_key(|id| std::cmp::Reverse(bpe.token(*id).len()));
    let longest: Vec<String> =
        longest.into_iter().take(8).map(|id| format!("{:?}", shown(id))).collect();
    println!("the longest: {}", longest.join(" "));
    let first: Vec<String> = ids.iter().take(20).map(|id| shown(*id)).collect();
    let line = text.lines().next().unwrap_or_default();
    println!("{line:?} begins as {:?}", first.join("|"));
}
