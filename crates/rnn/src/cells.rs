//! What happens between the weighted sums of a step and its states, and the way of the gradient back.

pub(crate) mod gru;
pub(crate) mod lstm;
pub(crate) mod rnn;

/// The first `N` parts of `units` elements each.
#[inline(always)]
fn parts<T, const N: usize>(all: &mut [T], units: usize) -> [&mut [T]; N] {
    let mut rest = all;
    std::array::from_fn(|_| {
        let (part, after) = std::mem::take(&mut rest).split_at_mut(units);
        rest = after;
        part
    })
}
