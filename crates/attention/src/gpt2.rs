//! GPT-2's weights in the layout in which they were published.
//!
//! A safetensors file of PyTorch's names: `wte.weight`, `h.0.attn.c_attn.weight`, …, each perhaps behind
//! `transformer.`. The projections of the blocks are `[inputs, outputs]` there (`Conv1D`), as here. Masks that
//! older files hold (`attn.bias`, `attn.masked_bias`) are passed over. Without `lm_head.weight`, or where that
//! is the embedding once more, the weights are tied.

use crate::gpt::Gpt;
use crate::gpt_options::GptOptions;
use crate::multi_head::heads_fit;
use crate::projection::Projection;
use nn::Initialization;
use nn::checkpoint::{CheckpointError, CheckpointErrorKind, StateDict};
use numeric::Float;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::path::Path;
use tensor::{Shape, Tensor};

/// The prefix of a language model's names, as Hugging Face's library saves it.
const PREFIX: &str = "transformer.";

/// The logits' weights.
const HEAD: &str = "lm_head.weight";

/// Loads a model from a file. Its sizes are those of the tensors; `heads`, which no tensor tells, is 12 for
/// the smallest of the published models (`n_head` in their `config.json`).
///
/// ```
/// use attention::{Gpt, GptOptions, gpt2};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 2, 4) };
/// let model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
/// let file = std::env::temp_dir().join("gradus-gpt2.safetensors");
/// gpt2::save(&model, &file)?;
/// let loaded = gpt2::load::<f32>(&file, 4)?;
/// assert_eq!(loaded.options, options);
/// # Ok::<(), attention::gpt2::Gpt2Error>(())
/// ```
///
/// # Errors
/// If the file cannot be read or is damaged, if a tensor is missing, has another shape than the others ask
/// for, or does not belong to the model, or if the heads cannot share the features equally.
pub fn load<T: Float>(file: impl AsRef<Path>, heads: usize) -> Result<Gpt<T>, Gpt2Error> {
    let file = file.as_ref();
    let is_mask = |name: &str| {
        name.contains("h.") && (name.ends_with(".attn.bias") || name.ends_with(".attn.masked_bias"))
    };
    let mut state = StateDict::<T>::read_pytorch(file, |name| !is_mask(name))?;
    let tensors = std::mem::take(&mut state.tensors);
    for (name, tensor) in tensors {
        let own = name.strip_prefix(PREFIX).unwrap_or(&name);
        if state.tensors.insert(own.to_owned(), tensor).is_some() {
            let reason = format!("it has `{own}` with `{PREFIX}` and without");
            let kind = CheckpointErrorKind::Corrupt { reason };
            return Err(CheckpointError { file: file.into(), kind }.into());
        }
    }
    let options = options_of(&mut state, heads)?;
    expect_matrices(&state, &options)?;
    // What is drawn here is overwritten.
    let rng = &mut ChaCha8Rng::seed_from_u64(0);
    let mut model = Gpt::new(GptOptions { tie_weights: true, ..options }, rng);
    if !options.tie_weights {
        let (inputs, outputs) = (options.embed_dim, options.vocab_size);
        model.lm_head = Some(Projection::new(inputs, outputs, false, Initialization::Zeros, rng));
        model.options = options;
    }
    state.import_into(&mut model)?;
    Ok(model)
}

/// Saves a model as Hugging Face's `GPT2LMHeadModel` has it; tied weights once.
///
/// ```
/// use attention::{Gpt, GptOptions, gpt2};
/// use nn::checkpoint::StateDict;
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 1, 4) };
/// let model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
/// let file = std::env::temp_dir().join("gradus-gpt2-saved.safetensors");
/// gpt2::save(&model, &file)?;
/// assert!(StateDict::<f32>::read(&file)?.tensors.contains_key("transformer.h.0.ln_1.bias"));
/// # Ok::<(), nn::checkpoint::CheckpointError>(())
/// ```
///
/// # Errors
/// If the file cannot be written; a file that was there before is then still whole.
pub fn save<T: Float>(model: &Gpt<T>, file: impl AsRef<Path>) -> Result<(), CheckpointError> {
    let mut state = StateDict::default();
    state.add_pytorch(model);
    let tensors = std::mem::take(&mut state.tensors);
    let named = tensors.into_iter().map(|(name, tensor)| {
        (if name == HEAD { name } else { format!("{PREFIX}{name}") }, tensor)
    });
    state.tensors.extend(named);
    state.write(file.as_ref())
}

