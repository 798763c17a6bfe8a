//! What makes one vector of a text's many.

use autograd::Var;
use nn::Module;

use crate::classification::Batch;

/// Makes one vector of a text's vectors.
pub trait SentenceEncoder: Module<f32> + Send + Sync {
    /// The vector of each text, `[n, features]`.
    ///
    /// `x`: the vectors of the tokens, `[n, longest, embedding_dim]`, zero in the padding.
    fn encode<'t>(&self, x: Var<'t, f32>, batch: &Batch) -> Var<'t, f32>;

    /// The size of a text's vector.
    fn features(&self) -> usize;
}
