//! caught-by: the_last_panel_is_filled_up_with_zeros
//! message: a row reads on into the next one

/// The matrix `b` in panels of `width` columns.
pub fn pack(b: &[f32], [k, n]: [usize; 2], width: usize) -> Vec<f32> {
    let mut panels = Vec::with_capacity(n.div_ceil(width) * k * width);
    for first in (0..n).step_by(width) {
        for p in 0..k {
            let start = p * n + first;
            panels.extend((start..start + width).map(|at| b.get(at).copied().unwrap_or(0.0)));
        }
    }
    panels
}

/// Row and column of the element of a `k × n` matrix that stands at index `at` of its panels; none where a
/// zero fills a panel up.
pub fn element_at(at: usize, [k, n]: [usize; 2], width: usize) -> Option<[usize; 2]> {
    // From the slowest to the fastest: the panel, the row, the column in the panel.
    let [panel, row, column] = [at / (k * width), at / width % k, at % width];
    let column = panel * width + column;
    (column < n).then_some([row, column])
}
