//! Pointwise convolution, that of a 1 × 1 kernel, is a product of matrices for each image, `Y = W·X` with a row
//! of `X` for each channel: cuBLAS multiplies them where they are.

use crate::{ConvShape, Size2d};
use numeric::Float;
use tensor::gpu::{Product, Transpose::No, Transpose::Yes};
use tensor::{Shape, Tensor, broadcast_to, permute, sum_axes};

/// The sizes of a pointwise convolution: `n` images of `area` pixels.
#[derive(Clone, Copy)]
pub(super) struct Pointwise {
    n: usize,
    channels: usize,
    filters: usize,
    area: usize,
}

impl Pointwise {
    /// None if this is another convolution: with a larger kernel, steps, padding or groups.
    pub fn new<T: Float>(shape: &ConvShape, images: &Tensor<T>) -> Option<Self> {
        let ConvShape { input, output, window, groups, .. } = *shape;
        let one = Size2d::from(1);
        let is_pointwise = window.kernel == one && window.stride == one && input == output;
        (is_pointwise && groups == 1).then(|| Pointwise {
            n: images.shape().dims()[0],
            channels: shape.in_channels_per_group,
            filters: shape.out_channels_per_group,
            area: input.area(),
        })
    }

    /// `Y = W·X + b`.
    #[track_caller]
    pub fn forward<T: Float>(
        self,
        [x, w]: [&Tensor<T>; 2],
        b: Option<&Tensor<T>>,
        y_shape: Shape,
    ) -> Tensor<T> {
        let Pointwise { channels, filters, area, .. } = self;
        // Column by column, as cuBLAS reads memory, an image is `area × channels`, and Yᵀ = Xᵀ·Wᵀ.
        let product = Product::new([area, channels, filters], [No, No]);
        self.multiply(product, [x, w], b, filters, y_shape)
    }

    /// `∂X = Wᵀ·∂Y`, with biases for a transposed convolution.
    #[track_caller]
    pub fn adjoint<T: Float>(
        self,
        [dy, w]: [&Tensor<T>; 2],
        b: Option<&Tensor<T>>,
        x_shape: Shape,
    ) -> Tensor<T> {
        let Pointwise { channels, filters, area, .. } = self;
        let product = Product::new([area, filters, channels], [No, Yes]);
        self.multiply(product, [dy, w], b, channels, x_shape)
    }

    /// The product for each image, added to the biases of its `rows`, if there are any.
    #[track_caller]
    fn multiply<T: Float>(
        self,
        product: Product,
        [images, w]: [&Tensor<T>; 2],
        b: Option<&Tensor<T>>,
        rows: usize,
        shape: Shape,
    ) -> Tensor<T> {
        let mut y = match b {
            Some(b) => {
                let (b, whole) = (b.clone().reshape([1, rows, 1]), [self.n, rows, self.area]);
                broadcast_to(&b, whole.into()).reshape(shape)
            }
            None => images.new_empty(shape),
        };
        let product = Product { batch: self.n, accumulate: b.is_some(), ..product };
        images.gpu().matmul(product, images, w, &mut y);
        y
    }

    /// `∂W = Σ ∂Y·Xᵀ` over the images.
    #[track_caller]
    pub fn weight_gradient<T: Float>(self, [x, dy]: [&Tensor<T>; 2], w_shape: Shape) -> Tensor<T> {
        let Pointwise { n, channels, filters, area } = self;
        let gpu = x.gpu();
        // Either a product for each image, whose sum is taken in order; or, where these are larger than the
        // images, a single product over all pixels, for which the images of a channel are laid side by side.
        if channels * filters <= area * (channels + filters) {
            let mut each = x.new_empty([n, channels * filters]);
            let product = Product::new([channels, area, filters], [Yes, No]);
            gpu.matmul(Product { batch: n, ..product }, x, dy, &mut each);
            return sum_axes(&each, [1, channels * filters].into()).reshape(w_shape);
        }
        let side_by_side = |images: &Tensor<T>, rows| {
            permute(&images.clone().reshape([n, rows, area]), &[1, 0, 2])
        };
        let (x, dy) = (side_by_side(x, channels), side_by_side(dy, filters));
        let mut dw = x.new_empty(w_shape);
        gpu.matmul(Product::new([channels, n * area, filters], [Yes, No]), &x, &dy, &mut dw);
        dw
    }
}