/// Why a file gives no GPT-2.
///
/// ```
/// let error = attention::gpt2::load::<f32>("there-is-none.safetensors", 12).unwrap_err();
/// assert!(error.to_string().starts_with("there-is-none.safetensors"));
/// ```
#[derive(Debug, thiserror::Error)]
pub enum Gpt2Error {
    /// The file cannot be read, or its tensors do not fit.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The heads cannot share the features equally.
    #[error(
        "the model has {embed_dim} features, which {heads} heads cannot share equally: `n_head` in its \
         config.json is the number of heads"
    )]
    Heads {
        /// The features of a token.
        embed_dim: usize,
        /// The number of heads that was asked for.
        heads: usize,
    },
}

/// The sizes that the tensors tell. Takes out the logits' weights if they are the embedding once more.
fn options_of<T: Float>(state: &mut StateDict<T>, heads: usize) -> Result<GptOptions, Gpt2Error> {
    let matrix = |state: &StateDict<T>, name: &str| -> Result<[usize; 2], CheckpointError> {
        let error = |kind| CheckpointError { file: state.file().into(), kind };
        let name = name.to_owned();
        match state.tensors.get(&name).map(Tensor::shape) {
            None => Err(error(CheckpointErrorKind::Missing { name })),
            Some(shape) => match *shape.dims() {
                [rows, columns] if rows > 0 && columns > 0 => Ok([rows, columns]),
                _ => {
                    let found = format!("of shape {shape:?}");
                    let expected = "a matrix".into();
                    Err(error(CheckpointErrorKind::Type { name, found, expected }))
                }
            },
        }
    };
    let [vocab_size, embed_dim] = matrix(state, "wte.weight")?;
    let [context, _] = matrix(state, "wpe.weight")?;
    let block = |name: &String| name.strip_prefix("h.")?.split('.').next()?.parse::<usize>().ok();
    // Never more blocks than there are tensors: a file may name any number.
    let last = state.tensors.keys().filter_map(block).max().unwrap_or(0);
    let layers = last.saturating_add(1).min(state.tensors.len());
    if !heads_fit(embed_dim, heads) {
        return Err(Gpt2Error::Heads { embed_dim, heads });
    }
    let is_embedding = |head: &Tensor<T>| {
        let wte = &state.tensors["wte.weight"];
        head.shape() == wte.shape() && head.as_slice() == wte.as_slice()
    };
    if state.tensors.get(HEAD).is_some_and(is_embedding) {
        state.tensors.remove(HEAD);
    }
    let tie_weights = !state.tensors.contains_key(HEAD);
    let sizes = GptOptions::new(embed_dim, layers, heads);
    Ok(GptOptions { vocab_size, context, tie_weights, ..sizes })
}

/// Checks the large tensors before there is memory for a model of their sizes: a small file may claim any.
fn expect_matrices<T: Float>(
    state: &StateDict<T>,
    options: &GptOptions,
) -> Result<(), CheckpointError> {
    let &GptOptions { vocab_size, context, embed_dim: dim, layers, .. } = options;
    state.get("wpe.weight", Shape::from([context, dim]))?;
    if !options.tie_weights {
        state.get(HEAD, Shape::from([vocab_size, dim]))?;
    }
    for layer in 0..layers {
        for (name, shape) in [
            ("attn.c_attn.weight", [dim, 3 * dim]),
            ("attn.c_proj.weight", [dim, dim]),
            ("mlp.c_fc.weight", [dim, 4 * dim]),
            ("mlp.c_proj.weight", [4 * dim, dim]),
        ] {
            state.get(&format!("h.{layer}.{name}"), Shape::from(shape))?;
        }
    }
    Ok(())
}
