//! The forms of a statement.

use rand::{Rng, RngExt};

use super::words::{ASIDES, BAD, DEGREES, GOOD, NEGATIONS, NOUNS, pick};

/// How a statement is built. Each gives both labels, with the same words otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "the plot is very good", also with an aside: "the plot is , if you ask me , good".
    Plain,
    /// "the plot is not good".
    Negated,
    /// "the plot is not bad but good".
    NotBut,
    /// "i expected a bad plot , but it is good", or the other way round: "it is good , though i
    /// expected a bad plot".
    Expected,
    /// "it would have been good with a good plot": so it is not.
    Would,
    /// "nobody can say that the plot is good".
    Nobody,
    /// "the plot is not , if you ask me , good": what is negated stands farther away. Never learnt from.
    Far,
    /// "nobody can say that the plot is not good": so it is. Never learnt from.
    Twice,
}

/// Which pairs of a negation and an adjective are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairs {
    /// Two thirds of them.
    Learnt,
    /// The last third.
    New,
}

// ANCHOR: form
impl Form {
    /// A statement of this form with this label: 1 if it speaks for the film.
    pub fn write(self, label: usize, pairs: Pairs, rng: &mut impl Rng) -> String {
        let (noun, aside) = (pick(&NOUNS, rng), pick(&ASIDES, rng));
        let degree = if rng.random() { format!("{} ", pick(&DEGREES, rng)) } else { String::new() };
        let (for_it, against) = (adjective(label, rng), adjective(1 - label, rng));
        let second = adjective(1 - label, rng);
        let (negation, negated) = negation(1 - label, pairs, rng);
        let (not_this, not_that) = (not(1 - label, pairs, rng), not(label, pairs, rng));
        match self {
            Form::Plain if rng.random() => format!("the {noun} is , {aside} , {degree}{for_it}"),
            Form::Plain => format!("the {noun} is {degree}{for_it}"),
            Form::Negated => format!("the {noun} is {negation} {degree}{negated}"),
            Form::NotBut => format!("the {noun} is not {not_this} but {for_it}"),
            Form::Expected if rng.random() => {
                format!("i expected a {against} {noun} , but it is {degree}{for_it}")
            }
            Form::Expected => {
                format!("it is {degree}{for_it} , though i expected a {against} {noun}")
            }
            Form::Would => {
                format!("it would have been {degree}{against} with a {second} {noun}")
            }
            Form::Nobody => format!("nobody can say that the {noun} is {degree}{against}"),
            Form::Far => format!("the {noun} is {negation} , {aside} , {degree}{negated}"),
            Form::Twice => format!("nobody can say that the {noun} is not {degree}{not_that}"),
        }
    }
    // ANCHOR_END: form

    /// Those that are learnt from.
    pub const LEARNT: [Form; 6] =
        [Form::Plain, Form::Negated, Form::NotBut, Form::Expected, Form::Would, Form::Nobody];

    /// The name in a table.
    pub fn name(self) -> &'static str {
        match self {
            Form::Plain => "plain",
            Form::Negated => "negated",
            Form::NotBut => "not … but",
            Form::Expected => "expected",
            Form::Would => "would have been",
            Form::Nobody => "nobody can say",
            Form::Far => "negation far away",
            Form::Twice => "negated twice",
        }
    }
}

fn adjectives(label: usize) -> &'static [&'static str] {
    if label == 1 { &GOOD } else { &BAD }
}

fn adjective(label: usize, rng: &mut impl Rng) -> &'static str {
    pick(adjectives(label), rng)
}

/// A negation, and an adjective of this label that it may stand by.
fn negation(label: usize, pairs: Pairs, rng: &mut impl Rng) -> (&'static str, &'static str) {
    loop {
        let (n, a) = (rng.random_range(0..NEGATIONS.len()), rng.random_range(0..GOOD.len()));
        if is_new(n, a) == (pairs == Pairs::New) {
            return (NEGATIONS[n], adjectives(label)[a]);
        }
    }
}

/// An adjective of this label that "not" may stand by.
fn not(label: usize, pairs: Pairs, rng: &mut impl Rng) -> &'static str {
    loop {
        if let ("not", adjective) = negation(label, pairs, rng) {
            return adjective;
        }
    }
}

/// Each adjective has one negation that it is never learnt with, each negation a third of the adjectives.
fn is_new(negation: usize, adjective: usize) -> bool {
    adjective % NEGATIONS.len() == negation
}
