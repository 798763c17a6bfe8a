//! What one system makes of the test.

use super::scores::Scores;

/// A system's translations of the test, and their scores.
#[derive(Clone, Debug)]
pub struct System {
    /// Its name, for a reader.
    pub name: &'static str,
    /// The number of its parameters, if it is a network.
    pub parameters: Option<usize>,
    /// The scores of greedy decoding, if it is a network.
    pub greedy: Option<Scores>,
    /// The scores of `hypotheses`.
    pub scores: Scores,
    /// What it writes; a network by a beam of four.
    pub hypotheses: Vec<String>,
}
