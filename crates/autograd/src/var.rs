//! A value on the tape.

use crate::{Param, Tape};
use numeric::Float;
use tensor::{Device, Shape, Tensor};

/// A value on the tape: a place on it, free to copy. Arithmetic on it is written down.
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
    pub fn tape(self) -> &'t Tape<T> {
        self.tape
    }

    /// The value.
    pub fn value(self) -> Tensor<T> {
        self.tape.nodes.borrow()[self.index].value.clone()
    }

    /// The value's shape.
    pub fn shape(self) -> Shape {
        self.tape.nodes.borrow()[self.index].value.shape()
    }

    /// The axes' lengths, where their number is known.
    ///
    /// # Panics
    /// If the value has another number of axes.
    #[track_caller]
    pub fn dims<const N: usize>(self) -> [usize; N] {
        self.value().dims()
    }

    /// The value, for an operation that has no CUDA arm.
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

/// What an operation accepts beside a [`Var`]: another one, a parameter, data, or a number.
pub trait Operand<'t, T: Float> {
    /// The operand as a value on `tape`.
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
