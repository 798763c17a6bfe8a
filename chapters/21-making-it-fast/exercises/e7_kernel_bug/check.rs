use super::exercise::KERNEL;
use check::{Tolerance, assert_or_name_slip, compare, small_integers};
use pretend_gpu::{Argument, Error, Kernel};

/// The edge of a tile.
const TILE: usize = 16;

/// `[m, k, n]`.
type Sizes = [usize; 3];

/// The reader's product, on the pretend GPU.
#[track_caller]
fn launch(a: &[f32], b: &[f32], [m, k, n]: Sizes) -> Vec<f32> {
    let mut y = vec![0.0; m * n];
    let arguments = [
        Argument::Output(&mut y),
        Argument::Input(a),
        Argument::Input(b),
        Argument::Int(m as i32),
        Argument::Int(k as i32),
        Argument::Int(n as i32),
    ];
    let grid = [n.div_ceil(TILE) as u32, m.div_ceil(TILE) as u32, 1];
    let kernel = Kernel { text: KERNEL, name: "product" };
    match kernel.launch(grid, [TILE as u32, TILE as u32, 1], arguments) {
        Ok(()) => y,
        Err(Error::Unavailable(why)) => panic!("not run: {why}"),
        Err(error) => panic!("a: {m}×{k}, b: {k}×{n}: {error}"),
    }
}

/// The product with the inner indices below `end` alone.
fn product(a: &[f32], b: &[f32], [m, k, n]: Sizes, end: usize) -> Vec<f32> {
    let sum = |at: usize| (0..end).map(|p| a[at / n * k + p] * b[p * n + at % n]).sum();
    (0..m * n).map(sum).collect()
}

/// Compares the product of integers, which is exact, and names the slip if it can.
#[track_caller]
fn check(sizes: Sizes) {
    let [m, k, n] = sizes;
    let [a, b] = [small_integers::<f32>(m * k, 3), small_integers::<f32>(k * n, 8)];
    let y = launch(&a, &b, sizes);
    let name = format!("y, entry [row, column] (a: {m}×{k}, b: {k}×{n})");
    let mismatch = compare(&name, &[m, n], &y, &product(&a, &b, sizes, k), Tolerance::EXACT);
    assert_or_name_slip(mismatch, || {
        if y == product(&a, &b, sizes, k / TILE * TILE) {
            Some("the last tile does not count, which the inner size fills only in part")
        } else if k < 2 * TILE && !k.is_multiple_of(TILE) {
            Some("is a tile filled with zeros where the inner size has ended?")
        } else {
            None
        }
    });
}

#[test]
fn sizes_up_to_a_tile() {
    for sizes in [[16, 16, 16], [5, 16, 16], [16, 16, 3], [1, 16, 1]] {
        check(sizes);
    }
}

#[test]
fn many_tiles_of_y() {
    for sizes in [[32, 16, 48], [20, 16, 33]] {
        check(sizes);
    }
}

#[test]
fn many_tiles() {
    for sizes in [[16, 32, 16], [32, 64, 32], [33, 48, 17]] {
        check(sizes);
    }
}

#[test]
fn sizes_that_are_no_multiples_of_the_tile() {
    for sizes in [[3, 5, 2], [16, 15, 16], [1, 1, 1], [7, 20, 9], [40, 70, 35]] {
        check(sizes);
    }
}

/// Where a tile sticks out, another element must not stand in, not even with a factor of 0 from the other
/// matrix: 0 times an infinity is NaN.
#[test]
fn infinities_stay_where_they_are() {
    let sizes @ [m, k, n] = [17, 20, 18];
    let (mut a, mut b) = (vec![1.0; m * k], vec![1.0; k * n]);
    // The end of the first row of a, and the beginning of the last row of b.
    a[k - 1] = f32::INFINITY;
    b[(k - 1) * n] = f32::INFINITY;
    let y = launch(&a, &b, sizes);
    for (at, y) in y.iter().enumerate() {
        let (row, column) = (at / n, at % n);
        let expected = if row == 0 || column == 0 { f32::INFINITY } else { k as f32 };
        assert!(
            *y == expected,
            "a: {m}×{k}, b: {k}×{n}, all 1 but for an infinity at the end of the first row of a and at the \
             beginning of the last row of b: y[{row}, {column}] is {y}, expected {expected}{}",
            if y.is_nan() {
                "; is there a zero where a tile sticks out, in both tiles?"
            } else {
                ""
            }
        );
    }
}
