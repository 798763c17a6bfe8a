//! Solution of 11.3.

/// The number of straight pieces of `y(x) = c + Σ v[j]·relu(w[j]·x + b[j])`. All slices have the
/// same length, which may be 0.
pub fn pieces(w: &[f64], b: &[f64], v: &[f64]) -> usize {
    // Each position once, with the change of slope there.
    let mut bends: Vec<(f64, f64)> = Vec::new();
    for ((w, b), v) in w.iter().zip(b).zip(v) {
        // Without a weight the neuron is constant: it bends nowhere.
        if *w == 0.0 {
            continue;
        }
        let position = -b / w;
        // From left to right the slope goes from 0 to v·w if w > 0, and from v·w to 0 if w < 0: in
        // both cases it changes by v·|w|.
        let change = v * w.abs();
        // `==` takes −0 and 0 for the same position, as it should.
        match bends.iter_mut().find(|bend| bend.0 == position) {
            Some(bend) => bend.1 += change,
            None => bends.push((position, change)),
        }
    }
    bends.iter().filter(|(_, change)| *change != 0.0).count() + 1
}
