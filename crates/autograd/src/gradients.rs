//! Gradients: where they accumulate in the backward pass, and its result.

use crate::{Buffer, BufferId, Param, ParamId};
use numeric::Float;
use std::cell::RefCell;
use std::collections::BTreeMap;
use tensor::{Shape, ShapeError, Tensor, expect_shape, pointwise};

/// The gradient with respect to each value on the tape, empty until something is accumulated.
pub(crate) type GradientSlots<T> = RefCell<Vec<Option<Tensor<T>>>>;

// ANCHOR: accumulate
/// Adds to the gradient with respect to value `index`.
pub(crate) fn accumulate<T: Float>(slots: &GradientSlots<T>, index: usize, gradient: Tensor<T>) {
    let slot = &mut slots.borrow_mut()[index];
    *slot = Some(match slot.take() {
        None => gradient,
        Some(sum) => sum.binary(&gradient, pointwise!(|a, b| a + b)),
    });
}
// ANCHOR_END: accumulate

/// Where the gradient with respect to one input of an operation accumulates. An operation's backward
/// pass gets one for each input: see [`Tape::record`](crate::Tape::record).
#[derive(Clone, Copy)]
pub struct GradientSlot<'s, T: Float> {
    slots: &'s GradientSlots<T>,
    input: InputInfo,
}

/// What an operation saves about one of its inputs.
#[derive(Clone, Copy)]
pub(crate) struct InputInfo {
    pub op: &'static str,
    pub index: usize,
    pub requires_grad: bool,
    pub shape: Shape,
}

impl<'s, T: Float> GradientSlot<'s, T> {
    pub(crate) fn new(slots: &'s GradientSlots<T>, input: InputInfo) -> Self {
        GradientSlot { slots, input }
    }

    /// One for each input of an operation.
    pub(crate) fn of<const N: usize>(
        slots: &'s GradientSlots<T>,
        inputs: [InputInfo; N],
    ) -> [Self; N] {
        inputs.map(|input| GradientSlot { slots, input })
    }

    /// Adds to the gradient. `gradient` is called only if the input requires grad, so that an
    /// unneeded gradient is not computed.
    ///
    /// ```
    /// use autograd::{Tape, Var};
    /// use tensor::Tensor;
    ///
    /// fn twice<'t>(x: Var<'t, f64>) -> Var<'t, f64> {
    ///     let y = x.value().map(|x| 2.0 * x);
    ///     x.tape().record("twice", y, [x], |dy, [dx]| dx.accumulate(|| dy.map(|dy| 2.0 * dy)))
    /// }
    /// let gradients = Tape::new().gradients(|tape| twice(tape.leaf(&Tensor::scalar(3.0))));
    /// assert_eq!(gradients.leaf(0).unwrap().item(), 2.0);
    /// ```
    ///
    /// # Panics
    /// If the gradient does not have the shape of the input: a mistake in the operation, which is
    /// named.
    pub fn accumulate(self, gradient: impl FnOnce() -> Tensor<T>) {
        if self.input.requires_grad {
            self.accumulate_now(gradient());
        }
    }

    /// As [`accumulate`](Self::accumulate), for an operation that adds to a part of the gradient only:
    /// `add` gets the gradient so far, at first zeros on the device of `dy`, and adds to it. The parts of
    /// one value together then cost no more than the whole.
    ///
    /// ```
    /// use autograd::{Tape, Var};
    /// use tensor::Tensor;
    ///
    /// fn first<'t>(x: Var<'t, f64>) -> Var<'t, f64> {
    ///     let y = Tensor::scalar(x.value().as_slice()[0]);
    ///     x.tape().record("first", y, [x], |dy, [dx]| {
    ///         dx.accumulate_part(&dy, |sum| sum.as_mut_slice()[0] += dy.item());
    ///     })
    /// }
    /// let x = Tensor::new([2], vec![3.0, 4.0]);
    /// let gradients = Tape::new().gradients(|tape| {
    ///     let x = tape.leaf(&x);
    ///     first(x) + first(x)
    /// });
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [2.0, 0.0]);
    /// ```
    pub fn accumulate_part(self, dy: &Tensor<T>, add: impl FnOnce(&mut Tensor<T>)) {
        let InputInfo { index, requires_grad, shape, .. } = self.input;
        if requires_grad {
            let so_far = self.slots.borrow_mut()[index].take();
            let mut sum = so_far.unwrap_or_else(|| dy.new_full(shape, T::zero()));
            add(&mut sum);
            self.slots.borrow_mut()[index] = Some(sum);
        }
    }

    fn accumulate_now(self, gradient: Tensor<T>) {
        let InputInfo { op, shape, .. } = self.input;
        if gradient.shape() != shape {
            let requirement = "a gradient must have the shape of its input";
            expect_shape(Err(ShapeError { op, lhs: gradient.shape(), rhs: shape, requirement }))
        }
        accumulate(self.slots, self.input.index, gradient);
    }

    /// Whether this input requires grad: whether it depends on a parameter or a leaf.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::scalar(3.0);
    /// Tape::<f64>::new().gradients(|tape| {
    ///     let (a, b) = (tape.leaf(&x), tape.constant(&x));
    ///     tape.record("first", a.value(), [a, b], |dy, [da, db]| {
    ///         assert!(da.requires_grad() && !db.requires_grad());
    ///         da.accumulate(|| dy);
    ///     })
    /// });
    /// ```
    pub fn requires_grad(self) -> bool {
        self.input.requires_grad
    }
}

