//! The manifest of the repository, and texts that are none.

use crate::support::manifest;
use data::data_dir;
use gradus::Manifest;
use rstest::rstest;

fn parse(text: &str) -> Result<Manifest, String> {
    Manifest::parse(text, "list.toml".as_ref()).map_err(|error| format!("{error:#}"))
}

#[test]
fn the_repository_s_manifest_holds_the_sets() {
    let manifest = Manifest::embedded();
    let (fetched, by_hand): (Vec<_>, Vec<_>) =
        manifest.sets.iter().partition(|set| set.by_hand.is_none());
    let names = |sets: &[&gradus::Set]| sets.iter().map(|set| set.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&fetched), ["mnist", "fashion-mnist", "cifar-10"]);
    assert_eq!(names(&by_hand), ["babi", "sst2", "rt-polarity", "eng-fra"]);
    for set in &fetched {
        assert!(set.addresses.len() >= 2, "{} has no mirror", set.name);
    }
    for set in &manifest.sets {
        assert!(!set.licence.is_empty() && !set.citation.is_empty(), "{}", set.name);
    }
}

/// The folder of the tests' data may hold originals: then the manifest must describe them.
#[test]
fn sizes_and_checksums_are_those_of_the_real_files() {
    let Some(folder) = data_dir() else {
        println!("skipped: GRADUS_DATA is not set");
        return;
    };
    for set in &Manifest::embedded().sets {
        for file in &set.files {
            let path = folder.join(&set.name).join(&file.name);
            match path.is_file() {
                true => assert_eq!(file.mistake(&path).unwrap(), None, "{}", path.display()),
                false => println!("skipped: no {}", path.display()),
            }
        }
    }
}

#[test]
fn an_address_is_that_of_the_folder_and_the_name() {
    let manifest = parse(&manifest(b"abc", &["http://a/", "http://b/c/"])).unwrap();
    let set = manifest.set("small").unwrap();
    assert_eq!(set.addresses_of(&set.files[0]), ["http://a/file.bin", "http://b/c/file.bin"]);
    assert!(manifest.set("large").is_none());
}

#[rstest]
#[case::out_of_the_folder("file.bin", "../file.bin", "the name \"../file.bin\" must be of letters")]
#[case::absolute("file.bin", "/etc/passwd", "the name \"/etc/passwd\" must be of letters")]
#[case::hidden("small", ".small", "the name \".small\" must be")]
#[case::another_drive("file.bin", "C:file.bin", "the name \"C:file.bin\" must be")]
#[case::no_name("file.bin", "", "the name \"\" must be")]
#[case::no_slash("http://a/", "http://a", "must end in a slash")]
#[case::no_way("[\"http://a/\"]", "[]", "either `addresses` or `by_hand` is needed")]
#[case::two_ways(
    "citation",
    "by_hand = \"\"\ncitation",
    "either `addresses` or `by_hand` is needed"
)]
#[case::checksum_too_short("ba7816bf", "ba7816b", "64 hexadecimal digits")]
#[case::no_digits("ba7816bf", "ba7816bx", "64 hexadecimal digits")]
#[case::negative("size = 3", "size = -3", "list.toml: is no manifest")]
#[case::unknown_key("citation", "quotation", "unknown field `quotation`")]
#[case::no_toml("[[set]]", "[[set", "list.toml: is no manifest")]
fn what_cannot_be_is_refused(#[case] right: &str, #[case] wrong: &str, #[case] message: &str) {
    let text = manifest(b"abc", &["http://a/"]);
    assert!(text.contains(right), "{text}");
    let error = parse(&text.replacen(right, wrong, 1)).unwrap_err();
    assert!(error.contains(message), "{error}");
}

#[test]
fn names_are_there_once() {
    let text = manifest(b"abc", &["http://a/"]);
    let error = parse(&text.repeat(2)).unwrap_err();
    assert!(error.contains("set \"small\": there are two of this name"), "{error}");
    let file = text.find("[[set.file]]").unwrap();
    let error = parse(&(text.clone() + &text[file..])).unwrap_err();
    assert!(error.contains("there are two files \"file.bin\""), "{error}");
}

#[test]
fn a_manifest_that_is_not_there_is_named() {
    let error = Manifest::read("no/such/list.toml".as_ref()).unwrap_err();
    let error = format!("{error:#}");
    assert!(error.starts_with("no/such/list.toml: cannot be read: "), "{error}");
}
