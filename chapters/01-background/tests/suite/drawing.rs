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
    println!("{right}");
    assert!(right >= 0.95, "{right}");
}

#[test]
fn digits_of_a_pen_are_read() {
    let read = |drawing: &Drawing| prediction(&READER.predict(&drawing.prepare()));
    let digits = pen::digits();
    for (d, x) in digits.iter().enumerate() {
        println!("{d}: {:?}", read(x));
    }
    let right = digits.iter().enumerate().filter(|(digit, drawing)| read(drawing).0 == *digit);
    let count = right.count();
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let mut shaken = 0;
    let mut per = [0; 10];
    for (digit, drawing) in digits.iter().enumerate() {
        for _ in 0..20 {
            shaken += usize::from(read(&pen::shaken(drawing, rng)).0 == digit);
            per[digit] += usize::from(read(&pen::shaken(drawing, rng)).0 == digit);
        }
    }
    println!("{count} {shaken} {per:?}");
    assert!(count >= 8, "{count} of 10");
    assert!(shaken >= 150, "{shaken} of 200");
}
