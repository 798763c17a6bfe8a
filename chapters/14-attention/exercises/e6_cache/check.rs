use super::exercise::*;
use check::{Tolerance, assert_or_name_slip, compare, guarded, small_integers};
use nalgebra::{DMatrix, RowDVector};

/// Quarters between −5/4 and 5/4, row after row.
fn quarters(rows: usize, columns: usize, salt: usize) -> DMatrix<f64> {
    DMatrix::from_row_slice(rows, columns, &small_integers(rows * columns, salt)) / 4.0
}

/// A decoder of `d` features.
fn decoder(d: usize) -> Decoder {
    let [wq, wk, wv] = [1, 4, 8].map(|salt| quarters(d, d, salt));
    Decoder { wq, wk, wv, positions: quarters(40, d, 5) }
}

/// A text of so many tokens.
fn text(tokens: usize, d: usize, salt: usize) -> DMatrix<f64> {
    quarters(tokens, d, salt)
}

/// Where a token stands in its sequence, and where its piece begins and ends.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    begin: usize,
    end: usize,
}

/// What may be wrong: which position a token gets, and where the keys that it reads end.
#[derive(Clone, Copy)]
struct Rules {
    position: fn(Place) -> usize,
    end: fn(Place) -> usize,
}

const RIGHT: Rules = Rules { position: |it| it.at, end: |it| it.at + 1 };

const RESTARTED: &str = "a later piece has the same positions as a first one";
const BEFORE_FORGOTTEN: &str = "token i of a later piece reads i + 1 keys, as in a first piece";

const SLIPS: [(Rules, &str); 8] = [
    (Rules { position: |it| it.at - it.begin, ..RIGHT }, RESTARTED),
    (
        Rules { position: |it| it.at + it.at - it.begin, ..RIGHT },
        "tokens of this piece are counted twice in the position (does the cache have them already?)",
    ),
    (
        Rules { position: |it| it.at + 1, ..RIGHT },
        "positions are counted from 1: the first one is 0",
    ),
    (
        Rules { position: |it| it.begin, ..RIGHT },
        "all tokens of a piece have the position of its first",
    ),
    (Rules { end: |it| it.at - it.begin + 1, ..RIGHT }, BEFORE_FORGOTTEN),
    (
        Rules { end: |it| it.end, ..RIGHT },
        "a token reads tokens of its piece that come after it: it may not know them",
    ),
    (
        Rules { end: |it| it.at, ..RIGHT },
        "a token does not read itself: its own key and value count",
    ),
    (
        Rules { end: |it| it.begin, ..RIGHT },
        "a token reads earlier pieces alone: it also reads its own piece, up to itself",
    ),
];

/// What a sequence in pieces gives by these rules: keys, values and outputs, `tokens × d` each.
struct Expected {
    keys: DMatrix<f64>,
    values: DMatrix<f64>,
    outputs: DMatrix<f64>,
}

impl Rules {
    fn apply(self, decoder: &Decoder, x: &DMatrix<f64>, pieces: &[usize]) -> Expected {
        let mut begin = 0;
        let mut places = Vec::new();
        for piece in pieces {
            let end = begin + piece;
            places.extend((begin..end).map(|at| Place { at, begin, end }));
            begin = end;
        }
        let rows =
            places.iter().map(|it| x.row(it.at) + decoder.positions.row((self.position)(*it)));
        let tokens = DMatrix::from_rows(&rows.collect::<Vec<RowDVector<f64>>>());
        let [q, keys, values] =
            [&decoder.wq, &decoder.wk, &decoder.wv].map(|weights| &tokens * weights);
        let outputs = places.iter().map(|it| {
            let end = (self.end)(*it);
            let scores = q.row(it.at) * keys.rows(0, end).transpose() / (x.ncols() as f64).sqrt();
            let exps = scores.map(f64::exp);
            &exps * values.rows(0, end) / exps.sum()
        });
        let outputs = DMatrix::from_rows(&outputs.collect::<Vec<RowDVector<f64>>>());
        Expected { keys, values, outputs }
    }
}

/// The tokens of a sequence, one for each row.
fn rows(x: &[RowDVector<f64>], d: usize) -> DMatrix<f64> {
    if x.is_empty() { DMatrix::zeros(0, d) } else { DMatrix::from_rows(x) }
}

