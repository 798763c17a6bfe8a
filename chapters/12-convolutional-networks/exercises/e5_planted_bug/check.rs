use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};
use numeric::central_difference;
use tensor::Tensor;

const HALVES: MaxPool = MaxPool { kernel: 2, stride: 2 };

/// Different whole numbers between −504 and 504 that look random: 37 is prime to 1009.
fn mixed(shape: [usize; 4]) -> Tensor<f64> {
    let count: usize = shape.iter().product();
    Tensor::new(shape, (0..count).map(|i| ((i * 37 + 5) % 1009) as f64 - 504.0).collect())
}

/// The reader's outputs and where they come from.
#[track_caller]
fn forward(pool: MaxPool, x: &Tensor<f64>) -> (Tensor<f64>, Vec<u8>) {
    let given = || format!("`forward` of {pool:?}, images {:?}", x.shape());
    let (y, argmax) = guarded(given, || pool.forward(x));
    assert!(
        argmax.len() == y.len(),
        "{}: there are {} indices for {} outputs, expected one for each",
        given(),
        argmax.len(),
        y.len()
    );
    (y, argmax)
}

/// The reader's gradient with respect to the image.
#[track_caller]
fn backward(pool: MaxPool, image: [usize; 4], argmax: &[u8], dy: &Tensor<f64>) -> Tensor<f64> {
    let given = || {
        let [.., height, width] = image;
        format!(
            "`backward` of {pool:?}, images {image:?}, so that a map has {height} rows and each row {width} \
             pixels; outputs {:?}",
            dy.shape()
        )
    };
    guarded(given, || pool.backward(image, argmax, dy))
}

/// Which length a row was taken to have, if the pixel that a gradient went to shows it; not that of
/// the planted fault, which is to be found.
fn row_length(
    pool: MaxPool,
    shape: [usize; 4],
    across: usize,
    [found, expected]: [Option<usize>; 2],
) -> String {
    let [.., height, width] = shape;
    let (Some(found), Some(expected)) = (found, expected) else { return String::new() };
    let (u, v) = (expected / width % height, expected % width);
    let map = expected / (height * width) * height * width;
    let ahead = found.checked_sub(map + v).filter(|ahead| u > 0 && ahead % u == 0);
    match ahead.map(|ahead| ahead / u) {
        Some(row) if row != width && row != across * pool.stride => {
            format!(": as if a row of the map were {row} pixels long, but it is {width}")
        }
        _ => String::new(),
    }
}

/// Follows the gradient of each output by itself home to the pixel that is the maximum.
#[track_caller]
fn check_homes(pool: MaxPool, shape: [usize; 4]) {
    let x = mixed(shape);
    let (y, argmax) = forward(pool, &x);
    let [.., height, width] = shape;
    let [.., down, across] = y.dims::<4>();
    for (position, output) in y.as_slice().iter().enumerate() {
        let mut dy = Tensor::zeros(y.shape());
        dy.as_mut_slice()[position] = 1.0;
        let dx = backward(pool, shape, &argmax, &dy);
        let found = dx.as_slice().iter().position(|dx| *dx != 0.0);
        let expected = x.as_slice().iter().position(|x| x == output);
        let pixel = |at: Option<usize>| {
            at.map_or("no pixel".into(), |at| {
                let [u, v] = [at / width % height, at % width];
                format!("pixel ({u}, {v}) of map {}", at / (height * width))
            })
        };
        assert!(
            found == expected && dx.as_slice().iter().sum::<f64>() == 1.0,
            "{pool:?} on maps of {height}×{width} pixels: at the position ({}, {}) {} is the \
             maximum, but the gradient of this output went to {}{}",
            position / across % down,
            position % across,
            pixel(expected),
            pixel(found),
            row_length(pool, shape, across, [found, expected])
        );
    }
}

/// Compares the gradient of `L = Σ dy·y` with slopes that are measured.
#[track_caller]
fn check_slopes(pool: MaxPool, shape: [usize; 4]) {
    let x = mixed(shape);
    let (y, argmax) = forward(pool, &x);
    // Of both signs.
    let dy = (1..=y.len()).map(|dy| if dy % 3 == 0 { -(dy as f64) } else { dy as f64 });
    let dy = Tensor::new(y.shape(), dy.collect());
    let slope = |i: usize| {
        let loss = |value: f64| {
            let mut x = x.clone();
            x.as_mut_slice()[i] = value;
            let (y, _) = forward(pool, &x);
            y.as_slice().iter().zip(dy.as_slice()).map(|(y, dy)| y * dy).sum()
        };
        // Far less than the values differ by, so that the argmax stays the same.
        central_difference(loss, x.as_slice()[i], 1e-3)
    };
    let measured: Vec<f64> = (0..x.len()).map(slope).collect();
    let dx = backward(pool, shape, &argmax, &dy);
    assert!(dx.shape() == shape.into(), "The gradient is {:?}, the images {shape:?}", dx.shape());
    let name = format!("∂x of {pool:?} on images {shape:?}, entry [image, channel, u, v]");
    let found = compare(&name, &shape, dx.as_slice(), &measured, Tolerance::F64_GRADIENT);
    assert_or_name_slip(found, || {
        let goes_by = |of: fn(f64) -> f64| {
            let dy = Tensor::new(dy.shape(), dy.as_slice().iter().map(|dy| of(*dy)).collect());
            backward(pool, shape, &argmax, &dy).as_slice() == dx.as_slice()
        };
        if goes_by(|dy| dy.max(0.0)) {
            Some(
                "gradients below 0 do not arrive: a maximum gets the gradient of its output, whatever its sign",
            )
        } else if goes_by(f64::abs) {
            Some("a maximum gets the gradient of its output with its sign")
        } else {
            None
        }
    });
}

