use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

/// A slip: the intensity that it gives for a batch, inputs and outputs, and its name.
type Slip = (fn(f64, f64, f64) -> f64, &'static str);

fn expected(b: f64, i: f64, o: f64) -> f64 {
    2.0 * b * i * o / (4.0 * (b * i + i * o + b * o))
}

const SLIPS: [Slip; 8] = [
    (|b, i, o| expected(b, i, o) / 2.0, "an addition belongs to each multiplication: 2·B·I·O"),
    (|b, i, o| expected(b, i, o) * 4.0, "that is FLOP per element: each f32 has four bytes"),
    (
        |b, i, o| expected(b, i, o) / 2.0 * 4.0,
        "that is multiplications per element, not FLOP per byte",
    ),
    (|b, i, o| expected(b, i, o).floor(), "the fraction is lost: divide f64, not usize"),
    (
        |b, i, o| b * i * o / 2.0 / (i * o),
        "only the weights are counted; X is read and Y is written",
    ),
    (
        |b, i, o| b * i * o / 2.0 / (b * i + i * o),
        "Y is not counted: it is written to memory as well",
    ),
    (|b, i, o| 1.0 / expected(b, i, o), "that is bytes per FLOP, upside down"),
    (|_, _, _| 0.5, "in a batch a weight that has come serves all samples"),
];

/// Asserts that a number is right, and names the slip if it can.
#[track_caller]
fn check(batch: usize, inputs: usize, outputs: usize) {
    let name = format!("the intensity for {batch} samples, {inputs} inputs and {outputs} outputs");
    let found = guarded(|| name.clone(), || intensity(batch, inputs, outputs));
    let [b, i, o] = [batch, inputs, outputs].map(|size| size as f64);
    let mismatch = compare(&name, &[], &[found], &[expected(b, i, o)], Tolerance::F64_GOLDEN);
    let is = |slip: &Slip| Tolerance::F64_GOLDEN.is_close(found, slip.0(b, i, o));
    assert_or_name_slip(mismatch, || SLIPS.iter().find(|slip| is(slip)).map(|slip| slip.1));
}

/// One sample of the network of chapter 18: two bytes move for each FLOP.
#[test]
fn a_single_sample_does_half_a_flop_for_a_byte() {
    check(1, 784, 128);
}

#[test]
fn a_batch_does_more_for_a_byte() {
    check(32, 784, 128);
    check(256, 784, 128);
    check(4096, 4096, 4096);
}

#[test]
fn any_of_the_three_matrices_may_be_the_large_one() {
    for [batch, inputs, outputs] in [[60_000, 2, 3], [2, 60_000, 3], [2, 3, 60_000], [1, 1, 1]] {
        check(batch, inputs, outputs);
    }
}

#[test]
fn the_ceiling_is_the_lower_of_the_two() {
    // A core of 100 GFLOP/s at 20 GB/s.
    let (peak, bandwidth) = (100e9, 20e9);
    for (intensity, expected) in
        [(0.5, 10e9), (4.9, 98e9), (5.0, 100e9), (5.1, 100e9), (680.0, 100e9)]
    {
        let name = format!("the ceiling at {intensity} FLOP/byte, 100 GFLOP/s and 20 GB/s");
        let found = guarded(|| name.clone(), || ceiling(peak, bandwidth, intensity));
        let mismatch = compare(&name, &[], &[found], &[expected], Tolerance::F64_GOLDEN);
        let slips = [
            (peak.max(intensity * bandwidth), "that is the higher of the two, and both are limits"),
            (peak.min(bandwidth), "the intensity is missing: a byte brings that many FLOP"),
            (peak.min(bandwidth / intensity), "byte/s divided by FLOP/byte is no FLOP/s: multiply"),
            (intensity * bandwidth, "it is above the peak, which no machine exceeds"),
            (peak, "here the memory does not bring enough for the peak"),
        ];
        assert_or_name_slip(mismatch, || {
            let slip = slips.iter().find(|(slip, _)| Tolerance::F64_GOLDEN.is_close(found, *slip));
            slip.map(|(_, words)| *words)
        });
    }
}
