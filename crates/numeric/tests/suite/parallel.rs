//! Chunks: every column once, the same cuts and the same bits for any number of threads.

use crate::blame::panic_of;
use crate::matmul::whole;
use nalgebra::DMatrix;
use numeric::{
    MIN_TASK_COST, matmul, par_column_chunks, par_matmul, par_reduce_column_chunks, transposed,
};
use rstest::rstest;

/// Runs `f` in a pool of `threads` threads.
fn with_threads<R: Send>(threads: usize, f: impl FnOnce() -> R + Send) -> R {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(f)
}

/// The first column and the width of each chunk, in the order in which they were reduced, and how.
fn cuts(columns: usize, cost: usize) -> (Vec<(usize, usize)>, String) {
    let mut y = DMatrix::<f32>::zeros(1, columns);
    let chunk = |start: usize, mut y: nalgebra::DMatrixViewMut<'_, f32>| {
        for (i, y) in y.iter_mut().enumerate() {
            *y += (start + i) as f32;
        }
        (vec![(start, y.ncols())], start.to_string())
    };
    let result =
        par_reduce_column_chunks(y.as_view_mut(), cost, &chunk, |(mut a, left), (b, right)| {
            a.extend(b);
            (a, format!("({left} {right})"))
        });
    let indices = (0..columns).map(|i| i as f32);
    assert!(y.iter().copied().eq(indices), "each column is given once, under its own index");
    result
}

#[rstest]
#[case::nothing(0, 1)]
#[case::one(1, 10 * MIN_TASK_COST)]
#[case::cheap(1000, 10)]
#[case::just_not_two(2, MIN_TASK_COST - 1)]
#[case::two(2, MIN_TASK_COST)]
#[case::default(1000, MIN_TASK_COST / 200)]
#[case::uneven(1013, MIN_TASK_COST / 200)]
#[case::large(1013, MIN_TASK_COST / 4)]
#[case::huge_columns(7, 100 * MIN_TASK_COST)]
#[case::free(1000, 0)]
fn every_column_is_in_one_chunk(#[case] columns: usize, #[case] cost: usize) {
    let (chunks, _) = cuts(columns, cost);
    let mut next = 0;
    for &(start, width) in &chunks {
        assert_eq!(start, next, "chunks are reduced from left to right: {chunks:?}");
        next += width;
    }
    assert_eq!(next, columns);
    let (last, before) = chunks.split_last().unwrap();
    assert!(before.iter().all(|chunk| chunk.1 == chunks[0].1 && chunk.1 >= last.1), "{chunks:?}");
}

#[rstest]
#[case::cheap(1000, MIN_TASK_COST / 1000 - 1, 1)]
#[case::enough_for_two(2, MIN_TASK_COST, 2)]
#[case::default(1200, MIN_TASK_COST / 50, 6)]
fn the_cost_decides_the_number_of_chunks(
    #[case] columns: usize,
    #[case] cost: usize,
    #[case] chunks: usize,
) {
    assert_eq!(cuts(columns, cost).0.len(), chunks);
}

/// Adjacent chunks first, then pairs of these: a fixed tree.
#[test]
fn the_threads_decide_neither_cuts_nor_order() {
    for (columns, cost) in
        [(1000, MIN_TASK_COST / 200), (1013, MIN_TASK_COST / 4), (5, MIN_TASK_COST)]
    {
        let alone = with_threads(1, || cuts(columns, cost));
        assert!(alone.0.len() > 2, "{columns} columns of {cost} are several chunks");
        for threads in [2, 3] {
            assert_eq!(with_threads(threads, || cuts(columns, cost)), alone);
        }
    }
    assert_eq!(cuts(5, MIN_TASK_COST).1, "((0 1) (2 (3 4)))");
}

/// Elements whose sums depend on the order of addition.
fn rough(rows: usize, columns: usize) -> DMatrix<f32> {
    DMatrix::from_fn(rows, columns, |i, j| ((i * 37 + j * 101) as f32).sin())
}

fn bits(y: &DMatrix<f32>) -> Vec<u32> {
    y.iter().map(|y| y.to_bits()).collect()
}

