//! Tables: what is read is whole rows of finite numbers and of categories that have names; where missing
//! values are filled later, they are NaN.

#![no_main]

use data::Table;
use data::table::{Header, Missing, TableOptions};
use libfuzzer_sys::fuzz_target;

fn check(table: &Table, may_be_missing: bool) {
    assert_eq!(table.values().len(), table.len() * table.columns().len());
    for column in table.columns() {
        let values = table.column(column).expect("the table has its columns");
        match table.categories(column).expect("the table has its columns") {
            None => assert!(values.iter().all(|x| x.is_finite() || may_be_missing && x.is_nan())),
            Some(names) => {
                assert!(names.is_sorted() || names.iter().all(|name| name.parse::<f64>().is_ok()));
                assert!(values.iter().all(|x| (*x as usize) < names.len() && x.fract() == 0.0));
            }
        }
    }
}

fuzz_target!(|file: &[u8]| {
    let all = data::table::parse(file, "fuzz");
    let two = data::table::parse_columns(file, "fuzz", &["bmi", "age"]);
    all.into_iter().chain(two).for_each(|table| check(&table, false));
    let options = TableOptions {
        delimiter: b';',
        decimal: b',',
        header: Header::FirstLine,
        missing: Missing::Median,
        ..TableOptions::default()
    };
    options.parse(file, "fuzz").iter().for_each(|table| check(table, true));
});
