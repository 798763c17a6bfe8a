//! The tape: the operations of one step in order, each with its backward pass.

use crate::checkpoint::Segments;
use crate::gradients::GradientSlots;
use crate::node::{Backward, Node};
use crate::step_rng::StepRng;
use crate::{BufferId, Gradients, ParamId, Var};
use numeric::Float;
use rand::rngs::ChaCha8Rng;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use tensor::Tensor;

/// The mode of a step.
#[derive(Clone, Copy, Default, PartialEq)]
pub(crate) enum Mode {
    /// Inference: nothing is recorded.
    #[default]
    Evaluation,
    /// Gradients of the model in evaluation mode, for example with respect to an input's pixels.
    EvalWithGradients,
    /// Gradients for an optimizer's step.
    Training,
}

/// The record of one forward pass, from which its backward pass is run; reused for the next step. See
/// the [crate's](crate) front page.
pub struct Tape<T: Float = f32> {
    pub(crate) nodes: RefCell<Vec<Node<T>>>,
    pub(crate) params: RefCell<HashMap<ParamId, usize>>,
    pub(crate) leaves: RefCell<Vec<usize>>,
    pub(crate) buffers: RefCell<BTreeMap<BufferId, Tensor<T>>>,
    pub(crate) slots: GradientSlots<T>,
    pub(crate) rng_state: StepRng,
    pub(crate) mode: Mode,
    /// Within a checkpointed segment's first run.
    pub(crate) paused: Cell<bool>,
}

impl<T: Float> Default for Tape<T> {
    fn default() -> Self {
        Tape {
            nodes: RefCell::default(),
            params: RefCell::default(),
            leaves: RefCell::default(),
            buffers: RefCell::default(),
            slots: RefCell::default(),
            rng_state: StepRng::default(),
            mode: Mode::default(),
            paused: Cell::default(),
        }
    }
}

