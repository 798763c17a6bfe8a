use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use nalgebra::DMatrix;
use numeric::matrix;
use tensor::Tensor;

fn image(shape: [usize; 3]) -> Tensor<f64> {
    Tensor::new(shape, small_integers(shape.iter().product(), 8))
}

fn window(kernel: [usize; 2], stride: usize, padding: usize) -> Window {
    Window { kernel, stride, padding }
}

/// Images and windows of many kinds.
fn cases() -> [([usize; 3], Window); 8] {
    [
        ([1, 3, 3], window([2, 2], 1, 0)),
        ([2, 4, 5], window([3, 2], 1, 0)),
        ([2, 5, 5], window([3, 3], 1, 1)),
        ([3, 7, 6], window([3, 2], 2, 1)),
        ([1, 4, 4], window([2, 2], 2, 0)),
        ([2, 6, 9], window([2, 3], 4, 2)),
        ([2, 1, 1], window([1, 1], 2, 2)),
        ([1, 2, 2], window([3, 3], 1, 1)),
    ]
}

/// The positions down and across, whatever became of `Window::output_size`.
fn output_size(window: Window, image: [usize; 2]) -> [usize; 2] {
    [0, 1].map(|axis| (image[axis] + 2 * window.padding - window.kernel[axis]) / window.stride + 1)
}

/// The row or column that a step of the kernel meets at a position, before the padding is taken off,
/// and the padding; from the position, the step, stride and padding.
type Meets = fn(usize, usize, usize, usize) -> [usize; 2];

const RIGHT: Meets = |position, step, stride, padding| [stride * position + step, padding];

/// Near the right one, each with what is wrong about it.
const SLIPS: [(Meets, &str); 5] = [
    (
        |position, step, stride, _| [stride * position + step, 0],
        "the padding is forgotten: the first position starts at pixel (−pad, −pad)",
    ),
    (
        |position, step, stride, padding| [stride * position + step, 2 * padding],
        "the padding is used twice: it is taken off once, from s·p + i",
    ),
    (
        |position, step, _, padding| [position + step, padding],
        "the stride is forgotten: position p starts in row s·p − pad",
    ),
    (
        |position, step, stride, padding| [position + stride * step, padding],
        "the stride multiplies the tap's i and j, not the position's p and q",
    ),
    (
        |position, step, stride, padding| [stride * (position + step), padding],
        "the stride multiplies p + i: it moves the window, but does not spread its taps",
    ),
];

/// What stands in `im2col`'s matrix: the pixel that a tap meets at a position, if it is on the
/// image.
fn pixel(image: [usize; 3], window: Window, tap: usize, position: usize) -> Option<usize> {
    pixel_by(RIGHT, image, window, tap, position)
}

fn pixel_by(
    meets: Meets,
    [_, height, width]: [usize; 3],
    window: Window,
    tap: usize,
    position: usize,
) -> Option<usize> {
    let (across, [k_height, k_width]) = (output_size(window, [height, width])[1], window.kernel);
    let [c, i, j] = [tap / (k_height * k_width), tap / k_width % k_height, tap % k_width];
    let met = |position: usize, step: usize, pixels: usize| {
        let [at, padding] = meets(position, step, window.stride, window.padding);
        at.checked_sub(padding).filter(|at| *at < pixels)
    };
    let (u, v) = (met(position / across, i, height)?, met(position % across, j, width)?);
    Some((c * height + u) * width + v)
}

/// The numbers of taps and of positions.
fn size([channels, height, width]: [usize; 3], window: Window) -> [usize; 2] {
    let product = |sizes: [usize; 2]| sizes[0] * sizes[1];
    [channels * product(window.kernel), product(output_size(window, [height, width]))]
}

/// Compares the columns with what is expected, and names the slip if it can.
#[track_caller]
fn check_columns(x: &Tensor<f64>, window: Window, expected: &DMatrix<f64>) {
    let about = format!("im2col of an image {:?} under {window:?}", x.shape());
    let [_, height, width] = x.dims();
    let (yours, positions) =
        (window.output_size([height, width]), output_size(window, [height, width]));
    assert!(
        yours == positions,
        "`Window::output_size` gives {yours:?} for {window:?} on {height}×{width} pixels, expected \
         {positions:?}: it was right as it was"
    );
    let columns = guarded(|| about.clone(), || im2col(x, window));
    let (shape, wanted) = (columns.shape(), expected.shape());
    let turned = if shape == (wanted.1, wanted.0) {
        ": patches are columns, not rows"
    } else if shape.1 == wanted.1 {
        ": there is a tap for each weight of a filter, of all channels"
    } else {
        ": `window.output_size` gives the positions down and across"
    };
    assert!(
        shape == wanted,
        "{about}: {shape:?} entries, expected taps × positions {wanted:?}{turned}"
    );
    // Row after row, as matrices are read.
    let (found, expected) = (columns.transpose(), expected.transpose());
    let name = format!("{about}, entry [tap, position]");
    let found = found.as_slice();
    let shape = [wanted.0, wanted.1];
    let mismatch = compare(&name, &shape, found, expected.as_slice(), Tolerance::EXACT);
    assert_or_name_slip(mismatch, || slip(x, window, &columns));
}

