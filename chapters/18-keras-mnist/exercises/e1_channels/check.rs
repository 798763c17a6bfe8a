use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// Where element (i, j, k) lies in an image of these sizes, in one layout or the other.
type Index = fn([usize; 3], [usize; 3]) -> usize;

const LAST: Index = |[_, w, c], [i, j, k]| (i * w + j) * c + k;
const FIRST: Index = |[h, w, _], [i, j, k]| (k * h + i) * w + j;

/// An element for every index, in the layout `dst`, taken from where it lies in the layout `src`.
/// Nothing, if this reads or writes beyond the end.
fn moved(x: &[f32], sizes: [usize; 3], src: Index, dst: Index) -> Option<Vec<f32>> {
    let [h, w, c] = sizes;
    let mut y = vec![0.0; x.len()];
    for n in 0..h * w * c {
        let at = [n / c / w, n / c % w, n % c];
        *y.get_mut(dst(sizes, at))? = *x.get(src(sizes, at))?;
    }
    Some(y)
}

/// Slips: the layouts that the elements were taken from and written to, and what to say.
const SLIPS: [(Index, Index, &str); 7] = [
    (LAST, LAST, NOTHING_MOVED),
    (
        LAST,
        |[h, w, _], [i, j, k]| (k * w + j) * h + i,
        "that is [c, w, h]: rows and columns are exchanged",
    ),
    (
        LAST,
        |[_, w, c], [i, j, k]| (i * c + k) * w + j,
        "that is [h, c, w]: only the last two axes are exchanged; the channels are to be outermost",
    ),
    (
        LAST,
        |[h, _, c], [i, j, k]| (j * h + i) * c + k,
        "that is [w, h, c]: rows and columns are exchanged, and the channels stay last",
    ),
    (
        |[h, _, c], [i, j, k]| (i * h + j) * c + k,
        FIRST,
        "the index in `x` uses h where a row is w elements long: w × c elements are one row",
    ),
    (
        LAST,
        |[h, w, _], [i, j, k]| (k * w + i) * h + j,
        "the index in the result exchanges h and w: a channel has h rows, each of w elements",
    ),
    (
        FIRST,
        LAST,
        "that is the other direction: `x` was read as if its channels were first already",
    ),
];

/// The same for the way to channels last.
const SLIPS_BACK: [(Index, Index, &str); 7] = [
    (FIRST, FIRST, NOTHING_MOVED),
    (
        FIRST,
        |[h, _, c], [i, j, k]| (j * h + i) * c + k,
        "that is [w, h, c]: rows and columns are exchanged",
    ),
    (
        FIRST,
        |[_, w, c], [i, j, k]| (i * c + k) * w + j,
        "that is [h, c, w]: the channels are still not innermost",
    ),
    (
        |[h, w, _], [i, j, k]| (k * w + i) * h + j,
        LAST,
        "the index in `x` exchanges h and w: a channel has h rows, each of w elements",
    ),
    (
        FIRST,
        |[h, _, c], [i, j, k]| (i * h + j) * c + k,
        "the index in the result uses h where a row is w elements long: w × c elements are one row",
    ),
    (
        |[h, w, _], [i, j, k]| (k * w + j) * h + i,
        LAST,
        "`x` was read as [c, w, h]: rows and columns are exchanged",
    ),
    (LAST, FIRST, "that is the other direction: `x` was read as if its channels were last already"),
];

