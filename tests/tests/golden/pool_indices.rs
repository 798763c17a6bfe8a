//! Which element of its channel each maximum is.

use crate::support::Golden;
use autograd::Tape;
use cnn::prelude::*;

#[test]
fn f32() {
    let dilated = Pool2dOptions {
        stride: 2.into(),
        padding: 1.into(),
        dilation: 2.into(),
        ceil_mode: true,
        ..Pool2dOptions::new(3)
    };
    let padded = Pool2dOptions { stride: 2.into(), padding: 1.into(), ..Pool2dOptions::new(3) };
    Golden::<f32>::test("pool_indices", |golden| {
        for (case, options) in [
            ("ties", padded),
            ("halves", Pool2dOptions::new(2)),
            ("dilated", dilated),
            ("nan", Pool2dOptions::new(3)),
        ] {
            let [x, expected] = ["x", "y"].map(|name| golden.tensor(&format!("{case}.{name}")));
            let expected_indices = golden.classes(&format!("{case}.indices"));
            let y = Tape::new().no_grad(|tape| {
                let (y, indices) = tape.constant(&x).max_pool2d_with_indices(options);
                assert_eq!(indices, expected_indices, "{case}");
                y
            });
            assert_eq!(y.shape(), expected.shape(), "{case}");
            for (y, expected) in y.as_slice().iter().zip(expected.as_slice()) {
                assert!(y == expected || y.is_nan() && expected.is_nan(), "{case}: {y} {expected}");
            }
        }
    });
}
