//! Film reviews: SST-2 and rt-polarity, small files of their kind and the real ones if they are there.

use std::fs;

use data::{DataErrorKind, LabelledText, data_dir, rt_polarity, sst2, windows_1252};

use crate::support::gzip;

#[test]
fn sentences_and_labels_are_read_plain_and_packed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("train.tsv"), "a joy\t1\ndull , dull\t0").unwrap();
    fs::write(folder.path().join("dev.tsv.gz"), gzip("pas mal, déjà vu \t1\n".as_bytes())).unwrap();
    fs::write(folder.path().join("test.tsv"), "").unwrap();
    let all = sst2(folder.path()).unwrap();
    let sentence = |text: &str, label| LabelledText { text: text.into(), label };
    assert_eq!(all.train, [sentence("a joy", 1), sentence("dull , dull", 0)]);
    assert_eq!(all.validation, [sentence("pas mal, déjà vu", 1)]);
    assert!(all.test.is_empty());
}

#[test]
fn missing_files_are_named_with_where_to_get_them() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("dev.tsv"), "").unwrap();
    fs::write(folder.path().join("rt-polarity.pos"), "").unwrap();
    let error = sst2(folder.path()).unwrap_err();
    let message = error.to_string();
    let DataErrorKind::Missing { files, .. } = error.kind else { panic!("{error:?}") };
    assert_eq!(files, ["train.tsv", "test.tsv"]);
    assert!(message.contains("nlp.stanford.edu/sentiment") && message.contains("GRADUS_DATA"));
    let error = rt_polarity(folder.path()).unwrap_err();
    let message = error.to_string();
    let DataErrorKind::Missing { files, .. } = error.kind else { panic!("{error:?}") };
    assert_eq!(files, ["rt-polarity.neg"]);
    assert!(message.contains("rt-polaritydata.tar.gz"), "{message}");
}

#[test]
fn a_line_that_is_no_sentence_with_a_label_is_told() {
    let wrong = [("a\t1\nb\n", 2), ("a\t2", 1), ("\t1\n", 1), ("a\t0\n\n", 2), ("a\t0\t1\n", 1)];
    for (text, line) in wrong {
        let error = sst2::parse(text.as_bytes(), "train.tsv").unwrap_err();
        let message = error.to_string();
        let start = format!("train.tsv, line {line}: found ");
        assert!(message.starts_with(&start), "{message}");
        assert!(message.contains("the label 0 or 1 are expected"), "{message}");
    }
    let header = sst2::parse("sentence\tlabel\n".as_bytes(), "train.tsv").unwrap_err();
    assert!(header.to_string().contains(r#"found "sentence\tlabel" where"#), "{header}");
}

#[test]
fn a_long_wrong_line_is_shown_in_part() {
    let error = sst2::parse("é".repeat(1000).as_bytes(), "train.tsv").unwrap_err();
    let message = error.to_string();
    assert!(message.contains("é…") && message.len() < 300, "{message}");
}

#[test]
fn text_that_is_not_utf_8_is_told_with_its_line() {
    let error = sst2::parse(&b"a\t1\nb\xe9\t0\n"[..], "dev.tsv").unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::NotUtf8 { line: 2 }), "{error:?}");
    assert!(error.to_string().starts_with("dev.tsv, line 2: not UTF-8; "), "{error}");
}

#[test]
fn negative_sentences_come_first_and_are_of_label_0() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rt-polarity.neg"), b"fad\xe9 \n").unwrap();
    fs::write(folder.path().join("rt-polarity.pos"), gzip(b"bien\x85\nbon\n")).unwrap();
    let sentences = rt_polarity(folder.path()).unwrap();
    let parts: Vec<_> = sentences.iter().map(|it| (&it.text[..], it.label)).collect();
    assert_eq!(parts, [("fadé", 0), ("bien…", 1), ("bon", 1)]);
}

#[test]
fn an_empty_line_is_told() {
    let error = rt_polarity::parse(&b"a\n \nb\n"[..], "rt-polarity.neg").unwrap_err();
    assert!(matches!(error.kind, DataErrorKind::Line { line: 2, .. }), "{error:?}");
}

#[test]
fn every_byte_of_windows_1252_has_its_character() {
    let all: Vec<u8> = (0..=255).collect();
    let text = windows_1252::decode(&all);
    assert_eq!(text.chars().count(), 256);
    // Python's codec, whose five undefined bytes are those that here are control characters.
    let high: String = text.chars().skip(0x80).take(32).filter(|c| !c.is_control()).collect();
    assert_eq!(high, "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");
    assert_eq!(text.chars().nth(0xe9), Some('é'));
}

/// The content of the real files, counted with another program.
#[test]
fn the_real_files_hold_what_is_known_of_them() {
    let Some(folder) = data_dir().filter(|folder| folder.join("sst2").is_dir()) else {
        println!("skipped: GRADUS_DATA has no sst2");
        return;
    };
    let all = sst2(&folder.join("sst2")).unwrap();
    let positive = |part: &[LabelledText]| part.iter().filter(|it| it.label == 1).count();
    let lens = [&all.train, &all.validation, &all.test].map(|it| (it.len(), positive(it)));
    assert_eq!(lens, [(6_920, 3_610), (872, 444), (1_821, 909)]);
    let sentences = rt_polarity(&folder.join("rt-polarity")).unwrap();
    assert_eq!((sentences.len(), positive(&sentences)), (10_662, 5_331));
    let dashes = sentences.iter().filter(|it| it.text.contains('—')).count();
    assert!(dashes > 0 && sentences.iter().all(|it| !it.text.contains('\u{97}')));
}