/// The result of a backward pass: the loss, and its gradient with respect to each parameter and leaf.
#[derive(Debug)]
pub struct Gradients<T: Float> {
    pub(crate) loss: Tensor<T>,
    pub(crate) params: BTreeMap<ParamId, Tensor<T>>,
    pub(crate) leaves: Vec<Option<Tensor<T>>>,
    pub(crate) buffers: BTreeMap<BufferId, Tensor<T>>,
}

impl<T: Float> Gradients<T> {
    /// The loss. If it is on a GPU, this waits for all work there.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&Tensor::scalar(3.0)) * 2.0);
    /// assert_eq!(gradients.loss(), 6.0);
    /// ```
    pub fn loss(&self) -> T {
        self.loss.item()
    }

    /// The loss, where it was computed; nothing waits for it.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&Tensor::scalar(3.0)) * 2.0);
    /// assert_eq!(gradients.loss_tensor().item(), 6.0);
    /// ```
    pub fn loss_tensor(&self) -> &Tensor<T> {
        &self.loss
    }

    /// The gradient of the loss with respect to a parameter; `None` if the loss does not depend on it.
    ///
    /// ```
    /// use autograd::{Param, Tape};
    /// use tensor::Tensor;
    ///
    /// let (w, unused) = (Param::new(Tensor::scalar(3.0)), Param::new(Tensor::scalar(1.0)));
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.param(&w) * 2.0);
    /// assert_eq!(gradients.get(&w).unwrap().item(), 2.0);
    /// assert!(gradients.get(&unused).is_none());
    /// ```
    pub fn get(&self, param: &Param<T>) -> Option<&Tensor<T>> {
        self.params.get(&param.id())
    }

    /// The gradients with respect to all parameters that the loss depends on, mutable, in the order in
    /// which the parameters were made.
    ///
    /// ```
    /// use autograd::{Param, Tape};
    /// use tensor::Tensor;
    ///
    /// let w = Param::new(Tensor::scalar(3.0));
    /// let mut gradients = Tape::<f64>::new().gradients(|tape| tape.param(&w) * 2.0);
    /// for gradient in gradients.iter_mut() {
    ///     gradient.as_mut_slice().fill(0.5);
    /// }
    /// assert_eq!(gradients.get(&w).unwrap().item(), 0.5);
    /// ```
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Tensor<T>> {
        self.params.values_mut()
    }

    /// The gradient of the loss with respect to the `n`-th leaf that [`Tape::leaf`] put on the tape,
    /// counted from 0; `None` if the loss does not depend on it, or if there are fewer leaves.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2], vec![1.0, 4.0]);
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&x).powi(2).sum());
    /// assert_eq!(gradients.leaf(0).unwrap().as_slice(), [2.0, 8.0]);
    /// ```
    ///
    /// [`Tape::leaf`]: crate::Tape::leaf
    pub fn leaf(&self, n: usize) -> Option<&Tensor<T>> {
        self.leaves.get(n)?.as_ref()
    }

    /// The new value of a buffer that the forward pass set by [`Tape::update_buffer`]; `None` if it
    /// set none.
    ///
    /// ```
    /// use autograd::{Buffer, Tape};
    /// use tensor::Tensor;
    ///
    /// let running_mean = Buffer::new(Tensor::scalar(0.0));
    /// let gradients = Tape::<f64>::new().gradients(|tape| {
    ///     tape.update_buffer(&running_mean, Tensor::scalar(0.1));
    ///     tape.leaf(&Tensor::scalar(1.0))
    /// });
    /// assert_eq!(gradients.buffer(&running_mean).unwrap().item(), 0.1);
    /// ```
    ///
    /// [`Tape::update_buffer`]: crate::Tape::update_buffer
    pub fn buffer(&self, buffer: &Buffer<T>) -> Option<&Tensor<T>> {
        self.buffers.get(&buffer.id())
    }
}
