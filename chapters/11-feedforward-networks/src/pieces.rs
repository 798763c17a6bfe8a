//! The linear pieces of a ReLU network along a line, counted exactly.

use activations::Relu;
use autograd::Param;
use feedforward::Mlp;
use nn::Dense;
use rand::{Rng, RngExt, SeedableRng, rngs::ChaCha8Rng};
use rand_distr::{Distribution, Normal};
use tensor::Tensor;

/// A part of the line on which every neuron is an affine function of the position `s`.
#[derive(Clone, Debug)]
struct Piece {
    /// Where it begins and ends.
    range: [f64; 2],
    /// Of each neuron, the value at `s = 0` and the slope.
    values: Vec<[f64; 2]>,
}

impl Piece {
    // ANCHOR: split
    /// The piece behind a layer: cut where a weighted sum changes its sign. Between two cuts every
    /// ReLU is either the identity or 0, so every neuron stays affine.
    fn through(&self, layer: &Dense<f64, Relu>) -> Vec<Piece> {
        let sums = affine(&self.values, &layer.weight.value, &layer.bias.value);
        let [start, end] = self.range;
        let zeros = sums.iter().map(|[at_zero, slope]| -at_zero / slope);
        let mut cuts: Vec<f64> = zeros.filter(|s| start < *s && *s < end).collect();
        cuts.push(end);
        cuts.sort_by(f64::total_cmp);
        let mut from = start;
        let piece = |to: f64| {
            let middle = (from + to) / 2.0;
            let relu = |&[at_zero, slope]: &[f64; 2]| match at_zero + slope * middle > 0.0 {
                true => [at_zero, slope],
                false => [0.0, 0.0],
            };
            let range = [from, to];
            from = to;
            Piece { range, values: sums.iter().map(relu).collect() }
        };
        cuts.into_iter().map(piece).collect()
    }
    // ANCHOR_END: split
}

/// `x·W + b`, of values that are affine functions.
fn affine(x: &[[f64; 2]], w: &Tensor<f64>, b: &Tensor<f64>) -> Vec<[f64; 2]> {
    let outputs = b.len();
    let sum = |j: usize| {
        let terms = x.iter().enumerate().map(|(i, x)| (x, w.as_slice()[i * outputs + j]));
        terms.fold([b.as_slice()[j], 0.0], |sum, (x, w)| [sum[0] + w * x[0], sum[1] + w * x[1]])
    };
    (0..outputs).map(sum).collect()
}

/// Where the first output of the network bends on the way from the point `from` to the point `to`,
/// as fractions of the way. One more than these is the number of linear pieces.
///
/// ```
/// let folded = ch11::pieces::folding(3);
/// let bends = ch11::pieces::bends(&folded, &[0.0], &[1.0]);
/// assert_eq!(bends, [0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875]);   // eight pieces
/// ```
pub fn bends(network: &Mlp<f64, Relu>, from: &[f64], to: &[f64]) -> Vec<f64> {
    let values = from.iter().zip(to).map(|(from, to)| [*from, to - from]).collect();
    let mut pieces = vec![Piece { range: [0.0, 1.0], values }];
    for layer in &network.hidden {
        pieces = pieces.iter().flat_map(|piece| piece.through(layer)).collect();
    }
    let Dense { weight, bias, .. } = &network.output;
    let slope = |piece: &Piece| affine(&piece.values, &weight.value, &bias.value)[0][1];
    let slopes: Vec<f64> = pieces.iter().map(slope).collect();
    let bent = |i: &usize| (slopes[i - 1] - slopes[*i]).abs() > 1e-9 * slopes[*i].abs().max(1e-9);
    (1..pieces.len()).filter(bent).map(|i| pieces[i].range[0]).collect()
}

// ANCHOR: folding
/// A network of `depth` layers of two neurons that folds the interval from 0 to 1 in half with each
/// layer: `f(x) = 2·relu(x) − 4·relu(x − ½)` rises from 0 to 1 and falls back to 0, and each layer
/// applies it once more.
///
/// ```
/// assert_eq!(nn::parameter_count(&ch11::pieces::folding(3)), 4 + 6 + 6 + 3);
/// ```
pub fn folding(depth: usize) -> Mlp<f64, Relu> {
    let dense = |inputs: usize, weight: Vec<f64>, bias: Vec<f64>| Dense {
        weight: Param::new(Tensor::new([inputs, bias.len()], weight)),
        bias: Param::new(Tensor::new([bias.len()], bias)),
        activation: Relu,
    };
    let first = dense(1, vec![1.0, 1.0], vec![0.0, -0.5]);
    let next = dense(2, vec![2.0, 2.0, -4.0, -4.0], vec![0.0, -0.5]);
    let mut output = Dense::linear(2, 1, &mut ChaCha8Rng::seed_from_u64(0));
    output.weight = Param::new(Tensor::new([2, 1], vec![2.0, -4.0]));
    let hidden = [vec![first], vec![next; depth - 1]].concat();
    Mlp { hidden, output }
}
// ANCHOR_END: folding

/// A network with random weights, of the standard deviation `√(2/inputs)` of He's initialization, and
/// random biases of the standard deviation `bias`.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let network = ch11::pieces::random(&[2, 8, 1], 0.5, &mut ChaCha8Rng::seed_from_u64(1));
/// assert!(ch11::pieces::bends(&network, &[-5.0, 1.0], &[5.0, 1.0]).len() <= 8);
/// ```
pub fn random(sizes: &[usize], bias: f64, rng: &mut impl Rng) -> Mlp<f64, Relu> {
    let mut network = Mlp::with_init(sizes, Relu, nn::Initialization::HeNormal, rng);
    let normal = Normal::new(0.0, bias).expect("a standard deviation is not negative");
    for layer in &mut network.hidden {
        layer.bias.value.as_mut_slice().fill_with(|| normal.sample(rng));
    }
    network
}

/// A point on the circle of this radius around the origin, and the one opposite: the ends of a line.
///
/// ```
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let [from, to] = ch11::pieces::diameter(2.0, &mut ChaCha8Rng::seed_from_u64(1));
/// assert!((from[0] + to[0]).abs() < 1e-12);
/// assert!((from[0].hypot(from[1]) - 2.0).abs() < 1e-12);
/// ```
pub fn diameter(radius: f64, rng: &mut impl Rng) -> [[f64; 2]; 2] {
    let angle = rng.random_range(0.0..std::f64::consts::TAU);
    let (x, y) = (radius * angle.cos(), radius * angle.sin());
    [[x, y], [-x, -y]]
}
