use super::exercise::*;
use check::guarded;

/// What is added up over the pixels.
type Term = fn(f32, f32) -> f32;

/// The labels in the order of these distances, of equal ones the lower index first.
fn order(images: &[f32], labels: &[usize], x: &[f32], term: Term) -> Vec<usize> {
    let distance = |a: &[f32]| -> f32 { a.iter().zip(x).map(|(a, x)| term(*a, *x)).sum() };
    let mut pairs: Vec<(f32, usize)> =
        images.chunks_exact(x.len()).map(distance).zip(labels.iter().copied()).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    pairs.into_iter().map(|(_, label)| label).collect()
}

/// The classes with most votes, in the order in which they appear.
fn tied(voters: &[usize]) -> Vec<usize> {
    let votes = |class: &usize| voters.iter().filter(|label| *label == class).count();
    let max = voters.iter().map(votes).max();
    let mut tied: Vec<usize> = Vec::new();
    for label in voters.iter().filter(|label| Some(votes(label)) == max) {
        if !tied.contains(label) {
            tied.push(*label);
        }
    }
    tied
}

/// What some slips predict, and what to say about each.
fn slips(images: &[f32], labels: &[usize], x: &[f32], k: usize) -> Vec<(usize, &'static str)> {
    let sorted = order(images, labels, x, |a, x| (a - x).powi(2));
    let at_most = |k: usize| &sorted[..k.min(sorted.len())];
    let by =
        |term: Term| tied(&order(images, labels, x, term).into_iter().take(k).collect::<Vec<_>>());
    let (voters, classes) = (at_most(k), tied(at_most(k)));
    let far: Vec<usize> = sorted.iter().rev().take(k).copied().collect();
    // The rows in the opposite order, so that of equal distances the higher index comes first.
    let last: Vec<f32> = images.chunks_exact(x.len()).rev().flatten().copied().collect();
    let last_labels: Vec<usize> = labels.iter().rev().copied().collect();
    let mut late = order(&last, &last_labels, x, |a, x| (a - x).powi(2));
    late.truncate(k);
    let mut by_label: Vec<(f32, usize)> = images
        .chunks_exact(x.len())
        .map(|a| a.iter().zip(x).map(|(a, x)| (a - x).powi(2)).sum())
        .zip(labels.iter().copied())
        .collect();
    by_label.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let by_label: Vec<usize> = by_label.into_iter().map(|(_, label)| label).take(k).collect();
    let fewer = (1..k).rev().map(|k| tied(at_most(k))).find(|tied| tied.len() == 1);
    let mut slips = vec![
        (
            classes.iter().min().copied(),
            "of the classes with most votes that is the smallest label; the one with the nearest image \
             is asked for",
        ),
        (
            classes.iter().max().copied(),
            "of the classes with most votes that is the largest label; the one with the nearest image \
             is asked for",
        ),
        (
            voters.iter().rfind(|label| classes.contains(label)).copied(),
            "of the classes with most votes that is the one with the farthest image: a later one \
             replaces the best only with more votes",
        ),
        (
            fewer.and_then(|tied| tied.first().copied()).filter(|_| classes.len() > 1),
            "that is the vote of fewer neighbours, without a tie; all k vote, and the nearest decides",
        ),
        (sorted.first().copied(), "that is the label of the nearest image: k of them vote"),
        (tied(&far).first().copied(), "the images with the largest distances vote: sort upwards"),
        (
            by(|a, x| (a - x).abs()).first().copied(),
            "the distance adds up the magnitudes of the differences: square them",
        ),
        (
            by(|a, x| a - x).first().copied(),
            "the differences are added as they are, and cancel: square each first",
        ),
        (tied(at_most(k.saturating_add(1))).first().copied(), "one more than k votes"),
        (tied(at_most(k - 1)).first().copied(), "one fewer than k votes"),
        (tied(&sorted).first().copied(), "all images vote, not only the k nearest"),
        (
            tied(&by_label).first().copied(),
            "of equal distances the image with the smaller label is taken first: sort by the distance \
             alone, so that the lower index stays first",
        ),
        (
            tied(&late).first().copied(),
            "of equal distances the image with the higher index is taken first: the lower one counts as \
             nearer",
        ),
    ];
    let right = classes.first().copied();
    slips.retain(|(prediction, _)| *prediction != right);
    slips.into_iter().filter_map(|(prediction, words)| Some((prediction?, words))).collect()
}

