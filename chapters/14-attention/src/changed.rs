//! A GPT with one part changed: to see what the part is for.

use crate::training::LanguageModel;
use attention::{AttentionOps, AttentionOptions, Gpt, GptBlock};
use autograd::{Tape, Var, concat};
use nn::{Forward, impl_module};
use tensor::Tensor;

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    Nothing,
    /// No positions are added to the tokens.
    NoPositions,
    /// The scores are not divided by the square root of the features of a head.
    NoScale,
    /// The norm stands behind the residual connection, as in 2017, and not before each half.
    PostNorm,
    /// A bug: no causal mask, so that every token reads the future.
    NoMask,
    /// A bug: the softmax runs over the queries instead of the keys.
    SoftmaxOverQueries,
}

/// A GPT with a changed part. The rest is taken from its public fields, in the order in which the model
/// itself takes it.
#[derive(Clone, Debug)]
pub struct ChangedGpt {
    /// The model.
    pub gpt: Gpt,
    /// What is changed.
    pub change: Change,
}
impl_module!(ChangedGpt { gpt });

impl ChangedGpt {
    // ANCHOR: forward
    /// The logits; `watch` sees the queries, keys and values of each block.
    pub fn forward_watched<'t>(
        &self,
        tape: &'t Tape<f32>,
        tokens: &[usize],
        n: usize,
        mut watch: impl FnMut(Var<'t, f32>),
    ) -> Var<'t, f32> {
        let (gpt, dim) = (&self.gpt, self.gpt.options.embed_dim);
        let mut x = gpt.wte.forward(tape, tokens).reshape([n, tokens.len() / n, dim]);
        if self.change != Change::NoPositions {
            x = gpt.wpe.forward(x, 0);
        }
        for block in &gpt.h {
            let GptBlock { ln_1, attn, ln_2, mlp } = block;
            let mut attend = |x: Var<'t, f32>| {
                let qkv = attn.c_attn.forward(x);
                watch(qkv);
                attn.c_proj.forward(self.attend(qkv))
            };
            let feed = |x| mlp.c_proj.forward(mlp.activation.apply(mlp.c_fc.forward(x)));
            if self.change == Change::PostNorm {
                x = ln_1.forward(x + attend(x));
                x = ln_2.forward(x + feed(x));
            } else {
                x = x + attend(ln_1.forward(x));
                x = x + feed(ln_2.forward(x));
            }
        }
        if self.change != Change::PostNorm {
            x = gpt.ln_f.forward(x);
        }
        x.matmul(tape.param(&gpt.wte.weight).transpose(0, 1))
    }
    // ANCHOR_END: forward

    // ANCHOR: attend
    /// The attention of each block, of queries, keys and values that lie side by side.
    pub fn attend<'t>(&self, qkv: Var<'t, f32>) -> Var<'t, f32> {
        let heads = self.gpt.options.heads;
        let causal = AttentionOptions { is_causal: true, ..Default::default() };
        match self.change {
            Change::NoMask => qkv.self_attention(heads, AttentionOptions::default()),
            Change::NoScale => {
                qkv.self_attention(heads, AttentionOptions { scale: Some(1.0), ..causal })
            }
            Change::SoftmaxOverQueries => softmax_over_queries(qkv, heads),
            _ => qkv.self_attention(heads, causal),
        }
    }
    // ANCHOR_END: attend
}

// ANCHOR: wrong_axis
/// Causal attention as a composition, with one number wrong: the axis of the softmax.
fn softmax_over_queries(qkv: Var<'_, f32>, heads: usize) -> Var<'_, f32> {
    let [n, steps, width] = qkv.dims();
    let (dim, head_dim) = (width / 3, width / 3 / heads);
    let mut mask = Tensor::zeros([n, steps, steps]);
    for (i, row) in mask.as_mut_slice().chunks_exact_mut(steps).enumerate() {
        row[i % steps + 1..].fill(f32::NEG_INFINITY);
    }
    let part = |third: usize, head: usize| {
        let first = third * dim + head * head_dim;
        qkv.narrow(2, first..first + head_dim)
    };
    let outputs = (0..heads).map(|head| {
        let [q, k, v] = [0, 1, 2].map(|third| part(third, head));
        let scores = q.matmul(k.transpose(1, 2)) * (1.0 / (head_dim as f32).sqrt()) + &mask;
        scores.softmax_dim(1).matmul(v) // right: softmax_dim(2)
    });
    concat(&outputs.collect::<Vec<_>>(), 2)
}
// ANCHOR_END: wrong_axis

impl LanguageModel for ChangedGpt {
    fn forward<'t>(&self, tape: &'t Tape<f32>, tokens: &[usize], n: usize) -> Var<'t, f32> {
        self.forward_watched(tape, tokens, n, |_| ())
    }

    fn context(&self) -> usize {
        self.gpt.options.context
    }
}
