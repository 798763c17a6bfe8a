use super::exercise::*;
use check::guarded;
use std::collections::HashSet;

/// The reader's split.
#[track_caller]
fn split_of(pairs: &[Pair], k: usize) -> Split {
    guarded(|| format!("split with k = {k} of {pairs:?}"), || split(pairs, k))
}

/// That every pair is in one set, and where: whether it is in the test set.
#[track_caller]
fn sets(pairs: &[Pair], k: usize) -> Vec<bool> {
    let Split { train, test } = split_of(pairs, k);
    let about = format!("{} pairs, k = {k}: train {train:?}, test {test:?}", pairs.len());
    for (position, pair) in pairs.iter().enumerate() {
        let count = train.iter().chain(&test).filter(|it| **it == position).count();
        assert!(
            count > 0,
            "{about}: pair {position}, {pair:?}, is in no set; nothing is thrown away"
        );
        assert!(count == 1, "{about}: pair {position}, {pair:?}, is there {count} times");
    }
    assert!(
        train.len() + test.len() == pairs.len(),
        "{about}: there are positions that are none, beyond {}",
        pairs.len() - 1
    );
    assert!(
        train.is_sorted() && test.is_sorted(),
        "{about}: the positions of each set are in ascending order"
    );
    (0..pairs.len()).map(|position| test.contains(&position)).collect()
}

/// That pairs with the same sentence are in the same set.
#[track_caller]
fn check_together(pairs: &[Pair], k: usize, same: fn(&Pair, &Pair) -> bool, slip: &str) {
    let is_test = sets(pairs, k);
    for i in 0..pairs.len() {
        for j in (0..i).filter(|j| same(&pairs[*j], &pairs[i])) {
            let set = |i: usize| if is_test[i] { "test" } else { "train" };
            assert!(
                is_test[i] == is_test[j],
                "k = {k}: pair {j}, {:?}, is in `{}`, and pair {i}, {:?}, in `{}`: {slip}",
                pairs[j],
                set(j),
                pairs[i],
                set(i)
            );
        }
    }
}

/// Whole sets, where the order of the groups says which they are.
#[track_caller]
fn check_sets(pairs: &[Pair], k: usize, test: &[usize], slip: &str) {
    let is_test = sets(pairs, k);
    let found: Vec<usize> = (0..pairs.len()).filter(|position| is_test[*position]).collect();
    assert!(
        found == test,
        "{pairs:?}, k = {k}: the test set is {found:?}, expected {test:?}{slip}"
    );
}

const TRANSLATIONS: [Pair; 9] = [
    ("I'm cold.", "J'ai froid."),
    ("I'm cold.", "Je suis gelé."),
    ("He is late.", "Il est en retard."),
    ("I'm cold.", "Il me fait froid."),
    ("She is here.", "Elle est ici."),
    ("She is here.", "Elle est là."),
    ("We are ready.", "Nous sommes prêts."),
    ("He is late.", "Il a du retard."),
    ("We are ready.", "On est prêts."),
];

/// Spellings of six sentences, all with one translation each.
const SPELLINGS: [Pair; 14] = [
    ("Are you sure?", "Tu es sûr ?"),
    ("are you sure ?", "Tu es sûr ?"),
    ("It's late.", "Il est tard."),
    ("It’s late!", "Il est tard."),
    ("Wait, he is here.", "Attends, il est là."),
    ("Wait… he is here", "Attends, il est là."),
    ("We are 3.", "Nous sommes 3."),
    ("ARE YOU  SURE", "Tu es sûr ?"),
    ("“We are 3”", "Nous sommes 3."),
    ("It's late", "Il est tard."),
    ("Good-bye, Émile.", "Au revoir, Émile."),
    ("GOOD BYE émile!", "Au revoir, Émile."),
    ("Yes/no", "Oui ou non."),
    ("Yes, no…", "Oui ou non."),
];

