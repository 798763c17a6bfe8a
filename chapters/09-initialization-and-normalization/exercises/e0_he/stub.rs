//! # 9.0 He's standard deviation
//!
//! Two minutes, to see that everything is in its place. The weights of a layer with ReLU are drawn
//! from a normal distribution with mean 0 and the standard deviation
//!
//! ```math
//! \sigma = \sqrt{\frac{2}{\text{fan\_in}}},
//! ```
//!
//! where $`\text{fan\_in}`$ is the number of inputs of each neuron, at least 1. (The 2 makes up for
//! ReLU, which lets half of the mean square through.)
//!
//! To test yourself: with 8 inputs it is 0.5, with 200 inputs 0.1. In Rust, `as f64` makes an `f64`
//! of a `usize`.

/// He's standard deviation for the weights of a layer with ReLU, whose neurons have `fan_in` inputs.
pub fn he_std(fan_in: usize) -> f64 {
    todo!("9.0: the standard deviation for fan_in = {fan_in}")
}
