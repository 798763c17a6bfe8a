use super::exercise::*;
use check::guarded;
use std::collections::BTreeMap;
use std::panic::catch_unwind;

type Pair = (String, String);

/// Merges as they are written here: `e+s es+t`.
fn pairs(text: &str) -> Vec<Pair> {
    let pair = |it: &str| it.split_once('+').map(|(a, b)| (a.to_string(), b.to_string()));
    text.split_whitespace().filter_map(pair).collect()
}

/// Words and their counts, the merges of the library `tokenizers` 0.23, and how it encodes other words.
struct Case {
    words: &'static [(&'static str, usize)],
    merges: &'static str,
    encoded: &'static [(&'static str, &'static str)],
}

const LOWEST: Case = Case {
    words: &[("low", 5), ("lower", 2), ("newest", 6), ("widest", 3)],
    merges: "e+s es+t l+o lo+w e+w n+ew new+est d+est i+dest w+idest e+r low+er",
    encoded: &[
        ("lowest", "low est"),
        ("newer", "new er"),
        ("wider", "w i d er"),
        ("slow", "s low"),
        ("west", "w est"),
        ("renew", "r e new"),
        ("low", "low"),
    ],
};

const BANANA: Case = Case {
    words: &[("banana", 4), ("bandana", 2), ("anna", 3), ("nana", 1)],
    merges: "a+n an+a b+an ban+ana n+a an+na d+ana ban+dana n+ana",
    encoded: &[("ananas", "an ana s"), ("banner", "ban n e r"), ("nanna", "n anna")],
};

const CHANSON: Case = Case {
    words: &[("chanson", 2), ("chansons", 3), ("chante", 4), ("chantons", 1), ("sonne", 2)],
    merges: "a+n c+h ch+an o+n s+on chan+t chan+son chant+e chanson+s n+e son+ne on+s chant+ons",
    encoded: &[("chantes", "chante s"), ("enchante", "e n chante"), ("sons", "son s")],
};

const REPEATED: Case = Case {
    words: &[("aaa", 3), ("aaaa", 1), ("baab", 2)],
    merges: "a+a aa+a b+aa baa+b aa+aa",
    encoded: &[("aaaaa", "aa aaa"), ("baaab", "b aaa b")],
};

const ACCENTS: Case = Case {
    words: &[("été", 3), ("étés", 2), ("tête", 4)],
    merges: "t+é é+té t+e t+ê tê+te été+s",
    encoded: &[("tétées", "té té e s"), ("ôté", "ô té")],
};

fn tokens_with<'a>(word: &str, merges: impl IntoIterator<Item = &'a Pair>) -> Vec<String> {
    let mut tokens: Vec<String> = word.chars().map(String::from).collect();
    for (a, b) in merges {
        let mut i = 0;
        while i + 1 < tokens.len() {
            if tokens[i] == *a && tokens[i + 1] == *b {
                tokens[i] += b;
                tokens.remove(i + 1);
            }
            i += 1;
        }
    }
    tokens
}

/// How often each pair occurs once these merges are made: each word by its count, or once.
fn counts(words: &[(&str, usize)], merges: &[Pair], by_count: bool) -> BTreeMap<Pair, usize> {
    let mut counts = BTreeMap::new();
    for (word, count) in words {
        for pair in tokens_with(word, merges).windows(2) {
            let pair = (pair[0].clone(), pair[1].clone());
            *counts.entry(pair).or_default() += if by_count { *count } else { 1 };
        }
    }
    counts
}

fn written(pairs: &[Pair]) -> String {
    pairs.iter().map(|(a, b)| format!("({a}, {b})")).collect::<Vec<_>>().join(" ")
}