/// Feeds sequences in pieces to the reader's decoder: the cache, and the outputs of all pieces together.
/// Each sequence has as many pieces as the others.
#[track_caller]
fn feed(decoder: &Decoder, x: &[DMatrix<f64>], pieces: &[&[usize]]) -> (Cache, Vec<DMatrix<f64>>) {
    let mut cache = Cache::new(x.len());
    let mut outputs = vec![Vec::new(); x.len()];
    for piece in 0..pieces[0].len() {
        let next = x.iter().zip(pieces).map(|(x, pieces)| {
            let begin = pieces[..piece].iter().sum();
            x.rows(begin, pieces[piece]).into_owned()
        });
        let next: Vec<DMatrix<f64>> = next.collect();
        let given = || format!("`feed` of piece {piece}, sequences in pieces of {pieces:?}");
        let found = guarded(given, || decoder.feed(&mut cache, &next));
        let [shapes, wanted] =
            [&found, &next].map(|x| x.iter().map(DMatrix::shape).collect::<Vec<_>>());
        assert!(shapes == wanted, "{}: the outputs are {shapes:?}, expected {wanted:?}", given());
        for (outputs, found) in outputs.iter_mut().zip(found) {
            outputs.extend(found.row_iter().map(|row| row.into_owned()));
        }
    }
    (cache, outputs.iter().map(|outputs| rows(outputs, decoder.wq.nrows())).collect())
}

/// Compares matrices, and has the slip named by what else they may be.
#[track_caller]
fn assert_rows<'a>(
    name: &str,
    found: &DMatrix<f64>,
    expected: &DMatrix<f64>,
    slips: impl IntoIterator<Item = (DMatrix<f64>, &'a str)>,
) {
    let shape = [expected.nrows(), expected.ncols()];
    assert!(
        found.nrows() == shape[0],
        "{name}: there are {} rows, expected one for each of {} tokens",
        found.nrows(),
        shape[0]
    );
    let [rows, expected] = [found.transpose(), expected.transpose()];
    let (tolerance, name) = (Tolerance::F64_GOLDEN, format!("{name}, entry [token, feature]"));
    let result = compare(&name, &shape, rows.as_slice(), expected.as_slice(), tolerance);
    assert_or_name_slip(result, || {
        // 0/0, where a query reads nothing.
        let same = |a: &f64, b: &f64| tolerance.is_close(*a, *b) || a.is_nan() && b.is_nan();
        let fits = |(other, _): &(DMatrix<f64>, &str)| {
            found.iter().zip(other.iter()).all(|(a, b)| same(a, b))
        };
        slips.into_iter().find(fits).map(|it| it.1)
    });
}

/// Compares the outputs with those of the whole text at once.
#[track_caller]
fn check(decoder: &Decoder, x: &[DMatrix<f64>], pieces: &[&[usize]]) {
    let (_, outputs) = feed(decoder, x, pieces);
    for (sequence, ((x, pieces), found)) in x.iter().zip(pieces).zip(&outputs).enumerate() {
        let by = |rules: &Rules| rules.apply(decoder, x, pieces).outputs;
        let both = Rules { position: |it| it.at - it.begin, end: |it| it.at - it.begin + 1 };
        let both_words =
            "there are two faults in this: begin with the tests of the single complaints";
        let slips = SLIPS.iter().map(|(rules, words)| (by(rules), *words));
        let name = format!("output of sequence {sequence}, in pieces of {pieces:?}");
        assert_rows(&name, found, &by(&RIGHT), slips.chain([(by(&both), both_words)]));
    }
}

/// A first piece has no piece before it.
#[test]
fn a_prompt_in_one_piece() {
    check(&decoder(2), &[text(4, 2, 3)], &[&[4]]);
    check(&decoder(3), &[text(5, 3, 2), text(2, 3, 7), text(1, 3, 4)], &[&[5], &[2], &[1]]);
}

/// Complaint 1. The keys in the cache show the positions that their tokens were given.
#[test]
fn positions_go_on() {
    for pieces in [&[1, 1, 1, 1][..], &[2, 3], &[3, 1, 2]] {
        let (decoder, x) = (decoder(3), text(pieces.iter().sum(), 3, 2));
        let (cache, _) = feed(&decoder, std::slice::from_ref(&x), &[pieces]);
        let by = |rules: &Rules| rules.apply(&decoder, &x, pieces);
        let (keys, values) = (rows(&cache.keys[0], 3), rows(&cache.values[0], 3));
        let slips = || SLIPS.iter().map(|(rules, words)| (by(rules), *words));
        let name = |what| format!("{what} in the cache, pieces of {pieces:?}");
        let wrong_keys = slips().map(|(expected, words)| (expected.keys, words));
        assert_rows(&name("keys"), &keys, &by(&RIGHT).keys, wrong_keys);
        let wrong_values = slips().map(|(expected, words)| (expected.values, words));
        assert_rows(&name("values"), &values, &by(&RIGHT).values, wrong_values);
    }
}

