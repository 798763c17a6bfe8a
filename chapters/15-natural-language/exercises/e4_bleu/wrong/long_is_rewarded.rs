//! caught-by: too_long_is_not_rewarded
//! message: never above 1

use std::collections::HashMap;

/// BLEU of a corpus, from 0 to 100, over n-grams of 1 to 4 words, without smoothing.
///
/// `hypotheses` are the sentences of a translation, `references` as many: for each sentence one or more.
pub fn bleu(hypotheses: &[Vec<&str>], references: &[Vec<Vec<&str>>]) -> f64 {
    // All are sums over the corpus; nothing is divided before the end.
    let (mut matched, mut total) = ([0; 4], [0; 4]);
    let (mut c, mut r) = (0, 0);
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
        c += hypothesis.len();
        // Pairs are compared by their first, here the distance, and where it is equal by the second, the
        // length.
        let by_distance = |words: &Vec<&str>| (words.len().abs_diff(hypothesis.len()), words.len());
        r += references.iter().map(by_distance).min().map_or(0, |(_, length)| length);
    }
    // Also where there are no n-grams, so that nothing is divided by zero.
    if matched.contains(&0) {
        return 0.0;
    }
    let precisions =
        matched.iter().zip(total).map(|(matched, total)| *matched as f64 / total as f64);
    let brevity_penalty = (1.0 - r as f64 / c as f64).exp();
    100.0 * brevity_penalty * precisions.product::<f64>().powf(0.25)
}

/// How often each run of `n` words occurs.
fn counts<'a, 'b>(words: &'b [&'a str], n: usize) -> HashMap<&'b [&'a str], usize> {
    let mut counts = HashMap::new();
    for gram in words.windows(n) {
        *counts.entry(gram).or_default() += 1;
    }
    counts
}
