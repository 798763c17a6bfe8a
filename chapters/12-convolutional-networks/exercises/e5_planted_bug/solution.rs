//! Solution of 12.5.

use tensor::Tensor;

/// A square window of which the largest number counts.
#[derive(Clone, Copy, Debug)]
pub struct MaxPool {
    /// Its height and width, at most 16: so a byte can say where in it a number stands.
    pub kernel: usize,
    /// How far it moves from one place to the next.
    pub stride: usize,
}

impl MaxPool {
    /// Its places along an axis of so many pixels. What is left at the far edge is not looked at.
    fn places(self, pixels: usize) -> usize {
        (pixels - self.kernel) / self.stride + 1
    }

    /// The largest number under the window at each place, and where in the window it stands, counted
    /// row after row: of several equally large, the first.
    ///
    /// # Shapes
    /// `x`: `[n, channels, h, w]`; the answers: `[n, channels, places down, places across]`, and as
    /// many winners.
    pub fn answer(self, x: &Tensor<f64>) -> (Tensor<f64>, Vec<u8>) {
        let [n, channels, height, width] = x.dims();
        let [down, across] = [self.places(height), self.places(width)];
        let (mut y, mut winners) = (Vec::new(), Vec::new());
        for map in x.as_slice().chunks_exact(height * width) {
            for place in 0..down * across {
                let [top, left] = [place / across * self.stride, place % across * self.stride];
                let mut largest = (f64::NEG_INFINITY, 0);
                for at in 0..self.kernel * self.kernel {
                    let [i, j] = [at / self.kernel, at % self.kernel];
                    let x = map[(top + i) * width + left + j];
                    if x > largest.0 {
                        largest = (x, at as u8);
                    }
                }
                y.push(largest.0);
                winners.push(largest.1);
            }
        }
        (Tensor::new([n, channels, down, across], y), winners)
    }

    /// How the loss changes with the image: each winner gets what came for its answer, and a pixel
    /// that won at several places gets the sum.
    ///
    /// # Shapes
    /// `image`: the shape of the image, `[n, channels, h, w]`; `winners` and `dy` as
    /// [`answer`](Self::answer) gives winners and answers; the result: `image`.
    pub fn gradient(self, image: [usize; 4], winners: &[u8], dy: &Tensor<f64>) -> Tensor<f64> {
        let ([.., height, width], [.., down, across]) = (image, dy.dims::<4>());
        let mut dx = Tensor::zeros(image);
        let maps = dx.as_mut_slice().chunks_exact_mut(height * width);
        let winners = winners.chunks_exact(down * across);
        let dy = dy.as_slice().chunks_exact(down * across);
        for ((dx, winners), dy) in maps.zip(winners).zip(dy) {
            for (place, (winner, dy)) in winners.iter().zip(dy).enumerate() {
                dx[self.pixel([place / across, place % across], *winner, width)] += dy;
            }
        }
        dx
    }

    /// The number of the pixel that won in the window in row `p` and column `q` of the places, on a
    /// map of this width.
    fn pixel(self, [p, q]: [usize; 2], winner: u8, width: usize) -> usize {
        let [i, j] = [usize::from(winner) / self.kernel, usize::from(winner) % self.kernel];
        // A row is as long as the map is wide. It is not `across * stride` pixels long if some are
        // left over at the edge, nor if windows overlap; then each row began further from home than
        // the one before, and the gradients went to the neighbours of the winners.
        (p * self.stride + i) * width + q * self.stride + j
    }
}
