//! caught-by: agrees_with_paper
//! message: value first, then derivative

/// The product of two dual numbers: its value, and its derivative.
pub fn mul((a, da): (f64, f64), (b, db): (f64, f64)) -> (f64, f64) {
    (da * b + a * db, a * b)
}
