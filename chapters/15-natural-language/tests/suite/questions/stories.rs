//! Stories, and what reads them.

use autograd::Tape;
use ch15::questions::stories::{TASKS, generate};
use ch15::questions::{
    MemoryNetwork, OwnStory, StoryData, StoryError, StoryKind, StoryModel, StorySample, StoryTask,
    StoryTraining, StoryTransformer, hop_support, last_answer_word, predict,
};
use check::{Tolerance, assert_close};
use data::babi::{Question, Story};
use programs::{Program, temp_dir};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::collections::HashSet;
use tensor::Device;

const BABI: Program = Program::new("babi");

/// The last word of a sentence.
fn last_word(sentence: &str) -> &str {
    sentence.trim_end_matches(['.', '?']).rsplit(' ').next().unwrap()
}

fn first_word(sentence: &str) -> &str {
    sentence.split(' ').next().unwrap()
}

const MOVED: [&str; 4] = ["walked to", "ran to", "went to", "hurried to"];

/// Where a person went last, and in which statement.
fn place_of<'a>(person: &str, told: &'a [String]) -> (&'a str, usize) {
    let walked =
        |it: &&String| first_word(it) == person && MOVED.iter().any(|verb| it.contains(verb));
    let at = told.iter().rposition(|it| walked(&it)).unwrap();
    (last_word(&told[at]), at)
}

/// Answers a question of any of the tasks as a person would, with what it follows from.
fn answer(task: u32, story: &Story, question: &Question) -> (String, Vec<usize>) {
    let (told, asked) = (story.context(question), &question.text);
    match task {
        1 => {
            let (place, at) = place_of(last_word(asked), told);
            (place.into(), vec![at])
        }
        6 => {
            let person = asked.split(' ').nth(1).unwrap();
            let (place, at) = place_of(person, told);
            (if place == last_word(asked) { "yes" } else { "no" }.into(), vec![at])
        }
        2 => {
            let thing = last_word(asked);
            let at = told.iter().rposition(|it| last_word(it) == thing).unwrap();
            let dropped =
                ["put down", "left", "dropped"].iter().any(|verb| told[at].contains(verb));
            // Where its bearer was when it was put down, or is now.
            let until = if dropped { &told[..at] } else { told };
            let (place, walked) = place_of(first_word(&told[at]), until);
            (place.into(), vec![at, walked])
        }
        _ => {
            let name = asked.split(' ').nth(2).unwrap();
            let is = told.iter().position(|it| first_word(it) == name).unwrap();
            let kind = last_word(&told[is]);
            let plural = if kind == "goose" { "gee" } else { &kind[..3] };
            let fears = |it: &String| {
                it.contains(" fear ") && first_word(it).to_lowercase().starts_with(plural)
            };
            let general = told.iter().position(fears).unwrap();
            (last_word(&told[general]).into(), vec![is, general])
        }
    }
}

#[test]
fn every_answer_follows_from_the_supporting_facts() {
    for task in TASKS {
        let stories = generate(task, 200, 50, 7);
        for story in stories.train.iter().chain(&stories.test) {
            assert!(!story.questions.is_empty() || task == 2, "{story:?}");
            for question in &story.questions {
                let (answer, supporting) = answer(task, story, question);
                assert_eq!(
                    (&answer, &supporting),
                    (&question.answer, &question.supporting),
                    "{story:?}"
                );
            }
        }
    }
}

#[test]
fn no_story_is_told_twice() {
    for task in TASKS {
        let stories = generate(task, 300, 100, 3);
        let told: HashSet<&Vec<String>> =
            stories.train.iter().chain(&stories.test).map(|it| &it.statements).collect();
        assert_eq!(told.len(), 400);
        assert_ne!(generate(task, 3, 0, 3), generate(task, 3, 0, 4));
    }
}

#[test]
fn half_of_the_answers_are_yes() {
    let stories = generate(6, 400, 0, 5).train;
    let questions: Vec<&Question> = stories.iter().flat_map(|it| &it.questions).collect();
    let yes = questions.iter().filter(|it| it.answer == "yes").count();
    // 2,000 questions: five standard deviations are 112.
    assert!(yes.abs_diff(questions.len() / 2) < 112, "{yes} of {}", questions.len());
}

#[test]
fn the_parts_of_the_data_share_no_story() {
    let data = StoryData::new(&generate(1, 100, 20, 1), 1);
    let all = |samples: &[StorySample]| -> HashSet<Vec<Vec<usize>>> {
        samples
            .iter()
            .filter(|it| it.sentences.len() == 10)
            .map(|it| it.sentences.clone())
            .collect()
    };
    let [train, validation, test] = [&data.train, &data.validation, &data.test].map(|it| all(it));
    assert_eq!((train.len(), validation.len(), test.len()), (90, 10, 20));
    assert!(
        train.is_disjoint(&validation) && train.is_disjoint(&test) && validation.is_disjoint(&test)
    );
}