#[test]
fn the_gradient_is_the_slope_on_even_images() {
    let thirds = MaxPool { kernel: 3, stride: 3 };
    for (pool, shape) in [(HALVES, [2, 3, 4, 4]), (HALVES, [1, 2, 6, 4]), (thirds, [1, 2, 3, 9])] {
        check_homes(pool, shape);
        check_slopes(pool, shape);
    }
}

#[test]
fn the_gradient_is_the_slope_on_odd_images() {
    let sparse = MaxPool { kernel: 2, stride: 3 };
    let cases = [
        (HALVES, [1, 1, 5, 5]),
        (HALVES, [2, 2, 3, 7]),
        (HALVES, [1, 2, 6, 3]),
        (sparse, [1, 2, 7, 9]),
        // More pixels than a byte can number.
        (HALVES, [1, 1, 17, 17]),
    ];
    for (pool, shape) in cases {
        check_homes(pool, shape);
        check_slopes(pool, shape);
    }
}

/// The middle of 5×5 pixels lies in all four windows of 3×3 in steps of 2, and wins in all.
#[test]
fn gradients_of_overlapping_windows_add_up() {
    let pool = MaxPool { kernel: 3, stride: 2 };
    let mut x = Tensor::zeros([1, 1, 5, 5]);
    x.as_mut_slice()[2 * 5 + 2] = 1.0;
    let (y, argmax) = forward(pool, &x);
    let dy = Tensor::new(y.shape(), vec![1.0, 10.0, 100.0, 1000.0]);
    let dx = backward(pool, [1, 1, 5, 5], &argmax, &dy);
    let middle = dx.as_slice()[2 * 5 + 2];
    let slip = if middle == 1000.0 { ": only the last gradient counts" } else { "" };
    assert!(
        middle == 1111.0,
        "Pixel (2, 2) is the maximum at four positions, with gradients of 1, 10, 100 and 1000, and \
         gets {middle}, expected 1111{slip}"
    );
    check_slopes(pool, [1, 2, 7, 6]);
}

/// Whichever element of each window is the maximum, the row and the column that are left over get
/// nothing.
#[test]
fn what_no_window_sees_gets_nothing() {
    for [i, j] in [[0, 0], [0, 1], [1, 0], [1, 1]] {
        let wins = |at: usize| at / 5 % 2 == i && at % 5 % 2 == j;
        let x =
            Tensor::new([1, 1, 5, 5], (0..25).map(|at| f64::from(u8::from(wins(at)))).collect());
        let (y, argmax) = forward(HALVES, &x);
        let dx = backward(HALVES, [1, 1, 5, 5], &argmax, &Tensor::full(y.shape(), 1.0));
        for (at, dx) in dx.as_slice().iter().enumerate() {
            let [u, v] = [at / 5, at % 5];
            assert!(
                *dx == 0.0 || u < 4 && v < 4,
                "Windows of 2×2 in steps of 2 do not see the last row and column of 5×5 pixels, \
                 but pixel ({u}, {v}) has the gradient {dx}: it belongs to another pixel"
            );
        }
    }
}

#[test]
fn outputs_are_the_maxima_of_whole_windows() {
    for (pool, shape) in [(HALVES, [2, 2, 5, 7]), (MaxPool { kernel: 3, stride: 2 }, [1, 3, 6, 5])]
    {
        let (x, [n, channels, height, width]) = (mixed(shape), shape);
        let (y, argmax) = forward(pool, &x);
        let output_size = |pixels: usize| (pixels - pool.kernel) / pool.stride + 1;
        let [down, across] = [output_size(height), output_size(width)];
        let (shape, wanted) = (y.dims::<4>(), [n, channels, down, across]);
        assert!(
            shape == wanted,
            "{pool:?} on maps of {height}×{width} pixels gives {shape:?}, expected {wanted:?}: \
             what is left at the far edge is not looked at"
        );
        let bytes = size_of_val(argmax.as_slice());
        assert!(
            bytes == y.len(),
            "{pool:?} saves the argmax of {} outputs in {bytes} bytes, expected one byte for each",
            y.len()
        );
        for (position, y) in y.as_slice().iter().enumerate() {
            let [top, left] =
                [position / across % down * pool.stride, position % across * pool.stride];
            let map = &x.as_slice()[position / (down * across) * height * width..];
            let row = |i: usize| &map[(top + i) * width + left..][..pool.kernel];
            let max = (0..pool.kernel).flat_map(row).fold(f64::NEG_INFINITY, |a, b| a.max(*b));
            assert!(
                *y == max,
                "{pool:?} on images {:?}: output {position}, of the window that begins in row {top}, \
                 column {left}, is {y}, expected its maximum, {max}",
                x.shape()
            );
        }
    }
}

#[test]
fn of_equal_maxima_the_first_counts() {
    let x = Tensor::new([1, 1, 2, 4], vec![-1.0, -1.0, 0.0, 3.0, -1.0, -1.0, 3.0, 3.0]);
    let (y, argmax) = forward(HALVES, &x);
    let dx = backward(HALVES, [1, 1, 2, 4], &argmax, &Tensor::full(y.shape(), 1.0));
    let slip = match dx.as_slice() {
        [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0] => ": here it is the last (`>`, not `>=`)",
        [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0] => ": the window is looked at column after column",
        [1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0] => ": here each of them gets all",
        [0.25, 0.25, 0.0, ..] => ": here they divide it among themselves",
        _ => "",
    };
    assert!(
        dx.as_slice() == [1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0],
        "The pixels of two rows are {:?}. Where several elements of a window are the maximum, the first \
         of them in the order of rows gets the whole gradient, 1, but the gradients are {:?}{slip}",
        x.as_slice(),
        dx.as_slice()
    );
}
