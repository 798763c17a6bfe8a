//! # 12.2 Output sizes and receptive fields
//!
//! Two sizes are needed again and again where layers of windows, convolutions or pools, are put
//! one upon the other. How many outputs has a layer? And how much of the image can one output
//! deep in the network see? Both can be found one axis at a time.
//!
//! A window takes in $`k`$ pixels that lie $`d`$ apart (its *dilation*; 1 means neighbours). It
//! starts $`\text{pad}`$ pixels before the image, moves in steps of $`s`$, and may stand out over
//! the far edge by $`\text{pad}`$ as well. Draw how far it reaches from its first pixel to its
//! last, and how often it can move. That gives `output_size`.
//!
//! The *receptive field* of an output is what it sees of the image: the pixels from the first to
//! the last that it depends on, whether they lie on the image or on its padding. Next to each
//! other, outputs see pieces of the same length, each shifted by the same *step*. Walk through the
//! layers, from the image on, and ask what one more layer does to the length, to the step and to
//! where the first output's field begins. That gives `receptive_field`.
//!
//! To test yourself: LeNet-5 puts windows of 5 (stride 1), 2 (stride 2), 5, 2 and 5 on an image of
//! 32 pixels, without padding. The layers have 28, 14, 10, 5 and 1 positions, and their outputs see
//! 5, 6, 14, 16 and 32 pixels.

/// A window that moves along one axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// How many pixels it takes in, `k`, at least 1.
    pub kernel: usize,
    /// How far it moves from one position to the next, `s`, at least 1.
    pub stride: usize,
    /// How far it may stand out over each edge, `pad`.
    pub padding: usize,
    /// How far apart the pixels lie that it takes in, `d`, at least 1.
    pub dilation: usize,
}

/// The pixels that outputs see: output `q` those from `first + q·step` on, `length` of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// How many pixels an output sees, from the first to the last.
    pub length: usize,
    /// How far apart the first pixels of neighbouring outputs lie.
    pub step: usize,
    /// The first pixel that output 0 sees, negative if it lies on the padding.
    pub first: isize,
}

/// How many positions a window has on an axis of `pixels` pixels; `None` if it is larger than the
/// image with its padding.
pub fn output_size(window: Window, pixels: usize) -> Option<usize> {
    todo!("12.2: the positions of {window:?} on {pixels} pixels")
}

/// What the outputs of the last of these layers see of the image; the first layer looks at the
/// image itself. Without layers, a pixel sees itself.
pub fn receptive_field(layers: &[Window]) -> Field {
    todo!("12.2: what the outputs of {} layers see", layers.len())
}
