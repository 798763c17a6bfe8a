use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded};

type Tensors = Vec<Vec<f64>>;

fn norm(elements: &[f64]) -> f64 {
    // Divided by the maximum, so that no square overflows.
    let max = elements.iter().fold(0.0, |max: f64, g| max.max(g.abs()));
    if max == 0.0 {
        0.0
    } else {
        max * elements.iter().map(|g| (g / max).powi(2)).sum::<f64>().sqrt()
    }
}

/// The gradients after the reader's clipping, one after the other, and what was returned.
#[track_caller]
fn clip(gradients: &Tensors, limit: f64) -> (Vec<f64>, f64) {
    let mut clipped = gradients.clone();
    let given = || format!("clipping {gradients:?} to {limit}");
    let returned = guarded(given, || clip_by_global_norm(&mut clipped, limit));
    let sizes = |tensors: &Tensors| tensors.iter().map(Vec::len).collect::<Vec<_>>();
    assert!(
        sizes(&clipped) == sizes(gradients),
        "the tensors have the sizes {:?} after clipping, expected those they had, {:?}",
        sizes(&clipped),
        sizes(gradients)
    );
    (clipped.concat(), returned)
}

/// Names the slip that gives these gradients, or two that do: with the limit 1 some are alike.
fn slip(gradients: &Tensors, limit: f64, found: &[f64]) -> Option<String> {
    if found.iter().any(|g| g.is_nan()) {
        return Some("NaN comes of 0/0 or of 0·∞: a norm of 0 is not to be divided by".into());
    }
    let all = gradients.concat();
    let norms: Vec<f64> = gradients.iter().map(|gradient| norm(gradient)).collect();
    let with = |factor: &dyn Fn(usize) -> f64| -> Vec<f64> {
        let scaled = |(j, g): (usize, &Vec<f64>)| g.iter().map(move |g| g * factor(j)).collect();
        gradients.iter().enumerate().map(scaled).collect::<Tensors>().concat()
    };
    let to = |norm: f64| if norm > limit { limit / norm } else { 1.0 };
    let (max, sum) = (norms.iter().fold(0.0, |max: f64, norm| max.max(*norm)), norms.iter().sum());
    let slips = [
        (
            with(&|j| to(norms[j])),
            "each tensor was clipped by its own norm; all have the same factor, made of the norm of \
             all together",
        ),
        (with(&|_| 1.0), "nothing was clipped"),
        (
            with(&|_| limit / norm(&all)),
            "the minimum with 1 is missing: gradients below the limit stay as they are",
        ),
        (
            with(&|_| to(max)),
            "that has the maximum of the tensors' norms; take all elements for one long vector",
        ),
        (
            with(&|_| to(sum)),
            "norms do not add up: their squares do (as in a right-angled triangle)",
        ),
        (
            with(&|_| to(norm(&all).powi(2))),
            "the root is missing: the norm is the root of the sum of squares",
        ),
        (with(&|_| to(norm(&all)).powi(2)), "the factor is c/‖g‖, not its square"),
        (
            with(&|_| to(norm(&all) / (all.len() as f64).sqrt())),
            "not divided by the number of elements: the norm is the root of the sum of squares",
        ),
        (
            with(&|_| if norm(&all) > limit { 1.0 / norm(&all) } else { 1.0 }),
            "the limit is missing in the factor, c/‖g‖",
        ),
        (
            with(&|j| to(norm(&gradients[..=j].concat()))),
            "each tensor was scaled by the norm of the tensors so far: the norm of all comes first",
        ),
        (
            with(&|_| (limit / (norm(&all) + 1e-6)).min(1.0)),
            "a small number was added to the norm, as PyTorch does; here the factor is c/‖g‖ itself",
        ),
        (
            with(&|_| to(norm(&all) / norms.len() as f64)),
            "there is no mean to take over the tensors: their squares add up",
        ),
        (
            all.iter().map(|g| g.clamp(-limit, limit)).collect(),
            "each element was clipped by itself, which changes the direction",
        ),
    ];
    let fits =
        |slip: &[f64]| compare("", &[slip.len()], found, slip, Tolerance::F64_GOLDEN).is_ok();
    let fitting = slips.iter().filter(|(slip, _)| fits(slip)).map(|(_, words)| *words);
    let words: Vec<_> = fitting.collect();
    (1..=2).contains(&words.len()).then(|| words.join("\n  or: "))
}

/// Compares the clipped gradients with what is expected.
#[track_caller]
fn check_clipped(gradients: &[&[f64]], limit: f64, expected: &[f64]) {
    let gradients: Tensors = gradients.iter().map(|g| g.to_vec()).collect();
    let (found, _) = clip(&gradients, limit);
    let name = format!("the elements of {gradients:?}, one after the other, clipped to {limit}");
    let mismatch = compare(&name, &[found.len()], &found, expected, Tolerance::F64_GOLDEN);
    let said = mismatch.is_err().then(|| slip(&gradients, limit, &found)).flatten();
    assert_or_name_slip(mismatch, || said.as_deref());
}

