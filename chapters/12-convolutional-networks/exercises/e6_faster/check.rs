use super::exercise::*;
use check::{Tolerance, compare, cpu_time, guarded, small_integers};
use std::time::Duration;
use tensor::Tensor;

/// How many times as fast as the definition it has to be.
const TIMES: f64 = 5.0;

/// How often both are timed.
const ROUNDS: usize = 10;

fn whole<const N: usize>(shape: [usize; N], salt: usize) -> Tensor<f32> {
    Tensor::new(shape, small_integers(shape.iter().product(), salt))
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

    fn output(&self) -> Tensor<f32> {
        let given = || {
            let ([c, h, w], [filters, _, k_height, k_width]) = (self.x.dims(), self.w.dims());
            format!(
                "{c} channels, {h} high and {w} wide; {filters} filters, their kernels {k_height} high \
                 and {k_width} wide; stride {}, padding {}",
                self.stride, self.padding
            )
        };
        let Layer { x, w, b, stride, padding } = self;
        guarded(given, || conv2d_forward(x, w, b, *stride, *padding))
    }

    /// The outputs by the definition, in the loops of the exercise as you found it: what yours are
    /// compared with, and what your time is measured against.
    fn by_definition(&self) -> Tensor<f32> {
        let ([_, height, width], [filters, channels, k_height, k_width]) =
            (self.x.dims(), self.w.dims());
        let (x, w, stride, padding) =
            (self.x.as_slice(), self.w.as_slice(), self.stride, self.padding);
        let output_size =
            |pixels: usize, kernel: usize| (pixels + 2 * padding - kernel) / stride + 1;
        let [down, across] = [output_size(height, k_height), output_size(width, k_width)];
        let met = |position: usize, step: usize, pixels: usize| {
            (stride * position + step).checked_sub(padding).filter(|at| *at < pixels)
        };
        let mut y = Vec::with_capacity(filters * down * across);
        for f in 0..filters {
            for p in 0..down {
                for q in 0..across {
                    let mut sum = self.b[f];
                    for c in 0..channels {
                        for i in 0..k_height {
                            for j in 0..k_width {
                                if let (Some(u), Some(v)) = (met(p, i, height), met(q, j, width)) {
                                    let weight = ((f * channels + c) * k_height + i) * k_width + j;
                                    sum += w[weight] * x[(c * height + u) * width + v];
                                }
                            }
                        }
                    }
                    y.push(sum);
                }
            }
        }
        Tensor::new([filters, down, across], y)
    }

    /// Compares the outputs with the definition's, and names the slip if it can.
    #[track_caller]
    fn check(&self) {
        let (y, expected) = (self.output(), self.by_definition());
        let about = format!(
            "Y, entry [filter, row, column] (image {:?}, weights {:?}, stride {}, padding {})",
            self.x.shape(),
            self.w.shape(),
            self.stride,
            self.padding
        );
        let (shape, wanted) = (y.shape(), expected.shape());
        assert!(
            shape == wanted,
            "{about}: the shape is {shape:?}, expected {wanted:?}: filters, then down, then across, as \
             the loops had it"
        );
        let (y, expected) = (y.as_slice(), expected.as_slice());
        if let Err(mismatch) = compare(&about, wanted.dims(), y, expected, Tolerance::EXACT) {
            panic!("{mismatch}{}", self.slip(y, expected));
        }
    }

    /// Whether it is right if the kernel moves by one pixel.
    fn is_right_without_stride(&self) -> bool {
        let (x, w, b) = (self.x.clone(), self.w.clone(), self.b.clone());
        let layer = Layer { x, w, b, stride: 1, padding: self.padding };
        layer.output().as_slice() == layer.by_definition().as_slice()
    }

    /// What probably went wrong, if it shows.
    fn slip(&self, y: &[f32], expected: &[f32]) -> &'static str {
        let [filters, down, across] = self.by_definition().dims();
        let positions = down * across;
        let is = |of: &dyn Fn(usize) -> f32| y.iter().enumerate().all(|(at, y)| *y == of(at));
        let biases = |times: f32| move |at: usize| expected[at] + times * self.b[at / positions];
        let differs = |at: &usize| y[*at] != expected[*at];
        let at_end = |at: usize| self.padding > 0 && [0, down - 1].contains(&(at / across % down));
        let at_side = |at: usize| self.padding > 0 && [0, across - 1].contains(&(at % across));
        if is(&|at| expected[at % filters * positions + at / filters]) {
            "\n  the outputs lie position after position; they should lie filter after filter"
        } else if is(&biases(-1.0)) {
            "\n  the bias is missing (does the product overwrite it?)"
        } else if is(&biases(1.0)) {
            "\n  the bias is added twice"
        } else if (0..y.len()).filter(differs).all(at_side) {
            "\n  only the first and the last column are wrong: does a row read on into the next \
             one, where it should find padding?"
        } else if (0..y.len()).filter(differs).all(at_end) {
            "\n  only the first and the last row are wrong: is the padding above and below zero?"
        } else if self.stride > 1 && self.is_right_without_stride() {
            "\n  with stride 1 it is right: what the positions of a row meet lies side by side \
             only then"
        } else {
            ""
        }
    }
}

/// Both are timed in turns, by the time that the processor spends on them, and of each the best time
/// counts: what else the machine does decides nothing.
#[test]
fn it_is_five_times_as_fast() {
    let mut layer = Layer::measured();
    let mut best = [Duration::MAX; 2];
    for turn in 0..ROUNDS {
        // No two turns see the same image: remembering an output is not computing it.
        layer.x = whole([16, 32, 32], turn);
        let times = [cpu_time(|| layer.by_definition()), cpu_time(|| layer.output())];
        best = [best[0].min(times[0]), best[1].min(times[1])];
    }
    let [definition, yours] = best.map(|time| 1e3 * time.as_secs_f64());
    let times = definition / yours;
    let note = match times {
        ..0.8 => "something costs more than before: is much allocated or copied in the loops?",
        0.8..1.5 => {
            "what costs the time is still done for every multiplication: two addresses, a question \
             about the padding, two checks of bounds"
        }
        _ => {
            "what is still done once for each pixel or each filter, and could be done once for all?"
        }
    };
    assert!(
        times >= TIMES,
        "Yours takes {yours:.2} ms of the processor for 4.7 million multiplications, the definition \
         {definition:.2} ms: it is {times:.1} times as fast, expected at least {TIMES}; {note}"
    );
}

#[test]
fn it_is_right_on_the_layer_that_is_measured() {
    Layer::measured().check();
}

#[test]
fn it_is_right_for_all_strides_and_paddings() {
    for stride in 1..=4 {
        for padding in 0..=3 {
            Layer::new([2, 7, 6], [3, 3, 2], [stride, padding]).check();
        }
    }
}

#[test]
fn it_is_right_at_odd_sizes() {
    let sizes = [
        ([1, 1, 1], [1, 1, 1], [1, 0]),
        ([3, 1, 7], [2, 1, 4], [2, 1]),
        ([2, 6, 3], [5, 4, 1], [3, 2]),
        ([4, 5, 8], [3, 2, 5], [2, 2]),
        ([1, 2, 2], [2, 3, 3], [1, 1]),
        ([2, 1, 1], [1, 1, 1], [2, 2]),
        ([5, 17, 13], [7, 5, 5], [1, 2]),
    ];
    for (image, kernel, moves) in sizes {
        Layer::new(image, kernel, moves).check();
    }
}
