//! caught-by: the_two_zeros_are_one_position
//! message: −0 and 0 are the same position

/// Compares bits.
pub fn pieces(w: &[f64], b: &[f64], v: &[f64]) -> usize {
    let mut bends: Vec<(f64, f64)> = Vec::new();
    for ((w, b), v) in w.iter().zip(b).zip(v) {
        if *w == 0.0 {
            continue;
        }
        let (position, change) = (-b / w, v * w.abs());
        match bends.iter_mut().find(|bend| bend.0.to_bits() == position.to_bits()) {
            Some(bend) => bend.1 += change,
            None => bends.push((position, change)),
        }
    }
    bends.iter().filter(|(_, change)| *change != 0.0).count() + 1
}
