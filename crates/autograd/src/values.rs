//! Values that enter the tape: data, leaves, parameters and buffers.

use crate::node::Node;
use crate::{Buffer, Param, Tape, Var};
use numeric::Float;
use tensor::Tensor;

impl<T: Float> Tape<T> {
    /// The value of a buffer: its new value, if this step has set one by
    /// [`update_buffer`](Self::update_buffer).
    ///
    /// ```
    /// use autograd::{Buffer, Tape};
    /// use tensor::Tensor;
    ///
    /// let mean = Buffer::new(Tensor::scalar(0.5));
    /// assert_eq!(Tape::<f64>::new().buffer(&mean).item(), 0.5);
    /// ```
    pub fn buffer(&self, buffer: &Buffer<T>) -> Tensor<T> {
        self.buffers.borrow().get(&buffer.id()).unwrap_or(&buffer.value).clone()
    }

    /// Sets the new value of a buffer, which [`Gradients::buffer`](crate::Gradients::buffer) hands to the optimizer's step.
    /// Outside of training mode this does nothing.
    ///
    /// ```
    /// use autograd::{Buffer, Tape};
    /// use tensor::Tensor;
    ///
    /// let mean = Buffer::new(Tensor::scalar(0.5));
    /// Tape::<f64>::new().gradients(|tape| {
    ///     tape.update_buffer(&mean, Tensor::scalar(0.75));
    ///     assert_eq!(tape.buffer(&mean).item(), 0.75);
    ///     tape.leaf(&Tensor::scalar(1.0))
    /// });
    /// ```
    pub fn update_buffer(&self, buffer: &Buffer<T>, value: Tensor<T>) {
        if self.is_training() {
            self.buffers.borrow_mut().insert(buffer.id(), value);
        }
    }

    /// A value that does not require grad: data.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::scalar(3.0);
    /// let y = Tape::<f64>::new().no_grad(|tape| tape.constant(&x) * 2.0);
    /// assert_eq!(y.item(), 6.0);
    /// ```
    pub fn constant(&self, value: &Tensor<T>) -> Var<'_, T> {
        self.push(Node::input("constant", value, false))
    }

    /// A value that requires grad though it is no parameter, such as the image of a saliency map:
    /// TensorFlow's `watch`. [`Gradients::leaf`](crate::Gradients::leaf) gives its gradient.
    ///
    /// ```
    /// use autograd::Tape;
    /// use tensor::Tensor;
    ///
    /// let x = Tensor::scalar(3.0);
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.leaf(&x) * 2.0);
    /// assert_eq!(gradients.leaf(0).unwrap().item(), 2.0);
    /// ```
    pub fn leaf(&self, value: &Tensor<T>) -> Var<'_, T> {
        let var = self.push(Node::input("leaf", value, true));
        self.leaves.borrow_mut().push(var.index());
        var
    }

    /// A parameter as a value on the tape, the same one at each call.
    ///
    /// ```
    /// use autograd::{Param, Tape};
    /// use tensor::Tensor;
    ///
    /// let w = Param::new(Tensor::scalar(3.0));
    /// let gradients = Tape::<f64>::new().gradients(|tape| tape.param(&w) * tape.param(&w));
    /// assert_eq!(gradients.get(&w).unwrap().item(), 6.0);
    /// ```
    pub fn param(&self, param: &Param<T>) -> Var<'_, T> {
        let mut params = self.params.borrow_mut();
        let index = *params
            .entry(param.id())
            .or_insert_with(|| self.push(Node::input("param", &param.value, true)).index());
        Var::new(self, index)
    }
}