#[test]
fn sentences_are_numbered_backwards() {
    let story =
        OwnStory::parse("Ada ran to the attic. Emil ran to the cellar. Where is Ada?").unwrap();
    let mut told = generate(1, 50, 0, 1).train;
    told.push(story.story.clone());
    let vocabulary = StoryData::new(&data::babi::Babi { train: told, test: vec![] }, 1).vocabulary;
    let sample = &vocabulary.samples(&[story.story])[0];
    assert_eq!(vocabulary.words.decode(&sample.sentences[0])[0], "emil");
    let last = last_answer_word(&vocabulary, sample).unwrap();
    assert_eq!(vocabulary.words.decode(&[last]), ["cellar"]);
}

fn small_data(task: u32) -> StoryData {
    StoryData::new(&generate(task, 30, 6, 1), 1)
}

/// A memory network by its formulas, number by number, in f64: the weights of each hop and the logits.
fn by_definition(network: &MemoryNetwork, sample: &StorySample) -> (Vec<Vec<f64>>, Vec<f64>) {
    let [words, d] = network.embeddings[0].value.dims();
    let at = |tensor: &tensor::Tensor<f32>, row: usize, k: usize| {
        f64::from(tensor.as_slice()[row * d + k])
    };
    let embed = |table: usize, sentence: &[usize], k: usize| -> f64 {
        let len = sentence.len() as f64;
        let term = |(j, word): (usize, &usize)| {
            let (j, part) = ((j + 1) as f64, (k + 1) as f64 / d as f64);
            let weight = (1.0 - j / len) - part * (1.0 - 2.0 * j / len);
            weight * at(&network.embeddings[table].value, *word, k)
        };
        sentence.iter().enumerate().map(term).sum()
    };
    let memory = |table: usize| -> Vec<Vec<f64>> {
        let row = |(age, sentence): (usize, &Vec<usize>)| {
            (0..d)
                .map(|k| embed(table, sentence, k) + at(&network.times[table].value, age, k))
                .collect()
        };
        sample.sentences.iter().enumerate().map(row).collect()
    };
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let mut u: Vec<f64> = (0..d).map(|k| embed(0, &sample.question, k)).collect();
    let mut hops = Vec::new();
    for hop in 0..network.embeddings.len() - 1 {
        let scores: Vec<f64> = memory(hop).iter().map(|m| dot(&u, m).exp()).collect();
        let total: f64 = scores.iter().sum();
        let weights: Vec<f64> = scores.iter().map(|score| score / total).collect();
        let c = memory(hop + 1);
        for k in 0..d {
            u[k] += weights.iter().zip(&c).map(|(p, c)| p * c[k]).sum::<f64>();
            if k >= d / 2 && !network.linear {
                u[k] = u[k].max(0.0);
            }
        }
        hops.push(weights);
    }
    let last = &network.embeddings[network.embeddings.len() - 1].value;
    let logit = |word: usize| (0..d).map(|k| u[k] * at(last, word, k)).sum();
    (hops, (0..words).map(logit).collect())
}

#[test]
fn the_memory_network_is_what_its_formulas_say() {
    let data = small_data(2);
    let words = data.vocabulary.words.len();
    for linear in [false, true] {
        let network = MemoryNetwork::new(words, 10, 3, &mut ChaCha8Rng::seed_from_u64(3));
        compare(&MemoryNetwork { linear, ..network }, &data);
    }
}

fn compare(network: &MemoryNetwork, data: &StoryData) {
    let samples: Vec<&StorySample> = data.test.iter().take(8).collect();
    let logits = Tape::new().no_grad(|tape| network.logits(tape, &samples, None));
    let words = data.vocabulary.words.len();
    for (sample, row) in samples.iter().zip(logits.as_slice().chunks(words)) {
        let (hops, expected) = by_definition(network, sample);
        let row: Vec<f64> = row.iter().copied().map(f64::from).collect();
        assert_close("logits", &row, &expected, Tolerance { absolute: 1e-4, relative: 1e-4 });
        for (weights, expected) in network.weights(sample).iter().zip(&hops) {
            let weights: Vec<f64> = weights.iter().copied().map(f64::from).collect();
            assert_close(
                "weights",
                &weights,
                expected,
                Tolerance { absolute: 1e-5, relative: 1e-4 },
            );
        }
    }
}

/// What is beside a story in a batch, and how much longer it is, makes no difference to it.
#[test]
fn a_story_is_read_alone() {
    let data = small_data(2);
    let words = data.vocabulary.words.len();
    let rng = &mut ChaCha8Rng::seed_from_u64(3);
    let network = MemoryNetwork::new(words, 10, 3, rng);
    let transformer = StoryTransformer::new(words, 16, 2, rng);
    fn check(model: &impl StoryModel, samples: &[StorySample]) {
        let lengths: HashSet<usize> = samples.iter().map(|it| it.sentences.len()).collect();
        assert!(lengths.len() > 1, "the stories must differ in length");
        let all: Vec<&StorySample> = samples.iter().collect();
        let together = Tape::new().no_grad(|tape| model.logits(tape, &all, None));
        for (sample, row) in all.iter().zip(together.as_slice().chunks(together.shape().last_dim()))
        {
            let alone = Tape::new().no_grad(|tape| model.logits(tape, &[sample], None));
            assert_close(
                "logits",
                row,
                alone.as_slice(),
                Tolerance { absolute: 1e-4, relative: 1e-4 },
            );
        }
    }
    check(&network, &data.test[..8]);
    check(&transformer, &data.test[..8]);
}

