//! The same bits with any number of threads, at sizes that are cut into chunks.

use autograd::Tape;
use nn::{Layer, state_dict};
use normalization::{BatchNorm, GroupNorm, LayerNorm, RmsNorm};
use rstest::rstest;
use tensor::{Shape, Tensor};

fn bits(layer: &dyn Layer, shape: Shape, threads: usize) -> Vec<u32> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let mut i = 0u32;
        let x = Tensor::from_fn(shape, || {
            i += 1;
            (i as f32 * 0.37).sin() * 3.0
        });
        let mut all = Vec::new();
        let mut keep = |t: &Tensor| all.extend(t.as_slice().iter().map(|x| x.to_bits()));
        let gradients = Tape::new().gradients(|tape| {
            let y = layer.forward(tape.leaf(&x));
            keep(&y.value());
            (y * &x).mean()
        });
        keep(gradients.leaf(0).unwrap());
        layer.visit(&mut nn::Path::default(), &mut |_, state| match state {
            nn::Leaf::Parameter(param) => keep(gradients.get(param).unwrap()),
            nn::Leaf::Buffer(buffer) => keep(gradients.buffer(buffer).unwrap()),
        });
        assert!(!state_dict(layer).is_empty());
        all
    })
}

#[rstest]
#[case::batch(Box::new(BatchNorm::new(16)), [32, 16, 28, 28].into())]
#[case::batch_of_rows(Box::new(BatchNorm::new(300)), [2000, 300].into())]
#[case::layer(Box::new(LayerNorm::new(384)), [1000, 384].into())]
#[case::group(Box::new(GroupNorm::new(4, 16)), [32, 16, 28, 28].into())]
#[case::rms(Box::new(RmsNorm::new(384, 1e-6)), [1000, 384].into())]
fn threads_do_not_change_a_bit(#[case] layer: Box<dyn Layer>, #[case] shape: Shape) {
    let one = bits(layer.as_ref(), shape, 1);
    for threads in [2, 3] {
        assert!(bits(layer.as_ref(), shape, threads) == one, "{threads} threads");
    }
}