/// Three tensors of several sizes; their norm is 13.
const THREE: [&[f64]; 3] = [&[3.0], &[0.0, -4.0], &[-12.0, 0.0, 0.0]];

#[test]
fn the_norm_of_all_tensors_together_is_the_limit() {
    check_clipped(&THREE, 2.6, &[0.6, 0.0, -0.8, -2.4, 0.0, 0.0]);
    check_clipped(&THREE, 6.5, &[1.5, 0.0, -2.0, -6.0, 0.0, 0.0]);
    check_clipped(&THREE, 1.0, &[3.0, 0.0, -4.0, -12.0, 0.0, 0.0].map(|g| g / 13.0));
    check_clipped(&[&[3.0], &[0.0, 4.0]], 1.0, &[0.6, 0.0, 0.8]);
}

/// The report's 16 tensors, each of the norm 1: together 4.
#[test]
fn together_they_may_be_above_the_limit() {
    let gradients = vec![vec![0.6, -0.8]; 16];
    let (found, _) = clip(&gradients, 1.0);
    let note = if norm(&found) > 1.0 {
        "a tensor at the limit is scaled as well, if all together are above it"
    } else {
        "clipped too far"
    };
    let said = slip(&gradients, 1.0, &found).map(|words| format!("\n  {words}"));
    assert!(
        (norm(&found) - 1.0).abs() < 1e-12,
        "16 tensors of the norm 1, clipped to 1, have the norm {} together, expected 1: {note}{}",
        norm(&found),
        said.unwrap_or_default()
    );
}

#[test]
fn the_direction_stays() {
    let gradients: Tensors = vec![vec![1.0, -2.0], vec![0.25, 30.0, -0.5], vec![-8.0]];
    let (found, _) = clip(&gradients, 2.0);
    let factors: Vec<f64> = found.iter().zip(gradients.concat()).map(|(f, g)| f / g).collect();
    let said = slip(&gradients, 2.0, &found).map(|words| format!("\n  {words}"));
    assert!(
        factors.iter().all(|factor| (factor / factors[0] - 1.0).abs() < 1e-12),
        "the elements of {gradients:?} are multiplied by {factors:.4?}, expected the same factor for \
         all{}",
        said.unwrap_or_default()
    );
}

/// The first tensor alone is below the limit.
#[test]
fn a_small_tensor_shrinks_with_a_large_one() {
    check_clipped(
        &[&[1e-3], &[0.0, -1e3]],
        0.25,
        &[0.25e-3 / 1e3f64.hypot(1e-3), 0.0, -0.25e3 / 1e3f64.hypot(1e-3)],
    );
}

#[test]
fn a_single_tensor_is_clipped_to_the_limit() {
    check_clipped(&[&[3.0, -4.0]], 1.0, &[0.6, -0.8]);
    check_clipped(&[&[-30.0, 40.0]], 5.0, &[-3.0, 4.0]);
    check_clipped(&[&[3e100, 4e100]], 10.0, &[6.0, 8.0]);
}

#[test]
fn gradients_below_the_limit_stay() {
    check_clipped(&[&[0.3], &[0.0, -0.4]], 1.0, &[0.3, 0.0, -0.4]);
    check_clipped(&[&[3e-100, -4e-100]], 1.0, &[3e-100, -4e-100]);
    check_clipped(&[&[3.0, -4.0]], 5.0, &[3.0, -4.0]);
}

#[test]
fn a_gradient_of_zero_stays() {
    check_clipped(&[&[0.0, 0.0], &[0.0]], 1.0, &[0.0, 0.0, 0.0]);
    check_clipped(&[&[0.0, 0.0], &[0.0]], 0.0, &[0.0, 0.0, 0.0]);
    check_clipped(&[&[], &[]], 1.0, &[]);
    check_clipped(&[], 1.0, &[]);
}

#[test]
fn the_norm_before_clipping_is_returned() {
    for (limit, scale) in [(1.0, 1.0), (100.0, 1.0), (6.5, 0.5)] {
        let gradients: Tensors =
            THREE.iter().map(|g| g.iter().map(|g| scale * g).collect()).collect();
        let (_, returned) = clip(&gradients, limit);
        let expected = 13.0 * scale;
        let note = match returned {
            _ if returned == limit => ": that is the norm after clipping",
            _ if returned == 19.0 * scale => ": that is the sum of the norms",
            _ if returned == expected / 3.0 => ": that is divided by the number of tensors",
            _ if (returned * 6f64.sqrt() - expected).abs() < 1e-9 => {
                ": that is divided by the number of elements"
            }
            _ if returned == expected * expected => ": the root is missing",
            _ => "",
        };
        assert!(
            (returned - expected).abs() < 1e-12,
            "clipping {gradients:?} to {limit} returns {returned}, expected {expected}, the norm they \
             had{note}"
        );
    }
}