#[track_caller]
fn check_prediction(
    images: &[f32],
    labels: &[usize],
    x: &[f32],
    k: usize,
    expected: Option<usize>,
) {
    let given =
        || format!("x = {x:?} among the images {images:?} with the labels {labels:?}, k = {k}");
    let found = guarded(given, || predict(images, labels, x, k));
    let slips = if k == 0 || labels.is_empty() { Vec::new() } else { slips(images, labels, x, k) };
    let mut fitting =
        slips.iter().filter(|(slip, _)| Some(*slip) == found).map(|(_, words)| *words);
    let note = fitting.next().filter(|_| fitting.next().is_none());
    let note = match note {
        Some(words) => format!("\n  {words}"),
        None if expected.is_none() => "\n  where nobody votes there is no prediction".into(),
        None => {
            let mut sorted = order(images, labels, x, |a, x| (a - x).powi(2));
            sorted.truncate(k);
            let is_tie = tied(&sorted).len() > 1;
            let tie = if is_tie { "; of the classes with most votes the first counts" } else { "" };
            format!("\n  from the nearest on, the labels that vote are {sorted:?}{tie}")
        }
    };
    assert!(
        found == expected,
        "{}: the prediction is {found:?}, expected {expected:?}{note}",
        given()
    );
}

#[test]
fn agrees_with_paper() {
    let (images, labels) = ([1.0, 2.0, 4.0, 7.0, 9.0], [3, 5, 5, 3, 8]);
    for (k, expected) in [(1, 3), (2, 3), (3, 5), (4, 3), (5, 3)] {
        check_prediction(&images, &labels, &[0.0], k, Some(expected));
    }
}

/// In the order of the distance the labels of the ten nearest are 5, 6, 2, 9, 4, 6, 5, 2, 9, 4.
#[test]
fn of_a_tie_the_nearest_class_is_predicted() {
    let images = [-2.0, 0.9, 0.1, 0.8, 0.2, 0.3, 1.0, 0.5, 0.4, 0.6, 0.7, -3.0];
    let labels = [7, 9, 5, 2, 6, 2, 4, 4, 9, 6, 5, 7];
    check_prediction(&images, &labels, &[0.0], 10, Some(5));
    check_prediction(&images, &labels, &[0.0], 7, Some(5));
    check_prediction(&images, &labels, &[0.0], 6, Some(6));
    // From the other side the order is turned: 4, 9, 2, 5, 6, 4, 9, 2, 6, 5.
    check_prediction(&images, &labels, &[1.1], 10, Some(4));
}

#[test]
fn most_votes_count_more_than_the_nearest() {
    let images = [0.5, 0.1, 0.9, 0.3, 0.2, 0.8, 0.7];
    check_prediction(&images, &[2, 0, 2, 1, 1, 2, 2], &[0.0], 4, Some(1));
    check_prediction(&images, &[2, 0, 2, 1, 1, 2, 2], &[0.0], 7, Some(2));
}

/// The image with the smallest sum of squares has not the smallest sum of magnitudes.
#[test]
fn the_distance_is_that_of_squares() {
    let labels = [4, 7, 9, 2];
    let images = [0.5, 0.5, 0.0, 0.8, 1.0, 1.0, -2.0, 0.0];
    check_prediction(&images, &labels, &[0.0; 2], 1, Some(4));
    let images = [1.0, 0.0, 0.0, 0.625, 0.625, 0.0, 1.0, 1.0, 1.0, -2.0, 0.0, 0.0];
    check_prediction(&images, &labels, &[0.0; 3], 1, Some(7));
}

#[test]
fn differences_of_both_signs_count() {
    check_prediction(&[0.0, 1.0, 0.625, 0.625], &[8, 6], &[0.5, 0.5], 1, Some(6));
    check_prediction(&[-0.5, 0.25, 1.0], &[1, 2, 3], &[0.25], 1, Some(2));
    check_prediction(&[-0.75, 0.5, -0.25], &[1, 2, 3], &[-0.5], 2, Some(1));
}

#[test]
fn of_equal_distances_the_lower_index_is_nearer() {
    check_prediction(&[0.5, 0.25, 0.25, 0.25], &[9, 6, 1, 8], &[0.0], 1, Some(6));
    // Of the three at the distance 1 only two vote.
    let images = [1.0, -1.0, 0.5, 1.0, -0.5];
    check_prediction(&images, &[2, 2, 7, 7, 3], &[0.0], 4, Some(2));
}

#[test]
fn exactly_k_vote() {
    let images = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];
    check_prediction(&images, &[5, 1, 7, 9, 7, 3, 3, 3, 3, 3], &[0.0], 4, Some(5));
    check_prediction(&images, &[5, 6, 7, 6, 7, 7, 3, 3, 3, 3], &[0.0], 6, Some(7));
}

#[test]
fn with_fewer_images_all_vote() {
    check_prediction(&[0.25, 0.5, 0.75], &[1, 0, 0], &[0.0], 10, Some(0));
    check_prediction(&[0.25], &[3], &[1.0], 5, Some(3));
    check_prediction(&[0.25, 0.5], &[7, 7], &[1.0], usize::MAX, Some(7));
}

#[test]
fn where_nobody_votes_there_is_no_prediction() {
    check_prediction(&[], &[], &[0.5], 3, None);
    check_prediction(&[0.25, 0.5], &[1, 0], &[0.5], 0, None);
}
