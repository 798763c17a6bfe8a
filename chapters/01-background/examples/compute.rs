//! How much computing went into landmarks of the field, and how fast that grew.
//!
//! ```text
//! cargo run --release -p ch01 --example compute
//! ```

use anyhow::Result;
use ch01::growth::{Landmark, doubling_months, landmarks, least_squares};
use clap::Parser;
use figures::{PointGroup, Scatter, Series};
use training::cli::{BasicOptions, OutputDir, ResultsFile, say};

/// Fits how fast the training compute of landmark systems doubled, before 2010 and since
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    common: BasicOptions,
}

/// The systems that have their names in the figures: where there is room.
const NAMED: [&str; 5] = ["Perceptron", "ADALINE", "NETtalk", "AlexNet", "Grok 3"];
const NAMED_SINCE: [&str; 6] = ["AlexNet", "AlphaGo", "Transformer", "GPT-2", "GPT-3", "Grok 3"];

fn main() -> Result<()> {
    let Arguments { common } = Arguments::parse();
    let mut results = OutputDir::new(common.out.as_deref(), "ch01/compute")?;
    let mut numbers = ResultsFile::default();

    // ANCHOR: eras
    let all = landmarks();
    let (before, since): (Vec<_>, Vec<_>) = all.iter().cloned().partition(|it| it.year() < 2010.0);
    for landmark in &all {
        let Landmark { name, date, flop, paper } = landmark;
        say(format_args!("{date}  {name:<24} {flop:>8.2e}  {paper}"));
    }
    say("");
    for (era, landmarks) in [("before 2010", &before), ("since 2010", &since)] {
        let doublings: Vec<_> = landmarks.iter().map(|it| (it.year(), it.flop.log2())).collect();
        let (months, [low, high]) = doubling_months(&doublings, common.seed);
        say(format_args!(
            "{era}: {} systems, doubled every {months:.1} months (95 %: {low:.1} to {high:.1})",
            landmarks.len()
        ));
        // ANCHOR_END: eras
        let key = era.replace(' ', "_");
        for (name, value) in [("months", months), ("low", low), ("high", high)] {
            numbers.add(&format!("{key}_{name}"), value);
        }
    }
    let last = &since[since.len() - 1];
    let factor = last.flop / since[0].flop;
    say(format_args!("from {} to {}: {factor:.1e} times as much", since[0].name, last.name));
    numbers.add("factor", factor);

    results.write("results.toml", |path| numbers.save(path));
    results.write("compute.svg", |path| {
        chart(&[("before 2010", &before), ("since 2010", &since)], &NAMED).draw()?.save(path)
    });
    results.write("since.svg", |path| chart(&[("", &since)], &NAMED_SINCE).draw()?.save(path));
    results.finish()
}

/// Powers of ten over the years, with the line of each era.
fn chart(eras: &[(&str, &[Landmark])], named: &[&str]) -> Scatter {
    let point = |it: &Landmark| (it.year(), it.flop.log10());
    let mut paths = Vec::new();
    let mut groups = Vec::new();
    for (label, landmarks) in eras {
        let points: Vec<_> = landmarks.iter().map(point).collect();
        let (slope, at_0) = least_squares(&points);
        let (first, last) = (points[0].0, points[points.len() - 1].0);
        let ends = [first, last].map(|year| (year, at_0 + slope * year)).to_vec();
        paths.push(Series { points: ends, ..Series::default() });
        groups.push(PointGroup { label: (*label).into(), points, hollow: false });
    }
    let names = eras.iter().flat_map(|era| era.1).filter(|it| named.contains(&it.name.as_str()));
    paths.extend(names.map(|it| Series {
        label: it.name.clone(),
        points: vec![point(it)],
        ..Series::default()
    }));
    Scatter {
        description: "Training compute of landmark systems over the years, on a logarithmic scale: points that \
                      rise along a line for each era."
            .into(),
        x_label: "year".into(),
        y_label: "FLOP, powers of ten".into(),
        groups,
        paths,
        ..Scatter::default()
    }
}
