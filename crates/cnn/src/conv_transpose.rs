//! Transposed convolution on slices, forward and backward: the adjoint of a convolution.

use crate::blocks::{Conv2dGradients, Conv2dSaved};
use crate::kernels::Kernels;
use crate::shape::image_dims;
use crate::{ConvAlgorithm, ConvShape, ConvTranspose1dOptions, ConvTranspose2dOptions, Size2d};
use neurons::{Activation, Identity};
use numeric::{Float, sum};
use std::any::TypeId;
use tensor::{Shape, ShapeError, Tensor};

/// The sizes of one transposed convolution, found to fit together.
///
/// ```
/// use cnn::{ConvTranspose2dOptions, ConvTransposeShape};
///
/// let doubling = ConvTranspose2dOptions { stride: 2.into(), ..ConvTranspose2dOptions::default() };
/// let shape = ConvTransposeShape::new([32, 16, 7, 7].into(), [16, 6, 2, 2].into(), doubling)?;
/// assert_eq!(shape.output_shape(32).dims(), [32, 6, 14, 14]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConvTransposeShape {
    /// The convolution whose adjoint it is: its images are the outputs here, and its outputs the
    /// images.
    pub adjoint: ConvShape,
}

impl ConvTransposeShape {
    /// The transposed convolution of images `[n, channels, h, w]` with a weight
    /// `[channels, filters / groups, kernel height, kernel width]`.
    ///
    /// # Errors
    /// What does not fit, with both shapes.
    pub fn new(x: Shape, w: Shape, options: ConvTranspose2dOptions) -> Result<Self, ShapeError> {
        let fault = |rule| ShapeError { op: "conv_transpose2d", lhs: x, rhs: w, requirement: rule };
        let &[rows, in_group, height, width] = w.dims() else {
            return Err(fault("the weight must be [channels, filters / groups, height, width]"));
        };
        Self::fit(x, [rows, in_group], [height, width].into(), options).map_err(fault)
    }

    /// The transposed convolution of sequences `[n, channels, length]`, images of one row, with a
    /// weight `[channels, filters / groups, kernel length]`.
    ///
    /// # Errors
    /// What does not fit, with both shapes.
    ///
    /// ```
    /// use cnn::{ConvTranspose1dOptions, ConvTransposeShape};
    ///
    /// let options = ConvTranspose1dOptions { stride: 2, output_padding: 1, ..Default::default() };
    /// let shape = ConvTransposeShape::new_1d([8, 3, 10].into(), [3, 4, 3].into(), options)?;
    /// assert_eq!(shape.adjoint.input, [1, 22].into());
    /// # Ok::<(), tensor::ShapeError>(())
    /// ```
    pub fn new_1d(x: Shape, w: Shape, options: ConvTranspose1dOptions) -> Result<Self, ShapeError> {
        let fault = |rule| ShapeError { op: "conv_transpose1d", lhs: x, rhs: w, requirement: rule };
        let &[n, channels, len] = x.dims() else {
            return Err(fault("the input must be [n, channels, length]"));
        };
        let &[rows, in_group, kernel] = w.dims() else {
            return Err(fault("the weight must be [channels, filters / groups, length]"));
        };
        let x = [n, channels, 1, len].into();
        Self::fit(x, [rows, in_group], [1, kernel].into(), options.on_images()).map_err(fault)
    }

