//! Beings of a kind, and what a kind is afraid of: deduction from the general to the one.

use data::babi::{Question, Story};
use data::shuffle::permutation;
use rand::Rng;

/// A kind of animal, one and many.
const KINDS: [(&str, &str); 5] =
    [("hare", "hares"), ("fox", "foxes"), ("owl", "owls"), ("goose", "geese"), ("lynx", "lynxes")];
const NAMES: [&str; 6] = ["Bruno", "Fiona", "Greta", "Kasper", "Nora", "Pablo"];
/// The kinds and the names of one story.
const USED: usize = 4;

/// Task 15: what is someone afraid of? Of what their kind is.
pub(super) fn what_is_feared(rng: &mut impl Rng) -> Story {
    let mut shuffled = |n: usize| permutation(n, rng.next_u64(), 0).into_iter().map(|i| i as usize);
    let kinds: Vec<usize> = shuffled(KINDS.len()).take(USED).collect();
    let names: Vec<usize> = shuffled(NAMES.len()).take(USED).collect();
    // Each kind fears another one: a step through the circle of those that are in the story.
    let step = 1 + shuffled(USED - 1).next().unwrap_or(0);
    let feared: Vec<usize> = (0..USED).map(|it| kinds[(it + step) % USED]).collect();
    let mut statements = vec![String::new(); 2 * USED];
    let at: Vec<usize> = shuffled(2 * USED).collect();
    let (general, single) = at.split_at(USED);
    for it in 0..USED {
        let (kind, name) = (KINDS[kinds[it]], NAMES[names[it]]);
        statements[general[it]] = format!("{} fear {}.", capitalized(kind.1), KINDS[feared[it]].1);
        let article = if kind.0.starts_with('o') { "an" } else { "a" };
        statements[single[it]] = format!("{name} is {article} {}.", kind.0);
    }
    let question = |it: usize| Question {
        text: format!("What does {} fear?", NAMES[names[it]]),
        answer: KINDS[feared[it]].1.to_owned(),
        supporting: vec![single[it], general[it]],
        context_len: 2 * USED,
    };
    Story { statements, questions: (0..USED).map(question).collect() }
}

fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}