impl<T: Float> Tape<T> {
    /// An empty tape.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let mut tape = Tape::new();
    /// assert_eq!(tape.no_grad(|tape| tape.constant(&Tensor::scalar(1.0)) + 1.0).item(), 2.0);
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Forward and backward pass: runs `loss`, then computes its gradient with respect to each
    /// parameter and leaf. This is a step in training mode: dropout drops, batch normalization uses
    /// the batch's statistics.
    ///
    /// ```
    /// use autograd::{Param, Tape};
    /// use tensor::Tensor;
    ///
    /// let w = Param::new(Tensor::scalar(3.0));
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.param(&w).powi(2));
    /// assert_eq!((gradients.loss(), gradients.get(&w).unwrap().item()), (9.0, 6.0));
    /// ```
    ///
    /// # Panics
    /// If the loss is not a scalar (one element), or is a value of another tape.
    #[track_caller]
    pub fn gradients(
        &mut self,
        loss: impl for<'t> FnOnce(&'t Tape<T>) -> Var<'t, T>,
    ) -> Gradients<T> {
        self.clear(Mode::Training);
        let loss = self.expect_loss(loss(self));
        self.backward(loss, &Segments::default())
    }

    /// Like [`gradients`](Self::gradients), in evaluation mode: dropout does nothing, batch
    /// normalization uses its running statistics. For gradients of a trained model with respect to its
    /// input, such as a saliency map.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::scalar(3.0);
    /// let gradients = Tape::<f64>::new().eval_gradients(|tape| {
    ///     assert!(!tape.is_training());
    ///     tape.leaf(&x).powi(2)
    /// });
    /// assert_eq!(gradients.leaf(0).unwrap().item(), 6.0);
    /// ```
    ///
    /// # Panics
    /// If the loss is not a scalar (one element), or is a value of another tape.
    #[track_caller]
    pub fn eval_gradients(
        &mut self,
        loss: impl for<'t> FnOnce(&'t Tape<T>) -> Var<'t, T>,
    ) -> Gradients<T> {
        self.clear(Mode::EvalWithGradients);
        let loss = self.expect_loss(loss(self));
        self.backward(loss, &Segments::default())
    }

    /// The index and the value of a loss.
    #[track_caller]
    pub(crate) fn expect_loss(&self, loss: Var<'_, T>) -> (usize, Tensor<T>) {
        self.expect_own("gradients", &[loss]);
        let shape = loss.shape();
        assert!(
            shape.len() == 1,
            "gradients: a loss has one element, not {shape:?} (is a loss or a `mean()` missing?)"
        );
        (loss.index(), loss.value())
    }

    /// Runs `f` forward only, in evaluation mode (inference), and saves nothing for a backward pass.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::new([2], vec![1.0, -2.0]);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x).relu());
    /// assert_eq!(y.as_slice(), [1.0, 0.0]);
    /// ```
    #[track_caller]
    pub fn no_grad(&mut self, f: impl for<'t> FnOnce(&'t Tape<T>) -> Var<'t, T>) -> Tensor<T> {
        self.clear(Mode::Evaluation);
        let value = f(self).value();
        self.clear(Mode::Evaluation);
        value
    }

    /// Whether the step is in training mode, on which dropout and batch normalization depend. True
    /// under [`gradients`](Self::gradients) alone.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let mut tape = Tape::<f64>::new();
    /// let one = Tensor::scalar(1.0);
    /// tape.gradients(|tape| { assert!(tape.is_training()); tape.leaf(&one) });
    /// tape.no_grad(|tape| { assert!(!tape.is_training()); tape.leaf(&one) });
    /// ```
    pub fn is_training(&self) -> bool {
        self.mode == Mode::Training
    }

    /// Sets the state of the random number generator: the next training step draws as step `step` of a
    /// run with this seed does, the one after it as `step + 1`. A new tape starts with 0 and 0.
    ///
    /// ```
    /// use autograd::Tape;
    /// use rand::Rng;
    ///
    /// let (mut a, mut b) = (Tape::<f32>::new(), Tape::<f32>::new());
    /// a.set_rng_state(7, 100);
    /// b.set_rng_state(7, 100);
    /// assert_eq!(a.rng().next_u64(), b.rng().next_u64());
    /// ```
    pub fn set_rng_state(&mut self, seed: u64, step: u64) {
        (self.rng_state.seed, self.rng_state.step) = (seed, step);
    }

    /// A random number generator for one operation, such as dropout: a different one at each call and
    /// in each training step, but always the same for the same seed, step (see
    /// [`set_rng_state`](Self::set_rng_state)) and number of calls before it in the step.
    ///
    /// ```
    /// use autograd::Tape;
    /// use rand::Rng;
    ///
    /// let tape = Tape::<f32>::new();
    /// assert_ne!(tape.rng().next_u64(), tape.rng().next_u64());
    /// ```
    pub fn rng(&self) -> ChaCha8Rng {
        self.rng_state.rng()
    }

    pub(crate) fn push(&self, node: Node<T>) -> Var<'_, T> {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(node);
        Var::new(self, nodes.len() - 1)
    }

    /// Whether operations are recorded for a backward pass. An operation that saves much for it asks.
    /// False in the first run of a [checkpointed segment](crate::CheckpointScope::checkpoint).
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::<f64>::scalar(1.0);
    /// let mut tape = Tape::new();
    /// tape.gradients(|tape| {
    ///     assert!(tape.is_recording());
    ///     tape.leaf(&x)
    /// });
    /// tape.no_grad(|tape| {
    ///     assert!(!tape.is_recording());
    ///     tape.constant(&x)
    /// });
    /// ```
    pub fn is_recording(&self) -> bool {
        self.mode != Mode::Evaluation && !self.paused.get()
    }

    pub(crate) fn clear(&mut self, mode: Mode) {
        self.nodes.get_mut().clear();
        self.params.get_mut().clear();
        self.leaves.get_mut().clear();
        self.buffers.get_mut().clear();
        self.rng_state.begin();
        self.mode = mode;
        self.paused.set(false);
    }

    /// The backward pass of a step, from its loss.
    pub(crate) fn backward(
        &mut self,
        (index, loss): (usize, Tensor<T>),
        segments: &Segments<'_, T>,
    ) -> Gradients<T> {
        self.reset_slots();
        let one = loss.new_full(loss.shape(), T::one());
        self.slots.borrow_mut()[index] = Some(one);
        self.run_backward(segments);
        self.rng_state.step += u64::from(self.is_training());
        let slots = self.slots.get_mut();
        let leaves = self.leaves.get_mut().drain(..).map(|i| slots[i].take()).collect();
        let params = self.params.get_mut().drain();
        let params = params.filter_map(|(id, i)| Some((id, slots[i].take()?))).collect();
        let buffers = self.buffers.take();
        Gradients { loss, params, leaves, buffers }
    }

    /// An empty gradient for each value.
    pub(crate) fn reset_slots(&self) {
        let mut slots = self.slots.borrow_mut();
        slots.clear();
        slots.resize_with(self.nodes.borrow().len(), || None);
    }

    // ANCHOR: backward
    /// From the last operation to the first. A value is freed as soon as the backward pass is past it.
    pub(crate) fn run_backward(&self, segments: &Segments<'_, T>) {
        let last_node = || self.nodes.borrow_mut().pop();
        while let Some(node) = last_node() {
            let Some(backward) = node.backward else { continue };
            drop(node.value);
            let index = self.nodes.borrow().len();
            let dy = self.slots.borrow_mut()[index].take();
            match (backward, dy) {
                (_, None) => {}
                (Backward::Operation(backward), Some(dy)) => backward(dy, &self.slots),
                (Backward::Segment(i), Some(dy)) => segments.recompute(i, dy, self),
            }
        }
    }
    // ANCHOR_END: backward
}
