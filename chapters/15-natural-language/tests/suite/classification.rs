//! Text classification and sentiment.

use std::collections::HashSet;

use autograd::Tape;
use ch15::classification::reviews::{Form, Pairs, reviews};
use ch15::classification::{
    Batch, CountsClassifier, Kind, PLAYS, SoftmaxRegression, TextClassifier, TrainOptions, deal,
    hide_names, names, prepare, scene_starts, speeches, tokens, train,
};
use data::LabelledText;
use programs::Program;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use tensor::Device;
use text::SparseRow;

const BAG: Program = Program::new("bag");
const SPEECHES: Program = Program::new("classify_speeches");
const SENTIMENT: Program = Program::new("sentiment");

fn shakespeare() -> String {
    let data::TextSplit { train, validation, .. } = data::tiny_shakespeare();
    train + &validation
}

fn sample(text: &str, label: usize) -> LabelledText {
    LabelledText { text: text.into(), label }
}

#[test]
fn every_play_has_its_own_people() {
    let speeches = speeches(&shakespeare());
    let counts = (0..PLAYS.len()).map(|play| speeches.iter().filter(|it| it.play == play).count());
    assert_eq!(counts.collect::<Vec<_>>(), [1100, 1070, 551, 827, 786, 735, 872, 877]);
    for (name, play) in [("ROMEO", 3), ("PETRUCHIO", 7), ("LEONTES", 5), ("KING RICHARD II", 2)] {
        let plays: HashSet<usize> =
            speeches.iter().filter(|it| it.speaker == name).map(|it| it.play).collect();
        assert_eq!(plays, [play].into(), "{name}");
    }
}

#[test]
fn a_play_has_some_twenty_scenes() {
    let speeches = speeches(&shakespeare());
    for (play, (title, _)) in PLAYS.iter().enumerate() {
        let last = speeches.iter().rfind(|it| it.play == play).unwrap().scene;
        assert!((15..30).contains(&(last + 1)), "{title}: {} scenes", last + 1);
    }
}

#[test]
fn scenes_end_where_all_speakers_change() {
    assert_eq!(scene_starts("aaaaabbbbb".split("").filter(|it| !it.is_empty())), [0, 5]);
    assert_eq!(scene_starts("aaaaabbbba".split("").filter(|it| !it.is_empty())), [0]);
    assert_eq!(scene_starts([]), [0]);
    assert!(deal(&[]).is_empty());
}

#[test]
fn names_have_a_capital_within_a_line() {
    let names = names(["Good Romeo, and I, speak.\nGood night, Romeo's love."]);
    assert_eq!(names, ["romeo".to_owned()].into());
    assert_eq!(hide_names(&prepare("Romeo's gone, Romeo."), &names), "NAME gone , NAME .");
}

/// The gradient by hand against differences, in f64.
#[test]
fn the_gradient_of_the_regression_is_its_slope() {
    let rows = [
        SparseRow { indices: vec![0, 2], values: vec![0.6, 0.8] },
        SparseRow { indices: vec![1], values: vec![1.0] },
        SparseRow { indices: vec![], values: vec![] },
    ];
    let labels = [2, 0, 1];
    let mut model = SoftmaxRegression::zeros(3, 3);
    for (i, w) in model.weights.iter_mut().enumerate() {
        *w = (i as f64).sin();
    }
    model.biases = vec![0.3, -0.2, 0.1];
    let (_, gradient) = model.gradient(&rows, &labels, 0.1);
    let h = 1e-6;
    for i in 0..12 {
        let loss_at = |step: f64| {
            let mut moved = model.clone();
            let parameters = moved.weights.iter_mut().chain(&mut moved.biases);
            *parameters.collect::<Vec<_>>()[i] += step;
            moved.gradient(&rows, &labels, 0.1).0
        };
        let slope = (loss_at(h) - loss_at(-h)) / (2.0 * h);
        let g = *gradient.weights.iter().chain(&gradient.biases).nth(i).unwrap();
        assert!((g - slope).abs() < 1e-8, "parameter {i}: {g} and {slope}");
    }
}

