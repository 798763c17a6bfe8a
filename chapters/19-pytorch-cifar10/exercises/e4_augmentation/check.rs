use super::exercise::*;
use check::guarded;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use std::collections::HashMap;

/// Half of an image's values are negative, as they are once images are normalized.
const MIDDLE: f32 = 1535.5;

/// Three planes in which every value is another one, and none is 0.
fn image() -> Vec<f32> {
    (0..3 * SIDE * SIDE).map(|i| i as f32 - MIDDLE).collect()
}

fn at(image: &[f32], plane: usize, row: usize, column: usize) -> f32 {
    image[(plane * SIDE + row) * SIDE + column]
}

/// Row and column of a value of [`image`], which tells its own position.
fn origin(value: f32) -> String {
    let i = (value + MIDDLE) as usize;
    format!("plane {}, row {}, column {}", i / (SIDE * SIDE), i / SIDE % SIDE, i % SIDE)
}

/// The image as it should be: mirrored or not, and then shifted.
fn changed(image: &[f32], mirror: bool, down: i32, right: i32) -> Vec<f32> {
    let pixel = |i: usize| {
        let (plane, row, column) = (i / (SIDE * SIDE), i / SIDE % SIDE, i % SIDE);
        let [row, column] = [(row, down), (column, right)].map(|(at, shift)| at as i32 - shift);
        let is_inside = [row, column].iter().all(|at| (0..SIDE as i32).contains(at));
        let column = if mirror { SIDE as i32 - 1 - column } else { column };
        if is_inside { at(image, plane, row as usize, column as usize) } else { 0.0 }
    };
    (0..image.len()).map(pixel).collect()
}

/// The reader's mirror image.
fn mirror_image() -> Vec<f32> {
    guarded(|| "`mirrored` of an image".into(), || mirrored(&image()))
}

/// The reader's shifted image.
fn shifted_image(down: i32, right: i32) -> Vec<f32> {
    let given = || format!("`shifted` by {down} down and {right} to the right");
    guarded(given, || shifted(&image(), down, right))
}

#[track_caller]
fn check_pixels(what: &str, image: &[f32]) {
    let (found, expected) = (image.len(), 3 * SIDE * SIDE);
    assert!(
        found == expected,
        "{what} has {found} values, expected {expected}: every plane stays as large as it was, what \
         comes in from outside is 0"
    );
}

#[test]
fn a_mirror_exchanges_left_and_right() {
    let (before, after) = (image(), mirror_image());
    check_pixels("a mirror image", &after);
    for (i, expected) in changed(&before, true, 0, 0).into_iter().enumerate() {
        let (plane, row, column) = (i / (SIDE * SIDE), i / SIDE % SIDE, i % SIDE);
        let found = after[i];
        let note = if found == before[i] {
            ": it stayed where it was"
        } else if found == at(&before, plane, 31 - row, column) {
            ": that is upside down"
        } else if found == before[before.len() - 1 - i] {
            ": everything is reversed, rows and planes too"
        } else if found == at(&before, plane, 31 - row, 31 - column) {
            ": each plane is reversed, the order of its rows too"
        } else {
            ""
        };
        assert!(
            found == expected,
            "Plane {plane}, row {row}, column {column} of the mirror image is {found}, expected \
             {expected}{note}"
        );
    }
}

/// Near the middle, where nothing comes in from outside.
#[test]
fn a_shift_moves_every_plane() {
    let before = image();
    for (down, right) in [(0, 0), (2, 0), (0, 3), (-4, 1), (4, -4), (-3, 2), (-1, -2)] {
        let after = shifted_image(down, right);
        check_pixels("a shifted image", &after);
        for (plane, row, column) in [(0usize, 10i32, 10i32), (1, 20, 12), (2, 7, 24)] {
            let expected = at(&before, plane, (row - down) as usize, (column - right) as usize);
            let found = at(&after, plane, row as usize, column as usize);
            let turned = at(&before, plane, (row + down) as usize, (column + right) as usize);
            let exchanged = at(&before, plane, (row - right) as usize, (column - down) as usize);
            let note = match found {
                _ if found == turned => ": it went the opposite way",
                _ if found == exchanged => ": down and right are exchanged",
                _ => "",
            };
            assert!(
                found == expected,
                "Shifted by {down} down and {right} to the right, plane {plane}, row {row}, column \
                 {column} is {found}, expected {expected}{note}"
            );
        }
    }
}

