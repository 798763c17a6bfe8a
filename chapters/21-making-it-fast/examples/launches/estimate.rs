//! The arithmetic of a step: launches, bytes, floating-point operations.

/// A layer: its weights and biases, its multiply-adds for a sample, its outputs for a sample.
pub struct Layer {
    pub parameters: usize,
    pub multiply_adds: usize,
    pub outputs: usize,
}

/// A dense layer.
const fn dense(inputs: usize, outputs: usize) -> Layer {
    Layer { parameters: (inputs + 1) * outputs, multiply_adds: inputs * outputs, outputs }
}

/// A convolution with kernels of 5 × 5, whose maps have `side` × `side` positions, and the pooling after it.
const fn convolution(channels: usize, filters: usize, side: usize) -> Layer {
    let (weights, positions) = (25 * channels * filters, side * side);
    let outputs = filters * (positions + positions / 4);
    Layer { parameters: weights + filters, multiply_adds: weights * positions, outputs }
}

/// The network of chapter 18.
pub const DENSE: [Layer; 2] = [dense(784, 128), dense(128, 10)];

/// The network of chapter 19.
pub const LENET: [Layer; 5] =
    [convolution(3, 6, 28), convolution(6, 16, 10), dense(400, 120), dense(120, 84), dense(84, 10)];

// ANCHOR: card
/// An H100 SXM, as its data sheet has it: FLOP a second in `f32` without tensor cores, bytes a second.
const PEAK: f64 = 67e12;
const BANDWIDTH: f64 = 3.35e12;
/// The seconds of a launch, one by one and as a part of a graph: CUDA.jl's manual tells of 80 small kernels
/// that take 260 µs in the one way and 70 in the other, on a card that it does not name.
pub const LAUNCH: f64 = 260e-6 / 80.0;
pub const LAUNCH_IN_GRAPH: f64 = 70e-6 / 80.0;
// ANCHOR_END: card

/// What a step asks for.
pub struct Estimate {
    pub flop: f64,
    pub bytes: f64,
    /// The seconds of all launches.
    launching: f64,
}

impl Estimate {
    // ANCHOR: work
    /// A step with Adam. Forward, gradient of the weights, gradient of the inputs: each is a product as large as
    /// the first, and the first layer's inputs need no gradient. A parameter is read forward and backward, its
    /// gradient is written, and Adam reads four arrays and writes three: ten moves. An output and its gradient
    /// are each written and read.
    pub fn of(layers: &[Layer], batch: usize, launches: u64, latency: f64) -> Self {
        let sum = |of: fn(&Layer) -> usize| layers.iter().map(of).sum::<usize>() as f64;
        let (parameters, outputs) = (sum(|it| it.parameters), sum(|it| it.outputs));
        let products = 3.0 * sum(|it| it.multiply_adds) - layers[0].multiply_adds as f64;
        Estimate {
            flop: 2.0 * batch as f64 * products,
            bytes: 4.0 * (10.0 * parameters + 4.0 * batch as f64 * outputs),
            launching: launches as f64 * latency,
        }
    }

    /// What launches, bytes and arithmetic take, in microseconds.
    pub fn microseconds(&self) -> [f64; 3] {
        [self.launching, self.bytes / BANDWIDTH, self.flop / PEAK].map(|seconds| 1e6 * seconds)
    }
    // ANCHOR_END: work
}
