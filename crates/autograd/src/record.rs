//! Recording an operation with its backward pass.

use crate::gradients::InputInfo;
use crate::node::{Backward, Node};
use crate::tape::Mode;
use crate::{GradientSlot, Tape, Var};
use numeric::Float;
use tensor::Tensor;

impl<T: Float> Tape<T> {
    /// Records an operation: its name, its output, its inputs, and its backward pass.
    ///
    /// `backward` is given the gradient with respect to `value`, and one [`GradientSlot`] for each
    /// input. It is called at most once, and not at all if no input requires grad.
    ///
    /// ```
    /// use autograd::{Tape, Var};
    /// use tensor::Tensor;
    ///
    /// fn square<'t>(x: Var<'t, f64>) -> Var<'t, f64> {
    ///     let input = x.value();
    ///     let y = input.clone().map(|x| x * x);
    ///     x.tape().record("square", y, [x], move |dy, [dx]| {
    ///         dx.accumulate(|| dy.zip_map(&input, |dy, x| 2.0 * x * dy));
    ///     })
    /// }
    /// let x = Tensor::new([2], vec![0.5, -1.5]);
    /// assert!(autograd::gradcheck("square", &[x], |_, x| square(x[0])).is_ok());
    /// ```
    ///
    /// # Panics
    /// If an input is a value of another tape.
    // ANCHOR: record
    #[track_caller]
    pub fn record<'t, const N: usize>(
        &'t self,
        op: &'static str,
        value: Tensor<T>,
        inputs: [Var<'t, T>; N],
        backward: impl FnOnce(Tensor<T>, [GradientSlot<'_, T>; N]) + Send + 'static,
    ) -> Var<'t, T> {
        self.expect_own(op, &inputs);
        let inputs = self.inputs(op, inputs);
        let requires_grad = self.require_grad(&inputs);
        let backward = (requires_grad && self.is_recording()).then(|| {
            Backward::Operation(Box::new(move |dy, slots| {
                backward(dy, GradientSlot::of(slots, inputs));
            }))
        });
        self.push(Node { op, value, requires_grad, backward })
    }
    // ANCHOR_END: record

    /// Like [`record`](Self::record), for an operation whose number of inputs is known at run time
    /// only.
    ///
    /// ```
    /// use autograd::{Tape, Var};
    /// use tensor::Tensor;
    ///
    /// fn sum_all<'t>(parts: &[Var<'t, f64>]) -> Var<'t, f64> {
    ///     let sum = parts.iter().map(|part| part.value().item()).sum();
    ///     parts[0].tape().record_dyn("sum_all", Tensor::scalar(sum), parts, |dy, slots| {
    ///         slots.iter().for_each(|slot| slot.accumulate(|| dy.clone()));
    ///     })
    /// }
    /// let inputs = [1.0, 2.0, 4.0].map(Tensor::scalar);
    /// assert!(autograd::gradcheck("sum_all", &inputs, |_, x| sum_all(x)).is_ok());
    /// ```
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
        self.expect_own(op, inputs);
        let inputs: Vec<InputInfo> = inputs.iter().map(|input| self.input(op, *input)).collect();
        let requires_grad = self.require_grad(&inputs);
        let backward = (requires_grad && self.is_recording()).then(|| {
            Backward::Operation(Box::new(move |dy, slots| {
                let slots: Vec<_> =
                    inputs.iter().map(|input| GradientSlot::new(slots, *input)).collect();
                backward(dy, &slots);
            }))
        });
        self.push(Node { op, value, requires_grad, backward })
    }

    /// # Panics
    /// At the caller's line, if an input is a value of another tape.
    #[track_caller]
    pub(crate) fn expect_own(&self, op: &str, inputs: &[Var<'_, T>]) {
        let own = inputs.iter().all(|input| std::ptr::eq(input.tape(), self));
        assert!(own, "{op}: an input is a value of another tape");
    }

    /// Whether any of these inputs requires grad in a step that computes gradients.
    fn require_grad(&self, inputs: &[InputInfo]) -> bool {
        self.mode != Mode::Evaluation && inputs.iter().any(|input| input.requires_grad)
    }

    // A function of its own, as `GradientSlot::of` is: within `record` it would be compiled anew for
    // each operation.
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
}
