//! Which crates an exercise may use.

/// The crates in reading order, each with the chapter that builds it.
pub const LADDER: [(&str, u32); 14] = [
    ("neurons", 2),
    ("activations", 3),
    ("losses", 4),
    ("gradient-descent", 5),
    ("backprop", 6),
    ("tensor", 7),
    ("autograd", 7),
    ("nn", 7),
    ("optimizers", 8),
    ("normalization", 9),
    ("regularization", 10),
    ("training", 11),
    ("feedforward", 11),
    ("cnn", 12),
];

/// What every exercise may use: no chapter's subject, so it holds no answer.
pub const BESIDE: [&str; 5] = ["check", "data", "nalgebra", "numeric", "rand"];

/// Why the exercises of this chapter must not use this crate, if they must not.
///
/// They use crates of earlier chapters only: the chapter's own crate holds the answers, and a later
/// one is not known to the reader yet.
///
/// ```
/// use exercises::ladder::objection;
///
/// assert_eq!(objection(3, "neurons"), None);
/// assert!(objection(2, "neurons").is_some());                      // it holds the answers
/// ```
pub fn objection(chapter: u32, name: &str) -> Option<String> {
    if BESIDE.contains(&name) {
        return None;
    }
    match LADDER.iter().find(|(rung, _)| *rung == name) {
        Some((_, built)) if *built < chapter => None,
        Some((_, built)) => Some(format!(
            "the exercises of chapter {chapter} use `{name}`, which chapter {built} builds; \
             leave it out: they use crates of earlier chapters only"
        )),
        None => Some(format!(
            "the exercises use `{name}`, of which no chapter is known; leave it out, or add it to \
             `exercises::ladder`"
        )),
    }
}