#[rstest]
#[case::one_chunk([40, 30, 20])]
#[case::two_chunks([64, 64, 800])]
#[case::several_uneven_chunks([61, 67, 1733])]
#[case::large([128, 129, 3700])]
fn a_parallel_product_has_the_bits_of_its_chunks_one_by_one(#[case] sizes: [usize; 3]) {
    let [m, k, n] = sizes;
    let (a, b) = (rough(m, k), rough(k, n));
    let mut expected = DMatrix::zeros(m, n);
    for (start, width) in cuts(n, m * k).0 {
        let mut part = expected.columns_mut(start, width);
        matmul(&a, &b.columns(start, width), 0.0, &mut part);
    }
    for threads in [1, 2, 3] {
        let y = with_threads(threads, || {
            let mut y = DMatrix::from_element(m, n, f32::NAN);
            par_matmul(&a, &b, y.as_view_mut());
            y
        });
        assert!(bits(&y) == bits(&expected), "with {threads} threads the bits differ");
    }
}

/// A left matrix that is large is packed for wide chunks only, of columns or of rows.
#[rstest]
#[case::wide([520, 512, 600])]
#[case::tall([1300, 512, 300])]
fn a_product_with_a_large_left_matrix_has_the_bits_of_one_chunk(#[case] sizes: [usize; 3]) {
    let [m, k, n] = sizes;
    let (a, b) = (rough(m, k), rough(k, n));
    let mut expected = DMatrix::zeros(m, n);
    matmul(&a, &b, 0.0, &mut expected.as_view_mut());
    for threads in [1, 3] {
        let y = with_threads(threads, || {
            let mut y = DMatrix::from_element(m, n, f32::NAN);
            par_matmul(&a, &b, y.as_view_mut());
            y
        });
        assert!(bits(&y) == bits(&expected), "with {threads} threads the bits differ");
    }
}

#[test]
fn a_large_product_of_transposes_is_right() {
    let (m, k, n) = (70, 50, 1000);
    let (a, b) = (whole::<f64>(k, m, 1), whole::<f64>(n, k, 2));
    let mut y = DMatrix::zeros(m, n);
    assert!(m * k * n > 2 * MIN_TASK_COST, "several chunks");
    par_matmul(&transposed(a.as_view()), &transposed(b.as_view()), y.as_view_mut());
    assert_eq!(y, a.transpose() * b.transpose());
}

#[test]
fn chunks_may_be_views_of_a_larger_matrix() {
    let mut large = DMatrix::<f64>::zeros(6, 30);
    par_column_chunks(large.view_mut((1, 2), (4, 25)), MIN_TASK_COST, &|start, mut y| {
        for (i, mut column) in y.column_iter_mut().enumerate() {
            column.fill((start + i + 1) as f64);
        }
    });
    let inside = DMatrix::from_fn(4, 25, |_, j| (j + 1) as f64);
    assert_eq!(large.view((1, 2), (4, 25)), inside);
    assert_eq!(large.sum(), inside.sum(), "the elements around the view are untouched");
}

#[test]
fn a_panic_in_a_chunk_is_passed_on() {
    let mut y = DMatrix::<f32>::zeros(1, 4);
    let panic = panic_of(|| {
        par_column_chunks(y.as_view_mut(), MIN_TASK_COST, &|start, _| {
            if start == 0 {
                panic!("the first chunk");
            }
        });
    });
    assert_eq!(panic.message, "the first chunk");
}

#[rstest]
#[case::columns((2, 3), (3, 4), (2, 5))]
#[case::inner((2, 3), (2, 4), (2, 4))]
#[case::rows((2, 3), (3, 4), (1, 4))]
fn shapes_that_do_not_fit_stop_at_the_callers_line(
    #[case] a: (usize, usize),
    #[case] b: (usize, usize),
    #[case] y: (usize, usize),
) {
    let zeros = |(rows, columns)| DMatrix::<f32>::zeros(rows, columns);
    let (a, b, mut y) = (zeros(a), zeros(b), zeros(y));
    let panic = panic_of(|| par_matmul(&a, &b, y.as_view_mut()));
    assert!(panic.message.starts_with("matmul: "), "{}", panic.message);
    assert!(panic.file.ends_with("tests/suite/parallel.rs"), "blamed on {}", panic.file);
}
