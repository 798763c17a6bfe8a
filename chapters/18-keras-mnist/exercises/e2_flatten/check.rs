use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};

/// The inputs of the dense layer that element (i, j, k) becomes, with channels last and first.
fn inputs_of([h, w, c]: [usize; 3]) -> Vec<(usize, usize)> {
    let pair = |m: usize| (m, (m % c * h + m / c / w) * w + m / c % w);
    (0..h * w * c).map(pair).collect()
}

/// A slip, as a kernel of this shape, and what to say about it.
type Slip = (Vec<f32>, &'static str);

/// What some slips make of a kernel.
fn slips(kernel: &[f32], sizes: [usize; 3], out: usize) -> Vec<Slip> {
    let (n, [h, w, _]) = (kernel.len(), sizes);
    let inputs = n / out;
    let pairs = inputs_of(sizes);
    let new = |of: &dyn Fn(&mut Vec<f32>)| {
        let mut y = vec![0.0; n];
        of(&mut y);
        y
    };
    let row = |m: usize| &kernel[m * out..][..out];
    let inverse = new(&|y| {
        pairs.iter().for_each(|(m, to)| y[m * out..][..out].copy_from_slice(row(*to)));
    });
    let transposed = new(&|y| {
        pairs.iter().for_each(|(m, to)| (0..out).for_each(|o| y[o * inputs + to] = row(*m)[o]));
    });
    let columns_of_rows = new(&|y| {
        for (m, to) in &pairs {
            (0..out).for_each(|o| y[to * out + o] = kernel[o * inputs + m]);
        }
    });
    let turned = new(&|y| {
        for (m, to) in &pairs {
            let [k, i, j] = [to / w / h, to / w % h, to % w];
            y[((k * w + j) * h + i) * out..][..out].copy_from_slice(row(*m));
        }
    });
    let columns = new(&|y| {
        // With another number of neurons this slip runs past the end of a row.
        y.truncate(if out == inputs { n } else { 0 });
        for (m, y) in y.chunks_exact_mut(out).enumerate() {
            pairs.iter().for_each(|(o, to)| y[*to] = row(m)[*o]);
        }
    });
    let elements = new(&|y| {
        y.copy_from_slice(kernel);
        pairs.iter().for_each(|(m, to)| y[*to] = kernel[*m]);
    });
    vec![
        (kernel.to_vec(), "these are the rows as they were"),
        (
            inverse,
            "that is the inverse permutation: row m' of the result is row m of `kernel`, not the other \
             way round",
        ),
        (
            columns,
            "the columns were permuted: they are neurons, which do not depend on the layout; permute \
             the rows",
        ),
        (
            elements,
            "single elements have moved, only as many as there are rows: a row has `out` elements, \
             which move together",
        ),
        (transposed, "the result is transposed: it is to be [h·w·c, out], a row for each input"),
        (
            columns_of_rows,
            "`kernel` was read as [out, h·w·c], as PyTorch stores it; in Keras a row belongs to an \
             input",
        ),
        (turned, "in each channel rows and columns are exchanged: m' = (k·h + i)·w + j"),
    ]
}

/// The reader's kernel.
#[track_caller]
fn reordered(kernel: &[f32], [h, w, c]: [usize; 3], out: usize) -> Vec<f32> {
    let given = || format!("a kernel [{}, {out}] with h = {h}, w = {w}, c = {c}", h * w * c);
    guarded(given, || for_channels_first(kernel, [h, w, c], out))
}

/// The first slip that gives this kernel, or else what its first wrong row is.
fn slip(kernel: &[f32], sizes: [usize; 3], out: usize, found: &[f32]) -> Option<String> {
    let slips = slips(kernel, sizes, out);
    if let Some((_, words)) = slips.into_iter().find(|(slip, _)| slip == found) {
        return Some(words.into());
    }
    let (rows, kernel): (Vec<_>, Vec<_>) =
        (found.chunks_exact(out).collect(), kernel.chunks_exact(out).collect());
    let mut pairs = inputs_of(sizes);
    pairs.sort_by_key(|(_, to)| *to);
    let (m, to) = pairs.into_iter().find(|(m, to)| rows.get(*to) != Some(&kernel[*m]))?;
    let [i, j, k] = [m / sizes[2] / sizes[1], m / sizes[2] % sizes[1], m % sizes[2]];
    Some(match kernel.iter().position(|row| Some(row) == rows.get(to)) {
        Some(other) => format!(
            "row {to} of the result is row {other} of `kernel`; with channels first it belongs to row \
             {i}, column {j}, channel {k} of the image, whose weights are row {m}"
        ),
        None => format!(
            "row {to} of the result is no row of `kernel`: the elements of row m lie side by side, from \
             index m · out on, and move together"
        ),
    })
}

#[track_caller]
fn check_kernel(kernel: &[f32], sizes: [usize; 3], out: usize, expected: &[f32]) {
    let found = reordered(kernel, sizes, out);
    let name = format!("the kernel {kernel:?} with [h, w, c] = {sizes:?} and {out} outputs");
    let shape = [kernel.len() / out, out];
    let mismatch = compare(&name, &shape, &found, expected, Tolerance::EXACT);
    let slip = slip(kernel, sizes, out, &found);
    assert_or_name_slip(mismatch, || slip.as_deref());
}

/// The outputs of a dense layer: `y(n) = Σ x(m)·W(m, n)`. With integers that are not too large the sums are exact.
fn dense(x: &[f32], kernel: &[f32], out: usize) -> Vec<f32> {
    let rows = || x.iter().zip(kernel.chunks_exact(out));
    (0..out).map(|n| rows().map(|(x, row)| x * row[n]).sum()).collect()
}

/// Compares the outputs of both networks on some images.
#[track_caller]
fn check_outputs(sizes: [usize; 3], out: usize) {
    let [h, w, c] = sizes;
    // All different, so that a row can be told from another; the sums are still exact.
    let kernel: Vec<f32> = (0..h * w * c * out).map(|n| n as f32 - 50.0).collect();
    let found = reordered(&kernel, sizes, out);
    assert!(
        found.len() == kernel.len(),
        "a kernel [{}, {out}]: the result has {} elements, expected the {} that there were",
        h * w * c,
        found.len(),
        kernel.len()
    );
    for salt in 0..5 {
        let last: Vec<f32> = small_integers(h * w * c, salt);
        let mut first = vec![0.0; last.len()];
        inputs_of(sizes).iter().for_each(|(m, to)| first[*to] = last[*m]);
        let (y, expected) = (dense(&first, &found, out), dense(&last, &kernel, out));
        let name =
            format!("the outputs of a dense layer after an image with [h, w, c] = {sizes:?}");
        let mismatch = compare(&name, &[out], &y, &expected, Tolerance::EXACT);
        let slip = slip(&kernel, sizes, out, &found);
        assert_or_name_slip(mismatch, || slip.as_deref());
    }
}

#[test]
fn agrees_with_paper() {
    let kernel = [1.0, 10.0, 2.0, 20.0, 3.0, 30.0];
    check_kernel(&kernel, [1, 3, 2], 1, &[1.0, 2.0, 3.0, 10.0, 20.0, 30.0]);
    let kernel = [0.0, 1.0, 10.0, 11.0, 20.0, 21.0, 30.0, 31.0, 40.0, 41.0, 50.0, 51.0];
    let expected = [0.0, 1.0, 20.0, 21.0, 40.0, 41.0, 10.0, 11.0, 30.0, 31.0, 50.0, 51.0];
    check_kernel(&kernel, [1, 3, 2], 2, &expected);
}

/// A dense layer after three columns of two channels, and as many neurons as inputs.
#[test]
fn a_square_kernel_keeps_its_columns() {
    let kernel: Vec<f32> = (0u8..36).map(f32::from).collect();
    let rows = [0, 2, 4, 1, 3, 5].map(|m| &kernel[6 * m..][..6]).concat();
    check_kernel(&kernel, [1, 3, 2], 6, &rows);
}

#[test]
fn the_outputs_stay_the_same() {
    for sizes in [[2, 3, 4], [4, 2, 3], [3, 4, 2], [3, 3, 3], [5, 1, 2], [1, 2, 5]] {
        check_outputs(sizes, 7);
        check_outputs(sizes, 1);
    }
}

/// The last feature maps of LeNet: 16 of 5 × 5.
#[test]
fn the_outputs_of_a_real_layer_stay_the_same() {
    check_outputs([5, 5, 16], 12);
}

/// Flattening the images of MNIST hides nothing: they have one channel.
#[test]
fn with_one_channel_nothing_moves() {
    let kernel = [0.5, -1.0, 1e-30, 1e30, -2.0, 0.0];
    check_kernel(&kernel, [3, 1, 1], 2, &kernel);
    check_kernel(&kernel, [1, 2, 1], 3, &kernel);
    check_kernel(&kernel, [2, 3, 1], 1, &kernel);
}

#[test]
fn with_one_pixel_nothing_moves() {
    let kernel = [0.5, -1.0, 1e-30, 1e30, -2.0, 0.0];
    check_kernel(&kernel, [1, 1, 3], 2, &kernel);
}

#[test]
fn without_inputs_there_are_no_rows() {
    check_kernel(&[], [0, 3, 2], 4, &[]);
    check_kernel(&[], [2, 3, 0], 4, &[]);
}
