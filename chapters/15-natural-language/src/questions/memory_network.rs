//! The end-to-end memory network.

mod bags;

use super::samples::{MEMORY, StorySample};
use super::story_model::StoryModel;
use attention::{AttentionOps, AttentionOptions, reference};
use autograd::{Param, Tape, Var, concat};
use bags::Bags;
use nn::{Initialization, impl_module};
use rand::{Rng, rngs::ChaCha8Rng};
use tensor::Tensor;

/// An end-to-end memory network: every sentence of the story is a vector in a memory, which the
/// question reads by attention, several times (*hops*); what it has read is added to it before it
/// reads again.
///
/// ```text
/// mᵢ = Σⱼ lⱼ ⊙ A[xᵢⱼ] + tᴬ[i]      cᵢ = Σⱼ lⱼ ⊙ C[xᵢⱼ] + tᶜ[i]      u = Σⱼ lⱼ ⊙ A¹[qⱼ]
/// pᵢ = softmax(u·mᵢ)      o = Σᵢ pᵢ cᵢ      u ← f(u + o)       the logits: u·C[w] for each word w
/// ```
///
/// `lⱼ` is the weight of the `j`-th word, the position encoding; `t[i]` says how long ago sentence
/// `i` was told. A hop's `C` is the next one's `A`. `f` is the ReLU of half of the features, and
/// leaves the others: as the paper has it for its language model.
///
/// Source: S. Sukhbaatar, A. Szlam, J. Weston, R. Fergus, "End-to-end memory networks", NIPS 2015,
/// arXiv:1503.08895, sections 2, 4.1 and 5.
///
/// ```
/// use ch15::questions::{MemoryNetwork, StoryData, predict, stories};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let data = StoryData::new(&stories::generate(1, 20, 2, 1), 1);
/// let words = data.vocabulary.words.len();
/// let network = MemoryNetwork::new(words, 20, 3, &mut ChaCha8Rng::seed_from_u64(1));
/// assert_eq!(predict(&network, &data.test).len(), 10);
/// assert_eq!(nn::parameter_count(&network), 4 * (words + 50) * 20);
/// ```
#[derive(Clone, Debug)]
pub struct MemoryNetwork {
    /// The embeddings `A¹`, `C¹ = A²`, …, `Cᴷ`, each `[words, features]`.
    pub embeddings: Vec<Param>,
    /// The temporal encodings that belong to them, each `[50, features]`.
    pub times: Vec<Param>,
    /// Whether `f` is left out, so that between the softmaxes everything is a sum.
    pub linear: bool,
}
impl_module!(MemoryNetwork { embeddings, times });

/// The standard deviation of the first weights, the paper's.
const INIT: Initialization = Initialization::Normal { std: 0.1 };

impl MemoryNetwork {
    /// A network with this many hops.
    pub fn new(words: usize, features: usize, hops: usize, rng: &mut impl Rng) -> Self {
        let mut table =
            |rows: usize| Param::new(INIT.init_weight([rows, features], rows, features, rng));
        MemoryNetwork {
            embeddings: (0..=hops).map(|_| table(words)).collect(),
            times: (0..=hops).map(|_| table(MEMORY)).collect(),
            linear: false,
        }
    }

    // ANCHOR: forward
    /// The logits, `[n, words]`; `watch` is shown the state `u` and the memory `m` of each hop.
    fn forward<'t>(
        &self,
        tape: &'t Tape<f32>,
        bags: &Bags,
        mut watch: impl FnMut(Var<'t>, Var<'t>),
    ) -> Var<'t> {
        let [n, slots, features] = [bags.lengths.len(), bags.slots, self.features()];
        let memory = |table: usize| {
            let sentences = bags.embed(tape.param(&self.embeddings[table]));
            let times = tape.param(&self.times[table]).narrow(0, 0..slots);
            sentences.index_select(&bags.sentences).reshape([n, slots, features]) + times
        };
        let question = bags.embed(tape.param(&self.embeddings[0])).index_select(&bags.questions);
        let mut u = question.reshape([n, 1, features]);
        let mut m = memory(0);
        for hop in 1..self.embeddings.len() {
            watch(u, m);
            let c = memory(hop);
            let read = u + u.attention(m, c, 1, bags.mask());
            u = if self.linear { read } else { half_relu(read) };
            m = c;
        }
        let last = &self.embeddings[self.embeddings.len() - 1];
        u.reshape([n, features]).matmul(tape.param(last).transpose(0, 1))
    }
    // ANCHOR_END: forward

    fn features(&self) -> usize {
        self.embeddings[0].value.shape().last_dim()
    }

    fn words(&self) -> usize {
        let [words, _] = self.embeddings[0].value.dims();
        words
    }

    // ANCHOR: weights
    /// How much of each sentence each hop reads for a question: the weights `p`, by hop, the
    /// sentence told last first. The network is on the CPU.
    ///
    /// ```
    /// use ch15::questions::{MemoryNetwork, StoryData, stories};
    /// use rand::{SeedableRng, rngs::ChaCha8Rng};
    ///
    /// let data = StoryData::new(&stories::generate(1, 20, 2, 1), 1);
    /// let words = data.vocabulary.words.len();
    /// let network = MemoryNetwork::new(words, 20, 3, &mut ChaCha8Rng::seed_from_u64(1));
    /// let weights = network.weights(&data.test[0]);
    /// assert_eq!((weights.len(), weights[0].len()), (3, data.test[0].sentences.len()));
    /// assert!(weights.iter().all(|hop| (hop.iter().sum::<f32>() - 1.0).abs() < 1e-5));
    /// ```
    ///
    /// # Panics
    /// If the question has no sentence before it.
    pub fn weights(&self, sample: &StorySample) -> Vec<Vec<f32>> {
        let bags = Bags::new(&[sample], self.words(), self.features(), None);
        let mut hops = Vec::new();
        Tape::new().no_grad(|tape| {
            self.forward(tape, &bags, |u, m| {
                let weights = reference::attention_weights(&u.value(), &m.value(), 1, bags.mask());
                hops.push(weights.as_slice().to_vec());
            })
        });
        hops
    }
    // ANCHOR_END: weights
}

// ANCHOR: half_relu
/// The ReLU of the second half of the features. What a hop has read can so be compared with what
/// was asked: a sum of vectors cannot say whether two words are the same, which "yes" or "no"
/// takes.
fn half_relu(u: Var<'_>) -> Var<'_> {
    let [_, _, features] = u.dims();
    let half = features / 2;
    concat(&[u.narrow(2, 0..half), u.narrow(2, half..features).relu()], 2)
}
// ANCHOR_END: half_relu

impl StoryModel for MemoryNetwork {
    const LEARNING_RATE: f64 = 0.01;

    fn logits<'t>(
        &self,
        tape: &'t Tape<f32>,
        samples: &[&StorySample],
        noise: Option<&mut ChaCha8Rng>,
    ) -> Var<'t> {
        let bags = Bags::new(samples, self.words(), self.features(), noise);
        self.forward(tape, &bags.to(&nn::device(self)), |_, _| ())
    }
}