    fn fit(
        x: Shape,
        [weight_channels, filters_per_group]: [usize; 2],
        kernel: Size2d,
        options: ConvTranspose2dOptions,
    ) -> Result<Self, &'static str> {
        let ([images, channels], input) = image_dims(x)?;
        let groups = options.groups;
        if groups == 0 || channels % groups != 0 {
            return Err("the groups must divide the channels");
        }
        if weight_channels != channels || channels == 0 || filters_per_group == 0 {
            return Err("the weight must have the channels of the input, and at least one filter");
        }
        let ConvTranspose2dOptions { stride, dilation, output_padding, .. } = options;
        if output_padding.height >= stride.height.max(dilation.height)
            || output_padding.width >= stride.width.max(dilation.width)
        {
            return Err("the output padding must be less than the stride or than the dilation");
        }
        let window = options.adjoint().window(kernel);
        let output = window.adjoint_size(input, output_padding)?;
        let adjoint = ConvShape {
            groups,
            in_channels_per_group: filters_per_group,
            out_channels_per_group: channels / groups,
            input: output,
            output: input,
            window,
            algorithm: ConvAlgorithm::Direct,
        };
        let algorithm = ConvAlgorithm::choose(&adjoint, images);
        Ok(ConvTransposeShape { adjoint: ConvShape { algorithm, ..adjoint } })
    }

    /// The output channels of all groups: the number of filters, and of biases.
    pub fn out_channels(&self) -> usize {
        self.adjoint.groups * self.adjoint.in_channels_per_group
    }

    /// The shape of the output for `images` images: `[n, filters, output height, output width]`.
    pub fn output_shape(&self, images: usize) -> Shape {
        let Size2d { height, width } = self.adjoint.input;
        [images, self.out_channels(), height, width].into()
    }
}

/// A transposed convolution with bias and activation: each element of the input adds the kernel,
/// times itself, to the output,
///
/// `y(f, u, v) = f(b(f) + Σ x(c, p, q)·w(c, f, i, j))`,
///
/// the sum over the channels `c` of the filter's group and over all positions `p`, `q` and taps `i`,
/// `j` that meet at the output, those with `s·p + d·i − pad = u` and `s·q + d·j − pad = v`. It is the
/// adjoint of a convolution, its gradient with respect to the image: where a convolution with stride
/// makes an image smaller, this makes it larger.
///
/// # Shapes
/// `x`: `[n, channels, h, w]`, `w`: `[channels, filters / groups, kernel height, kernel width]`, `b`:
/// `[filters]`, `y`: `[n, filters, output height, output width]`; the output height is
/// `(h − 1)·s − p + d·(k − 1) + o + 1` with the padding `p` of both sides and the output padding `o`.
///
/// # Panics
/// If the lengths do not fit `shape`.
///
/// ```
/// use cnn::{ConvTranspose2dOptions, ConvTransposeShape, conv_transpose2d_forward};
/// use neurons::Identity;
///
/// let options = ConvTranspose2dOptions { stride: 2.into(), ..ConvTranspose2dOptions::default() };
/// let shape = ConvTransposeShape::new([1, 1, 1, 2].into(), [1, 1, 1, 3].into(), options)?;
/// let mut y = [0.0; 5];
/// conv_transpose2d_forward(&shape, &[1.0, 10.0], &[1.0, 2.0, 3.0], &[0.5], Identity, &mut y);
/// assert_eq!(y, [1.5, 2.5, 3.0 + 10.0 + 0.5, 20.5, 30.5]);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
// ANCHOR: forward
#[track_caller]
pub fn conv_transpose2d_forward<T: Float, A: Activation<T>>(
    shape: &ConvTransposeShape,
    x: &[T],
    w: &[T],
    b: &[T],
    f: A,
    y: &mut [T],
) {
    f.check_settings();
    check(shape, x, w, y);
    let (biases, filters) = (b.len(), shape.out_channels());
    assert!(
        biases == filters,
        "conv_transpose2d: b ({biases}) does not fit: one bias for each of {filters} filters"
    );
    let apply = |y: &mut [T]| y.iter_mut().for_each(|y| *y = f.apply(*y));
    (Kernels::get().adjoint)(&shape.adjoint, [x, w, b], &apply, y);
}
// ANCHOR_END: forward

