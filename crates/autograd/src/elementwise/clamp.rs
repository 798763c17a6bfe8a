//! Values clamped to a range.

use crate::{Operand, Var};
use numeric::Float;
use tensor::{Pointwise, Tensor, expect_shape, pointwise, sum_to, ternary_broadcast};

impl<'t, T: Float> Var<'t, T> {
    /// The element-wise `y = min(max(x, min), max)` of two numbers, of which one may be infinite; so
    /// `∂x = dy` strictly between them, else 0, as in PyTorch.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([3], vec![-2.0, 0.5, 1.0]);
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&x).clamp(0.0, 1.0).sum());
    /// assert_eq!((gradients.loss(), gradients.leaf(0).unwrap().as_slice()), (1.5, &[0.0, 1.0, 0.0][..]));
    /// ```
    ///
    /// # Panics
    /// If `min` is greater than `max`, or if one of them is NaN.
    #[track_caller]
    pub fn clamp(self, min: f64, max: f64) -> Var<'t, T> {
        assert!(min <= max, "clamp: {min} is greater than {max}, or one is no number");
        let x = self.value();
        let clamp = pointwise!(
            |x; min, max| clamped(x, min, max),
            "x < min ? min : x > max ? max : x",
            [min, max]
        );
        let y = x.clone().unary(clamp);
        self.tape().record("clamp", y, [self], move |dy, [dx]| {
            let backward = pointwise!(
                |dy, x; min, max| if x > min && x < max { dy } else { T::zero() },
                "x > min && x < max ? dy : 0",
                [min, max]
            );
            dx.accumulate(|| dy.binary(&x, backward));
        })
    }

    /// As [`clamp`](Self::clamp), with bounds that are values on the tape, broadcast: each element's
    /// gradient goes to the one of the three that it is. At a bound both get half of it, as in
    /// PyTorch; where the bounds are equal to `x`, all goes to `x`. If `min > max`, the output is
    /// `max`.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([3], vec![-2.0, 0.5, 1.0]);
    /// let gradients =
    ///     Tape::<f64>::new().gradients(|tape| tape.leaf(&x).clamp_between(0.0, 1.0).sum());
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [0.0, 1.0, 0.5]);
    /// ```
    ///
    /// # Panics
    /// If the shapes do not fit.
    #[track_caller]
    pub fn clamp_between(self, min: impl Operand<'t, T>, max: impl Operand<'t, T>) -> Var<'t, T> {
        let vars = [self, self.operand(min), self.operand(max)];
        let shapes = vars.map(|var| var.shape());
        let both = expect_shape(shapes[0].broadcast("clamp_between", shapes[1]));
        expect_shape(both.broadcast("clamp_between", shapes[2]));
        let [x, min, max] = vars.map(|var| var.value());
        let clamp = pointwise!(
            |x, min, max| clamped(x, min, max),
            "x < min && !(min > max) ? min : x > max || x < min ? max : x"
        );
        let y = ternary_broadcast(&x, &min, &max, clamp);
        self.tape().record("clamp_between", y, vars, move |dy, slots| {
            for (i, slot) in slots.into_iter().enumerate() {
                slot.accumulate(|| sum_to(gradient(i, &dy, [&x, &min, &max]), shapes[i]));
            }
        })
    }
}

/// A NaN stays one: no comparison with it holds.
fn clamped<T: Float>(x: T, min: T, max: T) -> T {
    let x = if x < min { min } else { x };
    if x > max { max } else { x }
}

/// The gradient with respect to operand `i` of `x`, `min` and `max`.
fn gradient<T: Float>(i: usize, dy: &Tensor<T>, [x, min, max]: [&Tensor<T>; 3]) -> Tensor<T> {
    let fraction = Pointwise {
        f: move |x, min, max, _| T::of(fractions(x, min, max)[i]),
        cuda: FRACTIONS[i],
        parameters: [0.0; 4],
    };
    let fraction = ternary_broadcast(x, min, max, fraction);
    dy.clone().binary(&fraction, pointwise!(|dy, fraction| dy * fraction))
}

/// [`fractions`] for a GPU, each of its own.
const FRACTIONS: [&str; 3] = [
    "F(x, min, max, ...) (min > max || x > max || x < min ? 0 \
        : min != max && (x == min || x == max) ? T(0.5) : 1)",
    "F(x, min, max, ...) (min > max || x > max ? 0 \
        : x < min ? 1 : x == min && min != max ? T(0.5) : 0)",
    "F(x, min, max, ...) (min > max || x > max ? 1 \
        : x == max && min != max ? T(0.5) : 0)",
];

/// The fractions of the gradient that `x`, `min` and `max` get.
fn fractions<T: Float>(x: T, min: T, max: T) -> [f64; 3] {
    if min > max || x > max {
        [0.0, 0.0, 1.0]
    } else if x < min {
        [0.0, 1.0, 0.0]
    } else if x == min && min != max {
        [0.5, 0.5, 0.0]
    } else if x == max && min != max {
        [0.5, 0.0, 0.5]
    } else {
        [1.0, 0.0, 0.0]
    }
}
