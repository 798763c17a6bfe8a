//! The sizes at which parts are timed: those of the networks that the peers train.

use tensor::Shape;

/// Some shapes, under a name.
pub struct Size {
    pub name: &'static str,
    pub shapes: fn() -> Vec<Shape>,
}

/// All parameters of a network, for optimizers.
pub const NETWORKS: &[Size] = &[
    Size { name: "MLP 784-128-10", shapes: mlp },
    Size { name: "LeNet", shapes: lenet },
    Size { name: "LSTM 256", shapes: lstm },
    Size { name: "ResNet-20", shapes: resnet },
    Size { name: "GPT 4×128", shapes: || gpt(4, 128) },
    Size { name: "GPT 6×384", shapes: || gpt(6, 384) },
    Size { name: "2500×4000", shapes: || vec![[2500, 4000].into()] },
];

/// The matrices of a network, for Muon.
pub const MATRICES: &[Size] = &[
    Size { name: "GPT 4×128, matrices", shapes: || matrices(gpt(4, 128)) },
    Size { name: "GPT 6×384, matrices", shapes: || matrices(gpt(6, 384)) },
];

/// One tensor that no cache holds, for the memory itself.
pub const LARGE: &[Size] = &[Size { name: "2500×4000", shapes: || vec![[2500, 4000].into()] }];

/// What comes out of a layer, for activations.
pub const HIDDEN: &[Size] = &[
    Size { name: "32×128", shapes: || vec![[32, 128].into()] },
    Size { name: "256×128", shapes: || vec![[256, 128].into()] },
    Size { name: "2048×512", shapes: || vec![[2048, 512].into()] },
];

/// The input of a layer and its weight.
pub const LAYERS: &[Size] = &[
    Size { name: "32×784 → 128", shapes: || vec![[32, 784].into(), [784, 128].into()] },
    Size { name: "256×784 → 128", shapes: || vec![[256, 784].into(), [784, 128].into()] },
    Size { name: "2048×128 → 512", shapes: || vec![[2048, 128].into(), [128, 512].into()] },
];

/// What comes out of a convolution, for group normalization.
pub const IMAGES: &[Size] =
    &[Size { name: "64×64×32×32", shapes: || vec![[64, 64, 32, 32].into()] }];

/// What comes out of a convolution or a dense layer, for normalization over the batch.
pub const BATCHES: &[Size] = &[
    Size { name: "64×64×32×32", shapes: || vec![[64, 64, 32, 32].into()] },
    Size { name: "32×16×28×28", shapes: || vec![[32, 16, 28, 28].into()] },
    Size { name: "256×512", shapes: || vec![[256, 512].into()] },
    Size { name: "256×128", shapes: || vec![[256, 128].into()] },
];

/// Queries, keys and values side by side, of four heads.
pub const SEQUENCES: &[Size] = &[
    Size { name: "16×128×(3·128)", shapes: || vec![[16, 128, 384].into()] },
    Size { name: "1×2048×(3·128)", shapes: || vec![[1, 2048, 384].into()] },
];

/// How many sequences are written, and how long they become.
pub const CONTEXTS: &[Size] = &[
    Size { name: "1×128 tokens", shapes: || vec![[1, 128].into()] },
    Size { name: "16×128 tokens", shapes: || vec![[16, 128].into()] },
];

/// The input of a transposed convolution that doubles both sides, and its weight.
pub const DOUBLINGS: &[Size] = &[
    Size {
        name: "32×64×14×14 → 32",
        shapes: || vec![[32, 64, 14, 14].into(), [64, 32, 4, 4].into()],
    },
    Size {
        name: "32×128×8×8 → 64",
        shapes: || vec![[32, 128, 8, 8].into(), [128, 64, 4, 4].into()],
    },
];

/// Tokens of a transformer, for normalizations of each.
pub const TOKENS: &[Size] = &[
    Size { name: "512×384", shapes: || vec![[512, 384].into()] },
    Size { name: "512×1024", shapes: || vec![[512, 1024].into()] },
    Size { name: "2048×384", shapes: || vec![[2048, 384].into()] },
    Size { name: "4096×512", shapes: || vec![[4096, 512].into()] },
];

/// What comes out of a network, for losses.
pub const LOGITS: &[Size] = &[
    Size { name: "32×10", shapes: || vec![[32, 10].into()] },
    Size { name: "256×10", shapes: || vec![[256, 10].into()] },
    Size { name: "2048×65", shapes: || vec![[2048, 65].into()] },
];

fn mlp() -> Vec<Shape> {
    [dense(784, 128), dense(128, 10)].concat()
}

fn lenet() -> Vec<Shape> {
    let convolutions = [[6, 3, 5, 5].into(), [6].into(), [16, 6, 5, 5].into(), [16].into()];
    [convolutions.to_vec(), dense(400, 120), dense(120, 84), dense(84, 10)].concat()
}

fn lstm() -> Vec<Shape> {
    let cell = [[64, 1024].into(), [256, 1024].into(), [1024].into(), [1024].into()];
    [vec![[65, 64].into()], cell.to_vec(), dense(256, 65)].concat()
}

fn resnet() -> Vec<Shape> {
    let channels = [16, 16, 16, 16, 32, 32, 32, 64, 64, 64];
    let mut shapes = convolution(3, 16, 3);
    for block in channels.windows(2) {
        let (from, to) = (block[0], block[1]);
        shapes.extend([convolution(from, to, 3), convolution(to, to, 3)].concat());
        if from != to {
            shapes.extend(convolution(from, to, 1));
        }
    }
    [shapes, dense(64, 10)].concat()
}

fn gpt(blocks: usize, width: usize) -> Vec<Shape> {
    let norm: Vec<Shape> = vec![[width].into(), [width].into()];
    let attention = [dense(width, 3 * width), dense(width, width)].concat();
    let feedforward = [dense(width, 4 * width), dense(4 * width, width)].concat();
    let block = [norm.clone(), norm.clone(), attention, feedforward].concat();
    let embeddings = vec![[65, width].into(), [128, width].into()];
    [embeddings, block.repeat(blocks), norm, dense(width, 65)].concat()
}

fn matrices(mut shapes: Vec<Shape>) -> Vec<Shape> {
    shapes.retain(|shape| shape.dims().len() == 2);
    shapes
}

fn dense(inputs: usize, outputs: usize) -> Vec<Shape> {
    vec![[inputs, outputs].into(), [outputs].into()]
}

/// A convolution without bias, and the batch norm behind it.
fn convolution(from: usize, to: usize, side: usize) -> Vec<Shape> {
    vec![[to, from, side, side].into(), [to].into(), [to].into()]
}
