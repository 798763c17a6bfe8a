//! What heads look at.

use attention::{Gpt, GptOptions};
use ch14::heads::{Habits, attention_maps};
use rand::{SeedableRng, rngs::ChaCha8Rng};

#[test]
fn the_maps_are_causal_distributions() {
    let options = GptOptions { vocab_size: 20, context: 12, ..GptOptions::new(16, 3, 2) };
    let model = Gpt::new(options, &mut ChaCha8Rng::seed_from_u64(1));
    let maps = attention_maps(&model, &[3, 1, 4, 1, 5]);
    assert_eq!(maps.len(), 3);
    for map in &maps {
        assert_eq!(map.shape().dims(), [1, 2, 5, 5]);
        for (i, row) in map.as_slice().chunks(5).enumerate() {
            let (read, future) = row.split_at(i % 5 + 1);
            assert!((read.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            assert!(future.iter().all(|p| *p == 0.0));
        }
    }
    assert_ne!(maps[0].as_slice()[..25], maps[0].as_slice()[25..], "two heads");
    assert_ne!(maps[0].as_slice(), maps[1].as_slice(), "two layers");
}

/// Eight tokens, so that the first query does not count; token 9 is the line break.
#[test]
fn habits_are_sums_of_weights() {
    let tokens = [9, 1, 2, 9, 1, 3, 1, 2];
    let row = |t: usize, key: usize| {
        let mut weights = vec![0.0; 64];
        for query in 0..8 {
            weights[query * 8 + query] = 1.0;
        }
        weights[t * 8 + t] = 0.25;
        weights[t * 8 + key] = 0.75;
        Habits::of(&weights, &tokens, 9)
    };
    let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
    // Query 6 is a 1, as 4 and 1 were; what followed them stands at 5 and 2.
    let previous = row(6, 5);
    assert!(close(previous.previous, 0.75 / 7.0) && close(previous.after_same, 0.75 / 7.0));
    assert!(close(previous.own, 6.25 / 7.0) && close(previous.distance, 0.75 / 7.0));
    let line = row(6, 3);
    assert!(close(line.line_break, 0.75 / 7.0) && close(line.near, 0.75 / 7.0));
    assert!(close(line.distance, 3.0 * 0.75 / 7.0));
    let first = row(6, 0);
    assert!(close(first.first, 0.75 / 7.0) && close(first.line_break, 0.0));
}
