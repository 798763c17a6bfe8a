use super::exercise::*;
use check::guarded;
use std::panic::{catch_unwind, resume_unwind};

/// What is left out in counting.
#[derive(Clone, Copy, Default)]
struct Slip {
    constant_neurons_bend: bool,
    unused_neurons_bend: bool,
    each_neuron_alone: bool,
    no_cancelling: bool,
    change_with_sign: bool,
    change_without_weight: bool,
    two_zeros: bool,
    no_last_piece: bool,
    /// Only bends where this holds are counted.
    only: Option<fn(f64) -> bool>,
}

/// The number of pieces, counted with a slip. A bend that is none changes the slope by ∞.
fn count([w, b, v]: [&[f64]; 3], slip: Slip) -> usize {
    let mut bends: Vec<(f64, f64)> = Vec::new();
    for j in 0..w.len() {
        let silent = w[j] == 0.0 && !slip.constant_neurons_bend;
        if silent || v[j] == 0.0 && !slip.unused_neurons_bend {
            continue;
        }
        let position = if w[j] == 0.0 { f64::INFINITY } else { -b[j] / w[j] };
        if slip.only.is_some_and(|only| !only(position)) {
            continue;
        }
        let slope = if slip.change_with_sign { w[j] } else { w[j].abs() };
        let slope = if slip.change_without_weight { 1.0 } else { slope };
        let change = match (w[j] == 0.0 || v[j] == 0.0, slip.no_cancelling) {
            (true, _) => f64::INFINITY,
            (false, true) => 1.0,
            (false, false) => v[j] * slope,
        };
        let same = |bend: &&mut (f64, f64)| {
            let bits = !slip.two_zeros || bend.0.to_bits() == position.to_bits();
            bend.0 == position && bits && !slip.each_neuron_alone
        };
        match bends.iter_mut().find(same) {
            Some(bend) => bend.1 += change,
            None => bends.push((position, change)),
        }
    }
    let bent = bends.iter().filter(|(_, change)| *change != 0.0).count();
    bent + usize::from(!slip.no_last_piece)
}

/// What slips give, each with what to say about it.
fn slips(network: [&[f64]; 3]) -> Vec<(usize, &'static str)> {
    let none = Slip::default();
    let of = |slip| count(network, slip);
    let within = |only| (of(Slip { only: Some(only), ..none }), RANGE);
    let [w, ..] = network;
    vec![
        (
            of(Slip { no_last_piece: true, ..none }),
            "n bends make n + 1 pieces: the one before the first bend counts too",
        ),
        (
            w.len() + 1,
            "this is the number of neurons and 1, which is the maximum: some neurons bend nothing, or \
             bend where others do",
        ),
        (
            of(Slip { constant_neurons_bend: true, ..none }),
            "a neuron with the weight 0 is constant: it bends nowhere, for there is no x where its sum \
             passes zero",
        ),
        (
            of(Slip { unused_neurons_bend: true, ..none }),
            "a neuron whose output weight is 0 bends, but the output does not see it",
        ),
        (
            of(Slip { each_neuron_alone: true, ..none }),
            "two neurons that bend at the same position make one end of a piece, not two",
        ),
        (
            of(Slip { no_cancelling: true, ..none }),
            "bends at the same position may cancel: relu(x) − relu(−x) = x is one straight piece. Add up \
             the changes of the slope",
        ),
        (
            of(Slip { change_with_sign: true, ..none }),
            "the slope changes by v·|w|, not by v·w: a neuron with w < 0 goes from the slope v·w to 0, so \
             relu(x) + relu(−x) = |x| has a bend",
        ),
        (
            of(Slip { change_without_weight: true, ..none }),
            "the slope changes by v·|w|, not by v alone: a neuron with a larger |w| bends more",
        ),
        (
            of(Slip { two_zeros: true, ..none }),
            "−0 and 0 are the same position, though their bits differ: compare with ==",
        ),
        within(|x| x >= 0.0),
        within(|x| x > 0.0),
        within(|x| (0.0..=1.0).contains(&x)),
        within(|x| 0.0 < x && x < 1.0),
    ]
}

const RANGE: &str =
    "x runs from −∞ to ∞: bends at all positions count, also those at x < 0 and x > 1";

/// The reader's number of pieces. `partial_cmp` is `None` for the position of w = b = 0, which is NaN.
#[track_caller]
fn counted(name: &str, [w, b, v]: [&[f64]; 3]) -> usize {
    catch_unwind(|| pieces(w, b, v)).unwrap_or_else(|payload| {
        let said = payload.downcast_ref::<&str>().copied().unwrap_or_default();
        let not_a_number = w.iter().zip(b).any(|(w, b)| *w == 0.0 && *b == 0.0);
        assert!(
            !not_a_number || !said.contains("on a `None` value"),
            "{name}: your code panics: {said}\n  was NaN compared? For w = b = 0 the position −b/w is NaN, \
             and `partial_cmp` with it is `None`: a neuron with the weight 0 has no position"
        );
        guarded(|| name.into(), || resume_unwind(payload))
    })
}

