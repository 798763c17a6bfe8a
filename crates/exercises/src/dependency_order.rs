//! The order of the crates, and which of them an exercise may use.

/// The crates in reading order, each with the chapter that builds it. A new one is put where its
/// chapter stands. Those without a chapter are no chapter's subject, so they hold no answer, and
/// every exercise may use them.
pub const DEPENDENCY_ORDER: [(&str, Option<u32>); 21] = [
    ("feature-unification", None),
    ("numeric", None),
    ("neurons", Some(2)),
    ("activations", Some(3)),
    ("losses", Some(4)),
    ("gradient-descent", Some(5)),
    ("backprop", Some(6)),
    ("tensor", Some(7)),
    ("autograd", Some(7)),
    ("nn", Some(7)),
    ("optimizers", Some(8)),
    ("normalization", Some(9)),
    ("regularization", Some(10)),
    ("data", None),
    ("training", Some(11)),
    ("feedforward", Some(11)),
    ("cnn", Some(12)),
    ("rnn", Some(13)),
    ("attention", Some(14)),
    ("text", Some(15)),
    ("keras-files", Some(18)),
];

/// What stands beside the ladder, and every exercise may use.
pub const ALWAYS_ALLOWED: [&str; 4] = ["check", "nalgebra", "pretend-gpu", "rand"];

/// Why the exercises of this chapter must not use this crate, if they must not.
///
/// They use crates of earlier chapters only: the chapter's own crate holds the answers, and a later
/// one is not known to the reader yet.
///
/// ```
/// use exercises::dependency_order::objection;
///
/// assert_eq!(objection(3, "neurons"), None);
/// assert!(objection(2, "neurons").is_some());                      // it holds the answers
/// ```
pub fn objection(chapter: u32, name: &str) -> Option<String> {
    if ALWAYS_ALLOWED.contains(&name) {
        return None;
    }
    match DEPENDENCY_ORDER.iter().find(|(known, _)| *known == name) {
        Some((_, None)) => None,
        Some((_, Some(built))) if *built < chapter => None,
        Some((_, Some(built))) => Some(format!(
            "the exercises of chapter {chapter} use `{name}`, which chapter {built} builds; \
             leave it out: they use crates of earlier chapters only"
        )),
        None => Some(format!(
            "the exercises use `{name}`, of which no chapter is known; leave it out, or add it to \
             `exercises::dependency_order`"
        )),
    }
}
