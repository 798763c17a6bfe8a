//! The sizes at which parts are timed: those of the networks that the peers train.

/// Some shapes, under a name.
pub struct Size {
    pub name: &'static str,
    pub shapes: fn() -> Vec<Vec<usize>>,
}

/// All parameters of a network, for optimizers.
pub const NETWORKS: &[Size] = &[
    Size { name: "MLP 784-128-10", shapes: mlp },
    Size { name: "LeNet", shapes: lenet },
    Size { name: "LSTM 256", shapes: lstm },
    Size { name: "ResNet-20", shapes: resnet },
    Size { name: "GPT 4×128", shapes: gpt },
];

/// What comes out of a layer, for activations.
pub const HIDDEN: &[Size] = &[
    Size { name: "32×128", shapes: || vec![vec![32, 128]] },
    Size { name: "256×128", shapes: || vec![vec![256, 128]] },
    Size { name: "2048×512", shapes: || vec![vec![2048, 512]] },
];

/// What comes out of a network, for losses.
pub const LOGITS: &[Size] = &[
    Size { name: "32×10", shapes: || vec![vec![32, 10]] },
    Size { name: "256×10", shapes: || vec![vec![256, 10]] },
    Size { name: "2048×65", shapes: || vec![vec![2048, 65]] },
];

fn mlp() -> Vec<Vec<usize>> {
    [dense(784, 128), dense(128, 10)].concat()
}

fn lenet() -> Vec<Vec<usize>> {
    let convolutions = vec![vec![6, 3, 5, 5], vec![6], vec![16, 6, 5, 5], vec![16]];
    [convolutions, dense(400, 120), dense(120, 84), dense(84, 10)].concat()
}

fn lstm() -> Vec<Vec<usize>> {
    let cell = vec![vec![64, 1024], vec![256, 1024], vec![1024], vec![1024]];
    [vec![vec![65, 64]], cell, dense(256, 65)].concat()
}

fn resnet() -> Vec<Vec<usize>> {
    // A convolution without bias, and the two parameters of a batch norm.
    let convolution = |from, to, side| vec![vec![to, from, side, side], vec![to], vec![to]];
    let channels = [16, 16, 16, 16, 32, 32, 32, 64, 64, 64];
    let mut shapes = convolution(3, 16, 3);
    for block in channels.windows(2) {
        let [from, to] = [block[0], block[1]];
        shapes.extend([convolution(from, to, 3), convolution(to, to, 3)].concat());
        if from != to {
            shapes.extend(convolution(from, to, 1));
        }
    }
    [shapes, dense(64, 10)].concat()
}

fn gpt() -> Vec<Vec<usize>> {
    let norm = || vec![vec![128], vec![128]];
    let feedforward = [dense(128, 512), dense(512, 128)].concat();
    let block = [norm(), norm(), dense(128, 384), dense(128, 128), feedforward].concat();
    [vec![vec![65, 128], vec![128, 128]], block.repeat(4), norm(), dense(128, 65)].concat()
}

fn dense(inputs: usize, outputs: usize) -> Vec<Vec<usize>> {
    vec![vec![inputs, outputs], vec![outputs]]
}
