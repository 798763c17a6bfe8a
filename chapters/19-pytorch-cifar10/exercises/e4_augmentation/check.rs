use super::exercise::*;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use std::collections::HashMap;

/// Three planes in which every value is another one, and none is 0.
fn image() -> Vec<f32> {
    (1..=3 * SIDE * SIDE).map(|i| i as f32).collect()
}

fn at(image: &[f32], plane: usize, row: usize, column: usize) -> f32 {
    image[(plane * SIDE + row) * SIDE + column]
}

#[test]
fn a_mirror_exchanges_left_and_right() {
    let (before, after) = (image(), mirrored(&image()));
    assert_eq!(after.len(), before.len(), "a mirror image has as many pixels");
    for (plane, row, column) in [(0, 0, 0), (0, 5, 31), (1, 17, 3), (2, 31, 16)] {
        let found = at(&after, plane, row, column);
        let note = if found == at(&before, plane, 31 - row, column) {
            ": that is upside down"
        } else if found == before[before.len() - 1 - ((plane * SIDE + row) * SIDE + column)] {
            ": everything is reversed, rows and planes too"
        } else {
            ""
        };
        let expected = at(&before, plane, row, 31 - column);
        assert!(
            found == expected,
            "Plane {plane}, row {row}, column {column} of the mirror image is {found}, expected \
             {expected}{note}"
        );
    }
}

#[test]
fn a_shift_moves_every_plane() {
    let before = image();
    for (down, right) in [(0, 0), (2, 0), (0, 3), (-4, 1), (4, -4)] {
        let after = shifted(&before, down, right);
        assert_eq!(after.len(), before.len(), "a shifted image has as many pixels");
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

#[test]
fn nothing_comes_in_from_the_other_side() {
    let after = shifted(&image(), 3, -2);
    for (index, value) in after.iter().enumerate() {
        let (row, column) = (index / SIDE % SIDE, index % SIDE);
        let outside = row < 3 || column >= SIDE - 2;
        assert!(
            (*value == 0.0) == outside,
            "Shifted by 3 down and -2 to the right, row {row}, column {column} is {value}, \
             expected {}",
            if outside { "0, since nothing was there" } else { "a value of the image" }
        );
    }
}

/// How often each change happened: mirrored, down, right.
fn counts(runs: u64) -> HashMap<(bool, i32, i32), u32> {
    let image = image();
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let mut counts = HashMap::new();
    for _ in 0..runs {
        let after = augmented(&image, rng);
        // Mirrored and not, a pixel may come from the same position: two pixels tell them apart.
        let (middle, next) = (at(&after, 1, 16, 16), at(&after, 1, 16, 17));
        let mirror = next < middle;
        let before = if mirror { mirrored(&image) } else { image.clone() };
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
            after == shifted(&before, down, right),
            "In the middle the augmented image is {}shifted by {down} down and {right} to the \
             right, but not everywhere: all rows of all planes are to be changed alike",
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
