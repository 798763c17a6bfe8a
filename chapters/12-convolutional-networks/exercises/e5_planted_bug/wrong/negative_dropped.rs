//! caught-by: the_gradient_is_the_slope_on_even_images
//! message: gradients below 0 do not arrive

use tensor::Tensor;

/// A square window of which the maximum counts.
#[derive(Clone, Copy, Debug)]
pub struct MaxPool {
    /// Its height and width, at most 16: so a byte can say where in it an element stands.
    pub kernel: usize,
    /// How far it moves from one position to the next.
    pub stride: usize,
}

impl MaxPool {
    /// How many positions it has along an axis of `pixels` pixels. What is left at the far edge is
    /// not looked at.
    fn output_size(self, pixels: usize) -> usize {
        (pixels - self.kernel) / self.stride + 1
    }

    /// The maximum under the window at each position, and its index in the window (argmax), counted
    /// row after row: of several equal maxima, the first.
    ///
    /// # Shapes
    /// `x`: `[n, channels, h, w]`; the outputs: `[n, channels, positions down, positions across]`,
    /// and as many indices.
    pub fn forward(self, x: &Tensor<f64>) -> (Tensor<f64>, Vec<u8>) {
        let [n, channels, height, width] = x.dims();
        let [down, across] = [self.output_size(height), self.output_size(width)];
        let (mut y, mut argmax) = (Vec::new(), Vec::new());
        for map in x.as_slice().chunks_exact(height * width) {
            for position in 0..down * across {
                let [top, left] =
                    [position / across * self.stride, position % across * self.stride];
                let mut max = (f64::NEG_INFINITY, 0);
                for at in 0..self.kernel * self.kernel {
                    let [i, j] = [at / self.kernel, at % self.kernel];
                    let x = map[(top + i) * width + left + j];
                    if x > max.0 {
                        max = (x, at as u8);
                    }
                }
                y.push(max.0);
                argmax.push(max.1);
            }
        }
        (Tensor::new([n, channels, down, across], y), argmax)
    }

    /// The gradient with respect to the image: each maximum gets the gradient of its output, and a
    /// pixel that is the maximum at several positions gets the sum.
    ///
    /// # Shapes
    /// `image`: the shape of the image, `[n, channels, h, w]`; `argmax` and `dy` as
    /// [`forward`](Self::forward) gives indices and outputs; the result: `image`.
    pub fn backward(self, image: [usize; 4], argmax: &[u8], dy: &Tensor<f64>) -> Tensor<f64> {
        let ([.., height, width], [.., down, across]) = (image, dy.dims::<4>());
        let mut dx = Tensor::zeros(image);
        let maps = dx.as_mut_slice().chunks_exact_mut(height * width);
        let argmax = argmax.chunks_exact(down * across);
        let dy = dy.as_slice().chunks_exact(down * across);
        for ((dx, argmax), dy) in maps.zip(argmax).zip(dy) {
            for (position, (index, dy)) in argmax.iter().zip(dy).enumerate() {
                if *dy > 0.0 {
                    dx[self.pixel([position / across, position % across], *index, width)] += dy;
                }
            }
        }
        dx
    }

    /// The number of the pixel that won in the window in row `p` and column `q` of the positions,
    /// on a map of this width.
    fn pixel(self, [p, q]: [usize; 2], index: u8, width: usize) -> usize {
        let [i, j] = [usize::from(index) / self.kernel, usize::from(index) % self.kernel];
        // A row is as long as the map is wide. It is not `across * stride` pixels long if some are
        // left over at the edge, nor if windows overlap; then each row began further from home than
        // the one before, and the gradients went to the neighbours of the argmax.
        (p * self.stride + i) * width + q * self.stride + j
    }
}
