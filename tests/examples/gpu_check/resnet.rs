//! ResNet-20 for images of 32×32 pixels (He and others, 2015).

use autograd::{PadMode, Var};
use cnn::{Conv2d, Conv2dOptions, GlobalAvgPool};
use neurons::Identity;
use nn::{Dense, Forward, Initialization, impl_module};
use normalization::BatchNorm;
use rand::Rng;

/// Two convolutions and a shortcut; where the size changes, zeros for the new channels.
struct Block {
    conv1: Conv2d,
    norm1: BatchNorm,
    conv2: Conv2d,
    norm2: BatchNorm,
    channels: [usize; 2],
}
impl_module!(Block { conv1, norm1, conv2, norm2 });

/// A convolution of 3×3 without bias.
fn conv(channels: [usize; 2], stride: usize, rng: &mut impl Rng) -> Conv2d {
    let options =
        Conv2dOptions { stride: stride.into(), padding: 1.into(), ..Conv2dOptions::default() };
    let mut conv = Conv2d::with_init(channels, 3, options, Identity, Initialization::HeNormal, rng);
    conv.bias = None;
    conv
}

impl Block {
    fn new(channels: [usize; 2], rng: &mut impl Rng) -> Self {
        let [_, outputs] = channels;
        Block {
            conv1: conv(channels, stride(channels), rng),
            norm1: BatchNorm::new(outputs),
            conv2: conv([outputs; 2], 1, rng),
            norm2: BatchNorm::new(outputs),
            channels,
        }
    }

    fn forward<'t>(&self, x: Var<'t>) -> Var<'t> {
        let y = self.norm1.forward(self.conv1.forward(x)).relu();
        let y = self.norm2.forward(self.conv2.forward(y));
        let [inputs, outputs] = self.channels;
        if inputs == outputs {
            return (y + x).relu();
        }
        let step = stride(self.channels) as isize;
        let short = x.slice(2, None, None, step).slice(3, None, None, step);
        let more = (outputs - inputs) as isize;
        (y + short.pad(&[(0, 0), (0, more), (0, 0), (0, 0)], PadMode::Constant(0.0))).relu()
    }
}

fn stride([inputs, outputs]: [usize; 2]) -> usize {
    if inputs == outputs { 1 } else { 2 }
}

/// The network.
pub struct ResNet20 {
    first: Conv2d,
    norm: BatchNorm,
    blocks: Vec<Block>,
    output: Dense,
}
impl_module!(ResNet20 { first, norm, blocks, output });

/// Its first parameters.
pub fn resnet20(rng: &mut impl Rng) -> ResNet20 {
    let widths = [16, 16, 16, 16, 32, 32, 32, 64, 64, 64];
    ResNet20 {
        first: conv([3, 16], 1, rng),
        norm: BatchNorm::new(16),
        blocks: widths.windows(2).map(|pair| Block::new([pair[0], pair[1]], rng)).collect(),
        output: Dense::linear(64, 10, rng),
    }
}

impl ResNet20 {
    fn logits<'t>(&self, x: Var<'t>) -> Var<'t> {
        let x = self.norm.forward(self.first.forward(x)).relu();
        let x = self.blocks.iter().fold(x, |x, block| block.forward(x));
        self.output.forward(GlobalAvgPool.forward(x))
    }
}

impl Forward for ResNet20 {
    fn forward<'t>(&self, x: Var<'t>) -> Var<'t> {
        self.logits(x)
    }
}
