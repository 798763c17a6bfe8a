//! English and French sentences: the embedded pairs, files of one's own, and the whole archive if it is
//! there.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write};

use data::eng_fra::{self, PairSplit, SentencePair, parse, parse_archive};
use data::{DataErrorKind, data_dir};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::gzip;

/// A zip archive with these members, as other programs write it.
fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn parts(pairs: &PairSplit) -> [&[SentencePair]; 3] {
    [&pairs.train, &pairs.validation, &pairs.test]
}

/// The letters of a sentence in lower case.
fn letters(sentence: &str) -> String {
    sentence.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn all_embedded_pairs_are_there() {
    let pairs = data::eng_fra();
    // Counted with another program.
    assert_eq!(parts(&pairs).map(<[_]>::len), [4_579, 575, 567]);
    let all = parts(&pairs).concat();
    let bytes: usize = all.iter().map(|it| it.english.len() + it.french.len() + 2).sum();
    assert_eq!(bytes, 265_072);
    let words = |sentence: &str| sentence.split_whitespace().count();
    assert!(all.iter().all(|it| words(&it.english) <= 8 && words(&it.french) <= 9));
    let distinct: BTreeSet<_> = all.iter().map(|it| (&it.english, &it.french)).collect();
    assert_eq!(distinct.len(), all.len());
}

#[test]
fn no_sentence_is_in_two_parts() {
    let pairs = data::eng_fra();
    let sides: [fn(&SentencePair) -> String; 2] =
        [|it| letters(&it.english), |it| letters(&it.french)];
    for side in sides {
        let sets = parts(&pairs).map(|part| part.iter().map(side).collect::<BTreeSet<_>>());
        for (a, b) in [(0, 1), (0, 2), (1, 2)] {
            assert_eq!(sets[a].intersection(&sets[b]).next(), None);
        }
    }
    // Neither is a sentence with a contraction beside the same without.
    let long =
        |it: &SentencePair| letters(&it.english.replace("I'm", "I am").replace("'re", " are"));
    let sets = parts(&pairs).map(|part| part.iter().map(long).collect::<BTreeSet<_>>());
    assert_eq!(sets[0].intersection(&sets[2]).next(), None);
}

#[test]
fn pairs_that_hang_together_are_one_group() {
    // The third pair joins the groups of the first and the second.
    let mut text = "A.\ta\nB.\tb\nB!\ta\n".to_owned();
    (0..5).for_each(|i| text += &format!("x{i}\ty{i}\n"));
    let pairs = eng_fra::split(parse(text.as_bytes(), "pairs").unwrap());
    let english =
        |part: &[SentencePair]| part.iter().map(|it| it.english.clone()).collect::<Vec<_>>();
    assert_eq!(english(&pairs.test), ["A.", "B.", "B!"]);
    assert_eq!(english(&pairs.train), ["x0", "x1", "x2", "x3"]);
    assert_eq!(english(&pairs.validation), ["x4"]);
}

#[test]
fn pairs_are_read_plain_packed_and_from_an_archive() {
    let text = "Hi.\tSalut !\nRun!\tCours\u{202f}!\tCC-BY 2.0\n".as_bytes();
    let plain = parse(text, "fra.txt").unwrap();
    assert_eq!((&plain[0].french[..], &plain[1].french[..]), ("Salut !", "Cours\u{202f}!"));
    assert_eq!(parse(&gzip(text)[..], "fra.txt.gz").unwrap(), plain);
    let zip = archive(&[("_about.txt", b"terms"), ("fra.txt", text)]);
    assert_eq!(parse_archive(Cursor::new(&zip), "fra-eng.zip").unwrap(), plain);

    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("fra-eng.zip"), zip).unwrap();
    assert_eq!(eng_fra::read(folder.path()).unwrap(), plain);
    fs::write(folder.path().join("fra.txt"), "Go.\tVa !\n").unwrap();
    assert_eq!(eng_fra::read(folder.path()).unwrap()[0].english, "Go.");
}

#[test]
fn a_damaged_archive_is_refused() {
    let zip = archive(&[("fra.txt", "Hi.\tSalut.\n".repeat(50).as_bytes())]);
    let mut changed = zip.clone();
    changed[45] ^= 1;
    let without = archive(&[("deu.txt", b"Hi.\tHallo.\n")]);
    for wrong in [&zip[..zip.len() - 5], &changed, &without, b"<html>"] {
        let error = parse_archive(Cursor::new(wrong), "fra-eng.zip").unwrap_err();
        assert!(matches!(error.kind, DataErrorKind::Zip { .. }), "{error:?}");
        assert!(error.to_string().contains("fetch it again"), "{error}");
    }
}

#[test]
fn a_line_without_a_translation_is_told() {
    for (text, line) in [("Hi.\tSalut.\nRun!\n", 2), ("Hi.\t \n", 1), ("\tSalut.\n", 1)] {
        let error = parse(text.as_bytes(), "fra.txt").unwrap_err();
        let is_it = matches!(error.kind, DataErrorKind::Line { line: found, .. } if found == line);
        assert!(is_it, "{text:?}: {error}");
    }
    assert!(parse(&b""[..], "fra.txt").unwrap().is_empty());
}

/// The content of the real archive, counted with another program.
#[test]
fn the_real_archive_holds_what_is_known_of_it() {
    let Some(folder) = data_dir().map(|it| it.join("eng-fra")).filter(|it| it.is_dir()) else {
        println!("skipped: GRADUS_DATA has no eng-fra");
        return;
    };
    let all = eng_fra::read(&folder).unwrap();
    assert_eq!(all.len(), 142_787);
    assert_eq!((&all[0].english[..], &all[0].french[..]), ("Go.", "Va !"));
    // The embedded pairs are some of these.
    let known: BTreeSet<_> = all.iter().map(|it| (&it.english, &it.french)).collect();
    let pairs = data::eng_fra();
    assert!(parts(&pairs).concat().iter().all(|it| known.contains(&(&it.english, &it.french))));
}
