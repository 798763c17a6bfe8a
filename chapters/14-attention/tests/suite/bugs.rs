//! The checks find the bugs that they are for, before any training, and nothing else.

use attention::{Gpt, GptOptions};
use ch13::surnames::Alphabet;
use ch14::checks::{future_leak, mean_of_ones};
use ch14::names::{MAX_LEN, NameReader, padded, padding_read};
use ch14::{Change, ChangedGpt};
use rand::{SeedableRng, rngs::ChaCha8Rng};

const RIGHT: [Change; 4] =
    [Change::Nothing, Change::NoPositions, Change::NoScale, Change::PostNorm];

fn changed(change: Change) -> ChangedGpt {
    let options = GptOptions { vocab_size: 21, context: 10, ..GptOptions::new(16, 2, 2) };
    ChangedGpt { gpt: Gpt::new(options, &mut ChaCha8Rng::seed_from_u64(1)), change }
}

#[test]
fn a_model_that_reads_the_future_is_caught() {
    let tokens = [3, 1, 4, 1, 5, 9, 2, 6, 0, 20];
    for change in RIGHT {
        for at in 1..tokens.len() {
            assert_eq!(future_leak(&changed(change), &tokens, at), 0.0, "{change:?}, {at}");
        }
    }
    for change in [Change::NoMask, Change::SoftmaxOverQueries] {
        for at in 1..tokens.len() {
            let leak = future_leak(&changed(change), &tokens, at);
            assert!(leak > 1e-6, "{change:?}, {at}: {leak}");
        }
    }
}

#[test]
fn a_softmax_over_the_wrong_axis_is_caught() {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    for change in RIGHT.into_iter().chain([Change::NoMask]) {
        let gap = mean_of_ones(&changed(change), rng);
        assert!(gap < 1e-5, "{change:?}: {gap}");
    }
    let gap = mean_of_ones(&changed(Change::SoftmaxOverQueries), rng);
    assert!(gap > 0.1, "{gap}");
}

#[test]
fn padding_that_is_read_is_caught() {
    let names = data::surnames().test;
    let alphabet = Alphabet::of(names.iter().map(|sample| &sample.name[..]));
    let batch = alphabet.batch(&names[..20]);
    let change = |masks| {
        let rng = &mut ChaCha8Rng::seed_from_u64(1);
        padding_read(&NameReader::new(alphabet.len(), 18, masks, rng), &batch, MAX_LEN)
    };
    assert!(change(true) < 1e-5, "{}", change(true));
    assert!(change(false) > 1e-2, "{}", change(false));
}

#[test]
fn more_padding_changes_no_name() {
    let names = data::surnames().test;
    let alphabet = Alphabet::of(names.iter().map(|sample| &sample.name[..]));
    let batch = alphabet.batch(&names[..5]);
    let wider = padded(&batch, MAX_LEN);
    assert_eq!((wider.steps, &wider.lengths), (MAX_LEN, &batch.lengths));
    let rows = batch.letters.chunks(batch.steps).zip(wider.letters.chunks(MAX_LEN));
    for ((narrow, wide), len) in rows.zip(&batch.lengths) {
        assert_eq!(narrow[..*len], wide[..*len]);
        assert!(wide[*len..].iter().all(|letter| *letter == 0));
    }
}
