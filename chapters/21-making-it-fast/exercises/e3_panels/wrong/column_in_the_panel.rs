//! caught-by: each_element_is_found_again_in_whole_panels
//! message: panels are before it

/// The matrix `b` in panels of `width` columns.
pub fn pack(b: &[f32], [k, n]: [usize; 2], width: usize) -> Vec<f32> {
    let mut panels = Vec::with_capacity(n.div_ceil(width) * k * width);
    for first in (0..n).step_by(width) {
        for row in b.chunks_exact(n) {
            // Whole rows of a panel are copied, which goes along cache lines on both sides.
            let part = &row[first..n.min(first + width)];
            panels.extend_from_slice(part);
            panels.extend((part.len()..width).map(|_| 0.0));
        }
    }
    panels
}

/// Row and column of the element of a `k × n` matrix that stands at index `at` of its panels; none where a
/// zero fills a panel up.
pub fn element_at(at: usize, [k, n]: [usize; 2], width: usize) -> Option<[usize; 2]> {
    // From the slowest to the fastest: the panel, the row, the column in the panel.
    let [row, column] = [at / width % k, at % width];
    (column < n).then_some([row, column])
}
