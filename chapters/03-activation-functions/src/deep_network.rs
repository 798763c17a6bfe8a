//! The network that compares activation functions.

use activations::Activation;
use nn::{Dense, Initialization, Sequential, sequential};
use rand::Rng;

/// A classifier of `inputs` values into ten classes with `layers` hidden layers of `width` neurons,
/// all with the activation `f`.
///
/// ```
/// use activations::Relu;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let network = ch03::deep_network(Relu, [64, 32, 3], &mut ChaCha8Rng::seed_from_u64(1));
/// assert_eq!(nn::parameter_count(&network), 65 * 32 + 2 * 33 * 32 + 33 * 10);
/// ```
pub fn deep_network<A: Activation<f32>>(
    f: A,
    [inputs, width, layers]: [usize; 3],
    rng: &mut impl Rng,
) -> Sequential {
    let mut network = sequential![];
    for layer in 0..layers {
        let inputs = if layer == 0 { inputs } else { width };
        let dense = Dense::with_init(inputs, width, f, initialization(A::NAME), rng);
        network.layers.push(Box::new(dense));
    }
    network.layers.push(Box::new(Dense::linear(width, 10, rng)));
    network
}

// ANCHOR: initialization
/// The initialization that was made for this function: He's for the rectifier and its relatives,
/// LeCun's for SELU, Glorot's for what is linear near zero.
///
/// ```
/// assert_eq!(ch03::initialization("relu"), nn::Initialization::HeNormal);
/// ```
pub fn initialization(activation: &str) -> Initialization {
    match activation {
        "sigmoid" | "tanh" | "identity" | "softplus" => Initialization::GlorotNormal,
        "selu" => Initialization::LecunNormal,
        _ => Initialization::HeNormal,
    }
}
// ANCHOR_END: initialization