/// What the usual slips would have given, with the name of the one that fits.
fn slip(x: &Tensor<f64>, window: Window, columns: &DMatrix<f64>) -> Option<&'static str> {
    let shape = x.dims::<3>();
    let ([taps, positions], [k_height, k_width]) = (size(shape, window), window.kernel);
    let [down, across] = output_size(window, [shape[1], shape[2]]);
    let is = |window: Window, order: &dyn Fn(usize, usize) -> [usize; 2]| {
        let entry = |tap, position| {
            let [tap, position] = order(tap, position);
            pixel(shape, window, tap, position).map_or(0.0, |at| x.as_slice()[at])
        };
        DMatrix::from_fn(taps, positions, entry) == *columns
    };
    let by_channel = |tap: usize| tap % shape[0] * k_height * k_width + tap / shape[0];
    let by_column = |tap: usize| {
        let (c, tap) = (tap / (k_height * k_width), tap % (k_height * k_width));
        (c * k_height + tap % k_height) * k_width + tap / k_height
    };
    let by = |meets: Meets| {
        let entry = |tap, position| {
            pixel_by(meets, shape, window, tap, position).map_or(0.0, |at| x.as_slice()[at])
        };
        DMatrix::from_fn(taps, positions, entry) == *columns
    };
    let is_right_or_padding = |tap: usize, position: usize| {
        let pixel = pixel(shape, window, tap, position);
        pixel.is_none_or(|at| columns[(tap, position)] == x.as_slice()[at])
    };
    let differs_on_padding_alone =
        (0..taps * positions).all(|at| is_right_or_padding(at % taps, at / taps));
    Some(if differs_on_padding_alone {
        "what lies on the padding should be zero, and all the rest is right"
    } else if is(window, &|tap, position| [by_channel(tap), position]) {
        "in the order of the taps the channel comes last, but a filter lies channel after channel"
    } else if is(window, &|tap, position| [by_column(tap), position]) {
        "in the order of the taps i comes faster than j, but a filter lies row after row"
    } else if is(window, &|tap, position| [tap, position % down * across + position / down]) {
        "the positions are taken column after column, but the output lies row after row"
    } else {
        return SLIPS.iter().find(|(meets, _)| by(*meets)).map(|(_, said)| *said);
    })
}

#[test]
fn agrees_with_paper() {
    let x = Tensor::new([1, 3, 3], (1..=9).map(f64::from).collect());
    let expected = matrix([
        [1.0, 2.0, 4.0, 5.0],
        [2.0, 3.0, 5.0, 6.0],
        [4.0, 5.0, 7.0, 8.0],
        [5.0, 6.0, 8.0, 9.0],
    ]);
    check_columns(&x, window([2, 2], 1, 0), &expected);
}

#[test]
fn columns_are_patches() {
    for (shape, window) in cases() {
        let x = image(shape);
        let [taps, positions] = size(shape, window);
        let entry =
            |tap, position| pixel(shape, window, tap, position).map_or(0.0, |at| x.as_slice()[at]);
        check_columns(&x, window, &DMatrix::from_fn(taps, positions, entry));
    }
}

/// `Wᵀ·columns` is the output of the filters.
#[test]
fn the_product_with_the_columns_is_a_convolution() {
    let (shape, window) = ([2, 4, 3], window([2, 2], 1, 1));
    let w: DMatrix<f64> = DMatrix::from_row_slice(8, 3, &small_integers(8 * 3, 2));
    let x = image(shape);
    let columns = guarded(|| format!("im2col under {window:?}"), || im2col(&x, window));
    let entries = columns.shape();
    assert!(
        entries == (8, 20),
        "im2col gives {entries:?} entries, expected (8, 20): taps, positions"
    );
    let y = w.transpose() * columns;
    let output = |f: usize, position: usize| {
        let met = (0..8).filter_map(|tap| Some((tap, pixel(shape, window, tap, position)?)));
        met.map(|(tap, at)| w[(tap, f)] * x.as_slice()[at]).sum()
    };
    let expected = DMatrix::from_fn(3, 5 * 4, output);
    assert!(
        y == expected,
        "Wᵀ·im2col(x), a row for each filter, is {y}expected \
         {expected}(`columns_are_patches` names the slip)"
    );
}

