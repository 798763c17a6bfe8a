//! The keys and values of the tokens so far, kept so that a next token costs one step, not all of them again.

use crate::decoder_stream::check_selection;
use crate::gpt::Gpt;
use crate::head_cache::HeadCache;
use crate::kernels::Kernels;
use crate::mask::AttentionOptions;
use crate::ops::AttentionOps;
use autograd::Tape;
use numeric::Float;
use tensor::{Device, Tensor};

/// A GPT in inference that is given one token after the other: a key–value cache. [`Gpt::stream`] makes one.
///
/// Its logits are those of [`Gpt::forward`] for the whole sequences, to rounding. A single token is too
/// little work for a GPU: a stream computes on the CPU, whatever device its model is on.
pub struct GptStream<T: Float = f32> {
    model: Gpt<T>,
    tape: Tape<T>,
    /// Keys and values of each block.
    cache: Vec<HeadCache<T>>,
    /// How many tokens each sequence has.
    lengths: Vec<usize>,
}

impl<T: Float> Gpt<T> {
    /// Begins a stream of sequences side by side with these first tokens, and returns the logits of the token
    /// that follows each, `[n, vocab_size]`.
    ///
    /// # Panics
    /// If there is no prompt, if one is empty or longer than the context, or if a token is not below
    /// `vocab_size`.
    ///
    /// ```
    /// use attention::{Gpt, GptOptions};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 2, 4) };
    /// let model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
    /// let (mut stream, logits) = model.stream(&[&[1, 2, 3], &[4]]);
    /// assert_eq!(logits.shape().dims(), [2, 50]);
    /// let next = stream.step(&[7, 8]);
    /// assert_eq!((next.shape().dims(), stream.lengths()), (&[2, 50][..], &[4, 2][..]));
    /// ```
    #[track_caller]
    pub fn stream(&self, prompts: &[&[usize]]) -> (GptStream<T>, Tensor<T>) {
        let mut model = self.clone();
        nn::to_device(&mut model, &Device::Cpu);
        let (n, options) = (prompts.len(), self.options);
        assert!(n > 0, "Gpt: a stream needs at least one prompt, but there is none");
        let (heads, head_dim) = (options.heads, options.embed_dim / options.heads);
        let of_block = |_| HeadCache::new(n, heads, head_dim, options.context);
        let cache = model.h.iter().map(of_block).collect();
        let lengths = vec![0; n];
        let mut stream = GptStream { model, tape: Tape::new(), cache, lengths };
        let mut logits = Tensor::empty([n, options.vocab_size]);
        let rows = logits.as_mut_slice().chunks_exact_mut(options.vocab_size);
        for (i, (prompt, row)) in prompts.iter().zip(rows).enumerate() {
            self.expect_tokens(prompt, 1, 0);
            row.copy_from_slice(stream.read(i, prompt).as_slice());
        }
        (stream, logits)
    }
}

impl<T: Float> GptStream<T> {
    /// How many tokens each sequence has.
    ///
    /// ```
    /// use attention::{Gpt, GptOptions};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 2, 4) };
    /// let model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(model.stream(&[&[1, 2, 3]]).0.lengths(), [3]);
    /// ```
    pub fn lengths(&self) -> &[usize] {
        &self.lengths
    }

    /// How many more tokens the longest sequence may have.
    ///
    /// ```
    /// use attention::{Gpt, GptOptions};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 2, 4) };
    /// let model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
    /// assert_eq!(model.stream(&[&[1, 2, 3]]).0.remaining(), 5);
    /// ```
    pub fn remaining(&self) -> usize {
        self.model.options.context - self.lengths.iter().max().copied().unwrap_or(0)
    }

