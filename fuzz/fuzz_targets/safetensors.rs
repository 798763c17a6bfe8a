//! Files of weights: what is read can be written, and read again to the same bytes.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nn::checkpoint::StateDict;

fuzz_target!(|file: &[u8]| {
    if let Ok(archive) = StateDict::<f32>::parse(file, "fuzz".as_ref()) {
        let bytes = archive.to_bytes();
        let again = StateDict::<f32>::parse(&bytes, "again".as_ref()).expect("was written here");
        assert_eq!(again.to_bytes(), bytes);
    }
});
