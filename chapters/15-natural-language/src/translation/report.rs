//! What is shown of a run: charts, a sample of translations, all of them for another scorer.

use super::corpus::TestSentence;
use super::scores::LengthBleu;
use super::system::System;
use figures::{LineChart, Series};
use serde_json::{Value, json};
use std::fmt::Write;

/// BLEU against the width of the beam, a curve for each model.
pub fn beam_chart(curves: &[(String, Vec<(usize, f64)>)]) -> LineChart {
    chart("BLEU against the width of the beam", "width of the beam", curves)
}

/// BLEU against the length of the English sentence, a curve for each model. What is longer than the last
/// range's beginning stands there.
pub fn length_chart(curves: &[(String, Vec<LengthBleu>)]) -> LineChart {
    let position = |it: &LengthBleu| match (*it.range.start(), *it.range.end()) {
        (start, usize::MAX) => start,
        (_, end) => end,
    };
    let points = |of: &[LengthBleu]| of.iter().map(|it| (position(it), it.bleu)).collect();
    let curves: Vec<_> = curves.iter().map(|(label, of)| (label.clone(), points(of))).collect();
    chart(
        "BLEU against the length of the English sentence",
        "English words and punctuation marks",
        &curves,
    )
}

fn chart(what: &str, x_label: &str, curves: &[(String, Vec<(usize, f64)>)]) -> LineChart {
    let series = curves.iter().map(|(label, of)| Series {
        label: label.clone(),
        points: of.iter().map(|(x, y)| (*x as f64, *y)).collect(),
        ..Series::default()
    });
    LineChart {
        description: describe(what, curves),
        x_label: x_label.into(),
        y_label: "BLEU".into(),
        series: series.collect(),
        ..LineChart::default()
    }
}

fn describe(what: &str, curves: &[(String, Vec<(usize, f64)>)]) -> String {
    let mut text = format!("{what}.");
    for (label, points) in curves {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x}: {y:.1}")).collect();
        // Writing to a string cannot fail.
        let _ = write!(text, " {label}: {}.", points.join(", "));
    }
    text
}

/// Ten test sentences, evenly spread, with what each system writes and all references.
pub fn samples(test: &[TestSentence], systems: &[System]) -> String {
    let mut text = String::new();
    for index in (0..test.len()).step_by((test.len() / 10).max(1)).take(10) {
        let TestSentence { english, references } = &test[index];
        let _ = writeln!(text, "{english}");
        for System { name, hypotheses, .. } in systems {
            let written = &hypotheses[index];
            let is_right = references.iter().any(|it| it.to_lowercase() == written.to_lowercase());
            let mark = if is_right { "=" } else { " " };
            let _ = writeln!(text, "  {name:<18} {mark} {written}");
        }
        let _ = writeln!(text, "  {:<18}   {}", "references", references.join(" / "));
    }
    text
}

/// All translations and references, for a program that scores them with sacreBLEU.
pub fn systems_json(test: &[TestSentence], systems: &[System]) -> Value {
    let references: Vec<&Vec<String>> = test.iter().map(|it| &it.references).collect();
    let sources: Vec<&String> = test.iter().map(|it| &it.english).collect();
    let of = |System { name, hypotheses, scores, .. }: &System| json!({ "name": name, "hypotheses": hypotheses, "bleu": scores.bleu.score, "chrf": scores.chrf });
    let systems: Vec<Value> = systems.iter().map(of).collect();
    json!({ "sources": sources, "references": references, "systems": systems })
}
