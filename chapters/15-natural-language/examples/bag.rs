//! Two sentences that mean the opposite, and one bag: what counting words sees, with numbers for paper.
//!
//! ```text
//! cargo run --release -p ch15 --example bag
//! ```

use anyhow::Result;
use ch15::classification::{CountsClassifier, tokens};
use clap::Parser;
use data::LabelledText;
use figures::{Color, Figure, FigureError, MatrixFigure, NumberCell, NumberGrid};
use text::{BagOfWords, CountOptions, SparseRow, TfIdf};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Counts the words of short sentences
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// Four sentences, and whether each is for the film.
const FOUR: [(&str, usize); 4] = [
    ("the film is good", 1),
    ("the film is bad", 0),
    ("the film is not good", 0),
    ("the film is not bad", 1),
];

/// What counting cannot tell apart.
const OPPOSITES: [&str; 2] = ["not fun but bad", "not bad but fun"];

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch15/bag")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: weigh
    let documents = FOUR.map(|(text, _)| tokens(text).collect::<Vec<_>>());
    let bag = BagOfWords::fit(&documents, &CountOptions::default());
    let counts = documents.each_ref().map(|document| bag.count(document));
    let tf_idf = TfIdf::fit(&counts, bag.terms().len());
    // ANCHOR_END: weigh
    say(row_of("", bag.terms().iter().map(String::as_str)));
    let print = |name: &str, values: &[f64]| {
        say(row_of(name, values.iter().map(|value| format!("{value:.2}"))));
    };
    print("idf", &tf_idf.idf);
    for ((text, _), row) in FOUR.iter().zip(&counts) {
        let dense = |row: &SparseRow| row.to_dense(bag.terms().len());
        say(row_of(text, dense(row).iter().map(|count| format!("{count:.0}"))));
        print("   TF–IDF", &dense(&tf_idf.weigh(row)));
    }
    let idf = |term: &str| bag.terms().iter().position(|it| it == term).map(|i| tf_idf.idf[i]);
    numbers.add("idf_the", idf("the").unwrap_or(f64::NAN));
    numbers.add("idf_good", idf("good").unwrap_or(f64::NAN));

    // Learnt by heart, with words as terms, and with words and pairs.
    let train = FOUR.map(|(text, label)| LabelledText { text: text.into(), label });
    say("");
    say(format_args!("{:<24}{:>8}{:>18}", "p(positive) with", "words", "words and pairs"));
    let classifiers = [1, 2].map(|max_n| CountsClassifier::fit(&train, &train, 2, max_n));
    for (text, _) in FOUR {
        let [words, pairs] = classifiers.each_ref().map(|it| it.probabilities(text)[1]);
        say(format_args!("{text:<24}{words:>8.2}{pairs:>18.2}"));
    }
    let names = ["good", "bad", "not_good", "not_bad"];
    for ((text, _), name) in FOUR.iter().zip(names) {
        numbers.add(&format!("p_words_{name}"), classifiers[0].probabilities(text)[1]);
        numbers.add(&format!("p_pairs_{name}"), classifiers[1].probabilities(text)[1]);
    }
    results.write("results.toml", |path| numbers.save(path));
    results.write("bag-opposites.svg", |path| draw()?.save(path));
    results.finish()
}

fn row_of(name: &str, cells: impl Iterator<Item = impl AsRef<str>>) -> String {
    let cells: String = cells.map(|cell| format!("{:>7}", cell.as_ref())).collect();
    format!("{name:<22}{cells}")
}

/// The bags of both sentences.
fn draw() -> Result<Figure, FigureError> {
    let documents = OPPOSITES.map(|text| tokens(text).collect::<Vec<_>>());
    let bag = BagOfWords::fit(&documents, &CountOptions::default());
    let grid = |(i, document): (usize, &Vec<&str>)| {
        let name = |term: &String| NumberCell { text: term.clone(), tint: None, outside: true };
        let count = |count: f64| NumberCell {
            text: format!("{count:.0}"),
            tint: Some(Color::Blue),
            outside: false,
        };
        let counts = bag.count(document).to_dense(bag.terms().len());
        NumberGrid {
            sign: if i == 0 { "" } else { "=" }.into(),
            caption: OPPOSITES[i].into(),
            width: bag.terms().len(),
            cells: bag.terms().iter().map(name).chain(counts.into_iter().map(count)).collect(),
        }
    };
    MatrixFigure {
        description: "The sentences \"not fun but bad\" and \"not bad but fun\" have the same counts: bad 1, \
                      but 1, fun 1, not 1."
            .into(),
        grids: documents.iter().enumerate().map(grid).collect(),
        below: Vec::new(),
    }
    .draw()
}
