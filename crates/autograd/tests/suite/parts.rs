//! Slices, padding and selections, each against a plain account of what it shall be.

use crate::tensor;
use autograd::{Cumulative, PadMode, Tape, Var};
use rstest::rstest;
use tensor::{Indices, Shape, Tensor};

fn counting(shape: impl Into<Shape>) -> Tensor<f64> {
    let mut n = 0.0;
    Tensor::from_fn(shape, || {
        n += 1.0;
        n
    })
}

/// `f` of a vector, forward only.
fn of(x: &Tensor<f64>, f: impl for<'t> Fn(Var<'t, f64>) -> Var<'t, f64>) -> Vec<f64> {
    Tape::new().no_grad(|tape| f(tape.constant(x))).as_slice().to_vec()
}

/// Python's rule: go from `start` in steps as long as `end` is not reached; missing ends and positions
/// outside as in its reference.
fn positions(len: isize, start: Option<isize>, end: Option<isize>, step: isize) -> Vec<f64> {
    let (low, high) = if step > 0 { (0, len) } else { (-1, len - 1) };
    let moved = |p: isize| if p < 0 { (p + len).max(low) } else { p.min(high) };
    let begin = if step > 0 { 0 } else { len - 1 };
    let stop = if step > 0 { len } else { -1 };
    let (mut p, end) = (start.map_or(begin, moved), end.map_or(stop, moved));
    let mut positions = Vec::new();
    while if step > 0 { p < end } else { p > end } {
        positions.push(p as f64 + 1.0);
        p += step;
    }
    positions
}

#[test]
fn slices_are_pythons() {
    let bounds = || (-7..=7).map(Some).chain([None]);
    for len in 0..6 {
        let x = counting([len]);
        for start in bounds() {
            for (end, step) in bounds().flat_map(|end| [1, 2, 5, -1, -2, -5].map(|s| (end, s))) {
                let expected = positions(len as isize, start, end, step);
                let found = of(&x, |x| x.slice(0, start, end, step));
                assert_eq!(found, expected, "{len} elements, {start:?}:{end:?}:{step}");
            }
        }
    }
    let far = of(&counting([3]), |x| x.slice(0, Some(isize::MIN), Some(isize::MAX), isize::MAX));
    assert_eq!(far, [1.0]);
}

#[rstest]
#[case::constant(PadMode::Constant(0.5), &[0.5, 0.5, 1.0, 2.0, 3.0, 0.5])]
#[case::reflect(PadMode::Reflect, &[3.0, 2.0, 1.0, 2.0, 3.0, 2.0])]
#[case::replicate(PadMode::Replicate, &[1.0, 1.0, 1.0, 2.0, 3.0, 3.0])]
#[case::circular(PadMode::Circular, &[2.0, 3.0, 1.0, 2.0, 3.0, 1.0])]
fn padding_by_hand(#[case] mode: PadMode, #[case] expected: &[f64]) {
    assert_eq!(of(&counting([3]), |x| x.pad(&[(2, 1)], mode)), expected);
}

/// Axis by axis or all at once, with widths of both signs, and the gradient as the adjoint.
#[rstest]
fn padded_axes_are_independent(
    #[values(
        PadMode::Constant(9.0),
        PadMode::Reflect,
        PadMode::Replicate,
        PadMode::Circular
    )]
    mode: PadMode,
    #[values((0, 0), (1, 0), (2, 1), (-1, 2), (2, -2), (-1, -1))] first: (isize, isize),
    #[values((0, 0), (0, 2), (1, 1), (-2, 0), (3, -1))] second: (isize, isize),
) {
    let x = counting([3, 4, 2]);
    let at_once = of(&x, |x| x.pad(&[first, second, (0, 0)], mode));
    let in_turn =
        of(&x, |x| x.pad(&[first, (0, 0), (0, 0)], mode).pad(&[(0, 0), second, (0, 0)], mode));
    assert_eq!(at_once, in_turn);
    autograd::gradcheck("pad", &[x], |_, x| x[0].pad(&[first, second, (0, 0)], mode)).unwrap();
}

#[test]
fn nothing_is_padded_and_everything_cropped() {
    let empty = Tensor::<f64>::zeros([0, 2]);
    assert_eq!(of(&empty, |x| x.pad(&[(1, 0), (0, 1)], PadMode::Constant(7.0))), [7.0; 3]);
    assert!(of(&counting([3]), |x| x.pad(&[(-1, -2)], PadMode::Replicate)).is_empty());
    assert_eq!(of(&counting([4]), |x| x.pad(&[(-5, 3)], PadMode::Constant(9.0))), [9.0; 2]);
}

