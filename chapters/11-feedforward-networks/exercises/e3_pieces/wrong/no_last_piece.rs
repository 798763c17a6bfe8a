//! caught-by: bends_at_all_positions_count
//! message: n bends make n + 1 pieces

/// Counts bends.
pub fn pieces(w: &[f64], b: &[f64], v: &[f64]) -> usize {
    let mut bends: Vec<(f64, f64)> = Vec::new();
    for ((w, b), v) in w.iter().zip(b).zip(v) {
        if *w == 0.0 {
            continue;
        }
        let (position, change) = (-b / w, v * w.abs());
        match bends.iter_mut().find(|bend| bend.0 == position) {
            Some(bend) => bend.1 += change,
            None => bends.push((position, change)),
        }
    }
    bends.iter().filter(|(_, change)| *change != 0.0).count()
}