/// The probabilities of scikit-learn 1.9.1's `LogisticRegression(C=5, tol=1e-14)`, fitted to the same rows.
/// Its C is 1/(λ·n).
#[test]
fn the_regression_is_scikit_learns() {
    let row = |x: [f64; 2]| SparseRow { indices: vec![0, 1], values: x.to_vec() };
    let rows = [[1.0, 0.0], [0.6, 0.8], [0.0, 1.0], [0.8, 0.6], [0.6, 0.8]].map(row);
    let model = SoftmaxRegression::zeros(2, 3).fit(&rows, &[1, 0, 2, 1, 2], 1.0 / (5.0 * 5.0));
    let expected = [
        [0.103_922_448_9, 0.815_805_148_6, 0.080_272_402_5],
        [0.174_891_949_9, 0.081_345_290_3, 0.743_762_759_8],
        [0.218_852_829_0, 0.145_983_575_2, 0.635_163_595_7],
    ];
    for (x, expected) in [[1.0, 0.0], [0.0, 1.0], [0.28, 0.96]].into_iter().zip(expected) {
        let found = model.probabilities(&row(x));
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-3, "{found} and {expected}");
        }
    }
}

/// The same words in another order are the same bag.
#[test]
fn a_bag_does_not_see_the_order() {
    let train = [
        sample("not good but bad", 0),
        sample("not bad but good", 1),
        sample("very good", 1),
        sample("very bad", 0),
    ];
    let bag = CountsClassifier::fit(&train, &train, 2, 1);
    let [a, b] = ["not good but bad", "not bad but good"].map(|text| bag.probabilities(text));
    assert_eq!(a, b);
    let pairs = CountsClassifier::fit(&train, &train, 2, 2);
    assert_eq!(train.each_ref().map(|it| pairs.predict(&it.text)), [0, 1, 1, 0]);
    assert_eq!(bag.probabilities("zebra").len(), 2);
}

#[test]
fn no_review_is_in_two_parts() {
    let data = reviews(1);
    let mut seen = HashSet::new();
    let new = data.groups.iter().skip(Form::LEARNT.len()).flat_map(|(_, it)| it);
    let corpus = &data.corpus;
    let all = corpus.train.iter().chain(&corpus.validation).chain(&corpus.test).chain(new);
    for review in all {
        assert!(seen.insert(review.text.clone()), "twice: {}", review.text);
    }
    for (name, reviews) in &data.groups {
        let positive = reviews.iter().filter(|review| review.label == 1).count();
        assert_eq!(2 * positive, reviews.len(), "{name}");
    }
}

/// What the test is to find out: are pairs that were never learnt from understood?
#[test]
fn new_pairs_are_new_and_their_words_are_not() {
    let data = reviews(2);
    let texts = |reviews: &[LabelledText]| -> Vec<Vec<String>> {
        reviews.iter().map(|it| tokens(&it.text).map(String::from).collect()).collect()
    };
    // A negation and the adjective after it, with a degree between them or not.
    let pairs = |reviews: &[LabelledText]| -> HashSet<(String, String)> {
        let degrees = ["very", "really", "quite", "truly", "rather"];
        let of_text = |text: &Vec<String>| {
            let at = text.iter().position(|it| ["not", "hardly", "never"].contains(&&it[..]))?;
            let mut after = text[at + 1..].iter().filter(|it| !degrees.contains(&&it[..]));
            Some((text[at].clone(), after.next()?.clone()))
        };
        texts(reviews).iter().filter_map(of_text).collect()
    };
    let (_, new) = data.groups.iter().find(|(name, _)| name == "new pairs").unwrap();
    assert!(pairs(new).is_disjoint(&pairs(&data.corpus.train)));
    let known: HashSet<String> = texts(&data.corpus.train).concat().into_iter().collect();
    for (_, reviews) in &data.groups {
        for word in texts(reviews).concat() {
            assert!(known.contains(&word), "{word} is in no training review");
        }
    }
}

#[test]
fn a_form_says_what_its_label_says() {
    let rng = &mut ChaCha8Rng::seed_from_u64(3);
    let good = ["good", "clever", "charming", "moving", "gripping", "funny", "fresh", "warm"];
    let speaks_well = |text: &str| tokens(text).any(|token| good.contains(&token));
    for _ in 0..200 {
        let plain = Form::Plain.write(0, Pairs::Learnt, rng);
        let twice = Form::Twice.write(0, Pairs::Learnt, rng);
        let negated = Form::Negated.write(1, Pairs::New, rng);
        for text in [&plain, &twice, &negated] {
            assert!(!speaks_well(text), "{text}");
        }
    }
}

/// Padding is never read: a text's logits do not depend on what else is in its batch.
#[test]
fn longer_texts_beside_it_do_not_change_a_prediction() {
    for kind in Kind::ALL {
        let model = TextClassifier::new(kind, 9, 3, &mut ChaCha8Rng::seed_from_u64(1));
        let logits = |texts: &[&[usize]]| {
            let batch = Batch::new(texts, &Device::Cpu);
            Tape::new().no_grad(|tape| model.forward(tape, &batch))
        };
        let long = [4, 5, 6, 7, 8, 4, 5, 6, 7];
        let (alone, beside) = (logits(&[&[5, 4]]), logits(&[&[5, 4], &long]));
        for (alone, beside) in alone.as_slice().iter().zip(beside.as_slice()) {
            assert!((alone - beside).abs() < 1e-5, "{kind:?}: {alone} and {beside}");
        }
        // And the padding's own vector has no part in it.
        let changed = logits(&[&[5, 8]]);
        assert!(alone.as_slice() != changed.as_slice(), "{kind:?}");
    }
}

