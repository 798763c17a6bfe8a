//! Which sentences the hops of a memory network read, and whether the answer follows from them.

use super::memory_network::MemoryNetwork;
use super::samples::{StorySample, StoryVocabulary};
use figures::{Bar, BarChart};
use std::collections::BTreeSet;

/// How often the sentence that a hop reads most is one that the answer follows from.
#[derive(Clone, Debug, PartialEq)]
pub struct HopSupport {
    /// By hop, then by supporting fact in the order of the data: the fraction of the questions.
    pub facts: Vec<Vec<f64>>,
    /// The fraction of the questions of which every supporting fact is read most by some hop.
    pub all: f64,
}

/// Compares what each hop reads most with the supporting facts, which no training has seen.
///
/// ```
/// use ch15::questions::{MemoryNetwork, StoryData, hop_support, stories};
/// use rand::{SeedableRng, rngs::ChaCha8Rng};
///
/// let data = StoryData::new(&stories::generate(2, 20, 4, 1), 1);
/// let words = data.vocabulary.words.len();
/// let network = MemoryNetwork::new(words, 20, 3, &mut ChaCha8Rng::seed_from_u64(1));
/// let support = hop_support(&network, &data.test);
/// assert_eq!((support.facts.len(), support.facts[0].len()), (3, 2));
/// assert!((0.0..=1.0).contains(&support.all));
/// ```
///
/// # Panics
/// If there is no question.
pub fn hop_support(network: &MemoryNetwork, samples: &[StorySample]) -> HopSupport {
    let facts = samples.iter().map(|sample| sample.supporting.len()).max().unwrap_or(0);
    let hops = network.embeddings.len() - 1;
    let (mut counts, mut all) = (vec![vec![0; facts]; hops], 0);
    for sample in samples {
        let strongest: Vec<usize> =
            network.weights(sample).iter().map(|weights| argmax(weights)).collect();
        for (hop, read) in strongest.iter().enumerate() {
            for (fact, supporting) in sample.supporting.iter().enumerate() {
                counts[hop][fact] += usize::from(read == supporting);
            }
        }
        let read: BTreeSet<&usize> = strongest.iter().collect();
        all += usize::from(sample.supporting.iter().all(|fact| read.contains(fact)));
    }
    let fraction = |count: usize| count as f64 / samples.len() as f64;
    HopSupport {
        facts: counts.into_iter().map(|row| row.into_iter().map(fraction).collect()).collect(),
        all: fraction(all),
    }
}

fn argmax(weights: &[f32]) -> usize {
    (0..weights.len()).max_by(|a, b| weights[*a].total_cmp(&weights[*b])).unwrap_or(0)
}

/// The longest story that a chart has room for, and the longest label.
const MAX_SENTENCES: usize = 14;
const MAX_LABEL: usize = 22;

/// Words that are left out of a chart's labels.
const SMALL_WORDS: [&str; 6] = ["a", "an", "back", "the", "there", "to"];

/// A sentence without its small words.
fn label(vocabulary: &StoryVocabulary, sentence: &[usize]) -> String {
    let words = vocabulary.words.decode(sentence).into_iter();
    words.filter(|word| !SMALL_WORDS.contains(word)).collect::<Vec<_>>().join(" ")
}

/// How much each hop reads of each sentence, as bars in the order in which the sentences were told;
/// the supporting ones are marked, and the question is the last line.
///
/// # Panics
/// If the story has more than 20 sentences.
pub fn hop_chart(
    network: &MemoryNetwork,
    vocabulary: &StoryVocabulary,
    sample: &StorySample,
) -> BarChart {
    let hops = network.weights(sample);
    let written = |words: &[usize]| vocabulary.words.decode(words).join(" ");
    let bar = |age: usize| Bar {
        label: label(vocabulary, &sample.sentences[age]),
        parts: hops.iter().map(|weights| f64::from(weights[age])).collect(),
        note: match sample.supporting.contains(&age) {
            true => "supporting fact".into(),
            false => String::new(),
        },
    };
    let asked = Bar {
        label: label(vocabulary, &sample.question) + "?",
        parts: vec![0.0; hops.len()],
        note: format!("right: {}", written(&[sample.answer])),
    };
    let question = written(&sample.question);
    let answer = written(&[sample.answer]);
    let strongest: Vec<String> = hops
        .iter()
        .enumerate()
        .map(|(hop, weights)| {
            format!("hop {} {:?}", hop + 1, written(&sample.sentences[argmax(weights)]))
        })
        .collect();
    BarChart {
        description: format!(
            "The weights of the sentences of a story in each hop, for the question {question:?}, whose answer is \
             {answer}. Read most: {}.",
            strongest.join(", ")
        ),
        x_label: "weight in each hop".into(),
        parts: (1..=hops.len()).map(|hop| format!("hop {hop}")).collect(),
        bars: (0..sample.sentences.len()).rev().map(bar).chain([asked]).collect(),
    }
}

/// The first question whose story has more than half of the room of a chart, and fits it.
pub fn sample_for_chart<'a>(
    vocabulary: &StoryVocabulary,
    samples: &'a [StorySample],
) -> Option<&'a StorySample> {
    let fits = |sample: &&StorySample| {
        let mut labels = sample.sentences.iter().map(|sentence| label(vocabulary, sentence));
        let len = sample.sentences.len();
        (MAX_SENTENCES / 2..=MAX_SENTENCES).contains(&len) && labels.all(|it| it.len() <= MAX_LABEL)
    };
    samples.iter().find(fits)
}
