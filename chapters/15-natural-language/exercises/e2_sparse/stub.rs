//! # 15.2 A step that costs what the text costs
//!
//! A classifier of texts, softmax regression over counts of words, has a row of weights for each of 50,000
//! words; a batch of texts has a hundred words. Nearly all features are zero. *Derive* what follows for the
//! gradient, *predict* how much of the weight matrix a training step changes, then write a step that
//! touches nothing else.
//!
//! Document $`i`$ of a batch of $`B`$ is given by the terms that it has: pairs of a term's number $`v`$ and
//! its feature $`x_{iv}`$, each term once. For class $`k`$ the model computes
//!
//! ```math
//! \begin{aligned}
//! z_{ik} &= b_k + \sum_v x_{iv}\, w_{vk}, \\
//! p_{ik} &= \frac{e^{z_{ik}}}{\sum_c e^{z_{ic}}},
//! \end{aligned}
//! ```
//!
//! the loss is the mean cross-entropy, with $`y_i`$ the right class,
//!
//! ```math
//! L = -\frac{1}{B} \sum_i \ln p_{i y_i}.
//! ```
//!
//! Write one step of gradient descent with the learning rate $`\eta`$: every weight and bias loses $`\eta`$
//! times the derivative of $`L`$ by it, at the weights *before* the step. The result is the loss,
//! also that before the step. Nothing may overflow, even for logits of 10 000.
//!
//! Three things to see first. What is $`\partial L / \partial z_{ik}`$? You know it from chapter
//! 4. In which documents must a term be, so that $`\partial L / \partial w_{vk}`$ is not zero?
//! And if two documents of a batch have the same term, what becomes of its row? The test takes the time of
//! your step on the same documents, once with a thousand terms in the vocabulary, once with a million.

/// A document: its terms, each with the number of its row and its feature.
pub type Document = Vec<(usize, f64)>;

/// Softmax regression.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The weights, `[terms, classes]`, row after row.
    pub weights: Vec<f64>,
    /// The biases, `classes`.
    pub bias: Vec<f64>,
}

impl Model {
    /// A step of gradient descent on a batch. The result is the mean loss before it.
    ///
    /// # Shapes
    /// `documents`, `classes`: as many, at least one. Every term is a row of the weights, every class a column.
    pub fn step(&mut self, documents: &[Document], classes: &[usize], learning_rate: f64) -> f64 {
        todo!(
            "15.2: a step of η = {learning_rate} on {documents:?} of {classes:?}, {}",
            self.bias.len()
        )
    }
}
