//! Solution of 7.0.

/// The product of two dual numbers: its value, and its derivative.
pub fn mul((a, da): (f64, f64), (b, db): (f64, f64)) -> (f64, f64) {
    // Each factor changes while the other one is held: two terms, and no product of the two changes.
    (a * b, da * b + a * db)
}
