//! caught-by: both_signs_are_right
//! message: the derivative of the other

/// The product of two dual numbers: its value, and its derivative.
pub fn mul((a, da): (f64, f64), (b, db): (f64, f64)) -> (f64, f64) {
    (a * b, a * da + b * db)
}
