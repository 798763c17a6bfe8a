//! The number of threads changes no bit: enough work for several blocks.

use crate::support::{bits, draw, output_and_gradients};
use attention::{AttentionOps, AttentionOptions};
use numeric::Float;

fn run<T: Float>() -> Vec<Vec<u64>> {
    let inputs = [1, 2, 3].map(|seed| draw::<T>(seed, &[3, 200, 4 * 24]));
    let lengths = [200, 130, 1];
    let options =
        AttentionOptions { is_causal: true, key_lengths: Some(&lengths), ..Default::default() };
    let all = output_and_gradients(&inputs, |x| x[0].attention(x[1], x[2], 4, options));
    all.iter().map(bits).collect()
}

#[test]
fn threads_change_no_bit() {
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| (run::<f32>(), run::<f64>()))
    };
    let one = with(1);
    for threads in [2, 3, 8] {
        assert!(with(threads) == one, "{threads} threads");
    }
}
