//! Walks over elements that are not adjacent in memory.

/// Calls `row(start, len)` for each row along the last of the axes of lengths `dims`, in order;
/// `start` is the offset of its first element when a step along an axis is `strides` elements wide.
pub(crate) fn for_each_row(
    dims: &[usize],
    strides: &[usize],
    start: usize,
    row: &mut impl FnMut(usize, usize),
) {
    match dims {
        [] => {}
        [len] => row(start, *len),
        [dim, inner @ ..] => {
            for i in 0..*dim {
                for_each_row(inner, &strides[1..], start + i * strides[0], row);
            }
        }
    }
}
