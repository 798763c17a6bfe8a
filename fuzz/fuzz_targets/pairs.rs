//! English–French pairs, as text or in a zip archive: what is read is pairs, each of which is in one part.

#![no_main]

use std::io::Cursor;

use data::eng_fra::{parse, parse_archive, split};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    let text = parse(file, "fuzz");
    let archive = parse_archive(Cursor::new(file), "fuzz");
    for pairs in [text, archive].into_iter().flatten() {
        assert!(pairs.iter().all(|it| !it.english.is_empty() && !it.french.is_empty()));
        let len = pairs.len();
        let parts = split(pairs);
        assert_eq!(parts.train.len() + parts.validation.len() + parts.test.len(), len);
    }
});
