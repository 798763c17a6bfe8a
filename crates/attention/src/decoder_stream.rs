//! A decoder that writes token by token.

use crate::decoder::{Decoder, DecoderLayer};
use crate::head_cache::HeadCache;
use crate::kernels::Kernels;
use autograd::{Tape, Var};
use nn::Forward;
use numeric::Float;
use tensor::{Device, Shape, Tensor};

/// A decoder in inference that is given one token after the other: what it has read of its own output, and
/// the encoder's outputs, are kept as keys and values. [`Decoder::stream`] makes one.
///
/// Its outputs are those that the decoder computes for whole sequences, to rounding. A stream computes on the
/// CPU, whatever device its decoder is on. Together with an embedding and a last projection it is a
/// [`StepModel`](crate::StepModel), so that [`generate()`](crate::generate()) can translate.
pub struct DecoderStream<T: Float = f32> {
    decoder: Decoder<T>,
    tape: Tape<T>,
    /// For each layer, of the tokens so far and of the encoder's outputs.
    caches: Vec<[HeadCache<T>; 2]>,
    /// How many of the encoder's outputs each sequence reads.
    memory_lengths: Vec<usize>,
    /// How many tokens each sequence has, and may have.
    len: usize,
    max_len: usize,
}

impl<T: Float> Decoder<T> {
    /// Begins a stream of sequences side by side, each of up to `max_len` tokens, that read the encoder's
    /// outputs `memory`; `memory_lengths` says where padding begins in it.
    ///
    /// # Shapes
    /// `memory`: `[n, keys, embed_dim]`.
    ///
    /// # Panics
    /// If the shape or the lengths do not fit, or if there is no layer.
    ///
    /// ```
    /// use attention::{Decoder, LayerOptions};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let decoder = Decoder::<f32>::new(2, LayerOptions::new(8, 2, 16), true, rng);
    /// let mut stream = decoder.stream(&Tensor::full([3, 7, 8], 0.5), Some(&[7, 2, 5]), 20);
    /// assert_eq!(stream.step(&Tensor::full([3, 8], 0.25)).shape().dims(), [3, 8]);
    /// ```
    #[track_caller]
    pub fn stream(
        &self,
        memory: &Tensor<T>,
        memory_lengths: Option<&[usize]>,
        max_len: usize,
    ) -> DecoderStream<T> {
        let shape = memory.shape();
        let Some(first) = self.layers.first() else {
            panic!("Decoder: a stream needs at least one layer, but there is none")
        };
        let dim = first.self_attn.embed_dim();
        let [n, keys] = match *shape.dims() {
            [n, keys, features] if features == dim => [n, keys],
            _ => panic!("Decoder: the memory must be [n, keys, {dim}], but is {shape:?}"),
        };
        let memory_lengths = memory_lengths.map_or_else(|| vec![keys; n], <[usize]>::to_vec);
        assert!(
            memory_lengths.len() == n && memory_lengths.iter().all(|len| *len <= keys),
            "Decoder: the memory {shape:?} has {n} sequences of {keys} tokens, but their lengths are \
             {memory_lengths:?}"
        );
        let mut decoder = self.clone();
        nn::to_device(&mut decoder, &Device::Cpu);
        let (memory, mut tape) = (memory.to(&Device::Cpu), Tape::new());
        let cache = |layer: &DecoderLayer<T>| {
            let kv =
                tape.no_grad(|tape| layer.multihead_attn.project(tape.constant(&memory), 1, 3));
            let new = |heads: usize, len: usize| HeadCache::new(n, heads, dim / heads, len);
            let mut of_memory = new(layer.multihead_attn.heads, keys);
            for (i, row) in kv.as_slice().chunks_exact(2 * dim).enumerate() {
                of_memory.put(i / keys, i % keys, row);
            }
            [new(layer.self_attn.heads, max_len), of_memory]
        };
        let caches = decoder.layers.iter().map(cache).collect();
        DecoderStream { decoder, tape, caches, memory_lengths, len: 0, max_len }
    }
}

impl<T: Float> DecoderStream<T> {
    /// One token more for each sequence, embedded: the decoder's output for it. Positions that are added to
    /// the tokens are the user's; there are [`len`](Self::len) tokens before it.
    ///
    /// # Shapes
    /// `x` and the output: `[n, embed_dim]`.
    ///
    /// # Panics
    /// If the shape does not fit, or if the sequences are as long as they may be.
    ///
    /// ```
    /// use attention::{AttentionOptions, Decoder, LayerOptions};
    /// use autograd::Tape;
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let decoder = Decoder::<f64>::new(1, LayerOptions::new(4, 1, 8), true, rng);
    /// let memory = Tensor::full([1, 3, 4], 0.5);
    /// let one_by_one = decoder.stream(&memory, None, 9).step(&Tensor::full([1, 4], 0.25));
    /// let whole = Tape::new().no_grad(|tape| {
    ///     let (x, memory) = (tape.constant(&Tensor::full([1, 1, 4], 0.25)), tape.constant(&memory));
    ///     decoder.forward(x, memory, AttentionOptions::default(), AttentionOptions::default())
    /// });
    /// assert!((one_by_one.as_slice()[2] - whole.as_slice()[2]).abs() < 1e-12);
    /// ```
    #[track_caller]
    pub fn step(&mut self, x: &Tensor<T>) -> Tensor<T> {
        let n = self.memory_lengths.len();
        let dim = self.decoder.layers[0].self_attn.embed_dim();
        let (shape, expected) = (x.shape(), Shape::from([n, dim]));
        assert!(
            shape == expected,
            "DecoderStream: a step of this stream is {expected:?}, but is {shape:?}"
        );
        let (len, max_len) = (self.len, self.max_len);
        assert!(
            len < max_len,
            "DecoderStream: the sequences have {max_len} tokens already, as many as was asked for"
        );
        let DecoderStream { decoder, tape, caches, memory_lengths, .. } = self;
        let x = x.to(&Device::Cpu);
        let y = tape.no_grad(|tape| {
            let mut x = tape.constant(&x).reshape([n, 1, dim]);
            for (layer, [own, of_memory]) in decoder.layers.iter().zip(caches) {
                x = step_layer(layer, x, len, own, (&*of_memory, memory_lengths));
            }
            match &decoder.norm {
                Some(norm) => norm.forward(x),
                None => x,
            }
        });
        self.len += 1;
        y.reshape([n, dim])
    }

