//! The layers that a description may name.

use serde::Deserialize;

/// A layer of a description, or a block of several. Shapes are those of one sample: `[channels, height,
/// width]` of an image, `[positions, width]` of a sequence, `[units]` of a vector.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Layer {
    /// A convolution; with `norm`, batch normalization follows.
    Conv {
        /// The number of feature maps in its output.
        filters: u64,
        /// The side of a filter.
        kernel: u64,
        /// The step from one position of the filter to the next.
        #[serde(default = "one")]
        stride: u64,
        /// The zeros around the input.
        #[serde(default)]
        padding: u64,
        /// The parts into which the channels are divided; a filter sees the channels of its own part.
        #[serde(default = "one")]
        groups: u64,
        /// The number of pairs of an input and an output channel that are connected, if not all are.
        pairs: Option<u64>,
        /// Whether there is a bias for each filter.
        #[serde(default = "yes")]
        bias: bool,
        /// Whether batch normalization follows, with two parameters for each channel.
        #[serde(default)]
        norm: bool,
    },
    /// Pooling; `trainable` as in LeNet-5, with a coefficient and a bias for each channel.
    Pool {
        /// The side of the window.
        kernel: u64,
        /// The step from one window to the next.
        stride: u64,
        /// The zeros around the input.
        #[serde(default)]
        padding: u64,
        /// Whether the sum of the window is multiplied by a parameter and another one added.
        #[serde(default)]
        trainable: bool,
    },
    /// The mean of each channel.
    GlobalPool,
    /// A dense layer; on a sequence, the same at each position.
    Dense {
        /// The number of outputs.
        outputs: u64,
    },
    /// The distances to fixed vectors, which are no parameters: the output of LeNet-5.
    Distances {
        /// The number of outputs.
        outputs: u64,
    },
    /// Residual blocks of ResNet: 1×1, 3×3 and 1×1 convolutions, each normalized.
    Bottlenecks {
        /// The number of blocks.
        count: u64,
        /// The channels of the 3×3 convolution; the block's output has four times as many.
        width: u64,
        /// The stride of the first block.
        #[serde(default = "one")]
        stride: u64,
    },
    /// A vector for each token of a vocabulary.
    Embedding {
        /// The size of the vocabulary.
        tokens: u64,
        /// The length of a vector.
        width: u64,
    },
    /// A table of vectors that are added, one for each position or kind of segment.
    Added {
        /// The number of vectors.
        count: u64,
    },
    /// Layer normalization, with two parameters for each unit.
    Norm,
    /// Blocks of a Transformer: attention and two dense layers, each with a layer normalization.
    Transformer {
        /// The number of blocks.
        count: u64,
        /// The number of attention heads.
        heads: u64,
        /// The width between the two dense layers.
        inner: u64,
        /// Whether each block also attends to the encoder's output, as a decoder's does.
        #[serde(default)]
        cross: bool,
        /// Whether attention's four products have a bias.
        #[serde(default = "yes")]
        bias: bool,
    },
    /// The first position alone.
    First,
    /// A logit for each token, by the embedding's own vectors.
    TiedOutput {
        /// The size of the vocabulary.
        tokens: u64,
    },
}

fn one() -> u64 {
    1
}

fn yes() -> bool {
    true
}
