//! The sizes of one convolution and of one pooling, found to fit together.

use crate::{Conv2dOptions, Pool2dOptions, Size2d, Window};
use numeric::lanes::LANES;
use numeric::{ELEMENT_COST, Float, MIN_TASK_COST};
use rayon::prelude::*;
use std::ops::Range;
use tensor::{Shape, ShapeError};

/// How a convolution is computed. Both algorithms add up the same products, in another order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConvAlgorithm {
    /// From the images themselves: a vector register holds one pixel of several images.
    Direct,
    /// As a matrix product with the patches copied into columns: [`im2col`](crate::im2col()).
    Im2col,
}

impl ConvAlgorithm {
    /// The faster one for `images` images of these sizes, as `examples/conv_methods.rs` measured on
    /// one core. For a batch that fills the registers im2col takes 1.2 to 14 times as long, the
    /// longer the fewer the filters that share the copies; only where a feature map has hardly any
    /// positions left is it the other way round. A batch that does not fill the registers costs the
    /// direct algorithm as much as one that does, and im2col the less the fewer images there are.
    pub(crate) fn choose(shape: &ConvShape, images: usize) -> ConvAlgorithm {
        let many_filters = shape.out_channels_per_group >= MANY_FILTERS;
        let few_positions = many_filters && shape.output.area() < FEW_POSITIONS;
        let few_images = images < if many_filters { LANES / 2 } else { LANES / 8 };
        if few_positions || few_images { ConvAlgorithm::Im2col } else { ConvAlgorithm::Direct }
    }
}

/// The number of filters from which on the copies of im2col are worth their time.
const MANY_FILTERS: usize = 32;

/// With fewer output positions than this, sums kept in registers do not pay.
const FEW_POSITIONS: usize = 9;

/// The sizes of one convolution, found to fit together.
///
/// ```
/// use cnn::{Conv2dOptions, ConvShape};
///
/// let same = Conv2dOptions { padding: 2.into(), ..Conv2dOptions::default() };
/// let shape = ConvShape::new([32, 1, 28, 28].into(), [6, 1, 5, 5].into(), same)?;
/// assert_eq!(shape.output_shape(32).dims(), [32, 6, 28, 28]);
/// assert_eq!(shape.patch_len(), 25);
/// # Ok::<(), tensor::ShapeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConvShape {
    /// The number of groups.
    pub groups: usize,
    /// The input channels of each group.
    pub in_channels_per_group: usize,
    /// The filters, which are the output channels, of each group.
    pub out_channels_per_group: usize,
    /// The size of the input.
    pub input: Size2d,
    /// The size of the output: one pixel for each position of the kernel.
    pub output: Size2d,
    /// The kernel, and how it moves.
    pub window: Window,
    /// How the convolution is computed.
    pub algorithm: ConvAlgorithm,
}

impl ConvShape {
    /// The convolution of images `[n, channels, h, w]` with a weight
    /// `[filters, channels / groups, kernel height, kernel width]`.
    ///
    /// # Errors
    /// What does not fit, with both shapes.
    pub fn new(x: Shape, w: Shape, options: Conv2dOptions) -> Result<ConvShape, ShapeError> {
        let error = |rule| ShapeError { op: "conv2d", lhs: x, rhs: w, requirement: rule };
        let groups = options.groups;
        let ([images, channels], input) = image_dims(x).map_err(error)?;
        let &[filters, in_group, kernel_height, kernel_width] = w.dims() else {
            return Err(error("the weight must be [filters, channels / groups, height, width]"));
        };
        if groups == 0 || channels % groups != 0 || filters % groups != 0 {
            return Err(error("the groups must divide the channels and the filters"));
        }
        if channels / groups != in_group || in_group == 0 || filters == 0 {
            return Err(error(
                "each filter must have the image's channels, divided by the groups, and at least one",
            ));
        }
        let window = options.window([kernel_height, kernel_width]);
        let output = window.fit(input).map_err(error)?;
        let sizes = ConvShape {
            groups,
            in_channels_per_group: in_group,
            out_channels_per_group: filters / groups,
            input,
            output,
            window,
            algorithm: ConvAlgorithm::Direct,
        };
        Ok(ConvShape { algorithm: ConvAlgorithm::choose(&sizes, images), ..sizes })
    }

    /// The output channels of all groups: the number of filters, and of biases.
    pub fn out_channels(&self) -> usize {
        self.groups * self.out_channels_per_group
    }

    /// The number of elements of one image.
    pub fn input_len(&self) -> usize {
        self.groups * self.group_input_len()
    }

    /// The number of elements of one image that belong to one group.
    pub(crate) fn group_input_len(&self) -> usize {
        self.in_channels_per_group * self.input.area()
    }

    /// The shape of the output for `images` images: `[n, filters, output height, output width]`.
    pub fn output_shape(&self, images: usize) -> Shape {
        let Size2d { height, width } = self.output;
        [images, self.out_channels(), height, width].into()
    }

