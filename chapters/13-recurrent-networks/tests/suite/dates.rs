//! Dates in words.

use ch13::dates::{Date, DateBatch, DateTranslator, FORMS, dates, draw, split, write_date};
use programs::{Program, temp_dir};
use rand::{SeedableRng, rngs::ChaCha8Rng};
use std::collections::BTreeSet;

const DATES: Program = Program::new("dates");

/// Reads a date in words as a person would, without the generator's tables.
fn read(text: &str) -> Date {
    let words = text.replace(['.', ','], " ");
    let (mut numbers, mut month) = (Vec::new(), None);
    for word in words.split_whitespace() {
        let digits = word.trim_end_matches(|letter: char| letter.is_alphabetic());
        if let Ok(number) = digits.parse::<u32>() {
            numbers.push(number);
        } else if word.starts_with(char::is_uppercase) {
            let names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
            month = names.find(&word[..3]).map(|start| start as u32 / 4 + 1);
        } else if let Some(day) = read_ordinal(word) {
            numbers.push(day);
        }
    }
    let (day, year) = (numbers[0], *numbers.last().unwrap());
    let century = if year >= 100 {
        0
    } else if year >= 50 {
        1900
    } else {
        2000
    };
    Date { year: century + year, month: month.unwrap_or(numbers[1]), day }
}

fn read_ordinal(word: &str) -> Option<u32> {
    let small = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth \
                 thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth";
    let unit = |word: &str| small.split(' ').position(|it| it == word).map(|i| i as u32 + 1);
    match word.split_once('-') {
        Some(("twenty", rest)) => Some(20 + unit(rest)?),
        Some(("thirty", rest)) => Some(30 + unit(rest)?),
        _ if word == "twentieth" => Some(20),
        _ if word == "thirtieth" => Some(30),
        _ => unit(word),
    }
}

#[test]
fn every_form_says_the_date() {
    for date in dates() {
        for form in 0..FORMS {
            let text = write_date(date, form);
            assert_eq!(read(&text), date, "{text}");
            assert!(DateBatch::is_readable(&text), "{text}");
        }
    }
}

#[test]
fn the_calendar_is_the_gregorian_one() {
    let dates = dates();
    assert!(dates.is_sorted());
    let leap_days = dates.iter().filter(|date| (date.month, date.day) == (2, 29)).count();
    assert_eq!((dates.len(), leap_days), (100 * 365 + 25, 25), "2000 was a leap year");
    let iso = Date { year: 2005, month: 1, day: 9 }.to_string();
    assert_eq!(iso, "2005-01-09");
}

#[test]
fn held_out_dates_are_not_trained_on() {
    let (train, test) = split();
    let train: BTreeSet<_> = train.into_iter().collect();
    assert!(test.iter().all(|date| !train.contains(date)));
    assert_eq!(train.len() + test.len(), dates().len());
    let (texts, drawn) = draw(500, &test, &mut ChaCha8Rng::seed_from_u64(1));
    assert!(drawn.iter().all(|date| test.contains(date)));
    assert!(texts.iter().zip(&drawn).all(|(text, date)| read(text) == *date));
}

#[test]
fn the_decoder_is_given_the_letters_before() {
    let date = Date { year: 1987, month: 3, day: 3 };
    let batch = DateBatch::new(&["3.3.87".into()], &[date]);
    assert_eq!(batch.target, [1, 9, 8, 7, 10, 0, 3, 10, 0, 3]);
    assert_eq!(batch.teacher_inputs(), [11, 1, 9, 8, 7, 10, 0, 3, 10, 0]);
    assert_eq!(batch.lengths, [6]);
}

/// Written letter by letter and all at once, a date has the same first letter; and what the decoder
/// writes depends on what the encoder has read.
#[test]
fn decoding_step_by_step_agrees_with_teacher_forcing() {
    let model = DateTranslator::new(16, &mut ChaCha8Rng::seed_from_u64(1));
    let texts: Vec<String> = ["3 March 1987", "the first of May 2001"].map(String::from).into();
    let all = dates();
    let batch = DateBatch::new(&texts, &all[..2]);
    let logits = autograd::Tape::new().no_grad(|tape| model.forward(tape, &batch));
    let written = model.translate(&texts);
    for (rows, written) in logits.as_slice().chunks(10 * 11).zip(&written) {
        let first = &rows[..11];
        let max = (0..11).max_by(|a, b| first[*a].total_cmp(&first[*b])).unwrap();
        assert_eq!(written.chars().next(), "0123456789-".chars().nth(max));
        assert_eq!(written.len(), 10);
    }
    assert_ne!(logits.as_slice()[..11], logits.as_slice()[110..121]);
}

/// The encoder learns only through the state that it hands over.
#[test]
fn gradients_flow_into_the_encoder() {
    let model = DateTranslator::new(8, &mut ChaCha8Rng::seed_from_u64(1));
    let all = dates();
    let batch = DateBatch::new(&["1.1.50".into(), "January 2, 1950".into()], &all[..2]);
    let mut tape = autograd::Tape::new();
    let mut gradients =
        tape.gradients(|tape| model.forward(tape, &batch).cross_entropy(&batch.target));
    let parameters = nn::state_dict(&model).len();
    let nonzero = gradients.iter_mut().filter(|g| g.as_slice().iter().any(|g| *g != 0.0)).count();
    assert_eq!(nonzero, parameters);
}

#[test]
fn a_quick_run_learns_and_writes_what_it_is_asked_for() {
    let arguments = ["--updates", "60", "--held-out", "90", "--date", "the first of May 2001"];
    let ended = DATES.run_in_temp_dir(&arguments);
    assert_eq!(ended.number("held_out"), 90.0);
    assert_eq!(ended.number("updates"), 60.0);
    let last = ended.stdout.lines().last().unwrap();
    assert!(last.starts_with("the first of May 2001"), "{}", ended.stdout);
}

#[test]
#[ignore = "slow: `cargo test -- --include-ignored` runs it"]
fn held_out_dates_are_right() {
    let arguments = ["--updates", "1000", "--held-out", "300", "--seed", "7"];
    let ended = DATES.run_in_temp_dir(&arguments);
    assert!(ended.number("accuracy") > 0.5, "{}", ended.stdout);
}

#[test]
fn a_date_in_other_letters_is_refused() {
    let complaint = DATES.run_err(temp_dir().path(), &["--date", "3 März 1987"]);
    assert!(complaint.contains("März"), "{complaint}");
}
