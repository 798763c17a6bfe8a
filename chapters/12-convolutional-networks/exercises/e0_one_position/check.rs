use super::exercise::*;
use check::guarded;

/// Nine different weights.
const WEIGHTS: [[f32; 3]; 3] = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]];

type Patch = [[f32; 3]; 3];

/// The products of weights with the pixels that this formula takes, added up.
fn sum(w: Patch, x: Patch, met: fn(usize, usize) -> [usize; 2]) -> f32 {
    let product = |n: usize| {
        let [i, j] = met(n / 3, n % 3);
        w[n / 3][n % 3] * x[i][j]
    };
    (0..9).map(product).sum()
}

/// Names the slip that gives this number.
fn slip(w: Patch, x: Patch, z: f32) -> &'static str {
    let all = |patch: Patch| patch.as_flattened().iter().sum::<f32>();
    let right = sum(w, x, |i, j| [i, j]);
    let slips = [
        (sum(w, x, |i, j| [2 - i, 2 - j]), ": the kernel is turned by half a circle"),
        (sum(w, x, |i, j| [j, i]), ": rows and columns are exchanged"),
        (sum(w, x, |i, j| [i, 2 - j]), ": left and right are exchanged"),
        (sum(w, x, |i, j| [2 - i, j]), ": above and below are exchanged"),
        (right / 9.0, ": that is their mean"),
        (
            (0..3).map(|n| w[n][n] * x[n][n]).sum(),
            ": only the diagonal counts, three of nine products",
        ),
        (
            (0..4).map(|n| w[n / 2][n % 2] * x[n / 2][n % 2]).sum(),
            ": the last row and the last column are left out (`0..3` ends with 2)",
        ),
        (w[2][2] * x[2][2], ": only the last product is left: add to z (`+=`)"),
        (
            (0..9).map(|n| w[n / 3][n % 3] * x[n / 3][n % 3].abs()).sum(),
            ": a pixel counts with its sign, and deep in a network many are negative",
        ),
        (all(w) * all(x), ": these are all weights times all pixels; each meets one only"),
        (all(w) + all(x), ": weights and pixels are to be multiplied"),
    ];
    slips.iter().find(|(by_slip, _)| *by_slip == z).map_or("", |(_, words)| words)
}

/// Compares with what is expected, and names the slip if it can.
#[track_caller]
fn check(what: &str, w: Patch, x: Patch, expected: f32) {
    let z = guarded(|| format!("w = {w:?}, x = {x:?}"), || at_one_position(w, x));
    assert!(z == expected, "{what}: z is {z}, expected {expected}{}", slip(w, x, z));
}

#[test]
fn agrees_with_the_program() {
    let w = [[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]];
    let x = [[0.0, 0.0, 1.0], [0.0, 1.0, 2.0], [0.0, 2.0, 1.0]];
    check("z[2][1] of the program above", w, x, 6.0);
}

#[test]
fn each_weight_meets_the_pixel_under_it() {
    for (i, row) in WEIGHTS.into_iter().enumerate() {
        for (j, expected) in row.into_iter().enumerate() {
            let mut x = [[0.0; 3]; 3];
            x[i][j] = 1.0;
            check(&format!("only the pixel in row {i}, column {j} is 1"), WEIGHTS, x, expected);
        }
    }
}

#[test]
fn negative_pixels_count_as_well() {
    let x = [[-1.0, 0.0, 2.0], [0.5, -2.0, 0.0], [0.0, 1.0, -3.0]];
    check("three of nine pixels are negative", WEIGHTS, x, -22.0);
}

#[test]
fn the_products_are_added() {
    check("all pixels are 2, so 2·(1 + 2 + … + 9)", WEIGHTS, [[2.0; 3]; 3], 90.0);
}
