//! The tape: what was computed, in order, and how each step's gradient flows back.

use crate::gradients::{GradientSlots, InputInfo};
use crate::step_rng::StepRng;
use crate::{Buffer, BufferId, GradientSlot, Gradients, Param, ParamId, Var};
use numeric::Float;
use rand::rngs::ChaCha8Rng;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use tensor::Tensor;

/// The way back through one operation: its output's gradient in, its inputs' gradients out.
type Backward<T> = Box<dyn FnOnce(Tensor<T>, &GradientSlots<T>) + Send>;

/// One line of the tape.
pub(crate) struct Node<T: Float> {
    pub value: Tensor<T>,
    /// Whether a parameter or a leaf had part in this value.
    pub requires_grad: bool,
    backward: Option<Backward<T>>,
}

/// What a step is for.
#[derive(Clone, Copy, Default, PartialEq)]
enum Mode {
    /// Answers: nothing is written down.
    #[default]
    Evaluation,
    /// Gradients of the model as it answers, say of a pixel's part in an answer.
    EvalWithGradients,
    /// Gradients to learn by.
    Training,
}

/// The record of one step of computing, used again for the next. See the [crate's](crate) front
/// page.
pub struct Tape<T: Float = f32> {
    pub(crate) nodes: RefCell<Vec<Node<T>>>,
    params: RefCell<HashMap<ParamId, usize>>,
    leaves: RefCell<Vec<usize>>,
    buffers: RefCell<BTreeMap<BufferId, Tensor<T>>>,
    slots: GradientSlots<T>,
    randomness: StepRng,
    mode: Mode,
}

impl<T: Float> Default for Tape<T> {
    fn default() -> Self {
        Tape {
            nodes: RefCell::default(),
            params: RefCell::default(),
            leaves: RefCell::default(),
            buffers: RefCell::default(),
            slots: RefCell::default(),
            randomness: StepRng::default(),
            mode: Mode::default(),
        }
    }
}