#[test]
fn translations_of_a_sentence_are_in_one_set() {
    let slip =
        "a translation of this sentence was learnt already; the group depends on the English alone";
    for k in 2..6 {
        check_together(&TRANSLATIONS, k, |a, b| a.0 == b.0, slip);
    }
}

#[test]
fn spellings_of_a_sentence_are_in_one_set() {
    let slip = "these are the same words; what `key` makes of a sentence must not depend on capital \
                letters, punctuation, spaces and the kind of apostrophe";
    for k in 2..6 {
        check_together(&SPELLINGS, k, |a, b| a.1 == b.1, slip);
    }
}

#[test]
fn every_kth_group_is_for_the_test() {
    check_sets(
        &TRANSLATIONS,
        2,
        &[0, 1, 3, 4, 5],
        "; groups are numbered in the order of their first pairs",
    );
    check_sets(
        &TRANSLATIONS,
        3,
        &[0, 1, 3, 6, 8],
        "; groups are numbered in the order of their first pairs",
    );
    check_sets(
        &SPELLINGS,
        2,
        &[0, 1, 4, 5, 7, 10, 11],
        "; groups are numbered in the order of their first pairs",
    );
}

/// Sentences that differ in what must be kept.
#[test]
fn different_sentences_are_different_groups() {
    let pairs = [
        ("You are late.", "Tu es en retard."),
        ("Are you late?", "Es-tu en retard ?"),
        ("We are 3.", "Nous sommes 3."),
        ("We are 5.", "Nous sommes 5."),
        ("I see no one.", "Je ne vois personne."),
        ("I see noone.", "Je vois Noone."),
        ("We're ill.", "Nous sommes malades."),
        ("Were ill.", "Étaient malades."),
        ("I saw Zoë.", "J'ai vu Zoë."),
        ("I saw Zoé.", "J'ai vu Zoé."),
        ("It is a well-known man.", "C'est un homme connu."),
        ("It is a wellknown man.", "C'est un homme connu."),
    ];
    let is_test = sets(&pairs, 2);
    for (position, pair) in pairs.iter().enumerate() {
        let expected = position % 2 == 0;
        assert!(
            is_test[position] == expected,
            "k = 2, different sentences alone: pair {position}, {pair:?}, is in the wrong set; are two \
             sentences taken for the same that differ in a word, in the order of the words, in a digit, or in an accent?"
        );
    }
}

#[test]
fn every_pair_is_in_one_set() {
    for k in 1..12 {
        sets(&TRANSLATIONS, k);
        sets(&SPELLINGS, k);
    }
    sets(&[], 3);
}

#[test]
fn one_in_k_sentences_is_for_the_test() {
    let sentences: Vec<String> = (0..60).map(|i| format!("This is sentence {i}.")).collect();
    let pairs: Vec<Pair> = sentences.iter().map(|english| (&english[..], "Une phrase.")).collect();
    for k in [1, 2, 7, 10] {
        let expected: Vec<usize> = (0..60).step_by(k).collect();
        let slip = "; these sentences are all different, even if their translations are not";
        let is_test = sets(&pairs, k);
        let found: Vec<usize> = (0..60).filter(|position| is_test[*position]).collect();
        assert!(
            found == expected,
            "60 sentences, k = {k}: the test set is {found:?}, expected \
             {expected:?}{slip}"
        );
    }
}

#[test]
fn a_split_is_the_same_every_time() {
    let sentences: Vec<String> = (0..40).map(|i| format!("This is sentence {}.", i % 20)).collect();
    let pairs: Vec<Pair> = sentences.iter().map(|english| (&english[..], "Une phrase.")).collect();
    let splits: Vec<Split> = (0..8).map(|_| split_of(&pairs, 3)).collect();
    let different: HashSet<String> = splits.iter().map(|split| format!("{split:?}")).collect();
    assert!(
        different.len() == 1,
        "the same pairs are split in {} ways when asked eight times; a HashMap gives its entries in \
         another order each time",
        different.len()
    );
}
