//! Checkpointed segments: parts of a forward pass that keep nothing, and run again in the backward pass.

mod segment;

use crate::node::{Backward, Node};
use crate::tape::Mode;
use crate::{Gradients, Tape, Var};
use numeric::Float;
use segment::{SavedInput, StepState};
use std::cell::RefCell;
use tensor::Tensor;

/// The backward pass of a segment: the gradient with respect to its output, and the tape that it is on.
type Recompute<'env, T> = Box<dyn FnOnce(Tensor<T>, &Tape<T>) + 'env>;

/// The segments of a step. They borrow the model (`'env`), which the tape, reused for other steps,
/// cannot.
pub(crate) struct Segments<'env, T: Float>(RefCell<Vec<Option<Recompute<'env, T>>>>);

impl<T: Float> Default for Segments<'_, T> {
    fn default() -> Self {
        Segments(RefCell::default())
    }
}

impl<T: Float> Segments<'_, T> {
    /// The backward pass of segment `i`, which is then forgotten.
    pub fn recompute(&self, i: usize, dy: Tensor<T>, tape: &Tape<T>) {
        let recompute = self.0.borrow_mut()[i].take();
        recompute.expect("a backward pass meets each segment once")(dy, tape);
    }
}

/// A tape on which parts of the forward pass may be [checkpointed](Self::checkpoint);
/// [`Tape::checkpointed_gradients`] gives it. What lives for `'env` (the model) outlives the step, and
/// may be borrowed by a segment; a value of the tape does not:
///
/// ```compile_fail,E0521
/// use autograd::Tape;
/// use tensor::Tensor;
///
/// let x = Tensor::<f32>::scalar(2.0);
/// Tape::new().checkpointed_gradients(|scope| {
///     let y = scope.tape().leaf(&x);
///     scope.checkpoint([], move |_, []| y * y)       // error: it must be one of the inputs
/// });
/// ```
#[derive(Clone, Copy)]
pub struct CheckpointScope<'t, 'env, T: Float = f32> {
    tape: &'t Tape<T>,
    segments: &'t Segments<'env, T>,
}

impl<T: Float> Tape<T> {
    /// Like [`gradients`](Self::gradients), with a forward pass that may
    /// [checkpoint](CheckpointScope::checkpoint) parts of itself: less memory, the same bits.
    ///
    /// ```
    /// use autograd::{Param, Tape};
    /// use tensor::Tensor;
    ///
    /// let (w, x) = (Param::new(Tensor::scalar(0.5)), Tensor::scalar(2.0));
    /// let gradients = Tape::<f64>::new().checkpointed_gradients(|scope| {
    ///     let x = scope.tape().leaf(&x);
    ///     scope.checkpoint([x], |_, [x]| (x * &w).tanh().tanh())
    /// });
    /// let kept = Tape::new().gradients(|tape| (tape.leaf(&x) * &w).tanh().tanh());
    /// assert_eq!(gradients.get(&w).unwrap().item(), kept.get(&w).unwrap().item());
    /// ```
    ///
    /// # Panics
    /// As [`gradients`](Self::gradients), and if a segment computes something else when it runs again.
    #[track_caller]
    pub fn checkpointed_gradients<'env>(
        &mut self,
        loss: impl for<'t> FnOnce(CheckpointScope<'t, 'env, T>) -> Var<'t, T>,
    ) -> Gradients<T> {
        let segments = Segments::default();
        self.clear(Mode::Training);
        let scope = CheckpointScope { tape: self, segments: &segments };
        let loss = self.expect_loss(loss(scope));
        self.backward(loss, &segments)
    }

    /// Like [`no_grad`](Self::no_grad), for a forward pass that may
    /// [checkpoint](CheckpointScope::checkpoint) parts of itself: each runs once.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::scalar(2.0);
    /// let y = Tape::<f64>::new().checkpointed_no_grad(|scope| {
    ///     scope.checkpoint([scope.tape().constant(&x)], |_, [x]| x * x)
    /// });
    /// assert_eq!(y.item(), 4.0);
    /// ```
    #[track_caller]
    pub fn checkpointed_no_grad<'env>(
        &mut self,
        f: impl for<'t> FnOnce(CheckpointScope<'t, 'env, T>) -> Var<'t, T>,
    ) -> Tensor<T> {
        self.clear(Mode::Evaluation);
        let value = f(CheckpointScope { tape: self, segments: &Segments::default() }).value();
        self.clear(Mode::Evaluation);
        value
    }
}

