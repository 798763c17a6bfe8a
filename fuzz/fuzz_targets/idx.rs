//! IDX, plain or packed: what is read is as long as its sizes say.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    if let Ok(idx) = data::idx::parse(file, "fuzz") {
        assert_eq!(idx.elements.len(), idx.dims.iter().product::<usize>());
    }
});
