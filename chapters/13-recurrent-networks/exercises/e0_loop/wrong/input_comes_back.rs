//! caught-by: every_part_counts
//! message: u belongs to h, not to the input before

/// Remembers the input.
pub fn states(x: [f64; 3], w: f64, u: f64, b: f64) -> [f64; 3] {
    let mut h = 0.0;
    x.map(|x| {
        let y = f64::tanh(w * x + u * h + b);
        h = x;
        y
    })
}
