//! The two runs of a checkpointed segment: the first, of which nothing is kept, and the backward pass.

use super::Segments;
use crate::gradients::accumulate;
use crate::node::Node;
use crate::step_rng::StepRng;
use crate::tape::Mode;
use crate::{BufferId, Tape, Var};
use numeric::Float;
use std::collections::BTreeMap;
use tensor::Tensor;

/// One input of a segment, kept for its second run.
pub(super) struct SavedInput<T: Float> {
    index: usize,
    value: Tensor<T>,
    requires_grad: bool,
}

impl<T: Float> SavedInput<T> {
    pub fn of(input: Var<'_, T>) -> Self {
        let node = &input.tape().nodes.borrow()[input.index()];
        SavedInput {
            index: input.index(),
            value: node.value.clone(),
            requires_grad: node.requires_grad,
        }
    }
}

/// All that a segment's result depends on besides its inputs and the model.
pub(super) struct StepState<T: Float> {
    mode: Mode,
    rng_state: StepRng,
    buffers: BTreeMap<BufferId, Tensor<T>>,
}

impl<T: Float> StepState<T> {
    pub fn of(tape: &Tape<T>) -> Self {
        StepState {
            mode: tape.mode,
            rng_state: tape.rng_state.clone(),
            buffers: tape.buffers.borrow().clone(),
        }
    }

    /// An empty tape in this state.
    pub fn into_tape(self) -> Tape<T> {
        let StepState { mode, rng_state, buffers } = self;
        Tape { mode, rng_state, buffers: buffers.into(), ..Tape::default() }
    }
}

/// What is kept of a segment's first run.
pub(super) struct FirstRun<T: Float> {
    pub value: Tensor<T>,
    pub requires_grad: bool,
    pub operations: usize,
}

impl<T: Float> Tape<T> {
    /// Runs a segment, and takes all that it put on the tape off again, but for parameters.
    #[track_caller]
    pub(super) fn run_without_recording<'t>(
        &'t self,
        f: impl FnOnce() -> Var<'t, T>,
    ) -> FirstRun<T> {
        let start = self.nodes.borrow().len();
        let leaves = self.leaves.borrow().len();
        let paused = self.paused.replace(true);
        let y = f();
        self.paused.set(paused);
        self.expect_own("checkpoint", &[y]);
        assert!(
            self.leaves.borrow().len() == leaves,
            "checkpoint: a leaf of a segment has no gradient; make it before, and pass it as an input"
        );
        let operations = self.operations_since(start);
        let mut nodes = self.nodes.borrow_mut();
        let Node { value, requires_grad, .. } = &nodes[y.index()];
        let run = FirstRun { value: value.clone(), requires_grad: *requires_grad, operations };
        let within = nodes.split_off(start);
        for index in self.params.borrow_mut().values_mut().filter(|index| **index >= start) {
            let param = &within[*index - start].value;
            *index = nodes.len();
            nodes.push(Node::input("param", param, true));
        }
        run
    }

    /// The number of values from this index on that are not parameters.
    pub(super) fn operations_since(&self, start: usize) -> usize {
        let params = self.params.borrow();
        self.nodes.borrow().len() - start - params.values().filter(|i| **i >= start).count()
    }

    /// A segment's inputs, first on this tape, and their indices on the `outer` one. An input given twice
    /// is one value, and one that is a parameter is that parameter, so that gradients add up in the same
    /// order as without a segment.
    pub(super) fn push_inputs<const N: usize>(
        &self,
        outer: &Tape<T>,
        inputs: [SavedInput<T>; N],
    ) -> ([Var<'_, T>; N], Vec<usize>) {
        let mut links = Vec::with_capacity(N);
        let vars = inputs.map(|SavedInput { index, value, requires_grad }| {
            let known = links.iter().position(|link| *link == index);
            let here = known.unwrap_or_else(|| {
                links.push(index);
                self.push(Node::input("input", &value, requires_grad)).index()
            });
            Var::new(self, here)
        });
        for (id, index) in outer.params.borrow().iter() {
            if let Some(here) = links.iter().position(|link| link == index) {
                self.params.borrow_mut().insert(*id, here);
            }
        }
        (vars, links)
    }

    /// The backward pass of a segment, which now is on this tape, from its output `y`. Gradients
    /// accumulate in those of the `outer` tape: `links` are its indices of the inputs.
    ///
    /// # Panics
    /// If a parameter is used here that the first run did not use.
    pub(super) fn backward_segment(
        &self,
        (y, dy): (usize, Tensor<T>),
        segments: &Segments<'_, T>,
        outer: &Tape<T>,
        links: &[usize],
    ) {
        let mut links: Vec<(usize, usize)> = links.iter().copied().enumerate().collect();
        let inputs = links.len();
        for (id, index) in self.params.borrow().iter().filter(|(_, index)| **index >= inputs) {
            let known = outer.params.borrow().get(id).copied();
            let known = known.expect("checkpoint: another parameter is used in the backward pass");
            links.push((*index, known));
        }
        // What later operations have said of an input is first in the sum, as without a segment.
        self.reset_slots();
        for (here, outside) in &links {
            self.slots.borrow_mut()[*here] = outer.slots.borrow_mut()[*outside].take();
        }
        accumulate(&self.slots, y, dy);
        self.run_backward(segments);
        for (here, outside) in links {
            outer.slots.borrow_mut()[outside] = self.slots.borrow_mut()[here].take();
        }
    }
}
