//! A network that is small enough for paper.

/// Two inputs, two hidden units with ReLU, one output without an activation function.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tiny {
    /// The weights of the hidden units, a row for each.
    pub w1: [[f64; 2]; 2],
    /// Their biases.
    pub b1: [f64; 2],
    /// The weights of the output.
    pub w2: [f64; 2],
    /// Its bias.
    pub b2: f64,
}

/// All numbers of one pass forward and one pass backward.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pass {
    /// The hidden units' sums.
    pub z1: [f64; 2],
    /// Their outputs.
    pub y1: [f64; 2],
    /// The network's output.
    pub y: f64,
    /// The squared error.
    pub loss: f64,
    /// The gradient with respect to the output's sum.
    pub delta2: f64,
    /// With respect to `w2`.
    pub dw2: [f64; 2],
    /// With respect to the hidden units' outputs.
    pub dy1: [f64; 2],
    /// With respect to their sums.
    pub delta1: [f64; 2],
    /// With respect to `w1`.
    pub dw1: [[f64; 2]; 2],
    /// With respect to the inputs.
    pub dx: [f64; 2],
}

impl Tiny {
    /// The network of the chapter.
    ///
    /// ```
    /// let pass = ch06::Tiny::of_the_chapter().pass([1.0, 2.0], 1.0);
    /// assert_eq!((pass.y, pass.loss, pass.delta1), (1.5, 0.25, [1.0, -2.0]));
    /// ```
    pub fn of_the_chapter() -> Self {
        Tiny { w1: [[1.0, 0.5], [-1.0, 1.0]], b1: [0.0, -0.5], w2: [1.0, -2.0], b2: 0.5 }
    }

    // ANCHOR: pass
    /// Forward, and back, by the chain rule.
    ///
    /// ```
    /// let pass = ch06::Tiny::of_the_chapter().pass([1.0, 2.0], 1.5);
    /// assert_eq!((pass.loss, pass.delta2), (0.0, 0.0));
    /// ```
    pub fn pass(&self, x: [f64; 2], target: f64) -> Pass {
        let Tiny { w1, b1, w2, b2 } = *self;
        // Forward: what each unit says.
        let z1 = [0, 1].map(|i| w1[i][0] * x[0] + w1[i][1] * x[1] + b1[i]);
        let y1 = z1.map(|z| z.max(0.0));
        let y = w2[0] * y1[0] + w2[1] * y1[1] + b2;
        let loss = (y - target).powi(2);
        // Backward: the output has no activation function, so δ₂ is the loss's own slope.
        let delta2 = 2.0 * (y - target);
        let dw2 = y1.map(|y1| delta2 * y1);
        // Through the weights to the hidden units, and through their slopes to their sums.
        let dy1 = w2.map(|w2| w2 * delta2);
        let delta1 = [0, 1].map(|i| if z1[i] > 0.0 { dy1[i] } else { 0.0 });
        let dw1 = delta1.map(|delta1| x.map(|x| delta1 * x));
        let dx = [0, 1].map(|j| w1[0][j] * delta1[0] + w1[1][j] * delta1[1]);
        Pass { z1, y1, y, loss, delta2, dw2, dy1, delta1, dw1, dx }
    }
    // ANCHOR_END: pass
}
