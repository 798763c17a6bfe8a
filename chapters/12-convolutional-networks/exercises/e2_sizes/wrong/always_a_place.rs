//! caught-by: windows_that_are_too_large_have_no_place
//! message: it has no position

/// A window that moves along one axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// How many pixels it takes in, `k`, at least 1.
    pub kernel: usize,
    /// How far it moves from one position to the next, `s`, at least 1.
    pub stride: usize,
    /// How far it may stand out over each edge, `p`.
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
    let Window { kernel, stride, padding, dilation } = window;
    let reach = dilation * (kernel - 1) + 1;
    let room = (pixels + 2 * padding).saturating_sub(reach);
    Some(room / stride + 1)
}

/// What the outputs of the last of these layers see of the image; the first layer looks at the
/// image itself. Without layers, a pixel sees itself.
pub fn receptive_field(layers: &[Window]) -> Field {
    let mut field = Field { length: 1, step: 1, first: 0 };
    for Window { kernel, stride, padding, dilation } in layers {
        field.length += dilation * (kernel - 1) * field.step;
        field.first -= (padding * field.step) as isize;
        field.step *= stride;
    }
    field
}
