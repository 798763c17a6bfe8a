//! caught-by: agrees_with_paper
//! message: the brevity penalty is missing

use std::collections::HashMap;

/// BLEU of a corpus, from 0 to 100, over n-grams of 1 to 4 words, without smoothing.
///
/// `hypotheses` are the sentences of a translation, `references` as many: for each sentence one or more.
pub fn bleu(hypotheses: &[Vec<&str>], references: &[Vec<Vec<&str>>]) -> f64 {
    // All are sums over the corpus; nothing is divided before the end.
    let (mut matched, mut total) = ([0; 4], [0; 4]);
    for (hypothesis, references) in hypotheses.iter().zip(references) {
        for n in 1..=4 {
            let of_references: Vec<_> = references.iter().map(|words| counts(words, n)).collect();
            for (gram, count) in counts(hypothesis, n) {
                let in_one = |counts: &HashMap<_, usize>| counts.get(gram).copied().unwrap_or(0);
                let most = of_references.iter().map(in_one).max().unwrap_or(0);
                matched[n - 1] += count.min(most);
                total[n - 1] += count;
            }
        }
    }
    // Also where there are no n-grams, so that nothing is divided by zero.
    if matched.contains(&0) {
        return 0.0;
    }
    let precisions =
        matched.iter().zip(total).map(|(matched, total)| *matched as f64 / total as f64);
    100.0 * precisions.product::<f64>().powf(0.25)
}

/// How often each run of `n` words occurs.
fn counts<'a, 'b>(words: &'b [&'a str], n: usize) -> HashMap<&'b [&'a str], usize> {
    let mut counts = HashMap::new();
    for gram in words.windows(n) {
        *counts.entry(gram).or_default() += 1;
    }
    counts
}