#[test]
fn gradients_reach_every_parameter() {
    fn check(model: &impl StoryModel, data: &StoryData) {
        let samples: Vec<&StorySample> = data.train.iter().take(20).collect();
        let answers: Vec<usize> = samples.iter().map(|it| it.answer).collect();
        let mut tape = Tape::new();
        let mut gradients =
            tape.gradients(|tape| model.logits(tape, &samples, None).cross_entropy(&answers));
        let some =
            gradients.iter_mut().filter(|it| it.as_slice().iter().any(|g| *g != 0.0)).count();
        assert_eq!(some, nn::state_dict(model).len());
    }
    let data = small_data(1);
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    check(&MemoryNetwork::new(data.vocabulary.words.len(), 10, 3, rng), &data);
    check(&StoryTransformer::new(data.vocabulary.words.len(), 16, 2, rng), &data);
}

#[test]
fn a_memory_network_learns_where_people_are() {
    let task = StoryTask::new(1, &generate(1, 400, 60, 1), 1);
    let options = StoryTraining { epochs: 20, seed: 1, linear: false };
    let run = task.train(StoryKind::MemoryNetwork, options, &Device::Cpu);
    assert!(run.accuracy > 0.95, "{}", run.accuracy);
    assert!(run.validation > 0.95 && run.epoch <= 20);
    let network = run.network.unwrap();
    assert_eq!(predict(&network, &task.data.test), run.answers);
    let support = hop_support(&network, &task.data.test);
    assert!(support.facts[0][0] > 0.5 && support.all > 0.8, "{support:?}");
}

#[test]
fn the_same_seed_gives_the_same_network() {
    let task = StoryTask::new(6, &generate(6, 40, 10, 1), 1);
    let train = |seed| {
        let run = task.train(
            StoryKind::MemoryNetwork,
            StoryTraining { epochs: 2, seed, linear: false },
            &Device::Cpu,
        );
        run.network.unwrap().embeddings[0].value.as_slice().to_vec()
    };
    assert_eq!(train(1), train(1));
    assert_ne!(train(1), train(2));
}

#[test]
fn a_story_of_ones_own_may_be_written_as_babi_writes_it() {
    let text = "1 Mary got the milk there.\n2 Mary went home.\n3 Where is the milk? \thome\t1 2\n";
    let story = OwnStory::parse(text).unwrap().story;
    assert_eq!(story.statements, ["Mary got the milk there", "Mary went home"]);
    assert_eq!(
        (&story.questions[0].text[..], story.questions[0].context_len),
        ("Where is the milk", 2)
    );
    assert_eq!(OwnStory::parse("Ada is here."), Err(StoryError::NoQuestion));
    assert_eq!(OwnStory::parse(" \n ... "), Err(StoryError::NoQuestion));
    let question = "Who is here".to_owned();
    assert_eq!(OwnStory::parse("Who is here? Ada is."), Err(StoryError::NoStatement { question }));
}

#[test]
fn a_quick_run_judges_both_models_and_answers_ones_own_story() {
    let out = temp_dir();
    let arguments =
        ["--stories", "60", "--epochs", "3", "--transformer-epochs", "1", "--threads", "1"];
    let ended = BABI.run_ok(out.path(), &arguments);
    for line in ["word overlap       100.0", "memory network", "Transformer", "hop 3 reads most"] {
        assert!(ended.stdout.contains(line), "{}", ended.stdout);
    }
    let files = programs::list_dir(out.path());
    for file in ["stories-hops.svg", "stories-distance.svg", "stories-task-6.safetensors"] {
        assert!(files.contains(&file.into()), "{files:?}");
    }
    let story = "Ada ran to the attic. Zoe slept. Where is Ada?";
    let asked = BABI.run_ok(out.path(), &["--ask", story]);
    assert!(
        asked.stdout.contains("never read: zoe, slept.") && asked.stdout.contains("Where is Ada? ")
    );
    assert!(!asked.stdout.contains("now one is"), "{}", asked.stdout);
}

#[test]
fn mistakes_are_told() {
    let out = temp_dir();
    let told = |arguments: &[&str]| BABI.run_err(out.path(), arguments);
    assert!(told(&["--ask", "Where is Ada?"]).contains("nothing is told before \"Where is Ada\""));
    assert!(told(&["--ask", "Ada is here."]).contains("end it with a question"));
    assert!(told(&["--tasks", "3"]).contains("only, not for 3: for the others give --data babi"));
    assert!(told(&["--data", "babi"]).contains("tasks_1-20_v1-2.tar.gz"));
    assert!(told(&["--threads", "0"]).contains("--threads must be at least 1"));
}
