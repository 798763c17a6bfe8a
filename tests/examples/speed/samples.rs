//! The samples: the same numbers as the peers' scripts make.

/// `n` numbers from 0 to 1: the top 24 bits of what the generator splitmix64 gives.
fn uniform(n: usize, seed: u64) -> impl Iterator<Item = f32> {
    (1..=n as u64).map(move |i| {
        let mut z = i.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(seed);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        (z >> 40) as f32 / (1 << 24) as f32
    })
}

/// Rows of numbers from −1 to 1. A row's class is the tenth of its columns with the largest sum.
pub fn classified(rows: usize, columns: usize) -> (Vec<f32>, Vec<usize>) {
    const CLASSES: usize = 10;
    let numbers: Vec<f32> = uniform(rows * columns, 0).collect();
    let class = |row: &[f32]| {
        let sums = row
            .chunks_exact(columns / CLASSES)
            .take(CLASSES)
            .map(|part| part.iter().map(|x| f64::from(*x)).sum::<f64>());
        // The first of the largest, as NumPy's argmax.
        let first =
            |best: (usize, f64), next: (usize, f64)| if next.1 > best.1 { next } else { best };
        sums.enumerate().reduce(first).map_or(0, |(class, _)| class)
    };
    let classes = numbers.chunks_exact(columns).map(class).collect();
    (numbers.into_iter().map(|x| x * 2.0 - 1.0).collect(), classes)
}

/// A text of `n` characters of 65 that can be learned: mostly each tells the next, one in ten is noise.
pub fn tokens(n: usize) -> Vec<usize> {
    const VOCABULARY: usize = 65;
    let numbers: Vec<f32> = uniform(2 * n, 7).collect();
    let mut current = 0;
    let next = numbers.chunks_exact(2).map(|pair| {
        let noise = (pair[1] * VOCABULARY as f32) as usize;
        current = if pair[0] < 0.1 { noise } else { (5 * current + 3) % VOCABULARY };
        current
    });
    next.collect()
}
