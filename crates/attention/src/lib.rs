//! Attention and the Transformer.
//!
//! A recurrent layer hands what it has read from step to step, and whatever a late step needs of an early one
//! must survive all those in between. *Attention* lets each token read every other one directly: it asks with
//! a *query*, compares it with the *keys* of all tokens, and gets the mean of their *values*, weighted by how
//! well the keys match.
//!
//! ```
//! use attention::{GenerateOptions, Gpt, GptOptions};
//! use autograd::Tape;
//! use optimizers::{AdamW, Optimizer};
//! use rand::{SeedableRng, rngs::ChaCha8Rng};
//!
//! // A small GPT learns that after each of five letters comes the next one.
//! let options = GptOptions { vocab_size: 5, context: 16, ..GptOptions::new(16, 1, 2) };
//! let mut model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
//! let (mut adamw, mut tape) = (AdamW::new(0.01), Tape::new());
//! let text: Vec<usize> = (0..17).map(|i| i % 5).collect();
//! for _ in 0..60 {
//!     let gradients = tape.gradients(|tape| {
//!         let logits = model.forward(tape, &text[..16], 1);
//!         logits.reshape([16, 5]).cross_entropy(&text[1..])
//!     });
//!     adamw.step(&mut model, &gradients);
//! }
//! let continued = model.generate(&[&[3, 4]], &GenerateOptions::new(6));
//! assert_eq!(continued, [[0, 1, 2, 3, 4, 0]]);
//! ```
//!
//! | | |
//! |---|---|
//! | the operation | [`AttentionOps::attention`]: one head or several, to itself or to another sequence; causal, padded, or with any mask ([`AttentionOptions`]); heads that share keys |
//! | layers | [`MultiHeadAttention`], [`FeedForward`], [`EncoderLayer`], [`DecoderLayer`], under PyTorch's names |
//! | positions | [`SinusoidalPositions`], [`LearnedPositions`], [`RotaryPositions`] |
//! | models | [`Encoder`], [`Decoder`], [`Transformer`], and [`Gpt`], a decoder by itself |
//! | writing | [`Gpt::generate`]: greedy, sampling, beam search ([`Decoding`]); a key–value cache, [`GptStream`], [`DecoderStream`]; [`generate()`] for models of your own |
//! | weights | of PyTorch's layers by [`nn::checkpoint::import_pytorch`]; GPT-2's published files: [`gpt2`] |
//!
//! # Why it is built this way
//!
//! **Attention is one operation** on the tape, with a backward pass that was derived by hand. The scores of
//! all queries with all keys, which grow with the square of a text's length, are never in memory: they are
//! computed in tiles, and computed again in the backward pass, from one number that is kept for each query.
//! [`mod@reference`] has the same with all scores; the tests hold the two together.
//!
//! **Heads lie side by side** in the features of a token, as the product before leaves them, and queries, keys
//! and values may lie side by side too: nothing is permuted, nothing cut apart.
//!
//! **A query that may read no key** has the output 0, and gives no gradient, on every path.
//!
//! **A query's bits do not depend on the queries beside it,** nor on the number of threads.

mod backward;
mod blocks;
mod checks;
#[cfg(feature = "cuda")]
mod cuda;
mod decoder;
mod decoder_stream;
mod decoding;
mod encoder;
mod feed_forward;
mod forward;
mod gpt;
pub mod gpt2;
mod gpt_block;
mod gpt_options;
mod gpt_stream;
mod head;
mod head_cache;
mod kernels;
mod layers;
mod mask;
mod multi_head;
mod operands;
mod ops;
mod positions;
mod product;
mod projection;
mod record;
pub mod reference;
mod rotary;
mod transformer;

pub use decoder::{Decoder, DecoderLayer};
pub use decoder_stream::DecoderStream;
pub use decoding::{Decoding, GenerateOptions, StepModel, generate};
pub use encoder::{Encoder, EncoderLayer};
pub use feed_forward::{FeedForward, FeedForwardActivation};
pub use gpt::Gpt;
pub use gpt_block::{GptAttention, GptBlock, GptMlp};
pub use gpt_options::GptOptions;
pub use gpt_stream::GptStream;
pub use layers::LayerOptions;
pub use mask::{AttentionOptions, boolean_mask};
pub use multi_head::MultiHeadAttention;
pub use ops::AttentionOps;
pub use positions::{LearnedPositions, SinusoidalPositions};
pub use projection::Projection;
pub use rotary::{RotaryLayout, RotaryOps, RotaryPositions};
pub use transformer::Transformer;
