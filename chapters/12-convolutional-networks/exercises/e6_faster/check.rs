use super::exercise::*;
use check::{Tolerance, compare};
use std::hint::black_box;
use std::time::{Duration, Instant};
use tensor::Tensor;

/// How many times as fast as the definition it has to be.
const TIMES: f64 = 5.0;

/// Small whole numbers, so that every order of adding gives the same, exact result.
fn whole<const N: usize>(shape: [usize; N], salt: usize) -> Tensor<f32> {
    let number = |i: usize| ((i * 7 + i * i + salt) % 11) as f32 - 5.0;
    Tensor::new(shape, (0..shape.iter().product()).map(number).collect())
}

/// An image, filters and biases.
struct Layer {
    x: Tensor<f32>,
    w: Tensor<f32>,
    b: Vec<f32>,
    stride: usize,
    padding: usize,
}

impl Layer {
    /// Of `[channels, h, w]` pixels and `[filters, height, width]` of a kernel.
    fn new(image: [usize; 3], [filters, height, width]: [usize; 3], moves: [usize; 2]) -> Layer {
        let [stride, padding] = moves;
        let b = whole([filters], 1).as_slice().to_vec();
        let w = whole([filters, image[0], height, width], 3);
        Layer { x: whole(image, 8), w, b, stride, padding }
    }

    /// The layer that is measured.
    fn measured() -> Layer {
        Layer::new([16, 32, 32], [32, 3, 3], [1, 1])
    }

    fn answer(&self) -> Tensor<f32> {
        convolve(&self.x, &self.w, &self.b, self.stride, self.padding)
    }

    /// The answers by the definition, one number after another: what yours is measured against.
    fn by_definition(&self) -> Tensor<f32> {
        let ([_, height, width], [filters, channels, k_height, k_width]) =
            (self.x.dims(), self.w.dims());
        let places = |pixels, kernel| (pixels + 2 * self.padding - kernel) / self.stride + 1;
        let [down, across] = [places(height, k_height), places(width, k_width)];
        let met = |place: usize, step: usize, pixels: usize| {
            (self.stride * place + step).checked_sub(self.padding).filter(|at| *at < pixels)
        };
        let mut y = Vec::new();
        for at in 0..filters * down * across {
            let [f, p, q] = [at / (down * across), at / across % down, at % across];
            let mut sum = self.b[f];
            for tap in 0..channels * k_height * k_width {
                let [c, i, j] =
                    [tap / (k_height * k_width), tap / k_width % k_height, tap % k_width];
                if let (Some(u), Some(v)) = (met(p, i, height), met(q, j, width)) {
                    sum += self.w.as_slice()[f * channels * k_height * k_width + tap]
                        * self.x.as_slice()[(c * height + u) * width + v];
                }
            }
            y.push(sum);
        }
        Tensor::new([filters, down, across], y)
    }
}

fn time<R>(work: impl FnOnce() -> R) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

#[test]
fn it_is_five_times_as_fast() {
    let layer = Layer::measured();
    let mut best = [Duration::MAX; 2];
    for _ in 0..12 {
        let times = [time(|| layer.by_definition()), time(|| layer.answer())];
        best = [best[0].min(times[0]), best[1].min(times[1])];
    }
    let ratio = best[0].as_secs_f64() / best[1].as_secs_f64();
    panic!("{best:?} {ratio}");
}
