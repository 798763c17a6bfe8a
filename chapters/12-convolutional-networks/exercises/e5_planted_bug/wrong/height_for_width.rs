//! caught-by: the_gradient_is_the_slope_on_odd_images
//! message: as if a row of the map were

use tensor::Tensor;

#[derive(Clone, Copy, Debug)]
pub struct MaxPool {
    pub kernel: usize,
    pub stride: usize,
}

/// Takes rows to be as long as the map is high.
impl MaxPool {
    fn output_size(self, pixels: usize) -> usize {
        (pixels - self.kernel) / self.stride + 1
    }

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

    pub fn backward(self, image: [usize; 4], argmax: &[u8], dy: &Tensor<f64>) -> Tensor<f64> {
        let ([.., height, width], [.., down, across]) = (image, dy.dims::<4>());
        let mut dx = Tensor::zeros(image);
        let maps = dx.as_mut_slice().chunks_exact_mut(height * width);
        let argmax = argmax.chunks_exact(down * across);
        let dy = dy.as_slice().chunks_exact(down * across);
        for ((dx, argmax), dy) in maps.zip(argmax).zip(dy) {
            for (position, (index, dy)) in argmax.iter().zip(dy).enumerate() {
                dx[self.pixel([position / across, position % across], *index, height)] += dy;
            }
        }
        dx
    }

    fn pixel(self, [p, q]: [usize; 2], index: u8, width: usize) -> usize {
        let [i, j] = [usize::from(index) / self.kernel, usize::from(index) % self.kernel];
        (p * self.stride + i) * width + q * self.stride + j
    }
}
