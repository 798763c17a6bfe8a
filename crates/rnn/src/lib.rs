//! Recurrent networks.
mod backward;
mod cell;
mod cells;
mod forward;
mod kernels;
mod ops;
mod packed;
mod product;
mod recurrent;
pub mod reference;
mod state;
mod steps;
mod stream;

pub use cell::{Cell, GruCell, LstmCell, Nonlinearity, RnnCell};
pub use ops::{CellVars, RecurrentOps};
pub use recurrent::{
    CellParams, Gru, Lstm, Recurrent, RecurrentInit, RecurrentLayer, RecurrentOptions, Rnn,
    SequenceOptions, SequenceOutputs,
};
pub use state::State;
pub use stream::Stream;
