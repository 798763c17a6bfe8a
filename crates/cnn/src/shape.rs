//! The sizes of one convolution, found to fit together.

use crate::{Conv1dOptions, Conv2dOptions, Size2d, Window};
use numeric::lanes::LANES;
use tensor::{Shape, ShapeError};

/// How a convolution is computed. All algorithms add up the same products, in another order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConvAlgorithm {
    /// From the images themselves: a vector register holds one channel of a pixel of several images.
    Direct,
    /// From the images with the channels last (*NHWC*): a vector register holds several channels of one
    /// pixel.
    ChannelsLast,
    /// As a matrix product with the patches copied into columns: [`im2col`](crate::im2col()). It is the
    /// textbook's, and here to compare with: it is nowhere the fastest by much.
    Im2col,
}

impl ConvAlgorithm {
    /// The faster one for `images` images of these sizes, as `examples/conv_methods.rs` measured on
    /// one core. With many channels on both sides the channels fill the registers, and a pixel is a
    /// number and not a register: 1.1 to 4 times as fast as the direct algorithm, whose images no longer
    /// fit the caches. With few, registers of channels would be half empty. And a batch that does not
    /// fill the registers costs the direct algorithm as much as one that does.
    pub(crate) fn choose(shape: &ConvShape, images: usize) -> ConvAlgorithm {
        let (channels, filters) = (shape.in_channels_per_group, shape.out_channels_per_group);
        let fill_registers = channels.min(filters) >= LANES;
        let many = fill_registers && channels.max(filters) >= 2 * LANES;
        let few_images = images < if fill_registers { LANES / 2 } else { LANES / 4 };
        if many || few_images && channels * filters >= FEW_PAIRS {
            ConvAlgorithm::ChannelsLast
        } else {
            ConvAlgorithm::Direct
        }
    }
}

/// With fewer pairs of a channel and a filter than this, nearly all lanes would be empty.
const FEW_PAIRS: usize = 64;

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
                "each filter must have the input's channels, divided by the groups, and at least one",
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

    /// The convolution of sequences `[n, channels, length]`, images of one row, with a weight
    /// `[filters, channels / groups, kernel length]`.
    ///
    /// # Errors
    /// What does not fit, with both shapes.
    ///
    /// ```
    /// use cnn::{Conv1dOptions, ConvShape};
    ///
    /// let options = Conv1dOptions { stride: 2, ..Conv1dOptions::default() };
    /// let shape = ConvShape::new_1d([8, 3, 100].into(), [4, 3, 10].into(), options)?;
    /// assert_eq!(shape.output, [1, 46].into());
    /// # Ok::<(), tensor::ShapeError>(())
    /// ```
    pub fn new_1d(x: Shape, w: Shape, options: Conv1dOptions) -> Result<ConvShape, ShapeError> {
        let error = |rule| ShapeError { op: "conv1d", lhs: x, rhs: w, requirement: rule };
        let &[n, channels, len] = x.dims() else {
            return Err(error("the input must be [n, channels, length]"));
        };
        let &[filters, in_group, kernel] = w.dims() else {
            return Err(error("the weight must be [filters, channels / groups, length]"));
        };
        let (x, w) = ([n, channels, 1, len].into(), [filters, in_group, 1, kernel].into());
        let shape = ConvShape::new(x, w, options.on_images());
        shape.map_err(|fault| error(fault.requirement))
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
pub(crate) fn image_dims(x: Shape) -> Result<([usize; 2], Size2d), &'static str> {
    match x.dims() {
        [_, _, 0, _] | [_, _, _, 0] => Err("the input must have at least one element on each axis"),
        &[n, channels, height, width] => Ok(([n, channels], Size2d { height, width })),
        _ => Err("the input must be [n, channels, height, width]"),
    }
}