/// The first slip that gives these elements, if one does. `src` and `dst` are the right layouts.
fn slip(
    x: &[f32],
    sizes: [usize; 3],
    found: &[f32],
    [src, dst]: [Index; 2],
    slips: &[(Index, Index, &'static str)],
) -> Option<&'static str> {
    let [h, w, c] = sizes;
    let first = found.get(..h * w).filter(|map| c > 1 && !map.is_empty());
    if first.is_some_and(|first| found.chunks(h * w).all(|map| map == first)) {
        return Some("all channels are the same: does the index in `x` depend on k?");
    }
    let fits = |(src, dst, _): &&(Index, Index, &'static str)| {
        moved(x, sizes, *src, *dst).is_some_and(|y| y == found)
    };
    let named = slips.iter().find(fits).map(|(_, _, words)| *words);
    // The sizes h, w and c that are meant where the argument is read in another order, `[c, h, w]` first.
    let read = [[w, c, h], [w, h, c], [h, c, w], [c, h, w], [c, w, h]];
    let is = |sizes: &[usize; 3]| moved(x, *sizes, src, dst).is_some_and(|y| y == found);
    match named {
        Some(words) if words == NOTHING_MOVED && is(&read[0]) => Some(NOTHING_MOVED_OR_SIZES),
        None if read.iter().any(is) => Some("the sizes come as h, w, c in both functions"),
        _ => named,
    }
}

const NOTHING_MOVED: &str = "nothing has moved: another shape alone moves no element";
const NOTHING_MOVED_OR_SIZES: &str = "nothing has moved: another shape alone moves no element. Or the \
     sizes were read as [c, h, w]: they come as h, w, c in both functions";

/// Compares the reader's channels first with the expected elements.
#[track_caller]
fn check_first(x: &[f32], sizes: [usize; 3], expected: &[f32]) {
    let [h, w, c] = sizes;
    let name = format!("channels first [c, h, w] of {x:?} with h = {h}, w = {w}, c = {c}");
    let found = guarded(|| name.clone(), || to_channels_first(x, sizes));
    let mismatch = compare(&name, &[c, h, w], &found, expected, Tolerance::EXACT);
    assert_or_name_slip(mismatch, || slip(x, sizes, &found, [LAST, FIRST], &SLIPS));
}

/// Compares the reader's channels last with the expected elements.
#[track_caller]
fn check_last(x: &[f32], sizes: [usize; 3], expected: &[f32]) {
    let [h, w, c] = sizes;
    let name = format!("channels last [h, w, c] of {x:?} with h = {h}, w = {w}, c = {c}");
    let found = guarded(|| name.clone(), || to_channels_last(x, sizes));
    let mismatch = compare(&name, &[h, w, c], &found, expected, Tolerance::EXACT);
    assert_or_name_slip(mismatch, || slip(x, sizes, &found, [FIRST, LAST], &SLIPS_BACK));
}

/// An image whose elements tell row, column and channel: 213 is row 2, column 1, channel 3.
fn image([h, w, c]: [usize; 3]) -> Vec<f32> {
    let element = |n: usize| (100 * (n / c / w) + 10 * (n / c % w) + n % c) as f32;
    (0..h * w * c).map(element).collect()
}

/// The same, with channels first.
fn image_first([h, w, c]: [usize; 3]) -> Vec<f32> {
    let element = |n: usize| (100 * (n / w % h) + 10 * (n % w) + n / w / h) as f32;
    (0..h * w * c).map(element).collect()
}

/// Sizes that are all different, in all orders, and some that are equal or 1.
const SIZES: [[usize; 3]; 10] = [
    [2, 3, 4],
    [3, 2, 4],
    [4, 3, 2],
    [2, 4, 3],
    [3, 4, 2],
    [4, 2, 3],
    [3, 3, 3],
    [1, 3, 2],
    [3, 1, 2],
    [2, 2, 1],
];

#[test]
fn channels_first_agrees_with_paper() {
    check_first(&[1.0, 10.0, 2.0, 20.0, 3.0, 30.0], [1, 3, 2], &[1.0, 2.0, 3.0, 10.0, 20.0, 30.0]);
    let x = [0.0, 1.0, 10.0, 11.0, 20.0, 21.0, 100.0, 101.0, 110.0, 111.0, 120.0, 121.0];
    let first = [0.0, 10.0, 20.0, 100.0, 110.0, 120.0, 1.0, 11.0, 21.0, 101.0, 111.0, 121.0];
    check_first(&x, [2, 3, 2], &first);
}

#[test]
fn channels_last_agrees_with_paper() {
    check_last(&[1.0, 2.0, 3.0, 10.0, 20.0, 30.0], [1, 3, 2], &[1.0, 10.0, 2.0, 20.0, 3.0, 30.0]);
    let x = [0.0, 10.0, 20.0, 100.0, 110.0, 120.0, 1.0, 11.0, 21.0, 101.0, 111.0, 121.0];
    let last = [0.0, 1.0, 10.0, 11.0, 20.0, 21.0, 100.0, 101.0, 110.0, 111.0, 120.0, 121.0];
    check_last(&x, [2, 3, 2], &last);
}

#[test]
fn channels_first_of_all_sizes() {
    SIZES.iter().for_each(|sizes| check_first(&image(*sizes), *sizes, &image_first(*sizes)));
}

#[test]
fn channels_last_of_all_sizes() {
    SIZES.iter().for_each(|sizes| check_last(&image_first(*sizes), *sizes, &image(*sizes)));
}

/// The images of MNIST have one channel: for them both layouts are the same.
#[test]
fn with_one_channel_nothing_moves() {
    let x = [-0.5, 1e30, 1e-30, 0.0, f32::MAX, -3.0];
    check_first(&x, [2, 3, 1], &x);
    check_last(&x, [3, 2, 1], &x);
}

#[test]
fn a_single_pixel_stays_as_it_is() {
    check_first(&[0.25, -0.5, 0.75], [1, 1, 3], &[0.25, -0.5, 0.75]);
    check_last(&[0.25, -0.5, 0.75], [1, 1, 3], &[0.25, -0.5, 0.75]);
}

#[test]
fn an_image_without_elements_is_empty() {
    for sizes in [[0, 3, 2], [3, 0, 2], [3, 2, 0], [0, 0, 0]] {
        check_first(&[], sizes, &[]);
        check_last(&[], sizes, &[]);
    }
}
