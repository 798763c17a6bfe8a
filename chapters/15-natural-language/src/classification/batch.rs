//! Texts of different lengths in one batch.

use tensor::{Device, Tensor};
use text::vocabulary::PAD;
use text::{Padded, pad};

/// The indices of some texts, filled up to one length, and masks that say what is a token.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The indices, `[n, longest]`, and the lengths.
    pub padded: Padded,
    /// 1 for a token, 0 for padding, `[n, longest, 1]`.
    pub mask: Tensor<f32>,
}

impl Batch {
    /// These texts, each a list of indices, on `device`.
    pub fn new<S: AsRef<[usize]>>(texts: &[S], device: &Device) -> Self {
        let padded = pad(texts, PAD);
        let mask = padded.mask().into_iter().map(|is_token| f32::from(u8::from(is_token)));
        let mask = Tensor::new([texts.len(), padded.longest, 1], mask.collect());
        Batch { padded, mask: mask.to(device) }
    }

    /// The number of texts.
    pub fn len(&self) -> usize {
        self.padded.lengths.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    // ANCHOR: masks
    /// For each text the weights of a mean over its tokens: `1/length`, and 0 in the padding,
    /// `[n, longest, 1]`. A text without tokens has the mean 0.
    pub fn mean_weights(&self) -> Tensor<f32> {
        let Padded { lengths, longest, .. } = &self.padded;
        let weight = |i, len: usize| if i < len { 1.0 / len as f32 } else { 0.0 };
        let weights = lengths.iter().flat_map(|len| (0..*longest).map(move |i| weight(i, *len)));
        Tensor::new([self.len(), *longest, 1], weights.collect()).to(&self.mask.device())
    }

    /// 1 for a window of `width` tokens with at least one token of the text in it, 0 for one that
    /// lies in the padding, `[n, 1, longest + width − 1]`: `width − 1` zeros are on each side.
    pub fn window_mask(&self, width: usize) -> Tensor<f32> {
        let Padded { lengths, longest, .. } = &self.padded;
        let windows = longest + width - 1;
        let reads = |i, len: usize| if i < len + width - 1 && len > 0 { 1.0 } else { 0.0 };
        let mask = lengths.iter().flat_map(|len| (0..windows).map(move |i| reads(i, *len)));
        Tensor::new([self.len(), 1, windows], mask.collect()).to(&self.mask.device())
    }
    // ANCHOR_END: masks
}
