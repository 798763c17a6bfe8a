//! caught-by: answers_are_the_largest_numbers_of_whole_windows
//! message: what is left at the far edge is not looked at

use tensor::Tensor;

#[derive(Clone, Copy, Debug)]
pub struct MaxPool {
    pub kernel: usize,
    pub stride: usize,
}

/// Lets windows stand out over the far edge, so that no pixel is left over.
impl MaxPool {
    fn places(self, pixels: usize) -> usize {
        (pixels - self.kernel).div_ceil(self.stride) + 1
    }

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
                    let inside = top + i < height && left + j < width;
                    if inside && map[(top + i) * width + left + j] > largest.0 {
                        let x = map[(top + i) * width + left + j];
                        largest = (x, at as u8);
                    }
                }
                y.push(largest.0);
                winners.push(largest.1);
            }
        }
        (Tensor::new([n, channels, down, across], y), winners)
    }

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

    fn pixel(self, [p, q]: [usize; 2], winner: u8, width: usize) -> usize {
        let [i, j] = [usize::from(winner) / self.kernel, usize::from(winner) % self.kernel];
        (p * self.stride + i) * width + q * self.stride + j
    }
}
