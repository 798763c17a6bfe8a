//! The surnames' languages.

use ch13::surnames::{Alphabet, Bigrams, Evaluation, NameClassifier, class_weights};
use data::surnames::Surname;
use programs::Program;
use rand::{SeedableRng, rngs::ChaCha8Rng};

const SURNAMES: Program = Program::new("surnames");

fn samples(names: &[(&str, usize)]) -> Vec<Surname> {
    let sample = |(name, language): &(&str, usize)| Surname {
        name: (*name).into(),
        language: *language,
        count: 1,
    };
    names.iter().map(sample).collect()
}

#[test]
fn letters_keep_their_accents_and_rare_ones_are_unknown() {
    let alphabet = Alphabet::of(["ana", "né", "éa"]);
    assert_eq!(alphabet.len(), 4, "unknown, a, n, é");
    assert_eq!(alphabet.indices("aéne"), [1, 3, 2, 0]);
}

#[test]
fn a_batch_is_as_wide_as_its_longest_name() {
    let alphabet = Alphabet::of(["ab", "ab"]);
    let batch = alphabet.batch(&samples(&[("b", 2), ("aba", 0)]));
    assert_eq!((batch.steps, &batch.lengths[..]), (3, &[1, 3][..]));
    assert_eq!(batch.letters, [2, 0, 0, 1, 2, 1]);
    assert_eq!(batch.languages, [2, 0]);
}

/// Padding is never read: a name's logits do not depend on what else is in its batch.
#[test]
fn longer_names_beside_it_do_not_change_a_prediction() {
    let alphabet = Alphabet::of(["abcdefgh", "abcdefgh"]);
    let model = NameClassifier::new(alphabet.len(), 3, &mut ChaCha8Rng::seed_from_u64(1));
    let logits = |names: &[(&str, usize)]| {
        let batch = alphabet.batch(&samples(names));
        autograd::Tape::new().no_grad(|tape| model.forward(tape, &batch))
    };
    let (alone, beside) = (logits(&[("cab", 0)]), logits(&[("cab", 0), ("abcdefgh", 0)]));
    for (alone, beside) in alone.as_slice().iter().zip(beside.as_slice()) {
        assert!((alone - beside).abs() < 1e-6, "{alone} and {beside}");
    }
}

#[test]
fn bigrams_know_which_letters_follow_which() {
    let train = samples(&[("aaa", 0), ("aab", 0), ("aaa", 0), ("bbb", 1)]);
    let bigrams = Bigrams::fit(&train, 2);
    assert_eq!((bigrams.predict("aa", true), bigrams.predict("bb", true)), (0, 1));
    // Of a name without letters only the priors know.
    assert_eq!(bigrams.predict("", true), 0);
}

#[test]
fn recalls_count_each_class_by_itself() {
    let pairs = [(0, 0), (0, 0), (0, 1), (0, 0), (1, 0), (1, 1), (2, 1)];
    let evaluation = Evaluation::of(pairs, 3);
    assert_eq!(evaluation.confusion, [[3, 1, 0], [1, 1, 0], [0, 1, 0]]);
    assert_eq!([0, 1, 2].map(|class| evaluation.recall(class)), [0.75, 0.5, 0.0]);
    assert_eq!(evaluation.accuracy(), 4.0 / 7.0);
    assert_eq!(evaluation.balanced_accuracy(), 1.25 / 3.0);
}

#[test]
fn weighted_classes_have_equal_parts() {
    let weights = class_weights([0, 1, 1, 2, 2, 2, 2], 3, 1.0);
    for (weight, count) in weights.iter().zip([1.0, 2.0, 4.0]) {
        assert!((weight * count - 7.0 / 3.0).abs() < 1e-6, "{weights:?}");
    }
}

#[test]
fn a_quick_run_beats_always_russian() {
    let ended = SURNAMES.run_in_temp_dir(&["--epochs", "1", "--name", "Zuñiga"]);
    assert!((ended.number("always_russian_accuracy") - 1861.0 / 3586.0).abs() < 1e-12);
    assert!((ended.number("always_russian_balanced_accuracy") - 1.0 / 18.0).abs() < 1e-12);
    assert!(ended.number("bigrams_accuracy") > 0.8, "{}", ended.stdout);
    assert!(ended.number("gru_accuracy") > 0.65, "{}", ended.stdout);
    assert!(
        ended.number("gru_class_weights_balanced_accuracy") > 0.3,
        "rare languages count: {}",
        ended.stdout
    );
    assert!(ended.stdout.contains("Zuñiga"), "{}", ended.stdout);
    assert!(ended.out.path().join("confusion.svg").is_file());
}