impl<T: Float> Tape<T> {
    /// An empty tape.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs `loss`, then goes back through what it did: the gradient of every parameter and leaf.
    /// This is a step of training: dropout drops, batch normalization uses the batch's statistics.
    ///
    /// # Panics
    /// If what `loss` returns is not one number, or is a value of another tape.
    #[track_caller]
    pub fn gradients(
        &mut self,
        loss: impl for<'t> FnOnce(&'t Tape<T>) -> Var<'t, T>,
    ) -> Gradients<T> {
        let gradients = self.gradients_in(Mode::Training, loss);
        self.randomness.step += 1;
        gradients
    }

    /// Like [`gradients`](Self::gradients), of the model as it is when it answers: dropout lets
    /// everything pass, batch normalization uses its running statistics. For questions to a trained
    /// model: which pixels was this answer made of?
    ///
    /// # Panics
    /// If what `loss` returns is not one number, or is a value of another tape.
    #[track_caller]
    pub fn eval_gradients(
        &mut self,
        loss: impl for<'t> FnOnce(&'t Tape<T>) -> Var<'t, T>,
    ) -> Gradients<T> {
        self.gradients_in(Mode::EvalWithGradients, loss)
    }

    #[track_caller]
    fn gradients_in(
        &mut self,
        mode: Mode,
        loss: impl for<'t> FnOnce(&'t Tape<T>) -> Var<'t, T>,
    ) -> Gradients<T> {
        self.clear(mode);
        let (index, value) = {
            let loss = loss(self);
            self.check("gradients", &[loss]);
            (loss.index(), loss.value())
        };
        let shape = value.shape();
        assert!(
            shape.len() == 1,
            "gradients: a loss is one number, not {shape:?} (is a loss or a `mean()` missing?)"
        );
        self.backward(index, value)
    }

    /// Runs `f` forward only, as a model answers, keeping nothing for a way back.
    #[track_caller]
    pub fn no_grad(&mut self, f: impl for<'t> FnOnce(&'t Tape<T>) -> Var<'t, T>) -> Tensor<T> {
        self.clear(Mode::Evaluation);
        let value = f(self).value();
        self.clear(Mode::Evaluation);
        value
    }

    /// Whether this step is one of training: dropout and batch normalization ask, and behave
    /// accordingly. True under [`gradients`](Self::gradients) alone.
    pub fn is_training(&self) -> bool {
        self.mode == Mode::Training
    }

    /// Decides the random numbers of the steps to come: those of step `step` and its followers in
    /// a run with this seed. A new tape begins with 0 and 0.
    pub fn set_rng_state(&mut self, seed: u64, step: u64) {
        (self.randomness.seed, self.randomness.step) = (seed, step);
    }

    /// A generator of random numbers for one operation, such as a dropout layer: another one each
    /// time that it is asked for and in each step of training, but always the same for the same
    /// seed, step (see [`seed`](Self::seed)) and place in the step.
    pub fn rng(&self) -> ChaCha8Rng {
        self.randomness.rng()
    }

    /// What a buffer holds: what this step wants it to become, if it has said so already.
    pub fn buffer(&self, buffer: &Buffer<T>) -> Tensor<T> {
        self.buffers.borrow().get(&buffer.id()).unwrap_or(&buffer.value).clone()
    }

    /// Writes down what a buffer is to become. [`Gradients::buffer`] tells the optimizer, whose
    /// step puts it there. Outside of training nothing is to change, and this does nothing.
    pub fn update_buffer(&self, buffer: &Buffer<T>, value: Tensor<T>) {
        if self.is_training() {
            self.buffers.borrow_mut().insert(buffer.id(), value);
        }
    }

    /// A value whose gradient nobody wants: data.
    pub fn constant(&self, value: &Tensor<T>) -> Var<'_, T> {
        self.push(Node { value: value.clone(), requires_grad: false, backward: None })
    }

    /// A value whose gradient is wanted though it is no parameter, such as an image whose pixels
    /// are to be explained. Ask for it with [`Gradients::leaf`].
    pub fn leaf(&self, value: &Tensor<T>) -> Var<'_, T> {
        let var = self.push(Node { value: value.clone(), requires_grad: true, backward: None });
        self.leaves.borrow_mut().push(var.index());
        var
    }

    /// A parameter; asked for twice, it is the same value on the tape.
    pub fn param(&self, param: &Param<T>) -> Var<'_, T> {
        let mut params = self.params.borrow_mut();
        let index = *params.entry(param.id()).or_insert_with(|| {
            self.push(Node { value: param.value.clone(), requires_grad: true, backward: None })
                .index()
        });
        Var::new(self, index)
    }

    /// Writes down an operation: its name, its value, what it was computed from, and the way back.
    ///
    /// `backward` gets how the loss changes with `value`, and one [`GradientSlot`] for each input. It is
    /// called at most once, and not at all if no input's gradient is wanted.
    ///
    /// # Panics
    /// If an input is a value of another tape.
    #[track_caller]
    pub fn record<'t, const N: usize>(
        &'t self,
        op: &'static str,
        value: Tensor<T>,
        inputs: [Var<'t, T>; N],
        backward: impl FnOnce(Tensor<T>, [GradientSlot<'_, T>; N]) + Send + 'static,
    ) -> Var<'t, T> {
        self.check(op, &inputs);
        let inputs = self.inputs(op, inputs);
        let wanted = self.require_grad(&inputs);
        let backward = wanted.then(|| -> Backward<T> {
            Box::new(move |dy, slots| backward(dy, GradientSlot::of(slots, inputs)))
        });
        self.push(Node { value, requires_grad: wanted, backward })
    }

    /// Like [`record`](Self::record), for an operation on any number of inputs.
    ///
    /// # Panics
    /// If an input is a value of another tape.
    #[track_caller]
    pub fn record_dyn<'t>(
        &'t self,
        op: &'static str,
        value: Tensor<T>,
        inputs: &[Var<'t, T>],
        backward: impl FnOnce(Tensor<T>, &[GradientSlot<'_, T>]) + Send + 'static,
    ) -> Var<'t, T> {
        self.check(op, inputs);
        let inputs: Vec<InputInfo> = inputs.iter().map(|input| self.input(op, *input)).collect();
        let wanted = self.require_grad(&inputs);
        let backward = wanted.then(|| -> Backward<T> {
            Box::new(move |dy, slots| {
                let slots: Vec<_> =
                    inputs.iter().map(|input| GradientSlot::new(slots, *input)).collect();
                backward(dy, &slots);
            })
        });
        self.push(Node { value, requires_grad: wanted, backward })
    }

    fn is_recording(&self) -> bool {
        self.mode != Mode::Evaluation
    }

    #[track_caller]
    fn check(&self, op: &str, inputs: &[Var<'_, T>]) {
        let here = inputs.iter().all(|input| std::ptr::eq(input.tape(), self));
        assert!(here, "{op}: an input is a value of another tape");
    }

    /// Whether a gradient must go back to any of these.
    fn require_grad(&self, inputs: &[InputInfo]) -> bool {
        self.is_recording() && inputs.iter().any(|input| input.requires_grad)
    }

    // A function of its own, as `GradientSlot::of` is: within `record` it would be compiled anew for each
    // operation.
    fn inputs<const N: usize>(&self, op: &'static str, vars: [Var<'_, T>; N]) -> [InputInfo; N] {
        vars.map(|var| self.input(op, var))
    }

    fn input(&self, op: &'static str, var: Var<'_, T>) -> InputInfo {
        let node = &self.nodes.borrow()[var.index()];
        InputInfo {
            op,
            index: var.index(),
            requires_grad: node.requires_grad,
            shape: node.value.shape(),
        }
    }

    fn push(&self, node: Node<T>) -> Var<'_, T> {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(node);
        Var::new(self, nodes.len() - 1)
    }

    fn clear(&mut self, mode: Mode) {
        self.nodes.get_mut().clear();
        self.params.get_mut().clear();
        self.leaves.get_mut().clear();
        self.buffers.get_mut().clear();
        self.randomness.begin();
        self.mode = mode;
    }

    // ANCHOR: backward
    /// From the loss to the first line. A value is let go as soon as the way back has passed it.
    fn backward(&mut self, index: usize, loss: Tensor<T>) -> Gradients<T> {
        let nodes = self.nodes.get_mut();
        let slots = self.slots.get_mut();
        slots.clear();
        slots.resize_with(nodes.len(), || None);
        slots[index] = Some(loss.new_empty(loss.shape()).map(|_| T::one()));
        while let Some(node) = nodes.pop() {
            let Some(backward) = node.backward else { continue };
            drop(node.value);
            let dy = self.slots.borrow_mut()[nodes.len()].take();
            if let Some(dy) = dy {
                backward(dy, &self.slots);
            }
        }
        let slots = self.slots.get_mut();
        let leaves = self.leaves.get_mut().drain(..).map(|i| slots[i].take()).collect();
        let params = self.params.get_mut().drain();
        let params = params.filter_map(|(id, i)| Some((id, slots[i].take()?))).collect();
        let buffers = self.buffers.take();
        Gradients { loss, params, leaves, buffers }
    }
    // ANCHOR_END: backward
}
