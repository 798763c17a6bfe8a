//! The cells: what a recurrent layer computes at each step.

/// What happens to the weighted sums of a plain recurrent cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nonlinearity {
    /// The hyperbolic tangent: Elman's network as it is used today, and PyTorch's default.
    #[default]
    Tanh,
    /// The rectifier. States can grow without bound; see Le, Jaitly and Hinton, 2015.
    Relu,
}

/// The plain recurrent cell, Elman's: `h' = f(x·W + b + h·U + c)`.
///
/// Source: J. L. Elman, "Finding structure in time", Cognitive Science 14 (1990).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RnnCell {
    /// The function `f`.
    pub nonlinearity: Nonlinearity,
}

/// The cell with long short-term memory, with a forget gate:
///
/// ```text
/// i = σ(…)   f = σ(…)   g = tanh(…)   o = σ(…)        (each of x·W + b + h·U + c)
/// c' = f∘c + i∘g        h' = o∘tanh(c')
/// ```
///
/// Sources: S. Hochreiter and J. Schmidhuber, "Long short-term memory", Neural Computation 9 (1997); the
/// forget gate: F. A. Gers, J. Schmidhuber and F. Cummins, "Learning to forget: continual prediction
/// with LSTM", Neural Computation 12 (2000).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LstmCell;

/// The gated recurrent unit:
///
/// ```text
/// r = σ(…)   z = σ(…)                                 (each of x·W + b + h·U + c)
/// n = tanh(x·W + b + r∘(h·U + c))                     (reset_after)
/// n = tanh(x·W + b + (r∘h)·U + c)                     (otherwise)
/// h' = (1 − z)∘n + z∘h
/// ```
///
/// Source: K. Cho and others, "Learning phrase representations using RNN encoder–decoder for
/// statistical machine translation", EMNLP 2014, which resets before the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GruCell {
    /// Whether the reset gate is applied after the product with the recurrent weights, as in PyTorch and
    /// by default in Keras, or before it, as in the paper of 2014.
    pub reset_after: bool,
}

impl Default for GruCell {
    fn default() -> Self {
        GruCell { reset_after: true }
    }
}

/// A cell of this crate: [`RnnCell`], [`LstmCell`] or [`GruCell`].
pub trait Cell: Copy + Default + Send + Sync + 'static + private::Sealed {
    /// The layer's name, PyTorch's: `RNN`, `LSTM`, `GRU`.
    const NAME: &'static str;
    /// The number of gates (1, 4, 3): weights have this many times `hidden_size` columns.
    const GATES: usize;
    /// Whether there is a cell state `c` beside the hidden state `h`.
    const HAS_CELL_STATE: bool = false;
}

impl Cell for RnnCell {
    const NAME: &'static str = "RNN";
    const GATES: usize = 1;
}

impl Cell for LstmCell {
    const NAME: &'static str = "LSTM";
    const GATES: usize = 4;
    const HAS_CELL_STATE: bool = true;
}

impl Cell for GruCell {
    const NAME: &'static str = "GRU";
    const GATES: usize = 3;
}

/// A cell with its settings, as the loops tell cells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    Rnn(Nonlinearity),
    Lstm,
    GruResetAfter,
    GruResetBefore,
}

impl CellKind {
    /// Columns of the weights, as multiples of the hidden size.
    pub fn gates(self) -> usize {
        match self {
            CellKind::Rnn(_) => 1,
            CellKind::Lstm => 4,
            CellKind::GruResetAfter | CellKind::GruResetBefore => 3,
        }
    }

    /// What the forward pass saves for each step, as a multiple of the hidden size.
    pub fn saved(self) -> usize {
        match self {
            CellKind::Rnn(_) => 1,
            _ => 4,
        }
    }

    pub fn has_cell_state(self) -> bool {
        self == CellKind::Lstm
    }
}

mod private {
    use super::{CellKind, GruCell, LstmCell, RnnCell};

    /// Keeps the trait to this crate, whose loops know each cell.
    pub trait Sealed {
        fn kind(self) -> CellKind;
    }

    impl Sealed for RnnCell {
        fn kind(self) -> CellKind {
            CellKind::Rnn(self.nonlinearity)
        }
    }

    impl Sealed for LstmCell {
        fn kind(self) -> CellKind {
            CellKind::Lstm
        }
    }

    impl Sealed for GruCell {
        fn kind(self) -> CellKind {
            if self.reset_after { CellKind::GruResetAfter } else { CellKind::GruResetBefore }
        }
    }
}