/// Compares the reader's number of pieces with what is expected.
#[track_caller]
fn check_pieces(w: &[f64], b: &[f64], v: &[f64], expected: usize) {
    let name = format!("the pieces of the network w = {w:?}, b = {b:?}, v = {v:?}");
    let found = counted(&name, [w, b, v]);
    let slips = slips([w, b, v]);
    let fitting = slips.iter().filter(|(slip, _)| *slip == found && *slip != expected);
    let mut fitting: Vec<&str> = fitting.map(|(_, words)| *words).collect();
    fitting.dedup();
    let one = fitting.first().filter(|_| fitting.len() == 1);
    let said = one.map(|words| format!("\n  {words}")).unwrap_or_default();
    assert!(found == expected, "{name}: there are {found}, expected {expected}{said}");
}

#[test]
fn agrees_with_paper() {
    check_pieces(&[1.0, -1.0, 2.0], &[0.0, 0.0, -2.0], &[3.0, 3.0, 1.0], 3);
    check_pieces(&[1.0, -1.0, 2.0], &[0.0, 0.0, -2.0], &[3.0, -3.0, 1.0], 2);
}

#[test]
fn each_bend_ends_a_piece() {
    check_pieces(&[1.0, 1.0, -2.0], &[0.0, -1.0, 6.0], &[2.0, -4.0, 1.0], 4);
    check_pieces(&[-3.0], &[6.0], &[-0.5], 2);
}

/// At −5, −4, −3, 0.5 and 2.
#[test]
fn bends_at_all_positions_count() {
    check_pieces(&[1.0; 5], &[5.0, 4.0, 3.0, -0.5, -2.0], &[1.0; 5], 6);
}

#[test]
fn without_neurons_there_is_one_piece() {
    check_pieces(&[], &[], &[], 1);
}

#[test]
fn a_neuron_without_a_weight_bends_nothing() {
    check_pieces(&[2.0, 0.0, 0.0, 0.0], &[1.0, 3.0, 3.0, 2.0], &[1.0, 1.0, 2.0, 5.0], 2);
    check_pieces(&[2.0, 0.0], &[1.0, 0.0], &[1.0, 3.0], 2);
    check_pieces(&[0.0, -0.0], &[1.0, 1.0], &[1.0, 1.0], 1);
}

#[test]
fn a_neuron_that_the_output_does_not_see_bends_nothing() {
    check_pieces(&[1.0, 1.0, 1.0, 2.0], &[4.0, 3.0, -2.0, 8.0], &[1.0, 0.0, -0.0, 1.0], 2);
}

#[test]
fn two_bends_at_one_position_are_one() {
    let (w, b) = ([1.0, 2.0, 4.0, 1.0, 1.0], [-3.0, -6.0, -12.0, 1.0, -9.0]);
    check_pieces(&w, &b, &[1.0, 1.0, 2.0, 1.0, 0.0], 3);
    check_pieces(&[1.0, -2.0, -1.0], &[-3.0, 6.0, 3.0], &[1.0, 2.0, 1.0], 2);
}

/// The absolute value, relu(x) + relu(−x), with 2.
#[test]
fn bends_of_both_directions_add_up() {
    check_pieces(&[2.0, -2.0, 1.0, -1.0], &[-1.0, 1.0, 3.0, -3.0], &[1.0; 4], 3);
    check_pieces(&[1.0, -1.0], &[0.0, 0.0], &[1.0, 1.0], 2);
}

/// relu(x) − relu(−x) = x, and others.
#[test]
fn bends_may_cancel() {
    let (w, b) = ([1.0, 2.0, 4.0, 1.0, 1.0, 1.0], [-3.0, -6.0, -12.0, 5.0, 5.0, 7.0]);
    check_pieces(&w, &b, &[2.0, 1.0, -1.0, 2.0, -2.0, 3.0], 2);
    check_pieces(&[1.0, -1.0, 1.0], &[-5.0, 5.0, 1.0], &[2.0, -2.0, 1.0], 2);
}

/// Two times two, with output weights of opposite sign.
#[test]
fn a_steeper_neuron_bends_more() {
    check_pieces(&[1.0, 2.0, 1.0, 2.0], &[-0.5, -1.0, -3.0, -6.0], &[1.0, -1.0, 1.0, -1.0], 3);
}

/// −b/w is −0 for b = 0 and w > 0, and 0 for w < 0.
#[test]
fn the_two_zeros_are_one_position() {
    check_pieces(&[1.0, -1.0, 1.0, 2.0], &[0.0, 0.0, 2.0, 4.0], &[1.0; 4], 3);
}

#[test]
fn positions_may_be_far_and_changes_tiny() {
    check_pieces(&[1.0, 1.0], &[-1e300, 1e300], &[1.0, 1.0], 3);
    check_pieces(&[1e-200, 1.0], &[1e-200, 1e-200], &[1e-100, 1e300], 3);
}