/// Compares `col2im`'s image with what is expected, and names the slip if it can.
#[track_caller]
fn check_image(name: &str, columns: &DMatrix<f64>, shape: [usize; 3], window: Window) {
    let about = format!("{name}: col2im to an image {shape:?} under {window:?}");
    let found = guarded(|| about.clone(), || col2im(columns, shape, window));
    assert!(
        found.shape() == shape.into(),
        "{about}: the image is {:?}, expected {shape:?}: without its padding",
        found.shape()
    );
    let [mut sums, mut last, mut counts] = [(); 3].map(|()| vec![0.0; found.len()]);
    for (tap, position) in (0..columns.len()).map(|at| (at % columns.nrows(), at / columns.nrows()))
    {
        if let Some(at) = pixel(shape, window, tap, position) {
            sums[at] += columns[(tap, position)];
            last[at] = columns[(tap, position)];
            counts[at] += 1.0;
        }
    }
    let means: Vec<f64> =
        sums.iter().zip(&counts).map(|(sum, n)| sum / f64::max(*n, 1.0)).collect();
    let name = format!("{about}, entry [channel, row, column]");
    let (found, shape) = (found.as_slice(), &shape[..]);
    assert_or_name_slip(compare(&name, shape, found, &sums, Tolerance::EXACT), || {
        // Whole numbers: all that a division could have been by.
        let goes = |meets: &Meets| {
            let mut sums = vec![0.0; found.len()];
            for at in 0..columns.len() {
                let [tap, position] = [at % columns.nrows(), at / columns.nrows()];
                let [c, h, w] = [shape[0], shape[1], shape[2]];
                if let Some(at) = pixel_by(*meets, [c, h, w], window, tap, position) {
                    sums[at] += columns[(tap, position)];
                }
            }
            sums == found
        };
        let divided = |by: usize| found.iter().zip(&sums).all(|(x, sum)| *x == sum / by as f64);
        Some(if found == last {
            "where patches overlap, only one counts: the values must be added up"
        } else if found == means {
            "these are means: that undoes im2col, but its adjoint adds up and does not divide"
        } else if (2..=columns.len()).any(divided) {
            "each sum is divided by the same number: an adjoint adds up and does not divide"
        } else {
            return SLIPS.iter().find(|(meets, _)| goes(meets)).map(|(_, said)| *said);
        })
    });
}

#[test]
fn col2im_of_ones_counts_the_patches_of_a_pixel() {
    let window = window([2, 2], 1, 0);
    // 1 in a corner, 2 at an edge, 4 in the middle.
    check_image("ones", &DMatrix::from_element(4, 4, 1.0), [1, 3, 3], window);
}

#[test]
fn numbers_go_home_to_their_pixel() {
    for (shape, window) in cases() {
        let [taps, positions] = size(shape, window);
        let columns =
            DMatrix::from_row_slice(taps, positions, &small_integers(taps * positions, 4));
        check_image("whole numbers", &columns, shape, window);
    }
}

/// `⟨A x, y⟩ = ⟨x, Aᵀ y⟩`: between whole numbers to the last bit.
#[test]
fn col2im_is_the_adjoint_of_im2col() {
    for (shape, window) in cases() {
        let x = image(shape);
        let [taps, positions] = size(shape, window);
        let y = DMatrix::from_row_slice(taps, positions, &small_integers(taps * positions, 4));
        // Not by the reader's `im2col`: two that are wrong alike would agree.
        let entry =
            |tap, position| pixel(shape, window, tap, position).map_or(0.0, |at| x.as_slice()[at]);
        let there = DMatrix::from_fn(taps, positions, entry).dot(&y);
        let back = guarded(|| format!("col2im under {window:?}"), || col2im(&y, shape, window));
        let back: f64 = x.as_slice().iter().zip(back.as_slice()).map(|(x, y)| x * y).sum();
        assert!(
            there == back,
            "With x {shape:?} and {window:?}, ⟨im2col(x), y⟩ = {there}, but ⟨x, col2im(y)⟩ = \
             {back}; an adjoint makes them equal for every x and y. Does each pixel get the sum of \
             all entries it was copied to, and no other?"
        );
    }
}
