//! The update rules under their names, and a point that one of them moves.

use gradient_descent::Objective;
use numeric::Float;
use optimizers::{Adagrad, Adam, Lion, Optimizer, RmsProp, Sgd};
use tensor::Tensor;

/// An update rule with a name, to be made with any learning rate.
pub struct Rule<T: Float> {
    /// The name.
    pub name: &'static str,
    /// The optimizer with this learning rate.
    pub with_rate: fn(f64) -> Box<dyn Optimizer<T>>,
}

/// The rules that the chapter compares, all with their default settings but for the momentum.
///
/// ```
/// assert_eq!(ch08::rules::<f64>().len(), 7);
/// ```
pub fn rules<T: Float>() -> Vec<Rule<T>> {
    fn momentum<T: Float>(rate: f64, nesterov: bool) -> Box<dyn Optimizer<T>> {
        Box::new(Sgd { momentum: 0.9, nesterov, ..Sgd::new(rate) })
    }
    vec![
        Rule { name: "SGD", with_rate: |rate| Box::new(Sgd::new(rate)) },
        Rule { name: "momentum", with_rate: |rate| momentum(rate, false) },
        Rule { name: "Nesterov", with_rate: |rate| momentum(rate, true) },
        Rule { name: "Adagrad", with_rate: |rate| Box::new(Adagrad::new(rate)) },
        Rule { name: "RMSProp", with_rate: |rate| Box::new(RmsProp::new(rate)) },
        Rule { name: "Adam", with_rate: |rate| Box::new(Adam::new(rate)) },
        Rule { name: "Lion", with_rate: |rate| Box::new(Lion::new(rate)) },
    ]
}

// ANCHOR: descend
/// The points that an optimizer visits on its way down a function of two variables.
///
/// ```
/// use gradient_descent::Quadratic;
///
/// let path = ch08::descend(
///     &mut optimizers::Sgd::new(0.5),
///     &Quadratic::new([1.0, 2.0]),
///     [4.0, 4.0],
///     2,
/// );
/// assert_eq!(path, [[4.0, 4.0], [2.0, 0.0], [1.0, 0.0]]);
/// ```
pub fn descend(
    optimizer: &mut dyn Optimizer<f64>,
    f: &impl Objective<f64>,
    start: [f64; 2],
    steps: usize,
) -> Vec<[f64; 2]> {
    let mut point = Tensor::new([2], start.to_vec());
    let mut path = vec![start];
    for _ in 0..steps {
        let mut gradient = Tensor::zeros([2]);
        f.gradient(point.as_slice(), gradient.as_mut_slice());
        optimizer.common_mut().state.steps += 1;
        optimizer.update("point", &mut point, &gradient);
        path.push([point.as_slice()[0], point.as_slice()[1]]);
    }
    path
}
// ANCHOR_END: descend
