//! caught-by: merges_and_tokens_are_those_of_tokenizers
//! message: characters come before what merges make

use std::cmp::Reverse;
use std::collections::HashMap;

/// The merges learnt from words and their counts, in order; at most `merges` of them.
pub fn learn(words: &[(&str, usize)], merges: usize) -> Vec<(String, String)> {
    let mut texts: Vec<Vec<String>> = words.iter().map(|(word, _)| characters(word)).collect();
    let mut learnt = Vec::new();
    while learnt.len() < merges {
        let mut counts: HashMap<(&String, &String), usize> = HashMap::new();
        for (tokens, (_, count)) in texts.iter().zip(words) {
            for pair in tokens.windows(2) {
                *counts.entry((&pair[0], &pair[1])).or_default() += count;
            }
        }
        // The most frequent; of these the smallest numbers, so their reverse is the largest.
        let key = |((a, b), count): &(&(&String, &String), &usize)| {
            (**count, Reverse(((*a).clone(), (*b).clone())))
        };
        let Some(((a, b), _)) = counts.iter().max_by_key(key) else { break };
        let pair = ((*a).clone(), (*b).clone());
        texts.iter_mut().for_each(|tokens| *tokens = merged(tokens, &pair));
        learnt.push(pair);
    }
    learnt
}

/// The tokens of a word: the merge that was learnt first is made first.
pub fn encode(word: &str, merges: &[(String, String)]) -> Vec<String> {
    let mut tokens = characters(word);
    let has = |tokens: &[String], (a, b): &(String, String)| {
        tokens.windows(2).any(|pair| pair[0] == *a && pair[1] == *b)
    };
    // Each time from the top of the list: a merge may make an earlier one possible.
    while let Some(pair) = merges.iter().find(|pair| has(&tokens, pair)) {
        tokens = merged(&tokens, pair);
    }
    tokens
}

fn characters(word: &str) -> Vec<String> {
    word.chars().map(String::from).collect()
}

/// The tokens with this pair merged, from left to right.
fn merged(tokens: &[String], (a, b): &(String, String)) -> Vec<String> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if tokens[i] == *a && tokens.get(i + 1) == Some(b) {
            out.push(format!("{a}{b}"));
            // Past both: the second cannot be the first of another pair.
            i += 2;
        } else {
            out.push(tokens[i].clone());
            i += 1;
        }
    }
    out
}
