//! A value on the tape.

use crate::{Param, Tape};
use numeric::Float;
use tensor::{Device, Shape, Tensor, expect_same_device};

/// A value on the tape: an index into it, cheap to copy. Operations on it are recorded.
#[derive(Clone, Copy)]
pub struct Var<'t, T: Float = f32> {
    tape: &'t Tape<T>,
    index: usize,
}

impl<'t, T: Float> Var<'t, T> {
    pub(crate) fn new(tape: &'t Tape<T>, index: usize) -> Self {
        Var { tape, index }
    }

    pub(crate) fn index(self) -> usize {
        self.index
    }

    /// The tape that this value is on.
    ///
    /// ```
    /// use autograd::{Tape, Var};
    /// use tensor::Tensor;
    ///
    /// fn plus_one<'t>(x: Var<'t, f64>) -> Var<'t, f64> {
    ///     x + x.tape().constant(&Tensor::scalar(1.0))
    /// }
    /// let y = Tape::new().no_grad(|tape| plus_one(tape.constant(&Tensor::scalar(2.0))));
    /// assert_eq!(y.item(), 3.0);
    /// ```
    pub fn tape(self) -> &'t Tape<T> {
        self.tape
    }

    /// The value, shared, not copied.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let tape = Tape::new();
    /// assert_eq!((tape.constant(&Tensor::scalar(2.0)) * 3.0).value().item(), 6.0);
    /// ```
    pub fn value(self) -> Tensor<T> {
        self.tape.nodes.borrow()[self.index].value.clone()
    }

    /// The shape.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::{Shape, Tensor};
    ///
    /// let tape = Tape::<f32>::new();
    /// assert_eq!(tape.constant(&Tensor::zeros([2, 3])).shape(), Shape::from([2, 3]));
    /// ```
    pub fn shape(self) -> Shape {
        self.tape.nodes.borrow()[self.index].value.shape()
    }

    /// The length of each axis, as an array, where the rank is known.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let tape = Tape::<f32>::new();
    /// let [n, classes] = tape.constant(&Tensor::zeros([64, 10])).dims();
    /// assert_eq!((n, classes), (64, 10));
    /// ```
    ///
    /// # Panics
    /// If the value has another rank than `N`.
    #[track_caller]
    pub fn dims<const N: usize>(self) -> [usize; N] {
        self.value().dims()
    }

    /// `other` on this value's tape, and on its device: a scalar is made there.
    ///
    /// # Panics
    /// If `other` is a parameter on another device, or a tensor there that is no scalar.
    #[track_caller]
    pub(crate) fn operand(self, other: impl Operand<'t, T>) -> Var<'t, T> {
        let other = other.to_var(self.tape);
        let (x, y) = (self.value(), other.value());
        if x.is_on_device_of(&y) {
            return other;
        }
        // A copy of a parameter would have no part in the gradient.
        if y.len() > 1 || self.tape.nodes.borrow()[other.index].requires_grad {
            expect_same_device("operands", &[&x, &y]);
        }
        self.tape.constant(&x.new_full(y.shape(), y.item()))
    }

    /// The value, for an operation that has no CUDA arm.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let tape = Tape::new();
    /// assert_eq!(tape.constant(&Tensor::scalar(2.0)).expect_cpu("my_op").item(), 2.0);
    /// ```
    ///
    /// # Panics
    /// If it is on a GPU; the message names the operation.
    #[track_caller]
    pub fn expect_cpu(self, op: &str) -> Tensor<T> {
        let value = self.value();
        let here = matches!(value.device(), Device::Cpu);
        assert!(here, "{op}: this operation has no CUDA arm yet");
        value
    }
}

/// What an operation accepts as its second operand: a [`Var`], a parameter, a tensor (a constant), or
/// a scalar.
pub trait Operand<'t, T: Float> {
    /// The operand as a value on `tape`.
    ///
    /// ```
    /// use autograd::{Operand, Param, Tape};
    /// use tensor::Tensor;
    ///
    /// let (tape, w) = (Tape::new(), Param::new(Tensor::scalar(3.0)));
    /// assert_eq!((2.0.to_var(&tape) * w.to_var(&tape)).value().item(), 6.0);
    /// ```
    fn to_var(self, tape: &'t Tape<T>) -> Var<'t, T>;
}

impl<'t, T: Float> Operand<'t, T> for Var<'t, T> {
    fn to_var(self, _: &'t Tape<T>) -> Var<'t, T> {
        self
    }
}

impl<'t, T: Float> Operand<'t, T> for &Param<T> {
    fn to_var(self, tape: &'t Tape<T>) -> Var<'t, T> {
        tape.param(self)
    }
}

impl<'t, T: Float> Operand<'t, T> for &Tensor<T> {
    fn to_var(self, tape: &'t Tape<T>) -> Var<'t, T> {
        tape.constant(self)
    }
}

impl<'t> Operand<'t, f32> for f32 {
    fn to_var(self, tape: &'t Tape<f32>) -> Var<'t, f32> {
        tape.constant(&Tensor::scalar(self))
    }
}

impl<'t> Operand<'t, f64> for f64 {
    fn to_var(self, tape: &'t Tape<f64>) -> Var<'t, f64> {
        tape.constant(&Tensor::scalar(self))
    }
}