/// What is wrong with the first merge that differs.
fn slip(words: &[(&str, usize)], before: &[Pair], found: &Pair, expected: &Pair) -> String {
    let all = counts(words, before, true);
    let Some(count) = all.get(found) else {
        let across = words.iter().any(|(word, _)| word.ends_with(&found.0))
            && words.iter().any(|(word, _)| word.starts_with(&found.1));
        let note = if across { "; does a pair reach from one word into the next?" } else { "" };
        return format!("no word has this pair then{note}");
    };
    let most = all[expected];
    if *count == most {
        return format!(
            "both occur {most} times; of equally frequent pairs the one with the smaller numbers is merged, \
             and characters come before what merges make"
        );
    }
    let once = counts(words, before, false);
    let note = if once[found] == once.values().copied().max().unwrap_or(0) {
        "; a pair counts as often as its word does"
    } else if expected.0 == expected.1 {
        "; in aaa the pair (a, a) occurs twice"
    } else {
        ""
    };
    format!("it occurs {count} times, the other {most} times{note}")
}

#[track_caller]
fn check_learn(case: &Case, limit: usize) {
    let Case { words, merges, .. } = case;
    let mut expected = pairs(merges);
    expected.truncate(limit);
    let found = guarded(|| format!("{limit} merges of {words:?}"), || learn(words, limit));
    let same =
        found.iter().zip(&expected).take_while(|(found, expected)| found == expected).count();
    let about = match same {
        0 => format!("{limit} merges of {words:?}: first"),
        _ => format!("{limit} merges of {words:?}: after {}", written(&expected[..same])),
    };
    match (found.get(same), expected.get(same)) {
        (Some(pair), Some(right)) => panic!(
            "{about} comes {}, expected {}: {}",
            written(std::slice::from_ref(pair)),
            written(std::slice::from_ref(right)),
            slip(words, &expected[..same], pair, right)
        ),
        (Some(pair), None) => {
            panic!("{about} there is one merge too many, {}", written(std::slice::from_ref(pair)))
        }
        (None, Some(right)) => panic!(
            "{about} learning ends, expected {}; it goes on as long as a word has two tokens",
            written(std::slice::from_ref(right))
        ),
        (None, None) => {}
    }
}

/// The longest token first, from left to right.
fn longest_first(word: &str, merges: &[Pair]) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let known = merges.iter().map(|(a, b)| format!("{a}{b}"));
        let longest = known.filter(|token| rest.starts_with(token)).max_by_key(String::len);
        tokens.push(longest.unwrap_or_else(|| first.to_string()));
        rest = &rest[tokens[tokens.len() - 1].len()..];
    }
    tokens
}

/// The first pair of the word that can be merged, whatever its rank.
fn leftmost_first(word: &str, merges: &[Pair]) -> Vec<String> {
    let mut tokens: Vec<String> = word.chars().map(String::from).collect();
    let is_pair = |tokens: &[String], i: &usize| {
        merges.iter().any(|(a, b)| tokens[*i] == *a && tokens[*i + 1] == *b)
    };
    while let Some(i) = (0..tokens.len().saturating_sub(1)).find(|i| is_pair(&tokens, i)) {
        let second = tokens.remove(i + 1);
        tokens[i] += &second;
    }
    tokens
}

/// Each merge is made once, where it is first possible.
fn once_each(word: &str, merges: &[Pair]) -> Vec<String> {
    let mut tokens: Vec<String> = word.chars().map(String::from).collect();
    for (a, b) in merges {
        if let Some(i) = tokens.windows(2).position(|pair| pair[0] == *a && pair[1] == *b) {
            tokens.remove(i + 1);
            tokens[i] += b;
        }
    }
    tokens
}

/// Other ways to encode.
type Encode = fn(&str, &[Pair]) -> Vec<String>;