    /// How many tokens each sequence has.
    ///
    /// ```
    /// use attention::{Decoder, LayerOptions};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let decoder = Decoder::<f32>::new(1, LayerOptions::new(8, 2, 16), true, rng);
    /// let mut stream = decoder.stream(&Tensor::zeros([1, 7, 8]), None, 20);
    /// stream.step(&Tensor::zeros([1, 8]));
    /// assert!(stream.len() == 1 && !stream.is_empty());
    /// ```
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no token yet.
    ///
    /// ```
    /// use attention::{Decoder, LayerOptions};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let decoder = Decoder::<f32>::new(1, LayerOptions::new(8, 2, 16), true, rng);
    /// assert!(decoder.stream(&Tensor::zeros([1, 7, 8]), None, 20).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Goes on with these sequences of the stream; one may be named several times, or not at all.
    ///
    /// # Panics
    /// If there is no sequence, or if one is not in the stream.
    ///
    /// ```
    /// use attention::{Decoder, LayerOptions};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    /// use tensor::Tensor;
    ///
    /// let rng = &mut ChaCha8Rng::seed_from_u64(1);
    /// let decoder = Decoder::<f32>::new(1, LayerOptions::new(8, 2, 16), true, rng);
    /// let mut stream = decoder.stream(&Tensor::zeros([1, 7, 8]), None, 20);
    /// stream.select(&[0, 0, 0]);                                        // a beam of three
    /// assert_eq!(stream.step(&Tensor::zeros([3, 8])).shape().dims(), [3, 8]);
    /// ```
    #[track_caller]
    pub fn select(&mut self, sequences: &[usize]) {
        check_selection("DecoderStream", sequences, self.memory_lengths.len());
        self.memory_lengths = sequences.iter().map(|it| self.memory_lengths[*it]).collect();
        self.caches.iter_mut().flatten().for_each(|cache| cache.select(sequences));
    }
}

/// One token of each sequence, `[n, 1, embed_dim]`, through a layer; `len` tokens are before it.
#[track_caller]
fn step_layer<'t, T: Float>(
    layer: &DecoderLayer<T>,
    x: Var<'t, T>,
    len: usize,
    own: &mut HeadCache<T>,
    (of_memory, memory_lengths): (&HeadCache<T>, &[usize]),
) -> Var<'t, T> {
    let (options, tape, read_cache) = (&layer.options, x.tape(), Kernels::get().read_cache);
    let [n, _, dim] = x.dims();
    let attention = &layer.self_attn;
    let qkv = attention.project(options.enter(x, &layer.norm1), 0, 3);
    let qkv = match attention.rotary {
        Some(rotary) => autograd::concat(&attention.rotated(qkv, rotary, len), 2).value(),
        None => qkv.value(),
    };
    for (i, row) in qkv.as_slice().chunks_exact(3 * dim).enumerate() {
        own.put(i, len, &row[dim..]);
    }
    let read = tape.constant(&read_cache(own, &qkv, &vec![len + 1; n])).reshape([n, 1, dim]);
    let x = options.leave(x, attention.out_proj.forward(read), &layer.norm1);

    let attention = &layer.multihead_attn;
    let q = attention.project(options.enter(x, &layer.norm2), 0, 1).value();
    let read = tape.constant(&read_cache(of_memory, &q, memory_lengths)).reshape([n, 1, dim]);
    let x = options.leave(x, attention.out_proj.forward(read), &layer.norm2);

    let y = layer.feed_forward.forward(options.enter(x, &layer.norm3), 0.0);
    options.leave(x, y, &layer.norm3)
}

/// # Panics
/// At the caller's line, if there is no sequence, or if one is not among `n`.
#[track_caller]
pub(crate) fn check_selection(name: &str, sequences: &[usize], n: usize) {
    assert!(!sequences.is_empty(), "{name}: select needs at least one sequence");
    if let Some(sequence) = sequences.iter().find(|sequence| **sequence >= n) {
        panic!("{name}: sequence {sequence} is not in this stream: there are {n}");
    }
}
