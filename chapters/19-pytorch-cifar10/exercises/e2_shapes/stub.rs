//! # 19.2 The shapes of all layers
//!
//! Where does the number `16 * 5 * 5` in the program come from? Follow an image through the network
//! without computing a single pixel: only its shape.
//!
//! - A convolution without padding, stride 1, with a square kernel of side `k` has `h - k + 1`
//!   positions down and `w - k + 1` across, on an image of height `h` and width `w`. It has a weight
//!   for every channel, filter and pixel of the kernel, and a bias for every filter.
//! - A pool of side `p` steps by `p`. Rows and columns that are left over are not looked at.
//! - Flattening puts all `n` elements in a row: the shape `[n, 1, 1]`.
//! - A dense layer takes and gives only rows: height and width are 1.
//!
//! A layer that cannot take the shape before it is an error, which names the layer by its index,
//! counted from 0.

/// What a layer is.
#[derive(Clone, Copy, Debug)]
pub enum Layer {
    /// `filters` filters with a square kernel.
    Conv2d { filters: usize, kernel: usize },
    /// The maximum of each square.
    MaxPool { side: usize },
    /// All elements in a row.
    Flatten,
    /// `neurons` neurons.
    Dense { neurons: usize },
}

/// What a layer gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Channels, height, width.
    pub shape: [usize; 3],
    /// The layer's weights and biases.
    pub parameters: usize,
}

/// What each layer gives, from an input of `[channels, height, width]`.
///
/// # Errors
/// The index of the first layer that cannot take what comes to it: a kernel or a pool that is
/// larger than the image, or a dense layer whose input is not a row.
pub fn trace(input: [usize; 3], layers: &[Layer]) -> Result<Vec<Step>, usize> {
    todo!("19.2: from {input:?} through {} layers", layers.len())
}