    /// The number of elements of the output for one image.
    pub fn output_len(&self) -> usize {
        self.out_channels() * self.output.area()
    }

    /// The number of weights of a filter: the elements that it takes in at one position.
    pub fn patch_len(&self) -> usize {
        self.in_channels_per_group * self.window.kernel.area()
    }

    /// The number of weights of all filters.
    pub(crate) fn weight_len(&self) -> usize {
        self.out_channels() * self.patch_len()
    }

    /// The multiply-adds that one image costs.
    pub(crate) fn macs(&self) -> usize {
        self.weight_len() * self.output.area()
    }

    /// Channel, row and column of each tap of a filter, in the order of the weights: the column
    /// fastest.
    pub(crate) fn kernel_indices(&self) -> impl Iterator<Item = [usize; 3]> + use<> {
        let Size2d { height, width } = self.window.kernel;
        let channels = 0..self.in_channels_per_group;
        channels
            .flat_map(move |c| (0..height).flat_map(move |y| (0..width).map(move |x| [c, y, x])))
    }
}

/// Number, channels and size of images, or what does not fit.
fn image_dims(x: Shape) -> Result<([usize; 2], Size2d), &'static str> {
    match x.dims() {
        [_, _, 0, _] | [_, _, _, 0] => Err("images must have at least one row and one column"),
        &[n, channels, height, width] => Ok(([n, channels], Size2d { height, width })),
        _ => Err("images must be [n, channels, height, width]"),
    }
}

/// The sizes of one pooling, found to fit together.
///
/// ```
/// use cnn::{Pool2dOptions, PoolShape};
///
/// let x = [32, 6, 28, 28].into();
/// let (shape, y) = PoolShape::new("max_pool2d", x, Pool2dOptions::new(2))?;
/// assert_eq!(y.dims(), [32, 6, 14, 14]);
/// assert_eq!(shape.output, 14.into());
/// # Ok::<(), tensor::ShapeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolShape {
    /// The size of an input channel.
    pub input: Size2d,
    /// The size of an output channel: one pixel for each position of the window.
    pub output: Size2d,
    /// The window.
    pub window: Window,
}

impl PoolShape {
    /// The pooling of images `[n, channels, h, w]`, and the shape of its output.
    ///
    /// # Errors
    /// What does not fit, in the name of the operation `op`; the right-hand shape is that of the
    /// window.
    pub fn new(
        op: &'static str,
        x: Shape,
        options: Pool2dOptions,
    ) -> Result<(PoolShape, Shape), ShapeError> {
        let Pool2dOptions { kernel, padding, .. } = options;
        let rhs = Shape::from([kernel.height, kernel.width]);
        let error = |rule| ShapeError { op, lhs: x, rhs, requirement: rule };
        let ([n, channels], input) = image_dims(x).map_err(error)?;
        let window = options.window();
        let output = window.fit(input).map_err(error)?;
        if 2 * padding.height > kernel.height || 2 * padding.width > kernel.width {
            return Err(error("the padding must be at most half of the window"));
        }
        let shape = [n, channels, output.height, output.width].into();
        Ok((PoolShape { input, output, window }, shape))
    }

    /// Whether windows of this size lie side by side, without overlap and padding.
    pub(crate) fn is_tiling(&self, kernel: Size2d) -> bool {
        self.window == Pool2dOptions::new(kernel).window()
    }

    /// The rows of the input under the window at an output row.
    #[inline(always)]
    pub(crate) fn rows(&self, output_row: usize) -> Range<usize> {
        self.window.vertical().valid_inputs(output_row, self.input.height)
    }

    /// The columns of the input under the window at an output column.
    #[inline(always)]
    pub(crate) fn columns(&self, output_column: usize) -> Range<usize> {
        self.window.horizontal().valid_inputs(output_column, self.input.width)
    }

    /// The rows and columns of the input under the window at an output position, counted row by
    /// row.
    #[inline(always)]
    pub(crate) fn window_ranges(&self, position: usize) -> [Range<usize>; 2] {
        [self.rows(position / self.output.width), self.columns(position % self.output.width)]
    }

    /// Runs `f` on every channel, in parallel: `dst` has channels of `dst_len` elements, which `f`
    /// writes, and each of `sources` as many channels, of the length given with it.
    pub(crate) fn par_channels<T: Float, const N: usize>(
        dst: &mut [T],
        dst_len: usize,
        sources: [(&[T], usize); N],
        f: &(impl Fn(&mut [T], [&[T]; N]) + Sync),
    ) {
        let channels = (MIN_TASK_COST / (ELEMENT_COST * dst_len)).max(1);
        let blocks = dst.par_chunks_mut(channels * dst_len);
        blocks.enumerate().for_each(|(block, dst)| {
            for (channel, dst) in dst.chunks_exact_mut(dst_len).enumerate() {
                let channel = block * channels + channel;
                f(dst, sources.map(|(src, len)| &src[channel * len..][..len]));
            }
        });
    }
}