impl<'t, 'env, T: Float> CheckpointScope<'t, 'env, T> {
    /// The tape.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::scalar(3.0);
    /// let gradients = Tape::<f64>::new().checkpointed_gradients(|scope| scope.tape().leaf(&x) * 2.0);
    /// assert_eq!(gradients.leaf(0).unwrap().item(), 2.0);
    /// ```
    pub fn tape(self) -> &'t Tape<T> {
        self.tape
    }

    /// The function `f` of `inputs`, of which only inputs and output are kept; the backward pass runs
    /// `f` again to get the values between. PyTorch's `checkpoint`.
    ///
    /// The gradients have the same bits as without: random numbers, such as the masks of dropout, and
    /// buffers are at the second run what they were at the first, and a buffer's new value counts
    /// once. Values of the tape come into `f` by `inputs` alone; another one does not compile.
    /// Parameters need not be named. Within `f`, segments may be checkpointed too.
    ///
    /// Source: T. Chen, B. Xu, C. Zhang and C. Guestrin, "Training deep nets with sublinear memory
    /// cost", arXiv 1604.06174 (2016).
    ///
    /// ```
    /// use autograd::Tape;
    /// use std::cell::Cell;
    /// use tensor::Tensor;
    ///
    /// let (x, runs) = (Tensor::scalar(3.0), Cell::new(0));
    /// let gradients = Tape::<f64>::new().checkpointed_gradients(|scope| {
    ///     let x = scope.tape().leaf(&x);
    ///     scope.checkpoint([x], |_, [x]| {
    ///         runs.set(runs.get() + 1);
    ///         x * x
    ///     })
    /// });
    /// assert_eq!((gradients.leaf(0).unwrap().item(), runs.get()), (6.0, 2));
    /// ```
    ///
    /// # Panics
    /// If an input is a value of another tape, or `f` makes a leaf. In the backward pass, if `f` then
    /// records another number of operations, uses another parameter, or gives another shape.
    // ANCHOR: checkpoint
    #[track_caller]
    pub fn checkpoint<const N: usize>(
        self,
        inputs: [Var<'t, T>; N],
        f: impl for<'s> Fn(CheckpointScope<'s, 'env, T>, [Var<'s, T>; N]) -> Var<'s, T> + 'env,
    ) -> Var<'t, T> {
        let tape = self.tape;
        tape.expect_own("checkpoint", &inputs);
        let (saved, state) = (inputs.map(SavedInput::of), StepState::of(tape));
        let first = tape.run_without_recording(|| f(self, inputs));
        let before = (first.operations, first.value.shape());
        let recompute = move |dy: Tensor<T>, outer: &Tape<T>| {
            let (tape, segments) = (state.into_tape(), Segments::default());
            let scope = CheckpointScope { tape: &tape, segments: &segments };
            let (inputs, links) = tape.push_inputs(outer, saved);
            let y = f(scope, inputs);
            tape.expect_own("checkpoint", &[y]);
            let now = (tape.operations_since(links.len()), y.shape());
            assert!(
                now == before,
                "checkpoint: a segment must compute the same each time, but its operations and shape \
                 were {before:?}, and in the backward pass {now:?}"
            );
            tape.backward_segment((y.index(), dy), &segments, outer, &links);
        };
        let backward = (first.requires_grad && tape.is_recording()).then(|| {
            let mut segments = self.segments.0.borrow_mut();
            segments.push(Some(Box::new(recompute)));
            Backward::Segment(segments.len() - 1)
        });
        let (value, requires_grad) = (first.value, first.requires_grad);
        tape.push(Node { op: "checkpoint", value, requires_grad, backward })
    }
    // ANCHOR_END: checkpoint
}
