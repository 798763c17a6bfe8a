//! Batches of samples that are not there: a panic at the line that asked for them.

use std::cell::Cell;
use std::panic::{self, Location, UnwindSafe};
use std::sync::Once;

use data::{Dataset, Standardized, mnist};

thread_local!(static LINE: Cell<Option<u32>> = const { Cell::new(None) });

/// The message of a panic, and the line of this file in which it is said to be.
fn panic_of(f: impl FnOnce() + UnwindSafe) -> (String, u32) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let here = info.location().filter(|location| location.file() == file!());
            LINE.set(here.map(Location::line));
            print(info);
        }));
    });
    let payload = panic::catch_unwind(f).expect_err("there is no such sample");
    (*payload.downcast::<String>().unwrap(), LINE.get().expect("the panic is said to be here"))
}

#[test]
fn a_batch_with_an_index_out_of_range_panics_at_the_callers_line() {
    let digits = data::digits().test;
    let (images, line) = (digits.clone(), line!() + 1);
    let found = panic_of(move || drop(Dataset::<f32>::get_batch(&images, &[0, 360])));
    let message = "there is no sample of index 360: the data set has 360 samples";
    assert_eq!(found, (message.to_string(), line));

    let data = Standardized { data: digits, standardizer: mnist::standardizer() };
    let line = line!() + 1;
    let found = panic_of(move || drop(Dataset::<f32>::get_batch(&data, &[400])));
    assert_eq!(found, (message.replace("index 360", "index 400"), line));

    let (patients, line) = (data::diabetes(), line!() + 1);
    let found = panic_of(move || drop(Dataset::<f32>::get_batch(&patients, &[441, u32::MAX])));
    let message = "there is no sample of index 4294967295: the data set has 442 samples";
    assert_eq!(found, (message.to_string(), line));

    let (patients, line) = (data::diabetes(), line!() + 1);
    let found = panic_of(move || drop(patients.subset(&[1, 442])));
    assert_eq!(found, (message.replace("4294967295", "442"), line));
}