#[test]
fn repetitions_and_parts() {
    let x = counting([2, 2]);
    let repeated = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 3.0, 4.0, 3.0, 4.0, 3.0, 4.0];
    assert_eq!(of(&x, |x| x.repeat(&[1, 3])), repeated);
    assert!(of(&x, |x| x.repeat(&[0, 3])).is_empty());
    let lengths = |n, len| {
        let (tape, x) = (Tape::new(), counting([len]));
        let parts = tape.constant(&x).chunk(n, 0);
        parts.iter().map(|part| part.shape().len()).collect::<Vec<_>>()
    };
    assert_eq!((lengths(3, 7), lengths(4, 6)), (vec![3, 3, 1], vec![2, 2, 2]));
    assert_eq!((lengths(9, 2), lengths(2, 0)), (vec![1, 1], vec![0]));
}

/// Against sorting all: ties by position, NaN as the greatest, every k.
#[test]
fn the_first_k_are_those_of_a_sorted_row() {
    let mut state = 7u64;
    let mut draw = || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        match state >> 59 {
            0 => f64::NAN,
            small => small as f64 - 15.0,
        }
    };
    let row = Tensor::from_fn([200], &mut draw);
    let mut sorted: Vec<usize> = (0..200).collect();
    let key = |i: usize| row.as_slice()[i];
    sorted.sort_by(|a, b| {
        let nan = key(*b).is_nan().cmp(&key(*a).is_nan());
        nan.then(key(*b).partial_cmp(&key(*a)).unwrap_or(std::cmp::Ordering::Equal))
    });
    let mut ascending: Vec<usize> = (0..200).collect();
    ascending.sort_by(|a, b| {
        let nan = key(*a).is_nan().cmp(&key(*b).is_nan());
        nan.then(key(*a).partial_cmp(&key(*b)).unwrap_or(std::cmp::Ordering::Equal))
    });
    for k in 0..=200 {
        let tape = Tape::new();
        let x = tape.constant(&row);
        assert_eq!(x.top_k(k, 0).1.as_slice(), &sorted[..k], "top {k}");
        assert_eq!(x.bottom_k(k, 0).1.as_slice(), &ascending[..k], "bottom {k}");
    }
    let tape = Tape::new();
    assert_eq!(tape.constant(&row).argmax(0).as_slice(), &sorted[..1]);
}

/// As PyTorch 2.15.0 has it.
#[test]
fn positions_of_extremes() {
    let tape = Tape::new();
    let x = tape.constant(&tensor([2, 3], [3.0, f64::NAN, 1.0, 3.0, 3.0, 1.0])).argmax(1);
    assert_eq!((x.shape().dims(), x.as_slice()), (&[2][..], &[1, 0][..]));
    let columns = tape.constant(&tensor([2, 3], [3.0, 2.0, 1.0, 3.0, 1.0, 5.0]));
    assert_eq!(columns.argmin(0).as_slice(), [0, 1, 0]);
    assert_eq!(columns.argmax(0).as_slice(), [0, 0, 1]);
}

#[test]
fn selected_twice_the_gradients_add_up() {
    let (x, twice) = (counting([3]), Indices::new([3], vec![2, 0, 2]));
    let gradients = Tape::new().gradients(|tape| tape.leaf(&x).gather(0, &twice).sum());
    assert_eq!(gradients.leaf(0).unwrap().as_slice(), [1.0, 0.0, 2.0]);
    let hot: Tensor<f64> = Indices::new([2, 1], vec![1, 0]).one_hot(2);
    assert_eq!((hot.shape().dims(), hot.as_slice()), (&[2, 1, 2][..], &[0.0, 1.0, 1.0, 0.0][..]));
}

#[test]
fn cumulative_sums_from_both_ends() {
    let x = counting([4]);
    let sums = |reverse, exclusive| of(&x, |x| x.cumsum_with(0, Cumulative { reverse, exclusive }));
    assert_eq!(sums(false, false), [1.0, 3.0, 6.0, 10.0]);
    assert_eq!(sums(false, true), [0.0, 1.0, 3.0, 6.0]);
    assert_eq!(sums(true, false), [10.0, 9.0, 7.0, 4.0]);
    assert_eq!(sums(true, true), [9.0, 7.0, 4.0, 0.0]);
    // A million times 0.1 in f32.
    let long = Tensor::full([1_000_000], 0.1f32);
    let last = Tape::new().no_grad(|tape| tape.constant(&long).cumsum(0)).as_slice()[999_999];
    assert!((last - 100_000.0).abs() < 0.1, "{last}");
}
