//! Code that panics, and what that probably means.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// What panics of Rust and of nalgebra begin with or hold, and what they mean to someone who writes
/// loops over tensors.
const MEANINGS: [(&str, &str); 8] = [
    ("index out of bounds", OUT_OF_BOUNDS),
    ("out of range for slice", OUT_OF_BOUNDS),
    ("out of bounds", OUT_OF_BOUNDS),
    (
        "attempt to subtract with overflow",
        "a `usize` cannot go below 0: more is subtracted here than there is. Compare first, or use \
         `checked_sub`",
    ),
    ("with overflow", "the result does not fit into its type: compute in a wider one"),
    ("by zero", "an integer is divided by 0: which size is 0 here?"),
    ("divisor of zero", "an integer is divided by 0: which size is 0 here?"),
    (
        "on a `None` value",
        "there was nothing to unwrap: for this input an iterator is empty, or an index is past the end",
    ),
];

const OUT_OF_BOUNDS: &str = "an index is past the end of what it indexes: how long is a row, where \
     does the last one end, and does the loop stop there?";

/// Runs code under test. Where it panics, this panics as well, and says what the code was given and
/// what the panic means, if that is known: "index out of bounds" alone helps nobody.
///
/// What is still to be written, a `todo!`, stays as it is.
///
/// ```
/// assert_eq!(check::guarded(|| "the sum of 1 and 2".into(), || 1 + 2), 3);
/// ```
///
/// ```should_panic
/// let x = vec![1.0, 2.0];
/// check::guarded(|| format!("the last of {x:?}"), || x[2]);
/// ```
///
/// ```text
/// the last of [1.0, 2.0]: your code panics: index out of bounds: the len is 2 but the index is 2
///   an index is past the end of what it indexes: how long is a row, where does the last one end, and does the loop stop there?
/// ```
///
/// # Panics
/// If the code does.
#[track_caller]
pub fn guarded<R>(given: impl FnOnce() -> String, code: impl FnOnce() -> R) -> R {
    match catch_unwind(AssertUnwindSafe(code)) {
        Ok(result) => result,
        Err(payload) => match message(&*payload) {
            Some(said) if !said.starts_with("not yet implemented") => {
                let meaning = MEANINGS.iter().find(|(part, _)| said.contains(part));
                let meaning = meaning.map(|(_, words)| format!("\n  {words}")).unwrap_or_default();
                panic!("{}: your code panics: {said}{meaning}", given())
            }
            _ => resume_unwind(payload),
        },
    }
}

/// What a panic said.
fn message(payload: &dyn Any) -> Option<&str> {
    let owned = payload.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| payload.downcast_ref::<&str>().copied())
}
