//! Tables: what is read is whole rows of finite numbers.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    let all = data::table::parse(file, "fuzz");
    let two = data::table::parse_columns(file, "fuzz", &["bmi", "age"]);
    for table in [all, two].into_iter().flatten() {
        assert_eq!(table.values().len(), table.len() * table.columns().len());
        assert!(table.values().iter().all(|value| value.is_finite()));
    }
});
