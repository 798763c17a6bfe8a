//! Film reviews: what is read of SST-2 are sentences of two classes, of rt-polarity sentences.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    for sentence in data::sst2::parse(file, "fuzz").into_iter().flatten() {
        assert!(!sentence.text.is_empty() && sentence.label < 2);
    }
    for sentence in data::rt_polarity::parse(file, "fuzz").into_iter().flatten() {
        assert!(!sentence.is_empty() && !sentence.contains('\n'));
    }
});
