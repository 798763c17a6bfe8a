//! Every rung of the ladder is the same product.

use ch21::ladder::{RUNGS, threaded, tiled};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};

/// Elements between −1 and 1.
fn random(len: usize, rng: &mut ChaCha8Rng) -> Vec<f32> {
    (0..len).map(|_| rng.random_range(-1.0..1.0)).collect()
}

/// Each element's sum in `f64`, and the sum of the terms' magnitudes.
fn exact(a: &[f32], b: &[f32], [m, k, n]: [usize; 3]) -> Vec<[f64; 2]> {
    let term = |i: usize, p: usize, j: usize| f64::from(a[i * k + p]) * f64::from(b[p * n + j]);
    let sums = |i, j| {
        let terms = (0..k).map(|p| term(i, p, j));
        terms.fold([0.0, 0.0], |[sum, magnitude], x| [sum + x, magnitude + x.abs()])
    };
    (0..m).flat_map(|i| (0..n).map(move |j| sums(i, j))).collect()
}

/// The page's bound on the rounding error of a sum of `k` products, in whichever order.
fn gamma(k: usize) -> f64 {
    let ku = k as f64 * f64::from(f32::EPSILON) / 2.0;
    ku / (1.0 - ku)
}

/// Whether `c` is the product, to within the bound.
#[track_caller]
fn check(name: &str, c: &[f32], exact: &[[f64; 2]], sizes: [usize; 3]) {
    for (index, (c, [sum, magnitude])) in c.iter().zip(exact).enumerate() {
        let error = (f64::from(*c) - sum).abs();
        let bound = gamma(sizes[1]) * magnitude;
        assert!(error <= bound, "{name}, {sizes:?}, element {index}: {c} is {error} off {sum}");
    }
}

#[test]
fn all_rungs_agree_with_f64_at_odd_sizes() {
    let rng = &mut ChaCha8Rng::seed_from_u64(21);
    let lengths = [1, 7, 17, 130];
    for number in 0..lengths.len().pow(3) {
        let sizes = [number / 16, number / 4 % 4, number % 4].map(|digit| lengths[digit]);
        let [m, k, n] = sizes;
        let (a, b) = (random(m * k, rng), random(k * n, rng));
        let exact = exact(&a, &b, sizes);
        for rung in RUNGS {
            // What was there before must not matter.
            let mut c = vec![f32::NAN; m * n];
            (rung.product)(&a, &b, &mut c, sizes);
            check(rung.name, &c, &exact, sizes);
        }
    }
}

#[test]
fn long_sums_and_long_rows_span_several_blocks() {
    let rng = &mut ChaCha8Rng::seed_from_u64(22);
    for sizes in [[9, 700, 50], [5, 70, 1100], [100, 257, 97], [300, 300, 300]] {
        let [m, k, n] = sizes;
        let (a, b) = (random(m * k, rng), random(k * n, rng));
        let exact = exact(&a, &b, sizes);
        for rung in RUNGS {
            let mut c = vec![f32::NAN; m * n];
            (rung.product)(&a, &b, &mut c, sizes);
            check(rung.name, &c, &exact, sizes);
        }
    }
}

#[test]
fn threads_change_no_bit() {
    let rng = &mut ChaCha8Rng::seed_from_u64(23);
    let sizes @ [m, k, n] = [301, 300, 299];
    let (a, b) = (random(m * k, rng), random(k * n, rng));
    let [mut one, mut two] = [(); 2].map(|()| vec![0.0; m * n]);
    tiled(&a, &b, &mut one, sizes);
    for threads in [1, 2, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| threaded(&a, &b, &mut two, sizes));
        assert!(one == two, "{threads} threads");
    }
}

#[test]
fn sizes_that_do_not_fit_are_refused() {
    for rung in RUNGS {
        let refused = |sizes| {
            let product = || (rung.product)(&[0.0; 6], &[0.0; 6], &mut [0.0; 4], sizes);
            std::panic::catch_unwind(product).expect_err("it must be refused")
        };
        for (sizes, message) in [([2, 3, 3], "elements, not"), ([2, 0, 2], "none may be 0")] {
            let panic = refused(sizes);
            let text = panic.downcast_ref::<String>().expect("a message");
            assert!(text.contains(message), "{}: {text}", rung.name);
        }
    }
}
