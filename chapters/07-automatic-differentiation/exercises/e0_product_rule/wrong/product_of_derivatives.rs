//! caught-by: agrees_with_paper
//! message: not the product of the derivatives

/// The product of two dual numbers: its value, and its derivative.
pub fn mul((a, da): (f64, f64), (b, db): (f64, f64)) -> (f64, f64) {
    (a * b, da * db)
}