/// All shifts, both ways along both axes, and every pixel.
#[test]
fn nothing_comes_in_from_the_other_side() {
    let (before, side) = (image(), SIDE as i32);
    for down in -MAX_SHIFT..=MAX_SHIFT {
        for right in -MAX_SHIFT..=MAX_SHIFT {
            let after = shifted_image(down, right);
            check_pixels("a shifted image", &after);
            for (i, expected) in changed(&before, false, down, right).into_iter().enumerate() {
                let [row, column] = [(i / SIDE % SIDE) as i32, (i % SIDE) as i32];
                let found = after[i];
                let edge = match (row - down, column - right) {
                    (above, _) if above < 0 => "upper",
                    (below, _) if below >= side => "lower",
                    (_, left) if left < 0 => "left",
                    _ => "right",
                };
                let should_be = match expected {
                    0.0 => "0, since nothing was there".into(),
                    value => format!("{value}, a value of the image"),
                };
                let note = match (expected, found) {
                    (0.0, found) if before.contains(&found) => format!(
                        ": that is {}, which came in over the {edge} edge. Are both ends of both axes \
                         looked at?",
                        origin(found)
                    ),
                    (_, 0.0) => ": too much was taken for outside".into(),
                    (expected, found) if found == -expected => {
                        ": a value keeps its sign, in normalized images half are negative".into()
                    }
                    _ => String::new(),
                };
                assert!(
                    found == expected,
                    "Shifted by {down} down and {right} to the right, plane {}, row {row}, column \
                     {column} is {found}, expected {should_be}{note}",
                    i / (SIDE * SIDE)
                );
            }
        }
    }
}

/// How often each change happened: mirrored, down, right.
fn counts(runs: u64) -> HashMap<(bool, i32, i32), u32> {
    let image = image();
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let mut counts = HashMap::new();
    for _ in 0..runs {
        let after = guarded(|| "`augmented` of an image".into(), || augmented(&image, rng));
        check_pixels("an augmented image", &after);
        // Mirrored and not, a pixel may come from the same position: two pixels tell them apart.
        let (middle, next) = (at(&after, 1, 16, 16), at(&after, 1, 16, 17));
        let mirror = next < middle;
        let before = changed(&image, mirror, 0, 0);
        let found = (-MAX_SHIFT..=MAX_SHIFT)
            .flat_map(|down| (-MAX_SHIFT..=MAX_SHIFT).map(move |right| (down, right)))
            .find(|(down, right)| {
                at(&before, 1, (16 - down) as usize, (16 - right) as usize) == middle
            });
        let (down, right) = found.unwrap_or_else(|| {
            panic!(
                "In the middle of an augmented image is {middle}, which no shift of −4 to 4 brings \
                 there, mirrored or not"
            )
        });
        assert!(
            after == changed(&image, mirror, down, right),
            "In the middle the augmented image is {}shifted by {down} down and {right} to the \
             right, but not everywhere: all rows of all planes are to be changed alike, and 0 comes \
             in from outside (if the tests of `mirrored` and `shifted` fail too, mend those first)",
            if mirror { "mirrored and " } else { "" }
        );
        *counts.entry((mirror, down, right)).or_default() += 1;
    }
    counts
}

#[test]
fn half_are_mirrored_and_all_shifts_are_equally_likely() {
    let runs = 3000;
    let counts = counts(runs);
    let sum = |chosen: &dyn Fn(&(bool, i32, i32)) -> bool| -> u32 {
        counts.iter().filter(|(change, _)| chosen(change)).map(|(_, count)| count).sum()
    };
    let mirrors = sum(&|change| change.0);
    assert!(
        (1350..=1650).contains(&mirrors),
        "{mirrors} of {runs} were mirrored, expected about half, 1500"
    );
    // From the last: a range that leaves out its end makes the others more frequent, too.
    for shift in (-MAX_SHIFT..=MAX_SHIFT).rev() {
        let down = sum(&|change| change.1 == shift);
        let right = sum(&|change| change.2 == shift);
        for (name, count) in [("down", down), ("to the right", right)] {
            let note =
                if count == 0 && shift == MAX_SHIFT { ": `a..b` leaves out `b`" } else { "" };
            assert!(
                (250..=420).contains(&count),
                "{count} of {runs} were shifted by {shift} {name}, expected about 333, a \
                 ninth{note}"
            );
        }
    }
    let diagonal = sum(&|change| change.1 == change.2);
    assert!(
        diagonal < 500,
        "{diagonal} of {runs} were shifted as far down as to the right, expected about a ninth: \
         draw the two shifts one after the other"
    );
}

#[test]
fn the_seed_decides() {
    let of = |seed| {
        let rng = &mut ChaCha8Rng::seed_from_u64(seed);
        (0..5).map(|_| augmented(&image(), rng)).collect::<Vec<_>>()
    };
    assert!(
        of(1) == of(1),
        "The same seed gives other versions: let all randomness come from `rng`"
    );
    assert!(of(1) != of(2), "Another seed gives the same versions");
}
