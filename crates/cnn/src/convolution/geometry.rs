//! Which numbers a convolution takes and gives.

use super::ConvAlgorithm;
use crate::{Size2d, Window};
use tensor::{Shape, ShapeError};

/// How a kernel moves over an image, as the settings of `torch.nn.Conv2d`.
///
/// ```
/// use cnn::Convolution;
///
/// let same = Conv2dOptions { padding: 1.into(), ..Conv2dOptions::default() };  // for a 3×3 kernel
/// assert_eq!((same.stride, same.groups), (1.into(), 1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conv2dOptions {
    /// How far the kernel moves from one place to the next: 1.
    pub stride: Size2d,
    /// How many rows and columns of zeros are put around the image: 0.
    pub padding: Size2d,
    /// How far apart the pixels are that the kernel takes in: 1, neighbours.
    pub dilation: Size2d,
    /// Into how many groups the channels are divided, each with filters of its own: 1.
    pub groups: usize,
}

impl Default for Conv2dOptions {
    fn default() -> Self {
        Conv2dOptions { stride: 1.into(), padding: 0.into(), dilation: 1.into(), groups: 1 }
    }
}

/// The sizes of one convolution, found to fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConvShape {
    /// How many groups of channels there are.
    pub groups: usize,
    /// The channels of the image in each group.
    pub in_channels_per_group: usize,
    /// The filters, which are the channels of the answer, in each group.
    pub out_channels_per_group: usize,
    /// The image.
    pub input: Size2d,
    /// The answer: the kernel's places.
    pub output: Size2d,
    /// How the kernel moves.
    pub window: Window,
    /// How it is computed.
    pub algorithm: ConvAlgorithm,
}

impl ConvShape {
    /// The convolution of images `[n, channels, h, w]` with a weight
    /// `[filters, channels / groups, kernel height, kernel width]`.
    ///
    /// # Errors
    /// What does not fit, with both shapes.
    pub fn new(x: Shape, w: Shape, settings: Conv2dOptions) -> Result<ConvShape, ShapeError> {
        let error = |rule| ShapeError { op: "conv2d", lhs: x, rhs: w, requirement: rule };
        let Conv2dOptions { stride, padding, dilation, groups } = settings;
        let &[images, channels, height, width] = x.dims() else {
            return Err(error("images must be [n, channels, height, width]"));
        };
        let &[filters, in_group, kernel_height, kernel_width] = w.dims() else {
            return Err(error("the weight must be [filters, channels / groups, height, width]"));
        };
        if height == 0 || width == 0 {
            return Err(error("images must have at least one row and one column"));
        }
        if groups == 0 || channels % groups != 0 || filters % groups != 0 {
            return Err(error("the groups must divide the channels and the filters"));
        }
        if channels / groups != in_group || in_group == 0 || filters == 0 {
            return Err(error(
                "each filter must have the image's channels, divided by the groups, and at least one",
            ));
        }
        let kernel = Size2d::from([kernel_height, kernel_width]);
        let window = Window { kernel, stride, padding, dilation };
        if let Some(fault) = window.validate() {
            return Err(error(fault));
        }
        let input = Size2d::from([height, width]);
        let output = window.output_size(input);
        let output =
            output.ok_or(error("the kernel must not be larger than the image with its padding"))?;
        let filters = filters / groups;
        let method = ConvAlgorithm::Direct;
        let sizes = ConvShape {
            groups,
            in_channels_per_group: in_group,
            out_channels_per_group: filters,
            input,
            output,
            window,
            algorithm: method,
        };
        Ok(ConvShape { algorithm: ConvAlgorithm::choose(&sizes, images), ..sizes })
    }

    /// How many numbers an image has.
    pub fn input_len(&self) -> usize {
        self.groups * self.group_input_len()
    }

    /// How many numbers of an image belong to one group.
    pub(crate) fn group_input_len(&self) -> usize {
        self.in_channels_per_group * self.input.area()
    }

    /// The shape of the answers to so many images: `[n, filters, places down, places across]`.
    pub fn output_shape(&self, images: usize) -> Shape {
        let Size2d { height, width } = self.output;
        [images, self.groups * self.out_channels_per_group, height, width].into()
    }

    /// How many numbers the answer to an image has.
    pub fn output_len(&self) -> usize {
        self.groups * self.out_channels_per_group * self.output.area()
    }

    /// How many weights a filter has: the numbers that it takes in at one place.
    pub fn patch_len(&self) -> usize {
        self.in_channels_per_group * self.window.kernel.area()
    }

    /// How many weights there are.
    pub(crate) fn weight_len(&self) -> usize {
        self.groups * self.out_channels_per_group * self.patch_len()
    }

    /// The multiply-adds that one image costs.
    pub(crate) fn macs(&self) -> usize {
        self.weight_len() * self.output.area()
    }

    /// The place of each of a filter's weights in its kernel: channel, row and column, the column
    /// fastest, as they lie in the weight.
    pub(crate) fn kernel_indices(&self) -> impl Iterator<Item = [usize; 3]> + use<> {
        let Size2d { height, width } = self.window.kernel;
        let channels = 0..self.in_channels_per_group;
        channels
            .flat_map(move |c| (0..height).flat_map(move |y| (0..width).map(move |x| [c, y, x])))
    }
}
