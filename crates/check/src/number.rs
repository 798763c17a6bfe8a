//! Values as a message shows them.

/// The shortest decimal that reads back as the same value.
///
/// All comparing is done in `f64`, where the `f32` nearest to 0.1 is 0.10000000149011612. A value
/// that fits into `f32` is shown as one, so that the reader meets the 0.1 of the program.
pub(crate) fn shortest(x: f64) -> String {
    let narrow = x as f32;
    if f64::from(narrow) == x { format!("{narrow:?}") } else { format!("{x:?}") }
}

/// Three digits of a value whose magnitude is all that matters.
pub(crate) fn rounded(x: f64) -> String {
    let digits = format!("{x:.2e}");
    digits.parse().map_or(digits, |x: f64| format!("{x:?}"))
}
