//! The network.

use activations::Relu;
use autograd::Var;
use cnn::{Conv2d, MaxPool2d};
use nn::{Dense, Forward, module};
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
module!(Net<T> { conv1, conv2, fc1, fc2, fc3 });

impl<T: Float> Net<T> {
    /// The network before training.
    pub fn new(rng: &mut impl Rng) -> Self {
        Net {
            conv1: Conv2d::new(3, 6, 5, Relu, rng),
            pool: MaxPool2d::new(2),
            conv2: Conv2d::new(6, 16, 5, Relu, rng),
            fc1: Dense::new(16 * 5 * 5, 120, Relu, rng),
            fc2: Dense::new(120, 84, Relu, rng),
            fc3: Dense::linear(84, 10, rng),
        }
    }
}

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
// ANCHOR_END: net
