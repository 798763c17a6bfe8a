//! The tape: what was computed, in order, and how each step's gradient flows back.

use crate::gradients::{Input, Slots};
use crate::{Gradients, Param, ParamId, Slot, Var};
use numeric::Float;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use tensor::Tensor;

/// The way back through one operation: its output's gradient in, its inputs' gradients out.
type Backward<T> = Box<dyn FnOnce(Tensor<T>, &Slots<T>) + Send>;

/// One line of the tape.
pub(crate) struct Node<T: Float> {
    pub value: Tensor<T>,
    /// Whether a parameter or a leaf had part in this value.
    pub wanted: bool,
    backward: Option<Backward<T>>,
}

/// The record of one step of computing, used again for the next. See the [crate's](crate) front
/// page.
pub struct Tape<T: Float = f32> {
    pub(crate) nodes: RefCell<Vec<Node<T>>>,
    params: RefCell<HashMap<ParamId, usize>>,
    leaves: RefCell<Vec<usize>>,
    slots: Slots<T>,
    recording: Cell<bool>,
}

impl<T: Float> Default for Tape<T> {
    fn default() -> Self {
        Tape {
            nodes: RefCell::default(),
            params: RefCell::default(),
            leaves: RefCell::default(),
            slots: RefCell::default(),
            recording: Cell::new(false),
        }
    }
}

impl<T: Float> Tape<T> {
    /// An empty tape.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs `loss`, then goes back through what it did: the gradient of every parameter and leaf.
    ///
    /// # Panics
    /// If what `loss` returns is not one number, or is a value of another tape.
    #[track_caller]
    pub fn gradients(
        &mut self,
        loss: impl for<'t> FnOnce(&'t Tape<T>) -> Var<'t, T>,
    ) -> Gradients<T> {
        self.clear(true);
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
        self.go_back(index, value)
    }

    /// Runs `f` forward only, keeping nothing for a way back: dropout and batch normalization ask
    /// the tape ([`is_training`](Self::is_training)) and behave accordingly.
    #[track_caller]
    pub fn evaluate(&mut self, f: impl for<'t> FnOnce(&'t Tape<T>) -> Var<'t, T>) -> Tensor<T> {
        self.clear(false);
        let value = f(self).value();
        self.clear(false);
        value
    }

    /// Whether gradients will be asked for: false under [`evaluate`](Self::evaluate).
    pub fn is_training(&self) -> bool {
        self.recording.get()
    }

    /// A value whose gradient nobody wants: data.
    pub fn constant(&self, value: &Tensor<T>) -> Var<'_, T> {
        self.push(Node { value: value.clone(), wanted: false, backward: None })
    }

    /// A value whose gradient is wanted though it is no parameter, such as an image whose pixels
    /// are to be explained. Ask for it with [`Gradients::leaf`].
    pub fn leaf(&self, value: &Tensor<T>) -> Var<'_, T> {
        let var = self.push(Node { value: value.clone(), wanted: true, backward: None });
        self.leaves.borrow_mut().push(var.index());
        var
    }

    /// A parameter; asked for twice, it is the same value on the tape.
    pub fn param(&self, param: &Param<T>) -> Var<'_, T> {
        let mut params = self.params.borrow_mut();
        let index = *params.entry(param.id()).or_insert_with(|| {
            self.push(Node { value: param.value.clone(), wanted: true, backward: None }).index()
        });
        Var::new(self, index)
    }

    /// Writes down an operation: its name, its value, what it was computed from, and the way back.
    ///
    /// `backward` gets how the loss changes with `value`, and one [`Slot`] for each input. It is
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
        backward: impl FnOnce(Tensor<T>, [Slot<'_, T>; N]) + Send + 'static,
    ) -> Var<'t, T> {
        self.check(op, &inputs);
        let inputs = inputs.map(|input| self.input(op, input));
        let wanted = self.is_training() && inputs.iter().any(|input| input.wanted);
        let backward = wanted.then(|| -> Backward<T> {
            Box::new(move |dy, slots| backward(dy, inputs.map(|input| Slot::new(slots, input))))
        });
        self.push(Node { value, wanted, backward })
    }

    /// Like [`record`](Self::record), for an operation on any number of inputs.
    ///
    /// # Panics
    /// If an input is a value of another tape.
    #[track_caller]
    pub fn record_many<'t>(
        &'t self,
        op: &'static str,
        value: Tensor<T>,
        inputs: &[Var<'t, T>],
        backward: impl FnOnce(Tensor<T>, &[Slot<'_, T>]) + Send + 'static,
    ) -> Var<'t, T> {
        self.check(op, inputs);
        let inputs: Vec<Input> = inputs.iter().map(|input| self.input(op, *input)).collect();
        let wanted = self.is_training() && inputs.iter().any(|input| input.wanted);
        let backward = wanted.then(|| -> Backward<T> {
            Box::new(move |dy, slots| {
                let slots: Vec<_> = inputs.iter().map(|input| Slot::new(slots, *input)).collect();
                backward(dy, &slots);
            })
        });
        self.push(Node { value, wanted, backward })
    }

    #[track_caller]
    fn check(&self, op: &str, inputs: &[Var<'_, T>]) {
        let here = inputs.iter().all(|input| std::ptr::eq(input.tape(), self));
        assert!(here, "{op}: an input is a value of another tape");
    }

    fn input(&self, op: &'static str, var: Var<'_, T>) -> Input {
        let node = &self.nodes.borrow()[var.index()];
        Input { op, index: var.index(), wanted: node.wanted, shape: node.value.shape() }
    }

    fn push(&self, node: Node<T>) -> Var<'_, T> {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(node);
        Var::new(self, nodes.len() - 1)
    }

    fn clear(&mut self, recording: bool) {
        self.nodes.get_mut().clear();
        self.params.get_mut().clear();
        self.leaves.get_mut().clear();
        self.recording.set(recording);
    }

    // ANCHOR: go_back
    /// From the loss to the first line. A value is let go as soon as the way back has passed it.
    fn go_back(&mut self, index: usize, loss: Tensor<T>) -> Gradients<T> {
        let nodes = self.nodes.get_mut();
        let slots = self.slots.get_mut();
        slots.clear();
        slots.resize_with(nodes.len(), || None);
        slots[index] = Some(loss.beside(loss.shape()).map(|_| T::one()));
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
        Gradients { loss, params, leaves }
    }
    // ANCHOR_END: go_back
}
