//! Which English word a French one comes from, as a picture.

use super::corpus::Corpus;
use figures::AttentionMap;
use text::vocabulary::END;

/// A map of weights `weights[target][source]` between a French sentence and an English one, given by their
/// indices; without a row for the end of the French one, if the weights have none.
pub fn alignment_map(
    corpus: &Corpus,
    source: &[usize],
    target: &[usize],
    weights: Vec<Vec<f64>>,
) -> AttentionMap {
    let names =
        |tokens: Vec<&str>| -> Vec<String> { tokens.into_iter().map(str::to_owned).collect() };
    let end = (weights.len() > target.len()).then_some(END);
    let rows: Vec<usize> = target.iter().copied().chain(end).collect();
    let (rows, columns) =
        (names(corpus.french.decode(&rows)), names(corpus.english.decode(source)));
    AttentionMap {
        description: describe(&rows, &columns, &weights),
        rows,
        columns,
        weights,
        row_label: "French".into(),
        column_label: "English".into(),
    }
}

/// For each French word the English one with the largest weight.
fn describe(rows: &[String], columns: &[String], weights: &[Vec<f64>]) -> String {
    let strongest = |(french, weights): (&String, &Vec<f64>)| {
        let of = columns.iter().zip(weights);
        let largest = of.max_by(|a, b| a.1.total_cmp(b.1)).map_or("", |(english, _)| english);
        format!("{french} from {largest}")
    };
    let pairs: Vec<String> = rows.iter().zip(weights).map(strongest).collect();
    format!("Where each French word comes from above all: {}.", pairs.join(", "))
}
