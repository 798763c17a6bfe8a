//! What a hand draws becomes what the network has learnt from.

use ch01::{Drawing, Reader, pen, prediction};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::sync::LazyLock;

pub static READER: LazyLock<Reader> = LazyLock::new(|| {
    let mut reader = Reader::untrained(1);
    let mut digits = data::digits();
    digits.train = ch01::augmented(&digits.train, 9, 1);
    reader.train(&digits, 10, 1, &mut ());
    reader
});

#[test]
fn the_data_sets_own_images_drawn_large_are_read() {
    let test = data::digits().test;
    let right = (0..test.len()).filter(|&i| {
        let probabilities = READER.predict(&Drawing::from_image(test.image(i)).prepare());
        prediction(&probabilities).0 == usize::from(test.labels()[i])
    });
    let right = right.count() as f64 / test.len() as f64;
    assert!(right >= 0.95, "{right}");
}

#[test]
fn digits_of_a_pen_are_read() {
    let read = |drawing: &Drawing| prediction(&READER.predict(&drawing.prepare()));
    let digits = pen::digits();
    let right =
        digits.iter().enumerate().filter(|(digit, drawing)| read(drawing).0 == *digit).count();
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let mut shaken = 0;
    for (digit, drawing) in digits.iter().enumerate() {
        for _ in 0..20 {
            shaken += usize::from(read(&pen::shaken(drawing, rng)).0 == digit);
        }
    }
    assert!(right >= 8, "{right} of 10");
    assert!(shaken >= 180, "{shaken} of 200");
}

/// A limit that the page names: where a longer flag and a foot meet, the network sees a 2.
#[test]
fn a_one_with_a_foot_is_no_one() {
    let (flag, foot) =
        (vec![[38.0, 22.0], [55.0, 5.0], [55.0, 95.0]], vec![[30.0, 95.0], [80.0, 95.0]]);
    let one = Drawing { strokes: vec![flag, foot] };
    assert_eq!(prediction(&READER.predict(&one.prepare())).0, 2);
}

#[test]
fn a_dot_is_ink_in_the_middle() {
    for stroke in [vec![[7.0, 7.0]], vec![[0.0, 0.0], [0.0, 1e-38]], vec![[1e6, -1e6]; 2]] {
        let pixels = Drawing { strokes: vec![stroke] }.prepare();
        let middle = [27, 28, 35, 36];
        assert!(middle.iter().all(|pixel| pixels[*pixel] == 16), "{pixels:?}");
        assert!(pixels.iter().map(|ink| u32::from(*ink)).sum::<u32>() < 100, "{pixels:?}");
    }
}

#[test]
fn position_and_size_do_not_matter() {
    for digit in pen::digits() {
        let moved = |[x, y]: &[f32; 2]| [3.0 * x + 700.0, 3.0 * y - 20.0];
        let strokes = digit.strokes.iter().map(|stroke| stroke.iter().map(moved).collect());
        let elsewhere = Drawing { strokes: strokes.collect() };
        let (here, there) = (digit.prepare(), elsewhere.prepare());
        let differ: i32 =
            here.iter().zip(&there).map(|(a, b)| (i32::from(*a) - i32::from(*b)).abs()).sum();
        // Rounding decides which of several points at the same distance are inked.
        assert!(differ <= 8, "{differ}");
    }
}
