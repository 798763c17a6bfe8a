//! Where gradients collect on their way back, and what is found at the end.

use crate::{Buffer, BufferId, Param, ParamId};
use numeric::Float;
use std::cell::RefCell;
use std::collections::BTreeMap;
use tensor::{Shape, Tensor};

/// One place for the gradient of each value on the tape, empty until the first share comes.
pub(crate) type GradientSlots<T> = RefCell<Vec<Option<Tensor<T>>>>;

/// The place where the gradient of one input of an operation collects.
#[derive(Clone, Copy)]
pub struct GradientSlot<'s, T: Float> {
    slots: &'s GradientSlots<T>,
    input: InputInfo,
}

/// What an operation remembers of one of its inputs.
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

    /// Adds one share of the gradient. A gradient that nobody asked for is not even computed: then
    /// `share` is not called.
    ///
    /// # Panics
    /// If the share has not the shape of the input: a mistake in the operation, which is named.
    pub fn accumulate(self, share: impl FnOnce() -> Tensor<T>) {
        if self.input.requires_grad {
            self.accumulate_now(share());
        }
    }

    fn accumulate_now(self, share: Tensor<T>) {
        let InputInfo { op, shape, .. } = self.input;
        assert_eq!(share.shape(), shape, "{op}: a gradient must have the shape of its input");
        let slot = &mut self.slots.borrow_mut()[self.input.index];
        *slot = Some(match slot.take() {
            None => share,
            Some(sum) => sum.zip_map(&share, |a, b| a + b),
        });
    }

    /// Whether anybody asked for this gradient.
    pub fn requires_grad(self) -> bool {
        self.input.requires_grad
    }
}

/// What the way back found: the loss, and how it changes with every parameter and leaf.
#[derive(Debug)]
pub struct Gradients<T: Float> {
    pub(crate) loss: Tensor<T>,
    pub(crate) params: BTreeMap<ParamId, Tensor<T>>,
    pub(crate) leaves: Vec<Option<Tensor<T>>>,
    pub(crate) buffers: BTreeMap<BufferId, Tensor<T>>,
}

impl<T: Float> Gradients<T> {
    /// The loss. If it is on the GPU, this waits for all work there.
    pub fn loss(&self) -> T {
        self.loss.item()
    }

    /// How the loss changes with each number of a parameter; `None` if the parameter had no part
    /// in it.
    pub fn get(&self, param: &Param<T>) -> Option<&Tensor<T>> {
        self.params.get(&param.id())
    }

    /// The gradients of all parameters that had part in the loss, to change, in the order in which
    /// the parameters were made.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Tensor<T>> {
        self.params.values_mut()
    }

    /// How the loss changes with each number of the `n`-th value that [`Tape::leaf`] put on the
    /// tape, counted from 0; `None` if it had no part in it, or if there were fewer.
    ///
    /// [`Tape::leaf`]: crate::Tape::leaf
    pub fn leaf(&self, n: usize) -> Option<&Tensor<T>> {
        self.leaves.get(n)?.as_ref()
    }

    /// What the forward pass wants a buffer to become ([`Tape::update_buffer`]); `None` if it said
    /// nothing of it.
    ///
    /// [`Tape::update_buffer`]: crate::Tape::update_buffer
    pub fn buffer(&self, buffer: &Buffer<T>) -> Option<&Tensor<T>> {
        self.buffers.get(&buffer.id())
    }
}
