use super::exercise::*;
use check::guarded;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// A sort key of a training image, smaller first: of its pixels, those of `x`, its index, its label.
type Key = fn(&[f32], &[f32], f32, f32) -> [f32; 2];

/// The sum over the pixels of this term.
fn sum(a: &[f32], x: &[f32], term: fn(f32, f32) -> f32) -> f32 {
    a.iter().zip(x).map(|(a, x)| term(*a, *x)).sum()
}

fn squared(a: &[f32], x: &[f32]) -> f32 {
    sum(a, x, |a, x| (a - x).powi(2))
}

/// The distance, and the index where it is the same.
const RIGHT: Key = |a, x, i, _| [squared(a, x), i];

/// Other orders, and what to say where their first `k` images vote.
const ORDERS: [(Key, &str); 8] = [
    (|a, x, i, _| [-squared(a, x), i], "the images with the largest distances vote: sort upwards"),
    (
        |_, _, i, _| [0.0, i],
        "the first k images vote, whatever their distance: sort the images by their distance",
    ),
    (
        |a, x, i, _| [sum(a, x, |a, x| (a - x).abs()), i],
        "the distance adds up the magnitudes of the differences: square them",
    ),
    (
        |a, x, i, _| [sum(a, x, |a, x| a - x), i],
        "the differences are added as they are, and cancel: square each first",
    ),
    (|a, x, i, _| [sum(a, x, |a, x| a * x), i], PRODUCTS),
    (|a, x, i, _| [-sum(a, x, |a, x| a * x), i], PRODUCTS),
    (
        |a, x, _, label| [squared(a, x), label],
        "of equal distances the image with the smaller label is taken first: sort by the distance alone, \
         so that the lower index stays first",
    ),
    (
        |a, x, i, _| [squared(a, x), -i],
        "of equal distances the image with the higher index is taken first: the lower one counts as nearer",
    ),
];

const PRODUCTS: &str =
    "the images are in the order of the products a·x, which are only a part of the distance";

/// The indices of the images in the order of this key.
fn order(images: &[f32], labels: &[usize], x: &[f32], key: Key) -> Vec<usize> {
    let rows = images.chunks_exact(x.len()).zip(labels).enumerate();
    let mut keyed: Vec<([f32; 2], usize)> =
        rows.map(|(i, (a, label))| (key(a, x, i as f32, *label as f32), i)).collect();
    keyed.sort_by(|(a, _), (b, _)| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    keyed.into_iter().map(|(_, i)| i).collect()
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
fn slips(
    images: &[f32],
    labels: &[usize],
    x: &[f32],
    k: usize,
) -> Vec<(Option<usize>, &'static str)> {
    let sorted = order(images, labels, x, RIGHT);
    let of = |i: &usize| labels[*i];
    let vote = |order: &[usize], k: usize| tied(&order.iter().take(k).map(of).collect::<Vec<_>>());
    let (voters, classes) = (&sorted[..k.min(sorted.len())], vote(&sorted, k));
    let right = classes.first().copied();
    let is_tied = |i: &&usize| classes.contains(&labels[**i]);
    let fewer = (1..k).rev().map(|k| vote(&sorted, k)).find(|tied| tied.len() == 1);
    let distance = |i: &usize| squared(&images[i * x.len()..][..x.len()], x);
    let total = |class: &usize| -> f32 {
        voters.iter().filter(|i| labels[**i] == *class).map(distance).sum()
    };
    let index = "that is the index of an image: the prediction is a label";
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
            voters.iter().rfind(is_tied).map(of),
            "of the classes with most votes that is the one with the farthest image: a later one \
             replaces the best only with more votes",
        ),
        (
            classes.iter().min_by(|a, b| total(a).total_cmp(&total(b))).copied(),
            "of the classes with most votes that is the one with the smallest sum of distances; the one \
             with the nearest image is asked for",
        ),
        (
            fewer.and_then(|tied| tied.first().copied()).filter(|_| classes.len() > 1),
            "that is the vote of fewer neighbours, without a tie; all k vote, and the nearest decides",
        ),
        (sorted.first().map(of), "that is the label of the nearest image: k of them vote"),
        (sorted.first().copied(), index),
        (voters.iter().find(|i| Some(labels[**i]) == right).copied(), index),
        (vote(&sorted, k.saturating_add(1)).first().copied(), "one more than k votes"),
        (vote(&sorted, k - 1).first().copied(), "one fewer than k votes"),
        (vote(&sorted, usize::MAX).first().copied(), "all images vote, not only the k nearest"),
    ];
    let by = |key: Key| vote(&order(images, labels, x, key), k).first().copied();
    slips.extend(ORDERS.iter().map(|(key, words)| (by(*key), *words)));
    slips.retain(|(prediction, _)| prediction.is_some() && *prediction != right);
    slips
}

