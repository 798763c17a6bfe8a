use super::exercise::KERNEL;
use check::{Tolerance, assert_or_name_slip, compare, small_integers};
use pretend_gpu::{Argument, Error, Kernel};

/// Rows, columns, and threads in a block.
type Case = [usize; 3];

/// The reader's sums, on the pretend GPU.
#[track_caller]
fn launch(x: &[f32], [rows, columns, threads]: Case) -> Vec<f32> {
    if let Some((_, words)) = KERNEL.split_once("todo(\"") {
        panic!("not yet implemented: {}", words.split('"').next().unwrap_or_default());
    }
    let mut y = vec![0.0; rows];
    let arguments = [Argument::Output(&mut y), Argument::Input(x), Argument::Int(columns as i32)];
    let kernel = Kernel { text: KERNEL, name: "row_sums" };
    match kernel.launch([rows as u32, 1, 1], [threads as u32, 1, 1], arguments) {
        Ok(()) => y,
        Err(Error::Unavailable(why)) => panic!("not run: {why}"),
        Err(error) => panic!("{rows} rows, {columns} columns, {threads} threads: {error}"),
    }
}

/// The sum from left to right.
fn in_order(row: &[f32]) -> f32 {
    row.iter().fold(0.0, |sum, x| sum + x)
}

/// What each thread adds up, by the statement.
fn own_sums(row: &[f32], threads: usize) -> Vec<f32> {
    let own = |t: usize| row.iter().skip(t).step_by(threads).fold(0.0, |sum, x| sum + x);
    (0..threads).map(own).collect()
}

/// The sum of these sums, added in halves.
fn halved(sums: impl Iterator<Item = f32>) -> f32 {
    let mut sums: Vec<f32> = sums.collect();
    while sums.len() > 1 {
        let (low, high) = sums.split_at(sums.len() / 2);
        sums = low.iter().zip(high).map(|(low, high)| low + high).collect();
    }
    sums[0]
}

/// The sum of a row in the order of the statement.
fn in_halves(row: &[f32], threads: usize) -> f32 {
    halved(own_sums(row, threads).into_iter())
}

/// The sum of a row if neighbouring sums are added, not those that are half of them apart.
fn in_pairs(row: &[f32], threads: usize) -> f32 {
    let mut sums = own_sums(row, threads);
    while sums.len() > 1 {
        sums = sums.chunks_exact(2).map(|pair| pair[0] + pair[1]).collect();
    }
    sums[0]
}

/// The slip that gives these sums of integers.
fn slip(x: &[f32], [_, columns, threads]: Case, found: &[f32]) -> Option<&'static str> {
    let rows = || x.chunks_exact(columns);
    let sums: Vec<[f32; 5]> = rows()
        .map(|row| {
            let part = |end: usize| row[..end.min(columns)].iter().sum::<f32>();
            [
                row.iter().step_by(threads).sum(),
                part(threads),
                part(columns / threads * threads),
                rows().next().unwrap_or_default().iter().sum(),
                part(columns) / columns as f32,
            ]
        })
        .collect();
    let words = [
        "that is the sum of thread 0 alone: the others' are to be added",
        "each thread adds one element only: a row may have more elements than there are threads",
        "the last elements of a row do not count, those after the last whole round of the threads",
        "each block adds up row 0: its row begins at blockIdx.x * columns",
        "that is the mean of the row",
    ];
    (0..words.len())
        .find(|which| sums.iter().map(|sums| sums[*which]).eq(found.iter().copied()))
        .map(|which| words[which])
}

/// Compares the sums of integers, which are exact, and names the slip if it can.
#[track_caller]
fn check(case: Case) {
    let [rows, columns, threads] = case;
    let x: Vec<f32> = small_integers(rows * columns, 3);
    let y = launch(&x, case);
    let expected: Vec<f32> = x.chunks_exact(columns).map(|row| row.iter().sum()).collect();
    let name = format!("y, the sums of {rows} rows of {columns} elements, {threads} threads");
    let mismatch = compare(&name, &[rows], &y, &expected, Tolerance::EXACT);
    assert_or_name_slip(mismatch, || slip(&x, case, &y));
}

#[test]
fn rows_as_long_as_a_block() {
    check([3, 32, 32]);
    check([2, 128, 128]);
}

#[test]
fn rows_longer_than_a_block() {
    for case in [[3, 64, 32], [2, 100, 32], [4, 1000, 256], [1, 257, 128]] {
        check(case);
    }
}

#[test]
fn rows_shorter_than_a_block() {
    for case in [[3, 20, 32], [5, 1, 64], [2, 129, 256]] {
        check(case);
    }
}

#[test]
fn blocks_of_any_power_of_two() {
    for threads in [1, 2, 4, 64, 256] {
        check([2, 37, threads]);
    }
}

/// Numbers of very different magnitude: another order gives other bits.
#[test]
fn the_order_is_that_of_the_statement() {
    for [columns, threads] in [[300, 64], [257, 256], [61, 4]] {
        let value = |i: usize| {
            let small = ((i * 7919 + 13) % 1009) as f32 / 97.0;
            if i.is_multiple_of(29) { small * 1e5 } else { small - 5.0 }
        };
        let x: Vec<f32> = (0..3 * columns).map(value).collect();
        let y = launch(&x, [3, columns, threads]);
        let rows = || x.chunks_exact(columns);
        let expected: Vec<f32> = rows().map(|row| in_halves(row, threads)).collect();
        let is = |sum: &dyn Fn(&[f32]) -> f32| rows().map(sum).eq(y.iter().copied());
        let slip = if is(&in_order) {
            ": that is the sum from left to right, as a single thread would make it; all threads are to work"
        } else if is(&|row| own_sums(row, threads).iter().fold(0.0, |sum, x| sum + x)) {
            ": one thread adds up the sums of all, one after the other; they are to be added in halves"
        } else if is(&|row| in_pairs(row, threads)) {
            ": the sums are added in pairs of neighbours, 0 and 1, 2 and 3; the statement adds those that are T/2 apart"
        } else if is(&|row| {
            let pieces: Vec<&[f32]> = row.chunks(columns.div_ceil(threads)).collect();
            halved((0..threads).map(|t| in_order(pieces.get(t).copied().unwrap_or_default())))
        }) {
            ": each thread adds up a piece of the row; in the statement its elements are T apart, and neighbours read neighbours"
        } else {
            ""
        };
        assert!(
            y == expected,
            "3 rows of {columns} elements, {threads} threads: y is {y:?}, expected {expected:?}, to the \
             bit{slip}"
        );
    }
}
