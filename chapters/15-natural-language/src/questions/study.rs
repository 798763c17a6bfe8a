//! A task's data, its baselines, and the models trained on it.

use super::baselines::{MostFrequent, last_answer_word, overlap_answer};
use super::memory_network::MemoryNetwork;
use super::samples::{StoryData, StorySample};
use super::story_model::{StoryModel, predict};
use super::story_training::{StoryTraining, Trained, accuracy, train};
use super::story_transformer::StoryTransformer;
use data::babi::Babi;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::Device;

/// The kinds of models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoryKind {
    /// A [`MemoryNetwork`] with 40 features and 3 hops.
    MemoryNetwork,
    /// A [`StoryTransformer`] with 64 features and 2 layers.
    Transformer,
}

impl StoryKind {
    /// The kind's name.
    pub fn name(self) -> &'static str {
        match self {
            StoryKind::MemoryNetwork => "memory network",
            StoryKind::Transformer => "Transformer",
        }
    }
}

/// The features and hops of the memory networks, the features and layers of the Transformers.
const MEMORY_NETWORK: (usize, usize) = (40, 3);
const TRANSFORMER: (usize, usize) = (64, 2);

/// A task.
#[derive(Clone, Debug)]
pub struct StoryTask {
    /// bAbI's number.
    pub number: u32,
    /// The questions.
    pub data: StoryData,
}

/// A trained model, and what it answers.
#[derive(Clone, Debug)]
pub struct StoryRun {
    /// The task's number.
    pub task: u32,
    /// The kind of model.
    pub kind: StoryKind,
    /// The accuracy on the validation questions.
    pub validation: f64,
    /// The epoch of which the model is.
    pub epoch: usize,
    /// The steps of training, those after that epoch too.
    pub steps: usize,
    /// The answers to the test questions.
    pub answers: Vec<usize>,
    /// The accuracy on them.
    pub accuracy: f64,
    /// The network, if it is a memory network.
    pub network: Option<MemoryNetwork>,
}

impl StoryTask {
    /// The task of these stories; their validation part is drawn by the seed.
    pub fn new(number: u32, stories: &Babi, seed: u64) -> Self {
        StoryTask { number, data: StoryData::new(stories, seed) }
    }

    /// The baselines' names, and their accuracies on the test: always the most frequent answer; the
    /// answer word told last; the one told last up to the sentence with most words of the question.
    /// Where a story has no answer word, the most frequent answer.
    ///
    /// ```
    /// use ch15::questions::{StoryTask, stories};
    ///
    /// let task = StoryTask::new(1, &stories::generate(1, 100, 20, 1), 1);
    /// let [most, last, overlap] = task.baselines().map(|(_, accuracy)| accuracy);
    /// assert!(most < last && last < overlap && overlap == 1.0);
    /// ```
    pub fn baselines(&self) -> [(&'static str, f64); 3] {
        let StoryData { vocabulary, train, test, .. } = &self.data;
        let most = MostFrequent::fit(train).answer;
        let judge = |answer: &dyn Fn(&StorySample) -> Option<usize>| {
            let answers: Vec<usize> = test.iter().map(|it| answer(it).unwrap_or(most)).collect();
            accuracy(&answers, test)
        };
        [
            ("most frequent", judge(&|_| None)),
            ("told last", judge(&|sample| last_answer_word(vocabulary, sample))),
            ("word overlap", judge(&|sample| overlap_answer(vocabulary, sample))),
        ]
    }

    /// The answer word told last, for each test question, or the most frequent answer.
    pub fn answers_told_last(&self) -> Vec<usize> {
        let StoryData { vocabulary, train, test, .. } = &self.data;
        let most = MostFrequent::fit(train).answer;
        test.iter().map(|it| last_answer_word(vocabulary, it).unwrap_or(most)).collect()
    }

    /// Trains a model on a device, and lets it answer the test. The model comes back to the CPU.
    pub fn train(&self, kind: StoryKind, options: StoryTraining, device: &Device) -> StoryRun {
        let (rng, words) =
            (&mut ChaCha8Rng::seed_from_u64(options.seed), self.data.vocabulary.words.len());
        match kind {
            StoryKind::MemoryNetwork => {
                let (features, hops) = MEMORY_NETWORK;
                let mut network = MemoryNetwork::new(words, features, hops, rng);
                network.linear = options.linear;
                let trained = self.fit(network, options, device);
                let network = Some(trained.model.clone());
                StoryRun { network, ..self.judge(kind, &trained) }
            }
            StoryKind::Transformer => {
                let (features, layers) = TRANSFORMER;
                let model = StoryTransformer::new(words, features, layers, rng);
                self.judge(kind, &self.fit(model, options, device))
            }
        }
    }

    /// Those of the runs that are of this task and kind.
    pub fn runs_of<'a>(
        &self,
        runs: &'a [StoryRun],
        kind: StoryKind,
    ) -> impl Iterator<Item = &'a StoryRun> {
        let task = self.number;
        runs.iter().filter(move |run| run.task == task && run.kind == kind)
    }

    /// The best of them by validation; of equally good ones the first.
    ///
    /// # Panics
    /// If there is none.
    #[track_caller]
    pub fn best<'a>(&self, runs: &'a [StoryRun], kind: StoryKind) -> &'a StoryRun {
        let better = |best: &'a StoryRun, run: &'a StoryRun| {
            if run.validation > best.validation { run } else { best }
        };
        self.runs_of(runs, kind).reduce(better).expect("best: there is no such run")
    }

    fn fit<M: StoryModel>(
        &self,
        mut model: M,
        options: StoryTraining,
        device: &Device,
    ) -> Trained<M> {
        nn::to_device(&mut model, device);
        let mut trained = train(model, &self.data, options);
        nn::to_device(&mut trained.model, &Device::Cpu);
        trained
    }

    fn judge<M: StoryModel>(&self, kind: StoryKind, trained: &Trained<M>) -> StoryRun {
        let answers = predict(&trained.model, &self.data.test);
        let &Trained { validation, epoch, steps, .. } = trained;
        let accuracy = accuracy(&answers, &self.data.test);
        let (task, network) = (self.number, None);
        StoryRun { task, kind, validation, epoch, steps, answers, accuracy, network }
    }
}
