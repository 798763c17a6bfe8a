//! caught-by: whole_panels_lie_one_after_the_other
//! message: in a panel the columns lie one after the other

/// The matrix `b` in panels of `width` columns.
pub fn pack(b: &[f32], [k, n]: [usize; 2], width: usize) -> Vec<f32> {
    let mut panels = Vec::with_capacity(n.div_ceil(width) * k * width);
    for first in (0..n).step_by(width) {
        for j in first..first + width {
            panels.extend((0..k).map(|p| if j < n { b[p * n + j] } else { 0.0 }));
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