/// Each with what is wrong about it.
const ENCODE_SLIPS: [(Encode, &str); 5] = [
    (
        |word, merges| tokens_with(word, merges),
        "a merge can make an earlier one possible: look through the list from its beginning each time",
    ),
    (
        longest_first,
        "the longest token is taken; the merge that was learnt first should be made first",
    ),
    (
        leftmost_first,
        "the first pair of the word is merged; the one that was learnt first should be",
    ),
    (
        |word, merges| tokens_with(word, merges.iter().rev()),
        "the merge that was learnt last is made first",
    ),
    (once_each, "a pair is merged once in a word; it is merged wherever it occurs"),
];

/// Whether the reader's `encode` gives what this slip does for other words too: one word alone may come
/// out equal in several ways.
fn is_always(slip: Encode) -> bool {
    let all = [&LOWEST, &BANANA, &CHANSON, &REPEATED, &ACCENTS];
    let words =
        all.iter().flat_map(|case| case.encoded.iter().map(|(word, _)| (*word, case.merges)));
    words.chain([("abcd", "c+d b+c a+bc b+cd a+b"), ("abab", "b+a a+b")]).all(|(word, merges)| {
        let merges = pairs(merges);
        catch_unwind(|| encode(word, &merges)).is_ok_and(|found| found == slip(word, &merges))
    })
}

#[track_caller]
fn check_encode(word: &str, merges: &str, expected: &str) {
    let merges = pairs(merges);
    let about = || format!("{word:?} with the merges {}", written(&merges));
    let found = guarded(about, || encode(word, &merges));
    let expected: Vec<String> = expected.split_whitespace().map(String::from).collect();
    if found == expected {
        return;
    }
    let is = |slip: Encode| slip(word, &merges) == found && is_always(slip);
    let slip = match ENCODE_SLIPS.iter().find(|(slip, _)| is(*slip)) {
        _ if found.concat() != word => ": the tokens together must be the word".into(),
        Some((_, slip)) => format!(": {slip}"),
        None => String::new(),
    };
    panic!("{}: the tokens are {found:?}, expected {expected:?}{slip}", about());
}

#[track_caller]
fn check_all(case: &Case) {
    for limit in [1, 2, 3, 5, 100] {
        check_learn(case, limit);
    }
    for (word, tokens) in case.encoded {
        check_encode(word, case.merges, tokens);
    }
}

#[test]
fn agrees_with_paper() {
    check_learn(&LOWEST, 5);
    check_encode("lowest", "e+s es+t l+o lo+w e+w", "low est");
}

#[test]
fn merges_and_tokens_are_those_of_tokenizers() {
    check_all(&LOWEST);
    check_all(&CHANSON);
    check_all(&BANANA);
}

#[test]
fn a_pair_may_overlap_itself() {
    let often = Case { words: &[("aaa", 2), ("bc", 3)], merges: "a+a b+c aa+a", encoded: &[] };
    check_all(&often);
    check_all(&REPEATED);
}

#[test]
fn a_character_is_not_a_byte() {
    check_all(&ACCENTS);
}

#[test]
fn learning_ends_when_nothing_is_left_to_merge() {
    check_learn(&Case { words: &[("abab", 1)], merges: "a+b ab+ab", encoded: &[] }, 10);
    check_learn(&Case { words: &[("a", 3), ("b", 1)], merges: "", encoded: &[] }, 10);
    check_learn(&Case { words: &[], merges: "", encoded: &[] }, 10);
    check_learn(&LOWEST, 0);
}

#[test]
fn the_merge_learnt_first_is_made_first() {
    check_encode("abcd", "c+d b+c a+bc b+cd a+b", "a bcd");
    check_encode("abc", "b+c a+b", "a bc");
    check_encode("abcd", "b+c a+b ab+c", "a bc d");
    check_encode("", "b+c a+b", "");
    check_encode("abc", "", "a b c");
}

/// As `tokenizers` does it: `a+bc`, the last, makes `abc`, of which `abc+d`, an earlier one, is waiting.
#[test]
fn a_merge_can_make_an_earlier_one_possible() {
    check_encode("abcd", "b+c a+b ab+c abc+d a+bc", "abcd");
}