/// Complaint 2, where positions make no difference.
#[test]
fn a_piece_reads_the_pieces_before() {
    let mut decoder = decoder(3);
    decoder.positions.fill(0.0);
    for pieces in [&[1, 1, 1, 1][..], &[2, 3], &[3, 1, 2]] {
        check(&decoder, &[text(pieces.iter().sum(), 3, 2)], &[pieces]);
    }
}

/// Complaint 3. Whatever is in the cache, `select` moves it.
#[test]
fn select_takes_keys_and_values() {
    let (decoder, x) = (decoder(2), [3, 5, 7].map(|salt| text(3, 2, salt)));
    let (full, _) = feed(&decoder, &x, &[&[3][..]; 3]);
    for sequences in [&[0, 1][..], &[1, 2], &[2, 0], &[1, 1, 0, 2], &[2]] {
        let mut cache = full.clone();
        guarded(|| format!("`select` of {sequences:?} out of 3"), || cache.select(sequences));
        for (what, found, full) in
            [("keys", cache.keys, &full.keys), ("values", cache.values, &full.values)]
        {
            let pick = |sequences: &[usize]| -> Vec<_> {
                sequences.iter().map(|sequence| full[*sequence].clone()).collect()
            };
            let mut sorted = sequences.to_vec();
            sorted.sort();
            let mut once = sorted.clone();
            once.dedup();
            let all_once: Vec<usize> = (0..3).collect();
            let note = if found == pick(&all_once[..sequences.len().min(3)]) {
                "the first ones are kept, whichever were selected"
            } else if found == pick(&sorted) {
                "they are in the order of the batch, not in the order that was asked for"
            } else if found == pick(&once) {
                "each is there once; the order, and how often each is named, count"
            } else {
                "the keys of a sequence and its values go together"
            };
            let wanted = pick(sequences);
            assert!(
                found == wanted,
                "after `select` of {sequences:?} out of 3 sequences the {what} are not theirs: {note}"
            );
        }
    }
}

/// A batch of texts of different lengths: each goes on from its own end.
#[test]
fn each_sequence_has_its_own_position() {
    let (decoder, x) = (decoder(3), [text(6, 3, 2), text(3, 3, 7), text(5, 3, 4)]);
    let pieces: [&[usize]; 3] = [&[4, 1, 1], &[1, 1, 1], &[2, 2, 1]];
    let (cache, _) = feed(&decoder, &x, &pieces);
    for (sequence, (x, pieces)) in x.iter().zip(pieces).enumerate() {
        let expected = RIGHT.apply(&decoder, x, pieces).keys;
        // Token by token: its position, had it been counted in the first sequence.
        let begins = [0, 4, 5];
        let places = pieces.iter().zip(begins).flat_map(|(piece, begin)| begin..begin + piece);
        let tokens = places.zip(x.row_iter()).map(|(at, x)| x + decoder.positions.row(at));
        let of_first = DMatrix::from_rows(&tokens.collect::<Vec<RowDVector<f64>>>()) * &decoder.wk;
        let name = format!("keys of sequence {sequence}, in pieces of {pieces:?}");
        assert_rows(
            &name,
            &rows(&cache.keys[sequence], 3),
            &expected,
            SLIPS
                .iter()
                .map(|(rules, words)| (rules.apply(&decoder, x, pieces).keys, *words))
                .chain([(
                    of_first,
                    "the tokens are counted in the first sequence of the batch: each has its own",
                )]),
        );
    }
}

#[test]
fn sequences_do_not_mix() {
    let (decoder, x) = (decoder(3), [text(4, 3, 2), text(4, 3, 7), text(4, 3, 4)]);
    let (_, together) = feed(&decoder, &x, &[&[2, 2][..]; 3]);
    for (sequence, x) in x.iter().enumerate() {
        let (_, alone) = feed(&decoder, std::slice::from_ref(x), &[&[2, 2][..]]);
        // NaN is another complaint.
        let same = |(a, b): (&f64, &f64)| a == b || a.is_nan() && b.is_nan();
        assert!(
            together[sequence].iter().zip(alone[0].iter()).all(same),
            "sequence {sequence} has other outputs in a batch than by itself"
        );
    }
}

/// All of it: whatever the pieces are, the outputs are those of the whole text at once.
#[test]
fn cached_is_uncached() {
    let x = [text(7, 4, 2), text(7, 4, 7)];
    check(&decoder(4), &x, &[&[1; 7], &[1; 7]]);
    check(&decoder(4), &x, &[&[3, 1, 1, 2], &[2, 2, 2, 1]]);
}