/// The gradients of [`conv_transpose2d_forward`], with `δ = dy ∘ f'(z)`: with respect to the images
/// the convolution of `δ` with `w`, whose adjoint the forward pass is; with respect to the weights
/// that of the same convolution, in which `δ` is the image and `x` the gradient; with respect to a
/// bias the sum of `δ` over its channel.
///
/// # Shapes
/// As in [`conv_transpose2d_forward`]; `dy` has the shape of `y`.
///
/// # Panics
/// If the lengths do not fit `shape`, or if the activation's derivative needs its input.
///
/// ```
/// use cnn::{Conv2dGradients, Conv2dSaved, ConvTranspose2dOptions, ConvTransposeShape};
/// use neurons::Identity;
///
/// let options = ConvTranspose2dOptions::default();
/// let shape = ConvTransposeShape::new([1, 1, 1, 2].into(), [1, 1, 1, 2].into(), options)?;
/// let (x, w, y) = (&[1.0, 10.0], &[2.0, 3.0], &[2.0, 23.0, 30.0]);
/// let (mut dx, mut dw) = ([0.0; 2], [0.0; 2]);
/// let gradients = Conv2dGradients { dx: Some(&mut dx), dw: Some(&mut dw), db: None };
/// let saved = Conv2dSaved { x, w, y };
/// cnn::conv_transpose2d_backward(&shape, Identity, saved, &[1.0, 0.0, 4.0], gradients);
/// assert_eq!((dx, dw), ([2.0, 12.0], [1.0, 40.0]));
/// # Ok::<(), tensor::ShapeError>(())
/// ```
// ANCHOR: backward
#[track_caller]
pub fn conv_transpose2d_backward<T: Float, A: Activation<T>>(
    shape: &ConvTransposeShape,
    f: A,
    saved: Conv2dSaved<'_, T>,
    dy: &[T],
    gradients: Conv2dGradients<'_, T>,
) {
    f.check_settings();
    let (Conv2dSaved { x, w, y }, conv) = (saved, &shape.adjoint);
    check(shape, x, w, y);
    assert!(!A::DERIVATIVE_NEEDS_INPUT && y.len() == dy.len(), "conv_transpose2d_backward: no z");
    // Without an activation δ is `dy`, and not copied.
    let has_activation = TypeId::of::<A>() != TypeId::of::<Identity>();
    let delta = has_activation.then(|| {
        let mut delta = Tensor::empty([dy.len()]);
        for ((delta, dy), y) in delta.as_mut_slice().iter_mut().zip(dy).zip(y) {
            *delta = *dy * f.derivative(*y, *y);
        }
        delta
    });
    let delta = delta.as_ref().map_or(dy, Tensor::as_slice);
    if let Some(dx) = gradients.dx {
        let no_bias = vec![T::zero(); conv.out_channels()];
        (Kernels::get().forward)(conv, [delta, w, &no_bias], &|_| {}, dx, None);
    }
    if gradients.dw.is_some() {
        let saved = Conv2dSaved { x: delta, w, y: x };
        let gradients = Conv2dGradients { dx: None, dw: gradients.dw, db: None };
        (Kernels::get().backward)(conv, &|_, _| {}, saved, x, None, gradients);
    }
    if let Some(db) = gradients.db {
        db.fill(T::zero());
        let filters = 0..db.len();
        for (filter, delta) in filters.cycle().zip(delta.chunks_exact(conv.input.area())) {
            db[filter] += sum(delta);
        }
    }
}
// ANCHOR_END: backward

/// # Panics
/// If the lengths do not fit `shape`.
#[track_caller]
fn check<T>(shape: &ConvTransposeShape, x: &[T], w: &[T], y: &[T]) {
    let conv = &shape.adjoint;
    let [input_len, output_len, weights] = [conv.output_len(), conv.input_len(), conv.weight_len()];
    let images = x.len() / input_len;
    let fits = x.len() == images * input_len && y.len() == images * output_len;
    assert!(
        fits && w.len() == weights,
        "conv_transpose2d: x ({}), w ({}) and y ({}) do not fit: they must be n images of {input_len} \
         pixels, {weights} weights and n outputs of {output_len} elements",
        x.len(),
        w.len(),
        y.len()
    );
}