/// The reader's prediction. A slice of `k` neighbours panics where there are fewer.
#[track_caller]
fn predicted(
    given: impl Fn() -> String,
    [images, x]: [&[f32]; 2],
    labels: &[usize],
    k: usize,
) -> Option<usize> {
    let code = AssertUnwindSafe(|| predict(images, labels, x, k));
    catch_unwind(code).unwrap_or_else(|payload| {
        let said = payload.downcast_ref::<String>().map_or("", String::as_str);
        assert!(
            k <= labels.len() || !said.contains("out of range for slice"),
            "{}: your code panics: {said}\n  there are fewer than k images, and then all of them vote: \
             `k.min(n)`, or `truncate(k)`",
            given()
        );
        guarded(&given, || resume_unwind(payload))
    })
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
    let found = predicted(given, [images, x], labels, k);
    let slips = if k == 0 || labels.is_empty() { Vec::new() } else { slips(images, labels, x, k) };
    let mut fitting: Vec<&str> =
        slips.iter().filter(|(slip, _)| *slip == found).map(|(_, words)| *words).collect();
    fitting.dedup();
    let note = fitting.first().filter(|_| fitting.len() == 1);
    let note = match note {
        Some(words) => format!("\n  {words}"),
        None if expected.is_none() => "\n  where nobody votes there is no prediction".into(),
        None => {
            let sorted = order(images, labels, x, RIGHT);
            let sorted: Vec<usize> = sorted.iter().take(k).map(|i| labels[*i]).collect();
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
    let (images, labels) = ([12.0, 4.0, 14.0, 1.0, 7.0], [3, 3, 8, 5, 5]);
    for (k, expected) in [(1, 3), (2, 3), (3, 5), (4, 3), (5, 3)] {
        check_prediction(&images, &labels, &[5.0], k, Some(expected));
    }
}

/// In the order of the distance the labels of the ten nearest are 5, 6, 2, 9, 4, 6, 5, 2, 9, 4.
#[test]
fn of_a_tie_the_nearest_class_is_predicted() {
    let images = [-2.0, 0.1, 0.9, 0.8, 0.5, 0.55, 1.0, 0.65, 0.6, 0.7, 0.75, -3.0];
    let labels = [7, 5, 9, 2, 6, 2, 4, 4, 9, 6, 5, 7];
    check_prediction(&images, &labels, &[0.0], 10, Some(5));
    check_prediction(&images, &labels, &[0.0], 7, Some(5));
    check_prediction(&images, &labels, &[0.0], 6, Some(6));
    // From the other side the order is turned: 4, 9, 2, 5, 6, 4, 9, 2, 6, 5.
    check_prediction(&images, &labels, &[1.1], 10, Some(4));
}

/// Of 5, 4, 9 and 2, with two votes each, 5 has the nearest image, and 4 the smallest sum of distances.
#[test]
fn the_sum_of_the_distances_decides_no_tie() {
    let images = [0.6, 0.1, 0.45, 0.2, 0.65, 0.47, 0.7, 0.46];
    check_prediction(&images, &[2, 5, 9, 4, 5, 4, 2, 9], &[0.0], 8, Some(5));
}

/// The squared distances are 4, 2.25, 0.25, 64, 0.0625, 81, 25 and 16.
#[test]
fn the_images_come_in_any_order() {
    let images = [[3.0, 0.0], [6.5, 0.0], [4.5, 0.0], [5.0, 8.0], [5.25, 0.0], [5.0, 9.0]];
    let images = [images.concat(), vec![0.0, 0.0, 9.0, 0.0]].concat();
    check_prediction(&images, &[6, 6, 3, 8, 3, 8, 1, 2], &[5.0, 0.0], 3, Some(3));
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
    let images = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2];
    check_prediction(&images, &[5, 1, 7, 9, 7, 3, 3, 3, 3, 8, 8, 8], &[0.0], 4, Some(5));
    check_prediction(&images, &[5, 6, 7, 6, 7, 7, 3, 3, 3, 3, 8, 8], &[0.0], 6, Some(7));
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