#[test]
fn networks_learn_an_order_and_give_the_same_twice() {
    let texts: Vec<LabelledText> = (0..64)
        .map(|i| {
            let filler = ["x ", "x x ", "", "y "][i / 2 % 4];
            if i % 2 == 0 {
                sample(&format!("{filler}a b"), 0)
            } else {
                sample(&format!("{filler}b a"), 1)
            }
        })
        .collect();
    let options = TrainOptions { epochs: 30, seed: 1, min_count: 1, device: Device::Cpu };
    for kind in Kind::ALL {
        let network = train(kind, &texts, &texts, 2, &options);
        let predictions = network.predict(texts.iter().map(|it| &it.text[..]));
        let right = predictions.iter().zip(&texts).filter(|(it, text)| **it == text.label).count();
        assert!(right >= 60, "{kind:?}: {right} of 64");
    }
    let logits = || train(Kind::Convolutional, &texts, &texts, 2, &options).logits(["a b"]);
    assert_eq!(logits(), logits());
}

#[test]
fn a_bag_of_words_knows_nothing_of_four_sentences() {
    let ended = BAG.run_in_temp_dir(&[]);
    // Which of two sentences is better, a sum of words says the same with a "not" and without.
    let p = |name: &str| ended.number(name);
    assert!(p("p_words_good") > 0.5 && p("p_words_not_good") > 0.5, "{}", ended.stdout);
    assert!(p("p_words_bad") < 0.5 && p("p_words_not_bad") < 0.5, "{}", ended.stdout);
    assert!(p("p_pairs_good") > 0.9 && p("p_pairs_not_good") < 0.1, "{}", ended.stdout);
    assert_eq!(ended.number("idf_the"), 1.0);
    assert!((ended.number("idf_good") - ((5.0 / 3.0f64).ln() + 1.0)).abs() < 1e-12);
    assert!(ended.out.path().join("bag-opposites.svg").is_file());
}

#[test]
fn speeches_are_classified_better_than_by_chance() {
    let ended = SPEECHES.run_in_temp_dir(&["--quick", "--epochs", "1"]);
    let [words, majority] = ["words_accuracy", "majority_accuracy"].map(|it| ended.number(it));
    assert!(words > majority + 0.1, "{}", ended.stdout);
    assert!(ended.number("words_nameless_accuracy") > 0.0, "{}", ended.stdout);
    for figure in ["speeches-words.svg", "speeches-confusion.svg"] {
        assert!(ended.out.path().join(figure).is_file(), "{figure}");
    }
}

#[test]
fn sentiment_trains_and_judges_a_review() {
    let ended = SENTIMENT.run_in_temp_dir(&["--quick", "--epochs", "12", "--seeds", "1"]);
    // A bag of words knows what is said plainly, and not what "would have been".
    let [plain, would] =
        ["group0_words_accuracy", "group4_words_accuracy"].map(|it| ended.number(it));
    assert!(plain > 0.65 && would < 0.35, "{}", ended.stdout);
    assert!(ended.number("group2_cnn_accuracy") > 0.7, "{}", ended.stdout);
    let out = ended.out.path();
    let judged = SENTIMENT.run_ok(out, &["--review", "The zebra is good, a zebra."]);
    assert!(judged.stdout.contains("never seen: zebra\n"), "{}", judged.stdout);
    for name in ["CNN", "LSTM", "Transformer"] {
        assert!(judged.stdout.contains(name), "{}", judged.stdout);
    }
    assert!(SENTIMENT.run_err(out, &["--review", " "]).contains("no word"));
    assert!(SENTIMENT.run_err(out, &["--review", &"good ".repeat(513)]).contains("at most 512"));
}

#[test]
fn mistakes_are_told() {
    let out = programs::temp_dir();
    assert!(SENTIMENT.run_err(out.path(), &["--review", "good"]).contains("train first"));
    assert!(SENTIMENT.run_err(out.path(), &["--data", "sst2"]).contains("GRADUS_DATA"));
    assert!(SENTIMENT.run_err(out.path(), &["--data", "rt-polarity"]).contains("GRADUS_DATA"));
    assert!(SPEECHES.run_err(out.path(), &["--threads", "0"]).contains("--threads"));
}