    /// One token more for each sequence: the logits of the token after it, `[n, vocab_size]`.
    ///
    /// # Panics
    /// If there is not one token for each sequence, if one is not below `vocab_size`, or if a sequence is as
    /// long as the context already.
    ///
    /// ```
    /// use attention::{Gpt, GptOptions};
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 2, 4) };
    /// let model = Gpt::<f64>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
    /// let last = model.stream(&[&[1, 2]]).0.step(&[3]);
    /// let whole = Tape::new().no_grad(|tape| model.forward(tape, &[1, 2, 3], 1));
    /// for (last, whole) in last.as_slice().iter().zip(&whole.as_slice()[2 * 50..]) {
    ///     assert!((last - whole).abs() < 1e-12);
    /// }
    /// ```
    #[track_caller]
    pub fn step(&mut self, tokens: &[usize]) -> Tensor<T> {
        let (n, count) = (self.lengths.len(), tokens.len());
        assert!(
            count == n,
            "GptStream: {count} tokens for {n} sequences: there must be one for each"
        );
        self.expect_room(1);
        self.model.expect_tokens(tokens, n, 0);
        let GptStream { model, tape, cache, lengths } = self;
        let after: Vec<usize> = lengths.iter().map(|len| len + 1).collect();
        // ANCHOR: step
        let read_cache = Kernels::get().read_cache;
        let logits = tape.no_grad(|tape| {
            let table = tape.param(&model.wpe.weight);
            let [_, dim] = table.dims();
            let x = model.wte.forward(tape, tokens) + table.index_select(lengths);
            let mut x = x.reshape([n, 1, dim]);
            for (block, cache) in model.h.iter().zip(cache.iter_mut()) {
                x = block.forward(x, 0.0, |qkv, _| {
                    let qkv = qkv.value();
                    for (i, row) in qkv.as_slice().chunks_exact(3 * dim).enumerate() {
                        cache.put(i, lengths[i], &row[dim..]);
                    }
                    tape.constant(&read_cache(cache, &qkv, &after)).reshape([n, 1, dim])
                });
            }
            model.logits(x)
        });
        *lengths = after;
        // ANCHOR_END: step
        logits.reshape([n, model.options.vocab_size])
    }

    /// Goes on with these sequences of the stream, each with the keys and values so far: a sequence may be
    /// named several times, or not at all. What a beam search needs.
    ///
    /// # Panics
    /// If there is no sequence, or if one is not in the stream.
    ///
    /// ```
    /// use attention::{Gpt, GptOptions};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let options = GptOptions { vocab_size: 50, context: 8, ..GptOptions::new(16, 2, 4) };
    /// let model = Gpt::<f32>::new(options, &mut ChaCha8Rng::seed_from_u64(1));
    /// let mut stream = model.stream(&[&[1, 2, 3], &[4]]).0;
    /// stream.select(&[1, 1, 0]);
    /// assert_eq!(stream.lengths(), [1, 1, 3]);
    /// ```
    #[track_caller]
    pub fn select(&mut self, sequences: &[usize]) {
        let n = self.lengths.len();
        check_selection("GptStream", sequences, n);
        if sequences.iter().copied().eq(0..n) {
            return;
        }
        self.lengths = sequences.iter().map(|sequence| self.lengths[*sequence]).collect();
        self.cache.iter_mut().for_each(|cache| cache.select(sequences));
    }

    /// The first tokens of sequence `i`: the logits of the token after them.
    #[track_caller]
    fn read(&mut self, i: usize, tokens: &[usize]) -> Tensor<T> {
        let GptStream { model, tape, cache, lengths } = self;
        let causal = AttentionOptions { is_causal: true, ..Default::default() };
        let logits = tape.no_grad(|tape| {
            let mut x = model.embed(tape, tokens, 1, 0);
            let dim = x.shape().last_dim();
            for (block, cache) in model.h.iter().zip(cache.iter_mut()) {
                x = block.forward(x, 0.0, |qkv, heads| {
                    for (t, row) in qkv.value().as_slice().chunks_exact(3 * dim).enumerate() {
                        cache.put(i, t, &row[dim..]);
                    }
                    qkv.self_attention(heads, causal)
                });
            }
            model.logits(x.narrow(1, tokens.len() - 1..tokens.len()))
        });
        lengths[i] = tokens.len();
        logits
    }

    #[track_caller]
    pub(crate) fn expect_room(&self, tokens: usize) {
        let (context, len) =
            (self.model.options.context, self.lengths.iter().max().copied().unwrap_or(0));
        assert!(
            len + tokens <= context,
            "GptStream: {tokens} more tokens behind {len} are more than the model's context of {context}: ask \
             for fewer, or begin anew with the last tokens as the prompt"
        );
    }
}
