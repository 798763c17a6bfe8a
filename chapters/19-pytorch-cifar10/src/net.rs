//! The network.

use activations::Relu;
use autograd::Var;
use cnn::{Conv2d, Conv2dOptions, MaxPool2d};
use neurons::Identity;
use nn::{Dense, Forward, Initialization, impl_module};
use numeric::Float;
use rand::Rng;

// ANCHOR: net
// class Net(nn.Module):
//     def __init__(self):
//         super(Net, self).__init__()
//         self.conv1 = nn.Conv2d(3, 6, 5)
//         self.pool = nn.MaxPool2d(2, 2)
//         self.conv2 = nn.Conv2d(6, 16, 5)
//         self.fc1 = nn.Linear(16 * 5 * 5, 120)
//         self.fc2 = nn.Linear(120, 84)
//         self.fc3 = nn.Linear(84, 10)
//
/// The network of PyTorch's first program. An activation belongs to its layer here; so `F.relu` is
/// part of the layers' types.
pub struct Net<T: Float = f32> {
    conv1: Conv2d<T, Relu>,
    pool: MaxPool2d,
    conv2: Conv2d<T, Relu>,
    fc1: Dense<T, Relu>,
    fc2: Dense<T, Relu>,
    fc3: Dense<T>,
}
impl_module!(Net<T> { conv1, conv2, fc1, fc2, fc3 });
// ANCHOR_END: net

// ANCHOR: new
impl<T: Float> Net<T> {
    /// The network before training, with PyTorch's default initialization.
    pub fn new(rng: &mut impl Rng) -> Self {
        Self::with_init(Initialization::TorchDefault, rng)
    }

    /// The network before training, with another initialization.
    pub fn with_init(init: Initialization, rng: &mut impl Rng) -> Self {
        let plain = Conv2dOptions::default();
        Net {
            conv1: Conv2d::with_init([3, 6], 5, plain, Relu, init, rng),
            pool: MaxPool2d::new(2),
            conv2: Conv2d::with_init([6, 16], 5, plain, Relu, init, rng),
            fc1: Dense::with_init(16 * 5 * 5, 120, Relu, init, rng),
            fc2: Dense::with_init(120, 84, Relu, init, rng),
            fc3: Dense::with_init(84, 10, Identity, init, rng),
        }
    }
}
// ANCHOR_END: new

impl Net {
    /// The filters of the first layer, `[6, 3, 5, 5]`.
    ///
    /// ```
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let net = ch19::Net::new(&mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(net.first_filters().len(), 6 * 3 * 5 * 5);
    /// ```
    pub fn first_filters(&self) -> &[f32] {
        self.conv1.weight.value.as_slice()
    }
}

// ANCHOR: forward
//     def forward(self, x):
//         x = self.pool(F.relu(self.conv1(x)))
//         x = self.pool(F.relu(self.conv2(x)))
//         x = x.view(-1, 16 * 5 * 5)
//         x = F.relu(self.fc1(x))
//         x = F.relu(self.fc2(x))
//         x = self.fc3(x)
//         return x
impl<T: Float> Forward<T> for Net<T> {
    fn forward<'t>(&self, x: Var<'t, T>) -> Var<'t, T> {
        let x = self.pool.forward(self.conv1.forward(x));
        let x = self.pool.forward(self.conv2.forward(x));
        let x = x.flatten();
        let x = self.fc1.forward(x);
        let x = self.fc2.forward(x);
        self.fc3.forward(x)
    }
}
// ANCHOR_END: forward
